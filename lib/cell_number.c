/* Numbers as people write them. */
#include "cell_short.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static inline bool
is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

/* What the short way cannot do exactly; the shape was checked. */
static bool
by_strtod(const char *s, size_t n, struct cell_number *x)
{
	char buf[400];

	if (n >= sizeof buf)
		return false;
	memcpy(buf, s, n);
	buf[n] = '\0';
	x->d = strtod(buf, NULL);
	x->whole = false;
	return isfinite(x->d);
}

/* Up to nine digits of exponent behind the e: bytes used, 0 for none. */
static size_t
exponent(const char *s, size_t n, int *e)
{
	size_t i = 0;
	bool minus = false;
	int value = 0;

	if (i < n && (s[i] == '-' || s[i] == '+'))
		minus = s[i++] == '-';
	size_t first = i;

	while (i < n && is_digit(s[i]) && i - first < 9)
		value = value * 10 + (s[i++] - '0');
	*e += minus ? -value : value;
	return i > first ? i : 0;
}

/* ---- eight bytes at a time */

bool
cell_short_number(const char *s, size_t n, struct cell_number *x)
{
	bool minus = *s == '-';
	uint64_t bad = 0, scale = 100000000;
	int in_low = -1, in_high = -1;

	s += minus;
	n -= minus;
	if (n - 9 >= 8)
		return n < 9 && cell_shorter_number(s - minus, n + minus, x);
	uint64_t low = cell_take_point(cell_right(s + n - 8, 8), &in_low), high = cell_right(s, n - 8);

	/* A second point is no digit and shows. */
	if (in_low >= 0)
		scale = 10000000;
	else
		high = cell_take_point(high, &in_high);
	uint64_t m = cell_eight(high, &bad) * scale + cell_eight(low, &bad);
	int fraction = in_high >= 0 ? in_high + 8 : in_low;

	if (bad || (fraction > 0 && m > UINT64_C(1) << 53))
		return false;
	cell_scaled(m, fraction, minus, x);
	return true;
}

bool
cell_plain_number(const char *s, size_t n, struct cell_number *x)
{
	size_t i = 0, digits = 0;
	bool minus = false, point = false, scaled = false;
	uint64_t m = 0;
	int e = 0;

	if (n > 0 && (s[0] == '-' || s[0] == '+'))
		minus = s[i++] == '-';
	size_t first = i;

	for (; i < n && is_digit(s[i]); i++) {
		m = m * 10 + (uint64_t)(s[i] - '0');
		digits++;
	}
	uint64_t above = m;
	size_t digits_above = digits;

	if (i < n && s[i] == '.') {
		for (i++; i < n && is_digit(s[i]); i++) {
			point |= s[i] != '0';
			m = m * 10 + (uint64_t)(s[i] - '0');
			digits++;
			e--;
		}
	}
	if (digits == 0)
		return false;
	if (i < n && (s[i] == 'e' || s[i] == 'E')) {
		size_t used = exponent(s + i + 1, n - i - 1, &e);

		if (used == 0)
			return false;
		scaled = true;
		i += 1 + used;
	}
	if (i != n)
		return false;
	/* 12.0 is whole: so write programs that know no null among integers. */
	x->whole = !point && !scaled && digits_above <= 18;
	if (x->whole) {
		x->i = minus ? -(int64_t)above : (int64_t)above;
		x->d = (double)x->i;
		return true;
	}
	/* Exact while the digits fit 2^53 and the power is exact (Clinger). */
	if (digits <= 19 && m <= (UINT64_C(1) << 53) && e >= -22 && e <= 22) {
		double d = e < 0 ? (double)m / CELL_POWERS[-e] : (double)m * CELL_POWERS[e];

		x->d = minus ? -d : d;
		return true;
	}
	if (e == 0 && !scaled && digits == 19) {
		char buf[24], *end;

		memcpy(buf, s, n < sizeof buf ? n : sizeof buf - 1);
		buf[n < sizeof buf ? n : sizeof buf - 1] = '\0';
		x->i = strtoll(buf, &end, 10);
		x->whole = n < sizeof buf && x->i != INT64_MAX && x->i != INT64_MIN;
		x->d = (double)x->i;
		if (x->whole)
			return true;
	}
	return by_strtod(s + (first > 0 && s[0] == '+'), n - (first > 0 && s[0] == '+'), x);
}

