#include "plan_edit.h"

#include "plan_ask.h"

#include <string.h>

/* ---- how it is drawn */

/* What follows a phrase in its clause, without quotes: "title: All sales". */
static jv
rest_of_clause(struct plan_ask *a, int i)
{
	const struct plan_text *t = &a->text;

	while (i < t->n && (t->token[i].mark == ':' || t->token[i].mark == '=' || strcmp(t->token[i].word, "to") == 0))
		i++;
	int end = plan_text_clause_end(t, i);

	if (i >= end)
		return jv_null();
	plan_text_use(&a->text, i, end, USE_OTHER);
	if (t->token[i].quoted)
		return jv_string(t->token[i].word);
	return jv_string_sized(t->question + t->token[i].from, (int)(t->token[end - 1].to - t->token[i].from));
}

/* Sets what the phrase "FIELD.VALUE" or "FIELD" at i says; consumes draw. */
static jv
set_field(struct plan_ask *a, const char *phrase, int behind, jv draw)
{
	const char *dot = strchr(phrase, '.');
	jv field = dot != NULL ? jv_string_sized(phrase, (int)(dot - phrase)) : jv_string(phrase);
	jv value = dot != NULL ? jv_bool(strcmp(dot + 1, "true") == 0) : rest_of_clause(a, behind);

	return jv_object_set(draw, field, value);
}

/* "Not stacked" is a phrase of its own: longest first, from left to right. */
static jv
read_drawing(struct plan_ask *a, jv draw)
{
	for (int i = 0, n = 0; i < a->text.n; i++) {
		const char *phrase = plan_text_tag(&a->text, i, "draw.", &n);

		if (phrase == NULL)
			continue;
		plan_text_use(&a->text, i, i + n, USE_OTHER);
		draw = set_field(a, phrase, i + n, draw);
		i += n - 1;
	}
	return draw;
}

/* ---- what was not understood */

static bool
has_tag(const struct plan_ask *a, int i)
{
	static const char *const tags[] = {"agg.", "form.", "task.", "trend", "follow.drop"};
	int n;

	for (size_t k = 0; k < sizeof tags / sizeof *tags; k++)
		if (plan_text_tag(&a->text, i, tags[k], &n) != NULL)
			return true;
	return false;
}

/* Is there a word that says something, and none of them understood? */
static bool
says_nothing_known(const struct plan_ask *a, int from, int to)
{
	bool says = false;

	for (int i = from; i < to; i++) {
		const struct plan_token *k = &a->text.token[i];

		if (k->use != USE_FREE || plan_ask_at(a, i) != PLAN_NONE || has_tag(a, i))
			return false;
		says |= k->mark == 0 && !k->stop;
	}
	return says;
}

static jv
add_missed(const struct plan_ask *a, jv missed)
{
	const struct plan_text *t = &a->text;

	for (int from = 0, to; from < t->n; from = to + 1) {
		to = plan_text_clause_end(t, from);
		if (from < to && says_nothing_known(a, from, to))
			missed = jv_array_append(missed, jv_string_sized(t->question + t->token[from].from,
			    (int)(t->token[to - 1].to - t->token[from].from)));
	}
	return missed;
}

/* ---- */

static bool
same_goal(const struct plan_goal *a, const struct plan_goal *b, const struct plan_set *s)
{
	return jv_equal(plan_goal_jv(a, s), plan_goal_jv(b, s));
}

/* One text; true where it changed the goal. */
static bool
read_one(struct plan_edit *e, const struct plan_set *s, const struct plan_index *index, const char *text)
{
	struct plan_ask *a = plan_ask_new(index, s, text);
	bool changed = false;

	e->draw = read_drawing(a, e->draw);
	plan_ask_words(a);
	/* Stacked or not is said of the drawing here; the goal must not forget it. */
	a->grouped |= !e->goal.stack;
	bool about_data = a->n > 0 || a->chart_stated || a->unit_stated || a->sorted || a->loose_agg || a->count ||
	    a->share || a->g.limit > 0 || a->g.conds > 0 || a->g.binned;

	if (about_data) {
		struct plan_goal before = e->goal;

		plan_ask_change(a, &before);
		changed = !same_goal(&a->g, &before, s);
		e->goal = a->g;
		plan_goal_init(&a->g);
		plan_goal_free(&before);
	}
	e->missed = add_missed(a, e->missed);
	plan_ask_free(a);
	return changed;
}

void
plan_edit_make(struct plan_edit *e, const struct plan_set *s, const struct plan_goal *goal, jv texts)
{
	struct plan_index *index = plan_index_new(s);

	*e = (struct plan_edit){.goal = *goal, .draw = jv_object(), .missed = jv_array()};
	jv_array_foreach(texts, i, text) {
		if (jv_get_kind(text) == JV_KIND_STRING && read_one(e, s, index, jv_string_value(text)))
			e->goal_changed = i + 1;
		jv_free(text);
	}
	plan_index_free(index);
}

void
plan_edit_free(struct plan_edit *e)
{
	plan_goal_free(&e->goal);
	jv_free(e->draw);
	jv_free(e->missed);
}
