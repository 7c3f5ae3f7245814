#include "tell_words.h"

#include "mem.h"
#include "rec.h"
#include "share.h"

#include <ctype.h>
#include <err.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers */

/* Appends digits (as printed by %f) with a comma between thousands, without
 * trailing zeros behind the point where trim is set. */
static void
group(struct str *b, const char *digits, bool trim)
{
	size_t whole = strcspn(digits, "."), end = strlen(digits);

	if (trim && digits[whole] == '.')
		while (digits[end - 1] == '0' || digits[end - 1] == '.') {
			end--;
			if (end == whole)
				break;
		}
	for (size_t i = 0; i < end; i++) {
		str_addc(b, digits[i]);
		if (i + 1 < whole && (whole - i - 1) % 3 == 0)
			str_addc(b, ',');
	}
}

static void
fixed(struct str *b, double v, int places, bool trim)
{
	char digits[400];

	snprintf(digits, sizeof digits, "%.*f", places, v);
	group(b, digits, trim);
}

/* Places behind the point that leave three significant digits. */
static int
places_for(double v)
{
	int magnitude = v > 0 ? (int)floor(log10(v)) : 0;

	return magnitude >= 2 ? 0 : magnitude < -10 ? 12 : 2 - magnitude;
}

static bool
is_whole(double v)
{
	return fabs(v - round(v)) < 1e-9 * fmax(1, fabs(v));
}

/* v >= 0, without unit. */
static void
magnitude(struct str *b, double v, bool money)
{
	static const struct {
		double from, by;
		const char *name;
	} scales[] = {
		{999.5e9, 1e12, " trillion"}, {999.5e6, 1e9, " billion"}, {999999.5, 1e6, " million"}};

	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (v >= scales[i].from && v < 1e15) {
			fixed(b, v / scales[i].by, places_for(v / scales[i].by * 1.0000001), true);
			str_adds(b, scales[i].name);
			return;
		}
	if (v >= 1e15)
		str_addf(b, "%.3g", v);
	else if (is_whole(v) || v >= 1000)
		fixed(b, v, 0, false);
	else if (money)
		fixed(b, v, v < 0.0995 ? places_for(v) : 2, false);
	else
		fixed(b, v, v >= 100 ? 1 : places_for(v), true);
}

struct number_style
words_style(jv chart, const char *format_key, const char *unit_key)
{
	const char *format = jv_text(chart, format_key);
	struct number_style s = {NUMBER_PLAIN, jv_text(chart, unit_key)};

	if (format != NULL && strcmp(format, "money") == 0)
		s.form = NUMBER_MONEY;
	if (format != NULL && strcmp(format, "percent") == 0)
		s.form = NUMBER_PERCENT;
	if (format != NULL && strcmp(format, "share") == 0)
		s.form = NUMBER_SHARE;
	if (s.unit != NULL && *s.unit == '\0')
		s.unit = NULL;
	return s;
}

void
words_number(struct str *b, double v, const struct number_style *s)
{
	bool before = s->unit != NULL && (s->form == NUMBER_MONEY || strchr("$", s->unit[0]) != NULL) &&
	    strlen(s->unit) <= 3 && !isalpha((unsigned char)s->unit[0]);

	if (s->form == NUMBER_SHARE)
		v *= 100;
	/* What would print as a zero has no sign. */
	if (v < 0 && !(v > -1e-12))
		str_adds(b, "−");
	if (before)
		str_adds(b, s->unit);
	magnitude(b, fabs(v), s->form == NUMBER_MONEY);
	if (s->form >= NUMBER_PERCENT || (s->unit != NULL && strcmp(s->unit, "%") == 0))
		str_addc(b, '%');
	else if (!before && s->unit != NULL && s->unit[0] != '\0')
		str_addf(b, " %s", s->unit);
}

void
words_share(struct str *b, double share)
{
	double p = share * 100;

	if (p > 0 && p < 0.05)
		str_adds(b, "less than 0.1%");
	else if (p >= 99.95 && p < 100)
		str_adds(b, "more than 99.9%");
	else
		str_addf(b, (p < 9.95 || p > 99) && !is_whole(p) ? "%.1f%%" : "%.0f%%", p);
}

void
words_ratio(struct str *b, double ratio)
{
	fixed(b, ratio, ratio < 9.95 ? 1 : 0, true);
}

/* ---- dates */

enum period
words_period(const char *s)
{
	static const struct {
		const char *shape;
		enum period period;
	} shapes[] = {{"9999", PERIOD_YEAR}, {"9999-99", PERIOD_MONTH}, {"9999-Q9", PERIOD_QUARTER},
	    {"9999-99-99", PERIOD_DAY}, {"9999-99-99*", PERIOD_TIME}};

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		const char *t = s, *shape = shapes[i].shape;

		while (*shape != '\0' && (*shape == '9' ? isdigit((unsigned char)*t) : *t == *shape))
			shape++, t++;
		if (*shape == '*' && (*t == ' ' || *t == 'T'))
			return PERIOD_TIME;
		if (*shape == '\0' && *t == '\0')
			return shapes[i].period;
	}
	return PERIOD_NONE;
}

