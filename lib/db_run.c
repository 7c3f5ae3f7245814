#include "db.h"

#include "db_own.h"
#include "event.h"
#include "mem.h"
#include "rec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows one by one */

/* The value of a result column, borrowed until the next step. */
static void
value_of(sqlite3_stmt *s, int i, struct cell_value *v)
{
	switch (sqlite3_column_type(s, i)) {
	case SQLITE_INTEGER:
		v->kind = CELL_INT;
		v->i = sqlite3_column_int64(s, i);
		break;
	case SQLITE_FLOAT:
		v->d = sqlite3_column_double(s, i);
		v->kind = isfinite(v->d) ? CELL_REAL : CELL_NULL;
		break;
	case SQLITE_NULL:
		v->kind = CELL_NULL;
		break;
	default:
		v->kind = CELL_STRING;
		v->s = (const char *)sqlite3_column_text(s, i);
		v->n = v->s != NULL ? (size_t)sqlite3_column_bytes(s, i) : 0;
		v->s = v->s != NULL ? v->s : "";
	}
}

/* A statement that is judged, and the connection and statement that run it:
 * the same, or faster ones. */
struct run {
	const struct db_limits *l;
	const char *sql;
	struct db judge, fast;
	sqlite3_stmt *judged, *quick;
	bool open;                 /* fast is */
	double deadline;           /* as in struct db */
};

static bool
tell_head(sqlite3_stmt *s, const struct db_sink *to)
{
	int n = sqlite3_column_count(s);
	const char **names = mem_calloc((size_t)n, sizeof *names);

	for (int i = 0; i < n; i++)
		names[i] = sqlite3_column_name(s, i);
	bool more = to->head(to->ctx, n, names);

	free(names);
	return more;
}

static void
close_fast(struct run *r)
{
	if (!r->open)
		return;
	sqlite3_finalize(r->quick);
	db_close(&r->fast);
	r->quick = NULL;
	r->open = false;
}

/* Opens the fast connection for sql; false where SQLite does not take it so. */
static bool
open_fast(struct run *r, bool fold)
{
	jv bad = db_open(&r->fast, jv_copy(r->judge.datasets), r->sql, fold);

	r->open = true;
	if (fold)
		db_fold_functions(&r->fast);
	const char *sql = r->fast.rewritten != NULL ? r->fast.rewritten : r->sql;
	/* Of DISTINCT rows or values each counts once, not by its weight. */
	bool good = jv_get_kind(bad) == JV_KIND_NULL &&
	    (!fold || (strcasestr(sql, "distinct") == NULL && db_fold_read(&r->fast, sql))) &&
	    sqlite3_prepare_v2(r->fast.h, sql, -1, &r->quick, NULL) == SQLITE_OK;

	jv_free(bad);
	if (!good)
		close_fast(r);
	return good;
}

static bool
is_large(const struct run *r)
{
	bool large = false;

	jv_array_foreach(r->judge.datasets, i, set) {
		large |= jv_num(set, "rows", 0) >= (double)r->l->fold;
		jv_free(set);
	}
	return large;
}

/* Folded, with derived columns; else with derived columns alone. */
static void
hasten(struct run *r, bool fold)
{
	if (!is_large(r) || (fold && open_fast(r, true)))
		return;
	if (open_fast(r, false) && r->fast.n_derived == 0)
		close_fast(r);
}

static jv
begin(struct run *r, jv datasets, const char *sql, const struct db_limits *l)
{
	*r = (struct run){.l = l, .sql = sql};
	jv bad = db_open(&r->judge, datasets, NULL, false);

	r->judge.plain = l->along;
	if (jv_get_kind(bad) == JV_KIND_NULL)
		bad = db_prepare(&r->judge, sql, &r->judged);
	if (r->judged != NULL && !l->along)
		hasten(r, true);
	return bad;
}

static void
end(struct run *r)
{
	close_fast(r);
	sqlite3_finalize(r->judged);
	db_close(&r->judge);
	sqlite3_hard_heap_limit64(0);
}

static void
set_limits(struct db *db, const struct run *r)
{
	const struct db_limits *l = r->l;

	db->deadline = r->deadline;
	db->limits = l;
	db->cache = l->cache;
	if (l->memory > 0)
		sqlite3_hard_heap_limit64(l->memory);
	if (l->cell > 0)
		sqlite3_limit(db->h, SQLITE_LIMIT_LENGTH, l->cell);
}

/* Runs one statement to its end: SQLite's code, SQLITE_ROW where the sink had
 * enough. */
