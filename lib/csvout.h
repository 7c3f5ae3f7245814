/* csvout: tables as RFC 4180 text, LF line ends.
 *
 * guard: a spreadsheet runs a cell that begins with = + - @, tab or carriage
 * return as a formula ("=HYPERLINK(…)", "@SUM(…)"), quoted or not.  With guard
 * such text gets an apostrophe put before it, which spreadsheets take as "this
 * is text" and do not show.  Numbers, also when they come as text, are left
 * alone.  Without it the cell is written as it is. */
#ifndef VIZ_CSVOUT_H
#define VIZ_CSVOUT_H

#include "str.h"

#include <jv.h>
#include <stdbool.h>

/* One field of n bytes (NUL-ended where guarded), quoted where it needs to be; no
 * separator. */
void csvout_field(struct str *, const char *s, size_t n, bool guard);

/* One JSON value as a field: null is empty, numbers in full precision, booleans
 * true and false.  Borrows v. */
void csvout_value(struct str *, jv v, bool guard);

/* A table {"columns":[{"name":…}],"rows":[[…]]}, header first.  Borrows it. */
void csvout_table(struct str *, jv table, bool guard);

/* CSV text (NUL-ended; fields are quoted or hold no quote) once more, with guard. */
void csvout_again(struct str *, const char *csv, bool guard);

#endif
