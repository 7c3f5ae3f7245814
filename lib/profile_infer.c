/* How the cells of a column are written, from the values that were seen and
 * how often.  Each way of writing is tried on all of them; the one that nearly
 * all obey is taken.  Words for null do not count where they do not obey. */
#include "profile_impl.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- numbers */

static const char *const CURRENCIES[] = {
	"$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₪", "₫", "฿", "₴", "₦", "₱", "₡", "R$", "US$", "A$", "C$", "CA$",
	"AU$", "NZ$", "HK$", "S$", "kr", "kr.", "zł", "Kč", "Ft", "lei", "Rs", "Rs.", "CHF", "USD", "EUR", "GBP",
	"JPY", "INR", "CNY", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "MXN", "ZAR",
	"KRW", "SGD", "HKD", "TRY", "RUB", "ILS", "THB", NULL
};

static const char *const UNITS[] = {
	"%", "‰", "°", "°C", "°F", "kg", "mg", "µg", "lb", "lbs", "oz", "km", "cm", "mm", "mi", "ft", "yd", "ml",
	"sec", "secs", "ms", "min", "mins", "hr", "hrs", "days", "kW", "kWh", "MW", "MWh", "GWh", "TWh", "kHz",
	"MHz", "GHz", "Hz", "KB", "kB", "MB", "GB", "TB", "bps", "kbps", "Mbps", "px", "km/h", "mph", "m/s", "m²",
	"km²", "kcal", "kJ", "kPa", "hPa", "psi", "bar", "bpm", "mpg", "hp", "cc", "pts", NULL
};

static bool
listed(const char *const *list, const char *s)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, s) == 0)
			return true;
	return false;
}

/* Cells that speak for one mark or the other. */
struct marks {
	double dot, comma;                 /* as the decimal mark, surely */
	double dots, commas;               /* groups of three behind it, perhaps */
	double grouped_dot, grouped_comma; /* groups of three, surely */
	double spaces, apostrophes;
};

static void
weigh_core(struct marks *m, const char *s, size_t n, double weight)
{
	size_t dots = 0, commas = 0, digits_before = 0, digits_behind = 0;
	char last = '\0';

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '.' || c == ',') {
			dots += c == '.';
			commas += c == ',';
			last = (char)c;
			digits_before += digits_behind;
			digits_behind = 0;
		} else if (c >= '0' && c <= '9') {
			digits_behind++;
		} else if (c == '\'' || (c == 0xE2 && i + 2 < n && s[i + 2] == '\x99')) {
			m->apostrophes += weight;
		} else if (c == ' ' || c == 0xC2 || c == 0xE2) {
			m->spaces += weight;
		}
	}
	if (dots + commas == 0)
		return;
	bool one = dots + commas == 1;
	bool three = digits_behind == 3 && digits_before >= 1 && (!one || (digits_before <= 3 && s[0] != '0'));

	if (dots > 0 && commas > 0) {
		*(last == '.' ? &m->dot : &m->comma) += weight;
		*(last == '.' ? &m->grouped_comma : &m->grouped_dot) += weight;
	} else if (!one) {
		*(last == '.' ? &m->grouped_dot : &m->grouped_comma) += weight;
	} else if (three) {
		*(last == '.' ? &m->dots : &m->commas) += weight;
	} else {
		*(last == '.' ? &m->dot : &m->comma) += weight;
	}
}

static void
settle_marks(struct cell_format *f, const struct marks *m)
{
	bool comma = m->comma > m->dot || (m->comma == m->dot && m->grouped_dot > m->grouped_comma);

	if (comma) {
		f->decimal = ',';
		if (m->grouped_dot > 0 || m->dots > 0)
			f->thousands = '.';
	} else if (m->grouped_comma > 0 || m->commas > 0) {
		f->thousands = ',';
	}
	if (f->thousands == '\0')
		f->thousands = m->apostrophes > 0 ? '\'' : m->spaces > 0 ? ' ' : '\0';
}

