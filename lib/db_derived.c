/* The values of derived columns (db_derive.c): SQLite computes one for each
 * distinct value of the column that they are made from. */
#include "db_table.h"
#include "mem.h"

#include <math.h>
#include <stdlib.h>

static void
bind(sqlite3_stmt *s, const struct cell_value *v)
{
	if (v->kind == CELL_INT)
		sqlite3_bind_int64(s, 1, v->i);
	else if (v->kind == CELL_REAL)
		sqlite3_bind_double(s, 1, v->d);
	else if (v->kind == CELL_STRING)
		sqlite3_bind_text64(s, 1, v->s, v->n, SQLITE_STATIC, SQLITE_UTF8);
	else
		sqlite3_bind_null(s, 1);
}

/* The bytes that are the same for values that SQL groups as one: 1 and 1.0. */
static void
value_bytes(sqlite3_stmt *s, struct str *b, struct cell_value *v)
{
	str_clear(b);
	*v = (struct cell_value){.kind = CELL_NULL};
	switch (sqlite3_column_type(s, 0)) {
	case SQLITE_INTEGER:
		v->kind = CELL_INT;
		v->i = sqlite3_column_int64(s, 0);
		str_addf(b, "n%lld", (long long)v->i);
		break;
	case SQLITE_FLOAT:
		v->kind = CELL_REAL;
		v->d = sqlite3_column_double(s, 0) + 0.0;
		if (fabs(v->d) < 9223372036854775808.0 && v->d == (double)(int64_t)v->d)
			str_addf(b, "n%lld", (long long)v->d);
		else
			str_addf(b, "r%a", v->d);
		break;
	case SQLITE_TEXT:
		v->kind = CELL_STRING;
		v->s = (const char *)sqlite3_column_text(s, 0);
		v->n = (size_t)sqlite3_column_bytes(s, 0);
		str_addc(b, 't');
		str_add(b, v->s, v->n);
		break;
	default:
		break;
	}
}

/* The code of the value that s has computed: 0 for NULL.  The dictionary keeps
 * a letter for the kind before the text. */
static uint32_t
code_for(struct csvcol *made, sqlite3_stmt *s, struct str *b)
{
	struct cell_value v;
	bool fresh;

	value_bytes(s, b, &v);
	if (v.kind == CELL_NULL)
		return 0;
	uint32_t k = csvdict_add(&made->values, b->s, b->n, &fresh);

	if (fresh) {
		if ((made->n_made & (made->n_made - 1)) == 0)
			made->made = mem_resize(made->made, made->n_made * 2 + 1, sizeof *made->made);
		if (v.kind == CELL_STRING)
			v.s = made->values.text[k].s + 1;
		made->made[made->n_made++] = v;
	}
	return k + 1;
}

static int
compute(struct table *t, const struct csvcol *base, const struct csvgroups *g, sqlite3_stmt *s, struct csvcol *made)
{
	uint32_t *code = mem_calloc(g->n + 1, sizeof *code);
	struct str b = {0};
	int rc = SQLITE_ROW;

	for (size_t i = 0; i < g->n && rc == SQLITE_ROW; i++) {
		struct cell_value v;

		csvcol_value(base, g->first[i], &v);
		bind(s, &v);
		rc = sqlite3_step(s);
		if (rc == SQLITE_ROW)
			code[i] = code_for(made, s, &b);
		sqlite3_reset(s);
	}
	made->kind = CSVCOL_MADE;
	made->code = mem_alloc((t->cols.rows + 1) * sizeof *made->code);
	for (size_t row = 0; row < t->cols.rows; row++)
		made->code[row] = code[g->of[row]];
	str_free(&b);
	free(code);
	return rc == SQLITE_ROW ? SQLITE_OK : SQLITE_ERROR;
}

int
db_derive_fill(struct table *t, size_t column)
{
	const struct derived *d = &t->db->derived[t->derived[column - t->columns]];
	struct csvgroup_key key = {(size_t)d->base[t->number], false};
	struct csvcol *made = &t->cols.column[column];
	struct csvgroups g;
	struct str sql = {0};
	sqlite3_stmt *s = NULL;

	if (made->kind != CSVCOL_NONE)
		return SQLITE_OK;
	str_addf(&sql, "SELECT %s", d->sql);
	sqlite3_limit(t->db->h, SQLITE_LIMIT_VARIABLE_NUMBER, 1);
	int rc = sqlite3_prepare_v2(t->db->h, sql.s, -1, &s, NULL);

	sqlite3_limit(t->db->h, SQLITE_LIMIT_VARIABLE_NUMBER, 0);
	str_free(&sql);
	/* While it is made: the rows' groups, those' codes, and the rows' codes,
	 * which stay. */
	size_t codes = t->cols.rows * sizeof *made->code;

	if (rc == SQLITE_OK && !db_take(t->db, 4 * codes))
		rc = SQLITE_ERROR;
	if (rc == SQLITE_OK) {
		t->db->too_big = !csvgroup_make(&g, &t->cols, &key, 1, NULL, t->cols.rows, db_room_groups(t->db));
		rc = t->db->too_big ? SQLITE_ERROR : compute(t, &t->cols.column[key.column], &g, s, made);
		if (!t->db->too_big)
			csvgroup_free(&g);
		db_give_back(t->db, 3 * codes);
		if (!db_take(t->db, made->values.bytes + made->n_made * sizeof *made->made))
			rc = SQLITE_ERROR;
	}
	sqlite3_finalize(s);
	return rc;
}
