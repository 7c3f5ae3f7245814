/* A grid of cells (heat map): slots across, series down.  Nine steps of the
 * ramp, so that a page can put its own nine in their place. */
#include "shape.h"

#include "mem.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 9, MOST_ROWS = 40, MOST_COLUMNS = 60 };

struct grid {
	struct spec *spec;
	struct frame *frame;
	struct page *page;
	double lo, hi;
	const char *ramp;
	double x0, y0, w, h;       /* of the cells; of one cell */
	size_t columns, rows;
};

/* The scale's ends: both sides of zero alike where there are both. */
static void
choose_ends(struct grid *g)
{
	if (!frame_range(g->frame, FRAME_OF_Y, &g->lo, &g->hi))
		g->lo = g->hi = 0;
	g->ramp = g->lo < 0 && g->hi > 0 ? "DIVERGING" : "RAMP";
	if (g->lo < 0 && g->hi > 0) {
		g->hi = fmax(-g->lo, g->hi);
		g->lo = -g->hi;
	}
	if (g->lo == g->hi)
		*(g->hi > 0 ? &g->lo : &g->hi) = 0;
	if (g->lo == g->hi)
		g->hi = 1;
}

static int
step_of(const struct grid *g, double v)
{
	int i = (int)floor((v - g->lo) / (g->hi - g->lo) * STEPS);

	return i < 0 ? 0 : i >= STEPS ? STEPS - 1 : i;
}

static void
step_colour(const struct grid *g, int step, char hex[8])
{
	page_ramp(g->page, g->ramp, (double)step / (STEPS - 1), hex);
}

/* What is written on a step: nearly black or white, each a colour of its own, so
 * that it can be another where the steps are others. */
static void
text_colour(const char *step_hex, int step, char hex[8])
{
	bool white = page_text_on(step_hex)[1] == 'f';

	snprintf(hex, 8, "#%s%02x", white ? "ffff" : "0000", white ? 0xfeu - (unsigned)step : 1u + (unsigned)step);
}

static void
name_steps(struct grid *g)
{
	for (int i = 0; i < STEPS; i++) {
		char hex[8], text[8], dark[8] = "", role[8];

		step_colour(g, i, hex);
		text_colour(hex, i, text);
		if (g->page->night != NULL)
			page_ramp(g->page->night, g->ramp, (double)i / (STEPS - 1), dark);
		snprintf(role, sizeof role, "r%d", i + 1);
		page_role(g->page, hex, role, dark);
		snprintf(role, sizeof role, "o%d", i + 1);
		page_role(g->page, text, role, *dark != '\0' ? page_text_on(dark) : NULL);
	}
}

/* The strip above: least, nine steps, most. */
static double
add_strip(struct grid *g, double y)
{
	struct str lo = {0}, hi = {0};
	double x = LAYOUT_PAD;

	number_value(&lo, &g->spec->y_style, g->lo);
	number_value(&hi, &g->spec->y_style, g->hi);
	y += 12;
	page_text(g->page, x, y, PAGE_LEFT, LAYOUT_SMALL, false, "TEXT", lo.s);
	x += text_width(lo.s, LAYOUT_SMALL, false) + 8;
	for (int i = 0; i < STEPS; i++, x += 18) {
		char hex[8];

		step_colour(g, i, hex);
		page_rect(g->page, x, y - 5, x + 18, y + 5, hex);
	}
	page_text(g->page, x + 8, y, PAGE_LEFT, LAYOUT_SMALL, false, "TEXT", hi.s);
	str_free(&lo);
	str_free(&hi);
	return y + 20;
}

static double
name_width(const struct grid *g)
{
	double w = 0;

	for (size_t i = 0; i < g->rows; i++)
		w = fmax(w, text_width(g->frame->series.s[i], LAYOUT_SMALL, false));
	return fmin(ceil(w), g->page->width * 0.3);
}

static bool
names_fit(const struct frame *f, double most)
{
	bool fit = true;

	for (size_t i = 0; fit && i < f->slots.n; i++)
		fit = text_wraps(f->slots.s[i], LAYOUT_SMALL, false, most, 2);
	return fit;
}

