/* gp_own: what the files of the gnuplot reader share (gpvet, gpcommand, gpitem,
 * gpplot, gpexpr, gprange, gpname, gpout); not for others.
 *
 * Theory of operation.  The script is read again and again until no name
 * learns a new type, then once more to find faults and to write the canonical
 * script.  A name's type is the union of all that the script ever assigns to
 * it, wherever: so loops and later redefinitions cannot turn a number that was
 * judged as a data source into a file's name.  Each function reads one thing
 * from the tokens and writes it; the first fault of a command stops it, and
 * reading goes on behind it. */
#ifndef VIZ_GP_OWN_H
#define VIZ_GP_OWN_H

#include "gplex.h"
#include "policy.h"
#include "str.h"

#include <stdbool.h>

/* Types are sets.  A function's type may hold its own parameters: what it
 * gives then depends on what it is called with. */
enum {
	T_NUMBER = 1, T_STRING = 2,
	T_LITERAL = 4,             /* a string literal that is a harmless format */
	T_ARRAY = 8,
	T_PARAM = 16,              /* << which */
	GP_PARAMS_MOST = 12,
};

enum { GP_NEST_MOST = 20, GP_STEPS_MOST = 150, GP_NAMES_MOST = 1000, GP_LOOP_MOST = 10000,
	GP_ARRAY_MOST = 1000000 };

struct gp_name {
	char *s;
	unsigned type;             /* as a variable; 0: never assigned */
	unsigned element;          /* of an array */
	unsigned result;           /* as a function */
	int params;
	bool function, block, prefix;   /* prefix: any name that begins with s_ */
};

struct gp {
	const struct policy *policy;
	struct gp_report *report;
	struct gp_token *t;        /* the next token */
	bool judging;              /* the last reading: faults count */
	bool failed;               /* the command at hand has a fault */
	struct str out;
	bool gap;                  /* the next token is set off by a blank */
	int depth, nest, steps;    /* of braces; of brackets; of recursion */
	int loops;
	struct gp_name *names;
	size_t nnames;
	bool learned;              /* some name has a new type */
	const struct gp_token *params[GP_PARAMS_MOST];
	int nparams;
	bool in_using;
	bool plotted, multiplot, tabling, fits;
};

/* ---- gpout: writing, and faults */

void gp_put(struct gp *, const char *text);
void gp_put_token(struct gp *);              /* the next token as it is; moves on */
void gp_put_string(struct gp *, const char *s, size_t n);
void gp_put_line(struct gp *);               /* ends the line, indents the next */
/* Where there is nothing nearer to say. */
#define GP_ELSEWHERE "leave it out; share/policy/gnuplot.allow lists what a script may say"

void gp_fail(struct gp *, const struct gp_token *, const char *rule, const char *hint,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The token as a message shows it, in buf. */
const char *gp_show(const struct gp_token *, char buf[static 64]);

/* Takes the operator, writing it; false where it is not next. */
bool gp_take(struct gp *, const char *op);

/* The same, a fault where it is not next. */
bool gp_want(struct gp *, const char *op);
bool gp_is_end(const struct gp *);           /* of a command */

/* ---- gpname */

struct gp_name *gp_name_find(const struct gp *, const char *s);

/* May the script give this name a value of its own?  A fault where not. */
bool gp_name_may(struct gp *, const struct gp_token *t);

/* The script assigns to the name at t: a fault where it may not. */
void gp_name_define(struct gp *, const struct gp_token *t, unsigned type);
void gp_name_element(struct gp *, const struct gp_token *t, unsigned type);
void gp_name_function(struct gp *, const struct gp_token *t, unsigned type);
void gp_name_block(struct gp *, const struct gp_token *t);
void gp_name_prefix(struct gp *, const struct gp_token *t);

/* The type of the variable at t; a fault where nobody gives it a value. */
unsigned gp_name_type(struct gp *, const struct gp_token *t);
bool gp_name_known(const struct gp *, const char *s);
bool gp_name_is_block(const struct gp *, const char *s);

/* ---- gpexpr */

unsigned gp_expr(struct gp *);
unsigned gp_operand(struct gp *);            /* without binary operators but ** */
bool gp_starts_assignment(const struct gp *);

/* ---- gprange */

void gp_literal(struct gp *, bool format);   /* one string token */
bool gp_is_format(const char *s, size_t n);  /* harmless in sprintf and its like? */
void gp_iteration(struct gp *);              /* behind "for": [i=1:3] or [w in "a b"] */
void gp_range(struct gp *);                  /* [a:b], with stars and a name */

/* ---- gpitem */

/* The arguments of a command or option, up to its end or stop (NULL: none). */
void gp_items(struct gp *, const struct policy_list *, const char *where, const char *stop);

/* ---- gpplot */

void gp_plot(struct gp *, const char *command);
void gp_stats(struct gp *);
void gp_fit(struct gp *);
void gp_using(struct gp *);

/* ---- gpcommand */

void gp_script(struct gp *);

#endif
