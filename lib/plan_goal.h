/* plan_goal: a goal as the planner handles it, and as the stream spells it. */
#ifndef VIZ_PLAN_GOAL_H
#define VIZ_PLAN_GOAL_H

#include "plan_set.h"

enum plan_chart {
	CHART_NONE, CHART_BAR, CHART_LINE, CHART_AREA, CHART_SCATTER, CHART_BUBBLE, CHART_PIE,
	CHART_HISTOGRAM, CHART_BOX, CHART_HEATMAP, CHART_TABLE, CHART_KINDS,
};

enum plan_agg { AGG_NONE, AGG_COUNT, AGG_SUM, AGG_AVG, AGG_MIN, AGG_MAX, AGG_MEDIAN, AGG_DISTINCT,
	AGG_P10, AGG_P25, AGG_P75, AGG_P90, AGG_P95, AGG_P99, AGG_KINDS };

enum plan_unit {
	UNIT_NONE, UNIT_DECADE, UNIT_YEAR, UNIT_QUARTER, UNIT_MONTH, UNIT_WEEK, UNIT_DAY,   /* a row of moments */
	UNIT_MONTHNAME, UNIT_WEEKDAY, UNIT_HOUR, UNIT_KINDS,                   /* a cycle */
};

enum plan_op {
	OP_EQ, OP_NE, OP_GT, OP_GE, OP_LT, OP_LE, OP_BETWEEN, OP_IN, OP_NOT_IN, OP_CONTAINS, OP_NOT_CONTAINS,
	OP_STARTS, OP_ENDS, OP_NULL, OP_NOT_NULL, OP_KINDS,
};

enum plan_by { BY_NONE, BY_X, BY_Y, BY_COLUMN };

enum {
	PLAN_CONDS_MOST = 16, PLAN_TABLES_MOST = 8, PLAN_MEASURES_MOST = 40,
	PLAN_COLUMNS_MOST = PLAN_CONDS_MOST + 8 + PLAN_MEASURES_MOST,
};

/* One condition.  value is a string or number, an array for between and in,
 * or {"aggregate":"avg","column":…} for "older than average". */
struct plan_cond {
	int column;
	enum plan_op op;
	jv value;
	int any;                   /* neighbours with the same any > 0 are or'ed */
	enum plan_unit unit;       /* month-name, weekday, hour: of its number, not of the moment */
};

struct plan_measure {
	int column;
	enum plan_agg agg;
};

/* Column numbers are of a plan_set; PLAN_NONE where there is none. */
struct plan_goal {
	enum plan_chart chart;
	int x, y, series, facet, size;
	enum plan_agg agg, x_agg;
	/* Several measures in one chart, told apart by their names: as the series, or
	 * along x where there is no x.  0, or 2 and more: y and agg are the first's. */
	struct plan_measure measure[PLAN_MEASURES_MOST];
	int measures;
	enum plan_unit unit;       /* of x, where x is a moment */
	bool binned;
	double bin_width;          /* 0: find one */
	int bins;                  /* how many; 0: find a number */
	struct plan_cond cond[PLAN_CONDS_MOST];
	int conds;
	/* Only groups of x whose aggregate is so: 100 < it; between: low and high. */
	bool has_having;
	enum plan_op having;
	double having_low, having_high;
	enum plan_by by;
	int by_column;
	enum plan_agg by_agg;
	bool desc;
	int limit;                 /* 0: all */
	bool stack, share, upright;   /* upright: bars must not lie down */
	int base;                  /* the table whose rows are counted, or PLAN_NONE */
	int tables[PLAN_TABLES_MOST], n_tables;   /* the first is that of what is measured */
};

void plan_goal_init(struct plan_goal *);
void plan_goal_free(struct plan_goal *);

/* Adds a condition; consumes value.  One that is there,
 * or past PLAN_CONDS_MOST, is dropped. */
void plan_goal_cond(struct plan_goal *, int column, enum plan_op, jv value);

/* The columns that the goal names, each once, into list (room for
 * PLAN_COLUMNS_MOST): how many. */
int plan_goal_columns(const struct plan_goal *, int *list);

/* Sets tables to those of its columns, and to those that stand between them;
 * where it names none, to first. */
void plan_goal_tables(struct plan_goal *, const struct plan_set *, int first);

/* The joined table that has many rows for one of the goal's first table, whose rows
 * the join repeats; *key is the column of the first that ties them, or PLAN_NONE.
 * PLAN_NONE where no row is repeated.  (Relations go from many to one.) */
int plan_goal_repeats(const struct plan_goal *, const struct plan_set *, int *key);

/* The members chart, datasets, x, y, … of the stream's goal. */
jv plan_goal_jv(const struct plan_goal *, const struct plan_set *);

/* Reads a goal object (borrowed), which may come from a model.  jv_null(), or
 * rec_fail where it names a column or a chart that there is not. */
jv plan_goal_read(struct plan_goal *, const struct plan_set *, jv goal);

/* Would a chart of that type bear the goal's fields (share/planner/limits)? */
bool plan_goal_bears(const struct plan_goal *, const struct plan_set *, enum plan_chart);

const char *plan_chart_name(enum plan_chart);
const char *plan_agg_name(enum plan_agg);
/* The aggregate of that name, in any case; AGG_NONE for others and for NULL. */
enum plan_agg plan_agg_named(const char *name);
/* A percentile as a part of one: 0.95 of p95; 0 of what is none. */
double plan_agg_part(enum plan_agg);
const char *plan_unit_name(enum plan_unit);
const char *plan_op_name(enum plan_op);

#endif
