/* tell_marks: a chart's table read as marks: what stands where, how high, in
 * which series; with the words and number styles to speak of them. */
#ifndef VIZ_TELL_MARKS_H
#define VIZ_TELL_MARKS_H

#include "tell_words.h"

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>

struct mark {
	const char *x;             /* as it is spoken of */
	double xv;                 /* NAN where x is no number */
	const char *series;        /* "" where there is none */
	double y;                  /* NAN where the chart has no y */
};

struct marks {
	struct mark *mark;
	size_t n;                  /* marks: rows that have a value */
	size_t rows;               /* all rows */
	bool has_x, has_y, has_series;
	bool hours;                /* x is the hour of the day */
	bool needs_x;              /* a mark without x is none: a point, a place in time */
	bool x_is_number, x_is_time;
	enum period period;        /* of x, where it is a time */
	bool additive;             /* y is a sum or a count: shares make sense */
	bool limited;              /* the goal asked for the top or bottom few */
	bool ascending;            /* … for the bottom few */
	bool truncated, thinned;   /* the first rows alone; an even sample */
	double bin;                /* a histogram's width of a bin; 0: not known */
	double total_rows;         /* before the cut; 0: not known */
	struct number_style xs, ys;
	char *measure, *Measure, *x_noun, *X_noun, *Series_noun;
	jv keep;                   /* what the texts are borrowed from */
};

/* Reads {"goal","chart","table"}, borrowing request. */
void marks_read(struct marks *, jv request);
void marks_free(struct marks *);

/* Words for a sentence, borrowed until marks_free: a value of y or x, a plain
 * count, a share (0 to 1), a ratio, the time that x spells. */
const char *marks_y(struct marks *, double y);
const char *marks_x(struct marks *, double x);
const char *marks_count(struct marks *, double n);
const char *marks_share(struct marks *, double share);
const char *marks_ratio(struct marks *, double ratio);
const char *marks_when(struct marks *, const char *x);

/* "month", "point": what one mark over time is. */
const char *marks_unit(const struct marks *);

#endif
