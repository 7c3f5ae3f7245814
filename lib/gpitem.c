/* The arguments of commands and options: keywords that the policy lists, each
 * written out in full, and expressions between them. */
#include "gp_own.h"

#include <stdlib.h>
#include <string.h>

struct items {
	const struct policy_list *list;
	const char *where;         /* for messages: "set xlabel" */
	const char *stop;          /* the word or operator that ends them; NULL: none */
};

static bool keyword(struct gp *, const struct items *, const struct policy_list *, bool optional);

/* ( "a" 0, "b" 1 ), ( 0 "blue", 1 "red" ), ( 10, 5 ) */
static void
list(struct gp *g)
{
	gp_want(g, "(");
	for (int n = 0; !g->failed && !gp_is_op(g->t, ")"); n++) {
		if (n > 0) {
			gp_want(g, ",");
			g->gap = true;
		}
		for (int k = 0; k < 4 && !g->failed && !gp_is_op(g->t, ",") && !gp_is_op(g->t, ")"); k++) {
			g->gap |= k > 0;
			gp_expr(g);
		}
	}
	gp_want(g, ")");
}

/* 1:2::3 */
static void
colons(struct gp *g)
{
	for (int n = 0; n < 6 && !g->failed; n++) {
		if (n > 0 && !gp_take(g, ":"))
			break;
		if (!gp_is_op(g->t, ":") && !gp_is_end(g))
			gp_expr(g);
	}
}

static void
commas(struct gp *g)
{
	do {
		gp_expr(g);
	} while (!g->failed && gp_take(g, ","));
}

/* The literal that begins the names which stats makes. */
static void
name_prefix(struct gp *g)
{
	const struct gp_token *t = g->t;
	bool fit = t->kind == GP_STRING && t->n > 0 && t->n <= 32;

	for (size_t i = 0; i < t->n && fit; i++)
		fit = (t->s[i] >= 'a' && t->s[i] <= 'z') || (t->s[i] >= 'A' && t->s[i] <= 'Z') || t->s[i] == '_' ||
		    (i > 0 && t->s[i] >= '0' && t->s[i] <= '9');
	if (!fit)
		gp_fail(g, t, "gp.literal", "write a short name in quotes", "the names that stats makes begin with a literal");
	else if (gp_name_may(g, t)) {
		gp_name_prefix(g, t);
		gp_put_token(g);
	}
}

/* What the keyword says must follow it. */
static void
follow(struct gp *g, const struct items *it, const struct policy_word *w)
{
	g->gap = true;
	switch (w->follow) {
	case FOLLOW_NONE:
		break;
	case FOLLOW_VALUE:
	case FOLLOW_VALUE_GROUP:
		if (!gp_take(g, "="))
			break;
		if (w->follow == FOLLOW_VALUE_GROUP)
			keyword(g, it, w->group, false);
		else
			gp_expr(g);
		break;
	case FOLLOW_GROUP:
		if (!gp_is_end(g) && !gp_is_op(g->t, ","))
			keyword(g, it, w->group, false);
		break;
	case FOLLOW_GROUP_OR_EXPR:
		if (gp_is_end(g) || gp_is_op(g->t, ","))
			break;
		if (!(g->t->kind == GP_NAME && !gp_is_op(g->t + 1, "(") && keyword(g, it, w->group, true)))
			gp_expr(g);
		break;
	case FOLLOW_COLONS:
		colons(g);
		break;
	case FOLLOW_COMMAS:
		commas(g);
		break;
	case FOLLOW_FORMAT:
		gp_literal(g, true);
		break;
	case FOLLOW_USING:
		gp_using(g);
		break;
	case FOLLOW_NAME:
		name_prefix(g);
		break;
	case FOLLOW_EXPR:
		gp_expr(g);
		break;
	}
}

static void
refuse_word(struct gp *g, const struct items *it, const struct policy_list *l)
{
	const char *near = policy_near_word(l, g->t->s);
	struct str hint = {0};
	char buf[64];

	if (near != NULL)
		str_addf(&hint, "did you mean %s?", near);
	else
		str_adds(&hint, GP_ELSEWHERE);
	gp_fail(g, g->t, "gp.keyword", hint.s, "%s is not allowed in %s", gp_show(g->t, buf), it->where);
	str_free(&hint);
}

