#include "exhibit.h"

#include "base64.h"
#include "cells.h"
#include "chain.h"
#include "csvout.h"
#include "draw.h"
#include "svglook.h"
#include "svgplain.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The pictures: the member of figure, the file's ending. */
static const struct picture {
	const char *key, *ending;
} pictures[] = {{"png", ".png"}, {"png2x", "@2x.png"}, {"pdf", ".pdf"}};

enum { PICTURES = sizeof pictures / sizeof *pictures };

bool
exhibit_is_file(const char *name)
{
	if (strncmp(name, "chart_", 6) != 0 || name[6] == '0')
		return false;
	size_t digits = strspn(name + 6, "0123456789");
	const char *ending = name + 6 + digits;

	if (digits == 0 || digits > 9)
		return false;
	for (size_t i = 0; i < PICTURES; i++)
		if (strcmp(ending, pictures[i].ending) == 0)
			return true;
	return strcmp(ending, ".svg") == 0 || strcmp(ending, ".csv") == 0 || strcmp(ending, ".gp") == 0;
}

/* ---- what can be shown */

/* Was the drawing made from what the line now holds?  One that carries no
 * "from" was put there by hand, and is believed. */
static bool
is_fresh(const struct rec *r, const struct data *data)
{
	jv figure = rec_get(r, "figure"), inputs = chain_figure(r, data);
	bool fresh = jv_text(figure, "from") == NULL;

	if (!fresh && jv_is_valid(inputs))
		fresh = chain_fresh(r, "figure", jv_copy(inputs));
	jv_free(figure);
	jv_free(inputs);
	return fresh;
}

/* A table of one number. */
static bool
is_number(const struct rec *r)
{
	jv columns = rec_path(r, "table.columns"), rows = rec_path(r, "table.rows"), one = jv_null();

	if (jv_get_kind(columns) == JV_KIND_ARRAY && jv_array_length(jv_copy(columns)) == 1 &&
	    jv_get_kind(rows) == JV_KIND_ARRAY && jv_array_length(jv_copy(rows)) == 1)
		one = jv_array_get(jv_copy(rows), 0);
	if (jv_get_kind(one) == JV_KIND_ARRAY)
		one = jv_array_get(one, 0);
	bool is = jv_get_kind(one) == JV_KIND_NUMBER;

	jv_free(one);
	jv_free(columns);
	jv_free(rows);
	return is;
}

static const char *
shown_as(const struct rec *r, bool failed, bool stale)
{
	jv svg = rec_path(r, "figure.svg");
	bool drawn = rec_ok(r, "figure") && jv_get_kind(svg) == JV_KIND_STRING;

	jv_free(svg);
	if (rec_ok(r, "table") && is_number(r))
		return "number";
	if (drawn && !(failed && stale))
		return "figure";
	return rec_ok(r, "table") ? "table" : "error";
}

/* From "<svg" on, without its rules (they are the page's, whose policy refuses
 * others) and the strip of the title (figure.top); null where it must not stand
 * in a page. */
static jv
inline_svg(jv figure)
{
	enum { PAD = 14 };   /* a drawing's own, on the left: in a page all begins at one line */
	static const char box[] = "viewBox=\"0 0 ";
	const char *svg = jv_text(figure, "svg"), *from = svg != NULL ? strstr(svg, "<svg") : NULL;
	double top = jv_num(figure, "top", 0), width, height;
	struct str plain = {0}, b = {0};
	jv text = jv_null();
	int used;

	svglook_take(from != NULL ? from : "", &plain);
	if (plain.n > 0 && svgplain_is(plain.s)) {
		const char *at = strstr(plain.s, box);

		from = plain.s;
		if (top > 0 && at != NULL && at < strchr(from, '>') &&
		    sscanf(at + sizeof box - 1, "%lf %lf\"%n", &width, &height, &used) == 2 && top < height) {
			str_add(&b, from, (size_t)(at - from));
			str_addf(&b, "viewBox=\"%d %g %g %g\"", PAD, top, width - PAD, height - top);
			from = at + sizeof box - 1 + used;
		}
		str_adds(&b, from);
		text = jv_string_sized(b.s, (int)b.n);
	}
	str_free(&plain);
	str_free(&b);
	return text;
}

