/* What a question with its fields in place leaves open: unit, chart, order. */
#include "plan_ask.h"

#include "plan_rule.h"

#include <stdio.h>
#include <string.h>

static bool
nearly_unique(const struct plan_ask *a, int column)
{
	const struct plan_column *c = &a->s->column[column];

	if (a->g.y >= 0 && a->s->column[a->g.y].table != c->table)
		return false;
	return c->distinct >= 0.9 * (a->s->table[c->table].rows - c->nulls);
}

/* ---- places that nobody named */

/* "Airports in Texas": where, not of which kind. */
static bool
is_place(const struct plan_ask *a, int cond)
{
	int i = a->span[cond].from - 1;

	while (i > 0 && plan_ask_word(a, i, "the"))
		i--;
	return i >= 0 && (plan_ask_word(a, i, "in") || plan_ask_word(a, i, "from") || plan_ask_word(a, i, "at"));
}

/* Nothing but conditions was said: "any blue cars with 5 doors?".  What they are
 * about makes the groups; a single value is then seen among the others. */
static void
choose_from_conditions(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;
	int n = 0;

	if (g->x >= 0 || g->y >= 0)
		return;
	for (int i = 0; i < g->conds; i++) {
		int c = g->cond[i].column;

		if (is_place(a, i) && g->cond[i].op == OP_EQ && a->entity) {
			g->cond[n++] = g->cond[i];
			continue;
		}
		if (plan_is_group(&a->s->column[c]) && (g->x < 0 || (a->s->column[c].coded && g->series < 0))) {
			g->series = g->x;
			g->x = c;
		} else if (plan_is_group(&a->s->column[c]) && g->series < 0 && c != g->x) {
			g->series = c;
		} else {
			g->cond[n++] = g->cond[i];
			continue;
		}
		if (g->cond[i].op != OP_EQ)
			g->cond[n++] = g->cond[i];
		else
			jv_free(g->cond[i].value);
	}
	g->conds = n;
	if (g->x >= 0)
		g->agg = AGG_COUNT;
}

/* "How many trips?": over time, or by the first thing that makes groups. */
static void
choose_from_nothing(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;
	int best = PLAN_NONE;

	if (g->x >= 0 || g->y >= 0 || (!a->count && !a->entity && g->conds == 0))
		return;
	for (int c = 0; c < a->s->columns; c++)
		if (plan_is_time(&a->s->column[c]) || (plan_is_group(&a->s->column[c]) && a->s->column[c].distinct <= 30 &&
		    a->s->column[c].most < 0.9 * a->s->table[a->s->column[c].table].rows))
			if (best < 0 || (plan_is_time(&a->s->column[c]) && !plan_is_time(&a->s->column[best])))
				best = c;
	g->x = best;
	g->agg = AGG_COUNT;
	/* Nothing tells the rows apart: how many there are. */
	if (best < 0 && g->conds > 0 && g->chart == CHART_NONE)
		g->chart = CHART_TABLE;
}

/* ---- the chart */

static bool
counts_rows(const struct plan_goal *g)
{
	return g->y < 0;
}

/* Numbers with many values are counted in bins. */
static bool
wants_bins(const struct plan_ask *a)
{
	const struct plan_goal *g = &a->g;

	if (g->x < 0 || !counts_rows(g) || !plan_is_number(&a->s->column[g->x]))
		return false;
	const struct plan_column *c = &a->s->column[g->x];

	return !c->year && !c->coded && c->role != ROLE_ID && (g->binned || c->distinct > 24 || c->type == PLAN_NUMBER);
}

/* "The share of each source over time": parts of the whole of each year. */
static bool
is_composition(const struct plan_ask *a)
{
	return a->share && a->g.series >= 0 && (a->g.agg == AGG_SUM || a->g.agg == AGG_COUNT);
}

static bool
aggregate_said(const struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++)
		if (a->m[m].agg != AGG_NONE)
			return true;
	return a->loose_agg;
}

