/* db_own: what the files db*.c share; nobody else includes it. */
#ifndef VIZ_DB_OWN_H
#define VIZ_DB_OWN_H

#include "str.h"

#include <jv.h>
#include <sqlite3.h>
#include <stdbool.h>

struct db {
	sqlite3 *h;
	jv datasets;               /* array of dataset objects */
	jv functions;              /* names that SQL may call: {"sum":true,…} */
	struct str refused;        /* what the authorizer refused first, for the message */
	bool not_select;           /* and whether it was another kind of statement */
	bool judging;              /* the authorizer speaks only while strangers' SQL is prepared */
};

/* An empty connection under its limits, with a table for each dataset:
 * jv_null(), or a rec_fail.  Consumes datasets.  Always to be closed. */
jv db_open(struct db *, jv datasets);
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

/* Why SQLite refused sql, as a rec_fail with the nearest real names. */
jv db_explain(struct db *, const char *sql, int rc);

#endif