static void
add_names(struct grid *g)
{
	struct frame *f = g->frame;
	double most = name_width(g);
	struct scale s = {0};

	for (size_t i = 0; i < g->rows; i++) {
		struct str name = {0};

		text_fit(&name, f->series.s[i], LAYOUT_SMALL, false, most + 1);
		page_text(g->page, g->x0 - 8, g->y0 + ((double)i + 0.5) * g->h, PAGE_RIGHT, LAYOUT_SMALL, false, "TEXT", name.s);
		str_free(&name);
	}
	if (f->when != NULL)
		scale_time_slots(&s, f->when, g->columns, g->spec->time_unit, g->w * (double)g->columns, LAYOUT_SMALL);
	size_t every = 1;

	while (f->when == NULL && g->w * (double)every < 72 && !names_fit(f, g->w * (double)every - 4))
		every++;
	for (size_t i = 0; f->when == NULL && i < f->slots.n; i += every) {
		struct str name = {0};

		text_wrap(&name, f->slots.s[i], LAYOUT_SMALL, false, g->w * (double)every - 4, 2);
		scale_add(&s, (double)i, name.s);
		str_free(&name);
	}
	for (size_t i = 0; i < s.ticks; i++) {
		double x = g->x0 + (s.tick[i].at + 0.5) * g->w, y = g->y0 + g->h * (double)g->rows + 13;
		char *second = strchr(s.tick[i].label, '\n');

		if (second != NULL) {
			*second++ = '\0';
			page_text(g->page, x, y + 15, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", second);
		}
		page_text(g->page, x, y, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", s.tick[i].label);
	}
	scale_free(&s);
}

/* The numbers inside the cells, where all of them have room. */
static void
add_numbers(struct grid *g)
{
	bool fits = g->h >= 17 && g->columns * g->rows <= 240;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; fits && i < g->frame->marks; i++) {
			const struct frame_mark *m = &g->frame->mark[i];
			struct str s = {0};
			char hex[8], text[8];

			if (isnan(m->y))
				continue;
			number_value(&s, &g->spec->y_style, m->y);
			if (pass == 0) {
				fits = text_width(s.s, LAYOUT_SMALL, false) <= g->w - 6;
			} else {
				step_colour(g, step_of(g, m->y), hex);
				text_colour(hex, step_of(g, m->y), text);
				page_text(g->page, g->x0 + (m->x + 0.5) * g->w, g->y0 + (m->series + 0.5) * g->h, PAGE_CENTRE,
				    LAYOUT_SMALL, false, text, s.s);
			}
			str_free(&s);
		}
}

static void
add_cells(struct grid *g, struct drawdata *d, jv *marks)
{
	static const char *const head[] = {"column", "row", "value", "colour"};

	for (int k = 0; k < 4; k++) {
		if (k > 0)
			drawdata_next(d);
		drawdata_text(d, head[k]);
	}
	drawdata_line(d);
	for (size_t i = 0; i < g->frame->marks; i++) {
		const struct frame_mark *m = &g->frame->mark[i];
		char hex[8];

		if (isnan(m->y))
			continue;
		step_colour(g, step_of(g, m->y), hex);
		drawdata_number(d, m->x);
		drawdata_next(d);
		drawdata_number(d, m->series);
		drawdata_next(d);
		drawdata_number(d, m->y);
		drawdata_next(d);
		str_addf(d->out, "%lu\n", strtoul(hex + 1, NULL, 16));
		d->rows++;
		*marks = jv_array_append(*marks, shape_mark(g->x0 + (m->x + 0.5) * g->w, g->y0 + (m->series + 0.5) * g->h,
		    m->row, -1));
	}
	d->columns = 4;
}

void
shape_grid(struct spec *s, struct frame *f, struct page *p, struct drawdata *d, double *top, jv *marks,
    struct str *script, bool tall)
{
	struct grid g = {.spec = s, .frame = f, .page = p};
	struct str grey = {0};
	enum { FOOT = 48 };

	frame_keep_slots(f, MOST_COLUMNS, false);
	frame_keep_series(f, MOST_ROWS, false, false);
	g.columns = f->slots.n > 0 ? f->slots.n : 1;
	g.rows = f->series.n;
	choose_ends(&g);
	name_steps(&g);
	layout_grey(&grey, s, f);
	g.y0 = add_strip(&g, layout_title(p, s, grey.s != NULL ? grey.s : "", top));
	str_free(&grey);
	g.h = fmin((p->height - g.y0 - FOOT) / (double)g.rows, 64);
	if (tall) {
		g.h = fmin(fmax(g.h, 20), 48);
		p->height = (int)lround(g.y0 + g.h * (double)g.rows + FOOT);
	}
	g.x0 = LAYOUT_PAD + name_width(&g) + 10;
	g.w = (p->width - LAYOUT_PAD - g.x0) / (double)g.columns;
	add_names(&g);
	add_numbers(&g);
	add_cells(&g, d, marks);
	str_addf(script, "set lmargin at screen %.2f/WIDTH\nset rmargin at screen %.2f/WIDTH\n"
	    "set tmargin at screen 1-%.2f/HEIGHT\nset bmargin at screen 1-%.2f/HEIGHT\n"
	    "set xrange [-0.5:%zu-0.5]\nset yrange [%zu-0.5:-0.5]\nGAP_X = %.5f\nGAP_Y = %.5f\n",
	    g.x0, g.x0 + g.w * (double)g.columns, g.y0, g.y0 + g.h * (double)g.rows, g.columns, g.rows,
	    g.w > 6 ? 0.75 / g.w : 0, g.h > 6 ? 0.75 / g.h : 0);
}
