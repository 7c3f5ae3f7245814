/* tell: what a table's own numbers say, in two or three plain sentences.  The
 * sentences are those of share/tell/en; which are said is decided here. */
#ifndef VIZ_TELL_H
#define VIZ_TELL_H

#include <jv.h>

/* {"task":"tell","goal","chart","table"}, consumed, to {"text":"…"}: what the
 * provider "builtin" answers.  A pure function of request and share/tell. */
jv tell_table(jv request);

#endif
