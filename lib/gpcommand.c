/* Commands, and the blocks that hold them. */
#include "gp_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void block(struct gp *);
static void command(struct gp *);

static void
refuse(struct gp *g, const char *class)
{
	const struct policy_never *no = policy_no(g->policy, class, g->t->s, g->t->n);
	const char *near = policy_near(g->policy, class, g->t->s);
	struct str hint = {0};
	char buf[64];

	if (no != NULL) {
		gp_fail(g, g->t, no->rule, no->remedy != NULL ? no->remedy : "leave it out",
		    strcmp(class, "set") == 0 ? "set %s: %s" : "%s %s", no->name, no->reason);
	} else if (strcmp(class, "set") == 0) {
		if (near != NULL)
			str_addf(&hint, "did you mean set %s?", near);
		else
			str_adds(&hint, GP_ELSEWHERE);
		gp_fail(g, g->t, "gp.option", hint.s, "the option %s is not allowed", gp_show(g->t, buf));
	} else {
		if (near != NULL)
			str_addf(&hint, "did you mean %s?", near);
		else
			str_adds(&hint, GP_ELSEWHERE);
		gp_fail(g, g->t, "gp.command", hint.s, "the command %s is not allowed", gp_show(g->t, buf));
	}
	str_free(&hint);
}

/* ---- definitions */

/* NAME ( NAME, … ) = */
static bool
starts_function(const struct gp *g)
{
	const struct gp_token *t = g->t;

	if (t->kind != GP_NAME || !gp_is_op(t + 1, "("))
		return false;
	for (t += 2; t->kind == GP_NAME && gp_is_op(t + 1, ","); t += 2)
		;
	return t->kind == GP_NAME && gp_is_op(t + 1, ")") && gp_is_op(t + 2, "=");
}

static void
function(struct gp *g)
{
	const struct gp_token *name = g->t;

	gp_put_token(g);
	gp_want(g, "(");
	do {
		if (g->nparams == GP_PARAMS_MOST) {
			gp_fail(g, g->t, "gp.cap", "use fewer", "more than %d parameters", GP_PARAMS_MOST);
			break;
		}
		if (!gp_name_may(g, g->t))
			break;
		g->params[g->nparams++] = g->t;
		gp_put_token(g);
	} while (gp_take(g, ","));
	gp_want(g, ")");
	gp_want(g, "=");
	unsigned type = gp_expr(g);

	if (!g->failed)
		gp_name_function(g, name, type);
	g->nparams = 0;
}

/* NAME [ … ] = */
static bool
starts_element(const struct gp *g)
{
	const struct gp_token *t = g->t + 1;
	int depth = 0;

	if (g->t->kind != GP_NAME || !gp_is_op(t, "["))
		return false;
	do {
		depth += gp_is_op(t, "[");
		depth -= gp_is_op(t, "]");
		t++;
	} while (depth > 0 && t->kind != GP_NEWLINE && t->kind != GP_END);
	return gp_is_op(t, "=");
}

/* array A[10], array A = [1, 2], array A[2] = ["a", "b"] */
static void
array(struct gp *g)
{
	const struct gp_token *name = g->t;
	char buf[64];

	if (name->kind != GP_NAME) {
		gp_fail(g, name, "gp.syntax", "write array A[10]", "%s where a name is wanted", gp_show(name, buf));
		return;
	}
	gp_name_define(g, name, T_ARRAY);
	gp_name_element(g, name, T_NUMBER);
	gp_put_token(g);
	if (gp_take(g, "[")) {
		if (g->t->kind == GP_NUMBER && strtod(g->t->s, NULL) > GP_ARRAY_MOST)
			gp_fail(g, g->t, "gp.cap", "use less", "an array of more than %d elements", GP_ARRAY_MOST);
		gp_expr(g);
		gp_want(g, "]");
	}
	if (!gp_take(g, "="))
		return;
	gp_want(g, "[");
	for (int n = 0; !g->failed && !gp_is_op(g->t, "]"); n++) {
		if (n > 0)
			gp_want(g, ",");
		gp_name_element(g, name, gp_expr(g));
	}
	gp_want(g, "]");
}

static void
heredoc(struct gp *g)
{
	const struct gp_token *t = g->t;
	char mark[24];
	bool taken = true;

	if (g->depth > 0) {
		gp_fail(g, t, "gp.data", "write it before the block", "a data block inside { }");
		return;
	}
	gp_name_block(g, t);
	/* A mark that the data do not hold, also not by a reader of pieces. */
	for (unsigned k = 0; taken; k++) {
		snprintf(mark, sizeof mark, "END_%u_", k);
		taken = memmem(t->data, t->data_n, mark, strlen(mark)) != NULL;
	}
	str_addf(&g->out, "$%s << %s\n", t->s, mark);
	for (size_t i = 0; i < t->data_n; i++)
		if (t->data[i] != '\r')
			str_addc(&g->out, t->data[i]);
	gp_put(g, mark);
	g->t++;
}

