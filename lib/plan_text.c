#include "plan_text.h"

#include "plan_unit.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DASH "\xe2\x80\x93"   /* U+2013, between numbers */

/* ---- cutting */

static bool
is_word_byte(unsigned char c)
{
	return isalnum(c) != 0 || c >= 0x80;
}

/* n bytes into the text's own memory, NUL-ended, lower-case where wanted; NULL
 * where it is full. */
static const char *
keep(struct plan_text *t, const char *s, size_t n, bool lower)
{
	if (t->used + n + 1 > sizeof t->bytes)
		return NULL;
	char *to = t->bytes + t->used;

	for (size_t i = 0; i < n; i++)
		to[i] = (char)(lower && (unsigned char)s[i] < 0x80 ? tolower((unsigned char)s[i]) : s[i]);
	to[n] = '\0';
	t->used += n + 1;
	return to;
}

static struct plan_token *
add_token(struct plan_text *t, size_t from, size_t n, bool lower)
{
	const char *word = t->n < PLAN_TOKENS_MOST ? keep(t, t->question + from, n, lower) : NULL;
	char stem[PLAN_STEM_SIZE];

	if (word == NULL)
		return NULL;
	plan_stem(word, stem);
	struct plan_token *k = &t->token[t->n];

	*k = (struct plan_token){.word = word, .from = from, .to = from + n};
	k->stem = keep(t, stem, strlen(stem), true);
	if (k->stem == NULL)
		return NULL;
	k->capital = isupper((unsigned char)t->question[from]) != 0;
	t->stems[t->n++] = k->stem;
	return k;
}

/* "30s", "5kg": a unit right behind the number, which is a word of its own. */
static bool
is_unit(const char *s)
{
	char word[8];
	size_t n = 0;

	while (is_word_byte((unsigned char)s[n]) && n < sizeof word - 1) {
		word[n] = (char)tolower((unsigned char)s[n]);
		n++;
	}
	word[n] = '\0';
	return !is_word_byte((unsigned char)s[n]) && plan_unit_is(word);
}

/* 8,000  3.5  .5  10k  2m: the length read, 0 where there is no number. */
static size_t
read_number(const char *s, double *value)
{
	char digits[40];
	size_t i = 0, n = 0;

	for (; n < sizeof digits - 1; i++) {
		bool group = s[i] == ',' && n > 0 && isdigit((unsigned char)s[i + 1]) && isdigit((unsigned char)s[i + 2]) &&
		    isdigit((unsigned char)s[i + 3]) && !isdigit((unsigned char)s[i + 4]);

		if (isdigit((unsigned char)s[i]) || (s[i] == '.' && isdigit((unsigned char)s[i + 1])))
			digits[n++] = s[i];
		else if (!group)
			break;
	}
	if (n == 0)
		return 0;
	digits[n] = '\0';
	*value = strtod(digits, NULL);
	bool alone = !is_word_byte((unsigned char)s[i + (s[i] != '\0')]);

	if ((s[i] == 'k' || s[i] == 'K') && alone)
		return *value *= 1e3, i + 1;
	if ((s[i] == 'm' || s[i] == 'M') && alone)
		return *value *= 1e6, i + 1;
	/* "The 80s", which may be seconds, too, stays one word. */
	if (s[i] == 's' && alone && fmod(*value, 10) == 0)
		return i + 1;
	return !is_word_byte((unsigned char)s[i]) || strncmp(s + i, DASH, strlen(DASH)) == 0 || is_unit(s + i) ? i : 0;
}

/* 2024-01-31 or 2024-01: its length, else 0. */
static size_t
read_date(const char *s)
{
	static const char form[] = "dddd-dd-dd";
	size_t i = 0;

	while (form[i] != '\0' && (form[i] == 'd' ? isdigit((unsigned char)s[i]) != 0 : s[i] == form[i]))
		i++;
	if (is_word_byte((unsigned char)s[i]))
		return 0;
	return i == 10 || i == 7 ? i : 0;
}

