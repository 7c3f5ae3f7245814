/* drift: a saved chart over other data: what it reads was once there, and of
 * another type. */
#ifndef VIZ_DRIFT_H
#define VIZ_DRIFT_H

#include "data.h"

/* Appends to findings (consumed) drift.type for each column that the SQL reads
 * now (reads, as of db_describe) and read with another type when the chart was
 * vetted last. */
jv drift_types(const struct rec *chart, jv reads, jv findings);

/* For SQL that is refused: drift.column for each column that the chart read
 * when it was vetted last, or that its goal names, and that no dataset has. */
jv drift_columns(const struct rec *chart, const struct data *, jv findings);

#endif
