/* text: how wide text will be, and text made to fit.  Widths are those of
 * Inter, which is wider than the other faces of the stack, so that what fits
 * by these numbers fits in all of them. */
#ifndef VIZ_TEXT_H
#define VIZ_TEXT_H

#include "str.h"

#include <stdbool.h>

/* The width in pixels of UTF-8 text at a font size of px. */
double text_width(const char *s, double px, bool strong);

/* Appends s with white space made single blanks; control characters and
 * direction overrides (U+202A…, U+2066…) left out. */
void text_clean(struct str *out, const char *s);

/* Appends s, cut with "…" where it is wider than most. */
void text_fit(struct str *out, const char *s, double px, bool strong, double most);

/* Appends s in at most lines lines, "\n" between them, none wider than most
 * (the last one cut): how many there are.  Breaks between words, and inside
 * those that are wider than a line. */
int text_wrap(struct str *out, const char *s, double px, bool strong, double most, int lines);

/* text_wrap of names[i], cut so that it still differs from the others: where they
 * begin alike beyond what there is room for, the beginning is cut. */
void text_wrap_apart(struct str *out, char *const *names, size_t n, size_t i, double px, bool strong,
    double most, int lines);

/* Does s fit so without a cut, and without a break inside a word? */
bool text_wraps(const char *s, double px, bool strong, double most, int lines);

#endif
