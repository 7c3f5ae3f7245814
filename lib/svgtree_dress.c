/* The pass that says what is what: classes for colours, groups for series,
 * legend and title. */
#include "svgtree.h"

#include "rec.h"

#include <stdlib.h>
#include <string.h>

static bool
is(const struct svg_node *n, const char *name)
{
	return n->name != NULL && strcmp(n->name, name) == 0;
}

/* ---- colours */

static void
add_class(struct str *s, const struct svg_node *n, const char *paint, const char *word, jv colours)
{
	const char *v = svgtree_get(n, paint), *role = v != NULL ? jv_text(colours, v) : NULL;

	if (role == NULL)
		return;
	if (s->n > 0)
		str_addc(s, ' ');
	str_addf(s, "%s-%s", word, role);
}

static void
dress_colours(struct svg_node *n, jv colours)
{
	for (; n != NULL; n = n->next) {
		struct str s = {0};

		if (n->name == NULL)
			continue;
		add_class(&s, n, "fill", "fill", colours);
		add_class(&s, n, "stroke", "line", colours);
		if (s.n > 0)
			svgtree_set(n, "class", s.s);
		str_free(&s);
		dress_colours(n->child, colours);
	}
}

/* ---- series: gnuplot numbers its plots in the order of the script */

/* The series of the plot of that number (from 1), or -1. */
static int
series_of(jv series, int plot)
{
	int n = jv_get_kind(series) == JV_KIND_NUMBER ? (int)jv_number_value(series) : 0, k = -1;

	if (n > 0 && plot > 0)
		return (plot - 1) % n;
	if (jv_get_kind(series) != JV_KIND_ARRAY || plot < 1)
		return -1;
	jv v = jv_array_get(jv_copy(series), plot - 1);

	k = jv_get_kind(v) == JV_KIND_NUMBER ? (int)jv_number_value(v) : -1;
	jv_free(v);
	return k;
}

static void
dress_series(struct svg_node *n, jv series)
{
	for (; n != NULL; n = n->next) {
		const char *id = n->name != NULL ? svgtree_get(n, "id") : NULL;
		const char *plot = id != NULL ? strstr(id, "_plot_") : NULL;

		int at = plot != NULL ? series_of(series, atoi(plot + 6)) : -1;

		if (at >= 0) {
			struct str k = {0};

			str_addf(&k, "%d", at);
			svgtree_set(n, "class", "series");
			svgtree_set(n, "data-series", k.s);
			str_free(&k);
		}
		if (plot != NULL)
			svgtree_set(n, "id", NULL);
		if (n->child != NULL)
			dress_series(n->child, series);
	}
}

/* ---- regions */

/* Where a mark begins; false where it has no place. */
static bool
starts_at(const struct svg_node *n, double *x, double *y)
{
	const char *list = is(n, "path") ? svgtree_get(n, "d") : is(n, "polygon") ? svgtree_get(n, "points") : NULL;
	const char *a = svgtree_get(n, is(n, "circle") ? "cx" : "x"), *b = svgtree_get(n, is(n, "circle") ? "cy" : "y");
	char *end;

	if (list != NULL) {
		list += strspn(list, "M ");
		*x = strtod(list, &end);
		*y = strtod(end + (*end == ','), NULL);
		return end != list;
	}
	if (a == NULL || b == NULL)
		return false;
	*x = strtod(a, NULL);
	*y = strtod(b, NULL);
	return true;
}

static double
corner(jv box, int i)
{
	jv v = jv_get_kind(box) == JV_KIND_ARRAY ? jv_array_get(jv_copy(box), i) : jv_null();
	double d = jv_get_kind(v) == JV_KIND_NUMBER ? jv_number_value(v) : 0;

	jv_free(v);
	return d;
}

/* The region that holds the point: its index, or -1. */
static int
region_at(jv regions, double x, double y)
{
	int found = -1;

	jv_array_foreach(regions, i, r) {
		jv box = jv_at(r, "box");

		if (found < 0 && x >= corner(box, 0) && y >= corner(box, 1) && x <= corner(box, 2) && y <= corner(box, 3))
			found = i;
		jv_free(box);
		jv_free(r);
	}
	return found;
}

static struct svg_node *
group_for(jv regions, int i)
{
	jv r = jv_array_get(jv_copy(regions), i);
	struct svg_node *g = svgtree_new("g", NULL);
	double series = jv_num(r, "series", -1);

	svgtree_set(g, "class", jv_text(r, "class") != NULL ? jv_text(r, "class") : "region");
	if (series >= 0) {
		struct str k = {0};

		str_addf(&k, "%d", (int)series);
		svgtree_set(g, "data-series", k.s);
		str_free(&k);
	}
	jv_free(r);
	return g;
}

/* Neighbours that begin in one region are put into one group. */
static void
dress_regions(struct svg_node *parent, jv regions)
{
	struct svg_node **at = &parent->child, *group = NULL;
	int in = -1;

	while (*at != NULL) {
		struct svg_node *c = *at;
		double x, y;
		int here = c->name != NULL && c->name[0] != '\0' && !is(c, "g") && !is(c, "rect") && starts_at(c, &x, &y)
		    ? region_at(regions, x, y) : -1;

		if (here >= 0 && here == in) {
			*at = c->next;
			c->next = NULL;
			svgtree_append(group, c);
			continue;
		}
		in = here;
		if (here >= 0) {
			group = group_for(regions, here);
			group->next = c->next;
			c->next = NULL;
			group->child = c;
			*at = group;
		} else if (is(c, "g")) {
			dress_regions(c, regions);
		}
		at = &(*at)->next;
	}
}

void
svgtree_dress(struct svg_node *root, jv plot)
{
	jv colours = jv_at(plot, "colours"), regions = jv_at(plot, "regions"), series = jv_at(plot, "series");

	dress_series(root, series);
	jv_free(series);
	if (jv_get_kind(colours) == JV_KIND_OBJECT)
		dress_colours(root, colours);
	if (jv_get_kind(regions) == JV_KIND_ARRAY)
		dress_regions(root, regions);
	jv_free(colours);
	jv_free(regions);
}
