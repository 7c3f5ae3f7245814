/* Theory of operation.
 *
 * The chart line is read (spec) by what its template says it wants; its table
 * becomes marks (frame), thinned to what a reader can take in; layout puts
 * everything but the marks on a page to the pixel.  The script is then: the
 * theme's file, terminal, data, the promised variables, the page's statements
 * (text, ranges, grid, margins), and last the template, which only plots. */
#include "draw.h"

#include "digest.h"
#include "drawdata.h"
#include "layout.h"
#include "mem.h"
#include "shape.h"
#include "share.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SERIES = 8, MOST_PANELS = 12 };

struct job {
	const struct draw_look *look;
	struct spec spec;
	struct frame frame;
	struct page page;
	struct layout layout;
	struct drawdata data;
	struct shape_box *boxes;
	struct str extra;          /* statements of this chart's kind */
	double top;
	jv marks;
	bool bars;                 /* in place of a pie */
	int series;                /* plots that are series, for the page */
	jv order;                  /* or the series of each plot, where they are not in turn */
};

void
draw_free(struct draw *d)
{
	str_free(&d->script);
	str_free(&d->data);
	jv_free(d->plot);
}

/* ---- what is drawn */

static bool
has_values(const struct job *j)
{
	double lo, hi;

	return frame_range(&j->frame, j->spec.table == TABLE_BINS && j->spec.y < 0 ? FRAME_OF_X : FRAME_OF_Y, &lo, &hi);
}

/* Values that no logarithm has are gaps. */
static void
drop_unseen(struct job *j)
{
	for (size_t i = 0; i < j->frame.marks; i++) {
		if (j->spec.log_y && j->frame.mark[i].y <= 0)
			j->frame.mark[i].y = NAN;
		if (j->spec.log_x && j->frame.x == FRAME_NUMBERS && j->frame.mark[i].x <= 0)
			j->frame.mark[i].y = NAN;
	}
}

static void
keep_readable(struct job *j)
{
	struct spec *s = &j->spec;
	bool line = s->key == KEY_LINE;

	if (s->share)
		s->stack = true;
	frame_keep_panels(&j->frame, MOST_PANELS);
	if (s->table == TABLE_WIDE || s->table == TABLE_POINTS)
		frame_drop_silent(&j->frame);
	/* where no two bars would stand side by side, each may take the whole place */
	if (s->can_turn && s->table == TABLE_WIDE && j->frame.series.n > 1 && frame_sparse(&j->frame))
		s->stack = true;
	if (s->table == TABLE_WIDE)
		frame_keep_series(&j->frame, line ? MOST_SERIES - 1 : MOST_SERIES, s->stack, line);
	if (s->table == TABLE_POINTS)
		frame_keep_series(&j->frame, MOST_SERIES - 1, false, true);
	if (s->share) {
		frame_share(&j->frame);
		s->y_style = number_style("percent", NULL);
	}
}

/* ---- each kind of table */

/* Is there a value with none beside it, so that a line would not show it? */
static bool
has_lone_points(const struct frame *f)
{
	size_t n = f->series.n * f->panels.n, *count = mem_calloc(n, sizeof *count);
	bool lone = false;

	for (size_t i = 0; i < f->marks; i++)
		if (!isnan(f->mark[i].y))
			count[(size_t)f->mark[i].panel * f->series.n + (size_t)f->mark[i].series]++;
	for (size_t i = 0; i < n; i++)
		lone = lone || count[i] == 1;
	for (size_t i = 1; f->series.n == 1 && f->panels.n == 1 && i + 1 < f->marks; i++)
		lone = lone || (!isnan(f->mark[i].y) && isnan(f->mark[i - 1].y) && isnan(f->mark[i + 1].y));
	free(count);
	return lone;
}

