/* Theory of operation.
 *
 * The page is filled from its edges: title, grey line and legend from the top,
 * tick labels from the bottom and the left, labels at the ends of lines from
 * the right.  What is left is the plot, cut into panels.  gnuplot gets its
 * margins, ranges and grid as numbers and draws the marks; all text is put
 * at pixels known here, so nothing can overlap that was not measured. */
#include "layout.h"

#include "mem.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 16, GUTTER = 8, PANEL_GAP = 40, FEWEST_ROWS = 15 };

/* What is decided on the way. */
struct plan {
	struct spec *spec;
	struct frame *frame;
	struct page *page;
	struct layout *l;
	double head, foot, left, right;  /* pixels that are not plot */
	size_t columns, rows;            /* of panels */
	double *direct;                  /* the y of each series' own label, or NULL */
	double direct_width;
	bool tall;                       /* the page may grow */
};

/* ---- pixels */

double
layout_x(const struct layout *l, size_t panel, double v)
{
	const struct layout_box *b = &l->panel[panel];

	return b->x0 + scale_part(&l->across, v) * (b->x1 - b->x0);
}

double
layout_y(const struct layout *l, size_t panel, double v)
{
	const struct layout_box *b = &l->panel[panel];

	return b->y1 - scale_part(&l->up, v) * (b->y1 - b->y0);
}

void
layout_free(struct layout *l)
{
	scale_free(&l->across);
	scale_free(&l->up);
	free(l->panel);
}

/* ---- scales of values */

/* Bubbles keep their radius off the edges: the axis goes on beyond its ticks. */
static void
add_air(const struct spec *spec, struct scale *s, double lo, double hi)
{
	if (spec->size < 0)
		return;
	if (s->kind == SCALE_LOG) {
		double factor = pow(s->hi / s->lo, 0.08);

		s->lo = fmin(s->lo, lo / factor);
		s->hi = fmax(s->hi, hi * factor);
	} else {
		double more = (s->hi - s->lo) * 0.08;

		s->lo = fmin(s->lo, lo - more);
		s->hi = fmax(s->hi, hi + more);
	}
}

static void
value_scale(struct plan *p, struct scale *s, double pixels, double per_tick)
{
	const struct spec *spec = p->spec;
	const struct frame *f = p->frame;
	double lo = 0, hi = 1;
	int want = (int)fmax(2, fmin(6, pixels / per_tick));
	bool some = spec->stack ? frame_stack_range(f, &lo, &hi) : frame_range(f, FRAME_OF_Y, &lo, &hi);

	if (!some)
		lo = hi = 0;
	if (spec->share) {
		lo = lo < 0 ? -100 : 0;
		hi = 100;
	}
	/* the least bar is to be seen too */
	if (spec->log_y && spec->zero)
		lo *= 0.5;
	if (spec->log_y && lo > 0)
		scale_log(s, &spec->y_style, lo, hi, want);
	else
		scale_linear(s, &spec->y_style, lo, hi, want, spec->zero, spec->y_is_integer && !spec->share);
	add_air(spec, s, lo, hi);
}

/* Is there room between the tick labels? */
static bool
labels_apart(const struct scale *s, double pixels)
{
	bool apart = true;

	for (size_t i = 1; apart && i < s->ticks; i++) {
		double half = (text_width(s->tick[i].label, LAYOUT_SMALL, false) + text_width(s->tick[i - 1].label, LAYOUT_SMALL, false)) / 2;

		apart = (scale_part(s, s->tick[i].at) - scale_part(s, s->tick[i - 1].at)) * pixels >= half + GUTTER;
	}
	return apart;
}

/* The scale of x where x has values. */
static void
place_scale(struct plan *p, struct scale *s, double pixels)
{
	const struct spec *spec = p->spec;
	double lo = 0, hi = 1;

	if (!frame_range(p->frame, FRAME_OF_X, &lo, &hi))
		lo = hi = 0;
	if (spec->table == TABLE_BINS)
		hi += spec->bin;
	if (p->frame->x == FRAME_TIMES) {
		scale_time(s, lo, hi, spec->time_unit, pixels, LAYOUT_SMALL);
		return;
	}
	for (int want = (int)fmax(2, fmin(8, pixels / 80)); want > 0; want--) {
		scale_free(s);
		if (spec->log_x && lo > 0)
			scale_log(s, &spec->x_style, lo, hi, want);
		else
			scale_linear(s, &spec->x_style, lo, hi, want, false, spec->x_is_integer);
		if (labels_apart(s, pixels))
			break;
	}
	add_air(spec, s, lo, hi);
	/* lines and bins start at the edge; points keep off it */
	if (spec->table != TABLE_POINTS && s->kind == SCALE_LINEAR && lo < hi)
		scale_clip(s, lo, hi);
}

