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

#endif
