#include "gplex.h"

#include "mem.h"
#include "str.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A logical line: physical lines with their joining backslashes taken out,
 * and where each byte was. */
struct lexer {
	const char *text;
	size_t n, next;            /* the script; where the next line begins */
	char *line;                /* NUL-ended */
	size_t *place;
	size_t len, i;
	bool joined;               /* the line was more than one */
	bool single, dual;         /* kinds of quotes seen on the line */
	size_t at;                 /* 1 + place of the first @ and letter in a string; 0: none */
	struct gp_report *report;
	struct gp_tokens *out;
	size_t cap;
	char *fill;                /* where the arena's next text goes */
};

static bool
is_alpha(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static size_t
here(const struct lexer *l)
{
	return l->place[l->i < l->len ? l->i : l->len];
}

/* ---- bytes that may not stand anywhere */

/* Controls, and the marks that reorder text on a reader's screen. */
static bool
is_bad_point(uint32_t c)
{
	return (c >= 0x80 && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
	    c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* The code point at s, which is well-formed UTF-8; its length into *len. */
static uint32_t
point(const unsigned char *s, size_t *len)
{
	*len = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	uint32_t c = *len == 1 ? s[0] : s[0] & (0xFFu >> (*len + 1));

	for (size_t i = 1; i < *len; i++)
		c = c << 6 | (s[i] & 0x3F);
	return c;
}

static bool
check_bytes(const char *text, size_t n, struct gp_report *r)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t good = str_utf8(text, n), line = 0, len;
	int before = r->count;

	if (n > GP_SCRIPT_MOST) {
		gp_report(r, 0, "gp.size", "write less", "the script is longer than %d bytes", GP_SCRIPT_MOST);
		return false;
	}
	if (good != n)
		gp_report(r, good, "gp.utf8", "write UTF-8", "byte 0x%02X is not UTF-8", s[good]);
	for (size_t i = 0; i < good && r->count == before; i += len) {
		uint32_t c = point(s + i, &len);

		line = c == '\n' ? 0 : line + len;
		if (is_bad_point(c))
			gp_report(r, i, "gp.bidi", "leave it out", "U+%04X is invisible or reorders text", c);
		else if ((c < ' ' && c != '\n' && c != '\t' && !(c == '\r' && i + 1 < n && s[i + 1] == '\n')) || c == 0x7F)
			gp_report(r, i, "gp.byte", "leave it out", "control character 0x%02X", c);
		else if (line > GP_LINE_MOST)
			gp_report(r, i, "gp.size", "break it with a backslash", "a line is longer than %d bytes", GP_LINE_MOST);
	}
	return r->count == before;
}

/* ---- lines */

static void
put_byte(struct lexer *l, size_t from)
{
	l->line[l->len] = l->text[from];
	l->place[l->len++] = from;
}

/* Reads the next logical line; false at the end. */
static bool
read_line(struct lexer *l)
{
	if (l->next >= l->n)
		return false;
	l->len = l->i = 0;
	l->joined = l->single = l->dual = false;
	l->at = 0;
	size_t i = l->next;

	for (; i < l->n && l->text[i] != '\n'; i++) {
		size_t eol = i + 1 < l->n && l->text[i + 1] == '\r' ? i + 2 : i + 1;

		if (l->text[i] == '\\' && (eol >= l->n || l->text[eol] == '\n')) {
			i = eol;
			l->joined = true;
		} else if (l->text[i] != '\r') {
			put_byte(l, i);
		}
	}
	l->line[l->len] = '\0';
	l->place[l->len] = i < l->n ? i : l->n;
	l->next = i + 1;
	return true;
}

/* ---- tokens */

static struct gp_token *
add(struct lexer *l, enum gp_kind kind, size_t pos)
{
	struct gp_tokens *o = l->out;

	if (o->n == l->cap) {
		l->cap = l->cap == 0 ? 256 : l->cap * 2;
		o->t = mem_resize(o->t, l->cap, sizeof *o->t);
	}
	o->t[o->n] = (struct gp_token){.kind = kind, .s = l->fill, .pos = pos};
	return &o->t[o->n++];
}

static void
keep(struct lexer *l, int c)
{
	*l->fill++ = (char)c;
	l->out->t[l->out->n - 1].n++;
}

static void
finish(struct lexer *l)
{
	*l->fill++ = '\0';
}

static int
peek(const struct lexer *l, size_t k)
{
	return l->i + k < l->len ? (unsigned char)l->line[l->i + k] : 0;
}

static void
lex_name(struct lexer *l, enum gp_kind kind)
{
	add(l, kind, here(l));
	l->i += kind == GP_BLOCK;
	while (is_alpha(peek(l, 0)) || is_digit(peek(l, 0)))
		keep(l, l->line[l->i++]);
	finish(l);
}

static void
keep_digits(struct lexer *l)
{
	while (is_digit(peek(l, 0)))
		keep(l, l->line[l->i++]);
}

static void
lex_number(struct lexer *l)
{
	size_t pos = here(l);

	add(l, GP_NUMBER, pos);
	if (peek(l, 0) == '0' && (peek(l, 1) == 'x' || peek(l, 1) == 'X')) {
		keep(l, l->line[l->i++]);
		keep(l, l->line[l->i++]);
		while (is_digit(peek(l, 0)) || (is_alpha(peek(l, 0)) && strchr("abcdefABCDEF", peek(l, 0)) != NULL))
			keep(l, l->line[l->i++]);
	} else {
		keep_digits(l);
		if (peek(l, 0) == '.')
			keep(l, l->line[l->i++]);
		keep_digits(l);
		int sign = peek(l, 1) == '+' || peek(l, 1) == '-';

		if ((peek(l, 0) == 'e' || peek(l, 0) == 'E') && is_digit(peek(l, 1 + (size_t)sign))) {
			for (int k = 0; k <= sign; k++)
				keep(l, l->line[l->i++]);
			keep_digits(l);
		}
	}
	finish(l);
	if (is_alpha(peek(l, 0)) || l->out->t[l->out->n - 1].n > 40)
		gp_report(l->report, pos, "gp.number", "write it as 1500, 1.5e3 or 0x5dc", "a number that goes on oddly");
}

/* The byte that the escape at line[i] spells, i moved behind it; -1 for none
 * (gnuplot drops the backslash), -2 for one that may not be. */
static int
escape(struct lexer *l)
{
	static const char from[] = "nt\"\\", to[] = "\n\t\"\\";
	const char *k = peek(l, 1) != 0 ? strchr(from, peek(l, 1)) : NULL;
	int value = 0, c = peek(l, 1), most = c == '0' ? 4 : 3;

	if (k != NULL) {
		l->i += 2;
		return to[k - from];
	}
	l->i++;
	if (c == 'U' && peek(l, 1) == '+')
		return '\\';   /* \U+20AC is left to enhanced text */
	if (c == 'r')
		return -2;
	if (c < '0' || c > '7')
		return -1;
	for (; most > 0 && peek(l, 0) >= '0' && peek(l, 0) <= '7'; most--)
		value = value * 8 + l->line[l->i++] - '0';
	return value > 0xFF || (value < ' ' && value != '\n' && value != '\t') || value == 0x7F ? -2 : value;
}

static void
note_at(struct lexer *l)
{
	if (peek(l, 0) == '@' && is_alpha(peek(l, 1)) && l->at == 0)
		l->at = here(l) + 1;
}

static void
lex_double(struct lexer *l)
{
	size_t pos = here(l);

	l->dual = true;
	add(l, GP_STRING, pos);
	for (l->i++; l->i < l->len && peek(l, 0) != '"';) {
		note_at(l);
		if (peek(l, 0) == '`')
			gp_report(l->report, here(l), "gp.backtick", "leave it out, or write \\140",
			    "a backquote in double quotes runs a program");
		if (peek(l, 0) != '\\') {
			keep(l, l->line[l->i++]);
			continue;
		}
		size_t from = here(l);
		int c = escape(l);

		if (c >= 0)
			keep(l, c);
		else if (c == -2)
			gp_report(l->report, from, "gp.byte", "leave it out", "an escape that spells a control character");
	}
	finish(l);
	if (l->i++ >= l->len)
		gp_report(l->report, pos, "gp.string", "close it on its line", "the string is not closed");
}

static void
lex_single(struct lexer *l)
{
	size_t pos = here(l);

	l->single = true;
	add(l, GP_STRING, pos);
	for (l->i++; l->i < l->len; l->i++) {
		note_at(l);
		if (peek(l, 0) == '\'' && peek(l, 1) != '\'')
			break;
		l->i += peek(l, 0) == '\'';
		keep(l, l->line[l->i]);
	}
	finish(l);
	if (l->i++ >= l->len)
		gp_report(l->report, pos, "gp.string", "close it on its line", "the string is not closed");
}

static void
lex_string(struct lexer *l)
{
	if (peek(l, 0) == '"')
		lex_double(l);
	else
		lex_single(l);
	const struct gp_token *t = &l->out->t[l->out->n - 1];

	if (str_utf8(t->s, t->n) != t->n)
		gp_report(l->report, t->pos, "gp.utf8", "write the characters themselves",
		    "the string's escapes do not spell UTF-8");
}

/* $name, $3, $# */
static void
lex_dollar(struct lexer *l)
{
	if (is_alpha(peek(l, 1))) {
		lex_name(l, GP_BLOCK);
		return;
	}
	size_t pos = here(l);

	add(l, GP_COLUMN, pos);
	l->i++;
	if (peek(l, 0) == '#')
		keep(l, l->line[l->i++]);
	else
		keep_digits(l);
	finish(l);
	if (l->out->t[l->out->n - 1].n == 0)
		gp_report(l->report, pos, "gp.token", "a column is $1, $2, …; a data block $name", "a lone $");
}

static void
lex_other(struct lexer *l)
{
	static const char two[] = "** << >> <= >= == != && ||";
	size_t pos = here(l);
	int c = peek(l, 0);
	char pair[3] = {(char)c, (char)peek(l, 1), '\0'};
	bool is_pair = pair[1] > ' ' && strstr(two, pair) != NULL;

	if (c == '`')
		gp_report(l->report, pos, "gp.run", "compute it in the SQL", "a backquote runs a program");
	else if (c == '@')
		gp_report(l->report, pos, "gp.macro", "write out what it stands for", "a macro makes commands out of text");
	else if (c >= 0x80)
		gp_report(l->report, pos, "gp.byte", "put it into quotes", "a character outside ASCII stands outside quotes");
	else if (strchr("+-*/%=<>!&|^~?:.,;()[]{}", c) == NULL)
		gp_report(l->report, pos, "gp.token", "leave it out", "%c means nothing here", c);
	else {
		add(l, GP_OP, pos);
		keep(l, c);
		if (is_pair)
			keep(l, pair[1]);
		finish(l);
		l->i += 1 + (size_t)is_pair;
		return;
	}
	l->i = l->len;
}

static bool
lex_one(struct lexer *l)
{
	int c = peek(l, 0);

	if (c == 0 || c == '#')
		return false;
	if (c == ' ' || c == '\t')
		l->i++;
	else if (is_alpha(c))
		lex_name(l, GP_NAME);
	else if (is_digit(c) || (c == '.' && is_digit(peek(l, 1))))
		lex_number(l);
	else if (c == '"' || c == '\'')
		lex_string(l);
	else if (c == '$')
		lex_dollar(l);
	else
		lex_other(l);
	return true;
}

/* ---- here-documents: $name << MARK, then lines up to one that begins with MARK */

/* Does the logical line open one?  Its name and mark as tokens' places. */
static bool
opens_heredoc(const struct lexer *l, size_t *name, size_t *name_n, size_t *mark, size_t *mark_n)
{
	const char *s = l->line + strspn(l->line, " \t");

	if (s[0] != '$' || !is_alpha(s[1]))
		return false;
	*name = (size_t)(s + 1 - l->line);
	for (*name_n = 0; is_alpha(s[1 + *name_n]) || is_digit(s[1 + *name_n]);)
		++*name_n;
	s += 1 + *name_n;
	s += strspn(s, " \t");
	if (strncmp(s, "<<", 2) != 0)
		return false;
	s += 2 + strspn(s + 2, " \t");
	*mark = (size_t)(s - l->line);
	for (*mark_n = 0; is_alpha(s[*mark_n]) || (*mark_n > 0 && is_digit(s[*mark_n]));)
		++*mark_n;
	s += *mark_n;
	s += strspn(s, " \t");
	return *mark_n > 0 && (*s == '\0' || *s == '#');
}

/* Moves next behind the line that ends it; false where there is none. */
static bool
skip_body(struct lexer *l, const char *mark, size_t n, size_t *body, size_t *body_n)
{
	*body = l->next < l->n ? l->next : l->n;
	for (size_t at = *body; at < l->n;) {
		const char *eol = memchr(l->text + at, '\n', l->n - at);
		size_t end = eol != NULL ? (size_t)(eol - l->text) : l->n;
		size_t len = end - at - (end > at && l->text[end - 1] == '\r');

		if (len >= n && memcmp(l->text + at, mark, n) == 0) {
			*body_n = at - *body;
			l->next = end + 1;
			while (n < len && (l->text[at + n] == ' ' || l->text[at + n] == '\t'))
				n++;
			if (n < len)
				gp_report(l->report, at + n, "gp.data", "end it by a line with the mark alone",
				    "text behind the mark that ends the data");
			return true;
		}
		at = end + 1;
	}
	return false;
}

static bool
lex_heredoc(struct lexer *l)
{
	size_t name, name_n, mark, mark_n, body, body_n = 0;

	if (!opens_heredoc(l, &name, &name_n, &mark, &mark_n))
		return false;
	size_t pos = l->place[name] - 1;

	if (l->joined)
		gp_report(l->report, pos, "gp.data", "write $name << MARK on one line", "a data block opened over a backslash");
	if (!skip_body(l, l->line + mark, mark_n, &body, &body_n)) {
		gp_report(l->report, pos, "gp.data", "put the mark at the start of a line of its own",
		    "the data block does not end");
		l->next = l->n;
		return true;
	}
	add(l, GP_HEREDOC, pos);
	for (size_t i = 0; i < name_n; i++)
		keep(l, l->line[name + i]);
	finish(l);
	l->out->t[l->out->n - 1].data = l->text + body;
	l->out->t[l->out->n - 1].data_n = body_n;
	return true;
}

bool
gplex(const char *text, size_t n, struct gp_report *r, struct gp_tokens *out)
{
	struct lexer l = {.text = text, .n = n, .report = r, .out = out};
	int before = r->count;

	*out = (struct gp_tokens){.arena = mem_alloc(3 * n + 16)};
	l.fill = out->arena;
	if (check_bytes(text, n, r)) {
		l.line = mem_alloc(n + 1);
		l.place = mem_calloc(n + 1, sizeof *l.place);
		while (read_line(&l)) {
			if (!lex_heredoc(&l))
				while (lex_one(&l))
					;
			if (l.at > 0 && l.single && l.dual)
				gp_report(r, l.at - 1, "gp.macro", "write \\100 in double quotes, or use one kind of quotes on the line",
				    "@ and a letter, on a line with both kinds of quotes");
			add(&l, GP_NEWLINE, l.place[l.len]);
			finish(&l);
		}
		free(l.line);
		free(l.place);
	}
	add(&l, GP_END, n);
	finish(&l);
	return r->count == before;
}

void
gplex_free(struct gp_tokens *t)
{
	free(t->t);
	free(t->arena);
	*t = (struct gp_tokens){0};
}

bool
gp_is_op(const struct gp_token *t, const char *op)
{
	return t->kind == GP_OP && strcmp(t->s, op) == 0;
}

bool
gp_is_name(const struct gp_token *t, const char *name)
{
	return t->kind == GP_NAME && strcmp(t->s, name) == 0;
}