void
words_when(struct str *b, const char *iso, enum period period)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December"};
	enum period shape = words_period(iso);
	int year = 0, month = 1, day = 1;

	if (shape == PERIOD_QUARTER) {
		str_addf(b, "in the %s quarter of %.4s", iso[6] == '1' ? "first" : iso[6] == '2' ? "second"
		    : iso[6] == '3' ? "third" : "fourth", iso);
		return;
	}
	if (shape == PERIOD_NONE || sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) < 1 ||
	    month < 1 || month > 12) {
		str_addf(b, "at %s", iso);
		return;
	}
	if (period == PERIOD_YEAR || shape == PERIOD_YEAR)
		str_addf(b, "in %d", year);
	else if (period == PERIOD_QUARTER)
		str_addf(b, "in the %s quarter of %d", (const char *[]){"first", "second", "third",
		    "fourth"}[(month - 1) / 3], year);
	else if (period == PERIOD_MONTH || shape == PERIOD_MONTH)
		str_addf(b, "in %s %d", months[month - 1], year);
	else if (shape == PERIOD_TIME)
		str_addf(b, "at %.5s on %d %s %d", strlen(iso) >= 16 ? iso + 11 : "00:00", day, months[month - 1], year);
	else
		str_addf(b, "%s %d %s %d", period == PERIOD_WEEK ? "in the week of" : "on", day, months[month - 1], year);
}

/* ---- nouns and sentences */

void
words_noun(struct str *b, const char *label, bool capital)
{
	size_t n = strlen(label), start = b->n;

	while (n > 0 && label[n - 1] == ' ')
		n--;
	if (n > 0 && label[n - 1] == ')') {
		size_t open = n;

		while (open > 0 && label[open - 1] != '(')
			open--;
		if (open > 1)
			n = open - 1;
		while (n > 0 && label[n - 1] == ' ')
			n--;
	}
	for (size_t i = 0; i < n; i++)
		if (i > 0 && i + 1 < n && islower((unsigned char)label[i - 1]) && isupper((unsigned char)label[i]) &&
		    islower((unsigned char)label[i + 1]))
			str_addf(b, " %c", tolower((unsigned char)label[i]));
		else
			str_addc(b, label[i] == '_' ? ' ' : label[i]);
	if (b->n == start)
		str_adds(b, "value");
	char *first = b->s + start;
	bool acronym = isupper((unsigned char)first[0]) && (first[1] == '\0' || !islower((unsigned char)first[1])) &&
	    first[1] != ' ';

	if (!acronym)
		first[0] = (char)(capital ? toupper((unsigned char)first[0]) : tolower((unsigned char)first[0]));
}

/* The text of sentence name, borrowed from the loaded file; its length in *n. */
static const char *
sentence(const char *name, size_t *n)
{
	static char *file;
	size_t m = strlen(name);

	if (file == NULL)
		file = share_need("tell/en", NULL);
	for (const char *line = file; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n')
		if (strncmp(line, name, m) == 0 && line[m] == ':') {
			const char *text = line + m + 1;

			text += strspn(text, " \t");
			*n = strcspn(text, "\n");
			return text;
		}
	errx(2, "share/tell/en: no sentence %s: mend it or reinstall", name);
}

static const char *
value_of(const char *key, size_t n, va_list pairs)
{
	for (;;) {
		const char *name = va_arg(pairs, const char *);

		if (name == NULL)
			return "";
		const char *value = va_arg(pairs, const char *);

		if (strlen(name) == n && memcmp(name, key, n) == 0)
			return value;
	}
}

/* A sentence's first word, where it is all small letters, begins with a large
 * one; "iPhone", "e2" and "b" stay. */
static void
begin_large(char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz");

	if (n > 1 && (s[n] == ' ' || s[n] == '\0'))
		s[0] = (char)toupper((unsigned char)s[0]);
}

void
words_say(struct str *b, const char *name, ...)
{
	size_t n, start;
	const char *text = sentence(name, &n), *end = text + n;

	if (b->n > 0)
		str_addc(b, ' ');
	start = b->n;
	while (text < end) {
		size_t plain = strcspn(text, "{"), key;

		if (plain > (size_t)(end - text))
			plain = (size_t)(end - text);
		str_add(b, text, plain);
		text += plain;
		if (text == end)
			break;
		key = strcspn(++text, "}");
		va_list pairs;

		va_start(pairs, name);
		str_adds(b, value_of(text, key, pairs));
		va_end(pairs);
		text += key + 1;
	}
	begin_large(b->s + start);
}
