#include "goal_mend.h"

#include "digest.h"
#include "rec.h"
#include "str.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { EXACT, CASE, LETTERS, NEAR, FAR };

/* ---- names */

/* Are they the same but for case and what is no letter or digit? */
static bool
same_letters(const char *a, const char *b)
{
	for (;;) {
		while (*a != '\0' && !isalnum((unsigned char)*a) && (unsigned char)*a < 0x80)
			a++;
		while (*b != '\0' && !isalnum((unsigned char)*b) && (unsigned char)*b < 0x80)
			b++;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return false;
		if (*a == '\0')
			return true;
		a++;
		b++;
	}
}

static int
distance(const char *a, const char *b)
{
	int most = strlen(b) > 8 ? 2 : strlen(b) > 4 ? 1 : 0;

	if (strcmp(a, b) == 0)
		return EXACT;
	if (strcasecmp(a, b) == 0)
		return CASE;
	if (same_letters(a, b))
		return LETTERS;
	return most > 0 && str_distance(a, b, most) <= most ? NEAR : FAR;
}

struct best {
	jv name;                   /* jv_null() until one is found */
	int distance;
	bool two;                  /* as near as another: not to be guessed */
};

static void
consider(struct best *b, const char *want, jv candidate)
{
	int d = jv_get_kind(candidate) == JV_KIND_STRING ? distance(want, jv_string_value(candidate)) : FAR;

	if (d < FAR && d <= b->distance) {
		bool same = jv_get_kind(b->name) == JV_KIND_STRING &&
		    strcmp(jv_string_value(b->name), jv_string_value(candidate)) == 0;

		b->two = d == b->distance && !same && jv_get_kind(b->name) == JV_KIND_STRING;
		b->distance = d;
		jv_free(b->name);
		b->name = jv_copy(candidate);
	}
	jv_free(candidate);
}

static jv
settled(struct best b)
{
	if (!b.two)
		return b.name;
	jv_free(b.name);
	return jv_null();
}

static jv
dataset_name(jv datasets, const char *want)
{
	struct best b = {jv_null(), FAR, false};

	jv_array_foreach(datasets, i, set) {
		consider(&b, want, jv_at(set, "id"));
		jv_free(set);
	}
	return settled(b);
}

static bool
holds(jv names, jv id)
{
	bool is = jv_get_kind(names) != JV_KIND_ARRAY || jv_array_length(jv_copy(names)) == 0;

	if (!is)
		jv_array_foreach(names, i, name) {
			is |= jv_equal(jv_copy(name), jv_copy(id));
			jv_free(name);
		}
	jv_free(id);
	return is;
}

/* The column meant by want in the datasets of these names, or jv_null(). */
static jv
column_name(jv datasets, jv names, const char *want)
{
	struct best b = {jv_null(), FAR, false};
	const char *dot = strchr(want, '.');

	jv_array_foreach(datasets, i, set) {
		jv columns = jv_at(set, "columns");

		if (holds(names, jv_at(set, "id")) && jv_get_kind(columns) == JV_KIND_ARRAY)
			jv_array_foreach(columns, k, c) {
				consider(&b, want, jv_at(c, "name"));
				if (dot != NULL)
					consider(&b, dot + 1, jv_at(c, "name"));
				jv_free(c);
			}
		jv_free(columns);
		jv_free(set);
	}
	return settled(b);
}

/* ---- a goal */

static jv
mend_datasets(jv goal, jv datasets)
{
	jv names = jv_at(goal, "datasets"), good = jv_array();

	if (jv_get_kind(names) == JV_KIND_ARRAY)
		jv_array_foreach(names, i, name) {
			jv is = jv_get_kind(name) == JV_KIND_STRING ? dataset_name(datasets, jv_string_value(name)) : jv_null();

			if (jv_get_kind(is) == JV_KIND_STRING)
				good = jv_array_append(good, is);
			else
				jv_free(is);
			jv_free(name);
		}
	jv_free(names);
	if (jv_array_length(jv_copy(good)) == 0 && jv_array_length(jv_copy(datasets)) == 1) {
		jv only = jv_array_get(jv_copy(datasets), 0);

		good = jv_array_append(good, jv_at(only, "id"));
		jv_free(only);
	}
	return jv_object_set(goal, jv_string("datasets"), good);
}

