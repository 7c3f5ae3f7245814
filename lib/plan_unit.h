/* plan_unit: units of measure in questions: "over 5 minutes" of a column of
 * seconds, "2 million".  share/planner/units says what each is worth.  A line
 * that cannot be read ends the program with status 2. */
#ifndef VIZ_PLAN_UNIT_H
#define VIZ_PLAN_UNIT_H

#include "plan_set.h"

/* Is the word a unit? */
bool plan_unit_is(const char *word);

/* Is it a unit in which the column's own can be told? */
bool plan_unit_fits(const char *word, const struct plan_column *);

/* A number said in that unit, as a number of the column's own unit (its unit,
 * else the last word of its name); as it is where either says nothing. */
double plan_unit_convert(double v, const char *said, const struct plan_column *);

#endif
