/* tell_grid: a table as numbers, and what can be computed of its columns. */
#ifndef VIZ_TELL_GRID_H
#define VIZ_TELL_GRID_H

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>

struct grid {
	jv columns, rows;
	int x, series;             /* -1: none */
	size_t n, width;
	double *v;                 /* n * width; NAN where a cell is no number */
	const char **text;         /* n * width, borrowed; "" where a cell is no text */
	double *scratch;           /* n */
	bool percent, share;       /* how the measure is written */
};

/* All rows (by -1), or those with one text in column by. */
struct grid_group {
	int by;                    /* a column, or -1: all rows */
	const char *text;
};

/* An array at key of an object, empty where there is none; the index of the
 * column of that name (in any case; NULL: none) in a table's columns, or -1.  Both
 * borrow. */
jv grid_array(jv o, const char *key);
int grid_column_named(jv columns, const char *name);

/* The table and chart of a request (borrowed). */
void grid_open(struct grid *, jv request);
void grid_close(struct grid *);

/* The number of a cell, or NAN; its text, or "" (borrowed); a column's name. */
double grid_cell(const struct grid *, size_t row, size_t column);
const char *grid_text(const struct grid *, size_t row, int column);
const char *grid_column(const struct grid *, size_t column);

/* The numbers of a column in a group, into scratch; returns how many. */
size_t grid_gather(const struct grid *, const struct grid_group *, size_t column);

double grid_sum(const double *v, size_t n);
void grid_sort(double *v, size_t n);

/* The quantile q (0 to 1) of n > 0 sorted numbers, between neighbours by weight. */
double grid_quantile(const double *v, size_t n, double q);

/* Pearson's r of two columns, or NAN. */
double grid_correlation(const struct grid *, size_t a, size_t b);

#endif
