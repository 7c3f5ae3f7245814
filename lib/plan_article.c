/* "More than a week", "half an hour or less": an article before a unit is a number. */
#include "plan_ask.h"
#include "plan_unit.h"

#include <string.h>

static bool
is_article(const struct plan_ask *a, int i)
{
	return plan_ask_word(a, i, "a") || plan_ask_word(a, i, "an");
}

/* Is the word a unit of some column: "week" where a duration is in days? */
static bool
fits_some(const struct plan_ask *a, int i)
{
	for (int c = 0; i < a->text.n && c < a->s->columns; c++)
		if (plan_unit_fits(a->text.token[i].word, &a->s->column[c]))
			return true;
	return false;
}

/* Does a comparison end at token i, or begin there? */
static bool
compares(const struct plan_ask *a, int i, bool ends)
{
	static const char *const before[] = {"op.gt", "op.ge", "op.lt", "op.le"}, *const behind[] = {"after.ge", "after.le"};

	for (int n = 1; ends && n <= 5 && n <= i; n++)
		for (size_t k = 0; k < 4; k++)
			if (plan_text_is(&a->text, i - n, before[k]) == n)
				return true;
	return !ends && (plan_ask_said(a, i, behind[0]) || plan_ask_said(a, i, behind[1]));
}

void
plan_ask_articles(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++) {
		int half = plan_ask_word(a, i - 1, "half");

		if (!is_article(a, i) || !fits_some(a, i + 1) || !(compares(a, i - half, true) || compares(a, i + 2, false)))
			continue;
		a->text.token[i].is_number = true;
		a->text.token[i].number = half ? 0.5 : 1;
		plan_text_use(&a->text, i - half, i, USE_OTHER);
	}
}
