#include "spec.h"

#include "mem.h"
#include "when.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the table */

int
spec_column(const struct spec *s, const char *name)
{
	int found = -1;

	if (name == NULL || *name == '\0')
		return -1;
	jv_array_foreach(s->columns, i, c) {
		const char *is = jv_text(c, "name");

		if (found < 0 && is != NULL && strcmp(is, name) == 0)
			found = i;
		jv_free(c);
	}
	return found;
}

const char *
spec_name(const struct spec *s, int column)
{
	if (column < 0)
		return "";
	jv c = jv_array_get(jv_copy(s->columns), column);
	const char *name = jv_text(c, "name");

	jv_free(c);                /* the table still holds it */
	return name != NULL ? name : "";
}

int
spec_rows(const struct spec *s)
{
	return jv_array_length(jv_copy(s->rows));
}

jv
spec_cell(const struct spec *s, int row, int column)
{
	jv r = jv_array_get(jv_copy(s->rows), row);

	if (column < 0 || jv_get_kind(r) != JV_KIND_ARRAY || column >= jv_array_length(jv_copy(r))) {
		jv_free(r);
		return jv_null();
	}
	return jv_array_get(r, column);
}

/* Do all cells that are not null spell times?  And is there one? */
static bool
all_times(const struct spec *s, int column)
{
	bool some = false, all = true;

	for (int i = 0; all && i < spec_rows(s); i++) {
		jv v = spec_cell(s, i, column);
		double t;

		if (jv_get_kind(v) == JV_KIND_STRING) {
			some = true;
			all = when_read(jv_string_value(v), &t);
		} else if (jv_get_kind(v) != JV_KIND_NULL) {
			all = false;
		}
		jv_free(v);
	}
	return some && all;
}

static bool
all_integers(const struct spec *s, int column)
{
	bool some = false, all = true;

	for (int i = 0; all && i < spec_rows(s); i++) {
		jv v = spec_cell(s, i, column);

		if (jv_get_kind(v) == JV_KIND_NUMBER) {
			some = true;
			all = jv_number_value(v) == round(jv_number_value(v));
		} else if (jv_get_kind(v) != JV_KIND_NULL) {
			all = false;
		}
		jv_free(v);
	}
	return some && all;
}

/* The largest unit that all times of x are whole ones of; quarters are told
 * by how they are spelt. */
static const char *
unit_of_times(const struct spec *s)
{
	bool year = true, month = true, day = true, minute = true;

	for (int i = 0; i < spec_rows(s); i++) {
		jv v = spec_cell(s, i, s->x);
		double t;

		if (jv_get_kind(v) == JV_KIND_STRING && when_read(jv_string_value(v), &t)) {
			struct when w = when_of(t);

			minute = minute && w.second == 0;
			day = day && w.hour == 0 && w.minute == 0 && w.second == 0;
			month = month && day && w.day == 1;
			year = year && month && w.month == 1;
		}
		jv_free(v);
	}
	return year ? "year" : month ? "month" : day ? "day" : minute ? "minute" : "second";
}

/* Whole numbers that are years: by what the chart says of them. */
static bool
are_years(const struct spec *s)
{
	const char *format = spec_text(s, "x_format");
	bool said = (s->time_unit != NULL && strcmp(s->time_unit, "year") == 0) ||
	    (format != NULL && strcmp(format, "date") == 0);

	for (int i = 0; said && i < spec_rows(s); i++) {
		jv v = spec_cell(s, i, s->x);

		said = jv_get_kind(v) == JV_KIND_NULL || (jv_get_kind(v) == JV_KIND_NUMBER &&
		    jv_number_value(v) >= -9999 && jv_number_value(v) <= 9999);
		jv_free(v);
	}
	return said && all_integers(s, s->x);
}

/* ---- the head of the template */

static const struct directive {
	const char *name, *value;
	int is;
} directives[] = {
	{"table", "wide", TABLE_WIDE}, {"table", "points", TABLE_POINTS}, {"table", "bins", TABLE_BINS},
	{"table", "boxes", TABLE_BOXES}, {"table", "slices", TABLE_SLICES}, {"table", "grid", TABLE_GRID},
	{"key", "box", KEY_BOX}, {"key", "line", KEY_LINE}, {"key", "dot", KEY_DOT},
	{"key", "ramp", KEY_RAMP}, {"key", "none", KEY_NONE},
	{"x", "slots", true}, {"x", "scale", false}, {"y", "zero", true}, {"y", "free", false},
};

static void
read_directive(struct spec *s, const char *line, size_t n)
{
	char name[16], value[16];
	char text[64];

	if (n >= sizeof text)
		return;
	memcpy(text, line, n);
	text[n] = '\0';
	if (sscanf(text, "#: %15s %15s", name, value) != 2)
		return;
	if (strcmp(name, "runs") == 0)
		s->runs = strcmp(value, "yes") == 0;
	if (strcmp(name, "turn") == 0)
		s->can_turn = strcmp(value, "yes") == 0;
	if (strcmp(name, "hover") == 0 && strlen(value) < sizeof s->hover)
		memcpy(s->hover, value, strlen(value) + 1);
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++) {
		const struct directive *d = &directives[i];

		if (strcmp(d->name, name) != 0 || strcmp(d->value, value) != 0)
			continue;
		if (strcmp(name, "table") == 0)
			s->table = (enum spec_table)d->is;
		else if (strcmp(name, "key") == 0)
			s->key = (enum spec_key)d->is;
		else
			*(*name == 'x' ? &s->slots : &s->zero) = d->is;
	}
}

