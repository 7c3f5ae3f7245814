/* csvin: the rows of a delimited text file, in batches, without copies.
 *
 * One reader for csvsum, csvquery and tocsv, so that all see the same rows.
 * Bytes are read in pieces (never the whole file), unpacked (gzip), recoded to
 * UTF-8 (iconv) and cut into fields by a scanner that is sure of what it does; a
 * row it is not sure of (stray quotes) is read by libcsv.  JSON, an array of
 * objects or objects line by line, is made CSV first, in memory.  Fields are what
 * libcsv reads: spaces and tabs around an unquoted field are no part of it,
 * blank lines are no rows.  A row with too few fields has empty ones behind,
 * one with too many loses them, a line of one field in a table of three or
 * more columns is no row; all that is counted (csvin_warnings). */
#ifndef VIZ_CSVIN_H
#define VIZ_CSVIN_H

#include "digest.h"
#include "str.h"

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSVIN_DETECT = -1 };

/* How a file is written.  Members that are CSVIN_DETECT ("" for encoding, 0
 * for columns) are found out by csvin_open. */
struct csvin_dialect {
	int delimiter;             /* a byte */
	int quote;                 /* a byte; 0: nothing is quoted */
	int escape;                /* '\\' where \" stands for a quote, else 0 */
	int header;                /* 1: the first row is names */
	int bom;                   /* told, not obeyed */
	int runs;                  /* a space delimits where so many stand together, 1 or 2; 0: each does */
	bool trailing;             /* rows end with a delimiter that starts no column */
	long skip;                 /* lines before the first row */
	size_t columns;
	char newline[3];           /* "\n", "\r\n" or "\r": the usual one, told, not obeyed */
	char encoding[32];         /* "utf-8", or a name that iconv knows, in lower case */
};

/* All members to be detected. */
struct csvin_dialect csvin_dialect_any(void);

/* To and from the "dialect" member of a dataset line.  csvin_dialect_from
 * borrows o; members that are absent are to be detected. */
jv csvin_dialect_jv(const struct csvin_dialect *);
struct csvin_dialect csvin_dialect_from(jv o);

/* One of the options that all programs that read tables share: 'd' delimiter
 * (a byte, or tab, space, none), 'Q' quote (a byte or none), 'e' encoding, 's'
 * lines to skip, 'n' no header.  False where the argument makes no sense. */
bool csvin_dialect_option(struct csvin_dialect *, int option, const char *argument);

/* A field: n bytes at batch->bytes + at, after csvin_column. */
struct csvin_field {
	uint32_t at, n;
};

/* Some rows, column by column: fields[column * stride + row].  Zero-initialise; the
 * memory is used again by csvin_next.  Several batches of one reader may be in
 * use at a time, by several threads: they share nothing. */
struct csvin_batch {
	char *bytes;               /* UTF-8, changed in place by csvin_column */
	struct csvin_field *fields;
	size_t rows, columns, stride;
	uint64_t first;            /* the number of the first row: 1 is the file's first below the header */
	uint64_t offset;           /* for csvin_seek: where the first row starts */
	/* the reader's own */
	bool some_ready;           /* some fields are CSVIN_READY */
	size_t room;               /* rows that it can hold */
	struct str whole;
	bool *done;                /* columns that are ready */
	size_t fields_cap, done_cap;
	int quote;
};

struct csvin;

/* Opens path ("-": stdin; fd >= 0 in csvin_open_fd: that one, to be closed by
 * csvin_close).  NULL and *why, {"code":…,"message":…,"hint":…}, where there
 * are no rows to be had: csv.missing csv.unreadable csv.directory csv.binary
 * csv.empty csv.encoding csv.json csv.dialect.  A file with a header and no rows opens. */
struct csvin *csvin_open(const char *path, const struct csvin_dialect *want, jv *why);
struct csvin *csvin_open_fd(int fd, const char *name, const struct csvin_dialect *want, jv *why);
void csvin_close(struct csvin *);

/* The dialect as given and found: no member is CSVIN_DETECT. */
const struct csvin_dialect *csvin_dialect(const struct csvin *);

/* The name of a column: not empty, and unlike any other even where case does
 * not count (SQLite's rule); and what the header says, "" without a header. */
const char *csvin_name(const struct csvin *, size_t column);
const char *csvin_title(const struct csvin *, size_t column);

/* Fills the batch with the next rows, some 64 KiB of them: 1; 0 at the end;
 * -1 where reading failed, said by csvin_error. */
int csvin_next(struct csvin *, struct csvin_batch *);
jv csvin_error(const struct csvin *);
void csvin_batch_free(struct csvin_batch *);

/* Makes the fields of one column ready (unquoted, trimmed).  To be called once
 * a batch for each column that is looked at; more calls do nothing.  Different
 * columns of a batch may be made ready by different threads at a time. */
void csvin_column(struct csvin_batch *, size_t column);

static inline const char *
csvin_cell(const struct csvin_batch *b, size_t row, size_t column, size_t *n)
{
	const struct csvin_field *f = &b->fields[column * b->stride + row];

	*n = f->n;
	return b->bytes + f->at;
}

/* Goes to where batch.offset was noted, whose first row is number first.
 * False where the input cannot: a pipe, gzip, recoded text.  Rewinding such an
 * input is to open it again. */
bool csvin_seek(struct csvin *, uint64_t offset, uint64_t first);

/* The rows that were given so far. */
uint64_t csvin_rows(const struct csvin *);

/* After the last row: bytes of the file as it lies there, and their digest
 * (made only where csvin_digest_on was called before the first csvin_next). */
void csvin_digest_on(struct csvin *);
uint64_t csvin_bytes(const struct csvin *);
void csvin_digest(struct csvin *, char out[DIGEST_SIZE]);

/* What was mended or left out, as the dataset line's "warnings": an array. */
jv csvin_warnings(const struct csvin *);

/* Bytes that were no text in the encoding, and whether any sequence beyond
 * ASCII was: bad bytes only means that the encoding was guessed wrong. */
void csvin_recoded(const struct csvin *, uint64_t *bad, bool *any_good);

#endif
