/* llmgoals: chooses the charts that are worth drawing. */
#include "digest.h"
#include "goal_mend.h"
#include "line.h"
#include "llm.h"
#include "plan.h"
#include "rec.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GOALS_MOST = 50 };

static const char name[] = "llmgoals";

struct chooser {
	struct llm *llm;
	int n;
	bool explain, failed;
	jv questions, history;
	jv had;                    /* "from" of the goals in the stream: how many have it */
	jv ids;                    /* the ids of its charts */
	jv last;                   /* the last number that was given out, by dataset */
};

/* ---- what a goal is made from */

/* What all goals of a run are made from, as one digest. */
static jv
common_inputs(const struct chooser *c, const struct data *d)
{
	return digest_jv(JV_ARRAY(jv_copy(c->history), jv_copy(d->datasets), jv_copy(d->relations)));
}

/* A goal's "from"; question is null where nobody asks. */
static jv
made_from(const struct chooser *c, jv common, jv question)
{
	jv n = jv_get_kind(question) == JV_KIND_NULL ? jv_number(c->n) : jv_null();

	return digest_jv(JV_OBJECT(jv_string("question"), question, jv_string("n"), n, jv_string("common"), common));
}

static jv
request_for(const struct chooser *c, const struct data *d, jv questions)
{
	return JV_OBJECT(jv_string("task"), jv_string("goals"), jv_string("n"), jv_number(c->n),
	    jv_string("questions"), questions, jv_string("history"), jv_copy(c->history),
	    jv_string("datasets"), jv_copy(d->datasets), jv_string("relations"), jv_copy(d->relations));
}

/* ---- goals that are in the stream already */

static void
explain(jv goal)
{
	jv text = plan_explain(goal);

	filter_warn(name, "%s", jv_string_value(text));
	jv_free(text);
}

static void
see(const struct rec *r, void *ctx)
{
	struct chooser *c = ctx;
	jv goal = rec_get(r, "goal");
	const char *from = jv_text(goal, "from");

	if (strcmp(rec_kind(r), "chart") == 0) {
		c->ids = jv_object_set(c->ids, jv_string(rec_id(r)), jv_true());
		if (from != NULL)
			c->had = jv_object_set(c->had, jv_string(from), jv_number(jv_num(c->had, from, 0) + 1));
		if (c->explain && rec_ok(r, "goal"))
			explain(jv_copy(goal));
	}
	jv_free(goal);
}

/* Is a goal made from these inputs there?  Each counts once. */
static bool
take_had(struct chooser *c, const char *from)
{
	double n = jv_num(c->had, from, 0);

	if (n < 1)
		return false;
	c->had = jv_object_set(c->had, jv_string(from), jv_number(n - 1));
	return true;
}

/* ---- making goals */

/* The answer's goal as the stream holds it; consumes all. */
static jv
dress(jv goal, jv question, jv from, jv by)
{
	if (jv_get_kind(goal) != JV_KIND_OBJECT) {
		jv_free(goal);
		goal = rec_fail("provider.short", true, "try again, or another model", "the answer has no goal for this");
	}
	if (!jv_object_has(jv_copy(goal), jv_string("ok")))
		goal = jv_object_set(goal, jv_string("ok"), jv_true());
	if (jv_text(goal, "title") == NULL && jv_get_kind(question) == JV_KIND_STRING)
		goal = jv_object_set(goal, jv_string("title"), jv_copy(question));
	goal = jv_object_set(goal, jv_string("from"), from);
	goal = jv_object_set(goal, jv_string("question"), question);
	return jv_object_set(goal, jv_string("by"), by);
}

static jv
new_id(struct chooser *c, jv goal, const struct data *d)
{
	jv sets = jv_at(goal, "datasets"), id = jv_null();

	if (jv_get_kind(sets) == JV_KIND_ARRAY && jv_array_length(jv_copy(sets)) > 0)
		id = jv_array_get(jv_copy(sets), 0);
	if (jv_get_kind(id) != JV_KIND_STRING) {
		jv first = jv_array_get(jv_copy(d->datasets), 0);

		jv_free(id);
		id = jv_at(first, "id");
		jv_free(first);
	}
	jv_free(sets);
	const char *base = jv_get_kind(id) == JV_KIND_STRING ? jv_string_value(id) : "chart";

	for (int i = (int)jv_num(c->last, base, 0) + 1;; i++) {
		jv full = jv_string_fmt("%s-%d", base, i);

		if (!jv_object_has(jv_copy(c->ids), jv_copy(full))) {
			c->ids = jv_object_set(c->ids, jv_copy(full), jv_true());
			c->last = jv_object_set(c->last, jv_string(base), jv_number(i));
			jv_free(id);
			return full;
		}
		jv_free(full);
	}
}

