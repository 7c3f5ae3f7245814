#include "svgtree.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

struct svg_node *
svgtree_new(const char *name, const char *text)
{
	struct svg_node *n = mem_calloc(1, sizeof *n);

	n->name = name;
	n->text = text != NULL ? mem_strdup(text) : NULL;
	return n;
}

void
svgtree_free(struct svg_node *n)
{
	while (n != NULL) {
		struct svg_node *next = n->next;

		svgtree_free(n->child);
		for (size_t i = 0; i < n->attrs; i++)
			free(n->attr[i].value);
		free(n->attr);
		free(n->text);
		free(n);
		n = next;
	}
}

const char *
svgtree_get(const struct svg_node *n, const char *name)
{
	for (size_t i = 0; i < n->attrs; i++)
		if (strcmp(n->attr[i].name, name) == 0)
			return n->attr[i].value;
	return NULL;
}

void
svgtree_set(struct svg_node *n, const char *name, const char *value)
{
	size_t i = 0;

	while (i < n->attrs && strcmp(n->attr[i].name, name) != 0)
		i++;
	char *copy = value != NULL ? mem_strdup(value) : NULL;

	if (i < n->attrs)
		free(n->attr[i].value);
	if (copy != NULL) {
		if (i == n->attrs)
			n->attr = mem_resize(n->attr, ++n->attrs, sizeof *n->attr);
		n->attr[i] = (struct svg_attr){name, copy};
	} else if (i < n->attrs) {
		memmove(n->attr + i, n->attr + i + 1, (n->attrs - i - 1) * sizeof *n->attr);
		n->attrs--;
	}
}

void
svgtree_append(struct svg_node *parent, struct svg_node *child)
{
	struct svg_node **p = &parent->child;

	while (*p != NULL)
		p = &(*p)->next;
	*p = child;
}

static void
add_escaped(struct str *out, const char *s)
{
	for (size_t n; *s != '\0'; s += n) {
		n = strcspn(s, "<>&\"");
		str_add(out, s, n);
		if (s[n] == '\0')
			break;
		str_adds(out, s[n] == '<' ? "&lt;" : s[n] == '>' ? "&gt;" : s[n] == '&' ? "&amp;" : "&quot;");
		n++;
	}
}

static void
write_one(const struct svg_node *n, struct str *out)
{
	if (n->name == NULL) {
		add_escaped(out, n->text);
		return;
	}
	str_addf(out, "<%s", n->name);
	for (size_t i = 0; i < n->attrs; i++) {
		str_addf(out, " %s=\"", n->attr[i].name);
		add_escaped(out, n->attr[i].value);
		str_addc(out, '"');
	}
	if (n->child == NULL) {
		str_adds(out, "/>");
		return;
	}
	str_addc(out, '>');
	for (const struct svg_node *c = n->child; c != NULL; c = c->next)
		write_one(c, out);
	str_addf(out, "</%s>", n->name);
}

void
svgtree_write(const struct svg_node *n, struct str *out)
{
	write_one(n, out);
}
