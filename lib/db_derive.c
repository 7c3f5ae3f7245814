/* Derived columns.
 *
 * A chart groups by month(d) or bin(x, 10).  SQLite can ask a table to bring
 * rows together by a column, not by an expression; so such a call is given to
 * it as a hidden column, "month(d)", whose values are computed once for each
 * distinct d, by SQLite itself.  Where the name could mean another table's
 * column (a subquery inside an expression) nothing is rewritten; where SQLite
 * does not find it, the statement runs as it was written. */
#include "db_own.h"
#include "mem.h"
#include "rec.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { WORD, NAME, LITERAL, MARK, END };

struct token {
	enum kind kind;            /* WORD: bare; NAME: quoted */
	const char *s;
	size_t n;
};

struct text {
	struct token *t;
	int n;
};

/* ---- tokens */

static size_t
blank(const char *s)
{
	size_t n = strspn(s, " \t\r\n\f");

	if (strncmp(s + n, "--", 2) == 0)
		return n + strcspn(s + n, "\n");
	if (strncmp(s + n, "/*", 2) == 0) {
		const char *end = strstr(s + n + 2, "*/");

		return end != NULL ? (size_t)(end - s) + 2 : strlen(s);
	}
	return n;
}

/* Up to the closing mark, which doubled stands for itself. */
static size_t
quoted(const char *s, char close)
{
	size_t n = 1;

	while (s[n] != '\0' && (s[n] != close || s[n + 1] == close))
		n += s[n] == close ? 2 : 1;
	return s[n] == close ? n + 1 : n;
}

static bool
in_word(unsigned char c)
{
	return isalnum(c) || c == '_' || c == '$' || c >= 0x80;
}

static struct token
next_token(const char *s)
{
	struct token t = {MARK, s, 1};
	unsigned char c = (unsigned char)*s;

	if (c == '\0') {
		t = (struct token){END, s, 0};
	} else if (c == '\'') {
		t = (struct token){LITERAL, s, quoted(s, '\'')};
	} else if (c == '"' || c == '`') {
		t = (struct token){NAME, s, quoted(s, (char)c)};
	} else if (isdigit(c) || (c == '.' && isdigit((unsigned char)s[1]))) {
		t.kind = LITERAL;
		while (in_word((unsigned char)s[t.n]) || s[t.n] == '.')
			t.n++;
	} else if (in_word(c)) {
		t.kind = WORD;
		while (in_word((unsigned char)s[t.n]))
			t.n++;
	}
	return t;
}

static struct text
tokens(const char *sql)
{
	struct text all = {0};
	struct token t;

	do {
		for (size_t n; (n = blank(sql)) > 0;)
			sql += n;
		t = next_token(sql);
		sql += t.n;
		all.t = mem_resize(all.t, (size_t)all.n + 1, sizeof *all.t);
		all.t[all.n++] = t;
	} while (t.kind != END);
	return all;
}

static bool
says(const struct token *t, const char *word)
{
	return (t->kind == WORD || t->kind == MARK) && t->n == strlen(word) && sqlite3_strnicmp(t->s, word, (int)t->n) == 0;
}

/* Can no SELECT see the columns of one around it?  That is so where each stands
 * at the top, or in FROM, or in WITH. */
static bool
is_simple(const struct text *x)
{
	for (int i = 0; i < x->n; i++) {
		if (!says(&x->t[i], "select") || i == 0 || !says(&x->t[i - 1], "("))
			continue;
		const struct token *before = i > 1 ? &x->t[i - 2] : NULL;

		if (before == NULL || (!says(before, "from") && !says(before, "join") && !says(before, "as")))
			return false;
	}
	return true;
}

/* ---- calls on one column */

struct call {
	const struct text *x;
	int at;
	int from, to;              /* the column's tokens, with its table's; to: behind */
	struct str sql;            /* the expression, the column as ?1 */
	int depth;
};

static bool expression(struct call *);

/* Is it a function that makes few values of many? */
static bool
may_derive(const struct token *t)
{
	static const char *const coarse[] = {"bin", "round", "floor", "ceil", "ceiling", "trunc"};
	char name[32];

	if (t->kind != WORD || t->n >= sizeof name)
		return false;
	for (size_t i = 0; i < t->n; i++)
		name[i] = (char)tolower((unsigned char)t->s[i]);
	name[t->n] = '\0';
	for (size_t i = 0; i < sizeof coarse / sizeof *coarse; i++)
		if (strcmp(name, coarse[i]) == 0)
			return true;
	const char *group = jv_text(db_calls(), name);

	return group != NULL && (strcmp(group, "dates") == 0 || strcmp(group, "text") == 0);
}

static void
copy(struct call *c)
{
	const struct token *t = &c->x->t[c->at++];

	str_add(&c->sql, t->s, t->n);
}

static bool
mark(struct call *c, const char *m)
{
	if (!says(&c->x->t[c->at], m))
		return false;
	copy(c);
	return true;
}

static bool
arguments(struct call *c)
{
	if (!mark(c, "("))
		return false;
	do
		if (!expression(c))
			return false;
	while (mark(c, ","));
	return mark(c, ")");
}

/* CAST(call AS type) */
static bool
cast(struct call *c)
{
	copy(c);
	if (!mark(c, "(") || !expression(c) || !says(&c->x->t[c->at], "as"))
		return false;
	str_addc(&c->sql, ' ');
	copy(c);
	str_addc(&c->sql, ' ');
	if (c->x->t[c->at].kind != WORD)
		return false;
	copy(c);
	return mark(c, ")");
}