static void
make_axes_chart(struct job *j, bool tall)
{
	struct spec *s = &j->spec;
	struct frame *f = &j->frame;

	keep_readable(j);
	if (s->table == TABLE_BINS)
		shape_bins(s, f);
	shape_points(s, f, &j->page);
	if (s->table == TABLE_BOXES) {
		frame_keep_slots(f, s->top > 0 ? (size_t)s->top : 15, false);
		layout_keep(s, f, &j->page, tall);
		j->boxes = shape_boxes(s, f);
	}
	layout_make(&j->layout, s, f, &j->page, tall);
	j->top = j->layout.top;
	if (s->table == TABLE_POINTS) {
		shape_points_data(s, f, &j->layout, &j->page, &j->data, &j->extra);
		j->series = (int)f->series.n;
	} else if (s->table == TABLE_BOXES) {
		shape_boxes_data(&j->data, f, j->boxes);
	} else {
		drawdata_wide(&j->data, s, f);
		j->series = (int)f->series.n;
		if (s->runs)
			drawdata_runs(&j->data, f, &j->extra, &j->order);
	}
	str_addf(&j->extra, "SERIES_COUNT = %zu\nMUTED_SERIES = %zu\nLONE = %d\nBIN = %.15g\nLOG_BINS = %d\n", f->series.n, f->muted, has_lone_points(f), s->bin, s->log_bins);
	j->marks = shape_marks(s, f, &j->layout, j->marks);
}

static void
make_chart(struct job *j)
{
	bool tall = j->look->height <= 0;

	if (j->spec.table == TABLE_SLICES) {
		shape_slices(&j->spec, &j->frame, &j->page, &j->data, &j->top, &j->marks, &j->extra, tall);
		j->series = (int)j->frame.slots.n;
	} else if (j->spec.table == TABLE_GRID) {
		shape_grid(&j->spec, &j->frame, &j->page, &j->data, &j->top, &j->marks, &j->extra, tall);
	} else {
		make_axes_chart(j, tall);
	}
}

/* Nothing to draw: said quietly, never an empty frame. */
static void
make_nothing(struct job *j)
{
	j->page.height = j->look->height > 0 ? j->page.height : 160;
	double y = layout_title(&j->page, &j->spec, "", &j->top);

	page_text(&j->page, j->page.width / 2.0, (y + j->page.height) / 2, PAGE_CENTRE, 14, false, "TEXT", "No data");
	drawdata_table(&j->data, &j->spec);
	str_adds(&j->extra, "set xrange [0:1]\nset yrange [0:1]\n");
}

/* ---- the script */

static void
add_field(struct str *s, jv key, jv value)
{
	const char *name = jv_string_value(key);

	if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name) || !(*name >= 'a' && *name <= 'z'))
		return;
	for (const char *p = name; *p != '\0'; p++)
		str_addc(s, *p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	str_adds(s, " = ");
	switch (jv_get_kind(value)) {
	case JV_KIND_NUMBER:
		str_addf(s, "%.15g", isfinite(jv_number_value(value)) ? jv_number_value(value) : 0);
		break;
	case JV_KIND_STRING:
		page_quote(s, jv_string_value(value));
		break;
	case JV_KIND_TRUE:
		str_adds(s, "1");
		break;
	case JV_KIND_FALSE:
		str_adds(s, "0");
		break;
	default:
		str_adds(s, "\"\"");
	}
	str_addc(s, '\n');
}

/* One variable a field, in upper case; those that a template asks for are
 * always there. */
static void
add_fields(struct str *s, jv chart)
{
	static const char *const flags[] = {"stack", "share", "horizontal", "donut", "trend", "log_x", "log_y"};
	static const char *const texts[] = {"title", "x", "y", "series", "facet", "size", "x_label", "y_label", "x_unit", "y_unit"};

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		jv v = jv_at(chart, flags[i]);

		chart = jv_object_set(chart, jv_string(flags[i]), jv_get_kind(v) == JV_KIND_TRUE ? jv_true() : jv_false());
		jv_free(v);
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!jv_object_has(jv_copy(chart), jv_string(texts[i])))
			chart = jv_object_set(chart, jv_string(texts[i]), jv_null());
	jv keys = jv_keys(jv_copy(chart));

	jv_array_foreach(keys, i, key) {
		jv value = jv_object_get(jv_copy(chart), jv_copy(key));

		add_field(s, key, value);
		jv_free(key);
		jv_free(value);
	}
	jv_free(keys);
	jv_free(chart);
}

