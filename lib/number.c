#include "number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A sign such as $ or € goes before the number, a word behind it. */
static bool
is_sign(const char *unit)
{
	static const char *const signs[] = {"$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "฿", "₪", "₫", "₦", "R$", "US$", "C$", "A$"};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(unit, signs[i]) == 0)
			return true;
	return false;
}

struct number_style
number_style(const char *format, const char *unit)
{
	static const struct {
		const char *name;
		enum number_format format;
	} formats[] = {
		{"integer", NUMBER_INTEGER}, {"money", NUMBER_MONEY},
		{"percent", NUMBER_PERCENT}, {"share", NUMBER_SHARE},
	};
	struct number_style s = {.format = NUMBER_PLAIN};

	for (size_t i = 0; format != NULL && i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			s.format = formats[i].format;
	if (unit != NULL && strlen(unit) < sizeof s.unit)
		memcpy(s.unit, unit, strlen(unit) + 1);
	if (s.format == NUMBER_PLAIN && is_sign(s.unit))
		s.format = NUMBER_MONEY;
	if (s.format == NUMBER_PERCENT || s.format == NUMBER_SHARE)
		memcpy(s.unit, "%", 2);
	return s;
}

/* ---- digits */

/* "1234567.50" gets its commas; minus is U+2212, as wide as a plus. */
static void
add_grouped(struct str *s, const char *digits)
{
	if (*digits == '-') {
		if (strspn(digits, "-0.") != strlen(digits))
			str_adds(s, "−");
		digits++;
	}
	size_t whole = strcspn(digits, ".");

	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			str_addc(s, ',');
		str_addc(s, digits[i]);
	}
	str_adds(s, digits + whole);
}

void
number_fixed(struct str *s, double v, int decimals)
{
	char b[400];

	snprintf(b, sizeof b, "%.*f", decimals, v);
	add_grouped(s, b);
}

/* "9.10" as "9.1", "3.00" as "3". */
static void
add_short(struct str *s, double v, int decimals)
{
	char b[400];

	snprintf(b, sizeof b, "%.*f", decimals, v);
	if (strchr(b, '.') != NULL) {
		size_t n = strlen(b);

		while (b[n - 1] == '0')
			n--;
		if (b[n - 1] == '.')
			n--;
		b[n] = '\0';
	}
	add_grouped(s, b);
}

static void
add_superscript(struct str *s, int n)
{
	static const char *const digit[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
	char b[16];

	snprintf(b, sizeof b, "%d", n);
	for (const char *p = b; *p != '\0'; p++)
		str_adds(s, *p == '-' ? "⁻" : digit[*p - '0']);
}

/* ---- units */

/* Puts the unit around the number that begins at byte from. */
static void
add_unit(struct str *s, size_t from, const struct number_style *style)
{
	struct str number = {0};

	if (style->unit[0] == '\0')
		return;
	if (!is_sign(style->unit)) {
		if (style->unit[0] != '%' && strcmp(style->unit, "°") != 0)
			str_adds(s, "\u00a0");
		str_adds(s, style->unit);
		return;
	}
	str_adds(&number, s->s + from);
	s->n = from;
	s->s[from] = '\0';
	const char *minus = "−";
	bool negative = strncmp(number.s, minus, strlen(minus)) == 0;

	str_addf(s, "%s%s%s", negative ? minus : "", style->unit, number.s + (negative ? strlen(minus) : 0));
	str_free(&number);
}

/* ---- ticks */

static const struct {
	double from;
	const char *suffix;
} magnitudes[] = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}};

/* Decimals that tell v from its neighbours, at most 9. */
static int
decimals_of(double step)
{
	int d = 0;

	for (step = fabs(step); d < 9 && step > 0 && fabs(step - round(step)) > step * 1e-6; d++)
		step *= 10;
	return d;
}

struct number_axis
number_axis(const struct number_style *style, double lo, double hi, double step)
{
	struct number_axis a = {.style = *style, .divisor = 1, .suffix = ""};
	double most = fmax(fabs(lo), fabs(hi));

	if (style->format == NUMBER_SHARE)
		a.divisor = 0.01;
	most /= a.divisor;
	if (most >= 1e16 || (most > 0 && most < 1e-4)) {
		a.power = (int)floor(log10(most));
		a.divisor *= pow(10, a.power);
	}
	for (size_t i = 0; a.power == 0 && i < sizeof magnitudes / sizeof *magnitudes; i++)
		if (most >= magnitudes[i].from) {
			a.divisor *= magnitudes[i].from;
			a.suffix = magnitudes[i].suffix;
			break;
		}
	a.decimals = decimals_of(step / a.divisor);
	return a;
}

void
number_tick(struct str *s, const struct number_axis *a, double v, bool unit)
{
	size_t from = s->n;

	if (s->s == NULL)
		str_adds(s, "");
	v /= a->divisor;
	if (fabs(v) < 0.5 * pow(10, -a->decimals))
		str_adds(s, "0");
	else
		number_fixed(s, v, a->decimals);
	if (strcmp(s->s + from, "0") != 0) {
		str_adds(s, a->suffix);
		if (a->power != 0) {
			str_adds(s, "×10");
			add_superscript(s, a->power);
		}
	}
	if (unit)
		add_unit(s, from, &a->style);
}

static void
add_scientific(struct str *s, double v)
{
	int power = (int)floor(log10(fabs(v)));

	add_short(s, v / pow(10, power), 2);
	str_adds(s, "×10");
	add_superscript(s, power);
}

void
number_value(struct str *s, const struct number_style *style, double v)
{
	size_t from = s->n, i = 0;
	double size = fabs(style->format == NUMBER_SHARE ? v *= 100 : v);

	if (s->s == NULL)
		str_adds(s, "");
	while (i < 3 && size < magnitudes[i].from * 0.9995)
		i++;
	if (!isfinite(v))
		str_adds(s, "no value");
	else if (size >= 1e16 || (size > 0 && size < 1e-4))
		add_scientific(s, v);
	else if (i < 3) {
		add_short(s, v / magnitudes[i].from, size / magnitudes[i].from >= 100 ? 0 : size / magnitudes[i].from >= 10 ? 1 : 2);
		str_adds(s, magnitudes[i].suffix);
	} else if (style->format == NUMBER_MONEY && size < 1000 && v != round(v))
		number_fixed(s, v, size < 0.01 ? 4 : 2);
	else
		add_short(s, v, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 2 - (int)floor(log10(size > 0 ? size : 1)));
	add_unit(s, from, style);
}

void
number_power(struct str *s, const struct number_style *style, double v, bool unit)
{
	size_t from = s->n;
	double shown = style->format == NUMBER_SHARE ? v * 100 : v;

	if (s->s == NULL)
		str_adds(s, "");
	if (shown >= 1e15 || shown < 1e-4) {
		int power = (int)floor(log10(shown) + 1e-9);
		double mantissa = round(shown / pow(10, power));

		if (mantissa > 1)
			str_addf(s, "%g×", mantissa);
		str_adds(s, "10");
		add_superscript(s, power);
	} else {
		size_t i = 0;

		while (i < 3 && shown < magnitudes[i].from * 0.9995)
			i++;
		add_short(s, i < 3 ? shown / magnitudes[i].from : shown, 4);
		str_adds(s, i < 3 ? magnitudes[i].suffix : "");
	}
	if (unit)
		add_unit(s, from, style);
}
