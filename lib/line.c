#include "line.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

struct line_reader
line_reader(int fd)
{
	return (struct line_reader){.fd = fd};
}

/* A whole line that is already in the buffer, or the rest at the end. */
static int
buffered(struct line_reader *r, const char **s, size_t *n)
{
	const char *nl = r->buf.n > r->seen ? memchr(r->buf.s + r->seen, '\n', r->buf.n - r->seen) : NULL;

	if (nl == NULL) {
		r->seen = r->buf.n;
		if (!r->eof)
			return 2;
		if (r->head == r->buf.n)
			return 0;
		nl = r->buf.s + r->buf.n;
	}
	*s = r->buf.s + r->head;
	*n = (size_t)(nl - *s);
	r->head += *n + (nl < r->buf.s + r->buf.n);
	r->seen = r->head;
	r->number++;
	return 1;
}

/* One read(2) behind what is kept. */
static int
fill(struct line_reader *r)
{
	if (r->head > 0) {
		memmove(r->buf.s, r->buf.s + r->head, r->buf.n - r->head);
		r->buf.n -= r->head;
		r->seen -= r->head;
		r->head = 0;
	}
	/* A buffer that grows with the line keeps long lines linear. */
	size_t want = r->buf.n > CHUNK ? r->buf.n : CHUNK;
	ssize_t got = read(r->fd, str_room(&r->buf, want), want);

	if (got < 0)
		return -1;
	if (got == 0)
		r->eof = true;
	r->buf.n += (size_t)got;
	r->buf.s[r->buf.n] = '\0';
	return 0;
}

int
line_poll(struct line_reader *r, const char **s, size_t *n)
{
	int got = buffered(r, s, n);

	if (got != 2)
		return got;
	if (fill(r) == -1)
		return errno == EINTR || errno == EAGAIN ? 2 : -1;
	return buffered(r, s, n);
}

bool
line_ready(const struct line_reader *r)
{
	return r->eof || (r->buf.n > r->seen && memchr(r->buf.s + r->seen, '\n', r->buf.n - r->seen) != NULL);
}

int
line_next(struct line_reader *r, const char **s, size_t *n)
{
	int got;

	while ((got = line_poll(r, s, n)) == 2)
		;
	return got;
}

void
line_free(struct line_reader *r)
{
	str_free(&r->buf);
}

int
line_write(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t put = write(fd, p, n);

		if (put < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

int
line_slurp(int fd, struct str *out, size_t cap)
{
	for (;;) {
		size_t want = CHUNK;

		if (cap > 0 && out->n + want > cap + 1)
			want = cap + 1 - out->n;
		ssize_t got = read(fd, str_room(out, want), want);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		out->n += (size_t)got;
		out->s[out->n] = '\0';
		if (got == 0)
			return 0;
		if (cap > 0 && out->n > cap) {
			out->n = cap;
			out->s[cap] = '\0';
			return 1;
		}
	}
}
