/* The scales of a chart: of its values, and of what they stand above. */
#include "layout_plan.h"

#include "text.h"

#include <math.h>
#include <stdlib.h>

double
layout_panel_width(const struct plan *p)
{
	double all = p->page->width - p->left - p->right - PANEL_GAP * (double)(p->columns - 1);

	return fmax(all / (double)p->columns, 20);
}

/* ---- scales of values */

double
layout_radius(const struct frame *f, const struct page *page)
{
	enum { LARGEST = 30, ALIKE = 9 };
	double lo, hi, n = (double)f->marks / (double)f->panels.n;

	if (!frame_range(f, FRAME_OF_SIZE, &lo, &hi) || hi <= 0 || lo == hi)
		return ALIKE;
	double most = fmin(LARGEST, fmax(8, LARGEST * sqrt(40 / fmax(n, 1)))) * fmin(1, page->width / 620.0);

	return f->panels.n > 1 ? fmax(6, most / 2) : most;
}

/* Points keep off the edges by what they are wide: the axis goes on beyond its ticks. */
static void
add_air(const struct plan *p, struct scale *s, double lo, double hi, double pixels)
{
	if (p->spec->table != TABLE_POINTS)
		return;
	double r = p->spec->size < 0 ? 7 : layout_radius(p->frame, p->page) + 4, part = r / fmax(pixels - 2 * r, r);

	if (s->kind == SCALE_LOG) {
		double factor = pow(s->hi / s->lo, part);

		s->lo = fmin(s->lo, lo / factor);
		s->hi = fmax(s->hi, hi * factor);
	} else {
		double more = (s->hi - s->lo) * part;

		s->lo = fmin(s->lo, lo - more);
		s->hi = fmax(s->hi, hi + more);
	}
}

