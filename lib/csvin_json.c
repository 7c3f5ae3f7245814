/* JSON in place of CSV: an array of objects, objects line by line, or one
 * object that holds such an array.  It becomes CSV text, so that all that reads
 * tables reads it; for that it is held in memory whole. */
#include "csvin_impl.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

/* One column too many, so that rows are told to have more fields than there may
 * be; and bytes of text. */
enum { COLUMNS_MOST = CSVIN_COLUMNS_MOST + 1, TEXT_MOST = 1 << 30 };

struct json {
	jv rows;                   /* array of objects */
	jv columns;                /* names in the order in which they came */
	jv known;                  /* object: name -> its place among them */
	bool bad;
};

/* ---- flat: members of members are "a.b" */

static jv
flatten(jv into, const char *prefix, jv o)
{
	jv_object_foreach(o, key, value) {
		jv name = prefix[0] != '\0' ? jv_string_fmt("%s.%s", prefix, jv_string_value(key)) : jv_copy(key);

		jv_free(key);
		if (jv_get_kind(value) == JV_KIND_OBJECT) {
			into = flatten(into, jv_string_value(name), value);
			jv_free(name);
		} else {
			into = jv_object_set(into, name, value);
		}
	}
	jv_free(o);
	return into;
}

static void
add_row(struct json *j, jv o)
{
	jv row = flatten(jv_object(), "", o);

	jv_object_foreach(row, key, value) {
		int n = jv_array_length(jv_copy(j->columns));

		jv_free(value);
		if (n < COLUMNS_MOST && !jv_object_has(jv_copy(j->known), jv_copy(key))) {
			j->known = jv_object_set(j->known, jv_copy(key), jv_number(n));
			j->columns = jv_array_append(j->columns, jv_copy(key));
		}
		jv_free(key);
	}
	j->rows = jv_array_append(j->rows, row);
}

static void
add_array(struct json *j, jv array)
{
	jv_array_foreach(array, i, v) {
		if (jv_get_kind(v) == JV_KIND_OBJECT) {
			add_row(j, v);
		} else {
			j->bad = true;
			jv_free(v);
		}
	}
	jv_free(array);
}

static bool
is_table(jv v)
{
	if (jv_get_kind(v) != JV_KIND_ARRAY || jv_array_length(jv_copy(v)) == 0)
		return false;
	jv first = jv_array_get(jv_copy(v), 0);
	bool object = jv_get_kind(first) == JV_KIND_OBJECT;

	jv_free(first);
	return object;
}

/* {"data":[{…}]}: the table within. */
static jv
unwrap(jv o)
{
	jv_object_foreach(o, key, value) {
		jv_free(key);
		if (is_table(value)) {
			jv_free(o);
			return value;
		}
		jv_free(value);
	}
	return o;
}

static void
add_value(struct json *j, jv v)
{
	if (jv_get_kind(v) == JV_KIND_ARRAY) {
		add_array(j, v);
	} else if (jv_get_kind(v) == JV_KIND_OBJECT) {
		add_row(j, v);
	} else {
		j->bad = true;
		jv_free(v);
	}
}

/* ---- as text */

static void
add_field(struct str *out, const char *s, size_t n)
{
	str_addc(out, '"');
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			str_addc(out, '"');
		str_addc(out, s[i]);
	}
	str_addc(out, '"');
}

