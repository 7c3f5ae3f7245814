#include "tell_number.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Does a character that a word may go on with begin here?  Of those beyond ASCII
 * the ones at 0xc2 and 0xe2 are signs, blanks, dashes and quotes. */
static bool
goes_on_at(const char *s)
{
	unsigned char c = (unsigned char)*s;

	return is_word(*s) || (c > 0xc2 && c != 0xe2);
}

/* Does s at i begin with this word, and end there? */
static bool
word_at(const char *s, const char *word)
{
	size_t n = strlen(word);

	return strncasecmp(s, word, n) == 0 && !goes_on_at(s + n);
}

/* ---- before and behind */

/* Is one of the words (blank-separated, of at most three) just before s[at]? */
static bool
comes_after(const char *s, size_t at, const char *const *words, size_t n)
{
	while (at > 0 && (s[at - 1] == ' ' || s[at - 1] == '$' || (unsigned char)s[at - 1] >= 0x80))
		at--;
	for (size_t i = 0; i < n; i++) {
		size_t m = strlen(words[i]);

		if (at >= m && strncasecmp(s + at - m, words[i], m) == 0 && (at == m || !is_word(s[at - m - 1])))
			return true;
	}
	return false;
}

static bool
is_hedged(const char *s, size_t at)
{
	static const char *const words[] = {"about", "around", "nearly", "almost", "over", "more than", "under",
	    "less than", "roughly", "approximately", "some", "just over", "just under", "close to", "well over"};

	return comes_after(s, at, words, sizeof words / sizeof *words);
}

static bool
is_place(const char *s, size_t at)
{
	static const char *const words[] = {"top", "bottom", "first", "last", "other"};

	return comes_after(s, at, words, sizeof words / sizeof *words);
}

/* "million" behind a number: its factor, and how much text it takes. */
static double
scale_of(const char *s, size_t *taken)
{
	static const struct {
		const char *word;
		double by;
	} scales[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12},
	    {"k", 1e3}, {"m", 1e6}, {"mn", 1e6}, {"bn", 1e9}, {"b", 1e9}};
	size_t gap = strspn(s, " ");

	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (word_at(s + gap, scales[i].word) && (strlen(scales[i].word) > 2 || gap == 0)) {
			*taken = gap + strlen(scales[i].word);
			return scales[i].by;
		}
	*taken = 0;
	return 1;
}

/* ---- digits */

/* A mark between groups of three digits at s: its bytes, or 0. */
static size_t
group_mark(const char *s)
{
	static const char *const marks[] = {",", "'", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf", "\xe2\x80\x99"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i]);

		if (strncmp(s, marks[i], n) == 0 && isdigit((unsigned char)s[n]) && isdigit((unsigned char)s[n + 1]) &&
		    isdigit((unsigned char)s[n + 2]) && !isdigit((unsigned char)s[n + 3]))
			return n;
	}
	return 0;
}

/* Reads "1,234.5"; how many bytes, and the weight of its last digit. */
static size_t
read_digits(const char *s, double *value, double *last)
{
	char plain[64];
	size_t i = 0, n = 0;
	int places = 0;
	bool point = false;

	for (size_t mark; n < sizeof plain - 1; i++) {
		if (isdigit((unsigned char)s[i])) {
			plain[n++] = s[i];
			places += point;
		} else if (!point && i > 0 && (mark = group_mark(s + i)) > 0) {
			i += mark - 1;
		} else if (s[i] == '.' && !point && isdigit((unsigned char)s[i + 1])) {
			plain[n++] = '.';
			point = true;
		} else {
			break;
		}
	}
	plain[n] = '\0';
	*value = strtod(plain, NULL);
	*last = pow(10, -places);
	return i;
}

/* Zeros at the end of a large round number may be rounding: 40,000. */
static double
roundness(double value, double last)
{
	while (last < 1e15 && value >= 1000 && fmod(value, last * 10) == 0 && last * 100 <= value)
		last *= 10;
	return last;
}

static bool
is_negative(const char *s, size_t at)
{
	while (at > 0 && s[at - 1] == '$')
		at--;
	if (at >= 3 && memcmp(s + at - 3, "\xe2\x88\x92", 3) == 0)
		return true;
	return at > 0 && s[at - 1] == '-' && (at == 1 || !is_word(s[at - 2]));
}

static void
read_kind(const char *s, struct stated *n)
{
	size_t gap = strspn(s + n->to, " -");
	const char *behind = s + n->to + gap;

	if (s[n->to] == '%') {
		n->kind = STATED_PERCENT;
		n->to++;
	} else if (word_at(behind, "percent") || word_at(behind, "percentage") || word_at(behind, "per cent")) {
		n->kind = STATED_PERCENT;
	} else if (word_at(behind, "times") || word_at(behind, "x") || word_at(behind, "fold") ||
	    word_at(s + n->to, "x")) {
		n->kind = STATED_TIMES;
	}
	n->ordinal = n->to > 0 && isdigit((unsigned char)s[n->to - 1]) && (word_at(s + n->to, "st") ||
	    word_at(s + n->to, "nd") || word_at(s + n->to, "rd") || word_at(s + n->to, "th"));
}

