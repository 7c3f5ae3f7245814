/* A dataset as SQLite's virtual table: db_own.h. */
#include "db_own.h"
#include "mem.h"
#include "rec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct table {
	sqlite3_vtab base;         /* first: SQLite's own */
	struct db *db;
	struct csvtab *tab;
	double rows;
};

struct cursor {
	sqlite3_vtab_cursor base;  /* first */
	struct csvtab_scan *scan;
	sqlite3_int64 rowid;
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

void
db_table_schema(struct str *b, jv dataset)
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
	str_adds(b, ")");
	jv_free(columns);
}

static int
connect_table(sqlite3 *h, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
	struct db *db = aux;
	int number = argc > 3 ? atoi(argv[3]) : 0;   /* our own CREATE VIRTUAL TABLE wrote it */
	jv set = jv_array_get(jv_copy(db->datasets), number);
	struct str sql = {0};
	struct table *t = mem_calloc(1, sizeof *t);

	db_table_schema(&sql, set);
	t->db = db;
	t->tab = db->tabs[number];
	t->rows = jv_num(set, "rows", 1e6);
	jv_free(set);
	int rc = sqlite3_declare_vtab(h, sql.s);

	str_free(&sql);
	if (rc != SQLITE_OK) {
		*why = sqlite3_mprintf("%s", sqlite3_errmsg(h));
		free(t);
		return rc;
	}
	sqlite3_vtab_config(h, SQLITE_VTAB_INNOCUOUS);
	*out = &t->base;
	return SQLITE_OK;
}

static int
disconnect_table(sqlite3_vtab *v)
{
	free(v);
	return SQLITE_OK;
}

/* ---- the plan */

static int
plan(sqlite3_vtab *v, sqlite3_index_info *info)
{
	struct table *t = (struct table *)v;

	info->estimatedRows = (sqlite3_int64)t->rows;
	info->estimatedCost = t->rows * 10 + 10;
	info->idxStr = sqlite3_mprintf("%llx", info->colUsed);
	info->needToFreeIdxStr = 1;
	return info->idxStr != NULL ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- the rows */

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
	free(c);
	return SQLITE_OK;
}

/* Keeps why (a rec_fail, consumed) for db_explain_run. */
static int
fail(struct table *t, jv why)
{
	jv_free(t->db->failure);
	t->db->failure = why;
	return SQLITE_ERROR;
}

static int
next_row(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;
	jv why = jv_null();
	int got = csvtab_next(c->scan, &why);

	c->rowid++;
	c->end = got != 1;
	if (got == -1)
		return fail((struct table *)base->pVtab, why);
	return SQLITE_OK;
}

static int
first_row(sqlite3_vtab_cursor *base, int number, const char *used_text, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;
	struct table *t = (struct table *)base->pVtab;
	size_t n = csvtab_columns(t->tab);
	unsigned long long mask = strtoull(used_text, NULL, 16);
	bool *used = mem_calloc(n, sizeof *used);
	jv why = jv_null();

	(void)number;
	(void)argc;
	(void)argv;
	/* The last bit stands for all columns from the 64th on. */
	for (size_t i = 0; i < n; i++)
		used[i] = mask >> (i < 63 ? i : 63) & 1;
	csvtab_scan_free(c->scan);
	c->scan = csvtab_scan(t->tab, used, &why);
	free(used);
	c->rowid = 0;
	return c->scan == NULL ? fail(t, why) : next_row(base);
}

static int
at_end(sqlite3_vtab_cursor *base)
{
	return ((struct cursor *)base)->end;
}

static int
give_cell(sqlite3_vtab_cursor *base, sqlite3_context *ctx, int column)
{
	struct cell_value v;

	csvtab_cell(((struct cursor *)base)->scan, (size_t)column, &v);
	switch (v.kind) {
	case CELL_INT:
		sqlite3_result_int64(ctx, v.i);
		break;
	case CELL_REAL:
		sqlite3_result_double(ctx, v.d);   /* NaN is NULL there */
		break;
	case CELL_STRING:
		sqlite3_result_text64(ctx, v.s, v.n, SQLITE_TRANSIENT, SQLITE_UTF8);
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
	*rowid = ((struct cursor *)base)->rowid;
	return SQLITE_OK;
}

void
db_table_module(struct db *db)
{
	static const sqlite3_module module = {
	    .xCreate = connect_table, .xConnect = connect_table,
	    .xDisconnect = disconnect_table, .xDestroy = disconnect_table,
	    .xBestIndex = plan, .xOpen = open_cursor, .xClose = close_cursor,
	    .xFilter = first_row, .xNext = next_row, .xEof = at_end,
	    .xColumn = give_cell, .xRowid = give_rowid};

	sqlite3_create_module(db->h, "dataset", &module, db);
}
