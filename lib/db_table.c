#include "db_table.h"

#include "mem.h"
#include "rec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cursor {
	sqlite3_vtab_cursor base;  /* first */
	const struct plan *plan;
	/* a walk over the file */
	struct csvtab_scan *scan;
	sqlite3_value **want;      /* of the plan's tests */
	/* a walk in memory */
	const uint32_t *list;
	size_t at, n;
	size_t row, unit;
	bool end;
};

/* ---- the schema */

/* The affinity that makes SQLite compare as the profile's type asks: dates are
 * ISO 8601 text, booleans 0 and 1. */
static const char *
declared(const char *type)
{
	if (type != NULL && (strcmp(type, "integer") == 0 || strcmp(type, "boolean") == 0))
		return "INTEGER";
	if (type != NULL && strcmp(type, "number") == 0)
		return "REAL";
	return "TEXT";
}

/* "CREATE TABLE name (columns", without the closing parenthesis. */
static void
add_schema(struct str *b, jv dataset)
{
	jv columns = jv_at(dataset, "columns");
	const char *id = jv_text(dataset, "id");

	str_adds(b, "CREATE TABLE ");
	db_quote(b, id != NULL ? id : "");
	str_adds(b, " (");
	jv_array_foreach(columns, i, c) {
		const char *name = jv_text(c, "name");

		str_adds(b, i > 0 ? ", " : "");
		db_quote(b, name != NULL ? name : "");
		str_addf(b, " %s", declared(jv_text(c, "type")));
		jv_free(c);
	}
	jv_free(columns);
}

void
db_table_schema(struct str *b, jv dataset)
{
	add_schema(b, dataset);
	str_addc(b, ')');
}

/* The derived columns that the table has the base of. */
static void
add_derived(struct table *t, struct str *sql)
{
	t->derived = mem_calloc((size_t)t->db->n_derived, sizeof *t->derived);
	t->all = t->columns;
	for (int i = 0; i < t->db->n_derived; i++) {
		const struct derived *d = &t->db->derived[i];

		if (d->base[t->number] == -1)
			continue;
		t->derived[t->all++ - t->columns] = i;
		str_adds(sql, ", ");
		db_quote(sql, d->name);
		str_addf(sql, " %s HIDDEN", d->declared);
	}
	str_addc(sql, ')');
}

static void
know(struct table *t, jv set)
{
	jv columns = jv_at(set, "columns");

	t->rows = jv_num(set, "rows", 1e6);
	t->columns = csvtab_columns(t->tab);
	t->distinct = mem_calloc(t->columns, sizeof *t->distinct);
	jv_array_foreach(columns, i, c) {
		t->distinct[i] = jv_num(c, "distinct", 10);
		if (t->distinct[i] < 1)
			t->distinct[i] = 1;
		jv_free(c);
	}
	jv_free(columns);
}

static int
disconnect_table(sqlite3_vtab *v)
{
	struct table *t = (struct table *)v;

	for (size_t i = 0; i < t->n_plans; i++)
		db_plan_free(t->plans[i]);
	free(t->plans);
	free(t->distinct);
	free(t->derived);
	db_fold_free(t);
	csvcol_free(&t->cols);
	free(t);
	return SQLITE_OK;
}

static int
connect_table(sqlite3 *h, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
	struct db *db = aux;
	struct table *t = mem_calloc(1, sizeof *t);
	struct str sql = {0};

	t->db = db;
	t->number = argc > 3 ? atoi(argv[3]) : 0;   /* our own CREATE VIRTUAL TABLE wrote it */
	t->tab = db->tabs[t->number];
	jv set = jv_array_get(jv_copy(db->datasets), t->number);

	know(t, set);
	add_schema(&sql, set);
	add_derived(t, &sql);
	jv_free(set);
	int rc = sqlite3_declare_vtab(h, sql.s);

	str_free(&sql);
	if (rc != SQLITE_OK) {
		*why = sqlite3_mprintf("%s", sqlite3_errmsg(h));
		disconnect_table(&t->base);
		return rc;
	}
	sqlite3_vtab_config(h, SQLITE_VTAB_INNOCUOUS);
	db->tables[t->number] = t;
	*out = &t->base;
	return SQLITE_OK;
}

/* ---- a walk over the file: for one look at rows in any order */

/* Keeps why (a rec_fail, consumed) for db_explain_run. */
static int
fail(struct db *db, jv why)
{
	jv_free(db->failure);
	db->failure = why;
	return SQLITE_ERROR;
}

static bool
passes(const struct cursor *c)
{
	for (size_t i = 0; i < c->plan->n_tests; i++) {
		struct cell_value v;

		csvtab_cell(c->scan, (size_t)c->plan->tests[i].column, &v);
		if (!db_rows_pass(&v, c->plan->tests[i].op, c->want[i]))
			return false;
	}
	return true;
}

static int
next_of_file(struct cursor *c, struct table *t)
{
	jv why = jv_null();
	int got;

	do {
		got = csvtab_next(c->scan, &why);
		/* SQLite looks at the clock only where it gets rows. */
		if ((++c->row & 0xFFF) == 0 && db_is_late(t->db))
			return SQLITE_INTERRUPT;
	} while (got == 1 && !passes(c));
	c->end = got != 1;
	return got == -1 ? fail(t->db, why) : SQLITE_OK;
}

