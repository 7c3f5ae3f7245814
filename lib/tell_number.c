#include "tell_number.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || ((unsigned char)c & 0x80) != 0 || c == '_';
}

/* Does s at i begin with this word, and end there? */
static bool
word_at(const char *s, const char *word)
{
	size_t n = strlen(word);

	return strncasecmp(s, word, n) == 0 && !is_word(s[n]);
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

/* Reads "1,234.5"; how many bytes, and the weight of its last digit. */
static size_t
read_digits(const char *s, double *value, double *last)
{
	char plain[64];
	size_t i = 0, n = 0;
	int places = 0;
	bool point = false;

	for (; n < sizeof plain - 1; i++) {
		if (isdigit((unsigned char)s[i])) {
			plain[n++] = s[i];
			places += point;
		} else if (s[i] == ',' && !point && isdigit((unsigned char)s[i + 1]) && isdigit((unsigned char)s[i + 2]) &&
		    isdigit((unsigned char)s[i + 3]) && !isdigit((unsigned char)s[i + 4])) {
			continue;
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

bool
stated_next(const char *s, size_t *at, struct stated *n)
{
	for (size_t i = *at; s[i] != '\0'; i++) {
		if (read_word(s, i, n)) {
			*at = n->to;
			return true;
		}
		if (!isdigit((unsigned char)s[i]))
			continue;
		/* Inside a word, or behind one that a hyphen ties to it: no number. */
		if (i > 0 && (is_word(s[i - 1]) || (s[i - 1] == '-' && i > 1 && isalpha((unsigned char)s[i - 2]))) &&
		    (unsigned char)s[i - 1] < 0x80) {
			while (is_word(s[i + 1]))
				i++;
			continue;
		}
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
