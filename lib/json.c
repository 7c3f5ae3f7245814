#include "json.h"

#include <math.h>
#include <string.h>

/* How a byte below 0x20, or another that is not written as it is, is spelled. */
static void
add_escaped(struct str *b, unsigned char c)
{
	static const char letters[] = "\"\\\b\f\n\r\t", spelled[] = "\"\\bfnrt";
	const char *is = strchr(letters, c);

	if (c != '\0' && is != NULL)
		str_addf(b, "\\%c", spelled[is - letters]);
	else
		str_addf(b, "\\u%04x", c);
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
}

static void
add_text(struct str *b, jv text)
{
	const char *s = jv_string_value(text);
	size_t n = (size_t)jv_string_length_bytes(jv_copy(text)), from = 0;

	str_addc(b, '"');
	for (size_t i = 0; i < n; i++) {
		if (is_plain((unsigned char)s[i]))
			continue;
		str_add(b, s + from, i - from);
		add_escaped(b, (unsigned char)s[i]);
		from = i + 1;
	}
	str_add(b, s + from, n - from);
	str_addc(b, '"');
}

/* The digits of v, a point before the last so many of them. */
static void
add_digits(struct str *b, unsigned long long v, int after, bool below_zero)
{
	char digits[24];
	size_t n = sizeof digits;

	for (int k = 0; v > 0 || k <= after; k++, v /= 10) {
		if (k > 0 && k == after)
			digits[--n] = '.';
		digits[--n] = (char)('0' + v % 10);
	}
	if (below_zero)
		digits[--n] = '-';
	str_add(b, digits + n, sizeof digits - n);
}

/* Whole numbers of up to 15 digits are spelled so by libjq, too; and of what has
 * few digits behind the point v / 10^after is exact: the quotient of two numbers
 * that a double holds is the double next to it.  All else is libjq's. */
static void
add_number(struct str *b, jv v)
{
	double d = jv_number_value(v), size = fabs(d), scale = 1;

	if (size < 1e15 && d == floor(d) && !(d == 0 && signbit(d))) {
		add_digits(b, (unsigned long long)size, 0, d < 0);
		return;
	}
	for (int after = 1; size >= 0.001 && size < 1e9 && after <= 5; after++) {
		double whole = round(size * (scale *= 10));

		if (whole / scale == size) {
			add_digits(b, (unsigned long long)whole, after, d < 0);
			return;
		}
	}
	jv text = jv_dump_string(jv_copy(v), 0);

	str_adds(b, jv_string_value(text));
	jv_free(text);
}

static void
add_member(struct str *b, jv key, jv value, bool first, bool sorted)
{
	if (!first)
		str_addc(b, ',');
	add_text(b, key);
	str_addc(b, ':');
	json_add(b, value, sorted);
	jv_free(key);
	jv_free(value);
}

static void
add_object(struct str *b, jv v, bool sorted)
{
	bool first = true;

	str_addc(b, '{');
	if (sorted) {
		jv keys = jv_keys(jv_copy(v));

		jv_array_foreach(keys, i, key) {
			add_member(b, jv_copy(key), jv_object_get(jv_copy(v), jv_copy(key)), first, sorted);
			jv_free(key);
			first = false;
		}
		jv_free(keys);
	} else {
		for (int i = jv_object_iter(v); jv_object_iter_valid(v, i); i = jv_object_iter_next(v, i)) {
			add_member(b, jv_object_iter_key(v, i), jv_object_iter_value(v, i), first, sorted);
			first = false;
		}
	}
	str_addc(b, '}');
}

static void
add_array(struct str *b, jv v, bool sorted)
{
	str_addc(b, '[');
	jv_array_foreach(v, i, x) {
		if (i > 0)
			str_addc(b, ',');
		json_add(b, x, sorted);
		jv_free(x);
	}
	str_addc(b, ']');
}

void
json_add(struct str *b, jv v, bool sorted)
{
	switch (jv_get_kind(v)) {
	case JV_KIND_STRING: add_text(b, v); break;
	case JV_KIND_NUMBER: add_number(b, v); break;
	case JV_KIND_ARRAY: add_array(b, v, sorted); break;
	case JV_KIND_OBJECT: add_object(b, v, sorted); break;
	case JV_KIND_TRUE: str_adds(b, "true"); break;
	case JV_KIND_FALSE: str_adds(b, "false"); break;
	default: str_adds(b, "null"); break;   /* an invalid value, too, is none */
	}
}
