#include "inflate.h"

#include "mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct inflate {
	z_stream z;
	bool whole, over;
};

enum { GZIP_ONLY = 16 };

struct inflate *
inflate_new(void)
{
	struct inflate *f = mem_calloc(1, sizeof *f);

	if (inflateInit2(&f->z, MAX_WBITS + GZIP_ONLY) != Z_OK)
		mem_die();
	return f;
}

void
inflate_free(struct inflate *f)
{
	if (f == NULL)
		return;
	inflateEnd(&f->z);
	free(f);
}

bool
inflate_whole(const struct inflate *f)
{
	return f->whole;
}

/* A member has ended: is another one behind it? */
static void
next_member(struct inflate *f, const char **in, size_t *in_n)
{
	while (*in_n > 0 && **in == 0) {
		++*in;
		--*in_n;
	}
	if (*in_n == 0)
		return;
	if ((unsigned char)**in != 0x1f) {
		f->over = true;
		*in_n = 0;
		return;
	}
	inflateReset(&f->z);
	f->whole = false;
}

size_t
inflate_some(struct inflate *f, const char **in, size_t *in_n, char *out, size_t cap, bool *bad)
{
	*bad = false;
	if (f->whole && !f->over)
		next_member(f, in, in_n);
	if (f->whole) {
		*in_n = f->over ? 0 : *in_n;
		return 0;
	}
	unsigned int given = *in_n > UINT_MAX ? UINT_MAX : (unsigned int)*in_n;
	unsigned int room = cap > UINT_MAX ? UINT_MAX : (unsigned int)cap;

	memcpy(&f->z.next_in, in, sizeof *in);   /* zlib's member lacks the const */
	f->z.avail_in = given;
	f->z.next_out = (unsigned char *)out;
	f->z.avail_out = room;
	int rc = inflate(&f->z, Z_NO_FLUSH);

	*in += given - f->z.avail_in;
	*in_n -= given - f->z.avail_in;
	f->whole = rc == Z_STREAM_END;
	*bad = rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR;
	return room - f->z.avail_out;
}
