#include "rowout.h"

#include "mem.h"
#include "str.h"

#include <jv.h>
#include <stdlib.h>
#include <string.h>

struct rowout {
	FILE *to;
	enum rowout_form form;
	int n;
	char **names;
	/* aligned only: all cells, row by row, the names first */
	struct held {
		char *text;
		int width;
		bool number;
	} *held;
	size_t n_held, cap;
};

struct rowout *
rowout_new(FILE *to, enum rowout_form form)
{
	struct rowout *o = mem_calloc(1, sizeof *o);

	o->to = to;
	o->form = form;
	return o;
}

/* ---- values as text */

/* The shortest of 15 to 17 digits that reads back as the same number; a whole
 * one keeps ".0", as SQLite prints it. */
static void
add_real(struct str *b, double d)
{
	char text[40];

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, d);
		if (strtod(text, NULL) == d)
			break;
	}
	str_adds(b, text);
	if (strspn(text, "-0123456789") == strlen(text))
		str_adds(b, ".0");
}

static void
add_value(struct str *b, const struct cell_value *v)
{
	switch (v->kind) {
	case CELL_INT:
		str_addf(b, "%lld", (long long)v->i);
		break;
	case CELL_REAL:
		add_real(b, v->d);
		break;
	case CELL_STRING:
		str_add(b, v->s, v->n);
		break;
	case CELL_NULL:
		break;
	}
}

/* ---- CSV */

static void
add_csv(struct str *b, const char *s, size_t n)
{
	bool quote = false;

	for (size_t i = 0; i < n && !quote; i++)
		quote = strchr(",\"\r\n", s[i]) != NULL && s[i] != '\0';
	/* A blank at either end would be lost on readers that trim. */
	if (!quote && (n == 0 || (s[0] != ' ' && s[n - 1] != ' '))) {
		str_add(b, s, n);
		return;
	}
	str_addc(b, '"');
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			str_addc(b, '"');
		str_addc(b, s[i]);
	}
	str_addc(b, '"');
}

static void
csv_row(struct str *b, int n, const struct cell_value *row)
{
	for (int i = 0; i < n; i++) {
		if (i > 0)
			str_addc(b, ',');
		if (row[i].kind == CELL_STRING)
			add_csv(b, row[i].s, row[i].n);
		else
			add_value(b, &row[i]);
	}
	str_adds(b, "\r\n");
}

/* ---- one object a line */

static void
add_json_text(struct str *b, const char *s, size_t n)
{
	jv text = jv_dump_string(jv_string_sized(s, (int)n), 0);

	str_adds(b, jv_string_value(text));
	jv_free(text);
}

static void
json_row(struct str *b, char **names, int n, const struct cell_value *row)
{
	for (int i = 0; i < n; i++) {
		str_adds(b, i > 0 ? "," : "{");
		add_json_text(b, names[i], strlen(names[i]));
		str_addc(b, ':');
		if (row[i].kind == CELL_STRING)
			add_json_text(b, row[i].s, row[i].n);
		else if (row[i].kind == CELL_NULL)
			str_adds(b, "null");
		else
			add_value(b, &row[i]);
	}
	str_adds(b, "}\n");
}

/* ---- aligned */

/* Characters; wcwidth(3) would need a locale. */
static int
width_of(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static void
hold(struct rowout *o, char *text, bool number)
{
	if (o->n_held == o->cap) {
		o->cap = o->cap > 0 ? o->cap * 2 : 256;
		o->held = mem_resize(o->held, o->cap, sizeof *o->held);
	}
	o->held[o->n_held++] = (struct held){text, width_of(text), number};
}

/* Control characters would break the lines and the terminal. */
static char *
shown(const struct cell_value *v)
{
	struct str raw = {0}, b = {0};

	add_value(&raw, v);
	for (size_t i = 0; i < raw.n; i++)
		str_addc(&b, (unsigned char)raw.s[i] < 0x20 || raw.s[i] == 0x7F ? ' ' : raw.s[i]);
	str_free(&raw);
	return str_take(&b);
}

static bool
flush_held(struct rowout *o)
{
	size_t n = (size_t)o->n;
	int *widest = mem_calloc(n, sizeof *widest);

	for (size_t i = 0; i < o->n_held; i++)
		if (o->held[i].width > widest[i % n])
			widest[i % n] = o->held[i].width;
	for (size_t i = 0; i < o->n_held; i++) {
		struct held *h = &o->held[i];
		bool last = i % n == n - 1;
		/* A heading stands over its column as the first row's value does. */
		bool right = i < n ? o->n_held > n && h[n].number : h->number;
		int pad = widest[i % n] - h->width;

		fprintf(o->to, "%*s%s%*s%s", right ? pad : 0, "", h->text, right || last ? 0 : pad, "",
		    last ? "\n" : "  ");
		for (size_t k = 0; i == n - 1 && k < n; k++) {
			for (int w = 0; w < widest[k]; w++)
				putc('-', o->to);
			fputs(k == n - 1 ? "\n" : "  ", o->to);
		}
	}
	free(widest);
	return ferror(o->to) == 0;
}

/* ---- what callers see */

static bool
put(struct rowout *o, struct str *b)
{
	bool good = fwrite(b->s, 1, b->n, o->to) == b->n;

	str_free(b);
	return good;
}

bool
rowout_head(void *ctx, int n, const char *const *names)
{
	struct rowout *o = ctx;
	struct str b = {0};

	o->n = n;
	o->names = mem_calloc((size_t)n, sizeof *o->names);
	for (int i = 0; i < n; i++) {
		o->names[i] = mem_strdup(names[i]);
		if (o->form == ROWOUT_ALIGNED) {
			struct cell_value v = {.kind = CELL_STRING, .s = names[i], .n = strlen(names[i])};

			hold(o, shown(&v), false);
		} else if (o->form == ROWOUT_CSV) {
			str_adds(&b, i > 0 ? "," : "");
			add_csv(&b, names[i], strlen(names[i]));
		}
	}
	if (o->form != ROWOUT_CSV)
		return true;
	str_adds(&b, "\r\n");
	return put(o, &b);
}

bool
rowout_row(void *ctx, int n, const struct cell_value *row)
{
	struct rowout *o = ctx;
	struct str b = {0};

	if (o->form == ROWOUT_ALIGNED) {
		for (int i = 0; i < n; i++)
			hold(o, shown(&row[i]), row[i].kind == CELL_INT || row[i].kind == CELL_REAL);
		return true;
	}
	if (o->form == ROWOUT_CSV)
		csv_row(&b, n, row);
	else
		json_row(&b, o->names, n, row);
	return put(o, &b);
}

bool
rowout_end(struct rowout *o)
{
	bool good = o->form != ROWOUT_ALIGNED || o->n == 0 || flush_held(o);

	for (size_t i = 0; i < o->n_held; i++)
		free(o->held[i].text);
	for (int i = 0; i < o->n && o->names != NULL; i++)
		free(o->names[i]);
	free(o->names);
	free(o->held);
	free(o);
	return good;
}
