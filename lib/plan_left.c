/* Several measures that do not fit one axis: each has a chart of its own. */
#include "plan_ask.h"

/* Is it a measure, or a count, that the question asks for beside others? */
static bool
is_asked(const struct plan_ask *a, int m)
{
	const struct plan_mention *k = &a->m[m];
	const struct plan_column *c = plan_ask_column(a, m);

	return !k->used && k->value == NULL && k->to > k->from && k->mark == MARK_NONE && !k->counted &&
	    (k->agg != AGG_NONE || (plan_is_measure(c) && !c->coded));
}

static bool
is_drawn(const struct plan_goal *g, int column)
{
	bool drawn = g->x == column || g->y == column || g->series == column || g->facet == column || g->size == column || g->by_column == column;

	for (int i = 0; i < g->measures; i++)
		drawn |= g->measure[i].column == column;
	return drawn;
}

int
plan_ask_left(struct plan_ask *a, int left[PLAN_LEFT_MOST])
{
	const struct plan_goal *g = &a->g;
	bool number = g->chart == CHART_TABLE, one = number || g->chart == CHART_BAR || g->chart == CHART_LINE || g->chart == CHART_AREA || g->chart == CHART_HEATMAP;
	int n = 0;

	if (!one || (g->x < 0 && !number) || (g->agg == AGG_NONE && (g->x < 0 || !plan_is_time(&a->s->column[g->x]))) || g->limit > 0 || a->sorted || a->versus || a->correlation || a->distribution || a->axes ||
	    (!number && plan_is_measure(&a->s->column[g->x]) && !a->s->column[g->x].coded))
		return 0;
	if (a->count && g->agg != AGG_COUNT && g->agg != AGG_DISTINCT && g->x_agg == AGG_NONE)
		left[n++] = PLAN_NONE;
	for (int m = 0; m < a->n && n < PLAN_LEFT_MOST; m++)
		if (is_asked(a, m) && (number ? a->m[m].column != g->y || a->m[m].agg != g->agg : !is_drawn(g, a->m[m].column))) {
			left[n++] = m;
			a->left[m] = true;
		}
	return n;
}

void
plan_ask_only(struct plan_ask *a, int m)
{
	enum plan_agg said = AGG_NONE;

	for (int k = 0; k < a->n; k++) {
		if (k == m || !is_asked(a, k))
			continue;
		/* "Average cost and stay": both on the average. */
		if (k < m && a->m[k].agg != AGG_NONE)
			said = a->m[k].agg;
		a->m[k].used = true;
	}
	if (m >= 0 && a->m[m].agg == AGG_NONE && said != AGG_SUM)
		a->m[m].agg = said;
	a->count &= m < 0;
	a->loose_agg = false;
}
