/* Rates and shares of yes and no: "readmission rate by ward", "the percentage of
 * returned orders by month".  Such a share is the mean of a column of yes and no. */
#include "plan_ask.h"

/* Does a share stand before the field: "percentage of orders that were returned"? */
static bool
share_before(const struct plan_ask *a, int i)
{
	for (int k = i - 1; k >= 0 && k >= i - 6; k--) {
		if (plan_ask_said(a, k, "task.share"))
			return true;
		if (!a->text.token[k].stop && plan_text_is(&a->text, k, "word.rows") == 0 && !plan_match_entity(a->index, &a->text, k))
			return false;
	}
	return false;
}

/* Is there something that the shares are of each: "by ward", "per month", "over time"? */
static bool
is_grouped(const struct plan_ask *a)
{
	int n;

	for (int i = 0; i < a->text.n; i++)
		if (plan_ask_said(a, i, "mark.group") || (plan_text_tag(&a->text, i, "unit.", &n) != NULL && plan_ask_at(a, i) < 0))
			return true;
	return a->trend;
}

/* "Churn rate" is of Churned, not of Churn_Date. */
static void
prefer_flag(const struct plan_ask *a, struct plan_mention *k)
{
	for (int o = 0; o < k->others && !plan_is_flag(&a->s->column[k->column]); o++)
		if (plan_is_flag(&a->s->column[k->other[o]])) {
			int c = k->column;

			k->column = k->other[o];
			k->other[o] = c;
		}
}

/* "Attrition rate", of what nobody knows, is no percentage of something else. */
static bool
is_strange_rate(const struct plan_ask *a, const struct plan_mention *k)
{
	const struct plan_token *t = &a->text.token[k->from - (k->from > 0)];

	return k->from > 0 && k->to == k->from + 1 && k->value == NULL && k->how == HOW_SYNONYM && plan_ask_said(a, k->from, "task.rate") &&
	    plan_text_free(&a->text, k->from - 1) && plan_ask_at(a, k->from - 1) < 0 && !t->stop && t->hits == 0;
}

void
plan_ask_rates(struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++)
		a->m[m].used |= is_strange_rate(a, &a->m[m]);
	for (int m = 0; m < a->n; m++) {
		struct plan_mention *k = &a->m[m];
		int rate = plan_text_is(&a->text, k->to, "task.rate");
		bool share = a->share && !a->chart_stated && share_before(a, k->from) && is_grouped(a);

		if (rate > 0 && k->value == NULL)
			prefer_flag(a, k);
		bool flag = k->value == NULL && plan_is_flag(plan_ask_column(a, m));

		/* "Rate" is a word for percent, too: not behind what there is a rate of. */
		for (int o = 0; o < a->n && rate > 0 && (flag || k->value != NULL); o++)
			a->m[o].used |= a->m[o].from == k->to && a->m[o].to == k->to + rate;
		if (k->used || !flag || (rate == 0 && !share))
			continue;
		k->agg = AGG_AVG;
		a->share &= !share;
		plan_text_use(&a->text, k->to, k->to + rate, USE_OTHER);
	}
}
