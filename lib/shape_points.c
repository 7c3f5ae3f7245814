/* Points: scatter and bubble. */
#include "shape.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST = 3 };

/* gnuplot draws a point of size 1 with this radius. */
static const double unit = 4.875;

static int
by_size(const void *a, const void *b)
{
	const struct frame_mark *m = a, *n = b;
	double x = isnan(m->size) ? -1 : m->size, y = isnan(n->size) ? -1 : n->size;

	if (x != y)
		return x > y ? -1 : 1;
	return (m->row > n->row) - (m->row < n->row);
}

/* On a narrow page very many points are one blot: an even part is shown. */
static size_t
most_points(const struct frame *f, const struct page *page)
{
	enum { MOST_NARROW = 800 };

	return page->width < LOOK_WIDE ? MOST_NARROW : f->marks;
}

/* Large ones first, so that none hides a smaller one; and says how few will be
 * shown, scales and trend being of all. */
void
shape_points(const struct spec *s, struct frame *f, const struct page *page)
{
	if (s->table != TABLE_POINTS)
		return;
	if (s->size >= 0)
		qsort(f->mark, f->marks, sizeof *f->mark, by_size);
	size_t shown = frame_thinned(f, most_points(f, page));

	if (shown < f->marks && f->hidden == 0) {
		f->of = f->marks;
		f->hidden = f->marks - shown;
	}
}

static void
add_trend(const struct spec *spec, const struct frame *f, const struct layout *l, struct page *page, struct str *script)
{
	struct shape_trend t;

	double lo, hi;

	str_adds(script, "TREND = 0\nTREND_A = 0\nTREND_B = 0\nTREND_FROM = 1\nTREND_TO = 2\n");
	if (!spec->trend || f->x != FRAME_NUMBERS || f->panels.n > 1 || !shape_trend(spec, f, &t) ||
	    !frame_range(f, FRAME_OF_X, &lo, &hi))
		return;
	struct str s = {0};

	str_addf(script, "TREND = 1\nTREND_A = %.15g\nTREND_B = %.15g\nTREND_FROM = %.15g\nTREND_TO = %.15g\n", t.a, t.b, lo, hi);
	str_addf(&s, "r² = %.2f", t.r2);
	page_text(page, l->panel[0].x1, l->panel[0].y0 - 9, PAGE_RIGHT, LAYOUT_SMALL, false, "TEXT", s.s);
	str_free(&s);
}

static void
add_bubble(struct drawdata *d, const struct frame_mark *m, double hi, double most)
{
	double part = hi > 0 && m->size > 0 ? m->size / hi : 0;

	drawdata_number(d, m->x);
	drawdata_next(d);
	drawdata_number(d, m->y);
	drawdata_next(d);
	drawdata_number(d, fmax(LEAST, sqrt(part) * most) / unit);
	drawdata_next(d);
	drawdata_number(d, m->series);
	drawdata_line(d);
	d->rows++;
}

static void
add_bubbles(struct drawdata *d, const struct frame *f, const struct page *page)
{
	static const char *const head[] = {"x", "y", "radius", "series"};
	double lo, hi = 0, most = layout_radius(f, page);

	if (!frame_range(f, FRAME_OF_SIZE, &lo, &hi))
		hi = 0;
	for (size_t p = 0; p < f->panels.n; p++) {
		if (p > 0)
			drawdata_block(d);
		drawdata_head(d, head, 4);
		for (size_t i = 0; i < f->marks; i++)
			if ((size_t)f->mark[i].panel == p)
				add_bubble(d, &f->mark[i], hi, most);
	}
}

/* Many are small and let others shine through. */
void
shape_points_data(const struct spec *s, struct frame *f, const struct layout *l, struct page *page,
    struct drawdata *d, struct str *script)
{
	add_trend(s, f, l, page, script);
	frame_thin(f, most_points(f, page));
	double n = (double)f->marks, r = n > 2000 ? 1.6 : n > 600 ? 2.2 : n > 150 ? 3 : 4;

	/* A stroke of three hundredths of a pixel with round ends is a dot too, and a
	 * quarter of a point's text in gnuplot's SVG; a theme's shapes stay points. */
	d->rounded = n > 600 && s->size < 0 && f->x != FRAME_SLOTS && !page_patterns(page);
	str_addf(script, "RADIUS = %.3f\nGLASS = \"%s\"\nSTROKE = %.3g\nMIDDLE = %.15g\n", d->rounded ? r : r / unit,
	    n > 300 ? "60" : "00", d->rounded ? 0.03 / (l->panel[0].x1 - l->panel[0].x0) : 0,
	    (l->across.lo + l->across.hi) / 2);
	if (s->size < 0)
		drawdata_points(d, s, f);
	else
		add_bubbles(d, f, page);
}
