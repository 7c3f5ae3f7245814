/* base64: the text form of bytes, and of their SHA-256, by GLib (which librsvg
 * brings along, so it costs no package of its own). */
#ifndef VIZ_BASE64_H
#define VIZ_BASE64_H

#include "str.h"

/* Appends the bytes that NUL-ended text spells; what is not base64 is skipped. */
void base64_decode(struct str *, const char *text);

/* Appends SHA-256 of n bytes, in base64, as a Content-Security-Policy wants it. */
void base64_sha256(struct str *, const void *bytes, size_t n);

#endif
