/* The batches: filling them, and making their fields ready. */
#include "csvin_impl.h"

#include "mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
csvin_batch_free(struct csvin_batch *b)
{
	str_free(&b->whole);
	free(b->fields);
	free(b->done);
	*b = (struct csvin_batch){0};
}

void
csvin_room(struct csvin_batch *b)
{
	enum { LEAST = 16 };
	size_t rows = CSVIN_FIELDS / b->columns;

	b->room = rows > LEAST ? rows : LEAST;
	/* An odd number of cache lines, that the columns of a row share no set. */
	b->stride = (b->room + 7) / 8 * 8 | 8;
	if (b->fields_cap < b->columns * b->stride) {
		b->fields_cap = b->columns * b->stride;
		b->fields = mem_resize(b->fields, b->fields_cap, sizeof *b->fields);
	}
	if (b->done_cap < b->columns) {
		b->done_cap = b->columns;
		b->done = mem_resize(b->done, b->columns, sizeof *b->done);
	}
	memset(b->done, 0, b->columns);
}

/* ---- rows that are not as the others */

static bool
is_blank(const struct csvin_batch *b, const struct csvin_field *f)
{
	if (f->n & CSVIN_READY)
		return false;
	for (size_t i = 0; i < f->n; i++)
		if (b->bytes[f->at + i] != ' ' && b->bytes[f->at + i] != '\t')
			return false;
	return true;
}

void
csvin_fit(struct csvin *in, struct csvin_batch *b, size_t k, bool spare)
{
	uint64_t row = in->row + b->rows;
	struct csvin_field *f = b->fields + b->rows;

	if (k == 0)
		return;
	if (k == 1 && is_blank(b, f)) {
		csvin_note(&in->notes, NOTE_BLANK, row);
		return;
	}
	if (k == 1 && b->columns >= 3) {
		csvin_note(&in->notes, NOTE_LONELY, row);
		return;
	}
	if (k > b->columns && !(spare && k == b->columns + 1 && in->dialect.trailing))
		csvin_note(&in->notes, spare ? NOTE_TRAILING : NOTE_LONG, row);
	else if (k < b->columns)
		csvin_note(&in->notes, NOTE_SHORT, row);
	for (size_t i = k; i < b->columns; i++)
		f[i * b->stride] = (struct csvin_field){0, 0};
	b->rows++;
}

/* ---- filling */

void
csvin_unescape(struct csvin *in, struct str *s)
{
	size_t kept = 0;
	char escape = (char)in->dialect.escape, quote = (char)in->dialect.quote;

	if (in->dialect.escape == 0)
		return;
	for (size_t i = 0; i < s->n; i++) {
		char c = s->s[i];

		if (in->escaped) {
			in->escaped = false;
			/* \" becomes "", \\ becomes \, any other stays. */
			if (c == quote)
				s->s[kept - 1] = quote;
			else if (c == escape)
				continue;
		} else {
			in->escaped = c == escape;
		}
		s->s[kept++] = c;
	}
	s->n = kept;
}

/* Reads on until the batch holds so much more or the text ends. */
static int
fill(struct csvin *in, struct csvin_batch *b, size_t more_n)
{
	enum { LEAST = 16 };           /* that the source wants to be asked for */
	size_t want = b->whole.n + more_n;

	str_room(&b->whole, more_n + LEAST + 2 + CSVIN_PAD);
	while (b->whole.n < want && !in->eof) {
		size_t room = want - b->whole.n < LEAST ? LEAST : want - b->whole.n;
		struct str more = {b->whole.s + b->whole.n, 0, 0};
		char *to = more.s + (in->dialect.runs > 0);
		ssize_t got = csvin_source_read(in->source, to, room);

		if (got < 0) {
			in->error = errno;
			return -1;
		}
		in->eof = got == 0;
		more.n = to > more.s ? csvin_squeeze(in, more.s, to, (size_t)got) : (size_t)got;
		csvin_unescape(in, &more);
		b->whole.n += more.n;
	}
	b->bytes = b->whole.s;
	if (in->eof && b->whole.n > 0 && b->bytes[b->whole.n - 1] != '\n')
		b->bytes[b->whole.n++] = '\n';
	memset(b->bytes + b->whole.n, 0, CSVIN_PAD);
	return 0;
}

/* A row that is longer than we hold is cut at the end of what is here. */
static void
cut_row(struct csvin *in, struct csvin_batch *b)
{
	csvin_note(&in->notes, NOTE_HUGE, in->row + b->rows);
	b->bytes[b->whole.n - 1] = '\n';
}

