#include "plan_draw.h"

#include "plan_name.h"

#include <string.h>
#include <strings.h>

static jv
taken(const struct str *name)
{
	return name->n > 0 ? jv_string(name->s) : jv_null();
}

static jv
label(const struct plan_goal *g, const struct plan_set *s, bool y)
{
	struct str b = {0};

	plan_name_label(&b, g, s, y);
	jv v = b.n > 0 ? jv_string(b.s) : jv_null();

	str_free(&b);
	return v;
}

static bool
is_currency(const char *unit)
{
	static const char *const signs[] = {"$", "€", "£", "¥", "₹", "usd", "eur", "gbp", "chf", "jpy"};

	for (size_t i = 0; unit != NULL && i < sizeof signs / sizeof *signs; i++)
		if (strcasecmp(unit, signs[i]) == 0)
			return true;
	return false;
}

static const char *
format_of(const struct plan_column *c, enum plan_agg agg)
{
	if (c == NULL || agg == AGG_COUNT || agg == AGG_DISTINCT)
		return "integer";
	if (plan_is_time(c))
		return c->year ? "plain" : "date";
	if (agg == AGG_AVG && plan_is_flag(c))
		return "share";
	if (is_currency(c->unit))
		return "money";
	if (c->unit != NULL && strcmp(c->unit, "%") == 0)
		return "percent";
	return c->type == PLAN_INTEGER && agg != AGG_AVG && agg != AGG_MEDIAN && plan_agg_part(agg) <= 0 ? "integer" : "plain";
}

static jv
set(jv o, const char *key, jv value)
{
	return jv_object_set(o, jv_string(key), value);
}

static jv
unit_of(const struct plan_column *c, enum plan_agg agg)
{
	if (c == NULL || c->unit == NULL || agg == AGG_COUNT || agg == AGG_DISTINCT)
		return jv_null();
	return jv_string(c->unit);
}

static jv
add_scales(jv o, const struct plan_goal *g, const struct plan_set *s)
{
	const struct plan_column *x = g->x >= 0 ? &s->column[g->x] : NULL, *y = g->y >= 0 ? &s->column[g->y] : NULL;
	bool x_scale = x != NULL && (plan_is_number(x) || plan_is_time(x));

	o = set(o, "x_label", label(g, s, false));
	o = set(o, "y_label", label(g, s, true));
	o = set(o, "x_format", x_scale ? jv_string(format_of(x, g->x_agg)) : jv_null());
	o = set(o, "x_unit", x_scale ? unit_of(x, g->x_agg) : jv_null());
	if (g->share) {
		o = set(o, "y_format", jv_string("percent"));
		return set(o, "y_unit", jv_string("%"));
	}
	o = set(o, "y_format", jv_string(format_of(y, g->y < 0 ? AGG_COUNT : g->agg)));
	return set(o, "y_unit", unit_of(y, g->agg));
}

/* The unit in which draw lays out a time axis; a cycle is a row of names. */
static jv
time_unit(const struct plan_goal *g, const struct plan_set *s)
{
	if (g->x < 0 || !plan_is_time(&s->column[g->x]))
		return jv_null();
	if (g->unit >= UNIT_MONTHNAME || g->unit == UNIT_DECADE)
		return jv_null();
	if (s->column[g->x].year)
		return jv_string("year");
	return g->unit != UNIT_NONE ? jv_string(plan_unit_name(g->unit)) : jv_null();
}

/* Times and numbers run from left to right. */
static bool
runs_right(const struct plan_goal *g, const struct plan_set *s)
{
	return g->x >= 0 && (plan_is_time(&s->column[g->x]) || plan_is_number(&s->column[g->x]));
}

/* A sum over repeated rows is more than that of the table: it is said. */
static jv
repeated(const struct plan_goal *g, const struct plan_set *s)
{
	int key, many = plan_goal_repeats(g, s, &key);

	if (many < 0 || g->y < 0 || g->agg == AGG_DISTINCT || g->agg == AGG_MIN || g->agg == AGG_MAX)
		return jv_null();
	return jv_string_fmt("A row of %s counts once for each of its rows of %s", s->table[g->tables[0]].id, s->table[many].id);
}

jv
plan_draw_chart(const struct plan_goal *g, const struct plan_set *s, const struct plan_sql *q)
{
	const char *type = plan_chart_name(g->chart);
	bool named = g->chart == CHART_HISTOGRAM && g->series >= 0;   /* bins told apart by colour: bars */
	jv o = JV_OBJECT(jv_string("type"), jv_string(named ? "bar" : type != NULL ? type : "bar"),
	    jv_string("x"), taken(&q->x), jv_string("y"), taken(&q->y),
	    jv_string("series"), taken(&q->series), jv_string("facet"), taken(&q->facet));

	if (q->size.n > 0)
		o = set(o, "size", taken(&q->size));
	o = set(o, "stack", jv_bool(g->stack || (g->chart == CHART_AREA && g->series >= 0)));
	o = set(o, "share", jv_bool(g->share && g->series >= 0));
	o = set(o, "horizontal", g->upright || runs_right(g, s) ? jv_false() : jv_null());
	o = add_scales(o, g, s);
	o = set(o, "time_unit", time_unit(g, s));
	if (q->bin_width > 0)
		o = set(o, "bin", jv_number(q->bin_width));
	return set(o, "subtitle", repeated(g, s));
}
