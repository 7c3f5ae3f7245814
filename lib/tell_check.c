#include "tell_check.h"

#include "rec.h"
#include "str.h"
#include "tell_grid.h"
#include "tell_number.h"
#include "tell_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ANCHORS = 48 };

/* ---- one number */

struct hunt {
	const struct grid *g;
	const char *sentence;
	const struct stated *n;
	size_t anchor[ANCHORS];    /* rows that differences and ratios may use */
	size_t anchors;
	jv how;                    /* jv_null() until it is found */
};

static jv
pointer(const struct grid *g, size_t row, size_t column)
{
	return JV_ARRAY(jv_number((double)row), jv_string(grid_column(g, column)));
}

/* Is v what the sentence states?  Then that is how. */
static void
is_it(struct hunt *h, double v, const char *how, jv of)
{
	double slack = h->n->slack * 1.0001 + 1e-9 * fabs(v);

	if (jv_get_kind(h->how) == JV_KIND_NULL && isfinite(v) &&
	    (fabs(v - h->n->value) <= slack || fabs(fabs(v) - h->n->value) <= slack)) {
		jv_free(h->how);
		h->how = JV_OBJECT(jv_string("how"), jv_string(how), jv_string("of"), of);
		return;
	}
	jv_free(of);
}

static bool
found(const struct hunt *h)
{
	return jv_get_kind(h->how) != JV_KIND_NULL;
}

static void
try_cells(struct hunt *h)
{
	const struct grid *g = h->g;

	for (size_t i = 0; i < g->n && !found(h); i++)
		for (size_t k = 0; k < g->width && !found(h); k++) {
			double v = grid_cell(g, i, k);

			if (isnan(v))
				continue;
			if (h->n->kind == STATED_PERCENT && !g->percent)
				v = g->share ? v * 100 : NAN;
			is_it(h, v, "cell", isnan(v) ? jv_null() : JV_ARRAY(pointer(g, i, k)));
		}
}

/* ---- groups of rows */

static jv
whole(const struct grid *g, const struct grid_group *p, size_t column)
{
	return JV_ARRAY(jv_string(p->by < 0 ? "all" : p->text), jv_string(grid_column(g, column)));
}

/* Is one of the words in the sentence? */
static bool
says(const char *sentence, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasestr(sentence, words[i]) != NULL)
			return true;
	return false;
}

/* Several of the highest count as one only where the sentence puts them together. */
static bool
speaks_of_several(const char *sentence)
{
	static const char *const words[] = {"top", "together", "combined", "largest", "leading", "biggest", "first"};

	return says(sentence, words, sizeof words / sizeof *words);
}

static bool
speaks_of_change(const char *sentence)
{
	static const char *const words[] = {"rose", "rise", "grew", "grow", "fell", "fall", "drop", " up", "down",
	    "increas", "decreas", "declin", "gain", "lost", "jump", "chang", "higher", "lower", "more than", "less"};

	return says(sentence, words, sizeof words / sizeof *words);
}

/* Sum, mean, quartiles and counts of a group, and the sums of its highest. */
static void
try_group(struct hunt *h, const struct grid_group *p, size_t column)
{
	const struct grid *g = h->g;
	size_t n = grid_gather(g, p, column);
	double *v = g->scratch, total = grid_sum(v, n), top = 0;
	size_t most = !speaks_of_several(h->sentence) ? 1 : n < 10 ? n : 10;

	if (n == 0 || h->n->kind == STATED_TIMES)
		return;
	grid_sort(v, n);
	if (h->n->kind == STATED_PERCENT) {
		for (size_t k = 1; k <= most; k++) {
			top += v[n - k];
			if (total > 0)
				is_it(h, 100 * top / total, k == 1 ? "share" : "share of the highest", JV_ARRAY(whole(g, p, column)));
		}
		return;
	}
	is_it(h, total, "sum", JV_ARRAY(whole(g, p, column)));
	is_it(h, total / (double)n, "mean", JV_ARRAY(whole(g, p, column)));
	is_it(h, grid_quantile(v, n, 0.5), "median", JV_ARRAY(whole(g, p, column)));
	is_it(h, grid_quantile(v, n, 0.25), "quartile", JV_ARRAY(whole(g, p, column)));
	is_it(h, grid_quantile(v, n, 0.75), "quartile", JV_ARRAY(whole(g, p, column)));
	is_it(h, (double)n, "count", JV_ARRAY(whole(g, p, column)));
	for (size_t k = 2; k <= most; k++)
		is_it(h, grid_sum(v + n - k, k), "sum of the highest", JV_ARRAY(whole(g, p, column)));
}

