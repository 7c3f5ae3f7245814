/* One column while rows come in. */
#include "profile_impl.h"

#include "cell_short.h"
#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PROBE_EVERY = 16, ADMIT_EVERY = 8 };

/* ---- making and freeing */

void
column_init(struct column *c, const char *name, const struct cell_format *forced, int dates)
{
	*c = (struct column){.name = name, .whole = true, .weight = 1, .dates = dates};
	c->dict = mem_calloc(1, sizeof *c->dict);
	if (forced != NULL) {
		c->format = *forced;
		c->forced = c->inferred = true;
	}
}

void
column_free(struct column *c)
{
	if (c->dict != NULL)
		dict_drop(c->dict);
	free(c->dict);
	sketch_spread_free(&c->spread);
	free(c->distinct);
	free(c->shown);
	for (size_t i = 0; i < RUN_RING; i++)
		free(c->batch[i].at);
}

void
scratch_room(struct scratch *t, size_t rows)
{
	if (t->cap >= rows)
		return;
	t->cap = rows + rows / 4;
	t->number = mem_resize(t->number, t->cap, sizeof *t->number);
	t->hash = mem_resize(t->hash, t->cap, sizeof *t->hash);
	t->row = mem_resize(t->row, t->cap, sizeof *t->row);
}

void
scratch_free(struct scratch *t)
{
	free(t->number);
	free(t->hash);
	free(t->row);
}

/* ---- from few values to many */

static double
seconds_of(const struct cell_moment *m)
{
	return (double)m->seconds + m->nanos * 1e-9;
}

static bool
read_number(struct column *c, const char *s, size_t n, double *d)
{
	struct cell_number x;

	if (!cell_number(&c->format, s, n, &x))
		return false;
	*d = x.d;
	c->whole &= x.whole;
	return true;
}

static bool
read_moment(struct column *c, const char *s, size_t n, double *d)
{
	struct cell_moment m;

	if (!cell_moment(c->format.date, s, n, &m))
		return false;
	c->clocked |= m.has_time;
	c->timed |= m.seconds % 86400 != 0 || m.nanos != 0;
	*d = seconds_of(&m);
	return true;
}

/* A value of the dictionary under the format now known. */
static void
move_over(struct column *c, const struct seen *e, struct dict *to)
{
	const char *s = c->dict->text.s + e->at;
	double d = NAN;
	bool fits = c->mode == COLUMN_TEXT;
	uint64_t hash = e->hash;

	if (cell_is_null(&c->format, s, e->n)) {
		misfits_add(&c->misfits, s, e->n, e->row, e->count);
		return;
	}
	if (c->mode == COLUMN_NUMBER)
		fits = e->n == e->whole && read_number(c, s, e->n, &d);
	else if (c->mode == COLUMN_MOMENT)
		fits = e->n == e->whole && read_moment(c, s, e->n, &d);
	if (!fits) {
		misfits_add(&c->misfits, s, e->n, e->row, e->count);
		return;
	}
	c->fits += e->count;
	if (c->mode == COLUMN_NUMBER)
		hash = sketch_hash_number(d);
	if (c->mode != COLUMN_TEXT) {
		sketch_moments_add(&c->moments, d, (double)e->count);
		if (c->mode == COLUMN_NUMBER)
			sketch_spread_add(&c->spread, d, e->count);
	} else {
		c->length += e->whole * e->count;
	}
	sketch_distinct_add(c->distinct, hash);
	sketch_shown_add(c->shown, hash, s, e->n, d);
	struct seen *same = dict_find(to, hash);

	if (same == NULL)
		same = dict_put(to, hash, s, e->n, e->row, DICT_HELD);
	if (same != NULL) {
		same->count += e->count;
		same->sure = true;
	}
}

static void
become_many(struct column *c)
{
	struct dict *to = mem_calloc(1, sizeof *to), *from = c->dict;

	column_infer(c);
	c->mode = c->format.type == CELL_INTEGER || c->format.type == CELL_NUMBER ? COLUMN_NUMBER
	    : c->format.type == CELL_DATE || c->format.type == CELL_DATETIME || c->format.type == CELL_TIME
	    ? COLUMN_MOMENT : COLUMN_TEXT;
	c->distinct = mem_calloc(1, sizeof *c->distinct);
	c->shown = mem_calloc(1, sizeof *c->shown);
	for (size_t i = 0; i < from->n; i++)
		move_over(c, &from->seen[i], to);
	c->dict = to;
	dict_drop(from);
	free(from);
}

/* ---- a batch */

/* While values are few: the first row that is not taken in, rows at the end. */
static size_t
add_few(struct column *c, struct csvin_batch *b, size_t index)
{
	const struct csvin_field *f = b->fields + index * b->stride;
	const char *bytes = b->bytes;
	double *values = c->values;
	size_t r, rows = b->rows, empty = 0;

	for (r = 0; r < rows; r++, f++) {
		const char *s = bytes + f->at;

		values[r] = NAN;
		if (f->n == 0) {
			empty++;
			continue;
		}
		uint64_t hash = sketch_hash(s, f->n);
		struct seen *e = dict_find(c->dict, hash);

		if (e == NULL) {
			struct cell_number x;

			e = dict_put(c->dict, hash, s, f->n, b->first + r, DICT_MOST);
			if (e == NULL)
				break;
			if (f->n <= DICT_TEXT && (c->inferred ? cell_number(&c->format, s, f->n, &x) : cell_plain_number(s, f->n, &x)))
				e->number = x.d;
		}
		e->count++;
		values[r] = e->number;
	}
	c->empty += empty;
	c->filled += r - empty;
	return r;
}

