/* The tidying passes: what gnuplot writes is wordy (a group for each stroke,
 * currentColor, a symbol used per point); what leaves here is what a person
 * would write.  Nothing changes in how it looks. */
#include "svgtree.h"

#include "mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
is(const struct svg_node *n, const char *name)
{
	return n->name != NULL && strcmp(n->name, name) == 0;
}

/* ---- numbers of one decimal */

static void
add_number(struct str *s, double v)
{
	char b[32];

	snprintf(b, sizeof b, "%.1f", v);
	size_t n = strlen(b);

	if (n > 2 && strcmp(b + n - 2, ".0") == 0)
		b[n - 2] = '\0';
	str_adds(s, strcmp(b, "-0") == 0 ? "0" : b);
}

/* A path of absolute M and L (and Z) with each number rounded; points that
 * repeat the one before, and moves that draw nothing, go.  A line that goes
 * nowhere is a dot where lines end round ("h0").  False where it is of another
 * kind and must stay as it is. */
static bool
tidy_path(const char *d, bool round_ends, struct str *out)
{
	double x = NAN, y = NAN, px = NAN, py = NAN, mx = NAN, my = NAN;
	char op = 'M', last = '\0';

	for (const char *s = d; *(s += strspn(s, " ,\t\n")) != '\0';) {
		char *end;

		if (strchr("MLZz", *s) != NULL) {
			op = *s++;
			if (op == 'Z' || op == 'z') {
				str_addc(out, 'Z');
				last = 'Z';
				px = NAN;
			}
			continue;
		}
		x = strtod(s, &end);
		if (end == s)
			return false;
		s = end + strspn(end, " ,\t\n");
		y = strtod(s, &end);
		if (end == s)
			return false;
		s = end;
		if (op == 'M') {
			mx = x;
			my = y;
		} else if (round_ends && last == 'M' && fabs(x - mx) < 0.05 && fabs(y - my) < 0.05) {
			str_adds(out, "h0");
			last = 'h';
			continue;
		}
		x = round(x * 10) / 10;
		y = round(y * 10) / 10;
		if (op == 'M' && last == 'M') {
			while (out->n > 0 && out->s[out->n - 1] != 'M')
				out->n--;
		} else if (op == 'M' || last == 'Z') {
			str_addc(out, 'M');
		} else if (x == px && y == py) {
			continue;
		} else {
			str_addc(out, last == 'L' ? ' ' : 'L');
		}
		last = op == 'M' ? 'M' : 'L';
		if (op == 'M')
			op = 'L';
		add_number(out, x);
		str_addc(out, ' ');
		add_number(out, y);
		px = x;
		py = y;
	}
	if (last == 'M') {
		while (out->n > 0 && out->s[out->n - 1] != 'M')
			out->n--;
		if (out->n > 0)
			out->s[--out->n] = '\0';
	}
	return true;
}

static void
tidy_points(struct svg_node *n)
{
	const char *s = svgtree_get(n, "points");
	struct str out = {0}, point = {0}, before = {0};
	char *end;

	for (int k = 0; s != NULL && *(s += strspn(s, " ,\t\n")) != '\0'; s = end, k++) {
		double v = strtod(s, &end);

		if (end == s)
			break;
		str_adds(&point, k % 2 == 0 ? "" : " ");
		add_number(&point, v);
		if (k % 2 == 0)
			continue;
		/* a point that repeats the one before adds nothing */
		if (before.n == 0 || strcmp(before.s, point.s) != 0) {
			str_addf(&out, out.n > 0 ? " %s" : "%s", point.s);
			str_clear(&before);
			str_adds(&before, point.s);
		}
		str_clear(&point);
	}
	str_free(&point);
	str_free(&before);
	svgtree_set(n, "points", out.n > 0 ? out.s : "");
	str_free(&out);
}