/* A group's part of the whole, and of other groups. */
static void
try_parts(struct hunt *h, const struct grid_group *p, size_t column)
{
	const struct grid_group all = {.by = -1};
	double part = grid_sum(h->g->scratch, grid_gather(h->g, p, column));
	double total = grid_sum(h->g->scratch, grid_gather(h->g, &all, column));

	if (h->n->kind == STATED_PERCENT && total > 0 && p->by >= 0)
		is_it(h, 100 * part / total, "share", JV_ARRAY(whole(h->g, p, column), whole(h->g, &all, column)));
	for (size_t i = 0; i < h->anchors && total > 0 && p->by >= 0; i++) {
		const struct grid_group other = {.by = p->by, .text = grid_text(h->g, h->anchor[i], p->by)};
		double rest = grid_sum(h->g->scratch, grid_gather(h->g, &other, column));
		jv of = JV_ARRAY(whole(h->g, p, column), whole(h->g, &other, column));

		if (h->n->kind == STATED_TIMES && rest > 0)
			is_it(h, part / rest, "ratio", of);
		else if (h->n->kind == STATED_PLAIN)
			is_it(h, part - rest, "difference", of);
		else
			jv_free(of);
	}
}

static bool
mentions(const char *sentence, const char *text)
{
	return strlen(text) > 1 && strcasestr(sentence, text) != NULL;
}

/* The groups of the rows that stand out or are named. */
static void
try_groups(struct hunt *h, size_t column)
{
	const struct grid_group all = {.by = -1};
	const int by[] = {h->g->x, h->g->series};

	try_group(h, &all, column);
	for (size_t b = 0; b < 2 && !found(h); b++)
		for (size_t i = 0; i < h->anchors && by[b] >= 0 && !found(h); i++) {
			const struct grid_group p = {.by = by[b], .text = grid_text(h->g, h->anchor[i], by[b])};

			if (*p.text == '\0')
				continue;
			try_group(h, &p, column);
			try_parts(h, &p, column);
		}
}

/* ---- pairs of cells */

static void
try_pair(struct hunt *h, size_t a, size_t b, size_t column)
{
	const struct grid *g = h->g;
	double x = grid_cell(g, a, column), y = grid_cell(g, b, column);

	if (isnan(x) || isnan(y) || a == b)
		return;
	jv of = JV_ARRAY(pointer(g, a, column), pointer(g, b, column));

	if (h->n->kind == STATED_TIMES && y != 0) {
		is_it(h, x / y, "ratio", jv_copy(of));
	} else if (h->n->kind == STATED_PERCENT) {
		if (y != 0)
			is_it(h, 100 * (x - y) / fabs(y), "change", jv_copy(of));
		if (y != 0)
			is_it(h, 100 * x / y, "share", jv_copy(of));
		if (g->percent || g->share)
			is_it(h, (x - y) * (g->share ? 100 : 1), "difference", jv_copy(of));
	} else if (h->n->kind == STATED_PLAIN) {
		is_it(h, x - y, "difference", jv_copy(of));
		is_it(h, x + y, "sum", jv_copy(of));
	}
	jv_free(of);
}

/* A cell against the sum and the mean of its column. */
static void
try_against_all(struct hunt *h, size_t row, size_t column)
{
	const struct grid_group all = {.by = -1};
	size_t n = grid_gather(h->g, &all, column);
	double x = grid_cell(h->g, row, column), total = grid_sum(h->g->scratch, n), mean = n > 0 ? total / (double)n : 0;

	if (isnan(x) || total == 0)
		return;
	jv of = JV_ARRAY(pointer(h->g, row, column), whole(h->g, &all, column));

	if (h->n->kind == STATED_PERCENT) {
		is_it(h, 100 * x / total, "share", jv_copy(of));
		is_it(h, 100 * (x - mean) / fabs(mean), "change against the mean", jv_copy(of));
	} else if (h->n->kind == STATED_TIMES) {
		is_it(h, x / mean, "ratio to the mean", jv_copy(of));
	} else {
		is_it(h, x - mean, "difference to the mean", jv_copy(of));
	}
	jv_free(of);
}

static void
try_pairs(struct hunt *h, size_t column)
{
	for (size_t i = 0; i < h->anchors && !found(h); i++)
		for (size_t k = 0; k < h->anchors && !found(h); k++)
			try_pair(h, h->anchor[i], h->anchor[k], column);
	for (size_t i = 0; i < h->anchors && !found(h); i++)
		try_against_all(h, h->anchor[i], column);
}

