#include "tell_forms.h"

#include "mem.h"
#include "tell_grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- two measures */

static double
correlation(const struct marks *m)
{
	double mx = 0, my = 0, sxx = 0, syy = 0, sxy = 0;

	for (size_t i = 0; i < m->n; i++) {
		mx += m->mark[i].xv / (double)m->n;
		my += m->mark[i].y / (double)m->n;
	}
	for (size_t i = 0; i < m->n; i++) {
		double dx = m->mark[i].xv - mx, dy = m->mark[i].y - my;

		sxx += dx * dx;
		syy += dy * dy;
		sxy += dx * dy;
	}
	return sxx > 0 && syy > 0 ? sxy / sqrt(sxx * syy) : NAN;
}

static const char *
strength(double r)
{
	static const struct {
		double from;
		const char *word;
	} words[] = {{0.8, "very strong"}, {0.6, "strong"}, {0.4, "moderate"}, {0.2, "weak"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (fabs(r) >= words[i].from)
			return words[i].word;
	return "";
}

static bool
is_place(const char *label)
{
	return strcasestr(label, "latitude") != NULL || strcasestr(label, "longitude") != NULL ||
	    strcmp(label, "lat") == 0 || strcmp(label, "lon") == 0 || strcmp(label, "lng") == 0;
}

static void
say_relation(struct marks *m, struct str *text)
{
	enum { FEW = 5 };
	double r = correlation(m);
	struct str spelled = {0};
	const char *n = marks_count(m, (double)m->n);

	if (!isfinite(r) || (is_place(m->measure) && is_place(m->x_noun)))
		return;
	str_addf(&spelled, "%s%.2f", r <= -0.005 ? "−" : "", fabs(r));
	if (m->n < FEW)
		words_say(text, "relation-few", "n", n, "x-measure", m->x_noun, "measure", m->measure, WORDS_END);
	else
		words_say(text, fabs(r) < 0.2 ? "relation-none" : r > 0 ? "relation-up" : "relation-down",
		    "x-Measure", m->X_noun, "x-measure", m->x_noun, "Measure", m->Measure, "measure", m->measure,
		    "n", n, "strength", strength(r), "r", spelled.s, WORDS_END);
	str_free(&spelled);
}

void
tell_relation(struct marks *m, struct str *text)
{
	double x0 = m->mark[0].xv, x1 = x0, y0 = m->mark[0].y, y1 = y0;

	for (size_t i = 1; i < m->n; i++) {
		x0 = fmin(x0, m->mark[i].xv);
		x1 = fmax(x1, m->mark[i].xv);
		y0 = fmin(y0, m->mark[i].y);
		y1 = fmax(y1, m->mark[i].y);
	}
	say_relation(m, text);
	words_say(text, "range-xy", "x-Measure", m->X_noun, "measure", m->measure,
	    "x-least", marks_x(m, x0), "x-most", marks_x(m, x1),
	    "least", marks_y(m, y0), "most", marks_y(m, y1), WORDS_END);
}

/* ---- one measure */

static void
say_half(struct marks *m, struct str *text, const double *v, size_t n)
{
	double mean = 0, median = grid_quantile(v, n, 0.5), low = grid_quantile(v, n, 0.25), high = grid_quantile(v, n, 0.75);
	const char *noun = m->has_y ? m->measure : m->x_noun;

	for (size_t i = 0; i < n; i++)
		mean += v[i] / (double)n;
	if (n == 1) {
		words_say(text, "single-number", "measure", noun, "value", marks_y(m, v[0]), WORDS_END);
		return;
	}
	if (v[0] == v[n - 1]) {
		words_say(text, "all-equal", "n", marks_count(m, (double)n), "measure", noun,
		    "value", marks_y(m, v[0]), WORDS_END);
		return;
	}
	words_say(text, "half", "n", marks_count(m, (double)n), "measure", noun, "low", marks_y(m, low),
	    "high", marks_y(m, high), "median", marks_y(m, median), WORDS_END);
	words_say(text, "range", "least", marks_y(m, v[0]), "most", marks_y(m, v[n - 1]), WORDS_END);
	if (high > low && fabs(mean - median) > 0.35 * (high - low))
		words_say(text, mean > median ? "skew-high" : "skew-low", "mean", marks_y(m, mean), WORDS_END);
}

static void
say_all(struct marks *m, struct str *text)
{
	double *v = mem_calloc(m->n, sizeof *v);

	for (size_t i = 0; i < m->n; i++)
		v[i] = m->has_y ? m->mark[i].y : m->mark[i].xv;
	grid_sort(v, m->n);
	say_half(m, text, v, m->n);
	free(v);
}

/* ---- one measure by group */

struct group {
	const char *name;
	double low, median, high;
};

static int
by_x(const void *a, const void *b)
{
	const struct mark *p = a, *q = b;
	int c = strcmp(p->x, q->x);

	return c != 0 ? c : (p->y > q->y) - (p->y < q->y);
}

/* The quartiles of each group of marks; returns how many groups. */
static size_t
group_up(struct marks *m, struct group *g)
{
	double *v = mem_calloc(m->n, sizeof *v);
	size_t n = 0, count = 0;

	qsort(m->mark, m->n, sizeof *m->mark, by_x);
	for (size_t i = 0; i < m->n; i++) {
		v[count++] = m->mark[i].y;
		if (i + 1 < m->n && strcmp(m->mark[i + 1].x, m->mark[i].x) == 0)
			continue;
		g[n++] = (struct group){m->mark[i].x, grid_quantile(v, count, 0.25), grid_quantile(v, count, 0.5),
		    grid_quantile(v, count, 0.75)};
		count = 0;
	}
	free(v);
	return n;
}

static void
say_groups(struct marks *m, struct str *text, const struct group *g, size_t n)
{
	size_t top = 0, least = 0, wide = 0;

	for (size_t i = 1; i < n; i++) {
		if (g[i].median > g[top].median)
			top = i;
		if (g[i].median < g[least].median)
			least = i;
		if (g[i].high - g[i].low > g[wide].high - g[wide].low)
			wide = i;
	}
	if (g[top].median > g[least].median) {
		words_say(text, "group-median", "who", g[top].name, "measure", m->measure,
		    "value", marks_y(m, g[top].median), WORDS_END);
		words_say(text, "group-median-low", "who", g[least].name, "value", marks_y(m, g[least].median), WORDS_END);
	}
	if (g[wide].high > g[wide].low)
		words_say(text, "group-spread", "who", g[wide].name, "low", marks_y(m, g[wide].low),
		    "high", marks_y(m, g[wide].high), WORDS_END);
}

void
tell_spread(struct marks *m, struct str *text)
{
	struct group *g = mem_calloc(m->n, sizeof *g);
	size_t n = m->has_x && m->has_y ? group_up(m, g) : 1;

	if (n > 1)
		say_groups(m, text, g, n);
	if (n == 1 || text->n == 0)
		say_all(m, text);
	free(g);
}

void
tell_bins(struct marks *m, struct str *text)
{
	const struct mark *most = m->mark;
	double total = 0;

	for (size_t i = 0; i < m->n; i++) {
		total += m->mark[i].y;
		if (m->mark[i].y > most->y)
			most = &m->mark[i];
	}
	words_say(text, isfinite(most->xv) && m->bin > 0 ? "bin-most-to" : "bin-most",
	    "who", isfinite(most->xv) ? marks_x(m, most->xv) : most->x, "to", marks_x(m, most->xv + m->bin),
	    "x-measure", m->x_noun,
	    "value", marks_y(m, most->y), "total", marks_y(m, total),
	    "share", marks_share(m, total > 0 ? most->y / total : 0), WORDS_END);
}
