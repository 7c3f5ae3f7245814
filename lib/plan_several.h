/* plan_several: several measures in one chart: which columns of a table go
 * together, and what they are called beside each other. */
#ifndef VIZ_PLAN_SEVERAL_H
#define VIZ_PLAN_SEVERAL_H

#include "plan_goal.h"
#include "str.h"

/* Do two columns fit one axis: numbers of one table with the same unit, of the
 * same thing (home goals, away goals), or both money made or spent, and of
 * like size? */
bool plan_several_alike(const struct plan_set *, int a, int b);

/* Are they averages of like numbers without a unit, as marks in maths and in
 * reading?  Then a question may draw them on one axis.  Where they are to be
 * compared, it is enough that neither is far above the other. */
bool plan_several_like(const struct plan_set *, int a, int b, bool compared);

/* A wide table's columns that a calendar tells apart (Jan, Feb …; 2019, 2020 …)
 * into list (room for PLAN_MEASURES_MOST), in the table's order: how many, 0
 * where there are fewer than three.  *unit is the calendar's. */
int plan_several_calendar(const struct plan_set *, int table, int *list, enum plan_unit *unit);

/* How a calendar's columns are put together: summed, but for what a word of the
 * name or of the table says is averaged. */
enum plan_agg plan_several_aggregate(const struct plan_set *, int column);

/* The columns after `first` in its table that are alike to it and to each other,
 * with it, into list: how many. */
int plan_several_family(const struct plan_set *, int first, int *list);

/* Measure i of the goal in words, beside the others: what tells it apart. */
void plan_several_label(struct str *, const struct plan_goal *, const struct plan_set *, int i);

/* What the words of all measures have in common ("Score"), else "Value". */
void plan_several_common(struct str *, const struct plan_goal *, const struct plan_set *);

/* "Average math and reading score", "Jan to Dec": all measures in a title. */
void plan_several_title(struct str *, const struct plan_goal *, const struct plan_set *, bool first);

#endif
