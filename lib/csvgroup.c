/* Theory of operation.
 *
 * Key by key: the group so far and the key's code make the next group.  A code
 * is what a text column has for each row already; numbers are given one by a
 * hash table.  Where groups times codes are few, the pair is an index into an
 * array; else it is hashed. */
#include "csvgroup.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIRECT = 1 << 22 };        /* pairs that an array is always used for: 16 MB */

/* ---- 64-bit words, numbered as they first come */

struct words {
	uint64_t *word;
	uint32_t *number;          /* + 1; 0: the slot is free */
	size_t mask, count;
};

static uint64_t
scatter(uint64_t w)
{
	w ^= w >> 32;
	w *= 0xD6E8FEB86659FD93U;
	return w ^ w >> 32;
}

static size_t
slot(const struct words *t, uint64_t w)
{
	size_t i = scatter(w) & t->mask;

	while (t->number[i] != 0 && t->word[i] != w)
		i = (i + 1) & t->mask;
	return i;
}

static void
grow(struct words *t)
{
	struct words old = *t;
	size_t size = old.word == NULL ? 1024 : (old.mask + 1) * 2;

	t->word = mem_calloc(size, sizeof *t->word);
	t->number = mem_calloc(size, sizeof *t->number);
	t->mask = size - 1;
	for (size_t i = 0; old.word != NULL && i <= old.mask; i++) {
		if (old.number[i] == 0)
			continue;
		size_t k = slot(t, old.word[i]);

		t->word[k] = old.word[i];
		t->number[k] = old.number[i];
	}
	free(old.word);
	free(old.number);
}

static uint32_t
number_of(struct words *t, uint64_t w)
{
	if (t->word == NULL || t->count >= (t->mask + 1) / 2)
		grow(t);
	size_t i = slot(t, w);

	if (t->number[i] == 0) {
		t->word[i] = w;
		t->number[i] = (uint32_t)++t->count;
	}
	return t->number[i] - 1;
}

static void
words_free(struct words *t)
{
	free(t->word);
	free(t->number);
}

/* ---- codes of a column */

/* Equal values have equal words; NULL is a word of its own. */
static uint64_t
word_of(const struct csvcol *c, size_t row)
{
	uint64_t w;

	if (c->kind == CSVCOL_INT)
		return (uint64_t)c->whole[row];
	if (isnan(c->real[row]))
		return UINT64_MAX;
	memcpy(&w, &c->real[row], sizeof w);
	return w;
}

/* The codes of the rows and how many there may be, or NULL where a number's are
 * more than most; *own is to be freed. */
static const uint32_t *
codes(const struct csvcol *c, const uint32_t *rows, size_t n, size_t most, size_t *many, uint32_t **own)
{
	*own = NULL;
	if (c->code != NULL && rows == NULL) {
		*many = csvcol_codes(c);
		return c->code;
	}
	*own = mem_alloc((n + 1) * sizeof **own);
	if (c->code != NULL) {
		for (size_t i = 0; i < n; i++)
			(*own)[i] = c->code[rows[i]];
		*many = csvcol_codes(c);
		return *own;
	}
	struct words t = {0};

	for (size_t i = 0; i < n && t.count <= most; i++)
		(*own)[i] = number_of(&t, word_of(c, rows != NULL ? rows[i] : i));
	*many = t.count;
	words_free(&t);
	return *many <= most ? *own : NULL;
}

/* ---- groups */

/* An array of four bytes a pair is not larger than a hash table of that many
 * pairs, 36 bytes each while it grows. */
static bool
is_direct(const struct csvgroups *g, size_t pairs, size_t most)
{
	return pairs <= DIRECT || (pairs / 8 <= most && pairs / 4 <= g->rows_n);
}

/* g->of becomes the number of the pair (group so far, code). */
static bool
refine(struct csvgroups *g, const uint32_t *code, size_t many, size_t most)
{
	size_t n = 0;

	if (is_direct(g, g->n * many, most)) {
		uint32_t *map = mem_calloc(g->n * many, sizeof *map);

		for (size_t i = 0; i < g->rows_n; i++) {
			uint32_t *m = &map[g->of[i] * many + code[i]];

			if (*m == 0)
				*m = (uint32_t)++n;
			g->of[i] = *m - 1;
		}
		free(map);
	} else {
		struct words t = {0};

		for (size_t i = 0; i < g->rows_n && t.count <= most; i++)
			g->of[i] = number_of(&t, (uint64_t)g->of[i] << 32 | code[i]);
		n = t.count;
		words_free(&t);
	}
	g->n = n;
	return n <= most;
}

