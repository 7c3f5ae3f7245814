#include "text.h"

#include <stdint.h>
#include <string.h>

/* Inter Regular, U+0020 to U+007E, in thousandths of the font size. */
static const short ascii[] = {
	265, 294, 400, 637, 643, 828, 651, 217, 378, 378, 522, 666, 288, 463, 283, 368,
	646, 473, 613, 644, 654, 620, 636, 579, 631, 636, 283, 288, 666, 666, 666, 526,
	968, 700, 654, 735, 722, 603, 586, 749, 742, 270, 552, 664, 564, 898, 747, 768,
	639, 768, 645, 643, 651, 738, 700, 978, 666, 685, 639, 378, 368, 378, 475, 460,
	497, 569, 626, 568, 626, 587, 369, 617, 602, 249, 249, 556, 249, 884, 597, 602,
	617, 617, 384, 536, 372, 594, 566, 825, 551, 566, 551, 378, 342, 378, 666,
};

/* Blocks of other scripts, by their last code point. */
static const struct {
	uint32_t last;
	short width;
} blocks[] = {
	{0x24f, 640}, {0x2ff, 600}, {0x36f, 0}, {0x3ff, 650}, {0x52f, 680}, {0x5ff, 600}, {0x7ff, 560},
	{0x10ff, 700}, {0x11ff, 1000}, {0x1fff, 680}, {0x200a, 400}, {0x200f, 0}, {0x2029, 500}, {0x202e, 0},
	{0x2065, 560}, {0x206f, 0}, {0x20cf, 680}, {0x20ff, 0}, {0x2e7f, 900}, {0xa4cf, 1020}, {0xabff, 700},
	{0xd7af, 1000}, {0xf8ff, 900}, {0xfaff, 1020}, {0xfdff, 700}, {0xfe0f, 0}, {0xfe6f, 700}, {0xff60, 1020},
	{0xffff, 700}, {0x1efff, 900}, {0x1faff, 1350}, {0x3ffff, 1020},
};

/* The code point at *s, stepping over it; what is not UTF-8 counts a byte. */
static uint32_t
next(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	int more = p[0] >= 0xf0 ? 3 : p[0] >= 0xe0 ? 2 : p[0] >= 0xc0 ? 1 : 0;
	uint32_t c = more == 0 ? p[0] : p[0] & (0x3fu >> more);

	for (int i = 1; i <= more; i++) {
		if ((p[i] & 0xc0) != 0x80) {
			more = i - 1;
			break;
		}
		c = c << 6 | (p[i] & 0x3fu);
	}
	*s += more + 1;
	return c;
}

static double
advance(uint32_t c)
{
	if (c < 0x20 || c == 0x7f)
		return 0;
	if (c < 0x7f)
		return ascii[c - 0x20];
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (c <= blocks[i].last)
			return blocks[i].width;
	return 0;
}

/* Semibold is about a twenty-fifth wider. */
static double
unit(double px, bool strong)
{
	return px / 1000 * (strong ? 1.04 : 1);
}

double
text_width(const char *s, double px, bool strong)
{
	double w = 0;

	while (*s != '\0')
		w += advance(next(&s));
	return w * unit(px, strong);
}

void
text_clean(struct str *out, const char *s)
{
	bool gap = false;

	str_adds(out, "");
	while (*s != '\0') {
		const char *start = s;
		uint32_t c = next(&s);

		if (c <= ' ' || c == 0x7f || c == 0xa0 || (c >= 0x80 && c < 0xa0)) {
			gap = out->n > 0;
			continue;
		}
		if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff)
			continue;
		if (gap)
			str_addc(out, ' ');
		gap = false;
		str_add(out, start, (size_t)(s - start));
	}
}

