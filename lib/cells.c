#include "cells.h"

#include "number.h"
#include "rec.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* How a column is written. */
struct column {
	bool number, year;
	int decimals;
};

/* ---- columns */

static jv
cell_at(jv rows, int row, int column)
{
	jv r = jv_array_get(jv_copy(rows), row);

	if (jv_get_kind(r) == JV_KIND_ARRAY)
		return jv_array_get(r, column);
	jv_free(r);
	return jv_invalid();
}

/* The fewest decimals that write v up to a millionth, at most cap. */
static int
decimals_of(double v, int cap)
{
	double p = 1;

	for (int d = 0; d < cap; d++, p *= 10)
		if (fabs(v * p - round(v * p)) < 1e-6)
			return d;
	return cap;
}

/* No more digits than help to tell the largest apart. */
static int
most_decimals(double largest)
{
	if (largest >= 1000)
		return 2;
	if (largest >= 1 || largest <= 0)
		return 3;
	int d = 3 - (int)floor(log10(largest));

	return d < 9 ? d : 9;
}

static struct column
study(jv rows, int n, int column)
{
	struct column c = {.year = true};
	double largest = 0;
	int seen = 0;

	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < n; i++) {
			jv v = cell_at(rows, i, column);
			jv_kind kind = jv_get_kind(v);
			double d = kind == JV_KIND_NUMBER ? jv_number_value(v) : 0;

			jv_free(v);
			if (kind == JV_KIND_STRING || kind == JV_KIND_TRUE || kind == JV_KIND_FALSE)
				return (struct column){0};
			if (kind != JV_KIND_NUMBER)
				continue;
			seen++;
			largest = fmax(largest, fabs(d));
			c.year = c.year && d >= 1500 && d <= 2200 && d == floor(d);
			int need = pass == 0 ? 0 : decimals_of(d, most_decimals(largest));

			c.decimals = need > c.decimals ? need : c.decimals;
		}
	c.number = seen > 0;
	return c;
}

/* ---- text */

static void
add_cell(struct str *s, jv v, const struct column *c)
{
	static const struct number_style plain = {.format = NUMBER_PLAIN};
	jv_kind kind = jv_get_kind(v);

	if (kind == JV_KIND_STRING) {
		str_adds(s, jv_string_value(v));
	} else if (kind == JV_KIND_NUMBER) {
		double d = jv_number_value(v);

		if (fabs(d) >= 1e15 || (d != 0 && fabs(d) < 1e-7))
			number_value(s, &plain, d);
		else if (c->year)
			str_addf(s, "%.0f", d);
		else
			number_fixed(s, d, c->number ? c->decimals : decimals_of(d, 3));
	} else if (kind == JV_KIND_NULL || kind == JV_KIND_INVALID) {
		str_adds(s, "–");
	} else {
		jv text = jv_dump_string(jv_copy(v), 0);

		str_adds(s, jv_string_value(text));
		jv_free(text);
	}
}

/* The unit that the chart names for the column, or NULL. */
static const char *
unit_of(jv chart, const char *name)
{
	static const char *const axes[][2] = {{"x", "x_unit"}, {"y", "y_unit"}};

	for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
		const char *column = jv_text(chart, axes[i][0]), *unit = jv_text(chart, axes[i][1]);

		if (column != NULL && unit != NULL && *unit != '\0' && strcmp(column, name) == 0)
			return unit;
	}
	return NULL;
}

/* "order_date" as "Order date". */
static void
add_head(struct str *s, const char *name, const char *unit)
{
	for (const char *p = name; *p != '\0'; p++)
		str_addc(s, *p == '_' ? ' ' : p == name ? toupper((unsigned char)*p) : *p);
	if (unit != NULL)
		str_addf(s, " (%s)", unit);
}

static jv
take(struct str *s)
{
	jv text = jv_string_sized(s->s != NULL ? s->s : "", (int)s->n);

	str_clear(s);
	return text;
}

static jv
row_of(jv table_columns, jv rows, int row, const struct column *columns, int width, struct str *s)
{
	jv out = jv_array();

	for (int i = 0; i < width; i++) {
		jv v = jv_shown(table_columns, i, cell_at(rows, row, i));

		add_cell(s, v, &columns[i]);
		out = jv_array_append(out, take(s));
		jv_free(v);
	}
	return out;
}

/* ---- the table */

static jv
array_at(jv table, const char *key)
{
	jv v = jv_at(table, key);

	if (jv_get_kind(v) == JV_KIND_ARRAY)
		return v;
	jv_free(v);
	return jv_array();
}

jv
cells_of(jv table, jv chart)
{
	enum { COLUMNS_MOST = 256 };
	jv columns = array_at(table, "columns"), rows = array_at(table, "rows");
	jv heads = jv_array(), numbers = jv_array(), out = jv_array();
	int width = jv_array_length(jv_copy(columns)), n = jv_array_length(jv_copy(rows));
	struct column styles[COLUMNS_MOST];
	struct str s = {0};

	if (width > COLUMNS_MOST)
		width = COLUMNS_MOST;
	for (int i = 0; i < width; i++) {
		jv c = jv_array_get(jv_copy(columns), i);
		const char *name = jv_text(c, "name");

		styles[i] = study(rows, n, i);
		add_head(&s, name != NULL ? name : "", name != NULL ? unit_of(chart, name) : NULL);
		heads = jv_array_append(heads, take(&s));
		numbers = jv_array_append(numbers, styles[i].number ? jv_true() : jv_false());
		jv_free(c);
	}
	if (n == 1 && width == 1 && styles[0].number)
		out = jv_array_append(out, JV_ARRAY(cells_number(cell_at(rows, 0, 0), chart)));
	for (int i = 0; i < n && jv_array_length(jv_copy(out)) < n; i++)
		out = jv_array_append(out, row_of(columns, rows, i, styles, width, &s));
	str_free(&s);
	jv_free(columns);
	jv_free(rows);
	return JV_OBJECT(jv_string("heads"), heads, jv_string("number"), numbers, jv_string("rows"), out,
	    jv_string("total"), jv_number(n));
}