/* 'as it is', "as it is", “as it is”: the length with its marks, else 0. */
static size_t
read_quote(const char *s, size_t at, size_t *from, size_t *n)
{
	bool opens = at == 0 || !is_word_byte((unsigned char)s[at - 1]);
	bool curly = strncmp(s + at, "\xe2\x80\x9c", 3) == 0 || strncmp(s + at, "\xe2\x80\x98", 3) == 0;
	const char *end;

	if (curly)
		end = strstr(s + at + 3, s[at + 2] == '\x9c' ? "\xe2\x80\x9d" : "\xe2\x80\x99");
	else
		end = opens && (s[at] == '"' || s[at] == '\'') ? strchr(s + at + 1, s[at]) : NULL;
	size_t skip = curly ? 3 : 1;

	if (end == NULL || end == s + at + skip)
		return 0;
	*from = at + skip;
	*n = (size_t)(end - s) - *from;
	return *n <= 60 ? *n + 2 * skip : 0;
}

/* One word, cut where camelCase is; what stands before an 's stays one. */
static size_t
read_word(struct plan_text *t, size_t at)
{
	const char *s = t->question;
	size_t i = at;

	while (is_word_byte((unsigned char)s[i])) {
		i++;
		if (isupper((unsigned char)s[i]) && islower((unsigned char)s[i - 1]))
			break;
	}
	size_t n = i - at;

	add_token(t, at, n, true);
	if (s[i] == '\'' && (s[i + 1] == 's' || s[i + 1] == 't') && !is_word_byte((unsigned char)s[i + 2]))
		return n + 2;
	return n;
}

/* The stop of "Dr. Klein", "avg. price", "A. Stone" ends no sentence. */
static bool
is_abbreviation(const struct plan_text *t, const char *stop)
{
	const struct plan_token *k = t->n > 0 ? &t->token[t->n - 1] : NULL;

	if (k == NULL || k->mark != 0 || k->quoted || k->is_number || k->to != (size_t)(stop - t->question) || stop[1] != ' ')
		return false;
	bool name = k->capital && k->to - k->from <= 2 && isupper((unsigned char)stop[2]);

	return name || plan_lex_is(k->word, "dotted");
}

/* What ties the number before it to the one behind it, "2020-2022", "2 – 4",
 * "2..4": how many bytes it has. */
static size_t
read_tie(const struct plan_text *t, size_t at)
{
	static const char *const ties[] = {"...", "..", DASH, "-"};
	const struct plan_token *before = t->n > 0 ? &t->token[t->n - 1] : NULL;
	const char *s = t->question + at;
	size_t space = strspn(s, " "), n = 0;

	if (before == NULL || (!before->is_number && !before->quoted) || before->to != at)
		return 0;
	for (size_t i = 0; i < sizeof ties / sizeof *ties && n == 0; i++)
		if (strncmp(s + space, ties[i], strlen(ties[i])) == 0)
			n = strlen(ties[i]);
	/* A blank on both sides or on none: "-5" is a number of its own. */
	if (n == 0 || strspn(s + space + n, " ") != space || !isdigit((unsigned char)s[2 * space + n]))
		return 0;
	return 2 * space + n;
}

/* Reads what begins at `at`: how many bytes it took. */
static size_t
read_one(struct plan_text *t, size_t at)
{
	const char *s = t->question + at;
	size_t from, n, took = read_quote(t->question, at, &from, &n);
	struct plan_token *k;
	double value;

	if (took > 0) {
		k = add_token(t, from, n, false);
		if (k != NULL)
			k->quoted = true;
		return took;
	}
	if ((n = read_date(s)) > 0) {
		k = add_token(t, at, n, false);
		if (k != NULL)
			k->quoted = true;
		return n;
	}
	if ((n = read_number(s, &value)) > 0) {
		k = add_token(t, at, n, true);
		if (k != NULL) {
			k->is_number = true;
			k->number = at > 0 && s[-1] == '-' && (at < 2 || isspace((unsigned char)s[-2])) ? -value : value;
		}
		return n;
	}
	if (is_word_byte((unsigned char)*s))
		return read_word(t, at);
	if (*s == '.' && is_abbreviation(t, s))
		return 1;
	bool plus = *s == '+' && t->n > 0 && t->token[t->n - 1].is_number && t->token[t->n - 1].to == at;

	if ((plus || strchr(",.?;:()=<>!", *s) != NULL) && (k = add_token(t, at, 1, true)) != NULL)
		k->mark = *s;
	return 1;
}

