/* tell_forms: what there is to say of marks, by the form of the chart.  Each
 * adds one to three sentences to text, and wants at least one mark. */
#ifndef VIZ_TELL_FORMS_H
#define VIZ_TELL_FORMS_H

#include "tell_marks.h"

/* Categories side by side: who leads, by how much, who is last. */
void tell_rank(struct marks *, struct str *text);

/* Over time: from first to last, peak and low point; with series, who leads at
 * the end and who moved most. */
void tell_trend(struct marks *, struct str *text);

/* Two measures against each other: correlation and ranges. */
void tell_relation(struct marks *, struct str *text);

/* How the values of one measure spread, in all or by group. */
void tell_spread(struct marks *, struct str *text);

/* Counts in ranges of x: the fullest range. */
void tell_bins(struct marks *, struct str *text);

/* Sums of y by x or by series: marks of the same name made one, in order of
 * first appearance; returns how many, the caller frees *sums. */
size_t tell_sums(const struct marks *, bool by_series, struct mark **sums);

#endif
