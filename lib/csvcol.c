/* Theory of operation.
 *
 * One thread cuts the file into batches of rows, which go into a ring.  The
 * columns are dealt out to workers (the caller is one); each reads every batch
 * and appends to its own columns, so that nothing is shared but the batches
 * and each column grows in the order of the rows. */
#include "csvcol.h"

#include "csvin.h"
#include "event.h"
#include "mem.h"
#include "rec.h"

#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { RING = 8, WORKERS = 8 };

struct load {
	struct csvcols *c;
	struct csvtab_scan *scan;
	size_t *columns, n_columns;    /* those to load */
	int workers;
	/* under lock */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct csvin_batch ring[RING];
	uint64_t filled, taken[WORKERS];
	bool ended;
	jv why;
	/* beside it */
	atomic_size_t bytes;
	const struct csvcol_limits *limits;
	atomic_bool stop, late;
};

struct worker {
	struct load *l;
	int number;
};

/* ---- cells */

static void
grow(struct csvcol *c, size_t *cap, size_t rows)
{
	size_t size = csvcol_bytes(c, 1);

	if (rows <= *cap)
		return;
	while (*cap < rows)
		*cap = *cap > 0 ? *cap * 2 : 1 << 14;
	if (c->kind == CSVCOL_TEXT)
		c->code = mem_resize(c->code, *cap, size);
	else if (c->kind == CSVCOL_INT)
		c->whole = mem_resize(c->whole, *cap, size);
	else
		c->real = mem_resize(c->real, *cap, size);
}

/* The code of a spelling that has come for the first time. */
static uint32_t
code_of(struct csvcol *c, const char *s, size_t n)
{
	struct cell_value v;
	bool fresh;

	cell_read(c->format, s, n, &v);
	return v.kind == CELL_STRING ? csvdict_add(&c->values, v.s, v.n, &fresh) + 1 : 0;
}

static void
add_texts(struct load *l, struct csvcol *c, const struct csvin_batch *b, size_t column, size_t row)
{
	size_t before = c->spellings.bytes + c->values.bytes, n;

	if (l->bytes + csvdict_growth(&c->spellings, b->rows) + csvdict_growth(&c->values, b->rows) > l->limits->bytes) {
		l->stop = true;
		return;
	}
	for (size_t r = 0; r < b->rows; r++) {
		const char *s = csvin_cell(b, r, column, &n);
		bool fresh;
		uint32_t k = csvdict_add(&c->spellings, s, n, &fresh);

		if (fresh) {
			if (k >= c->code_cap) {
				c->code_cap = c->code_cap > 0 ? c->code_cap * 2 : 256;
				c->code_of = mem_resize(c->code_of, c->code_cap, sizeof *c->code_of);
			}
			c->code_of[k] = code_of(c, s, n);
		}
		c->code[row + r] = c->code_of[k];
	}
	atomic_fetch_add(&l->bytes, c->spellings.bytes + c->values.bytes - before);
}

static void
add_numbers(struct csvcol *c, const struct csvin_batch *b, size_t column, size_t row)
{
	struct cell_value v;
	size_t n;

	for (size_t r = 0; r < b->rows; r++) {
		const char *s = csvin_cell(b, r, column, &n);

		cell_read(c->format, s, n, &v);
		if (c->kind == CSVCOL_REAL) {
			/* -0.0 is 0.0 in SQL's tables. */
			c->real[row + r] = v.kind == CELL_REAL ? v.d + 0.0 : v.kind == CELL_INT ? (double)v.i : NAN;
		} else {
			c->whole[row + r] = v.kind == CELL_INT ? v.i : CSVCOL_NULL;
			c->odd |= v.kind == CELL_REAL || (v.kind == CELL_INT && v.i == CSVCOL_NULL);
		}
	}
}

static enum csvcol_kind
kind_for(const struct cell_format *f)
{
	switch (f->type) {
	case CELL_INTEGER:
	case CELL_BOOLEAN:
		return CSVCOL_INT;
	case CELL_NUMBER:
		return CSVCOL_REAL;
	default:
		return CSVCOL_TEXT;
	}
}

/* ---- the ring */

/* The batch number at, once it is there; NULL at the end. */
static struct csvin_batch *
await_batch(struct load *l, uint64_t at)
{
	pthread_mutex_lock(&l->lock);
	while (l->filled <= at && !l->ended)
		pthread_cond_wait(&l->changed, &l->lock);
	bool there = l->filled > at && !l->stop;

	pthread_mutex_unlock(&l->lock);
	return there ? &l->ring[at % RING] : NULL;
}