static bool
column(struct call *c)
{
	const struct token *t = c->x->t;
	int from = c->at;

	if (says(&t[c->at + 1], ".")) {
		if (t[c->at + 2].kind != WORD && t[c->at + 2].kind != NAME)
			return false;
		c->at += 2;
	}
	c->at++;
	str_adds(&c->sql, "?1");
	/* More than one column, or one twice: not ours. */
	if (c->to > 0)
		return false;
	c->from = from;
	c->to = c->at;
	return true;
}

static bool
expression(struct call *c)
{
	const struct token *t = &c->x->t[c->at];

	if (++c->depth > 20)
		return false;
	if (t->kind == LITERAL) {
		copy(c);
		return true;
	}
	if (says(t, "-") && t[1].kind == LITERAL) {
		copy(c);
		copy(c);
		return true;
	}
	if (t->kind == WORD && says(t + 1, "(")) {
		if (says(t, "cast"))
			return cast(c);
		if (!may_derive(t))
			return false;
		copy(c);
		return arguments(c);
	}
	return (t->kind == WORD || t->kind == NAME) && column(c);
}

/* ---- names */

/* A token as the name it stands for: to be freed. */
static char *
plain_name(const struct token *t)
{
	struct str b = {0};

	if (t->kind == WORD)
		return mem_dup(t->s, t->n);
	for (size_t i = 1; i + 1 < t->n; i++) {
		str_addc(&b, t->s[i]);
		i += t->s[i] == t->s[0];
	}
	return str_take(&b);
}

static int
column_number(jv set, const char *name)
{
	jv columns = jv_at(set, "columns");
	int found = -1;

	jv_array_foreach(columns, i, c) {
		const char *is = jv_text(c, "name");

		if (is != NULL && sqlite3_stricmp(is, name) == 0)
			found = i;
		jv_free(c);
	}
	jv_free(columns);
	return found;
}

static int
add_derived(struct db *db, const char *name, const struct call *c)
{
	struct derived d = {.name = mem_strdup(name), .sql = mem_strdup(c->sql.s), .declared = mem_strdup("")};
	char *base = plain_name(&c->x->t[c->to - 1]);

	d.base = mem_calloc((size_t)jv_array_length(jv_copy(db->datasets)), sizeof *d.base);
	jv_array_foreach(db->datasets, i, set) {
		d.base[i] = column_number(set, base);
		jv_free(set);
	}
	free(base);
	/* "CAST(… AS INTEGER)" compares as INTEGER does. */
	if (sqlite3_strnicmp(d.sql, "cast(", 5) == 0) {
		const char *type = strrchr(d.sql, ' ') + 1;

		free(d.declared);
		d.declared = mem_dup(type, strcspn(type, ")"));
	}
	db->derived = mem_resize(db->derived, (size_t)db->n_derived + 1, sizeof *db->derived);
	db->derived[db->n_derived] = d;
	return db->n_derived++;
}

/* The derived column's name in the call's place. */
static void
replace(struct db *db, const struct call *c, struct str *out)
{
	const struct token *column = &c->x->t[c->to - 1], *table = &c->x->t[c->from];
	struct str name = {0};
	int n = 0;

	/* Unlike any name of a file's column: it begins with a control character. */
	str_addf(&name, "\x01%s of %.*s", c->sql.s, (int)column->n, column->s);
	while (n < db->n_derived && strcmp(db->derived[n].name, name.s) != 0)
		n++;
	if (n == db->n_derived)
		add_derived(db, name.s, c);
	if (column != table)
		str_addf(out, "%.*s.", (int)table->n, table->s);
	db_quote(out, name.s);
	str_free(&name);
}

/* Does a call on one column begin at token i? */
static bool
is_call(struct call *c, const struct text *x, int i)
{
	bool is_cast = says(&x->t[i], "cast");

	*c = (struct call){.x = x, .at = i};
	return says(&x->t[i + 1], "(") && (is_cast || may_derive(&x->t[i])) && expression(c) && c->to > 0 &&
	    /* CAST of a bare column is no call. */
	    (!is_cast || strchr(c->sql.s + strlen("cast("), '(') != NULL);
}

/* Does count(DISTINCT column) stand at token i? */
static bool
is_count(struct call *c, const struct text *x, int i)
{
	const struct token *t = &x->t[i];

	*c = (struct call){.x = x, .at = i + 3};
	return says(t, "count") && says(t + 1, "(") && says(t + 2, "distinct") &&
	    (t[3].kind == WORD || t[3].kind == NAME) && column(c) && mark(c, ")");
}

char *
db_derive(struct db *db, const char *sql, bool counts)
{
	struct text x = tokens(sql);
	struct str out = {0};
	const char *done = sql;    /* up to here it is copied */

	for (int i = 0; i < x.n - 1 && is_simple(&x);) {
		struct call c;

		if (is_call(&c, &x, i)) {
			str_add(&out, done, (size_t)(x.t[i].s - done));
			replace(db, &c, &out);
			i = c.at;
			done = x.t[i - 1].s + x.t[i - 1].n;
		} else {
			str_free(&c.sql);
			if (counts && is_count(&c, &x, i)) {
				str_add(&out, done, (size_t)(x.t[i].s - done));
				str_adds(&out, "\"" DB_MANY "\"(");
				done = x.t[c.from].s;
				i = c.at;
			} else {
				i++;
			}
		}
		str_free(&c.sql);
	}
	free(x.t);
	if (out.n == 0)
		return NULL;
	str_adds(&out, done);
	return str_take(&out);
}

void
db_derive_free(struct db *db)
{
	for (int i = 0; i < db->n_derived; i++) {
		free(db->derived[i].name);
		free(db->derived[i].sql);
		free(db->derived[i].declared);
		free(db->derived[i].base);
	}
	free(db->derived);
}
