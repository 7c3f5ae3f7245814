/* llmcode: writes the SQL and the typed chart of a goal. */
#include "chain.h"
#include "filter.h"
#include "llm.h"
#include "plan.h"
#include "rec.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "llmcode";

struct coder {
	struct llm *llm;
	bool model;                /* somebody other than builtin may answer */
};

/* The ladder, best first. */
static const char *const rungs[] = {"custom", "typed", "basic", "table"};
enum { CUSTOM, TYPED, BASIC, TABLE };

static int
rung_of(jv code)
{
	const char *level = jv_text(code, "level");

	for (int i = CUSTOM; level != NULL && i <= TABLE; i++)
		if (strcmp(level, rungs[i]) == 0)
			return i;
	return CUSTOM;
}

/* Moves the failed code, with the reason (consumed), into attempts. */
static void
set_aside(struct rec *r, jv failure)
{
	jv attempts = rec_get(r, "attempts");

	if (jv_get_kind(attempts) != JV_KIND_ARRAY) {
		jv_free(attempts);
		attempts = jv_array();
	}
	rec_set(r, "attempts", jv_array_append(attempts,
	    JV_OBJECT(jv_string("code"), rec_get(r, "code"), jv_string("error"), failure)));
}

/* The rung below the last failed try. */
static int
next_rung(jv attempts, bool model)
{
	int best = model ? CUSTOM : TYPED, n;

	if (jv_get_kind(attempts) != JV_KIND_ARRAY || (n = jv_array_length(jv_copy(attempts))) == 0)
		return best;
	jv last = jv_array_get(jv_copy(attempts), n - 1), code = jv_at(last, "code");
	int rung = rung_of(code) + 1;

	jv_free(code);
	jv_free(last);
	return rung < best ? best : rung > TABLE ? TABLE : rung;
}

/* The last two rungs are ours, whoever had the first. */
static jv
ask(struct coder *c, jv request, int rung)
{
	jv answer = rung < BASIC ? llm_ask(c->llm, request, plan_code) : plan_code(request);

	if (rung >= BASIC && !jv_object_has(jv_copy(answer), jv_string("ok")))
		answer = jv_object_set(answer, jv_string("by"), JV_OBJECT(jv_string("provider"), jv_string("builtin")));
	return answer;
}

static jv
checked(jv answer, int rung)
{
	jv chart = jv_at(answer, "chart"), gnuplot = jv_at(answer, "gnuplot");
	bool script = jv_get_kind(gnuplot) == JV_KIND_STRING && rung == CUSTOM;
	bool whole = jv_text(answer, "sql") != NULL && jv_get_kind(chart) == JV_KIND_OBJECT;

	jv_free(gnuplot);
	if (!whole) {
		jv_free(chart);
		jv_free(answer);
		return rec_fail("provider.garbage", false, "try another model", "the answer has no sql or no chart");
	}
	jv code = JV_OBJECT(jv_string("ok"), jv_true(),
	    jv_string("level"), jv_string(script ? "custom" : rungs[rung == CUSTOM ? TYPED : rung]),
	    jv_string("sql"), jv_at(answer, "sql"), jv_string("chart"), chart,
	    jv_string("gnuplot"), script ? jv_at(answer, "gnuplot") : jv_null(),
	    jv_string("explanation"), jv_at(answer, "explanation"), jv_string("by"), jv_at(answer, "by"));

	jv_free(answer);
	return code;
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	struct coder *c = ctx;
	jv failure = chain_failure(r, d);

	if (jv_get_kind(failure) == JV_KIND_OBJECT)
		set_aside(r, failure);
	jv attempts = rec_get(r, "attempts");
	int rung = next_rung(attempts, c->model);
	int tries = jv_get_kind(attempts) == JV_KIND_ARRAY ? jv_array_length(jv_copy(attempts)) : 0;
	jv answer = ask(c, JV_OBJECT(jv_string("task"), jv_string("code"), jv_string("id"),
	    jv_string(rec_id(r)), jv_string("level"), jv_string(rungs[rung]),
	    jv_string("goal"), rec_get(r, "goal"), jv_string("datasets"), data_of(d, r),
	    jv_string("relations"), jv_copy(d->relations), jv_string("attempts"), attempts), rung);

	if (!jv_object_has(jv_copy(answer), jv_string("ok")))
		answer = checked(answer, rung);
	if (!jv_true_at(answer, "ok"))
		answer = jv_object_set(answer, jv_string("level"), jv_string(rungs[rung]));
	return jv_object_set(answer, jv_string("try"), jv_number(tries + 1));
}

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [-j JOBS] " LLM_USAGE " <lines\n", name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {{"help", no_argument, NULL, 'h'},
	    {"version", no_argument, NULL, 'V'}, {"jobs", required_argument, NULL, 'j'},
	    LLM_LONG_OPTIONS, {0}};
	struct llm_options o = {.stage = name};
	struct coder c = {0};
	struct filter f = {.name = name, .key = "code", .inputs = chain_code, .act = act, .ctx = &c};
	jv why = jv_null();

	for (int k; (k = getopt_long(argc, argv, "hj:" LLM_SHORT_OPTIONS, options, NULL)) != -1;)
		if (k == 'h')
			return usage(stdout);
		else if (k == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (k == 'j' && atoi(optarg) > 0)
			f.jobs = atoi(optarg);
		else if (llm_option(&o, k, optarg) != 1)
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	c.llm = llm_new(&o, &why);
	if (c.llm == NULL) {
		filter_warn(name, "%s", jv_string_value(why));
		return EXIT_MISUSED;
	}
	c.model = o.providers != NULL && strcmp(o.providers, "builtin") != 0;
	f.with = llm_with(c.llm);
	f.jobs = llm_jobs(c.llm, f.jobs);
	llm_promise(c.llm);
	int status = filter_run(&f);

	llm_free(c.llm);
	jv_free(why);
	return status;
}
