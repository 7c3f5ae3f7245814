#include "plan.h"

#include "rec.h"
#include "str.h"

static void
line(struct str *b, const char *before, jv o, const char *key, const char *after)
{
	const char *s = jv_text(o, key);

	if (s != NULL)
		str_addf(b, "%s%s%s", before, s, after);
}

/* "  earns: the column revenue (synonym)" for each word that was understood. */
static void
add_mapping(struct str *b, jv goal)
{
	jv mapping = jv_at(goal, "mapping");

	if (jv_get_kind(mapping) == JV_KIND_ARRAY)
		jv_array_foreach(mapping, i, m) {
			const char *words = jv_text(m, "words"), *column = jv_text(m, "column"), *as = jv_text(m, "as");
			const char *how = jv_text(m, "how");

			str_addf(b, "\n  %s: %s%s", words != NULL ? words : "(not said)",
			    column != NULL ? "the column " : "", column != NULL ? column : as != NULL ? as : "");
			if (column != NULL)
				str_addf(b, ", %s%s", as != NULL ? "as " : "not drawn", as != NULL ? as : "");
			if (how != NULL)
				str_addf(b, " (%s)", how);
			jv_free(m);
		}
	jv_free(mapping);
}

static void
add_alternatives(struct str *b, jv goal)
{
	jv all = jv_at(goal, "alternatives");

	if (jv_get_kind(all) == JV_KIND_ARRAY)
		jv_array_foreach(all, i, a) {
			line(b, "\n  or else: ", a, "title", "");
			line(b, " (", a, "why", ")");
			jv_free(a);
		}
	jv_free(all);
}

jv
plan_explain(jv goal)
{
	struct str b = {0};

	if (jv_text(goal, "question") != NULL)
		line(&b, "\"", goal, "question", "\" was read as ");
	line(&b, "", goal, "title", "");
	line(&b, ", as a chart of type ", goal, "chart", "");
	line(&b, "\n  why: ", goal, "rationale", "");
	add_mapping(&b, goal);
	add_alternatives(&b, goal);
	jv text = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	jv_free(goal);
	return text;
}