static void
add_linetypes(struct str *s, const struct job *j, size_t n)
{
	bool line = j->spec.key == KEY_LINE, dashes = line && atoi(page_theme(&j->page, "DASHES", "0")) != 0;
	/* the series of a pie are its slices */
	bool other = j->spec.table == TABLE_SLICES ? j->frame.other_slot : j->frame.other_series;
	bool thin = !line && page_patterns(&j->page);

	for (size_t i = 0; i < n; i++) {
		bool muted = i < j->frame.muted || (other && i + 1 == n && n > 1);

		str_addf(s, "set linetype %zu linecolor rgb \"%s\" linewidth %s pointtype %d pointsize 0.8 dashtype %zu\n", i + 1,
		    muted ? page_theme(&j->page, "MUTED", "#c4cad2") : page_colour(&j->page, i - j->frame.muted),
		    thin ? "0.8" : muted ? "1.4" : "2.4", page_shape(&j->page, muted ? 0 : i - j->frame.muted),
		    dashes && !muted ? (i - j->frame.muted) % 5 + 1 : 1);
	}
}

static void
add_prelude(struct str *s, const struct job *j, size_t linetypes)
{
	const struct page *p = &j->page;
	char separator = j->data.separator;

	str_adds(s, p->theme_text);
	str_addf(s, "WIDTH = %d\nHEIGHT = %d\n", p->width, p->height);
	str_addf(s, "set terminal svg size %d,%d dynamic noenhanced%s font \"%s,%d\" background \"%s\" name \"v\"\n",
	    p->width, p->height, j->data.rounded ? " rounded" : " butt", page_theme(p, "FONT", "Inter"), LAYOUT_TEXT, page_theme(p, "PAPER", "#ffffff"));
	str_addf(s, "set encoding utf8\nset datafile separator \"%s\"\nset datafile missing \"\"\n"
	    "set datafile commentschars \"\"\nset datafile columnheaders\nset fit quiet nolog\n", separator == ',' ? "," : "\\t");
	jv chart = jv_copy(j->spec.chart);

	if (j->spec.title != NULL)
		chart = jv_object_set(chart, jv_string("title"), jv_string(j->spec.title));
	if (j->spec.stack)
		chart = jv_object_set(chart, jv_string("stack"), jv_true());
	add_fields(s, chart);
	/* Behind the fields: no chart may call one of its own "data". */
	str_adds(s, "DATA = ");
	page_quote(s, j->look->data != NULL ? j->look->data : DRAW_DATA);
	str_addf(s, "\nNROWS = %d\nNCOLS = %d\n", j->data.rows, j->data.columns);
	add_linetypes(s, j, linetypes);
	str_adds(s, "PALETTE = \"");
	for (int i = 0; i < jv_array_length(jv_copy(p->palette)); i++)
		str_addf(s, i > 0 ? " %s" : "%s", page_colour(p, (size_t)i));
	str_adds(s, "\"\n");
	str_adds(s, "unset key\nset tics scale 0 nomirror textcolor rgb TEXT\n"
	    "set grid linetype -1 linewidth 1 linecolor rgb GRID\nset border 0 linetype nodraw\n"
	    "set style fill solid noborder\n");
	/* several series differ by pattern too, where the theme says so */
	if (linetypes > 1)
		str_adds(s, "if (PATTERNS) { set style fill pattern 3 border linecolor rgb INK }\n");
	/* The border's colour is what gnuplot would begin its next drawing with, were
	 * it not nodraw: so one drawn after others has the bytes of one drawn alone. */
	/* where x is: a slot's number, a time, a number */
	str_addf(s, "SLOTS = %d\n", j->frame.x == FRAME_SLOTS);
	str_addf(s, "AT(n) = %s\n", j->frame.x == FRAME_SLOTS ? "column(0)"
	    : j->frame.x == FRAME_TIMES ? "timecolumn(1, strlen(strcol(1)) > 10 ? \"%Y-%m-%dT%H:%M:%S\" : \"%Y-%m-%d\")" : "column(1)");
}