/* ---- files */

struct exhibit {
	const struct exhibit_to *to;
	int n;
	jv figure, files, script;
};

/* Puts chart_N + ending, and notes it under key. */
static void
put(struct exhibit *e, const char *key, const char *ending, const void *bytes, size_t n)
{
	struct str name = {0};

	str_addf(&name, "chart_%d%s", e->n, ending);
	e->to->put(e->to->ctx, name.s, bytes, n);
	e->files = jv_object_set(e->files, jv_string(key), jv_string(name.s));
	str_free(&name);
}

static void
put_pictures(struct exhibit *e)
{
	const char *svg = jv_text(e->figure, "svg");

	put(e, "svg", ".svg", svg, strlen(svg));
	for (size_t i = 0; i < PICTURES; i++) {
		const char *text = jv_text(e->figure, pictures[i].key);
		struct str bytes = {0};

		if (text == NULL)
			continue;
		base64_decode(&bytes, text);
		put(e, pictures[i].key, pictures[i].ending, bytes.s, bytes.n);
		str_free(&bytes);
	}
}

/* A width or height of the look, as draw_look has it. */
static int
pixels(jv look, const char *key)
{
	return (int)fmin(fmax(jv_num(look, key, 0), 0), 10000);
}

/* The script that draws chart_N.csv, and what it draws; false where the chart
 * has none (a drawing by another program). */
static bool
put_script(struct exhibit *e, const struct rec *r)
{
	struct str data = {0}, csv = {0}, text = {0};
	struct draw d = {.plot = jv_null()};

	str_addf(&data, "chart_%d.csv", e->n);
	jv chart = rec_path(r, "code.chart"), fault = jv_true(), look = rec_path(r, "run.plot.look");

	if (jv_text(chart, "type") != NULL)
		fault = draw_make(r, &(struct draw_look){.data = data.s, .separator = ',',
		    .theme = jv_text(look, "theme"), .palette = jv_text(look, "palette"),
		    .width = pixels(look, "width"), .height = pixels(look, "height")}, &d);
	bool made = jv_get_kind(fault) == JV_KIND_NULL;

	if (made) {
		str_addf(&text, "# Draws %s: gnuplot chart_%d.gp >again.svg\n", data.s, e->n);
		str_add(&text, d.script.s, d.script.n);
		put(e, "gp", ".gp", text.s, text.n);
		e->script = jv_string_sized(text.s, (int)text.n);
		csvout_again(&csv, d.data.s, e->to->guard);
		put(e, "csv", ".csv", csv.s, csv.n);
		draw_free(&d);
	}
	jv_free(chart);
	jv_free(look);
	jv_free(fault);
	str_free(&data);
	str_free(&csv);
	str_free(&text);
	return made;
}

static void
put_numbers(struct exhibit *e, const struct rec *r)
{
	jv table = rec_get(r, "table");
	struct str csv = {0};

	csvout_table(&csv, table, e->to->guard);
	put(e, "csv", ".csv", csv.s, csv.n);
	str_free(&csv);
	jv_free(table);
}

/* ---- what the script tells */

/* One mark of figure.marks: [x, y, series, cells of its row]. */
static jv
hover_mark(jv mark, jv rows)
{
	jv row = jv_array_get(jv_copy(mark), 2), cells = jv_null(), out = jv_array();

	if (jv_get_kind(row) == JV_KIND_NUMBER)
		cells = jv_array_get(jv_copy(rows), (int)jv_number_value(row));
	if (jv_get_kind(cells) != JV_KIND_ARRAY) {
		jv_free(cells);
		cells = jv_null();
	}
	jv_free(row);
	for (int i = 0; i < 4; i++) {
		if (i == 2)
			continue;
		jv v = jv_array_get(jv_copy(mark), i);

		out = jv_array_append(out, jv_get_kind(v) == JV_KIND_NUMBER ? v : jv_null());
		if (jv_get_kind(v) != JV_KIND_NUMBER)
			jv_free(v);
	}
	return jv_array_append(out, cells);
}

