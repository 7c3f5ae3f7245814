/* plan_query: a statement while it is written.  For plan_sql and plan_where. */
#ifndef VIZ_PLAN_QUERY_H
#define VIZ_PLAN_QUERY_H

#include "plan_sql.h"

struct plan_query {
	const struct plan_goal *g;
	const struct plan_set *s;
	struct plan_sql *out;
	bool grouped;
	int keys;                  /* columns that are grouped by */
	bool where;                /* has WHERE been written? */
};

/* A number, a column (with its table where there are several). */
void plan_query_add_number(struct str *b, double v);
void plan_query_add_column(const struct plan_query *q, struct str *b, int c);
/* The goal's conditions, behind AND or WHERE; with what must not be NULL. */
void plan_query_add_conds(const struct plan_query *q, struct str *b, bool where);
void plan_query_add_where(struct plan_query *q, struct str *b);
/* x, in its buckets or bins; has it an order of its own? */
void plan_query_add_x(const struct plan_query *q, struct str *b);
bool plan_query_ordered_x(const struct plan_query *q);
/* An aggregate of column c, or of the rows. */
void plan_query_add_aggregate(const struct plan_query *q, struct str *b, enum plan_agg agg, int c);
/* FROM and the joins; false where the tables are not tied. */
bool plan_query_add_from(const struct plan_query *q, struct str *b);
/* plan_top.c: behind WHERE: only the x that are the most, or meet the condition on
 * groups; behind GROUP BY: that condition. */
void plan_query_add_top(const struct plan_query *q, struct str *b);
void plan_query_add_having(const struct plan_query *q, struct str *b);
/* plan_unpivot.c: the whole statement of a goal with several measures; false as
 * above. */
bool plan_query_several(struct plan_query *q);

#endif
