/* cell_short: numbers of a few bytes, read in a register; for loops over columns. */
#ifndef VIZ_CELL_SHORT_H
#define VIZ_CELL_SHORT_H

#include "cell.h"

#include <string.h>

static const double CELL_POWERS[] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};


/* The n bytes at s (1 to 8; eight must be readable) behind zeros. */
static inline uint64_t
cell_right(const char *s, size_t n)
{
	uint64_t v;

	memcpy(&v, s, sizeof v);
	return n == 8 ? v : v << (64 - 8 * n) | 0x3030303030303030u >> 8 * n;
}

/* Takes the first point out of v: the digits before it move up, and *fraction is
 * how many are behind it. */
static inline uint64_t
cell_take_point(uint64_t v, int *fraction)
{
	uint64_t x = v ^ 0x2E2E2E2E2E2E2E2Eu, points = (x - 0x0101010101010101u) & ~x & 0x8080808080808080u;

	if (points == 0)
		return v;
	uint64_t point = points & -points, before = (point >> 7) - 1, behind = -(point << 1);

	*fraction = __builtin_clzll(point) / 8;
	return (v & behind) | (v & before) << 8 | 0x30;
}

/* The value of eight digits, the first in the lowest byte; *bad where a byte is
 * none. */
static inline uint64_t
cell_eight(uint64_t v, uint64_t *bad)
{
	uint64_t x = v ^ 0x3030303030303030u;

	*bad |= ((x + 0x7676767676767676u) | x) & 0x8080808080808080u;
	x = x * 10 + (x >> 8);
	return ((x & 0x000000FF000000FFu) * 0x000F424000000064u + ((x >> 16) & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32;
}

/* x is m with its last digits, as many as fraction says, behind the point. */
static inline void
cell_scaled(uint64_t m, int fraction, bool minus, struct cell_number *x)
{
	double d = (double)(int64_t)m;

	if (fraction > 0)
		d /= CELL_POWERS[fraction & 15];
	x->i = fraction > 0 ? (int64_t)d : (int64_t)m;
	x->whole = fraction <= 0 || (double)x->i == d;
	x->i = minus ? -x->i : x->i;
	x->d = x->whole ? (double)x->i : minus ? -d : d;
}

/* cell_short_number of at most eight bytes beside the sign. */
static inline bool
cell_shorter_number(const char *s, size_t n, struct cell_number *x)
{
	bool minus = *s == '-';
	uint64_t bad = 0;
	int fraction = -1;

	s += minus;
	n -= minus;
	if (n - 1 >= 8)
		return false;
	uint64_t m = cell_eight(cell_take_point(cell_right(s, n), &fraction), &bad);

	if (bad || (n == 1 && fraction == 0))
		return false;
	cell_scaled(m, fraction, minus, x);
	return true;
}

#endif