static void
give_back(struct load *l, int worker)
{
	pthread_mutex_lock(&l->lock);
	l->taken[worker]++;
	pthread_cond_broadcast(&l->changed);
	pthread_mutex_unlock(&l->lock);
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct load *l = w->l;
	size_t caps[2] = {0}, row = 0, *cap = caps;
	struct csvin_batch *b;

	if (l->n_columns > 2)
		cap = mem_calloc(l->n_columns, sizeof *cap);
	for (uint64_t at = 0; (b = await_batch(l, at)) != NULL; at++) {
		for (size_t i = (size_t)w->number; i < l->n_columns; i += (size_t)l->workers) {
			size_t column = l->columns[i];
			struct csvcol *c = &l->c->column[column];

			grow(c, &cap[i], row + b->rows);
			/* What doubling reserves beyond them is not touched yet. */
			atomic_fetch_add(&l->bytes, csvcol_bytes(c, b->rows));
			csvin_column(b, column);
			if (c->kind == CSVCOL_TEXT)
				add_texts(l, c, b, column, row);
			else
				add_numbers(c, b, column, row);
		}
		row += b->rows;
		if (l->bytes > l->limits->bytes)
			l->stop = true;
		give_back(l, w->number);
	}
	if (cap != caps)
		free(cap);
	if (w->number == 0)
		l->c->rows = row;
	return NULL;
}

/* Waits until the slowest worker has given a slot back. */
static bool
await_room(struct load *l)
{
	bool room = false;

	pthread_mutex_lock(&l->lock);
	while (!l->stop) {
		uint64_t least = l->filled;

		for (int i = 0; i < l->workers; i++)
			if (l->taken[i] < least)
				least = l->taken[i];
		room = l->filled - least < RING;
		if (room)
			break;
		pthread_cond_wait(&l->changed, &l->lock);
	}
	pthread_mutex_unlock(&l->lock);
	return room;
}

static bool
in_time(struct load *l)
{
	l->late = l->limits->deadline > 0 && event_ms() > l->limits->deadline;
	return !l->late;
}

