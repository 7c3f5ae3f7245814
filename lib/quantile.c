#include "quantile.h"

static void
swap(double *a, double *b)
{
	double t = *a;

	*a = *b;
	*b = t;
}

/* Puts the k-th smallest of x[lo..hi] in its place, smaller ones before it
 * (quickselect; the middle of three as pivot, equal values stop both scans). */
static void
place(double *x, size_t lo, size_t hi, size_t k)
{
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2, i = lo, j = hi;

		if (x[mid] < x[lo])
			swap(&x[mid], &x[lo]);
		if (x[hi] < x[lo])
			swap(&x[hi], &x[lo]);
		if (x[hi] < x[mid])
			swap(&x[hi], &x[mid]);
		double pivot = x[mid];

		while (i <= j) {
			while (x[i] < pivot)
				i++;
			while (x[j] > pivot)
				j--;
			if (i <= j) {
				swap(&x[i], &x[j]);
				i++;
				if (j == 0)
					break;
				j--;
			}
		}
		if (k <= j)
			hi = j;
		else if (k >= i)
			lo = i;
		else
			return;
	}
}

double
quantile_select(double *x, size_t n, double p)
{
	double at = p * (double)(n - 1);
	size_t k = (size_t)at;

	place(x, 0, n - 1, k);
	if (k + 1 >= n || at == (double)k)
		return x[k];
	double next = x[k + 1];

	for (size_t i = k + 2; i < n; i++)
		if (x[i] < next)
			next = x[i];
	return x[k] + (at - (double)k) * (next - x[k]);
}
