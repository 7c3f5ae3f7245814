#include "draw.h"

#include "digest.h"
#include "mem.h"
#include "share.h"

#include <stdlib.h>
#include <string.h>

void
draw_free(struct draw *d)
{
	str_free(&d->script);
	str_free(&d->data);
	jv_free(d->plot);
}

/* ---- gnuplot's literals */

/* A double-quoted string that spells just these bytes. */
static void
add_string(struct str *s, const char *text)
{
	str_addc(s, '"');
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			str_addc(s, '\\');
		if (*p == '`')
			str_adds(s, "\\140");
		else if (*p < ' ' || *p == 0x7f)
			str_addc(s, ' ');
		else
			str_addc(s, *p);
	}
	str_addc(s, '"');
}

/* One cell of DATA: no tab, quote or newline of its own. */
static void
add_cell(struct str *s, jv v)
{
	switch (jv_get_kind(v)) {
	case JV_KIND_NUMBER:
		str_addf(s, "%.15g", jv_number_value(v));
		break;
	case JV_KIND_STRING:
		for (const char *p = jv_string_value(v); *p != '\0'; p++)
			str_addc(s, (unsigned char)*p < ' ' || *p == '"' ? ' ' : *p);
		break;
	default:
		str_adds(s, "NaN");
	}
	jv_free(v);
}

/* ---- the table */

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
	return jv_array_get(jv_array_get(jv_copy(rows), row), column);
}

/* The place of text in list, put there where it was not. */
static int
place(jv *list, jv *index, jv text)
{
	jv at = jv_object_get(jv_copy(*index), jv_copy(text));
	int i = jv_array_length(jv_copy(*list));

	if (jv_is_valid(at)) {
		i = (int)jv_number_value(at);
	} else {
		*index = jv_object_set(*index, jv_copy(text), jv_number(i));
		*list = jv_array_append(*list, jv_copy(text));
	}
	jv_free(at);
	jv_free(text);
	return i;
}

static jv
as_text(jv v)
{
	if (jv_get_kind(v) == JV_KIND_STRING)
		return v;
	if (jv_get_kind(v) == JV_KIND_NULL || !jv_is_valid(v)) {
		jv_free(v);
		return jv_string("");
	}
	return jv_dump_string(v, 0);
}

/* Long to wide: a row an x, a column a series. */
static void
write_wide(struct draw *d, jv rows, int x, int y, int s, const char *head, int *nrows, int *ncols)
{
	jv xs = jv_array(), xi = jv_object(), names = jv_array(), ni = jv_object(), grid = jv_object();
	struct str key = {0};

	jv_array_foreach(rows, i, row) {
		int a = place(&xs, &xi, as_text(cell(rows, i, x)));
		int b = place(&names, &ni, as_text(cell(rows, i, s)));

		str_clear(&key);
		str_addf(&key, "%d %d", a, b);
		grid = jv_object_set(grid, jv_string(key.s), cell(rows, i, y));
		jv_free(row);
	}
	add_cell(&d->data, jv_string(head));
	jv_array_foreach(names, i, name) {
		str_addc(&d->data, '\t');
		add_cell(&d->data, name);
	}
	*nrows = jv_array_length(jv_copy(xs));
	*ncols = 1 + jv_array_length(jv_copy(names));
	jv_array_foreach(xs, a, label) {
		str_addc(&d->data, '\n');
		add_cell(&d->data, label);
		for (int b = 0; b < *ncols - 1; b++) {
			str_clear(&key);
			str_addf(&key, "%d %d", a, b);
			str_addc(&d->data, '\t');
			add_cell(&d->data, jv_object_get(jv_copy(grid), jv_string(key.s)));
		}
	}
	str_addc(&d->data, '\n');
	str_free(&key);
	jv_free(xs);
	jv_free(xi);
	jv_free(names);
	jv_free(ni);
	jv_free(grid);
}

/* As it is, x and y first. */
static void
write_long(struct draw *d, jv columns, jv rows, int x, int y, int *nrows, int *ncols)
{
	int n = jv_array_length(jv_copy(columns)), order[n + 1], k = 0;

	if (x >= 0)
		order[k++] = x;
	if (y >= 0 && y != x)
		order[k++] = y;
	for (int i = 0; i < n; i++)
		if (i != x && i != y)
			order[k++] = i;
	for (int i = 0; i < k; i++) {
		jv c = jv_array_get(jv_copy(columns), order[i]);

		if (i > 0)
			str_addc(&d->data, '\t');
		add_cell(&d->data, jv_at(c, "name"));
		jv_free(c);
	}
	str_addc(&d->data, '\n');
	jv_array_foreach(rows, r, row) {
		for (int i = 0; i < k; i++) {
			if (i > 0)
				str_addc(&d->data, '\t');
			add_cell(&d->data, jv_array_get(jv_copy(row), order[i]));
		}
		str_addc(&d->data, '\n');
		jv_free(row);
	}
	*nrows = jv_array_length(jv_copy(rows));
	*ncols = k;
}

