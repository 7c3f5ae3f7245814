/* Conditions of which one must hold: with "or" between them, or periods side by
 * side. */
#include "plan_cond.h"

#include <string.h>

static bool
is_period(const struct plan_set *s, const struct plan_cond *c)
{
	return plan_is_time(&s->column[c->column]) && c->unit == UNIT_NONE && (c->op == OP_EQ || c->op == OP_BETWEEN);
}

/* Conditions with an "or" between them hold one or the other. */
static void
join_alternatives(struct plan_conds *r)
{
	struct plan_goal *g = &r->a->g;

	for (int i = 0; i + 1 < g->conds; i++) {
		int from = r->a->span[i].to, to = r->a->span[i + 1].from;
		bool either = false;

		for (int k = from; k < to && to - from <= 6; k++)
			either |= strcmp(plan_cond_at(r, k)->word, "or") == 0;
		/* Nothing is in two periods at once: "Q1 2022 and Q1 2023". */
		if (!either && !(is_period(r->a->s, &g->cond[i]) && is_period(r->a->s, &g->cond[i + 1]) && g->cond[i].column == g->cond[i + 1].column))
			continue;
		if (g->cond[i].any == 0)
			g->cond[i].any = ++r->groups;
		g->cond[i + 1].any = g->cond[i].any;
	}
}

/* In the order of the question, so that "or" joins neighbours. */
static void
put_in_order(struct plan_conds *r)
{
	struct plan_goal *g = &r->a->g;

	for (int i = 1; i < g->conds; i++)
		for (int k = i; k > 0 && r->a->span[k].from < r->a->span[k - 1].from; k--) {
			struct plan_cond c = g->cond[k];
			struct plan_span s = r->a->span[k];

			g->cond[k] = g->cond[k - 1];
			g->cond[k - 1] = c;
			r->a->span[k] = r->a->span[k - 1];
			r->a->span[k - 1] = s;
		}
}

void
plan_cond_join(struct plan_conds *r)
{
	put_in_order(r);
	join_alternatives(r);
}
