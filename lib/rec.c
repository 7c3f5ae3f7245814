#include "rec.h"

#include "json.h"

#include <stdarg.h>
#include <string.h>

/* ---- where a member stands in bytes that libjq has read */

/* The end of the string that starts at s[i]. */
static size_t
skip_string(const char *s, size_t n, size_t i)
{
	for (i++; i < n && s[i] != '"'; i++)
		if (s[i] == '\\')
			i++;
	return i < n ? i + 1 : n;
}

static size_t
skip_blank(const char *s, size_t n, size_t i)
{
	while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n'))
		i++;
	return i;
}

/* The end of the value that starts at s[i], without the blanks behind it. */
static size_t
skip_value(const char *s, size_t n, size_t i)
{
	size_t depth = 0, end = i;

	while (i < n) {
		if (depth == 0 && (s[i] == ',' || s[i] == '}' || s[i] == ']'))
			break;
		if (s[i] == '"') {
			i = end = skip_string(s, n, i);
			continue;
		}
		depth += s[i] == '{' || s[i] == '[';
		depth -= s[i] == '}' || s[i] == ']';
		if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r')
			end = i + 1;
		i++;
	}
	return end;
}

struct span {
	size_t from, to;
};

static bool
is_name(jv name, const char *key)
{
	return jv_get_kind(name) == JV_KIND_STRING && strcmp(jv_string_value(name), key) == 0 &&
	    (size_t)jv_string_length_bytes(jv_copy(name)) == strlen(key);   /* no NUL in it */
}

/* The value of the last member of that name (libjq keeps the last, too). */
static bool
find_member(const char *s, size_t n, const char *key, struct span *found)
{
	bool any = false;
	size_t i = skip_blank(s, n, skip_blank(s, n, 0) + 1);

	while (i < n && s[i] == '"') {
		size_t end = skip_string(s, n, i);
		jv name = jv_parse_sized(s + i, (int)(end - i));
		size_t from = skip_blank(s, n, skip_blank(s, n, end) + 1);
		size_t to = skip_value(s, n, from);

		if (is_name(name, key)) {
			*found = (struct span){from, to};
			any = true;
		}
		jv_free(name);
		i = skip_blank(s, n, to);
		if (i >= n || s[i] != ',')
			break;
		i = skip_blank(s, n, i + 1);
	}
	return any;
}

/* ---- lines */

const char *
rec_parse(struct rec *r, const char *bytes, size_t n)
{
	*r = (struct rec){.object = jv_null()};
	if (n > (size_t)1 << 30)
		return "the line is longer than 1 GiB";
	str_add(&r->bytes, bytes, n);
	if (memchr(bytes, '\0', n) != NULL)
		return "a NUL byte";
	/* libjq takes it for the start of a new text (RFC 7464), and forgets the rest. */
	if (memchr(bytes, 0x1e, n) != NULL)
		return "a record separator (byte 30)";
	if (str_utf8(bytes, n) != n)
		return "not UTF-8";
	jv_free(r->object);
	r->object = jv_parse_sized(bytes, (int)n);
	if (!jv_is_valid(r->object)) {
		jv_free(r->object);
		r->object = jv_null();
		return "not JSON";
	}
	if (jv_get_kind(r->object) != JV_KIND_OBJECT)
		return "not a JSON object";
	return NULL;
}

void
rec_make(struct rec *r, jv object)
{
	*r = (struct rec){.object = object};
	json_add(&r->bytes, object, false);
}

void
rec_free(struct rec *r)
{
	str_free(&r->bytes);
	jv_free(r->object);
	r->object = jv_null();
}

void
rec_set(struct rec *r, const char *key, jv value)
{
	struct str b = {0};
	struct span at;
	const char *s = r->bytes.s;
	size_t n = r->bytes.n;

	if (find_member(s, n, key, &at)) {
		str_add(&b, s, at.from);
		json_add(&b, value, false);
		str_add(&b, s + at.to, n - at.to);
	} else {
		while (n > 0 && s[n - 1] != '}')
			n--;
		size_t last = n > 0 ? n - 1 : 0;

		while (last > 0 && strchr(" \t\r\n", s[last - 1]) != NULL)
			last--;
		str_add(&b, s, last);
		jv name = jv_string(key);

		str_adds(&b, jv_object_length(jv_copy(r->object)) > 0 ? "," : "");
		json_add(&b, name, false);
		str_addc(&b, ':');
		json_add(&b, value, false);
		jv_free(name);
		str_addc(&b, '}');
	}
	str_free(&r->bytes);
	r->bytes = b;
	r->object = jv_object_set(r->object, jv_string(key), value);
}

