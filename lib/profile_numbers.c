/* A column of numbers at the end: quartiles and histogram. */
#include "profile_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { BINS = 12, BINS_MOST = 40 };

/* Of values with counts, sorted: linear between neighbours, as usual. */
static double
exact_quantile(const struct told *t, size_t n, double all, double q)
{
	double rank = q * (all - 1), below = floor(rank), seen = 0, low = NAN;

	for (size_t i = 0; i < n; i++) {
		seen += (double)t[i].count;
		if (isnan(low) && seen > below)
			low = t[i].number;
		if (seen > below + 1 || (seen > below && (rank == below || i + 1 == n)))
			return low + (rank - below) * (t[i].number - low);
	}
	return low;
}

struct bins {
	double low, step;
	size_t n;
	double counts[BINS_MOST];
};

static struct bins
make_bins(double min, double max, bool whole)
{
	struct bins b = {0};
	double raw = (max - min) / BINS, power = raw > 0 ? pow(10, floor(log10(raw))) : 1, m = raw / power;

	b.step = (m <= 1 ? 1 : m <= 2 ? 2 : m <= 5 ? 5 : 10) * power;
	if (whole && b.step < 1)
		b.step = 1;
	if (raw <= 0)
		b.step = 1;
	b.low = floor(min / b.step) * b.step;
	b.n = (size_t)floor((max - b.low) / b.step + 1e-9) + 1;
	/* The greatest value on an edge belongs to the last bin, but for integers. */
	if (b.n > 1 && !whole && b.low + (double)(b.n - 1) * b.step >= max)
		b.n--;
	if (b.n > BINS_MOST)
		b.n = BINS_MOST;
	return b;
}

static void
bin_add(double low, double high, uint64_t count, void *ctx)
{
	struct bins *b = ctx;
	double at = floor(((low + high) / 2 - b->low) / b->step + 1e-9);
	size_t i = at < 0 ? 0 : (size_t)at;

	b->counts[i < b->n ? i : b->n - 1] += (double)count;
}

static jv
bins_jv(const struct bins *b)
{
	jv edges = jv_array(), counts = jv_array();

	for (size_t i = 0; i <= b->n; i++) {
		/* 0.30000000000000004 is 0.3. */
		char text[32];

		snprintf(text, sizeof text, "%.12g", b->low + (double)i * b->step);
		edges = jv_array_append(edges, jv_number(strtod(text, NULL)));
	}
	for (size_t i = 0; i < b->n; i++)
		counts = jv_array_append(counts, jv_number(b->counts[i]));
	return JV_OBJECT(jv_string("edges"), edges, jv_string("counts"), counts);
}

jv
column_numbers(jv o, const struct column *c, const struct sketch_moments *m, const struct told *told, size_t n)
{
	jv quartiles = jv_array();
	bool exact = c->mode == COLUMN_DICT;
	struct bins bins = make_bins(m->min, m->max, c->format.type == CELL_INTEGER);

	for (int q = 1; q <= 3; q++) {
		double v = exact ? exact_quantile(told, n, m->n, q / 4.0) : sketch_quantile(&c->spread, q / 4.0);

		v = v < m->min ? m->min : v > m->max ? m->max : v;
		quartiles = jv_array_append(quartiles, jv_number(v));
	}
	if (exact)
		for (size_t i = 0; i < n; i++)
			bin_add(told[i].number, told[i].number, told[i].count, &bins);
	else
		sketch_spread_each(&c->spread, bin_add, &bins);
	o = jv_object_set(o, jv_string("min"), jv_number(m->min));
	o = jv_object_set(o, jv_string("max"), jv_number(m->max));
	o = jv_object_set(o, jv_string("mean"), jv_number(m->mean));
	o = jv_object_set(o, jv_string("stddev"), m->n > 1 ? jv_number(sqrt(m->m2 / (m->n - 1))) : jv_null());
	o = jv_object_set(o, jv_string("quartiles"), quartiles);
	return jv_object_set(o, jv_string("histogram"), bins_jv(&bins));
}
