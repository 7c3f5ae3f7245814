/* The values that were seen in a column, and those that do not fit its format. */
#include "profile_impl.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
dict_slot(struct dict *d, uint64_t hash, size_t index)
{
	size_t i = hash & (DICT_SLOTS - 1);

	while (d->slot[i] != 0)
		i = (i + 1) & (DICT_SLOTS - 1);
	d->slot[i] = (uint16_t)(index + 1);
}

struct seen *
dict_put(struct dict *d, uint64_t hash, const char *s, size_t n, uint64_t row, size_t most)
{
	if (d->n == most)
		return NULL;
	if (d->n == d->cap) {
		d->cap = d->cap ? 2 * d->cap : 32;
		d->seen = mem_resize(d->seen, d->cap, sizeof *d->seen);
	}
	size_t kept = n <= DICT_TEXT ? n : str_utf8(s, DICT_TEXT);
	struct seen *e = &d->seen[d->n];

	*e = (struct seen){.hash = hash, .row = row, .at = (uint32_t)d->text.n, .n = (uint32_t)kept,
	    .whole = (uint32_t)n, .number = NAN};
	str_add(&d->text, s, kept);
	dict_slot(d, hash, d->n++);
	return e;
}

void
dict_drop(struct dict *d)
{
	free(d->seen);
	str_free(&d->text);
}

static int
by_count(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->at < y->at ? -1 : x->at > y->at;
}

void
dict_thin(struct dict *d)
{
	struct str text = {0};

	qsort(d->seen, d->n, sizeof *d->seen, by_count);
	d->n = DICT_HELD / 2;
	memset(d->slot, 0, sizeof d->slot);
	for (size_t i = 0; i < d->n; i++) {
		uint32_t at = (uint32_t)text.n;

		str_add(&text, d->text.s + d->seen[i].at, d->seen[i].n);
		d->seen[i].at = at;
		dict_slot(d, d->seen[i].hash, i);
	}
	str_free(&d->text);
	d->text = text;
}

void
misfits_add(struct misfits *m, const char *s, size_t n, uint64_t row, uint64_t times)
{
	if (m->count < 8)
		m->rows[m->count] = row;
	m->count += times;
	size_t kept = n < CELL_WORD ? n : str_utf8(s, CELL_WORD - 1);

	for (size_t i = 0; i < m->n; i++)
		if (m->at[i].whole == n && memcmp(m->at[i].text, s, kept) == 0) {
			m->at[i].count += times;
			return;
		}
	if (m->n == MISFITS_MOST) {
		m->others += times;
		return;
	}
	m->at[m->n].count = times;
	m->at[m->n].row = row;
	m->at[m->n].whole = (uint32_t)n;
	memcpy(m->at[m->n].text, s, kept);
	m->at[m->n++].text[kept] = '\0';
}
