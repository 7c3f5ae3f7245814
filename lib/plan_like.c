/* Words that mean a kind of column where no name has them: "sales" the column of
 * money, "slower" that of a duration (like.KEY and of.KEY of share/planner/words). */
#include "plan_ask.h"

#include <stdio.h>
#include <string.h>

/* The measure that is of the kind: what flows before what is but an amount. */
static int
column_of(const struct plan_ask *a, const char *key)
{
	char tag[64];
	int best = PLAN_NONE;

	snprintf(tag, sizeof tag, "of.%s", key);
	for (int c = 0; c < a->s->columns; c++) {
		const struct plan_column *k = &a->s->column[c];

		if (!plan_is_measure(k) || !plan_column_is(k, tag))
			continue;
		if (best < 0 || (plan_column_is(k, "kind.flow") && !plan_column_is(&a->s->column[best], "kind.flow")))
			best = c;
	}
	return best;
}

/* "How many sales", "the number of sales" are rows. */
static bool
is_counted(const struct plan_ask *a, int i)
{
	for (int k = i > 4 ? i - 4 : 0; k < i; k++) {
		int n = plan_text_is(&a->text, k, "agg.count"), d = plan_text_is(&a->text, k, "agg.distinct");

		if ((n > 0 && k + n >= i - 1) || (d > 0 && k + d >= i - 1))
			return true;
	}
	return false;
}

/* What no name has: does nothing but a part of one, or a moment, stand there? */
static bool
is_open(const struct plan_ask *a, int i)
{
	int m = plan_ask_at(a, i);

	return m < 0 && plan_text_free(&a->text, i) && !a->text.token[i].quoted;
}

static void
insert(struct plan_ask *a, const struct plan_mention *k)
{
	int at = a->n;

	if (a->n == PLAN_MENTIONS_MOST)
		return;
	while (at > 0 && a->m[at - 1].from > k->from)
		at--;
	memmove(&a->m[at + 1], &a->m[at], (size_t)(a->n - at) * sizeof *a->m);
	a->m[at] = *k;
	a->n++;
}

void
plan_ask_like(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++) {
		int n = 0, inner, said = PLAN_NONE;
		const char *key = is_open(a, i) ? plan_text_tag(&a->text, i, "like.", &n) : NULL;
		int c = key != NULL && !is_counted(a, i) ? column_of(a, key) : PLAN_NONE;

		for (int m = 0; m < a->n && c >= 0; m++)
			/* The "total" of total sales is no name. */
			if (!a->m[m].used && a->m[m].value == NULL && a->m[m].column == c &&
			    (a->m[m].score > 0.8 || plan_text_tag(&a->text, a->m[m].from, "agg.", &inner) == NULL))
				said = m;
		/* "Sales amount": said in full beside it. */
		if (c < 0 || (said >= 0 && a->m[said].from <= i + n + 1 && i <= a->m[said].to + 1))
			continue;
		const char *agg = plan_text_tag(&a->text, i, "agg.", &inner);
		struct plan_mention k = {.from = i, .to = i + n, .column = c, .score = 0.85, .how = HOW_SYNONYM};

		/* "AOV" is an average as it stands. */
		if (agg != NULL && plan_agg_named(agg) == AGG_AVG) {
			k.agg = AGG_AVG;
			plan_text_use(&a->text, i, i + n, USE_OTHER);
		}
		insert(a, &k);
		i += n - 1;
	}
}
