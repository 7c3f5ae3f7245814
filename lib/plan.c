#include "plan.h"

#include "mem.h"
#include "plan_draw.h"
#include "plan_edit.h"
#include "plan_goal.h"
#include "plan_name.h"
#include "plan_parts.h"
#include "plan_rank.h"
#include "plan_read.h"
#include "plan_sql.h"
#include "rec.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static jv
take_text(struct str *b)
{
	jv v = jv_string(b->s != NULL ? b->s : "");

	str_free(b);
	return v;
}

static jv
title_of(const struct plan_goal *g, const struct plan_set *s)
{
	struct str b = {0};

	plan_name_title(&b, g, s);
	return take_text(&b);
}

/* ---- goals */

static jv
without_questions(const struct plan_set *s, int n)
{
	struct plan_pick *picks = mem_calloc(PLAN_RANK_MOST, sizeof *picks);
	int found = plan_rank(s, picks, n < 1 ? 1 : n > PLAN_RANK_MOST ? PLAN_RANK_MOST : n);
	jv goals = jv_array();

	for (int i = 0; i < found; i++) {
		jv g = plan_goal_jv(&picks[i].goal, s);

		g = jv_object_set(g, jv_string("question"), jv_null());
		g = jv_object_set(g, jv_string("title"), title_of(&picks[i].goal, s));
		g = jv_object_set(g, jv_string("rationale"), jv_string(picks[i].why));
		goals = jv_array_append(goals, g);
		plan_goal_free(&picks[i].goal);
	}
	free(picks);
	return goals;
}

/* The goals of all that one text asks: the first, with the others as its "more". */
static jv
answers(const struct plan_index *index, const struct plan_set *s, const char *question, jv before, int most)
{
	jv parts = plan_parts(index, s, question), first = jv_null(), more = jv_array();
	int n = jv_array_length(jv_copy(parts));

	jv_array_foreach(parts, i, part) {
		jv none = jv_null(), goals = plan_read(index, s, jv_text(part, "text"), i == 0 || jv_true_at(part, "follows") ? before : none);

		jv_free(before);
		before = jv_array_get(jv_copy(goals), 0);
		jv_array_foreach(goals, k, goal) {
			goal = jv_object_set(goal, jv_string("question"), jv_string(question));
			if (n > 1)
				goal = jv_object_set(goal, jv_string("part"), jv_at(part, "text"));
			if (i + k == 0)
				first = goal;
			else
				more = jv_array_append(more, goal);
		}
		jv_free(goals);
		jv_free(part);
	}
	jv_free(before);
	jv_free(parts);
	more = jv_array_slice(more, 0, most - 1);
	if (jv_array_length(jv_copy(more)) > 0)
		return jv_object_set(first, jv_string("more"), more);
	jv_free(more);
	return first;
}

static jv
with_questions(const struct plan_set *s, jv questions, jv history, int most)
{
	struct plan_index *index = plan_index_new(s);
	jv goals = jv_array(), before = jv_null();
	int past = jv_get_kind(history) == JV_KIND_ARRAY ? jv_array_length(jv_copy(history)) : 0;

	if (past > 0)
		before = jv_array_get(jv_copy(history), past - 1);

	jv_array_foreach(questions, i, q) {
		goals = jv_array_append(goals, answers(index, s, jv_get_kind(q) == JV_KIND_STRING ? jv_string_value(q) : "", jv_copy(before), most));
		jv_free(q);
	}
	plan_index_free(index);
	jv_free(before);
	return goals;
}

jv
plan_goals(jv request)
{
	struct plan_set s;
	jv questions = jv_at(request, "questions"), history = jv_at(request, "history");
	bool asked = jv_get_kind(questions) == JV_KIND_ARRAY && jv_array_length(jv_copy(questions)) > 0;

	plan_set_make(&s, jv_at(request, "datasets"), jv_at(request, "relations"));
	int n = (int)jv_num(request, "n", 5);
	jv goals = asked ? with_questions(&s, questions, history, n < 1 ? 1 : n) : without_questions(&s, n);

	plan_set_free(&s);
	jv_free(questions);
	jv_free(history);
	jv_free(request);
	return JV_OBJECT(jv_string("goals"), goals);
}

/* ---- code */

/* What every chart can do without: the rung for goals that failed in full. */
static void
make_basic(struct plan_goal *g, const struct plan_set *s)
{
	while (g->conds > 0)
		jv_free(g->cond[--g->conds].value);
	g->series = g->facet = g->size = g->by_column = PLAN_NONE;
	g->by = BY_NONE;
	g->measures = 0;
	g->has_having = false;
	g->stack = g->share = g->binned = false;
	g->limit = 0;
	if (g->chart == CHART_BOX || g->chart == CHART_HEATMAP || g->chart == CHART_HISTOGRAM || g->chart == CHART_PIE)
		g->chart = CHART_BAR;
	if (g->agg == AGG_MEDIAN || plan_agg_part(g->agg) > 0)
		g->agg = AGG_AVG;
	if (g->unit != UNIT_NONE && g->x >= 0 && s->column[g->x].type != PLAN_INTEGER)
		g->unit = UNIT_NONE;
	plan_goal_tables(g, s, g->n_tables > 0 ? g->tables[0] : 0);
}

/* The rows that were to be drawn, as a table: of the last statement that ran,
 * else of the plain columns. */
