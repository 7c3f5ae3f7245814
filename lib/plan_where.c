/* The conditions of a statement. */
#include "plan_query.h"

#include "rec.h"

#include <string.h>

/* ---- conditions */

static bool
is_moment(const struct plan_column *c)
{
	return c->type == PLAN_DATE || c->type == PLAN_DATETIME;
}

static void
add_like(struct str *b, const char *before, jv v, const char *after)
{
	struct str p = {0};
	const char *s = jv_get_kind(v) == JV_KIND_STRING ? jv_string_value(v) : "";

	str_adds(&p, before);
	for (; *s != '\0'; s++) {
		if (*s == '%' || *s == '_' || *s == '\\')
			str_addc(&p, '\\');
		str_addc(&p, *s);
	}
	str_adds(&p, after);
	plan_sql_text(b, p.s != NULL ? p.s : "");
	if (strchr(p.s != NULL ? p.s : "", '\\') != NULL)
		str_adds(b, " ESCAPE '\\'");
	str_free(&p);
}

static void
add_value(const struct plan_query *q, struct str *b, const struct plan_cond *c, jv v)
{
	const struct plan_column *column = &q->s->column[c->column];
	const char *agg = jv_text(v, "aggregate");

	if (jv_get_kind(v) == JV_KIND_NUMBER && (!is_moment(column) || c->unit != UNIT_NONE)) {
		plan_query_add_number(b, jv_number_value(v));
	} else if (jv_get_kind(v) == JV_KIND_NUMBER) {
		str_addf(b, "'%04.0f'", jv_number_value(v));
	} else if (jv_get_kind(v) == JV_KIND_STRING) {
		plan_sql_text(b, jv_string_value(v));
	} else if (agg != NULL) {
		str_addf(b, "(SELECT %s(", strcmp(agg, "min") == 0 || strcmp(agg, "max") == 0 ? agg : "avg");
		plan_sql_name(b, column->name);
		str_adds(b, ") FROM ");
		plan_sql_name(b, q->s->table[column->table].id);
		str_addc(b, ')');
	} else {
		str_adds(b, jv_get_kind(v) == JV_KIND_TRUE ? "1" : jv_get_kind(v) == JV_KIND_FALSE ? "0" : "NULL");
	}
}

/* A moment is compared with a year, a month or a day by as much of its text,
 * or by its place in the round of the year or the week. */
static void
add_side(const struct plan_query *q, struct str *b, const struct plan_cond *c, jv v)
{
	static const char *const round[UNIT_KINDS] = {[UNIT_MONTHNAME] = "month(", [UNIT_WEEKDAY] = "weekday(", [UNIT_HOUR] = "hour("};
	const struct plan_column *column = &q->s->column[c->column];
	size_t n = jv_get_kind(v) == JV_KIND_STRING ? strlen(jv_string_value(v)) : jv_get_kind(v) == JV_KIND_NUMBER ? 4 : 0;
	bool cut = is_moment(column) && (n == 4 || n == 7 || (n == 10 && column->type == PLAN_DATETIME));

	if (is_moment(column) && round[c->unit] != NULL) {
		str_adds(b, round[c->unit]);
		plan_query_add_column(q, b, c->column);
		str_addc(b, ')');
	} else if (cut) {
		str_adds(b, "substr(");
		plan_query_add_column(q, b, c->column);
		str_addf(b, ", 1, %zu)", n);
	} else {
		plan_query_add_column(q, b, c->column);
	}
}

static bool
is_text(const struct plan_query *q, const struct plan_cond *c)
{
	return q->s->column[c->column].type == PLAN_TEXT;
}

static void
add_list(const struct plan_query *q, struct str *b, const struct plan_cond *c)
{
	jv first = jv_array_get(jv_copy(c->value), 0);

	add_side(q, b, c, first);
	jv_free(first);
	str_adds(b, c->op == OP_NOT_IN ? " NOT IN (" : " IN (");
	jv_array_foreach(c->value, i, v) {
		if (i > 0)
			str_adds(b, ", ");
		add_value(q, b, c, v);
		jv_free(v);
	}
	str_addc(b, ')');
}

