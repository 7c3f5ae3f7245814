#include "exhibit.h"

#include "base64.h"
#include "chain.h"
#include "csvout.h"
#include "draw.h"
#include "svgplain.h"

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

static const char *
shown_as(const struct rec *r, bool failed, bool stale)
{
	jv svg = rec_path(r, "figure.svg");
	bool drawn = rec_ok(r, "figure") && jv_get_kind(svg) == JV_KIND_STRING;

	jv_free(svg);
	if (drawn && !(failed && stale))
		return "figure";
	return rec_ok(r, "table") ? "table" : "error";
}

/* From "<svg" on, and without the strip of the title (figure.top); null where
 * it must not stand in a page. */
static jv
inline_svg(jv figure)
{
	static const char box[] = "viewBox=\"0 0 ";
	const char *svg = jv_text(figure, "svg"), *from = svg != NULL ? strstr(svg, "<svg") : NULL;
	const char *at = from != NULL ? strstr(from, box) : NULL;
	double top = jv_num(figure, "top", 0), width, height;
	struct str b = {0};
	int used;

	if (from == NULL || !svgplain_is(from))
		return jv_null();
	if (top > 0 && at != NULL && at < strchr(from, '>') &&
	    sscanf(at + sizeof box - 1, "%lf %lf\"%n", &width, &height, &used) == 2 && top < height) {
		str_add(&b, from, (size_t)(at - from));
		str_addf(&b, "viewBox=\"0 %g %g %g\"", top, width, height - top);
		from = at + sizeof box - 1 + used;
	}
	str_adds(&b, from);
	jv text = jv_string_sized(b.s, (int)b.n);

	str_free(&b);
	return text;
}

/* ---- files */

struct exhibit {
	const struct exhibit_to *to;
	int n;
	jv figure, files;
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

/* The script that draws chart_N.csv, and what it draws; false where the chart
 * has none (a drawing by another program). */
static bool
put_script(struct exhibit *e, const struct rec *r)
{
	struct str data = {0}, csv = {0}, text = {0};
	struct draw d;

	str_addf(&data, "chart_%d.csv", e->n);
	jv chart = rec_path(r, "code.chart"), fault = jv_true();

	if (jv_text(chart, "type") != NULL)
		fault = draw_make(r, &(struct draw_look){.data = data.s, .separator = ',',
		    .width = (int)jv_num(e->figure, "width", 0), .height = (int)jv_num(e->figure, "height", 0)}, &d);
	bool made = jv_get_kind(fault) == JV_KIND_NULL;

	if (made) {
		str_addf(&text, "# Draws %s: gnuplot chart_%d.gp >again.svg\n", data.s, e->n);
		str_add(&text, d.script.s, d.script.n);
		put(e, "gp", ".gp", text.s, text.n);
		csvout_again(&csv, d.data.s, e->to->guard);
		put(e, "csv", ".csv", csv.s, csv.n);
		draw_free(&d);
	}
	jv_free(chart);
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

jv
exhibit_make(jv chart, int n, const struct data *data, const struct exhibit_to *to)
{
	struct rec r = {.object = chart};
	struct exhibit e = {.to = to, .n = n, .figure = rec_get(&r, "figure"), .files = jv_object()};
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
	jv_free(e.figure);
	return chart;
}
