/* Theory of operation.
 *
 * What is left of the mentions falls into measures (aggregated, or numbers
 * that make no groups) and groups.  Marks give places first (axes, colour,
 * facets); then the task and the chart that was named say which measure stands
 * where; what nobody said is inferred from the fields. */
#include "plan_fields.h"

#include "plan_rule.h"
#include "plan_several.h"

#include <math.h>
#include <string.h>

const struct plan_column *
plan_fields_col(const struct plan_fields *f, int mention)
{
	return plan_ask_column(f->a, mention);
}

int
plan_fields_column_of(const struct plan_fields *f, int mention)
{
	return mention >= 0 ? f->a->m[mention].column : PLAN_NONE;
}

/* ---- series and facets */

static void
set_splits(struct plan_fields *f)
{
	struct plan_goal *g = &f->a->g;

	if (f->color >= 0)
		g->series = plan_fields_column_of(f, f->color);
	if (f->facet >= 0)
		g->facet = plan_fields_column_of(f, f->facet);
	int next = plan_fields_take_second(f);

	if (next < 0 || next == g->x)
		return;
	if (g->facet < 0 && f->a->facet_word && f->facet < 0)
		g->facet = next;
	else if (g->series < 0)
		g->series = next;
	else if (g->facet < 0)
		g->facet = next;
}

/* ---- two measures against each other */

static bool
is_scatter(const struct plan_fields *f)
{
	const struct plan_goal *g = &f->a->g;
	int raw = 0;

	if (f->a->chart_stated)
		return g->chart == CHART_SCATTER || g->chart == CHART_BUBBLE;
	for (int i = 0; i < f->measures; i++)
		raw += f->a->m[f->measure[i]].agg == AGG_NONE;
	if (f->measures < 2 || raw < 2 || g->unit != UNIT_NONE || f->a->trend || f->a->count)
		return false;
	return true;
}

static void
set_scatter(struct plan_fields *f)
{
	struct plan_goal *g = &f->a->g;
	int a = f->measures > 0 ? f->measure[0] : PLAN_NONE, b = f->measures > 1 ? f->measure[1] : PLAN_NONE;

	if (b < 0 && f->groups > 0 && !f->a->count) {
		/* One is a year, a code, or a moment. */
		for (int i = 0; i < f->groups && b < 0; i++)
			if (plan_is_number(plan_fields_col(f, f->group[i])) || plan_is_time(plan_fields_col(f, f->group[i]))) {
				b = f->group[i];
				memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
				f->groups--;
			}
	}
	if (b >= 0 && (f->y == a || f->x == b || (f->a->versus && f->x < 0 && f->y < 0) ||
	    (f->a->m[b].mark == MARK_GROUP && f->x < 0))) {
		int c = a;

		a = b;
		b = c;
	}
	g->x = plan_fields_column_of(f, a);
	g->y = plan_fields_column_of(f, b);
	g->x_agg = a >= 0 ? f->a->m[a].agg : AGG_NONE;
	g->agg = b >= 0 ? f->a->m[b].agg : AGG_NONE;
	if (b < 0 && f->a->count && a >= 0) {
		/* The number of rows against an aggregate. */
		g->y = g->x;
		g->agg = g->x_agg != AGG_NONE ? g->x_agg : plan_rule_aggregate(f->a->s, g->x);
		g->x_agg = AGG_COUNT;
	}
	if (g->agg != AGG_NONE && g->x_agg == AGG_NONE && g->x >= 0 && plan_is_measure(&f->a->s->column[g->x]) &&
	    !f->a->s->column[g->x].coded && f->groups > 0)
		g->x_agg = plan_rule_aggregate(f->a->s, g->x);
	g->chart = f->measures > 2 && g->chart == CHART_BUBBLE ? CHART_BUBBLE : CHART_SCATTER;
	if (g->chart == CHART_BUBBLE)
		g->size = plan_fields_column_of(f, f->measure[2]);
	set_splits(f);
}

/* ---- one measure over groups */

static bool
nearly_unique(const struct plan_ask *a, int column)
{
	const struct plan_column *c = &a->s->column[column];
	double rows = a->s->table[c->table].rows - c->nulls;

	/* Joined to another table, a row stands for many. */
	if (a->g.y >= 0 && a->s->column[a->g.y].table != c->table)
		return false;
	return c->distinct >= 0.9 * rows;
}

/* "each", "by": a mark at any mention of the column. */
static bool
is_marked(const struct plan_ask *a, int column)
{
	for (int m = 0; m < a->n; m++)
		if (!a->m[m].used && a->m[m].column == column && a->m[m].mark == MARK_GROUP)
			return true;
	return false;
}

