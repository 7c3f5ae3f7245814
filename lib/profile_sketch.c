#include "profile_sketch.h"

#include "mem.h"
#include "str.h"

#include <math.h>
#include <stdlib.h>

/* ---- how many differ */

/* Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog
 * sketches" (2017), algorithm 6. */
static double
sigma(double x)
{
	double y = 1, z = x, before;

	if (x >= 1)
		return INFINITY;
	do {
		x *= x;
		before = z;
		z += x * y;
		y += y;
	} while (z > before);
	return z;
}

static double
tau(double x)
{
	double y = 1, z = 1 - x, before;

	if (x <= 0 || x >= 1)
		return 0;
	do {
		x = sqrt(x);
		before = z;
		y *= 0.5;
		z -= (1 - x) * (1 - x) * y;
	} while (z < before);
	return z / 3;
}

double
sketch_distinct_count(const struct sketch_distinct *d)
{
	enum { Q = 64 - SKETCH_P, M = 1 << SKETCH_P };
	double count[Q + 2] = {0};

	for (size_t i = 0; i < M; i++)
		count[d->at[i]]++;
	double z = M * tau(1 - count[Q + 1] / M);

	for (int k = Q; k >= 1; k--)
		z = 0.5 * (z + count[k]);
	z += M * sigma(count[0] / M);
	return M / (2 * 0.69314718055994531) * M / z;
}

/* ---- where the quantiles lie */

uint64_t *
sketch_octave(struct sketch_spread *s, size_t octave)
{
	s->octave[octave] = mem_calloc(SKETCH_BUCKETS, sizeof **s->octave);
	return s->octave[octave];
}

void
sketch_spread_free(struct sketch_spread *s)
{
	for (size_t i = 0; i < SKETCH_OCTAVES; i++)
		free(s->octave[i]);
}

static void
each_in(const struct sketch_spread *s, size_t octave, void (*f)(double, double, uint64_t, void *), void *ctx)
{
	bool minus = octave >= 128;
	double base = ldexp(1, (int)(octave & 127) - 64), step = base / SKETCH_BUCKETS;

	for (size_t i = 0; s->octave[octave] != NULL && i < SKETCH_BUCKETS; i++) {
		size_t k = minus ? SKETCH_BUCKETS - 1 - i : i;
		double low = base + (double)k * step;

		if (s->octave[octave][k] > 0)
			f(minus ? -low - step : low, minus ? -low : low + step, s->octave[octave][k], ctx);
	}
}

void
sketch_spread_each(const struct sketch_spread *s, void (*f)(double, double, uint64_t, void *), void *ctx)
{
	for (size_t i = SKETCH_OCTAVES; i-- > 128;)
		each_in(s, i, f, ctx);
	if (s->zeros > 0)
		f(0, 0, s->zeros, ctx);
	for (size_t i = 0; i < 128; i++)
		each_in(s, i, f, ctx);
}

struct seek {
	double rank, seen, found;
	bool done;
};

static void
seek_rank(double low, double high, uint64_t count, void *ctx)
{
	struct seek *k = ctx;

	if (k->done)
		return;
	if (k->seen + (double)count > k->rank) {
		k->found = low + (high - low) * (k->rank - k->seen + 0.5) / (double)count;
		k->done = true;
	}
	k->seen += (double)count;
}

double
sketch_quantile(const struct sketch_spread *s, double q)
{
	struct seek k = {.rank = q * ((double)s->count - 1)};

	sketch_spread_each(s, seek_rank, &k);
	return k.found;
}

/* ---- which few to show */

void
sketch_shown_put(struct sketch_shown *k, uint64_t hash, const char *s, size_t n, double number)
{
	size_t to = k->n;

	for (size_t i = 0; i < k->n; i++)
		if (k->at[i].hash == hash)
			return;
	if (k->n == SKETCH_SHOWN) {
		to = 0;
		for (size_t i = 1; i < k->n; i++)
			if (k->at[i].hash > k->at[to].hash)
				to = i;
	} else {
		k->n++;
	}
	n = n < SKETCH_TEXT ? n : SKETCH_TEXT;
	k->at[to].hash = hash;
	k->at[to].number = number;
	k->at[to].len = (uint32_t)str_utf8(s, n);
	memcpy(k->at[to].text, s, k->at[to].len);
	k->most = 0;
	for (size_t i = 0; i < k->n; i++)
		if (k->at[i].hash > k->most)
			k->most = k->at[i].hash;
}

/* ---- mean and spread: Chan, Golub, LeVeque: parts with their own means */

static void
join(struct sketch_moments *m, double n, double mean, double m2, double min, double max)
{
	double all = m->n + n, delta = mean - m->mean;

	if (m->n == 0) {
		*m = (struct sketch_moments){n, mean, m2, min, max};
		return;
	}
	m->mean += delta * (n / all);
	m->m2 += m2 + delta * delta * (m->n / all) * n;
	m->n = all;
	m->min = min < m->min ? min : m->min;
	m->max = max > m->max ? max : m->max;
}

void
sketch_moments_add(struct sketch_moments *m, double value, double times)
{
	join(m, times, value, 0, value, value);
}

void
sketch_moments_many(struct sketch_moments *m, const double *values, size_t n)
{
	double sum[4] = {0}, m2[4] = {0}, min, max;
	size_t i;

	if (n == 0)
		return;
	min = max = values[0];
	for (i = 0; i + 4 <= n; i += 4)
		for (size_t k = 0; k < 4; k++) {
			double v = values[i + k];

			sum[k] += v;
			min = v < min ? v : min;
			max = v > max ? v : max;
		}
	for (; i < n; i++) {
		sum[0] += values[i];
		min = values[i] < min ? values[i] : min;
		max = values[i] > max ? values[i] : max;
	}
	double mean = (sum[0] + sum[1] + sum[2] + sum[3]) / (double)n;

	for (i = 0; i + 4 <= n; i += 4)
		for (size_t k = 0; k < 4; k++)
			m2[k] += (values[i + k] - mean) * (values[i + k] - mean);
	for (; i < n; i++)
		m2[0] += (values[i] - mean) * (values[i] - mean);
	join(m, (double)n, mean, m2[0] + m2[1] + m2[2] + m2[3], min, max);
}