static int
step_through(sqlite3_stmt *s, const struct db_sink *to, bool *any)
{
	int n = sqlite3_column_count(s), rc = SQLITE_ROW;
	struct cell_value *row = mem_calloc((size_t)n, sizeof *row);
	bool more = true;

	while (more && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		for (int i = 0; i < n; i++)
			value_of(s, i, &row[i]);
		*any = true;
		more = to->row(to->ctx, n, row);
	}
	free(row);
	return rc;
}

/* The fastest way that is open. */
static struct db *
run_fast(struct run *r, const struct db_sink *to, bool *any, int *rc)
{
	struct db *db = r->open ? &r->fast : &r->judge;

	set_limits(db, r);
	*rc = step_through(r->open ? r->quick : r->judged, to, any);
	return db;
}

/* Runs it the fast way; where rows cannot be folded as they must, without that;
 * and where the tables do not fit into memory once more, along the files. */
static jv
run(struct run *r, const struct db_sink *to)
{
	bool any = false;
	int rc;

	db_clock_asked();
	if (!tell_head(r->judged, to))
		return jv_null();
	r->deadline = r->l->ms > 0 ? event_ms() + r->l->ms : 0;
	struct db *db = run_fast(r, to, &any, &rc);

	if (db->unfolded && !db->too_big && !any) {
		close_fast(r);
		hasten(r, false);
		db = run_fast(r, to, &any, &rc);
	}
	if (db->too_big && !any) {
		close_fast(r);
		sqlite3_finalize(r->judged);
		db = &r->judge;
		db_rows_forget(db);
		db->plain = true;
		sqlite3_prepare_v2(db->h, r->sql, -1, &r->judged, NULL);
		set_limits(db, r);
		rc = step_through(r->judged, to, &any);
	}
	if (db_clock_asked())
		return rec_fail("sql.clock", false, "use the last date of the data: (SELECT max(d) FROM t)",
		    "the clock is not asked: the same data shall give the same chart");
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? jv_null() : db_explain_run(db, rc);
}

jv
db_each(jv datasets, const char *sql, const struct db_limits *l, const struct db_sink *to)
{
	struct run r;
	jv bad = begin(&r, datasets, sql, l);

	if (r.judged != NULL)
		bad = run(&r, to);
	end(&r);
	return bad;
}

/* ---- a table */

enum seen { SEEN_INT = 1, SEEN_REAL = 2, SEEN_DATE = 4, SEEN_DATETIME = 8, SEEN_TEXT = 16 };

/* A kept row of a sample: its number, its place and its bytes. */
struct sampled {
	long number, at;
	long long bytes;
};

struct table {
	const struct db_limits *l;
	jv rows;
	struct sampled *sampled;   /* the kept rows, where they are a sample */
	long kept, total;
	long long bytes;
	unsigned *seen;            /* kinds of the values of each column */
	uint64_t random;
	bool too_big;
};

/* splitmix64: the same sample for the same rows, always. */
static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15U;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
	return z ^ (z >> 31);
}

/* Where the row that has come goes among those kept, or -1: the first ones, or
 * by reservoir sampling. */
static long
slot(struct table *t)
{
	if (t->l->rows == 0 || t->kept < t->l->rows)
		return t->kept;
	if (!t->l->thin)
		return -1;
	uint64_t at = draw(&t->random) % (uint64_t)t->total;

	return at < (uint64_t)t->l->rows ? (long)at : -1;
}

