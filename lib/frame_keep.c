/* When there is more than a reader can take in: the weightiest stay. */
#include "frame.h"

#include "mem.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct weight {
	double sum;
	size_t at;
};

static int
by_weight(const void *a, const void *b)
{
	const struct weight *x = a, *y = b;

	if (x->sum != y->sum)
		return x->sum > y->sum ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static size_t
index_of(const struct frame_mark *m, bool slots)
{
	return slots ? (size_t)m->x : (size_t)m->series;
}

/* Sorted, the weightiest first. */
static struct weight *
weigh(const struct frame *f, size_t n, bool slots)
{
	struct weight *w = mem_calloc(n + 1, sizeof *w);

	for (size_t i = 0; i < n; i++)
		w[i].at = i;
	for (size_t i = 0; i < f->marks; i++)
		if (!isnan(f->mark[i].y))
			w[index_of(&f->mark[i], slots)].sum += fabs(f->mark[i].y);
	qsort(w, n, sizeof *w, by_weight);
	return w;
}

double
frame_rest(const struct frame *f, size_t most)
{
	struct weight *w = weigh(f, f->slots.n, true);
	double rest = 0, first = w[0].sum;

	for (size_t i = most > 0 ? most - 1 : 0; i < f->slots.n; i++)
		rest += w[i].sum;
	free(w);
	return first > 0 ? rest / first : 0;
}

double
frame_beyond(const struct frame *f, size_t most)
{
	struct weight *w = weigh(f, f->slots.n, true);
	double rest = 0, all = 0;

	for (size_t i = 0; i < f->slots.n; i++) {
		all += w[i].sum;
		rest += i >= most ? w[i].sum : 0;
	}
	free(w);
	return all > 0 ? rest / all : 0;
}

bool
frame_sparse(const struct frame *f)
{
	size_t n = f->slots.n * f->panels.n;
	bool *met = mem_calloc(n + 1, sizeof *met), sparse = f->x == FRAME_SLOTS;

	for (size_t i = 0; sparse && i < f->marks; i++) {
		size_t at = (size_t)f->mark[i].panel * f->slots.n + (size_t)f->mark[i].x;

		if (isnan(f->mark[i].y))
			continue;
		sparse = !met[at];
		met[at] = true;
	}
	free(met);
	return sparse;
}

/* keep[i]: is i among the most weighty? */
static bool *
choose(const struct frame *f, size_t n, size_t most, bool slots)
{
	struct weight *w = weigh(f, n, slots);
	bool *keep = mem_calloc(n + 1, sizeof *keep);

	for (size_t i = 0; i < most && i < n; i++)
		keep[w[i].at] = true;
	free(w);
	return keep;
}

static void
set_index(struct frame_mark *m, bool slots, size_t i)
{
	if (slots)
		m->x = (double)i;
	else
		m->series = (int)i;
}

/* Adds m to the mark of the same place from first on, or puts one there. */
static void
add_to(struct frame *f, size_t first, struct frame_mark m)
{
	for (size_t i = first; i < f->marks; i++) {
		struct frame_mark *is = &f->mark[i];

		if (is->panel == m.panel && is->series == m.series && is->x == m.x) {
			is->y = isnan(is->y) ? m.y : isnan(m.y) ? is->y : is->y + m.y;
			return;
		}
	}
	m.row = -1;
	frame_add(f, m);
}

/* Leaves the kept marks under their new numbers, and gathers the others. */
static void
renumber(struct frame *f, const bool *keep, const size_t *number, size_t other_at, bool other, bool slots)
{
	struct frame old = *f;

	f->mark = NULL;
	f->marks = f->room = 0;
	for (size_t i = 0; i < old.marks; i++)
		if (keep[index_of(&old.mark[i], slots)]) {
			set_index(&old.mark[i], slots, number[index_of(&old.mark[i], slots)]);
			frame_add(f, old.mark[i]);
		} else {
			old.mark[i].row = -2;
		}
	size_t first = f->marks;

	for (size_t i = 0; other && i < old.marks; i++)
		if (old.mark[i].row == -2) {
			set_index(&old.mark[i], slots, other_at);
			add_to(f, first, old.mark[i]);
		}
	free(old.mark);
}

static void
keep_most(struct frame *f, struct frame_names *names, size_t most, bool other, bool slots)
{
	size_t n = names->n, k = 0;

	if (n <= most)
		return;
	bool *keep = choose(f, n, other ? most - 1 : most, slots);
	size_t *number = mem_calloc(n, sizeof *number);

	for (size_t i = 0; i < n; i++) {
		if (!keep[i]) {
			free(names->s[i]);
			continue;
		}
		number[i] = k;
		names->s[k++] = names->s[i];
	}
	names->n = k;
	if (other) {
		char text[40];

		snprintf(text, sizeof text, "Other (%zu)", n - k);
		names->s[names->n++] = mem_strdup(text);
		*(slots ? &f->other_slot : &f->other_series) = true;
	} else {
		/* of what was there before some of them went the first time */
		f->of = f->of - f->hidden == n ? f->of : n;
		f->hidden = f->of - k;
		f->kept = "the largest";
	}
	renumber(f, keep, number, k, other, slots);
	free(keep);
	free(number);
}

void
frame_keep_slots(struct frame *f, size_t most, bool other)
{
	if (f->x == FRAME_SLOTS && f->when == NULL)
		keep_most(f, &f->slots, most, other, true);
}

/* The light ones first, so that they are drawn under the others. */
static void
put_context_first(struct frame *f, size_t most)
{
	size_t n = f->series.n, light = 0, k = 0;
	bool *keep = choose(f, n, most, false);
	size_t *number = mem_calloc(n, sizeof *number);
	char **s = mem_calloc(n, sizeof *s);

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n; i++)
			if (keep[i] == (pass == 1)) {
				s[k] = f->series.s[i];
				number[i] = k++;
				light += pass == 0;
			}
	memcpy(f->series.s, s, n * sizeof *s);
	for (size_t i = 0; i < f->marks; i++)
		f->mark[i].series = (int)number[f->mark[i].series];
	f->muted = light;
	free(keep);
	free(number);
	free(s);
}

