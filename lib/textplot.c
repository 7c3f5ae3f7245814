#include "textplot_view.h"

#include "canvas.h"
#include "mem.h"
#include "rec.h"
#include "text.h"
#include "when.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* ---- texts */

/* The next character of s: its columns, and in *len its bytes.  What is not
 * UTF-8 and what is a control character counts as one column. */
static int
next_char(const char *s, size_t n, size_t *len, bool *plain)
{
	mbstate_t state = {0};
	wchar_t c;

	*len = mbrtowc(&c, s, n, &state);
	*plain = *len >= 1 && *len <= n && wcwidth(c) >= 0;
	if (*len == 0 || *len > n)
		*len = 1;
	return *plain ? wcwidth(c) : 1;
}

int
textplot_width(const char *s)
{
	size_t n = strlen(s), len;
	bool plain;
	int w = 0;

	for (size_t i = 0; i < n; i += len)
		w += next_char(s + i, n - i, &len, &plain);
	return w;
}

void
textplot_spaces(struct str *out, int n)
{
	while (n-- > 0)
		str_addc(out, ' ');
}

/* Appends s in exactly width columns, cut with "…" where it is longer. */
void
textplot_fit(const struct textplot *how, struct str *out, const char *s, int width, bool right)
{
	int whole = textplot_width(s), room = whole > width ? width - 1 : whole, w = 0;
	size_t n = strlen(s), len;
	bool plain;

	if (right)
		textplot_spaces(out, width - whole);
	for (size_t i = 0; i < n; i += len) {
		int wide = next_char(s + i, n - i, &len, &plain);

		if (w + wide > room)
			break;
		str_add(out, plain ? s + i : " ", plain ? len : 1);
		w += wide;
	}
	if (whole > width) {
		str_adds(out, how->ascii ? "." : "…");
		w++;
	}
	if (!right || whole > width)
		textplot_spaces(out, width - w);
}

static int
usual_decimals(double size)
{
	return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
}

char *
textplot_number(double v, int fixed)
{
	struct str b = {0}, grouped = {0};
	double size = fabs(v);

	if (!isfinite(v))
		return mem_strdup("");
	if (fixed < 0 && size != 0 && (size >= 1e15 || size < 1e-4)) {
		str_addf(&b, "%.3g", v);
		return str_take(&b);
	}
	str_addf(&b, "%.*f", fixed >= 0 ? fixed : v == floor(v) ? 0 : usual_decimals(size), v);
	if (fixed < 0 && strchr(b.s, '.') != NULL)
		while (b.s[b.n - 1] == '0' || b.s[b.n - 1] == '.') {
			bool point = b.s[--b.n] == '.';

			b.s[b.n] = '\0';
			if (point)
				break;
		}
	size_t digits = strspn(b.s + (b.s[0] == '-'), "0123456789");

	for (size_t i = 0, seen = 0; i < b.n; i++) {
		bool digit = i >= (size_t)(b.s[0] == '-') && seen < digits;

		if (digit && seen > 0 && (digits - seen) % 3 == 0)
			str_addc(&grouped, ',');
		seen += digit;
		str_addc(&grouped, b.s[i]);
	}
	str_free(&b);
	return str_take(&grouped);
}

/* ---- the table of a chart */

static jv
cell(const struct textplot_view *v, int row, int column)
{
	if (column < 0)
		return jv_null();
	jv c = jv_array_get(jv_array_get(jv_copy(v->rows), row), column);

	if (jv_is_valid(c))
		return c;
	jv_free(c);
	return jv_null();
}

/* Without what would turn the terminal's direction of writing. */
char *
textplot_clean(const char *s)
{
	struct str b = {0};

	str_adds(&b, "");
	text_clean(&b, s);
	return str_take(&b);
}

char *
textplot_cell(const struct textplot_view *v, int row, int column, int decimals)
{
	jv c = jv_shown(v->columns, column, cell(v, row, column));
	char *s;

	if (jv_get_kind(c) == JV_KIND_STRING)
		s = textplot_clean(jv_string_value(c));
	else if (jv_get_kind(c) == JV_KIND_NUMBER)
		s = textplot_number(jv_number_value(c), decimals);
	else
		s = mem_strdup("");
	jv_free(c);
	return s;
}

