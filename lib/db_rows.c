#include "db_table.h"
#include "mem.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* ---- comparisons as SQL makes them */

bool
db_rows_exact(enum cell_type type, sqlite3_value *want)
{
	int is = sqlite3_value_type(want);

	switch (type) {
	case CELL_INTEGER:
	case CELL_NUMBER:
	case CELL_BOOLEAN:
		return is == SQLITE_INTEGER || is == SQLITE_FLOAT;
	case CELL_EMPTY:
		return false;
	default:
		return is == SQLITE_TEXT;
	}
}

static int
compare(const struct cell_value *v, sqlite3_value *want)
{
	if (v->kind == CELL_STRING) {
		const char *s = (const char *)sqlite3_value_text(want);
		size_t n = s != NULL ? (size_t)sqlite3_value_bytes(want) : 0;
		int d = n > 0 ? memcmp(v->s, s, v->n < n ? v->n : n) : 0;

		return d != 0 ? d : (v->n > n) - (v->n < n);
	}
	long double x = v->kind == CELL_INT ? (long double)v->i : v->d;
	long double y = sqlite3_value_type(want) == SQLITE_INTEGER ? (long double)sqlite3_value_int64(want)
	                                                           : sqlite3_value_double(want);

	return (x > y) - (x < y);
}

bool
db_rows_pass(const struct cell_value *v, int op, sqlite3_value *want)
{
	if (v->kind == CELL_NULL)
		return false;
	int d = compare(v, want);

	switch (op) {
	case SQLITE_INDEX_CONSTRAINT_EQ: return d == 0;
	case SQLITE_INDEX_CONSTRAINT_GT: return d > 0;
	case SQLITE_INDEX_CONSTRAINT_GE: return d >= 0;
	case SQLITE_INDEX_CONSTRAINT_LT: return d < 0;
	default: return d <= 0;
	}
}

/* ---- loading */

static bool
wants(const struct plan *p, size_t column)
{
	/* The last bit stands for all columns from the 64th on. */
	bool is = p->used >> (column < 63 ? column : 63) & 1;

	is |= p->lookup == (int)column;
	for (size_t i = 0; i < p->n_keys && !is; i++)
		is = p->keys[i].column == column;
	for (size_t i = 0; i < p->n_tests && !is; i++)
		is = p->tests[i].column == (int)column;
	return is;
}

static int
load(struct table *t, const struct plan *p)
{
	bool *used = mem_calloc(t->columns, sizeof *used);
	struct db *db = t->db;
	bool late = false;
	jv why, set = jv_array_get(jv_copy(db->datasets), t->number);
	const struct csvcols *shared = t->cols.column == NULL ? db_cache_find(db->cache, set, &late) : NULL;

	jv_free(set);
	if (late) {
		free(used);
		return SQLITE_INTERRUPT;
	}
	if (shared != NULL)
		csvcol_borrow(&t->cols, shared, t->all);
	for (size_t i = 0; i < t->columns; i++)
		used[i] = wants(p, i);
	for (size_t i = t->columns; i < t->all; i++)
		if (wants(p, i))
			used[db->derived[t->derived[i - t->columns]].base[t->number]] = true;
	struct csvcol_limits limits = {db_room(db), db->deadline};
	size_t before = t->cols.bytes;
	enum csvcol_end end = csvcol_load(&t->cols, t->tab, used, t->all, &limits, &why);
	int rc = end == CSVCOL_LOADED ? SQLITE_OK : end == CSVCOL_LATE ? SQLITE_INTERRUPT : SQLITE_ERROR;

	free(used);
	if (end == CSVCOL_FAILED) {
		jv_free(db->failure);
		db->failure = why;
	}
	db->too_big |= end == CSVCOL_TOO_BIG;
	if (rc == SQLITE_OK && !db_take(db, t->cols.bytes - before))
		rc = SQLITE_ERROR;
	for (size_t i = t->columns; i < t->all && rc == SQLITE_OK; i++)
		if (wants(p, i))
			rc = db_derive_fill(t, i);
	return rc;
}

/* ---- the rows that pass the plan's tests */

