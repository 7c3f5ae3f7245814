/* rowout: rows of values on a stream: RFC 4180 CSV, aligned columns, or one
 * JSON object a line. */
#ifndef VIZ_ROWOUT_H
#define VIZ_ROWOUT_H

#include "cell.h"

#include <stdbool.h>
#include <stdio.h>

enum rowout_form { ROWOUT_CSV, ROWOUT_ALIGNED, ROWOUT_NDJSON };

struct rowout;

/* Writes to a stream, which stays the caller's. */
struct rowout *rowout_new(FILE *, enum rowout_form);

/* The names, then each row: false where the stream failed (errno).  ctx is the
 * struct rowout, so that both fit where callbacks are asked for. */
bool rowout_head(void *ctx, int n, const char *const *names);
bool rowout_row(void *ctx, int n, const struct cell_value *);

/* Writes what was held back (aligned rows wait for the widest) and frees. */
bool rowout_end(struct rowout *);

#endif
