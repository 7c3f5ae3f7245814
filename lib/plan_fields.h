/* plan_fields: the fields of a question, before they have places.  For
 * plan_fields and plan_assign. */
#ifndef VIZ_PLAN_FIELDS_H
#define VIZ_PLAN_FIELDS_H

#include "plan_ask.h"

enum { FIELDS_MOST = 16 };

struct plan_fields {
	struct plan_ask *a;
	int measure[FIELDS_MOST], measures;    /* mentions */
	int group[FIELDS_MOST], groups;
	int x, y, color, facet;                /* mentions that a mark gave, or PLAN_NONE */
};

/* Of a mention; PLAN_NONE of none. */
int plan_fields_column_of(const struct plan_fields *f, int mention);
const struct plan_column *plan_fields_col(const struct plan_fields *f, int mention);
/* Takes the next group out of the list: any; a moment; one that tells few
 * things apart.  Its column, or PLAN_NONE. */
int plan_fields_take_group(struct plan_fields *f);
int plan_fields_take_time(struct plan_fields *f);
int plan_fields_take_second(struct plan_fields *f);

/* From mentions to lists: the steps, in this order. */
void plan_fields_collect(struct plan_fields *f);
void plan_fields_tidy_groups(struct plan_fields *f);
void plan_fields_tidy_measures(struct plan_fields *f);
void plan_fields_demote_codes(struct plan_fields *f);

#endif
