/* Expressions: read, typed and written. */
#include "gp_own.h"

#include <string.h>

/* ---- names, calls, elements */

static unsigned
substitute(unsigned result, const unsigned *args, int n)
{
	unsigned type = result & (T_PARAM - 1);

	for (int i = 0; i < n && i < GP_PARAMS_MOST; i++)
		if (result & (unsigned)T_PARAM << i)
			type |= args[i];
	return type;
}

static bool
descend(struct gp *g)
{
	if (++g->nest <= GP_NEST_MOST)
		return true;
	gp_fail(g, g->t, "gp.depth", "use a variable or a function for the inner part",
	    "more than %d brackets in each other", GP_NEST_MOST);
	return false;
}

/* The arguments in brackets; how many, their types in args. */
static int
arguments(struct gp *g, unsigned *args, int format)
{
	int n = 0;

	if (!descend(g) || !gp_want(g, "("))
		return 0;
	if (gp_take(g, ")"))
		return 0;
	do {
		const struct gp_token *at = g->t;
		unsigned type;

		type = gp_expr(g);
		if (n + 1 == format && (type & ~(unsigned)T_LITERAL) != 0)
			gp_fail(g, at, "gp.format", "write the format out in quotes, widths of at most three digits, no %n, no *",
			    "this format is not a harmless literal");
		if (n < 20)
			args[n] = type;
		n++;
	} while (!g->failed && gp_take(g, ","));
	gp_want(g, ")");
	g->nest--;
	return n;
}

static unsigned
call(struct gp *g)
{
	const struct gp_token *name = g->t;
	const struct policy_function *f = policy_function(g->policy, name->s, name->n);
	const struct gp_name *own = gp_name_find(g, name->s);
	unsigned args[20] = {0};
	char buf[64];

	if (f == NULL && g->judging && (own == NULL || !own->function)) {
		const char *near = policy_near(g->policy, "function", name->s);
		struct str hint = {0};

		if (policy_no(g->policy, "command", name->s, name->n) != NULL && strcmp(name->s, "system") == 0)
			str_adds(&hint, "compute it in the SQL");
		else if (near != NULL)
			str_addf(&hint, "did you mean %s?", near);
		else
			str_adds(&hint, GP_ELSEWHERE);
		gp_fail(g, name, "gp.function", hint.s, "the function %s is not allowed", gp_show(name, buf));
		str_free(&hint);
		return 0;
	}
	gp_put_token(g);
	if (f != NULL && (strcmp(f->name, "defined") == 0) && g->t[1].kind == GP_NAME && gp_is_op(g->t + 2, ")")) {
		gp_put_token(g);
		gp_put_token(g);
		gp_put_token(g);
		return T_NUMBER;
	}
	int n = arguments(g, args, f != NULL ? f->format : 0);

	if (f != NULL && (n < f->least || n > f->most))
		gp_fail(g, name, "gp.arguments", "count them", "%s takes %d arguments, not %d", f->name, f->least, n);
	if (f != NULL)
		return f->result == 'n' ? T_NUMBER : f->result == 's' ? T_STRING : T_NUMBER | T_STRING;
	own = gp_name_find(g, name->s);
	if (g->judging && own != NULL && own->params != n)
		gp_fail(g, name, "gp.arguments", "count them", "%s takes %d arguments, not %d", own->s, own->params, n);
	return own != NULL ? substitute(own->result, args, n) : 0;
}

/* sum [i=1:n] expression */
static unsigned
summation(struct gp *g)
{
	gp_put_token(g);
	g->gap = true;
	gp_iteration(g);
	g->gap = true;
	gp_operand(g);
	return T_NUMBER;
}

