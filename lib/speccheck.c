#include "speccheck.h"

#include "finding.h"
#include "mem.h"
#include "rec.h"
#include "share.h"
#include "str.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

struct speccheck {
	char *text;
	jv types;                  /* names of share/charts, sorted */
	jv roles;                  /* {"bar":[{"role","kind","null"}]} */
};

/* ---- reading */

/* "x:number?" */
static jv
read_role(const char *file, int line, const char *word)
{
	const char *colon = strchr(word, ':');
	size_t n = strlen(word);

	if (colon == NULL || colon == word)
		errx(2, "share/policy/%s:%d: %s: wants ROLE:KIND: mend it or reinstall", file, line, word);
	bool null = word[n - 1] == '?';
	jv kind = jv_string_sized(colon + 1, (int)(word + n - null - colon - 1));

	if (strcmp(jv_string_value(kind), "number") != 0 && strcmp(jv_string_value(kind), "scale") != 0 &&
	    strcmp(jv_string_value(kind), "any") != 0)
		errx(2, "share/policy/%s:%d: %s: the kind is number, scale or any: mend that line", file, line, word);
	return JV_OBJECT(jv_string("role"), jv_string_sized(word, (int)(colon - word)),
	    jv_string("kind"), kind, jv_string("null"), null ? jv_true() : jv_false());
}

struct speccheck *
speccheck_load(const char *name)
{
	struct speccheck *s = mem_calloc(1, sizeof *s);
	struct str path = {0};

	str_addf(&path, "policy/%s", name);
	s->text = share_need(path.s, NULL);
	s->types = jv_array_append(share_list("charts", "gp"), jv_string("table"));
	s->roles = jv_object();
	char *copy = mem_strdup(s->text), *next = copy, *one;

	for (int line = 1; (one = strsep(&next, "\n")) != NULL; line++) {
		char *save = NULL, *type = strtok_r(one, " \t", &save), *word;
		jv list = jv_array();

		if (type == NULL || type[0] == '#') {
			jv_free(list);
			continue;
		}
		while ((word = strtok_r(NULL, " \t", &save)) != NULL)
			list = jv_array_append(list, read_role(name, line, word));
		s->roles = jv_object_set(s->roles, jv_string(type), list);
	}
	free(copy);
	str_free(&path);
	return s;
}

void
speccheck_free(struct speccheck *s)
{
	jv_free(s->types);
	jv_free(s->roles);
	free(s->text);
	free(s);
}

jv
speccheck_with(const struct speccheck *s)
{
	return JV_ARRAY(jv_copy(s->types), jv_copy(s->roles));
}

/* ---- judging */

/* "a, b, c" and the nearest to want first: "did you mean b? the X are a, b, c". */
static void
suggest(struct str *hint, const char *label, const char *want, jv names)
{
	const char *best = NULL;
	int d = strlen(want) > 4 ? 3 : 2;
	struct str all = {0};

	jv_array_foreach(names, i, name) {
		const char *s = jv_string_value(name);
		int now = str_distance(s, want, d);

		if (now < d) {
			d = now;
			best = s;
		}
		if (i < 40) {
			str_adds(&all, i > 0 ? ", " : " ");
			str_foreign(&all, s, strlen(s));
		}
		jv_free(name);   /* names still holds it */
	}
	if (best != NULL) {
		str_adds(hint, "did you mean ");
		str_foreign(hint, best, strlen(best));
		str_adds(hint, "? ");
	}
	str_addf(hint, "%s%s", label, all.n > 0 ? all.s : " none");
	str_free(&all);
}

static jv
names_of(jv columns)
{
	jv names = jv_array();

	jv_array_foreach(columns, i, c) {
		jv name = jv_at(c, "name");

		if (jv_get_kind(name) == JV_KIND_STRING)
			names = jv_array_append(names, jv_copy(name));
		jv_free(name);
		jv_free(c);
	}
	return names;
}

static jv
column_named(jv columns, const char *name)
{
	jv found = jv_null();

	jv_array_foreach(columns, i, c) {
		const char *is = jv_text(c, "name");

		if (is != NULL && strcmp(is, name) == 0) {
			jv_free(found);
			found = jv_copy(c);
		}
		jv_free(c);
	}
	return found;
}

static bool
among(const char *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}

