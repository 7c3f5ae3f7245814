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
 *   dataset.bad                                           (a broken dataset)
 *   data.missing data.moved csv.…                         (its file)
 *   limit.time limit.memory limit.bytes limit.cell        (running)
 *   sql.run sql.clock                                     (running)
 * What is not the statement's fault carries "again":true. */
#ifndef VIZ_DB_H
#define VIZ_DB_H

#include "cell.h"

#include <jv.h>
#include <stdbool.h>

/* Reads share/sql/functions (or dies, exit 2): to be called before promises
 * that close the way to it. */
void db_ready(void);

/* What the statement would return, without opening a data file:
 * {"ok":true,"columns":[{"name":…,"type":…}],"reads":[{"dataset","column",
 * "type"}]}, type being the profile's type of the column where the result is
 * that column, else null, and reads all columns that the statement uses; or a
 * rec_fail whose hint has the nearest real names.  Consumes datasets (array of
 * dataset objects). */
jv db_describe(jv datasets, const char *sql);

/* Columns in memory for several statements over the same files: say what each
 * reads (consumes datasets), fill it once (files that more than one reads,
 * within the limits ms and memory), give it in db_limits.  Where the time did
 * not suffice, statements that read such a file end with limit.time at once. */
struct db_limits;
struct db_cache;
struct db_cache *db_cache_new(void);
void db_cache_want(struct db_cache *, jv datasets, const char *sql);
void db_cache_fill(struct db_cache *, const struct db_limits *);
void db_cache_free(struct db_cache *);

/* 0 where there is no limit. */
struct db_limits {
	double ms;                 /* of running */
	long long memory;          /* bytes that all of it takes: the tables' columns, their groups
	                            * and SQLite's heap (but not what the cache holds) */
	long rows;                 /* kept; the others are counted only */
	long long bytes;           /* of all values kept */
	int cell;                  /* bytes of one value */
	long fold;                 /* from so many rows on, rows that are alike go to SQLite as one;
	                            * it changes nothing but the time */
	bool along;                /* walk along the files only, as where they do not fit into memory */
	const struct db_cache *cache;
	bool thin;                 /* keep an even sample (fixed seed) and not the first rows */
};

/* The table that the statement returns: {"ok":true,"columns":[{"name","type"}],
 * "rows":[[…]],"total_rows":n,"truncated":false,"ms":…}, and "thinned":true
 * where rows are a sample; or a rec_fail.  A type is the profile's where the
 * result is a plain column, else found from the values: integer number date
 * datetime text.  Infinity is null; an integer that a JSON reader's double
 * would round (beyond 2^53) is text.  Consumes datasets. */
jv db_query(jv datasets, const char *sql, const struct db_limits *);

/* The rows one by one, with the limits ms, memory, cell: jv_null(), or a
 * rec_fail (after rows have come, too).  The functions return false to stop. */
struct db_sink {
	bool (*head)(void *ctx, int n, const char *const *names);
	bool (*row)(void *ctx, int n, const struct cell_value *);
	void *ctx;
};
jv db_each(jv datasets, const char *sql, const struct db_limits *, const struct db_sink *);

/* The rec_fail limit.time, for who stops a query from outside. */
jv db_fail_time(double ms);

/* "CREATE TABLE …" of a dataset (consumed), as SQL sees it: a string. */
jv db_schema(jv dataset);

#endif
