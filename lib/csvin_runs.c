/* Columns aligned by spaces: a run of so many or more ends a field, as do the
 * spaces of a shorter one not.  The text is made one of CSVIN_UNIT between
 * fields, for the scanner and libcsv; spaces at the ends of a line are dropped. */
#include "csvin_impl.h"

#include <string.h>

static bool
is_end(char c)
{
	return c == '\n' || c == '\r';
}

size_t
csvin_squeeze(struct csvin *in, char *to, const char *from, size_t n)
{
	struct csvin_squeezing *q = &in->squeezing;
	char quote = (char)in->dialect.quote;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		char c = from[i];

		if (c == ' ' && !q->quoted) {
			q->spaces++;
			continue;
		}
		bool run = q->spaces >= in->dialect.runs;

		if (q->inside && !is_end(c) && q->spaces > 0 && !q->quoted)
			to[kept++] = run ? CSVIN_UNIT : ' ';
		/* A quote opens where a field does, and stays open to the next one. */
		if (quote != 0 && c == quote && (q->quoted || !q->inside || (q->spaces > 0 && run)))
			q->quoted = !q->quoted;
		q->inside = q->quoted || !is_end(c);
		q->spaces = 0;
		to[kept++] = c;
	}
	return kept;
}

/* The length of the run of spaces at s[i]. */
static size_t
spaces_at(const char *s, size_t i, size_t n)
{
	size_t k = i;

	while (k < n && s[k] == ' ')
		k++;
	return k - i;
}

/* The end of the quoted text at s[i], behind its quote; n where it is open. */
static size_t
behind_quoted(const char *s, size_t i, size_t n, char quote)
{
	for (i++; i < n; i++)
		if (s[i] == quote) {
			if (i + 1 == n || s[i + 1] != quote)
				return i + 1;
			i++;
		}
	return n;
}

size_t
csvin_split_runs(const struct csvin_dialect *d, const char *s, size_t n, bool whole,
    struct csvin_field *fields, size_t cap, size_t *count)
{
	size_t i = spaces_at(s, 0, n);

	*count = 0;
	for (;;) {
		size_t start = i;
		bool quoted = d->quote != 0 && i < n && s[i] == (char)d->quote;

		if (quoted)
			i = behind_quoted(s, i, n, (char)d->quote);
		size_t end = i, run = 0;

		for (; i < n && !is_end(s[i]); i += run > 0 ? run : 1, end = run > 0 ? end : i) {
			run = spaces_at(s, i, n);
			if (run >= (size_t)d->runs || (run > 0 && i + run < n && is_end(s[i + run])))
				break;
		}
		i += spaces_at(s, i, n);
		struct csvin_field f = {(uint32_t)start, (uint32_t)(end - start)};

		if (quoted && end - start >= 2)
			f = (struct csvin_field){(uint32_t)start + 1, (uint32_t)(end - start - 2) | CSVIN_READY};
		if (*count < cap)
			fields[(*count)++] = f;
		if (i >= n)
			return whole ? n : 0;
		if (is_end(s[i]))
			return i + 1 + (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n');
	}
}
