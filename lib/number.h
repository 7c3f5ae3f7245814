/* number: numbers as people read them: grouped digits, k M B T, no "1e+06",
 * no digits that say nothing.  Knows no locale. */
#ifndef VIZ_NUMBER_H
#define VIZ_NUMBER_H

#include "str.h"

#include <stdbool.h>

enum number_format {
	NUMBER_PLAIN, NUMBER_INTEGER, NUMBER_MONEY,
	NUMBER_PERCENT,            /* 45 is 45 % */
	NUMBER_SHARE               /* 0.45 is 45 % */
};

struct number_style {
	enum number_format format;
	char unit[24];             /* "$" goes before the number, "kg" behind it */
};

/* From the texts of code.chart (y_format, y_unit; each may be NULL). */
struct number_style number_style(const char *format, const char *unit);

/* How the ticks of one axis are written: all with the same decimals and the
 * same suffix. */
struct number_axis {
	struct number_style style;
	double divisor;
	int decimals;
	const char *suffix;        /* "", "M" … */
	int power;                 /* not 0: mantissa and power of ten */
};

/* For ticks of lo … hi, step apart. */
struct number_axis number_axis(const struct number_style *, double lo, double hi, double step);

/* One tick; with its unit where asked (only one tick needs to say it). */
void number_tick(struct str *, const struct number_axis *, double v, bool unit);

/* A number by itself, to about four digits, with its unit. */
void number_value(struct str *, const struct number_style *, double v);

/* Grouped, with just these decimals: of a column of numbers. */
void number_fixed(struct str *, double v, int decimals);

/* A power of ten on a logarithmic axis. */
void number_power(struct str *, const struct number_style *, double v, bool unit);

#endif