/* All whole rows of the batch's bytes; where the rest starts. */
static size_t
cut_rows(struct csvin *in, struct csvin_batch *b)
{
	size_t n = b->whole.n, from = in->after_cr && n > 0 && b->bytes[0] == '\n';

	while (from < n && b->rows < b->room) {
		enum csvin_stop stop = csvin_scan(in, b, &from, n);

		if (stop == STOP_FULL)
			break;
		if (stop == STOP_END && (from == n || (!in->eof && n - from < CSVIN_QUOTED_MOST)))
			break;
		if (stop == STOP_END && !in->eof && memchr(b->bytes + from, '\n', n - from) == NULL) {
			if (n - from < CSVIN_ROW_MOST)
				break;
			cut_row(in, b);
		}
		if (!csvin_careful(in, b, &from, n, in->eof || n - from >= CSVIN_QUOTED_MOST))
			break;
	}
	return from;
}

static void
note_mended(struct csvin *in)
{
	const struct csvin_mended *m = csvin_source_mended(in->source);

	/* The row is the first of the batch in which the fault was met. */
	for (; in->nul_seen < m->nul; in->nul_seen++)
		csvin_note(&in->notes, NOTE_NUL, in->nul_seen < 8 ? in->row : 0);
	for (; in->bad_seen < m->bad; in->bad_seen++)
		csvin_note(&in->notes, NOTE_BAD_BYTES, in->bad_seen < 8 ? in->row : 0);
	if (m->nul > 0 || m->bad > 0)
		in->exact = false;
}

static void
start(struct csvin *in, struct csvin_batch *b)
{
	if (!in->digest)
		csvin_source_digest_off(in->source);
	b->columns = in->dialect.columns;
	b->quote = in->dialect.quote;
	b->rows = 0;
	csvin_room(b);
	b->some_ready = false;
	b->first = in->row;
	b->offset = in->exact ? in->offset : UINT64_MAX;
	str_clear(&b->whole);
	str_add(&b->whole, in->carry.s != NULL ? in->carry.s : "", in->carry.n);
	str_clear(&in->carry);
}

int
csvin_next(struct csvin *in, struct csvin_batch *b)
{
	size_t rest;
	bool enough;

	if (in->error != 0)
		return -1;
	start(in, b);
	/* The head of the file, or what the last batch had no room for. */
	enough = b->whole.n >= CSVIN_BLOCK || in->eof;
	do {
		if (fill(in, b, enough ? 0 : CSVIN_BLOCK) == -1)
			return -1;
		enough = false;
		note_mended(in);
		rest = cut_rows(in, b);
		if (b->rows == 0) {
			/* What was cut off here was no row (blank lines). */
			if (rest > 0)
				in->after_cr = b->bytes[rest - 1] == '\r';
			memmove(b->bytes, b->bytes + rest, b->whole.n - rest);
			b->whole.n -= rest;
			in->offset += rest;
			b->offset = in->exact ? in->offset : UINT64_MAX;
			rest = 0;
		}
	} while (b->rows == 0 && !in->eof);
	if (b->rows == 0)
		return 0;
	str_add(&in->carry, b->bytes + rest, b->whole.n - rest);
	in->offset += rest;
	in->row += b->rows;
	in->after_cr = rest > 0 && b->bytes[rest - 1] == '\r';
	return 1;
}

/* ---- fields */

/* Takes the quotes of a field away, its inner doubled ones too. */
static void
unquote(char *bytes, struct csvin_field *f, char quote)
{
	char *s = bytes + f->at + 1;
	size_t n = f->n - 2, kept;
	char *q = memchr(s, quote, n);

	f->at++;
	f->n = (uint32_t)n;
	if (q == NULL)
		return;
	kept = (size_t)(q - s);
	for (size_t i = kept; i < n; i++) {
		s[kept++] = s[i];
		if (s[i] == quote)
			i++;
	}
	f->n = (uint32_t)kept;
}

static inline bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

static void
trim(const char *bytes, struct csvin_field *f)
{
	while (f->n > 0 && is_space(bytes[f->at + f->n - 1]))
		f->n--;
	while (f->n > 0 && is_space(bytes[f->at])) {
		f->at++;
		f->n--;
	}
}

void
csvin_column(struct csvin_batch *b, size_t column)
{
	unsigned char quote = (unsigned char)b->quote;
	char *bytes = b->bytes;
	struct csvin_field *f = b->fields + column * b->stride, *end = f + b->rows;
	bool some = b->some_ready;

	if (b->done[column])
		return;
	b->done[column] = true;
	for (; f < end; f++) {
		if (f->n == 0)
			continue;
		if (some && f->n & CSVIN_READY) {
			f->n &= ~CSVIN_READY;
			continue;
		}
		unsigned char first = (unsigned char)bytes[f->at], last = (unsigned char)bytes[f->at + f->n - 1];

		if (__builtin_expect((first > ' ') & (last > ' ') & (first != quote), 1))
			continue;
		if (first == quote)
			unquote(bytes, f, (char)quote);
		else
			trim(bytes, f);
	}
}
