/* profile_impl: what the parts of profile know of each other; nobody else's.
 *
 *   profile.c         one file: passes, warnings, the dataset line
 *   profile_run.c     batches to columns, by threads
 *   profile_column.c  one column while rows come in
 *   profile_dict.c    values seen, and those that do not fit
 *   profile_cover.c   what a way of writing makes of them
 *   profile_dates.c   which style of date
 *   profile_infer.c   how the cells of a column are written
 *   profile_end.c     one column's numbers at the end
 *   profile_numbers.c quartiles and histogram
 *   profile_role.c    measure, category, time, id, text, geo; units
 *   profile_pairs.c   correlations
 *   profile_relate.c  keys between files
 *   profile_sketch.c  what is kept of many values */
#ifndef VIZ_PROFILE_IMPL_H
#define VIZ_PROFILE_IMPL_H

#include "cell.h"
#include "csvin.h"
#include "profile.h"
#include "profile_sketch.h"

enum {
	DICT_MOST = 2048,          /* distinct values counted exactly */
	DICT_SLOTS = 8192,         /* a power of two, more than twice DICT_HELD */
	DICT_HELD = 4096,          /* values held when there are more: ten years of days */
	DICT_TEXT = 120,           /* bytes of a value that are kept */
	MISFITS_MOST = 32,         /* spellings of what does not fit that are kept */
	RUN_RING = 4,              /* batches that are on their way at a time */
};

/* A value that was seen, and how often. */
struct seen {
	uint64_t hash, count, row; /* row: the first that had it */
	uint32_t at, n, whole;     /* text: in dict.text; n bytes kept of whole */
	bool sure;                 /* counted from its first sight */
	double number;             /* NaN where it is none by the column's format */
};

/* Values by hash, in the order in which they came. */
struct dict {
	uint16_t slot[DICT_SLOTS]; /* index + 1 into seen */
	struct seen *seen;
	size_t n, cap;
	struct str text;
};

/* What does not fit the column's format, by spelling. */
struct misfits {
	uint64_t count;            /* all */
	uint64_t rows[8];          /* the first */
	size_t n;
	struct {
		uint64_t count, row;
		char text[CELL_WORD];
		uint32_t whole;
	} at[MISFITS_MOST];
	uint64_t others;           /* of spellings that found no room */
};

enum column_mode { COLUMN_DICT, COLUMN_NUMBER, COLUMN_MOMENT, COLUMN_TEXT };

struct column {
	const char *name;
	enum column_mode mode;
	struct cell_format format;
	bool forced;               /* the format was learnt in an earlier pass */
	bool inferred;             /* format is set */
	uint64_t inferred_of;      /* from so many filled cells */
	bool settled;              /* the first batch was looked at as a whole */
	bool ambiguous;            /* day and month could not be told apart */
	int dates;                 /* profile_options.dates */

	uint64_t empty, filled;    /* cells */
	struct dict *dict;
	uint64_t missed;           /* cells whose value is not in the dictionary */
	uint64_t looked, hit;      /* of the last batches: how much it still tells */
	unsigned int weight;       /* 1, or 16 where one batch of 16 is looked at */
	uint64_t batches;

	/* once there are many values */
	bool whole;                /* all numbers are integers */
	bool clocked;              /* some moment says a time of day */
	bool timed;                /* and one that is not midnight */
	uint64_t fits;
	struct misfits misfits;
	struct sketch_moments moments;
	struct sketch_spread spread;
	struct sketch_distinct *distinct;
	struct sketch_shown *shown;
	uint64_t length;           /* bytes of text in all */

	/* the numbers of the batches that are on their way: NaN for none, where
	 * numeric */
	struct {
		double *at;
		size_t cap;
		bool numeric;
	} batch[RUN_RING];
	double *values;            /* of the batch at hand */
	bool numeric;
};

/* ---- column */

/* Room for the rows of a batch that a thread works on. */
struct scratch {
	size_t cap;
	double *number;
	uint64_t *hash;
	uint32_t *row;
};
void scratch_room(struct scratch *, size_t rows);
void scratch_free(struct scratch *);

void column_init(struct column *, const char *name, const struct cell_format *forced, int dates);
void column_free(struct column *);