void
layout_values(struct plan *p, struct scale *s, double pixels, double per_tick)
{
	const struct spec *spec = p->spec;
	const struct frame *f = p->frame;
	double lo = 0, hi = 1;
	int want = (int)fmax(2, fmin(6, pixels / per_tick));
	/* nothing stands on anything in a sparse chart, and sums have no place on a logarithmic axis */
	bool some = spec->stack && !(spec->log_y && frame_sparse(f)) ? frame_stack_range(f, &lo, &hi) : frame_range(f, FRAME_OF_Y, &lo, &hi);

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
	add_air(p, s, lo, hi, pixels);
	scale_thin(s, LAYOUT_SMALL * 1.2 / pixels);
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

/* Do all ticks stand where bins meet, and two at least? */
static bool
ticks_on_edges(const struct scale *s, double lo, double hi, double bin)
{
	size_t on = 0;

	for (size_t i = 0; i < s->ticks; i++) {
		double from = (s->tick[i].at - lo) / bin;

		if (s->tick[i].at < lo - bin * 1e-6 || s->tick[i].at > hi + bin * 1e-6)
			continue;
		if (fabs(from - round(from)) > 1e-6)
			return false;
		on++;
	}
	return on >= 2;
}

/* The scale of x where x has values. */
void
layout_place(struct plan *p, struct scale *s, double pixels)
{
	const struct spec *spec = p->spec;
	double lo = 0, hi = 1;

	if (!frame_range(p->frame, FRAME_OF_X, &lo, &hi))
		lo = hi = 0;
	if (spec->table == TABLE_BINS)
		hi = spec->log_bins ? hi * pow(10, spec->bin) : hi + spec->bin;
	/* one bin alone is a bar, not a wall */
	if (spec->table == TABLE_BINS && !spec->log_bins && hi - lo < spec->bin * 1.5) {
		lo = lo >= 0 ? fmax(lo - 2 * spec->bin, 0) : lo - 2 * spec->bin;
		hi += 2 * spec->bin;
	}
	if (p->frame->x == FRAME_TIMES) {
		scale_time(s, lo, hi, spec->time_unit, pixels, LAYOUT_SMALL);
		return;
	}
	const int most = (int)fmax(2, fmin(8, pixels / 80));
	bool edges = spec->table == TABLE_BINS && !spec->log_bins && spec->bin > 0;

	for (int want = most; want > 0; want--) {
		scale_free(s);
		if (spec->log_x && lo > 0)
			scale_log(s, &spec->x_style, lo, hi, want);
		else
			scale_linear(s, &spec->x_style, lo, hi, want, false, spec->x_is_integer);
		if (labels_apart(s, pixels) && (!edges || ticks_on_edges(s, lo, hi, spec->bin)))
			break;
		/* no step of ticks fits the bins: any will do */
		if (want == 1 && edges) {
			edges = false;
			want = most + 1;
		}
	}
	add_air(p, s, lo, hi, pixels);
	/* lines and bins start at the edge; points keep off it */
	if (spec->table != TABLE_POINTS && s->kind == SCALE_LINEAR && lo < hi)
		scale_clip(s, lo, hi);
}

/* A map: a degree is as long upwards as along the equator's parallel in its
 * middle, the page as high as that asks for, and no more is shown than has points. */
void
layout_map(struct plan *p)
{
	double x0, x1, y0, y1, w = layout_panel_width(p), h = p->page->height - p->head - p->foot;

	if (!frame_range(p->frame, FRAME_OF_X, &x0, &x1) || !frame_range(p->frame, FRAME_OF_Y, &y0, &y1) || p->rows > 1)
		return;
	double narrow = fmax(cos((y0 + y1) / 2 * M_PI / 180), 0.1), wide = fmax(x1 - x0, 0.01) * 1.06, high = fmax(y1 - y0, 0.01) * 1.1;

	if (p->tall) {
		h = fmin(fmax(w / p->columns / (wide * narrow) * high, 220), 560);
		p->page->height = (int)lround(h + p->head + p->foot);
	}
	double degree = fmin(w / (wide * narrow), h / high);

	wide = w / degree / narrow / 2;
	high = h / degree / 2;
	scale_free(&p->l->across);
	scale_free(&p->l->up);
	scale_linear(&p->l->across, &p->spec->x_style, (x0 + x1) / 2 - wide, (x0 + x1) / 2 + wide, (int)fmax(2, fmin(8, w / 80)), false, false);
	scale_clip(&p->l->across, (x0 + x1) / 2 - wide, (x0 + x1) / 2 + wide);
	scale_linear(&p->l->up, &p->spec->y_style, (y0 + y1) / 2 - high, (y0 + y1) / 2 + high, (int)fmax(2, fmin(6, h / 55)), false, false);
	scale_clip(&p->l->up, (y0 + y1) / 2 - high, (y0 + y1) / 2 + high);
}

/* ---- slots: categories along the bottom or down the side */

/* Do all names fit under slots of so many pixels, in two lines? */
bool
layout_names_fit(const struct frame *f, double slot)
{
	bool fit = slot >= 24 || f->slots.n < 2;

	for (size_t i = 0; fit && i < f->slots.n; i++)
		fit = text_wraps(f->slots.s[i], LAYOUT_SMALL, false, slot - NAME_GAP, 2);
	return fit;
}

void
layout_name_slots(struct plan *p, struct scale *s, double pixels)
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
	while (!layout_names_fit(f, slot * (double)every) && slot * (double)every < 72)
		every++;
	for (size_t i = 0; i < n; i += every) {
		struct str label = {0};

		text_wrap_apart(&label, f->slots.s, n, i, LAYOUT_SMALL, false, slot * (double)every - NAME_GAP, 2);
		scale_add(s, (double)i, label.s);
		str_free(&label);
	}
}

void
layout_name_rows(struct plan *p, struct scale *s, double most)
{
	struct frame *f = p->frame;
	size_t n = f->slots.n;
	double row = ((p->page->height - p->head - p->foot) / (double)p->rows - (p->rows > 1 ? 50 : 0)) / (double)(n > 0 ? n : 1);

	/* from the top down: the first slot has the highest place */
	*s = (struct scale){.kind = SCALE_SLOTS, .lo = (double)(n > 0 ? n : 1) - 0.5, .hi = -0.5};
	for (size_t i = 0; i < n; i++) {
		struct str label = {0};

		text_wrap_apart(&label, f->slots.s, n, i, LAYOUT_SMALL, false, most, row >= 28 ? 2 : 1);
		scale_add(s, (double)i, label.s);
		str_free(&label);
	}
}