static void
read_head(struct spec *s, const char *template)
{
	memcpy(s->hover, "x", 2);
	for (const char *p = template; *p != '\0';) {
		size_t n = strcspn(p, "\n");

		if (strncmp(p, "#:", 2) == 0)
			read_directive(s, p, n);
		p += n + (p[n] == '\n');
	}
}

/* ---- the chart */

const char *
spec_text(const struct spec *s, const char *field)
{
	const char *t = jv_text(s->chart, field);

	return t != NULL && *t != '\0' ? t : NULL;
}

static bool
is_additive(const struct rec *r)
{
	jv how = rec_path(r, "goal.aggregate");
	bool is = jv_get_kind(how) == JV_KIND_STRING &&
	    (strcmp(jv_string_value(how), "sum") == 0 || strcmp(jv_string_value(how), "count") == 0);

	jv_free(how);
	return is;
}

static jv
array_or_empty(jv v)
{
	if (jv_get_kind(v) == JV_KIND_ARRAY)
		return v;
	jv_free(v);
	return jv_array();
}

static void
read_title(struct spec *s, const struct rec *r)
{
	jv title = rec_path(r, "goal.title");

	if (spec_text(s, "title") != NULL)
		s->title = mem_strdup(spec_text(s, "title"));
	else if (jv_get_kind(title) == JV_KIND_STRING && *jv_string_value(title) != '\0')
		s->title = mem_strdup(jv_string_value(title));
	jv_free(title);
}

/* Is it a column of such degrees: "longitude", "start_lon", "Lng"? */
static bool
is_degrees(const struct spec *s, int column, const char *stem, double most)
{
	const char *name = spec_name(s, column), *last = strpbrk(name, "_ .-");
	bool is = column >= 0 && s->table == TABLE_POINTS;

	for (; last != NULL; last = strpbrk(name, "_ .-"))
		name = last + 1;
	is = is && (strncasecmp(name, stem, 3) == 0 || (*stem == 'l' && stem[1] == 'o' && strcasecmp(name, "lng") == 0)) &&
	    (name[3] == '\0' || strcasecmp(name + 3, "g") == 0 || strcasecmp(name + 3, "gitude") == 0 || strcasecmp(name + 3, "itude") == 0);
	for (int i = 0; is && i < spec_rows(s); i++) {
		jv v = spec_cell(s, i, column);

		is = jv_get_kind(v) == JV_KIND_NULL || (jv_get_kind(v) == JV_KIND_NUMBER && fabs(jv_number_value(v)) <= most);
		jv_free(v);
	}
	return is;
}

void
spec_read(struct spec *s, const struct rec *r, const char *template)
{
	*s = (struct spec){.chart = rec_path(r, "code.chart"),
	    .columns = array_or_empty(rec_path(r, "table.columns")),
	    .rows = array_or_empty(rec_path(r, "table.rows"))};
	const char *type = spec_text(s, "type");

	s->type = mem_strdup(type != NULL ? type : "");
	read_title(s, r);
	read_head(s, template);
	s->x = spec_column(s, spec_text(s, "x"));
	s->y = spec_column(s, spec_text(s, "y"));
	s->series = spec_column(s, spec_text(s, "series"));
	s->facet = spec_column(s, spec_text(s, "facet"));
	s->size = spec_column(s, spec_text(s, "size"));
	s->x_style = number_style(spec_text(s, "x_format"), spec_text(s, "x_unit"));
	s->y_style = number_style(spec_text(s, "y_format"), spec_text(s, "y_unit"));
	s->stack = jv_true_at(s->chart, "stack");
	s->share = jv_true_at(s->chart, "share");
	s->horizontal = jv_true_at(s->chart, "horizontal");
	s->donut = jv_true_at(s->chart, "donut");
	s->trend = jv_true_at(s->chart, "trend");
	s->log_x = jv_true_at(s->chart, "log_x");
	s->log_y = jv_true_at(s->chart, "log_y");
	double top = jv_num(s->chart, "top", 0), bin = jv_num(s->chart, "bin", 0);

	s->top = top >= 1 && top <= 1000 ? (int)top : 0;
	s->bin = bin > 0 && isfinite(bin) ? bin : 0;
	s->additive = is_additive(r);
	s->time_unit = spec_text(s, "time_unit");
	s->x_is_time = all_times(s, s->x) || are_years(s);
	if (s->x_is_time && s->time_unit == NULL)
		s->time_unit = unit_of_times(s);
	s->x_is_integer = all_integers(s, s->x);
	s->y_is_integer = all_integers(s, s->y);
	s->is_map = is_degrees(s, s->x, "lon", 360) && is_degrees(s, s->y, "lat", 90);
}

void
spec_free(struct spec *s)
{
	jv_free(s->chart);
	jv_free(s->columns);
	jv_free(s->rows);
	free(s->type);
	free(s->title);
}
