/* How a file is written, from its head.
 *
 * Each delimiter with each quote reads the head; the best reading has rows of
 * one length, of more than one field, whose fields look like single things. */
#include "cell.h"
#include "csvin_impl.h"

#include <string.h>
#include <strings.h>

enum { ROWS_MOST = 200, FIELDS_MOST = CSVIN_COLUMNS_MOST + 1, HEAD_MOST = 48 << 10, PREAMBLE_MOST = 30 };

/* ---- rows of the head */

static bool
is_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool
is_blank(char c, int delimiter)
{
	return (c == ' ' || c == '\t') && c != (char)delimiter;
}

/* In csvin_field.n, beside CSVIN_READY (it was quoted): text stood behind the
 * quote that closed. */
#define FIELD_ODD 0x40000000u

/* One field at s[i]: its span without quotes and blanks; where it ends. */
static size_t
field(const struct csvin_dialect *d, const char *s, size_t i, size_t n, struct csvin_field *f, bool *open)
{
	while (i < n && is_blank(s[i], d->delimiter))
		i++;
	size_t start = i, end;

	if (d->quote != 0 && i < n && s[i] == (char)d->quote) {
		start = ++i;
		for (; i < n; i++) {
			if (d->escape != 0 && s[i] == (char)d->escape && i + 1 < n)
				i++;
			else if (s[i] == (char)d->quote && i + 1 < n && s[i + 1] == (char)d->quote)
				i++;
			else if (s[i] == (char)d->quote)
				break;
		}
		*open = i >= n;
		end = i;
		size_t behind = i += i < n;

		while (i < n && !is_end(s[i]) && s[i] != (char)d->delimiter)
			i++;
		while (behind < i && is_blank(s[behind], d->delimiter))
			behind++;
		*f = (struct csvin_field){(uint32_t)start, (uint32_t)(end - start) | CSVIN_READY | (behind < i ? FIELD_ODD : 0)};
		return i;
	}
	while (i < n && !is_end(s[i]) && (s[i] != (char)d->delimiter || d->delimiter == 0))
		i++;
	for (end = i; end > start && is_blank(s[end - 1], d->delimiter);)
		end--;
	*f = (struct csvin_field){(uint32_t)start, (uint32_t)(end - start)};
	return i;
}

size_t
csvin_split(const struct csvin_dialect *d, const char *s, size_t n, bool whole,
    struct csvin_field *fields, size_t cap, size_t *count)
{
	size_t i = 0;
	bool open = false;

