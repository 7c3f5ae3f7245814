/* Theory of operation.
 *
 * libxml2 parses without network, entities or DTD; a DOCTYPE is refused.  The
 * tree it gives is only read: element by element and attribute by attribute
 * what svg.allow names is copied into a tree of our own, values held against
 * their kind, ids and references prefixed.  That tree is tidied, dressed and
 * written, so no byte of the output is a byte that was not asked for. */
#include "svg.h"

#include "mem.h"
#include "rec.h"
#include "svgrule.h"
#include "svgtree.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

struct rebuild {
	const char *prefix;
	size_t nodes;
	const char *why;           /* a limit was passed */
};

void
svg_load(void)
{
	svgrule_load();
}

static void
quiet(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

/* ---- copying what is allowed */

/* ids and "#id" get the prefix. */
static void
set_id(struct svg_node *n, const char *name, const char *value, const char *prefix)
{
	struct str s = {0};
	const char *hash = strchr(value, '#');

	if (hash != NULL)
		str_add(&s, value, (size_t)(hash + 1 - value));
	str_addf(&s, "%s-%s", prefix, hash != NULL ? hash + 1 : value);
	svgtree_set(n, name, s.s);
	str_free(&s);
}

static void
copy_attribute(struct svg_node *n, const char *name, const char *value, const char *prefix)
{
	enum svg_kind kind = SVG_NONE;
	const char *is = svgrule_attribute(n->name, name, &kind);

	if (is == NULL || !svgrule_value(kind, value))
		return;
	if (strcmp(is, "href") == 0)
		is = "xlink:href";
	if (kind == SVG_ID || kind == SVG_LOCAL || strncmp(value, "url(#", 5) == 0)
		set_id(n, is, value, prefix);
	else
		svgtree_set(n, is, value);
}

/* style="fill:none; stroke:red" as the attributes that it means. */
static void
copy_style(struct svg_node *n, const char *style, const char *prefix)
{
	char *copy = mem_strdup(style), *save, *end;

	for (char *p = strtok_r(copy, ";", &save); p != NULL; p = strtok_r(NULL, ";", &save)) {
		char *colon = strchr(p, ':');

		if (colon == NULL)
			continue;
		*colon++ = '\0';
		p += strspn(p, " \t\n");
		p[strcspn(p, " \t\n")] = '\0';
		colon += strspn(colon, " \t\n");
		for (end = colon + strlen(colon); end > colon && strchr(" \t\n", end[-1]) != NULL; end--)
			end[-1] = '\0';
		copy_attribute(n, p, colon, prefix);
	}
	free(copy);
}

static void
copy_attributes(struct svg_node *n, const xmlNode *from, const char *prefix)
{
	for (const xmlAttr *a = from->properties; a != NULL; a = a->next) {
		xmlChar *value = xmlNodeListGetString(from->doc, a->children, 1);

		if (value == NULL)
			continue;
		if (strcmp((const char *)a->name, "style") == 0)
			copy_style(n, (const char *)value, prefix);
		else
			copy_attribute(n, (const char *)a->name, (const char *)value, prefix);
		xmlFree(value);
	}
}

static bool
holds_text(const char *name)
{
	return strcmp(name, "text") == 0 || strcmp(name, "tspan") == 0;
}

static struct svg_node *copy(const xmlNode *, struct rebuild *, size_t depth);

static void
copy_children(struct svg_node *n, const xmlNode *from, struct rebuild *b, size_t depth)
{
	struct svg_node **tail = &n->child;

	for (const xmlNode *c = from->children; c != NULL && b->why == NULL; c = c->next) {
		if (c->type == XML_ELEMENT_NODE)
			*tail = copy(c, b, depth + 1);
		else if ((c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) && holds_text(n->name) &&
		    c->content != NULL)
			*tail = svgtree_new(NULL, (const char *)c->content);
		if (*tail != NULL)
			tail = &(*tail)->next;
	}
}

static struct svg_node *
copy(const xmlNode *from, struct rebuild *b, size_t depth)
{
	const char *name = svgrule_element((const char *)from->name);

	if (depth > svgrule_limits()->depth)
		b->why = "nested too deeply";
	if (++b->nodes > svgrule_limits()->nodes)
		b->why = "too many elements";
	if (name == NULL || b->why != NULL)
		return NULL;
	/* a drawing within a drawing is a group of it */
	if (depth > 1 && strcmp(name, "svg") == 0)
		name = "g";
	struct svg_node *n = svgtree_new(name, NULL);

	copy_attributes(n, from, b->prefix);
	copy_children(n, from, b, depth);
	return n;
}

/* ---- definitions: only those that something refers to */

/* All that is referred to, as "#id " each. */
static void
gather(const struct svg_node *n, struct str *refs)
{
	for (; n != NULL; n = n->next) {
		for (size_t i = 0; i < n->attrs; i++) {
			const char *v = n->attr[i].value;

			if (strncmp(v, "url(#", 5) == 0)
				v += 4;
			if (*v == '#' && strcmp(n->attr[i].name, "fill") != 0 && strcmp(n->attr[i].name, "stroke") != 0)
				str_addf(refs, "%.*s ", (int)strcspn(v, ")"), v);
			else if (*v == '#' && v != n->attr[i].value)
				str_addf(refs, "%.*s ", (int)strcspn(v, ")"), v);
		}
		gather(n->child, refs);
	}
}

static bool
refers(const struct str *refs, const char *id)
{
	struct str want = {0};

	str_addf(&want, "#%s ", id);
	bool found = refs->s != NULL && strstr(refs->s, want.s) != NULL;

	str_free(&want);
	return found;
}

static void
drop_unused(struct svg_node *defs, const struct svg_node *root)
{
	for (bool again = true; again;) {
		struct str refs = {0};

		again = false;
		gather(root, &refs);
		for (struct svg_node **at = &defs->child; *at != NULL;) {
			struct svg_node *c = *at;
			const char *id = c->name != NULL ? svgtree_get(c, "id") : NULL;

			if (id != NULL && refers(&refs, id)) {
				at = &c->next;
				continue;
			}
			*at = c->next;
			c->next = NULL;
			svgtree_free(c);
			again = true;
		}
		str_free(&refs);
	}
}

static void
drop_unused_id(struct svg_node *n, const struct str *refs)
{
	const char *id = svgtree_get(n, "id");

	if (id != NULL && !refers(refs, id))
		svgtree_set(n, "id", NULL);
}

static void
prune_defs(struct svg_node *n, const struct svg_node *root, const struct str *refs)
{
	for (struct svg_node **at = &n->child; *at != NULL;) {
		struct svg_node *c = *at;

		if (c->name != NULL && strcmp(c->name, "defs") == 0) {
			drop_unused(c, root);
			if (c->child == NULL) {
				*at = c->next;
				c->next = NULL;
				svgtree_free(c);
				continue;
			}
		} else if (c->name != NULL) {
			drop_unused_id(c, refs);
			prune_defs(c, root, refs);
		}
		at = &c->next;
	}
}

/* ---- the head */

static void
add_said(struct svg_node *root, const char *name, const char *prefix, const char *text)
{
	struct svg_node *n = svgtree_new(name, NULL);
	struct str id = {0};

	str_addf(&id, "%s-%s", prefix, name);
	svgtree_set(n, "id", id.s);
	n->child = svgtree_new(NULL, text);
	n->next = root->child;
	root->child = n;
	str_free(&id);
}

static bool
uses_links(const struct svg_node *n)
{
	for (; n != NULL; n = n->next)
		if (n->name != NULL && (svgtree_get(n, "xlink:href") != NULL || uses_links(n->child)))
			return true;
	return false;
}

static const char stack[] =
    "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'DejaVu Sans', sans-serif";

static void
set_head(struct svg_node *root, const struct svg_dress *d, double width, double height)
{
	struct str s = {0};

	while (root->attrs > 0)
		svgtree_set(root, root->attr[0].name, NULL);
	str_addf(&s, "0 0 %g %g", width, height);
	svgtree_set(root, "xmlns", "http://www.w3.org/2000/svg");
	if (uses_links(root->child))
		svgtree_set(root, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	svgtree_set(root, "viewBox", s.s);
	svgtree_set(root, "width", "100%");
	if (d->look != NULL)
		svgtree_set(root, "class", d->look);
	svgtree_set(root, "role", "img");
	str_clear(&s);
	if (d->title != NULL)
		str_addf(&s, "%s-title ", d->prefix);
	str_addf(&s, "%s-desc", d->prefix);
	svgtree_set(root, "aria-labelledby", s.s);
	svgtree_set(root, "font-family", stack);
	svgtree_set(root, "font-size", "13");
	add_said(root, "desc", d->prefix, d->desc != NULL ? d->desc : "");
	if (d->title != NULL)
		add_said(root, "title", d->prefix, d->title);
	str_free(&s);
}

/* ---- the whole */

static bool
size_of(const struct svg_node *root, double *width, double *height)
{
	const char *box = svgtree_get(root, "viewBox");
	char *end;

	if (box == NULL)
		return false;
	double x = strtod(box, &end), y = strtod(end, &end);

	*width = strtod(end, &end);
	*height = strtod(end, &end);
	return x == 0 && y == 0 && *width >= 1 && *height >= 1 && *width <= 20000 && *height <= 20000;
}

static void
finish(struct svg_node *root, const struct svg_dress *d, double width, double height, struct str *out)
{
	svgtree_tidy(root, jv_text(d->plot, "font"), jv_text(d->plot, "strong"));
	svgtree_dress(root, d->plot);
	struct str refs = {0};

	gather(root, &refs);
	prune_defs(root, root, &refs);
	str_free(&refs);
	svgtree_merge(root);
	svgtree_hoist(root);
	set_head(root, d, width, height);
	svgtree_write(root, out);
}

/* The parsed document, or NULL and why. */
static xmlDoc *
parse(const char *bytes, size_t n, const char **why)
{
	if (n > svgrule_limits()->bytes) {
		*why = "larger than the limit";
		return NULL;
	}
	xmlSetGenericErrorFunc(NULL, quiet);
	xmlDoc *doc = xmlReadMemory(bytes, (int)n, "drawing.svg", "utf-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);

	if (doc == NULL) {
		*why = "not well-formed XML";
	} else if (doc->intSubset != NULL || doc->extSubset != NULL) {
		*why = "it has a DOCTYPE";
		xmlFreeDoc(doc);
		doc = NULL;
	}
	return doc;
}

jv
svg_rebuild(const char *bytes, size_t n, const struct svg_dress *d, struct str *out,
    double *width, double *height)
{
	struct rebuild b = {.prefix = d->prefix};
	xmlDoc *doc = NULL;
	struct svg_node *root = NULL;

	svgrule_load();
	doc = parse(bytes, n, &b.why);
	if (doc != NULL) {
		const xmlNode *top = xmlDocGetRootElement(doc);

		if (top == NULL || strcmp((const char *)top->name, "svg") != 0)
			b.why = "it is no svg element";
		else
			root = copy(top, &b, 1);
		if (b.why == NULL && (root == NULL || !size_of(root, width, height)))
			b.why = "its viewBox is not 0 0 WIDTH HEIGHT";
		xmlFreeDoc(doc);
	}
	if (b.why == NULL)
		finish(root, d, *width, *height, out);
	svgtree_free(root);
	return b.why == NULL ? jv_null() : rec_fail("figure.svg", false,
	    "see run.stderr: the script may have ended early", "the drawing cannot be used: %s", b.why);
}