/* [i] of an array, [a:b] of a string, behind what has that type. */
static unsigned
subscript(struct gp *g, const struct gp_token *name, unsigned type)
{
	bool slice = false;

	gp_want(g, "[");
	if (!gp_is_op(g->t, ":") && !gp_take(g, "*"))
		gp_expr(g);
	if (gp_take(g, ":")) {
		slice = true;
		if (!gp_is_op(g->t, "]") && !gp_take(g, "*"))
			gp_expr(g);
	}
	gp_want(g, "]");
	if (slice || name == NULL)
		return T_STRING;
	const struct gp_name *n = gp_name_find(g, name->s);

	if (!g->failed && gp_is_op(g->t, "=")) {
		gp_put_token(g);
		unsigned value = gp_expr(g);

		gp_name_element(g, name, value);
		return value;
	}
	return (n != NULL ? n->element : 0) | (type & ~(unsigned)T_ARRAY ? T_STRING : 0);
}

static unsigned
named(struct gp *g)
{
	const struct gp_token *name = g->t;

	if (gp_is_name(name, "sum") && gp_is_op(name + 1, "["))
		return summation(g);
	if (gp_is_op(name + 1, "("))
		return call(g);
	if (gp_is_op(name + 1, "=")) {
		gp_put_token(g);
		gp_put_token(g);
		unsigned type = gp_expr(g);

		gp_name_define(g, name, type);
		return type;
	}
	unsigned type = gp_name_type(g, name);

	gp_put_token(g);
	return gp_is_op(g->t, "[") ? subscript(g, name, type) : type;
}

bool
gp_starts_assignment(const struct gp *g)
{
	return g->t->kind == GP_NAME && gp_is_op(g->t + 1, "=");
}

/* |array| and |$block|: how many. */
static unsigned
cardinality(struct gp *g)
{
	char buf[64];

	gp_put_token(g);
	if (g->t->kind == GP_BLOCK && gp_name_is_block(g, g->t->s))
		gp_put_token(g);
	else if (g->t->kind == GP_NAME)
		named(g);
	else
		gp_fail(g, g->t, "gp.syntax", "write |array| or |$block|, or abs(expression)", "%s between bars", gp_show(g->t, buf));
	gp_want(g, "|");
	return T_NUMBER;
}

/* ---- primaries */

/* {0,1} */
static unsigned
complex_number(struct gp *g)
{
	char buf[64];

	gp_put_token(g);
	for (int i = 0; i < 2; i++) {
		if (gp_is_op(g->t, "-"))
			gp_put_token(g);
		if (g->t->kind != GP_NUMBER) {
			gp_fail(g, g->t, "gp.syntax", "a complex number is {0,1}", "%s in a complex number", gp_show(g->t, buf));
			return 0;
		}
		gp_put_token(g);
		gp_want(g, i == 0 ? "," : "}");
	}
	return T_NUMBER;
}

/* (a) and (a, b), whose value is the last. */
static unsigned
bracketed(struct gp *g)
{
	unsigned type;

	if (!descend(g) || !gp_want(g, "("))
		return 0;
	type = gp_expr(g);
	while (!g->failed && gp_take(g, ","))
		type = gp_expr(g);
	gp_want(g, ")");
	g->nest--;
	return type;
}

static unsigned
string(struct gp *g)
{
	bool harmless = gp_is_format(g->t->s, g->t->n);

	gp_put_token(g);
	if (gp_is_op(g->t, "["))
		return subscript(g, NULL, T_STRING);
	return harmless ? T_LITERAL : T_STRING;
}

static unsigned
block_line(struct gp *g)
{
	char buf[64];

	if (g->judging && !gp_name_is_block(g, g->t->s))
		gp_fail(g, g->t, "gp.name", "write the data block before it is used", "there is no data block %s", gp_show(g->t, buf));
	gp_put_token(g);
	return subscript(g, NULL, T_STRING);
}

static unsigned
column(struct gp *g)
{
	if (!g->in_using)
		gp_fail(g, g->t, "gp.column", "use $1 inside using (…)", "$%s outside using", g->t->s);
	gp_put_token(g);
	return T_NUMBER;
}

