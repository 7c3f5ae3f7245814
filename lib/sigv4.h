/* sigv4: AWS Signature Version 4 (libcrypto's HMAC-SHA256).  libcurl's own
 * signs the path as it is sent; Bedrock's model ids hold ":", which AWS wants
 * encoded twice, so that signature would be refused. */
#ifndef VIZ_SIGV4_H
#define VIZ_SIGV4_H

#include <jv.h>
#include <time.h>

struct sigv4 {
	const char *access, *secret;
	const char *token;         /* of a session, or NULL */
	const char *region, *service;
	time_t now;
};

/* The request of http.h (consumed) with X-Amz-Date, Authorization and, for a
 * session, X-Amz-Security-Token added to its headers.  All headers and the
 * body are signed. */
jv sigv4_sign(jv request, const struct sigv4 *);

#endif
