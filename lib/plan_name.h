/* plan_name: what a goal is called: titles and labels in plain words. */
#ifndef VIZ_PLAN_NAME_H
#define VIZ_PLAN_NAME_H

#include "plan_goal.h"
#include "str.h"

/* "Line item total" for LineItemTotal; without the first letter raised where
 * it stands inside a sentence. */
void plan_name_column(struct str *, const struct plan_column *, bool first);

/* What the measure of the goal is: "Average price", "Number of airports". */
void plan_name_measure(struct str *, const struct plan_goal *, const struct plan_set *, bool first);

/* "Revenue by region, 2024". */
void plan_name_title(struct str *, const struct plan_goal *, const struct plan_set *);

/* "Total revenue" and the like, for an axis; its unit stands apart. */
void plan_name_label(struct str *, const struct plan_goal *, const struct plan_set *, bool y);

/* Conditions in words: "region is North, price over 5"; nothing where none. */
void plan_name_conds(struct str *, const struct plan_goal *, const struct plan_set *);

/* 3 of the cycle "month-name" is "March", of "weekday" "Wednesday"; NULL for what
 * has no name. */
const char *plan_name_cycle(const char *unit, double v);

#endif
