#include "plan_goal.h"

#include "fit.h"
#include "once.h"
#include "rec.h"
#include "str.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const charts[] = {NULL, "bar", "line", "area", "scatter", "bubble", "pie",
    "histogram", "box", "heatmap", "table"};
static const char *const aggs[] = {NULL, "count", "sum", "avg", "min", "max", "median", "distinct",
    "p10", "p25", "p75", "p90", "p95", "p99"};
static const char *const units[] = {NULL, "decade", "year", "quarter", "month", "week", "day", "month-name", "weekday",
    "hour"};
static const char *const ops[] = {"=", "!=", ">", ">=", "<", "<=", "between", "in", "not in", "contains",
    "not contains", "starts with", "ends with", "null", "not null"};

const char *
plan_chart_name(enum plan_chart c)
{
	return charts[c];
}

const char *
plan_agg_name(enum plan_agg a)
{
	return aggs[a];
}

enum plan_agg
plan_agg_named(const char *name)
{
	for (int i = AGG_NONE + 1; name != NULL && i < AGG_KINDS; i++)
		if (strcasecmp(aggs[i], name) == 0)
			return (enum plan_agg)i;
	return AGG_NONE;
}

double
plan_agg_part(enum plan_agg a)
{
	return a >= AGG_P10 && a < AGG_KINDS ? strtod(aggs[a] + 1, NULL) / 100 : 0;
}

const char *
plan_unit_name(enum plan_unit u)
{
	return units[u];
}

const char *
plan_op_name(enum plan_op op)
{
	return ops[op];
}

void
plan_goal_init(struct plan_goal *g)
{
	*g = (struct plan_goal){.x = PLAN_NONE, .y = PLAN_NONE, .series = PLAN_NONE, .facet = PLAN_NONE,
	    .size = PLAN_NONE, .by_column = PLAN_NONE, .base = PLAN_NONE};
}

void
plan_goal_free(struct plan_goal *g)
{
	while (g->conds > 0)
		jv_free(g->cond[--g->conds].value);
}

void
plan_goal_cond(struct plan_goal *g, int column, enum plan_op op, jv value)
{
	bool had = g->conds == PLAN_CONDS_MOST;

	for (int i = 0; i < g->conds && !had; i++)
		had = g->cond[i].column == column && g->cond[i].op == op && jv_equal(jv_copy(g->cond[i].value), jv_copy(value));
	if (had) {
		jv_free(value);
		return;
	}
	g->cond[g->conds++] = (struct plan_cond){column, op, value, 0, UNIT_NONE};
}

bool
plan_goal_bears(const struct plan_goal *g, const struct plan_set *s, enum plan_chart chart)
{
	const char *type = charts[chart];
	const struct plan_column *x = g->x >= 0 ? &s->column[g->x] : NULL, *y = g->y >= 0 ? &s->column[g->y] : NULL,
	    *series = g->series >= 0 ? &s->column[g->series] : NULL;
	double slices = x != NULL ? x->distinct : 0;

	/* Only the values that a condition leaves. */
	for (int i = 0; i < g->conds; i++)
		if (g->cond[i].column == g->x && g->cond[i].op == OP_IN && g->cond[i].unit == UNIT_NONE)
			slices = jv_array_length(jv_copy(g->cond[i].value));
	if (slices > fit_most(type, FIT_X) || (series != NULL && series->distinct > fit_most(type, FIT_SERIES)))
		return false;
	return y == NULL || y->min >= 0 || g->agg == AGG_COUNT || g->agg == AGG_DISTINCT || fit_rule(type, FIT_Y, FIT_POSITIVE) == NULL;
}

/* ---- which columns, which tables */

static int
add_once(int *list, int n, int c)
{
	return c >= 0 ? (int)once_add(list, (size_t)n, (size_t)n + 1, c) : n;
}

int
plan_goal_columns(const struct plan_goal *g, int *list)
{
	int n = 0;

	n = add_once(list, n, g->x);
	n = add_once(list, n, g->y);
	n = add_once(list, n, g->series);
	n = add_once(list, n, g->facet);
	n = add_once(list, n, g->size);
	n = add_once(list, n, g->by_column);
	for (int i = 0; i < g->measures; i++)
		n = add_once(list, n, g->measure[i].column);
	for (int i = 0; i < g->conds; i++)
		n = add_once(list, n, g->cond[i].column);
	return n;
}

