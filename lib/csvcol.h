/* csvcol: columns of a table in memory, as values.
 *
 * Text (dates, too) is a code for each row into the column's distinct values;
 * each spelling of a cell is read once, however often it comes.  Reading the
 * file and each of the columns are threads of their own; what they make does
 * not depend on how many there are. */
#ifndef VIZ_CSVCOL_H
#define VIZ_CSVCOL_H

#include "csvdict.h"
#include "csvtab.h"

#include <jv.h>
#include <stdint.h>

enum csvcol_kind { CSVCOL_NONE, CSVCOL_TEXT, CSVCOL_INT, CSVCOL_REAL, CSVCOL_MADE };

struct csvcol {
	enum csvcol_kind kind;     /* NONE: not loaded */
	uint32_t *code;            /* TEXT, MADE: 0 is NULL, k the value k - 1 of values, or of made */
	int64_t *whole;            /* INT: CSVCOL_NULL is NULL */
	double *real;              /* REAL: NaN is NULL */
	struct csvdict values;     /* TEXT, and the texts of MADE */
	struct cell_value *made;   /* MADE: computed from another column's values */
	size_t n_made;
	bool borrowed;             /* from another csvcols, which stays */
	bool odd;                  /* INT: it has a number that no int64 holds */
	/* its own */
	struct csvdict spellings;
	uint32_t *code_of;
	size_t code_cap;
	const struct cell_format *format;
};

#define CSVCOL_NULL INT64_MIN

struct csvcols {
	size_t rows, columns;
	size_t bytes;              /* of memory that its own columns take */
	struct csvcol *column;     /* by the table's column; behind them, made ones */
	bool fresh;                /* its own: nothing has been read yet */
};

struct csvcol_limits {
	size_t bytes;              /* that the columns may take, while they are read, too */
	double deadline;           /* on event_ms()'s clock; 0: none */
};

enum csvcol_end {
	CSVCOL_LOADED,
	CSVCOL_FAILED,             /* the file cannot be read: *why, a rec_fail */
	CSVCOL_LATE,
	CSVCOL_TOO_BIG,            /* or not to be held like this: an integer beyond 64 bits */
};

/* Loads the columns where used[column] is true into c, beside those it has
 * (zero-initialise it first; columns counts room for made ones in).  Where it
 * does not come to its end, c is as it was. */
enum csvcol_end csvcol_load(struct csvcols *c, struct csvtab *, const bool *used, size_t columns,
    const struct csvcol_limits *, jv *why);
void csvcol_free(struct csvcols *);

/* Makes c (zero-initialised) have the columns that from has; from must stay. */
void csvcol_borrow(struct csvcols *c, const struct csvcols *from, size_t columns);

/* What the column's values of so many rows take, texts apart. */
size_t csvcol_bytes(const struct csvcol *c, size_t rows);

/* The column's values of n rows in that order, as a column of its own, which
 * shares the texts with c (free code, whole, real of it). */
struct csvcol csvcol_gather(const struct csvcol *c, const uint32_t *rows, size_t n);

/* How many codes a column of codes has, NULL's counted in. */
size_t csvcol_codes(const struct csvcol *);

/* One value, as csvtab_cell gives it; text stays until csvcol_free. */
void csvcol_value(const struct csvcol *, size_t row, struct cell_value *);

#endif
