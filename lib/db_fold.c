/* Rows that are alike, given to SQLite as one.
 *
 * A statement that only sums, counts and compares cannot tell n equal rows
 * from one row that counts n times.  Which columns it looks at otherwise (to
 * group, filter, join, compute) SQLite itself says: the program that EXPLAIN
 * shows is read once.  Rows equal in those columns are folded into one; the
 * columns that only aggregates take are summed up beforehand, in the rows'
 * order and as SQLite would.  So its machine runs over thousands of rows
 * instead of millions.
 *
 * Whatever the reader of the program does not know forbids folding, and the
 * statement then runs row by row.  The differential test (tests/unit/dbsame.c)
 * holds both ways against SQLite on imported data. */
#include "db_table.h"
#include "mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- aggregates that know weights */

struct total {
	sqlite3_int64 n, whole;
	double sum;
	bool real, overflow;
};

static void
add_whole(struct total *t, int64_t x)
{
	t->overflow |= __builtin_add_overflow(t->whole, x, &t->whole);
}

static const struct summary *
summary_of(sqlite3_value *v)
{
	return sqlite3_value_pointer(v, "summary");
}

static void
step_total(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const struct db *db = sqlite3_user_data(ctx);
	struct total *t = sqlite3_aggregate_context(ctx, sizeof *t);
	const struct summary *s = summary_of(argv[0]);
	int type = s == NULL ? sqlite3_value_numeric_type(argv[0]) : SQLITE_NULL;

	(void)argc;
	if (t == NULL) {
		sqlite3_result_error_nomem(ctx);
	} else if (s != NULL) {
		t->n += s->n;
		t->sum += s->sum;
		t->real |= s->real;
		t->overflow |= s->overflow;
		add_whole(t, s->whole);
	} else if (type != SQLITE_NULL) {
		int64_t x;

		t->n += db->weight;
		t->sum += (double)db->weight * sqlite3_value_double(argv[0]);
		t->real |= type != SQLITE_INTEGER;
		if (type == SQLITE_INTEGER) {
			t->overflow |= __builtin_mul_overflow(sqlite3_value_int64(argv[0]), db->weight, &x);
			add_whole(t, x);
		}
	}
}

static void
end_sum(sqlite3_context *ctx)
{
	struct total *t = sqlite3_aggregate_context(ctx, 0);

	if (t == NULL || t->n == 0)
		return;
	if (t->overflow && !t->real)
		sqlite3_result_error(ctx, "integer overflow", -1);
	else if (t->real)
		sqlite3_result_double(ctx, t->sum);
	else
		sqlite3_result_int64(ctx, t->whole);
}

static void
end_total(sqlite3_context *ctx)
{
	struct total *t = sqlite3_aggregate_context(ctx, 0);

	sqlite3_result_double(ctx, t != NULL ? t->sum : 0);
}

static void
end_avg(sqlite3_context *ctx)
{
	struct total *t = sqlite3_aggregate_context(ctx, 0);

	if (t != NULL && t->n > 0)
		sqlite3_result_double(ctx, t->sum / (double)t->n);
}

static void
step_count(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const struct db *db = sqlite3_user_data(ctx);
	sqlite3_int64 *n = sqlite3_aggregate_context(ctx, sizeof *n);
	const struct summary *s = argc > 0 ? summary_of(argv[0]) : NULL;

	if (n == NULL)
		sqlite3_result_error_nomem(ctx);
	else if (s != NULL)
		*n += s->n;
	else if (argc == 0 || sqlite3_value_type(argv[0]) != SQLITE_NULL)
		*n += db->weight;
}

static void
end_count(sqlite3_context *ctx)
{
	sqlite3_int64 *n = sqlite3_aggregate_context(ctx, 0);

	sqlite3_result_int64(ctx, n != NULL ? *n : 0);
}

/* Whoever folds for it made each group of the statement one group of rows. */
static void
step_many(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	sqlite3_int64 *n = sqlite3_aggregate_context(ctx, sizeof *n);
	const struct summary *s = summary_of(argv[0]);

	(void)argc;
	if (n == NULL)
		sqlite3_result_error_nomem(ctx);
	else if (s != NULL)
		*n = s->many;
	else
		*n = sqlite3_value_type(argv[0]) != SQLITE_NULL;
}

/* min and max: the value in front, its text in memory of SQLite's. */
struct front {
	struct cell_value v;
	char *text;
};

