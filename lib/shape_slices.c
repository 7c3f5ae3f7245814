/* A pie.  Names stand in a list beside it, as long as they need to be, with
 * value and part in columns: no label can meet another, no slice is too small
 * for its name. */
#include "shape.h"

#include "mem.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>

enum { ROW = 26, MOST = 7 };

/* The slices' values, one a slot; negative and missing ones are nothing. */
static double *
values_of(const struct frame *f, double *sum)
{
	double *v = mem_calloc(f->slots.n + 1, sizeof *v);

	*sum = 0;
	for (size_t i = 0; i < f->marks; i++)
		if (f->mark[i].y > 0) {
			v[(size_t)f->mark[i].x] += f->mark[i].y;
			*sum += f->mark[i].y;
		}
	return v;
}

static int
row_of(const struct frame *f, size_t slot)
{
	for (size_t i = 0; i < f->marks; i++)
		if (f->mark[i].x == (double)slot)
			return f->mark[i].row;
	return -1;
}

static void
add_data(struct drawdata *d, const struct frame *f, const double *v, double sum)
{
	double at = 0;

	str_adds(d->out, "name");
	drawdata_next(d);
	str_adds(d->out, "value");
	drawdata_next(d);
	str_adds(d->out, "from");
	drawdata_next(d);
	str_adds(d->out, "to\n");
	for (size_t i = 0; i < f->slots.n; i++) {
		double to = at + v[i] / sum * 360;

		drawdata_text(d, f->slots.s[i]);
		drawdata_next(d);
		drawdata_number(d, v[i]);
		drawdata_next(d);
		drawdata_number(d, at);
		drawdata_next(d);
		drawdata_number(d, to);
		drawdata_line(d);
		at = to;
		d->rows++;
	}
	d->columns = 4;
}

static void
add_list(struct page *p, const struct spec *s, const struct frame *f, const double *v, double sum,
    double x, double y, double width)
{
	for (size_t i = 0; i < f->slots.n; i++, y += ROW) {
		struct str name = {0}, value = {0}, part = {0};
		double percent = v[i] / sum * 100;

		text_fit(&name, f->slots.s[i], LAYOUT_TEXT, false, width - 20 - 150);
		number_value(&value, &s->y_style, v[i]);
		if (percent > 0 && percent < 0.1)
			str_adds(&part, "<0.1%");
		else
			str_addf(&part, percent < 10 || (percent > 99 && percent < 99.95) ? "%.1f%%" : "%.0f%%", fmin(percent, percent < 100 ? 99.9 : 100));
		page_swatch(p, x, y - 5, x + 10, y + 5, f->other && i + 1 == f->slots.n ? page_theme(p, "MUTED", "#c4cad2") : page_colour(p, i), i);
		page_text(p, x + 18, y, PAGE_LEFT, LAYOUT_TEXT, false, "INK", name.s);
		page_text(p, x + width - 64, y, PAGE_RIGHT, LAYOUT_TEXT, false, "TEXT", value.s);
		page_text(p, x + width, y, PAGE_RIGHT, LAYOUT_TEXT, true, "INK", part.s);
		page_region(p, "key", (int)i, x - 1, y - 10, x + width + 1, y + 10);
		str_free(&name);
		str_free(&value);
		str_free(&part);
	}
}

static void
add_marks(jv *marks, const struct frame *f, const double *v, double sum, double cx, double cy, double r)
{
	double at = 0;

	for (size_t i = 0; i < f->slots.n; i++) {
		double middle = (at + v[i] / sum / 2) * 2 * M_PI;

		*marks = jv_array_append(*marks, shape_mark(cx + sin(middle) * r, cy - cos(middle) * r, row_of(f, i), (int)i));
		at += v[i] / sum;
	}
}

/* The widest that the list beside the pie needs to be. */
static double
list_width(const struct frame *f, double most)
{
	double w = 0;

	for (size_t i = 0; i < f->slots.n; i++)
		w = fmax(w, text_width(f->slots.s[i], LAYOUT_TEXT, false));
	return fmin(fmax(w + 20 + 156, 240), most);
}

void
shape_slices(struct spec *s, struct frame *f, struct page *p, struct drawdata *d, double *top, jv *marks,
    struct str *script)
{
	struct str grey = {0};
	double sum, y, list;

	free(f->when);             /* times are names here */
	f->when = NULL;
	frame_keep_slots(f, s->top > 0 ? (size_t)s->top : MOST, true);
	double *v = values_of(f, &sum);

	layout_grey(&grey, s, f);
	y = layout_title(p, s, grey.s != NULL ? grey.s : "", top) + 10;
	str_free(&grey);
	double height = p->height - y - LAYOUT_PAD, r;

	list = list_width(f, p->width * 0.56);
	r = fmin(height / 2, (p->width - list - 40 - 2 * LAYOUT_PAD) / 2);
	double gap = fmin(56, (p->width - 2 * r - list - 2 * LAYOUT_PAD) / 2 + 20);
	double cx = LAYOUT_PAD + r + fmax(0, (p->width - 2 * LAYOUT_PAD - 2 * r - list - gap) / 3), cy = y + height / 2;

	add_list(p, s, f, v, sum, cx + r + gap, cy - (double)(f->slots.n - 1) * ROW / 2, list);
	add_data(d, f, v, sum);
	add_marks(marks, f, v, sum, cx, cy, s->donut ? r * 0.79 : r * 0.62);
	str_addf(script, "CENTRE_X = %.1f\nCENTRE_Y = HEIGHT - %.1f\nRADIUS = %.1f\n", cx, cy, r);
	if (s->donut) {
		struct str total = {0};

		number_value(&total, &s->y_style, sum);
		page_text(p, cx, cy - 4, PAGE_CENTRE, 20, true, "INK", total.s);
		page_text(p, cx, cy + 16, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", "total");
		str_free(&total);
	}
	free(v);
}