/* ---- slots: categories along the bottom or down the side */

/* Do all names fit under slots of so many pixels, in two lines? */
static bool
names_fit(const struct frame *f, double slot)
{
	bool fit = slot >= 24 || f->slots.n < 2;

	for (size_t i = 0; fit && i < f->slots.n; i++)
		fit = text_wraps(f->slots.s[i], LAYOUT_SMALL, false, slot - GUTTER, 2);
	return fit;
}

static void
name_slots(struct plan *p, struct scale *s, double pixels)
{
	struct frame *f = p->frame;
	size_t n = f->slots.n, every = 1;
	double slot = pixels / (double)(n > 0 ? n : 1);

	if (f->when != NULL) {
		scale_time_slots(s, f->when, n, p->spec->time_unit, pixels, LAYOUT_SMALL);
		return;
	}
	*s = (struct scale){.kind = SCALE_SLOTS, .lo = -0.5, .hi = (double)(n > 0 ? n : 1) - 0.5};
	/* where even cut names have no room, only some are said */
	while (!names_fit(f, slot * (double)every) && slot * (double)every < 72)
		every++;
	for (size_t i = 0; i < n; i += every) {
		struct str label = {0};

		text_wrap(&label, f->slots.s[i], LAYOUT_SMALL, false, slot * (double)every - GUTTER, 2);
		scale_add(s, (double)i, label.s);
		str_free(&label);
	}
}

static void
name_rows(struct plan *p, struct scale *s, double most)
{
	struct frame *f = p->frame;
	size_t n = f->slots.n;
	double row = ((p->page->height - p->head - p->foot) / (double)p->rows - (p->rows > 1 ? 50 : 0)) / (double)(n > 0 ? n : 1);

	/* from the top down: the first slot has the highest place */
	*s = (struct scale){.kind = SCALE_SLOTS, .lo = (double)(n > 0 ? n : 1) - 0.5, .hi = -0.5};
	for (size_t i = 0; i < n; i++) {
		struct str label = {0};

		text_wrap(&label, f->slots.s[i], LAYOUT_SMALL, false, most, row >= 28 ? 2 : 1);
		scale_add(s, (double)i, label.s);
		str_free(&label);
	}
}

/* ---- which way, how many, how high */

static size_t
bars_in_slot(const struct plan *p)
{
	return p->spec->stack || p->spec->table != TABLE_WIDE ? 1 : p->frame->series.n;
}

static void
choose_panels(struct plan *p)
{
	size_t n = p->frame->panels.n;

	p->columns = n <= 1 ? 1 : n <= 4 ? 2 : n <= 9 ? 3 : 4;
	if (p->page->width < 520 && p->columns > 2)
		p->columns = 2;
	/* a page of fixed height has room for so many rows */
	double room = fmax(1, floor((p->page->height - 100.0) / 90));

	if (!p->tall && n > p->columns * (size_t)room) {
		n = p->columns * (size_t)room;
		frame_keep_panels(p->frame, n);
	}
	p->rows = (n + p->columns - 1) / p->columns;
}

static double
panel_width(const struct plan *p)
{
	double all = p->page->width - p->left - p->right - PANEL_GAP * (double)(p->columns - 1);

	return fmax(all / (double)p->columns, 20);
}

/* The others become "Other" where they can be added up and do not dwarf those
 * that have a name. */
static void
keep_slots(struct plan *p, size_t most)
{
	struct frame *f = p->frame;

	frame_keep_slots(f, most, p->spec->additive && frame_rest(f, most) < 1.5);
	frame_drop_silent(f);
}

/* How high title, grey line and legend will be: set on a page of no account. */
static double
head_height(const struct plan *p)
{
	struct page dry = {.width = p->page->width, .height = p->page->height, .theme = p->page->theme,
	    .palette = p->page->palette, .regions = jv_array()};
	double top, y = layout_title(&dry, p->spec, "x", &top);

	if (p->frame->series.n > 1)
		y = layout_legend(&dry, p->spec, p->frame, y);
	jv_free(dry.regions);
	str_free(&dry.script);
	return y;
}

