/* tell: what a table's own numbers say, in two or three plain sentences.  The
 * sentences are those of share/tell/en; which are said is decided here. */
#ifndef VIZ_TELL_H
#define VIZ_TELL_H

#include <jv.h>

/* {"task":"tell","goal","chart","table"}, consumed, to {"text":"…"}: what the
 * provider "builtin" answers.  A pure function of request and share/tell. */
jv tell_table(jv request);

/* What the reader must know of the request's (borrowed) table: that it was cut,
 * that rows have no value: a string, "" where there is nothing. */
jv tell_note(jv request);

/* An answer ({"text"} or {"sentences"}, with "by"; consumed) as an insight:
 * {"ok","text","numbers","by"}, each number with how it comes about; a model's
 * sentences whose numbers do not come from the table are left out and stand
 * under "dropped".  rec_fail where nothing is left.  request is borrowed. */
jv tell_insight(jv answer, jv request);

#endif
