/* Theory of operation.
 *
 * The page is filled from its edges: title, grey line and legend from the top,
 * tick labels from the bottom and the left, labels at the ends of lines from
 * the right.  What is left is the plot, cut into panels.  gnuplot gets its
 * margins, ranges and grid as numbers and draws the marks; all text is put
 * at pixels known here, so nothing can overlap that was not measured. */
#include "layout_plan.h"

#include "mem.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- which way, how many, how high */

static size_t
bars_in_slot(const struct plan *p)
{
	return p->spec->stack || p->spec->table != TABLE_WIDE ? 1 : p->frame->series.n;
}

/* Full rows where that can be: no empty corner. */
size_t
layout_columns(size_t panels, int width, bool tall)
{
	size_t n = panels <= 3 ? panels : panels == 4 ? 2 : panels <= 6 || panels == 9 ? 3 : 4;

	if (width < 520 && n > 2)
		return panels == 3 && tall ? 1 : 2;
	return n;
}

static void
choose_panels(struct plan *p)
{
	size_t n = p->frame->panels.n;

	p->columns = layout_columns(n, p->page->width, p->tall);
	/* a page of fixed height has room for so many rows */
	double room = fmax(1, floor((p->page->height - 100.0) / 90));

	if (!p->tall && n > p->columns * (size_t)room) {
		n = p->columns * (size_t)room;
		frame_keep_panels(p->frame, n);
	}
	p->rows = (n + p->columns - 1) / p->columns;
}

/* The others become "Other" where they can be added up (a sum has no place on a
 * logarithmic axis) and do not dwarf those that have a name. */
static void
keep_slots(struct plan *p, size_t most)
{
	struct frame *f = p->frame;

	frame_keep_slots(f, most, p->spec->additive && !p->spec->log_y && frame_rest(f, most) < 1.5);
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
	p->l->turned = spec->horizontal || !layout_names_fit(f, slot) || (slot < 26 * (double)bars_in_slot(p) / 2 && f->slots.n > 12);
	if (p->l->turned)
		keep_slots(p, most);
}

/* The widest that the names of rows may be. */
static double
most_beside(const struct plan *p)
{
	return fmin(240, p->page->width * 0.36);
}

/* Is one line enough for each of them? */
static bool
names_fit_beside(const struct plan *p)
{
	const struct frame_names *names = &p->frame->slots;
	bool fit = true;

	for (size_t i = 0; fit && i < names->n; i++)
		fit = text_width(names->s[i], LAYOUT_SMALL, false) <= most_beside(p);
	return fit;
}

/* The page grows or shrinks to what its rows of bars or panels need. */
static void
choose_height(struct plan *p)
{
	double n = fmax(1, (double)p->frame->slots.n), bars = (double)bars_in_slot(p), row = 30 + 9 * (bars - 1);

	bool two_lines = p->l->turned && !names_fit_beside(p);

	row = fmax(fmin(row, 640 / n), fmax(two_lines ? 38 : 30, 5 * bars));

	if (p->l->turned)
		p->page->height = (int)lround(p->head + p->foot + n * row * (double)p->rows + (p->rows > 1 ? 50.0 * (double)p->rows : 0));
	else if (p->rows > 1)
		p->page->height = (int)lround(p->head + p->foot + 170.0 * (double)p->rows);
	else
		p->page->height = (int)fmax(p->page->height, p->head + p->foot + 170);
	if (p->page->height > 1600)
		p->page->height = 1600;
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

double
layout_label_width(const char *label)
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
		w = fmax(w, layout_label_width(s->tick[i].label));
	return w;
}

/* Room for half of the first and last labels beyond the plot's ends; on the left
 * no text stands before the title. */
static void
widen_ends(struct plan *p, const struct scale *s)
{
	double w = layout_panel_width(p);

	for (size_t i = 0; i < s->ticks; i++) {
		double half = layout_label_width(s->tick[i].label) / 2, at = scale_part(s, s->tick[i].at) * w;

		p->left = fmax(p->left, half - at + LAYOUT_PAD - 2);
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
		layout_name_rows(p, &l->up, most_beside(p));
		p->left += ceil(widest(&l->up)) + GUTTER;
		layout_values(p, &l->across, layout_panel_width(p), 110);
	} else {
		plot = (p->page->height - p->head - p->foot) / (double)p->rows - (p->rows > 1 ? 50 : 0);
		layout_values(p, &l->up, plot, 55);
		p->left += ceil(widest(&l->up)) + GUTTER;
		if (p->frame->x == FRAME_SLOTS)
			layout_name_slots(p, &l->across, layout_panel_width(p));
		else
			layout_place(p, &l->across, layout_panel_width(p));
	}
	if (p->spec->is_map)
		layout_map(p);
	widen_ends(p, &l->across);
}

static bool
says_x(const struct plan *p)
{
	return p->spec->table == TABLE_POINTS || p->spec->table == TABLE_BINS || p->frame->x == FRAME_NUMBERS;
}

/* ---- panels */