/* ---- what the vocabulary says */

static void
find_hits(struct plan_text *t)
{
	for (int i = 0; i < t->n; i++) {
		struct plan_token *k = &t->token[i];

		if (k->mark != 0 && strchr("=<>!+", k->mark) == NULL)
			continue;
		k->hits = plan_lex_at(t->stems + i, t->n - i, k->hit, PLAN_HITS_MOST);
		for (int h = 0; h < k->hits; h++) {
			k->stop |= k->hit[h].tag != NULL && k->hit[h].n == 1 && strcmp(k->hit[h].tag, "stop") == 0;
			if (!k->is_number && k->hit[h].tag != NULL && strncmp(k->hit[h].tag, "number.", 7) == 0) {
				k->is_number = true;
				k->number = strtod(k->hit[h].tag + 7, NULL);
			}
		}
	}
}

void
plan_text_read(struct plan_text *t, const char *question)
{
	t->question = question;
	t->n = 0;
	t->used = 0;
	for (size_t at = 0; question[at] != '\0';) {
		size_t tie = read_tie(t, at);

		at += tie;
		int n = t->n;

		at += read_one(t, at);
		if (tie > 0 && t->n > n)
			t->token[n].tied = true;
	}
	find_hits(t);
}

/* ---- looking */

bool
plan_text_free(const struct plan_text *t, int i)
{
	return i >= 0 && i < t->n && t->token[i].use == USE_FREE && t->token[i].mark == 0;
}

static bool
all_free(const struct plan_text *t, int i, int n)
{
	for (int k = i; k < i + n; k++)
		if (t->token[k].use != USE_FREE)
			return false;
	return true;
}

const char *
plan_text_tag(const struct plan_text *t, int i, const char *prefix, int *n)
{
	size_t length = strlen(prefix);

	for (int h = 0; i >= 0 && i < t->n && h < t->token[i].hits; h++) {
		const struct plan_hit *hit = &t->token[i].hit[h];

		if (hit->tag != NULL && strncmp(hit->tag, prefix, length) == 0 && all_free(t, i, hit->n)) {
			*n = hit->n;
			return hit->tag + length;
		}
	}
	return NULL;
}

int
plan_text_is(const struct plan_text *t, int i, const char *tag)
{
	int n;
	const char *rest = plan_text_tag(t, i, tag, &n);

	return rest != NULL && *rest == '\0' ? n : 0;
}

bool
plan_text_says(const struct plan_text *t, const char *tag)
{
	for (int i = 0; i < t->n; i++)
		if (plan_text_is(t, i, tag) > 0)
			return true;
	return false;
}

void
plan_text_use(struct plan_text *t, int from, int to, enum plan_use use)
{
	for (int i = from < 0 ? 0 : from; i < to && i < t->n; i++)
		t->token[i].use = use;
}

static bool
ends_clause(const struct plan_token *k)
{
	return k->mark != 0 && strchr(",.?;:", k->mark) != NULL;
}

int
plan_text_clause_end(const struct plan_text *t, int i)
{
	while (i < t->n && !ends_clause(&t->token[i]))
		i++;
	return i;
}

int
plan_text_clause_start(const struct plan_text *t, int i)
{
	while (i > 0 && !ends_clause(&t->token[i - 1]))
		i--;
	return i;
}