/* No aggregate was asked for, of a number with many values. */
static bool
said_alone(const struct plan_ask *a)
{
	return !aggregate_said(a) && !a->count && !plan_is_number(&a->s->column[a->g.x]) && plan_is_number(&a->s->column[a->g.y]) && a->s->column[a->g.y].distinct > 5;
}

static void
choose_chart(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;
	bool moment = g->x >= 0 && plan_is_time(&a->s->column[g->x]);
	bool cycle = g->unit >= UNIT_MONTHNAME;

	if (wants_bins(a)) {
		if (g->chart == CHART_NONE || g->chart == CHART_BAR || g->chart == CHART_HISTOGRAM)
			g->chart = CHART_HISTOGRAM;
		g->binned = g->chart == CHART_HISTOGRAM || g->binned;
		return;
	}
	g->binned = false;
	if (g->chart == CHART_HISTOGRAM)
		g->chart = CHART_BAR;
	/* Cells need two groups. */
	if (g->chart == CHART_HEATMAP && g->series < 0 && g->measures < 2)
		g->chart = CHART_NONE;
	if (g->chart != CHART_NONE)
		return;
	/* Moments by their size have no course. */
	if (moment && (g->by == BY_Y || (g->by == BY_NONE && g->limit > 0)) && g->series < 0 && (a->sorted || g->limit > 0 || a->superlative || a->superlative_least) && !a->trend) {
		g->chart = CHART_BAR;
		if (a->extreme_moments && g->limit == 0 && (g->unit == UNIT_DAY || g->unit == UNIT_WEEK))
			g->limit = 10;
	} else if (moment && !cycle && g->unit != UNIT_DECADE)
		g->chart = !plan_goal_bears(g, a->s, CHART_LINE) ? CHART_HEATMAP : is_composition(a) ? CHART_AREA : CHART_LINE;
	/* "The distribution of price by group": boxes beside each other. */
	else if (a->distribution && g->y >= 0 && g->series < 0 && g->measures == 0 && said_alone(a) && plan_goal_bears(g, a->s, CHART_BOX))
		g->chart = CHART_BOX;
	else if (a->share && g->series < 0 && g->x >= 0 && plan_goal_bears(g, a->s, CHART_PIE))
		g->chart = CHART_PIE;
	else
		g->chart = CHART_BAR;
}

/* A measure with nothing else shows how it is spread. */
static void
choose_lonely(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;

	if (g->x >= 0 || g->y < 0 || g->measures > 1)
		return;
	/* Some months or years of a measure: its course. */
	for (int i = 0; i < g->conds && !a->distribution && (g->chart == CHART_NONE || g->chart == CHART_LINE || g->chart == CHART_BAR); i++) {
		const struct plan_column *c = &a->s->column[g->cond[i].column];

		if (!plan_is_time(c) || g->cond[i].unit != UNIT_NONE || (c->year && g->cond[i].op == OP_EQ))
			continue;
		g->x = g->cond[i].column;
		if (g->agg == AGG_NONE)
			g->agg = plan_rule_aggregate(a->s, g->y);
		return;
	}
	if (g->agg != AGG_NONE && g->agg != AGG_COUNT) {
		int time = PLAN_NONE;

		for (int c = 0; c < a->s->columns && time < 0; c++)
			if (plan_is_time(&a->s->column[c]))
				time = c;
		if (time >= 0 && (g->chart == CHART_LINE || g->chart == CHART_AREA)) {
			g->x = time;
			return;
		}
	}
	g->x = g->y;
	g->y = PLAN_NONE;
	g->agg = AGG_COUNT;
}

/* "The average wind", "how many orders are open?": a number, not drawn. */
static bool
choose_number(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;
	bool compares = g->x >= 0 || g->series >= 0 || g->facet >= 0 || g->size >= 0 || g->measures > 1 || g->limit > 0 ||
	    g->unit != UNIT_NONE || g->binned || a->distribution || a->trend || a->share || a->sorted || a->compare || a->versus ||
	    plan_text_says(&a->text, "mark.group");

	if (g->chart != CHART_NONE || compares || !(g->y >= 0 ? (aggregate_said(a) || a->number || g->agg == AGG_DISTINCT) && g->agg != AGG_NONE : a->count || a->number))
		return false;
	g->chart = CHART_TABLE;
	if (g->y < 0)
		g->agg = AGG_COUNT;
	return true;
}

