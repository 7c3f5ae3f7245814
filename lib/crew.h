/* crew: one function for many items, each in a forked child that has a
 * deadline of its own.  What is in memory before is shared, not copied. */
#ifndef VIZ_CREW_H
#define VIZ_CREW_H

#include <jv.h>
#include <stddef.h>

struct crew {
	size_t n;                  /* items */
	int at_once;               /* children at a time */
	long wall_ms;              /* of each; 0: none */
	jv (*work)(size_t i, void *ctx);
	void *ctx;
};

/* values[i] is what work(i) returned (a JSON value), or a rec_fail with the
 * code worker.time or worker.died where the child did not come to its end. */
void crew_run(const struct crew *, jv *values);

#endif