/* A condition that no reader took must not go in silence. */
static void
warn_of_missed(jv id, jv goal)
{
	jv mapping = jv_at(goal, "mapping");

	if (jv_get_kind(mapping) == JV_KIND_ARRAY)
		jv_array_foreach(mapping, i, m) {
			const char *how = jv_text(m, "how"), *as = jv_text(m, "as"), *words = jv_text(m, "words");

			if (how != NULL && as != NULL && words != NULL && strcmp(how, "not understood") == 0)
				filter_warn(name, "%s: \"%s\": not understood, and left out: name a column beside it", jv_string_value(id), words);
			jv_free(m);
		}
	jv_free(mapping);
}

static void
emit(struct chooser *c, const struct data *d, jv goal)
{
	jv id = new_id(c, goal, d);

	if (!jv_true_at(goal, "ok")) {
		jv error = jv_at(goal, "error");
		const char *message = jv_text(error, "message"), *hint = jv_text(error, "hint");

		filter_warn(name, "%s: %s: %s", jv_string_value(id), message != NULL ? message : "no goal",
		    hint != NULL ? hint : "ask in other words");
		jv_free(error);
		c->failed = true;
	} else if (c->explain) {
		explain(jv_copy(goal));
	} else {
		warn_of_missed(id, goal);
	}
	filter_emit(JV_OBJECT(jv_string("kind"), jv_string("chart"), jv_string("id"), id, jv_string("goal"), goal));
}

/* A question's goal, and those of all else that it asks ("more"); by is borrowed. */
static void
emit_with_more(struct chooser *c, const struct data *d, jv goal, jv question, jv from, jv by)
{
	jv more = jv_at(goal, "more");

	if (jv_get_kind(more) == JV_KIND_ARRAY) {
		goal = jv_object_delete(goal, jv_string("more"));
		emit(c, d, dress(goal, jv_copy(question), jv_copy(from), jv_copy(by)));
		jv_array_foreach(more, i, one)
			emit(c, d, dress(one, jv_copy(question), jv_copy(from), jv_copy(by)));
		jv_free(question);
		jv_free(from);
	} else {
		emit(c, d, dress(goal, question, from, jv_copy(by)));
	}
	jv_free(more);
}

/* The goals of an answer, or of why there is none, to the stream. */
static void
emit_all(struct chooser *c, const struct data *d, jv answer, jv questions, jv froms)
{
	jv goals = jv_at(answer, "goals"), by = jv_at(answer, "by");
	bool failed = jv_object_has(jv_copy(answer), jv_string("ok"));
	int asked = jv_array_length(jv_copy(questions));
	int n = jv_get_kind(goals) == JV_KIND_ARRAY ? jv_array_length(jv_copy(goals)) : 0;

	if (asked > 0 || n == 0 || n > c->n)
		n = asked > 0 ? asked : n == 0 ? 1 : c->n;
	for (int i = 0; i < n; i++) {
		jv question = asked > 0 ? jv_array_get(jv_copy(questions), i) : jv_null();
		jv goal = failed ? jv_copy(answer) : jv_get_kind(goals) == JV_KIND_ARRAY ?
		    jv_array_get(jv_copy(goals), i) : jv_null();

		emit_with_more(c, d, goal, question, jv_array_get(jv_copy(froms), asked > 0 ? i : 0), by);
	}
	jv_free(goals);
	jv_free(by);
	jv_free(answer);
}

/* ---- asking a model, which may miss */

static bool
is_by_model(jv answer)
{
	jv by = jv_at(answer, "by");
	const char *who = jv_text(by, "provider");
	bool is = !jv_object_has(jv_copy(answer), jv_string("ok")) && who != NULL && strcmp(who, "builtin") != 0;

	jv_free(by);
	return is;
}

