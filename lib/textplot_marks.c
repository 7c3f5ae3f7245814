/* Bars, lines and points, of letters. */
#include "textplot_view.h"

#include "canvas.h"
#include "mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SERIES = 8 };

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
	char *x = textplot_cell(v, row, v->x), *s = textplot_cell(v, row, v->series);

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

	for (int i = 0; i < shown; i++) {
		char *name = row_name(v, i), *number = textplot_cell(v, i, v->y);
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
		char *name = row_name(v, i), *number = textplot_cell(v, i, v->y);
		double y = textplot_value(v, i, v->y), part = isnan(y) ? 0 : fabs(y) / span;
		int before = y < 0 ? zero - (int)ceil(part * room) : zero;

		textplot_fit(v->how, out, name, names, false);
		str_addc(out, ' ');
		textplot_fit(v->how, out, number, numbers, true);
		str_adds(out, v->how->ascii ? " |" : " ▏");
		textplot_spaces(out, before > 0 ? before : 0);
		add_bar(v->how, out, part, room, textplot_series(v, i));
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
	char *from = first >= 0 ? textplot_cell(v, first, v->x) : mem_strdup("");
	char *to = last >= 0 ? textplot_cell(v, last, v->x) : mem_strdup("");
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

static void
add_legend(const struct textplot_view *v, struct str *out, int gutter)
{
	if (v->series < 0)
		return;
	textplot_spaces(out, gutter + 1);
	jv_array_foreach(v->names, i, name) {
		if (i < MOST_SERIES) {
			if (v->how->colour)
				str_adds(out, canvas_colour(i));
			if (v->how->ascii)
				str_addc(out, canvas_mark(i));
			else
				str_adds(out, "■");
			if (v->how->colour)
				str_adds(out, canvas_colour(-1));
			str_addc(out, ' ');
			textplot_fit(v->how, out, jv_string_value(name), textplot_width(jv_string_value(name)), false);
			str_adds(out, i + 1 < v->series_n ? "  " : "");
		}
		jv_free(name);
	}
	str_addc(out, '\n');
}

void
textplot_canvas(const struct textplot_view *v, struct str *out, bool joined)
{
	struct range xs = {NAN, NAN}, ys = {NAN, NAN};
	int first = -1, last = -1, at[256][2];
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
	char *top = textplot_number(ys.high), *bottom = textplot_number(ys.low);
	int gutter = textplot_width(top) > textplot_width(bottom) ? textplot_width(top) : textplot_width(bottom);
	int width = v->how->width - gutter - 2 > 8 ? v->how->width - gutter - 2 : 8;
	struct canvas *c = canvas_new(width, v->how->height);

	for (int s = 0; s < 256; s++)
		at[s][0] = -1;
	for (int i = 0; i < v->n; i++) {
		double y = textplot_value(v, i, v->y);
		int s = textplot_series(v, i) % 256, dx = place(along(v, i, ordinal), &xs, 2 * width);

		if (isnan(y)) {
			at[s][0] = -1;    /* a gap, not a zero */
			continue;
		}
		int dy = 4 * v->how->height - 1 - place(y, &ys, 4 * v->how->height);

		if (joined && at[s][0] >= 0)
			canvas_line(c, at[s][0], at[s][1], dx, dy, s);
		else
			canvas_dot(c, dx, dy, s);
		at[s][0] = dx;
		at[s][1] = dy;
	}
	for (int r = 0; r < v->how->height; r++) {
		textplot_fit(v->how, out, r == 0 ? top : r == v->how->height - 1 ? bottom : "", gutter, true);
		str_adds(out, v->how->ascii ? "|" : "│");
		canvas_row(c, r, v->how->colour, v->how->ascii, out);
		str_addc(out, '\n');
	}
	add_x_axis(v, out, gutter, width, first, last);
	add_legend(v, out, gutter);
	canvas_free(c);
	free(top);
	free(bottom);
}
