/* plan_rank: the charts that a profile calls for where nobody asks. */
#ifndef VIZ_PLAN_RANK_H
#define VIZ_PLAN_RANK_H

#include "plan_goal.h"

enum { PLAN_RANK_MOST = 50, PLAN_WHY_SIZE = 160 };

struct plan_pick {
	struct plan_goal goal;
	char why[PLAN_WHY_SIZE];   /* what in the profile called for it */
};

/* At most n picks, best first, different in fields and in kind: how many. */
int plan_rank(const struct plan_set *, struct plan_pick *picks, int n);

#endif