static bool
is_form(const char *s, size_t n, const char *form)
{
	if (n != strlen(form))
		return false;
	for (size_t i = 0; i < n; i++)
		if (form[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return false;
	return true;
}

static enum seen
kind_of(const struct cell_value *v)
{
	if (v->kind == CELL_INT)
		return SEEN_INT;
	if (v->kind == CELL_REAL)
		return SEEN_REAL;
	if (is_form(v->s, v->n, "0000-00-00"))
		return SEEN_DATE;
	if (v->n >= 19 && (is_form(v->s, 19, "0000-00-00T00:00:00") || is_form(v->s, 19, "0000-00-00 00:00:00")))
		return SEEN_DATETIME;
	return SEEN_TEXT;
}

static jv
json_of(const struct cell_value *v)
{
	static const int64_t exact = (int64_t)1 << 53;

	switch (v->kind) {
	case CELL_INT:
		if (v->i > exact || v->i < -exact)
			return jv_string_fmt("%lld", (long long)v->i);
		return jv_number((double)v->i);
	case CELL_REAL:
		return jv_number(v->d);
	case CELL_STRING:
		return jv_string_sized(v->s, (int)v->n);
	default:
		return jv_null();
	}
}

static bool
no_head(void *ctx, int n, const char *const *names)
{
	struct table *t = ctx;

	(void)names;
	t->seen = mem_calloc((size_t)n, sizeof *t->seen);
	if (t->l->thin && t->l->rows > 0)
		t->sampled = mem_calloc((size_t)t->l->rows, sizeof *t->sampled);
	return true;
}

static bool
take_row(void *ctx, int n, const struct cell_value *row)
{
	struct table *t = ctx;

	t->total++;
	long at = slot(t);

	if (at == -1)
		return true;
	jv list = jv_array_sized(n);
	long long bytes = 0;

	for (int i = 0; i < n; i++) {
		if (row[i].kind != CELL_NULL)
			t->seen[i] |= kind_of(&row[i]);
		bytes += row[i].kind == CELL_STRING ? (long long)row[i].n + 3 : 9;
		list = jv_array_append(list, json_of(&row[i]));
	}
	t->bytes += bytes;
	if (t->sampled != NULL) {
		t->bytes -= t->sampled[at].bytes;
		t->sampled[at] = (struct sampled){t->total, at, bytes};
	}
	t->kept += at == t->kept;
	t->rows = jv_array_set(t->rows, (int)at, list);
	t->too_big = t->l->bytes > 0 && t->bytes > t->l->bytes;
	return !t->too_big;
}

static const char *
type_of(unsigned seen)
{
	switch (seen) {
	case SEEN_INT: return "integer";
	case SEEN_REAL:
	case SEEN_INT | SEEN_REAL: return "number";
	case SEEN_DATE: return "date";
	case SEEN_DATETIME:
	case SEEN_DATE | SEEN_DATETIME: return "datetime";
	default: return "text";
	}
}

static int
by_number(const void *a, const void *b)
{
	const struct sampled *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* A sample comes back into the order in which its rows came. */
static jv
in_order(struct table *t)
{
	jv rows = jv_array_sized((int)t->kept);

	qsort(t->sampled, (size_t)t->kept, sizeof *t->sampled, by_number);
	for (long i = 0; i < t->kept; i++)
		rows = jv_array_append(rows, jv_array_get(jv_copy(t->rows), (int)t->sampled[i].at));
	jv_free(t->rows);
	return rows;
}

/* The profile knows a plain column's type best; "time" and "empty" are text to
 * who draws. */
static jv
columns_of(struct run *r, const struct table *t)
{
	jv list = jv_array();

	for (int i = 0; i < sqlite3_column_count(r->judged); i++) {
		jv type = db_origin_type(&r->judge, r->judged, i);
		const char *known = jv_get_kind(type) == JV_KIND_STRING ? jv_string_value(type) : "";

		if (*known == '\0' || strcmp(known, "time") == 0 || strcmp(known, "empty") == 0) {
			jv_free(type);
			type = jv_string(type_of(t->seen[i]));
		}
		list = jv_array_append(list, JV_OBJECT(jv_string("name"),
		    jv_string(sqlite3_column_name(r->judged, i)), jv_string("type"), type));
	}
	return list;
}

static jv
too_big(const struct db_limits *l)
{
	return rec_fail("limit.bytes", false, "return fewer rows or shorter texts, or raise --bytes",
	    "the result is larger than %lld bytes", l->bytes);
}

static jv
answer(struct run *r, struct table *t, double start)
{
	if (t->sampled != NULL && t->total > t->kept)
		t->rows = in_order(t);
	jv o = JV_OBJECT(jv_string("ok"), jv_true(), jv_string("columns"), columns_of(r, t),
	    jv_string("rows"), jv_copy(t->rows), jv_string("total_rows"), jv_number((double)t->total),
	    jv_string("truncated"), t->total > t->kept ? jv_true() : jv_false(),
	    jv_string("ms"), jv_number(round((event_ms() - start) * 10) / 10));

	if (t->sampled != NULL && t->total > t->kept)
		o = jv_object_set(o, jv_string("thinned"), jv_true());
	return o;
}

jv
db_query(jv datasets, const char *sql, const struct db_limits *l)
{
	double start = event_ms();
	struct table t = {.l = l, .rows = jv_array(), .random = 1};
	struct db_sink to = {no_head, take_row, &t};
	struct run r;
	jv bad = begin(&r, datasets, sql, l);

	if (r.judged != NULL) {
		bad = run(&r, &to);
		if (jv_get_kind(bad) == JV_KIND_NULL)
			bad = t.too_big ? too_big(l) : answer(&r, &t, start);
	}
	end(&r);
	jv_free(t.rows);
	free(t.sampled);
	free(t.seen);
	return bad;
}

jv
db_schema(jv dataset)
{
	struct str b = {0};

	db_table_schema(&b, dataset);
	jv text = jv_string_sized(b.s, (int)b.n);

	str_free(&b);
	jv_free(dataset);
	return text;
}
