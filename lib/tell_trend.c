#include "tell_forms.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One line of the chart: its marks in the order of time. */
struct course {
	struct mark *k;
	size_t n;
	size_t high, low;
};

static int
by_time(const void *a, const void *b)
{
	return strcmp(((const struct mark *)a)->x, ((const struct mark *)b)->x);
}

static int
by_series_and_time(const void *a, const void *b)
{
	int c = strcmp(((const struct mark *)a)->series, ((const struct mark *)b)->series);

	return c != 0 ? c : by_time(a, b);
}

static void
find_extremes(struct course *c)
{
	c->high = c->low = 0;
	for (size_t i = 1; i < c->n; i++) {
		if (c->k[i].y > c->k[c->high].y)
			c->high = i;
		if (c->k[i].y < c->k[c->low].y)
			c->low = i;
	}
}

static double
change_of(const struct course *c)
{
	return c->k[c->n - 1].y - c->k[0].y;
}

/* ---- one line */

static void
say_change(struct marks *m, struct str *text, const struct course *c)
{
	double first = c->k[0].y, last = c->k[c->n - 1].y, change = last - first;
	bool comparable = first > 0 && last >= 0;
	const char *name = "flat";

	if (fabs(change) > 1e-9 * fmax(fabs(first), fabs(last))) {
		bool up = change > 0;

		if (!comparable || m->ys.form == NUMBER_PERCENT)
			name = up ? "rise-plain" : "fall-plain";
		else if (up && last / first >= 3)
			name = "rise-ratio";
		else
			name = up ? "rise" : "fall";
	}
	words_say(text, name, "Measure", m->Measure, "first", marks_y(m, first), "last", marks_y(m, last),
	    "since", marks_when(m, c->k[0].x), "until", marks_when(m, c->k[c->n - 1].x),
	    "change", marks_share(m, comparable ? fabs(change) / first : 0),
	    "ratio", marks_ratio(m, comparable ? last / first : 0), WORDS_END);
}

/* Peak and low point, where they are not the ends just told. */
static void
say_extremes(struct marks *m, struct str *text, const struct course *c)
{
	const struct mark *high = &c->k[c->high], *low = &c->k[c->low];
	double last = c->k[c->n - 1].y, first = c->k[0].y;
	bool inner_high = high->y > fmax(first, last), inner_low = low->y < fmin(first, last);

	if (inner_high && inner_low)
		words_say(text, "peak-low", "value", marks_y(m, high->y), "when", marks_when(m, high->x),
		    "least", marks_y(m, low->y), "then", marks_when(m, low->x), WORDS_END);
	else if (inner_high)
		words_say(text, "peak", "value", marks_y(m, high->y), "when", marks_when(m, high->x), WORDS_END);
	else if (inner_low)
		words_say(text, "low-point", "value", marks_y(m, low->y), "when", marks_when(m, low->x), WORDS_END);
}

static void
say_average(struct marks *m, struct str *text, const struct course *c)
{
	double total = 0;

	for (size_t i = 0; i < c->n; i++)
		total += c->k[i].y;
	words_say(text, m->additive && c->k[c->low].y >= 0 ? "total-average" : "average",
	    "total", marks_y(m, total), "value", marks_y(m, total / (double)c->n),
	    "n", marks_count(m, (double)c->n), "unit", marks_unit(m), WORDS_END);
}

static void
one_line(struct marks *m, struct str *text, struct course *c)
{
	qsort(c->k, c->n, sizeof *c->k, by_time);
	find_extremes(c);
	if (c->n == 1) {
		words_say(text, "single-point", "value", marks_y(m, c->k[0].y), "when", marks_when(m, c->k[0].x), WORDS_END);
		return;
	}
	if (c->k[c->high].y == c->k[c->low].y) {
		words_say(text, "all-equal", "n", marks_count(m, (double)c->n), "measure", m->measure,
		    "value", marks_y(m, c->k[0].y), WORDS_END);
		return;
	}
	say_change(m, text, c);
	say_extremes(m, text, c);
	if (c->n > 2)
		say_average(m, text, c);
}

/* ---- several lines */

/* Those that reach the last moment, the highest and the second there. */
static void
say_end(struct marks *m, struct str *text, const struct course *c, size_t n, const char *end)
{
	const struct mark *best = NULL, *second = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct mark *k = &c[i].k[c[i].n - 1];

		if (strcmp(k->x, end) != 0)
			continue;
		if (best == NULL || k->y > best->y) {
			second = best;
			best = k;
		} else if (second == NULL || k->y > second->y) {
			second = k;
		}
	}
	if (best == NULL)
		return;
	words_say(text, second != NULL && second->y < best->y ? "end-lead-next" : "end-lead",
	    "series", best->series, "value", marks_y(m, best->y), "when", marks_when(m, end),
	    "next", second != NULL ? second->series : "", "other", marks_y(m, second != NULL ? second->y : 0), WORDS_END);
}

static void
say_mover(struct marks *m, struct str *text, const struct course *c, size_t n, bool up)
{
	const struct course *most = NULL;

	for (size_t i = 0; i < n; i++)
		if (c[i].n > 1 && (up ? change_of(&c[i]) > 0 : change_of(&c[i]) < 0) &&
		    (most == NULL || fabs(change_of(&c[i])) > fabs(change_of(most))))
			most = &c[i];
	if (most != NULL)
		words_say(text, up ? "most-up" : "most-down", "series", most->k[0].series,
		    "first", marks_y(m, most->k[0].y), "last", marks_y(m, most->k[most->n - 1].y),
		    "since", marks_when(m, most->k[0].x), "until", marks_when(m, most->k[most->n - 1].x), WORDS_END);
}

static void
many_lines(struct marks *m, struct str *text)
{
	struct course *c = mem_calloc(m->n, sizeof *c);
	const char *end = m->mark[0].x;
	size_t n = 0;

	qsort(m->mark, m->n, sizeof *m->mark, by_series_and_time);
	for (size_t i = 0; i < m->n; i++) {
		if (n == 0 || strcmp(m->mark[i].series, c[n - 1].k->series) != 0)
			c[n++] = (struct course){.k = &m->mark[i]};
		c[n - 1].n++;
		if (strcmp(m->mark[i].x, end) > 0)
			end = m->mark[i].x;
	}
	if (n == 1) {
		one_line(m, text, &c[0]);
	} else {
		say_end(m, text, c, n, end);
		say_mover(m, text, c, n, true);
		say_mover(m, text, c, n, false);
	}
	free(c);
}

void
tell_trend(struct marks *m, struct str *text)
{
	struct course c = {.k = m->mark, .n = m->n};

	if (m->has_series)
		many_lines(m, text);
	else
		one_line(m, text, &c);
}
