#include "svglook.h"

#include "digest.h"
#include "rec.h"

#include <stdbool.h>
#include <string.h>

static const char head[] = "<style>", tail[] = "</style>";

static bool
is_role(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 8 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789") == n;
}

static bool
is_colour(const char *s)
{
	return s != NULL && *s == '#' && strlen(s) == 7 && strspn(s + 1, "0123456789abcdefABCDEF") == 6;
}

jv
svglook_of(jv plot)
{
	jv colours = jv_at(plot, "colours"), dark = jv_at(plot, "dark"), look = jv_object();

	if (jv_get_kind(colours) == JV_KIND_OBJECT && jv_get_kind(dark) == JV_KIND_OBJECT)
		jv_object_foreach(colours, hex, role) {
			const char *name = jv_get_kind(role) == JV_KIND_STRING ? jv_string_value(role) : "";
			const char *there = is_role(name) ? jv_text(dark, name) : NULL;

			if (is_colour(jv_string_value(hex)) && is_colour(there))
				look = jv_object_set(look, jv_copy(role), JV_ARRAY(jv_copy(hex), jv_string(there)));
			jv_free(hex);
			jv_free(role);
		}
	jv_free(colours);
	jv_free(dark);
	if (jv_object_length(jv_copy(look)) > 0)
		return look;
	jv_free(look);
	return jv_null();
}

void
svglook_class(jv look, struct str *s)
{
	jv digest = digest_jv(jv_copy(look));

	str_addf(s, "look-%.8s", strchr(jv_string_value(digest), ':') + 1);
	jv_free(digest);
}

/* "--c-ink:var(--viz-ink,#1c2128);" of each role; which: by day 0, in the dark 1. */
static void
add_colours(jv look, jv roles, int which, struct str *s)
{
	jv_array_foreach(roles, i, role) {
		jv pair = jv_object_get(jv_copy(look), jv_copy(role)), hex = jv_null();

		if (jv_get_kind(pair) == JV_KIND_ARRAY)
			hex = jv_array_get(jv_copy(pair), which);
		if (is_role(jv_string_value(role)) && jv_get_kind(hex) == JV_KIND_STRING && is_colour(jv_string_value(hex)))
			str_addf(s, "--c-%s:var(--viz-%s,%s);", jv_string_value(role), jv_string_value(role), jv_string_value(hex));
		jv_free(hex);
		jv_free(pair);
		jv_free(role);
	}
}

void
svglook_rules(jv look, struct str *s)
{
	if (jv_get_kind(look) != JV_KIND_OBJECT)
		return;
	jv roles = jv_keys(jv_copy(look));
	struct str name = {0};

	svglook_class(look, &name);
	str_addf(s, ".%s{", name.s);
	add_colours(look, roles, 0, s);
	str_addf(s, "}\n@media screen and (prefers-color-scheme:dark){.%s{", name.s);
	add_colours(look, roles, 1, s);
	str_addf(s, "}}\n.%s text{font-family:var(--viz-font,inherit)}\n", name.s);
	jv_array_foreach(roles, i, role) {
		const char *r = jv_string_value(role);

		if (is_role(r))
			str_addf(s, ".%s .fill-%s{fill:var(--c-%s)}.%s .line-%s{stroke:var(--c-%s)}\n", name.s, r, r, name.s, r, r);
		jv_free(role);
	}
	jv_free(roles);
	str_free(&name);
}

void
svglook_put(struct str *svg, jv look)
{
	const char *at = strstr(svg->s, "</desc>");
	struct str with = {0};

	if (at == NULL)
		return;
	at += strlen("</desc>");
	str_add(&with, svg->s, (size_t)(at - svg->s));
	str_adds(&with, head);
	svglook_rules(look, &with);
	str_adds(&with, tail);
	str_adds(&with, at);
	str_free(svg);
	*svg = with;
}

void
svglook_take(const char *svg, struct str *plain)
{
	const char *from = strstr(svg, head), *to = from != NULL ? strstr(from, tail) : NULL;

	if (to != NULL) {
		str_add(plain, svg, (size_t)(from - svg));
		svg = to + sizeof tail - 1;
	}
	str_adds(plain, svg);
}
