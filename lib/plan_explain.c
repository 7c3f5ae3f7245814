#include "plan.h"

#include "plan_name.h"
#include "rec.h"
#include "str.h"

#include <string.h>

/* ---- words for what the goal spells as members */

static const char *
word_for(const char *const (*table)[2], size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i][0], key) == 0)
			return table[i][1];
	return key;
}

/* What a column does in the chart. */
static const char *
place_word(const char *as)
{
	static const char *const words[][2] = {{"x", "along the x axis"}, {"y", "what is measured"}, {"series", "told apart by colour"},
	    {"facet", "a small chart for each"}, {"size", "the size of the bubbles"}, {"filter", "a condition"}, {"sort", "what is sorted by"},
	    {"another chart", "in a chart of its own, as it does not fit this axis"}};

	return word_for(words, sizeof words / sizeof *words, as);
}

static const char *
how_word(const char *how)
{
	static const char *const words[][2] = {{"name", "by its name"}, {"part of the name", "by a part of its name"},
	    {"synonym", "by another word for it"}, {"spelling", "spelled a little differently"}, {"value", "which has it as a value"},
	    {"implied", "which such a number is mostly of"}, {"counted back", "counted back from the newest in the data"},
	    {"newest year", "of the newest year in the data that has it"},
	    {"unit unknown", "whose unit the data do not tell, so the number is taken as it stands"},
	    {"northern season", "a northern season in whole months, winter from December to February"}};

	return word_for(words, sizeof words / sizeof *words, how);
}

static const char *
inferred_word(const char *what)
{
	static const char *const words[][2] = {{"aggregate sum", "its sum is drawn"}, {"aggregate avg", "its mean is drawn"},
	    {"aggregate distinct", "each is counted once"},
	    {"chart bar", "bars"}, {"chart line", "a line"}, {"chart table", "one number, not drawn"}, {"chart pie", "a pie"}, {"chart scatter", "points"},
	    {"chart histogram", "a histogram"}, {"chart heatmap", "a heatmap"}, {"chart area", "areas"}, {"chart box", "boxes"}};

	return word_for(words, sizeof words / sizeof *words, what);
}

static const char *
op_word(const char *op)
{
	static const char *const words[][2] = {{"=", "is"}, {"!=", "is not"}, {">", "is over"}, {">=", "is at least"}, {"<", "is under"},
	    {"<=", "is at most"}, {"between", "is between"}, {"in", "is one of"}, {"not in", "is none of"}, {"null", "is unknown"},
	    {"not null", "is known"}, {"contains", "contains"}, {"not contains", "does not contain"}};

	return word_for(words, sizeof words / sizeof *words, op);
}

/* ---- the lines */

/* "earns" means the column revenue (by another word for it): what is measured. */
static void
add_said(struct str *b, jv m)
{
	const char *words = jv_text(m, "words"), *column = jv_text(m, "column"), *as = jv_text(m, "as"), *how = jv_text(m, "how");

	if (words != NULL && how != NULL && column == NULL)
		str_addf(b, strcmp(how, "taken for the rows") == 0 ? "\n  \"%s\" was taken for the rows of the table" :
		    strcmp(how, "of each group") == 0 ? "\n  \"%s\" is a condition on the groups, not on the rows" :
		    "\n  \"%s\" was not understood, and changes nothing here", words);
	if (words == NULL || column == NULL)
		return;
	str_addf(b, "\n  \"%s\" means the column %s", words, column);
	if (how != NULL)
		str_addf(b, ", %s", how_word(how));
	str_addf(b, ": %s", as != NULL ? place_word(as) : "not drawn, as there is no place for it beside the rest");
}

/* Calls tell for each of the goal's member of that name; *n is how many were told. */
static void
tell_each(struct str *b, jv goal, const char *member, void (*tell)(struct str *, jv, int *))
{
	jv all = jv_at(goal, member);
	int n = 0;

	if (jv_get_kind(all) == JV_KIND_ARRAY)
		jv_array_foreach(all, i, one) {
			tell(b, one, &n);
			jv_free(one);
		}
	jv_free(all);
}

