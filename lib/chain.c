#include "chain.h"

#include "digest.h"

#include <string.h>

/* o without the members that tell how, not what. */
static jv
bare(jv o)
{
	static const char *const how[] = {"from", "with", "by", "try", "explanation", "rationale",
	    "mapping", "alternatives", "before", "missed", "edits", "ms", "cpu_ms", "max_rss"};

	if (jv_get_kind(o) == JV_KIND_OBJECT)
		for (size_t i = 0; i < sizeof how / sizeof *how; i++)
			o = jv_object_delete(o, jv_string(how[i]));
	return o;
}

bool
chain_fresh(const struct rec *r, const char *key, jv inputs)
{
	jv value = rec_get(r, key), want = digest_jv(inputs);
	const char *from = jv_text(value, "from");
	bool fresh = from != NULL && strcmp(from, jv_string_value(want)) == 0;

	jv_free(value);
	jv_free(want);
	return fresh;
}

/* Is key there, ok, and made from these inputs (consumed)? */
static bool
good(const struct rec *r, const char *key, jv inputs)
{
	if (!jv_is_valid(inputs)) {
		jv_free(inputs);
		return false;
	}
	return chain_fresh(r, key, inputs) && rec_ok(r, key);
}

static bool
is_text(jv v, const char *want)
{
	bool is = jv_get_kind(v) == JV_KIND_STRING && strcmp(jv_string_value(v), want) == 0;

	jv_free(v);
	return is;
}

/* ---- code */

jv
chain_code(const struct rec *r, const struct data *d)
{
	return chain_code_edited(r, d, rec_path(r, "code.edits"));
}

jv
chain_code_edited(const struct rec *r, const struct data *d, jv edits)
{
	if (!rec_ok(r, "goal")) {
		jv_free(edits);
		return jv_invalid();
	}
	jv failure = chain_failure(r, d), tries = rec_get(r, "attempts");
	double n = jv_get_kind(tries) == JV_KIND_ARRAY ? jv_array_length(jv_copy(tries)) : 0;

	/* Below the rung "table" there is none: its failure calls for no new code. */
	if (jv_get_kind(failure) == JV_KIND_OBJECT && !is_text(rec_path(r, "code.level"), "table"))
		n++;
	jv_free(failure);
	jv_free(tries);
	jv inputs = JV_OBJECT(jv_string("goal"), bare(rec_get(r, "goal")), jv_string("failed"), jv_number(n));

	if (jv_get_kind(edits) == JV_KIND_ARRAY && jv_array_length(jv_copy(edits)) > 0)
		return jv_object_set(inputs, jv_string("edits"), edits);
	jv_free(edits);
	return inputs;
}

/* ---- vet */

/* [id, [[name, type] …]] of each dataset. */
static jv
schema(jv sets)
{
	jv all = jv_array();

	jv_array_foreach(sets, i, set) {
		jv columns = jv_at(set, "columns"), list = jv_array();

		if (jv_get_kind(columns) == JV_KIND_ARRAY)
			jv_array_foreach(columns, k, c) {
				list = jv_array_append(list, JV_ARRAY(jv_at(c, "name"), jv_at(c, "type")));
				jv_free(c);
			}
		jv_free(columns);
		all = jv_array_append(all, JV_ARRAY(jv_at(set, "id"), list));
		jv_free(set);
	}
	jv_free(sets);
	return all;
}

jv
chain_vet(const struct rec *r, const struct data *d)
{
	if (!rec_ok(r, "code"))
		return jv_invalid();
	return JV_OBJECT(jv_string("code"), bare(rec_get(r, "code")),
	    jv_string("schema"), schema(data_of(d, r)));
}

/* ---- table */

static jv
sources(jv sets)
{
	jv all = jv_array();

	jv_array_foreach(sets, i, set) {
		jv source = jv_at(set, "source");

		all = jv_array_append(all, JV_ARRAY(jv_at(set, "id"), jv_at(source, "digest"),
		    jv_at(set, "dialect")));
		jv_free(source);
		jv_free(set);
	}
	jv_free(sets);
	return all;
}

