#include "tell_marks.h"

#include "mem.h"
#include "rec.h"
#include "tell_grid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_BYTES = 60 };

/* ---- the chart's fields */

static int
column_of(jv chart, jv columns, const char *field)
{
	return grid_column_named(columns, jv_text(chart, field));
}

static bool
has_type(jv columns, int i, const char *types)
{
	if (i < 0)
		return false;
	jv c = jv_array_get(jv_copy(columns), i);
	const char *type = jv_text(c, "type");
	bool has = type != NULL && strstr(types, type) != NULL;

	jv_free(c);
	return has;
}

static char *
noun(jv chart, const char *label_key, const char *name_key, bool capital)
{
	const char *label = jv_text(chart, label_key);
	struct str b = {0};

	if (label == NULL || *label == '\0')
		label = jv_text(chart, name_key);
	words_noun(&b, label != NULL ? label : "value", capital);
	return str_take(&b);
}

static bool
is_one_of(jv o, const char *key, const char *a, const char *b)
{
	const char *text = jv_text(o, key);

	return text != NULL && (strcmp(text, a) == 0 || strcmp(text, b) == 0);
}

/* ---- cells */

/* At most NAME_BYTES of s, cut between characters; in quotes where a comma would
 * make it two things of one. */
static jv
short_text(const char *s)
{
	size_t n = strlen(s);

	if (n <= NAME_BYTES && strchr(s, ',') != NULL)
		return jv_string_fmt("“%s”", s);
	if (n <= NAME_BYTES)
		return jv_string(*s != '\0' ? s : "(empty)");
	for (n = NAME_BYTES; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
		;
	return jv_string_fmt("%.*s…", (int)n, s);
}

/* How a cell of x or of the series is spoken of. */
static jv
spoken(jv cell, const char *noun_text)
{
	if (jv_get_kind(cell) == JV_KIND_STRING)
		return short_text(jv_string_value(cell));
	if (jv_get_kind(cell) != JV_KIND_NUMBER)
		return jv_string_fmt("(no %s)", noun_text);
	char digits[32];

	snprintf(digits, sizeof digits, "%.10g", jv_number_value(cell));
	return jv_string(digits);
}

static const char *
keep(struct marks *m, jv text)
{
	m->keep = jv_array_append(m->keep, jv_copy(text));
	const char *s = jv_string_value(text);

	jv_free(text);             /* the array holds it */
	return s;
}

static double
number(jv row, int i)
{
	double v = NAN;

	if (i >= 0) {
		jv cell = jv_array_get(jv_copy(row), i);

		if (jv_get_kind(cell) == JV_KIND_NUMBER)
			v = jv_number_value(cell);
		jv_free(cell);
	}
	return v;
}

/* before is put before a number, yes and no, which say too little by themselves. */
static const char *
text_at(struct marks *m, jv columns, jv row, int i, const char *before, const char *noun_text)
{
	if (i < 0)
		return "";
	jv cell = jv_array_get(jv_copy(row), i);
	bool bare = jv_get_kind(cell) == JV_KIND_NUMBER;

	cell = jv_shown(columns, i, cell);
	jv said = spoken(cell, noun_text);

	if (bare) {
		jv text = jv_string_fmt("%s %s", before, jv_string_value(said));

		jv_free(said);
		said = text;
	}
	jv_free(cell);
	return keep(m, said);
}

static bool
is_null_at(jv row, int i)
{
	if (i < 0)
		return false;
	jv cell = jv_array_get(jv_copy(row), i);
	bool is = jv_get_kind(cell) == JV_KIND_NULL || jv_get_kind(cell) == JV_KIND_INVALID;

	jv_free(cell);
	return is;
}

/* Adds a row as a mark where it has a value (y, or x in a chart without y). */
static void
add_row(struct marks *m, jv columns, jv row, const int at[3])
{
	if (jv_get_kind(row) != JV_KIND_ARRAY)
		return;
	struct mark k = {.xv = number(row, at[0]), .y = number(row, at[1])};
	double value = m->has_y ? k.y : k.xv;

	m->rows++;
	if (!isfinite(value) || (m->needs_x && is_null_at(row, at[0])))
		return;
	k.x = m->hours && isfinite(k.xv) ? keep(m, jv_string_fmt("%02.0f:00", k.xv))
	    : text_at(m, columns, row, at[0], m->X_noun, m->x_noun);
	k.series = text_at(m, columns, row, at[2], m->Series_noun, "name");
	m->mark[m->n++] = k;
}

/* ---- time */

/* The least period that all texts of x have in common, PERIOD_NONE where one
 * is no date; the first days of months or years speak of these. */
static enum period
period_of(const struct marks *m, const char *unit)
{
	enum period common = PERIOD_NONE;
	bool first_of_month = true, first_of_year = true;

	for (size_t i = 0; i < m->n; i++) {
		enum period p = words_period(m->mark[i].x);

		if (p == PERIOD_NONE)
			return PERIOD_NONE;
		if (p > common)
			common = p;
		first_of_month &= p != PERIOD_DAY || strcmp(m->mark[i].x + 7, "-01") == 0;
		first_of_year &= p != PERIOD_DAY || strcmp(m->mark[i].x + 4, "-01-01") == 0;
	}
	if (common != PERIOD_DAY)
		return common;
	if (unit != NULL)
		return strcmp(unit, "year") == 0 ? PERIOD_YEAR : strcmp(unit, "quarter") == 0 ? PERIOD_QUARTER
		    : strcmp(unit, "month") == 0 ? PERIOD_MONTH : strcmp(unit, "week") == 0 ? PERIOD_WEEK : PERIOD_DAY;
	return m->n < 2 ? PERIOD_DAY : first_of_year ? PERIOD_YEAR : first_of_month ? PERIOD_MONTH : PERIOD_DAY;
}

/* A number that a chart over time has as x is a year. */
static bool
looks_like_years(const struct marks *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (!(m->mark[i].xv >= 1000 && m->mark[i].xv <= 2999) || m->mark[i].xv != round(m->mark[i].xv))
			return false;
	return m->n > 0;
}

static void
find_time(struct marks *m, jv chart, bool number_axis)
{
	const char *unit = jv_text(chart, "time_unit");

	if (m->x_is_number && number_axis && looks_like_years(m)) {
		for (size_t i = 0; i < m->n; i++)
			m->mark[i].x = keep(m, jv_string_fmt("%.0f", m->mark[i].xv));
		m->period = PERIOD_YEAR;
		m->x_is_time = true;
	} else if (!m->x_is_number && m->has_x) {
		m->period = period_of(m, unit);
		m->x_is_time = m->period != PERIOD_NONE;
	}
}

/* ---- */

static void
read_rows(struct marks *m, jv columns, jv rows, const int at[3])
{
	size_t count = (size_t)jv_array_length(jv_copy(rows));

	m->mark = mem_calloc(count + 1, sizeof *m->mark);
	jv_array_foreach(rows, i, row) {
		add_row(m, columns, row, at);
		jv_free(row);
	}
}

static void
read_goal(struct marks *m, jv goal)
{
	jv sort = jv_at(goal, "sort"), limit = jv_at(goal, "limit");

	m->additive = is_one_of(goal, "aggregate", "sum", "count");
	m->limited = jv_get_kind(limit) == JV_KIND_NUMBER;
	m->hours = is_one_of(goal, "time_unit", "hour", "hour");
	m->ascending = m->limited && is_one_of(sort, "order", "asc", "asc") && !is_one_of(sort, "by", "x", "x");
	jv_free(sort);
	jv_free(limit);
}

void
marks_read(struct marks *m, jv request)
{
	jv chart = jv_at(request, "chart"), table = jv_at(request, "table"), goal = jv_at(request, "goal");
	jv columns = grid_array(table, "columns"), rows = grid_array(table, "rows");
	int at[3] = {column_of(chart, columns, "x"), column_of(chart, columns, "y"),
	    column_of(chart, columns, "series")};

	if (at[1] == -1 && is_one_of(chart, "type", "box", "box"))
		at[1] = grid_column_named(columns, "median");
	if (at[2] == -1)
		at[2] = column_of(chart, columns, "facet");
	*m = (struct marks){.keep = JV_ARRAY(jv_copy(chart)), .has_x = at[0] >= 0, .has_y = at[1] >= 0,
	    .has_series = at[2] >= 0, .x_is_number = has_type(columns, at[0], "integer number"),
	    .bin = jv_num(chart, "bin", 0),
	    .truncated = jv_true_at(table, "truncated"), .thinned = jv_true_at(table, "thinned"),
	    .total_rows = jv_num(table, "total_rows", 0),
	    .xs = words_style(chart, "x_format", "x_unit"), .ys = words_style(chart, "y_format", "y_unit"),
	    .measure = noun(chart, "y_label", "y", false), .Measure = noun(chart, "y_label", "y", true),
	    .x_noun = noun(chart, "x_label", "x", false), .X_noun = noun(chart, "x_label", "x", true),
	    .Series_noun = noun(chart, "series_label", at[2] == column_of(chart, columns, "series") ? "series" : "facet", true)};
	m->needs_x = !is_one_of(chart, "type", "bar", "pie") && !is_one_of(chart, "type", "heatmap", "box");
	read_goal(m, goal);
	read_rows(m, columns, rows, at);
	find_time(m, chart, is_one_of(chart, "type", "line", "area") || strcasestr(m->x_noun, "year") != NULL);
	jv_free(columns);
	jv_free(rows);
	jv_free(chart);
	jv_free(table);
	jv_free(goal);
}

void
marks_free(struct marks *m)
{
	free(m->mark);
	free(m->measure);
	free(m->Measure);
	free(m->x_noun);
	free(m->X_noun);
	free(m->Series_noun);
	jv_free(m->keep);
}

/* ---- words */

static const char *
keep_words(struct marks *m, struct str *b)
{
	const char *s = keep(m, jv_string(b->s));

	str_free(b);
	return s;
}

const char *
marks_y(struct marks *m, double y)
{
	struct str b = {0};

	words_number(&b, y, m->has_y ? &m->ys : &m->xs);
	return keep_words(m, &b);
}

const char *
marks_x(struct marks *m, double x)
{
	struct str b = {0};

	words_number(&b, x, &m->xs);
	return keep_words(m, &b);
}

const char *
marks_count(struct marks *m, double n)
{
	struct str b = {0};

	words_number(&b, n, &(struct number_style){.form = NUMBER_PLAIN});
	return keep_words(m, &b);
}

const char *
marks_share(struct marks *m, double share)
{
	struct str b = {0};

	words_share(&b, share);
	return keep_words(m, &b);
}

const char *
marks_ratio(struct marks *m, double ratio)
{
	struct str b = {0};

	words_ratio(&b, ratio);
	return keep_words(m, &b);
}

const char *
marks_when(struct marks *m, const char *x)
{
	struct str b = {0};

	words_when(&b, x, m->period);
	return keep_words(m, &b);
}

const char *
marks_unit(const struct marks *m)
{
	switch (m->period) {
	case PERIOD_YEAR:
		return "year";
	case PERIOD_QUARTER:
		return "quarter";
	case PERIOD_MONTH:
		return "month";
	case PERIOD_WEEK:
		return "week";
	case PERIOD_DAY:
		return "day";
	default:
		return "point";
	}
}
