/* What of a question nobody understood, so that no condition goes in silence. */
#include "plan_ask.h"
#include "plan_unit.h"

#include <stdlib.h>
#include <string.h>

static bool
in_mention(const struct plan_ask *a, int i)
{
	for (int m = 0; m < a->n; m++)
		if (a->m[m].from <= i && i < a->m[m].to)
			return true;
	return false;
}

/* Does a phrase that compares, or that stands before a moment, begin at i? */
static int
opens(const struct plan_ask *a, int i)
{
	static const char *const tags[] = {"op.", "when."};
	int n, most = 0;

	for (size_t k = 0; k < 2; k++)
		if (plan_text_tag(&a->text, i, tags[k], &n) != NULL && n > most)
			most = n;
	return most;
}

/* Where the condition begins whose value stands at i: at its operator, small
 * words between; at i where there is none. */
static int
start_of(const struct plan_ask *a, int i)
{
	for (int k = i - 1; k >= 0 && k >= i - 5 && plan_text_free(&a->text, k) && !in_mention(a, k); k--) {
		int n = opens(a, k);

		if (n > 0 && k + n <= i) {
			while (k > 0 && plan_text_free(&a->text, k - 1) && !in_mention(a, k - 1) && opens(a, k - 1) > 0)
				k--;
			return k;
		}
		if (!a->text.token[k].stop && opens(a, k) == 0)
			return i;
	}
	return i;
}

/* A number, a date, a quotation, a month that no reader took. */
static bool
is_value(const struct plan_ask *a, int i)
{
	static const char *const moments[] = {"month.", "quarter.", "half.", "season.", "weekday."};
	const struct plan_token *k = &a->text.token[i];
	int n;

	if (!plan_text_free(&a->text, i) || in_mention(a, i))
		return false;
	/* "One of each" is no number, "may" mostly no month. */
	if (k->quoted || (k->is_number && (k->word[0] < 'a' || k->word[0] > 'z')))
		return true;
	for (size_t p = 0; p < sizeof moments / sizeof *moments; p++)
		if (plan_text_tag(&a->text, i, moments[p], &n) != NULL && k->capital + (n > 1) > 0)
			return true;
	return plan_text_is(&a->text, i, "when.last") > 0 && plan_text_free(&a->text, i + 1) && plan_text_tag(&a->text, i + 1, "unit.", &n) != NULL;
}

static int
end_of(const struct plan_ask *a, int i)
{
	const struct plan_text *t = &a->text;
	int n = 1;

	if (plan_text_free(t, i + 1) && (plan_unit_is(t->token[i + 1].word) || plan_text_tag(t, i + 1, "unit.", &n) != NULL))
		return i + 2;
	return i + 1;
}

/* A word that says something, and is in no file and no name. */
static bool
is_strange(const struct plan_ask *a, int i)
{
	const struct plan_token *k = &a->text.token[i];

	return plan_text_free(&a->text, i) && k->hits == 0 && !k->stop && !k->is_number && !k->quoted && strlen(k->word) > 2 &&
	    !in_mention(a, i) && !plan_match_entity(a->index, &a->text, i);
}

static jv
entry(const struct plan_ask *a, int from, int to, const char *how)
{
	size_t start = a->text.token[from].from, end = a->text.token[to - 1].to;

	return JV_OBJECT(jv_string("words"), jv_string_sized(a->text.question + start, (int)(end - start)),
	    jv_string("column"), jv_null(), jv_string("how"), jv_string(how));
}

jv
plan_ask_missed(const struct plan_ask *a, jv all)
{
	bool rows = a->g.agg == AGG_COUNT && !a->count;

	for (int i = 0; i < a->text.n; i++) {
		if (is_value(a, i)) {
			int to = end_of(a, i);

			all = jv_array_append(all, jv_object_set(entry(a, start_of(a, i), to, "not understood"), jv_string("as"), jv_string("filter")));
			i = to - 1;
		} else if (is_strange(a, i)) {
			const struct plan_token *k = &a->text.token[i];
			int to = i + 1;

			/* "Children by ward": a plural nobody knows stands for the rows. */
			bool plural = rows && strcmp(k->word, k->stem) != 0;

			while (!plural && to < a->text.n && is_strange(a, to))
				to++;
			all = jv_array_append(all, entry(a, i, to, plural ? "taken for the rows" : "not understood"));
			i = to - 1;
		}
	}
	return all;
}