/* Turns bars on their side where their names ask for it. */
static void
choose_way(struct plan *p)
{
	struct frame *f = p->frame;
	const struct spec *spec = p->spec;
	size_t most = spec->top > 0 ? (size_t)spec->top : FEWEST_ROWS;
	double room = p->tall ? (double)most : (p->page->height - head_height(p) - 50) / 16;

	if (room < (double)most)
		most = room > 1 ? (size_t)room : 1;

	if (f->x != FRAME_SLOTS || f->when != NULL || !spec->can_turn)
		return;
	double slot = (p->page->width - 90) / (double)p->columns / (double)(f->slots.n > 0 ? f->slots.n : 1);

	if (spec->top > 0 && f->slots.n > most)
		keep_slots(p, most);
	p->l->turned = spec->horizontal || !names_fit(f, slot) || (slot < 26 * (double)bars_in_slot(p) / 2 && f->slots.n > 12);
	if (p->l->turned)
		keep_slots(p, most);
}

/* The page grows or shrinks to what its rows of bars or panels need. */
static void
choose_height(struct plan *p)
{
	double n = fmax(1, (double)p->frame->slots.n), bars = (double)bars_in_slot(p), row = 30 + 9 * (bars - 1);

	row = fmax(fmin(row, 640 / n), fmax(30, 5 * bars));

	if (p->l->turned)
		p->page->height = (int)lround(p->head + p->foot + n * row * (double)p->rows + (p->rows > 1 ? 50.0 * (double)p->rows : 0));
	else if (p->rows > 1)
		p->page->height = (int)lround(p->head + p->foot + 170.0 * (double)p->rows);
	if (p->page->height > 1600)
		p->page->height = 1600;
}

