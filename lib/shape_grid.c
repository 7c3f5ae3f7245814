/* A grid of cells (heat map): slots across, series down; a panel is a grid of
 * its own, of the same cells.  Nine steps of the ramp, so that a page can put its
 * own nine in their place. */
#include "shape.h"

#include "mem.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 9, MOST_ROWS = 40, MOST_COLUMNS = 60, MOST_PANELS = 12, FOOT = 48, GAP = 20 };

struct grid {
	struct spec *spec;
	struct frame *frame;
	struct page *page;
	double lo, hi;
	bool log;                  /* steps of as many decades each */
	const char *ramp;
	double w, h;               /* of one cell */
	size_t columns, rows;      /* of cells */
	struct layout_box box[MOST_PANELS];
	size_t panels, across;     /* so many in a row */
};

/* The scale's ends: both sides of zero alike where there are both. */
static void
choose_ends(struct grid *g)
{
	if (!frame_range(g->frame, FRAME_OF_Y, &g->lo, &g->hi))
		g->lo = g->hi = 0;
	g->ramp = g->lo < 0 && g->hi > 0 ? "DIVERGING" : "RAMP";
	g->log = g->spec->log_y && g->lo > 0 && g->lo < g->hi;
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
	double part = g->log ? log(v / g->lo) / log(g->hi / g->lo) : (v - g->lo) / (g->hi - g->lo);
	int i = (int)floor(part * STEPS);

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

/* Left of the panel: what the rows are. */
static void
name_rows(struct grid *g, const struct layout_box *b)
{
	double most = name_width(g);

	for (size_t i = 0; i < g->rows; i++) {
		struct str name = {0};

		text_wrap_apart(&name, g->frame->series.s, g->rows, i, LAYOUT_SMALL, false, most + 1, 1);
		page_text(g->page, b->x0 - 8, b->y0 + ((double)i + 0.5) * g->h, PAGE_RIGHT, LAYOUT_SMALL, false, "TEXT", name.s);
		str_free(&name);
	}
}

/* What the columns are, as far as there is room to say it. */
static void
choose_names(struct grid *g, struct scale *s)
{
	struct frame *f = g->frame;
	size_t every = 1;

	if (f->when != NULL) {
		scale_time_slots(s, f->when, g->columns, g->spec->time_unit, g->w * (double)g->columns, LAYOUT_SMALL);
		return;
	}
	while (g->w * (double)every < 72 && !names_fit(f, g->w * (double)every - 4))
		every++;
	for (size_t i = 0; i < f->slots.n; i += every) {
		struct str name = {0};

		text_wrap_apart(&name, f->slots.s, f->slots.n, i, LAYOUT_SMALL, false, g->w * (double)every - 4, 2);
		scale_add(s, (double)i, name.s);
		str_free(&name);
	}
}

static void
name_columns(struct grid *g, const struct layout_box *b, const struct scale *s)
{
	for (size_t i = 0; i < s->ticks; i++) {
		double x = b->x0 + (s->tick[i].at + 0.5) * g->w, y = b->y1 + 13;
		const char *second = strchr(s->tick[i].label, '\n');
		struct str first = {0};

		str_add(&first, s->tick[i].label, strcspn(s->tick[i].label, "\n"));
		if (second != NULL)
			page_text(g->page, x, y + 15, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", second + 1);
		page_text(g->page, x, y, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", first.s);
		str_free(&first);
	}
}

static void
add_names(struct grid *g)
{
	struct scale s = {0};

	choose_names(g, &s);
	for (size_t p = 0; p < g->panels; p++) {
		if (g->panels > 1)
			layout_panel_name(g->page, &g->box[p], g->frame->panels.s[p]);
		if (p % g->across == 0)
			name_rows(g, &g->box[p]);
		if (p + g->across >= g->panels)
			name_columns(g, &g->box[p], &s);
	}
	scale_free(&s);
}

/* The middle of a mark's cell. */
static double
cell_x(const struct grid *g, const struct frame_mark *m)
{
	return g->box[m->panel].x0 + (m->x + 0.5) * g->w;
}

static double
cell_y(const struct grid *g, const struct frame_mark *m)
{
	return g->box[m->panel].y0 + (m->series + 0.5) * g->h;
}

/* The numbers inside the cells, where all of them have room. */
static void
add_numbers(struct grid *g)
{
	bool fits = g->h >= 17 && g->columns * g->rows * g->panels <= 240;

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
				page_text(g->page, cell_x(g, m), cell_y(g, m), PAGE_CENTRE,
				    LAYOUT_SMALL, false, text, s.s);
			}
			str_free(&s);
		}
}

static void
add_cell(struct grid *g, struct drawdata *d, const struct frame_mark *m, jv *marks)
{
	char hex[8];

	step_colour(g, step_of(g, m->y), hex);
	drawdata_number(d, m->x);
	drawdata_next(d);
	drawdata_number(d, m->series);
	drawdata_next(d);
	drawdata_number(d, m->y);
	drawdata_next(d);
	str_addf(d->out, "%lu\n", strtoul(hex + 1, NULL, 16));
	d->rows++;
	*marks = jv_array_append(*marks, shape_mark(cell_x(g, m), cell_y(g, m), m->row, -1));
}

static void
add_cells(struct grid *g, struct drawdata *d, jv *marks)
{
	static const char *const head[] = {"column", "row", "value", "colour"};

	for (size_t p = 0; p < g->panels; p++) {
		if (p > 0)
			drawdata_block(d);
		drawdata_head(d, head, 4);
		for (size_t i = 0; i < g->frame->marks; i++)
			if ((size_t)g->frame->mark[i].panel == p && !isnan(g->frame->mark[i].y))
				add_cell(g, d, &g->frame->mark[i], marks);
	}
}

/* The width of a panel between such margins, and with it that of a cell. */
static double
share_width(struct grid *g, double left, double right)
{
	double w = (g->page->width - left - right - GAP * (double)(g->across - 1)) / (double)g->across;

	g->w = w / (double)g->columns;
	return w;
}

static void
widen_ends(struct grid *g, double w, double *left, double *right)
{
	struct scale s = {0};

	choose_names(g, &s);
	for (size_t i = 0; i < s.ticks; i++) {
		double half = layout_label_width(s.tick[i].label) / 2, at = (s.tick[i].at + 0.5) * g->w;

		*left = fmax(*left, half - at + LAYOUT_PAD - 2);
		*right = fmax(*right, at + half - w + 4);
	}
	scale_free(&s);
}

/* How large cells are, and where the panels; the page grows where it may. */
static void
place_panels(struct grid *g, double top, bool tall)
{
	struct page *p = g->page;
	double down = ceil((double)g->panels / (double)g->across), head = g->panels > 1 ? 34 : 0;
	double left = LAYOUT_PAD + name_width(g) + 10, h = (p->height - top - FOOT) / down - head;

	g->h = fmin(h / (double)g->rows, 64);
	if (tall) {
		g->h = fmin(fmax(g->h, 20), g->panels > 1 ? 24 : 48);
		h = g->h * (double)g->rows;
		p->height = (int)lround(top + (h + head) * down + FOOT);
	}
	double w = share_width(g, left, LAYOUT_PAD), right = LAYOUT_PAD;

	/* half of the first and last names may stand out */
	widen_ends(g, w, &left, &right);
	w = share_width(g, left, right);
	for (size_t i = 0; i < g->panels; i++) {
		double x = left + (double)(i % g->across) * (w + GAP), y = top + (double)(i / g->across) * (h + head) + head;

		g->box[i] = (struct layout_box){x, y, x + w, y + g->h * (double)g->rows};
	}
}

void
shape_grid(struct spec *s, struct frame *f, struct page *p, struct drawdata *d, double *top, jv *marks,
    struct str *script, bool tall)
{
	struct grid g = {.spec = s, .frame = f, .page = p};
	struct str grey = {0};

	frame_keep_panels(f, MOST_PANELS);
	frame_keep_slots(f, MOST_COLUMNS, false);
	frame_keep_series(f, MOST_ROWS, false, false);
	g.columns = f->slots.n > 0 ? f->slots.n : 1;
	g.rows = f->series.n;
	g.panels = f->panels.n;
	g.across = layout_columns(g.panels, p->width, tall);
	choose_ends(&g);
	name_steps(&g);
	layout_grey(&grey, s, f);
	place_panels(&g, add_strip(&g, layout_title(p, s, grey.s != NULL ? grey.s : "", top)), tall);
	str_free(&grey);
	add_names(&g);
	add_numbers(&g);
	add_cells(&g, d, marks);
	str_addf(script, "set xrange [-0.5:%zu-0.5]\nset yrange [%zu-0.5:-0.5]\nGAP_X = %.5f\nGAP_Y = %.5f\n",
	    g.columns, g.rows, g.w > 6 ? 0.75 / g.w : 0, g.h > 6 ? 0.75 / g.h : 0);
	layout_margins(g.box, g.panels, script);
}