static void
make_table(struct str *sql, const struct plan_goal *g, const struct plan_set *s, jv attempts)
{
	int list[PLAN_COLUMNS_MOST], n = plan_goal_columns(g, list), length = 0;

	if (jv_get_kind(attempts) == JV_KIND_ARRAY)
		length = jv_array_length(jv_copy(attempts));
	for (int i = length; i-- > 0 && sql->n == 0;) {
		jv try = jv_array_get(jv_copy(attempts), i), error = jv_at(try, "error"), code = jv_at(try, "code");
		const char *stage = jv_text(error, "stage"), *text = jv_text(code, "sql");

		if (stage != NULL && strcmp(stage, "run") == 0 && text != NULL)
			str_adds(sql, text);
		jv_free(code);
		jv_free(error);
		jv_free(try);
	}
	if (sql->n > 0 || s->tables == 0)
		return;
	int table = n > 0 ? s->column[list[0]].table : 0;

	str_adds(sql, "SELECT ");
	for (int i = 0, some = 0; i < n; i++)
		if (s->column[list[i]].table == table) {
			str_adds(sql, some++ > 0 ? ", " : "");
			plan_sql_name(sql, s->column[list[i]].name);
		}
	str_adds(sql, n == 0 ? "* FROM " : " FROM ");
	plan_sql_name(sql, s->table[table].id);
	str_adds(sql, " LIMIT 200");
}

static jv
answer(jv sql, jv chart, jv explanation)
{
	return JV_OBJECT(jv_string("sql"), sql, jv_string("chart"), chart, jv_string("gnuplot"), jv_null(),
	    jv_string("explanation"), explanation);
}

static jv
code_of(struct plan_goal *g, const struct plan_set *s, const char *level, jv attempts)
{
	struct plan_sql q;
	struct str table = {0};

	if (strcmp(level, "table") == 0) {
		make_table(&table, g, s, attempts);
		return answer(take_text(&table), JV_OBJECT(jv_string("type"), jv_string("table"),
		    jv_string("x"), jv_null(), jv_string("y"), jv_null()), jv_string("the rows, not drawn"));
	}
	if (strcmp(level, "basic") == 0)
		make_basic(g, s);
	jv fail = plan_sql_make(&q, g, s);

	if (jv_get_kind(fail) != JV_KIND_NULL)
		return fail;
	jv chart = plan_draw_chart(g, s, &q), text = jv_string(q.text.s);

	plan_sql_free(&q);
	return answer(text, chart, title_of(g, s));
}

/* ---- changes of a chart that is drawn */

static jv
edits_of(jv request)
{
	jv edits = jv_at(request, "edits");

	if (jv_get_kind(edits) == JV_KIND_ARRAY)
		return edits;
	jv_free(edits);
	return jv_array();
}

/* What is drawn now, where it stays and only how it is drawn changes: an answer
 * like those of code_of; else jv_null(). */
static jv
as_drawn(jv request, const struct plan_edit *e)
{
	jv now = jv_at(request, "code"), sql = jv_at(now, "sql"), chart = jv_at(now, "chart"), script = jv_at(now, "gnuplot");
	jv code = jv_null();

	if (jv_get_kind(sql) == JV_KIND_STRING && jv_get_kind(chart) == JV_KIND_OBJECT &&
	    jv_get_kind(script) != JV_KIND_STRING && e->goal_changed <= (int)jv_num(now, "edits", 0))
		code = answer(jv_copy(sql), jv_copy(chart), jv_at(now, "explanation"));
	jv_free(script);
	jv_free(chart);
	jv_free(sql);
	jv_free(now);
	return code;
}

/* The code with what the edits say of the drawing, the goal that they make, and
 * what they say that nobody understood. */
static jv
dressed(jv code, const struct plan_edit *e, const struct plan_set *s)
{
	jv chart = jv_at(code, "chart");

	if (e->goal_changed > 0) {
		chart = jv_object_set(chart, jv_string("title"), title_of(&e->goal, s));
		code = jv_object_set(code, jv_string("goal"), plan_goal_jv(&e->goal, s));
	}
	chart = jv_object_merge(chart, jv_copy(e->draw));
	code = jv_object_set(code, jv_string("chart"), chart);
	if (jv_array_length(jv_copy(e->missed)) > 0)
		code = jv_object_set(code, jv_string("missed"), jv_copy(e->missed));
	return code;
}

static jv
edited(jv request, const struct plan_goal *g, const struct plan_set *s, const char *level, jv edits)
{
	struct plan_edit e;
	jv attempts = jv_at(request, "attempts");

	plan_edit_make(&e, s, g, edits);
	bool best = strcmp(level, "custom") == 0 || strcmp(level, "typed") == 0;
	jv code = best ? as_drawn(request, &e) : jv_null();

	if (jv_get_kind(code) == JV_KIND_NULL)
		code = code_of(&e.goal, s, level, attempts);
	if (!jv_object_has(jv_copy(code), jv_string("ok")) && strcmp(level, "table") != 0)
		code = dressed(code, &e, s);
	plan_edit_free(&e);
	jv_free(attempts);
	return code;
}

jv
plan_code(jv request)
{
	struct plan_set s;
	struct plan_goal g;
	jv goal = jv_at(request, "goal"), attempts = jv_at(request, "attempts"), edits = edits_of(request);
	const char *text = jv_text(request, "level"), *level = text != NULL ? text : "typed";

	plan_set_make(&s, jv_at(request, "datasets"), jv_at(request, "relations"));
	jv result = plan_goal_read(&g, &s, goal);

	if (jv_get_kind(result) == JV_KIND_NULL && jv_array_length(jv_copy(edits)) > 0) {
		result = edited(request, &g, &s, level, edits);   /* the goal is its own now */
	} else {
		if (jv_get_kind(result) == JV_KIND_NULL)
			result = code_of(&g, &s, level, attempts);
		plan_goal_free(&g);
	}
	plan_set_free(&s);
	jv_free(edits);
	jv_free(attempts);
	jv_free(goal);
	jv_free(request);
	return result;
}
