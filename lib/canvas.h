/* canvas: a picture made of characters.  Each character cell is two dots wide
 * and four dots high (Unicode's braille patterns, U+2800 to U+28FF: dot n of
 * ISO 11548-1 is bit n - 1), or one mark in ASCII. */
#ifndef VIZ_CANVAS_H
#define VIZ_CANVAS_H

#include "str.h"

#include <stdbool.h>

struct canvas;

/* width and height in cells, both from 1. */
struct canvas *canvas_new(int width, int height);
void canvas_free(struct canvas *);

/* Sets the dot in column x (from the left, 0 to 2 width - 1) and row y (from
 * the top, 0 to 4 height - 1); elsewhere nothing happens.  The cell takes the
 * last series' colour. */
void canvas_dot(struct canvas *, int x, int y, int series);

/* A line of dots (Bresenham 1965). */
void canvas_line(struct canvas *, int x0, int y0, int x1, int y1, int series);

/* Appends row r as text, in colour (ANSI SGR) and in ASCII where wanted. */
void canvas_row(const struct canvas *, int r, bool colour, bool ascii, struct str *);

/* So many series have a colour and mark of their own; series CANVAS_LOOKS is grey,
 * a dot: what others share. */
enum { CANVAS_LOOKS = 8 };

/* The SGR sequence of a series' colour, "\033[0m" for -1; the ASCII mark. */
const char *canvas_colour(int series);
char canvas_mark(int series);

#endif
