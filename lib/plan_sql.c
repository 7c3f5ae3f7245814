/* Theory of operation.
 *
 * The result is long: one row a mark.  Columns come in the order x, series,
 * facet, y; what is grouped by is numbered (GROUP BY 1, 2), so that buckets and
 * bins are written once.  A mark that has no place (its time, its number is
 * NULL) is left out; a group without a name stays. */
#include "plan_query.h"

#include "rec.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

/* ---- names and values */

void
plan_sql_name(struct str *b, const char *name)
{
	static const char *const words[] = {"all", "and", "as", "asc", "between", "by", "case", "check", "create",
	    "cross", "default", "delete", "desc", "distinct", "drop", "else", "end", "exists", "from", "full", "group",
	    "having", "in", "index", "inner", "insert", "into", "is", "join", "left", "like", "limit", "natural", "not",
	    "null", "of", "on", "or", "order", "outer", "primary", "references", "right", "select", "set", "table",
	    "then", "to", "union", "unique", "update", "using", "values", "when", "where", "with"};
	bool plain = isalpha((unsigned char)name[0]) || name[0] == '_';

	for (const char *p = name; *p != '\0'; p++)
		plain &= isalnum((unsigned char)*p) || *p == '_';
	for (size_t i = 0; i < sizeof words / sizeof *words && plain; i++)
		plain = strcasecmp(words[i], name) != 0;
	/* "Quoted" also where plain may mean something else to some SQLite. */
	if (!plain)
		str_addc(b, '"');
	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '"')
			str_addc(b, '"');
		str_addc(b, *p);
	}
	if (!plain)
		str_addc(b, '"');
}

void
plan_sql_text(struct str *b, const char *text)
{
	str_addc(b, '\'');
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\'')
			str_addc(b, '\'');
		str_addc(b, *p);
	}
	str_addc(b, '\'');
}

void
plan_query_add_number(struct str *b, double v)
{
	if (v == floor(v) && fabs(v) < 1e15)
		str_addf(b, "%.0f", v);
	else
		str_addf(b, "%.15g", v);
}

void
plan_query_add_column(const struct plan_query *q, struct str *b, int c)
{
	if (plan_is_derived(&q->s->column[c])) {
		plan_query_add_column(q, b, q->s->column[c].base);
		str_adds(b, " * ");
		plan_query_add_column(q, b, q->s->column[c].times);
		return;
	}
	if (q->g->n_tables > 1) {
		plan_sql_name(b, q->s->table[q->s->column[c].table].id);
		str_addc(b, '.');
	}
	plan_sql_name(b, q->s->column[c].name);
}

/* ---- bins and buckets */

/* The next 1, 2, 2.5 or 5 times a power of ten. */
static double
nice(double v)
{
	double power = pow(10, floor(log10(v))), f = v / power;

	return (f <= 1 ? 1 : f <= 2 ? 2 : f <= 2.5 ? 2.5 : f <= 5 ? 5 : 10) * power;
}

double
plan_sql_bin(const struct plan_goal *g, const struct plan_column *c)
{
	double span = c->max - c->min;

	if (g->bin_width > 0)
		return g->bin_width;
	if (!(span > 0) || !isfinite(span))
		return 1;
	double width = nice(span / (g->bins > 0 ? g->bins : 16));

	/* A whole number in each bin at least, and no bin edge between two. */
	if (c->type == PLAN_INTEGER && width < 1)
		width = 1;
	if (c->type == PLAN_INTEGER && width != floor(width))
		width = ceil(width);
	return width;
}

static void
add_bin(const struct plan_query *q, struct str *b, int c, double width)
{
	str_adds(b, "bin(");
	plan_query_add_column(q, b, c);
	str_adds(b, ", ");
	plan_query_add_number(b, width);
	str_addc(b, ')');
}

static void
add_bucket(const struct plan_query *q, struct str *b, int c, enum plan_unit unit)
{
	static const char *const before[] = {"", "bin(", "year(", "date_trunc('quarter', ", "date_trunc('month', ",
	    "date_trunc('week', ", "date_trunc('day', ", "substr('JanFebMarAprMayJunJulAugSepOctNovDec', 3 * month(",
	    "substr('MonTueWedThuFriSatSun', 3 * weekday(", "hour("};
	bool name = unit == UNIT_MONTHNAME || unit == UNIT_WEEKDAY;

	bool moment = !q->s->column[c].year;

	str_adds(b, before[unit]);
	str_adds(b, unit == UNIT_DECADE && moment ? "year(" : "");
	plan_query_add_column(q, b, c);
	if (unit == UNIT_DECADE)
		str_adds(b, moment ? "), 10" : ", 10");
	str_adds(b, name ? ") - 2, 3)" : unit == UNIT_NONE ? "" : ")");
}