bool
csvgroup_make(struct csvgroups *g, const struct csvcols *c, const struct csvgroup_key *keys, size_t n_keys,
    const uint32_t *rows, size_t n_rows, size_t most)
{
	bool fits = true;

	*g = (struct csvgroups){.n = n_rows > 0, .rows_n = n_rows};
	g->of = mem_calloc(n_rows, sizeof *g->of);
	for (size_t k = 0; k < n_keys && fits && n_rows > 0; k++) {
		uint32_t *own;
		size_t many;
		const uint32_t *code = codes(&c->column[keys[k].column], rows, n_rows, most, &many, &own);

		fits = code != NULL && refine(g, code, many, most);
		free(own);
	}
	if (!fits) {
		csvgroup_free(g);
		return false;
	}
	g->first = mem_alloc((g->n + 1) * sizeof *g->first);
	for (size_t i = 0, seen = 0; i < n_rows && seen < g->n; i++)
		if (g->of[i] == seen)
			g->first[seen++] = rows != NULL ? rows[i] : (uint32_t)i;
	return true;
}

void
csvgroup_lists(struct csvgroups *g, const uint32_t *rows)
{
	g->start = mem_calloc(g->n + 2, sizeof *g->start);
	g->rows = mem_alloc((g->rows_n + 1) * sizeof *g->rows);
	for (size_t i = 0; i < g->rows_n; i++)
		g->start[g->of[i] + 2]++;
	for (size_t k = 2; k < g->n + 2; k++)
		g->start[k] += g->start[k - 1];
	/* start[k + 1] is where group k's next row goes; in the end it is where
	 * group k + 1 starts. */
	for (size_t i = 0; i < g->rows_n; i++)
		g->rows[g->start[g->of[i] + 1]++] = rows != NULL ? rows[i] : (uint32_t)i;
}

/* A pair of group and value counts where it first comes. */
bool
csvgroup_count(const struct csvgroups *g, const struct csvcols *c, size_t column, const uint32_t *rows, size_t most,
    int64_t *many)
{
	const struct csvcol *values = &c->column[column];
	struct csvgroups pairs = {.n = g->n, .rows_n = g->rows_n};
	uint32_t *own;
	size_t codes_n;
	const uint32_t *code = codes(values, rows, g->rows_n, most, &codes_n, &own);

	pairs.of = mem_alloc((g->rows_n + 1) * sizeof *pairs.of);
	memcpy(pairs.of, g->of, g->rows_n * sizeof *pairs.of);
	bool fits = code != NULL && refine(&pairs, code, codes_n, most);

	for (size_t i = 0, seen = 0; i < g->rows_n && fits; i++) {
		struct cell_value v;

		if (pairs.of[i] != seen)
			continue;
		seen++;
		csvcol_value(values, rows != NULL ? rows[i] : i, &v);
		many[g->of[i]] += v.kind != CELL_NULL;
	}
	free(own);
	csvgroup_free(&pairs);
	return fits;
}

void
csvgroup_free(struct csvgroups *g)
{
	free(g->of);
	free(g->first);
	free(g->start);
	free(g->rows);
	*g = (struct csvgroups){0};
}

/* ---- order */

int
csvgroup_compare(const struct cell_value *a, const struct cell_value *b)
{
	static const int rank[] = {[CELL_NULL] = 0, [CELL_INT] = 1, [CELL_REAL] = 1, [CELL_STRING] = 2};

	if (rank[a->kind] != rank[b->kind])
		return rank[a->kind] - rank[b->kind];
	if (a->kind == CELL_STRING) {
		int d = memcmp(a->s, b->s, a->n < b->n ? a->n : b->n);

		return d != 0 ? d : (a->n > b->n) - (a->n < b->n);
	}
	if (a->kind == CELL_NULL)
		return 0;
	if (a->kind == CELL_INT && b->kind == CELL_INT)
		return (a->i > b->i) - (a->i < b->i);
	/* A long double holds every int64 and every double. */
	long double x = a->kind == CELL_INT ? (long double)a->i : a->d;
	long double y = b->kind == CELL_INT ? (long double)b->i : b->d;

	return (x > y) - (x < y);
}

struct order {
	const struct csvgroups *g;
	const struct csvcols *c;
	const struct csvgroup_key *keys;
	size_t n_keys;
};

static int
compare_groups(const void *a, const void *b, void *ctx)
{
	const struct order *o = ctx;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	for (size_t k = 0; k < o->n_keys; k++) {
		const struct csvcol *c = &o->c->column[o->keys[k].column];
		struct cell_value v, w;

		csvcol_value(c, o->g->first[x], &v);
		csvcol_value(c, o->g->first[y], &w);
		int d = csvgroup_compare(&v, &w);

		if (d != 0)
			return o->keys[k].descending ? -d : d;
	}
	return (x > y) - (x < y);
}

uint32_t *
csvgroup_sort(const struct csvgroups *g, const struct csvcols *c, const struct csvgroup_key *keys, size_t n_keys)
{
	struct order o = {g, c, keys, n_keys};
	uint32_t *order = mem_alloc((g->n + 1) * sizeof *order);

	for (size_t i = 0; i < g->n; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, g->n, sizeof *order, compare_groups, &o);
	return order;
}