struct word_count {
	char word[CELL_WORD];
	double count;
};

static void
count_word(struct word_count *words, size_t most, const char *word, double weight)
{
	for (size_t i = 0; i < most; i++) {
		if (words[i].word[0] == '\0')
			snprintf(words[i].word, CELL_WORD, "%s", word);
		if (strcmp(words[i].word, word) == 0) {
			words[i].count += weight;
			return;
		}
	}
}

static const char *
usual_word(const struct word_count *words, size_t most)
{
	size_t best = 0;

	for (size_t i = 1; i < most; i++)
		if (words[i].count > words[best].count)
			best = i;
	return words[best].word;
}

static struct cell_format
marked_number(const struct dict *d)
{
	struct cell_format f = {.type = CELL_NUMBER};
	struct marks m = {0};
	struct word_count prefixes[6] = {{{0}, 0}}, suffixes[6] = {{{0}, 0}};
	enum { FIRST = 48 };
	size_t numbers = 0;

	/* Where a tenth has been seen and nothing was a number, nothing will be. */
	for (size_t i = 0; i < d->n && (numbers > 0 || i < FIRST || i < d->n / 10); i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);
		struct cell_look look;
		double weight = (double)d->seen[i].count;

		if (!cell_looks_number(s, n, &look))
			continue;
		bool known = (look.prefix[0] == '\0' || listed(CURRENCIES, look.prefix)) &&
		    (look.suffix[0] == '\0' || listed(UNITS, look.suffix) || listed(CURRENCIES, look.suffix));

		if (!known)
			continue;
		numbers++;
		weigh_core(&m, look.core, look.core_n, weight);
		if (look.prefix[0] != '\0')
			count_word(prefixes, 6, look.prefix, weight);
		if (look.suffix[0] != '\0')
			count_word(suffixes, 6, look.suffix, weight);
	}
	settle_marks(&f, &m);
	snprintf(f.prefix, sizeof f.prefix, "%s", usual_word(prefixes, 6));
	snprintf(f.suffix, sizeof f.suffix, "%s", usual_word(suffixes, 6));
	return f;
}

/* Digits with zeros before them are codes: 02134 is no number. */
static bool
are_codes(const struct dict *d)
{
	size_t zeros = 0;
	uint64_t cells = 0, all = 0;

	for (size_t i = 0; i < d->n; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);

		all += d->seen[i].count;
		if (n > 1 && s[0] == '0' && strspn(s, "0123456789") >= n) {
			zeros++;
			cells += d->seen[i].count;
		}
	}
	return zeros > 2 || cells * 20 > all;
}

/* 224 and 224B: rooms, parts, sizes, but no numbers. */
static bool
are_labels(const struct dict *d, const struct cell_format *f)
{
	size_t labels = 0;

	for (size_t i = 0; i < d->n; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);
		size_t digits = strspn(s, "0123456789");

		if (digits > 0 && digits < n && n - digits <= 2 && ((s[digits] | 0x20) >= 'a' && (s[digits] | 0x20) <= 'z') && !cover_fits(f, s, n))
			labels++;
	}
	return labels > 1;
}

static void
settle_integer(const struct dict *d, struct cell_format *f)
{
	f->type = CELL_INTEGER;
	for (size_t i = 0; i < d->n; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);
		struct cell_number x;

		if (d->seen[i].whole == n && cell_number(f, s, n, &x) && !x.whole) {
			f->type = CELL_NUMBER;
			return;
		}
	}
}

static bool
try_numbers(const struct dict *d, struct cell_format *f)
{
	struct cell_format plain = {.type = CELL_NUMBER}, marked;
	struct cover with_none = {0}, with_marks;
	bool hopeless = cover_hopeless(d, &plain);

	if (!hopeless)
		with_none = cover_of(d, &plain);
	if (with_none.misfits == 0 && with_none.fits > 0) {
		*f = plain;
		settle_integer(d, f);
		return true;
	}
	marked = marked_number(d);
	if (hopeless && cover_hopeless(d, &marked))
		return false;
	with_marks = cover_of(d, &marked);
	*f = with_marks.fits > with_none.fits ? marked : plain;
	if (!cover_good(with_marks.fits > with_none.fits ? &with_marks : &with_none))
		return false;
	settle_integer(d, f);
	return !are_labels(d, f);
}

