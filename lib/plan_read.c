#include "plan_read.h"

#include "mem.h"
#include "plan_ask.h"
#include "plan_name.h"
#include "rec.h"

#include <stdlib.h>

static const char *
how_of(const struct plan_mention *m)
{
	static const char *const names[] = {"name", "part of the name", "synonym", "spelling", "value"};

	return names[m->how];
}

static jv
words_of(const struct plan_text *t, int from, int to)
{
	size_t a = t->token[from].from, b = t->token[to - 1].to;

	return jv_string_sized(t->question + a, (int)(b - a));
}

static jv
mapping_of(const struct plan_ask *a)
{
	jv all = jv_array();

	for (int m = 0; m < a->n; m++)
		if (a->m[m].to > a->m[m].from)
			all = jv_array_append(all, JV_OBJECT(jv_string("words"), words_of(&a->text, a->m[m].from, a->m[m].to),
		    jv_string("column"), jv_string(plan_ask_column(a, m)->name), jv_string("how"), jv_string(how_of(&a->m[m]))));
	return all;
}

static jv
title_of(const struct plan_ask *a)
{
	struct str b = {0};

	plan_name_title(&b, &a->g, a->s);
	jv title = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	return title;
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

jv
plan_read(const struct plan_index *index, const struct plan_set *s, const char *question)
{
	struct plan_ask *a = mem_calloc(1, sizeof *a);

	a->s = s;
	a->index = index;
	plan_goal_init(&a->g);
	plan_text_read(&a->text, question);
	plan_ask_chart(a);
	a->n = plan_match(index, &a->text, a->m);
	plan_ask_sort(a);
	plan_ask_limit(a);
	plan_ask_marks(a);
	plan_ask_units(a);
	plan_ask_conditions(a);
	plan_ask_assign(a);
	jv goal;

	if (a->g.x < 0 && a->g.y < 0) {
		goal = not_understood(a);
	} else {
		goal = plan_goal_jv(&a->g, s);
		goal = jv_object_set(goal, jv_string("title"), title_of(a));
		goal = jv_object_set(goal, jv_string("mapping"), mapping_of(a));
	}
	plan_goal_free(&a->g);
	free(a);
	return goal;
}
