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

static jv
act(struct rec *r, const struct data *d, void *llm)
{
	(void)d;
	jv request = JV_OBJECT(jv_string("task"), jv_string("tell"), jv_string("id"), jv_string(rec_id(r)),
	    jv_string("goal"), rec_get(r, "goal"), jv_string("chart"), rec_path(r, "code.chart"), jv_string("table"), rec_get(r, "table"));
	jv answer = llm_ask(llm, request, tell_table);

	if (jv_object_has(jv_copy(answer), jv_string("ok")))
		return answer;
	const char *text = jv_text(answer, "text");

	if (text == NULL || *text == '\0') {
		jv_free(answer);
		return rec_fail("provider.garbage", false, "try again, or another model",
		    "the answer has no text");
	}
	jv insight = JV_OBJECT(jv_string("ok"), jv_true(), jv_string("text"), jv_at(answer, "text"),
	    jv_string("by"), jv_at(answer, "by"));

	jv_free(answer);
	return insight;
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