/* ---- a script of the model's own */

static void
make_custom(struct job *j, const char *script)
{
	struct page *p = &j->page;

	if (j->spec.x >= 0 && j->spec.y >= 0 && j->spec.series >= 0)
		drawdata_wide(&j->data, &j->spec, &j->frame);
	else
		drawdata_table(&j->data, &j->spec);
	str_addf(&j->extra, "set key above left Left reverse samplen 1 textcolor rgb TEXT\n"
	    "set arrow 1 from graph 0, graph 0 to graph 1, graph 0 nohead back linewidth 1 linecolor rgb RULE\n"
	    "set grid ytics\nset xlabel textcolor rgb TEXT\nset ylabel textcolor rgb TEXT\n"
	    "set title textcolor rgb INK font \"%s Bold,%d\"\n", page_theme(p, "FONT", "Inter"), LAYOUT_TITLE);
	if (strstr(script, "set title") == NULL && j->spec.title != NULL) {
		double y = layout_title(p, &j->spec, "", &j->top);

		str_addf(&j->extra, "set tmargin at screen 1-%.1f/HEIGHT\n", y + 40);
	}
}

/* ---- the whole */

/* What it takes to draw it so again. */
static jv
look_of(const struct draw_look *look)
{
	return JV_OBJECT(jv_string("theme"), jv_string(look->theme != NULL ? look->theme : "light"),
	    jv_string("palette"), look->palette != NULL ? jv_string(look->palette) : jv_null(),
	    jv_string("width"), jv_number(look->width), jv_string("height"), jv_number(look->height));
}

static jv
plot_of(struct job *j)
{
	jv plot = JV_OBJECT(jv_string("colours"), jv_copy(j->page.colours), jv_string("regions"), jv_copy(j->page.regions),
	    jv_string("type"), jv_string(j->bars ? "bar" : j->spec.type), jv_string("series"), jv_array_length(jv_copy(j->order)) > 0 ? jv_copy(j->order) : jv_number(j->series), jv_string("top"), jv_number(j->top),
	    jv_string("font"), jv_string(page_theme(&j->page, "FONT", "Inter")), jv_string("look"), look_of(j->look));

	if (j->page.night != NULL)
		plot = jv_object_set(plot, jv_string("dark"), jv_copy(j->page.dark));
	if (jv_array_length(jv_copy(j->marks)) > 0)
		plot = jv_object_set(plot, jv_string("marks"), JV_OBJECT(
		    jv_string("by"), jv_string(j->layout.turned ? "y" : j->spec.hover), jv_string("at"), jv_copy(j->marks)));
	return plot;
}

/* The template's text, or the vetted script of a custom chart; NULL where
 * there is neither. */
static char *
find_script(const struct rec *r, bool *custom)
{
	jv type = rec_path(r, "code.chart.type"), script = rec_path(r, "vet.script");
	const char *name = jv_get_kind(type) == JV_KIND_STRING ? jv_string_value(type) : "";
	struct str path = {0};
	char *text;

	*custom = strcmp(name, "custom") == 0;
	str_addf(&path, "charts/%s.gp", name);
	if (*custom)
		text = jv_get_kind(script) == JV_KIND_STRING ? mem_strdup(jv_string_value(script)) : NULL;
	else
		text = strchr(name, '/') == NULL ? share_read(path.s, NULL) : NULL;
	str_free(&path);
	jv_free(type);
	jv_free(script);
	return text;
}

/* Values below zero have no slices, and where most of a pie would be "Other" it
 * tells nothing: bars do. */