/* ---- blocks */

static void
condition(struct gp *g)
{
	g->gap = true;
	gp_want(g, "(");
	gp_expr(g);
	gp_want(g, ")");
}

/* Without braces: all up to the end of the line, or else, is the body. */
static void
old_body(struct gp *g)
{
	gp_put(g, " {");
	g->depth++;
	while (!g->failed && !gp_is_end(g) && !gp_is_name(g->t, "else")) {
		gp_put_line(g);
		command(g);
		while (gp_is_op(g->t, ";"))
			g->t++;
	}
	g->depth--;
	gp_put_line(g);
	gp_put(g, "}");
}

static void
body(struct gp *g, bool old)
{
	if (gp_is_op(g->t, "{"))
		block(g);
	else if (old)
		old_body(g);
	else
		gp_want(g, "{");
}

/* Moves over newlines and semicolons where else follows them. */
static bool
else_follows(struct gp *g)
{
	const struct gp_token *t = g->t;

	while (t->kind == GP_NEWLINE || gp_is_op(t, ";"))
		t++;
	if (!gp_is_name(t, "else"))
		return false;
	g->t = (struct gp_token *)t + 1;
	return true;
}

/* "else if" is written as a block of its own: gnuplot 5.4 does not read it
 * behind a brace. */
static void
conditional(struct gp *g)
{
	char buf[64];

	gp_put(g, "if");
	condition(g);
	body(g, true);
	if (g->failed || !else_follows(g))
		return;
	str_adds(&g->out, " else");
	if (!gp_is_name(g->t, "if")) {
		body(g, true);
		return;
	}
	if (++g->depth > GP_NEST_MOST) {
		gp_fail(g, g->t, "gp.depth", "nest less", "%s nested more than %d deep", gp_show(g->t, buf), GP_NEST_MOST);
		return;
	}
	g->t++;
	str_adds(&g->out, " {");
	gp_put_line(g);
	conditional(g);
	g->depth--;
	gp_put_line(g);
	gp_put(g, "}");
}

static void
loop(struct gp *g, bool until)
{
	gp_put(g, until ? "while" : "do for");
	if (until) {
		condition(g);
	} else {
		if (!gp_is_name(g->t, "for")) {
			gp_fail(g, g->t, "gp.syntax", "write do for [i=1:3] { … }", "do without for");
			return;
		}
		g->t++;
		do {
			g->gap = true;
			gp_iteration(g);
		} while (!g->failed && gp_is_op(g->t, "["));
	}
	g->loops++;
	if (!g->failed)
		body(g, false);
	g->loops--;
}

/* ---- set and unset */

/* Is verb and the word behind it all that the command says, and without use
 * here?  Then both are left out. */
static bool
is_idle(struct gp *g, const char *verb, const struct gp_token *word)
{
	const struct policy_list *l = policy_find(g->policy, "idle", verb, strlen(verb));
	const struct gp_token *t = g->t;

	if (l == NULL || g->depth > 0 || word->kind != GP_NAME || policy_word(l, word->s, word->n) == NULL)
		return false;
	g->t = (struct gp_token *)word + 1;
	if (gp_is_end(g))
		return true;
	g->t = (struct gp_token *)t;
	return false;
}

/* set noNAME, as older scripts have it, is unset NAME. */
static const struct policy_list *
negated(struct gp *g, const char **verb)
{
	const struct gp_token *t = g->t;

	if (strcmp(*verb, "set") != 0 || t->kind != GP_NAME || t->n <= 2 || strncmp(t->s, "no", 2) != 0 ||
	    policy_find(g->policy, "set", t->s, t->n) != NULL)
		return NULL;
	const struct policy_list *l = policy_find(g->policy, "set", t->s + 2, t->n - 2);

	*verb = l != NULL ? "unset" : *verb;
	return l;
}

static void
option(struct gp *g, const char *verb)
{
	struct str where = {0};
	char buf[64];
	const struct policy_list *l = negated(g, &verb);

	gp_put(g, verb);
	while (gp_is_name(g->t, "for") && gp_is_op(g->t + 1, "[")) {
		g->gap = true;
		gp_put_token(g);
		g->gap = true;
		gp_iteration(g);
	}
	if (l == NULL && g->t->kind == GP_NAME)
		l = policy_find(g->policy, "set", g->t->s, g->t->n);
	if (l == NULL) {
		if (g->t->kind == GP_NAME)
			refuse(g, "set");
		else
			gp_fail(g, g->t, "gp.syntax", "name an option of set", "%s where an option is wanted", gp_show(g->t, buf));
		return;
	}
	bool set = strcmp(verb, "set") == 0;

	g->gap = true;
	gp_put(g, l->name);
	g->t++;
	if (strcmp(l->name, "multiplot") == 0)
		g->multiplot = true;
	if (strcmp(l->name, "table") == 0)
		g->tabling = set && !gp_is_end(g);
	str_addf(&where, "%s %s", verb, l->name);
	gp_items(g, l, where.s, NULL);
	str_free(&where);
}

