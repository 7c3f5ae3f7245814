/* db_own: what the files db*.c share; nobody else includes it. */
#ifndef VIZ_DB_OWN_H
#define VIZ_DB_OWN_H

#include "csvtab.h"
#include "str.h"

#include <jv.h>
#include <sqlite3.h>
#include <stdbool.h>

struct table;
struct db_cache;
struct db_limits;

/* A column made from another by an expression: month(d) (db_derive.c). */
struct derived {
	char *name;                /* of the hidden column */
	char *sql;                 /* the expression, the column in it as ?1 */
	char *declared;            /* its type, for the affinity */
	int *base;                 /* by dataset: the column, or -1 */
};

struct db {
	sqlite3 *h;
	jv datasets;               /* array of dataset objects */
	struct csvtab **tabs;      /* one for each */
	jv modules;                /* SQLite's own virtual tables: {"json_each":true,…} */
	jv reads;                  /* the columns that the SQL reads, in order: [{dataset,column,type}] */
	struct str refused;        /* what the authorizer refused first, for the message */
	bool not_select;           /* and whether it was another kind of statement */
	bool judging;              /* the authorizer speaks only while strangers' SQL is prepared */
	jv failure;                /* why a table could not be read: a rec_fail, or jv_null() */
	struct derived *derived;
	char *rewritten;
	int n_derived;
	struct table **tables;     /* by dataset; SQLite owns them */
	int64_t weight;            /* how many rows the current one of a folded table stands for */
	bool plain;                /* walk the file only: it does not fit into memory */
	bool too_big;              /* has just been noticed */
	bool counts;               /* has the function DB_MANY */
	bool unfolded;             /* has just been noticed: DB_MANY was to be, and is not, over folded rows */
	const struct db_limits *limits;    /* NULL: none */
	size_t taken;              /* bytes of memory that tables have (db_room.c) */
	const struct db_cache *cache;
	double deadline;           /* on event_ms()'s clock; 0: none */
	bool late;
};

/* An empty connection under its limits, with a table for each dataset:
 * jv_null(), or a rec_fail.  Consumes datasets.  Always to be closed.  With
 * derive, a statement, the tables get the derived columns that it can use, and
 * db->rewritten is the statement that uses them (or NULL); counts as for
 * db_derive. */
jv db_open(struct db *, jv datasets, const char *derive, bool counts);
void db_close(struct db *);

/* Prepares the one SELECT of sql under the authorizer: jv_null() and *out, or
 * a rec_fail. */
jv db_prepare(struct db *, const char *sql, sqlite3_stmt **out);

/* Appends name as an SQL identifier, quoted. */
void db_quote(struct str *, const char *name);

/* The dataset named like a table, without regard to ASCII case, or jv_null();
 * one column of it likewise.  To be freed. */
jv db_dataset(const struct db *, const char *table);
jv db_column(jv dataset, const char *column);

/* The profile's type of a result column that is a plain column, or jv_null(). */
jv db_origin_type(const struct db *, sqlite3_stmt *, int column);

/* Why SQLite refused sql, or gave up running it, as a rec_fail. */
jv db_explain(struct db *, const char *sql, int rc);
jv db_explain_run(struct db *, int rc);

/* Bytes that may still be taken, and counting n of them as taken, false, with
 * db->too_big, where there are not so many; and as given back (db_room.c). */
size_t db_room(const struct db *);
bool db_take(struct db *, size_t n);
void db_give_back(struct db *, size_t n);

/* Rows may be in so many groups that bringing them together stays in room. */
size_t db_room_groups(const struct db *);

/* Is the deadline over?  Then db->late. */
bool db_is_late(struct db *);

/* Has a statement asked for the time since the last call? */
bool db_clock_asked(void);

/* The virtual table (db_table.c): CREATE VIRTUAL TABLE … USING dataset(N). */
void db_table_module(struct db *);
void db_table_schema(struct str *, jv dataset);

/* Gives back all that the tables have in memory, when no statement is open
 * (db_rows.c). */
void db_rows_forget(struct db *);

/* The functions of our own (db_call.c). */
void db_call_add(sqlite3 *);

/* count(DISTINCT column) where rows are folded, each group of which knows it. */
#define DB_MANY "\x01many"

/* Rewrites calls on one column (month(d)) into names of derived columns, which
 * it notes in db, and with counts count(DISTINCT column) into DB_MANY(column):
 * the new text (to be freed), or NULL where there is nothing to gain or the
 * statement is not of the simple kind (db_derive.c). */
char *db_derive(struct db *, const char *sql, bool counts);
void db_derive_free(struct db *);

/* Our own sum, count …, that take folded rows (db_fold.c); then, may the
 * statement's rows be folded?  Turns it on where they may (db_program.c). */
void db_fold_functions(struct db *);
bool db_fold_read(struct db *, const char *sql);

/* The names of share/sql/functions with their headings, borrowed:
 * {"sum":"aggregates",…}. */
jv db_calls(void);

#endif
