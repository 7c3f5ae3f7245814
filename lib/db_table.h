/* db_table: a dataset as SQLite's virtual table; for the files db_*.c only.
 *
 * A plan (db_plan.c) is what SQLite and we agreed on for one loop over the
 * table; the rows that it asks for are brought into their order by db_rows.c;
 * the cursor that walks them is db_table.c.  Where rows that are alike may go
 * to SQLite as one (db_fold.c), a unit of the walk is a group of rows, told by
 * its number; else it is a row. */
#ifndef VIZ_DB_TABLE_H
#define VIZ_DB_TABLE_H

#include "csvcol.h"
#include "csvgroup.h"
#include "db_own.h"

struct test {
	int column;
	int op;                    /* SQLITE_INDEX_CONSTRAINT_… */
};

struct plan {
	unsigned long long used;   /* the columns that the loop reads, as in colUsed */
	struct csvgroup_key *keys; /* the columns whose order the rows come in */
	size_t n_keys;
	int lookup;                /* the column that argv[0] must equal, or -1 */
	struct test *tests;        /* what the other arguments are for */
	size_t n_tests;
	/* made at the first walk, kept for the next (db_rows.c) */
	bool arranged;
	uint32_t *pass;            /* the rows that pass the tests; NULL: all */
	size_t n_pass;
	uint32_t *list;            /* the units in order; NULL: as they lie */
	size_t n_list;
	struct csvcol *gathered;   /* by column: in the list's order, where it is long and of rows */
	size_t n_gathered;
	struct csvgroups index;    /* the units by the lookup's column */
	struct csvdict index_key;  /* group + 1 by the value's bytes: numbers as int64 or double */
};

/* One column's part of a group of rows that are alike. */
struct summary {
	int64_t n;                 /* values that are not NULL */
	int64_t whole;             /* their sum while it is whole */
	double sum;
	bool real, overflow;
	int64_t many;              /* distinct values, where the column is counted */
	struct cell_value least, most;
};

struct fold {
	bool on;                   /* the statement allows it */
	bool *key;                 /* by column: SQLite looks at its values */
	bool *measured;            /* by column: only aggregates take it */
	bool *counted;             /* by column: DB_MANY takes it */
	bool wants_front;          /* one of them is min or max */
	bool wants_many;           /* one of them is DB_MANY */
	struct csvgroups groups;
	bool made;
	int64_t *weight;           /* rows of each group */
	struct summary **summary;  /* by column: of each group; NULL where not measured */
};

struct table {
	sqlite3_vtab base;         /* first: SQLite's own */
	struct db *db;
	int number;                /* of the dataset */
	struct csvtab *tab;
	size_t columns, all;       /* the file's; with the derived ones behind */
	int *derived;              /* all - columns: which of db->derived */
	double rows, *distinct;    /* by the profile */
	struct plan **plans;
	size_t n_plans;
	struct csvcols cols;
	unsigned walks;
	struct fold fold;
};

/* The dataset's columns that are loaded already, or NULL; *late where the time
 * did not suffice for it (db_cache.c). */
const struct csvcols *db_cache_find(const struct db_cache *, jv dataset, bool *late);

/* xBestIndex: adds a plan and gives its number as idxNum. */
int db_plan(sqlite3_vtab *, sqlite3_index_info *);
void db_plan_free(struct plan *);

/* Brings into memory what the plan's loop needs, in its order: SQLITE_OK;
 * SQLITE_INTERRUPT where it is late; or an error with db->failure set, or with
 * db->too_big where it does not fit. */
int db_rows_arrange(struct table *, struct plan *, sqlite3_value **args);

/* The units whose lookup column may equal v: a piece of *list. */
void db_rows_find(const struct table *, const struct plan *, sqlite3_value *v, const uint32_t **list, size_t *n);

/* Has the column (borrowed from the row, a unit's) the value that the test
 * wants?  True where that is for SQLite to decide. */
bool db_rows_pass(const struct cell_value *, int op, sqlite3_value *want);

/* Is the comparison of such a column with such a value ours to decide? */
bool db_rows_exact(enum cell_type, sqlite3_value *want);

/* Makes the groups of rows that are alike, and their summaries, of the rows
 * that pass; turns fold.on off where they would be too many, and is false where
 * the statement must not run so (db->unfolded). */
bool db_fold_make(struct table *, const struct plan *);
void db_fold_free(struct table *);

/* Does the aggregate, as EXPLAIN names it ("sum(1)"), know weights, and take
 * the summary of a column of numbers (or of text)? */
bool db_fold_takes(const char *aggregate, bool numbers);

/* Fills cols.column[column], a derived one whose base is loaded (db_derived.c). */
int db_derive_fill(struct table *, size_t column);

#endif