/* How the measure is put together where nobody says so. */
static enum plan_agg
default_agg(const struct plan_fields *f)
{
	const struct plan_goal *g = &f->a->g;

	if (g->x >= 0 && nearly_unique(f->a, g->x) && g->series < 0 && g->unit == UNIT_NONE)
		return AGG_NONE;
	if (f->a->loose_agg && f->a->the_agg != AGG_NONE)
		return f->a->the_agg;
	return f->a->per_row || f->a->correlation ? AGG_AVG : plan_rule_aggregate(f->a->s, g->y);
}

static void
set_measure(struct plan_fields *f, int mention)
{
	struct plan_goal *g = &f->a->g;

	g->y = plan_fields_column_of(f, mention);
	g->agg = f->a->m[mention].agg;
	if (g->agg == AGG_NONE)
		g->agg = default_agg(f);
	/* "Which region has the highest price": of what each has on the whole. */
	if ((g->agg == AGG_MAX || g->agg == AGG_MIN) && f->a->superlative + f->a->superlative_least > 0 &&
	    g->x >= 0 && !is_marked(f->a, g->x) && !(f->a->unit_marked && f->a->g.limit == 0 && plan_is_time(&f->a->s->column[g->x]))) {
		g->agg = plan_rule_aggregate(f->a->s, g->y);
		if (g->by == BY_NONE) {
			g->by = BY_Y;
			g->desc = f->a->superlative;
		}
	}
}

/* The measure that is drawn: that of the y axis, one with an aggregate, the
 * first. */
static int
main_measure(const struct plan_fields *f)
{
	for (int i = 0; i < f->measures; i++)
		if (f->measure[i] == f->y)
			return f->y;
	for (int i = 0; i < f->measures; i++)
		if (f->a->m[f->measure[i]].agg != AGG_NONE)
			return f->measure[i];
	for (int i = 0; i < f->measures; i++)
		if (f->a->m[f->measure[i]].mark != MARK_GROUP)
			return f->measure[i];
	return f->measures > 0 ? f->measure[0] : PLAN_NONE;
}

/* "Average wind, total rain": a number of each. */
static bool
are_numbers(const struct plan_fields *f)
{
	for (int i = 0; i < f->measures; i++)
		if (f->a->m[f->measure[i]].agg == AGG_NONE || f->a->m[f->measure[i]].mark != MARK_NONE)
			return false;
	return !f->a->chart_stated && !f->a->versus && !f->a->correlation;
}

static void
set_x(struct plan_fields *f, int measure)
{
	struct plan_goal *g = &f->a->g;

	if (f->x >= 0 && f->x != measure) {
		g->x = plan_fields_column_of(f, f->x);
		for (int i = 0; i < f->groups; i++)
			if (plan_fields_column_of(f, f->group[i]) == g->x) {
				memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
				f->groups--;
				i--;
			}
		return;
	}
	g->x = plan_fields_take_time(f);
	if (g->x < 0)
		g->x = plan_fields_take_group(f);
	for (int i = 0; i < f->measures && g->x < 0 && !are_numbers(f); i++)
		if (f->measure[i] != measure)
			g->x = plan_fields_column_of(f, f->measure[i]);
	/* "Products that contain Frame by sales." */
	for (int i = 0; i < g->conds && g->x < 0 && measure >= 0 && f->a->m[measure].mark == MARK_GROUP; i++)
		if (g->cond[i].op >= OP_CONTAINS && g->cond[i].op <= OP_ENDS)
			g->x = g->cond[i].column;
	/* Facet and colour are groups, too, where there is no other. */
	if ((g->x < 0 || g->x == plan_fields_column_of(f, f->color)) && f->facet >= 0) {
		g->x = plan_fields_column_of(f, f->facet);
		f->facet = PLAN_NONE;
	}
	if (g->x < 0 && f->color >= 0) {
		g->x = plan_fields_column_of(f, f->color);
		f->color = PLAN_NONE;
	}
}

/* An aggregate of words that name no field: of the one that is mostly meant. */
static int
only_measure(struct plan_fields *f)
{
	int best = PLAN_NONE;

	for (int c = 0; c < f->a->s->columns; c++) {
		const struct plan_column *k = &f->a->s->column[c];

		if (plan_is_measure(k) && !k->coded && (best < 0 || (!plan_column_is(&f->a->s->column[best], "kind.amount") &&
		    plan_column_is(k, "kind.amount"))))
			best = c;
	}
	if (best < 0 || f->a->n == PLAN_MENTIONS_MOST)
		return PLAN_NONE;
	f->a->m[f->a->n] = (struct plan_mention){.from = 0, .to = 0, .column = best, .agg = f->a->the_agg};
	f->measure[f->measures++] = f->a->n;
	return f->a->n++;
}

/* The column that names the rows: called so, else the first text without
 * repetitions. */
