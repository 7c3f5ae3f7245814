/* Pearson's r of every two columns of numbers, over the rows where both have
 * one.  With many columns, after the first rows, one batch in some stands for
 * all: the pairs must not cost more than the rest. */
#include "profile_impl.h"

#include "mem.h"

#include <emmintrin.h>
#include <math.h>
#include <stdlib.h>

enum { FULL_BATCHES = 32, PAIRS_AT_ONCE = 40, COLUMNS_MOST = 200 };

struct pair {
	double n, x, y, xx, yy, xy;        /* sums, of differences to the origins */
};

struct pairs {
	size_t columns;
	uint64_t batches;
	double *origin;                    /* a value of each column, NaN: none yet */
	struct pair *at;                   /* a < b: at[b * (b - 1) / 2 + a] */
};

struct pairs *
pairs_new(size_t columns)
{
	struct pairs *p = mem_calloc(1, sizeof *p);

	p->columns = columns < COLUMNS_MOST ? columns : COLUMNS_MOST;
	p->origin = mem_alloc(p->columns * sizeof *p->origin);
	for (size_t i = 0; i < p->columns; i++)
		p->origin[i] = NAN;
	p->at = mem_calloc(p->columns * (p->columns + 1) / 2, sizeof *p->at);
	return p;
}

void
pairs_free(struct pairs *p)
{
	if (p == NULL)
		return;
	free(p->origin);
	free(p->at);
	free(p);
}

static double
sum(__m128d v)
{
	double two[2];

	_mm_storeu_pd(two, v);
	return two[0] + two[1];
}

static void
add_pair(struct pair *p, const double *a, const double *b, size_t rows, double oa, double ob)
{
	__m128d n = _mm_setzero_pd(), x = n, y = n, xx = n, yy = n, xy = n;
	__m128d va = _mm_set1_pd(oa), vb = _mm_set1_pd(ob), one = _mm_set1_pd(1);
	size_t r = 0;

	for (; r + 2 <= rows; r += 2) {
		__m128d u = _mm_loadu_pd(a + r), v = _mm_loadu_pd(b + r), both = _mm_cmpord_pd(u, v);

		u = _mm_and_pd(_mm_sub_pd(u, va), both);
		v = _mm_and_pd(_mm_sub_pd(v, vb), both);
		n = _mm_add_pd(n, _mm_and_pd(one, both));
		x = _mm_add_pd(x, u);
		y = _mm_add_pd(y, v);
		xx = _mm_add_pd(xx, _mm_mul_pd(u, u));
		yy = _mm_add_pd(yy, _mm_mul_pd(v, v));
		xy = _mm_add_pd(xy, _mm_mul_pd(u, v));
	}
	struct pair add = {sum(n), sum(x), sum(y), sum(xx), sum(yy), sum(xy)};

	for (; r < rows; r++) {
		if (isnan(a[r]) || isnan(b[r]))
			continue;
		double u = a[r] - oa, v = b[r] - ob;

		add = (struct pair){add.n + 1, add.x + u, add.y + v, add.xx + u * u, add.yy + v * v, add.xy + u * v};
	}
	*p = (struct pair){p->n + add.n, p->x + add.x, p->y + add.y, p->xx + add.xx, p->yy + add.yy, p->xy + add.xy};
}

static void
find_origin(double *origin, const double *values, size_t rows)
{
	for (size_t r = 0; r < rows && isnan(*origin); r++)
		*origin = values[r];
}

void
pairs_add(struct pairs *p, const struct column *columns, size_t n, size_t slot, size_t rows)
{
	size_t numeric[COLUMNS_MOST], k = 0;

	for (size_t i = 0; i < n && i < p->columns; i++)
		if (columns[i].batch[slot].numeric) {
			find_origin(&p->origin[i], columns[i].batch[slot].at, rows);
			if (!isnan(p->origin[i]))
				numeric[k++] = i;
		}
	size_t every = 1 + k * k / 2 / PAIRS_AT_ONCE;

	if (p->batches++ >= FULL_BATCHES && p->batches % every != 0)
		return;
	for (size_t j = 1; j < k; j++)
		for (size_t i = 0; i < j; i++) {
			size_t a = numeric[i], b = numeric[j];

			add_pair(&p->at[b * (b - 1) / 2 + a], columns[a].batch[slot].at, columns[b].batch[slot].at, rows,
			    p->origin[a], p->origin[b]);
		}
}

bool
pairs_r(const struct pairs *p, size_t a, size_t b, double *r)
{
	if (a >= b || b >= p->columns)
		return false;
	const struct pair *q = &p->at[b * (b - 1) / 2 + a];

	if (q->n < 3)
		return false;
	double xx = q->xx - q->x * q->x / q->n, yy = q->yy - q->y * q->y / q->n, xy = q->xy - q->x * q->y / q->n;

	if (!(xx > 1e-12 * q->xx) || !(yy > 1e-12 * q->yy))
		return false;
	*r = xy / sqrt(xx * yy);
	*r = *r > 1 ? 1 : *r < -1 ? -1 : *r;
	return !isnan(*r);
}