/* ---- booleans */

static bool
same_word(const char *word, const char *s, size_t n)
{
	return n > 0 && ((word[0] ^ s[0]) & 0x5F) == 0 && strlen(word) == n && strncasecmp(word, s, n) == 0;
}

static bool
try_boolean(const struct dict *d, struct cell_format *f)
{
	for (int p = 0; cell_booleans[p][0] != NULL; p++) {
		const char *spelt[2] = {NULL, NULL};
		size_t len[2] = {0, 0}, others = 0, n;

		for (size_t i = 0; i < d->n && others == 0; i++) {
			const char *s = cover_text(d, i, &n);
			int k = same_word(cell_booleans[p][0], s, n) ? 0 : same_word(cell_booleans[p][1], s, n) ? 1 : -1;

			if (k >= 0 && spelt[k] == NULL) {
				spelt[k] = s;
				len[k] = n;
			}
			others += k < 0 && !cover_null(s, n);
		}
		bool both = spelt[0] != NULL && spelt[1] != NULL, one = spelt[0] != NULL || spelt[1] != NULL;
		bool word = strlen(cell_booleans[p][0]) + strlen(cell_booleans[p][1]) >= 5 && cell_booleans[p][0][0] != '1';

		if (others > 0 || !(both || (one && word)))
			continue;
		*f = (struct cell_format){.type = CELL_BOOLEAN};
		for (int k = 0; k < 2; k++)
			snprintf(k == 0 ? f->yes : f->no, CELL_WORD, "%.*s", spelt[k] ? (int)len[k] : 20,
			    spelt[k] ? spelt[k] : cell_booleans[p][k]);
		/* The plain ways need no telling. */
		if (strcasecmp(f->yes, "true") == 0 || strcmp(f->yes, "1") == 0)
			f->yes[0] = f->no[0] = '\0';
		return true;
	}
	return false;
}

/* ---- nulls */

