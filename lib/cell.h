/* cell: from the bytes of a field to a value, by the column's type.
 *
 * A column of a dataset line says how its cells are written:
 *   "type"       integer number boolean date datetime time text empty
 *   "format"     null where plain, else an object of
 *                  "decimal":","   "thousands":"."  marks of a number
 *                  "prefix":"$"    "suffix":"%"     what may stand around it
 *                  "date":"%d/%m/%Y"  the style of dates and times (below)
 *                  "true":"Y"      "false":"N"      the words of a boolean
 *   "null_text"  spellings of null beside the empty field: ["NA","-"]
 * csvsum writes this with cell_format_set and csvquery reads it with
 * cell_format_from, so that both see the same values. */
#ifndef VIZ_CELL_H
#define VIZ_CELL_H

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cell_type {
	CELL_EMPTY, CELL_INTEGER, CELL_NUMBER, CELL_BOOLEAN,
	CELL_DATE, CELL_DATETIME, CELL_TIME, CELL_TEXT
};

enum { CELL_NULLS = 8, CELL_WORD = 24 };

struct cell_format {
	enum cell_type type;
	char decimal, thousands;           /* 0: '.', none; ' ' and '\'' stand for their kin */
	char prefix[CELL_WORD], suffix[CELL_WORD];
	char date[64];
	char yes[CELL_WORD], no[CELL_WORD];
	int nulls;                         /* spellings in null_text */
	char null_text[CELL_NULLS][CELL_WORD];
};

/* What SQL sees.  Text is borrowed: from the field, or from the value itself
 * (so do not move it). */
enum cell_kind { CELL_NULL, CELL_INT, CELL_REAL, CELL_STRING };

struct cell_value {
	enum cell_kind kind;
	int64_t i;
	double d;
	const char *s;
	size_t n;
	char buf[40];                      /* an ISO 8601 date made by us */
};

/* "integer" … and back (CELL_TEXT for an unknown name). */
const char *cell_type_name(enum cell_type);
enum cell_type cell_type_of(const char *name);

/* The format of a column of a dataset line (borrowed), and its members set in
 * a column (consumed and returned). */
struct cell_format cell_format_from(jv column);
jv cell_format_set(const struct cell_format *, jv column);

/* Reads n bytes, trimmed as csvin gives them: false where they are no value of
 * the type, and v is then CELL_NULL.  Integers beyond 64 bits are CELL_REAL;
 * dates "2024-01-31", datetimes "2024-01-31T13:05:00" (".123" where the cell
 * has a fraction; moved to UTC where it has a zone), times "13:05:00";
 * booleans CELL_INT 0 or 1. */
bool cell_read(const struct cell_format *, const char *s, size_t n, struct cell_value *v);

/* ---- the parts, for who reads many cells of one column */

/* Is it a null: empty, or one of the spellings? */
bool cell_is_null(const struct cell_format *, const char *s, size_t n);

struct cell_number {
	double d;
	int64_t i;                         /* where whole */
	bool whole;                        /* no fraction but zeros, no exponent, fits 64 bits */
};

/* A plain number: sign, digits, '.', exponent; nothing else. */
bool cell_plain_number(const char *s, size_t n, struct cell_number *);

/* The same for up to sixteen digits without exponent, without branches on each
 * byte; false does not mean that it is none.  Eight bytes behind s + n must be
 * readable, and n > 0. */
bool cell_short_number(const char *s, size_t n, struct cell_number *);

/* A number with the format's marks, prefix, suffix, parentheses. */
bool cell_number(const struct cell_format *, const char *s, size_t n, struct cell_number *);

/* A moment: seconds since 1970-01-01T00:00:00 (UTC where it has a zone). */
struct cell_moment {
	int64_t seconds;
	int nanos;
	bool has_time, has_zone;
	int zone;                          /* seconds east of UTC */
};

/* Reads by a style: the letters of strptime(3) %Y %y %m %b %d %j %H %I %M %S %p
 * %a, and %V (ISO week), %q (quarter), %s (epoch seconds; "%s000": milliseconds).
 * %b and %a take names in full and short; a day may end in st, nd, rd, th; a
 * fraction may follow %S and a zone may follow all; a space stands for one or
 * more; a time of day may be missing.  The day is the first of what is not said
 * (month, quarter, week). */
bool cell_moment(const char *style, const char *s, size_t n, struct cell_moment *);

/* The styles that a date, datetime or time is looked for in, best first, each
 * with its type; NULL at the end. */
struct cell_style {
	const char *style;
	enum cell_type type;
};
extern const struct cell_style cell_styles[];

/* Spells a moment as cell_read does; out has 40 bytes. */
size_t cell_moment_text(enum cell_type, const struct cell_moment *, char *out);

/* What a number looks like, before its marks are known: false where it looks
 * like none.  core is digits and marks, without sign. */
struct cell_look {
	const char *core;
	size_t core_n;
	char prefix[CELL_WORD], suffix[CELL_WORD];
	bool digits_only;                  /* core has no marks */
};
bool cell_looks_number(const char *s, size_t n, struct cell_look *);

/* The type that one cell alone looks like, for guessing dialects. */
enum cell_type cell_looks(const char *s, size_t n);

/* Is it one of the spellings of null that people use?  Of the sure ones (NULL,
 * N/A, #N/A …), or of those that may be words too (NA, None, -, ? …)? */
bool cell_null_sure(const char *s, size_t n);
bool cell_null_maybe(const char *s, size_t n);

/* The pairs of words of a boolean ("yes", "no"): true words first; NULL at the
 * end.  Matched without case. */
extern const char *const cell_booleans[][2];

#endif
