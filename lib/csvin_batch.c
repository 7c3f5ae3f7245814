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

struct csvin_field *
csvin_room(struct csvin_batch *b, size_t n)
{
	size_t used = b->rows * b->columns;

	if (b->fields_cap < used + n) {
		b->fields_cap = 2 * b->fields_cap > used + n ? 2 * b->fields_cap : used + n;
		b->fields = mem_resize(b->fields, b->fields_cap, sizeof *b->fields);
	}
	return b->fields + used;
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
csvin_fit(struct csvin *in, struct csvin_batch *b, const struct csvin_field *f, size_t k)
{
	uint64_t row = in->row + b->rows;

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
	bool spare = true;

	for (size_t i = b->columns; i < k; i++)
		spare &= (f[i].n & ~CSVIN_READY) == 0;
	if (k > b->columns && !(spare && k == b->columns + 1 && in->dialect.trailing))
		csvin_note(&in->notes, spare ? NOTE_TRAILING : NOTE_LONG, row);
	else if (k < b->columns)
		csvin_note(&in->notes, NOTE_SHORT, row);
	uintptr_t first = (uintptr_t)b->fields, it = (uintptr_t)f;
	bool here = it >= first && it < first + b->fields_cap * sizeof *f;
	size_t at = here ? (size_t)(f - b->fields) : 0;
	struct csvin_field *to = csvin_room(b, 64 + 2 * b->columns + (here ? k : 0));

	if (here)
		f = b->fields + at;
	for (size_t i = 0; i < b->columns; i++)
		to[i] = i < k ? f[i] : (struct csvin_field){0, 0};
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

/* Reads on until the batch holds a block more or the text ends. */
static int
fill(struct csvin *in, struct csvin_batch *b)
{
	size_t want = b->whole.n + CSVIN_BLOCK;

	str_room(&b->whole, CSVIN_BLOCK + 1 + CSVIN_PAD);
	while (b->whole.n < want && !in->eof) {
		size_t room = want - b->whole.n < 16 ? 16 : want - b->whole.n;
		struct str more = {b->whole.s + b->whole.n, 0, 0};
		ssize_t got = csvin_source_read(in->source, more.s, room);

		if (got < 0) {
			in->error = errno;
			return -1;
		}
		in->eof = got == 0;
		more.n = (size_t)got;
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

	while (from < n) {
		enum csvin_stop stop = csvin_scan(in, b, &from, n);

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
	b->some_ready = false;
	b->first = in->row;
	b->offset = in->exact ? in->offset : UINT64_MAX;
	if (b->done_cap < b->columns) {
		b->done = mem_resize(b->done, b->columns, 1);
		b->done_cap = b->columns;
	}
	memset(b->done, 0, b->columns);
	str_clear(&b->whole);
	str_add(&b->whole, in->carry.s != NULL ? in->carry.s : "", in->carry.n);
	str_clear(&in->carry);
}

int
csvin_next(struct csvin *in, struct csvin_batch *b)
{
	size_t rest;

	if (in->error != 0)
		return -1;
	start(in, b);
	do {
		size_t had = b->whole.n;

		/* The head of the file is here already. */
		if (!in->started && had >= CSVIN_BLOCK)
			str_room(&b->whole, 1 + CSVIN_PAD), b->bytes = b->whole.s, memset(b->bytes + had, 0, CSVIN_PAD);
		else if (fill(in, b) == -1)
			return -1;
		in->started = true;
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
	char quote = (char)b->quote, *bytes = b->bytes;
	struct csvin_field *f = b->fields + column;

	if (b->done != NULL && b->done[column])
		return;
	for (size_t r = 0; r < b->rows; r++, f += b->columns) {
		if (f->n == 0)
			continue;
		if (b->some_ready && f->n & CSVIN_READY) {
			f->n &= ~CSVIN_READY;
			continue;
		}
		unsigned char first = (unsigned char)bytes[f->at], last = (unsigned char)bytes[f->at + f->n - 1];

		if (__builtin_expect((first > ' ') & (last > ' ') & (first != (unsigned char)quote), 1))
			continue;
		if (first == (unsigned char)quote)
			unquote(bytes, f, quote);
		else
			trim(bytes, f);
	}
	if (b->done != NULL)
		b->done[column] = 1;
}