/* ---- reading */

jv
jv_at(jv o, const char *key)
{
	if (jv_get_kind(o) != JV_KIND_OBJECT)
		return jv_null();
	jv v = jv_object_get(jv_copy(o), jv_string(key));

	if (jv_is_valid(v))
		return v;
	jv_free(v);
	return jv_null();
}

const char *
jv_text(jv o, const char *key)
{
	jv v = jv_at(o, key);
	const char *s = jv_get_kind(v) == JV_KIND_STRING ? jv_string_value(v) : NULL;

	jv_free(v);   /* o still holds it */
	return s;
}

double
jv_num(jv o, const char *key, double d)
{
	jv v = jv_at(o, key);

	if (jv_get_kind(v) == JV_KIND_NUMBER)
		d = jv_number_value(v);
	jv_free(v);
	return d;
}

jv
jv_shown(jv columns, int i, jv cell)
{
	if (jv_get_kind(cell) != JV_KIND_NUMBER || jv_get_kind(columns) != JV_KIND_ARRAY || i < 0)
		return cell;
	jv column = jv_array_get(jv_copy(columns), i);
	const char *type = jv_text(column, "type");

	if (type != NULL && strcmp(type, "boolean") == 0) {
		bool yes = jv_number_value(cell) != 0;

		jv_free(cell);
		cell = jv_string(yes ? "yes" : "no");
	}
	jv_free(column);
	return cell;
}

bool
jv_true_at(jv o, const char *key)
{
	jv v = jv_at(o, key);
	bool is = jv_get_kind(v) == JV_KIND_TRUE;

	jv_free(v);
	return is;
}

jv
rec_get(const struct rec *r, const char *key)
{
	return jv_at(r->object, key);
}

jv
rec_path(const struct rec *r, const char *path)
{
	jv v = jv_copy(r->object);

	while (*path != '\0') {
		size_t n = strcspn(path, ".");
		jv key = jv_string_sized(path, (int)n);
		jv next = jv_at(v, jv_string_value(key));

		jv_free(key);
		jv_free(v);
		v = next;
		path += n + (path[n] == '.');
	}
	return v;
}

static const char *
text_or_empty(const struct rec *r, const char *key)
{
	const char *s = jv_text(r->object, key);

	return s != NULL ? s : "";
}

const char *
rec_kind(const struct rec *r)
{
	return text_or_empty(r, "kind");
}

const char *
rec_id(const struct rec *r)
{
	return text_or_empty(r, "id");
}

bool
rec_ok(const struct rec *r, const char *key)
{
	jv v = rec_get(r, key);
	bool ok = jv_true_at(v, "ok");

	jv_free(v);
	return ok;
}

/* ---- failing */

static jv
error_object(const char *code, const char *hint, const char *fmt, va_list ap)
{
	jv e = JV_OBJECT(jv_string("code"), jv_string(code),
	    jv_string("message"), jv_string_vfmt(fmt, ap));

	return jv_object_set(e, jv_string("hint"), hint != NULL ? jv_string(hint) : jv_null());
}

jv
rec_fail(const char *code, bool again, const char *hint, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	jv o = JV_OBJECT(jv_string("ok"), jv_false(),
	    jv_string("error"), error_object(code, hint, fmt, ap));
	va_end(ap);
	return again ? jv_object_set(o, jv_string("again"), jv_true()) : o;
}

jv
rec_error(const char *stage, const char *id, const char *code, const char *hint,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	jv o = JV_OBJECT(jv_string("kind"), jv_string("error"), jv_string("id"), jv_string(id),
	    jv_string("stage"), jv_string(stage), jv_string("error"),
	    error_object(code, hint, fmt, ap));
	va_end(ap);
	return o;
}
