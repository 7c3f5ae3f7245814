#include "str.h"

#include "mem.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
str_room(struct str *b, size_t n)
{
	if (n >= SIZE_MAX / 2 - b->n)
		mem_die();
	if (b->cap < b->n + n + 1) {
		size_t cap = b->cap < 64 ? 64 : b->cap;

		while (cap < b->n + n + 1)
			cap *= 2;
		b->s = mem_resize(b->s, cap, 1);
		b->cap = cap;
	}
	return b->s + b->n;
}

void
str_add(struct str *b, const void *bytes, size_t n)
{
	char *to = str_room(b, n);

	if (n > 0)
		memcpy(to, bytes, n);
	b->n += n;
	b->s[b->n] = '\0';
}

void
str_adds(struct str *b, const char *s)
{
	str_add(b, s, strlen(s));
}

void
str_addc(struct str *b, int c)
{
	char byte = (char)c;

	str_add(b, &byte, 1);
}

void
str_vaddf(struct str *b, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		mem_die();
	vsnprintf(str_room(b, (size_t)n), (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void
str_addf(struct str *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(b, fmt, ap);
	va_end(ap);
}

void
str_clear(struct str *b)
{
	b->n = 0;
	if (b->s != NULL)
		b->s[0] = '\0';
}

void
str_free(struct str *b)
{
	free(b->s);
	*b = (struct str){0};
}

char *
str_take(struct str *b)
{
	str_room(b, 0);
	b->s[b->n] = '\0';
	char *s = b->s;

	*b = (struct str){0};
	return s;
}

/* Table 3-7 of the Unicode standard: the length of the well-formed sequence
 * that s starts with, or 0. */
static size_t
sequence(const unsigned char *s, size_t n)
{
	unsigned char lo = 0x80, hi = 0xBF;
	size_t len;

	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xC2 && s[0] <= 0xDF)
		len = 2;
	else if (s[0] >= 0xE0 && s[0] <= 0xEF)
		len = 3;
	else if (s[0] >= 0xF0 && s[0] <= 0xF4)
		len = 4;
	else
		return 0;
	if (n < len)
		return 0;
	if (s[0] == 0xE0)
		lo = 0xA0;
	else if (s[0] == 0xED)
		hi = 0x9F;
	else if (s[0] == 0xF0)
		lo = 0x90;
	else if (s[0] == 0xF4)
		hi = 0x8F;
	if (s[1] < lo || s[1] > hi)
		return 0;
	for (size_t i = 2; i < len; i++)
		if (s[i] < 0x80 || s[i] > 0xBF)
			return 0;
	return len;
}

size_t
str_utf8(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		size_t len = sequence((const unsigned char *)s + i, n - i);

		if (len == 0)
			break;
		i += len;
	}
	return i;
}

void
str_foreign(struct str *b, const char *bytes, size_t n)
{
	enum { MOST = 120 };
	size_t i = 0;

	while (i < n && i < MOST) {
		unsigned char c = (unsigned char)bytes[i];
		size_t len = sequence((const unsigned char *)bytes + i, n - i);
		int control = c < 0x20 || c == 0x7F ||
		    (len == 2 && c == 0xC2 && (unsigned char)bytes[i + 1] < 0xA0);

		if (len == 0 || control) {
			str_addf(b, "\\x%02X", c);
			i += 1;
			if (len == 2) {
				str_addf(b, "\\x%02X", (unsigned char)bytes[i]);
				i += 1;
			}
		} else {
			if (i + len > MOST)
				break;
			str_add(b, bytes + i, len);
			i += len;
		}
	}
	if (i < n)
		str_adds(b, "…");
}

int
str_distance(const char *a, const char *b, int limit)
{
	size_t la = strlen(a), lb = strlen(b);

	if (limit > 32)
		limit = 32;
	if ((la > lb ? la - lb : lb - la) > (size_t)limit || la > 255 || lb > 255)
		return limit + 1;

	/* Three rows of the matrix of the optimal string alignment distance. */
	int rows[3][257];
	int *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= lb; j++)
		last[j] = (int)j;
	for (size_t i = 1; i <= la; i++) {
		int best = now[0] = (int)i;

		for (size_t j = 1; j <= lb; j++) {
			int x = tolower((unsigned char)a[i - 1]);
			int y = tolower((unsigned char)b[j - 1]);
			int d = last[j - 1] + (x != y);

			if (last[j] + 1 < d)
				d = last[j] + 1;
			if (now[j - 1] + 1 < d)
				d = now[j - 1] + 1;
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
			    y == tolower((unsigned char)a[i - 2]) && before[j - 2] + 1 < d)
				d = before[j - 2] + 1;
			now[j] = d;
			if (d < best)
				best = d;
		}
		if (best > limit)
			return limit + 1;
		int *swap = before;

		before = last;
		last = now;
		now = swap;
	}
	return last[lb] > limit ? limit + 1 : last[lb];
}