static jv
goals_of(jv answer, const struct data *d, jv had)
{
	jv goals = jv_at(answer, "goals");

	if (jv_get_kind(goals) != JV_KIND_ARRAY) {
		jv_free(goals);
		goals = jv_array();
	}
	return is_by_model(answer) ? goal_mend(goals, d->datasets, had) : goals;
}

/* The goals without gaps (consumed). */
static jv
without_nulls(jv goals)
{
	jv all = jv_array();

	jv_array_foreach(goals, i, goal) {
		if (jv_get_kind(goal) == JV_KIND_OBJECT)
			all = jv_array_append(all, goal);
		else
			jv_free(goal);
	}
	jv_free(goals);
	return all;
}

/* Asks once more for what is missing of goals (consumed): each question's that
 * has none, or as many as there should be. */
static jv
ask_rest(struct chooser *c, const struct data *d, jv goals, jv questions)
{
	jv rest = jv_array(), good = without_nulls(jv_copy(goals));
	int asked = jv_array_length(jv_copy(questions)), n = c->n - jv_array_length(jv_copy(good));

	for (int i = 0; i < asked; i++) {
		jv goal = jv_array_get(jv_copy(goals), i);

		if (jv_get_kind(goal) != JV_KIND_OBJECT)
			rest = jv_array_append(rest, jv_array_get(jv_copy(questions), i));
		jv_free(goal);
	}
	if (asked > 0)
		n = jv_array_length(jv_copy(rest));
	if (n <= 0) {
		jv_free(rest);
		jv_free(good);
		return goals;
	}
	jv request = jv_object_set(request_for(c, d, rest), jv_string("n"), jv_number(n));

	request = jv_object_set(request, jv_string("history"), jv_array_concat(jv_copy(c->history), jv_copy(good)));
	jv answer = llm_ask(c->llm, request, plan_goals), none = jv_null();
	jv more = goals_of(answer, d, asked > 0 ? none : good);

	jv_free(answer);
	if (asked == 0) {
		jv_free(goals);
		return jv_array_concat(good, without_nulls(more));
	}
	for (int i = 0, k = 0; i < asked; i++) {
		jv goal = jv_array_get(jv_copy(goals), i);

		if (jv_get_kind(goal) != JV_KIND_OBJECT) {
			jv next = jv_array_get(jv_copy(more), k++);

			goals = jv_array_set(goals, i, jv_is_valid(next) ? next : jv_null());
		}
		jv_free(goal);
	}
	jv_free(more);
	jv_free(good);
	return goals;
}

/* An answer whose goals name what is there. */
static jv
ask(struct chooser *c, const struct data *d, jv questions)
{
	jv answer = llm_ask(c->llm, request_for(c, d, jv_copy(questions)), plan_goals);
	jv none = jv_array_length(jv_copy(questions)) > 0 ? jv_null() : jv_array();

	if (is_by_model(answer))
		answer = jv_object_set(answer, jv_string("goals"),
		    ask_rest(c, d, goals_of(answer, d, none), questions));
	jv_free(none);
	jv_free(questions);
	return answer;
}

/* What nobody has answered yet in this stream is asked, all at once. */
static int
end(const struct data *d, void *ctx)
{
	struct chooser *c = ctx;
	jv questions = jv_array(), froms = jv_array(), common = common_inputs(c, d);
	int asked = jv_array_length(jv_copy(c->questions));

	for (int i = 0; i < (asked > 0 ? asked : 1); i++) {
		jv question = asked > 0 ? jv_array_get(jv_copy(c->questions), i) : jv_null();
		jv from = made_from(c, jv_copy(common), jv_copy(question));

		if (take_had(c, jv_string_value(from))) {
			jv_free(from);
		} else {
			froms = jv_array_append(froms, from);
			if (asked > 0)
				questions = jv_array_append(questions, jv_copy(question));
		}
		jv_free(question);
	}
	if (jv_array_length(jv_copy(d->datasets)) > 0 && jv_array_length(jv_copy(froms)) > 0)
		emit_all(c, d, ask(c, d, jv_copy(questions)), questions, froms);
	jv_free(questions);
	jv_free(froms);
	jv_free(common);
	return c->failed ? EXIT_SOME_FAILED : EXIT_DONE;
}

