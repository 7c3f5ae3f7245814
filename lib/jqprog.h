/* jqprog: a jq program from share/, compiled once (about 35 ms with libjq 1.6:
 * compile when first needed, not at every start) and run on values.  It may
 * include others of share/ ("include \"report/page\";"). */
#ifndef VIZ_JQPROG_H
#define VIZ_JQPROG_H

#include <jv.h>

struct jqprog;

/* Compiles share/NAME ("report/page.jq") or dies with a message and exit 2.
 * args (consumed) is an object; each member is bound as $name, and must be the
 * same members at each jqprog_run. */
struct jqprog *jqprog_load(const char *name, jv args);

/* Compiles program text, named for messages; NULL and *why (a string, to be
 * freed with jv_free) where it does not compile. */
struct jqprog *jqprog_text(const char *name, const char *text, jv args, jv *why);

/* The first output for input (consumed).  jv_invalid() where there is none;
 * with a message (jv_invalid_get_msg) where the program failed. */
jv jqprog_run(struct jqprog *, jv input);

/* All outputs, as an array; jv_invalid with a message where it failed. */
jv jqprog_all(struct jqprog *, jv input);

void jqprog_free(struct jqprog *);

#endif
