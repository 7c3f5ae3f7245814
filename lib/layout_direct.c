/* Labels at the ends of lines, in place of a legend. */
#include "layout_plan.h"

#include "mem.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>

struct end_label {
	double y;
	size_t series;
};

static int
by_height(const void *a, const void *b)
{
	const struct end_label *x = a, *y = b;

	if (x->y != y->y)
		return x->y < y->y ? -1 : 1;
	return (x->series > y->series) - (x->series < y->series);
}

/* The last value of each series; false where one ends before the others. */
static bool
last_values(const struct frame *f, double *value)
{
	double lo, hi, last;

	if (!frame_range(f, FRAME_OF_X, &lo, &hi))
		return false;
	for (size_t k = f->muted; k < f->series.n; k++) {
		last = -INFINITY;
		for (size_t i = 0; i < f->marks; i++) {
			const struct frame_mark *m = &f->mark[i];

			if ((size_t)m->series == k && !isnan(m->y) && m->x >= last) {
				last = m->x;
				value[k] = m->y;
			}
		}
		if (last < hi - (hi - lo) * 0.06)
			return false;
	}
	return true;
}

/* Puts labels at least a line apart; false where one would move too far. */
static bool
spread_labels(struct end_label *e, size_t n, double top, double bottom)
{
	double *want = mem_alloc((n + 1) * sizeof *want);
	bool good = true;

	qsort(e, n, sizeof *e, by_height);
	for (size_t i = 0; i < n; i++)
		want[i] = e[i].y;
	for (int pass = 0; pass < 40; pass++)
		for (size_t i = 0; i + 1 < n; i++) {
			double lack = LINE - (e[i + 1].y - e[i].y);

			if (lack > 0) {
				e[i].y -= lack / 2;
				e[i + 1].y += lack / 2;
			}
		}
	for (size_t i = 0; i < n; i++)
		good = good && fabs(e[i].y - want[i]) <= 24 && e[i].y > top - 4 && e[i].y < bottom + 6 &&
		    (i == 0 || e[i].y - e[i - 1].y > LINE - 3);
	free(want);
	return good;
}

/* Can the series be named where their lines end?  Then where. */
void
layout_choose_direct(struct plan *p, double top, double bottom)
{
	const struct frame *f = p->frame;
	size_t n = f->series.n - f->muted, k = 0;
	struct scale s;

	if (p->spec->key != KEY_LINE || n < 2 || n > 8 || f->panels.n > 1 || p->spec->stack || p->page->width < LOOK_WIDE)
		return;
	double *value = mem_calloc(f->series.n, sizeof *value);
	struct end_label *e = mem_calloc(n, sizeof *e);

	layout_values(p, &s, bottom - top, 55);
	if (last_values(f, value)) {
		for (size_t i = f->muted; i < f->series.n; i++) {
			double w = text_width(f->series.s[i], LAYOUT_TEXT, false);

			p->direct_width = fmax(p->direct_width, fmin(w, 150));
			e[k++] = (struct end_label){bottom - scale_part(&s, value[i]) * (bottom - top), i};
		}
		if (spread_labels(e, n, top, bottom)) {
			for (k = 0; k < n; k++)
				value[e[k].series] = e[k].y;
			p->direct = value;
		}
	}
	scale_free(&s);
	free(e);
	if (p->direct == NULL) {
		free(value);
		p->direct_width = 0;
	}
}

void
layout_set_direct(struct plan *p)
{
	struct page *page = p->page;
	double x = p->l->panel[0].x1 + 8;

	for (size_t i = p->frame->muted; p->direct != NULL && i < p->frame->series.n; i++) {
		struct str name = {0};
		double y = p->direct[i];

		text_wrap_apart(&name, p->frame->series.s, p->frame->series.n, i, LAYOUT_TEXT, false, p->direct_width + 1, 1);
		double sample = atoi(page_theme(page, "DASHES", "0")) != 0 ? 22 : 8;

		page_stroke(page, x, x + sample, y, page_colour(page, i - p->frame->muted), i - p->frame->muted);
		page_text(page, x + sample + 5, y, PAGE_LEFT, LAYOUT_TEXT, false, "TEXT", name.s);
		page_region(page, "key", (int)i, x - 1, y - 7, page->width, y + 7);
		str_free(&name);
	}
}
