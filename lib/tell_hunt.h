/* tell_hunt: the search for where one number of a sentence comes from.  For
 * tell_check, tell_sums and tell_hunt. */
#ifndef VIZ_TELL_HUNT_H
#define VIZ_TELL_HUNT_H

#include "tell_grid.h"
#include "tell_number.h"

#include <jv.h>
#include <stdbool.h>

enum { HUNT_ANCHORS = 48 };

struct hunt {
	const struct grid *g;
	const char *sentence;
	const struct stated *n;
	int anchor[HUNT_ANCHORS];   /* rows that differences and ratios may use */
	size_t anchors;
	jv how;                    /* jv_null() until it is found */
};

/* Is v what the sentence states? */
bool hunt_fits(const struct hunt *, double v);

/* Then that is how, of what (consumed). */
void hunt_try(struct hunt *, double v, const char *how, jv of);
bool hunt_done(const struct hunt *);

/* [row, "column"]. */
jv hunt_cell(const struct grid *, size_t row, size_t column);

/* Does the sentence say this date in words: its year, its month? */
bool hunt_mentions_date(const char *sentence, const char *iso);

/* Fills anchor: the rows that the sentence names and those that stand out. */
void hunt_anchors(struct hunt *);

/* Is it a sum, mean, quartile, share … of a column or of one group of it; or a
 * difference, share, change or ratio of two cells? */
void hunt_sums(struct hunt *);

#endif
