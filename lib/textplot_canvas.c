/* Lines and points on a canvas, with axes. */
#include "textplot_view.h"

#include "canvas.h"
#include "mem.h"
#include "rec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- where rows stand along x */

struct along {
	enum { NUMBERS, TIMES, NAMES } kind;
	double *at;                /* of each row; NaN: nowhere */
	double low, high;
	jv names;                  /* of NAMES, in order of appearance */
};

static void
widen(double *low, double *high, double v)
{
	if (isnan(v))
		return;
	*low = isnan(*low) || v < *low ? v : *low;
	*high = isnan(*high) || v > *high ? v : *high;
}

/* The turn of a name among the names. */
static double
turn_of(struct along *a, jv *seen, const char *name)
{
	jv had = jv_object_get(jv_copy(*seen), jv_string(name));
	double turn = jv_is_valid(had) ? jv_number_value(had) : jv_array_length(jv_copy(a->names));

	if (!jv_is_valid(had)) {
		*seen = jv_object_set(*seen, jv_string(name), jv_number(turn));
		a->names = jv_array_append(a->names, jv_string(name));
	}
	jv_free(had);
	return turn;
}

static struct along
along_of(const struct textplot_view *v)
{
	struct along a = {.kind = NUMBERS, .low = NAN, .high = NAN, .names = jv_array()};
	jv seen = jv_object();

	a.at = mem_calloc((size_t)v->n + 1, sizeof *a.at);
	for (int i = 0; i < v->n; i++) {
		a.at[i] = textplot_place(v, i, v->x);
		bool number = !isnan(textplot_value(v, i, v->x)) && !textplot_is_year(v, textplot_value(v, i, v->x));

		a.kind = isnan(a.at[i]) || a.kind == NAMES ? NAMES : number ? a.kind : TIMES;
	}
	for (int i = 0; i < v->n; i++) {
		if (a.kind == NAMES) {
			char *name = textplot_cell(v, i, v->x, TEXTPLOT_OWN);

			a.at[i] = turn_of(&a, &seen, name);
			free(name);
		}
		widen(&a.low, &a.high, a.at[i]);
	}
	jv_free(seen);
	return a;
}

static void
along_free(struct along *a)
{
	free(a->at);
	jv_free(a->names);
}

/* ---- scales */

static struct scale
scale_of_x(const struct textplot_view *v, const struct along *a, int width, bool joined)
{
	struct scale s = {.kind = SCALE_SLOTS, .lo = a->low, .hi = a->high > a->low ? a->high : a->low + 1};
	struct number_style style = number_style(jv_text(v->chart, "x_format"), jv_text(v->chart, "x_unit"));
	double low = isnan(a->low) ? 0 : a->low, high = isnan(a->high) ? 1 : a->high;

	if (a->kind == TIMES) {
		scale_time(&s, low, high, jv_text(v->chart, "time_unit"), width * TEXTPLOT_COLUMN, TEXTPLOT_LETTER);
	} else if (a->kind == NUMBERS) {
		if (jv_true_at(v->chart, "log_x") && low > 0)
			scale_log(&s, &style, low, high, width / 12 > 1 ? width / 12 : 2);
		else
			scale_linear(&s, &style, low, high, width / 12 > 1 ? width / 12 : 2, false, false);
		if (joined && low < high)
			scale_clip(&s, low, high);
	} else {
		jv_array_foreach(a->names, i, name) {
			scale_add(&s, i, jv_string_value(name));
			jv_free(name);
		}
	}
	return s;
}

static struct scale
scale_of_y(const struct textplot_view *v, bool zero)
{
	struct number_style style = number_style(jv_text(v->chart, "y_format"), jv_text(v->chart, "y_unit"));
	struct scale s;
	double low = NAN, high = NAN;
	int want = v->how->height / 3 > 2 ? v->how->height / 3 : 2;
	bool whole = true;

	for (int i = 0; i < v->n; i++) {
		double y = textplot_value(v, i, v->y);

		whole &= isnan(y) || y == floor(y);
		widen(&low, &high, y);
	}
	if (isnan(low))
		low = high = 0;
	if (jv_true_at(v->chart, "log_y") && low > 0)
		scale_log(&s, &style, low, high, want);
	else
		scale_linear(&s, &style, low, high, want, zero, whole);
	scale_thin(&s, 1.9 / v->how->height);
	return s;
}

/* The dot of so many where v stands; at an end where it stands outside. */
static int
dot_of(const struct scale *s, double v, int dots)
{
	return (int)lround(fmax(0, fmin(1, scale_part(s, v))) * (dots - 1));
}

/* ---- axes */

/* A line of a tick's label, as this terminal has it: to be freed. */
static char *
label_line(const struct textplot_view *v, const char *label, int line)
{
	const char *end = strchr(label, '\n');
	struct str b = {0};

	str_adds(&b, "");
	if (line == 0)
		str_add(&b, label, end != NULL ? (size_t)(end - label) : strlen(label));
	else if (end != NULL)
		str_adds(&b, end + 1);
	char *minus = v->how->ascii ? strstr(b.s, "−") : NULL;

	if (minus != NULL) {
		*minus = '-';
		memmove(minus + 1, minus + strlen("−"), strlen(minus + strlen("−")) + 1);
	}
	return str_take(&b);
}

/* A line of the labels below the axis, each below its tick where the one before
 * leaves it room; on[column]: here is a label. */
