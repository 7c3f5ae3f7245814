#include "llm_read.h"

#include "rec.h"
#include "str.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MOST = 64, TEXT_MOST = 64 << 10 };

/* ---- from text to tokens that a JSON parser takes */

/* A backslash and c; before what needs none it is one of the text's own, as in
 * SQL's and in patterns. */
static void
copy_escape(struct str *b, char c)
{
	if (c == '\'')
		str_addc(b, c);
	else if (strchr("\"\\/bfnrtu", c) != NULL && c != '\0')
		str_addf(b, "\\%c", c);
	else if ((unsigned char)c < 0x20)
		str_addf(b, "\\u%04x", c);
	else
		str_addf(b, "\\\\%c", c);
}

/* A text that starts at s[i], with bare control characters spelled; the place
 * behind it, n where it has no end. */
static size_t
copy_string(struct str *b, const char *s, size_t n, size_t i)
{
	for (str_addc(b, s[i++]); i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\\' && i + 1 < n) {
			copy_escape(b, s[++i]);
		} else if (c < 0x20) {
			str_addf(b, "\\u%04x", c);
		} else {
			str_addc(b, c);
			if (c == '"')
				return i + 1;
		}
	}
	return n;
}

/* Python's words; how many bytes were taken. */
static size_t
copy_word(struct str *b, const char *s, size_t n)
{
	static const char *const words[][2] = {{"True", "true"}, {"False", "false"}, {"None", "null"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t m = strlen(words[i][0]);

		if (m <= n && memcmp(s, words[i][0], m) == 0) {
			str_adds(b, words[i][1]);
			return m;
		}
	}
	str_addc(b, s[0]);
	return 1;
}

static bool
closes_next(const char *s, size_t n, size_t i)
{
	while (i < n && isspace((unsigned char)s[i]))
		i++;
	return i < n && (s[i] == '}' || s[i] == ']');
}

struct scan {
	char stack[DEPTH_MOST];    /* the brackets that are open */
	size_t depth;
	size_t safe, safe_depth;   /* up to where b holds whole elements */
};

static void
close_all(struct str *b, struct scan *c)
{
	b->n = c->safe;
	b->s[b->n] = '\0';
	while (c->safe_depth > 0)
		str_addc(b, c->stack[--c->safe_depth] == '{' ? '}' : ']');
}

/* One bracketed value that starts at s[0], as JSON in b; how many bytes it
 * takes.  One that is cut off is closed behind its last whole element. */
static size_t
copy_value(struct str *b, const char *s, size_t n)
{
	struct scan c = {.depth = 0};
	size_t i = 0;

	while (i < n) {
		if (s[i] == '"') {
			i = copy_string(b, s, n, i);
			continue;
		}
		if (s[i] == '{' || s[i] == '[') {
			if (c.depth == DEPTH_MOST)
				break;
			c.stack[c.depth++] = s[i];
			str_addc(b, s[i++]);
			continue;
		}
		if (s[i] == '}' || s[i] == ']') {
			str_addc(b, s[i++]);
			c.safe_depth = --c.depth;
			c.safe = b->n;
			if (c.depth == 0)
				return i;
			continue;
		}
		if (s[i] == ',' && !closes_next(s, n, i + 1)) {
			c.safe = b->n;
			c.safe_depth = c.depth;
		}
		if (s[i] == ',' && closes_next(s, n, i + 1))
			i++;
		else
			i += isalpha((unsigned char)s[i]) ? copy_word(b, s + i, n - i) : copy_word(b, s + i, 1);
	}
	if (c.safe > 0)
		close_all(b, &c);
	return n;
}

/* ---- finding it */

static bool
is_answer(jv v)
{
	return jv_get_kind(v) == JV_KIND_OBJECT || jv_get_kind(v) == JV_KIND_ARRAY;
}

/* Where the thoughts of a model that thinks aloud end. */
static size_t
skip_thoughts(const char *s, size_t n)
{
	static const char mark[] = "</think>";
	const char *end = memmem(s, n, mark, strlen(mark)), *next = end;

	while (next != NULL) {
		end = next;
		next = memmem(end + 1, n - (size_t)(end + 1 - s), mark, strlen(mark));
	}
	return end != NULL ? (size_t)(end - s) + strlen(mark) : 0;
}

jv
llm_read(const char *s, size_t n)
{
	enum { CANDIDATES = 64 };
	jv best = jv_invalid();
	size_t longest = 0, i = skip_thoughts(s, n);

	for (int k = 0; i < n && k < CANDIDATES; i++) {
		struct str b = {0};

		if (s[i] != '{' && s[i] != '[')
			continue;
		size_t taken = copy_value(&b, s + i, n - i);
		jv v = jv_parse_sized(b.s, (int)b.n);

		k++;
		str_free(&b);
		if (is_answer(v) && taken > longest) {
			jv_free(best);
			best = v;
			longest = taken;
		} else {
			jv_free(v);
			taken = is_answer(best) && longest > 0 ? taken : 1;
		}
		i += taken - 1;
	}
	return best;
}

/* ---- holding it against a schema */

static bool
allows(jv schema, const char *type)
{
	jv t = jv_at(schema, "type");
	bool is = false;

	if (jv_get_kind(t) == JV_KIND_STRING) {
		is = strcmp(jv_string_value(t), type) == 0;
	} else if (jv_get_kind(t) == JV_KIND_ARRAY) {
		jv_array_foreach(t, i, one) {
			is |= jv_get_kind(one) == JV_KIND_STRING && strcmp(jv_string_value(one), type) == 0;
			jv_free(one);
		}
	} else {
		is = true;
	}
	jv_free(t);
	return is;
}

static jv
fault(jv value, const char *why)
{
	jv_free(value);
	return jv_invalid_with_msg(jv_string(why));
}

/* The fault of a member, with its name before it; consumes member. */
static jv
fault_at(jv member, const char *name)
{
	jv why = jv_invalid_get_msg(member);
	jv full = jv_string_fmt("%s: %s", name, jv_get_kind(why) == JV_KIND_STRING ? jv_string_value(why) : "wrong");

	jv_free(why);
	return jv_invalid_with_msg(full);
}

/* The enum's own spelling of a text; what it does not know is null where that
 * is allowed. */
static jv
mend_enum(jv value, jv schema)
{
	jv words = jv_at(schema, "enum"), found = jv_invalid();

	if (jv_get_kind(words) != JV_KIND_ARRAY || jv_get_kind(value) != JV_KIND_STRING) {
		jv_free(words);
		return value;
	}
	jv_array_foreach(words, i, word) {
		if (jv_get_kind(word) == JV_KIND_STRING &&
		    strcasecmp(jv_string_value(word), jv_string_value(value)) == 0) {
			jv_free(found);
			found = jv_copy(word);
		}
		jv_free(word);
	}
	jv_free(words);
	if (jv_is_valid(found)) {
		jv_free(value);
		return found;
	}
	jv_free(found);
	if (!allows(schema, "null"))
		return fault(value, "not one of the allowed words");
	jv_free(value);
	return jv_null();
}

/* Without the members that the schema forbids by "additionalProperties". */
static jv
known_members(jv value, jv schema, jv properties)
{
	jv others = jv_at(schema, "additionalProperties");
	bool closed = jv_get_kind(others) == JV_KIND_FALSE && jv_get_kind(properties) == JV_KIND_OBJECT;

	jv_free(others);
	if (!closed)
		return value;
	jv known = jv_object();

	jv_object_foreach(value, key, member) {
		if (jv_object_has(jv_copy(properties), jv_copy(key)))
			known = jv_object_set(known, key, member);
		else {
			jv_free(key);
			jv_free(member);
		}
	}
	jv_free(value);
	return known;
}

static jv
mend_object(jv value, jv schema)
{
	jv properties = jv_at(schema, "properties");

	value = known_members(value, schema, properties);

	jv_object_foreach(properties, key, property) {
		const char *name = jv_string_value(key);
		jv member = llm_mend(jv_at(value, name), property);

		if (jv_is_valid(member)) {
			value = jv_object_set(value, jv_copy(key), member);
		} else {
			jv_free(value);
			value = fault_at(member, name);
		}
		jv_free(property);
		if (!jv_is_valid(value)) {
			jv_free(key);
			break;
		}
		jv_free(key);
	}
	jv_free(properties);
	return value;
}

static jv
mend_array(jv value, jv schema)
{
	jv items = jv_at(schema, "items"), all = jv_array(), why = jv_null();
	int n = jv_array_length(jv_copy(value)), good = 0;

	for (int i = 0; i < n; i++) {
		jv item = llm_mend(jv_array_get(jv_copy(value), i), items);

		if (jv_is_valid(item)) {
			good++;
			all = jv_array_append(all, item);
		} else {
			jv_free(why);
			why = jv_invalid_get_msg(item);
			all = jv_array_append(all, jv_null());
		}
	}
	jv_free(items);
	jv_free(value);
	if (n == 0 || good > 0) {
		jv_free(why);
		return all;
	}
	jv_free(all);
	return jv_invalid_with_msg(why);
}

/* The one member of an object that wants just one; NULL else. */
static jv
wrapped(jv value, jv schema)
{
	jv names = jv_at(schema, "required"), o = jv_null();

	if (jv_get_kind(names) == JV_KIND_ARRAY && jv_array_length(jv_copy(names)) == 1)
		o = jv_object_set(jv_object(), jv_array_get(jv_copy(names), 0), jv_copy(value));
	jv_free(names);
	jv_free(value);
	return o;
}

static jv
mend_text(jv value, jv schema)
{
	const char *s = jv_string_value(value);
	char *end;
	double v = strtod(s, &end);

	if (jv_string_length_bytes(jv_copy(value)) > TEXT_MOST)
		return fault(value, "longer than any answer");
	if (allows(schema, "string"))
		return mend_enum(value, schema);
	if ((allows(schema, "number") || allows(schema, "integer")) && *s != '\0' && *end == '\0' && isfinite(v)) {
		jv_free(value);
		return jv_number(v);
	}
	if (allows(schema, "boolean") && (strcasecmp(s, "true") == 0 || strcasecmp(s, "false") == 0)) {
		bool is = tolower((unsigned char)s[0]) == 't';

		jv_free(value);
		return jv_bool(is);
	}
	if (!allows(schema, "null"))
		return fault(value, "a text where none belongs");
	jv_free(value);
	return jv_null();
}

jv
llm_mend(jv value, jv schema)
{
	jv_kind kind = jv_get_kind(value);

	if (kind == JV_KIND_NULL || kind == JV_KIND_INVALID) {
		jv_free(value);
		return allows(schema, "null") ? jv_null() : jv_invalid_with_msg(jv_string("missing"));
	}
	if (kind == JV_KIND_STRING)
		return mend_text(value, schema);
	if (kind == JV_KIND_ARRAY && !allows(schema, "array") && allows(schema, "object"))
		return llm_mend(wrapped(value, schema), schema);
	if (kind == JV_KIND_OBJECT && allows(schema, "object"))
		return mend_object(value, schema);
	if (kind == JV_KIND_ARRAY && allows(schema, "array"))
		return mend_array(value, schema);
	if (kind == JV_KIND_NUMBER && (allows(schema, "number") || allows(schema, "integer")))
		return value;
	if (kind == JV_KIND_NUMBER && allows(schema, "string"))
		return jv_dump_string(value, 0);
	if ((kind == JV_KIND_TRUE || kind == JV_KIND_FALSE) && allows(schema, "boolean"))
		return value;
	if (!allows(schema, "null"))
		return fault(value, "of the wrong kind");
	jv_free(value);
	return jv_null();
}
