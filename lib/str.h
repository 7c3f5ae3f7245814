/* str: a growable byte buffer, always NUL-ended, and text made safe to show. */
#ifndef VIZ_STR_H
#define VIZ_STR_H

#include <stdarg.h>
#include <stddef.h>

/* Zero-initialise ("struct str b = {0};").  s is NULL until something is
 * added; n bytes are in use, s[n] is NUL.  Borrow s until the next call. */
struct str {
	char *s;
	size_t n, cap;
};

void str_add(struct str *, const void *bytes, size_t n);
void str_adds(struct str *, const char *);
void str_addc(struct str *, int c);
void str_addf(struct str *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_vaddf(struct str *, const char *fmt, va_list);

/* Room for n more bytes behind s[n]; the caller fills them and raises n. */
char *str_room(struct str *, size_t n);

/* Empties, keeping the memory; frees; hands the bytes over (never NULL). */
void str_clear(struct str *);
void str_free(struct str *);
char *str_take(struct str *);

/* Appends at most 120 bytes of foreign text for a message: control characters
 * and bytes that are not UTF-8 as \xNN, "…" where it was cut. */
void str_foreign(struct str *, const char *bytes, size_t n);

/* How many bytes at the head of s are well-formed UTF-8 (RFC 3629). */
size_t str_utf8(const char *s, size_t n);

/* The edit distance (optimal string alignment: insert, delete, replace, swap
 * neighbours; ASCII case does not count), or limit + 1 where it is larger.
 * For "did you mean".  limit is at most 32. */
int str_distance(const char *a, const char *b, int limit);

#endif
