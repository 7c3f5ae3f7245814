/* Theory of operation.
 *
 * What a question leaves open is what its reading had to infer: which of two
 * columns a word means, sum or mean, the chart, the unit of time.  Each such
 * choice, made the other way, is an alternative; those that change what is
 * shown come before those that change how. */
#include "plan_ask.h"
#include "plan_name.h"
#include "plan_rule.h"

enum { OTHERS_MOST = 4 };

struct others {
	const struct plan_ask *a;
	jv list;
};

/* Adds *g (a copy whose conditions belong to the reading) with why. */
static void
add(struct others *o, struct plan_goal *g, jv why)
{
	struct str title = {0};

	if (jv_array_length(jv_copy(o->list)) == OTHERS_MOST) {
		jv_free(why);
		return;
	}
	plan_goal_tables(g, o->a->s, g->tables[0]);
	plan_name_title(&title, g, o->a->s);
	jv goal = plan_goal_jv(g, o->a->s);

	goal = jv_object_set(goal, jv_string("title"), jv_string(title.s));
	o->list = jv_array_append(o->list, jv_object_set(goal, jv_string("why"), why));
	str_free(&title);
}

static jv
words_of(const struct plan_ask *a, const struct plan_mention *m)
{
	size_t from = a->text.token[m->from].from, to = a->text.token[m->to - 1].to;

	return jv_string_sized(a->text.question + from, (int)(to - from));
}

/* Puts column b where a stands; false where it stands nowhere or b does not fit. */
static bool
replace(struct plan_goal *g, const struct plan_set *s, int a, int b)
{
	int *const places[] = {&g->x, &g->y, &g->series, &g->facet};
	bool done = false;

	for (size_t i = 0; i < 4; i++)
		if (*places[i] == a) {
			done = i != 1 || g->agg == AGG_COUNT || g->agg == AGG_DISTINCT || plan_is_number(&s->column[b]);
			*places[i] = b;
		}
	return done && g->x != g->series && g->x != g->y;
}

static void
other_columns(struct others *o)
{
	const struct plan_ask *a = o->a;

	for (int m = 0; m < a->n; m++)
		for (int i = 0; i < a->m[m].others && !a->m[m].used; i++) {
			struct plan_goal g = a->g;
			int c = a->m[m].other[i];

			if (a->m[m].to == a->m[m].from || !replace(&g, a->s, a->m[m].column, c))
				continue;
			jv words = words_of(a, &a->m[m]);

			add(o, &g, jv_string_fmt("\"%s\" may mean %s", jv_string_value(words), a->s->column[c].name));
			jv_free(words);
		}
}

static bool
said_aggregate(const struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++)
		if (a->m[m].column == a->g.y && a->m[m].agg != AGG_NONE)
			return true;
	return a->loose_agg;
}

static void
other_aggregate(struct others *o)
{
	struct plan_goal g = o->a->g;

	if ((g.agg != AGG_SUM && g.agg != AGG_AVG) || said_aggregate(o->a))
		return;
	/* A sum of temperatures is none. */
	if (g.agg == AGG_AVG && g.y >= 0 && plan_column_is(&o->a->s->column[g.y], "kind.avg"))
		return;
	g.agg = g.agg == AGG_SUM ? AGG_AVG : AGG_SUM;
	add(o, &g, jv_string(g.agg == AGG_SUM ? "the sum instead of the mean" : "the mean instead of the sum"));
}

static void
other_chart(struct others *o)
{
	static const enum plan_chart instead[CHART_KINDS] = {[CHART_LINE] = CHART_BAR, [CHART_BAR] = CHART_PIE,
	    [CHART_PIE] = CHART_BAR};
	struct plan_goal g = o->a->g;
	enum plan_chart c = instead[g.chart];

	if (o->a->chart_stated || c == CHART_NONE || g.x < 0)
		return;
	if (c == CHART_PIE && (g.series >= 0 || g.measures > 1 || (g.agg != AGG_SUM && g.agg != AGG_COUNT) || !plan_goal_bears(&g, o->a->s, CHART_PIE)))
		return;
	g.chart = c;
	add(o, &g, jv_string_fmt("as a %s chart", plan_chart_name(c)));
}