/* ---- dict */

static inline struct seen *
dict_find(struct dict *d, uint64_t hash)
{
	for (size_t i = hash & (DICT_SLOTS - 1); d->slot[i] != 0; i = (i + 1) & (DICT_SLOTS - 1))
		if (d->seen[d->slot[i] - 1].hash == hash)
			return &d->seen[d->slot[i] - 1];
	return NULL;
}

/* The new value, or NULL where it is full. */
struct seen *dict_put(struct dict *, uint64_t hash, const char *s, size_t n, uint64_t row, size_t most);
/* Keeps the half that was seen most, for others to come in. */
void dict_thin(struct dict *);
/* Frees what it holds, not itself. */
void dict_drop(struct dict *);
void misfits_add(struct misfits *, const char *s, size_t n, uint64_t row, uint64_t times);

/* Takes in a batch, whose column has that index; slot is its place in the ring. */
void column_batch(struct column *, struct csvin_batch *, size_t index, size_t slot, struct scratch *);

/* ---- cover: what a way of writing makes of the values of a dictionary */

struct cover {
	uint64_t fits, misfits;            /* cells */
	size_t fit_values, misfit_values;
};

const char *cover_text(const struct dict *, size_t i, size_t *n);
bool cover_null(const char *s, size_t n);
bool cover_fits(const struct cell_format *, const char *s, size_t n);
struct cover cover_of(const struct dict *, const struct cell_format *);

/* Of eight values spread over the column, does none fit?  A way that nine in ten
 * obey is not given up for that, and most ways are no work then. */
bool cover_hopeless(const struct dict *, const struct cell_format *);

/* A few misfits do not make a text of a number. */
bool cover_good(const struct cover *);

/* ---- dates: false where the values are none, else the format */

/* Ten or thirteen digits are seconds or milliseconds since 1970 only where the
 * name says so too, and all lie between 1990 and 2040. */
bool infer_epoch(const struct column *, struct cell_format *);
/* All of eight digits, of the years 1900 to 2100. */
bool infer_packed_days(const struct dict *);
/* Sets c->ambiguous. */
bool infer_dates(struct column *, struct cell_format *);

/* ---- infer: sets format (and ambiguous) from the dictionary */

void column_infer(struct column *);

/* A format that would fit better than the one used, after the last row: true,
 * and *better; the file must be read again with it. */
bool column_misled(const struct column *, struct cell_format *better);

/* ---- end */

/* What role and relations are found from. */
struct summary {
	uint64_t rows, nulls, invalid, filled;
	double distinct;
	bool exact;                /* distinct is */
	double min, max, mean, stddev, length;
	const char *name;
	enum cell_type type;
	bool whole;
};

/* The column's object of the dataset line; *s is filled; warnings (an array)
 * gets what is to be said of it.  Consumes nothing but *warnings. */
jv column_end(struct column *, uint64_t rows, struct summary *s, jv *warnings);

/* A value to be told: raw text, number, how often. */
struct told {
	const char *s;
	size_t n;
	double number;
	uint64_t count, row;
	bool sure;
};

/* Sets least, greatest, mean, spread, quartiles and histogram in o; the n values
 * told are sorted, and all, where values are few. */
jv column_numbers(jv o, const struct column *, const struct sketch_moments *, const struct told *told, size_t n);

/* ---- role */

const char *profile_role(const struct summary *);
/* The unit of a column, by its format or its name, or "". */
void profile_unit(const struct cell_format *, const char *name, char unit[CELL_WORD]);

/* ---- pairs */

struct pairs;
struct pairs *pairs_new(size_t columns);
void pairs_free(struct pairs *);
void pairs_add(struct pairs *, const struct column *, size_t n, size_t slot, size_t rows);
/* r of two columns; false where there is none. */
bool pairs_r(const struct pairs *, size_t a, size_t b, double *r);

/* ---- run */

struct run {
	struct csvin *in;
	struct column *columns;
	size_t n;
	struct pairs *pairs;
	uint64_t rows;
	int threads;
	jv sample;
};

/* Reads all rows: 0, or -1 where reading failed. */
int run_all(struct run *);

#endif
