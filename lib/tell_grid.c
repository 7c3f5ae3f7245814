#include "tell_grid.h"

#include "mem.h"
#include "rec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COLUMNS_MOST = 64 };

double
grid_cell(const struct grid *g, size_t row, size_t column)
{
	return g->v[row * g->width + column];
}

/* The text of a cell, "" where it is none; borrowed. */
const char *
grid_text(const struct grid *g, size_t row, int column)
{
	return column < 0 || (size_t)column >= g->width ? "" : g->text[row * g->width + (size_t)column];
}

const char *
grid_column(const struct grid *g, size_t column)
{
	jv c = jv_array_get(jv_copy(g->columns), (int)column);
	const char *name = jv_text(c, "name");

	jv_free(c);
	return name != NULL ? name : "";
}

int
grid_column_named(jv columns, const char *name)
{
	int found = -1;

	if (name == NULL)
		return found;
	jv_array_foreach(columns, i, c) {
		const char *its = jv_text(c, "name");

		if (its != NULL && found == -1 && strcasecmp(its, name) == 0)
			found = i;
		jv_free(c);
	}
	return found;
}

jv
grid_array(jv o, const char *key)
{
	jv v = jv_at(o, key);

	if (jv_get_kind(v) == JV_KIND_ARRAY)
		return v;
	jv_free(v);
	return jv_array();
}

static void
fill(struct grid *g)
{
	g->v = mem_calloc(g->n * g->width + 1, sizeof *g->v);
	g->text = mem_calloc(g->n * g->width + 1, sizeof *g->text);
	g->scratch = mem_calloc(g->n + 1, sizeof *g->scratch);
	for (size_t i = 0; i < g->n; i++) {
		jv row = jv_array_get(jv_copy(g->rows), (int)i);

		for (size_t k = 0; k < g->width; k++) {
			jv c = jv_get_kind(row) == JV_KIND_ARRAY ? jv_array_get(jv_copy(row), (int)k) : jv_null();

			g->v[i * g->width + k] = jv_get_kind(c) == JV_KIND_NUMBER ? jv_number_value(c) : NAN;
			g->text[i * g->width + k] = jv_get_kind(c) == JV_KIND_STRING ? jv_string_value(c) : "";
			jv_free(c);        /* the table holds it */
		}
		jv_free(row);
	}
}

/* A column of the first width, or -1. */
static int
first_of(int column, size_t width)
{
	return column < (int)width ? column : -1;
}

void
grid_open(struct grid *g, jv request)
{
	jv table = jv_at(request, "table"), chart = jv_at(request, "chart");
	const char *format = jv_text(chart, "y_format"), *unit = jv_text(chart, "y_unit");

	*g = (struct grid){.columns = grid_array(table, "columns"), .rows = grid_array(table, "rows")};
	g->n = (size_t)jv_array_length(jv_copy(g->rows));
	g->width = (size_t)jv_array_length(jv_copy(g->columns));
	if (g->width > COLUMNS_MOST)
		g->width = COLUMNS_MOST;
	g->percent = (format != NULL && strcmp(format, "percent") == 0) || (unit != NULL && strcmp(unit, "%") == 0);
	g->share = format != NULL && strcmp(format, "share") == 0;
	g->x = first_of(grid_column_named(g->columns, jv_text(chart, "x")), g->width);
	g->series = first_of(grid_column_named(g->columns, jv_text(chart, "series")), g->width);
	fill(g);
	jv_free(table);
	jv_free(chart);
}

void
grid_close(struct grid *g)
{
	free(g->v);
	free(g->text);
	free(g->scratch);
	jv_free(g->columns);
	jv_free(g->rows);
}

/* ---- columns */

static bool
is_in(const struct grid *g, const struct grid_group *p, size_t row)
{
	return p->by < 0 || strcmp(grid_text(g, row, p->by), p->text) == 0;
}

size_t
grid_gather(const struct grid *g, const struct grid_group *p, size_t column)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (!isnan(grid_cell(g, i, column)) && is_in(g, p, i))
			g->scratch[n++] = grid_cell(g, i, column);
	return n;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void
grid_sort(double *v, size_t n)
{
	qsort(v, n, sizeof *v, ascending);
}

double
grid_quantile(const double *v, size_t n, double q)
{
	double at = q * (double)(n - 1);
	size_t i = (size_t)at;

	return i + 1 < n ? v[i] + (at - (double)i) * (v[i + 1] - v[i]) : v[n - 1];
}

double
grid_sum(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

double
grid_correlation(const struct grid *g, size_t a, size_t b)
{
	double n = 0, ma = 0, mb = 0, saa = 0, sbb = 0, sab = 0;

	for (size_t i = 0; i < g->n; i++)
		if (!isnan(grid_cell(g, i, a)) && !isnan(grid_cell(g, i, b))) {
			double da = grid_cell(g, i, a) - ma, db = grid_cell(g, i, b) - mb;

			n++;
			ma += da / n;
			mb += db / n;
			saa += da * (grid_cell(g, i, a) - ma);
			sbb += db * (grid_cell(g, i, b) - mb);
			sab += da * (grid_cell(g, i, b) - mb);
		}
	return saa > 0 && sbb > 0 ? sab / sqrt(saa * sbb) : NAN;
}
