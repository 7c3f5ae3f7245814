/* Theory of operation.
 *
 * "Patients over 65", "orders under 20 euros", "over 5 kg": a number is compared
 * and no field is named.  The unit behind the number tells the column; else a
 * word beside it that share/planner/words has as "before.KEY" or "behind.KEY":
 * the column is one with a word "of.KEY" in its name.  Rows that are not called
 * anything else are of an age, or else of a price.  A column is meant only where
 * its numbers reach so far. */
#include "plan_cond.h"

#include "plan_unit.h"

#include <stdio.h>

/* The first column of numbers that takes the value, by its name's tag, the main
 * table's before others. */
static int
column_of_tag(const struct plan_conds *r, const char *key, double v)
{
	const struct plan_set *s = r->a->s;
	int best = PLAN_NONE;
	char tag[32];

	snprintf(tag, sizeof tag, "of.%s", key);
	for (int c = 0; c < s->columns; c++) {
		const struct plan_column *k = &s->column[c];

		if (!plan_is_number(k) || k->year || k->role == ROLE_ID || plan_is_derived(k) || !plan_column_is(k, tag) || v < k->min || v > k->max)
			continue;
		if (best < 0 || (k->table == r->a->main && s->column[best].table != r->a->main))
			best = c;
	}
	return best;
}

static int
column_of_unit(const struct plan_conds *r, int i, double v)
{
	const struct plan_set *s = r->a->s;

	for (int c = 0; plan_text_free(&r->a->text, i) && c < s->columns; c++) {
		const struct plan_column *k = &s->column[c];
		const char *unit = plan_cond_at(r, i)->word;

		if (plan_is_number(k) && !k->year && plan_unit_fits(unit, k) && plan_unit_convert(v, unit, k) >= k->min && plan_unit_convert(v, unit, k) <= k->max)
			return c;
	}
	return PLAN_NONE;
}

static int
column_before(const struct plan_conds *r, int from, int end, double v)
{
	const struct plan_text *t = &r->a->text;
	int start = plan_text_clause_start(t, from), n;

	for (int k = from - 1; k >= start && k >= from - 12; k--) {
		const char *key = plan_text_tag(t, k, "before.", &n);
		int c = key != NULL ? column_of_tag(r, key, v) : PLAN_NONE;

		if (c < 0 && plan_match_entity(r->a->index, t, k))
			c = column_of_tag(r, "age", v);
		if (c < 0 && plan_match_entity(r->a->index, t, k))
			c = column_of_tag(r, "price", v);
		if (c >= 0 || key != NULL)
			return c;
	}
	/* "Over 65s by ward" are people; "more than 3 boats" are not of an age. */
	bool alone = end >= t->n || t->token[end].stop || t->token[end].mark != 0;

	return from == start && alone ? column_of_tag(r, "age", v) : PLAN_NONE;
}

int
plan_cond_bare(const struct plan_conds *r, int from, int end, double v)
{
	int n, c = column_of_unit(r, end, v);
	const char *key = plan_text_tag(&r->a->text, end, "behind.", &n);

	if (c < 0 && key != NULL)
		return column_of_tag(r, key, v);
	return c >= 0 ? c : column_before(r, from, end, v);
}