static void
value_in(sqlite3_value *in, bool most, struct cell_value *v)
{
	const struct summary *s = summary_of(in);

	v->kind = CELL_NULL;
	if (s != NULL) {
		*v = most ? s->most : s->least;
		return;
	}
	switch (sqlite3_value_type(in)) {
	case SQLITE_INTEGER:
		v->kind = CELL_INT;
		v->i = sqlite3_value_int64(in);
		break;
	case SQLITE_FLOAT:
		v->kind = CELL_REAL;
		v->d = sqlite3_value_double(in);
		break;
	case SQLITE_TEXT:
		v->kind = CELL_STRING;
		v->s = (const char *)sqlite3_value_text(in);
		v->n = v->s != NULL ? (size_t)sqlite3_value_bytes(in) : 0;
		break;
	default:
		break;
	}
}

static void
step_front(sqlite3_context *ctx, sqlite3_value *in, bool most)
{
	struct front *f = sqlite3_aggregate_context(ctx, sizeof *f);
	struct cell_value v;

	value_in(in, most, &v);
	if (f == NULL || v.kind == CELL_NULL)
		return;
	int d = f->v.kind == CELL_NULL ? 0 : csvgroup_compare(&v, &f->v);

	if (f->v.kind != CELL_NULL && (most ? d <= 0 : d >= 0))
		return;
	f->v = v;
	if (v.kind != CELL_STRING)
		return;
	f->text = sqlite3_realloc64(f->text, v.n + 1);
	if (f->text == NULL) {
		f->v.kind = CELL_NULL;
		sqlite3_result_error_nomem(ctx);
		return;
	}
	memcpy(f->text, v.s, v.n);
	f->v.s = f->text;
}

static void
step_min(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	step_front(ctx, argv[0], false);
}

static void
step_max(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	step_front(ctx, argv[0], true);
}

