/* Conditions on groups, not on rows: "states with more than 100 airports",
 * "departments whose average salary is over 50000". */
#include "plan_cond.h"

#include <string.h>

/* Words for the rows at i: their tokens, else 0. */
static int
rows_at(const struct plan_conds *r, int i)
{
	if (i >= r->a->text.n || plan_ask_at(r->a, i) >= 0)
		return 0;
	return plan_text_is(&r->a->text, i, "word.rows") > 0 || plan_match_entity(r->a->index, &r->a->text, i);
}

/* The group that the condition ending before i is of: a word that ties, "with",
 * "that have", stands between. */
static int
group_before(const struct plan_conds *r, int i, bool tied)
{
	for (int k = i - 1; k >= 0 && k >= i - 5; k--) {
		int m = plan_ask_at(r->a, k);

		if (m >= 0) {
			const struct plan_column *c = plan_ask_column(r->a, m);

			return tied && r->a->m[m].value == NULL && (plan_is_group(c) || c->role == ROLE_ID) && !plan_is_measure(c) && r->a->m[m].mark != MARK_COLOR ? m : PLAN_NONE;
		}
		tied |= plan_text_is(&r->a->text, k, "have") > 0 || plan_ask_word(r->a, k, "whose") || plan_ask_word(r->a, k, "where");
		/* An aggregate has been read. */
		if (!plan_cond_at(r, k)->stop && plan_text_is(&r->a->text, k, "have") == 0 && plan_cond_at(r, k)->use != USE_OTHER)
			return PLAN_NONE;
	}
	return PLAN_NONE;
}

static void
set_having(struct plan_conds *r, enum plan_op op, double low, double high, int from, int to)
{
	struct plan_goal *g = &r->a->g;

	g->having = op;
	g->having_low = low;
	g->having_high = high;
	g->has_having = true;
	r->a->having = (struct plan_span){from, to, NULL};
	plan_text_use(&r->a->text, from, to, USE_FILTER);
	for (int m = 0; m < r->a->n; m++)
		r->a->m[m].used |= r->a->m[m].from >= from && r->a->m[m].to <= to;
}

/* Is no measure asked for but m? */
static bool
is_only_measure(const struct plan_ask *a, int m)
{
	for (int k = 0; k < a->n; k++)
		if (k != m && !a->m[k].used && a->m[k].value == NULL && (a->m[k].agg != AGG_NONE || plan_is_measure(plan_ask_column(a, k))))
			return false;
	return !a->count;
}

/* "Average salary over 50000": an aggregate before the operator at i. */
static int
aggregate_before(const struct plan_conds *r, int i)
{
	for (int m = 0; m < r->a->n; m++) {
		const struct plan_mention *k = &r->a->m[m];

		if (!k->used && k->value == NULL && k->to <= i && i - k->to <= 3 && plan_cond_small_between(r, k->to, i) &&
		    (k->agg == AGG_SUM || k->agg == AGG_AVG || k->agg == AGG_MEDIAN) && is_only_measure(r->a, m))
			return m;
	}
	return PLAN_NONE;
}

/* The comparison of n tokens at i, with its numbers up to end. */
static void
read_at(struct plan_conds *r, int i, int n, enum plan_op op)
{
	const struct plan_text *t = &r->a->text;
	int k = i + n, last = k, rows;

	if (k >= t->n || !plan_cond_at(r, k)->is_number || r->a->g.has_having)
		return;
	if (op == OP_BETWEEN) {
		last = k + 2;
		if (last >= t->n || !plan_cond_at(r, last)->is_number)
			return;
	}
	double low = plan_cond_at(r, k)->number, high = plan_cond_at(r, last)->number;

	if ((rows = rows_at(r, last + 1)) > 0 && group_before(r, i, false) >= 0) {
		r->a->count = true;
		set_having(r, op, low, high, i, last + 1 + rows);
		return;
	}
	int m = aggregate_before(r, i);

	if (m >= 0 && group_before(r, r->a->m[m].from, false) >= 0)
		set_having(r, op, low, high, r->a->m[m].to, last + 1);
}

/* "5 or more airports" have the operator behind the number at i. */
static void
read_behind(struct plan_conds *r, int i, const char *tag, enum plan_op op)
{
	int n = plan_text_is(&r->a->text, i + 1, tag);

	if (n > 0 && !r->a->g.has_having && rows_at(r, i + 1 + n) > 0 && group_before(r, i, false) >= 0) {
		r->a->count = true;
		set_having(r, op, plan_cond_at(r, i)->number, 0, i, i + 2 + n);
	}
}

void
plan_cond_read_having(struct plan_conds *r)
{
	static const struct { const char *tag; enum plan_op op; } table[] = {{"op.ge", OP_GE}, {"op.le", OP_LE}, {"op.gt", OP_GT},
	    {"op.lt", OP_LT}, {"op.between", OP_BETWEEN}};

	for (int i = 0; i < r->a->text.n; i++) {
		if (!plan_text_free(&r->a->text, i))
			continue;
		if (plan_cond_at(r, i)->is_number) {
			if (plan_ask_word(r->a, i + 1, "to"))
				read_at(r, i, 0, OP_BETWEEN);
			read_behind(r, i, "after.ge", OP_GE);
			read_behind(r, i, "after.le", OP_LE);
			continue;
		}
		for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
			int n = plan_text_is(&r->a->text, i, table[k].tag);

			if (n > 0) {
				read_at(r, i, n, table[k].op);
				break;
			}
		}
	}
}
