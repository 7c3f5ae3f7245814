/* tell_number: the numbers that a sentence states, as a person wrote them. */
#ifndef VIZ_TELL_NUMBER_H
#define VIZ_TELL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum stated_kind { STATED_PLAIN, STATED_PERCENT, STATED_TIMES };

struct stated {
	size_t from, to;           /* where it stands in the sentence */
	double value;              /* "1.2 million" is 1200000; "34%" is 34 */
	double slack;              /* how far off its rounding may be */
	enum stated_kind kind;
	bool ordinal;              /* "3rd": a place, not a quantity */
	bool place;                /* "top 3", "the two": how many, not how much */
	bool in_word;              /* "Q1", "EUR99": from and to are the whole word; no value */
};

/* The next number of s at or behind *at, which moves behind it; false where
 * there is none.  "Twice", "three million", "a third" count as numbers; digits of
 * other scripts ("½", "９") as one of no value (NAN), which nothing bears out. */
bool stated_next(const char *s, size_t *at, struct stated *);

/* How long the sentence is that s begins with, with the blanks behind it. */
size_t sentence_length(const char *s);

#endif
