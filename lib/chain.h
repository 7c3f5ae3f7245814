/* chain: what each key of a chart line is computed from.
 *
 * Each function returns the inputs of one key (any JSON value, to be freed;
 * its digest is the key's "from"), or jv_invalid() where the line does not
 * want that stage: because what it needs is absent, failed, or itself stale.
 * This page is the only place that knows what hangs on what. */
#ifndef VIZ_CHAIN_H
#define VIZ_CHAIN_H

#include "data.h"
#include "rec.h"

/* A goal with the code's edits, and the number of failed tries so far (the current
 * failure counted in): so a failure makes code stale, and its repair fresh. */
jv chain_code(const struct rec *, const struct data *);

/* The same as it will be with these edits (consumed). */
jv chain_code_edited(const struct rec *, const struct data *, jv edits);

/* The code, and name, type of the columns of its datasets. */
jv chain_vet(const struct rec *, const struct data *);

/* The SQL, and the digests of the data; wants a vet that is ok and fresh. */
jv chain_table(const struct rec *, const struct data *);

/* Is the chart to be drawn?  Not on the rung "table", nor where that is its type:
 * its rows are shown. */
bool chain_draws(const struct rec *);

/* Table, typed chart, vetted script, title; wants a table that is ok. */
jv chain_run(const struct rec *, const struct data *);

/* Goal and table; wants a table that is ok. */
jv chain_insight(const struct rec *, const struct data *);

/* The drawing, the goal and the table; wants a run that is ok. */
jv chain_figure(const struct rec *, const struct data *);

/* Does the key hold what its inputs give: is its from their digest? */
bool chain_fresh(const struct rec *, const char *key, jv inputs);

/* The first of code, vet, table, run that failed for the code as it stands, and
 * for which trying the same again would not help: {"stage":…,"code":…,
 * "message":…,"hint":…,"findings":[…]}, or jv_null(). */
jv chain_failure(const struct rec *, const struct data *);

#endif