/* ---- goals that failed for a while */

static jv
inputs(const struct rec *r, const struct data *d)
{
	(void)d;
	jv goal = rec_get(r, "goal");
	bool again = jv_get_kind(goal) == JV_KIND_OBJECT && !jv_true_at(goal, "ok") && jv_true_at(goal, "again");
	jv question = jv_at(goal, "question");

	jv_free(goal);
	if (again && jv_get_kind(question) == JV_KIND_STRING)
		return question;
	jv_free(question);
	return jv_invalid();
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	struct chooser *c = ctx;
	jv goal = rec_get(r, "goal"), question = jv_at(goal, "question");
	jv answer = ask(c, d, JV_ARRAY(jv_copy(question)));

	jv_free(goal);
	if (!jv_object_has(jv_copy(answer), jv_string("ok"))) {
		jv goals = jv_at(answer, "goals"), by = jv_at(answer, "by");

		jv_free(answer);
		answer = jv_get_kind(goals) == JV_KIND_ARRAY ? jv_array_get(jv_copy(goals), 0) : jv_null();
		answer = dress(answer, jv_copy(question), jv_null(), by);
		jv_free(goals);
	}
	return jv_object_set(answer, jv_string("question"), question);
}

/* ---- options */

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [OPTION]... <lines\n"
	    "  -q QUESTION           draw what answers it; again for more\n"
	    "  -n N                  how many charts where no question is asked (5)\n"
	    "  --history FILE        charts that were asked for before, oldest first\n"
	    "  --explain             say how each question was read\n"
	    LLM_USAGE, name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

static bool
add_question(struct chooser *c, const char *text)
{
	if (!llm_sayable(name, "a question", text))
		return false;
	c->questions = jv_array_append(c->questions, jv_string(text));
	return true;
}

/* The goals of a stream kept in a file, last one last. */
static bool
read_history(struct chooser *c, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct line_reader in = line_reader(fd);
	const char *s;
	size_t n;

	while (fd != -1 && line_next(&in, &s, &n) == 1) {
		struct rec r;

		if (rec_parse(&r, s, n) == NULL && rec_ok(&r, "goal"))
			c->history = jv_array_append(c->history, rec_get(&r, "goal"));
		rec_free(&r);
	}
	if (fd == -1)
		filter_warn(name, "history: %s: %s: name a file of chart lines", path, strerror(errno));
	else
		close(fd);
	line_free(&in);
	return fd != -1;
}

static bool
take_option(struct chooser *c, struct llm_options *o, int option, const char *arg)
{
	switch (option) {
	case 'n':
		c->n = strspn(arg, "0123456789") == strlen(arg) ? atoi(arg) : 0;
		return c->n >= 1 && c->n <= GOALS_MOST;
	case 'q':
		return add_question(c, arg);
	case 'H':
		return read_history(c, arg);
	case 'E':
		c->explain = true;
		return true;
	default:
		return llm_option(o, option, arg) == 1;
	}
}

static void
chooser_free(struct chooser *c)
{
	jv_free(c->questions);
	jv_free(c->history);
	jv_free(c->had);
	jv_free(c->ids);
	jv_free(c->last);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {{"history", required_argument, NULL, 'H'},
	    {"explain", no_argument, NULL, 'E'}, LLM_LONG_OPTIONS, {0}};
	struct llm_options o = {.stage = name};
	struct chooser c = {.n = 5, .questions = jv_array(), .history = jv_array(), .had = jv_object(),
	    .ids = jv_object(), .last = jv_object()};
	struct filter f = {.name = name, .key = "goal", .inputs = inputs, .act = act, .see = see, .end = end, .ctx = &c};

	for (int k; (k = getopt_long(argc, argv, "n:q:" LLM_SHORT_OPTIONS, options, NULL)) != -1;)
		if (k == 'h')
			return usage(stdout);
		else if (k == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (!take_option(&c, &o, k, optarg))
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	c.llm = llm_start(&o, &f);
	int status = c.llm != NULL ? llm_run(c.llm, &f) : EXIT_MISUSED;

	chooser_free(&c);
	return status;
}
