/* svg: a foreign drawing parsed (libxml2: no DTD, no entities, no network) and
 * built anew from what share/policy/svg.allow names, tidied on the way.
 *
 * plot, the drawing's run.plot, tells what is what in it, all members optional:
 *   "colours" {"#rrggbb":"ink"}  such a fill or stroke gets the class fill-ink
 *                                or line-ink beside it
 *   "font", "strong"             gnuplot's family; the one that means semibold
 *   "series" n or [k …]          gnuplot's plots are, in turn, series 0 … n - 1, or
 *                                the series named
 *   "regions" [{"class":"key","series":0,"box":[x0,y0,x1,y1]}]
 *                                what begins in the box is put in such a group */
#ifndef VIZ_SVG_H
#define VIZ_SVG_H

#include "str.h"

#include <jv.h>

struct svg_dress {
	const char *prefix;        /* of ids: letters, digits, "-", "_" */
	const char *title, *desc;  /* for those who cannot see it; title may be NULL */
	const char *look;          /* the class of the whole (svglook.h), or NULL */
	jv plot;                   /* borrowed; jv_null() where nothing is known */
};

/* Appends the rebuilt drawing to out and sets its size (user units): jv_null(),
 * or rec_fail(…) where it is no drawing or beyond the limits. */
jv svg_rebuild(const char *bytes, size_t n, const struct svg_dress *, struct str *out,
    double *width, double *height);

/* Loads share/policy/svg.allow; a fault in it dies with exit 2. */
void svg_load(void);

#endif