/* The tables on the shortest way from the first to `to`, into the goal. */
static void
add_path(struct plan_goal *g, const struct plan_set *s, int to)
{
	int from[64], queue[64], n = 0;

	for (int t = 0; t < 64; t++)
		from[t] = PLAN_NONE;
	from[g->tables[0]] = g->tables[0];
	queue[n++] = g->tables[0];
	for (int i = 0; i < n; i++)
		for (int r = 0; r < s->n_relations; r++)
			for (int side = 0; side < 2; side++) {
				int a = s->relation[r].table[side], b = s->relation[r].table[1 - side];

				if (a == queue[i] && a < 64 && b < 64 && from[b] < 0) {
					from[b] = a;
					queue[n++] = b;
				}
			}
	for (int t = to; t < 64 && from[t] >= 0 && t != g->tables[0] && g->n_tables < PLAN_TABLES_MOST; t = from[t])
		g->n_tables = add_once(g->tables, g->n_tables, t);
}

int
plan_goal_repeats(const struct plan_goal *g, const struct plan_set *s, int *key)
{
	unsigned long joined = 0;

	for (int i = 1; i < g->n_tables; i++)
		joined |= 1UL << g->tables[i];
	for (int i = 0; i < s->n_relations; i++) {
		const struct plan_relation *r = &s->relation[i];

		if (r->table[1] != g->tables[0] || (joined >> r->table[0] & 1) == 0)
			continue;
		*key = plan_set_column(s, 1UL << g->tables[0], r->column[1]);
		return r->table[0];
	}
	return PLAN_NONE;
}

void
plan_goal_tables(struct plan_goal *g, const struct plan_set *s, int first)
{
	int list[PLAN_COLUMNS_MOST], n = plan_goal_columns(g, list);
	bool counts = g->y < 0 || g->agg == AGG_COUNT;

	g->n_tables = add_once(g->tables, 0, counts && g->base >= 0 ? g->base : g->y >= 0 ? s->column[g->y].table : PLAN_NONE);
	for (int i = 0; i < n && g->n_tables < PLAN_TABLES_MOST; i++)
		g->n_tables = add_once(g->tables, g->n_tables, s->column[list[i]].table);
	if (g->n_tables == 0)
		g->tables[g->n_tables++] = first;
	for (int i = 1; i < g->n_tables; i++)
		add_path(g, s, g->tables[i]);
	/* Customers by the country of their orders: each is counted once. */
	int key = PLAN_NONE;

	if (g->agg == AGG_COUNT && g->y < 0 && g->measures == 0 && plan_goal_repeats(g, s, &key) >= 0 && key >= 0) {
		g->y = key;
		g->agg = AGG_DISTINCT;
	}
}

/* ---- to the stream */

/* The column's name; with its table where another table of the goal has it. */
static jv
name_jv(const struct plan_goal *g, const struct plan_set *s, int c)
{
	if (c < 0)
		return jv_null();
	const struct plan_column *column = &s->column[c];

	for (int i = 0; i < g->n_tables; i++)
		if (g->tables[i] != column->table &&
		    plan_set_column(s, 1UL << g->tables[i], column->name) != PLAN_NONE)
			return jv_string_fmt("%s.%s", s->table[column->table].id, column->name);
	return jv_string(column->name);
}

static jv
text_or_null(const char *s)
{
	return s != NULL ? jv_string(s) : jv_null();
}

static jv
cond_jv(const struct plan_goal *g, const struct plan_set *s, int i)
{
	const struct plan_cond *c = &g->cond[i];
	jv o = JV_OBJECT(jv_string("column"), name_jv(g, s, c->column), jv_string("op"), jv_string(ops[c->op]));

	if (c->op != OP_NULL && c->op != OP_NOT_NULL)
		o = jv_object_set(o, jv_string("value"), jv_copy(c->value));
	if (c->unit != UNIT_NONE)
		o = jv_object_set(o, jv_string("unit"), jv_string(units[c->unit]));
	return o;
}

/* An array of conditions, all of which must hold; {"any":[…]} of some. */
static jv
conds_jv(const struct plan_goal *g, const struct plan_set *s)
{
	jv all = jv_array();

	for (int i = 0; i < g->conds;) {
		jv some = jv_array();
		int any = g->cond[i].any;

		do
			some = jv_array_append(some, cond_jv(g, s, i++));
		while (i < g->conds && any > 0 && g->cond[i].any == any);
		if (jv_array_length(jv_copy(some)) > 1)
			all = jv_array_append(all, JV_OBJECT(jv_string("any"), some));
		else
			all = jv_array_concat(all, some);
	}
	return all;
}