static void
tell_said(struct str *b, jv m, int *n)
{
	add_said(b, m);
	*n += 1;
}

static void
tell_chosen(struct str *b, jv m, int *n)
{
	const char *as = jv_text(m, "words") == NULL ? jv_text(m, "as") : NULL;

	if (as != NULL)
		str_addf(b, "%s%s", (*n)++ > 0 ? ", " : "\n  nobody said, so chosen: ", inferred_word(as));
}

/* A value, or several; 3 of a cycle is March, or Wednesday. */
static void
add_value(struct str *b, jv v, const char *unit)
{
	if (jv_get_kind(v) == JV_KIND_ARRAY) {
		jv_array_foreach(v, i, one) {
			str_adds(b, i > 0 ? " and " : "");
			add_value(b, one, unit);
			jv_free(one);
		}
	} else if (jv_get_kind(v) == JV_KIND_STRING) {
		str_adds(b, jv_string_value(v));
	} else if (jv_get_kind(v) == JV_KIND_NUMBER) {
		const char *name = plan_name_cycle(unit, jv_number_value(v));

		if (name != NULL)
			str_adds(b, name);
		else
			str_addf(b, "%.10g", jv_number_value(v));
	} else {
		str_adds(b, "the average");
	}
}

static void
add_cond(struct str *b, jv cond)
{
	static const char *const units[][2] = {{"", ""}, {"month-name", "the month of "}, {"weekday", "the weekday of "}, {"hour", "the hour of "}};
	jv any = jv_at(cond, "any"), value = jv_at(cond, "value");
	const char *column = jv_text(cond, "column"), *op = jv_text(cond, "op"), *unit = jv_text(cond, "unit");

	if (jv_get_kind(any) == JV_KIND_ARRAY) {
		jv_array_foreach(any, i, one) {
			str_adds(b, i > 0 ? " or " : "");
			add_cond(b, one);
			jv_free(one);
		}
	} else if (column != NULL && op != NULL) {
		str_addf(b, "%s%s %s", word_for(units, sizeof units / sizeof *units, unit != NULL ? unit : ""), column, op_word(op));
		if (jv_is_valid(value) && strcmp(op, "null") != 0 && strcmp(op, "not null") != 0) {
			str_addc(b, ' ');
			add_value(b, value, unit);
		}
	}
	jv_free(any);
	jv_free(value);
}

static void
tell_cond(struct str *b, jv cond, int *n)
{
	str_adds(b, (*n)++ > 0 ? ", and " : "\n  only rows where ");
	add_cond(b, cond);
}

static void
tell_alternative(struct str *b, jv a, int *n)
{
	const char *title = jv_text(a, "title"), *why = jv_text(a, "why");

	if (title != NULL && why != NULL)
		str_addf(b, "\n  %s %s: %s", (*n)++ == 0 ? "it could also mean" : "or", title, why);
}

jv
plan_explain(jv goal)
{
	struct str b = {0};
	const char *question = jv_text(goal, "question"), *title = jv_text(goal, "title"), *chart = jv_text(goal, "chart");
	const char *why = jv_text(goal, "rationale");

	if (question != NULL)
		str_addf(&b, "\"%s\" was read as: ", question);
	str_addf(&b, "%s (%s)", title != NULL ? title : "a chart without a title", chart != NULL ? chart : "table");
	if (why != NULL && *why != '\0')
		str_addf(&b, "\n  why so: %s", why);
	tell_each(&b, goal, "mapping", tell_said);
	tell_each(&b, goal, "mapping", tell_chosen);
	tell_each(&b, goal, "filter", tell_cond);
	tell_each(&b, goal, "alternatives", tell_alternative);
	jv text = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	jv_free(goal);
	return text;
}
