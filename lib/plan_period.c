/* A period as people say it, from the words of a question. */
#include "plan_period.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading one */

const struct plan_token *
plan_period_token(const struct plan_conds *r, int i)
{
	static const struct plan_token none = {.word = "", .stem = ""};

	return i >= 0 && i < r->a->text.n ? &r->a->text.token[i] : &none;
}

bool
plan_period_free(const struct plan_conds *r, int i)
{
	return i >= 0 && i < r->a->text.n && r->a->text.token[i].use == USE_FREE;
}

/* The number in a tag "month.3" at i, 0 where there is none. */
int
plan_period_tag(const struct plan_conds *r, int i, const char *prefix, int *n)
{
	const char *number = plan_period_free(r, i) ? plan_text_tag(&r->a->text, i, prefix, n) : NULL;

	return number != NULL ? (int)strtol(number, NULL, 10) : 0;
}

int
plan_period_year(const struct plan_conds *r, int i)
{
	const struct plan_token *t = plan_period_token(r, i);

	return plan_period_free(r, i) && t->is_number && t->to - t->from == 4 && plan_cond_is_year_number(t->number) ? (int)t->number : 0;
}

/* 5, 5th, 21st; 0 for others. */
static int
day_at(const struct plan_conds *r, int i)
{
	char *end;
	long v = plan_period_free(r, i) ? strtol(plan_period_token(r, i)->word, &end, 10) : 0;

	if (v < 1 || v > 31)
		return 0;
	return *end == '\0' || strcmp(end, "st") == 0 || strcmp(end, "nd") == 0 || strcmp(end, "rd") == 0 ||
	    strcmp(end, "th") == 0 ? (int)v : 0;
}

static int
skip_comma(const struct plan_conds *r, int i)
{
	return plan_period_token(r, i)->mark == ',' || strcmp(plan_period_token(r, i)->word, "of") == 0 ? i + 1 : i;
}

/* "90s", "1990s": the first year; 0 for others. */
static int
decade_at(const struct plan_conds *r, int i)
{
	const char *w = plan_period_token(r, i)->word;
	char *end;
	long v = plan_period_free(r, i) && isdigit((unsigned char)*w) ? strtol(w, &end, 10) : -1;

	if (v < 0 || strcmp(end, "s") != 0 || v % 10 != 0)
		return 0;
	return v >= 1500 && v <= 2200 ? (int)v : v < 30 ? 2000 + (int)v : v < 100 ? 1900 + (int)v : 0;
}

void
plan_period_months(struct plan_period *p, int year, int from, int to)
{
	snprintf(p->low, PLAN_MOMENT, "%04d-%02d", year % 10000, from % 100);
	snprintf(p->high, PLAN_MOMENT, "%04d-%02d", year % 10000, to % 100);
	p->year = year;
	p->month = from;
}

