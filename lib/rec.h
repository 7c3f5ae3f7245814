/* rec: one line of the stream: its bytes, and the object they spell.
 *
 * The bytes are what travels.  Setting a key replaces that key's bytes (or
 * appends the key before the closing brace) and leaves all others as they came
 * in, because libjq 1.6 would rewrite 1.10 and round large integers. */
#ifndef VIZ_REC_H
#define VIZ_REC_H

#include "str.h"

#include <jv.h>
#include <stdbool.h>

struct rec {
	struct str bytes;          /* the line, without its newline */
	jv object;                 /* what it spells */
};

/* Parses n bytes into *r: NULL, or why it is not one JSON object (static text
 * or borrowed from r until rec_free). */
const char *rec_parse(struct rec *r, const char *bytes, size_t n);

/* A line made from an object (consumed). */
void rec_make(struct rec *r, jv object);
void rec_free(struct rec *);

/* A member, or jv_null() where there is none.  The caller frees it.  rec_path
 * walks "code.chart.type". */
jv rec_get(const struct rec *, const char *key);
jv rec_path(const struct rec *, const char *path);

/* The line's kind and id as borrowed text, "" where they are not strings. */
const char *rec_kind(const struct rec *);
const char *rec_id(const struct rec *);

/* Is member key an object whose ok is true? */
bool rec_ok(const struct rec *, const char *key);

/* Sets one member, in the object and in the bytes.  Consumes value. */
void rec_set(struct rec *, const char *key, jv value);

/* Small helpers over jv, all borrowing o: the text of a member or NULL
 * (borrowed from o), a number or d, a truth value, a member (to be freed). */
const char *jv_text(jv o, const char *key);
double jv_num(jv o, const char *key, double d);
bool jv_true_at(jv o, const char *key);
jv jv_at(jv o, const char *key);

/* What a person reads in a cell of column i of table.columns: "yes" or "no" for
 * the 1 or 0 of a boolean, else the cell.  Borrows columns, consumes cell. */
jv jv_shown(jv columns, int i, jv cell);

/* {"ok":false,"error":{code,message,hint}} and "again":true where trying the
 * same stage again may help.  hint may be NULL.  The message is a format. */
jv rec_fail(const char *code, bool again, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* An error line: {"kind":"error","id":…,"stage":…,"error":{…}}. */
jv rec_error(const char *stage, const char *id, const char *code, const char *hint,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

#endif