/* A row for each of some moments: nothing to put together. */
static bool
is_course(const struct plan_ask *a)
{
	const struct plan_goal *g = &a->g;

	return !a->unit_stated && !a->trend && g->agg == AGG_NONE && g->y >= 0 && nearly_unique(a, g->x) &&
	    a->s->column[g->x].distinct <= 200;
}

/* The span of the column that the conditions leave, into first and last. */
static struct plan_column
narrowed(const struct plan_ask *a, int column, char first[24], char last[24])
{
	struct plan_column c = a->s->column[column];

	for (int i = 0; i < a->g.conds && c.first != NULL && c.last != NULL && !c.year; i++) {
		const struct plan_cond *k = &a->g.cond[i];
		bool span = k->op == OP_BETWEEN;
		jv low = span ? jv_array_get(jv_copy(k->value), 0) : jv_copy(k->value), high = span ? jv_array_get(jv_copy(k->value), 1) : jv_copy(k->value);
		const char *p = jv_get_kind(low) == JV_KIND_STRING ? jv_string_value(low) : NULL, *q = jv_get_kind(high) == JV_KIND_STRING ? jv_string_value(high) : NULL;
		bool own = k->column == column && k->unit == UNIT_NONE && k->any == 0 && p != NULL && q != NULL;

		if (own && (span || k->op == OP_EQ || k->op == OP_GE || k->op == OP_GT) && strcmp(p, c.first) > 0) {
			snprintf(first, 24, "%.10s%s", p, strlen(p) == 4 ? "-01-01" : strlen(p) == 7 ? "-01" : "");
			c.first = first;
		}
		if (own && (span || k->op == OP_EQ || k->op == OP_LE || k->op == OP_LT) && strcmp(q, c.last) < 0) {
			snprintf(last, 24, "%.10s%s", q, strlen(q) == 4 ? "-12-31" : strlen(q) == 7 ? "-31" : "");
			c.last = last;
		}
		jv_free(low);
		jv_free(high);
	}
	return c;
}

/* Days of a month; of a day, hours. */
static enum plan_unit
unit_of(const struct plan_ask *a, int x)
{
	char first[24], last[24];
	const struct plan_column *c = &a->s->column[x];
	struct plan_column left = narrowed(a, x, first, last);

	return left.first == c->first && left.last == c->last ? plan_rule_unit(c) : plan_rule_unit(&left);
}

static void
choose_unit(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;

	if (g->x < 0 || !plan_is_time(&a->s->column[g->x])) {
		g->unit = UNIT_NONE;
		return;
	}
	const struct plan_column *c = &a->s->column[g->x];

	if (c->year && g->unit != UNIT_DECADE)
		g->unit = UNIT_YEAR;
	else if (is_course(a))
		return;
	else if (g->unit == UNIT_NONE && (g->chart == CHART_LINE || g->chart == CHART_AREA || g->chart == CHART_NONE))
		g->unit = unit_of(a, g->x);
	/* Bars of months show the year's round where there are years of them. */
	if (g->unit == UNIT_MONTH && g->chart == CHART_BAR && c->first != NULL && c->last != NULL && !a->trend &&
	    strncmp(c->first, c->last, 4) != 0)
		g->unit = UNIT_MONTHNAME;
	if (g->unit == UNIT_DAY && g->chart == CHART_BAR && c->type == PLAN_DATE)
		g->unit = UNIT_NONE;
	/* Bars of moments are bars of days. */
	if (g->unit == UNIT_NONE && c->type == PLAN_DATETIME && g->agg != AGG_NONE)
		g->unit = UNIT_DAY;
	if (g->unit != UNIT_NONE && !c->year && g->agg == AGG_NONE && g->y >= 0 && !plan_rule_single(a->s, g->x, g->unit))
		g->agg = plan_rule_aggregate(a->s, g->y);
}