/* How many bytes of the n at s are no wider than most. */
static size_t
bytes_within(const char *s, size_t n, double px, bool strong, double most)
{
	const char *p = s;
	double w = 0;

	while (p < s + n) {
		const char *q = p;

		w += advance(next(&q)) * unit(px, strong);
		if (w > most)
			break;
		p = q;
	}
	return (size_t)(p - s);
}

static void
add_fit(struct str *out, const char *s, size_t n, double px, bool strong, double most)
{
	size_t fits = bytes_within(s, n, px, strong, most);

	if (fits == n) {
		str_add(out, s, n);
		return;
	}
	fits = bytes_within(s, n, px, strong, most - 0.814 * px);
	while (fits > 0 && s[fits - 1] == ' ')
		fits--;
	str_add(out, s, fits);
	str_adds(out, "…");
}

void
text_fit(struct str *out, const char *s, double px, bool strong, double most)
{
	add_fit(out, s, strlen(s), px, strong, most);
}

/* The length of the next line of s: whole words, or a piece of a long one. */
static size_t
line_length(const char *s, double px, bool strong, double most)
{
	size_t n = strlen(s), fits = bytes_within(s, n, px, strong, most), at = fits;

	if (fits == n)
		return n;
	while (at > 0 && s[at] != ' ')
		at--;
	if (at > 0)
		return at;
	return fits > 0 ? fits : strlen(s);
}

int
text_wrap(struct str *out, const char *s, double px, bool strong, double most, int lines)
{
	int n = 1;

	str_adds(out, "");
	while (n < lines) {
		size_t len = line_length(s, px, strong, most);

		if (s[len] == '\0')
			break;
		str_add(out, s, len);
		str_addc(out, '\n');
		s += len + (s[len] == ' ');
		n++;
	}
	add_fit(out, s, strlen(s), px, strong, most);
	return n;
}

/* So many bytes, whole letters, begin both. */
static size_t
alike(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	while (n > 0 && ((unsigned char)a[n] & 0xc0u) == 0x80)
		n--;
	return n;
}

/* The most that another name shares with names[i], where it is as much as shown. */
static size_t
alike_beyond(char *const *names, size_t n, size_t i, size_t shown)
{
	size_t most = 0;

	for (size_t k = 0; k < n; k++) {
		size_t same = k != i ? alike(names[i], names[k]) : 0;

		if (same >= shown && same > most && names[i][same] != names[k][same])
			most = same;
	}
	return most;
}

void
text_wrap_apart(struct str *out, char *const *names, size_t n, size_t i, double px, bool strong, double most, int lines)
{
	const char *name = names[i];
	struct str plain = {0}, apart = {0};

	text_wrap(&plain, name, px, strong, most, lines);
	size_t cut = plain.n < 3 || plain.n > strlen(name) + 3 || strcmp(plain.s + plain.n - 3, "…") != 0 ? 0 : plain.n - 3;
	size_t from = cut > 0 ? alike_beyond(names, n, i, cut) : 0, back = from;

	/* the word in which they part, or its last letters */
	while (back > 0 && name[back - 1] != ' ' && from - back < 12)
		back--;
	while (back > 0 && ((unsigned char)name[back] & 0xc0u) == 0x80)
		back--;
	if (from > 0) {
		add_fit(&apart, name, back, px, strong, most * lines * 0.45);
		if (apart.n < 3 || strcmp(apart.s + apart.n - 3, "…") != 0)
			str_adds(&apart, "…");
		str_addf(&apart, " %s", name + back);
		text_wrap(out, apart.s, px, strong, most, lines);
	} else {
		str_adds(out, plain.s);
	}
	str_free(&plain);
	str_free(&apart);
}

bool
text_wraps(const char *s, double px, bool strong, double most, int lines)
{
	for (int n = 0; n < lines; n++) {
		size_t len = line_length(s, px, strong, most);

		if (s[len] == '\0')
			return text_width(s, px, strong) <= most;
		if (s[len] != ' ')
			return false;
		s += len + 1;
	}
	return false;
}