/* Does one decimal less say the same of each value? */
static bool
can_lose_one(const struct textplot_view *v, int column, int rows, int decimals)
{
	double unit = pow(10, decimals);
	bool can = decimals > 0;

	for (int i = 0; can && i < rows; i++) {
		double n = textplot_value(v, i, column);

		can = isnan(n) || fmod(round(n * unit), 10) == 0;
	}
	return can;
}

int
textplot_decimals(const struct textplot_view *v, int column, int rows)
{
	double most = 0, least = INFINITY;

	for (int i = 0; i < rows; i++) {
		double size = fabs(textplot_value(v, i, column));

		most = size > most ? size : most;
		least = size > 0 && size < least ? size : least;
	}
	int decimals = usual_decimals(most);

	if (most >= 1e15 || (isfinite(least) && least < pow(10, -decimals)))
		return TEXTPLOT_OWN;
	while (can_lose_one(v, column, rows, decimals))
		decimals--;
	return decimals;
}

double
textplot_value(const struct textplot_view *v, int row, int column)
{
	jv c = cell(v, row, column);
	double n = jv_get_kind(c) == JV_KIND_NUMBER ? jv_number_value(c) : NAN;

	jv_free(c);
	return n;
}

bool
textplot_is_year(const struct textplot_view *v, double x)
{
	const char *unit = jv_text(v->chart, "time_unit");

	return unit != NULL && strcmp(unit, "year") == 0 && x >= 1000 && x < 3000 && x == floor(x);
}

/* Seconds since 1970 of an ISO 8601 date (year, month, day, time as far as
 * they go), a number as it is, or NAN. */
double
textplot_place(const struct textplot_view *v, int row, int column)
{
	double n = textplot_value(v, row, column);

	if (textplot_is_year(v, n))
		return when_at((long)n, 1, 1);
	if (!isnan(n))
		return n;
	char *s = textplot_cell(v, row, column, TEXTPLOT_OWN);

	if (strlen(s) == 4 && strspn(s, "0123456789") == 4)
		n = when_at(atol(s), 1, 1);
	else if (!when_read(s, &n))
		n = NAN;
	free(s);
	return n;
}

/* The width of a bin, where bins are as wide on the axis as in numbers; else 0. */
static double
bin_of(const struct textplot_view *v)
{
	jv bin = jv_at(v->chart, "bin");
	const char *type = jv_text(v->chart, "type");
	double wide = jv_get_kind(bin) == JV_KIND_NUMBER && type != NULL && strcmp(type, "histogram") == 0 &&
	    !jv_true_at(v->chart, "log_x") ? jv_number_value(bin) : 0;

	jv_free(bin);
	return wide;
}

char *
textplot_x_name(const struct textplot_view *v, int row)
{
	char *cell = textplot_cell(v, row, v->x, TEXTPLOT_OWN);
	double from = textplot_value(v, row, v->x), wide = bin_of(v), t;
	struct str b = {0};

	if (textplot_is_year(v, from)) {
		str_addf(&b, "%.0f", from);
	} else if (wide > 0 && !isnan(from)) {
		char *to = textplot_number(from + wide, TEXTPLOT_OWN);

		str_addf(&b, "%s%s%s", cell, v->how->ascii ? "-" : "–", to);
		free(to);
	} else if (isnan(from) && jv_text(v->chart, "time_unit") != NULL && when_read(cell, &t)) {
		scale_time_label(&b, t, jv_text(v->chart, "time_unit"));
	} else {
		str_adds(&b, cell);
	}
	free(cell);
	return str_take(&b);
}

int
textplot_column(jv table, const char *name)
{
	jv columns = jv_at(table, "columns");
	int at = -1;

	if (name != NULL && jv_get_kind(columns) == JV_KIND_ARRAY)
		jv_array_foreach(columns, i, c) {
			const char *is = jv_text(c, "name");

			if (is != NULL && strcmp(is, name) == 0)
				at = i;
			jv_free(c);
		}
	jv_free(columns);
	return at;
}

int
textplot_series(const struct textplot_view *v, int row)
{
	if (v->series < 0)
		return 0;
	char *s = textplot_cell(v, row, v->series, TEXTPLOT_OWN);
	int at = 0;

	jv_array_foreach(v->names, i, name) {
		if (strcmp(jv_string_value(name), s) == 0)
			at = i;
		jv_free(name);
	}
	free(s);
	return at;
}

/* The weightiest series have a look of their own, in their order; the others
 * share one. */
