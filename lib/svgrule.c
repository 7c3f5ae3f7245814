#include "svgrule.h"

#include "share.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

static const char file[] = "policy/svg.allow";

static const char *const kinds[] = {
	[SVG_NUMBER] = "number", [SVG_NUMBERS] = "numbers", [SVG_COLOUR] = "colour",
	[SVG_PATH] = "path", [SVG_TRANSFORM] = "transform", [SVG_ID] = "id",
	[SVG_LOCAL] = "local", [SVG_WORD] = "word", [SVG_FONT] = "font",
	[SVG_TEXT] = "text", [SVG_PNG] = "png", [SVG_RATIO] = "ratio",
};

enum { ELEMENTS = 64, ATTRIBUTES = 48, VALUES = 128 };

static struct element {
	const char *name;
	const char *attribute[ATTRIBUTES];
	size_t n;
} elements[ELEMENTS], every;
static struct value {
	const char *name;
	enum svg_kind kind;
} values[VALUES];
static size_t element_count, value_count;
static struct svg_limits limits;
static bool loaded;

/* ---- the file */

static _Noreturn void
fault(unsigned line, const char *what)
{
	errx(2, "share/%s: line %u: %s: mend the line", file, line, what);
}

static void
read_attributes(struct element *e, char *rest, unsigned line)
{
	char *save;

	for (char *w = strtok_r(rest, " \t", &save); w != NULL; w = strtok_r(NULL, " \t", &save)) {
		if (e->n == ATTRIBUTES)
			fault(line, "too many attributes");
		e->attribute[e->n++] = w;
	}
}

static void
read_value(const char *name, const char *kind, unsigned line)
{
	size_t k = SVG_NUMBER;

	while (k < sizeof kinds / sizeof *kinds && (kind == NULL || strcmp(kinds[k], kind) != 0))
		k++;
	if (k == sizeof kinds / sizeof *kinds)
		fault(line, "unknown kind of value");
	if (value_count == VALUES)
		fault(line, "too many values");
	values[value_count++] = (struct value){name, (enum svg_kind)k};
}

static void
read_most(const char *what, const char *n, unsigned line)
{
	size_t most = n != NULL ? strtoull(n, NULL, 10) : 0;

	if (most == 0)
		fault(line, "a limit is a number above 0");
	if (strcmp(what, "bytes") == 0)
		limits.bytes = most;
	else if (strcmp(what, "nodes") == 0)
		limits.nodes = most;
	else if (strcmp(what, "depth") == 0)
		limits.depth = most;
	else
		fault(line, "unknown limit");
}

static void
read_line(char *text, unsigned line)
{
	char *save, *verb, *name;

	text[strcspn(text, "#")] = '\0';
	verb = strtok_r(text, " \t", &save);
	if (verb == NULL)
		return;
	if (strcmp(verb, "all") == 0) {
		read_attributes(&every, save, line);
		return;
	}
	name = strtok_r(NULL, " \t", &save);
	if (name == NULL)
		fault(line, "nothing named");
	if (strcmp(verb, "element") == 0) {
		if (element_count == ELEMENTS)
			fault(line, "too many elements");
		elements[element_count].name = name;
		read_attributes(&elements[element_count++], save, line);
	} else if (strcmp(verb, "value") == 0) {
		read_value(name, strtok_r(NULL, " \t", &save), line);
	} else if (strcmp(verb, "most") == 0) {
		read_most(name, strtok_r(NULL, " \t", &save), line);
	} else {
		fault(line, "unknown word");
	}
}

void
svgrule_load(void)
{
	char *text, *next;
	unsigned line = 0;

	if (loaded)
		return;
	text = share_need(file, NULL);   /* kept: the names point into it */
	for (char *p = text; p != NULL; p = next) {
		next = strchr(p, '\n');
		if (next != NULL)
			*next++ = '\0';
		read_line(p, ++line);
	}
	if (limits.bytes == 0 || limits.nodes == 0 || limits.depth == 0)
		fault(line, "a limit is missing");
	loaded = true;
}

const struct svg_limits *
svgrule_limits(void)
{
	return &limits;
}

/* ---- names */

static const struct element *
find(const char *name)
{
	for (size_t i = 0; i < element_count; i++)
		if (strcmp(elements[i].name, name) == 0)
			return &elements[i];
	return NULL;
}

const char *
svgrule_element(const char *name)
{
	const struct element *e = find(name);

	return e != NULL ? e->name : NULL;
}

