/* pool: one process that talks to the network for all workers of a stage.
 *
 * A stage works in forked processes, and a connection cannot be shared between
 * these.  So pool_new forks one more, which alone holds libcurl, the open
 * connections, the rate cap, and the waiting times that a server asked for;
 * pool_ask, from any process forked later, hands it a request over a socket
 * and waits for the reply.  It ends when the last of them has.
 *
 * 408, 429, 5xx and broken connections (where none can be made: three times) are
 * tried again after the time that the
 * server names (Retry-After), else after a growing one with jitter, as long as
 * the request's deadline allows, but not where the body holds one of the texts
 * of the request's "hopeless" (an array). */
#ifndef VIZ_POOL_H
#define VIZ_POOL_H

#include <jv.h>

struct pool_options {
	int parallel;              /* exchanges at once; 0: 16 */
	int per_minute;            /* exchanges started in any 60 s; 0: no cap */
	int tries;                 /* for one request; 0: 7 */
};

struct pool;

/* NULL where no process can be made (errno). */
struct pool *pool_new(const struct pool_options *);
void pool_free(struct pool *);

/* The reply to an HTTP request (consumed), both as in http.h, with "tries"
 * added; timeout_ms is for all tries together. */
jv pool_ask(struct pool *, jv request);

#endif
