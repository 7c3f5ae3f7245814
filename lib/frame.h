/* frame: the table of a chart as marks with places: which panel, which slot or
 * value along x, which series.  All that draws (data, axes, legend, hover)
 * reads from here. */
#ifndef VIZ_FRAME_H
#define VIZ_FRAME_H

#include "spec.h"

#include <stdbool.h>
#include <stddef.h>

struct frame_names {
	char **s;                  /* owned; cleaned for show */
	size_t n;
};

struct frame_mark {
	double x, y, size;         /* x is the slot's index where x are slots; NaN: missing */
	int panel, series;
	int row;                   /* of the table, or -1 where several were added up */
};

enum frame_x { FRAME_SLOTS, FRAME_NUMBERS, FRAME_TIMES };

struct frame {
	enum frame_x x;
	struct frame_names slots, series, panels;
	double *when;              /* the slots' times, where they are times; else NULL */
	struct frame_mark *mark;
	size_t marks, room;
	bool regular;              /* times in even steps: where there is no row is a gap */
	bool other_slot, other_series;   /* the last one is "Other" */
	size_t muted;              /* so many series, the first, are only context */
	size_t hidden;             /* categories, series or panels that are not drawn */
	size_t of;                 /* of so many */
	const char *kept;          /* "the largest", "the first": what the others are (static) */
};

void frame_read(struct frame *, const struct spec *);
void frame_free(struct frame *);

void frame_add(struct frame *, struct frame_mark);

/* Keeps the most weighty slots (in their order); the others are added up to a
 * last one, "Other", where other, or left out and counted in hidden. */
void frame_keep_slots(struct frame *, size_t most, bool other);

/* How the others, added up, compare with the weightiest: their sum by its. */
double frame_rest(const struct frame *, size_t most);

/* The part of the whole (0 … 1) that is beyond the weightiest. */
double frame_beyond(const struct frame *, size_t most);

/* Is there at most one mark in each slot, so that series need no place each? */
bool frame_sparse(const struct frame *);

/* The same for series; context: they stay, muted, and come first. */
void frame_keep_series(struct frame *, size_t most, bool other, bool context);

/* Series that have no value (left) are not spoken of. */
void frame_drop_silent(struct frame *);

/* The first panels alone. */
void frame_keep_panels(struct frame *, size_t most);

/* An even part of the marks, about most of them, in which no pattern of the rows
 * shows (each second one of two towns in turn would be one town); all, where they
 * are no more.  And how many that will be. */
void frame_thin(struct frame *, size_t most);
size_t frame_thinned(const struct frame *, size_t most);

/* Each slot's marks as parts of 100. */
void frame_share(struct frame *);

/* y (or x, size) over all marks that have one; false where none has. */
enum frame_value { FRAME_OF_X, FRAME_OF_Y, FRAME_OF_SIZE };
bool frame_range(const struct frame *, enum frame_value, double *lo, double *hi);

/* The range of the sums of what stands on each other. */
bool frame_stack_range(const struct frame *, double *lo, double *hi);

#endif
