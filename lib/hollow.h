/* hollow: a shared library with another's names and nothing behind them.
 *
 * A program that is linked to a library must find it and each name in it, even
 * where it never calls one.  The hollow one is found, brings no libraries of its
 * own along, and holds no code and no page that may be run: whoever calls into it
 * dies of SIGSEGV.  What a program in a jail needs none of is so kept out of it. */
#ifndef VIZ_HOLLOW_H
#define VIZ_HOLLOW_H

#include "str.h"

/* Appends to out the hollow twin of the n bytes of a library (ELF, 64 bit, this
 * machine's byte order): NULL, or why it has none (static text): no such
 * library, or its names have versions or are a thread's own. */
const char *hollow_make(const char *library, size_t n, struct str *out);

#endif