/* May a column of this profile type be drawn as kind?  Unknown types may. */
static bool
is_kind(const char *type, const char *kind)
{
	static const char *const numbers[] = {"integer", "number", "boolean", NULL};
	static const char *const times[] = {"date", "datetime", "time", NULL};

	if (type == NULL || strcmp(kind, "any") == 0)
		return true;
	return among(type, numbers) || (strcmp(kind, "scale") == 0 && among(type, times));
}

struct look {
	jv columns, findings;
	const char *type;          /* of the chart */
};

static void
absent(struct look *l, const char *role, const char *name)
{
	struct str hint = {0}, shown = {0};
	jv names = names_of(l->columns);

	suggest(&hint, "the SQL returns", name, names);
	str_foreign(&shown, name, strlen(name));
	l->findings = finding_add(l->findings, &(struct finding){"error", "chart.column", hint.s, 0, 0},
	    "%s is %s, which the SQL does not return", role, shown.s);
	jv_free(names);
	str_free(&hint);
	str_free(&shown);
}

static void
check_column(struct look *l, const char *role, const char *kind, const char *name)
{
	jv column = column_named(l->columns, name);
	const char *type = jv_text(column, "type");

	if (jv_get_kind(column) == JV_KIND_NULL) {
		absent(l, role, name);
	} else if (!is_kind(type, kind)) {
		struct str shown = {0};

		str_foreign(&shown, name, strlen(name));
		l->findings = finding_add(l->findings,
		    &(struct finding){"error", "chart.kind", strcmp(kind, "number") == 0 ?
		    "aggregate it (count, sum, avg) or choose a numeric column" :
		    "choose a column of numbers or times, or another chart type", 0, 0},
		    "%s is %s, a column of type %s; a %s chart needs %s there", role, shown.s, type, l->type,
		    strcmp(kind, "number") == 0 ? "a number" : "numbers or times");
		str_free(&shown);
	}
	jv_free(column);
}

static void
check_role(struct look *l, jv chart, const char *role, const char *kind, bool null)
{
	jv name = jv_at(chart, role);

	if (jv_get_kind(name) == JV_KIND_STRING) {
		check_column(l, role, kind, jv_string_value(name));
	} else if (jv_get_kind(name) != JV_KIND_NULL) {
		l->findings = finding_add(l->findings,
		    &(struct finding){"error", "chart.role", "name a column of the SQL's result, as a string", 0, 0},
		    "%s is no text", role);
	} else if (!null) {
		struct str hint = {0};
		jv names = names_of(l->columns);

		suggest(&hint, "the SQL returns", "", names);
		l->findings = finding_add(l->findings, &(struct finding){"error", "chart.role", hint.s, 0, 0},
		    "a %s chart needs %s", l->type, role);
		jv_free(names);
		str_free(&hint);
	}
	jv_free(name);
}

static void
check_roles(const struct speccheck *s, struct look *l, jv chart)
{
	static const char *const roles[] = {"x", "y", "series", "facet", "size"};
	jv list = jv_at(s->roles, l->type);

	if (jv_get_kind(list) == JV_KIND_NULL) {
		for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
			check_role(l, chart, roles[i], "any", i > 1);
	} else {
		jv_array_foreach(list, i, role) {
			check_role(l, chart, jv_text(role, "role"), jv_text(role, "kind"), jv_true_at(role, "null"));
			jv_free(role);
		}
	}
	jv_free(list);
}

static bool
is_type(const struct speccheck *s, const char *type)
{
	bool is = false;

	jv_array_foreach(s->types, i, t) {
		is |= strcmp(jv_string_value(t), type) == 0;
		jv_free(t);
	}
	return is;
}

jv
speccheck_chart(const struct speccheck *s, jv chart, jv columns, jv findings)
{
	struct look l = {columns, findings, jv_text(chart, "type")};

	if (l.type == NULL) {
		return finding_add(findings, &(struct finding){"error", "chart.missing",
		    "code.chart is an object with type, x and y", 0, 0}, "there is no chart type");
	}
	if (strcmp(l.type, "custom") == 0)
		return findings;
	if (!is_type(s, l.type)) {
		struct str hint = {0}, shown = {0};

		suggest(&hint, "the types are", l.type, s->types);
		str_foreign(&shown, l.type, strlen(l.type));
		l.findings = finding_add(l.findings, &(struct finding){"error", "chart.type", hint.s, 0, 0},
		    "there is no chart type %s", shown.s);
		str_free(&hint);
		str_free(&shown);
		return l.findings;
	}
	check_roles(s, &l, chart);
	return l.findings;
}