void
layout_panel_name(struct page *page, const struct layout_box *b, const char *name)
{
	struct str s = {0};

	text_fit(&s, name, LAYOUT_TEXT, true, b->x1 - b->x0);
	page_text(page, b->x0, b->y0 - 14, PAGE_LEFT, LAYOUT_TEXT, true, "INK", s.s);
	str_free(&s);
}

static void
cut_panels(struct plan *p)
{
	struct layout *l = p->l;
	double w = layout_panel_width(p), gap = p->frame->panels.n > 1 ? 22 : 0, rows = (double)p->rows;
	double h = (p->page->height - p->head - p->foot + PANEL_LOW) / rows;

	l->panels = p->frame->panels.n;
	l->panel = mem_calloc(l->panels, sizeof *l->panel);
	for (size_t i = 0; i < l->panels; i++) {
		size_t column = i % p->columns, row = i / p->columns;
		double x = p->left + (double)column * (w + PANEL_GAP), y = p->head + (double)row * h + gap;

		l->panel[i] = (struct layout_box){round(x), round(y), round(x + w), round(y + h - gap - PANEL_LOW)};
	}
	double n = (double)(p->frame->slots.n > 0 ? p->frame->slots.n : 1);

	l->slot = (l->turned ? l->panel[0].y1 - l->panel[0].y0 : l->panel[0].x1 - l->panel[0].x0) / n;
	l->box = fmin(n > 40 ? 0.84 : 0.74, 76.0 * (double)bars_in_slot(p) / l->slot);
	for (size_t i = 0; l->panels > 1 && i < l->panels; i++)
		layout_panel_name(p->page, &l->panel[i], p->frame->panels.s[i]);
}

/* A bar that is too short to be seen has its value written in its place. */
static void
name_unseen(struct plan *p)
{
	const struct layout *l = p->l;
	const struct scale *value = l->turned ? &l->across : &l->up;
	double pixels = l->turned ? l->panel[0].x1 - l->panel[0].x0 : l->panel[0].y1 - l->panel[0].y0;

	if (p->spec->table != TABLE_WIDE || !p->spec->slots || !frame_sparse(p->frame) || l->panels > 1 || value->kind != SCALE_LINEAR)
		return;
	for (size_t i = 0; i < p->frame->marks; i++) {
		const struct frame_mark *m = &p->frame->mark[i];
		struct str s = {0};

		if (isnan(m->y) || fabs(m->y) / (value->hi - value->lo) * pixels >= 1)
			continue;
		number_value(&s, &p->spec->y_style, m->y);
		if (l->turned)
			page_text(p->page, layout_x(l, 0, 0) + 6, layout_y(l, 0, m->x), PAGE_LEFT, LAYOUT_SMALL, false, "TEXT", s.s);
		else if (text_width(s.s, LAYOUT_SMALL, false) < l->slot)
			page_text(p->page, layout_x(l, 0, m->x), layout_y(l, 0, 0) - 10, PAGE_CENTRE, LAYOUT_SMALL, false, "TEXT", s.s);
		str_free(&s);
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

/* Or is it what stands for no name: "(none)", "(empty)", "Other (12)"? */
static bool
is_name(const char *label)
{
	return *label != '(' && strncmp(label, "Other (", 7) != 0;
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
			    l->turned && is_name(l->up.tick[t].label) ? "INK" : "TEXT", l->up.tick[t].label);
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
	return p->frame->series.n > 1 && p->spec->key <= KEY_DOT && p->direct == NULL &&
	    !(p->spec->series == p->spec->x && p->frame->x == FRAME_SLOTS);
}

void
layout_keep(struct spec *spec, struct frame *f, struct page *page, bool tall)
{
	struct layout dry = {0};
	struct plan p = {.spec = spec, .frame = f, .page = page, .l = &dry, .tall = tall};

	choose_panels(&p);
	choose_way(&p);
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
	layout_choose_direct(&p, p.head + 18, page->height - p.foot);
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
	name_unseen(&p);
	layout_set_direct(&p);
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
layout_margins(const struct layout_box *panel, size_t panels, struct str *s)
{
	static const char *const names[] = {"LEFT", "TOP", "RIGHT", "BOTTOM"};

	str_addf(s, "PANELS = %zu\n", panels);
	for (int k = 0; k < 4; k++) {
		str_addf(s, "array %s[%zu] = [", names[k], panels);
		for (size_t i = 0; i < panels; i++) {
			const struct layout_box *b = &panel[i];
			double v = k == 0 ? b->x0 : k == 1 ? b->y0 : k == 2 ? b->x1 : b->y1;

			str_addf(s, k % 2 == 0 ? "%s%.1f/WIDTH" : "%s1-%.1f/HEIGHT", i > 0 ? ", " : "", v);
		}
		str_adds(s, "]\n");
	}
}

void
layout_script(const struct layout *l, const struct spec *spec, struct str *s)
{
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
	str_addf(s, "TURNED = %d\nBOX = %.4f\nSLOT = %.2f\n", l->turned, l->box, l->slot);
	layout_margins(l->panel, l->panels, s);
}
