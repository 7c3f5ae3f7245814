/* Theory of operation.
 *
 * Each rule of share/planner/charts is tried on all fields that its slots take
 * (the most promising of each kind, where a table is wide).  A candidate's
 * score is the rule's weight times what its fields promise.  Then the best is
 * taken, what resembles it is marked down, and so on: five charts that show
 * five things. */
#include "plan_rank.h"

#include "fit.h"
#include "mem.h"
#include "plan_lex.h"
#include "plan_rule.h"
#include "plan_several.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MOST = 16 };

struct candidate {
	const struct plan_rule *rule;
	int x, y, series;          /* x PLAN_NONE: the calendar of columns from y on */
	double score;
	bool taken;
};

struct ranking {
	const struct plan_set *s;
	struct candidate *all;
	size_t n, room;
};

/* ---- what a field promises */

static double
full(const struct plan_set *s, const struct plan_column *c)
{
	double rows = s->table[c->table].rows;

	return rows > 0 ? 1 - c->nulls / rows : 0;
}

static double
of_group(const struct plan_set *s, const struct plan_column *c)
{
	double v = c->distinct < 3 ? 0.75 : c->distinct <= 12 ? 1 : c->distinct <= 40 ? 0.85 : 0.7;
	double rows = s->table[c->table].rows;

	if (rows > 0 && c->most / rows > 0.9)
		v *= 0.15;
	if (rows > 0 && c->distinct > rows / 3)
		v *= 0.5;
	return v * (c->longest > 40 ? 0.6 : 1);
}

/* Those that stand first are mostly meant to be seen first. */
static double
of_place(const struct plan_set *s, int column)
{
	double at = column - s->table[s->column[column].table].first;

	if (plan_is_derived(&s->column[column]))
		return 1;
	return 1 - 0.1 * at / (s->table[s->column[column].table].columns + 1);
}

/* How many columns stand beside it in the table's calendar, 0 for none. */
static int
calendar_of(const struct plan_set *s, int table, int column)
{
	int list[PLAN_MEASURES_MOST];
	enum plan_unit unit;
	int n = plan_several_calendar(s, table, list, &unit);

	for (int i = 0; i < n; i++)
		if (list[i] == column)
			return n;
	return 0;
}

static double
of_field(const struct plan_set *s, int column, enum plan_kind kind)
{
	if (column < 0)
		return 1;
	const struct plan_column *c = &s->column[column];
	double v = (0.5 + 0.5 * full(s, c)) * of_place(s, column);

	if (kind == KIND_MEASURES)
		return 1;
	/* One month of a row of them tells little by itself. */
	v *= calendar_of(s, c->table, column) > 0 ? 0.5 : 1;

	/* Numbers that only tell apart ("line 1, line 2") are poor groups. */
	if (c->words.n > 0 && plan_lex_is(c->words.word[c->words.n - 1], "word.id"))
		v *= 0.4;
	/* So are amounts of which there are few: how many were bought. */
	if (kind != KIND_MEASURE && kind != KIND_ADDITIVE && c->coded && (plan_column_is(c, "kind.sum") || plan_column_is(c, "kind.avg")))
		v *= 0.5;
	return kind == KIND_GROUP ? v * of_group(s, c) : v;
}

/* Where there is one row for each moment and group, the groups are what the
 * table is about: better told apart than put together. */
static double
panel(const struct plan_set *s, const struct candidate *k)
{
	const struct plan_column *x = &s->column[k->x];
	double rows = s->table[x->table].rows;

	if (!plan_is_time(x) || x->distinct >= rows)
		return 1;
	if (k->series >= 0)
		return fabs(x->distinct * s->column[k->series].distinct - rows) < 0.1 * rows ? 1.25 : 1;
	for (int c = s->table[x->table].first; c < s->table[x->table].first + s->table[x->table].columns; c++)
		if (plan_is_group(&s->column[c]) && s->column[c].distinct >= 2 && s->column[c].distinct <= 7 &&
		    fabs(x->distinct * s->column[c].distinct - rows) < 0.1 * rows)
			return 0.85;
	return 1;
}

