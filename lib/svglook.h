/* svglook: a drawing's colours as CSS variables, so that it follows the light
 * or dark of whoever shows it.
 *
 * A look is {"ink":["#1c2128","#e9edf1"],…}: of each role (the NAME of the
 * classes fill-NAME and line-NAME) its colour by day and in the dark.  The
 * drawing's <svg> has a class made from it, and for that class stand the rules:
 * the colour is var(--viz-NAME), and where no page sets that, the look's own.
 * What knows no variables, librsvg say, leaves the rules out and keeps to the
 * attributes, which hold the colour by day. */
#ifndef VIZ_SVGLOOK_H
#define VIZ_SVGLOOK_H

#include "str.h"

#include <jv.h>

/* The look in run.plot (borrowed); jv_null() where the drawing keeps its
 * colours: its theme has none for the dark. */
jv svglook_of(jv plot);

/* The class of a look (borrowed), and its rules; of any jv: what is no role and
 * no colour is left out, so the text can be trusted. */
void svglook_class(jv look, struct str *);
void svglook_rules(jv look, struct str *);

/* Puts the rules as <style> into a drawing of svg_rebuild(). */
void svglook_put(struct str *svg, jv look);

/* Takes what svglook_put() put out of the drawing again. */
void svglook_take(const char *svg, struct str *plain);

#endif