/* Mends member key of o; false where it names what is not there. */
static bool
mend_column(jv *o, const char *key, jv datasets, jv names)
{
	const char *want = jv_text(*o, key);

	if (want == NULL)
		return true;
	jv is = *want == '\0' || strcmp(want, "*") == 0 ? jv_null() : column_name(datasets, names, want);
	bool there = jv_get_kind(is) == JV_KIND_STRING || *want == '\0' || strcmp(want, "*") == 0;

	*o = jv_object_set(*o, jv_string(key), is);
	return there;
}

static bool
mend_filter(jv *goal, jv datasets, jv names)
{
	jv all = jv_at(*goal, "filter"), good = jv_array();
	bool there = true;

	if (jv_get_kind(all) == JV_KIND_ARRAY)
		jv_array_foreach(all, i, one) {
			if (jv_get_kind(one) == JV_KIND_OBJECT) {
				there &= mend_column(&one, "column", datasets, names);
				good = jv_array_append(good, one);
			} else {
				jv_free(one);
			}
		}
	jv_free(all);
	*goal = jv_object_set(*goal, jv_string("filter"), good);
	return there;
}

/* Mends *goal; false where it cannot be drawn as it was meant. */
static bool
mend(jv *goal, jv datasets)
{
	if (jv_get_kind(*goal) != JV_KIND_OBJECT)
		return false;
	*goal = mend_datasets(*goal, datasets);
	jv names = jv_at(*goal, "datasets");
	bool counts = jv_text(*goal, "aggregate") != NULL && strcmp(jv_text(*goal, "aggregate"), "count") == 0;
	bool x = mend_column(goal, "x", datasets, names), y = mend_column(goal, "y", datasets, names);
	bool filter = mend_filter(goal, datasets, names);

	/* What only divides the chart may fall away. */
	(void)mend_column(goal, "series", datasets, names);
	(void)mend_column(goal, "facet", datasets, names);
	(void)mend_column(goal, "size", datasets, names);
	bool any = jv_text(*goal, "x") != NULL || jv_text(*goal, "y") != NULL;

	jv_free(names);
	return x && (y || counts) && filter && any;
}

/* What a goal draws, whatever it is called. */
static jv
drawn(jv goal)
{
	static const char *const members[] = {"chart", "datasets", "x", "y", "series", "size", "aggregate", "time_unit", "filter"};
	jv what = jv_array();

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		what = jv_array_append(what, jv_at(goal, members[i]));
	return digest_jv(what);
}

static jv
drawn_before(jv had)
{
	jv seen = jv_object();

	if (jv_get_kind(had) == JV_KIND_ARRAY)
		jv_array_foreach(had, i, goal) {
			seen = jv_object_set(seen, drawn(goal), jv_true());
			jv_free(goal);
		}
	return seen;
}

jv
goal_mend(jv goals, jv datasets, jv had)
{
	jv all = jv_array(), seen = drawn_before(had);
	bool distinct = jv_get_kind(had) == JV_KIND_ARRAY;

	jv_array_foreach(goals, i, goal) {
		bool good = mend(&goal, datasets);
		jv what = drawn(goal);

		if (good && !(distinct && jv_object_has(jv_copy(seen), jv_copy(what)))) {
			seen = jv_object_set(seen, what, jv_true());
			all = jv_array_append(all, goal);
		} else {
			jv_free(what);
			jv_free(goal);
			all = jv_array_append(all, jv_null());
		}
	}
	jv_free(seen);
	jv_free(goals);
	return all;
}