/* Lets one of some values that are not in the dictionary come in: what is
 * frequent soon does. */
static void
admit(struct column *c, uint64_t hash, const char *s, size_t n, uint64_t row, double number)
{
	if (++c->missed % ADMIT_EVERY != 0)
		return;
	if (c->dict->n == DICT_HELD)
		dict_thin(c->dict);
	struct seen *e = dict_put(c->dict, hash, s, n, row, DICT_HELD);

	e->count = c->weight;
	e->number = number;
}

/* Is this a batch whose values are looked up?  All are, until it is seen that
 * few values come again; then one of sixteen stands for all. */
static bool
is_probed(struct column *c)
{
	bool probed = c->weight == 1 || c->batches % PROBE_EVERY == 0;

	c->batches++;
	if (c->looked >= 4096) {
		c->weight = c->hit * 4 < c->looked ? PROBE_EVERY : 1;
		c->looked = c->hit = 0;
	}
	return probed;
}

static inline const char *
cell_at(const struct csvin_batch *b, size_t index, size_t row, size_t *n)
{
	const struct csvin_field *f = &b->fields[index * b->stride + row];

	*n = f->n;
	return b->bytes + f->at;
}

/* Reads the batch's numbers: k of them, with their rows. */
static size_t
read_numbers(struct column *c, struct csvin_batch *b, size_t index, size_t from, struct scratch *t)
{
	struct csvin_field *f = b->fields + index * b->stride + from;
	bool plain = c->format.decimal == '\0', whole = true;
	const char *bytes = b->bytes;
	double *values = c->values, *number = t->number;
	uint64_t empty = 0;
	size_t k = 0, rows = b->rows;

	for (size_t r = from; r < rows; r++, f++) {
		const char *s = bytes + f->at;
		struct cell_number x;

		values[r] = NAN;
		if (f->n == 0) {
			empty++;
			continue;
		}
		if (!(plain && (cell_shorter_number(s, f->n, &x) || cell_short_number(s, f->n, &x))) &&
		    !cell_number(&c->format, s, f->n, &x)) {
			misfits_add(&c->misfits, s, f->n, b->first + r, 1);
			c->filled++;
			continue;
		}
		whole &= x.whole;
		values[r] = number[k] = x.d;
		t->row[k++] = (uint32_t)r;
	}
	c->whole &= whole;
	c->empty += empty;
	c->filled += k;
	c->fits += k;
	return k;
}

static void
look_up_numbers(struct column *c, struct csvin_batch *b, size_t index, const struct scratch *t, size_t k)
{
	for (size_t i = 0; i < k; i++) {
		struct seen *e = dict_find(c->dict, t->hash[i]);

		if (e != NULL) {
			e->count += c->weight;
			c->hit++;
		} else {
			size_t n;
			const char *s = cell_at(b, index, t->row[i], &n);

			admit(c, t->hash[i], s, n, b->first + t->row[i], t->number[i]);
		}
	}
	c->looked += k;
}

/* The k values of t whose hashes are known, to the sketches of how many and
 * which. */
static void
add_hashes(struct column *c, struct csvin_batch *b, size_t index, const struct scratch *t, size_t k, bool numbers)
{
	for (size_t i = 0; i < k; i++)
		sketch_distinct_add(c->distinct, t->hash[i]);
	for (size_t i = 0; i < k; i++)
		if (__builtin_expect(t->hash[i] < c->shown->most || c->shown->n < SKETCH_SHOWN, 0)) {
			size_t n;
			const char *s = cell_at(b, index, t->row[i], &n);

			sketch_shown_put(c->shown, t->hash[i], s, n, numbers ? t->number[i] : 0);
		}
}

static void
add_numbers(struct column *c, struct csvin_batch *b, size_t index, size_t from, struct scratch *t)
{
	bool probed = is_probed(c);
	size_t k = read_numbers(c, b, index, from, t);

	sketch_moments_many(&c->moments, t->number, k);
	for (size_t i = 0; i < k; i++)
		sketch_spread_add(&c->spread, t->number[i], 1);
	for (size_t i = 0; i < k; i++)
		t->hash[i] = sketch_hash_number(t->number[i]);
	add_hashes(c, b, index, t, k, true);
	if (probed)
		look_up_numbers(c, b, index, t, k);
}

/* Texts and moments are looked up by what is written: what is found was read
 * and counted when it was new.  The others are left in t. */
