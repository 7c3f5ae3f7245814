#include "canvas.h"

#include "mem.h"

#include <stdlib.h>

struct cell {
	unsigned char dots;
	unsigned char series;
};

struct canvas {
	int width, height;
	struct cell *cells;
};

struct canvas *
canvas_new(int width, int height)
{
	struct canvas *c = mem_alloc(sizeof *c);

	*c = (struct canvas){width, height, mem_calloc((size_t)width * (size_t)height, sizeof *c->cells)};
	return c;
}

void
canvas_free(struct canvas *c)
{
	free(c->cells);
	free(c);
}

void
canvas_dot(struct canvas *c, int x, int y, int series)
{
	/* The bit of each dot of a cell, by row and column. */
	static const unsigned char bit[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

	if (x < 0 || y < 0 || x >= 2 * c->width || y >= 4 * c->height)
		return;
	struct cell *cell = &c->cells[(size_t)(y / 4) * (size_t)c->width + (size_t)(x / 2)];

	cell->dots |= bit[y % 4][x % 2];
	cell->series = (unsigned char)series;
}

void
canvas_line(struct canvas *c, int x0, int y0, int x1, int y1, int series)
{
	int dx = abs(x1 - x0), sx = x0 < x1 ? 1 : -1;
	int dy = -abs(y1 - y0), sy = y0 < y1 ? 1 : -1;

	for (int e = dx + dy;;) {
		canvas_dot(c, x0, y0, series);
		if (x0 == x1 && y0 == y1)
			return;
		int twice = 2 * e;

		if (twice >= dy) {
			e += dy;
			x0 += sx;
		}
		if (twice <= dx) {
			e += dx;
			y0 += sy;
		}
	}
}

const char *
canvas_colour(int series)
{
	/* Blue, yellow, cyan, magenta, green, red, bright blue, bright yellow: neighbours
	 * differ in lightness, too; and grey. */
	static const char *const sgr[CANVAS_LOOKS + 1] = {"\033[34m", "\033[33m", "\033[36m", "\033[35m", "\033[32m",
	    "\033[31m", "\033[94m", "\033[93m", "\033[90m"};

	return series < 0 ? "\033[0m" : sgr[series % (CANVAS_LOOKS + 1)];
}

char
canvas_mark(int series)
{
	return "*o+x#@%&."[series % (CANVAS_LOOKS + 1)];
}

void
canvas_row(const struct canvas *c, int r, bool colour, bool ascii, struct str *out)
{
	const struct cell *row = c->cells + (size_t)r * (size_t)c->width;
	int last = c->width, now = -1;

	while (last > 0 && row[last - 1].dots == 0)
		last--;
	for (int i = 0; i < last; i++) {
		if (row[i].dots == 0) {
			str_addc(out, ' ');
			continue;
		}
		if (colour && row[i].series != now)
			str_adds(out, canvas_colour(now = row[i].series));
		if (ascii)
			str_addc(out, canvas_mark(row[i].series));
		else
			str_add(out, (char[]){(char)0xE2, (char)(0xA0 | row[i].dots >> 6),
			    (char)(0x80 | (row[i].dots & 0x3F))}, 3);
	}
	if (now != -1)
		str_adds(out, canvas_colour(-1));
}