static bool
is_punctuation(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((s[i] >= '0' && s[i] <= '9') || ((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z') || s[i] == '#' || s[i] == '*')
			return false;
	return true;
}

/* In a column of words, marks alone stand for nothing; NA does where the words
 * are no short codes (Namibia, North America); None may be a word. */
static bool
is_null_word(const struct dict *d, const char *s, size_t n)
{
	size_t codes = 0, words = 0;

	if (cell_null_sure(s, n))
		return true;
	if (!cell_null_maybe(s, n))
		return false;
	for (size_t i = 0; i < d->n; i++) {
		size_t k;
		const char *t = cover_text(d, i, &k);

		if (cover_null(t, k))
			continue;
		words += !is_punctuation(t, k) && k > 1;
		codes += k <= 3;
	}
	if (is_punctuation(s, n))
		return words > 0;
	return n == 2 && (s[0] | 0x20) == 'n' && (s[1] | 0x20) == 'a' && words > 0 &&
	    codes * 2 < words;
}

static void
settle_nulls(const struct dict *d, struct cell_format *f)
{
	uint64_t counts[CELL_NULLS] = {0};

	f->nulls = 0;
	for (size_t i = 0; i < d->n; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);
		bool null = d->seen[i].whole == n && n < CELL_WORD && (f->type == CELL_TEXT ? is_null_word(d, s, n)
		    : cover_null(s, n) && !cover_fits(f, s, n));
		int at = f->nulls;

		if (!null)
			continue;
		/* The most frequent eight. */
		if (f->nulls == CELL_NULLS) {
			at = 0;
			for (int k = 1; k < CELL_NULLS; k++)
				if (counts[k] < counts[at])
					at = k;
			if (counts[at] >= d->seen[i].count)
				continue;
		} else {
			f->nulls++;
		}
		counts[at] = d->seen[i].count;
		snprintf(f->null_text[at], CELL_WORD, "%.*s", (int)n, s);
	}
}

/* ---- all */

void
column_infer(struct column *c)
{
	const struct dict *d = c->dict;
	struct cell_format f = {.type = CELL_TEXT}, n;
	size_t values = 0;

	if (c->forced || (c->inferred && c->inferred_of == c->filled))
		return;
	c->inferred = true;
	c->inferred_of = c->filled;
	c->ambiguous = false;
	for (size_t i = 0; i < d->n; i++)
		values += !cell_null_sure(d->text.s + d->seen[i].at, d->seen[i].n);
	if (values == 0)
		f.type = CELL_EMPTY;
	else if (try_boolean(d, &n) || infer_epoch(c, &n))
		f = n;
	else if (infer_packed_days(d) && infer_dates(c, &n))
		f = n;
	else if (try_numbers(d, &n))
		f = n;
	else if (infer_dates(c, &n))
		f = n;
	if ((f.type == CELL_INTEGER || f.type == CELL_NUMBER) && are_codes(d))
		f = (struct cell_format){.type = CELL_TEXT};
	settle_nulls(d, &f);
	c->format = f;
}

/* ---- at the end */

static bool
is_number(const struct cell_format *f)
{
	return f->type == CELL_INTEGER || f->type == CELL_NUMBER || f->type == CELL_BOOLEAN;
}

static bool
same_way(const struct cell_format *a, const struct cell_format *b)
{
	bool numbers = is_number(a) && is_number(b) && (a->type == CELL_BOOLEAN) == (b->type == CELL_BOOLEAN);

	return (a->type == b->type || numbers) && a->decimal == b->decimal && a->thousands == b->thousands &&
	    strcmp(a->prefix, b->prefix) == 0 && strcmp(a->suffix, b->suffix) == 0 && strcmp(a->date, b->date) == 0;
}

bool
column_misled(const struct column *c, struct cell_format *better)
{
	struct column again = {.name = c->name, .dates = c->dates, .dict = c->dict};

	if (c->forced)
		return false;
	if (c->mode == COLUMN_DICT) {
		if (c->inferred && c->inferred_of == c->filled)
			return false;
		/* The numbers of the first rows may have been read wrong, or not at all. */
		column_infer(&again);
		*better = again.format;
		return c->inferred && (is_number(&c->format) || is_number(better)) && !same_way(&c->format, better);
	}
	if (c->misfits.count == 0 || c->mode == COLUMN_TEXT)
		return false;
	/* What fitted and what did not, each with its weight. */
	struct dict all = {0};
	double scale = 0, held = 0;

	for (size_t i = 0; i < c->dict->n; i++)
		held += (double)c->dict->seen[i].count;
	scale = held > 0 ? (double)c->fits / held : 1;
	for (size_t i = 0; i < c->dict->n && i < DICT_MOST; i++) {
		const struct seen *e = &c->dict->seen[i];
		struct seen *to = dict_put(&all, e->hash, c->dict->text.s + e->at, e->n, e->row, DICT_HELD);

		to->whole = e->whole;
		to->count = (uint64_t)((double)e->count * scale) + 1;
	}
	/* Spellings that found no room are taken to be like those that did. */
	double kept = (double)(c->misfits.count - c->misfits.others);

	scale = kept > 0 ? (double)c->misfits.count / kept : 1;
	for (size_t i = 0; i < c->misfits.n; i++) {
		struct seen *to = dict_put(&all, ~(uint64_t)i, c->misfits.at[i].text, strlen(c->misfits.at[i].text),
		    c->misfits.at[i].row, DICT_HELD);

		to->whole = c->misfits.at[i].whole;
		to->count = (uint64_t)((double)c->misfits.at[i].count * scale);
	}
	again.dict = &all;
	column_infer(&again);
	*better = again.format;
	bool misled = !same_way(&c->format, better);

	dict_drop(&all);
	return misled;
}
