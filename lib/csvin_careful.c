/* One row by libcsv, the authority on what a stray quote means, and what we do
 * where its answer cannot be meant: a row that runs over lines because a quote
 * stayed open is read anew as one line whose quotes are plain characters. */
#include "csvin_impl.h"

#include "mem.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

static void
on_field(void *s, size_t n, void *ctx)
{
	struct csvin *in = ctx;

	if (in->found_n == in->found_cap) {
		in->found_cap = in->found_cap ? 2 * in->found_cap : 64;
		in->found = mem_resize(in->found, in->found_cap, sizeof *in->found);
	}
	in->found[in->found_n++] = (struct csvin_field){(uint32_t)in->scratch.n, (uint32_t)n};
	if (n > 0)
		str_add(&in->scratch, s, n);
}

static void
on_row(int c, void *ctx)
{
	struct csvin *in = ctx;

	(void)c;
	in->row_ended = true;
}

static struct csv_parser *
parser(struct csvin *in)
{
	if (in->parser == NULL) {
		in->parser = mem_calloc(1, sizeof(struct csv_parser));
		if (csv_init(in->parser, 0) != 0)
			mem_die();
		csv_set_delim(in->parser, (unsigned char)csvin_delimiter(in));
		/* it grows a field by so much at once: by 128 bytes, where nothing is said */
		csv_set_blk_size(in->parser, 64 << 10);
	}
	return in->parser;
}

void
csvin_careful_free(struct csvin *in)
{
	if (in->parser != NULL)
		csv_free(in->parser);
	free(in->parser);
	free(in->found);
}

/* The end of the line at from, its CR or LF counted in; n where there is none. */
static size_t
line_end(const char *s, size_t from, size_t n)
{
	while (from < n && s[from] != '\n' && s[from] != '\r')
		from++;
	return from < n ? from + 1 : n;
}

/* How far the end of a quote that opens at byte at of the text is looked for.
 * Where each line opens one that never ends, each would else be looked at from
 * a megabyte of lines before it. */
static size_t
patience(const struct csvin *in, uint64_t at)
{
	enum { FREE = 4 << 20, SHARE = 4, LEAST = 1 << 10 };
	uint64_t may = FREE + SHARE * at, left = may > in->vain ? may - in->vain : 0;

	return left > CSVIN_QUOTED_MOST ? CSVIN_QUOTED_MOST : left < LEAST ? LEAST : (size_t)left;
}

/* Feeds libcsv line by line, most bytes and the rest of the line, until a row
 * ends: behind it, or 0 where none did. */
static size_t
row_by_libcsv(struct csvin *in, const char *s, size_t from, size_t n, size_t most, int quote)
{
	struct csv_parser *p = parser(in);
	size_t at = from;

	str_clear(&in->scratch);
	in->found_n = 0;
	in->row_ended = false;
	csv_set_quote(p, (unsigned char)quote);
	while (at < n && !in->row_ended && at - from < most) {
		size_t end = line_end(s, at, n);

		if (csv_parse(p, s + at, end - at, on_field, on_row, in) != end - at)
			mem_die();
		at = end;
	}
	bool ended = in->row_ended;

	/* Without an end: libcsv must forget the row it is in. */
	if (!ended) {
		csv_fini(p, on_field, on_row, in);
		return 0;
	}
	return at;
}

/* Did every quote of the row stand at a field's edge? */
static bool
is_proper(const struct csvin *in, const char *s, size_t from, size_t to)
{
	bool inside = false;
	char quote = (char)in->dialect.quote, delimiter = (char)csvin_delimiter(in);

	for (size_t i = from; i < to; i++) {
		if (s[i] != quote)
			continue;
		if (!inside) {
			size_t k = i;

			while (k > from && (s[k - 1] == ' ' || s[k - 1] == '\t') && s[k - 1] != delimiter)
				k--;
			if (k > from && s[k - 1] != delimiter)
				return false;
			inside = true;
		} else if (i + 1 < to && s[i + 1] == quote) {
			i++;
		} else {
			size_t k = i + 1;

			while (k < to && (s[k] == ' ' || s[k] == '\t') && s[k] != delimiter)
				k++;
			if (k < to && s[k] != delimiter && s[k] != '\n' && s[k] != '\r')
				return false;
			inside = false;
		}
	}
	return !inside;
}

/* The row goes back into the batch, over its own bytes: it is no longer. */
static void
store(struct csvin *in, struct csvin_batch *b, size_t from)
{
	struct csvin_field *to = b->fields + b->rows;
	bool spare = true;

	b->some_ready = true;
	if (in->scratch.n > 0)
		memcpy(b->bytes + from, in->scratch.s, in->scratch.n);
	for (size_t i = 0; i < in->found_n; i++) {
		const struct csvin_field *f = &in->found[i];

		if (i < b->columns)
			to[i * b->stride] = (struct csvin_field){f->at + (uint32_t)from, f->n | CSVIN_READY};
		else
			spare &= f->n == 0;
	}
	csvin_fit(in, b, in->found_n, spare);
}

bool
csvin_careful(struct csvin *in, struct csvin_batch *b, size_t *from, size_t n, bool last)
{
	size_t line = line_end(b->bytes, *from, n);
	size_t most = patience(in, in->offset + *from);
	size_t end = row_by_libcsv(in, b->bytes, *from, n, most, in->dialect.quote);

	if (end == 0 && !last && n - *from < most)
		return false;
	if (end != 0 && is_proper(in, b->bytes, *from, end)) {
		store(in, b, *from);
		*from = end;
		return true;
	}
	if (end != 0 && (end == line || in->found_n == b->columns)) {
		csvin_note(&in->notes, NOTE_STRAY, in->row + b->rows);
		store(in, b, *from);
		*from = end;
		return true;
	}
	/* Over several lines and not a row: the line alone, quotes as they are. */
	size_t looked = (end != 0 ? end : n) - *from;

	if (row_by_libcsv(in, b->bytes, *from, line, SIZE_MAX, 0) == 0)
		return false;
	in->vain += looked < most ? looked : most;
	csvin_note(&in->notes, NOTE_OPEN, in->row + b->rows);
	store(in, b, *from);
	*from = line;
	return true;
}
