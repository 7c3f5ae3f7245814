/* draw: a chart line made into what gnuplot draws it from.
 *
 * script is "prelude + template": the prelude (terminal, theme, layout, the
 * variables that PIPELINE.md promises under "What a gnuplot script may count
 * on") and then share/charts/TYPE.gp, or vet.script where the type is custom.
 * data is what DATA names: a tab-separated table with a header line. */
#ifndef VIZ_DRAW_H
#define VIZ_DRAW_H

#include "look.h"
#include "rec.h"
#include "str.h"

/* Where DATA is when the jail draws. */
#define DRAW_DATA "/jail/data.tsv"

struct draw {
	struct str script, data;
	jv plot;                   /* what plotrender wants to know of the drawing: run.plot */
};

/* Fills *d from goal, code, vet and table of the line: jv_null(), or
 * rec_fail(…) with nothing to free.  Needs no file but share/. */
jv draw_make(const struct rec *chart, const struct draw_look *, struct draw *d);
void draw_free(struct draw *);

/* The digest of the look and of all files of share/ that a drawing depends
 * on, for the filter's "with": a string. */
jv draw_with(const struct draw_look *);

/* Is there such a theme, palette and size?  NULL, or why not (static). */
const char *draw_look_fault(const struct draw_look *);

#endif
