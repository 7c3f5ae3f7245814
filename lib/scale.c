#include "scale.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>

void
scale_add(struct scale *s, double at, const char *label)
{
	if ((s->ticks & (s->ticks - 1)) == 0)
		s->tick = mem_resize(s->tick, s->ticks == 0 ? 1 : s->ticks * 2, sizeof *s->tick);
	s->tick[s->ticks++] = (struct scale_tick){at, mem_strdup(label)};
}

void
scale_free(struct scale *s)
{
	for (size_t i = 0; i < s->ticks; i++)
		free(s->tick[i].label);
	free(s->tick);
	*s = (struct scale){0};
}

void
scale_thin(struct scale *s, double apart)
{
	while (s->ticks > 2 && fabs(scale_part(s, s->tick[1].at) - scale_part(s, s->tick[0].at)) < apart) {
		size_t n = 0;

		for (size_t i = 0; i < s->ticks; i++)
			if (i % 2 == 0)
				s->tick[n++] = s->tick[i];
			else
				free(s->tick[i].label);
		s->ticks = n;
	}
}

void
scale_clip(struct scale *s, double lo, double hi)
{
	double slack = (hi - lo) * 1e-9;
	size_t k = 0;

	for (size_t i = 0; i < s->ticks; i++) {
		if (s->tick[i].at >= lo - slack && s->tick[i].at <= hi + slack)
			s->tick[k++] = s->tick[i];
		else
			free(s->tick[i].label);
	}
	s->ticks = k;
	s->lo = lo;
	s->hi = hi;
}

double
scale_part(const struct scale *s, double v)
{
	if (s->kind == SCALE_LOG)
		return v > 0 ? (log10(v) - log10(s->lo)) / (log10(s->hi) - log10(s->lo)) : 0;
	return (v - s->lo) / (s->hi - s->lo);
}

/* ---- linear */

/* 1, 2, 2.5 or 5 times a power of ten that cuts span into about want parts. */
static double
nice_step(double span, int want)
{
	double raw = span / want, power = pow(10, floor(log10(raw))), part = raw / power;

	if (part > 7.07)
		return 10 * power;
	if (part > 3.2)
		return 5 * power;
	/* 25 is a step people count in, 2.5 one that needs a digit more */
	if (part > 2.24 && power >= 10)
		return 2.5 * power;
	return part > 1.3 ? 2 * power : power;
}

/* Room around a single value. */
static void
widen(double *lo, double *hi, bool zero)
{
	double size = fabs(*lo);

	if (*lo != *hi)
		return;
	if (size == 0) {
		*hi = 1;
	} else if (zero) {
		*lo = fmin(*lo, 0);
		*hi = fmax(*hi, 0);
	} else {
		*lo -= size * 0.1;
		*hi += size * 0.1;
	}
}

void
scale_linear(struct scale *s, const struct number_style *style, double lo, double hi, int want,
    bool zero, bool integer)
{
	*s = (struct scale){.kind = SCALE_LINEAR};
	widen(&lo, &hi, zero);
	if (zero) {
		lo = fmin(lo, 0);
		hi = fmax(hi, 0);
	}
	/* Values whose zero is near start at it all the same. */
	if (lo > 0 && lo < hi * 0.25)
		lo = 0;
	double step = nice_step(hi - lo, want);

	if (integer && step < 1)
		step = 1;
	s->lo = floor(lo / step + 1e-9) * step;
	s->hi = ceil(hi / step - 1e-9) * step;
	struct number_axis axis = number_axis(style, s->lo, s->hi, step);
	int n = (int)lround((s->hi - s->lo) / step);

	for (int i = 0; i <= n; i++) {
		struct str label = {0};

		number_tick(&label, &axis, s->lo + i * step, i == n);
		scale_add(s, s->lo + i * step, label.s);
		str_free(&label);
	}
}

/* ---- logarithmic */

void
scale_log(struct scale *s, const struct number_style *style, double lo, double hi, int want)
{
	static const double fine[] = {1, 2, 5};

	if (lo == hi) {
		lo /= 2;
		hi *= 2;
	}
	double a = floor(log10(lo) + 1e-9), b = ceil(log10(hi) - 1e-9);
	int every = (int)ceil((b - a) / want), parts = b - a <= 2 ? 3 : 1;

	*s = (struct scale){.kind = SCALE_LOG, .lo = pow(10, a), .hi = pow(10, b)};
	/* a decade that is hardly used is not shown whole */
	for (int i = 1; i < 3 && every <= 1; i++) {
		if (fine[i] * s->lo <= lo * 1.0001 && fine[i] * pow(10, a) > s->lo)
			s->lo = fine[i] * pow(10, a);
		if (fine[3 - i] * pow(10, b - 1) >= hi * 0.9999)
			s->hi = fine[3 - i] * pow(10, b - 1);
	}
	for (double p = a; p <= b + 0.5; p += every > 1 ? every : 1)
		for (int i = 0; i < parts; i++) {
			double v = fine[i] * pow(10, p);
			struct str label = {0};

			if (v < s->lo * 0.999 || v > s->hi * 1.001)
				continue;
			number_power(&label, style, v, v > s->hi * 0.999);
			scale_add(s, v, label.s);
			str_free(&label);
		}
}
