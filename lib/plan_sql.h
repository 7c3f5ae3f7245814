/* plan_sql: a goal as SQL.  Correct for any name and value, for NULL, for time
 * buckets and bins; several tables are joined along the relations. */
#ifndef VIZ_PLAN_SQL_H
#define VIZ_PLAN_SQL_H

#include "plan_goal.h"
#include "str.h"

/* The statement, and what it calls the columns that are drawn ("" where the
 * chart has none). */
struct plan_sql {
	struct str text;
	struct str x, y, series, facet, size;
	double bin_width;          /* of a histogram, else 0 */
};

/* jv_null(), or rec_fail(…) where the tables cannot be joined. */
jv plan_sql_make(struct plan_sql *, const struct plan_goal *, const struct plan_set *);
void plan_sql_free(struct plan_sql *);

/* How wide the bins of a histogram are, and where the first begins. */
double plan_sql_bin(const struct plan_goal *, const struct plan_column *);

/* Quoted as an identifier, as a text. */
void plan_sql_name(struct str *, const char *name);
void plan_sql_text(struct str *, const char *text);

#endif
