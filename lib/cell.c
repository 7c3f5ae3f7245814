#include "cell.h"

#include "rec.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const TYPES[] = {
	[CELL_EMPTY] = "empty", [CELL_INTEGER] = "integer", [CELL_NUMBER] = "number",
	[CELL_BOOLEAN] = "boolean", [CELL_DATE] = "date", [CELL_DATETIME] = "datetime",
	[CELL_TIME] = "time", [CELL_TEXT] = "text",
};

const char *const cell_booleans[][2] = {
	{"true", "false"}, {"yes", "no"}, {"y", "n"}, {"t", "f"}, {"on", "off"},
	{"1", "0"}, {"1.0", "0.0"}, {"enabled", "disabled"}, {"active", "inactive"}, {"ja", "nein"},
	{"oui", "non"}, {"si", "no"}, {"sí", "no"}, {"vrai", "faux"}, {"wahr", "falsch"},
	{NULL, NULL},
};

struct word {
	const char *s;
	size_t n;
};

#define WORD(s) {(s), sizeof(s) - 1}

static const struct word NULLS_SURE[] = {
	WORD("NULL"), WORD("null"), WORD("Null"), WORD("N/A"), WORD("n/a"), WORD("#N/A"), WORD("#NA"),
	WORD("#NULL!"), WORD("#VALUE!"), WORD("#REF!"), WORD("#DIV/0!"), WORD("<NA>"), WORD("<null>"),
	WORD("(null)"), WORD("\\N"), WORD("NaN"), WORD("nan"), WORD("NAN"), WORD("-nan"), WORD("nil"), WORD("NIL"), {NULL, 0},
};

static const struct word NULLS_MAYBE[] = {
	WORD("NA"), WORD("na"), WORD("None"), WORD("none"), WORD("NONE"), WORD("-"), WORD("--"), WORD("---"),
	WORD("?"), WORD("??"), WORD("."), WORD(".."), WORD("..."), WORD("*"), WORD("x"), WORD("missing"),
	WORD("Missing"), WORD("MISSING"), WORD("unknown"), WORD("Unknown"), WORD("UNKNOWN"), WORD("n.a."),
	WORD("N.A."), WORD("nd"), WORD("ND"), WORD("undefined"), WORD("not available"), WORD("Not available"),
	WORD("Not Available"), WORD("tbd"), WORD("TBD"), WORD("–"), WORD("—"), WORD("#"), {NULL, 0},
};

const char *
cell_type_name(enum cell_type t)
{
	return TYPES[t];
}

enum cell_type
cell_type_of(const char *name)
{
	for (int i = CELL_EMPTY; i <= CELL_TEXT; i++)
		if (name != NULL && strcmp(name, TYPES[i]) == 0)
			return (enum cell_type)i;
	return CELL_TEXT;
}

static bool
listed(const struct word *list, const char *s, size_t n)
{
	for (; list->s != NULL; list++)
		if (list->n == n && list->s[0] == s[0] && memcmp(list->s, s, n) == 0)
			return true;
	return false;
}

/* Most values are numbers, dates or words: their first letter tells. */
static inline bool
may_begin(char c)
{
	return (unsigned char)c >= 0x80 || (c != '\0' && strchr("#(*-.<?MNTU\\mntux", c) != NULL);
}

bool
cell_null_sure(const char *s, size_t n)
{
	return n > 0 && n < 10 && may_begin(*s) && listed(NULLS_SURE, s, n);
}

bool
cell_null_maybe(const char *s, size_t n)
{
	return n > 0 && n < 16 && may_begin(*s) && listed(NULLS_MAYBE, s, n);
}

bool
cell_is_null(const struct cell_format *f, const char *s, size_t n)
{
	if (n == 0)
		return true;
	for (int i = 0; i < f->nulls; i++)
		if (f->null_text[i][0] == s[0] && strlen(f->null_text[i]) == n &&
		    memcmp(f->null_text[i], s, n) == 0)
			return true;
	return false;
}

/* ---- the dataset line */

static void
copy_word(char *to, size_t cap, jv o, const char *key)
{
	const char *s = jv_text(o, key);

	if (s != NULL)
		snprintf(to, cap, "%s", s);
}

static char
mark(jv o, const char *key)
{
	const char *s = jv_text(o, key);

	return s != NULL ? s[0] : '\0';
}

struct cell_format
cell_format_from(jv column)
{
	struct cell_format f = {.type = cell_type_of(jv_text(column, "type"))};
	jv format = jv_at(column, "format"), nulls = jv_at(column, "null_text");

	f.decimal = mark(format, "decimal");
	f.thousands = mark(format, "thousands");
	copy_word(f.prefix, sizeof f.prefix, format, "prefix");
	copy_word(f.suffix, sizeof f.suffix, format, "suffix");
	copy_word(f.date, sizeof f.date, format, "date");
	copy_word(f.yes, sizeof f.yes, format, "true");
	copy_word(f.no, sizeof f.no, format, "false");
	if (jv_get_kind(nulls) == JV_KIND_ARRAY) {
		jv_array_foreach(nulls, i, word) {
			if (jv_get_kind(word) == JV_KIND_STRING && f.nulls < CELL_NULLS)
				snprintf(f.null_text[f.nulls++], CELL_WORD, "%s", jv_string_value(word));
			jv_free(word);
		}
	}
	jv_free(nulls);
	jv_free(format);
	return f;
}

