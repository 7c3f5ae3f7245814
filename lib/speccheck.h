/* speccheck: is a typed chart (code.chart) one that its columns can fill?  The
 * types are the files of share/charts, what their columns must be is
 * share/policy/chart.roles. */
#ifndef VIZ_SPECCHECK_H
#define VIZ_SPECCHECK_H

#include <jv.h>

struct speccheck;

/* Reads share/policy/NAME; a message and exit 2 where it is broken. */
struct speccheck *speccheck_load(const char *name);
void speccheck_free(struct speccheck *);

/* The file's text and the names of the types, for the digest: a value. */
jv speccheck_with(const struct speccheck *);

/* Appends to findings (consumed) what is wrong with chart, drawn over columns
 * ([{"name","type"}…]; type null where it is computed).  Borrows both.  Rules:
 *   chart.missing chart.type chart.role chart.column chart.kind */
jv speccheck_chart(const struct speccheck *, jv chart, jv columns, jv findings);

#endif
