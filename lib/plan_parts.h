/* plan_parts: several questions in one text: "revenue by region? and how has it
 * changed by month?", a line each, "a; b". */
#ifndef VIZ_PLAN_PARTS_H
#define VIZ_PLAN_PARTS_H

#include "plan_match.h"

enum { PLAN_PARTS_MOST = 8 };

/* The questions in it, in order: {"text","follows"}; follows is true of one that
 * goes on where the one before it stopped. */
jv plan_parts(const struct plan_index *, const struct plan_set *, const char *question);

#endif
