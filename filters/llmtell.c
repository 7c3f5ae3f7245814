/* llmtell: says in two or three sentences what a chart's table shows. */
#include "chain.h"
#include "filter.h"
#include "llm.h"
#include "rec.h"
#include "tell.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "llmtell";

static bool
has_no_ground(jv insight)
{
	jv error = jv_at(insight, "error");
	const char *code = jv_text(error, "code");
	bool is = code != NULL && strcmp(code, "insight.unfounded") == 0;

	jv_free(error);
	return is;
}

/* What our rules say, in place of a text (failure, consumed) none of which holds. */
static jv
by_rule(jv request, jv failure)
{
	jv by = JV_OBJECT(jv_string("provider"), jv_string("builtin"),
	    jv_string("instead_of"), JV_ARRAY(jv_at(failure, "error")));

	jv_free(failure);
	return tell_insight(jv_object_set(tell_table(jv_copy(request)), jv_string("by"), by), request);
}

static jv
act(struct rec *r, const struct data *d, void *llm)
{
	(void)d;
	jv request = JV_OBJECT(jv_string("task"), jv_string("tell"), jv_string("id"), jv_string(rec_id(r)),
	    jv_string("goal"), rec_get(r, "goal"), jv_string("chart"), rec_path(r, "code.chart"), jv_string("table"), rec_get(r, "table"));
	jv answer = llm_ask(llm, jv_copy(request), tell_table);

	if (!jv_object_has(jv_copy(answer), jv_string("ok")))
		answer = tell_insight(answer, request);
	if (has_no_ground(answer))
		answer = by_rule(request, answer);
	jv_free(request);
	return answer;
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
	struct filter f = {.name = name, .key = "insight", .inputs = chain_insight, .act = act};
	jv why = jv_null();

	for (int c; (c = getopt_long(argc, argv, "hj:" LLM_SHORT_OPTIONS, options, NULL)) != -1;)
		if (c == 'h')
			return usage(stdout);
		else if (c == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (c == 'j' && atoi(optarg) > 0)
			f.jobs = atoi(optarg);
		else if (llm_option(&o, c, optarg) != 1)
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	struct llm *llm = llm_new(&o, &why);

	if (llm == NULL) {
		filter_warn(name, "%s", jv_string_value(why));
		return EXIT_MISUSED;
	}
	f.ctx = llm;
	f.with = llm_with(llm);
	f.jobs = llm_jobs(llm, f.jobs);
	llm_promise(llm);
	int status = filter_run(&f);

	llm_free(llm);
	jv_free(why);
	return status;
}
