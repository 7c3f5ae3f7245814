/* Bars, lines and points, of letters. */
#include "textplot_view.h"

#include "canvas.h"
#include "mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- bars: a row a mark */

/* A bar of an eighth of a cell's precision. */
static void
add_bar(const struct textplot *how, struct str *out, double part, int width, int series)
{
	int eighths = (int)lround(part * width * 8);

	if (how->colour)
		str_adds(out, canvas_colour(series));
	for (; eighths >= 8 && how->ascii; eighths -= 8)
		str_addc(out, canvas_mark(series));
	for (; eighths >= 8; eighths -= 8)
		str_adds(out, "█");
	if (eighths > 0 && !how->ascii)
		str_add(out, (char[]){(char)0xE2, (char)0x96, (char)(0x90 - eighths)}, 3);
	if (how->colour)
		str_adds(out, canvas_colour(-1));
}

/* "category · series", or the one that there is. */
static char *
row_name(const struct textplot_view *v, int row)
{
	struct str b = {0};
	char *x = textplot_cell(v, row, v->x, TEXTPLOT_OWN), *s = textplot_cell(v, row, v->series, TEXTPLOT_OWN);

	str_adds(&b, x);
	if (v->series >= 0)
		str_addf(&b, "%s%s", *x != '\0' ? v->how->ascii ? " - " : " · " : "", s);
	free(x);
	free(s);
	return str_take(&b);
}

void
textplot_bars(const struct textplot_view *v, struct str *out)
{
	double low = 0, high = 0;
	int names = 1, numbers = 1, shown = v->n < TEXTPLOT_BARS ? v->n : TEXTPLOT_BARS;
	int decimals = textplot_decimals(v, v->y, shown);

	for (int i = 0; i < shown; i++) {
		char *name = row_name(v, i), *number = textplot_cell(v, i, v->y, decimals);
		double y = textplot_value(v, i, v->y);

		names = textplot_width(name) > names ? textplot_width(name) : names;
		numbers = textplot_width(number) > numbers ? textplot_width(number) : numbers;
		low = y < low ? y : low;
		high = y > high ? y : high;
		free(name);
		free(number);
	}
	names = names < TEXTPLOT_NAME ? names : TEXTPLOT_NAME;
	int room = v->how->width - names - numbers - 4;
	double span = high - low > 0 ? high - low : 1;
	int zero = (int)lround(-low / span * (room > 4 ? room : 4));

	room = room > 4 ? room : 4;
	for (int i = 0; i < shown; i++) {
		char *name = row_name(v, i), *number = textplot_cell(v, i, v->y, decimals);
		double y = textplot_value(v, i, v->y), part = isnan(y) ? 0 : fabs(y) / span;
		int before = y < 0 ? zero - (int)ceil(part * room) : zero;

		textplot_fit(v->how, out, name, names, false);
		str_addc(out, ' ');
		textplot_fit(v->how, out, number, numbers, true);
		str_adds(out, v->how->ascii ? " |" : " ▏");
		textplot_spaces(out, before > 0 ? before : 0);
		add_bar(v->how, out, part, room, v->look[textplot_series(v, i)]);
		str_addc(out, '\n');
		free(name);
		free(number);
	}
	if (v->n > shown)
		str_addf(out, "%d more\n", v->n - shown);
}

/* ---- lines and points: a canvas with axes */

struct range {
	double low, high;
};

static void
widen(struct range *r, double v)
{
	if (isnan(v))
		return;
	r->low = isnan(r->low) || v < r->low ? v : r->low;
	r->high = isnan(r->high) || v > r->high ? v : r->high;
}

static int
place(double v, const struct range *r, int dots)
{
	double span = r->high - r->low;

	return span > 0 ? (int)lround((v - r->low) / span * (dots - 1)) : dots / 2;
}

/* Where row i stands along x: its number or time, or else its turn. */
static double
along(const struct textplot_view *v, int i, bool ordinal)
{
	return ordinal ? i : textplot_place(v, i, v->x);
}

static void
add_x_axis(const struct textplot_view *v, struct str *out, int gutter, int width, int first, int last)
{
	char *from = first >= 0 ? textplot_cell(v, first, v->x, TEXTPLOT_OWN) : mem_strdup("");
	char *to = last >= 0 ? textplot_cell(v, last, v->x, TEXTPLOT_OWN) : mem_strdup("");
	int gap = width - textplot_width(from) - textplot_width(to);

	textplot_spaces(out, gutter);
	str_adds(out, v->how->ascii ? "+" : "└");
	for (int i = 0; i < width; i++)
		str_adds(out, v->how->ascii ? "-" : "─");
	str_addc(out, '\n');
	textplot_spaces(out, gutter + 1);
	str_adds(out, from);
	textplot_spaces(out, gap > 1 ? gap : 1);
	str_adds(out, to);
	str_addc(out, '\n');
	free(from);
	free(to);
}

