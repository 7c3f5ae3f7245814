#include "alt.h"

#include "number.h"

#include <math.h>
#include <string.h>

struct extreme {
	double value;
	int row;
};

static int
column_of(jv columns, const char *name)
{
	int found = -1;

	if (name == NULL || jv_get_kind(columns) != JV_KIND_ARRAY)
		return -1;
	jv_array_foreach(columns, i, c) {
		const char *is = jv_text(c, "name");

		if (found < 0 && is != NULL && strcmp(is, name) == 0)
			found = i;
		jv_free(c);
	}
	return found;
}

static jv
cell(jv rows, int row, int column)
{
	jv r = jv_array_get(jv_copy(rows), row);

	if (column < 0 || jv_get_kind(r) != JV_KIND_ARRAY || column >= jv_array_length(jv_copy(r))) {
		jv_free(r);
		return jv_null();
	}
	return jv_array_get(r, column);
}

/* The rows with a number in the column: how many, least and most. */
static int
extremes(jv rows, int column, struct extreme *least, struct extreme *most)
{
	int n = 0;

	*least = (struct extreme){INFINITY, -1};
	*most = (struct extreme){-INFINITY, -1};
	for (int i = 0; i < jv_array_length(jv_copy(rows)); i++) {
		jv v = cell(rows, i, column);

		if (jv_get_kind(v) == JV_KIND_NUMBER) {
			n++;
			if (jv_number_value(v) < least->value)
				*least = (struct extreme){jv_number_value(v), i};
			if (jv_number_value(v) > most->value)
				*most = (struct extreme){jv_number_value(v), i};
		}
		jv_free(v);
	}
	return n;
}

static void
add_cell(struct str *s, jv v, const struct number_style *style)
{
	if (jv_get_kind(v) == JV_KIND_NUMBER)
		number_value(s, style, jv_number_value(v));
	else if (jv_get_kind(v) == JV_KIND_STRING)
		str_foreign(s, jv_string_value(v), (size_t)jv_string_length_bytes(jv_copy(v)));
	else
		str_adds(s, "no value");
	jv_free(v);
}

static int
distinct(jv rows, int column)
{
	jv seen = jv_object();
	int n = 0;

	for (int i = 0; i < jv_array_length(jv_copy(rows)); i++) {
		jv key = jv_dump_string(cell(rows, i, column), 0);

		n += !jv_object_has(jv_copy(seen), jv_copy(key));
		seen = jv_object_set(seen, key, jv_true());
	}
	jv_free(seen);
	return n;
}

static const char *
words_for(const char *type)
{
	static const char *const names[][2] = {{"bar", "Bar chart"}, {"line", "Line chart"},
	    {"area", "Area chart"}, {"scatter", "Scatter plot"}, {"bubble", "Bubble chart"},
	    {"pie", "Pie chart"}, {"histogram", "Histogram"}, {"box", "Box plot"}, {"heatmap", "Heat map"}};

	for (size_t i = 0; type != NULL && i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i][0], type) == 0)
			return names[i][1];
	return "Chart";
}

/* " from 3 (A) to 9 (B)". */
static void
add_range(struct str *s, jv columns, jv rows, int x, struct extreme least, struct extreme most,
    const struct number_style *style)
{
	static const struct number_style plain;
	struct extreme ends[] = {least, most};

	if (least.value == most.value) {
		str_adds(s, ", all ");
		number_value(s, style, least.value);
		return;
	}
	for (int i = 0; i < 2; i++) {
		str_adds(s, i == 0 ? ", from " : " to ");
		number_value(s, style, ends[i].value);
		if (x >= 0) {
			str_adds(s, " (");
			add_cell(s, jv_shown(columns, x, cell(rows, ends[i].row, x)), &plain);
			str_adds(s, ")");
		}
	}
}

static const char *
label(jv chart, const char *axis)
{
	char key[16] = {axis[0], '_', 'l', 'a', 'b', 'e', 'l', '\0'};
	const char *said = jv_text(chart, key);

	return said != NULL && *said != '\0' ? said : jv_text(chart, axis);
}

static void
add_what(struct str *s, jv chart, jv table, jv columns, jv rows)
{
	static const struct number_style plain;
	double total = jv_true_at(table, "truncated") ? jv_num(table, "total_rows", 0) : 0;
	int x = column_of(columns, jv_text(chart, "x")), y = column_of(columns, jv_text(chart, "y"));
	int series = column_of(columns, jv_text(chart, "series"));
	bool alone = y < 0;
	struct number_style style = number_style(jv_text(chart, alone ? "x_format" : "y_format"),
	    jv_text(chart, alone ? "x_unit" : "y_unit"));
	struct extreme least, most;
	int n = extremes(rows, alone ? x : y, &least, &most);

	if (n == 0) {
		str_adds(s, "There is no data to show.");
		return;
	}
	if (label(chart, alone ? "x" : "y") != NULL)
		str_adds(s, label(chart, alone ? "x" : "y"));
	if (!alone && x >= 0 && label(chart, "x") != NULL)
		str_addf(s, " by %s", label(chart, "x"));
	str_adds(s, ": ");
	number_value(s, &plain, n);
	str_adds(s, n == 1 ? " value" : " values");
	if (total > n) {
		str_adds(s, jv_true_at(table, "thinned") ? ", an even sample of " : ", the first of ");
		number_value(s, &plain, total);
		str_adds(s, " rows");
	}
	if (series >= 0)
		str_addf(s, " in %d series", distinct(rows, series));
	add_range(s, columns, rows, alone ? -1 : x, least, most, &style);
	str_addc(s, '.');
}

jv
alt_text(const struct rec *r)
{
	jv chart = rec_path(r, "code.chart"), title = rec_path(r, "goal.title"), plot = rec_path(r, "run.plot");
	jv table = rec_path(r, "table"), columns = jv_at(table, "columns"), rows = jv_at(table, "rows");
	struct str s = {0};

	/* a pie may have been drawn as bars */
	str_adds(&s, words_for(jv_text(plot, "type") != NULL ? jv_text(plot, "type") : jv_text(chart, "type")));
	if (jv_get_kind(title) == JV_KIND_STRING)
		str_addf(&s, ": %s", jv_string_value(title));
	str_adds(&s, ". ");
	if (jv_get_kind(rows) == JV_KIND_ARRAY)
		add_what(&s, chart, table, columns, rows);
	jv text = jv_string_sized(s.s, (int)s.n);

	str_free(&s);
	jv_free(plot);
	jv_free(chart);
	jv_free(title);
	jv_free(table);
	jv_free(columns);
	jv_free(rows);
	return text;
}