static int
name_column(const struct plan_set *s, int table)
{
	int best = PLAN_NONE;

	for (int c = s->table[table].first; c < s->table[table].first + s->table[table].columns; c++) {
		const struct plan_column *k = &s->column[c];
		bool called = false;

		for (size_t i = 0; i < k->words.n; i++)
			called |= plan_lex_is(k->words.word[i], "word.name");
		if (k->type != PLAN_TEXT || k->role == ROLE_ID || (!called && k->distinct < 0.9 * s->table[table].rows))
			continue;
		if (called)
			return c;
		best = best < 0 ? c : best;
	}
	return best;
}

/* "The weight of each dog" as bars or slices: one for each row, by its name. */
static void
name_rows(struct plan_fields *f)
{
	struct plan_goal *g = &f->a->g;
	bool entity = f->a->entity || g->limit > 0;

	if (g->x >= 0 || !entity || f->a->distribution || f->measures == 0 || f->a->s->tables == 0)
		return;
	if (g->chart == CHART_BAR || g->chart == CHART_PIE || (g->chart == CHART_NONE && (f->a->sorted || g->limit > 0)))
		g->x = name_column(f->a->s, plan_fields_col(f, f->measure[0])->table);
	/* "Who earns the most?" has a short answer. */
	if (g->x >= 0 && f->a->who && f->a->sorted && g->limit == 0)
		g->limit = 10;
}

/* Do the conditions leave as many rows in each group? */
static bool
leaves_even(const struct plan_ask *a)
{
	for (int i = 0; i < a->g.conds; i++) {
		const struct plan_column *c = &a->s->column[a->g.cond[i].column];

		if (!plan_is_time(c) && c->most * c->distinct != a->s->table[c->table].rows)
			return false;
	}
	return true;
}

/* Nobody said count, and as many rows stand in each group: their number would
 * tell nothing, so the table's first measure is meant. */
static void
measure_even_groups(struct plan_fields *f)
{
	const struct plan_column *c = f->a->g.x >= 0 ? &f->a->s->column[f->a->g.x] : NULL;
	double rows = c != NULL ? f->a->s->table[c->table].rows : 0;

	if (c == NULL || !leaves_even(f->a) || f->a->count || f->a->distribution || f->a->entity || f->a->g.chart == CHART_HISTOGRAM || c->role == ROLE_ID ||
	    c->distinct >= rows || (plan_is_time(c) ? fmod(rows, c->distinct) != 0 : c->most * c->distinct != rows))
		return;
	int measure = only_measure(f);

	if (measure >= 0)
		set_measure(f, measure);
}

static void
set_over_groups(struct plan_fields *f)
{
	struct plan_goal *g = &f->a->g;
	int measure = main_measure(f);
	bool aggregated = measure >= 0 && f->a->m[measure].agg != AGG_NONE;
	bool count = f->a->count && !(aggregated && f->a->count_mark == MARK_NONE);

	/* Codes are spread, not averaged. */
	if (f->a->distribution && measure >= 0 && !aggregated && plan_fields_col(f, measure)->coded) {
		count = true;
		f->group[f->groups++] = measure;
		f->measures = 0;
	}
	if (measure < 0 && f->a->loose_agg && !f->a->count)
		measure = only_measure(f);

	/* How many, of a number: its rows in bins or groups. */
	if (count && measure >= 0 && !aggregated && f->groups + (f->color >= 0) == 0 && f->x < 0)
		f->x = measure;
	if (g->binned && !count && !aggregated && measure >= 0) {
		f->x = measure;
		count = true;
		f->groups = 0;
	}
	set_x(f, count ? PLAN_NONE : measure);
	if (!count && (!aggregated || g->limit > 0))
		name_rows(f);
	set_splits(f);
	if (count || measure < 0 || plan_fields_column_of(f, measure) == g->x) {
		g->agg = AGG_COUNT;
		if (f->a->distinct)
			for (int m = 0; m < f->a->n; m++)
				if (!f->a->m[m].used && f->a->m[m].counted && f->a->m[m].column != g->x) {
					g->y = f->a->m[m].column;
					g->agg = AGG_DISTINCT;
				}
		if (measure < 0)
			measure_even_groups(f);
		return;
	}
	set_measure(f, measure);
}

/* ---- several measures over groups */

static bool
may_be_several(const struct plan_ask *a)
{
	enum plan_chart c = a->g.chart;

	return !a->versus && !a->correlation && !a->distribution && (c == CHART_NONE || c == CHART_BAR || c == CHART_LINE || c == CHART_AREA);
}

static void
add_measure(struct plan_goal *g, int column, enum plan_agg agg)
{
	if (g->measures < PLAN_MEASURES_MOST)
		g->measure[g->measures++] = (struct plan_measure){column, agg};
	g->y = g->measure[0].column;
	g->agg = g->measure[0].agg;
}

