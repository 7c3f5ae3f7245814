/* http: HTTP exchanges side by side over one pool of connections (libcurl's
 * multi interface).  TLS is verified, proxies come from the usual variables,
 * redirects are not followed, nothing is logged.
 *
 * A request is {"method","url","headers":{…},"body":text or null,"timeout_ms",
 * "cap"}.  A reply is {"status","body","ms","retry_after_ms" (0: not said),
 * "error":null or {"kind","message"}}; kind is "time", "connect", "tls",
 * "broken" or "long" (the body is longer than cap bytes). */
#ifndef VIZ_HTTP_H
#define VIZ_HTTP_H

#include <jv.h>
#include <poll.h>

struct http;

struct http *http_new(void);
void http_free(struct http *);

/* Starts an exchange (request consumed); tag comes back with its reply. */
void http_start(struct http *, jv request, void *tag);

/* Waits at most ms (-1: without end) until an exchange or one of n descriptors
 * has moved; fills their revents. */
void http_wait(struct http *, struct pollfd *fds, nfds_t n, int ms);

/* The tag of an exchange that is over, with its reply; NULL where none is. */
void *http_next(struct http *, jv *reply);

#endif
