/* Theory of operation.
 *
 * "Now by month", "only 2021", "as a line chart": a question that changes the
 * one before it says little by itself.  It is one if it opens like one, or if
 * it has neither measure nor count of its own.  All that it says replaces its
 * like in the goal before; conditions are added, but for those on a column
 * that has one already. */
#include "plan_ask.h"

#include "plan_rule.h"

static bool
opens_so(const struct plan_ask *a)
{
	return a->text.n > 0 && plan_text_is(&a->text, 0, "follow") > 0;
}

static bool
is_measure(const struct plan_ask *a, int m)
{
	const struct plan_column *c = plan_ask_column(a, m);

	/* A few whole numbers may be codes, but a quantity is none. */
	return plan_is_measure(c) && (!c->coded || (a->m[m].mark == MARK_NONE && plan_column_is(c, "kind.sum")));
}

/* Is anything understood of what is said?  Else it is about something that is not
 * in the data, and the last answer is none to it. */
static bool
says_something(const struct plan_ask *a)
{
	bool form = a->chart_stated || a->stacked || a->grouped || a->share || a->axes || a->correlation || a->distribution;
	bool what = a->n > 0 || a->count || a->distinct || a->loose_agg || a->superlative || a->trend || a->g.conds > 0;

	return form || what || plan_text_says(&a->text, "follow.all") || a->unit_stated || a->sorted || a->g.limit > 0 || a->g.binned;
}

static bool
is_follow(const struct plan_ask *a, bool opens)
{
	int measures = 0, groups = 0;

	if (!opens && !says_something(a))
		return false;

	for (int m = 0; m < a->n; m++)
		if (!a->m[m].used && a->m[m].value == NULL) {
			measures += is_measure(a, m);
			groups += !is_measure(a, m);
		}
	return opens ? measures + groups <= 2 : measures == 0 && groups <= 1 && !a->count;
}

/* Conditions of before that the new ones do not replace. */
static void
merge_conditions(struct plan_goal *g, const struct plan_goal *before)
{
	int own = g->conds;

	for (int i = 0; i < before->conds; i++) {
		bool replaced = false;

		for (int k = 0; k < own; k++)
			replaced |= g->cond[k].column == before->cond[i].column;
		if (!replaced)
			plan_goal_cond(g, before->cond[i].column, before->cond[i].op, jv_copy(before->cond[i].value));
	}
}

/* A group takes the place that its mark names; with none, that of x. */
static void
place_group(struct plan_ask *a, int m, bool drop)
{
	struct plan_goal *g = &a->g;
	int c = a->m[m].column;

	if (drop) {
		g->series = g->series == c ? PLAN_NONE : g->series;
		g->facet = g->facet == c ? PLAN_NONE : g->facet;
		return;
	}
	if (a->m[m].mark == MARK_FACET || a->facet_word)
		g->facet = c;
	else if (a->m[m].mark == MARK_COLOR || (g->x >= 0 && plan_is_time(&a->s->column[g->x]) && g->chart == CHART_LINE))
		g->series = c;
	else if (g->chart == CHART_SCATTER)
		g->series = c;
	else
		g->x = c;
}

static void
place(struct plan_ask *a, bool drop)
{
	struct plan_goal *g = &a->g;

	for (int m = 0; m < a->n; m++) {
		if (a->m[m].used || a->m[m].value != NULL)
			continue;
		if (!is_measure(a, m)) {
			place_group(a, m, drop);
			continue;
		}
		g->measures = 0;
		g->y = a->m[m].column;
		g->agg = a->m[m].agg != AGG_NONE ? a->m[m].agg : g->chart == CHART_SCATTER ? AGG_NONE :
		    plan_rule_aggregate(a->s, g->y);
	}
	if (a->count) {
		g->measures = 0;
		g->y = PLAN_NONE;
		g->agg = AGG_COUNT;
	} else if (a->loose_agg && a->the_agg != AGG_NONE && g->y >= 0) {
		g->agg = a->the_agg;
		for (int i = 0; i < g->measures; i++)
			g->measure[i].agg = a->the_agg;
	}
}

/* A unit of time wants a time along the axis; what stood there tells apart. */
static void
place_time(struct plan_ask *a, const struct plan_goal *before)
{
	struct plan_goal *g = &a->g;

	if (!a->unit_stated || (g->x >= 0 && plan_is_time(&a->s->column[g->x])))
		return;
	for (int c = 0; c < a->s->columns; c++)
		if (plan_is_time(&a->s->column[c])) {
			g->x = c;
			if (!a->chart_stated)
				g->chart = CHART_NONE;
			/* The most of what stood there, in its order, is no more. */
			g->limit = a->g.limit == before->limit ? 0 : g->limit;
			g->by = a->sorted ? g->by : BY_NONE;
			return;
		}
}

void
plan_ask_change(struct plan_ask *a, const struct plan_goal *before)
{
	bool drop = a->text.n > 0 && plan_text_is(&a->text, 0, "follow.drop") > 0;
	struct plan_goal said = a->g;

	a->g = *before;
	a->g.conds = said.conds;
	for (int i = 0; i < said.conds; i++)
		a->g.cond[i] = said.cond[i];
	if (!plan_text_says(&a->text, "follow.all"))
		merge_conditions(&a->g, before);
	a->number = before->chart == CHART_TABLE;
	if (a->chart_stated || a->number)
		a->g.chart = said.chart;
	if (a->unit_stated)
		a->g.unit = said.unit;
	if (said.limit > 0)
		a->g.limit = said.limit;
	if (said.binned) {
		a->g.binned = true;
		a->g.bins = said.bins;
		a->g.bin_width = said.bin_width;
	}
	if (a->sorted) {
		a->g.by = said.by;
		a->g.desc = said.desc;
	}
	a->stacked |= before->stack && !a->grouped;
	a->share |= before->share;
	place(a, drop);
	place_time(a, before);
	plan_ask_choose(a);
}

bool
plan_ask_follow(struct plan_ask *a, const struct plan_goal *before)
{
	if (!is_follow(a, opens_so(a)))
		return false;
	plan_ask_change(a, before);
	return true;
}