static jv
put_text(jv o, const char *key, const char *s)
{
	return s[0] != '\0' ? jv_object_set(o, jv_string(key), jv_string(s)) : o;
}

jv
cell_format_set(const struct cell_format *f, jv column)
{
	jv format = jv_object(), nulls = jv_array();
	char decimal[2] = {f->decimal, 0}, thousands[2] = {f->thousands, 0};

	format = put_text(format, "decimal", decimal);
	format = put_text(format, "thousands", thousands);
	format = put_text(format, "prefix", f->prefix);
	format = put_text(format, "suffix", f->suffix);
	format = put_text(format, "date", f->date);
	format = put_text(format, "true", f->yes);
	format = put_text(format, "false", f->no);
	for (int i = 0; i < f->nulls; i++)
		nulls = jv_array_append(nulls, jv_string(f->null_text[i]));
	if (jv_object_length(jv_copy(format)) == 0) {
		jv_free(format);
		format = jv_null();
	}
	column = jv_object_set(column, jv_string("type"), jv_string(cell_type_name(f->type)));
	column = jv_object_set(column, jv_string("format"), format);
	return jv_object_set(column, jv_string("null_text"), nulls);
}

/* ---- one cell */

static bool
same_word(const char *word, const char *s, size_t n)
{
	return n > 0 && ((word[0] ^ s[0]) & 0x5F) == 0 && strlen(word) == n && strncasecmp(word, s, n) == 0;
}

static bool
read_boolean(const struct cell_format *f, const char *s, size_t n, struct cell_value *v)
{
	v->kind = CELL_INT;
	for (int i = 0; f->yes[0] == '\0' && cell_booleans[i][0] != NULL; i++)
		for (int k = 0; k < 2; k++)
			if (same_word(cell_booleans[i][k], s, n)) {
				v->i = k == 0;
				return true;
			}
	if (f->yes[0] != '\0' && (same_word(f->yes, s, n) || same_word(f->no, s, n))) {
		v->i = same_word(f->yes, s, n);
		return true;
	}
	v->kind = CELL_NULL;
	return false;
}

static bool
read_number(const struct cell_format *f, const char *s, size_t n, struct cell_value *v)
{
	struct cell_number x;

	if (!cell_number(f, s, n, &x))
		return false;
	v->kind = x.whole ? CELL_INT : CELL_REAL;
	v->i = x.i;
	v->d = x.d;
	/* A column of numbers is one type all the way for SQL. */
	if (f->type == CELL_NUMBER)
		v->kind = CELL_REAL;
	return true;
}

static bool
read_moment(const struct cell_format *f, const char *s, size_t n, struct cell_value *v)
{
	static const char *const plain[] = {
		[CELL_DATE] = "%Y-%m-%d", [CELL_DATETIME] = "%Y-%m-%dT%H:%M:%S", [CELL_TIME] = "%H:%M:%S",
	};
	struct cell_moment m;

	if (!cell_moment(f->date[0] != '\0' ? f->date : plain[f->type], s, n, &m))
		return false;
	v->kind = CELL_STRING;
	v->n = cell_moment_text(f->type, &m, v->buf);
	v->s = v->buf;
	return true;
}

bool
cell_read(const struct cell_format *f, const char *s, size_t n, struct cell_value *v)
{
	v->kind = CELL_NULL;
	if (f->type == CELL_EMPTY || cell_is_null(f, s, n))
		return true;
	switch (f->type) {
	case CELL_INTEGER:
	case CELL_NUMBER:
		return read_number(f, s, n, v);
	case CELL_BOOLEAN:
		return read_boolean(f, s, n, v);
	case CELL_DATE:
	case CELL_DATETIME:
	case CELL_TIME:
		return read_moment(f, s, n, v);
	default:
		v->kind = CELL_STRING;
		v->s = s;
		v->n = n;
		return true;
	}
}

/* ---- one cell alone */

enum cell_type
cell_looks(const char *s, size_t n)
{
	struct cell_number x;
	struct cell_moment m;
	struct cell_look look;
	struct cell_format any = {0};

	if (n == 0 || cell_null_sure(s, n))
		return CELL_EMPTY;
	if (cell_plain_number(s, n, &x))
		return x.whole ? CELL_INTEGER : CELL_NUMBER;
	for (int i = 0; cell_styles[i].style != NULL && n <= 40; i++)
		if (cell_moment(cell_styles[i].style, s, n, &m))
			return m.has_time && cell_styles[i].type == CELL_DATE ? CELL_DATETIME : cell_styles[i].type;
	if (cell_looks_number(s, n, &look)) {
		snprintf(any.prefix, sizeof any.prefix, "%s", look.prefix);
		snprintf(any.suffix, sizeof any.suffix, "%s", look.suffix);
		for (int k = 0; k < 4; k++) {
			any.decimal = k & 1 ? ',' : 0;
			any.thousands = k < 2 ? (k & 1 ? '.' : ',') : ' ';
			if (cell_number(&any, s, n, &x))
				return CELL_NUMBER;
		}
	}
	for (int i = 0; cell_booleans[i][0] != NULL && n <= 5; i++)
		if (same_word(cell_booleans[i][0], s, n) || same_word(cell_booleans[i][1], s, n))
			return CELL_BOOLEAN;
	return CELL_TEXT;
}