/* ---- the script */

static void
add_fields(struct str *s, jv chart)
{
	jv_object_foreach(chart, key, value) {
		for (const char *p = jv_string_value(key); *p != '\0'; p++)
			str_addc(s, *p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
		str_adds(s, " = ");
		if (jv_get_kind(value) == JV_KIND_NUMBER)
			str_addf(s, "%.15g", jv_number_value(value));
		else if (jv_get_kind(value) == JV_KIND_STRING)
			add_string(s, jv_string_value(value));
		else
			str_adds(s, jv_get_kind(value) == JV_KIND_TRUE ? "1" : jv_get_kind(value) == JV_KIND_FALSE ? "0" : "\"\"");
		str_addc(s, '\n');
		jv_free(key);
		jv_free(value);
	}
}

static void
add_prelude(struct str *s, const struct draw_look *look, jv chart, jv title, int nrows, int ncols)
{
	char *theme = share_need("themes/light.gp", NULL);

	str_adds(s, theme);
	free(theme);
	str_addf(s, "set terminal svg size %d,%d dynamic noenhanced font \"Inter,13\" background \"#ffffff\"\n",
	    look->width > 0 ? look->width : 760, look->height > 0 ? look->height : 428);
	str_addf(s, "set encoding utf8\nset datafile separator %s\nset datafile columnheaders\nset fit quiet nolog\n",
	    look->separator == ',' ? "comma" : "tab");
	str_addf(s, "DATA = \"%s\"\nNROWS = %d\nNCOLS = %d\n", look->data != NULL ? look->data : DRAW_DATA, nrows, ncols);
	add_fields(s, jv_copy(chart));
	str_adds(s, "set border 1 lc rgb RULE\nset tics nomirror scale 0 textcolor rgb TEXT\n"
	    "set grid ytics lt 1 lw 1 lc rgb GRID\nset style fill solid noborder\n"
	    "do for [i=1:words(PALETTE)] { set linetype i lc rgb word(PALETTE, i) lw 2.4 pt 7 ps 0.6 }\n"
	    "set key above left Left reverse samplen 1 textcolor rgb TEXT\n");
	if (jv_get_kind(title) == JV_KIND_STRING) {
		str_adds(s, "set title ");
		add_string(s, jv_string_value(title));
		str_adds(s, " font \"Inter Semi Bold,17\" textcolor rgb INK\n");
	}
}

jv
draw_make(const struct rec *r, const struct draw_look *look, struct draw *d)
{
	jv chart = rec_path(r, "code.chart"), title = rec_path(r, "goal.title");
	jv columns = rec_path(r, "table.columns"), rows = rec_path(r, "table.rows");
	const char *type = jv_text(chart, "type");
	int x = column_of(columns, jv_text(chart, "x")), y = column_of(columns, jv_text(chart, "y"));
	int s = column_of(columns, jv_text(chart, "series")), nrows, ncols;
	struct str name = {0};

	*d = (struct draw){.plot = jv_object()};
	if (x >= 0 && y >= 0 && s >= 0)
		write_wide(d, rows, x, y, s, jv_text(chart, "x"), &nrows, &ncols);
	else
		write_long(d, columns, rows, x, y, &nrows, &ncols);
	add_prelude(&d->script, look, chart, title, nrows, ncols);
	str_addf(&name, "charts/%s.gp", type != NULL ? type : "");
	jv script = rec_path(r, "vet.script");
	char *text = jv_get_kind(script) == JV_KIND_STRING ? mem_strdup(jv_string_value(script)) : share_read(name.s, NULL);
	jv fault = jv_null();

	for (size_t i = 0; look->separator == ',' && i < d->data.n; i++)
		if (d->data.s[i] == '\t' || d->data.s[i] == ',')
			d->data.s[i] = d->data.s[i] == '\t' ? ',' : ' ';
	if (text == NULL) {
		fault = rec_fail("draw.type", false, "use a type of share/charts", "no chart type %s", type);
		draw_free(d);
	} else {
		str_adds(&d->script, text);
	}
	free(text);
	jv_free(script);
	str_free(&name);
	jv_free(chart);
	jv_free(title);
	jv_free(columns);
	jv_free(rows);
	return fault;
}

jv
draw_with(const struct draw_look *look)
{
	jv all = jv_array(), types = share_list("charts", "gp");

	all = jv_array_append(all, jv_string(look->theme != NULL ? look->theme : "light"));
	jv_array_foreach(types, i, type) {
		struct str name = {0};

		str_addf(&name, "charts/%s.gp", jv_string_value(type));
		char *text = share_need(name.s, NULL);

		all = jv_array_append(all, jv_string(text));
		free(text);
		str_free(&name);
		jv_free(type);
	}
	jv_free(types);
	return digest_jv(all);
}

const char *
draw_look_fault(const struct draw_look *look)
{
	return look->theme == NULL || strcmp(look->theme, "light") == 0 ? NULL : "no such theme";
}
