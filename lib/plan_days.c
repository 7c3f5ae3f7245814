/* Days that are what is counted, not what they are counted by: "how many days had
 * snow", "rainy days by station", "days without wind per month". */
#include "plan_ask.h"

#include <string.h>

static bool
is_plural(const struct plan_token *t)
{
	return strcmp(t->word, t->stem) != 0;
}

/* The dates that the days are of: those of the word's own field, else the first. */
static int
date_column(const struct plan_ask *a, int i)
{
	int m = plan_ask_at(a, i);

	if (m >= 0)
		return a->m[m].value == NULL && a->m[m].to == i + 1 && plan_ask_column(a, m)->type == PLAN_DATE ? a->m[m].column : PLAN_NONE;
	for (int c = 0; c < a->s->columns; c++)
		if (a->s->column[c].type == PLAN_DATE && a->s->column[c].table == a->main)
			return c;
	return PLAN_NONE;
}

/* "How many days", whose words have been read. */
static bool
counted(const struct plan_ask *a, int i)
{
	int k = i;

	while (k > 0 && (a->text.token[k - 1].use == USE_OTHER || plan_ask_word(a, k - 1, "of")))
		k--;
	return a->count && k < i && k <= a->count_at && a->count_at < i;
}

/* Is it said of the days whether they have it: "sunny days", "snow days", "days with snow"? */
static bool
told_apart(const struct plan_ask *a, int i)
{
	int before = plan_ask_at(a, i - 1), behind = PLAN_NONE, n;

	/* "The 10 days with the most rain" are ranked. */
	if (a->g.limit > 0)
		return false;
	/* "Days above 30 degrees." */
	if (plan_text_tag(&a->text, i + 1, "op.", &n) != NULL && i + 1 + n < a->text.n && a->text.token[i + 1 + n].is_number)
		return true;

	if (plan_ask_said(a, i + 1, "have") || plan_ask_said(a, i + 1, "lack") || plan_ask_said(a, i + 1, "word.be"))
		behind = plan_ask_next(a, i + 2, i + 4);
	for (int k = 0; k < 2; k++) {
		int m = k == 0 ? before : behind;

		if (m >= 0 && k == 0 && a->m[m].value != NULL)
			return true;
		if (m >= 0 && a->m[m].value == NULL && (plan_is_flag(plan_ask_column(a, m)) ||
		    ((k == 1 || plan_ask_having(a, m)) && plan_may_lack(plan_ask_column(a, m)))))
			return true;
	}
	return false;
}

/* "Days with wind over 5 by location": they open the question, and something else
 * makes the groups. */
static bool
is_subject(const struct plan_ask *a, int i)
{
	for (int k = i - 1; k >= 0; k--)
		if (plan_ask_at(a, k) >= 0 || plan_ask_said(a, k, "mark.group") || plan_ask_said(a, k, "limit.most") || a->text.token[k].is_number ||
		    a->text.token[k].use == USE_LIMIT || plan_ask_said(a, k, "when.last"))
			return false;
	for (int m = 0; m < a->n; m++)
		if (!a->m[m].used && a->m[m].from > i && a->m[m].value == NULL && a->m[m].mark != MARK_NONE)
			return a->g.by == BY_NONE;
	for (int k = i + 1; k < a->text.n; k++) {
		int n;

		if (plan_ask_said(a, k, "mark.group") && plan_text_tag(&a->text, k + 1, "unit.", &n) != NULL)
			return a->g.by == BY_NONE;
	}
	return false;
}

void
plan_ask_days(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++) {
		int column = is_plural(&a->text.token[i]) && plan_ask_said(a, i, "unit.day") ? date_column(a, i) : PLAN_NONE, m = plan_ask_at(a, i);
		bool number = counted(a, i);

		if (column < 0 || (m >= 0 && a->m[m].mark != MARK_NONE) || !(number || told_apart(a, i) || is_subject(a, i)))
			continue;
		const struct plan_column *c = &a->s->column[column];
		bool rows = c->distinct >= 0.9 * (a->s->table[c->table].rows - c->nulls);

		if (m >= 0)
			a->m[m].used = true;
		a->entity = true;
		plan_text_use(&a->text, i, i + 1, USE_OTHER);
		/* Several rows a day: the days are told apart. */
		if (!number || rows || a->n == PLAN_MENTIONS_MOST)
			continue;
		a->distinct = true;
		a->m[a->n++] = (struct plan_mention){.from = i, .to = i, .column = column, .counted = true};
	}
}
