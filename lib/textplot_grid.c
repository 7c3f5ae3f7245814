/* Heatmaps and boxes of letters. */
#include "textplot_view.h"

#include "canvas.h"
#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- a grid: a cell for each pair, darker for more */

enum { SHADES = 4, WIDEST = 8, MOST_ROWS = 60 };

static const char *
shade(const struct textplot *how, int level)
{
	static const char *const blocks[] = {"░", "▒", "▓", "█"}, *const letters[] = {".", "-", "*", "#"};

	return how->ascii ? letters[level] : blocks[level];
}

struct grid {
	jv xs;                     /* the names of the columns, in order of appearance */
	double *t;                 /* and their times, NaN: they are none */
	int columns, rows;
	double *value;             /* NaN: none */
	double low, high;
};

static struct grid
grid_of(const struct textplot_view *v)
{
	struct grid g = {.xs = jv_array(), .rows = v->series_n, .low = NAN, .high = NAN};
	int *column = mem_calloc((size_t)v->n + 1, sizeof *column);
	jv seen = jv_object();

	g.t = mem_calloc((size_t)v->n + 1, sizeof *g.t);
	for (int i = 0; i < v->n; i++) {
		char *name = textplot_x_name(v, i);
		jv had = jv_object_get(jv_copy(seen), jv_string(name));

		column[i] = jv_is_valid(had) ? (int)jv_number_value(had) : g.columns++;
		if (!jv_is_valid(had)) {
			g.t[column[i]] = isnan(textplot_value(v, i, v->x)) ? textplot_place(v, i, v->x) : NAN;
			seen = jv_object_set(seen, jv_string(name), jv_number(column[i]));
			g.xs = jv_array_append(g.xs, jv_string(name));
		}
		jv_free(had);
		free(name);
	}
	size_t cells = (size_t)g.columns * (size_t)g.rows;

	g.value = mem_calloc(cells + 1, sizeof *g.value);
	for (size_t i = 0; i < cells; i++)
		g.value[i] = NAN;
	for (int i = 0; i < v->n; i++) {
		double y = textplot_value(v, i, v->y);

		g.value[textplot_series(v, i) * g.columns + column[i]] = y;
		g.low = isnan(y) || y >= g.low ? g.low : y;
		g.high = isnan(y) || y <= g.high ? g.high : y;
	}
	jv_free(seen);
	free(column);
	return g;
}

/* From 0 for the least to SHADES - 1 for the most. */
static int
level_of(const struct grid *g, double v)
{
	int level = g->high > g->low ? (int)((v - g->low) / (g->high - g->low) * SHADES) : SHADES - 1;

	return level < SHADES ? level : SHADES - 1;
}

static void
add_cells(const struct textplot_view *v, struct str *out, const struct grid *g, int row, int wide)
{
	if (v->how->colour)
		str_adds(out, canvas_colour(0));
	for (int k = 0; k < g->columns; k++) {
		double y = g->value[row * g->columns + k];

		for (int i = 0; i < wide; i++)
			str_adds(out, isnan(y) ? " " : shade(v->how, level_of(g, y)));
	}
	if (v->how->colour)
		str_adds(out, canvas_colour(-1));
	str_addc(out, '\n');
}

/* What the shades mean: the least and the most of each. */
static void
add_key(const struct textplot_view *v, struct str *out, const struct grid *g, int gutter)
{
	int decimals = textplot_decimals(v, v->y, v->n);

	textplot_spaces(out, gutter + 1);
	for (int level = 0; level < SHADES; level++) {
		double low = NAN, high = NAN;

		for (int i = 0; i < g->columns * g->rows; i++)
			if (!isnan(g->value[i]) && level_of(g, g->value[i]) == level) {
				low = isnan(low) || g->value[i] < low ? g->value[i] : low;
				high = isnan(high) || g->value[i] > high ? g->value[i] : high;
			}
		if (isnan(low))
			continue;
		char *from = textplot_number(low, decimals), *to = textplot_number(high, decimals);

		if (v->how->colour)
			str_adds(out, canvas_colour(0));
		str_adds(out, shade(v->how, level));
		if (v->how->colour)
			str_adds(out, canvas_colour(-1));
		str_addf(out, " %s%s%s  ", from, strcmp(from, to) == 0 ? "" : v->how->ascii ? "-" : "–", strcmp(from, to) == 0 ? "" : to);
		free(from);
		free(to);
	}
	while (out->s[out->n - 1] == ' ')
		out->s[--out->n] = '\0';
	str_addc(out, '\n');
}

/* Below each column its name, or where they are months or years, ticks of time. */
static struct scale
scale_of_columns(const struct textplot_view *v, const struct grid *g, int width)
{
	struct scale s = {.kind = SCALE_SLOTS, .lo = -0.5, .hi = g->columns - 0.5};
	bool times = jv_text(v->chart, "time_unit") != NULL;

	for (int i = 0; times && i < g->columns; i++)
		times = !isnan(g->t[i]) && (i == 0 || g->t[i] > g->t[i - 1]);
	if (times) {
		scale_time_slots(&s, g->t, (size_t)g->columns, jv_text(v->chart, "time_unit"), width * TEXTPLOT_COLUMN, TEXTPLOT_LETTER);
		return s;
	}
	jv_array_foreach(g->xs, k, name) {
		scale_add(&s, k, jv_string_value(name));
		jv_free(name);
	}
	return s;
}

