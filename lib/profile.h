/* profile: what is in a table: types, roles, numbers, from all rows.
 *
 * One pass is the rule.  A column keeps its values whole while they are few;
 * when they become too many, what was seen says how they are written, the
 * rest is read that way, and sketches take over.  Where the end shows that the
 * beginning misled (another decimal mark, another order of day and month,
 * another encoding), the file is read again with what was learnt.  The result
 * depends on the file alone: not on locale, clock, or the number of threads. */
#ifndef VIZ_PROFILE_H
#define VIZ_PROFILE_H

#include "csvin.h"

#include <jv.h>

struct profile_options {
	struct csvin_dialect dialect;
	int threads;               /* 0: as many as there are processors, at most 8 */
	int dates;                 /* what 1/2/2024 is: 'd' first of February, 'm' January 2nd; 0: find out */
};

/* The dataset line of one file under that id; or an object with ok false and
 * error {code, message, hint}. */
jv profile_file(const char *path, const char *id, const struct profile_options *);

/* The relation lines between datasets (an array of dataset lines, borrowed):
 * an array.  Opens their files. */
jv profile_relations(jv datasets);

/* The id for a path: its name without folder and ending, as PIPELINE.md says;
 * other than those in taken (an array of strings, borrowed). */
jv profile_id(const char *path, jv taken);

#endif