	if (d->runs > 0)
		return csvin_split_runs(d, s, n, whole, fields, cap, count);
	*count = 0;
	for (;;) {
		struct csvin_field f;

		i = field(d, s, i, n, &f, &open);
		if (*count < cap)
			fields[(*count)++] = f;
		if (i >= n)
			return whole && !open ? n : 0;
		if (is_end(s[i]))
			return i + 1 + (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n');
		i++;
	}
}

static size_t
length(const struct csvin_field *f)
{
	return f->n & ~(CSVIN_READY | FIELD_ODD);
}

/* How much a field looks like one thing. */
static double
tidiness(const char *s, const struct csvin_field *f)
{
	size_t n = length(f);
	struct cell_number x;

	if (f->n & FIELD_ODD)
		return 0;
	if (n == 0)
		return 0.8;
	if (f->n & CSVIN_READY || cell_plain_number(s + f->at, n, &x))
		return 1;
	bool digits = false, marks = false;

	for (size_t i = 0; i < n; i++) {
		char c = s[f->at + i];

		if (strchr(";|\t\"^~", c) != NULL && c != '\0')
			return 0;
		digits |= c >= '0' && c <= '9';
		marks |= c == ',' || c == ':' || c == '\'';
	}
	return marks ? (digits ? 0.7 : 0.5) : 0.9;
}

struct reading {
	struct csvin_dialect d;
	size_t columns;
	double score;
	int rows;
	size_t counts[ROWS_MOST];
	uint32_t starts[ROWS_MOST];
};

/* The row length that most of the rows, with more for longer ones, have. */
static size_t
usual_length(const struct reading *r, int *share)
{
	size_t best = 0;
	double best_weight = -1;

	for (int i = 0; i < r->rows; i++) {
		int same = 0;

		for (int k = 0; k < r->rows; k++)
			same += r->counts[k] == r->counts[i];
		double weight = same * (1 - 0.5 / (double)r->counts[i]);

		if (weight > best_weight) {
			best_weight = weight;
			best = r->counts[i];
			*share = same;
		}
	}
	return best;
}

static void
read_head(struct reading *r, const char *s, size_t n, bool whole)
{
	static struct csvin_field f[FIELDS_MOST];
	double tidy = 0, cells = 0;
	size_t at = 0;
	int share = 0;

	r->rows = 0;
	while (at < n && r->rows < ROWS_MOST) {
		size_t count, used = csvin_split(&r->d, s + at, n - at, whole, f, FIELDS_MOST, &count);

		if (used == 0)
			break;
		bool blank = count == 1 && f[0].n == 0;

		for (size_t i = 0; i < count && !blank && i < 64; i++) {
			tidy += tidiness(s + at, &f[i]);
			cells++;
		}
		if (!blank) {
			r->starts[r->rows] = (uint32_t)at;
			r->counts[r->rows++] = count;
		}
		at += used;
	}
	r->score = 0;
	r->columns = r->rows > 0 ? usual_length(r, &share) : 0;
	if (r->rows == 0 || cells == 0)
		return;
	double even = (double)share / r->rows, m = (double)r->columns;

	r->score = m < 2 ? 0.05 : even * even * (m - 1) / m * (0.2 + 0.8 * tidy / cells);
}

/* ---- delimiter, quote, escape */

static bool
occurs(const char *s, size_t n, int c)
{
	return c != 0 && memchr(s, c, n) != NULL;
}

static double
weight_of(int delimiter, int quote)
{
	double w = delimiter == ' ' ? 0.55 : delimiter == ':' ? 0.6 : strchr(",;\t|", delimiter) != NULL ? 1 : 0.5;

	return w * (quote == '"' ? 1 : quote == '\'' ? 0.96 : 0.5);
}

static void
try_reading(struct reading *best, struct csvin_dialect d, const char *s, size_t n, bool whole)
{
	static struct reading r;

	r.d = d;
	read_head(&r, s, n, whole);
	r.score *= weight_of(d.delimiter, d.quote);
	if (r.score > best->score + 1e-9)
		*best = r;
}

static int
sep_line(const char *s, size_t n)
{
	return n >= 6 && strncasecmp(s, "sep=", 4) == 0 && is_end(s[5]) ? (unsigned char)s[4] : 0;
}

static void
guess_marks(struct reading *best, const struct csvin_dialect *want, const char *s, size_t n, bool whole)
{
	static const char delimiters[] = ",\t;|: ^~\x1F\x01!#*";
	static const int quotes[] = {'"', '\'', 0};
	bool aligned = memmem(s, n, "  ", 2) != NULL;

	for (const char *c = delimiters; *c != '\0'; c++) {
		int delimiter = want->delimiter != CSVIN_DETECT ? want->delimiter : (unsigned char)*c;

		if (want->delimiter == CSVIN_DETECT && !occurs(s, n, delimiter))
			continue;
		for (int q = 0; q < 3; q++) {
			struct csvin_dialect d = *want;

			d.delimiter = delimiter;
			d.quote = want->quote != CSVIN_DETECT ? want->quote : quotes[q];
			if (delimiter != 0 && d.quote == delimiter)
				continue;
			d.escape = want->escape != CSVIN_DETECT ? want->escape : 0;
			if (want->quote == CSVIN_DETECT && quotes[q] != '"' && !occurs(s, n, quotes[q] ? quotes[q] : '"'))
				continue;
			try_reading(best, d, s, n, whole);
			for (d.runs = 1; d.runs <= 2 && delimiter == ' ' && aligned; d.runs++)
				try_reading(best, d, s, n, whole);
			d.runs = 0;
			if (want->escape == CSVIN_DETECT && d.quote != 0 && occurs(s, n, '\\')) {
				d.escape = '\\';
				try_reading(best, d, s, n, whole);
			}
			if (want->quote != CSVIN_DETECT)
				break;
		}
		if (want->delimiter != CSVIN_DETECT)
			break;
	}
}

/* ---- lines before the table, header */

static long
lines_before(const char *s, size_t at)
{
	long lines = 0;

	for (size_t i = 0; i < at; i++)
		lines += s[i] == '\n' || (s[i] == '\r' && s[i + 1] != '\n');
	return lines;
}

static size_t
behind_lines(const char *s, size_t n, long lines)
{
	size_t i = 0;

	while (lines > 0 && i < n) {
		while (i < n && !is_end(s[i]))
			i++;
		i += i + 1 < n && s[i] == '\r' && s[i + 1] == '\n' ? 2 : 1;
		lines--;
	}
	return i < n ? i : n;
}

/* The first row of the usual length, where the few before are shorter. */
static int
table_row(const struct reading *r)
{
	for (int i = 0; i < r->rows && i < PREAMBLE_MOST; i++)
		if (r->counts[i] >= r->columns && r->columns > 1)
			return i;
	return 0;
}

static bool
is_year(const char *s, size_t n)
{
	struct cell_number x;

	return n == 4 && cell_plain_number(s, n, &x) && x.whole && x.i >= 1800 && x.i <= 2100;
}

/* Does the first row name what is below?  Yes where it holds text above other
 * things; no where it holds numbers like those below; else where its texts are
 * all there, differ, and do not come again. */
/* "meter_100" is a name, though cells are written that way, too: "EUR 100". */
static bool
looks_like_name(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z'))
		i++;
	return i >= 4 || (i > 0 && i < n && s[i] == '_');
}

static bool
looks_like_header(const struct reading *r, const char *s, size_t n, bool whole, int first)
{
	static struct csvin_field head[FIELDS_MOST], f[FIELDS_MOST];
	size_t count, k, above = 0, numbers = 0, years = 0, again = 0, empty = 0;

	if (csvin_split(&r->d, s + r->starts[first], n - r->starts[first], whole, head, FIELDS_MOST, &count) == 0)
		return true;
	const char *h = s + r->starts[first];
	unsigned char below[FIELDS_MOST] = {0};

	for (int i = first + 1; i < r->rows && i < first + 40; i++) {
		const char *row = s + r->starts[i];

		csvin_split(&r->d, row, n - r->starts[i], whole, f, FIELDS_MOST, &k);
		for (size_t c = 0; c < k && c < count; c++) {
			size_t len = length(&f[c]), hn = length(&head[c]);
			enum cell_type t = below[c] == 1 ? CELL_TEXT : cell_looks(row + f[c].at, len);

			if (t == CELL_TEXT || t == CELL_BOOLEAN)
				below[c] = 1;
			else if (t != CELL_EMPTY && below[c] == 0)
				below[c] = 2;
			again += hn > 0 && len == hn && memcmp(h + head[c].at, row + f[c].at, len) == 0;
		}
	}
	for (size_t c = 0; c < count; c++) {
		size_t hn = length(&head[c]);
		enum cell_type t = looks_like_name(h + head[c].at, hn) ? CELL_TEXT : cell_looks(h + head[c].at, hn);

		empty += hn == 0;
		years += is_year(h + head[c].at, hn);
		if (t == CELL_TEXT || t == CELL_BOOLEAN)
			above += below[c] == 2;
		else if (t != CELL_EMPTY)
			numbers++;
	}
	if (above > 0)
		return numbers == 0 || above >= numbers || years == numbers;
	if (years > 1 && years == numbers)
		return true;
	if (numbers > 0 || r->rows - first < 2)
		return numbers == 0;
	return again == 0 && empty * 2 < count;
}

static void
usual_newline(struct csvin_dialect *d, const char *s, size_t n)
{
	size_t lf = 0, crlf = 0, cr = 0;

	for (size_t i = 0; i < n && i < HEAD_MOST; i++) {
		if (s[i] == '\n')
			lf++;
		else if (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n') {
			crlf++;
			i++;
		} else if (s[i] == '\r')
			cr++;
	}
	memcpy(d->newline, crlf > lf && crlf >= cr ? "\r\n" : cr > lf ? "\r" : "\n", crlf > lf && crlf >= cr ? 3 : 2);
}

/* Are the fields behind the last named one empty in each row? */
static size_t
without_trailing(const struct reading *r, const char *s, size_t n, bool whole, int first)
{
	static struct csvin_field f[FIELDS_MOST];
	size_t k, columns = r->columns;

	for (int i = first; i < r->rows && columns > 2; i++) {
		csvin_split(&r->d, s + r->starts[i], n - r->starts[i], whole, f, FIELDS_MOST, &k);
		if (k >= columns && f[columns - 1].n != 0)
			return columns;
	}
	return columns > 2 ? columns - 1 : columns;
}

void
csvin_guess(struct csvin_dialect *d, const char *s, size_t n, bool whole)
{
	static struct reading best;
	struct csvin_dialect want = *d;
	int sep = sep_line(s, n);
	size_t from = behind_lines(s, n, d->skip > 0 ? d->skip : sep != 0 ? 1 : 0);

	usual_newline(d, s, n);
	if (d->delimiter == CSVIN_DETECT && sep != 0)
		want.delimiter = sep;
	s += from;
	n -= from;
	if (n > HEAD_MOST) {
		n = HEAD_MOST;
		whole = false;
	}
	best = (struct reading){.score = -1, .columns = 1};
	best.d = want;
	guess_marks(&best, &want, s, n, whole);
	if (best.score < 0.06 && want.delimiter == CSVIN_DETECT) {
		best.d = want;
		best.d.delimiter = 0;
		best.d.quote = want.quote != CSVIN_DETECT ? want.quote : '"';
		best.d.escape = want.escape != CSVIN_DETECT ? want.escape : 0;
		read_head(&best, s, n, whole);
		best.columns = 1;
	}
	int first = d->skip == CSVIN_DETECT ? table_row(&best) : 0;

	d->delimiter = best.d.delimiter;
	d->runs = best.d.runs;
	d->quote = best.d.quote != CSVIN_DETECT ? best.d.quote : '"';
	d->escape = best.d.escape != CSVIN_DETECT ? best.d.escape : 0;
	if (d->skip == CSVIN_DETECT)
		d->skip = (sep != 0) + (first > 0 ? lines_before(s, best.starts[first]) : 0);
	if (d->header == CSVIN_DETECT)
		d->header = best.rows == 0 || looks_like_header(&best, s, n, whole, first);
	if (d->columns == 0) {
		if (d->header && best.rows > first && best.counts[first] > best.columns)
			best.columns = best.counts[first];
		d->columns = without_trailing(&best, s, n, whole, first);
		d->trailing = d->columns < best.columns;
	}
	if (d->columns == 0)
		d->columns = 1;
	if (d->columns > CSVIN_COLUMNS_MOST)
		d->columns = CSVIN_COLUMNS_MOST;
}
