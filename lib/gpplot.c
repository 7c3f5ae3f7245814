/* plot, splot, stats and fit: where their data comes from, and what is drawn
 * of it.  A data source is DATA, a block, an array, '+', '++' or a number:
 * whatever could be a string could be a file's name, or a program's. */
#include "gp_own.h"

#include <string.h>

static void
refuse_source(struct gp *g, const struct gp_token *at)
{
	char buf[64];

	gp_fail(g, at, "gp.source", "plot DATA, a data block $name, an array, '+', '++', or an expression that is a number",
	    "%s is not allowed as a data source", gp_show(at, buf));
}

/* ---- using */

/* xtic(1), key(2) */
static bool
label_entry(struct gp *g)
{
	const struct policy_list *l = policy_find(g->policy, "words", "using", 5);
	const struct policy_word *w = l != NULL ? policy_word(l, g->t->s, g->t->n) : NULL;

	if (w == NULL || !gp_is_op(g->t + 1, "("))
		return false;
	gp_put(g, w->name);
	g->t++;
	gp_want(g, "(");
	gp_expr(g);
	gp_want(g, ")");
	return true;
}

void
gp_using(struct gp *g)
{
	bool before = g->in_using;

	g->in_using = true;
	for (int n = 0; n < 16 && !g->failed; n++) {
		if (n > 0 && !gp_take(g, ":"))
			break;
		if (gp_is_op(g->t, ":") || gp_is_end(g))
			continue;
		if (!(g->t->kind == GP_NAME && label_entry(g)))
			gp_expr(g);
	}
	g->in_using = before;
	if (!g->failed && g->t->kind == GP_STRING)
		gp_fail(g, g->t, "gp.scan", "leave it out", "a scanf format behind using");
}

/* ---- sources */

static bool
is_data(const struct gp *g, const struct gp_token *t)
{
	const struct gp_name *n = t->kind == GP_NAME ? gp_name_find(g, t->s) : NULL;

	if (gp_is_op(t + 1, "[") && !gp_is_name(t, "DATA"))
		return false;
	return gp_is_name(t, "DATA") || t->kind == GP_BLOCK || (n != NULL && n->type == T_ARRAY);
}

/* Does the source end behind this token?  An operator would make a name of it. */
static bool
is_alone(const struct gp_token *t)
{
	return t[1].kind != GP_OP || gp_is_op(t + 1, ",") || gp_is_op(t + 1, ";") || gp_is_op(t + 1, "}");
}

static void
data_source(struct gp *g)
{
	char buf[64];

	if (!is_alone(g->t))
		refuse_source(g, g->t);
	else if (g->t->kind == GP_BLOCK && g->judging && !gp_name_is_block(g, g->t->s))
		gp_fail(g, g->t, "gp.name", "write the data block before it is used", "there is no data block %s", gp_show(g->t, buf));
	else
		gp_put_token(g);
}

/* previous: what '' stands for, or NULL. */
static void
source(struct gp *g, const struct gp_token **previous)
{
	const struct gp_token *t = g->t;

	if (is_data(g, t)) {
		*previous = t;
		data_source(g);
	} else if (t->kind == GP_STRING && t->n == 0 && *previous != NULL && is_alone(t)) {
		g->t = (struct gp_token *)*previous;
		gp_put_token(g);
		g->t = (struct gp_token *)t + 1;
	} else if (t->kind == GP_STRING && (strcmp(t->s, "+") == 0 || strcmp(t->s, "++") == 0) &&
	    is_alone(t)) {
		*previous = NULL;
		gp_put_token(g);
	} else {
		unsigned type = gp_expr(g);

		if (g->judging && type != T_NUMBER)
			refuse_source(g, t);
	}
}

static const struct policy_list *
words(const struct gp *g, const char *name)
{
	static const struct policy_list none;
	const struct policy_list *l = policy_find(g->policy, "words", name, strlen(name));

	return l != NULL ? l : &none;
}

/* ---- plot and splot */

static void
ranges(struct gp *g)
{
	g->gap = true;
	while (!g->failed && gp_is_op(g->t, "[")) {
		gp_range(g);
		g->gap = true;
	}
}

static void
element(struct gp *g, const char *command, const struct gp_token **previous)
{
	static const char *const special[] = {"keyentry", "newhistogram", "newspiderplot", NULL};

	while (gp_is_name(g->t, "for") && gp_is_op(g->t + 1, "[")) {
		g->gap = true;
		gp_put_token(g);
		g->gap = true;
		gp_iteration(g);
	}
	ranges(g);
	for (const char *const *p = special; *p != NULL; p++)
		if (gp_is_name(g->t, *p)) {
			gp_put_token(g);
			gp_items(g, words(g, "special"), *p, ",");
			return;
		}
	/* a = 1, f(x) with lines: the assignment is an element of its own. */
	if (gp_starts_assignment(g)) {
		gp_expr(g);
		return;
	}
	source(g, previous);
	gp_items(g, words(g, "plot"), command, ",");
}

/* One drawing a script: a second plot would lie on the first. */
static void
count_plot(struct gp *g, const struct gp_token *at)
{
	if (g->tabling || !g->judging)
		return;
	if (g->plotted && !g->multiplot)
		gp_fail(g, at, "gp.plots", "put all elements into one plot, or set multiplot", "a second plot draws over the first");
	else if (g->loops > 0 && !g->multiplot)
		gp_fail(g, at, "gp.plots", "use plot for [i=1:3] …, or set multiplot", "a plot in a loop draws over itself");
	g->plotted = true;
}

/* Elements stand on lines of their own, joined by backslashes. */
void
gp_plot(struct gp *g, const char *command)
{
	const struct gp_token *previous = NULL, *first = g->t - 1;

	gp_put(g, command);
	ranges(g);
	if (gp_is_name(g->t, "sample") && !gp_is_op(g->t + 1, "(")) {
		gp_put_token(g);
		g->gap = true;
	}
	g->depth++;
	for (int n = 0; !g->failed; n++) {
		if (n > 0) {
			gp_want(g, ",");
			str_adds(&g->out, " \\");
			gp_put_line(g);
		}
		element(g, command, &previous);
		if (gp_is_end(g))
			break;
	}
	g->depth--;
	count_plot(g, first);
}

/* ---- stats and fit */

void
gp_stats(struct gp *g)
{
	gp_put(g, "stats");
	ranges(g);
	if (!is_data(g, g->t)) {
		refuse_source(g, g->t);
		return;
	}
	data_source(g);
	gp_items(g, words(g, "stats"), "stats", NULL);
}

/* fit f(x) DATA using 1:2 via a, b */
void
gp_fit(struct gp *g)
{
	char buf[64];

	g->fits = true;
	gp_put(g, "fit");
	ranges(g);
	gp_expr(g);
	g->gap = true;
	if (g->failed || !is_data(g, g->t)) {
		if (!g->failed)
			refuse_source(g, g->t);
		return;
	}
	data_source(g);
	gp_items(g, words(g, "fit"), "fit", "via");
	g->gap = true;
	if (!gp_is_name(g->t, "via")) {
		gp_fail(g, g->t, "gp.syntax", "end it by via a, b", "fit without via");
		return;
	}
	gp_put_token(g);
	do {
		g->gap = true;
		if (g->t->kind != GP_NAME) {
			gp_fail(g, g->t, "gp.file", "name variables: via a, b", "via takes names, not %s", gp_show(g->t, buf));
			return;
		}
		gp_name_define(g, g->t, T_NUMBER);
		gp_name_prefix(g, g->t);   /* a_err, where errorvariables is set */
		gp_put_token(g);
	} while (gp_take(g, ","));
}
