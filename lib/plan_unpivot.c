/* Several measures in one chart: each is aggregated by itself, and UNION ALL
 * puts the results below each other with the measure's name beside the value:
 *
 *   SELECT x, measure, value FROM (
 *     SELECT x, 1 AS n, 'Revenue' AS measure, sum(revenue) AS value FROM t GROUP BY 1
 *     UNION ALL SELECT x, 2, 'Cost', sum(cost) FROM t GROUP BY 1) ORDER BY 1, n */
#include "plan_query.h"

#include "plan_name.h"
#include "plan_several.h"

#include <string.h>
#include <strings.h>

/* ---- keys: x, series, facet, as far as they are columns */

struct keys {
	int column[3], n;
};

static void
add_key(struct keys *k, int column)
{
	for (int i = 0; i < k->n; i++)
		if (k->column[i] == column)
			return;
	if (column >= 0)
		k->column[k->n++] = column;
}

static struct keys
keys_of(const struct plan_goal *g)
{
	struct keys k = {.n = 0};

	add_key(&k, g->x);
	add_key(&k, g->series);
	add_key(&k, g->facet);
	return k;
}

/* A name for a result column that no key has. */
static void
add_free_name(struct str *b, const struct plan_query *q, const struct keys *k, const char *name)
{
	bool taken = false;

	for (int i = 0; i < k->n; i++)
		taken |= strcasecmp(q->s->column[k->column[i]].name, name) == 0;
	str_adds(b, name);
	str_adds(b, taken ? " drawn" : "");
}

/* ---- one measure */

/* The SELECT of measure i; the first names the columns. */
static bool
add_branch(struct plan_query *q, const struct keys *k, int i, const struct str *measure, const struct str *value)
{
	struct plan_goal one = *q->g;
	struct plan_query branch = {&one, q->s, q->out, false, 0, false};
	struct str *b = &q->out->text, label = {0}, as[3] = {{0}};

	one.y = q->g->measure[i].column;
	one.agg = q->g->measure[i].agg;
	if (i == 0) {
		str_adds(&as[0], " AS n");
		str_adds(&as[1], " AS ");
		plan_sql_name(&as[1], measure->s);
		str_adds(&as[2], " AS ");
		plan_sql_name(&as[2], value->s);
	}
	str_adds(b, i == 0 ? "SELECT " : " UNION ALL SELECT ");
	for (int c = 0; c < k->n; c++) {
		if (k->column[c] == one.x)
			plan_query_add_x(&branch, b);
		else
			plan_query_add_column(&branch, b, k->column[c]);
		str_adds(b, i == 0 ? " AS " : "");
		if (i == 0)
			plan_sql_name(b, q->s->column[k->column[c]].name);
		str_adds(b, ", ");
	}
	plan_several_label(&label, q->g, q->s, i);
	str_addf(b, "%d%s, ", i + 1, i == 0 ? as[0].s : "");
	plan_sql_text(b, label.s);
	str_addf(b, "%s, ", i == 0 ? as[1].s : "");
	plan_query_add_aggregate(&branch, b, one.agg, one.y);
	str_adds(b, i == 0 ? as[2].s : "");
	for (int c = 0; c < 3; c++)
		str_free(&as[c]);
	str_free(&label);
	if (!plan_query_add_from(&branch, b))
		return false;
	plan_query_add_where(&branch, b);
	for (int c = 1; c <= k->n && one.agg != AGG_NONE; c++)
		str_addf(b, c == 1 ? " GROUP BY %d" : ", %d", c);
	return true;
}

/* ---- the statement */

static void
add_order(const struct plan_query *q, const struct keys *k, const struct str *measure)
{
	const struct plan_goal *g = q->g;
	struct str *b = &q->out->text;
	bool by_value = g->by == BY_Y || (g->by == BY_NONE && g->x >= 0 && !plan_query_ordered_x(q));

	str_adds(b, " ORDER BY ");
	if (by_value) {
		str_adds(b, g->measure[0].agg == AGG_AVG ? "avg(" : "sum(");
		plan_sql_name(b, q->out->y.s);
		str_adds(b, ") OVER (PARTITION BY ");
		plan_sql_name(b, g->x >= 0 ? q->s->column[g->x].name : measure->s);
		str_adds(b, g->by == BY_NONE || g->desc ? ") DESC, " : "), ");
	}
	if (g->x < 0)
		str_adds(b, k->n > 0 ? "n, " : "n");
	for (int c = 0; c < k->n; c++) {
		plan_sql_name(b, q->s->column[k->column[c]].name);
		str_adds(b, g->by == BY_X && c == 0 && g->x >= 0 && g->desc ? " DESC" : "");
		str_adds(b, g->x < 0 && c + 1 == k->n ? "" : ", ");
	}
	str_adds(b, g->x < 0 ? "" : "n");
}

static void
name_columns(struct plan_query *q, const struct keys *k)
{
	const struct plan_goal *g = q->g;

	if (g->x >= 0)
		str_adds(&q->out->x, q->s->column[g->x].name);
	add_free_name(g->x >= 0 ? &q->out->series : &q->out->x, q, k, "measure");
	if (g->x < 0 && g->series >= 0)
		str_adds(&q->out->series, q->s->column[g->series].name);
	if (g->facet >= 0)
		str_adds(&q->out->facet, q->s->column[g->facet].name);
	add_free_name(&q->out->y, q, k, "value");
}

bool
plan_query_several(struct plan_query *q)
{
	struct keys k = keys_of(q->g);
	struct str *b = &q->out->text;

	name_columns(q, &k);
	const struct str *measure = q->g->x >= 0 ? &q->out->series : &q->out->x;

	str_adds(b, "SELECT ");
	for (int c = 0; c < k.n; c++) {
		plan_sql_name(b, q->s->column[k.column[c]].name);
		str_adds(b, ", ");
	}
	plan_sql_name(b, measure->s);
	str_adds(b, ", ");
	plan_sql_name(b, q->out->y.s);
	str_adds(b, " FROM (");
	for (int i = 0; i < q->g->measures; i++)
		if (!add_branch(q, &k, i, measure, &q->out->y)) {
			plan_sql_free(q->out);
			return false;
		}
	str_adds(b, ")");
	add_order(q, &k, measure);
	return true;
}