/* A keyword of l and what follows it.  Where it is none: false when optional,
 * else a fault. */
static bool
keyword(struct gp *g, const struct items *it, const struct policy_list *l, bool optional)
{
	const struct policy_word *w = g->t->kind == GP_NAME ? policy_word(l, g->t->s, g->t->n) : NULL;
	char buf[64];

	if (w == NULL) {
		if (!optional && g->t->kind == GP_NAME)
			refuse_word(g, it, l);
		else if (!optional)
			gp_fail(g, g->t, "gp.keyword", "leave it out", "%s in %s where a word is wanted", gp_show(g->t, buf), it->where);
		return false;
	}
	if (w->never) {
		gp_fail(g, g->t, "gp.keyword", "leave it out", "%s is not allowed in %s", w->name, it->where);
		return true;
	}
	gp_put(g, w->name);
	g->t++;
	follow(g, it, w);
	return true;
}

/* An expression that stands for itself. */
static void
value(struct gp *g, const struct items *it)
{
	const struct policy_list *l = it->list;
	const struct gp_token *t = g->t;
	char buf[64];

	if (t->kind == GP_NAME && !gp_is_op(t + 1, "(") && !gp_name_known(g, t->s)) {
		if (g->judging)
			refuse_word(g, it, l);
		else
			g->failed = true;
		return;
	}
	if (l->format || (l->literal && t->kind != GP_NUMBER)) {
		gp_literal(g, l->format);
		return;
	}
	unsigned type = gp_expr(g);

	if (g->judging && (l->none || (l->numbers && type != T_NUMBER)))
		gp_fail(g, t, "gp.keyword", l->none ? "it takes words only" : "only numbers stand there alone",
		    "%s is not allowed in %s", gp_show(t, buf), it->where);
	if (l->cap > 0 && t->kind == GP_NUMBER && strtod(t->s, NULL) > l->cap)
		gp_fail(g, t, "gp.cap", "use less", "%s in %s: at most %.0f", t->s, it->where, l->cap);
}

/* set dummy a, b */
static void
names(struct gp *g)
{
	char buf[64];

	do {
		g->gap = true;
		if (g->t->kind != GP_NAME) {
			gp_fail(g, g->t, "gp.syntax", "write a name there", "%s where a name is wanted", gp_show(g->t, buf));
			return;
		}
		gp_name_define(g, g->t, T_NUMBER);
		gp_put_token(g);
	} while (gp_take(g, ","));
}

/* set table $name, set print $name append */
static void
block_name(struct gp *g, const struct policy_list *l)
{
	if (gp_is_end(g))
		return;
	g->gap = true;
	if (g->t->kind != GP_BLOCK) {
		gp_fail(g, g->t, "gp.file", "write into a data block: $name", "set %s: only a data block can be written to", l->name);
		return;
	}
	gp_name_block(g, g->t);
	gp_put_token(g);
	const struct policy_word *w = g->t->kind == GP_NAME ? policy_word(l, g->t->s, g->t->n) : NULL;

	if (w == NULL)
		return;
	g->gap = true;
	gp_put(g, w->name);
	g->t++;
}

void
gp_items(struct gp *g, const struct policy_list *l, const char *where, const char *stop)
{
	struct items it = {l, where, stop};

	if (l->names || l->block) {
		if (l->names)
			names(g);
		else
			block_name(g, l);
		return;
	}
	while (!g->failed && !gp_is_end(g)) {
		if (stop != NULL && (gp_is_op(g->t, stop) || gp_is_name(g->t, stop)))
			return;
		if (gp_take(g, ","))
			continue;
		g->gap = true;
		if (gp_is_op(g->t, "["))
			gp_range(g);
		else if (gp_is_op(g->t, "(") && l->list)
			list(g);
		else if (!(g->t->kind == GP_NAME && keyword(g, &it, l, true)))
			value(g, &it);
	}
}