/* ---- rows that stand out or are named */

static void
add_anchor(struct hunt *h, size_t row)
{
	for (size_t i = 0; i < h->anchors; i++)
		if (h->anchor[i] == row)
			return;
	if (h->anchors < ANCHORS)
		h->anchor[h->anchors++] = row;
}

/* Does the sentence say this date in words: its year, its month? */
static bool
mentions_date(const char *sentence, const char *iso)
{
	struct str said = {0};
	enum period p = words_period(iso);

	if (p == PERIOD_NONE)
		return false;
	words_when(&said, iso, p == PERIOD_DAY && strcmp(iso + 7, "-01") == 0 ? PERIOD_MONTH : p);
	/* Behind "in " or "on ". */
	bool is = strlen(said.s) > 3 && strcasestr(sentence, said.s + 3) != NULL;

	if (!is && p == PERIOD_DAY && strcmp(iso + 4, "-01-01") == 0) {
		char year[5] = {iso[0], iso[1], iso[2], iso[3], '\0'};

		is = strstr(sentence, year) != NULL;
	}
	str_free(&said);
	return is;
}

static void
add_extremes(struct hunt *h, size_t column)
{
	const struct grid *g = h->g;
	size_t top = g->n, second = g->n, low = g->n;

	for (size_t i = 0; i < g->n; i++) {
		double v = grid_cell(g, i, column);

		if (isnan(v))
			continue;
		if (top == g->n || v > grid_cell(g, top, column)) {
			second = top;
			top = i;
		} else if (second == g->n || v > grid_cell(g, second, column)) {
			second = i;
		}
		if (low == g->n || v < grid_cell(g, low, column))
			low = i;
	}
	const size_t rows[] = {top, second, low};

	for (size_t i = 0; i < 3; i++)
		if (rows[i] < g->n)
			add_anchor(h, rows[i]);
}

/* Named rows first: there may be more than there is room for. */
static void
find_anchors(struct hunt *h)
{
	const struct grid *g = h->g;

	for (size_t i = 0; i < g->n; i++) {
		const char *x = grid_text(g, i, g->x), *series = grid_text(g, i, g->series);
		char number[32] = "";

		if (g->x >= 0 && isfinite(grid_cell(g, i, (size_t)g->x)))
			snprintf(number, sizeof number, "%.10g", grid_cell(g, i, (size_t)g->x));
		if (mentions(h->sentence, x) || mentions_date(h->sentence, x) || mentions(h->sentence, number) ||
		    (mentions(h->sentence, series) && (i == 0 || i + 1 == g->n)))
			add_anchor(h, i);
	}
	for (size_t k = 0; k < g->width; k++)
		add_extremes(h, k);
	if (g->n > 0) {
		add_anchor(h, 0);
		add_anchor(h, g->n - 1);
	}
	/* First and last of each series. */
	for (size_t i = 0; g->series >= 0 && i < g->n; i++) {
		const char *s = grid_text(g, i, g->series);

		if (i == 0 || i + 1 == g->n || strcmp(s, grid_text(g, i - 1, g->series)) != 0 ||
		    strcmp(s, grid_text(g, i + 1, g->series)) != 0)
			add_anchor(h, i);
	}
}

/* ---- dates, names, places, correlation */

static bool
has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

/* Does the number stand inside a cell's text or a name that the sentence quotes? */
static bool
is_inside(const struct hunt *h, const char *text)
{
	size_t n = strlen(text);

	if (n < 2 || !has_digit(text))
		return false;
	for (const char *s = strcasestr(h->sentence, text); s != NULL; s = strcasestr(s + 1, text)) {
		size_t from = (size_t)(s - h->sentence);

		if (from <= h->n->from && h->n->to <= from + n)
			return true;
	}
	return false;
}

static bool
is_part_of_date(const struct hunt *h, const char *iso)
{
	enum period p = words_period(iso);
	double v = h->n->value;

	if (p == PERIOD_NONE || h->n->kind != STATED_PLAIN || v != round(v))
		return false;
	if (v >= 1000 && v == strtol(iso, NULL, 10))
		return true;
	return p >= PERIOD_WEEK && v <= 31 && mentions_date(h->sentence, iso) && v == strtol(iso + 8, NULL, 10);
}

