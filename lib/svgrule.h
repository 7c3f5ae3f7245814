/* svgrule: share/policy/svg.allow, and whether an element, an attribute, a
 * value may be in a drawing. */
#ifndef VIZ_SVGRULE_H
#define VIZ_SVGRULE_H

#include <stdbool.h>
#include <stddef.h>

enum svg_kind {
	SVG_NONE, SVG_NUMBER, SVG_NUMBERS, SVG_COLOUR, SVG_PATH, SVG_TRANSFORM,
	SVG_ID, SVG_LOCAL, SVG_WORD, SVG_FONT, SVG_TEXT, SVG_PNG, SVG_RATIO
};

struct svg_limits {
	size_t bytes, nodes, depth;
};

/* Reads the file once; a fault in it dies with exit 2. */
void svgrule_load(void);
const struct svg_limits *svgrule_limits(void);

/* The allowed element of that name (static text), or NULL. */
const char *svgrule_element(const char *name);

/* The allowed attribute of the element (static text), and what its value must
 * be; or NULL. */
const char *svgrule_attribute(const char *element, const char *name, enum svg_kind *);

/* Is the whole of text such a value? */
bool svgrule_value(enum svg_kind, const char *text);

#endif
