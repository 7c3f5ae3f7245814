#include "plan_read.h"

#include "mem.h"
#include "plan_ask.h"
#include "plan_name.h"
#include "rec.h"

#include <stdlib.h>

static jv
title_of(const struct plan_ask *a)
{
	struct str b = {0};

	plan_name_title(&b, &a->g, a->s);
	jv title = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	return title;
}

static const char *
rationale_of(const struct plan_ask *a)
{
	static const char *const why[CHART_KINDS] = {[CHART_BAR] = "bars compare groups",
	    [CHART_LINE] = "a line shows the course over time", [CHART_AREA] = "areas show parts of a whole over time",
	    [CHART_SCATTER] = "points show how two measures go together", [CHART_BUBBLE] = "bubbles show three measures",
	    [CHART_PIE] = "slices show few parts of a whole", [CHART_HISTOGRAM] = "bins show how a measure is spread",
	    [CHART_BOX] = "boxes compare how groups are spread", [CHART_HEATMAP] = "cells compare pairs of groups",
	    [CHART_TABLE] = "one number is the answer: nothing to draw"};

	return a->chart_stated ? "the question names the chart" : why[a->g.chart] != NULL ? why[a->g.chart] : "";
}

static jv
not_understood(const struct plan_ask *a)
{
	struct str some = {0};

	for (int c = 0; c < a->s->columns && c < 6; c++)
		str_addf(&some, "%s%s", c > 0 ? ", " : "", a->s->column[c].name);
	jv fail = rec_fail("goal.not-understood", false, "name a column in the question", "no column is meant; there are %.200s",
	    some.s != NULL ? some.s : "none");

	str_free(&some);
	return fail;
}

static bool
follow(struct plan_ask *a, jv before)
{
	struct plan_goal g;

	if (jv_get_kind(before) != JV_KIND_OBJECT)
		return false;
	jv fail = plan_goal_read(&g, a->s, before);
	bool done = jv_get_kind(fail) == JV_KIND_NULL && plan_ask_follow(a, &g);

	plan_goal_free(&g);
	jv_free(fail);
	return done;
}

struct plan_ask *
plan_ask_new(const struct plan_index *index, const struct plan_set *s, const char *question)
{
	struct plan_ask *a = mem_calloc(1, sizeof *a);

	a->s = s;
	a->index = index;
	plan_goal_init(&a->g);
	plan_text_read(&a->text, question);
	return a;
}

void
plan_ask_free(struct plan_ask *a)
{
	plan_goal_free(&a->g);
	free(a);
}

void
plan_ask_words(struct plan_ask *a)
{
	plan_ask_chart(a);
	a->n = plan_match(a->index, &a->text, a->m);
	plan_ask_called(a);
	plan_ask_like(a);
	plan_ask_trend(a);
	plan_ask_tables(a);
	plan_ask_last(a);
	plan_ask_sort(a);
	plan_ask_limit(a);
	plan_ask_articles(a);
	plan_ask_rates(a);
	plan_ask_marks(a);
	plan_ask_days(a);
	plan_ask_units(a);
	plan_ask_course(a);
	plan_ask_conditions(a);
}

static jv
goal_of(const struct plan_ask *a)
{
	if (a->g.x < 0 && a->g.y < 0 && a->g.chart != CHART_TABLE)
		return not_understood(a);
	jv goal = plan_goal_jv(&a->g, a->s);

	goal = jv_object_set(goal, jv_string("title"), title_of(a));
	goal = jv_object_set(goal, jv_string("rationale"), jv_string(rationale_of(a)));
	goal = jv_object_set(goal, jv_string("mapping"), plan_ask_mapping(a));
	return jv_object_set(goal, jv_string("alternatives"), plan_ask_others(a));
}

/* The goal of measure m alone, which had no place beside the others. */
static jv
goal_of_left(const struct plan_ask *whole, int m)
{
	struct plan_ask *a = plan_ask_new(whole->index, whole->s, whole->text.question);

	plan_ask_words(a);
	plan_ask_only(a, m);
	plan_ask_assign(a);
	jv goal = goal_of(a);

	plan_ask_free(a);
	return goal;
}

jv
plan_read(const struct plan_index *index, const struct plan_set *s, const char *question, jv before)
{
	struct plan_ask *a = plan_ask_new(index, s, question);
	int left[PLAN_LEFT_MOST], n = 0;

	plan_ask_words(a);
	if (!follow(a, before)) {
		plan_ask_assign(a);
		n = plan_ask_left(a, left);
	}
	jv goals = JV_ARRAY(goal_of(a));

	for (int i = 0; i < n; i++)
		goals = jv_array_append(goals, goal_of_left(a, left[i]));
	plan_ask_free(a);
	return goals;
}
