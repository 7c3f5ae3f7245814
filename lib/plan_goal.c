#include "plan_goal.h"

#include "rec.h"
#include "str.h"

#include <string.h>
#include <strings.h>

static const char *const charts[] = {NULL, "bar", "line", "area", "scatter", "bubble", "pie",
    "histogram", "box", "heatmap"};
static const char *const aggs[] = {NULL, "count", "sum", "avg", "min", "max", "median", "distinct"};
static const char *const units[] = {NULL, "year", "quarter", "month", "week", "day", "month-name", "weekday",
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

const char *
plan_unit_name(enum plan_unit u)
{
	return units[u];
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
	g->cond[g->conds++] = (struct plan_cond){column, op, value, 0};
}

/* ---- which columns, which tables */

static int
add_once(int *list, int n, int c)
{
	for (int i = 0; i < n; i++)
		if (list[i] == c)
			return n;
	if (c >= 0)
		list[n++] = c;
	return n;
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

void
plan_goal_tables(struct plan_goal *g, const struct plan_set *s, int first)
{
	int list[PLAN_CONDS_MOST + 8], n = plan_goal_columns(g, list);
	bool counts = g->y < 0 || g->agg == AGG_COUNT;

	g->n_tables = add_once(g->tables, 0, counts && g->base >= 0 ? g->base : g->y >= 0 ? s->column[g->y].table : PLAN_NONE);
	for (int i = 0; i < n && g->n_tables < PLAN_TABLES_MOST; i++)
		g->n_tables = add_once(g->tables, g->n_tables, s->column[list[i]].table);
	if (g->n_tables == 0)
		g->tables[g->n_tables++] = first;
	for (int i = 1; i < g->n_tables; i++)
		add_path(g, s, g->tables[i]);
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
	if (g->x_agg != AGG_NONE)
		o = jv_object_set(o, jv_string("x_aggregate"), jv_string(aggs[g->x_agg]));
	o = jv_object_set(o, jv_string("time_unit"), text_or_null(units[g->unit]));
	o = jv_object_set(o, jv_string("bin"), bin_jv(g));
	o = jv_object_set(o, jv_string("filter"), conds_jv(g, s));
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

/* ---- from the stream */

static int
index_of(const char *name, const char *const *names, int n)
{
	for (int i = 0; name != NULL && i < n; i++)
		if (names[i] != NULL && strcasecmp(names[i], name) == 0)
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
	int i = index_of(name, aggs, AGG_KINDS);

	return i > 0 ? (enum plan_agg)i : AGG_NONE;
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
	int i = index_of(op != NULL && strcmp(op, "==") == 0 ? "=" : op, ops, OP_KINDS);
	int c = column_at(s, tables, o, "column", fail);

	if (i < 0 && jv_get_kind(*fail) == JV_KIND_NULL)
		*fail = rec_fail("goal.filter", false, "use = != > >= < <= between in contains null and the like",
		    "filter: an operator that is not known");
	if (c < 0 || i < 0)
		return;
	plan_goal_cond(g, c, (enum plan_op)i, jv_at(o, "value"));
	if (g->conds > 0)
		g->cond[g->conds - 1].any = any;
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

jv
plan_goal_read(struct plan_goal *g, const struct plan_set *s, jv goal)
{
	jv fail = jv_null();
	double limit = jv_num(goal, "limit", 0);

	plan_goal_init(g);
	if (s->tables == 0)
		return rec_fail("goal.no-data", false, "put the dataset lines before the charts", "no dataset is known");
	unsigned long tables = read_tables(g, s, goal);
	int chart = index_of(jv_text(goal, "chart"), charts, CHART_KINDS);
	int unit = index_of(jv_text(goal, "time_unit"), units, UNIT_KINDS);

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
	read_bin(g, goal);
	read_conds(g, s, tables, goal, &fail);
	read_sort(g, s, tables, goal, &fail);
	g->limit = limit >= 1 && limit <= 1e6 ? (int)limit : 0;
	g->stack = jv_true_at(goal, "stack");
	g->share = jv_true_at(goal, "share");
	g->upright = jv_true_at(goal, "upright");
	if (g->n_tables == 0 && s->tables > 0)
		plan_goal_tables(g, s, 0);
	return fail;
}