/* ---- sorting */

static void
choose_sort(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;

	if (!a->sorted) {
		if (g->limit > 0 || (g->agg == AGG_COUNT && (a->superlative || a->superlative_least))) {
			g->by = BY_Y;
			g->desc = !a->superlative_least;
		}
		return;
	}
	if (a->sort_count) {
		g->by = counts_rows(g) || g->agg == AGG_COUNT ? BY_Y : g->by == BY_COLUMN ? BY_COLUMN : BY_Y;
		if (g->by == BY_COLUMN)
			g->by_column = a->sort_column;
	} else if (a->sort_column >= 0) {
		g->by = a->sort_column == g->x && a->sort_agg == AGG_NONE ? BY_X : a->sort_column == g->y ? BY_Y : BY_COLUMN;
		g->by_column = g->by == BY_COLUMN ? a->sort_column : PLAN_NONE;
		g->by_agg = a->sort_agg;
	} else if (a->sort_names) {
		g->by = BY_X;
	} else if (g->by == BY_NONE) {
		g->by = BY_Y;
	}
	/* A name that is not drawn means the one that is. */
	if (g->by == BY_COLUMN && a->sort_names && g->x >= 0) {
		g->by = BY_X;
		g->by_column = PLAN_NONE;
	}
}

/* Is the condition what a share is asked of: "the share of returned orders by
 * country", "error rate by service"? */
static bool
is_share_of(const struct plan_ask *a, const struct plan_span *p)
{
	if (plan_text_is(&a->text, p->to, "task.rate") > 0)
		return true;
	for (int k = p->from - 1; k >= 0 && k >= p->from - 5 && plan_ask_at(a, k) < 0; k--)
		if (plan_text_is(&a->text, k, "task.share") > 0)
			return true;
	return false;
}

/* Then all values are shown, as parts of the whole of each group. */
static void
share_value(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;

	for (int i = 0; i < g->conds; i++) {
		const struct plan_column *c = &a->s->column[g->cond[i].column];

		if (g->x < 0 || (g->y >= 0 && g->agg != AGG_SUM) || g->series >= 0 || g->measures > 0 || g->x == g->cond[i].column || g->cond[i].op != OP_EQ ||
		    g->cond[i].any > 0 || !plan_is_group(c) || c->distinct > 6 || a->chart_stated || !is_share_of(a, &a->span[i]))
			continue;
		g->series = g->cond[i].column;
		a->share = true;
		jv_free(g->cond[i].value);
		for (int k = i + 1; k < g->conds; k++) {
			g->cond[k - 1] = g->cond[k];
			a->span[k - 1] = a->span[k];
		}
		g->conds--;
		return;
	}
}

/* What hangs on the places: stacks, shares, order, tables. */
static void
finish(struct plan_ask *a)
{
	struct plan_goal *g = &a->g;

	if (g->series == g->x)
		g->series = PLAN_NONE;
	if (g->chart == CHART_PIE)
		g->series = g->facet = PLAN_NONE;
	g->share = a->share && (g->chart == CHART_BAR || (g->chart == CHART_AREA && is_composition(a))) && g->agg != AGG_NONE;
	g->stack = a->stacked || (g->chart == CHART_BAR && g->series >= 0 && (counts_rows(g) || g->share) && !a->grouped);
	g->upright = a->axes;
	for (int i = 0; i < g->measures; i++)
		if (g->measure[i].agg == AGG_NONE)
			g->measure[i].agg = g->agg;
	choose_sort(a);
	plan_goal_tables(g, a->s, a->main);
}

void
plan_ask_choose(struct plan_ask *a)
{
	if (a->g.chart != CHART_SCATTER && a->g.chart != CHART_BUBBLE && !choose_number(a)) {
		share_value(a);
		choose_from_conditions(a);
		choose_from_nothing(a);
		choose_lonely(a);
		choose_unit(a);
		choose_chart(a);
	}
	finish(a);
}
