/* Theory of operation.
 *
 * What is left of the mentions falls into measures (aggregated, or numbers
 * that make no groups) and groups.  Marks give places first (axes, colour,
 * facets); then the task and the chart that was named say which measure stands
 * where; what nobody said is inferred from the fields. */
#include "plan_ask.h"

#include "plan_rule.h"

#include <string.h>

enum { FIELDS_MOST = 16 };

struct fields {
	struct plan_ask *a;
	int measure[FIELDS_MOST], measures;    /* mentions */
	int group[FIELDS_MOST], groups;
	int x, y, color, facet;                /* mentions that a mark gave, or PLAN_NONE */
};

static const struct plan_column *
col(const struct fields *f, int mention)
{
	return plan_ask_column(f->a, mention);
}

static int
column_of(const struct fields *f, int mention)
{
	return mention >= 0 ? f->a->m[mention].column : PLAN_NONE;
}

/* ---- collecting */

static bool
has(const struct fields *f, const int *list, int n, int mention)
{
	for (int i = 0; i < n; i++)
		if (f->a->m[list[i]].column == f->a->m[mention].column && f->a->m[list[i]].agg == f->a->m[mention].agg)
			return true;
	return false;
}

/* A group said once more: "number of types by type" is one group, by type. */
static bool
merge(struct fields *f, int mention)
{
	struct plan_mention *k = &f->a->m[mention];

	for (int i = 0; i < f->groups; i++) {
		struct plan_mention *have = &f->a->m[f->group[i]];

		if (have->column != k->column)
			continue;
		if (have->mark == MARK_NONE)
			have->mark = k->mark;
		have->counted &= k->counted || k->mark == MARK_NONE;
		return true;
	}
	return false;
}

static bool
is_measure(const struct fields *f, const struct plan_mention *m)
{
	const struct plan_column *c = &f->a->s->column[m->column];

	if (m->agg != AGG_NONE)
		return true;
	if (!plan_is_number(c) || c->year)
		return false;
	if (c->role == ROLE_ID && (m->score < 0.75 || m->counted || f->a->count || m->mark == MARK_GROUP))
		return false;
	if (m->mark == MARK_X && (f->a->g.chart == CHART_SCATTER || f->a->g.chart == CHART_BUBBLE))
		return true;
	if (m->mark == MARK_GROUP || m->mark == MARK_COLOR || m->mark == MARK_FACET || m->mark == MARK_X)
		return m->mark == MARK_GROUP && !c->coded && (c->distinct > 12 || c->type == PLAN_NUMBER);
	return true;
}

static void
collect(struct fields *f)
{
	for (int m = 0; m < f->a->n; m++) {
		struct plan_mention *k = &f->a->m[m];

		if (k->used || k->value != NULL)
			continue;
		if (k->mark == MARK_X && f->x < 0)
			f->x = m;
		else if (k->mark == MARK_Y && f->y < 0)
			f->y = m;
		if (is_measure(f, k)) {
			if (!has(f, f->measure, f->measures, m) && f->measures < FIELDS_MOST)
				f->measure[f->measures++] = m;
			continue;
		}
		if (k->mark == MARK_COLOR && f->color < 0)
			f->color = m;
		else if (k->mark == MARK_FACET && f->facet < 0)
			f->facet = m;
		else if (!merge(f, m) && f->groups < FIELDS_MOST)
			f->group[f->groups++] = m;
	}
}

/* A field that is said twice, once with "for each", is one group. */
static void
tidy_groups(struct fields *f)
{
	for (int i = 0; i < f->groups; i++) {
		int c = column_of(f, f->group[i]);
		bool placed = c == column_of(f, f->color) || c == column_of(f, f->facet);

		if (!placed)
			continue;
		memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
		f->groups--;
		i--;
	}
}

/* A number that is also a group's field, or is only counted, measures nothing. */
static void
tidy_measures(struct fields *f)
{
	for (int i = 0; i < f->measures; i++) {
		const struct plan_mention *k = &f->a->m[f->measure[i]];
		bool drop = false;

		for (int g = 0; g < f->groups; g++)
			drop |= k->agg == AGG_NONE && f->a->m[f->group[g]].column == k->column;
		drop |= k->agg == AGG_NONE && (k->column == column_of(f, f->color) || k->column == column_of(f, f->facet));
		for (int j = 0; j < f->measures && !drop; j++)
			drop = i != j && k->agg == AGG_NONE && f->a->m[f->measure[j]].column == k->column;
		if (!drop)
			continue;
		memmove(&f->measure[i], &f->measure[i + 1], (size_t)(f->measures - i - 1) * sizeof *f->measure);
		f->measures--;
		i--;
	}
}

