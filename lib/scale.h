/* scale: from values to a stretch of pixels, with ticks a person would choose. */
#ifndef VIZ_SCALE_H
#define VIZ_SCALE_H

#include "number.h"

#include <stdbool.h>
#include <stddef.h>

enum scale_kind { SCALE_LINEAR, SCALE_LOG, SCALE_TIME, SCALE_SLOTS };

struct scale_tick {
	double at;
	char *label;               /* owned; may hold "\n": a second line */
};

struct scale {
	enum scale_kind kind;
	double lo, hi;             /* of the axis, beyond the data where that is rounder */
	struct scale_tick *tick;
	size_t ticks;
};

/* Ticks for lo … hi, about want of them.  zero: the axis starts there (or
 * reaches it, where values lie on both sides); integer: no tick between whole
 * numbers.  Where all values are the same, room is made around them. */
void scale_linear(struct scale *, const struct number_style *, double lo, double hi, int want,
    bool zero, bool integer);

/* For lo > 0. */
void scale_log(struct scale *, const struct number_style *, double lo, double hi, int want);

/* Times in seconds since 1970; width pixels for labels of font size px.  The
 * axis is the data's own span; no tick is finer than time_unit (or NULL). */
void scale_time(struct scale *, double lo, double hi, const char *unit, double width, double px);

/* The label of one time as time_unit ("month") would have it, whole. */
void scale_time_label(struct str *, double t, const char *unit);

/* The ticks for times that stand in slots (bars): sorted, in steps of
 * time_unit; at is the slot's index. */
void scale_time_slots(struct scale *, const double *t, size_t n, const char *unit, double width, double px);

/* 0 at lo, 1 at hi. */
double scale_part(const struct scale *, double v);

/* Leaves every second tick out, until they are that far apart (0 … 1). */
void scale_thin(struct scale *, double apart);

/* Makes lo … hi the axis and drops the ticks outside. */
void scale_clip(struct scale *, double lo, double hi);

void scale_add(struct scale *, double at, const char *label);
void scale_free(struct scale *);

#endif