static void
other_unit(struct others *o)
{
	static const enum plan_unit instead[UNIT_KINDS] = {[UNIT_YEAR] = UNIT_MONTH, [UNIT_MONTH] = UNIT_YEAR,
	    [UNIT_DAY] = UNIT_MONTH};
	struct plan_goal g = o->a->g;

	if (o->a->unit_stated || g.x < 0 || o->a->s->column[g.x].year || instead[g.unit] == UNIT_NONE)
		return;
	g.unit = instead[g.unit];
	add(o, &g, jv_string_fmt("by %s", plan_unit_name(g.unit)));
}

jv
plan_ask_others(const struct plan_ask *a)
{
	struct others o = {.a = a, .list = jv_array()};

	other_columns(&o);
	other_aggregate(&o);
	other_chart(&o);
	other_unit(&o);
	return o.list;
}

/* ---- what was said, what inferred */

static const char *
place_of(const struct plan_ask *a, const struct plan_mention *m)
{
	const struct plan_goal *g = &a->g;

	if (m->used || m->value != NULL) {
		for (int i = 0; i < g->conds; i++)
			if (g->cond[i].column == m->column)
				return "filter";
		return m->column == g->by_column || a->sort_column == m->column ? "sort" : NULL;
	}
	for (int i = 0; i < g->measures; i++)
		if (g->measure[i].column == m->column)
			return "y";
	return m->column == g->x ? "x" : m->column == g->y ? "y" : m->column == g->series ? "series" :
	    m->column == g->facet ? "facet" : m->column == g->size ? "size" : NULL;
}

static jv
said(const struct plan_ask *a, const struct plan_mention *m, const char *place)
{
	static const char *const how[] = {"name", "part of the name", "synonym", "spelling", "value"};
	jv o = JV_OBJECT(jv_string("words"), words_of(a, m), jv_string("column"), jv_string(a->s->column[m->column].name),
	    jv_string("how"), jv_string(how[m->how]));

	return place != NULL ? jv_object_set(o, jv_string("as"), jv_string(place)) : o;
}

static jv
inferred(jv all, const char *what, const char *as)
{
	if (as == NULL)
		return all;
	return jv_array_append(all, JV_OBJECT(jv_string("words"), jv_null(), jv_string("as"),
	    jv_string_fmt("%s %s", what, as), jv_string("how"), jv_string("inferred")));
}

/* "Over 65", which names no column; "the last 7 days". */
static jv
implied(const struct plan_ask *a, const struct plan_span *p, int column)
{
	size_t from = a->text.token[p->from].from, to = a->text.token[p->to - 1].to;

	return JV_OBJECT(jv_string("words"), jv_string_sized(a->text.question + from, (int)(to - from)), jv_string("column"),
	    jv_string(a->s->column[column].name), jv_string("how"), jv_string(p->how), jv_string("as"), jv_string("filter"));
}

jv
plan_ask_mapping(const struct plan_ask *a)
{
	jv all = jv_array();

	for (int m = 0; m < a->n; m++) {
		const char *place = place_of(a, &a->m[m]);

		if (a->left[m])
			place = "another chart";
		if (a->m[m].to > a->m[m].from && (place != NULL || !a->m[m].used))
			all = jv_array_append(all, said(a, &a->m[m], place));
	}
	for (int i = 0; i < a->g.conds; i++)
		if (a->span[i].how != NULL)
			all = jv_array_append(all, implied(a, &a->span[i], a->g.cond[i].column));
	if (a->g.has_having)
		all = jv_array_append(all, JV_OBJECT(jv_string("words"), jv_string_sized(a->text.question + a->text.token[a->having.from].from,
		    (int)(a->text.token[a->having.to - 1].to - a->text.token[a->having.from].from)),
		    jv_string("column"), jv_null(), jv_string("how"), jv_string("of each group"), jv_string("as"), jv_string("filter")));
	all = plan_ask_missed(a, all);
	if (!a->chart_stated)
		all = inferred(all, "chart", plan_chart_name(a->g.chart));
	if (a->g.y >= 0 && !said_aggregate(a))
		all = inferred(all, "aggregate", plan_agg_name(a->g.agg));
	if (!a->unit_stated && a->g.x >= 0 && !a->s->column[a->g.x].year)
		all = inferred(all, "time unit", plan_unit_name(a->g.unit));
	return all;
}
