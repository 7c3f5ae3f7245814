/* A pie.  Names stand in a list beside it, as long as they need to be, with
 * value and part in columns: no label can meet another, no slice is too small
 * for its name.  Panels are small pies of the same slices, their names above. */
#include "shape.h"

#include "mem.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NARROW = 520, ROW = 26, MOST = 7, MOST_PANELS = 12, SMALL = 150, LEAST = 22, GAP = 24, HEAD = 34 };

/* The slices' values, one a slot; negative and missing ones are nothing. */
static double *
values_of(const struct frame *f, size_t panel, double *sum)
{
	double *v = mem_calloc(f->slots.n + 1, sizeof *v);

	*sum = 0;
	for (size_t i = 0; i < f->marks; i++)
		if (f->mark[i].y > 0 && (size_t)f->mark[i].panel == panel) {
			v[(size_t)f->mark[i].x] += f->mark[i].y;
			*sum += f->mark[i].y;
		}
	return v;
}

static int
row_of(const struct frame *f, size_t panel, size_t slot)
{
	for (size_t i = 0; i < f->marks; i++)
		if (f->mark[i].x == (double)slot && (size_t)f->mark[i].panel == panel)
			return f->mark[i].row;
	return -1;
}

static void
add_data(struct drawdata *d, const struct frame *f, const double *v, double sum)
{
	static const char *const head[] = {"name", "value", "from", "to"};
	double at = 0;

	drawdata_head(d, head, 4);
	for (size_t i = 0; i < f->slots.n; i++) {
		double to = at + (sum > 0 ? v[i] / sum : 0) * 360;

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
}

/* Of the list's rows; where it is narrow a name may take two lines. */
static double
row_height(const struct page *p)
{
	return p->width < NARROW ? ROW + 6 : ROW;
}

static void
add_name(struct page *p, double x, double y, char *name)
{
	char *second = strchr(name, '\n');

	if (second != NULL) {
		*second++ = '\0';
		page_text(p, x, y + 7, PAGE_LEFT, LAYOUT_TEXT, false, "INK", second);
		y -= 7;
	}
	page_text(p, x, y, PAGE_LEFT, LAYOUT_TEXT, false, "INK", name);
}

static void
add_list(struct page *p, const struct spec *s, const struct frame *f, const double *v, double sum,
    double x, double y, double width)
{
	double sample = page_patterns(p) ? 20 : 10, values = p->width < NARROW ? 0 : 90;

	for (size_t i = 0; i < f->slots.n; i++, y += row_height(p)) {
		struct str name = {0}, value = {0}, part = {0};
		double percent = v[i] / sum * 100;

		text_wrap_apart(&name, f->slots.s, f->slots.n, i, LAYOUT_TEXT, false, width - sample - 70 - values, p->width < NARROW ? 2 : 1);
		number_value(&value, &s->y_style, v[i]);
		if (percent <= 0 || percent < 0.1)
			str_adds(&part, percent > 0 ? "<0.1%" : "0%");
		else
			str_addf(&part, percent < 10 || (percent > 99 && percent < 99.95) ? "%.1f%%" : "%.0f%%", fmin(percent, percent < 100 ? 99.9 : 100));
		page_swatch(p, x, y - (page_patterns(p) ? 7 : 5), x + sample, y + (page_patterns(p) ? 7 : 5), f->other_slot && i + 1 == f->slots.n ? page_theme(p, "MUTED", "#c4cad2") : page_colour(p, i), i);
		add_name(p, x + sample + 8, y, name.s);
		if (values > 0)
			page_text(p, x + width - 64, y, PAGE_RIGHT, LAYOUT_TEXT, false, "TEXT", value.s);
		page_text(p, x + width, y, PAGE_RIGHT, LAYOUT_TEXT, true, "INK", part.s);
		page_region(p, "key", (int)i, x - 1, y - 10, x + width + 1, y + 10);
		str_free(&name);
		str_free(&value);
		str_free(&part);
	}
}

/* One pie of a page: its numbers, its place. */
struct pie {
	size_t panel;
	double *v, sum, x, y;
};

static void
add_marks(jv *marks, const struct frame *f, const struct pie *pie, double r)
{
	double at = 0;

	for (size_t i = 0; pie->sum > 0 && i < f->slots.n; i++) {
		double part = pie->v[i] / pie->sum, middle = (at + part / 2) * 2 * M_PI;

		if (part > 0 || f->panels.n == 1)
			*marks = jv_array_append(*marks, shape_mark(pie->x + sin(middle) * r, pie->y - cos(middle) * r,
			    row_of(f, pie->panel, i), (int)i));
		at += part;
	}
}

/* The widest that the list beside the pie needs to be: on a narrow page it has
 * no column of values. */
static double
list_width(const struct frame *f, const struct page *p)
{
	double w = 0;

	for (size_t i = 0; i < f->slots.n; i++)
		w = fmax(w, text_width(f->slots.s[i], LAYOUT_TEXT, false));
	return p->width < NARROW ? fmin(w + 100, p->width * 0.52) : fmin(fmax(w + 186, 240), p->width * 0.56);
}

/* In the hole of a donut, as large as there is room for. */
static void
add_total(struct page *p, const struct spec *s, const struct pie *pie, double r)
{
	struct str total = {0};
	double room = r * 0.58 * 2 - 16;

	number_value(&total, &s->y_style, pie->sum);
	double px = floor(fmin(20, 20 * room / text_width(total.s, 20, true)));

	if (px >= LAYOUT_SMALL) {
		page_text(p, pie->x, pie->y - 4, PAGE_CENTRE, px, true, "INK", total.s);
		page_text(p, pie->x, pie->y + px - 4, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", "total");
	}
	str_free(&total);
}

/* One pie, its names beside it: returns its radius. */
static double
place_one(struct pie *pie, struct spec *s, struct frame *f, struct page *p, double y)
{
	double height = p->height - y - LAYOUT_PAD, list = list_width(f, p), between = p->width < NARROW ? 16 : 40;
	double r = fmin(height / 2, (p->width - list - between - 2 * LAYOUT_PAD) / 2);
	double gap = fmin(56, (p->width - 2 * r - list - 2 * LAYOUT_PAD) / 2 + between / 2);

	pie->x = LAYOUT_PAD + r + fmax(0, (p->width - 2 * LAYOUT_PAD - 2 * r - list - gap) / 3);
	pie->y = y + height / 2;
	add_list(p, s, f, pie->v, pie->sum, pie->x + r + gap, pie->y - (double)(f->slots.n - 1) * row_height(p) / 2, list);
	if (s->donut)
		add_total(p, s, pie, r);
	return r;
}

/* The radius of pies so many in a row, each below its name, in so much room. */
static double
radius_of(size_t n, size_t across, double width, double height)
{
	size_t down = (n + across - 1) / across;
	double w = (width - GAP * (double)(across - 1)) / (double)across, h = height / (double)down;

	return fmin(w, h - HEAD - 8) / 2;
}

/* How many of n stand in a row so that they become largest. */
static size_t
best_across(size_t n, double width, double height)
{
	size_t best = 1;

	for (size_t k = 2; k <= n; k++)
		if (radius_of(n, k, width, height) > radius_of(n, best, width, height))
			best = k;
	return best;
}

/* On a page of fixed height no more than can be read. */
static void
keep_pies(struct frame *f, const struct page *p)
{
	double width = p->width - 2.0 * LAYOUT_PAD, height = p->height - 120.0;
	size_t n = f->panels.n;

	while (n > 1 && radius_of(n, best_across(n, width, height), width, height) < LEAST)
		n--;
	frame_keep_panels(f, n);
}

/* Many, in rows, the slices' names above all: returns their radius. */
static double
place_many(struct pie *pies, struct spec *s, struct frame *f, struct page *p, double y, bool tall)
{
	struct frame names = {.series = f->slots, .other_series = f->other_slot};

	y = layout_legend(p, s, &names, y - 10) + 8;
	size_t n = f->panels.n, across = n > 0 ? n : 1;

	if (n > 3)
		across = tall ? layout_columns(n, p->width, true)
		    : best_across(n, p->width - 2.0 * LAYOUT_PAD, p->height - y - LAYOUT_PAD);
	size_t down = (n + across - 1) / across;
	double w = (p->width - 2.0 * LAYOUT_PAD - GAP * (double)(across - 1)) / (double)across;
	double h = (p->height - y - LAYOUT_PAD) / (double)down;

	if (tall) {
		h = fmin(w, SMALL) + HEAD + 8;
		p->height = (int)lround(y + h * (double)down + LAYOUT_PAD);
	}
	double r = fmax(fmin(w, h - HEAD - 8) / 2, 8);

	for (size_t i = 0; i < n; i++) {
		double x0 = LAYOUT_PAD + (double)(i % across) * (w + GAP), y0 = y + (double)(i / across) * h + HEAD;

		layout_panel_name(p, &(struct layout_box){x0, y0 + 4, x0 + w, y0 + 2 * r}, f->panels.s[i]);
		pies[i].x = x0 + r;
		pies[i].y = y0 + r;
	}
	return r;
}

static void
add_centres(const struct pie *pies, size_t n, size_t slices, double r, struct str *script)
{
	str_addf(script, "PIES = %zu\nSLICES = %zu\nRADIUS = %.1f\n", n, slices, r);
	for (int k = 0; k < 2; k++) {
		str_addf(script, "array CENTRE_%c[%zu] = [", "XY"[k], n);
		for (size_t i = 0; i < n; i++)
			str_addf(script, i > 0 ? ", %.1f" : "%.1f", k == 0 ? pies[i].x : pies[i].y);
		str_adds(script, "]\n");
	}
}

void
shape_slices(struct spec *s, struct frame *f, struct page *p, struct drawdata *d, double *top, jv *marks,
    struct str *script, bool tall)
{
	struct pie pies[MOST_PANELS];
	struct str grey = {0};
	double y, r;

	free(f->when);             /* times are names here */
	f->when = NULL;
	frame_keep_panels(f, MOST_PANELS);
	if (!tall)
		keep_pies(f, p);
	frame_keep_slots(f, s->top > 0 ? (size_t)s->top : MOST, true);
	size_t n = f->panels.n;

	for (size_t i = 0; i < n; i++) {
		pies[i].panel = i;
		pies[i].v = values_of(f, i, &pies[i].sum);
	}
	layout_grey(&grey, s, f);
	y = layout_title(p, s, grey.s != NULL ? grey.s : "", top) + 16;
	str_free(&grey);
	r = n == 1 ? place_one(pies, s, f, p, y) : place_many(pies, s, f, p, y, tall);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			drawdata_block(d);
		add_data(d, f, pies[i].v, pies[i].sum);
		add_marks(marks, f, &pies[i], s->donut ? r * 0.79 : r * 0.62);
		free(pies[i].v);
	}
	add_centres(pies, n, f->slots.n, r, script);
}
