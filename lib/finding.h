/* finding: what a judge has to say: {"level":"error"|"warn","rule":…,"line":…,
 * "column":…,"message":…,"hint":…} in an array.  line and column count from 1
 * and are null where there is no text to point at. */
#ifndef VIZ_FINDING_H
#define VIZ_FINDING_H

#include <jv.h>
#include <stdbool.h>

struct finding {
	const char *level, *rule, *hint;   /* hint may be NULL */
	int line, column;                  /* 0: none */
};

/* Appends one; consumes list. */
jv finding_add(jv list, const struct finding *, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The first finding of level error as {"code","message","hint"}, or jv_null();
 * borrows list. */
jv finding_error(jv list);

#endif
