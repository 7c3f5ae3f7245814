#include "tell_hunt.h"

#include "once.h"
#include "rec.h"
#include "str.h"
#include "tell_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

jv
hunt_cell(const struct grid *g, size_t row, size_t column)
{
	return JV_ARRAY(jv_number((double)row), jv_string(grid_column(g, column)));
}

bool
hunt_fits(const struct hunt *h, double v)
{
	double slack = h->n->slack * 1.0001 + 1e-9 * fabs(v);

	return isfinite(v) && (fabs(v - h->n->value) <= slack || fabs(fabs(v) - h->n->value) <= slack);
}

void
hunt_try(struct hunt *h, double v, const char *how, jv of)
{
	if (!hunt_done(h) && hunt_fits(h, v)) {
		jv_free(h->how);
		h->how = JV_OBJECT(jv_string("how"), jv_string(how), jv_string("of"), of);
		return;
	}
	jv_free(of);
}

bool
hunt_done(const struct hunt *h)
{
	return jv_get_kind(h->how) != JV_KIND_NULL;
}

/* ---- rows that stand out or are named */

static bool
mentions(const char *sentence, const char *text)
{
	return strlen(text) > 1 && strcasestr(sentence, text) != NULL;
}

static void
add_anchor(struct hunt *h, size_t row)
{
	h->anchors = once_add(h->anchor, h->anchors, HUNT_ANCHORS, (int)row);
}

bool
hunt_mentions_date(const char *sentence, const char *iso)
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
void
hunt_anchors(struct hunt *h)
{
	const struct grid *g = h->g;

	for (size_t i = 0; i < g->n; i++) {
		const char *x = grid_text(g, i, g->x), *series = grid_text(g, i, g->series);
		char number[32] = "";

		if (g->x >= 0 && isfinite(grid_cell(g, i, (size_t)g->x)))
			snprintf(number, sizeof number, "%.10g", grid_cell(g, i, (size_t)g->x));
		if (mentions(h->sentence, x) || hunt_mentions_date(h->sentence, x) || mentions(h->sentence, number) ||
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