/* Numbers that name groups ("cylinders") step aside where another measure is. */
static void
demote_codes(struct fields *f)
{
	bool scatter = f->a->g.chart == CHART_SCATTER || f->a->g.chart == CHART_BUBBLE;
	int others = 0;

	for (int i = 0; i < f->measures; i++)
		others += !col(f, f->measure[i])->coded || f->a->m[f->measure[i]].agg != AGG_NONE;
	for (int i = 0; i < f->measures; i++) {
		const struct plan_mention *k = &f->a->m[f->measure[i]];

		if (!col(f, f->measure[i])->coded || k->agg != AGG_NONE || (scatter && others == 0))
			continue;
		if (others == 0 && !f->a->count && f->groups > 0 && !k->counted)
			continue;
		if (f->groups < FIELDS_MOST && !has(f, f->group, f->groups, f->measure[i])) {
			int at = f->groups;

			while (at > 0 && f->group[at - 1] > f->measure[i])
				at--;
			memmove(&f->group[at + 1], &f->group[at], (size_t)(f->groups - at) * sizeof *f->group);
			f->group[at] = f->measure[i];
			f->groups++;
		}
		memmove(&f->measure[i], &f->measure[i + 1], (size_t)(f->measures - i - 1) * sizeof *f->measure);
		f->measures--;
		i--;
	}
}

/* ---- time */

static int
time_column(const struct fields *f)
{
	int best = PLAN_NONE;

	for (int c = 0; c < f->a->s->columns; c++)
		if (plan_is_time(&f->a->s->column[c]) && best == PLAN_NONE)
			best = c;
	return best;
}

/* Is the group just a word for the rows: "for companies", "by model"? */
static bool
is_rows(const struct fields *f, int mention)
{
	const struct plan_mention *k = &f->a->m[mention];
	const struct plan_column *c = &f->a->s->column[k->column];
	double rows = f->a->s->table[c->table].rows;

	if (k->mark == MARK_COLOR || k->mark == MARK_FACET || k->mark == MARK_X)
		return false;
	if (k->mark == MARK_NONE && (f->groups > 1 || f->a->g.x >= 0) && c->distinct >= 0.9 * rows)
		return true;
	return c->role == ROLE_ID || (k->counted && k->mark == MARK_NONE && !plan_is_number(c)) ||
	    (c->distinct > 30 && c->distinct > 0.5 * rows) ||
	    (k->mark == MARK_NONE && k->from + 1 == k->to && plan_match_entity(f->a->index, &f->a->text, k->from));
}

/* The group that is a moment, taken out of the list; or the table's, where a
 * unit or a trend was said without one. */
static int
take_time(struct fields *f)
{
	for (int i = 0; i < f->groups; i++)
		if (plan_is_time(col(f, f->group[i]))) {
			int c = column_of(f, f->group[i]);

			memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
			f->groups--;
			return c;
		}
	if (f->a->g.unit != UNIT_NONE || f->a->trend)
		return time_column(f);
	/* A span of time and no other group: its course. */
	for (int i = 0; i < f->a->g.conds && f->groups == 0 && f->color < 0 && !f->a->count; i++)
		if (f->a->g.cond[i].op == OP_BETWEEN && plan_is_time(&f->a->s->column[f->a->g.cond[i].column]))
			return f->a->g.cond[i].column;
	return PLAN_NONE;
}

static int
take_group(struct fields *f)
{
	int best = PLAN_NONE;

	/* What stands for the rows makes groups last of all. */
	for (int i = 0; i < f->groups; i++)
		if (best < 0 || (is_rows(f, f->group[best]) && !is_rows(f, f->group[i])))
			best = i;
	/* Of two groups the numbers stand along the axis. */
	for (int i = 0; i < f->groups && f->groups > 1; i++)
		if (plan_is_number(col(f, f->group[i])) && !plan_is_number(col(f, f->group[best])) &&
		    !is_rows(f, f->group[i]) && f->x < 0)
			best = i;
	if (best < 0)
		return PLAN_NONE;
	int c = column_of(f, f->group[best]);

	memmove(&f->group[best], &f->group[best + 1], (size_t)(f->groups - best - 1) * sizeof *f->group);
	f->groups--;
	/* The same column once more says nothing new. */
	for (int i = 0; i < f->groups; i++)
		if (column_of(f, f->group[i]) == c) {
			memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
			f->groups--;
			i--;
		}
	return c;
}

/* The same, of what tells few things apart; for series and facets. */
static int
take_second(struct fields *f)
{
	while (f->groups > 0) {
		if (!is_rows(f, f->group[0]))
			return take_group(f);
		memmove(&f->group[0], &f->group[1], (size_t)(f->groups - 1) * sizeof *f->group);
		f->groups--;
	}
	return PLAN_NONE;
}

/* ---- series and facets */

