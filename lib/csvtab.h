/* csvtab: a data file as its dataset line types it: cells are values.
 *
 * A scan reads the rows in the file's order and makes values only of the
 * columns that are asked for.  Nothing here knows SQL. */
#ifndef VIZ_CSVTAB_H
#define VIZ_CSVTAB_H

#include "cell.h"

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csvtab;
struct csvtab_scan;

/* A table for a dataset line (borrowed); opens nothing. */
struct csvtab *csvtab_new(jv dataset);
void csvtab_free(struct csvtab *);

size_t csvtab_columns(const struct csvtab *);
const char *csvtab_path(const struct csvtab *);

/* Does the file still fit its dataset line by size?  jv_null(), or a rec_fail:
 * data.missing, data.moved. */
jv csvtab_check(const struct csvtab *);

/* Starts a scan that will look at the columns where used[column] is true.
 * NULL and *why, a rec_fail. */
struct csvtab_scan *csvtab_scan(struct csvtab *, const bool *used, jv *why);
void csvtab_scan_free(struct csvtab_scan *);

/* The next row: 1; 0 at the end; -1 with *why where the file cannot be read or
 * has changed since (its digest is known at the end only). */
int csvtab_next(struct csvtab_scan *, jv *why);

/* A cell of the row, borrowed until the next call for the same v or row. */
void csvtab_cell(struct csvtab_scan *, size_t column, struct cell_value *v);

/* ---- for csvcol: whole batches, and what is known of the cells */

struct csvin_batch;

/* Like csvtab_next, a batch at a time. */
int csvtab_batch(struct csvtab_scan *, struct csvin_batch *, jv *why);
const struct cell_format *csvtab_format(const struct csvtab *, size_t column);

#endif