/* The condition on groups: {"op":">","value":100}. */
static jv
set_having(jv o, const struct plan_goal *g)
{
	if (!g->has_having)
		return o;
	jv value = g->having == OP_BETWEEN ? JV_ARRAY(jv_number(g->having_low), jv_number(g->having_high)) : jv_number(g->having_low);

	return jv_object_set(o, jv_string("having"), JV_OBJECT(jv_string("op"), jv_string(ops[g->having]), jv_string("value"), value));
}

static jv
sort_jv(const struct plan_goal *g, const struct plan_set *s)
{
	if (g->by == BY_NONE)
		return jv_null();
	jv by = g->by == BY_X ? jv_string("x") : g->by == BY_Y ? jv_string("y") : name_jv(g, s, g->by_column);
	jv o = JV_OBJECT(jv_string("by"), by, jv_string("order"), jv_string(g->desc ? "desc" : "asc"));

	if (g->by == BY_COLUMN && g->by_agg != AGG_NONE)
		o = jv_object_set(o, jv_string("aggregate"), jv_string(aggs[g->by_agg]));
	return o;
}

static jv
bin_jv(const struct plan_goal *g)
{
	if (!g->binned)
		return jv_null();
	if (g->bin_width > 0)
		return JV_OBJECT(jv_string("width"), jv_number(g->bin_width));
	if (g->bins > 0)
		return JV_OBJECT(jv_string("bins"), jv_number(g->bins));
	return jv_true();
}

/* A product is spelled by its factors: "y" and "times". */
static jv
set_y(jv o, const struct plan_goal *g, const struct plan_set *s)
{
	if (g->y < 0 || !plan_is_derived(&s->column[g->y]))
		return jv_object_set(o, jv_string("y"), name_jv(g, s, g->y));
	o = jv_object_set(o, jv_string("y"), name_jv(g, s, s->column[g->y].base));
	return jv_object_set(o, jv_string("times"), name_jv(g, s, s->column[g->y].times));
}

static jv
set_measures(jv o, const struct plan_goal *g, const struct plan_set *s)
{
	jv all = jv_array();

	for (int i = 0; i < g->measures; i++)
		all = jv_array_append(all, JV_OBJECT(jv_string("y"), name_jv(g, s, g->measure[i].column),
		    jv_string("aggregate"), text_or_null(aggs[g->measure[i].agg])));
	return jv_object_set(o, jv_string("measures"), all);
}

jv
plan_goal_jv(const struct plan_goal *g, const struct plan_set *s)
{
	jv sets = jv_array(), o = JV_OBJECT(jv_string("chart"), text_or_null(charts[g->chart]));

	for (int i = 0; i < g->n_tables; i++)
		sets = jv_array_append(sets, jv_string(s->table[g->tables[i]].id));
	o = jv_object_set(o, jv_string("datasets"), sets);
	o = jv_object_set(o, jv_string("x"), name_jv(g, s, g->x));
	o = set_y(o, g, s);
	o = jv_object_set(o, jv_string("series"), name_jv(g, s, g->series));
	o = jv_object_set(o, jv_string("facet"), name_jv(g, s, g->facet));
	if (g->size >= 0)
		o = jv_object_set(o, jv_string("size"), name_jv(g, s, g->size));
	o = jv_object_set(o, jv_string("aggregate"), text_or_null(aggs[g->agg]));
	if (g->measures > 1)
		o = set_measures(o, g, s);
	if (g->x_agg != AGG_NONE)
		o = jv_object_set(o, jv_string("x_aggregate"), jv_string(aggs[g->x_agg]));
	o = jv_object_set(o, jv_string("time_unit"), text_or_null(units[g->unit]));
	o = jv_object_set(o, jv_string("bin"), bin_jv(g));
	o = jv_object_set(o, jv_string("filter"), conds_jv(g, s));
	o = set_having(o, g);
	o = jv_object_set(o, jv_string("sort"), sort_jv(g, s));
	o = jv_object_set(o, jv_string("limit"), g->limit > 0 ? jv_number(g->limit) : jv_null());
	if (g->stack)
		o = jv_object_set(o, jv_string("stack"), jv_true());
	if (g->share)
		o = jv_object_set(o, jv_string("share"), jv_true());
	if (g->upright)
		o = jv_object_set(o, jv_string("upright"), jv_true());
	return o;
}
