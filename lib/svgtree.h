/* svgtree: a drawing as a tree of our own, between parsing and writing. */
#ifndef VIZ_SVGTREE_H
#define VIZ_SVGTREE_H

#include "str.h"

#include <jv.h>
#include <stdbool.h>

struct svg_attr {
	const char *name;          /* static */
	char *value;               /* owned */
};

struct svg_node {
	const char *name;          /* static; NULL: text */
	char *text;                /* owned, of a text node */
	struct svg_attr *attr;
	size_t attrs;
	struct svg_node *child, *next;
};

/* A node of its own; name NULL and text (copied) for text. */
struct svg_node *svgtree_new(const char *name, const char *text);
void svgtree_free(struct svg_node *);          /* it and all behind and below it */

/* An attribute's value (borrowed) or NULL; sets (copying), or drops with
 * value NULL. */
const char *svgtree_get(const struct svg_node *, const char *name);
void svgtree_set(struct svg_node *, const char *name, const char *value);

/* Appends child behind the last child. */
void svgtree_append(struct svg_node *parent, struct svg_node *child);

/* As text, without white space between elements. */
void svgtree_write(const struct svg_node *, struct str *out);

/* The passes over a whole tree, in this order. */

/* Explicit colours in place of currentColor, numbers of one decimal, points
 * drawn as circles, text placed by x and y. */
void svgtree_tidy(struct svg_node *root, const char *font, const char *strong);

/* Groups that hold nothing go, neighbours that say the same become one. */
void svgtree_merge(struct svg_node *root);

/* Runs of shapes that differ only in where they are get a group that says the
 * rest once. */
void svgtree_hoist(struct svg_node *root);

/* The classes and groups that svg_dress.plot asks for. */
void svgtree_dress(struct svg_node *root, jv plot);

#endif