static const char *
among(const struct element *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->attribute[i], name) == 0)
			return e->attribute[i];
	return NULL;
}

const char *
svgrule_attribute(const char *element, const char *name, enum svg_kind *kind)
{
	const struct element *e = find(element);
	const char *is = e != NULL ? among(e, name) : NULL;

	if (e != NULL && is == NULL)
		is = among(&every, name);
	if (is == NULL)
		return NULL;
	for (size_t i = 0; i < value_count; i++)
		if (strcmp(values[i].name, is) == 0) {
			*kind = values[i].kind;
			/* a picture's source is no reference */
			if (*kind == SVG_LOCAL && strcmp(element, "image") == 0)
				*kind = SVG_PNG;
			return is;
		}
	return NULL;
}

/* ---- values */

static bool
only(const char *s, const char *set)
{
	return s[strspn(s, set)] == '\0';
}

/* The end of the number at s, or NULL where there is none. */
static const char *
number_end(const char *s)
{
	char *end;
	size_t n = strspn(s, "+-0123456789.eE");

	if (n == 0 || n > 24)
		return NULL;
	double v = strtod(s, &end);

	return end == s || !(v > -1e6 && v < 1e6) ? NULL : end;
}

static bool
is_number(const char *s)
{
	const char *end = number_end(s);

	return end != NULL && (*end == '\0' || strcmp(end, "px") == 0 || strcmp(end, "%") == 0);
}

static bool
is_numbers(const char *s)
{
	if (strcmp(s, "none") == 0)
		return true;
	while (*(s += strspn(s, " ,\t\n")) != '\0')
		if ((s = number_end(s)) == NULL)
			return false;
	return true;
}

/* Numbers in brackets, between "(" and ")": the end, or NULL. */
static const char *
bracket_end(const char *s)
{
	const char *end = *s == '(' ? strchr(s, ')') : NULL;

	if (end == NULL || strspn(s + 1, "+-0123456789.eE, %") != (size_t)(end - s - 1))
		return NULL;
	return end + 1;
}

static bool
is_colour(const char *s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t n = strlen(s);

	if (*s == '#')
		return only(s + 1, "0123456789abcdefABCDEF") && (n == 4 || n == 7);
	if (strncmp(s, "rgb(", 4) == 0) {
		const char *end = bracket_end(s + 3);

		return end != NULL && *end == '\0';
	}
	if (strncmp(s, "url(#", 5) == 0)
		return n > 6 && s[n - 1] == ')' && strspn(s + 5, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == n - 6;
	return n > 0 && n <= 20 && only(s, letters);
}

static bool
is_transform(const char *s)
{
	static const char *const verbs[] = {"translate", "rotate", "scale", "matrix", "skewX", "skewY"};

	while (*(s += strspn(s, " ,\t\n")) != '\0') {
		size_t n = strcspn(s, "("), i = 0;

		while (i < sizeof verbs / sizeof *verbs && (strlen(verbs[i]) != n || strncmp(verbs[i], s, n) != 0))
			i++;
		if (i == sizeof verbs / sizeof *verbs || (s = bracket_end(s + n)) == NULL)
			return false;
	}
	return true;
}

static bool
is_word(const char *s)
{
	return *s != '\0' && strlen(s) <= 40 &&
	    only(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}

static bool
is_png(const char *s)
{
	static const char head[] = "data:image/png;base64,";

	return strncmp(s, head, sizeof head - 1) == 0 &&
	    only(s + sizeof head - 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/= \n");
}

bool
svgrule_value(enum svg_kind kind, const char *s)
{
	switch (kind) {
	case SVG_NUMBER:
		return is_number(s);
	case SVG_NUMBERS:
		return is_numbers(s);
	case SVG_COLOUR:
		return is_colour(s);
	case SVG_PATH:
		return only(s, "MmLlHhVvCcSsQqTtAaZz0123456789.,+-eE \t\n");
	case SVG_TRANSFORM:
		return is_transform(s);
	case SVG_ID:
	case SVG_WORD:
		return is_word(s);
	case SVG_LOCAL:
		return (*s == '#' && is_word(s + 1)) || (strncmp(s, "url(#", 5) == 0 && is_colour(s));
	case SVG_FONT:
		return only(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,-");
	case SVG_RATIO:
		return only(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ");
	case SVG_PNG:
		return is_png(s);
	case SVG_TEXT:
		return true;
	case SVG_NONE:
		break;
	}
	return false;
}
