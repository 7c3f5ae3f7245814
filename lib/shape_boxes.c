#include "shape.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Between the two nearest of n sorted values (as R's type 7, as numpy). */
static double
quantile(const double *v, size_t n, double part)
{
	double at = part * (double)(n - 1);
	size_t i = (size_t)at;

	return i + 1 < n ? v[i] + (v[i + 1] - v[i]) * (at - (double)i) : v[n - 1];
}

static void
summarise(struct shape_box *b, double *v, size_t n)
{
	*b = (struct shape_box){NAN, NAN, NAN, NAN, NAN, .values = n};
	if (n == 0)
		return;
	qsort(v, n, sizeof *v, by_value);
	b->q1 = quantile(v, n, 0.25);
	b->median = quantile(v, n, 0.5);
	b->q3 = quantile(v, n, 0.75);
	double reach = 1.5 * (b->q3 - b->q1);

	b->out = mem_alloc((n + 1) * sizeof *b->out);
	for (size_t i = 0; i < n; i++)
		if (v[i] < b->q1 - reach || v[i] > b->q3 + reach) {
			b->out[b->outs++] = v[i];
		} else {
			b->low = isnan(b->low) ? v[i] : b->low;
			b->high = v[i];
		}
}

static double
given(const struct spec *s, int row, const char *name)
{
	jv v = spec_cell(s, row, spec_column(s, name));
	double d = jv_get_kind(v) == JV_KIND_NUMBER ? jv_number_value(v) : NAN;

	jv_free(v);
	return d;
}

/* Replaces the marks by what is drawn, so that the axis reaches all of it. */
static void
mark_boxes(struct frame *f, const struct shape_box *box)
{
	free(f->mark);
	f->mark = NULL;
	f->marks = f->room = 0;
	for (size_t i = 0; i < f->slots.n * f->panels.n; i++) {
		double v[] = {box[i].low, box[i].q1, box[i].median, box[i].q3, box[i].high};
		struct frame_mark m = {.x = (double)(i % f->slots.n), .panel = (int)(i / f->slots.n), .size = NAN, .row = -1};

		for (size_t k = 0; k < 5 + box[i].outs; k++) {
			m.y = k < 5 ? v[k] : box[i].out[k - 5];
			frame_add(f, m);
		}
	}
}

struct shape_box *
shape_boxes(const struct spec *s, struct frame *f)
{
	size_t all = f->slots.n * f->panels.n;
	struct shape_box *box = mem_calloc(all + 1, sizeof *box);
	double *v = mem_alloc((f->marks + 1) * sizeof *v);
	bool counted = spec_column(s, "q1") >= 0 && spec_column(s, "median") >= 0 && spec_column(s, "q3") >= 0;

	for (size_t i = 0; i < all; i++) {
		size_t n = 0;

		for (size_t k = 0; k < f->marks; k++) {
			const struct frame_mark *m = &f->mark[k];

			if ((size_t)m->panel * f->slots.n + (size_t)m->x != i)
				continue;
			if (counted)
				box[i] = (struct shape_box){given(s, m->row, "low"), given(s, m->row, "q1"),
				    given(s, m->row, "median"), given(s, m->row, "q3"), given(s, m->row, "high"), .values = 1};
			else if (!isnan(m->y))
				v[n++] = m->y;
		}
		if (!counted)
			summarise(&box[i], v, n);
	}
	free(v);
	mark_boxes(f, box);
	return box;
}

void
shape_boxes_free(struct shape_box *box, size_t n)
{
	for (size_t i = 0; box != NULL && i < n; i++)
		free(box[i].out);
	free(box);
}

static void
add_boxes(struct drawdata *d, const struct frame *f, const struct shape_box *box)
{
	static const char *const head[] = {"", "low", "q1", "median", "q3", "high"};

	drawdata_head(d, head, 6);
	for (size_t i = 0; i < f->slots.n; i++) {
		double v[] = {box[i].low, box[i].q1, box[i].median, box[i].q3, box[i].high};

		drawdata_text(d, f->slots.s[i]);
		for (size_t k = 0; k < 5; k++) {
			drawdata_next(d);
			drawdata_number(d, v[k]);
		}
		drawdata_line(d);
		d->rows++;
	}
}

static void
add_point(struct drawdata *d, double slot, double value)
{
	drawdata_number(d, slot);
	drawdata_next(d);
	drawdata_number(d, value);
	drawdata_line(d);
}

static void
add_outliers(struct drawdata *d, const struct frame *f, const struct shape_box *box)
{
	bool none = true;

	str_adds(d->out, "slot");
	drawdata_next(d);
	str_adds(d->out, "value\n");
	for (size_t i = 0; i < f->slots.n; i++)
		for (size_t k = 0; k < box[i].outs; k++) {
			add_point(d, (double)i, box[i].out[k]);
			none = false;
		}
	if (none)
		add_point(d, 0, NAN);
}

void
shape_boxes_data(struct drawdata *d, const struct frame *f, const struct shape_box *box)
{
	for (size_t p = 0; p < f->panels.n; p++) {
		if (p > 0)
			drawdata_block(d);
		add_boxes(d, f, box + p * f->slots.n);
		drawdata_block(d);
		add_outliers(d, f, box + p * f->slots.n);
	}
}
