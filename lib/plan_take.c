/* A goal read from the stream, where a model may have written it. */
#include "plan_goal.h"

#include "rec.h"
#include "str.h"

#include <string.h>
#include <strings.h>

/* ---- words */

static const char *
chart_name(int i)
{
	return plan_chart_name((enum plan_chart)i);
}

static const char *
unit_name(int i)
{
	return plan_unit_name((enum plan_unit)i);
}

static const char *
op_name(int i)
{
	return plan_op_name((enum plan_op)i);
}

/* Which of the n names is it, in any case; -1 for none. */
static int
index_of(const char *name, const char *(*name_at)(int), int n)
{
	for (int i = 0; name != NULL && i < n; i++)
		if (name_at(i) != NULL && strcasecmp(name_at(i), name) == 0)
			return i;
	return -1;
}

/* Texts that models write for an aggregate. */
static enum plan_agg
agg_of(const char *name)
{
	static const char *const also[][2] = {{"mean", "avg"}, {"average", "avg"}, {"total", "sum"},
	    {"minimum", "min"}, {"maximum", "max"}, {"count_distinct", "distinct"}, {"nunique", "distinct"}};

	for (size_t i = 0; name != NULL && i < sizeof also / sizeof *also; i++)
		if (strcasecmp(name, also[i][0]) == 0)
			name = also[i][1];
	return plan_agg_named(name);
}

static jv
unknown(const struct plan_set *s, const char *what, const char *name)
{
	struct str shown = {0}, hint = {0};
	const char *best = NULL;
	int least = 1 + (int)strlen(name) / 2;

	for (int c = 0; c < s->columns; c++) {
		int d = str_distance(name, s->column[c].name, least > 32 ? 32 : least);

		if (d < least) {
			least = d;
			best = s->column[c].name;
		}
	}
	str_foreign(&shown, name, strlen(name));
	str_adds(&hint, "name a column of the datasets");
	if (best != NULL) {
		str_adds(&hint, "; the nearest is ");
		str_foreign(&hint, best, strlen(best));
	}
	jv fail = rec_fail("goal.unknown-column", false, hint.s, "%s: no such column: %s", what, shown.s);

	str_free(&shown);
	str_free(&hint);
	return fail;
}

/* What is wrong stays in *fail; the first stays. */
static int
column_at(const struct plan_set *s, unsigned long tables, jv o, const char *key, jv *fail)
{
	const char *name = jv_text(o, key);

	if (name == NULL || *name == '\0')
		return PLAN_NONE;
	int c = plan_set_column(s, tables, name);

	if (c == PLAN_NONE && jv_get_kind(*fail) == JV_KIND_NULL)
		*fail = unknown(s, key, name);
	return c;
}

static void
read_cond(struct plan_goal *g, const struct plan_set *s, unsigned long tables, jv o, int any, jv *fail)
{
	const char *op = jv_text(o, "op");
	int i = index_of(op != NULL && strcmp(op, "==") == 0 ? "=" : op, op_name, OP_KINDS);
	int c = column_at(s, tables, o, "column", fail);

	if (i < 0 && jv_get_kind(*fail) == JV_KIND_NULL)
		*fail = rec_fail("goal.filter", false, "use = != > >= < <= between in contains null and the like",
		    "filter: an operator that is not known");
	if (c < 0 || i < 0)
		return;
	plan_goal_cond(g, c, (enum plan_op)i, jv_at(o, "value"));
	if (g->conds > 0) {
		int unit = index_of(jv_text(o, "unit"), unit_name, UNIT_KINDS);

		g->cond[g->conds - 1].any = any;
		g->cond[g->conds - 1].unit = unit >= UNIT_MONTHNAME ? (enum plan_unit)unit : UNIT_NONE;
	}
}

static void
read_conds(struct plan_goal *g, const struct plan_set *s, unsigned long tables, jv goal, jv *fail)
{
	jv all = jv_at(goal, "filter");
	int group = 0;

	if (jv_get_kind(all) == JV_KIND_ARRAY)
		jv_array_foreach(all, i, o) {
			jv any = jv_at(o, "any");

			if (jv_get_kind(any) == JV_KIND_ARRAY) {
				group++;
				jv_array_foreach(any, k, one) {
					read_cond(g, s, tables, one, group, fail);
					jv_free(one);
				}
			} else if (jv_get_kind(o) == JV_KIND_OBJECT) {
				read_cond(g, s, tables, o, 0, fail);
			}
			jv_free(any);
			jv_free(o);
		}
	jv_free(all);
}

static void
read_having(struct plan_goal *g, jv goal)
{
	jv having = jv_at(goal, "having"), value = jv_at(having, "value");
	int op = index_of(jv_text(having, "op"), op_name, OP_KINDS);
	bool pair = op == OP_BETWEEN && jv_get_kind(value) == JV_KIND_ARRAY && jv_array_length(jv_copy(value)) == 2;
	jv low = pair ? jv_array_get(jv_copy(value), 0) : jv_copy(value), high = pair ? jv_array_get(jv_copy(value), 1) : jv_copy(value);

	if (jv_get_kind(low) == JV_KIND_NUMBER && jv_get_kind(high) == JV_KIND_NUMBER && (pair || (op >= OP_EQ && op <= OP_LE))) {
		g->has_having = true;
		g->having = (enum plan_op)op;
		g->having_low = jv_number_value(low);
		g->having_high = jv_number_value(high);
	}
	jv_free(low);
	jv_free(high);
	jv_free(value);
	jv_free(having);
}

