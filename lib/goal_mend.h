/* goal_mend: a model's goals held against the datasets.  Names that are nearly
 * right become right ("Revenue", "sales.revenue" and "revenu" are revenue). */
#ifndef VIZ_GOAL_MEND_H
#define VIZ_GOAL_MEND_H

#include <jv.h>

/* The goals (an array, consumed) with real names of datasets and columns; null
 * in place of those that name what is not there, and of those that draw the same
 * as an earlier one or one of had (an array, borrowed; jv_null(): the same twice
 * is wanted, as when two questions have one answer).  datasets is borrowed. */
jv goal_mend(jv goals, jv datasets, jv had);

#endif