/* "twice" and its like at s. */
static bool
read_word(const char *s, size_t at, struct stated *n)
{
	static const struct {
		const char *word;
		double value;
	} words[] = {{"twice", 2}, {"double", 2}, {"doubled", 2}, {"doubles", 2}, {"triple", 3}, {"tripled", 3},
	    {"thrice", 3}, {"quadrupled", 4}, {"halved", 0.5}};

	if (at > 0 && is_word(s[at - 1]))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word_at(s + at, words[i].word)) {
			*n = (struct stated){.from = at, .to = at + strlen(words[i].word), .value = words[i].value,
			    .slack = words[i].value * (is_hedged(s, at) ? 0.3 : 0.1), .kind = STATED_TIMES};
			return true;
		}
	return false;
}

/* ---- digits that are none of ours, digits inside words */

/* The bytes of a character at s that stands for a number, or 0. */
static size_t
foreign_digit(const char *s)
{
	static const struct {
		unsigned from, to;
	} runs[] = {{0xb2, 0xb3}, {0xb9, 0xb9}, {0xbc, 0xbe}, {0x660, 0x669}, {0x6f0, 0x6f9}, {0x7c0, 0x7c9},
	    {0xe50, 0xe59}, {0xed0, 0xed9}, {0xf20, 0xf33}, {0x1040, 0x1049}, {0x17e0, 0x17e9}, {0x1810, 0x1819},
	    {0x2070, 0x2079}, {0x2080, 0x2089}, {0x2150, 0x218b}, {0x2460, 0x249b}, {0x24ea, 0x24ff}, {0x2776, 0x2793},
	    {0x3007, 0x3007}, {0x3021, 0x3029}, {0xff10, 0xff19}, {0x1d7ce, 0x1d7ff}};
	const unsigned char *u = (const unsigned char *)s;
	size_t n = u[0] < 0xc0 ? 0 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
	unsigned c = n == 0 ? 0 : u[0] & (0xff >> (n + 1));

	for (size_t i = 1; i < n; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (u[i] & 0x3f);
	}
	/* The scripts of India have theirs at the same place of each block. */
	if (c >= 0x966 && c <= 0xdef && (c & 0x7f) >= 0x66 && (c & 0x7f) <= 0x6f)
		return n;
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		if (c >= runs[i].from && c <= runs[i].to)
			return n;
	return 0;
}

/* "top-10", "mid-2015": the number is one still. */
static bool
has_prefix(const char *s, size_t hyphen)
{
	static const char *const words[] = {"top", "bottom", "mid", "pre", "post", "early", "late", "sub", "non"};

	return comes_after(s, hyphen, words, sizeof words / sizeof *words);
}

/* Digits at i that a word holds, or that a hyphen ties to one. */
static bool
read_in_word(const char *s, size_t i, struct stated *n)
{
	bool tied = i > 1 && s[i - 1] == '-' && isalpha((unsigned char)s[i - 2]) && !has_prefix(s, i - 1);
	size_t from = i;

	if (i == 0 || !(is_word(s[i - 1]) || tied))
		return false;
	while (from > 0 && (is_word(s[from - 1]) || (s[from - 1] == '-' && from > 1 && is_word(s[from - 2]))))
		from--;
	while (is_word(s[i]) || (s[i] == '-' && is_word(s[i + 1])))
		i++;
	*n = (struct stated){.from = from, .to = i, .value = NAN, .in_word = true};
	return true;
}

/* ---- numbers in words */

/* The value of the word at s, and its length; 0 bytes where it is none. */
static double
spelled_word(const char *s, size_t *length)
{
	static const char *const words[] = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
	    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
	static const char *const tens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word_at(s, words[i])) {
			*length = strlen(words[i]);
			return (double)i + 2;
		}
	for (size_t i = 0; i < sizeof tens / sizeof *tens; i++)
		if (word_at(s, tens[i])) {
			*length = strlen(tens[i]);
			return 10 * ((double)i + 2);
		}
	*length = word_at(s, "one") ? 3 : word_at(s, "an") ? 2 : word_at(s, "a") ? 1 : 0;
	return *length > 0 ? 1 : 0;
}

static double
spelled_scale(const char *s, size_t *length)
{
	static const struct {
		const char *word;
		double by;
	} scales[] = {{"hundred", 100}, {"dozen", 12}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};

	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (word_at(s, scales[i].word)) {
			*length = strlen(scales[i].word);
			return scales[i].by;
		}
	*length = 0;
	return 0;
}

/* "third", "quarters" at s: how many of it make a whole, or 0. */
static double
spelled_part(const char *s, size_t *length)
{
	static const struct {
		const char *word;
		double of;
	} parts[] = {{"half", 2}, {"halves", 2}, {"third", 3}, {"thirds", 3}, {"quarter", 4}, {"quarters", 4}, {"fifth", 5},
	    {"fifths", 5}, {"sixth", 6}, {"sixths", 6}, {"eighth", 8}, {"eighths", 8}, {"tenth", 10}, {"tenths", 10}};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (word_at(s, parts[i].word)) {
			*length = strlen(parts[i].word);
			return parts[i].of;
		}
	*length = 0;
	return 0;
}