/* ---- labels at the ends of lines */

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
static void
choose_direct(struct plan *p, double top, double bottom)
{
	const struct frame *f = p->frame;
	size_t n = f->series.n - f->muted, k = 0;
	struct scale s;

	if (p->spec->key != KEY_LINE || n < 2 || n > 8 || f->panels.n > 1 || p->spec->stack || p->page->width < 480)
		return;
	double *value = mem_calloc(f->series.n, sizeof *value);
	struct end_label *e = mem_calloc(n, sizeof *e);

	value_scale(p, &s, bottom - top, 55);
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

static void
set_direct(struct plan *p)
{
	struct page *page = p->page;
	double x = p->l->panel[0].x1 + 8;

	for (size_t i = p->frame->muted; p->direct != NULL && i < p->frame->series.n; i++) {
		struct str name = {0};
		double y = p->direct[i];

		text_fit(&name, p->frame->series.s[i], LAYOUT_TEXT, false, p->direct_width + 1);
		double sample = atoi(page_theme(page, "DASHES", "0")) != 0 ? 22 : 8;

		page_stroke(page, x, x + sample, y, page_colour(page, i - p->frame->muted), i - p->frame->muted);
		page_text(page, x + sample + 5, y, PAGE_LEFT, LAYOUT_TEXT, false, "TEXT", name.s);
		page_region(page, "key", (int)i, x - 1, y - 7, page->width, y + 7);
		str_free(&name);
	}
}

/* ---- margins */

static int
label_lines(const struct scale *s)
{
	int lines = 1;

	for (size_t i = 0; i < s->ticks; i++)
		if (strchr(s->tick[i].label, '\n') != NULL)
			lines = 2;
	return lines;
}

/* The width of the wider line of a label. */
static double
label_width(const char *label)
{
	const char *second = strchr(label, '\n');
	struct str first = {0};

	str_add(&first, label, strcspn(label, "\n"));
	double w = fmax(text_width(first.s, LAYOUT_SMALL, false),
	    second != NULL ? text_width(second + 1, LAYOUT_SMALL, false) : 0);

	str_free(&first);
	return w;
}

static double
widest(const struct scale *s)
{
	double w = 0;

	for (size_t i = 0; i < s->ticks; i++)
		w = fmax(w, label_width(s->tick[i].label));
	return w;
}

/* Room for half of the first and last labels beyond the plot's ends. */
static void
widen_ends(struct plan *p, const struct scale *s)
{
	double w = panel_width(p);

	for (size_t i = 0; i < s->ticks; i++) {
		double half = label_width(s->tick[i].label) / 2, at = scale_part(s, s->tick[i].at) * w;

		p->left = fmax(p->left, half - at + 4);
		p->right = fmax(p->right, at + half - w + 4);
	}
}

static void
set_margins(struct plan *p)
{
	struct layout *l = p->l;
	double plot;

	p->left = p->right = LAYOUT_PAD;
	if (p->direct != NULL)
		p->right += p->direct_width + (atoi(page_theme(p->page, "DASHES", "0")) != 0 ? 35 : 21);
	if (l->turned) {
		name_rows(p, &l->up, fmin(240, p->page->width * 0.36));
		p->left += ceil(widest(&l->up)) + GUTTER;
		value_scale(p, &l->across, panel_width(p), 110);
	} else {
		plot = (p->page->height - p->head - p->foot) / (double)p->rows - (p->rows > 1 ? 50 : 0);
		value_scale(p, &l->up, plot, 55);
		p->left += ceil(widest(&l->up)) + GUTTER;
		if (p->frame->x == FRAME_SLOTS)
			name_slots(p, &l->across, panel_width(p));
		else
			place_scale(p, &l->across, panel_width(p));
	}
	widen_ends(p, &l->across);
}

static bool
says_x(const struct plan *p)
{
	return p->spec->table == TABLE_POINTS || p->spec->table == TABLE_BINS || p->frame->x == FRAME_NUMBERS;
}

/* ---- panels */

static void
cut_panels(struct plan *p)
{
	struct layout *l = p->l;
	double w = panel_width(p), gap = p->frame->panels.n > 1 ? 22 : 0;
	double h = (p->page->height - p->head - p->foot) / (double)p->rows;

	l->panels = p->frame->panels.n;
	l->panel = mem_calloc(l->panels, sizeof *l->panel);
	for (size_t i = 0; i < l->panels; i++) {
		size_t column = i % p->columns, row = i / p->columns;
		double x = p->left + (double)column * (w + PANEL_GAP), y = p->head + (double)row * h + gap;
		bool last = row == p->rows - 1;

		l->panel[i] = (struct layout_box){round(x), round(y), round(x + w), round(y + h - gap - (last ? 0 : 16))};
	}
	double n = (double)(p->frame->slots.n > 0 ? p->frame->slots.n : 1);

	l->slot = (l->turned ? l->panel[0].y1 - l->panel[0].y0 : l->panel[0].x1 - l->panel[0].x0) / n;
	l->box = fmin(n > 40 ? 0.84 : 0.74, 76.0 * (double)bars_in_slot(p) / l->slot);
	for (size_t i = 0; l->panels > 1 && i < l->panels; i++) {
		struct str name = {0};

		text_fit(&name, p->frame->panels.s[i], LAYOUT_TEXT, true, w);
		page_text(p->page, l->panel[i].x0, l->panel[i].y0 - 12, PAGE_LEFT, LAYOUT_TEXT, true, "INK", name.s);
		str_free(&name);
	}
}

/* ---- tick labels */

static void
set_two_lines(struct page *page, double x, double y, const char *label)
{
	struct str first = {0};
	const char *second = strchr(label, '\n');

	str_add(&first, label, strcspn(label, "\n"));
	page_text(page, x, y, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", first.s);
	if (second != NULL)
		page_text(page, x, y + LINE, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", second + 1);
	str_free(&first);
}

/* Left of the axis: one line, or two around the middle. */
static void
set_beside(struct page *page, double x, double y, const char *colour, const char *label)
{
	struct str first = {0};
	const char *second = strchr(label, '\n');

	str_add(&first, label, strcspn(label, "\n"));
	page_text(page, x, second != NULL ? y - 7 : y, PAGE_RIGHT, LAYOUT_SMALL, false, colour, first.s);
	if (second != NULL)
		page_text(page, x, y + 7, PAGE_RIGHT, LAYOUT_SMALL, false, colour, second + 1);
	str_free(&first);
}

static void
set_tick_labels(struct plan *p)
{
	const struct layout *l = p->l;

	for (size_t i = 0; i < l->panels; i++) {
		bool lowest = i + p->columns >= l->panels, first = i % p->columns == 0;

		for (size_t t = 0; lowest && t < l->across.ticks; t++)
			set_two_lines(p->page, layout_x(l, i, l->across.tick[t].at), l->panel[i].y1 + 14, l->across.tick[t].label);
		for (size_t t = 0; first && t < l->up.ticks; t++)
			set_beside(p->page, l->panel[i].x0 - GUTTER, layout_y(l, i, l->up.tick[t].at),
			    l->turned ? "INK" : "TEXT", l->up.tick[t].label);
	}
	if (says_x(p)) {
		struct str name = {0}, fits = {0};

		layout_axis_name(&name, p->spec, false);
		text_fit(&fits, name.s, LAYOUT_TEXT, false, p->page->width - 2 * LAYOUT_PAD);
		page_text(p->page, (l->panel[0].x0 + p->page->width - p->right) / 2, p->page->height - 15, PAGE_CENTRE,
		    LAYOUT_TEXT, false, "TEXT", fits.s);
		str_free(&name);
		str_free(&fits);
	}
}

/* ---- the whole */

static bool
wants_legend(const struct plan *p)
{
	return p->frame->series.n > 1 && p->spec->key <= KEY_DOT && p->direct == NULL;
}

void
layout_make(struct layout *l, struct spec *spec, struct frame *f, struct page *page, bool tall)
{
	struct plan p = {.spec = spec, .frame = f, .page = page, .l = l, .left = 60, .right = LAYOUT_PAD, .tall = tall};
	struct str grey = {0};

	*l = (struct layout){0};
	choose_panels(&p);
	choose_way(&p);
	layout_grey(&grey, spec, f);
	p.head = layout_title(page, spec, grey.s != NULL ? grey.s : "", &l->top);
	double two_lines = f->x != FRAME_NUMBERS ? LINE : 0;

	p.foot = 32 + two_lines + (says_x(&p) ? 20 : 0);
	if (l->turned)
		p.foot = 32;
	choose_direct(&p, p.head + 18, page->height - p.foot);
	if (wants_legend(&p))
		p.head = layout_legend(page, spec, f, p.head);
	p.head += f->panels.n > 1 ? 8 : 18;
	if (tall)
		choose_height(&p);
	set_margins(&p);
	if (!l->turned && label_lines(&l->across) == 1 && p.direct == NULL)
		p.foot -= two_lines;
	cut_panels(&p);
	set_tick_labels(&p);
	set_direct(&p);
	free(p.direct);
	str_free(&grey);
}

/* ---- for gnuplot */

static void
add_range(struct str *s, const char *axis, const struct scale *scale)
{
	if (scale->kind == SCALE_LOG)
		str_addf(s, "set logscale %s\n", axis);
	str_addf(s, "set %srange [%.15g:%.15g]\n", axis, scale->lo, scale->hi);
}

static void
add_grid(struct str *s, const char *axis, const struct scale *scale)
{
	str_addf(s, "set %stics scale 0 (", axis);
	for (size_t i = 0; i < scale->ticks; i++)
		str_addf(s, "%s\"\" %.15g", i > 0 ? ", " : "", scale->tick[i].at);
	str_addf(s, ")\nset grid %stics\n", axis);
}

void
layout_script(const struct layout *l, const struct spec *spec, const struct page *page, struct str *s)
{
	static const char *const names[] = {"LEFT", "TOP", "RIGHT", "BOTTOM"};

	(void)page;
	add_range(s, "x", &l->across);
	add_range(s, "y", &l->up);
	str_adds(s, "unset xtics\nunset ytics\n");
	if (l->turned || spec->table == TABLE_POINTS)
		add_grid(s, "x", &l->across);
	if (!l->turned)
		add_grid(s, "y", &l->up);
	const struct scale *value = l->turned ? &l->across : &l->up;

	if (value->kind == SCALE_LINEAR && value->lo <= 0 && value->hi >= 0)
		str_addf(s, "set %szeroaxis linetype -1 linewidth 1 linecolor rgb RULE\n", l->turned ? "y" : "x");
	else
		str_addf(s, "set arrow 1 from graph 0, graph 0 to graph %d, graph %d nohead back linewidth 1 linecolor rgb RULE\n",
		    !l->turned, l->turned);
	str_addf(s, "TURNED = %d\nBOX = %.4f\nSLOT = %.2f\nPANELS = %zu\n", l->turned, l->box, l->slot, l->panels);
	for (int k = 0; k < 4; k++) {
		str_addf(s, "array %s[%zu] = [", names[k], l->panels);
		for (size_t i = 0; i < l->panels; i++) {
			const struct layout_box *b = &l->panel[i];
			double v = k == 0 ? b->x0 : k == 1 ? b->y0 : k == 2 ? b->x1 : b->y1;

			str_addf(s, k % 2 == 0 ? "%s%.1f/WIDTH" : "%s1-%.1f/HEIGHT", i > 0 ? ", " : "", v);
		}
		str_adds(s, "]\n");
	}
}