static void
add_labels(const struct textplot_view *v, struct str *out, const struct scale *s, int gutter, int width, int line, bool *on)
{
	int used = 0, all = gutter + 1 + width;
	size_t begin = out->n;

	for (size_t i = 0; i < s->ticks; i++) {
		char *label = label_line(v, s->tick[i].label, line);
		int wide = textplot_width(label), column = dot_of(s, s->tick[i].at, 2 * width) / 2;
		int from = gutter + 1 + column - (wide - 1) / 2;

		from = from + wide > all ? all - wide : from;
		from = from < 0 ? 0 : from;
		if (wide > 0 && from >= used + (used > 0) && from + wide <= all) {
			textplot_spaces(out, from - used);
			textplot_fit(v->how, out, label, wide, false);
			used = from + wide;
			on[column] = true;
		}
		free(label);
	}
	if (out->n > begin)
		str_addc(out, '\n');
}

void
textplot_x_axis(const struct textplot_view *v, struct str *out, const struct scale *s, int gutter, int width)
{
	struct str labels = {0};
	bool *on = mem_calloc((size_t)width + 1, sizeof *on);

	for (int line = 0; line < 2; line++)
		add_labels(v, &labels, s, gutter, width, line, on);
	textplot_spaces(out, gutter);
	str_adds(out, v->how->ascii ? "+" : "└");
	for (int i = 0; i < width; i++)
		str_adds(out, v->how->ascii ? on[i] ? "+" : "-" : on[i] ? "┬" : "─");
	str_addc(out, '\n');
	if (labels.n > 0)
		str_add(out, labels.s, labels.n);
	str_free(&labels);
	free(on);
}

/* The tick of a row of the canvas, or NULL. */
static const char *
tick_of_row(const struct scale *s, int row, int height)
{
	for (size_t i = 0; i < s->ticks; i++)
		if ((4 * height - 1 - dot_of(s, s->tick[i].at, 4 * height)) / 4 == row)
			return s->tick[i].label;
	return NULL;
}

/* A title of an axis, where it says what is measured. */
static void
add_title(const struct textplot_view *v, struct str *out, const char *field, bool right)
{
	const char *said = jv_text(v->chart, field);

	if (said == NULL || *said == '\0')
		return;
	char *clean = textplot_clean(said);
	int wide = textplot_width(clean);

	textplot_fit(v->how, out, clean, right && wide < v->how->width ? v->how->width : wide, right);
	str_addc(out, '\n');
	free(clean);
}

/* ---- the legend */

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

/* ---- the canvas */

/* The series that share a look lie below those that have one. */
static void
draw_series(const struct textplot_view *v, struct canvas *c, const struct along *a, const struct scale *xs, const struct scale *ys, int width, bool joined, bool others)
{
	int (*at)[2] = mem_calloc((size_t)v->series_n + 1, sizeof *at);

	for (int s = 0; s < v->series_n; s++)
		at[s][0] = -1;
	for (int i = 0; i < v->n; i++) {
		double y = textplot_value(v, i, v->y);
		int s = textplot_series(v, i), look = v->look[s];

		if ((look == CANVAS_LOOKS) != others || isnan(a->at[i]))
			continue;
		if (isnan(y)) {
			at[s][0] = -1;    /* a gap, not a zero */
			continue;
		}
		int dx = dot_of(xs, a->at[i], 2 * width), dy = 4 * v->how->height - 1 - dot_of(ys, y, 4 * v->how->height);

		if (joined && at[s][0] >= 0)
			canvas_line(c, at[s][0], at[s][1], dx, dy, look);
		else
			canvas_dot(c, dx, dy, look);
		at[s][0] = dx;
		at[s][1] = dy;
	}
	free(at);
}

static void
add_canvas(const struct textplot_view *v, struct str *out, const struct canvas *c, const struct scale *ys, int gutter)
{
	for (int r = 0; r < v->how->height; r++) {
		const char *tick = tick_of_row(ys, r, v->how->height);
		char *label = label_line(v, tick != NULL ? tick : "", 0);

		textplot_fit(v->how, out, label, gutter, true);
		str_adds(out, v->how->ascii ? "|" : tick != NULL ? "┤" : "│");
		canvas_row(c, r, v->how->colour, as_letters(v), out);
		str_addc(out, '\n');
		free(label);
	}
}

void
textplot_canvas(const struct textplot_view *v, struct str *out, bool joined, bool zero)
{
	struct along a = along_of(v);
	struct scale ys = scale_of_y(v, zero);
	int gutter = 1;

	for (size_t i = 0; i < ys.ticks; i++)
		gutter = textplot_width(ys.tick[i].label) > gutter ? textplot_width(ys.tick[i].label) : gutter;
	int width = v->how->width - gutter - 2 > 8 ? v->how->width - gutter - 2 : 8;
	struct scale xs = scale_of_x(v, &a, width, joined);
	struct canvas *c = canvas_new(width, v->how->height);

	draw_series(v, c, &a, &xs, &ys, width, joined, true);
	draw_series(v, c, &a, &xs, &ys, width, joined, false);
	if (!joined)
		add_title(v, out, "y_label", false);
	add_canvas(v, out, c, &ys, gutter);
	textplot_x_axis(v, out, &xs, gutter, width);
	if (!joined)
		add_title(v, out, "x_label", true);
	add_legend(v, out, gutter);
	canvas_free(c);
	scale_free(&xs);
	scale_free(&ys);
	along_free(&a);
}
