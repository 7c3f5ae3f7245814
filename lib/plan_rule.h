/* plan_rule: share/planner/charts: which chart fits which fields. */
#ifndef VIZ_PLAN_RULE_H
#define VIZ_PLAN_RULE_H

#include "plan_goal.h"

enum plan_kind {
	KIND_NONE, KIND_TIME, KIND_MEASURE, KIND_ADDITIVE, KIND_GROUP, KIND_NAME, KIND_LATITUDE, KIND_LONGITUDE,
	KIND_ROWS, KIND_CALENDAR, KIND_MEASURES, KIND_ALIKE, KIND_KINDS,
};

enum plan_interest { INTEREST_NONE, INTEREST_CORRELATION, INTEREST_TAIL, INTEREST_AMOUNT, INTEREST_KINDS };

struct plan_slot {
	enum plan_kind kind;
	double least, most;        /* different values; most 0: any number */
	bool drawn;                /* an aggregate of it is drawn */
};

struct plan_rule {
	char name[24];
	enum plan_chart chart;
	struct plan_slot x, y, series;
	enum plan_agg agg;
	enum plan_interest interest;
	double weight;
	int top;
	bool stack;
};

/* All rules, read once; a line that cannot be read ends the program with 2. */
const struct plan_rule *plan_rules(int *n);

/* May the column stand in the slot? */
bool plan_rule_takes(const struct plan_slot *, const struct plan_set *, int column);

/* Is it summed where nobody says what to do with it; does it make sense? */
enum plan_agg plan_rule_aggregate(const struct plan_set *, int column);

/* Does each value stand in as many rows?  Then their number tells nothing. */
bool plan_rule_even(const struct plan_set *, int column);

/* Has each bucket of that unit one row at most: is there nothing to sum? */
bool plan_rule_single(const struct plan_set *, int column, enum plan_unit);

/* The unit in which a time column's span is best drawn. */
enum plan_unit plan_rule_unit(const struct plan_column *);

#endif