static double
of_interest(const struct ranking *r, const struct candidate *k)
{
	const struct plan_column *y = &r->s->column[k->y >= 0 ? k->y : k->x];
	double v;

	switch (k->rule->interest) {
	case INTEREST_CORRELATION:
		v = fabs(plan_set_correlation(r->s, k->x, k->y));
		/* What is as good as the same column twice tells nothing. */
		return v > 0.985 ? 0.3 : v > 0.95 ? 0.75 : 0.45 + 0.65 * v;
	case INTEREST_TAIL:
		return 0.85 + 0.15 * fmin(y->outliers / 4, 1);
	case INTEREST_AMOUNT:
		v = plan_column_is(y, "kind.minor") ? 0.85 : plan_column_is(y, "kind.amount") ? 1.1 : 1;
		return v * (plan_rule_aggregate(r->s, k->y) == AGG_SUM ? 1 : 0.93) * panel(r->s, k);
	default:
		return k->x >= 0 && k->y < 0 && k->rule->chart != CHART_HISTOGRAM && plan_rule_even(r->s, k->x) ? 0.2 : 1;
	}
}

/* ---- candidates */

/* May the column stand there, by share/planner/limits? */
static bool
bears(const struct plan_set *s, const char *type, enum fit_role role, int column)
{
	if (column < 0)
		return true;
	const struct plan_column *c = &s->column[column];
	bool ordered = plan_is_time(c) || plan_is_number(c);

	return (c->role != ROLE_ID || fit_rule(type, role, FIT_NO_ID) == NULL) && (role == FIT_Y || c->distinct <= fit_most(type, role)) &&
	    (ordered || fit_rule(type, role, FIT_ORDERED) == NULL) && (!plan_is_number(c) || c->min >= 0 || fit_rule(type, role, FIT_POSITIVE) == NULL);
}

static void
add(struct ranking *r, const struct plan_rule *rule, int x, int y, int series)
{
	struct candidate k = {rule, x, y, series, 0, false};

	const char *type = plan_chart_name(rule->chart);

	if (!bears(r->s, type, FIT_X, x) || !bears(r->s, type, FIT_Y, y) || !bears(r->s, type, FIT_SERIES, series))
		return;
	/* Where nearly all rows are of one group, counts show nothing. */
	if (y < 0 && x >= 0 && plan_is_group(&r->s->column[x]) && rule->x.kind == KIND_GROUP &&
	    r->s->column[x].most > 0.9 * r->s->table[r->s->column[x].table].rows)
		return;
	if ((x == y && x >= 0) || (x == series && x >= 0) || (y == series && y >= 0))
		return;
	k.score = rule->weight * of_field(r->s, x, rule->x.kind) * of_interest(r, &k);
	if (y >= 0)
		k.score *= of_field(r->s, y, rule->y.kind);
	if (series >= 0)
		k.score *= of_field(r->s, series, KIND_NONE);
	if (r->n == r->room) {
		r->room = r->room == 0 ? 256 : 2 * r->room;
		r->all = mem_resize(r->all, r->room, sizeof *r->all);
	}
	r->all[r->n++] = k;
}

/* The measures that are drawn together with the candidate's y: how many. */
static int
several(const struct plan_set *s, const struct candidate *k, int *list)
{
	enum plan_unit unit;

	if (k->rule->y.kind == KIND_MEASURES)
		return plan_several_calendar(s, s->column[k->y].table, list, &unit);
	return k->rule->y.kind == KIND_ALIKE ? plan_several_family(s, k->y, list) : 0;
}

/* Slots that stand for several columns: the first of them, PLAN_NONE for the
 * calendar itself; -1 where the slot is another. */