static void
add_comparison(const struct plan_query *q, struct str *b, const struct plan_cond *c)
{
	static const char *const signs[] = {" = ", " <> ", " > ", " >= ", " < ", " <= "};

	add_side(q, b, c, c->value);
	str_adds(b, signs[c->op]);
	add_value(q, b, c, c->value);
	if ((c->op == OP_EQ || c->op == OP_NE) && is_text(q, c) && jv_get_kind(c->value) == JV_KIND_STRING)
		str_adds(b, " COLLATE NOCASE");
}

static void
add_range(const struct plan_query *q, struct str *b, const struct plan_cond *c)
{
	jv low = jv_array_get(jv_copy(c->value), 0), high = jv_array_get(jv_copy(c->value), 1);

	add_side(q, b, c, low);
	str_adds(b, " BETWEEN ");
	add_value(q, b, c, low);
	str_adds(b, " AND ");
	add_value(q, b, c, high);
	jv_free(low);
	jv_free(high);
}

static void
add_cond(const struct plan_query *q, struct str *b, const struct plan_cond *c)
{
	bool list = jv_get_kind(c->value) == JV_KIND_ARRAY;
	int length = list ? jv_array_length(jv_copy(c->value)) : 0;

	if (c->op == OP_BETWEEN && length == 2) {
		add_range(q, b, c);
	} else if ((c->op == OP_IN || c->op == OP_NOT_IN) && length > 0) {
		add_list(q, b, c);
	} else if (c->op <= OP_LE && !list) {
		add_comparison(q, b, c);
	} else if (c->op >= OP_CONTAINS && c->op <= OP_ENDS && !list) {
		plan_query_add_column(q, b, c->column);
		str_adds(b, c->op == OP_NOT_CONTAINS ? " NOT LIKE " : " LIKE ");
		add_like(b, c->op == OP_STARTS ? "" : "%", c->value, c->op == OP_ENDS ? "" : "%");
	} else {
		plan_query_add_column(q, b, c->column);
		str_adds(b, c->op == OP_NULL ? " IS NULL" : " IS NOT NULL");
	}
}

/* All of them must hold; neighbours of one "any" group are or'ed. */
void
plan_query_add_conds(const struct plan_query *q, struct str *b, bool where)
{
	const struct plan_goal *g = q->g;
	const char *glue = where ? " AND " : " WHERE ";

	for (int i = 0; i < g->conds; glue = " AND ") {
		int any = g->cond[i].any, last = i;

		while (any > 0 && last + 1 < g->conds && g->cond[last + 1].any == any)
			last++;
		str_adds(b, glue);
		str_adds(b, last > i ? "(" : "");
		for (int k = i; k <= last; k++) {
			str_adds(b, k > i ? " OR " : "");
			add_cond(q, b, &g->cond[k]);
		}
		str_adds(b, last > i ? ")" : "");
		i = last + 1;
	}
}

/* Marks without a place on a scale are no marks. */
static int
needed(const struct plan_query *q, int *list)
{
	const struct plan_goal *g = q->g;
	int n = 0;

	/* What is not known is none of the most. */
	if (g->limit > 0 && g->x >= 0 && g->x_agg == AGG_NONE)
		list[n++] = g->x;
	else if (g->x >= 0 && g->x_agg == AGG_NONE && (plan_is_number(&q->s->column[g->x]) || plan_is_time(&q->s->column[g->x])))
		list[n++] = g->x;
	if (g->y >= 0 && g->y != g->x && (g->agg == AGG_NONE || g->chart == CHART_BOX))
		list[n++] = g->y;
	return n;
}

void
plan_query_add_where(struct plan_query *q, struct str *b)
{
	int list[2], n = needed(q, list);

	for (int i = 0; i < n; i++) {
		if (q->s->column[list[i]].nulls == 0)
			continue;
		str_adds(b, q->where ? " AND " : " WHERE ");
		plan_query_add_column(q, b, list[i]);
		str_adds(b, " IS NOT NULL");
		q->where = true;
	}
	plan_query_add_conds(q, b, q->where);
	q->where |= q->g->conds > 0;
}
