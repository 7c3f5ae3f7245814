/* db: one SELECT, by strangers, over datasets, judged and run by SQLite.
 *
 * The database lives in memory and holds one virtual table for each dataset,
 * named by its id, with the profile's columns (INTEGER, REAL or TEXT).  What a
 * statement may do is an allow-list: read those tables, call the functions of
 * share/sql/functions, recurse.  All else is refused while it is prepared.
 *
 * Errors are rec_fail objects with stable codes:
 *   sql.empty sql.syntax sql.many-statements sql.not-select sql.forbidden
 *   sql.unknown-table sql.unknown-column sql.ambiguous-column
 *   sql.unknown-function sql.arguments sql.aggregate sql.parameter
 *   sql.too-long sql.too-complex sql.invalid             (preparing)
 *   dataset.bad                                           (a broken dataset) */
#ifndef VIZ_DB_H
#define VIZ_DB_H

#include <jv.h>

/* What the statement would return, without opening a data file:
 * {"ok":true,"columns":[{"name":…,"type":…}]}, type being the profile's type of
 * the column where the result is that column, else null; or a rec_fail whose
 * hint has the nearest real names.  Consumes datasets (array of dataset
 * objects). */
jv db_describe(jv datasets, const char *sql);

#endif