static void
try_names(struct hunt *h)
{
	const struct grid *g = h->g;

	for (size_t k = 0; k < g->width && !found(h); k++)
		if (is_inside(h, grid_column(g, k)))
			is_it(h, h->n->value, "name", JV_ARRAY(jv_string(grid_column(g, k))));
	for (size_t i = 0; i < g->n && !found(h); i++)
		for (size_t k = 0; k < g->width && !found(h); k++) {
			const char *text = grid_text(g, i, (int)k);
			const char *how = *text == '\0' ? NULL : is_part_of_date(h, text) ? "date" :
			    is_inside(h, text) ? "name" : NULL;

			if (how != NULL)
				is_it(h, h->n->value, how, JV_ARRAY(pointer(g, i, k)));
		}
}

static void
try_correlation(struct hunt *h)
{
	const struct grid *g = h->g;

	if (fabs(h->n->value) > 1 || h->n->kind != STATED_PLAIN || strcasestr(h->sentence, "correl") == NULL)
		return;
	for (size_t a = 0; a < g->width && !found(h); a++)
		for (size_t b = a + 1; b < g->width && !found(h); b++)
			is_it(h, grid_correlation(g, a, b), "correlation",
			    JV_ARRAY(jv_string(grid_column(g, a)), jv_string(grid_column(g, b))));
}

static void
try_counts(struct hunt *h, jv request)
{
	jv table = jv_at(request, "table");
	double v = h->n->value, total = jv_num(table, "total_rows", 0);

	jv_free(table);
	if (h->n->kind != STATED_PLAIN || v != round(v))
		return;
	is_it(h, (double)h->g->n, "count", JV_ARRAY(jv_string("rows")));
	if (total > 0)
		is_it(h, total, "count", JV_ARRAY(jv_string("rows before the cut")));
	if (h->n->ordinal || (h->n->place && v >= 1 && v <= (double)h->g->n && v <= 20))
		is_it(h, v, "place", jv_array());
}

/* ---- */

/* How the number comes about, or jv_null(). */
static jv
explain(const struct grid *g, const char *sentence, const struct stated *n, jv request)
{
	struct hunt h = {.g = g, .sentence = sentence, .n = n, .how = jv_null()};

	try_names(&h);
	if (!found(&h))
		try_counts(&h, request);
	if (!found(&h) && n->kind != STATED_TIMES)
		try_cells(&h);
	if (!found(&h))
		try_correlation(&h);
	if (found(&h))
		return h.how;
	find_anchors(&h);
	bool change = speaks_of_change(sentence);

	for (size_t k = 0; k < g->width && !found(&h); k++) {
		if (change)
			try_pairs(&h, k);
		if (!found(&h))
			try_groups(&h, k);
		if (!found(&h) && !change)
			try_pairs(&h, k);
	}
	return h.how;
}

/* All of a sentence's numbers onto *numbers; the first that has no source as a
 * text, or jv_null(). */
static jv
check_one(const struct grid *g, const char *sentence, jv request, jv *numbers)
{
	struct stated n;
	jv these = jv_array();

	for (size_t at = 0; stated_next(sentence, &at, &n);) {
		jv text = jv_string_sized(sentence + n.from, (int)(n.to - n.from));
		jv how = explain(g, sentence, &n, request);

		if (jv_get_kind(how) == JV_KIND_NULL) {
			jv_free(these);
			return text;
		}
		these = jv_array_append(these, jv_object_set(how, jv_string("text"), text));
	}
	*numbers = jv_array_concat(*numbers, these);
	return jv_null();
}

jv
tell_check(jv sentences, jv request)
{
	struct grid g;
	jv kept = jv_array(), dropped = jv_array(), numbers = jv_array();

	grid_open(&g, request);
	jv_array_foreach(sentences, i, s) {
		if (jv_get_kind(s) != JV_KIND_STRING || *jv_string_value(s) == '\0') {
			jv_free(s);
			continue;
		}
		jv bad = check_one(&g, jv_string_value(s), request, &numbers);

		if (jv_get_kind(bad) == JV_KIND_NULL)
			kept = jv_array_append(kept, s);
		else
			dropped = jv_array_append(dropped, JV_OBJECT(jv_string("sentence"), s, jv_string("number"), bad));
	}
	jv_free(sentences);
	grid_close(&g);
	return JV_OBJECT(jv_string("kept"), kept, jv_string("dropped"), dropped, jv_string("numbers"), numbers);
}

jv
tell_sentences(const char *text)
{
	jv all = jv_array();

	while (*text != '\0') {
		size_t n = sentence_length(text), m = n;

		while (m > 0 && (text[m - 1] == ' ' || text[m - 1] == '\n'))
			m--;
		if (m > 0)
			all = jv_array_append(all, jv_string_sized(text, (int)m));
		text += n;
	}
	return all;
}