static void
forget_wants(struct cursor *c)
{
	for (size_t i = 0; c->want != NULL && i < c->plan->n_tests; i++)
		sqlite3_value_free(c->want[i]);
	free(c->want);
	c->want = NULL;
}

static int
walk_file(struct cursor *c, struct table *t, sqlite3_value **argv)
{
	bool *used = mem_calloc(t->columns, sizeof *used);
	jv why = jv_null();

	c->want = mem_calloc(c->plan->n_tests, sizeof(sqlite3_value *));
	for (size_t i = 0; i < c->plan->n_tests; i++) {
		c->want[i] = sqlite3_value_dup(argv[i]);
		used[c->plan->tests[i].column] = true;
	}
	for (size_t i = 0; i < t->columns; i++)
		used[i] |= c->plan->used >> (i < 63 ? i : 63) & 1;
	c->scan = csvtab_scan(t->tab, used, &why);
	free(used);
	c->row = 0;
	return c->scan == NULL ? fail(t->db, why) : next_of_file(c, t);
}

/* ---- a walk in memory */

static void
settle(struct cursor *c, struct table *t)
{
	c->end = c->at >= c->n;
	if (c->end)
		return;
	c->unit = c->list != NULL ? c->list[c->at] : c->at;
	c->row = t->fold.on ? t->fold.groups.first[c->unit] : c->unit;
	if (t->fold.on)
		t->db->weight = t->fold.weight[c->unit];
}

static bool
has_derived(const struct table *t, const struct plan *p)
{
	for (size_t i = t->columns; i < t->all; i++)
		if (p->used >> (i < 63 ? i : 63) & 1)
			return true;
	return false;
}

static int
first_row(sqlite3_vtab_cursor *base, int number, const char *text, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;
	struct table *t = (struct table *)base->pVtab;
	struct plan *p = t->plans[number];

	(void)text;
	(void)argc;
	csvtab_scan_free(c->scan);
	c->scan = NULL;
	forget_wants(c);
	c->plan = p;
	if (t->db->plain || (t->walks++ == 0 && t->db->cache == NULL && p->n_keys == 0 && p->lookup == -1 && !t->fold.on && !has_derived(t, p)))
		return walk_file(c, t, argv);
	int rc = db_rows_arrange(t, p, argv);

	if (rc != SQLITE_OK)
		return rc;
	c->list = p->list;
	c->n = p->n_list;
	if (p->lookup != -1)
		db_rows_find(t, p, argv[0], &c->list, &c->n);
	c->at = 0;
	settle(c, t);
	return SQLITE_OK;
}

static int
next_row(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;
	struct table *t = (struct table *)base->pVtab;

	if (c->scan != NULL)
		return next_of_file(c, t);
	c->at++;
	settle(c, t);
	return SQLITE_OK;
}

static int
at_end(sqlite3_vtab_cursor *base)
{
	return ((struct cursor *)base)->end;
}

/* ---- values */

static int
give_cell(sqlite3_vtab_cursor *base, sqlite3_context *ctx, int column)
{
	struct cursor *c = (struct cursor *)base;
	struct table *t = (struct table *)base->pVtab;
	struct cell_value v;

	if (c->scan == NULL && t->fold.on && t->fold.measured[column]) {
		sqlite3_result_pointer(ctx, &t->fold.summary[column][c->unit], "summary", NULL);
		return SQLITE_OK;
	}
	if (c->scan != NULL)
		csvtab_cell(c->scan, (size_t)column, &v);
	else if (c->plan->gathered != NULL)
		csvcol_value(&c->plan->gathered[column], c->at, &v);
	else
		csvcol_value(&t->cols.column[column], c->row, &v);
	switch (v.kind) {
	case CELL_INT:
		sqlite3_result_int64(ctx, v.i);
		break;
	case CELL_REAL:
		sqlite3_result_double(ctx, v.d);   /* NaN is NULL there */
		break;
	case CELL_STRING:
		/* What is in memory stays; what the file's batch has does not. */
		sqlite3_result_text64(ctx, v.s, v.n, c->scan != NULL ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8);
		break;
	case CELL_NULL:
		sqlite3_result_null(ctx);
		break;
	}
	return SQLITE_OK;
}

static int
give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
	struct cursor *c = (struct cursor *)base;

	*rowid = (sqlite3_int64)c->row + (c->scan == NULL);
	return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *v, sqlite3_vtab_cursor **out)
{
	struct cursor *c = mem_calloc(1, sizeof *c);

	(void)v;
	*out = &c->base;
	return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;

	csvtab_scan_free(c->scan);
	forget_wants(c);
	free(c);
	return SQLITE_OK;
}

void
db_table_module(struct db *db)
{
	static const sqlite3_module module = {
	    .xCreate = connect_table, .xConnect = connect_table,
	    .xDisconnect = disconnect_table, .xDestroy = disconnect_table,
	    .xBestIndex = db_plan, .xOpen = open_cursor, .xClose = close_cursor,
	    .xFilter = first_row, .xNext = next_row, .xEof = at_end,
	    .xColumn = give_cell, .xRowid = give_rowid};

	sqlite3_create_module(db->h, "dataset", &module, db);
}