/* Four corners whose sides are upright or level. */
static bool
is_box(const struct svg_node *n)
{
	const char *s = svgtree_get(n, "points");
	double x[5], y[5];
	int k = 0;
	char *end;

	for (; s != NULL && *s != '\0' && k < 5; k++, s = end + strspn(end, " ")) {
		x[k] = strtod(s, &end);
		y[k] = strtod(end, &end);
	}
	if (k != 4 || s == NULL || *s != '\0')
		return false;
	for (int i = 0; i < 4; i++)
		if (x[i] != x[(i + 1) % 4] && y[i] != y[(i + 1) % 4])
			return false;
	return true;
}

/* Crisp edges are for boxes; slants and curves want smooth ones. */
static void
tidy_crispness(struct svg_node *g)
{
	bool boxes = true;

	for (const struct svg_node *c = g->child; c != NULL; c = c->next)
		boxes = boxes && c->name != NULL && is(c, "polygon") && is_box(c);
	if (!boxes)
		svgtree_set(g, "shape-rendering", NULL);
}

/* ---- colours */

/* "rgb( 1, 2, 3)" as "#010203"; other spellings stay. */
static void
tidy_colour(struct svg_node *n, const char *name)
{
	const char *v = svgtree_get(n, name);
	char hex[8], *end;

	if (v == NULL || strncmp(v, "rgb(", 4) != 0)
		return;
	long r = strtol(v + 4, &end, 10), g = strtol(end + (*end == ','), &end, 10);
	long b = strtol(end + (*end == ','), &end, 10);

	snprintf(hex, sizeof hex, "#%02x%02x%02x", (unsigned)r & 255u, (unsigned)g & 255u, (unsigned)b & 255u);
	svgtree_set(n, name, hex);
}

static void
resolve(struct svg_node *n, const char *name, const char *current)
{
	const char *v = svgtree_get(n, name);

	if (v != NULL && strcmp(v, "currentColor") == 0)
		svgtree_set(n, name, current);
}

/* ---- symbols, text */

static bool
one_number_pair(const char *s, const char *verb, double *a, double *b)
{
	size_t n = strlen(verb);

	if (s == NULL || strncmp(s, verb, n) != 0 || s[n] != '(')
		return false;
	char *end;

	*a = strtod(s + n + 1, &end);
	*b = *end == ',' ? strtod(end + 1, &end) : *a;
	return *end == ')';
}

static void
set_number(struct svg_node *n, const char *name, double v)
{
	struct str s = {0};

	add_number(&s, v);
	svgtree_set(n, name, s.s);
	str_free(&s);
}

/* gnuplot's points, around 0 0; those without corners are round. */
static const struct symbol {
	const char *id;
	bool filled;
	int corners;
	double x[4], y[4];
} symbols[] = {
	{"gpPt3", false, 4, {-1, 1, 1, -1}, {-1, -1, 1, 1}},
	{"gpPt4", true, 4, {-1, 1, 1, -1}, {-1, -1, 1, 1}},
	{"gpPt5", false, 0, {0}, {0}},
	{"gpPt6", true, 0, {0}, {0}},
	{"gpPt7", false, 3, {0, -1.33, 1.33}, {-1.33, 0.67, 0.67}},
	{"gpPt8", true, 3, {0, -1.33, 1.33}, {-1.33, 0.67, 0.67}},
	{"gpPt9", false, 3, {0, 1.33, -1.33}, {1.33, -0.67, -0.67}},
	{"gpPt10", true, 3, {0, 1.33, -1.33}, {1.33, -0.67, -0.67}},
	{"gpPt11", false, 4, {0, 1.41, 0, -1.41}, {-1.41, 0, 1.41, 0}},
	{"gpPt12", true, 4, {0, 1.41, 0, -1.41}, {-1.41, 0, 1.41, 0}},
};

static const struct symbol *
symbol_of(const char *ref)
{
	const char *id = ref != NULL ? strstr(ref, "gpPt") : NULL;

	for (size_t i = 0; id != NULL && i < sizeof symbols / sizeof *symbols; i++)
		if (strcmp(id, symbols[i].id) == 0)
			return &symbols[i];
	return NULL;
}

