/* What SQLite may ask of a table: rows brought together by some columns, rows
 * with a value in one column, rows that pass comparisons. */
#include "db_table.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>

void
db_plan_free(struct plan *p)
{
	free(p->keys);
	free(p->tests);
	free(p->list);
	free(p->pass);
	for (size_t i = 0; i < p->n_gathered; i++) {
		free(p->gathered[i].code);
		free(p->gathered[i].whole);
		free(p->gathered[i].real);
	}
	free(p->gathered);
	csvgroup_free(&p->index);
	csvdict_free(&p->index_key);
	free(p);
}

static struct plan *
new_plan(struct table *t, const sqlite3_index_info *info)
{
	struct plan *p = mem_calloc(1, sizeof *p);

	p->used = info->colUsed;
	p->lookup = -1;
	p->keys = mem_calloc((size_t)info->nOrderBy + 1, sizeof *p->keys);
	p->tests = mem_calloc((size_t)info->nConstraint + 1, sizeof *p->tests);
	t->plans = mem_resize(t->plans, t->n_plans + 1, sizeof(struct plan *));
	t->plans[t->n_plans++] = p;
	return p;
}

static enum cell_type
type_of(const struct table *t, int column)
{
	return (size_t)column < t->columns ? csvtab_format(t->tab, (size_t)column)->type : CELL_EMPTY;
}

static bool
is_comparison(int op)
{
	switch (op) {
	case SQLITE_INDEX_CONSTRAINT_EQ:
	case SQLITE_INDEX_CONSTRAINT_GT:
	case SQLITE_INDEX_CONSTRAINT_GE:
	case SQLITE_INDEX_CONSTRAINT_LT:
	case SQLITE_INDEX_CONSTRAINT_LE:
		return true;
	default:
		return false;
	}
}

/* The constraints that can be tested against a literal.  SQLite need not test
 * again what compares as it would itself. */
static double
add_tests(struct table *t, struct plan *p, sqlite3_index_info *info, int *args)
{
	double share = 1;

	for (int i = 0; i < info->nConstraint; i++) {
		struct sqlite3_index_constraint *c = &info->aConstraint[i];
		sqlite3_value *want;

		if (!c->usable || c->iColumn < 0 || (size_t)c->iColumn >= t->columns || !is_comparison(c->op) ||
		    sqlite3_vtab_in(info, i, -1) || sqlite3_vtab_rhs_value(info, i, &want) != SQLITE_OK ||
		    !db_rows_exact(type_of(t, c->iColumn), want) ||
		    strcmp(sqlite3_vtab_collation(info, i), "BINARY") != 0)
			continue;
		p->tests[p->n_tests++] = (struct test){c->iColumn, c->op};
		info->aConstraintUsage[i].argvIndex = ++*args;
		info->aConstraintUsage[i].omit = 1;
		share *= c->op == SQLITE_INDEX_CONSTRAINT_EQ ? 1 / t->distinct[c->iColumn] : 0.4;
	}
	return share;
}

/* The equality with something not known yet (a join) that leaves fewest rows. */
static int
best_lookup(const struct table *t, sqlite3_index_info *info)
{
	int best = -1;

	for (int i = 0; i < info->nConstraint; i++) {
		struct sqlite3_index_constraint *c = &info->aConstraint[i];
		sqlite3_value *known;

		if (c->usable && c->op == SQLITE_INDEX_CONSTRAINT_EQ && c->iColumn >= 0 && (size_t)c->iColumn < t->columns &&
		    !sqlite3_vtab_in(info, i, -1) && sqlite3_vtab_rhs_value(info, i, &known) != SQLITE_OK &&
		    strcmp(sqlite3_vtab_collation(info, i), "BINARY") == 0 &&
		    (best == -1 || t->distinct[c->iColumn] > t->distinct[info->aConstraint[best].iColumn]))
			best = i;
	}
	return best;
}

/* Grouping costs one look at each row; SQLite's own sorter many. */
static bool
add_order(struct plan *p, sqlite3_index_info *info)
{
	if (info->nOrderBy == 0 || p->lookup != -1)
		return false;
	for (int i = 0; i < info->nOrderBy; i++) {
		if (info->aOrderBy[i].iColumn < 0)
			return false;
		p->keys[i] = (struct csvgroup_key){(size_t)info->aOrderBy[i].iColumn, info->aOrderBy[i].desc};
	}
	p->n_keys = (size_t)info->nOrderBy;
	/* Where sqlite3_vtab_distinct() is 1 or 2, to bring rows together should be
	 * enough; but 3.40 says so even where an ORDER BY of the same columns relies
	 * on us.  So the groups, which are few, are always sorted. */
	info->orderByConsumed = 1;
	return true;
}

int
db_plan(sqlite3_vtab *v, sqlite3_index_info *info)
{
	struct table *t = (struct table *)v;
	struct plan *p = new_plan(t, info);
	int args = 0;
	double rows = t->rows > 1 ? t->rows : 1;

	info->idxNum = (int)t->n_plans - 1;
	if (!t->db->plain) {
		int eq = best_lookup(t, info);

		if (eq != -1) {
			p->lookup = info->aConstraint[eq].iColumn;
			info->aConstraintUsage[eq].argvIndex = ++args;
			rows /= t->distinct[p->lookup];
		}
		rows *= add_tests(t, p, info, &args);
		add_order(p, info);
	}
	if (rows < 1)
		rows = 1;
	info->estimatedRows = (sqlite3_int64)rows;
	info->estimatedCost = rows * 3 + 10;
	return SQLITE_OK;
}