/* "March 5, 2021", "5 March 2021", "March 2021"; "March" has no year. */
static bool
read_month(const struct plan_conds *r, int i, struct plan_period *p)
{
	int n = 0, day = 0, k = i, month = plan_period_tag(r, k, "month.", &n);

	if (month == 0 && (day = day_at(r, k)) > 0) {
		k = skip_comma(r, k + 1);
		month = plan_period_tag(r, k, "month.", &n);
	}
	if (month == 0 || plan_ask_at(r->a, k) >= 0)
		return false;
	k += n;
	if (day == 0 && plan_period_year(r, k) == 0 && (day = day_at(r, k)) > 0)
		k++;
	int year = plan_period_year(r, skip_comma(r, k));

	if (year > 0)
		k = skip_comma(r, k) + 1;
	plan_period_months(p, year, month, month);
	if (day > 0) {
		snprintf(p->low, PLAN_MOMENT, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
		memcpy(p->high, p->low, sizeof p->high);
	}
	p->tokens = k - i;
	return true;
}

/* "The first week of March (2023)": seven days of it. */
static bool
read_week(const struct plan_conds *r, int i, struct plan_period *p)
{
	int n = 0, m = 0, week = plan_period_tag(r, i, "week.", &n), k = skip_comma(r, i + n);
	int month = week > 0 ? plan_period_tag(r, k, "month.", &m) : 0, year = plan_period_year(r, skip_comma(r, k + m));

	if (month == 0)
		return false;
	int first = week > 4 ? 25 + (month != 2 ? 0 : -3) : 7 * week - 6, end = week > 4 ? 31 : first + 6;

	snprintf(p->low, PLAN_MOMENT, "%04d-%02d-%02d", year % 10000, month % 100, first);
	snprintf(p->high, PLAN_MOMENT, "%04d-%02d-%02d", year % 10000, month % 100, end);
	p->year = year;
	p->month = month;
	p->tokens = (year > 0 ? skip_comma(r, k + m) + 1 : k + m) - i;
	return true;
}

/* "Q3 2021", "third quarter of 2021", "2021 Q3", "first half of 2020". */
static bool
read_part(const struct plan_conds *r, int i, struct plan_period *p)
{
	int n = 0, before = plan_period_year(r, i), k = before > 0 ? skip_comma(r, i + 1) : i;
	int quarter = plan_period_tag(r, k, "quarter.", &n), half = quarter == 0 ? plan_period_tag(r, k, "half.", &n) : 0;

	if (quarter + half == 0 || plan_ask_at(r->a, k) >= 0)
		return false;
	k += n;
	int year = before > 0 ? before : plan_period_year(r, skip_comma(r, k));

	if (year > 0 && before == 0)
		k = skip_comma(r, k) + 1;
	if (quarter > 0)
		plan_period_months(p, year, 3 * quarter - 2, 3 * quarter);
	else
		plan_period_months(p, year, 6 * half - 5, 6 * half);
	p->tokens = k - i;
	return year > 0;
}

/* "Winter 2023", "the summer of 2021": three months, from December before the year
 * to February of winter. */
static bool
read_season(const struct plan_conds *r, int i, struct plan_period *p)
{
	int n = 0, first = plan_period_tag(r, i, "season.", &n), k = skip_comma(r, i + n), year = plan_period_year(r, k);

	if (first == 0 || year == 0 || plan_ask_at(r->a, i) >= 0)
		return false;
	plan_period_months(p, year, first, first + 2);
	if (first == 12) {
		snprintf(p->low, PLAN_MOMENT, "%04d-12", (year - 1) % 10000);
		snprintf(p->high, PLAN_MOMENT, "%04d-02", year % 10000);
	}
	p->season = true;
	p->tokens = k + 1 - i;
	return true;
}

bool
plan_period_read(const struct plan_conds *r, int i, struct plan_period *p)
{
	int year, decade;

	*p = (struct plan_period){.tokens = 1};
	if (!plan_period_free(r, i) || (plan_ask_at(r->a, i) >= 0 && r->a->m[plan_ask_at(r->a, i)].value != NULL))
		return false;
	if (read_part(r, i, p) || read_season(r, i, p) || read_week(r, i, p) || read_month(r, i, p))
		return true;
	const char *w = plan_period_token(r, i)->word;
	size_t n = strlen(w);

	if (plan_period_token(r, i)->quoted && (n == 7 || n == 10) && isdigit((unsigned char)w[0]) && w[4] == '-') {
		memcpy(p->low, w, n + 1);
		p->year = (int)strtol(p->low, NULL, 10);
	} else if ((decade = decade_at(r, i)) > 0) {
		snprintf(p->low, PLAN_MOMENT, "%04d", decade);
		snprintf(p->high, PLAN_MOMENT, "%04d", decade + 9);
		p->year = decade;
		return true;
	} else if ((year = plan_period_year(r, i)) > 0) {
		snprintf(p->low, PLAN_MOMENT, "%04d", year);
		p->year = year;
		p->bare = true;
	} else {
		return false;
	}
	memcpy(p->high, p->low, sizeof p->high);
	return true;
}