jv
chain_table(const struct rec *r, const struct data *d)
{
	if (!good(r, "vet", chain_vet(r, d)))
		return jv_invalid();
	return JV_OBJECT(jv_string("sql"), rec_path(r, "code.sql"),
	    jv_string("schema"), schema(data_of(d, r)),
	    jv_string("sources"), sources(data_of(d, r)));
}

/* ---- what is made of a table */

static bool
has_table(const struct rec *r, const struct data *d)
{
	return good(r, "table", chain_table(r, d));
}

static jv
contents(const struct rec *r)
{
	return bare(rec_get(r, "table"));
}

bool
chain_draws(const struct rec *r)
{
	return !is_text(rec_path(r, "code.level"), "table") && !is_text(rec_path(r, "code.chart.type"), "table");
}

jv
chain_run(const struct rec *r, const struct data *d)
{
	if (!chain_draws(r) || !has_table(r, d))
		return jv_invalid();
	return JV_OBJECT(jv_string("table"), contents(r), jv_string("chart"), rec_path(r, "code.chart"),
	    jv_string("script"), rec_path(r, "vet.script"), jv_string("title"), rec_path(r, "goal.title"));
}

jv
chain_insight(const struct rec *r, const struct data *d)
{
	if (!has_table(r, d))
		return jv_invalid();
	return JV_OBJECT(jv_string("table"), contents(r), jv_string("chart"), rec_path(r, "code.chart"),
	    jv_string("goal"), bare(rec_get(r, "goal")));
}

jv
chain_figure(const struct rec *r, const struct data *d)
{
	if (!good(r, "run", chain_run(r, d)))
		return jv_invalid();
	return JV_OBJECT(jv_string("svg"), rec_path(r, "run.svg"), jv_string("plot"), rec_path(r, "run.plot"),
	    jv_string("narrow"), rec_path(r, "run.narrow"), jv_string("table"), contents(r),
	    jv_string("chart"), rec_path(r, "code.chart"), jv_string("goal"), bare(rec_get(r, "goal")));
}

/* ---- failure */

/* The error of a key that failed for good, with the stage's key in it. */
static jv
error_of(const struct rec *r, const char *key)
{
	jv value = rec_get(r, key), error = jv_at(value, "error"), findings = jv_at(value, "findings");

	if (jv_get_kind(value) != JV_KIND_OBJECT || jv_true_at(value, "ok") || jv_true_at(value, "again")) {
		jv_free(error);
		error = jv_null();
	} else {
		if (jv_get_kind(error) != JV_KIND_OBJECT) {
			jv_free(error);
			error = jv_object();
		}
		error = jv_object_set(error, jv_string("stage"), jv_string(key));
		if (jv_get_kind(findings) == JV_KIND_ARRAY)
			error = jv_object_set(error, jv_string("findings"), jv_copy(findings));
	}
	jv_free(findings);
	jv_free(value);
	return error;
}

/* The same, where the key is fresh; consumes inputs. */
static jv
fresh_error(const struct rec *r, const char *key, jv inputs)
{
	if (!jv_is_valid(inputs)) {
		jv_free(inputs);
		return jv_null();
	}
	return chain_fresh(r, key, inputs) ? error_of(r, key) : jv_null();
}

jv
chain_failure(const struct rec *r, const struct data *d)
{
	jv e = error_of(r, "code");

	if (jv_get_kind(e) == JV_KIND_NULL)
		e = fresh_error(r, "vet", chain_vet(r, d));
	if (jv_get_kind(e) == JV_KIND_NULL)
		e = fresh_error(r, "table", chain_table(r, d));
	if (jv_get_kind(e) == JV_KIND_NULL)
		e = fresh_error(r, "run", chain_run(r, d));
	return e;
}