void
frame_keep_series(struct frame *f, size_t most, bool other, bool context)
{
	if (f->series.n <= most)
		return;
	if (context)
		put_context_first(f, most);
	else
		keep_most(f, &f->series, most, other, false);
}

void
frame_keep_panels(struct frame *f, size_t most)
{
	size_t k = 0;

	if (f->panels.n <= most)
		return;
	f->of = f->of > 0 ? f->of : f->panels.n;
	f->hidden = f->of - most;
	f->kept = "the first";
	for (size_t i = 0; i < f->marks; i++)
		if ((size_t)f->mark[i].panel < most)
			f->mark[k++] = f->mark[i];
	f->marks = k;
	while (f->panels.n > most)
		free(f->panels.s[--f->panels.n]);
}

/* Is the i-th of n among most of them?  Steps of the golden section (of 2^32) fall
 * evenly, and into no period. */
static bool
stays(size_t i, size_t n, size_t most)
{
	return n <= most || (uint32_t)(i * 2654435769U) < ((uint64_t)most << 32) / n;
}

size_t
frame_thinned(const struct frame *f, size_t most)
{
	size_t k = 0;

	for (size_t i = 0; i < f->marks; i++)
		k += stays(i, f->marks, most);
	return k;
}

void
frame_thin(struct frame *f, size_t most)
{
	size_t k = 0;

	for (size_t i = 0; i < f->marks; i++)
		if (stays(i, f->marks, most))
			f->mark[k++] = f->mark[i];
	f->marks = k;
}

void
frame_drop_silent(struct frame *f)
{
	size_t n = f->series.n, k = 0, muted = f->muted, *number = mem_calloc(n + 1, sizeof *number);
	bool *heard = mem_calloc(n + 1, sizeof *heard);

	for (size_t i = 0; i < f->marks; i++)
		heard[f->mark[i].series] = heard[f->mark[i].series] || !isnan(f->mark[i].y);
	for (size_t i = 0; i < n; i++)
		k += heard[i];
	bool some = k > 0 && k < n;

	k = 0;
	for (size_t i = 0; some && i < n; i++) {
		if (!heard[i]) {
			f->muted -= i < muted;
			free(f->series.s[i]);
			continue;
		}
		number[i] = k;
		f->series.s[k++] = f->series.s[i];
	}
	if (some) {
		size_t marks = 0;

		f->series.n = k;
		for (size_t i = 0; i < f->marks; i++)
			if (heard[f->mark[i].series]) {
				f->mark[marks] = f->mark[i];
				f->mark[marks++].series = (int)number[f->mark[i].series];
			}
		f->marks = marks;
	}
	free(number);
	free(heard);
}