/* ---- with marks */

/* The length of a space of any kind at s: 0 for none. */
static size_t
any_space(const char *s, size_t n)
{
	if (n >= 1 && s[0] == ' ')
		return 1;
	if (n >= 2 && memcmp(s, "\xC2\xA0", 2) == 0)
		return 2;
	if (n >= 3 && (memcmp(s, "\xE2\x80\xAF", 3) == 0 || memcmp(s, "\xE2\x80\x89", 3) == 0))
		return 3;
	return 0;
}

static size_t
thousands_at(char mark, const char *s, size_t n)
{
	if (n == 0 || mark == '\0')
		return 0;
	if (mark == ' ')
		return any_space(s, n);
	if (mark == '\'' && n >= 3 && memcmp(s, "\xE2\x80\x99", 3) == 0)
		return 3;
	return s[0] == mark;
}

/* The minus of print, U+2212. */
static size_t
sign_at(const char *s, size_t n, bool *minus)
{
	if (n >= 1 && (s[0] == '-' || s[0] == '+')) {
		*minus ^= s[0] == '-';
		return 1;
	}
	if (n >= 3 && memcmp(s, "\xE2\x88\x92", 3) == 0) {
		*minus ^= true;
		return 3;
	}
	return 0;
}

static void
skip_space(const char **s, size_t *n)
{
	size_t k;

	while ((k = any_space(*s, *n)) > 0) {
		*s += k;
		*n -= k;
	}
}

static void
drop_space(const char *s, size_t *n)
{
	for (;;) {
		if (*n >= 1 && s[*n - 1] == ' ')
			*n -= 1;
		else if (*n >= 2 && any_space(s + *n - 2, 2) == 2)
			*n -= 2;
		else if (*n >= 3 && any_space(s + *n - 3, 3) == 3)
			*n -= 3;
		else
			return;
	}
}

static bool
skip_word(const char *word, const char **s, size_t *n)
{
	size_t k = strlen(word);

	if (k == 0 || k > *n || memcmp(*s, word, k) != 0)
		return false;
	*s += k;
	*n -= k;
	skip_space(s, n);
	return true;
}

/* Takes sign, parentheses, prefix and suffix away. */
static void
unwrap(const struct cell_format *f, const char **s, size_t *n, bool *minus)
{
	size_t k = strlen(f->suffix);

	if (*n >= 3 && (*s)[0] == '(' && (*s)[*n - 1] == ')') {
		*minus = true;
		*s += 1;
		*n -= 2;
	}
	for (int i = 0; i < 2; i++) {
		size_t sign = sign_at(*s, *n, minus);

		*s += sign;
		*n -= sign;
		skip_space(s, n);
		if (!skip_word(f->prefix, s, n))
			break;
	}
	drop_space(*s, n);
	if (*n > 1 && (*s)[*n - 1] == '-') {
		*minus ^= true;
		*n -= 1;
	}
	if (k > 0 && *n > k && memcmp(*s + *n - k, f->suffix, k) == 0) {
		*n -= k;
		drop_space(*s, n);
	}
}

/* The bare digits of a number with marks into out; 0 where the marks are not
 * where they may be: thousands between groups of three (or two, as in India,
 * the last one three), none behind the decimal mark. */
