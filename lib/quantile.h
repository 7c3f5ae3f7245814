/* quantile: of numbers in memory. */
#ifndef VIZ_QUANTILE_H
#define VIZ_QUANTILE_H

#include <stddef.h>

/* The value below which the share p (0 to 1) of n > 0 finite numbers lies,
 * interpolated between neighbours (Hyndman and Fan's type 7, as numpy and R
 * have it).  Reorders x. */
double quantile_select(double *x, size_t n, double p);

#endif
