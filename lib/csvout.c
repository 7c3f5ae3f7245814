#include "csvout.h"

#include "json.h"
#include "rec.h"

#include <stdlib.h>
#include <string.h>

static bool
is_number(const char *s, size_t n)
{
	char *end;

	if (n == 0 || s[strspn(s, "+-.0123456789eE")] != '\0')
		return false;
	strtod(s, &end);
	return end == s + n;
}

/* Would a spreadsheet take it as a formula?  Blanks before the sign do not
 * stop some of them; the wide forms of the signs do not stop others. */
static bool
is_formula(const char *s, size_t n)
{
	static const char *const wide[] = {"＝", "＋", "－", "＠"};
	size_t i = strspn(s, " \n");

	if (i >= n)
		return false;
	if (strchr("=+-@\t\r", s[i]) != NULL)
		return !is_number(s, n);
	for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
		if (strncmp(s + i, wide[k], strlen(wide[k])) == 0)
			return true;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void
csvout_field(struct str *b, const char *s, size_t n, bool guard)
{
	bool mark = guard && is_formula(s, n);
	/* Blanks at the ends are data (RFC 4180), but some readers trim them; a byte
	 * order mark that starts a file is passed by. */
	bool quote = mark || (n > 0 && (is_blank(s[0]) || is_blank(s[n - 1]))) ||
	    (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0);

	for (size_t i = 0; i < n && !quote; i++)
		quote = s[i] == ',' || s[i] == '"' || s[i] == '\n' || s[i] == '\r';

	if (!quote) {
		str_add(b, s, n);
		return;
	}
	str_addc(b, '"');
	if (mark)
		str_addc(b, '\'');
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			str_addc(b, '"');
		str_addc(b, s[i]);
	}
	str_addc(b, '"');
}

void
csvout_value(struct str *b, jv v, bool guard)
{
	jv_kind kind = jv_get_kind(v);

	if (kind == JV_KIND_STRING) {
		csvout_field(b, jv_string_value(v), (size_t)jv_string_length_bytes(jv_copy(v)), guard);
	} else if (kind != JV_KIND_NULL && kind != JV_KIND_INVALID) {
		struct str text = {0};

		json_add(&text, v, false);
		csvout_field(b, text.s, text.n, guard && kind != JV_KIND_NUMBER);
		str_free(&text);
	}
}

static void
add_row(struct str *b, jv row, bool guard)
{
	jv_array_foreach(row, i, v) {
		if (i > 0)
			str_addc(b, ',');
		csvout_value(b, v, guard);
		jv_free(v);
	}
	str_addc(b, '\n');
}

void
csvout_table(struct str *b, jv table, bool guard)
{
	jv columns = jv_at(table, "columns"), rows = jv_at(table, "rows"), names = jv_array();

	if (jv_get_kind(columns) == JV_KIND_ARRAY)
		jv_array_foreach(columns, i, c) {
			names = jv_array_append(names, jv_at(c, "name"));
			jv_free(c);
		}
	add_row(b, names, guard);
	if (jv_get_kind(rows) == JV_KIND_ARRAY)
		jv_array_foreach(rows, i, row) {
			if (jv_get_kind(row) == JV_KIND_ARRAY)
				add_row(b, row, guard);
			jv_free(row);
		}
	jv_free(names);
	jv_free(columns);
	jv_free(rows);
}

/* The field at p without its quotes into field; returns where it ends. */
static const char *
read_field(const char *p, struct str *field)
{
	str_clear(field);
	if (*p != '"') {
		size_t n = strcspn(p, ",\n");

		str_add(field, p, n);
		return p + n;
	}
	for (p++; *p != '\0' && (p[0] != '"' || p[1] == '"'); p++) {
		p += *p == '"';
		str_addc(field, *p);
	}
	return *p == '"' ? p + 1 : p;
}

void
csvout_again(struct str *b, const char *csv, bool guard)
{
	struct str field = {0};

	if (!guard) {
		str_adds(b, csv);
		return;
	}
	while (*csv != '\0') {
		if (*csv == ',' || *csv == '\n') {
			str_addc(b, *csv++);
			continue;
		}
		csv = read_field(csv, &field);
		csvout_field(b, field.s, field.n, guard);
	}
	str_free(&field);
}