/* "<" would end the element that the text stands in. */
static jv
safe_json(jv v)
{
	jv text = jv_dump_string(v, 0);
	struct str b = {0};

	for (const char *p = jv_string_value(text); *p != '\0'; p++)
		if (*p == '<')
			str_adds(&b, "\\u003c");
		else
			str_addc(&b, *p);
	jv_free(text);
	text = jv_string_sized(b.s != NULL ? b.s : "", (int)b.n);
	str_free(&b);
	return text;
}

static jv
hover(jv figure, jv cells, jv spec)
{
	jv marks = jv_at(figure, "marks"), at = jv_at(marks, "at"), rows = jv_at(cells, "rows"), list = jv_array();
	const char *by = jv_text(marks, "by");

	if (jv_get_kind(at) == JV_KIND_ARRAY)
		jv_array_foreach(at, i, mark) {
			if (jv_get_kind(mark) == JV_KIND_ARRAY)
				list = jv_array_append(list, hover_mark(mark, rows));
			jv_free(mark);
		}
	jv all = jv_array_length(jv_copy(list)) == 0 ? jv_null() : safe_json(JV_OBJECT(
	    jv_string("by"), jv_string(by != NULL ? by : "xy"), jv_string("heads"), jv_at(cells, "heads"),
	    jv_string("unit"), jv_at(spec, "time_unit"), jv_string("at"), jv_copy(list)));

	jv_free(marks);
	jv_free(at);
	jv_free(rows);
	jv_free(list);
	return all;
}

/* The table's cells, and what the script tells of them. */
static jv
add_cells(jv chart, jv figure)
{
	enum { SHOWN = 100 };
	jv table = jv_at(chart, "table"), units = jv_at(chart, "code"), spec = jv_at(units, "chart");
	jv cells = cells_of(table, spec), few;

	jv narrow = jv_at(figure, "narrow");

	chart = jv_object_set(chart, jv_string("hover"), hover(figure, cells, spec));
	chart = jv_object_set(chart, jv_string("narrow"), jv_get_kind(narrow) != JV_KIND_OBJECT ? jv_null()
	    : JV_OBJECT(jv_string("inline"), inline_svg(narrow), jv_string("hover"), hover(narrow, cells, spec)));
	jv_free(narrow);
	few = jv_array_slice(jv_at(cells, "rows"), 0, SHOWN);
	chart = jv_object_set(chart, jv_string("cells"), jv_object_set(cells, jv_string("rows"), few));
	jv_free(table);
	jv_free(units);
	jv_free(spec);
	return chart;
}

/* What should be an object and is not becomes an empty one: the pages need
 * not ask at each step. */
static jv
with_objects(jv chart)
{
	static const char *const keys[] = {"goal", "code", "vet", "table", "run", "insight", "figure"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		jv v = jv_at(chart, keys[i]);

		if (jv_get_kind(v) != JV_KIND_OBJECT)
			chart = jv_object_set(chart, jv_string(keys[i]), jv_object());
		jv_free(v);
	}
	return chart;
}

jv
exhibit_make(jv chart, int n, const struct data *data, const struct exhibit_to *to)
{
	struct rec r = {.object = chart};
	struct exhibit e = {.to = to, .n = n, .figure = rec_get(&r, "figure"), .files = jv_object(), .script = jv_null()};
	jv failure = chain_failure(&r, data), drawing = jv_null();
	bool stale = !is_fresh(&r, data);
	const char *as = shown_as(&r, jv_get_kind(failure) == JV_KIND_OBJECT, stale);
	bool drawn = strcmp(as, "figure") == 0;

	if (drawn) {
		put_pictures(&e);
		jv_free(drawing);
		drawing = inline_svg(e.figure);
	}
	if (rec_ok(&r, "table") && !(drawn && !stale && put_script(&e, &r)))
		put_numbers(&e, &r);
	chart = jv_object_set(r.object, jv_string("n"), jv_number(n));
	chart = jv_object_set(chart, jv_string("as"), jv_string(as));
	chart = jv_object_set(chart, jv_string("stale"), stale ? jv_true() : jv_false());
	chart = jv_object_set(chart, jv_string("failure"), failure);
	chart = jv_object_set(chart, jv_string("inline"), drawing);
	chart = jv_object_set(chart, jv_string("files"), e.files);
	chart = jv_object_set(chart, jv_string("script"), e.script);
	chart = with_objects(add_cells(chart, e.figure));
	jv_free(e.figure);
	return chart;
}
