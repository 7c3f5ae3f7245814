/* What is meant where it is not said in full: numbers of few values that are a
 * measure, words behind a field that only say what it is, "best" of nothing. */
#include "plan_ask.h"

#include "plan_rule.h"

/* "Average salary and rating by team": few values, but a measure, as it stands
 * beside one and something else makes the groups. */
static void
read_coded(struct plan_ask *a, int m)
{
	const struct plan_column *c = plan_ask_column(a, m);
	struct plan_mention *k = &a->m[m];
	bool groups = false;

	if (k->used || k->value != NULL || k->agg != AGG_NONE || k->mark != MARK_NONE || !c->coded || k->counted ||
	    (!plan_column_is(c, "kind.avg") && !plan_column_is(c, "kind.sum")))
		return;
	for (int o = 0; o < a->n; o++)
		groups |= !a->m[o].used && a->m[o].mark == MARK_GROUP && a->m[o].column != k->column;
	for (int o = 0; o < a->n && groups; o++) {
		const struct plan_mention *b = &a->m[o], *first = b->from < k->from ? b : k, *last = first == b ? k : b;

		if (o == m || b->used || b->value != NULL || b->mark != MARK_NONE || !plan_is_measure(plan_ask_column(a, o)) ||
		    (plan_ask_column(a, o)->coded && b->agg == AGG_NONE) || last->from - first->to > 2 ||
		    !(plan_ask_word(a, first->to, "and") || a->text.token[first->to].mark == ','))
			continue;
		k->agg = b->agg != AGG_NONE && b->agg != AGG_SUM ? b->agg : plan_rule_aggregate(a->s, k->column);
		return;
	}
}


void
plan_ask_course(struct plan_ask *a)
{
	int only = PLAN_NONE;

	for (int m = 0; m < a->n; m++)
		if (!a->m[m].used && a->m[m].value == NULL && !plan_is_time(plan_ask_column(a, m))) {
			if (only >= 0)
				return;
			only = m;
		}
	if (only >= 0 && (a->trend || a->g.unit != UNIT_NONE) && !a->count && a->m[only].mark == MARK_NONE && a->m[only].agg == AGG_NONE && plan_ask_column(a, only)->coded &&
	    (plan_column_is(plan_ask_column(a, only), "kind.avg") || plan_column_is(plan_ask_column(a, only), "kind.sum")))
		a->m[only].agg = plan_rule_aggregate(a->s, a->m[only].column);
}

/* "Total quantity" is no Line_Item_Total. */
static bool
is_aggregate(const struct plan_ask *a, const struct plan_mention *k)
{
	int n;

	return k->to == k->from + 1 && k->score < 0.8 && plan_text_tag(&a->text, k->from, "agg.", &n) != NULL;
}

/* "Math score" is no grade: a synonym right behind a field of numbers only says
 * what that is. */
void
plan_ask_heads(struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++)
		for (int o = 0; o < a->n; o++) {
			struct plan_mention *k = &a->m[m];
			struct plan_mention *b = &a->m[o];

			if (o != m && !k->used && !b->used && k->value == NULL && b->value == NULL && k->how == HOW_SYNONYM && b->to == k->from &&
			    (b->how == HOW_NAME || b->how == HOW_PART) && !is_aggregate(a, b) && k->to == k->from + 1 && plan_is_measure(plan_ask_column(a, o)) && plan_is_number(plan_ask_column(a, m))) {
				k->used = true;
				b->to = k->to;
			}
		}
}

void
plan_ask_coded(struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++)
		read_coded(a, m);
}

void
plan_ask_best(struct plan_ask *a, int i)
{
	bool most = plan_ask_said(a, i, "super.most"), least = plan_ask_said(a, i, "super.least");

	if (most + least != 1 || plan_ask_word(a, i + 1, "first") || a->g.limit > 0 || a->sorted || a->g.by != BY_NONE)
		return;
	a->the_agg = AGG_NONE;
	a->sorted = true;
	a->g.by = BY_Y;
	a->g.desc = most;
}