static void *
read_file(void *arg)
{
	struct load *l = arg;
	jv why = jv_null();

	while (in_time(l) && await_room(l) && csvtab_batch(l->scan, &l->ring[l->filled % RING], &why) == 1) {
		pthread_mutex_lock(&l->lock);
		l->filled++;
		pthread_cond_broadcast(&l->changed);
		pthread_mutex_unlock(&l->lock);
	}
	pthread_mutex_lock(&l->lock);
	l->ended = true;
	l->why = why;
	pthread_cond_broadcast(&l->changed);
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

static int
processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

static void
run(struct load *l)
{
	struct worker workers[WORKERS];
	pthread_t reader, threads[WORKERS] = {0};
	int n = processors() - 1;

	l->workers = n < 1 ? 1 : n > WORKERS ? WORKERS : n;
	if ((size_t)l->workers > l->n_columns)
		l->workers = l->n_columns > 0 ? (int)l->n_columns : 1;
	for (int i = 0; i < l->workers; i++)
		workers[i] = (struct worker){l, i};
	if (pthread_create(&reader, NULL, read_file, l) != 0)
		mem_die();
	for (int i = 1; i < l->workers; i++)
		if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
			mem_die();
	work(&workers[0]);
	for (int i = 1; i < l->workers; i++)
		pthread_join(threads[i], NULL);
	pthread_join(reader, NULL);
}

/* ---- what callers see */

static void
drop(struct csvcol *c)
{
	if (c->borrowed)
		*c = (struct csvcol){0};
	free(c->code);
	free(c->whole);
	free(c->real);
	free(c->code_of);
	free(c->made);
	csvdict_free(&c->values);
	csvdict_free(&c->spellings);
	*c = (struct csvcol){0};
}

/* Which of the wanted columns are not there yet, made ready to be loaded. */
static void
choose(struct load *l, struct csvtab *t, const bool *used, bool *wanted)
{
	for (size_t i = 0; i < csvtab_columns(t); i++) {
		struct csvcol *c = &l->c->column[i];

		wanted[i] = used[i] && c->kind == CSVCOL_NONE;
		if (!wanted[i])
			continue;
		c->format = csvtab_format(t, i);
		c->kind = kind_for(c->format);
		l->columns[l->n_columns++] = i;
	}
}

static enum csvcol_end
outcome(const struct load *l)
{
	bool odd = false;

	for (size_t i = 0; i < l->n_columns; i++)
		odd |= l->c->column[l->columns[i]].odd;
	return jv_get_kind(l->why) != JV_KIND_NULL ? CSVCOL_FAILED : l->late ? CSVCOL_LATE
	    : l->stop || odd ? CSVCOL_TOO_BIG : CSVCOL_LOADED;
}

static enum csvcol_end
settle(struct load *l, jv *why)
{
	enum csvcol_end end = outcome(l);

	for (size_t i = 0; i < l->n_columns; i++) {
		struct csvcol *c = &l->c->column[l->columns[i]];

		csvdict_free(&c->spellings);
		free(c->code_of);
		c->code_of = NULL;
		if (end == CSVCOL_LOADED)
			l->c->bytes += csvcol_bytes(c, l->c->rows) + c->values.bytes;
		else
			drop(c);
	}
	for (size_t i = 0; i < RING; i++)
		csvin_batch_free(&l->ring[i]);
	*why = l->why;
	return end;
}

enum csvcol_end
csvcol_load(struct csvcols *c, struct csvtab *t, const bool *used, size_t columns,
    const struct csvcol_limits *limits, jv *why)
{
	size_t n = csvtab_columns(t);
	bool *wanted = mem_calloc(n, sizeof *wanted);
	enum csvcol_end end = CSVCOL_LOADED;   /* where nothing is to do */
	struct load l = {.c = c, .columns = mem_calloc(n, sizeof(size_t)), .why = jv_null(), .limits = limits,
	    .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

	*why = jv_null();
	if (c->column == NULL) {
		c->columns = columns;
		c->column = mem_calloc(columns, sizeof *c->column);
		c->fresh = true;
	}
	choose(&l, t, used, wanted);
	/* With no column to load the rows still have to be counted, once. */
	if (l.n_columns > 0 || c->fresh) {
		l.scan = csvtab_scan(t, wanted, &l.why);
		if (l.scan != NULL)
			run(&l);
		end = settle(&l, why);
		csvtab_scan_free(l.scan);
		c->fresh = c->fresh && end != CSVCOL_LOADED;
	}
	free(l.columns);
	free(wanted);
	return end;
}

void
csvcol_free(struct csvcols *c)
{
	for (size_t i = 0; i < c->columns; i++)
		drop(&c->column[i]);
	free(c->column);
	*c = (struct csvcols){0};
}

void
csvcol_borrow(struct csvcols *c, const struct csvcols *from, size_t columns)
{
	c->rows = from->rows;
	c->columns = columns;
	c->column = mem_calloc(columns, sizeof *c->column);
	for (size_t i = 0; i < from->columns; i++) {
		c->column[i] = from->column[i];
		c->column[i].borrowed = from->column[i].kind != CSVCOL_NONE;
	}
}

struct csvcol
csvcol_gather(const struct csvcol *c, const uint32_t *rows, size_t n)
{
	struct csvcol g = *c;

	if (c->code != NULL) {
		g.code = mem_alloc((n + 1) * sizeof *g.code);
		for (size_t i = 0; i < n; i++)
			g.code[i] = c->code[rows[i]];
	} else if (c->kind == CSVCOL_INT) {
		g.whole = mem_alloc((n + 1) * sizeof *g.whole);
		for (size_t i = 0; i < n; i++)
			g.whole[i] = c->whole[rows[i]];
	} else {
		g.real = mem_alloc((n + 1) * sizeof *g.real);
		for (size_t i = 0; i < n; i++)
			g.real[i] = c->real[rows[i]];
	}
	return g;
}

size_t
csvcol_bytes(const struct csvcol *c, size_t rows)
{
	return rows * (c->kind == CSVCOL_INT ? sizeof *c->whole : c->kind == CSVCOL_REAL ? sizeof *c->real : sizeof *c->code);
}

size_t
csvcol_codes(const struct csvcol *c)
{
	return (c->kind == CSVCOL_MADE ? c->n_made : c->values.count) + 1;
}

void
csvcol_value(const struct csvcol *c, size_t row, struct cell_value *v)
{
	v->kind = CELL_NULL;
	if (c->kind == CSVCOL_TEXT && c->code[row] > 0) {
		v->kind = CELL_STRING;
		v->s = c->values.text[c->code[row] - 1].s;
		v->n = c->values.text[c->code[row] - 1].n;
	} else if (c->kind == CSVCOL_MADE && c->code[row] > 0) {
		*v = c->made[c->code[row] - 1];
	} else if (c->kind == CSVCOL_INT && c->whole[row] != CSVCOL_NULL) {
		v->kind = CELL_INT;
		v->i = c->whole[row];
	} else if (c->kind == CSVCOL_REAL && !isnan(c->real[row])) {
		v->kind = CELL_REAL;
		v->d = c->real[row];
	}
}
