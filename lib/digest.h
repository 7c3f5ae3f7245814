/* digest: XXH3 128 bits (libxxhash) as text: "xxh128:" and 32 hex digits.  It
 * tells change from sameness; it is no defence against a forger. */
#ifndef VIZ_DIGEST_H
#define VIZ_DIGEST_H

#include <jv.h>
#include <stddef.h>

enum { DIGEST_SIZE = 7 + 32 + 1 };

/* The digest of n bytes into out. */
void digest_bytes(const void *bytes, size_t n, char out[DIGEST_SIZE]);

/* The digest of a value: of its JSON text with sorted keys.  Consumes v,
 * returns a string. */
jv digest_jv(jv v);

/* The same, piece by piece.  digest_end frees it. */
struct digest;
struct digest *digest_new(void);
void digest_add(struct digest *, const void *bytes, size_t n);
void digest_end(struct digest *, char out[DIGEST_SIZE]);

#endif
