/* Where a hover finds the values of a chart with axes. */
#include "shape.h"

#include <math.h>

static double
stacked_to(const struct frame *f, const struct frame_mark *m)
{
	double sum = 0;

	for (size_t i = 0; i < f->marks; i++) {
		const struct frame_mark *k = &f->mark[i];

		if (k->panel == m->panel && k->x == m->x && k->series <= m->series && !isnan(k->y) && (k->y > 0) == (m->y > 0))
			sum += k->y;
	}
	return sum;
}

static jv
mark_of(const struct spec *s, const struct frame *f, const struct layout *l, const struct frame_mark *m)
{
	double at = m->x, value = s->stack && f->marks < 3000 ? stacked_to(f, m) : m->y;
	size_t p = (size_t)m->panel, n = f->series.n;

	if (s->table == TABLE_BINS)
		at = s->log_bins ? at * pow(10, s->bin / 2) : at + s->bin / 2;
	else if (s->slots && !s->stack && n > 1 && s->key == KEY_BOX)
		at += l->box * (((double)m->series + 0.5) / (double)n - 0.5);
	double x = l->turned ? layout_x(l, p, value) : layout_x(l, p, at);
	double y = l->turned ? layout_y(l, p, at) : layout_y(l, p, value);

	return shape_mark(x, y, m->row, n > 1 ? m->series : -1);
}

jv
shape_marks(const struct spec *s, const struct frame *f, const struct layout *l, jv marks)
{
	enum { MOST = 2000 };
	size_t every = f->marks / MOST + 1;

	for (size_t i = 0; i < f->marks; i += every)
		if (!isnan(f->mark[i].y))
			marks = jv_array_append(marks, mark_of(s, f, l, &f->mark[i]));
	return marks;
}
