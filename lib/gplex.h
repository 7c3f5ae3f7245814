/* gplex: a gnuplot 5.4 script cut into tokens.
 *
 * Reads as gnuplot reads (lines joined by a backslash first, then comments,
 * then strings; here-documents line by line), but stricter: what gnuplot would
 * run, expand or guess at is a finding.  The tokens' text is decoded: a
 * string's is what it spells.  Written back by gpout, never as it came. */
#ifndef VIZ_GPLEX_H
#define VIZ_GPLEX_H

#include "gpreport.h"

#include <stdbool.h>
#include <stddef.h>

enum gp_kind {
	GP_END, GP_NEWLINE, GP_NAME, GP_NUMBER, GP_STRING,
	GP_BLOCK,                  /* $name: text is the name without $ */
	GP_COLUMN,                 /* $3: text is the number, or # */
	GP_OP,                     /* one or two characters, ";" "{" "}" "," ":" among them */
	GP_HEREDOC,                /* text is its name, data its lines */
};

struct gp_token {
	enum gp_kind kind;
	const char *s;             /* NUL-ended */
	size_t n;
	const char *data;          /* GP_HEREDOC: points into the script */
	size_t data_n;
	size_t pos;                /* where it begins in the script */
};

struct gp_tokens {
	struct gp_token *t;        /* ends with GP_END */
	size_t n;
	char *arena;               /* their text */
};

enum { GP_SCRIPT_MOST = 64 * 1024, GP_LINE_MOST = 4096 };

/* Cuts n bytes of text, which the tokens of here-documents go on pointing to.
 * True where there was nothing to find. */
bool gplex(const char *text, size_t n, struct gp_report *, struct gp_tokens *);
void gplex_free(struct gp_tokens *);

/* Is the token this operator, this name? */
bool gp_is_op(const struct gp_token *, const char *op);
bool gp_is_name(const struct gp_token *, const char *name);

#endif
