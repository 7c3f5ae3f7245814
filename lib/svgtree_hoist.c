/* The pass that says once what many neighbours say: 1,500 points of one colour
 * are one group with a colour, and 1,500 places. */
#include "svgtree.h"

#include <string.h>

enum { RUN_LEAST = 3 };

/* Attributes that a group hands down to what stands in it. */
static const char *const handed[] = {"fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "class"};

enum { HANDED = sizeof handed / sizeof *handed };

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Opacity is not handed down, but where nothing is stroked it is that of the
 * fill, which is. */
static void
settle_opacity(struct svg_node *n)
{
	const char *opacity = svgtree_get(n, "opacity");

	if (opacity == NULL || svgtree_get(n, "fill-opacity") != NULL || !same(svgtree_get(n, "stroke"), "none"))
		return;
	svgtree_set(n, "fill-opacity", opacity);
	svgtree_set(n, "opacity", NULL);
}

static bool
is_shape(const struct svg_node *n)
{
	return n->name != NULL && n->child == NULL && strcmp(n->name, "use") != 0 && svgtree_get(n, "fill") != NULL;
}

static bool
alike(const struct svg_node *a, const struct svg_node *b)
{
	if (!is_shape(b) || strcmp(a->name, b->name) != 0)
		return false;
	for (size_t i = 0; i < HANDED; i++)
		if (!same(svgtree_get(a, handed[i]), svgtree_get(b, handed[i])))
			return false;
	return true;
}

/* A group in place of the run from *at to last, which holds it. */
static void
gather(struct svg_node **at, struct svg_node *last)
{
	struct svg_node *first = *at, *group = svgtree_new("g", NULL);

	for (size_t i = 0; i < HANDED; i++) {
		const char *value = svgtree_get(first, handed[i]);

		if (value == NULL)
			continue;
		svgtree_set(group, handed[i], value);
		/* first comes last: value is its own */
		for (struct svg_node *c = first->next; c != last->next; c = c->next)
			svgtree_set(c, handed[i], NULL);
		svgtree_set(first, handed[i], NULL);
	}
	group->next = last->next;
	last->next = NULL;
	group->child = first;
	*at = group;
}

void
svgtree_hoist(struct svg_node *parent)
{
	for (struct svg_node *c = parent->child; c != NULL; c = c->next)
		if (is_shape(c))
			settle_opacity(c);
	for (struct svg_node **at = &parent->child; *at != NULL; at = &(*at)->next) {
		struct svg_node *last = *at;
		int run = 1;

		if (!is_shape(*at)) {
			svgtree_hoist(*at);
			continue;
		}
		for (; last->next != NULL && alike(*at, last->next); run++)
			last = last->next;
		if (run >= RUN_LEAST)
			gather(at, last);
	}
}
