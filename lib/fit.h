/* fit: what a chart can bear (share/planner/limits).  One set of rules by which
 * the planner recommends and the lint judges; a line that cannot be read ends
 * the program with status 2. */
#ifndef VIZ_FIT_H
#define VIZ_FIT_H

#include <stdbool.h>

enum fit_role { FIT_X, FIT_Y, FIT_SERIES, FIT_ROLES };

enum fit_what { FIT_MOST, FIT_ORDERED, FIT_POSITIVE, FIT_ZERO, FIT_NO_ID, FIT_WHATS };

/* The name of the rule ("many-slices") that asks that of the role in a chart of
 * the type; NULL where none does. */
const char *fit_rule(const char *type, enum fit_role, enum fit_what);

/* So many different values at most; a very large number where nothing is said. */
double fit_most(const char *type, enum fit_role);

/* The file, for a digest; borrowed. */
const char *fit_text(void);

#endif