static void
set_splits(struct fields *f)
{
	struct plan_goal *g = &f->a->g;

	if (f->color >= 0)
		g->series = column_of(f, f->color);
	if (f->facet >= 0)
		g->facet = column_of(f, f->facet);
	int next = take_second(f);

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
is_scatter(const struct fields *f)
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
set_scatter(struct fields *f)
{
	struct plan_goal *g = &f->a->g;
	int a = f->measures > 0 ? f->measure[0] : PLAN_NONE, b = f->measures > 1 ? f->measure[1] : PLAN_NONE;

	if (b < 0 && f->groups > 0 && !f->a->count) {
		/* One is a year, a code, or a moment. */
		for (int i = 0; i < f->groups && b < 0; i++)
			if (plan_is_number(col(f, f->group[i])) || plan_is_time(col(f, f->group[i]))) {
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
	g->x = column_of(f, a);
	g->y = column_of(f, b);
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
		g->size = column_of(f, f->measure[2]);
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
default_agg(const struct fields *f)
{
	const struct plan_goal *g = &f->a->g;

	if (g->x >= 0 && nearly_unique(f->a, g->x) && g->series < 0 && g->unit == UNIT_NONE)
		return AGG_NONE;
	if (f->a->loose_agg)
		return f->a->the_agg;
	return plan_rule_aggregate(f->a->s, g->y);
}

static void
set_measure(struct fields *f, int mention)
{
	struct plan_goal *g = &f->a->g;

	g->y = column_of(f, mention);
	g->agg = f->a->m[mention].agg;
	if (g->agg == AGG_NONE)
		g->agg = default_agg(f);
	/* "Which region has the highest price": of what each has on the whole. */
	if ((g->agg == AGG_MAX || g->agg == AGG_MIN) && f->a->superlative + f->a->superlative_least > 0 &&
	    g->x >= 0 && !is_marked(f->a, g->x)) {
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
main_measure(const struct fields *f)
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

static void
set_x(struct fields *f, int measure)
{
	struct plan_goal *g = &f->a->g;

	if (f->x >= 0 && f->x != measure) {
		g->x = column_of(f, f->x);
		for (int i = 0; i < f->groups; i++)
			if (column_of(f, f->group[i]) == g->x) {
				memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
				f->groups--;
				i--;
			}
		return;
	}
	g->x = take_time(f);
	if (g->x < 0)
		g->x = take_group(f);
	for (int i = 0; i < f->measures && g->x < 0; i++)
		if (f->measure[i] != measure)
			g->x = column_of(f, f->measure[i]);
	/* Facet and colour are groups, too, where there is no other. */
	if ((g->x < 0 || g->x == column_of(f, f->color)) && f->facet >= 0) {
		g->x = column_of(f, f->facet);
		f->facet = PLAN_NONE;
	}
	if (g->x < 0 && f->color >= 0) {
		g->x = column_of(f, f->color);
		f->color = PLAN_NONE;
	}
}

/* An aggregate of words that name no field: of the one that is mostly meant. */
static int
only_measure(struct fields *f)
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
name_rows(struct fields *f)
{
	struct plan_goal *g = &f->a->g;
	bool entity = false;

	for (int i = 0; i < f->a->text.n; i++)
		entity |= plan_match_entity(f->a->index, &f->a->text, i);
	if (g->x >= 0 || !entity || f->a->distribution || f->measures == 0 || f->a->s->tables == 0)
		return;
	if (g->chart == CHART_BAR || g->chart == CHART_PIE || (g->chart == CHART_NONE && f->a->sorted))
		g->x = name_column(f->a->s, col(f, f->measure[0])->table);
}

static void
set_over_groups(struct fields *f)
{
	struct plan_goal *g = &f->a->g;
	int measure = main_measure(f);
	bool aggregated = measure >= 0 && f->a->m[measure].agg != AGG_NONE;
	bool count = f->a->count && !(aggregated && f->a->count_mark == MARK_NONE);

	/* Codes are spread, not averaged. */
	if (f->a->distribution && measure >= 0 && !aggregated && col(f, measure)->coded) {
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
	if (!count && !aggregated)
		name_rows(f);
	set_splits(f);
	if (count || measure < 0 || column_of(f, measure) == g->x) {
		g->agg = AGG_COUNT;
		if (f->a->distinct)
			for (int m = 0; m < f->a->n; m++)
				if (!f->a->m[m].used && f->a->m[m].counted && f->a->m[m].column != g->x) {
					g->y = f->a->m[m].column;
					g->agg = AGG_DISTINCT;
				}
		return;
	}
	set_measure(f, measure);
}

void
plan_ask_assign(struct plan_ask *a)
{
	struct fields f = {.a = a, .x = PLAN_NONE, .y = PLAN_NONE, .color = PLAN_NONE, .facet = PLAN_NONE};

	collect(&f);
	tidy_groups(&f);
	tidy_measures(&f);
	demote_codes(&f);
	if (is_scatter(&f))
		set_scatter(&f);
	else
		set_over_groups(&f);
	plan_ask_choose(a);
}
