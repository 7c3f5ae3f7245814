/* gpvet: is a gnuplot script one that only draws?
 *
 * The script is read by gnuplot's grammar, held against an allow-list, and
 * written anew from what was read: one command a line, words in full, strings
 * quoted so that nothing in them can be expanded.  Only that is ever drawn, so
 * a difference between our reading and gnuplot's has nothing to act on. */
#ifndef VIZ_GPVET_H
#define VIZ_GPVET_H

#include "policy.h"

#include <jv.h>
#include <stddef.h>

/* {"ok":…,"script": the canonical text or null,"findings":[…]}. */
jv gpvet_check(const struct policy *, const char *text, size_t n);

#endif