static size_t
bare(const struct cell_format *f, const char *s, size_t n, char *out, size_t cap)
{
	char decimal = f->decimal ? f->decimal : '.';
	size_t o = 0, group = 0, groups = 0;
	bool fraction = false;

	for (size_t i = 0; i < n;) {
		size_t mark = fraction ? 0 : thousands_at(f->thousands, s + i, n - i);

		if (o + 1 >= cap)
			return 0;
		if (mark > 0) {
			bool first = groups == 0;

			if (group == 0 || group > 3 || (!first && group < 2))
				return 0;
			groups++;
			group = 0;
			i += mark;
			continue;
		}
		if (s[i] == decimal && !fraction) {
			if (groups > 0 && group != 3)
				return 0;
			fraction = true;
			out[o++] = '.';
		} else if (is_digit(s[i])) {
			group++;
			out[o++] = s[i];
		} else if ((s[i] == 'e' || s[i] == 'E') && o > 0 && i + 1 < n) {
			if (n - i >= cap - o || (groups > 0 && !fraction && group != 3))
				return 0;
			memcpy(out + o, s + i, n - i);
			return o + n - i;
		} else {
			return 0;
		}
		i++;
	}
	return groups > 0 && !fraction && group != 3 ? 0 : o;
}

bool
cell_number(const struct cell_format *f, const char *s, size_t n, struct cell_number *x)
{
	char buf[80];
	bool minus = false;

	if (f->decimal == '\0' && cell_plain_number(s, n, x))
		return true;
	if (n > 3 * sizeof buf)
		return false;
	unwrap(f, &s, &n, &minus);
	if (n == 0 || s[0] == '+' || s[0] == '-')
		return false;
	size_t k = bare(f, s, n, buf, sizeof buf);

	if (k == 0 || !cell_plain_number(buf, k, x))
		return false;
	if (minus) {
		x->d = -x->d;
		x->i = -x->i;
	}
	return true;
}

/* ---- before the marks are known */

static bool
is_core(const char *s, size_t n, size_t *len)
{
	size_t k;

	*len = 1;
	if (n == 0)
		return false;
	if (is_digit(s[0]) || s[0] == '.' || s[0] == ',' || s[0] == '\'')
		return true;
	k = any_space(s, n);
	if (k == 0 && n >= 3 && memcmp(s, "\xE2\x80\x99", 3) == 0)
		k = 3;
	/* A space belongs to the number where a digit follows. */
	if (k > 0 && k < n && is_digit(s[k])) {
		*len = k;
		return true;
	}
	return false;
}

static bool
take_word(char word[CELL_WORD], const char *s, size_t n)
{
	skip_space(&s, &n);
	drop_space(s, &n);
	if (n >= CELL_WORD)
		return false;
	if (n > 0)
		memcpy(word, s, n);
	word[n] = '\0';
	return true;
}

bool
cell_looks_number(const char *s, size_t n, struct cell_look *l)
{
	bool minus = false;
	size_t sign, len, i = 0;

	*l = (struct cell_look){0};
	if (n == 0 || n > 80)
		return false;
	if (n >= 3 && s[0] == '(' && s[n - 1] == ')') {
		s++;
		n -= 2;
	}
	sign = sign_at(s, n, &minus);
	s += sign;
	n -= sign;
	skip_space(&s, &n);
	/* The prefix: what is no digit, up to the first that is one. */
	while (i < n && !is_digit(s[i]) && !(s[i] == '.' && i + 1 < n && is_digit(s[i + 1])))
		i++;
	size_t before = i;

	if (before > 0 && (s[before - 1] == '-' || s[before - 1] == '+'))
		before--;
	if (i == n || !take_word(l->prefix, s, before))
		return false;
	l->core = s + i;
	while (is_core(s + i, n - i, &len))
		i += len;
	l->core_n = (size_t)(s + i - l->core);
	/* A mark at the very end is no part of the number. */
	if (i < n && (s[i] == 'e' || s[i] == 'E') && i + 1 < n &&
	    (is_digit(s[i + 1]) || ((s[i + 1] == '-' || s[i + 1] == '+') && i + 2 < n && is_digit(s[i + 2])))) {
		for (i += 2; i < n && is_digit(s[i]); i++)
			;
	}
	if (i < n && s[n - 1] == '-')
		n--;
	if (!take_word(l->suffix, s + i, n - i))
		return false;
	l->digits_only = true;
	for (size_t k = 0; k < l->core_n; k++)
		l->digits_only &= is_digit(l->core[k]);
	return true;
}