static void
read_sort(struct plan_goal *g, const struct plan_set *s, unsigned long tables, jv goal, jv *fail)
{
	jv sort = jv_at(goal, "sort");
	const char *by = jv_text(sort, "by"), *order = jv_text(sort, "order");

	g->desc = order != NULL && strncasecmp(order, "desc", 4) == 0;
	g->by_agg = agg_of(jv_text(sort, "aggregate"));
	if (by != NULL && strcmp(by, "x") == 0) {
		g->by = BY_X;
	} else if (by != NULL && strcmp(by, "y") == 0) {
		g->by = BY_Y;
	} else if (by != NULL) {
		g->by_column = column_at(s, tables, sort, "by", fail);
		g->by = g->by_column < 0 ? BY_NONE : BY_COLUMN;
		if (g->by == BY_COLUMN && g->by_column == g->x)
			g->by = BY_X;
		else if (g->by == BY_COLUMN && g->by_column == g->y && g->by_agg == AGG_NONE)
			g->by = BY_Y;
		if (g->by != BY_COLUMN)
			g->by_column = PLAN_NONE;
	}
	jv_free(sort);
}

static void
read_bin(struct plan_goal *g, jv goal)
{
	jv bin = jv_at(goal, "bin");

	if (jv_get_kind(bin) == JV_KIND_NUMBER)
		g->bins = (int)jv_number_value(bin);
	if (jv_get_kind(bin) == JV_KIND_OBJECT) {
		g->bin_width = jv_num(bin, "width", 0);
		g->bins = (int)jv_num(bin, "bins", 0);
	}
	if (g->bins < 0 || g->bins > 500)
		g->bins = 0;
	g->binned = jv_get_kind(bin) == JV_KIND_TRUE || g->bin_width > 0 || g->bins > 0;
	jv_free(bin);
}

/* The tables that goal.datasets names, all where it names none known. */
static unsigned long
read_tables(struct plan_goal *g, const struct plan_set *s, jv goal)
{
	jv names = jv_at(goal, "datasets");
	unsigned long tables = 0;

	if (jv_get_kind(names) == JV_KIND_ARRAY)
		jv_array_foreach(names, i, name) {
			int t = jv_get_kind(name) == JV_KIND_STRING ? plan_set_table(s, jv_string_value(name)) : PLAN_NONE;

			if (t >= 0 && t < 63 && g->n_tables < PLAN_TABLES_MOST && (tables >> t & 1) == 0) {
				g->tables[g->n_tables++] = t;
				tables |= 1UL << t;
			}
			jv_free(name);
		}
	jv_free(names);
	return tables != 0 ? tables : ~0UL;
}

/* The derived column of two factors, or y as it is. */
static int
product(const struct plan_set *s, int y, int times)
{
	for (int c = 0; c < s->columns && times >= 0; c++)
		if (s->column[c].base == y && s->column[c].times == times && plan_is_derived(&s->column[c]))
			return c;
	return y;
}

/* "measures": what is drawn together; the first is y. */
static void
read_measures(struct plan_goal *g, const struct plan_set *s, unsigned long tables, jv goal, jv *fail)
{
	jv all = jv_at(goal, "measures");

	if (jv_get_kind(all) == JV_KIND_ARRAY && jv_array_length(jv_copy(all)) > 1)
		jv_array_foreach(all, i, o) {
			int c = column_at(s, tables, o, "y", fail);

			if (c >= 0 && g->measures < PLAN_MEASURES_MOST)
				g->measure[g->measures++] = (struct plan_measure){c, agg_of(jv_text(o, "aggregate"))};
			jv_free(o);
		}
	jv_free(all);
	if (g->measures < 2) {
		g->measures = 0;
		return;
	}
	g->y = g->measure[0].column;
	g->agg = g->measure[0].agg;
}

jv
plan_goal_read(struct plan_goal *g, const struct plan_set *s, jv goal)
{
	jv fail = jv_null();
	double limit = jv_num(goal, "limit", 0);

	plan_goal_init(g);
	if (s->tables == 0)
		return rec_fail("goal.no-data", false, "put the dataset lines before the charts", "no dataset is known");
	unsigned long tables = read_tables(g, s, goal);
	int chart = index_of(jv_text(goal, "chart"), chart_name, CHART_KINDS);
	int unit = index_of(jv_text(goal, "time_unit"), unit_name, UNIT_KINDS);

	g->chart = chart > 0 ? (enum plan_chart)chart : CHART_NONE;
	g->unit = unit > 0 ? (enum plan_unit)unit : UNIT_NONE;
	g->x = column_at(s, tables, goal, "x", &fail);
	g->y = column_at(s, tables, goal, "y", &fail);
	g->y = product(s, g->y, column_at(s, tables, goal, "times", &fail));
	g->series = column_at(s, tables, goal, "series", &fail);
	g->facet = column_at(s, tables, goal, "facet", &fail);
	g->size = column_at(s, tables, goal, "size", &fail);
	g->agg = agg_of(jv_text(goal, "aggregate"));
	g->x_agg = agg_of(jv_text(goal, "x_aggregate"));
	read_measures(g, s, tables, goal, &fail);
	read_bin(g, goal);
	read_conds(g, s, tables, goal, &fail);
	read_having(g, goal);
	read_sort(g, s, tables, goal, &fail);
	g->limit = limit >= 1 && limit <= 1e6 ? (int)limit : 0;
	g->stack = jv_true_at(goal, "stack");
	g->share = jv_true_at(goal, "share");
	g->upright = jv_true_at(goal, "upright");
	if (g->n_tables == 0 && s->tables > 0)
		plan_goal_tables(g, s, 0);
	return fail;
}
