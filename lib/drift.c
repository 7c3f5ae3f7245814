#include "drift.h"

#include "finding.h"
#include "str.h"

#include <string.h>

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* What the chart read when it was vetted last: an array, empty where unknown. */
static jv
known(const struct rec *r)
{
	jv reads = rec_path(r, "vet.reads");

	if (jv_get_kind(reads) == JV_KIND_ARRAY)
		return reads;
	jv_free(reads);
	return jv_array();
}

/* A month of whole numbers, or of none, is no drift. */
static bool
alike(const char *before, const char *now)
{
	bool numbers = (same(before, "integer") || same(before, "number")) && (same(now, "integer") || same(now, "number"));

	return numbers || same(before, now) || same(before, "empty") || same(now, "empty");
}

static jv
compare(jv findings, jv was, jv is)
{
	const char *column = jv_text(is, "column"), *set = jv_text(is, "dataset");
	const char *before = jv_text(was, "type"), *now = jv_text(is, "type");
	struct str shown = {0};

	if (!same(column, jv_text(was, "column")) || !same(set, jv_text(was, "dataset")) ||
	    before == NULL || now == NULL || alike(before, now))
		return findings;
	str_foreign(&shown, column, strlen(column));
	findings = finding_add(findings, &(struct finding){"error", "drift.type",
	    "mend the data, or write the chart anew for them", 0, 0},
	    "%s of %s was %s when the chart was made, now it is %s", shown.s, set, before, now);
	str_free(&shown);
	return findings;
}

jv
drift_types(const struct rec *r, jv reads, jv findings)
{
	jv old = known(r);

	jv_array_foreach(old, i, was) {
		jv_array_foreach(reads, k, is) {
			findings = compare(findings, was, is);
			jv_free(is);
		}
		jv_free(was);
	}
	jv_free(old);
	return findings;
}

/* Has some dataset of the chart the column? */
static bool
has(jv sets, const char *name)
{
	bool found = false;

	jv_array_foreach(sets, i, set) {
		jv columns = jv_at(set, "columns");

		if (jv_get_kind(columns) == JV_KIND_ARRAY)
			jv_array_foreach(columns, k, c) {
				found |= same(jv_text(c, "name"), name);
				jv_free(c);
			}
		jv_free(columns);
		jv_free(set);
	}
	return found;
}

/* Of the columns that are there, one a dataset: "sales has a, b". */
static void
list_columns(struct str *hint, jv sets)
{
	jv_array_foreach(sets, i, set) {
		jv columns = jv_at(set, "columns");
		const char *id = jv_text(set, "id");

		str_addf(hint, "%s%s has", i > 0 ? "; " : "", id != NULL ? id : "");
		if (jv_get_kind(columns) == JV_KIND_ARRAY)
			jv_array_foreach(columns, k, c) {
				const char *name = jv_text(c, "name");

				if (name != NULL && k < 40) {
					str_adds(hint, k > 0 ? ", " : " ");
					str_foreign(hint, name, strlen(name));
				}
				jv_free(c);
			}
		jv_free(columns);
		jv_free(set);
	}
}

static jv
gone(jv findings, jv sets, const char *name)
{
	struct str hint = {0}, shown = {0};

	if (name == NULL || has(sets, name))
		return findings;
	list_columns(&hint, sets);
	str_foreign(&shown, name, strlen(name));
	findings = finding_add(findings, &(struct finding){"error", "drift.column", hint.s, 0, 0},
	    "the column %s, which the chart was made for, is gone", shown.s);
	str_free(&shown);
	str_free(&hint);
	return findings;
}

jv
drift_columns(const struct rec *r, const struct data *d, jv findings)
{
	static const char *const roles[] = {"x", "y", "series", "facet"};
	jv old = known(r), goal = rec_get(r, "goal"), sets = data_of(d, r);
	bool vetted = jv_array_length(jv_copy(old)) > 0;

	jv_array_foreach(old, i, was) {
		findings = gone(findings, sets, jv_text(was, "column"));
		jv_free(was);
	}
	for (size_t i = 0; !vetted && i < sizeof roles / sizeof *roles; i++)
		findings = gone(findings, sets, jv_text(goal, roles[i]));
	jv_free(sets);
	jv_free(goal);
	jv_free(old);
	return findings;
}
