#include "tell_forms.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- sums */

struct named {
	const char *name;
	size_t order;              /* of first appearance */
	double y;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c != 0 ? c : (x->order > y->order) - (x->order < y->order);
}

static int
by_order(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return (x->order > y->order) - (x->order < y->order);
}

size_t
tell_sums(const struct marks *m, bool by_series, struct mark **sums)
{
	struct named *all = mem_calloc(m->n + 1, sizeof *all);
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		all[i] = (struct named){by_series ? m->mark[i].series : m->mark[i].x, i, m->mark[i].y};
	qsort(all, m->n, sizeof *all, by_name);
	for (size_t i = 0; i < m->n; i++)
		if (n > 0 && strcmp(all[n - 1].name, all[i].name) == 0)
			all[n - 1].y += all[i].y;
		else
			all[n++] = all[i];
	qsort(all, n, sizeof *all, by_order);
	*sums = mem_calloc(n + 1, sizeof **sums);
	for (size_t i = 0; i < n; i++)
		(*sums)[i] = (struct mark){.x = all[i].name, .xv = NAN, .series = "", .y = all[i].y};
	free(all);
	return n;
}

/* ---- leaders */

static int
highest_first(const void *a, const void *b)
{
	double x = ((const struct mark *)a)->y, y = ((const struct mark *)b)->y;

	return (x < y) - (x > y);
}

static double
total_of(const struct mark *k, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += k[i].y;
	return sum;
}

/* Is y of all the marks a part of a whole that can be told? */
static bool
is_whole(const struct marks *m, const struct mark *k, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (k[i].y < 0)
			return false;
	return m->additive && total_of(k, n) > 0;
}

static size_t
ties(const struct mark *k, size_t n)
{
	size_t same = 1;

	while (same < n && k[same].y == k[0].y)
		same++;
	return same;
}

static void
say_leader(struct marks *m, struct str *text, const struct mark *k, size_t n)
{
	size_t same = ties(k, n);
	const char *value = marks_y(m, k[0].y);
	bool low = m->ascending;

	if (same > 2) {
		words_say(text, low ? "low-many" : "lead-many", "n", marks_count(m, (double)same),
		    "measure", m->measure, "value", value, WORDS_END);
	} else if (same == 2) {
		words_say(text, low ? "low-tie" : "lead-tie", "who", k[0].x, "next", k[1].x,
		    "measure", m->measure, "value", value, WORDS_END);
	} else if (is_whole(m, k, n) && !low && n > 2) {
		double total = total_of(k, n);

		words_say(text, m->limited || m->truncated ? "lead-share-some" : "lead-share",
		    "who", k[0].x, "value", value, "share", marks_share(m, k[0].y / total),
		    "total", marks_y(m, total), WORDS_END);
	} else {
		words_say(text, low ? "low" : "lead", "who", k[0].x, "measure", m->measure,
		    "value", value, WORDS_END);
	}
}

/* How the second stands to the first. */
static void
say_next(struct marks *m, struct str *text, const struct mark *k, size_t n)
{
	double ratio = k[1].y > 0 ? k[0].y / k[1].y : 0;
	const char *value = marks_y(m, k[1].y), *times = marks_ratio(m, ratio);

	/* One of several that come second is no runner-up. */
	if (ties(k, n) > 1 || (n > 2 && ties(k + 1, n - 1) > 1))
		return;
	if (n == 2 && ratio >= 1.15)
		words_say(text, "two-ratio", "ratio", times, "next", k[1].x, "value", value, WORDS_END);
	else if (n == 2)
		words_say(text, "two-diff", "next", k[1].x, "value", value,
		    "diff", marks_y(m, fabs(k[0].y - k[1].y)), WORDS_END);
	else if (m->ascending)
		words_say(text, "next-low", "next", k[1].x, "value", value, WORDS_END);
	else if (ratio >= 1.45)
		words_say(text, "next-ratio", "ratio", times, "next", k[1].x, "value", value, WORDS_END);
	else
		words_say(text, ratio > 0 && ratio < 1.05 ? "next-close" : "next", "next", k[1].x,
		    "value", value, WORDS_END);
}

static void
say_rest(struct marks *m, struct str *text, const struct mark *k, size_t n)
{
	enum { MANY = 7 };
	size_t below = 0;

	for (size_t i = 0; i < n; i++)
		below += k[i].y < 0;
	if (below > 1 && below < n && !m->ascending)
		words_say(text, "below-zero", "n", marks_count(m, (double)below), "all", marks_count(m, (double)n),
		    "value", marks_y(m, k[n - 1].y), "who", k[n - 1].x, WORDS_END);
	else if (n >= MANY && is_whole(m, k, n) && !m->ascending)
		words_say(text, "top-three", "share", marks_share(m, total_of(k, 3) / total_of(k, n)),
		    "n", marks_count(m, (double)n), WORDS_END);
	else if (n > 2 && !m->limited && k[n - 1].y != k[n - 2].y)
		words_say(text, m->ascending ? "last-low" : "last", "who", k[n - 1].x,
		    "value", marks_y(m, k[n - 1].y), WORDS_END);
}

static void
rank(struct marks *m, struct str *text, struct mark *k, size_t n)
{
	qsort(k, n, sizeof *k, highest_first);
	if (k[0].y == k[n - 1].y && n > 1) {
		words_say(text, "all-equal", "n", marks_count(m, (double)n), "measure", m->measure,
		    "value", marks_y(m, k[0].y), WORDS_END);
		return;
	}
	if (m->ascending)
		for (size_t i = 0; i < n / 2; i++) {
			struct mark swap = k[i];

			k[i] = k[n - 1 - i];
			k[n - 1 - i] = swap;
		}
	say_leader(m, text, k, n);
	say_next(m, text, k, n);
	say_rest(m, text, k, n);
}

/* ---- a series within each category */

static void
rank_groups(struct marks *m, struct str *text)
{
	struct mark *sums, *groups, *top = m->mark;
	size_t n = tell_sums(m, false, &sums), g = tell_sums(m, true, &groups);

	for (size_t i = 0; i < m->n; i++)
		if (m->mark[i].y > top->y)
			top = &m->mark[i];
	if (is_whole(m, m->mark, m->n)) {
		qsort(sums, n, sizeof *sums, highest_first);
		if (n > 1 && sums[0].y > sums[1].y)
			say_leader(m, text, sums, n);
		qsort(groups, g, sizeof *groups, highest_first);
		if (g > 1 && groups[0].y > groups[1].y)
			words_say(text, "series-lead", "series", groups[0].x, "value", marks_y(m, groups[0].y),
			    "share", marks_share(m, groups[0].y / total_of(groups, g)), WORDS_END);
	}
	words_say(text, "cell-top", "measure", m->measure, "value", marks_y(m, top->y), "who", top->x,
	    "series", top->series, WORDS_END);
	free(sums);
	free(groups);
}

void
tell_rank(struct marks *m, struct str *text)
{
	struct mark *copy;
	size_t n = tell_sums(m, false, &copy);

	if (m->has_series && n < m->n) {
		rank_groups(m, text);
	} else if (n == 1) {
		words_say(text, "single", "who", copy[0].x, "measure", m->measure,
		    "value", marks_y(m, copy[0].y), WORDS_END);
	} else {
		rank(m, text, copy, n);
	}
	free(copy);
}