/* Without colours only letters tell series apart. */
static bool
as_letters(const struct textplot_view *v)
{
	return v->how->ascii || (!v->how->colour && v->series_n > 1);
}

/* One entry, on a new line where this one is full: the columns then used. */
static int
add_entry(const struct textplot_view *v, struct str *out, int look, const char *name, int gutter, int used)
{
	int wide = textplot_width(name) + 2;

	if (used > 0 && gutter + 1 + used + 2 + wide > v->how->width) {
		str_addc(out, '\n');
		used = 0;
	}
	textplot_spaces(out, used > 0 ? 2 : gutter + 1);
	if (v->how->colour)
		str_adds(out, canvas_colour(look));
	if (as_letters(v))
		str_addc(out, canvas_mark(look));
	else
		str_adds(out, "■");
	if (v->how->colour)
		str_adds(out, canvas_colour(-1));
	str_addc(out, ' ');
	textplot_fit(v->how, out, name, wide - 2, false);
	return used + (used > 0 ? 2 : 0) + wide;
}

static void
add_legend(const struct textplot_view *v, struct str *out, int gutter)
{
	int used = 0, others = 0;

	if (v->series < 0)
		return;
	jv_array_foreach(v->names, i, name) {
		if (v->look[i] < CANVAS_LOOKS)
			used = add_entry(v, out, v->look[i], jv_string_value(name), gutter, used);
		else
			others++;
		jv_free(name);
	}
	if (others > 0) {
		struct str name = {0};

		str_addf(&name, "%d others", others);
		add_entry(v, out, CANVAS_LOOKS, name.s, gutter, used);
		str_free(&name);
	}
	str_addc(out, '\n');
}

/* The series that share a look lie below those that have one. */
static void
draw_series(const struct textplot_view *v, struct canvas *c, const struct range *xs, const struct range *ys, int width, bool ordinal, bool joined, bool others)
{
	int (*at)[2] = mem_calloc((size_t)v->series_n + 1, sizeof *at);

	for (int s = 0; s < v->series_n; s++)
		at[s][0] = -1;
	for (int i = 0; i < v->n; i++) {
		double y = textplot_value(v, i, v->y);
		int s = textplot_series(v, i), look = v->look[s], dx = place(along(v, i, ordinal), xs, 2 * width);

		if ((look == CANVAS_LOOKS) != others)
			continue;
		if (isnan(y)) {
			at[s][0] = -1;    /* a gap, not a zero */
			continue;
		}
		int dy = 4 * v->how->height - 1 - place(y, ys, 4 * v->how->height);

		if (joined && at[s][0] >= 0)
			canvas_line(c, at[s][0], at[s][1], dx, dy, look);
		else
			canvas_dot(c, dx, dy, look);
		at[s][0] = dx;
		at[s][1] = dy;
	}
	free(at);
}

void
textplot_canvas(const struct textplot_view *v, struct str *out, bool joined)
{
	struct range xs = {NAN, NAN}, ys = {NAN, NAN};
	int first = -1, last = -1, decimals = textplot_decimals(v, v->y, v->n);
	bool ordinal = false;

	for (int i = 0; i < v->n; i++)
		ordinal |= isnan(textplot_place(v, i, v->x));
	for (int i = 0; i < v->n; i++) {
		double x = along(v, i, ordinal);

		if (isnan(xs.low) || x < xs.low)
			first = i;
		if (isnan(xs.high) || x > xs.high)
			last = i;
		widen(&xs, x);
		widen(&ys, textplot_value(v, i, v->y));
	}
	char *top = textplot_number(ys.high, decimals), *bottom = textplot_number(ys.low, decimals);
	int gutter = textplot_width(top) > textplot_width(bottom) ? textplot_width(top) : textplot_width(bottom);
	int width = v->how->width - gutter - 2 > 8 ? v->how->width - gutter - 2 : 8;
	struct canvas *c = canvas_new(width, v->how->height);

	draw_series(v, c, &xs, &ys, width, ordinal, joined, true);
	draw_series(v, c, &xs, &ys, width, ordinal, joined, false);
	for (int r = 0; r < v->how->height; r++) {
		textplot_fit(v->how, out, r == 0 ? top : r == v->how->height - 1 ? bottom : "", gutter, true);
		str_adds(out, v->how->ascii ? "|" : "│");
		canvas_row(c, r, v->how->colour, as_letters(v), out);
		str_addc(out, '\n');
	}
	add_x_axis(v, out, gutter, width, first, last);
	add_legend(v, out, gutter);
	canvas_free(c);
	free(top);
	free(bottom);
}