static void
choose_looks(struct textplot_view *v)
{
	double *sum = mem_calloc((size_t)v->series_n + 1, sizeof *sum);

	v->look = mem_calloc((size_t)v->series_n + 1, sizeof *v->look);
	for (int i = 0; i < v->n; i++) {
		double y = textplot_value(v, i, v->y);

		sum[textplot_series(v, i)] += isnan(y) ? 0 : fabs(y);
	}
	for (int k = 0, next = 0; k < v->series_n; k++) {
		int heavier = 0;

		for (int o = 0; o < v->series_n; o++)
			heavier += sum[o] > sum[k] || (sum[o] == sum[k] && o < k);
		v->look[k] = v->series_n <= CANVAS_LOOKS || heavier < CANVAS_LOOKS - 1 ? next++ : CANVAS_LOOKS;
	}
	free(sum);
}

static struct textplot_view
view_of(const struct textplot *how, jv table, jv chart)
{
	struct textplot_view v = {.how = how, .columns = jv_at(table, "columns"), .rows = jv_at(table, "rows"), .chart = jv_copy(chart), .names = jv_array(), .series_n = 1};

	v.n = jv_get_kind(v.rows) == JV_KIND_ARRAY ? jv_array_length(jv_copy(v.rows)) : 0;
	v.x = textplot_column(table, jv_text(chart, "x"));
	v.y = textplot_column(table, jv_text(chart, "y"));
	v.series = textplot_column(table, jv_text(chart, "series"));
	jv seen = jv_object();

	for (int i = 0; v.series >= 0 && i < v.n; i++) {
		char *s = textplot_cell(&v, i, v.series, TEXTPLOT_OWN);

		if (!jv_object_has(jv_copy(seen), jv_string(s))) {
			seen = jv_object_set(seen, jv_string(s), jv_true());
			v.names = jv_array_append(v.names, jv_string(s));
		}
		free(s);
	}
	jv_free(seen);
	if (v.series >= 0)
		v.series_n = jv_array_length(jv_copy(v.names));
	choose_looks(&v);
	return v;
}

static void
view_free(struct textplot_view *v)
{
	jv_free(v->columns);
	jv_free(v->rows);
	jv_free(v->chart);
	jv_free(v->names);
	free(v->look);
}

/* ---- charts */

static bool
is_one_of(const char *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}

static void
draw_marks(const char *type, jv table, const struct textplot_view *v, struct str *out)
{
	static const char *const joined[] = {"line", "area", NULL}, *const points[] = {"scatter", "bubble", NULL},
	    *const bars[] = {"bar", "pie", "histogram", "heatmap", NULL};

	if (v->y >= 0 && is_one_of(type, joined))
		textplot_canvas(v, out, true, strcmp(type, "area") == 0);
	else if (v->y >= 0 && is_one_of(type, points))
		textplot_canvas(v, out, false, false);
	else if ((strcmp(type, "heatmap") == 0 && textplot_grid(v, out)) || (strcmp(type, "box") == 0 && textplot_boxes(v, table, out)))
		;
	else if (v->y >= 0 && is_one_of(type, bars))
		textplot_bars(v, out);
	else if (v->how->table == 0)
		textplot_table(table, v, out, TEXTPLOT_BARS);
	else
		return;   /* the table is below */
	if (v->how->table > 0)
		str_addc(out, '\n');
}

/* A text of the chart's head on lines of its own. */
static void
add_head(const struct textplot *how, const char *text, struct str *out)
{
	char *clean = textplot_clean(text);

	textplot_fit(how, out, clean, textplot_width(clean), false);
	str_addc(out, '\n');
	free(clean);
}

void
textplot_chart(const struct textplot *how, const struct rec *r, struct str *out)
{
	jv table = rec_get(r, "table"), chart = rec_path(r, "code.chart"), goal = rec_get(r, "goal");
	struct textplot_view v = view_of(how, table, chart);
	const char *type = jv_text(chart, "type"), *title = jv_text(goal, "title"), *subtitle = jv_text(chart, "subtitle");

	if (title != NULL)
		add_head(how, title, out);
	if (subtitle != NULL)
		add_head(how, subtitle, out);
	if (title != NULL || subtitle != NULL)
		str_addc(out, '\n');
	if (v.n == 0)
		str_adds(out, "no data\n");
	if (v.n > 0 && !how->no_drawing)
		draw_marks(type != NULL ? type : "table", table, &v, out);
	if (v.n > 0 && how->table > 0)
		textplot_table(table, &v, out, how->table);
	view_free(&v);
	jv_free(table);
	jv_free(chart);
	jv_free(goal);
}
