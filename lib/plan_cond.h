/* plan_cond: conditions while they are read.  For plan_cond and plan_value. */
#ifndef VIZ_PLAN_COND_H
#define VIZ_PLAN_COND_H

#include "plan_ask.h"

struct plan_conds {
	struct plan_ask *a;
	int groups;                /* of conditions of which one must hold */
};

/* The token's number or date as a value of the column. */
jv plan_cond_value_of(const struct plan_conds *r, int i, int column);
/* Adds a condition (value consumed) and takes its tokens [from, to). */
void plan_cond_add(struct plan_conds *r, int column, enum plan_op op, jv value, int from, int to);
/* How the last condition's column, or its value, was found. */
void plan_cond_how(struct plan_conds *r, const char *how);
bool plan_cond_is_year_number(double v);
/* Are there but small words and words for the rows between? */
bool plan_cond_small_between(const struct plan_conds *r, int from, int to);
const struct plan_token *plan_cond_at(const struct plan_conds *r, int i);
/* The column that years are of, or PLAN_NONE. */
int plan_cond_time_column(const struct plan_ask *a);
/* plan_or.c: puts all conditions in the question's order, and joins by "or". */
void plan_cond_join(struct plan_conds *r);
/* plan_having.c: "states with more than 100 airports". */
void plan_cond_read_having(struct plan_conds *r);
/* plan_bare.c: the column that a number compared with nothing is of: what stands
 * before it ends at from, the number at end; or PLAN_NONE. */
int plan_cond_bare(const struct plan_conds *r, int from, int end, double v);
/* plan_date.c: "since March 2021", "in 2021", "the last 5 years". */
void plan_cond_read_dates(struct plan_conds *r);
/* plan_yesno.c: yes and no, and what is lacking. */
void plan_cond_read_yes_no(struct plan_conds *r);
/* plan_value.c: a field and a name; "4 or 6 cylinders"; cell
 * values. */
void plan_cond_read_unknown_values(struct plan_conds *r);
void plan_cond_read_numbers_before(struct plan_conds *r);
/* Does token i look like a value that the profile does not show? */
bool plan_cond_looks_like_value(const struct plan_conds *r, int i);
/* Numbers that are the values of a column: "404 errors"; the column that has
 * token i as a value, or PLAN_NONE. */
void plan_cond_read_codes(struct plan_conds *r);
int plan_cond_code(const struct plan_conds *r, int i);
void plan_cond_read_values(struct plan_conds *r);

#endif
