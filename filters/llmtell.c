/* llmtell: says in two or three sentences what a chart's table shows. */
#include "chain.h"
#include "llm.h"
#include "rec.h"
#include "tell.h"
#include "version.h"

#include <stdio.h>
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

/* The goal as it is drawn: with what edits made of it; where a model changed the
 * code nobody knows whether values are still sums, or of all groups. */
static jv
goal_of(const struct rec *r)
{
	jv goal = rec_get(r, "goal"), edited = rec_path(r, "code.goal"), edits = rec_path(r, "code.edits"), by = rec_path(r, "code.by");
	const char *who = jv_text(by, "provider");

	if (jv_get_kind(goal) == JV_KIND_OBJECT && jv_get_kind(edited) == JV_KIND_OBJECT)
		goal = jv_object_merge(goal, jv_copy(edited));
	else if (jv_get_kind(goal) == JV_KIND_OBJECT && jv_get_kind(edits) == JV_KIND_ARRAY &&
	    (who == NULL || strcmp(who, "builtin") != 0))
		goal = jv_object_set(goal, jv_string("aggregate"), jv_null());
	jv_free(by);
	jv_free(edits);
	jv_free(edited);
	return goal;
}

static jv
act(struct rec *r, const struct data *d, void *llm)
{
	(void)d;
	jv request = JV_OBJECT(jv_string("task"), jv_string("tell"), jv_string("id"), jv_string(rec_id(r)),
	    jv_string("goal"), goal_of(r), jv_string("chart"), rec_path(r, "code.chart"), jv_string("table"), rec_get(r, "table"));
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
	fprintf(to, "usage: %s [OPTION]... <lines\n" LLM_USAGE, name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {LLM_LONG_OPTIONS, {0}};
	struct llm_options o = {.stage = name};
	struct filter f = {.name = name, .key = "insight", .inputs = chain_insight, .act = act};

	for (int c; (c = getopt_long(argc, argv, LLM_SHORT_OPTIONS, options, NULL)) != -1;)
		if (c == 'h')
			return usage(stdout);
		else if (c == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (llm_option(&o, c, optarg) != 1)
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	struct llm *llm = llm_start(&o, &f);

	if (llm == NULL)
		return EXIT_MISUSED;
	f.ctx = llm;
	f.with = llm_with(llm);
	return llm_run(llm, &f);
}
