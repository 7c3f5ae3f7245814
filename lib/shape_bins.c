#include "shape.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>

/* A round width that makes between 8 and 30 bins of n values. */
static double
round_width(double lo, double hi, size_t n, bool integer)
{
	static const double steps[] = {1, 2, 2.5, 5, 10};
	double want = fmin(fmax(ceil(2 * cbrt((double)n)), 8), 30);
	double raw = (hi - lo) / want, power = pow(10, floor(log10(raw)));
	double width = 10 * power;

	for (size_t i = sizeof steps / sizeof *steps; i-- > 0;)
		if (steps[i] * power >= raw * 0.999)
			width = steps[i] * power;
	return integer ? fmax(1, ceil(width)) : width;
}

/* The least distance between two edges. */
static double
least_step(const struct frame *f, double lo, double hi)
{
	double step = INFINITY;

	for (size_t i = 0; i < f->marks; i++)
		for (size_t k = i + 1; k < f->marks && k < i + 3; k++) {
			double d = fabs(f->mark[k].x - f->mark[i].x);

			if (d > 0)
				step = fmin(step, d);
		}
	return isfinite(step) ? step : hi > lo ? hi - lo : 1;
}

/* The bins of values lo … hi: their width, a round one, and where the first begins. */
static double
choose_bins(const struct spec *s, const struct frame *f, double lo, double hi, double *width)
{
	*width = s->bin > 0 && (hi - lo) / s->bin <= 200 ? s->bin : 0;
	if (lo == hi)
		*width = s->log_bins || s->x_is_integer || lo == 0 ? 1 : pow(10, floor(log10(fabs(lo))));
	else if (*width == 0 || s->log_bins)
		*width = round_width(lo, hi, f->marks, s->x_is_integer && !s->log_bins);
	return floor(lo / *width + 1e-9) * *width;
}

static void
count_values(struct spec *s, struct frame *f, double lo, double hi)
{
	struct frame old = *f;
	double width, first = choose_bins(s, f, lo, hi, &width);
	size_t n = (size_t)fmin(floor((hi - first) / width + 1e-9) + 1, 1000), of = old.series.n * old.panels.n;
	double *count = mem_calloc(n * of, sizeof *count);

	for (size_t i = 0; i < old.marks; i++) {
		double x = s->log_bins ? log10(old.mark[i].x) : old.mark[i].x;

		if (s->log_bins && old.mark[i].x <= 0)
			continue;
		size_t b = (size_t)fmax(0, fmin(floor((x - first) / width + 1e-9), (double)n - 1));

		count[b * of + (size_t)old.mark[i].panel * old.series.n + (size_t)old.mark[i].series]++;
	}
	f->mark = NULL;
	f->marks = f->room = 0;
	for (size_t b = 0; b < n; b++)
		for (size_t k = 0; k < of; k++) {
			double edge = first + (double)b * width;

			frame_add(f, (struct frame_mark){.x = s->log_bins ? pow(10, edge) : edge, .y = count[b * of + k], .size = NAN,
			    .panel = (int)(k / old.series.n), .series = (int)(k % old.series.n), .row = -1});
		}
	free(count);
	free(old.mark);
	s->bin = width;
	s->y_is_integer = true;
	s->y_style = number_style("integer", NULL);
}

/* The logarithms of the values above zero; false where there is none. */
static bool
log_range(const struct frame *f, double *lo, double *hi)
{
	*lo = INFINITY;
	*hi = -INFINITY;
	for (size_t i = 0; i < f->marks; i++)
		if (f->mark[i].x > 0) {
			*lo = fmin(*lo, log10(f->mark[i].x));
			*hi = fmax(*hi, log10(f->mark[i].x));
		}
	return *lo <= *hi;
}

void
shape_bins(struct spec *s, struct frame *f)
{
	double lo, hi;

	if (f->x == FRAME_SLOTS || !frame_range(f, FRAME_OF_X, &lo, &hi))
		return;
	s->log_bins = s->y < 0 && s->log_x && log_range(f, &lo, &hi);
	if (s->y < 0)
		count_values(s, f, lo, hi);
	else if (s->bin <= 0 || s->bin > (hi - lo + s->bin))
		s->bin = least_step(f, lo, hi);
}

/* ---- a line through points */

bool
shape_trend(const struct spec *s, const struct frame *f, struct shape_trend *t)
{
	double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;

	for (int pass = 0; pass < 2; pass++) {
		double mx = pass == 0 ? 0 : sx / n, my = pass == 0 ? 0 : sy / n;

		if (pass == 1 && n < 3)
			return false;
		for (size_t i = 0; i < f->marks; i++) {
			double x = f->mark[i].x, y = f->mark[i].y;

			if (isnan(y) || (s->log_x && x <= 0) || (s->log_y && y <= 0))
				continue;
			x = s->log_x ? log10(x) : x;
			y = s->log_y ? log10(y) : y;
			if (pass == 0) {
				n++;
				sx += x;
				sy += y;
			} else {
				sxx += (x - mx) * (x - mx);
				sxy += (x - mx) * (y - my);
				syy += (y - my) * (y - my);
			}
		}
	}
	if (sxx <= 0 || syy <= 0)
		return false;
	t->b = sxy / sxx;
	t->a = sy / n - t->b * sx / n;
	t->r2 = sxy * sxy / (sxx * syy);
	return true;
}

jv
shape_mark(double x, double y, int row, int series)
{
	jv m = JV_ARRAY(jv_number(round(x * 10) / 10), jv_number(round(y * 10) / 10));

	m = jv_array_append(m, row >= 0 ? jv_number(row) : jv_null());
	return jv_array_append(m, series >= 0 ? jv_number(series) : jv_null());
}