/* The gap between two words of a number: a blank, a hyphen, " and ". */
static size_t
spelled_gap(const char *s)
{
	return strncasecmp(s, " and ", 5) == 0 ? 5 : *s == ' ' || *s == '-' ? 1 : 0;
}

/* "a third", "two thirds", "half of it": a share. */
static bool
read_part(const char *s, size_t at, double first, size_t length, struct stated *n)
{
	size_t gap = length > 0 ? spelled_gap(s + at + length) : 0, m = 0;
	double of = length == 0 || gap > 0 ? spelled_part(s + at + length + gap, &m) : 0;
	bool alone = length == 0;

	if (of == 0 || (alone && (of != 2 || !(word_at(s + at + m, " of") || word_at(s + at + m, " the") || word_at(s + at + m, " its")))))
		return false;
	double value = 100 * (alone ? 1 : first) / of;

	*n = (struct stated){.from = at, .to = at + length + gap + m, .value = value,
	    .slack = value * (is_hedged(s, at) ? 0.12 : 0.06), .kind = STATED_PERCENT};
	return true;
}

/* May v follow what has been read: "twenty-one", "two hundred and five"? */
static bool
goes_on(double part, double v, size_t gap)
{
	if (part == 0)
		return true;
	return part >= 100 ? fmod(part, 100) == 0 && v < 100 : part >= 20 && fmod(part, 10) == 0 && v < 10 && gap == 1;
}

/* "three", "twenty-one", "two hundred and five million". */
static bool
read_spelled(const char *s, size_t at, struct stated *n)
{
	size_t length, m, i = at, words = 0;
	double sum = 0, part = 0, last = 1, first = spelled_word(s + at, &length);

	if (at > 0 && (is_word(s[at - 1]) || (s[at - 1] == '-' && at > 1 && is_word(s[at - 2]))))
		return false;
	if (read_part(s, at, first, length, n))
		return true;
	for (size_t gap = 0;; gap = spelled_gap(s + i)) {
		double v = spelled_word(s + i + gap, &m), scale;

		if (m > 0 && (words == 0 || (gap > 0 && (v > 1 || m == 3) && goes_on(part, v, gap)))) {
			part += v;
			last = 1;
		} else if (words > 0 && gap > 0 && (scale = spelled_scale(s + i + gap, &m)) > 0) {
			part *= scale;
			last = scale;
			if (scale >= 1000) {
				sum += part;
				part = 0;
			}
		} else {
			break;
		}
		i += gap + m;
		words++;
	}
	/* "A", "an" and "one" alone are no numbers. */
	if (words == 0 || (words == 1 && first == 1))
		return false;
	*n = (struct stated){.from = at, .to = i, .value = sum + part, .slack = last * (is_hedged(s, at) ? 1 : 0.5),
	    .place = is_place(s, at) || comes_after(s, at, (const char *const[]){"the", "these", "those", "next", "remaining"}, 5)};
	read_kind(s, n);
	return true;
}

/* ---- */

static void
read_number(const char *s, size_t i, struct stated *n)
{
	double last;
	size_t scale;

	*n = (struct stated){.from = i};
	n->to = i + read_digits(s + i, &n->value, &last);
	double by = scale_of(s + n->to, &scale);

	n->to += scale;
	n->slack = roundness(n->value * by, last * by) * (is_hedged(s, i) ? 1 : 0.5);
	n->value *= is_negative(s, i) ? -by : by;
	n->place = is_place(s, i);
	read_kind(s, n);
}

bool
stated_next(const char *s, size_t *at, struct stated *n)
{
	for (size_t i = *at; s[i] != '\0'; i++) {
		size_t foreign = foreign_digit(s + i);

		if (foreign > 0)
			*n = (struct stated){.from = i, .to = i + foreign, .value = NAN};
		else if (isdigit((unsigned char)s[i]) && !read_in_word(s, i, n))
			read_number(s, i, n);
		else if (!isdigit((unsigned char)s[i]) && !read_word(s, i, n) && !read_spelled(s, i, n))
			continue;
		*at = n->to;
		return true;
	}
	*at = strlen(s);
	return false;
}

size_t
sentence_length(const char *s)
{
	size_t i = 0;

	for (; s[i] != '\0'; i++) {
		if (strchr(".!?", s[i]) == NULL || (s[i + 1] != ' ' && s[i + 1] != '\n' && s[i + 1] != '\0'))
			continue;
		size_t next = i + 1 + strspn(s + i + 1, " \n");
		bool initial = i > 0 && isupper((unsigned char)s[i - 1]) && (i == 1 || s[i - 2] == ' ');

		/* "vs. the", "J. Smith" go on. */
		if (s[next] == '\0' || (!islower((unsigned char)s[next]) && !initial))
			return next;
	}
	return i;
}