static bool
is_no_pie(const struct job *j)
{
	double lo, hi;

	return j->spec.table == TABLE_SLICES && frame_range(&j->frame, FRAME_OF_Y, &lo, &hi) &&
	    (lo < 0 || hi <= 0 || (j->spec.top == 0 && frame_beyond(&j->frame, 6) > 0.5));
}

static void
read_job(struct job *j, const struct rec *r, char **script, bool custom)
{
	spec_read(&j->spec, r, custom ? "#: x slots\n" : *script);
	frame_read(&j->frame, &j->spec);
	char *bar = !custom && is_no_pie(j) ? share_read("charts/bar.gp", NULL) : NULL;

	if (bar == NULL)
		return;
	j->bars = true;
	free(*script);
	*script = bar;
	spec_free(&j->spec);
	frame_free(&j->frame);
	spec_read(&j->spec, r, bar);
	frame_read(&j->frame, &j->spec);
}

static void
make_script(struct job *j, struct draw *d, const char *script, bool custom)
{
	bool nothing = false;

	if (custom) {
		make_custom(j, script);
	} else {
		drop_unseen(j);
		nothing = !has_values(j);
		if (nothing)
			make_nothing(j);
		else
			make_chart(j);
	}
	add_prelude(&d->script, j, custom ? 12 : (size_t)(j->series > 1 ? j->series : 1));
	str_add(&d->script, j->page.script.s != NULL ? j->page.script.s : "", j->page.script.n);
	if (j->layout.panel != NULL)
		layout_script(&j->layout, &j->spec, &d->script);
	else if (!custom)
		str_adds(&d->script, "unset xtics\nunset ytics\n");
	str_add(&d->script, j->extra.s != NULL ? j->extra.s : "", j->extra.n);
	str_adds(&d->script, nothing ? "plot 2 notitle\n" : script);
}

jv
draw_make(const struct rec *r, const struct draw_look *look, struct draw *d)
{
	bool custom;
	char *script = find_script(r, &custom);
	struct job j = {.look = look, .marks = jv_array(), .order = jv_array()};
	const char *fault;

	*d = (struct draw){.plot = jv_null()};
	if (script == NULL) {
		jv_free(j.marks);
		jv_free(j.order);
		return rec_fail("draw.type", false, "name a file of share/charts in code.chart.type",
		    "there is no such chart type, or no vetted script for it");
	}
	fault = page_open(&j.page, look);
	if (fault == NULL) {
		read_job(&j, r, &script, custom);
		j.data = (struct drawdata){.out = &d->data, .separator = look->separator != 0 ? look->separator : '\t'};
		make_script(&j, d, script, custom);
		d->plot = plot_of(&j);
		shape_boxes_free(j.boxes, j.frame.slots.n * j.frame.panels.n);
		layout_free(&j.layout);
		frame_free(&j.frame);
		spec_free(&j.spec);
	}
	page_free(&j.page);
	str_free(&j.extra);
	jv_free(j.marks);
	jv_free(j.order);
	free(script);
	return fault == NULL ? jv_null() : rec_fail("draw.look", false, "mend the options", "%s", fault);
}

/* ---- what it depends on */

/* The text of all files of a folder. */
static jv
add_texts(jv all, const char *folder)
{
	jv names = share_list(folder, "gp");

	jv_array_foreach(names, i, name) {
		struct str path = {0};

		str_addf(&path, "%s/%s.gp", folder, jv_string_value(name));
		char *text = share_read(path.s, NULL);

		all = jv_array_append(all, text != NULL ? jv_string(text) : jv_null());
		free(text);
		str_free(&path);
		jv_free(name);
	}
	jv_free(names);
	return all;
}

jv
draw_with(const struct draw_look *look)
{
	return digest_jv(add_texts(add_texts(JV_ARRAY(look_of(look)), "themes"), "charts"));
}

const char *
draw_look_fault(const struct draw_look *look)
{
	struct page p;
	const char *fault = page_open(&p, look);

	page_free(&p);
	return fault;
}