static int
fields_of_several(const struct plan_set *s, const struct plan_table *t, const struct plan_slot *slot, int *list)
{
	int all[PLAN_MEASURES_MOST], n = 0;
	enum plan_unit unit;

	if (slot->kind == KIND_CALENDAR || slot->kind == KIND_MEASURES) {
		int count = plan_several_calendar(s, (int)(t - s->table), all, &unit);

		list[0] = slot->kind == KIND_CALENDAR ? PLAN_NONE : count > 0 ? all[0] : PLAN_NONE;
		return count >= 3 && count >= slot->least;
	}
	if (slot->kind != KIND_ALIKE)
		return -1;
	for (int c = t->first; c < t->first + t->columns && n < FIELDS_MOST; c++) {
		bool first = plan_is_measure(&s->column[c]) && !s->column[c].coded && calendar_of(s, s->column[c].table, c) == 0;

		for (int b = t->first; b < c && first; b++)
			first = !plan_several_alike(s, b, c);
		int count = first ? plan_several_family(s, c, all) : 0;

		if (count >= slot->least && (slot->most == 0 || count <= slot->most) && count > 1)
			list[n++] = c;
	}
	return n;
}

/* The most promising columns of a table for a slot, best first. */
static int
fields(const struct plan_set *s, const struct plan_table *t, const struct plan_slot *slot, int *list)
{
	int n = fields_of_several(s, t, slot, list);

	if (n >= 0)
		return n;
	n = 0;
	if (slot->kind == KIND_NONE || slot->kind == KIND_ROWS) {
		list[0] = PLAN_NONE;
		return 1;
	}
	for (int c = t->first; c < t->first + t->columns; c++) {
		if (!plan_rule_takes(slot, s, c))
			continue;
		int at = n < FIELDS_MOST ? n++ : FIELDS_MOST;

		for (; at > 0 && of_field(s, list[at - 1], slot->kind) < of_field(s, c, slot->kind); at--)
			if (at < FIELDS_MOST)
				list[at] = list[at - 1];
		if (at < FIELDS_MOST)
			list[at] = c;
	}
	return n;
}

static void
try_rule(struct ranking *r, const struct plan_table *t, const struct plan_rule *rule)
{
	int x[FIELDS_MOST], y[FIELDS_MOST], series[FIELDS_MOST];
	int nx = fields(r->s, t, &rule->x, x), ny = fields(r->s, t, &rule->y, y);
	int ns = fields(r->s, t, &rule->series, series);
	bool mirrored = rule->x.kind == rule->y.kind;

	for (int i = 0; i < nx; i++)
		for (int j = 0; j < ny; j++)
			for (int k = 0; k < ns; k++)
				if (!mirrored || x[i] < y[j])
					add(r, rule, x[i], y[j], series[k]);
}

/* ---- choosing */

static bool
uses(const struct candidate *k, int c)
{
	return c >= 0 && (k->x == c || k->y == c || k->series == c);
}

/* What is like the one just taken is worth less from now on. */
static void
mark_down(struct ranking *r, const struct candidate *best)
{
	int list[PLAN_MEASURES_MOST], n = several(r->s, best, list);

	for (size_t i = 0; i < r->n; i++) {
		struct candidate *k = &r->all[i];

		if (k->rule == best->rule)
			k->score *= 0.5;
		else if (k->rule->chart == best->rule->chart)
			k->score *= 0.72;
		for (int m = 1; m < n; m++)
			if (uses(k, list[m]))
				k->score *= 0.85;
		if (uses(k, best->x))
			k->score *= 0.85;
		/* What matters most bears to be seen from two sides. */
		if (uses(k, best->y))
			k->score *= plan_column_is(&r->s->column[best->y], "kind.amount") ? 0.95 : 0.85;
		if (uses(k, best->series))
			k->score *= 0.85;
		/* The same rows counted by the same field are the same chart. */
		if (k->y < 0 && best->y < 0 && k->x == best->x && k->series == best->series)
			k->taken = true;
		/* The same two fields once more, whatever the shape. */
		if (uses(k, best->x) && (best->y < 0 ? k->y < 0 : uses(k, best->y)))
			k->score *= k->series == best->series ? 0.5 : 0.75;
	}
}