static void
set_symbol(struct svg_node *n, const struct symbol *s, double x, double y, double r)
{
	struct str points = {0};

	n->name = s->corners > 0 ? "polygon" : "circle";
	for (int i = 0; i < s->corners; i++) {
		str_adds(&points, i > 0 ? " " : "");
		add_number(&points, x + s->x[i] * r);
		str_addc(&points, ' ');
		add_number(&points, y + s->y[i] * r);
	}
	if (s->corners > 0) {
		svgtree_set(n, "points", points.s);
	} else {
		set_number(n, "cx", x);
		set_number(n, "cy", y);
		set_number(n, "r", r);
	}
	str_free(&points);
}

/* A point of gnuplot's as a shape of its own. */
static void
tidy_use(struct svg_node *n)
{
	const struct symbol *symbol = symbol_of(svgtree_get(n, "xlink:href"));
	const char *t = svgtree_get(n, "transform"), *colour = svgtree_get(n, "color");
	const char *scale = t != NULL ? strstr(t, "scale(") : NULL;
	double x, y, r, r2;
	char move[64];

	if (symbol == NULL || colour == NULL || scale == NULL)
		return;
	size_t head = strcspn(t, ")") + 1;

	if (head >= sizeof move)
		return;
	memcpy(move, t, head);
	move[head] = '\0';
	if (!one_number_pair(move, "translate", &x, &y) || !one_number_pair(scale, "scale", &r, &r2))
		return;
	char *paint = mem_strdup(colour);

	svgtree_set(n, "xlink:href", NULL);
	svgtree_set(n, "transform", NULL);
	svgtree_set(n, "color", NULL);
	set_symbol(n, symbol, x, y, r);
	svgtree_set(n, "fill", symbol->filled ? paint : "none");
	svgtree_set(n, "stroke", symbol->filled ? "none" : paint);
	if (!symbol->filled)
		svgtree_set(n, "stroke-width", "1.4");
	free(paint);
}

/* A style of fonts: the drawing's own family goes, its semibold is a weight. */
static void
tidy_font(struct svg_node *n, const char *font, const char *strong)
{
	const char *family = svgtree_get(n, "font-family"), *weight = svgtree_get(n, "font-weight");

	/* gnuplot knows no weight between normal and bold; titles look better there */
	if (weight != NULL && strcmp(weight, "bold") == 0)
		svgtree_set(n, "font-weight", "600");
	if (family == NULL)
		return;
	if (strong != NULL && strcmp(family, strong) == 0)
		svgtree_set(n, "font-weight", "600");
	if ((strong != NULL && strcmp(family, strong) == 0) || (font != NULL && strcmp(family, font) == 0) ||
	    *family == '\0')
		svgtree_set(n, "font-family", NULL);
}

/* <g transform=translate…><text>…</text></g> as one <text x y>. */
static void
tidy_text(struct svg_node *g)
{
	static const char *const moved[] = {"fill", "font-family", "font-size", "font-weight",
	    "font-style", "text-anchor"};
	struct svg_node *text = g->child;
	double x, y;

	if (!is(g, "g") || text == NULL || text->next != NULL || !is(text, "text") || text->attrs > 0 ||
	    svgtree_get(g, "id") != NULL || svgtree_get(g, "transform") == NULL)
		return;
	bool plain = one_number_pair(svgtree_get(g, "transform"), "translate", &x, &y);
	char *transform = mem_strdup(svgtree_get(g, "transform"));

	for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
		if (svgtree_get(g, moved[i]) != NULL)
			svgtree_set(text, moved[i], svgtree_get(g, moved[i]));
	const char *size = svgtree_get(text, "font-size"), *anchor = svgtree_get(text, "text-anchor");

	if (size != NULL)
		set_number(text, "font-size", strtod(size, NULL));
	if (anchor != NULL && strcmp(anchor, "start") == 0)
		svgtree_set(text, "text-anchor", NULL);
	if (plain) {
		set_number(text, "x", x);
		set_number(text, "y", y);
	} else {
		svgtree_set(text, "transform", transform);
	}
	svgtree_set(text, "stroke", "none");
	free(transform);
	/* the group becomes its text */
	struct svg_node shell = *g;

	shell.next = NULL;
	struct svg_node *rest = g->next;

	*g = *text;
	g->next = rest;
	text->child = NULL;
	shell.child = NULL;
	text->attr = shell.attr;
	text->attrs = shell.attrs;
	text->text = shell.text;
	text->next = NULL;
	svgtree_free(text);
}