static void
end_front(sqlite3_context *ctx)
{
	struct front *f = sqlite3_aggregate_context(ctx, 0);

	if (f == NULL)
		return;
	if (f->v.kind == CELL_INT)
		sqlite3_result_int64(ctx, f->v.i);
	else if (f->v.kind == CELL_REAL)
		sqlite3_result_double(ctx, f->v.d);
	else if (f->v.kind == CELL_STRING)
		sqlite3_result_text64(ctx, f->v.s, f->v.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	sqlite3_free(f->text);
	f->text = NULL;
}

struct aggregate {
	const char *name;
	int args;
	bool numbers;              /* has no summary of text */
	void (*step)(sqlite3_context *, int, sqlite3_value **);
	void (*end)(sqlite3_context *);
};

static const struct aggregate aggregates[] = {
    {"sum", 1, true, step_total, end_sum}, {"total", 1, true, step_total, end_total},
    {"avg", 1, true, step_total, end_avg}, {"count", 0, false, step_count, end_count},
    {"count", 1, false, step_count, end_count}, {"min", 1, false, step_min, end_front},
    {"max", 1, false, step_max, end_front}, {DB_MANY, 1, false, step_many, end_count}};

enum { AGGREGATES = sizeof aggregates / sizeof *aggregates };

bool
db_fold_takes(const char *aggregate, bool numbers)
{
	for (size_t i = 0; i < AGGREGATES; i++) {
		const struct aggregate *a = &aggregates[i];
		char name[20];

		snprintf(name, sizeof name, "%s(%d)", a->name, a->args);
		if (strcmp(name, aggregate) == 0)
			return numbers || !a->numbers;
	}
	return false;
}

void
db_fold_functions(struct db *db)
{
	db->weight = 1;
	db->counts = true;
	for (size_t i = 0; i < AGGREGATES; i++)
		sqlite3_create_function(db->h, aggregates[i].name, aggregates[i].args,
		    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, db, NULL, aggregates[i].step, aggregates[i].end);
}

/* ---- the groups */

/* The columns that tell rows apart. */
static size_t
fold_keys(const struct table *t, const struct plan *p, struct csvgroup_key *keys)
{
	size_t n = 0;

	for (size_t i = 0; i < t->all; i++) {
		bool is = t->fold.key[i] || p->lookup == (int)i;

		for (size_t k = 0; k < p->n_keys; k++)
			is |= p->keys[k].column == i;
		if (is)
			keys[n++] = (struct csvgroup_key){i, false};
		t->fold.measured[i] &= !is;
		t->fold.counted[i] &= !is;
	}
	return n;
}

static void
take_extremes(struct summary *s, const struct cell_value *v)
{
	if (s->least.kind == CELL_NULL || csvgroup_compare(v, &s->least) < 0)
		s->least = *v;
	if (s->most.kind == CELL_NULL || csvgroup_compare(v, &s->most) > 0)
		s->most = *v;
}

/* In the rows' order, so that sums round as SQLite's do. */
static void
sum_up(struct table *t, const struct plan *p, size_t column)
{
	const struct csvcol *c = &t->cols.column[column];
	const struct csvgroups *g = &t->fold.groups;
	struct summary *all = mem_calloc(g->n + 1, sizeof *all);

	t->fold.summary[column] = all;
	for (size_t i = 0; i < g->rows_n; i++) {
		size_t row = p->pass != NULL ? p->pass[i] : i;
		struct summary *s = &all[g->of[i]];

		if (c->kind == CSVCOL_REAL && !isnan(c->real[row])) {
			s->n++;
			s->real = true;
			s->sum += c->real[row];
		} else if (c->kind == CSVCOL_INT && c->whole[row] != CSVCOL_NULL) {
			s->n++;
			s->overflow |= __builtin_add_overflow(s->whole, c->whole[row], &s->whole);
			s->sum += (double)c->whole[row];
		} else if (c->code != NULL) {
			s->n += c->code[row] > 0;
		}
	}
	if (!t->fold.wants_front)
		return;
	for (size_t i = 0; i < g->rows_n; i++) {
		struct cell_value v;

		csvcol_value(c, p->pass != NULL ? p->pass[i] : i, &v);
		if (v.kind != CELL_NULL)
			take_extremes(&all[g->of[i]], &v);
	}
}

/* What one group takes. */
static size_t
fold_bytes(const struct table *t)
{
	size_t bytes = sizeof *t->fold.weight + sizeof *t->fold.groups.first;

	for (size_t i = 0; i < t->all; i++)
		bytes += t->fold.measured[i] ? sizeof(struct summary) : 0;
	return bytes;
}

/* Folding few into one would not pay for itself; the first rows tell it soon. */
static size_t
worth(size_t rows)
{
	return rows / 2 + 1000;
}

static bool
pays(const struct table *t, const struct plan *p, const struct csvgroup_key *keys, size_t n)
{
	size_t some = p->n_pass / 16;
	struct csvgroups g;

	if (!csvgroup_make(&g, &t->cols, keys, n, p->pass, some, worth(some)))
		return false;
	csvgroup_free(&g);
	return true;
}

static bool
fold_rows(struct table *t, const struct plan *p)
{
	struct fold *f = &t->fold;
	struct csvgroup_key *keys = mem_calloc(t->all, sizeof *keys);
	size_t n = fold_keys(t, p, keys);
	size_t most = worth(p->n_pass), room = db_room(t->db) / 3, each = fold_bytes(t);
	size_t rows = p->n_pass * 3 * sizeof(uint32_t);

	if (most > room / (each + 36))
		most = room / (each + 36);
	bool fits = rows <= room && pays(t, p, keys, n) &&
	    csvgroup_make(&f->groups, &t->cols, keys, n, p->pass, p->n_pass, most) &&
	    db_take(t->db, rows + f->groups.n * each);

	free(keys);
	return fits;
}

/* False where the values are too many. */
static bool
count_values(struct table *t, const struct plan *p, size_t column)
{
	struct csvgroups *g = &t->fold.groups;
	size_t bytes = g->rows_n * 2 * sizeof(uint32_t) + g->n * sizeof(int64_t);
	int64_t *many;

	if (!db_take(t->db, bytes))
		return false;
	many = mem_calloc(g->n + 1, sizeof *many);
	bool fits = csvgroup_count(g, &t->cols, column, p->pass, db_room_groups(t->db), many);

	for (size_t i = 0; i < g->n; i++)
		t->fold.summary[column][i].many = many[i];
	free(many);
	db_give_back(t->db, bytes);
	t->db->too_big |= !fits;
	return fits;
}

bool
db_fold_make(struct table *t, const struct plan *p)
{
	struct fold *f = &t->fold;
	bool fits = true;

	if (!f->on)
		return true;
	f->on = fold_rows(t, p);
	if (!f->on) {
		t->db->unfolded = f->wants_many;
		return !f->wants_many;
	}
	f->weight = mem_calloc(f->groups.n + 1, sizeof *f->weight);
	for (size_t i = 0; i < f->groups.rows_n; i++)
		f->weight[f->groups.of[i]]++;
	f->summary = mem_calloc(t->all, sizeof(struct summary *));
	for (size_t i = 0; i < t->all; i++)
		if (f->measured[i])
			sum_up(t, p, i);
	for (size_t i = 0; i < t->all && fits; i++)
		if (f->counted[i])
			fits = count_values(t, p, i);
	return fits;
}

void
db_fold_free(struct table *t)
{
	struct fold *f = &t->fold;

	for (size_t i = 0; f->summary != NULL && i < t->all; i++)
		free(f->summary[i]);
	free(f->summary);
	free(f->weight);
	free(f->key);
	free(f->measured);
	free(f->counted);
	csvgroup_free(&f->groups);
}
