#include "data.h"

#include <string.h>

struct data
data_new(void)
{
	return (struct data){jv_array(), jv_array()};
}

void
data_free(struct data *d)
{
	jv_free(d->datasets);
	jv_free(d->relations);
}

static int
index_of(jv lines, const char *id)
{
	int at = -1;

	jv_array_foreach(lines, i, line) {
		const char *name = jv_text(line, "id");

		if (name != NULL && strcmp(name, id) == 0)
			at = i;
		jv_free(line);
	}
	return at;
}

static jv
put(jv lines, const struct rec *r)
{
	int at = index_of(lines, rec_id(r));

	if (at == -1)
		return jv_array_append(lines, jv_copy(r->object));
	return jv_array_set(lines, at, jv_copy(r->object));
}

void
data_see(struct data *d, const struct rec *r)
{
	if (!jv_true_at(r->object, "ok"))
		return;
	if (strcmp(rec_kind(r), "dataset") == 0)
		d->datasets = put(d->datasets, r);
	else if (strcmp(rec_kind(r), "relation") == 0)
		d->relations = put(d->relations, r);
}

jv
data_get(const struct data *d, const char *id)
{
	int at = index_of(d->datasets, id);

	return at == -1 ? jv_null() : jv_array_get(jv_copy(d->datasets), at);
}

jv
data_column(const struct data *d, const char *id, const char *column)
{
	jv set = data_get(d, id), columns = jv_at(set, "columns"), found = jv_null();

	if (jv_get_kind(columns) == JV_KIND_ARRAY)
		jv_array_foreach(columns, i, c) {
			const char *name = jv_text(c, "name");

			if (name != NULL && strcmp(name, column) == 0) {
				jv_free(found);
				found = jv_copy(c);
			}
			jv_free(c);
		}
	jv_free(columns);
	jv_free(set);
	return found;
}

jv
data_of(const struct data *d, const struct rec *chart)
{
	jv names = rec_path(chart, "goal.datasets"), list = jv_array();

	if (jv_get_kind(names) != JV_KIND_ARRAY || jv_array_length(jv_copy(names)) == 0) {
		jv_free(names);
		jv_free(list);
		return jv_copy(d->datasets);
	}
	jv_array_foreach(names, i, name) {
		jv set = jv_get_kind(name) == JV_KIND_STRING ? data_get(d, jv_string_value(name)) : jv_null();

		if (jv_get_kind(set) == JV_KIND_OBJECT)
			list = jv_array_append(list, jv_copy(set));
		jv_free(set);
		jv_free(name);
	}
	jv_free(names);
	return list;
}