static bool
passes(const struct table *t, const struct plan *p, size_t row, sqlite3_value **want)
{
	for (size_t i = 0; i < p->n_tests; i++) {
		struct cell_value v;

		csvcol_value(&t->cols.column[p->tests[i].column], row, &v);
		if (!db_rows_pass(&v, p->tests[i].op, want[i]))
			return false;
	}
	return true;
}

static bool
filter(struct table *t, struct plan *p, sqlite3_value **want)
{
	p->n_pass = t->cols.rows;
	if (p->n_tests == 0)
		return true;
	if (!db_take(t->db, t->cols.rows * sizeof *p->pass))
		return false;
	p->pass = mem_alloc((t->cols.rows + 1) * sizeof *p->pass);
	p->n_pass = 0;
	for (size_t row = 0; row < t->cols.rows; row++)
		if (passes(t, p, row, want))
			p->pass[p->n_pass++] = (uint32_t)row;
	return true;
}

/* ---- units: rows, or groups of rows that are alike (by number) */

/* The rows that stand for the units; NULL: all rows. */
static const uint32_t *
units(const struct table *t, const struct plan *p, size_t *n)
{
	*n = t->fold.on ? t->fold.groups.n : p->n_pass;
	return t->fold.on ? t->fold.groups.first : p->pass;
}

/* Of a unit csvgroup_make, _lists and _sort keep four numbers at most. */
enum { UNIT_BYTES = 4 * sizeof(uint32_t) };

/* False where there is no room; else UNIT_BYTES a unit are taken. */
static bool
group_units(struct table *t, struct plan *p, const struct csvgroup_key *keys, size_t n_keys, struct csvgroups *g)
{
	size_t n;
	const uint32_t *rows = units(t, p, &n);

	if (!db_take(t->db, n * UNIT_BYTES))
		return false;
	if (!csvgroup_make(g, &t->cols, keys, n_keys, rows, n, db_room_groups(t->db))) {
		t->db->too_big = true;
		return false;
	}
	csvgroup_lists(g, t->fold.on ? NULL : rows);
	return true;
}

static bool
arrange(struct table *t, struct plan *p)
{
	struct csvgroups g;

	if (!group_units(t, p, p->keys, p->n_keys, &g))
		return false;
	uint32_t *order = csvgroup_sort(&g, &t->cols, p->keys, p->n_keys);

	p->n_list = g.rows_n;
	p->list = mem_alloc((g.rows_n + 1) * sizeof *p->list);
	for (size_t i = 0, at = 0; i < g.n; i++) {
		size_t many = g.start[order[i] + 1] - g.start[order[i]];

		memcpy(p->list + at, g.rows + g.start[order[i]], many * sizeof *p->list);
		at += many;
	}
	free(order);
	csvgroup_free(&g);
	/* What is left of it is the list. */
	db_give_back(t->db, p->n_list * (UNIT_BYTES - sizeof *p->list));
	return true;
}

static bool
is_read(const struct table *t, const struct plan *p, size_t column)
{
	return p->used >> (column < 63 ? column : 63) & 1 && t->cols.column[column].kind != CSVCOL_NONE;
}

/* SQLite then walks straight through memory: columns are brought into the
 * list's order once, in loops that wait for many cells at a time. */
static void
gather(struct table *t, struct plan *p)
{
	enum { LONG = 1 << 15 };

	size_t bytes = 0;

	for (size_t i = 0; i < t->all; i++)
		if (is_read(t, p, i))
			bytes += csvcol_bytes(&t->cols.column[i], p->n_list);
	if (t->fold.on || p->list == NULL || p->n_list < LONG || bytes > db_room(t->db) || !db_take(t->db, bytes))
		return;
	p->gathered = mem_calloc(t->all, sizeof *p->gathered);
	p->n_gathered = t->all;
	for (size_t i = 0; i < t->all; i++)
		if (is_read(t, p, i))
			p->gathered[i] = csvcol_gather(&t->cols.column[i], p->list, p->n_list);
}

/* ---- lookups */

/* A value's bytes, by which groups are found: text as it is, numbers as double
 * (equal ones have equal bytes; unequal ones that a double does not tell apart
 * are SQLite's to sort out, which compares again). */
