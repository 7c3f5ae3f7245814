/* cell: from the bytes of a field to a value, by the column's type.
 *
 * A column of a dataset line says how its cells are written:
 *   "type"       integer number boolean date datetime time text empty
 *   "format"     null where plain, else an object of
 *                  "decimal":","   "thousands":"."  marks of a number
 *                  "prefix":"$"    "suffix":"%"     what stands around it (told;
 *                                  any currency sign or percent sign is taken)
 *                  "date":"%d/%m/%Y"  the style of dates, times (strptime's
 *                                  letters; "%s" epoch seconds, "%s000" milliseconds)
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
	char decimal, thousands;           /* 0: '.', none */
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

#endif
