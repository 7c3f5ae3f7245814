/* tell_check: every number in a sentence must come from the table.
 *
 * A number is found where it is, to its own rounding, a cell, a count of rows,
 * a date, a sum, mean, median or quartile of a column (or of one group of it), a
 * difference, share, change or ratio of cells that the sentence names or that
 * stand out (first, last, highest, lowest, second), or a correlation. */
#ifndef VIZ_TELL_CHECK_H
#define VIZ_TELL_CHECK_H

#include <jv.h>

/* Holds sentences (an array of texts, consumed) against the request's table
 * (borrowed): {"kept":[…],"dropped":[{"sentence","number"}…],"numbers":[{"text",
 * "how","of":[[row,"column"]…]}…]}; rows count from 0. */
jv tell_check(jv sentences, jv request);

/* A text as its sentences. */
jv tell_sentences(const char *text);

#endif
