/* The x that are drawn, where not all are: the most of them, those whose aggregate
 * meets a condition. */
#include "plan_query.h"

/* The aggregate that is drawn, of a group. */
static void
add_aggregate(const struct plan_query *q, struct str *b)
{
	plan_query_add_aggregate(q, b, q->g->y < 0 ? AGG_COUNT : q->g->agg, q->g->y);
}

void
plan_query_add_having(const struct plan_query *q, struct str *b)
{
	static const char *const signs[] = {" = ", " <> ", " > ", " >= ", " < ", " <= "};
	const struct plan_goal *g = q->g;

	if (!g->has_having)
		return;
	str_adds(b, " HAVING ");
	add_aggregate(q, b);
	str_adds(b, g->having == OP_BETWEEN ? " BETWEEN " : signs[g->having]);
	plan_query_add_number(b, g->having_low);
	if (g->having == OP_BETWEEN) {
		str_adds(b, " AND ");
		plan_query_add_number(b, g->having_high);
	}
}

void
plan_query_add_top(const struct plan_query *q, struct str *b)
{
	const struct plan_goal *g = q->g;

	str_adds(b, q->where ? " AND " : " WHERE ");
	plan_query_add_x(q, b);
	str_adds(b, " IN (SELECT ");
	plan_query_add_x(q, b);
	plan_query_add_from(q, b);
	plan_query_add_conds(q, b, false);
	str_adds(b, " GROUP BY 1");
	plan_query_add_having(q, b);
	if (g->limit > 0) {
		str_adds(b, " ORDER BY ");
		add_aggregate(q, b);
		str_addf(b, "%s, 1 LIMIT %d", g->by == BY_Y && !g->desc ? "" : " DESC", g->limit);
	}
	str_addc(b, ')');
}