static void
add_cell(struct str *out, jv v)
{
	if (!jv_is_valid(v) || jv_get_kind(v) == JV_KIND_NULL) {
		jv_free(v);
		return;
	}
	jv text = jv_get_kind(v) == JV_KIND_STRING ? v : jv_dump_string(v, 0);

	add_field(out, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
	jv_free(text);
}

/* cells: consumed, and left invalid. */
static void
add_cells(struct str *out, jv *cells, int n)
{
	for (int i = 0; i < n; i++) {
		if (i > 0)
			str_addc(out, ',');
		add_cell(out, cells[i]);
		cells[i] = jv_invalid();
	}
	str_addc(out, '\n');
}

/* False where it is too much. */
static bool
write_text(const struct json *j, struct str *out)
{
	int n = jv_array_length(jv_copy(j->columns)), rows = jv_array_length(jv_copy(j->rows));
	jv *cells = mem_calloc((size_t)n, sizeof *cells);

	for (int i = 0; i < n; i++)
		cells[i] = jv_array_get(jv_copy(j->columns), i);
	add_cells(out, cells, n);
	for (int i = 0; i < rows && out->n <= TEXT_MOST; i++) {
		jv row = jv_array_get(jv_copy(j->rows), i);

		jv_object_foreach(row, key, value) {
			jv place = jv_object_get(jv_copy(j->known), key);

			if (jv_is_valid(place))
				cells[(int)jv_number_value(place)] = value;
			else
				jv_free(value);
			jv_free(place);
		}
		add_cells(out, cells, n);
		jv_free(row);
	}
	free(cells);
	return out->n <= TEXT_MOST;
}

/* ---- reading */

static size_t
behind_space(const struct str *s, size_t i)
{
	while (i < s->n && strchr(" \t\r\n", s->s[i]) != NULL && s->s[i] != '\0')
		i++;
	return i;
}

/* [{ or {" with space between at will: no table of text begins so. */
static bool
begins_like_json(const struct str *s)
{
	size_t i = behind_space(s, 0), k = behind_space(s, i + 1);

	return k < s->n && ((s->s[i] == '[' && s->s[k] == '{') || (s->s[i] == '{' && s->s[k] == '"'));
}

/* Feeds a piece: false where it is no JSON. */
static bool
feed(struct json *j, struct jv_parser *p, const char *s, size_t n, bool last, jv *pending)
{
	jv_parser_set_buf(p, s, (int)n, !last);
	for (;;) {
		jv v = jv_parser_next(p);

		if (!jv_is_valid(v)) {
			bool broken = jv_invalid_has_msg(jv_copy(v));

			jv_free(v);
			return !broken;
		}
		/* The first may be all there is, and a wrapping. */
		if (jv_is_valid(*pending))
			add_value(j, *pending);
		*pending = v;
	}
}

static void
end_values(struct json *j, jv pending)
{
	bool only = jv_array_length(jv_copy(j->rows)) == 0;

	if (!jv_is_valid(pending)) {
		jv_free(pending);
		return;
	}
	if (only && jv_get_kind(pending) == JV_KIND_OBJECT)
		pending = unwrap(pending);
	add_value(j, pending);
}

enum csvin_json
csvin_json(struct csvin_source *source, struct str *text, bool *eof)
{
	struct json j = {.rows = jv_array(), .columns = jv_array(), .known = jv_object()};
	struct jv_parser *p;
	jv pending = jv_invalid();
	bool good;

	if (!begins_like_json(text)) {
		jv_free(j.rows);
		jv_free(j.columns);
		jv_free(j.known);
		return CSVIN_NO_JSON;
	}
	p = jv_parser_new(0);
	good = feed(&j, p, text->s, text->n, *eof, &pending);
	while (good && !*eof) {
		struct str piece = {0};
		ssize_t got = csvin_source_read(source, str_room(&piece, CSVIN_BLOCK), CSVIN_BLOCK);

		*eof = got <= 0;
		good = got >= 0 && feed(&j, p, piece.s, got > 0 ? (size_t)got : 0, *eof, &pending);
		str_free(&piece);
	}
	jv_parser_free(p);
	if (good) {
		end_values(&j, pending);
		good = !j.bad && jv_array_length(jv_copy(j.rows)) > 0;
	} else {
		jv_free(pending);
	}
	if (good)
		str_clear(text);
	bool fits = !good || write_text(&j, text);

	jv_free(j.rows);
	jv_free(j.columns);
	jv_free(j.known);
	return !good ? CSVIN_BROKEN_JSON : fits ? CSVIN_JSON : CSVIN_LARGE_JSON;
}
