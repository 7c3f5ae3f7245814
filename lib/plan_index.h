/* plan_index: what is known of names and values.  For plan_index and plan_match. */
#ifndef VIZ_PLAN_INDEX_H
#define VIZ_PLAN_INDEX_H

#include "plan_match.h"

enum { GROUPS_MOST = 24, SPAN_MOST = 7, VALUE_GROUPS_MOST = 4, CODES_MOST = 1000, CANDIDATES_MOST = 1024 };

struct plan_group_at {
	int group, first, n;       /* a line of the synonyms, where in the name */
};

struct plan_name_index {
	double weight[PLAN_WORDS_MOST], total;
	const char *joined;        /* all its words as one */
	struct plan_group_at group[GROUPS_MOST];
	int groups;
};

struct plan_value_index {
	const char *text;          /* as the cell has it */
	char *word[8];             /* stems */
	int words, column;
	bool made;                 /* of share/planner/places, not of the profile */
	int group[VALUE_GROUPS_MOST], groups;   /* of the whole value: "CA" is in two lines */
};

struct plan_index {
	const struct plan_set *s;
	struct plan_name_index *name;         /* one a column */
	struct plan_value_index *value;       /* sorted by first stem */
	size_t values, room;
	int group[GROUPS_MOST], groups;    /* synonyms of the tables' names */
};

#endif