static bool
bucketed(const struct plan_query *q)
{
	return q->g->x >= 0 && q->g->unit != UNIT_NONE && (!q->s->column[q->g->x].year || q->g->unit == UNIT_DECADE) &&
	    plan_is_time(&q->s->column[q->g->x]);
}

void
plan_query_add_x(const struct plan_query *q, struct str *b)
{
	const struct plan_goal *g = q->g;

	if (bucketed(q))
		add_bucket(q, b, g->x, g->unit);
	else if (g->binned && plan_is_number(&q->s->column[g->x]))
		add_bin(q, b, g->x, q->out->bin_width);
	else
		plan_query_add_column(q, b, g->x);
}

/* ---- aggregates */

void
plan_query_add_aggregate(const struct plan_query *q, struct str *b, enum plan_agg agg, int c)
{
	static const char *const call[] = {"", "count(", "sum(", "avg(", "min(", "max(", "median(", "count(DISTINCT "};

	if (agg == AGG_COUNT && c < 0) {
		str_adds(b, "count(*)");
		return;
	}
	str_adds(b, plan_agg_part(agg) > 0 ? "quantile(" : call[agg]);
	plan_query_add_column(q, b, c);
	if (plan_agg_part(agg) > 0)
		str_addf(b, ", %g", plan_agg_part(agg));
	str_adds(b, agg != AGG_NONE ? ")" : "");
}

static void
add_y(const struct plan_query *q, struct str *b)
{
	enum plan_agg agg = q->g->agg;

	if (q->g->y < 0)
		agg = AGG_COUNT;
	if (q->g->share && agg != AGG_NONE && q->g->series < 0) {
		str_adds(b, "100.0 * ");
		plan_query_add_aggregate(q, b, agg, q->g->y);
		str_adds(b, " / sum(");
		plan_query_add_aggregate(q, b, agg, q->g->y);
		str_adds(b, ") OVER ()");
		return;
	}
	plan_query_add_aggregate(q, b, agg, q->g->y);
}

/* ---- what the columns are called */

static void
name_result(const struct plan_query *q, struct str *name, enum plan_agg agg, int c, const struct str *taken)
{
	static const char *const before[] = {"", "count", "", "average_", "lowest_", "highest_", "median_", "different_"};

	if (plan_agg_part(agg) > 0)
		str_addf(name, "%s_%s", plan_agg_name(agg), q->s->column[c].name);
	else if (agg != AGG_COUNT)
		str_addf(name, "%s%s", before[agg], q->s->column[c].name);
	else
		str_adds(name, "count");
	if (taken->n > 0 && strcasecmp(name->s, taken->s) == 0)
		str_adds(name, agg == AGG_COUNT ? " of rows" : " total");
}

/* One result column: expression AS name. */
static void
add_result(const struct plan_query *q, const struct str *expression, const struct str *name)
{
	struct str *b = &q->out->text;

	str_adds(b, q->out->text.n > 7 ? ", " : "");
	str_add(b, expression->s, expression->n);
	struct str quoted = {0};

	plan_sql_name(&quoted, name->s);
	if (strcmp(quoted.s, expression->s) != 0)
		str_addf(b, " AS %s", quoted.s);
	str_free(&quoted);
}

static void
add_key(struct plan_query *q, int c, struct str *name)
{
	struct str e = {0};

	if (c < 0)
		return;
	str_adds(name, q->s->column[c].name);
	if (c == q->g->x)
		plan_query_add_x(q, &e);
	else
		plan_query_add_column(q, &e, c);
	add_result(q, &e, name);
	q->keys++;
	str_free(&e);
}