static void
key_bytes(const struct cell_value *v, double *room, const char **s, size_t *n)
{
	*s = v->s;
	*n = v->n;
	if (v->kind == CELL_STRING)
		return;
	*room = (v->kind == CELL_INT ? (double)v->i : v->d) + 0.0;
	*s = (const char *)room;
	*n = sizeof *room;
}

/* The units by the lookup's column.  Groups that come under the same bytes
 * (whole numbers beyond 2^53) must be one. */
static bool
make_index(struct table *t, struct plan *p)
{
	struct csvgroup_key key = {(size_t)p->lookup, false};
	bool fits = true;

	if (!group_units(t, p, &key, 1, &p->index))
		return false;
	for (size_t g = 0; g < p->index.n && fits; g++) {
		static const char null[] = "\xFF";     /* what no text and no double is */
		struct cell_value v;
		double room;
		const char *s = null;
		size_t n = 1;
		bool fresh;

		csvcol_value(&t->cols.column[p->lookup], p->index.first[g], &v);
		if (v.kind != CELL_NULL)
			key_bytes(&v, &room, &s, &n);
		csvdict_add(&p->index_key, s, n, &fresh);
		fits = fresh && p->index_key.bytes < db_room(t->db);
	}
	t->db->too_big |= !fits;
	return fits && db_take(t->db, p->index_key.bytes);
}

void
db_rows_find(const struct table *t, const struct plan *p, sqlite3_value *want, const uint32_t **list, size_t *n)
{
	struct cell_value v = {.kind = CELL_STRING};
	const struct csvcol *c = &t->cols.column[p->lookup];
	bool number = c->kind == CSVCOL_INT || c->kind == CSVCOL_REAL;
	int is = sqlite3_value_type(want);
	double room;
	const char *s;

	*list = p->index.rows;
	*n = p->index.rows_n;
	if (is == SQLITE_NULL) {
		*n = 0;
		return;
	}
	/* Text against a number: SQLite converts the one or the other; let it see
	 * all rows. */
	if (number ? is == SQLITE_TEXT || is == SQLITE_BLOB : is != SQLITE_TEXT)
		return;
	if (is == SQLITE_TEXT) {
		v.s = (const char *)sqlite3_value_text(want);
		v.n = (size_t)sqlite3_value_bytes(want);
	} else {
		v.kind = CELL_REAL;
		v.d = sqlite3_value_double(want);
	}
	key_bytes(&v, &room, &s, n);
	int64_t g = csvdict_find(&p->index_key, s, *n);

	*list += g >= 0 ? p->index.start[g] : 0;
	*n = g >= 0 ? p->index.start[g + 1] - p->index.start[g] : 0;
}

int
db_rows_arrange(struct table *t, struct plan *p, sqlite3_value **want)
{
	if (p->arranged)
		return SQLITE_OK;
	int rc = load(t, p);

	if (rc != SQLITE_OK)
		return rc;
	if (!filter(t, p, want + (p->lookup != -1)))
		return SQLITE_ERROR;
	if (!db_fold_make(t, p))
		return SQLITE_ERROR;
	if (db_is_late(t->db))
		return SQLITE_INTERRUPT;
	if (p->lookup != -1) {
		if (!make_index(t, p))
			return SQLITE_ERROR;
	} else if (p->n_keys > 0) {
		if (!arrange(t, p))
			return SQLITE_ERROR;
		gather(t, p);
	} else if (t->fold.on) {
		p->n_list = t->fold.groups.n;
	} else {
		p->list = p->pass;
		p->n_list = p->n_pass;
		p->pass = NULL;
	}
	p->arranged = true;
	return SQLITE_OK;
}

void
db_rows_forget(struct db *db)
{
	for (int i = 0; i < jv_array_length(jv_copy(db->datasets)); i++) {
		struct table *t = db->tables[i];

		if (t == NULL)
			continue;
		for (size_t k = 0; k < t->n_plans; k++)
			db_plan_free(t->plans[k]);
		t->n_plans = 0;
		csvcol_free(&t->cols);
		db_fold_free(t);
		t->fold = (struct fold){0};
	}
	db_give_back(db, db->taken);
	db->too_big = false;
	malloc_trim(0);   /* what threads have freed goes to nobody else */
}