/* ---- the pass */

struct tidy {
	const char *font, *strong;
};

static void
visit(struct svg_node *n, const struct tidy *t, const char *current, bool round_ends)
{
	static const char *const paints[] = {"fill", "stroke", "color", "flood-color"};
	const char *ends = svgtree_get(n, "stroke-linecap");

	for (size_t i = 0; i < sizeof paints / sizeof *paints; i++)
		tidy_colour(n, paints[i]);
	if (is(n, "use"))
		tidy_use(n);
	char *own = svgtree_get(n, "color") != NULL ? mem_strdup(svgtree_get(n, "color")) : NULL;

	if (own != NULL)
		current = own;
	resolve(n, "fill", current);
	resolve(n, "stroke", current);
	if (!is(n, "use"))
		svgtree_set(n, "color", NULL);
	if (ends != NULL)
		round_ends = strcmp(ends, "round") == 0;
	tidy_font(n, t->font, t->strong);
	for (struct svg_node *c = n->child; c != NULL; c = c->next)
		if (c->name != NULL && !is(c, "defs"))
			visit(c, t, current, round_ends);
	free(own);
	if (is(n, "path") && svgtree_get(n, "d") != NULL) {
		struct str d = {0};

		if (tidy_path(svgtree_get(n, "d"), round_ends, &d))
			svgtree_set(n, "d", d.n > 0 ? d.s : "");
		str_free(&d);
	} else if (is(n, "polygon") || is(n, "polyline")) {
		tidy_points(n);
	}
	if (svgtree_get(n, "shape-rendering") != NULL)
		tidy_crispness(n);
	tidy_text(n);
}

void
svgtree_tidy(struct svg_node *root, const char *font, const char *strong)
{
	visit(root, &(struct tidy){font, strong}, "#000000", false);
}

/* ---- merging */

static bool
says_nothing(const struct svg_node *n)
{
	const char *d = is(n, "path") ? svgtree_get(n, "d") : is(n, "polygon") ? svgtree_get(n, "points") : "x";

	return (is(n, "g") && n->child == NULL) || (is(n, "text") && n->child == NULL) ||
	    d == NULL || *d == '\0';
}

static bool
same_attributes(const struct svg_node *a, const struct svg_node *b)
{
	if (a->attrs != b->attrs || svgtree_get(a, "id") != NULL || svgtree_get(a, "class") != NULL)
		return false;
	for (size_t i = 0; i < a->attrs; i++) {
		const char *v = svgtree_get(b, a->attr[i].name);

		if (v == NULL || strcmp(v, a->attr[i].value) != 0)
			return false;
	}
	return true;
}

/* The children of n behind child c, in its place. */
static void
splice(struct svg_node **at)
{
	struct svg_node *g = *at, *last = g->child;

	while (last->next != NULL)
		last = last->next;
	last->next = g->next;
	*at = g->child;
	g->child = g->next = NULL;
	svgtree_free(g);
}

void
svgtree_merge(struct svg_node *root)
{
	struct svg_node **at = &root->child, *before = NULL, *tail = NULL;

	for (struct svg_node *c = root->child; c != NULL; c = c->next)
		if (c->name != NULL)
			svgtree_merge(c);
	while (*at != NULL) {
		struct svg_node *c = *at;

		if (c->name != NULL && says_nothing(c)) {
			*at = c->next;
			c->next = NULL;
			svgtree_free(c);
		} else if (is(c, "g") && c->attrs == 0) {
			splice(at);
		} else if (before != NULL && is(before, "g") && is(c, "g") && same_attributes(before, c)) {
			*at = c->next;
			for (tail = tail != NULL ? tail : before->child; tail->next != NULL; tail = tail->next)
				;
			tail->next = c->child;
			c->child = c->next = NULL;
			svgtree_free(c);
		} else {
			before = c;
			tail = NULL;
			at = &c->next;
		}
	}
}