static void
add_measures(struct plan_query *q)
{
	const struct plan_goal *g = q->g;
	struct str e = {0};

	if (g->x_agg != AGG_NONE) {
		name_result(q, &q->out->x, g->x_agg, g->x, &q->out->series);
		plan_query_add_aggregate(q, &e, g->x_agg, g->x_agg == AGG_COUNT ? PLAN_NONE : g->x);
		add_result(q, &e, &q->out->x);
		str_clear(&e);
	}
	name_result(q, &q->out->y, g->y < 0 ? AGG_COUNT : g->agg, g->y, &q->out->x);
	add_y(q, &e);
	add_result(q, &e, &q->out->y);
	if (g->size >= 0) {
		str_clear(&e);
		name_result(q, &q->out->size, g->agg, g->size, &q->out->y);
		plan_query_add_aggregate(q, &e, g->agg, g->size);
		add_result(q, &e, &q->out->size);
	}
	str_free(&e);
}

/* ---- tables */

/* Joins table t to one of those in `have`, if a relation ties them. */
static bool
add_join(const struct plan_query *q, struct str *b, int t, unsigned long have)
{
	for (int i = 0; i < q->s->n_relations; i++) {
		const struct plan_relation *r = &q->s->relation[i];
		int side = r->table[0] == t ? 0 : 1;

		if (r->table[side] != t || (have >> r->table[1 - side] & 1) == 0)
			continue;
		str_adds(b, " LEFT JOIN ");
		plan_sql_name(b, q->s->table[t].id);
		str_adds(b, " ON ");
		for (int k = 0; k < 2; k++) {
			plan_sql_name(b, q->s->table[r->table[k]].id);
			str_addc(b, '.');
			plan_sql_name(b, r->column[k]);
			str_adds(b, k == 0 ? " = " : "");
		}
		return true;
	}
	return false;
}

/* FROM the first table, whose rows all stay, and the others step by step. */
bool
plan_query_add_from(const struct plan_query *q, struct str *b)
{
	const struct plan_goal *g = q->g;
	unsigned long have = 1UL << g->tables[0], want = 0;

	for (int i = 0; i < g->n_tables; i++)
		want |= 1UL << g->tables[i];
	str_adds(b, " FROM ");
	plan_sql_name(b, q->s->table[g->tables[0]].id);
	while (have != want) {
		int next = PLAN_NONE;

		for (int t = 0; t < q->s->tables && t < 63 && next < 0; t++)
			if ((have >> t & 1) == 0 && (want >> t & 1) != 0 && add_join(q, b, t, have))
				next = t;
		if (next < 0)
			return false;
		have |= 1UL << next;
	}
	return true;
}

/* ---- order */

bool
plan_query_ordered_x(const struct plan_query *q)
{
	const struct plan_goal *g = q->g;

	return g->x >= 0 && (bucketed(q) || g->binned || g->chart == CHART_LINE || g->chart == CHART_AREA ||
	    g->chart == CHART_HEATMAP || q->s->column[g->x].coded || q->s->column[g->x].year ||
	    (plan_is_time(&q->s->column[g->x])) || (plan_is_number(&q->s->column[g->x]) && q->grouped));
}

/* x in its own order: that of the calendar for months and weekdays. */
static void
add_x_order(const struct plan_query *q, struct str *b, bool desc)
{
	const struct plan_goal *g = q->g;

	if (bucketed(q) && (g->unit == UNIT_MONTHNAME || g->unit == UNIT_WEEKDAY)) {
		str_adds(b, g->unit == UNIT_MONTHNAME ? "min(month(" : "min(weekday(");
		plan_query_add_column(q, b, g->x);
		str_adds(b, "))");
	} else {
		str_adds(b, "1");
	}
	str_adds(b, desc ? " DESC" : "");
}

static void
add_y_order(const struct plan_query *q, struct str *b, bool desc)
{
	if (q->grouped && q->g->series >= 0 && q->g->agg != AGG_NONE) {
		str_adds(b, q->g->agg == AGG_SUM || q->g->agg == AGG_COUNT || q->g->y < 0 ? "sum(" : "avg(");
		plan_query_add_aggregate(q, b, q->g->y < 0 ? AGG_COUNT : q->g->agg, q->g->y);
		str_adds(b, ") OVER (PARTITION BY ");
		plan_query_add_x(q, b);
		str_addc(b, ')');
	} else {
		plan_sql_name(b, q->out->y.s);
	}
	str_adds(b, desc ? " DESC" : "");
}

