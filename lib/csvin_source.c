/* Theory of operation.
 *
 * raw bytes (digested) -> [gunzip] -> pending -> [recode] -> caller.
 *
 * Plain UTF-8 takes a short way: it is read into the caller's own buffer and
 * looked over once; only a piece that holds a NUL or a malformed sequence goes
 * back to pending and through the mender. */
#include "csvin_impl.h"

#include "digest.h"
#include "inflate.h"
#include "mem.h"

#include <emmintrin.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 64 << 10 };

struct csvin_source {
	int fd;
	struct digest *digest;
	uint64_t bytes;
	bool raw_end, ended;
	struct inflate *inflate;
	struct str packed;         /* bytes for inflate */
	size_t packed_at;
	struct str pending;        /* unpacked bytes that were looked at ahead */
	size_t pending_at;
	iconv_t iconv;             /* (iconv_t)-1: the text is UTF-8 */
	struct csvin_mended mended;
};

struct csvin_source *
csvin_source_new(int fd)
{
	struct csvin_source *s = mem_calloc(1, sizeof *s);

	s->fd = fd;
	s->digest = digest_new();
	s->iconv = (iconv_t)-1;
	return s;
}

void
csvin_source_free(struct csvin_source *s)
{
	csvin_source_digest_off(s);
	if (s->iconv != (iconv_t)-1)
		iconv_close(s->iconv);
	inflate_free(s->inflate);
	str_free(&s->packed);
	str_free(&s->pending);
	if (s->fd != STDIN_FILENO)
		close(s->fd);
	free(s);
}

/* ---- the file's own bytes */

static ssize_t
read_raw(struct csvin_source *s, char *to, size_t cap)
{
	ssize_t got;

	if (s->raw_end)
		return 0;
	do
		got = read(s->fd, to, cap);
	while (got == -1 && errno == EINTR);
	if (got == 0)
		s->raw_end = true;
	if (got > 0) {
		s->bytes += (uint64_t)got;
		if (s->digest != NULL)
			digest_add(s->digest, to, (size_t)got);
	}
	return got;
}

static ssize_t
read_packed(struct csvin_source *s, char *to, size_t cap)
{
	for (;;) {
		if (s->packed_at == s->packed.n) {
			str_clear(&s->packed);
			s->packed_at = 0;
			ssize_t got = read_raw(s, str_room(&s->packed, PIECE), PIECE);

			if (got < 0)
				return -1;
			s->packed.n += (size_t)got;
		}
		const char *in = s->packed.s + s->packed_at;
		size_t left = s->packed.n - s->packed_at;
		bool bad, last = left == 0;
		size_t got = inflate_some(s->inflate, &in, &left, to, cap, &bad);

		s->packed_at = s->packed.n - left;
		if (bad || (last && got == 0 && !inflate_whole(s->inflate))) {
			errno = EBADMSG;
			return -1;
		}
		if (got > 0 || last)
			return (ssize_t)got;
	}
}

static ssize_t
read_unpacked(struct csvin_source *s, char *to, size_t cap)
{
	return s->inflate != NULL ? read_packed(s, to, cap) : read_raw(s, to, cap);
}

/* ---- looking ahead */

/* Until pending holds n bytes behind pending_at or the file ends. */
static int
fill(struct csvin_source *s, size_t n)
{
	if (s->pending_at > 0) {
		memmove(s->pending.s, s->pending.s + s->pending_at, s->pending.n - s->pending_at);
		s->pending.n -= s->pending_at;
		s->pending_at = 0;
	}
	while (s->pending.n < n && !s->ended) {
		ssize_t got = read_unpacked(s, str_room(&s->pending, PIECE), PIECE);

		if (got < 0)
			return -1;
		s->pending.n += (size_t)got;
		s->ended = got == 0;
	}
	return 0;
}

/* gzip's mark: what was looked at goes to inflate and is looked at anew. */
static void
unpack_where_packed(struct csvin_source *s)
{
	if (s->inflate != NULL || s->pending.n < 3 || memcmp(s->pending.s, "\x1f\x8b\x08", 3) != 0)
		return;
	s->inflate = inflate_new();
	s->packed = s->pending;
	s->pending = (struct str){0};
	s->ended = false;
}

size_t
csvin_source_peek(struct csvin_source *s, size_t n, const char **bytes)
{
	int rc = fill(s, n);

	if (rc == 0 && s->inflate == NULL) {
		unpack_where_packed(s);
		rc = fill(s, n);
	}
	*bytes = s->pending.s != NULL ? s->pending.s : "";
	if (rc == -1 && s->pending.n == 0)
		return SIZE_MAX;
	return s->pending.n < n ? s->pending.n : n;
}

void
csvin_source_drop(struct csvin_source *s, size_t n)
{
	s->pending_at += n;
}

bool
csvin_source_packed(const struct csvin_source *s)
{
	return s->inflate != NULL;
}

bool
csvin_source_as(struct csvin_source *s, const char *encoding)
{
	if (strcmp(encoding, "utf-8") == 0)
		return true;
	s->iconv = iconv_open("UTF-8", encoding);
	return s->iconv != (iconv_t)-1;
}

/* ---- recoding */

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/* Drops NULs from the n bytes at to: how many stay. */
static size_t
without_nul(struct csvin_source *s, char *to, size_t n)
{
	size_t kept = 0;

	if (memchr(to, '\0', n) == NULL)
		return n;
	for (size_t i = 0; i < n; i++)
		if (to[i] != '\0')
			to[kept++] = to[i];
	s->mended.nul += n - kept;
	return kept;
}

