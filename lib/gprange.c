/* Formats, iterations and ranges: where literals decide. */
#include "gp_own.h"

#include <stdlib.h>
#include <string.h>

/* ---- formats */

static size_t
skip(const char *s, size_t n, size_t i, const char *set)
{
	while (i < n && strchr(set, s[i]) != NULL)
		i++;
	return i;
}

/* sprintf, gprintf and strftime take sizes from the format: of gigabytes, if
 * they may.  A directive is flags, width, precision and a letter; %n, stars
 * and positions are none, also not behind a length as in %hhn. */
bool
gp_is_format(const char *s, size_t n)
{
	static const char digits[] = "0123456789", lengths[] = "hlLqjztZ", none[] = "n*$";

	for (size_t i = 0; i < n; i++) {
		if (s[i] != '%')
			continue;
		size_t width = skip(s, n, i + 1, "-+ #0'"), dot = skip(s, n, width, digits);
		size_t end = dot < n && s[dot] == '.' ? skip(s, n, dot + 1, digits) : dot;

		if (dot - width > 3 || end - dot > 4 || end >= n || strchr(none, s[end]) != NULL)
			return false;
		if (strchr(lengths, s[end]) != NULL && end + 1 < n &&
		    (strchr(lengths, s[end + 1]) != NULL || strchr(none, s[end + 1]) != NULL))
			return false;
		i = end;
	}
	return true;
}

void
gp_literal(struct gp *g, bool format)
{
	char buf[64];

	if (g->t->kind != GP_STRING)
		gp_fail(g, g->t, "gp.literal", "write it out in quotes", "%s where a literal string is wanted", gp_show(g->t, buf));
	else if (format && !gp_is_format(g->t->s, g->t->n))
		gp_fail(g, g->t, "gp.format", "widths and precisions have at most three digits; no %n, no *",
		    "%s is no harmless format", gp_show(g->t, buf));
	else
		gp_put_token(g);
}

/* ---- iterations and ranges */

/* The number that a token spells, with a sign before it; false for others. */
static bool
plain_number(const struct gp_token *t, double *v)
{
	bool minus = gp_is_op(t, "-");

	t += minus;
	if (t->kind != GP_NUMBER || !(gp_is_op(t + 1, ":") || gp_is_op(t + 1, "]")))
		return false;
	*v = strtod(t->s, NULL) * (minus ? -1 : 1);
	return true;
}

/* [i=from:to:step]: no more rounds than GP_LOOP_MOST where that can be seen. */
static void
numeric_iteration(struct gp *g)
{
	const struct gp_token *first = g->t;
	double v[3] = {0, 0, 1};
	bool seen[3] = {false, false, true};

	for (int i = 0; i < 3 && !g->failed; i++) {
		if (i > 0 && gp_is_op(g->t, "]"))
			break;
		if (i > 0)
			gp_want(g, ":");
		seen[i] = plain_number(g->t, &v[i]);
		if (i == 1 && gp_is_op(g->t, "*"))
			gp_put_token(g);
		else
			gp_expr(g);
	}
	if (seen[0] && seen[1] && seen[2] && (v[2] == 0 || (v[1] - v[0]) / v[2] > GP_LOOP_MOST))
		gp_fail(g, first, "gp.cap", "iterate less", "a loop of more than %d rounds", GP_LOOP_MOST);
}

void
gp_iteration(struct gp *g)
{
	char buf[64];

	gp_want(g, "[");
	if (g->failed || g->t->kind != GP_NAME) {
		gp_fail(g, g->t, "gp.syntax", "write [i=1:3] or [w in \"a b\"]", "%s where a name is wanted", gp_show(g->t, buf));
		return;
	}
	const struct gp_token *name = g->t;

	gp_put_token(g);
	if (gp_take(g, "=")) {
		gp_name_define(g, name, T_NUMBER);
		numeric_iteration(g);
	} else if (gp_is_name(g->t, "in")) {
		gp_put_token(g);
		g->gap = true;
		gp_expr(g);
		gp_name_define(g, name, T_STRING);
	} else {
		gp_fail(g, g->t, "gp.syntax", "write [i=1:3] or [w in \"a b\"]", "%s where = or in is wanted", gp_show(g->t, buf));
	}
	gp_want(g, "]");
}

/* Does "< *" come before the bound's end? */
static bool
has_star_limit(const struct gp_token *t)
{
	int depth = 0;

	for (; t->kind != GP_NEWLINE && t->kind != GP_END; t++) {
		if (depth == 0 && (gp_is_op(t, ":") || gp_is_op(t, "]")))
			return false;
		if (depth == 0 && gp_is_op(t, "<") && gp_is_op(t + 1, "*"))
			return true;
		depth += gp_is_op(t, "(") || gp_is_op(t, "[");
		depth -= gp_is_op(t, ")") || gp_is_op(t, "]");
	}
	return false;
}

/* "*", "lower < * < upper", an expression, or nothing. */
static void
bound(struct gp *g)
{
	if (gp_is_op(g->t, ":") || gp_is_op(g->t, "]"))
		return;
	if (!gp_is_op(g->t, "*") && !has_star_limit(g->t)) {
		gp_expr(g);
		return;
	}
	if (!gp_is_op(g->t, "*")) {
		gp_operand(g);
		gp_want(g, "<");
	}
	gp_want(g, "*");
	if (gp_take(g, "<"))
		gp_operand(g);
}

void
gp_range(struct gp *g)
{
	gp_want(g, "[");
	if (g->t->kind == GP_NAME && gp_is_op(g->t + 1, "=")) {
		gp_name_define(g, g->t, T_NUMBER);
		gp_put_token(g);
		gp_put_token(g);
	}
	bound(g);
	for (int i = 0; i < 2 && gp_take(g, ":"); i++)
		bound(g);
	gp_want(g, "]");
}
