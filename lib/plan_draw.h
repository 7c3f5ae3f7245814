/* plan_draw: a goal as a typed chart (PIPELINE.md, "code.chart"). */
#ifndef VIZ_PLAN_DRAW_H
#define VIZ_PLAN_DRAW_H

#include "plan_sql.h"

/* The chart over what the statement returns. */
jv plan_draw_chart(const struct plan_goal *, const struct plan_set *, const struct plan_sql *);

#endif