/* From pending by iconv; what cannot be decoded is replaced byte by byte. */
static ssize_t
recode(struct csvin_source *s, char *to, size_t cap)
{
	for (;;) {
		if (fill(s, PIECE) == -1)
			return -1;
		char *in = s->pending.s, *out = to;
		size_t in_left = s->pending.n, out_left = cap;

		if (in_left == 0)
			return 0;
		size_t rc = iconv(s->iconv, &in, &in_left, &out, &out_left);
		bool stuck = rc == (size_t)-1 && (errno == EILSEQ || (errno == EINVAL && s->ended));

		if (stuck && out_left >= 3) {
			memcpy(out, REPLACEMENT, 3);
			out += 3;
			in++;
			s->mended.bad++;
			iconv(s->iconv, NULL, NULL, NULL, NULL);
		}
		s->pending_at = (size_t)(in - s->pending.s);
		s->mended.any_good = true;
		size_t n = without_nul(s, to, (size_t)(out - to));

		if (n > 0)
			return (ssize_t)n;
	}
}

/* From pending, up to or with the next malformed sequence, which is replaced.
 * Wants four bytes, or all that is left, to be sure of what it sees. */
static ssize_t
mend(struct csvin_source *s, char *to, size_t cap)
{
	const char *in = s->pending.s + s->pending_at;
	size_t left = s->pending.n - s->pending_at;
	size_t n = str_utf8(in, left < cap ? left : cap);

	if (n > 0) {
		memcpy(to, in, n);
		s->pending_at += n;
		return (ssize_t)without_nul(s, to, n);
	}
	memcpy(to, REPLACEMENT, 3);
	s->mended.bad++;
	for (n = 1; n < left && ((unsigned char)in[n] & 0xC0) == 0x80; n++)
		;
	s->pending_at += n;
	return 3;
}

/* Are there bytes beyond ASCII, are there NULs? */
static void
look(const char *s, size_t n, bool *high, bool *nul)
{
	__m128i any = _mm_setzero_si128(), zero = any, none = any;
	size_t i = 0;
	unsigned char h = 0;

	for (; i + 16 <= n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(s + i));

		any = _mm_or_si128(any, v);
		zero = _mm_or_si128(zero, _mm_cmpeq_epi8(v, none));
	}
	*nul = _mm_movemask_epi8(zero) != 0;
	*high = _mm_movemask_epi8(any) != 0;
	for (; i < n; i++) {
		h |= (unsigned char)s[i];
		*nul |= s[i] == '\0';
	}
	*high |= h >= 0x80;
}

/* How many bytes at the end of s begin a sequence that is cut there. */
static size_t
cut_tail(const char *s, size_t n)
{
	for (size_t i = 1; i <= 3 && i <= n; i++) {
		unsigned char c = (unsigned char)s[n - i];

		if (c >= 0xC0)
			return (c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2) > i ? i : 0;
		if (c < 0x80)
			return 0;
	}
	return 0;
}

/* The short way; the few bytes of a sequence that the last piece cut come
 * first.  What is not well formed is left pending for the mender. */
static ssize_t
read_plain(struct csvin_source *s, char *to, size_t cap)
{
	size_t n = s->pending.n - s->pending_at, tail;
	bool high, nul;

	if (n > 0)
		memcpy(to, s->pending.s + s->pending_at, n);
	ssize_t got = read_unpacked(s, to + n, cap - n);

	if (got < 0)
		return -1;
	str_clear(&s->pending);
	s->pending_at = 0;
	s->ended = got == 0;
	n += (size_t)got;
	look(to, n, &high, &nul);
	if (!high && !nul)
		return (ssize_t)n;
	tail = s->ended ? 0 : cut_tail(to, n);
	if (nul || str_utf8(to, n - tail) < n - tail)
		tail = n;
	else
		s->mended.any_good = true;
	str_add(&s->pending, to + n - tail, tail);
	return (ssize_t)(n - tail);
}

ssize_t
csvin_source_read(struct csvin_source *s, char *to, size_t cap)
{
	for (;;) {
		ssize_t n;

		if (s->iconv != (iconv_t)-1)
			return recode(s, to, cap);
		size_t left = s->pending.n - s->pending_at;

		if (left >= 4 || (left > 0 && s->ended))
			n = mend(s, to, cap);
		else
			n = read_plain(s, to, cap);
		if (n != 0 || (s->ended && s->pending_at == s->pending.n))
			return n;
	}
}

/* ---- the rest */

bool
csvin_source_seek(struct csvin_source *s, uint64_t offset)
{
	if (s->inflate != NULL || s->iconv != (iconv_t)-1 || s->digest != NULL)
		return false;
	if (lseek(s->fd, (off_t)offset, SEEK_SET) == -1)
		return false;
	str_clear(&s->pending);
	s->pending_at = 0;
	s->raw_end = s->ended = false;
	return true;
}

void
csvin_source_digest_off(struct csvin_source *s)
{
	char unused[DIGEST_SIZE];

	if (s->digest != NULL)
		digest_end(s->digest, unused);
	s->digest = NULL;
}

void
csvin_source_digest(struct csvin_source *s, char out[DIGEST_SIZE])
{
	digest_end(s->digest, out);
	s->digest = NULL;
}

uint64_t
csvin_source_bytes(const struct csvin_source *s)
{
	return s->bytes;
}

const struct csvin_mended *
csvin_source_mended(const struct csvin_source *s)
{
	return &s->mended;
}
