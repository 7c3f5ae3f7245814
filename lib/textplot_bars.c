/* Bars of letters: a row a mark. */
#include "textplot_view.h"

#include "canvas.h"
#include "mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* What a row of bars begins with: the category, said once for all of its series,
 * and the series. */
struct names {
	int x, series;             /* columns of each, 0: none */
};

static struct names
names_of(const struct textplot_view *v, int shown)
{
	struct names w = {0};

	for (int i = 0; i < shown; i++) {
		char *x = textplot_x_name(v, i), *s = textplot_cell(v, i, v->series, TEXTPLOT_OWN);

		w.x = textplot_width(x) > w.x ? textplot_width(x) : w.x;
		w.series = textplot_width(s) > w.series ? textplot_width(s) : w.series;
		free(x);
		free(s);
	}
	w.x = w.x < TEXTPLOT_NAME ? w.x : TEXTPLOT_NAME;
	w.series = w.series < TEXTPLOT_NAME ? w.series : TEXTPLOT_NAME;
	if (w.x + w.series == 0)
		w.x = 1;
	return w;
}

static void
add_names(const struct textplot_view *v, struct str *out, int row, const struct names *w)
{
	char *x = textplot_x_name(v, row), *before = row > 0 ? textplot_x_name(v, row - 1) : mem_strdup("");
	char *s = textplot_cell(v, row, v->series, TEXTPLOT_OWN);
	bool again = w->series > 0 && row > 0 && strcmp(x, before) == 0;

	textplot_fit(v->how, out, again ? "" : x, w->x, false);
	if (w->x > 0 && w->series > 0)
		textplot_spaces(out, 2);
	textplot_fit(v->how, out, s, w->series, false);
	free(x);
	free(before);
	free(s);
}

void
textplot_bars(const struct textplot_view *v, struct str *out)
{
	double low = 0, high = 0;
	int numbers = 1, shown = v->n < TEXTPLOT_BARS ? v->n : TEXTPLOT_BARS;
	int decimals = textplot_decimals(v, v->y, shown);
	struct names names = names_of(v, shown);

	for (int i = 0; i < shown; i++) {
		char *number = textplot_cell(v, i, v->y, decimals);
		double y = textplot_value(v, i, v->y);

		numbers = textplot_width(number) > numbers ? textplot_width(number) : numbers;
		low = y < low ? y : low;
		high = y > high ? y : high;
		free(number);
	}
	int room = v->how->width - names.x - names.series - (names.x > 0 && names.series > 0 ? 2 : 0) - numbers - 4;
	double span = high - low > 0 ? high - low : 1;
	int zero = (int)lround(-low / span * (room > 4 ? room : 4));

	room = room > 4 ? room : 4;
	for (int i = 0; i < shown; i++) {
		char *number = textplot_cell(v, i, v->y, decimals);
		double y = textplot_value(v, i, v->y), part = isnan(y) ? 0 : fabs(y) / span;
		int before = y < 0 ? zero - (int)ceil(part * room) : zero;

		add_names(v, out, i, &names);
		str_addc(out, ' ');
		textplot_fit(v->how, out, number, numbers, true);
		str_adds(out, v->how->ascii ? " |" : " ▏");
		textplot_spaces(out, before > 0 ? before : 0);
		add_bar(v->how, out, part, room, v->look[textplot_series(v, i)]);
		str_addc(out, '\n');
		free(number);
	}
	if (v->n > shown)
		str_addf(out, "%d more\n", v->n - shown);
}
