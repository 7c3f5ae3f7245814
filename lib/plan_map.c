/* Maps: where the rows are, longitude against latitude. */
#include "plan_ask.h"

enum { COLOURS_MOST = 10 };

static int
coordinate(const struct plan_ask *a, const char *tag)
{
	for (int c = 0; c < a->s->columns; c++)
		if (a->s->column[c].table == a->main && plan_is_number(&a->s->column[c]) && plan_column_is(&a->s->column[c], tag))
			return c;
	return PLAN_NONE;
}

/* Is a number asked for that a point does not show? */
static bool
measures(const struct plan_ask *a, int x, int y)
{
	for (int m = 0; m < a->n; m++) {
		const struct plan_mention *k = &a->m[m];

		if (!k->used && k->value == NULL && k->column != x && k->column != y && (k->agg != AGG_NONE || plan_is_measure(plan_ask_column(a, m))))
			return true;
	}
	return a->count || a->loose_agg || a->g.unit != UNIT_NONE;
}

bool
plan_ask_map(struct plan_ask *a)
{
	int x = coordinate(a, "kind.longitude"), y = coordinate(a, "kind.latitude");

	if (!a->map || x < 0 || y < 0 || a->chart_stated || measures(a, x, y))
		return false;
	a->g.chart = CHART_SCATTER;
	a->g.x = x;
	a->g.y = y;
	for (int m = 0; m < a->n && a->g.series < 0; m++)
		if (!a->m[m].used && a->m[m].value == NULL && a->m[m].mark != MARK_NONE && plan_is_group(plan_ask_column(a, m)) && plan_ask_column(a, m)->distinct <= COLOURS_MOST)
			a->g.series = a->m[m].column;
	return true;
}
