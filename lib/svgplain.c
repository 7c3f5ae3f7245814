#include "svgplain.h"

#include "svgrule.h"

#include <stddef.h>
#include <string.h>

enum { NAME_MOST = 31, DEPTH_MOST = 64 };

static bool
is_one_of(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static bool
is_element(const char *name)
{
	static const char *const own[] = {"svg", "title", "desc", NULL};

	return is_one_of(name, own) || svgrule_element(name) != NULL;
}

static bool
is_attribute(const char *element, const char *name, const char *value, size_t n)
{
	static const char *const own[] = {"class", "data-series", "role", "aria-labelledby", "xmlns",
	    "xmlns:xlink", "id", "width", "height", "viewBox", NULL};
	static const char png[] = "data:image/png;base64,";
	enum svg_kind kind;

	if (strcmp(name, "href") == 0 || strcmp(name, "xlink:href") == 0)
		return value[0] == '#' || (n >= sizeof png && strncmp(value, png, sizeof png - 1) == 0);
	return is_one_of(name, own) || svgrule_attribute(element, name, &kind) != NULL;
}

/* The name at *p into name, *p behind it. */
static bool
take_name(const char **p, char name[NAME_MOST + 1])
{
	size_t n = strcspn(*p, " \t\n/>=<\"'");

	if (n == 0 || n > NAME_MOST)
		return false;
	memcpy(name, *p, n);
	name[n] = '\0';
	*p += n;
	return true;
}

/* The attributes of a tag, up to its ">". */
static bool
take_attributes(const char **p, const char *element)
{
	char name[NAME_MOST + 1];

	while (**p == ' ' || **p == '\n') {
		*p += strspn(*p, " \n");
		if (**p == '>' || **p == '/')
			break;
		if (!take_name(p, name) || strncmp(*p, "=\"", 2) != 0)
			return false;
		const char *value = *p + 2;
		size_t n = strcspn(value, "\"<");

		if (value[n] != '"' || !is_attribute(element, name, value, n))
			return false;
		*p = value + n + 1;
	}
	return true;
}

bool
svgplain_is(const char *p)
{
	char open[DEPTH_MOST][NAME_MOST + 1], name[NAME_MOST + 1];
	size_t depth = 0;
	bool begun = false;

	for (; *p != '\0' && (!begun || depth > 0); p += depth > 0 ? strcspn(p, "<") : 0) {
		bool end = p[0] == '<' && p[1] == '/';

		if (*p != '<')
			return false;   /* text before the drawing */
		p += end ? 2 : 1;
		if (!take_name(&p, name) || !is_element(name))
			return false;
		if (end) {
			if (depth == 0 || strcmp(open[--depth], name) != 0 || *p++ != '>')
				return false;
			continue;
		}
		if ((strcmp(name, "svg") == 0) != !begun || !take_attributes(&p, name))
			return false;
		begun = true;
		if (p[0] == '/' && p[1] == '>') {
			p += 2;
		} else if (*p++ != '>' || depth == DEPTH_MOST) {
			return false;
		} else {
			memcpy(open[depth++], name, sizeof name);
		}
	}
	return begun && depth == 0 && p[strspn(p, " \n")] == '\0';
}
