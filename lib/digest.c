#include "digest.h"

#include "json.h"
#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

struct digest {
	XXH3_state_t *state;
};

static void
spell(XXH128_hash_t h, char out[DIGEST_SIZE])
{
	snprintf(out, DIGEST_SIZE, "xxh128:%016llx%016llx",
	    (unsigned long long)h.high64, (unsigned long long)h.low64);
}

void
digest_bytes(const void *bytes, size_t n, char out[DIGEST_SIZE])
{
	spell(XXH3_128bits(bytes, n), out);
}

jv
digest_jv(jv v)
{
	char out[DIGEST_SIZE];
	struct str text = {0};

	json_add(&text, v, true);
	jv_free(v);
	digest_bytes(text.s, text.n, out);
	str_free(&text);
	return jv_string(out);
}

struct digest *
digest_new(void)
{
	struct digest *d = mem_alloc(sizeof *d);

	d->state = XXH3_createState();
	if (d->state == NULL)
		mem_die();
	XXH3_128bits_reset(d->state);
	return d;
}

void
digest_add(struct digest *d, const void *bytes, size_t n)
{
	XXH3_128bits_update(d->state, bytes, n);
}

void
digest_end(struct digest *d, char out[DIGEST_SIZE])
{
	spell(XXH3_128bits_digest(d->state), out);
	XXH3_freeState(d->state);
	free(d);
}
