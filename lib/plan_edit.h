/* plan_edit: changes of a chart that is drawn, asked for in words: "horizontal,
 * top 10 only, log scale".  What changes the data is read as a question that
 * follows up the goal; how it is drawn by the phrases draw.FIELD of
 * share/planner/words. */
#ifndef VIZ_PLAN_EDIT_H
#define VIZ_PLAN_EDIT_H

#include "plan_match.h"

struct plan_edit {
	struct plan_goal goal;     /* with the changes */
	jv draw;                   /* members of code.chart that they set */
	jv missed;                 /* clauses of which nothing was understood */
	int goal_changed;          /* the last text that changed the goal, from 1; 0: none */
};

/* Puts the texts (an array, borrowed) one after the other on the goal, which
 * the plan_edit takes over. */
void plan_edit_make(struct plan_edit *, const struct plan_set *, const struct plan_goal *, jv texts);
void plan_edit_free(struct plan_edit *);

#endif
