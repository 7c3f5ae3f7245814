/* Moments counted back from the newest in the data: "the last 6 months", "last
 * week", "the past 24 hours".  No clock is asked. */
#include "plan_period.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
step_back(struct plan_period *p, const char *newest, enum plan_unit unit, int n)
{
	int y = 0, m = 1, d = 1;

	sscanf(newest, "%d-%d-%d", &y, &m, &d);
	if (unit == UNIT_YEAR || unit == UNIT_DECADE) {
		snprintf(p->low, PLAN_MOMENT, "%04d", abs(y - n * (unit == UNIT_DECADE ? 10 : 1) + 1) % 10000);
	} else if (unit == UNIT_MONTH || unit == UNIT_QUARTER) {
		int month = 12 * y + (unit == UNIT_QUARTER ? (m - 1) / 3 * 3 : m - 1) - (unit == UNIT_QUARTER ? 3 : 1) * (n - 1);

		snprintf(p->low, PLAN_MOMENT, "%04d-%02d", abs(month / 12) % 10000, abs(month % 12) + 1);
	} else {
		int hour = -1;

		if (unit == UNIT_HOUR && sscanf(newest, "%*d-%*d-%*dT%d", &hour) == 1) {
			hour -= n - 1;
			n = hour < 0 ? (23 - hour) / 24 + 1 : 1;
			hour = (hour % 24 + 24) % 24;
		}
		static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

		for (d -= n * (unit == UNIT_WEEK ? 7 : 1) - 1; d < 1;) {
			m = m == 1 ? 12 : m - 1;
			y -= m == 12;
			d += days[m - 1] + (m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
		}
		snprintf(p->low, PLAN_MOMENT, "%04d-%02d-%02d", abs(y) % 10000, m % 100, d % 100);
		if (hour >= 0)
			snprintf(p->low + 10, PLAN_MOMENT - 10, "T%02d", hour % 24);
	}
	memcpy(p->high, p->low, sizeof p->high);
}

static enum plan_unit
unit_at(const struct plan_conds *r, int i)
{
	static const char *const tags[] = {"", "unit.decade", "unit.year", "unit.quarter", "unit.month", "unit.week", "unit.day"};

	for (int u = UNIT_DECADE; u <= UNIT_DAY; u++)
		if (plan_period_free(r, i) && plan_text_is(&r->a->text, i, tags[u]) == 1)
			return (enum plan_unit)u;
	return plan_period_free(r, i) && plan_text_is(&r->a->text, i, "unit.hour") == 1 ? UNIT_HOUR : UNIT_NONE;
}

static bool
read_last(struct plan_conds *r, int i)
{
	int n = plan_text_is(&r->a->text, i, "when.last"), count = 1, k = 0, from = i;

	if (n == 0)
		n = plan_text_is(&r->a->text, i, "when.this");
	/* "The last week of May" is no last week. */
	if (n == 0 || (plan_period_tag(r, i, "week.", &k) > 0 && plan_period_tag(r, i + 3, "month.", &k) > 0))
		return false;
	k = i + n;
	if (plan_period_token(r, k)->is_number && plan_period_token(r, k)->number >= 1 && plan_period_token(r, k)->number <= 1000)
		count = (int)plan_period_token(r, k++)->number;
	enum plan_unit unit = unit_at(r, k);
	struct plan_period p = {.year = 1};

	snprintf(p.low, sizeof p.low, "%s", unit <= UNIT_YEAR ? "2000" : "2000-01");
	int column = unit != UNIT_NONE ? plan_period_column(r, &p, plan_period_beside(r, i, k + 1)) : PLAN_NONE;
	const char *newest = column >= 0 ? r->a->s->column[column].last : NULL;
	char year[PLAN_MOMENT];

	if (column < 0 || (newest == NULL && !r->a->s->column[column].year))
		return false;
	if (r->a->s->column[column].year) {
		snprintf(year, sizeof year, "%04d", abs((int)r->a->s->column[column].max) % 10000);
		newest = year;
	}
	step_back(&p, newest, unit, count);
	while (from > 0 && plan_period_token(r, from - 1)->stop && from > i - 3 && plan_ask_at(r->a, from - 1) < 0 && plan_period_free(r, from - 1))
		from--;
	plan_period_add(r, column, OP_GE, &p, from, k + 1);
	plan_cond_how(r, "counted back");
	return true;
}

void
plan_ask_last(struct plan_ask *a)
{
	struct plan_conds r = {.a = a};

	for (int i = 0; i < a->text.n; i++)
		read_last(&r, i);
}

