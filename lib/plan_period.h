/* plan_period: "March 2021", "Q3 2020", "the 1990s" in a question.  For plan_date
 * and plan_period. */
#ifndef VIZ_PLAN_PERIOD_H
#define VIZ_PLAN_PERIOD_H

#include "plan_cond.h"

enum { PLAN_MOMENT = 24 };

/* The least and the greatest moment of it, of as many letters as were said: a
 * year has 4, a month 7, a day 10. */
struct plan_period {
	char low[PLAN_MOMENT], high[PLAN_MOMENT];
	int year, month;           /* 0: not said */
	int tokens;
	bool bare;                 /* nothing but a number: it may be none */
	bool season;               /* of the north, in whole months */
};

/* The period that begins at token i; false where none does. */
bool plan_period_read(const struct plan_conds *r, int i, struct plan_period *p);
/* From one month to another of a year. */
void plan_period_months(struct plan_period *p, int year, int from, int to);

/* The time that stands before i or at end, small words between; PLAN_NONE. */
int plan_period_beside(const struct plan_conds *r, int i, int end);
/* The column that the period is of, beside or not: dates where a year is not
 * enough; PLAN_NONE. */
int plan_period_column(const struct plan_conds *r, const struct plan_period *p, int beside);
/* The period as a condition, which takes tokens [from, to). */
void plan_period_add(struct plan_conds *r, int column, enum plan_op op, const struct plan_period *p, int from, int to);

/* Token i, an empty one beyond the ends; is it there and untaken; the year that
 * it is, the number in its tag ("month.3"), or 0. */
const struct plan_token *plan_period_token(const struct plan_conds *r, int i);
bool plan_period_free(const struct plan_conds *r, int i);
int plan_period_year(const struct plan_conds *r, int i);
int plan_period_tag(const struct plan_conds *r, int i, const char *prefix, int *n);

#endif