static struct candidate *
best_of(struct ranking *r)
{
	struct candidate *best = NULL;

	for (size_t i = 0; i < r->n; i++)
		if (!r->all[i].taken && (best == NULL || r->all[i].score > best->score))
			best = &r->all[i];
	return best;
}

static enum plan_agg
aggregate_of(const struct plan_set *s, const struct candidate *k)
{
	bool raw = k->rule->chart == CHART_SCATTER || k->rule->chart == CHART_BOX;

	if (k->y < 0)
		return AGG_COUNT;
	if (raw)
		return AGG_NONE;
	return k->rule->agg != AGG_NONE ? k->rule->agg : plan_rule_aggregate(s, k->y);
}

static void
explain(struct plan_pick *p, const struct ranking *r, const struct candidate *k)
{
	const struct plan_column *x = &r->s->column[k->x >= 0 ? k->x : k->y];
	int list[PLAN_MEASURES_MOST], n = several(r->s, k, list);

	if (n > 1)
		snprintf(p->why, sizeof p->why, "%s: %d columns from %.40s to %.40s share one axis", k->rule->name, n,
		    r->s->column[list[0]].name, r->s->column[list[n - 1]].name);
	else if (k->rule->interest == INTEREST_CORRELATION)
		snprintf(p->why, sizeof p->why, "%s: %.40s and %.40s correlate with r = %.2f", k->rule->name,
		    x->name, r->s->column[k->y].name, plan_set_correlation(r->s, k->x, k->y));
	else
		snprintf(p->why, sizeof p->why, "%s: %.40s has %.0f different values in %.0f rows", k->rule->name,
		    x->name, x->distinct, r->s->table[x->table].rows);
}

static void
pick(struct plan_pick *p, const struct ranking *r, const struct candidate *k)
{
	struct plan_goal *g = &p->goal;

	plan_goal_init(g);
	g->chart = k->rule->chart;
	g->x = k->x;
	g->y = k->y;
	g->series = k->series;
	g->agg = aggregate_of(r->s, k);
	g->unit = g->x >= 0 ? plan_rule_unit(&r->s->column[k->x]) : UNIT_NONE;
	if (g->y >= 0 && g->series < 0 && g->x >= 0 && plan_rule_single(r->s, g->x, g->unit))
		g->agg = AGG_NONE;
	int list[PLAN_MEASURES_MOST], n = several(r->s, k, list);

	for (int i = 0; i < n && n > 1; i++)
		g->measure[g->measures++] = (struct plan_measure){list[i], g->x < 0 ? plan_several_aggregate(r->s, list[i]) : g->agg};
	if (n > 1)
		g->agg = g->measure[0].agg;
	g->binned = g->chart == CHART_HISTOGRAM;
	g->stack = k->rule->stack;
	if (k->rule->top > 0 && k->x >= 0 && r->s->column[k->x].distinct > k->rule->top) {
		g->limit = k->rule->top;
		g->by = BY_Y;
		g->desc = true;
	}
	plan_goal_tables(g, r->s, 0);
	explain(p, r, k);
}

int
plan_rank(const struct plan_set *s, struct plan_pick *picks, int n)
{
	struct ranking r = {.s = s};
	int rules, found = 0;
	const struct plan_rule *rule = plan_rules(&rules);

	for (int t = 0; t < s->tables; t++)
		for (int i = 0; i < rules; i++)
			try_rule(&r, &s->table[t], &rule[i]);
	for (struct candidate *k; found < n && (k = best_of(&r)) != NULL;) {
		pick(&picks[found++], &r, k);
		k->taken = true;
		mark_down(&r, k);
	}
	free(r.all);
	return found;
}