static size_t
look_up_texts(struct column *c, struct csvin_batch *b, size_t index, size_t from, struct scratch *t, bool probed)
{
	struct csvin_field *f = b->fields + index * b->stride + from;
	uint64_t empty = 0, filled = 0, length = 0, hit = 0;
	size_t k = 0;

	for (size_t r = from; r < b->rows; r++, f++) {
		const char *s = b->bytes + f->at;

		if (f->n == 0) {
			empty++;
			continue;
		}
		filled++;
		uint64_t hash = sketch_hash(s, f->n);
		struct seen *e = probed ? dict_find(c->dict, hash) : NULL;

		length += f->n;
		if (e != NULL) {
			e->count += c->weight;
			hit++;
		} else {
			t->hash[k] = hash;
			t->row[k++] = (uint32_t)r;
		}
	}
	c->empty += empty;
	c->filled += filled;
	c->fits += hit;
	c->length += length;
	if (probed) {
		c->looked += filled;
		c->hit += hit;
	}
	return k;
}

/* Of k values those that fit; the others are told. */
static size_t
keep_fitting(struct column *c, struct csvin_batch *b, size_t index, struct scratch *t, size_t k)
{
	size_t kept = 0;

	if (c->mode == COLUMN_TEXT && c->format.nulls == 0)
		return k;
	for (size_t i = 0; i < k; i++) {
		size_t n;
		const char *s = cell_at(b, index, t->row[i], &n);
		bool null = cell_is_null(&c->format, s, n);

		if (null || (c->mode == COLUMN_MOMENT && !read_moment(c, s, n, &t->number[kept]))) {
			misfits_add(&c->misfits, s, n, b->first + t->row[i], 1);
			c->length -= n;
			continue;
		}
		t->hash[kept] = t->hash[i];
		t->row[kept++] = t->row[i];
	}
	return kept;
}

static void
add_texts(struct column *c, struct csvin_batch *b, size_t index, size_t from, struct scratch *t)
{
	bool probed = is_probed(c), moments = c->mode == COLUMN_MOMENT;
	size_t k = look_up_texts(c, b, index, from, t, probed);

	k = keep_fitting(c, b, index, t, k);
	c->fits += k;
	if (moments)
		sketch_moments_many(&c->moments, t->number, k);
	add_hashes(c, b, index, t, k, moments);
	for (size_t i = 0; i < k && probed; i++) {
		size_t n;
		const char *s = cell_at(b, index, t->row[i], &n);

		admit(c, t->hash[i], s, n, b->first + t->row[i], moments ? t->number[i] : 0);
	}
}

/* After the first batch: do the values look like numbers, and which are they? */
static void
settle(struct column *c, const struct csvin_batch *b, size_t index)
{
	const struct csvin_field *f = b->fields + index * b->stride;

	column_infer(c);
	c->inferred = true;
	c->numeric = c->format.type == CELL_INTEGER || c->format.type == CELL_NUMBER || c->format.type == CELL_BOOLEAN;
	for (size_t i = 0; i < c->dict->n && c->numeric; i++) {
		struct seen *e = &c->dict->seen[i];
		struct cell_value v;

		e->number = NAN;
		if (cell_read(&c->format, c->dict->text.s + e->at, e->n, &v) && v.kind != CELL_NULL)
			e->number = v.kind == CELL_INT ? (double)v.i : v.d;
	}
	for (size_t r = 0; r < b->rows && c->numeric; r++, f++)
		if (f->n > 0)
			c->values[r] = dict_find(c->dict, sketch_hash(b->bytes + f->at, f->n))->number;
}

/* The numbers of the rows before the one at which values became many. */
static void
reread(struct column *c, const struct csvin_batch *b, size_t index, size_t to)
{
	const struct csvin_field *f = b->fields + index * b->stride;
	bool whole = c->whole;

	for (size_t r = 0; r < to && c->mode == COLUMN_NUMBER; r++, f++)
		if (f->n == 0 || !read_number(c, b->bytes + f->at, f->n, &c->values[r]))
			c->values[r] = NAN;
	c->whole = whole;
}

static void
make_room(struct column *c, const struct csvin_batch *b, size_t slot, struct scratch *t)
{
	if (c->batch[slot].cap < b->rows) {
		c->batch[slot].cap = b->rows + b->rows / 4;
		c->batch[slot].at = mem_resize(c->batch[slot].at, c->batch[slot].cap, sizeof(double));
	}
	c->values = c->batch[slot].at;
	scratch_room(t, b->rows);
}

void
column_batch(struct column *c, struct csvin_batch *b, size_t index, size_t slot, struct scratch *t)
{
	size_t from = 0;

	make_room(c, b, slot, t);
	csvin_column(b, index);
	if (c->mode == COLUMN_DICT) {
		from = add_few(c, b, index);
		if (from < b->rows) {
			become_many(c);
			reread(c, b, index, from);
		} else if (!c->settled) {
			settle(c, b, index);
		}
		c->settled = true;
	}
	if (c->mode == COLUMN_NUMBER)
		add_numbers(c, b, index, from, t);
	else if (c->mode != COLUMN_DICT)
		add_texts(c, b, index, from, t);
	if (c->mode != COLUMN_DICT)
		c->numeric = c->mode == COLUMN_NUMBER;
	c->batch[slot].numeric = c->numeric;
}
