#include "gp_own.h"

#include "mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- faults */

void
gp_fail(struct gp *g, const struct gp_token *t, const char *rule, const char *hint, const char *fmt, ...)
{
	struct str message = {0};
	va_list ap;

	if (!g->failed && g->judging) {
		va_start(ap, fmt);
		str_vaddf(&message, fmt, ap);
		va_end(ap);
		gp_report(g->report, t->pos, rule, hint, "%s", message.s);
		str_free(&message);
	}
	g->failed = true;
}

const char *
gp_show(const struct gp_token *t, char buf[static 64])
{
	struct str s = {0};
	size_t n = t->n > 40 ? 40 : t->n;

	if (t->kind == GP_END)
		str_adds(&s, "the end of the script");
	else if (t->kind == GP_NEWLINE)
		str_adds(&s, "the end of the line");
	else {
		if (t->kind == GP_BLOCK || t->kind == GP_COLUMN || t->kind == GP_HEREDOC)
			str_addc(&s, '$');
		if (t->kind == GP_STRING)
			str_addc(&s, '\'');
		str_add(&s, t->s, n > 40 ? 40 : str_utf8(t->s, n));
		if (n < t->n)
			str_adds(&s, "…");
		if (t->kind == GP_STRING)
			str_addc(&s, '\'');
	}
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ')
			s.s[i] = ' ';
	snprintf(buf, 64, "%s", s.s);
	str_free(&s);
	return buf;
}

/* ---- writing */

static bool
is_word(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	    c == '$' || c == '"' || c == '\'' || c == '.';
}

static bool
is_sign(int c)
{
	return c != 0 && strchr("+-*/%=<>!&|^~?", c) != NULL;
}

/* Sets off what would run into what is there. */
static void
join(struct gp *g, int next)
{
	int last = g->out.n > 0 ? (unsigned char)g->out.s[g->out.n - 1] : '\n';

	if (last == '\n' || last == ' ') {
		g->gap = false;
		return;
	}
	if (g->gap || (is_word(last) && is_word(next)) || (is_sign(last) && is_sign(next)))
		str_addc(&g->out, ' ');
	g->gap = false;
}

void
gp_put(struct gp *g, const char *text)
{
	join(g, (unsigned char)text[0]);
	str_adds(&g->out, text);
}

/* Between single quotes all is itself; what is left over, and what could be a
 * macro or run a program were it read otherwise, is spelt by an escape. */
void
gp_put_string(struct gp *g, const char *s, size_t n)
{
	bool plain = true;

	for (size_t i = 0; i < n; i++)
		plain &= (unsigned char)s[i] >= ' ' && strchr("'`@", s[i]) == NULL;
	join(g, '\'');
	str_addc(&g->out, plain ? '\'' : '"');
	for (size_t i = 0; i < n; i++) {
		if (plain)
			str_addc(&g->out, s[i]);
		else if (s[i] == '\n')
			str_adds(&g->out, "\\n");
		else if (s[i] == '\t')
			str_adds(&g->out, "\\t");
		else if (s[i] == '`' || s[i] == '@')
			str_addf(&g->out, "\\%o", (unsigned)s[i]);
		else if (s[i] == '"' || s[i] == '\\')
			str_addf(&g->out, "\\%c", s[i]);
		else
			str_addc(&g->out, s[i]);
	}
	str_addc(&g->out, plain ? '\'' : '"');
}

void
gp_put_token(struct gp *g)
{
	const struct gp_token *t = g->t++;

	if (t->kind == GP_STRING) {
		gp_put_string(g, t->s, t->n);
		return;
	}
	if (t->kind == GP_BLOCK || t->kind == GP_COLUMN) {
		gp_put(g, "$");
		str_adds(&g->out, t->s);
		return;
	}
	gp_put(g, t->s);
}

void
gp_put_line(struct gp *g)
{
	str_addc(&g->out, '\n');
	for (int i = 0; i < g->depth; i++)
		str_adds(&g->out, "  ");
	g->gap = false;
}

/* ---- the next token */

bool
gp_take(struct gp *g, const char *op)
{
	if (!gp_is_op(g->t, op))
		return false;
	gp_put_token(g);
	return true;
}

bool
gp_want(struct gp *g, const char *op)
{
	char buf[64];

	if (gp_take(g, op))
		return true;
	gp_fail(g, g->t, "gp.syntax", "write what is wanted there", "%s where %s is wanted", gp_show(g->t, buf), op);
	return false;
}

bool
gp_is_end(const struct gp *g)
{
	return g->t->kind == GP_END || g->t->kind == GP_NEWLINE || g->t->kind == GP_HEREDOC ||
	    gp_is_op(g->t, ";") || gp_is_op(g->t, "}");
}