static unsigned
primary(struct gp *g)
{
	char buf[64];

	switch (g->t->kind) {
	case GP_NUMBER:
		gp_put_token(g);
		return T_NUMBER;
	case GP_STRING:
		return string(g);
	case GP_NAME:
		return named(g);
	case GP_BLOCK:
		return block_line(g);
	case GP_COLUMN:
		return column(g);
	default:
		if (gp_is_op(g->t, "("))
			return bracketed(g);
		if (gp_is_op(g->t, "{"))
			return complex_number(g);
		if (gp_is_op(g->t, "|"))
			return cardinality(g);
		gp_fail(g, g->t, "gp.syntax", "write a number, a string or a name", "%s where a value is wanted", gp_show(g->t, buf));
		return 0;
	}
}

/* ---- operators */

/* A subscript behind brackets or a call, a factorial, a power. */
static unsigned
power(struct gp *g)
{
	unsigned type = primary(g);

	while (!g->failed && (gp_is_op(g->t, "[") || gp_is_op(g->t, "!"))) {
		if (gp_is_op(g->t, "[") && !(type & (T_STRING | T_LITERAL)) && type < T_PARAM)
			break;   /* a range behind an expression */
		if (gp_is_op(g->t, "!"))
			gp_put_token(g);
		type = gp_is_op(g->t, "[") ? subscript(g, NULL, type) : T_NUMBER;
	}
	if (!g->failed && gp_take(g, "**")) {
		gp_operand(g);
		return T_NUMBER;
	}
	return type;
}

/* Unary operators bind looser than powers: -2**2 is -4. */
unsigned
gp_operand(struct gp *g)
{
	unsigned type;

	if (g->failed)
		return 0;
	if (++g->steps > GP_STEPS_MOST) {
		gp_fail(g, g->t, "gp.depth", "use a variable or a function for a part", "the expression is too deep");
		return 0;
	}
	if (gp_is_op(g->t, "-") || gp_is_op(g->t, "!") || gp_is_op(g->t, "~")) {
		gp_put_token(g);
		gp_operand(g);
		type = T_NUMBER;
	} else if (gp_is_op(g->t, "+")) {
		gp_put_token(g);
		type = gp_operand(g);
	} else {
		type = power(g);
	}
	g->steps--;
	return type;
}

/* How tight a binary operator binds; 0 for none. */
static int
binding(const struct gp_token *t)
{
	static const struct { const char *op; int level; } table[] = {
		{"||", 1}, {"&&", 2}, {"|", 3}, {"^", 4}, {"&", 5}, {"==", 6}, {"!=", 6}, {"<", 7}, {"<=", 7},
		{">", 7}, {">=", 7}, {"<<", 8}, {">>", 8}, {"+", 9}, {"-", 9}, {".", 9}, {"*", 10}, {"/", 10}, {"%", 10},
	};

	if (gp_is_name(t, "eq") || gp_is_name(t, "ne"))
		return 6;
	for (size_t i = 0; t->kind == GP_OP && i < sizeof table / sizeof *table; i++)
		if (strcmp(t->s, table[i].op) == 0)
			return table[i].level;
	return 0;
}

static unsigned
binary(struct gp *g, int least)
{
	unsigned type = gp_operand(g);

	for (int level; !g->failed && (level = binding(g->t)) >= least && level > 0;) {
		bool dot = gp_is_op(g->t, ".");

		g->gap = dot;
		gp_put_token(g);
		g->gap = dot;
		binary(g, level + 1);
		type = dot ? T_STRING : T_NUMBER;
	}
	return type;
}

unsigned
gp_expr(struct gp *g)
{
	unsigned type, other;

	if (g->failed)
		return 0;
	if (++g->steps > GP_STEPS_MOST) {
		gp_fail(g, g->t, "gp.depth", "use a variable or a function for a part", "the expression is too deep");
		return 0;
	}
	type = binary(g, 1);
	if (!g->failed && gp_take(g, "?")) {
		type = gp_expr(g);
		gp_want(g, ":");
		other = gp_expr(g);
		type |= other;
	}
	g->steps--;
	return type;
}
