#include "tell_hunt.h"

#include <math.h>
#include <string.h>

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
				hunt_try(h, 100 * top / total, k == 1 ? "share" : "share of the highest", JV_ARRAY(whole(g, p, column)));
		}
		return;
	}
	hunt_try(h, total, "sum", JV_ARRAY(whole(g, p, column)));
	hunt_try(h, total / (double)n, "mean", JV_ARRAY(whole(g, p, column)));
	hunt_try(h, grid_quantile(v, n, 0.5), "median", JV_ARRAY(whole(g, p, column)));
	hunt_try(h, grid_quantile(v, n, 0.25), "quartile", JV_ARRAY(whole(g, p, column)));
	hunt_try(h, grid_quantile(v, n, 0.75), "quartile", JV_ARRAY(whole(g, p, column)));
	hunt_try(h, (double)n, "count", JV_ARRAY(whole(g, p, column)));
	for (size_t k = 2; k <= most; k++)
		hunt_try(h, grid_sum(v + n - k, k), "sum of the highest", JV_ARRAY(whole(g, p, column)));
}

/* A group's part of the whole, and of other groups. */
static void
try_parts(struct hunt *h, const struct grid_group *p, size_t column)
{
	const struct grid_group all = {.by = -1};
	double part = grid_sum(h->g->scratch, grid_gather(h->g, p, column));
	double total = grid_sum(h->g->scratch, grid_gather(h->g, &all, column));

	if (h->n->kind == STATED_PERCENT && total > 0 && p->by >= 0)
		hunt_try(h, 100 * part / total, "share", JV_ARRAY(whole(h->g, p, column), whole(h->g, &all, column)));
	for (size_t i = 0; i < h->anchors && total > 0 && p->by >= 0; i++) {
		const struct grid_group other = {.by = p->by, .text = grid_text(h->g, (size_t)h->anchor[i], p->by)};
		double rest = grid_sum(h->g->scratch, grid_gather(h->g, &other, column));
		jv of = JV_ARRAY(whole(h->g, p, column), whole(h->g, &other, column));

		if (h->n->kind == STATED_TIMES && rest > 0)
			hunt_try(h, part / rest, "ratio", of);
		else if (h->n->kind == STATED_PLAIN)
			hunt_try(h, part - rest, "difference", of);
		else
			jv_free(of);
	}
}

/* The groups of the rows that stand out or are named. */
static void
try_groups(struct hunt *h, size_t column)
{
	const struct grid_group all = {.by = -1};
	const int by[] = {h->g->x, h->g->series};

	try_group(h, &all, column);
	for (size_t b = 0; b < 2 && !hunt_done(h); b++)
		for (size_t i = 0; i < h->anchors && by[b] >= 0 && !hunt_done(h); i++) {
			const struct grid_group p = {.by = by[b], .text = grid_text(h->g, (size_t)h->anchor[i], by[b])};

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
	jv of = JV_ARRAY(hunt_cell(g, a, column), hunt_cell(g, b, column));

	if (h->n->kind == STATED_TIMES && y != 0) {
		hunt_try(h, x / y, "ratio", jv_copy(of));
	} else if (h->n->kind == STATED_PERCENT) {
		if (y != 0)
			hunt_try(h, 100 * (x - y) / fabs(y), "change", jv_copy(of));
		if (y != 0)
			hunt_try(h, 100 * x / y, "share", jv_copy(of));
		if (g->percent || g->share)
			hunt_try(h, (x - y) * (g->share ? 100 : 1), "difference", jv_copy(of));
	} else if (h->n->kind == STATED_PLAIN) {
		hunt_try(h, x - y, "difference", jv_copy(of));
		hunt_try(h, x + y, "sum", jv_copy(of));
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
	jv of = JV_ARRAY(hunt_cell(h->g, row, column), whole(h->g, &all, column));

	if (h->n->kind == STATED_PERCENT) {
		hunt_try(h, 100 * x / total, "share", jv_copy(of));
		hunt_try(h, 100 * (x - mean) / fabs(mean), "change against the mean", jv_copy(of));
	} else if (h->n->kind == STATED_TIMES) {
		hunt_try(h, x / mean, "ratio to the mean", jv_copy(of));
	} else {
		hunt_try(h, x - mean, "difference to the mean", jv_copy(of));
	}
	jv_free(of);
}

static void
try_pairs(struct hunt *h, size_t column)
{
	for (size_t i = 0; i < h->anchors && !hunt_done(h); i++)
		for (size_t k = 0; k < h->anchors && !hunt_done(h); k++)
			try_pair(h, h->anchor[i], h->anchor[k], column);
	for (size_t i = 0; i < h->anchors && !hunt_done(h); i++)
		try_against_all(h, h->anchor[i], column);
}

/* ---- */

/* What a change is said of is more likely two cells than a group. */
void
hunt_sums(struct hunt *h)
{
	bool change = speaks_of_change(h->sentence);

	for (size_t k = 0; k < h->g->width && !hunt_done(h); k++) {
		if (change)
			try_pairs(h, k);
		if (!hunt_done(h))
			try_groups(h, k);
		if (!hunt_done(h) && !change)
			try_pairs(h, k);
	}
}