bool
textplot_grid(const struct textplot_view *v, struct str *out)
{
	if (v->y < 0 || v->x < 0 || v->series < 0 || v->series_n > MOST_ROWS)
		return false;
	struct grid g = grid_of(v);
	int gutter = 1;

	for (int i = 0; i < v->n; i++) {
		char *name = textplot_cell(v, i, v->series, TEXTPLOT_OWN);

		gutter = textplot_width(name) > gutter ? textplot_width(name) : gutter;
		free(name);
	}
	gutter = gutter < TEXTPLOT_NAME ? gutter : TEXTPLOT_NAME;
	int wide = g.columns > 0 ? (v->how->width - gutter - 2) / g.columns : 0;
	bool fits = wide >= 1 && !isnan(g.low);

	wide = wide < WIDEST ? wide : WIDEST;
	if (fits) {
		struct scale xs = scale_of_columns(v, &g, wide * g.columns);

		jv_array_foreach(v->names, i, name) {
			textplot_fit(v->how, out, jv_string_value(name), gutter, false);
			str_adds(out, v->how->ascii ? "|" : "│");
			add_cells(v, out, &g, i, wide);
			jv_free(name);
		}
		textplot_x_axis(v, out, &xs, gutter, wide * g.columns);
		add_key(v, out, &g, gutter);
		scale_free(&xs);
	}
	free(g.t);
	free(g.value);
	jv_free(g.xs);
	return fits;
}

/* ---- boxes: low, quartiles, high of each row */

enum { LOW, Q1, MEDIAN, Q3, HIGH, FIVE };

static bool
five_of(const struct textplot_view *v, const int column[FIVE], int row, double five[FIVE])
{
	bool whole = true;

	for (int k = 0; k < FIVE; k++) {
		five[k] = textplot_value(v, row, column[k]);
		whole &= !isnan(five[k]) && (k == 0 || five[k] >= five[k - 1]);
	}
	return whole;
}

static void
add_box(const struct textplot_view *v, struct str *out, const struct scale *s, const double five[FIVE], int width)
{
	int at[FIVE];

	for (int k = 0; k < FIVE; k++)
		at[k] = (int)lround(fmax(0, fmin(1, scale_part(s, five[k]))) * (width - 1));
	textplot_spaces(out, at[LOW]);
	for (int i = at[LOW]; i <= at[HIGH]; i++) {
		bool inside = i >= at[Q1] && i <= at[Q3], median = i == at[MEDIAN];

		if (v->how->colour && inside && (i == at[Q1] || i == at[MEDIAN] + 1))
			str_adds(out, canvas_colour(0));
		if (v->how->colour && median)
			str_adds(out, canvas_colour(-1));
		if (v->how->ascii)
			str_addc(out, median ? '|' : inside ? '#' : '-');
		else
			str_adds(out, median ? "┃" : inside ? "█" : i == at[LOW] ? "├" : i == at[HIGH] ? "┤" : "─");
		if (v->how->colour && i == at[Q3])
			str_adds(out, canvas_colour(-1));
	}
	str_addc(out, '\n');
}

bool
textplot_boxes(const struct textplot_view *v, jv table, struct str *out)
{
	static const char *const names[FIVE] = {"low", "q1", "median", "q3", "high"};
	struct number_style style = number_style(jv_text(v->chart, "y_format"), jv_text(v->chart, "y_unit"));
	int column[FIVE], gutter = 1, shown = v->n < TEXTPLOT_BARS ? v->n : TEXTPLOT_BARS;
	double five[FIVE], low = INFINITY, high = -INFINITY;

	for (int k = 0; k < FIVE; k++)
		if ((column[k] = textplot_column(table, names[k])) < 0)
			return false;
	for (int i = 0; i < shown; i++) {
		char *name = textplot_x_name(v, i);

		gutter = textplot_width(name) > gutter ? textplot_width(name) : gutter;
		free(name);
		if (!five_of(v, column, i, five))
			return false;
		low = five[LOW] < low ? five[LOW] : low;
		high = five[HIGH] > high ? five[HIGH] : high;
	}
	gutter = gutter < TEXTPLOT_NAME ? gutter : TEXTPLOT_NAME;
	int width = v->how->width - gutter - 2 > 8 ? v->how->width - gutter - 2 : 8;
	struct scale s;

	scale_linear(&s, &style, low, high, width / 12 > 1 ? width / 12 : 2, false, false);
	for (int i = 0; i < shown; i++) {
		char *name = textplot_x_name(v, i);

		five_of(v, column, i, five);
		textplot_fit(v->how, out, name, gutter, false);
		str_adds(out, v->how->ascii ? "|" : "│");
		add_box(v, out, &s, five, width);
		free(name);
	}
	textplot_x_axis(v, out, &s, gutter, width);
	if (v->n > shown)
		str_addf(out, "%d more\n", v->n - shown);
	scale_free(&s);
	return true;
}