/* ---- commands */

static void
print(struct gp *g)
{
	gp_put(g, "print");
	do {
		g->gap = true;
		gp_expr(g);
	} while (!g->failed && gp_take(g, ","));
}

static void
keyword_command(struct gp *g)
{
	const struct policy_list *l = policy_find(g->policy, "command", g->t->s, g->t->n);

	if (g->out.n == 0 && is_idle(g, "start", g->t))
		return;
	if (l == NULL || policy_no(g->policy, "command", g->t->s, g->t->n) != NULL) {
		refuse(g, "command");
		return;
	}
	const char *name = l->name;

	if (is_idle(g, name, g->t + 1))
		return;
	g->t++;
	if (strcmp(name, "plot") == 0 || strcmp(name, "splot") == 0)
		gp_plot(g, name);
	else if (strcmp(name, "set") == 0 || strcmp(name, "unset") == 0)
		option(g, name);
	else if (strcmp(name, "stats") == 0)
		gp_stats(g);
	else if (strcmp(name, "fit") == 0)
		gp_fit(g);
	else if (strcmp(name, "array") == 0)
		gp_put(g, "array"), array(g);
	else if (strcmp(name, "print") == 0)
		print(g);
	else if (strcmp(name, "if") == 0)
		conditional(g);
	else if (strcmp(name, "do") == 0 || strcmp(name, "while") == 0)
		loop(g, name[0] == 'w');
	else if (strcmp(name, "break") == 0 || strcmp(name, "continue") == 0)
		gp_put(g, name);
	else
		gp_fail(g, g->t - 1, "gp.syntax", "write it behind the } of an if", "%s without what it belongs to", name);
}

static void
command(struct gp *g)
{
	char buf[64];

	g->nest = g->steps = 0;
	if (g->t->kind == GP_HEREDOC)
		heredoc(g);
	else if (gp_is_op(g->t, "!"))
		gp_fail(g, g->t, "gp.run", "compute it in the SQL", "! runs a program");
	else if (gp_is_op(g->t, "?"))
		gp_fail(g, g->t, "gp.command", "leave it out", "? is for people");
	else if (g->t->kind != GP_NAME)
		gp_fail(g, g->t, "gp.syntax", "begin with a command such as plot or set", "%s where a command is wanted", gp_show(g->t, buf));
	else if (starts_function(g))
		function(g);
	else if (gp_starts_assignment(g) || starts_element(g))
		gp_expr(g);
	else
		keyword_command(g);
	if (!g->failed && !gp_is_end(g))
		gp_fail(g, g->t, "gp.syntax", "put each command on a line of its own", "%s behind the end of a command", gp_show(g->t, buf));
}

/* Behind a fault: to the end of the command, over whole blocks. */
static void
skip_command(struct gp *g)
{
	int depth = 0;

	for (; g->t->kind != GP_END; g->t++) {
		if (depth == 0 && (g->t->kind == GP_NEWLINE || gp_is_op(g->t, ";") || gp_is_op(g->t, "}")))
			return;
		depth += gp_is_op(g->t, "{");
		depth -= gp_is_op(g->t, "}");
	}
}

/* Commands up to the end, or the brace that closes them. */
static void
commands(struct gp *g)
{
	while (g->t->kind != GP_END && !(g->depth > 0 && gp_is_op(g->t, "}"))) {
		if (g->t->kind == GP_NEWLINE || gp_is_op(g->t, ";")) {
			g->t++;
			continue;
		}
		if (g->depth > 0)
			gp_put_line(g);
		int depth = g->depth;
		const struct gp_token *from = g->t;
		size_t before = g->out.n;

		command(g);
		if (g->depth == 0 && g->out.n > before)
			gp_put_line(g);
		if (g->failed) {
			g->depth = depth;
			g->nparams = 0;
			g->in_using = false;
			g->failed = false;
			skip_command(g);
			/* A brace that closes nothing would stop us for ever. */
			if (g->t == from || (depth == 0 && gp_is_op(g->t, "}")))
				g->t++;
		}
	}
}

static void
block(struct gp *g)
{
	char buf[64];

	g->gap = true;
	gp_want(g, "{");
	if (g->failed)
		return;
	if (++g->depth > GP_NEST_MOST) {
		gp_fail(g, g->t, "gp.depth", "nest less", "more than %d blocks in each other", GP_NEST_MOST);
		return;
	}
	int loops = g->loops;

	commands(g);
	g->loops = loops;
	g->depth--;
	gp_put_line(g);
	if (!gp_is_op(g->t, "}"))
		gp_fail(g, g->t, "gp.syntax", "close it by }", "%s inside { }", gp_show(g->t, buf));
	else
		gp_put_token(g);
}

void
gp_script(struct gp *g)
{
	commands(g);
}