/* "Compare revenue and cost by region", "average math and reading score": what
 * fits one axis is drawn on one. */
static bool
set_several(struct plan_fields *f)
{
	struct plan_ask *a = f->a;
	struct plan_goal *g = &a->g;
	enum plan_agg said = AGG_NONE;
	bool grouped = f->groups > 0 || f->color >= 0 || f->facet >= 0 || g->unit != UNIT_NONE || a->trend;

	if (!may_be_several(a) || f->measures < 2 || a->count || f->x >= 0 || (!grouped && !a->compare))
		return false;
	for (int i = 0; i < f->measures; i++) {
		enum plan_agg agg = a->m[f->measure[i]].agg;
		int c = plan_fields_column_of(f, f->measure[i]), first = plan_fields_column_of(f, f->measure[0]);

		if ((c != first && !plan_several_alike(a->s, first, c) && !(grouped && plan_several_like(a->s, first, c, a->compare))) || a->m[f->measure[i]].mark != MARK_NONE || (agg != AGG_NONE && said != AGG_NONE && agg != said && c != first))
			return false;
		said = said == AGG_NONE ? agg : said;
	}
	int n = f->measures;

	f->measures = 0;
	if (grouped)
		set_x(f, PLAN_NONE);
	if (grouped && g->x < 0)
		return f->measures = n, false;
	for (int i = 0; i < n; i++) {
		int c = plan_fields_column_of(f, f->measure[i]);
		enum plan_agg agg = a->m[f->measure[i]].agg != AGG_NONE ? a->m[f->measure[i]].agg : said;

		g->y = c;
		add_measure(g, c, agg != AGG_NONE ? agg : g->x < 0 ? plan_rule_aggregate(a->s, c) : default_agg(f));
	}
	g->facet = f->facet >= 0 ? plan_fields_column_of(f, f->facet) : f->color >= 0 && plan_fields_column_of(f, f->color) != g->x ?
	    plan_fields_column_of(f, f->color) : plan_fields_take_second(f);
	return true;
}

static bool
names_one_of(const struct plan_ask *a, const int *list, int n)
{
	for (int m = 0; m < a->n; m++)
		for (int i = 0; i < n; i++)
			if (a->m[m].column == list[i])
				return true;
	return false;
}

/* "Sales by month" of a table with a column for each month: the columns stand
 * along the axis. */
static bool
set_calendar(struct plan_fields *f)
{
	struct plan_ask *a = f->a;
	struct plan_goal *g = &a->g;
	int list[PLAN_MEASURES_MOST], n = a->s->tables > 0 ? 0 : -1;
	enum plan_unit unit = UNIT_NONE;

	if (n == 0 && may_be_several(a) && f->measures == 0 && f->x < 0)
		n = plan_several_calendar(a->s, a->main, list, &unit);
	if (n < 3 || names_one_of(a, list, n) || (a->unit_stated && g->unit != unit && g->unit != UNIT_MONTHNAME) || a->count)
		return false;
	enum plan_agg agg = a->loose_agg && a->the_agg != AGG_NONE ? a->the_agg : plan_several_aggregate(a->s, list[0]);

	/* "Which month was best": the months by their size. */
	if (a->loose_agg && (agg == AGG_MAX || agg == AGG_MIN)) {
		a->sorted = true;
		g->by = BY_Y;
		g->desc = agg == AGG_MAX;
		agg = plan_several_aggregate(a->s, list[0]);
		g->chart = g->chart == CHART_NONE ? CHART_BAR : g->chart;
	}
	for (int i = 0; i < n; i++)
		add_measure(g, list[i], agg);
	set_splits(f);
	g->chart = g->chart == CHART_NONE ? CHART_LINE : g->chart;
	return true;
}

void
plan_ask_assign(struct plan_ask *a)
{
	/* Years side by side are bars of years. */
	if (a->years_compared && a->g.unit == UNIT_NONE && !a->trend) {
		a->g.unit = UNIT_YEAR;
		a->g.chart = a->g.chart == CHART_NONE ? CHART_BAR : a->g.chart;
	}
	struct plan_fields f = {.a = a, .x = PLAN_NONE, .y = PLAN_NONE, .color = PLAN_NONE, .facet = PLAN_NONE};

	plan_fields_collect(&f);
	plan_fields_tidy_groups(&f);
	plan_fields_tidy_measures(&f);
	if (plan_ask_map(a) || set_calendar(&f) || set_several(&f)) {
		plan_ask_choose(a);
		return;
	}
	plan_fields_demote_codes(&f);
	if (is_scatter(&f))
		set_scatter(&f);
	else
		set_over_groups(&f);
	plan_ask_choose(a);
}