static void
add_column_order(const struct plan_query *q, struct str *b)
{
	const struct plan_goal *g = q->g;
	enum plan_agg agg = g->by_agg;

	if (q->grouped && agg == AGG_NONE)
		agg = plan_is_measure(&q->s->column[g->by_column]) ? AGG_SUM : AGG_MIN;
	plan_query_add_aggregate(q, b, q->grouped ? agg : AGG_NONE, g->by_column);
	str_adds(b, g->desc ? " DESC" : "");
}

static void
add_order(const struct plan_query *q, struct str *b)
{
	const struct plan_goal *g = q->g;
	bool first = true;

	if (g->x < 0 || (g->by == BY_NONE && (g->chart == CHART_SCATTER || g->chart == CHART_BUBBLE) && !q->grouped))
		return;
	str_adds(b, " ORDER BY ");
	if (g->by == BY_X || (g->by == BY_NONE && plan_query_ordered_x(q))) {
		add_x_order(q, b, g->by == BY_X && g->desc);
		first = false;
	} else if (g->by == BY_COLUMN) {
		add_column_order(q, b);
	} else {
		add_y_order(q, b, g->by == BY_NONE || g->desc);
	}
	/* Ties are broken, so that the same data gives the same drawing. */
	for (int k = first ? 1 : 2; q->grouped && k <= q->keys; k++)
		str_addf(b, ", %d", k);
}

/* ---- the statement */

static jv
no_join(void)
{
	return rec_fail("goal.no-join", false, "ask about one table, or add a relation line that ties them",
	    "the tables that the goal spans are not related");
}

/* The five numbers of a box are found in SQL: no raw rows travel. */
static void
add_box(struct plan_query *q)
{
	static const char *const parts[][3] = {{"min(", ")", "low"}, {"quantile(", ", 0.25)", "q1"},
	    {"median(", ")", "median"}, {"quantile(", ", 0.75)", "q3"}, {"max(", ")", "high"}};

	for (size_t i = 0; i < 5; i++) {
		str_addf(&q->out->text, "%s%s", i > 0 || q->keys > 0 ? ", " : "", parts[i][0]);
		plan_query_add_column(q, &q->out->text, q->g->y);
		str_addf(&q->out->text, "%s AS %s", parts[i][1], parts[i][2]);
	}
	str_adds(&q->out->y, "median");
}

static bool
is_grouped(const struct plan_goal *g)
{
	return g->agg != AGG_NONE || g->y < 0 || g->chart == CHART_BOX || g->binned;
}

jv
plan_sql_make(struct plan_sql *out, const struct plan_goal *g, const struct plan_set *s)
{
	struct plan_query q = {g, s, out, is_grouped(g), 0, false};
	struct str *b = &out->text;

	*out = (struct plan_sql){0};
	if (g->binned && g->x >= 0)
		out->bin_width = plan_sql_bin(g, &s->column[g->x]);
	if (g->measures > 1)
		return plan_query_several(&q) ? jv_null() : no_join();
	str_adds(b, "SELECT ");
	if (g->x_agg == AGG_NONE)
		add_key(&q, g->x, &out->x);
	if (g->series != g->x)
		add_key(&q, g->series, &out->series);
	else if (g->x >= 0)
		str_adds(&out->series, s->column[g->x].name);
	if (g->facet != g->x && g->facet != g->series)
		add_key(&q, g->facet, &out->facet);
	else if (g->facet >= 0)
		str_adds(&out->facet, s->column[g->facet].name);
	if (g->chart == CHART_BOX)
		add_box(&q);
	else
		add_measures(&q);
	if (!plan_query_add_from(&q, b)) {
		plan_sql_free(out);
		return no_join();
	}
	plan_query_add_where(&q, b);
	/* Where there is a series, groups are chosen before they are split. */
	bool top = (g->limit > 0 || g->has_having) && q.keys > 1 && q.grouped;

	if (top)
		plan_query_add_top(&q, b);
	for (int k = 1; q.grouped && k <= q.keys; k++)
		str_addf(b, k == 1 ? " GROUP BY %d" : ", %d", k);
	if (q.grouped && q.keys == 1 && g->x_agg == AGG_NONE)
		plan_query_add_having(&q, b);
	add_order(&q, b);
	if (g->limit > 0 && !top)
		str_addf(b, " LIMIT %d", g->limit);
	return jv_null();
}

void
plan_sql_free(struct plan_sql *q)
{
	str_free(&q->text);
	str_free(&q->x);
	str_free(&q->y);
	str_free(&q->series);
	str_free(&q->facet);
	str_free(&q->size);
}
