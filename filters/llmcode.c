/* llmcode: writes the SQL and the typed chart of a goal. */
#include "chain.h"
#include "llm.h"
#include "plan.h"
#include "rec.h"
#include "version.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "llmcode";

struct coder {
	struct llm *llm;
	bool model;                /* somebody other than builtin may answer */
	const char *style;         /* of --style; NULL: auto */
	bool explain;
};

/* What --edit asked for: texts, perhaps "ID: text".  Beside the coder, for
 * inputs() has no context. */
static jv wishes;

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

/* ---- edits */

/* A chart's id and a colon before a text: their length, else 0. */
static size_t
id_length(const char *text)
{
	size_t n = 0;

	while (isalnum((unsigned char)text[n]) || text[n] == '_' || text[n] == '-' || (unsigned char)text[n] >= 0x80)
		n++;
	return n > 1 && isdigit((unsigned char)text[n - 1]) && memchr(text, '-', n) != NULL && text[n] == ':' ? n : 0;
}

/* The wishes that are for this chart. */
static jv
wishes_for(const char *id)
{
	jv mine = jv_array();

	jv_array_foreach(wishes, i, w) {
		const char *text = jv_string_value(w);
		size_t n = id_length(text);

		if (n == 0)
			mine = jv_array_append(mine, jv_copy(w));
		else if (strlen(id) == n && memcmp(id, text, n) == 0)
			mine = jv_array_append(mine, jv_string(text + n + 1 + strspn(text + n + 1, " ")));
		jv_free(w);
	}
	return mine;
}

/* An array of the line, empty where it has none. */
static jv
list_of(const struct rec *r, const char *path)
{
	jv list = rec_path(r, path);

	if (jv_get_kind(list) == JV_KIND_ARRAY)
		return list;
	jv_free(list);
	return jv_array();
}

static int
length(jv list)
{
	return jv_array_length(jv_copy(list));
}

/* The code's edits with the wishes behind them, unless they stand there. */
static jv
edits_of(const struct rec *r)
{
	jv edits = list_of(r, "code.edits"), mine = wishes_for(rec_id(r));
	int n = length(edits), m = length(mine);

	if (m == 0 || (n >= m && jv_equal(jv_array_slice(jv_copy(edits), n - m, n), jv_copy(mine)))) {
		jv_free(mine);
		return edits;
	}
	return jv_array_concat(edits, mine);
}

/* With --edit, code by hand (it has no "from") that nobody wants changed stays. */
static bool
stays(const struct rec *r, const struct data *d, jv edits)
{
	jv code = rec_get(r, "code"), had = list_of(r, "code.edits"), failure = chain_failure(r, d);
	bool is = length(wishes) > 0 && jv_true_at(code, "ok") && jv_text(code, "from") == NULL &&
	    jv_get_kind(failure) != JV_KIND_OBJECT && length(had) == length(edits);

	jv_free(failure);
	jv_free(code);
	jv_free(had);
	return is;
}

static jv
inputs(const struct rec *r, const struct data *d)
{
	jv edits = edits_of(r);

	if (!stays(r, d, edits))
		return chain_code_edited(r, d, edits);
	jv_free(edits);
	return jv_invalid();
}

/* What an edit starts from: the good code that is there, with how many edits are
 * in it; of code that failed, what that started from.  jv_null() where the edits
 * (borrowed) are no news. */
static jv
before_of(const struct rec *r, jv failure, jv edits)
{
	jv code = rec_get(r, "code"), had = list_of(r, "code.edits"), before = jv_null();
	bool same = length(had) == length(edits);

	if (same && jv_get_kind(failure) == JV_KIND_OBJECT)
		before = jv_at(code, "before");
	else if (!same && jv_get_kind(failure) != JV_KIND_OBJECT && jv_true_at(code, "ok") && rung_of(code) != TABLE)
		before = JV_OBJECT(jv_string("edits"), jv_number(length(had)), jv_string("sql"), jv_at(code, "sql"),
		    jv_string("chart"), jv_at(code, "chart"), jv_string("gnuplot"), jv_at(code, "gnuplot"),
		    jv_string("explanation"), jv_at(code, "explanation"));
	jv_free(had);
	jv_free(code);
	return before;
}

/* ---- failed tries */

/* Moves the failed code, with the reason (consumed), into attempts. */
static void
set_aside(struct rec *r, jv failure)
{
	rec_set(r, "attempts", jv_array_append(list_of(r, "attempts"),
	    JV_OBJECT(jv_string("code"), rec_get(r, "code"), jv_string("error"), failure)));
}

static bool
is_by_model(jv code)
{
	jv by = jv_at(code, "by");
	const char *who = jv_text(by, "provider");
	bool is = who != NULL && strcmp(who, "builtin") != 0;

	jv_free(by);
	return is;
}

/* The rung below the last failed try at what is wanted (an edit more is a new
 * beginning).  A model whose first try was on the last of its rungs may mend it. */
static int
next_rung(jv attempts, jv edits, int best)
{
	int rung = best, tries = 0;

	jv_array_foreach(attempts, i, try) {
		jv code = jv_at(try, "code"), its = jv_at(code, "edits");

		if ((jv_get_kind(its) == JV_KIND_ARRAY ? length(its) : 0) == length(edits)) {
			bool may_mend = tries++ == 0 && rung_of(code) == TYPED && is_by_model(code);

			rung = rung_of(code) + (may_mend ? 0 : 1);
		}
		jv_free(its);
		jv_free(code);
		jv_free(try);
	}
	return rung < best ? best : rung > TABLE ? TABLE : rung;
}

/* ---- asking */

static bool
is_style(const struct coder *c, const char *style)
{
	return strcmp(c->style != NULL ? c->style : "auto", style) == 0;
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

/* Sets key of o to v (both consumed), where that holds something. */
static jv
put(jv o, const char *key, jv v)
{
	if (jv_get_kind(v) == JV_KIND_OBJECT || (jv_get_kind(v) == JV_KIND_ARRAY && length(v) > 0))
		return jv_object_set(o, jv_string(key), v);
	jv_free(v);
	return o;
}

/* Is there a script that may be used?  With a type that fits, only where scripts
 * are asked for. */
static bool
has_script(const struct coder *c, jv answer, jv chart, int rung)
{
	jv gnuplot = jv_at(answer, "gnuplot");
	const char *type = jv_text(chart, "type");
	bool wanted = is_style(c, "custom") || (type != NULL && strcmp(type, "custom") == 0);
	bool has = jv_get_kind(gnuplot) == JV_KIND_STRING && rung == CUSTOM && wanted;

	jv_free(gnuplot);
	return has;
}

static jv
checked(const struct coder *c, jv answer, int rung)
{
	jv chart = jv_at(answer, "chart");
	bool script = has_script(c, answer, chart, rung);
	bool whole = jv_text(answer, "sql") != NULL && jv_get_kind(chart) == JV_KIND_OBJECT;

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

	code = put(put(code, "goal", jv_at(answer, "goal")), "missed", jv_at(answer, "missed"));
	jv_free(answer);
	return code;
}

static bool
holds(jv list, jv what)
{
	bool is = false;

	jv_array_foreach(list, i, one)
		is |= jv_equal(one, jv_copy(what));
	return is;
}

/* Says which words of an edit nobody understood, but those that an earlier try
 * has said (consumed). */
static void
tell_missed(const char *id, jv code, jv said)
{
	jv missed = jv_at(code, "missed");

	if (jv_get_kind(missed) == JV_KIND_ARRAY)
		jv_array_foreach(missed, i, text) {
			if (!holds(said, text)) {
				filter_warn(name, "%s: not understood: %s: say it in other words, or ask a model with -p",
				    id, jv_get_kind(text) == JV_KIND_STRING ? jv_string_value(text) : "an edit");
				filter_partly();
			}
			jv_free(text);
		}
	jv_free(missed);
	jv_free(said);
}

/* For people: who wrote it, what it says of itself, the SQL. */
static void
explain(const char *id, jv code)
{
	jv by = jv_at(code, "by"), chart = jv_at(code, "chart");
	const char *level = jv_text(code, "level"), *type = jv_text(chart, "type"), *who = jv_text(by, "provider");
	const char *model = jv_text(by, "model"), *why = jv_text(code, "explanation"), *sql = jv_text(code, "sql");

	if (jv_true_at(code, "ok"))
		filter_warn(name, "%s: %s %s by %s%s%s: %s\n  %s", id, level != NULL ? level : "kept", type != NULL ? type : "chart",
		    who != NULL ? who : "hand", model != NULL ? " " : "", model != NULL ? model : "",
		    why != NULL ? why : "not explained", sql != NULL ? sql : "");
	jv_free(by);
	jv_free(chart);
}

static jv
request_for(const struct rec *r, const struct data *d, int rung, jv edits, jv before, jv attempts)
{
	jv request = JV_OBJECT(jv_string("task"), jv_string("code"), jv_string("id"),
	    jv_string(rec_id(r)), jv_string("level"), jv_string(rungs[rung]),
	    jv_string("goal"), rec_get(r, "goal"), jv_string("datasets"), data_of(d, r),
	    jv_string("relations"), jv_copy(d->relations), jv_string("attempts"), attempts);

	return put(put(request, "edits", edits), "code", before);
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	struct coder *c = ctx;
	jv failure = chain_failure(r, d), edits = edits_of(r), before = before_of(r, failure, edits);

	if (jv_get_kind(failure) == JV_KIND_OBJECT)
		set_aside(r, failure);
	jv attempts = list_of(r, "attempts");
	int rung = next_rung(attempts, edits, c->model && !is_style(c, "typed") ? CUSTOM : TYPED), tries = length(attempts);
	jv answer = ask(c, request_for(r, d, rung, jv_copy(edits), jv_copy(before), attempts), rung);

	if (!jv_object_has(jv_copy(answer), jv_string("ok")))
		answer = checked(c, answer, rung);
	if (!jv_true_at(answer, "ok"))
		answer = jv_object_set(answer, jv_string("level"), jv_string(rungs[rung]));
	answer = put(put(answer, "edits", edits), "before", before);
	tell_missed(rec_id(r), answer, list_of(r, "code.missed"));
	if (c->explain)
		explain(rec_id(r), answer);
	return jv_object_set(answer, jv_string("try"), jv_number(tries + 1));
}

/* Code that is there and stays is explained, too. */
static void
see(const struct rec *r, void *ctx)
{
	const struct coder *c = ctx;
	jv code = rec_get(r, "code");

	if (c->explain && strcmp(rec_kind(r), "chart") == 0)
		explain(rec_id(r), code);
	jv_free(code);
}

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [OPTION]... <lines\n"
	    "  --edit TEXT           change the charts, or with ID:TEXT one of them; again for more\n"
	    "  --explain             say how each edit was read\n"
	    LLM_USAGE, name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

static bool
take_option(struct coder *c, struct llm_options *o, int option, const char *arg)
{
	switch (option) {
	case 'e':
		if (!llm_sayable(name, "an edit", arg))
			return false;
		wishes = jv_array_append(wishes, jv_string(arg));
		return true;
	case 'E':
		c->explain = true;
		return true;
	default:
		return llm_option(o, option, arg) == 1;
	}
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {{"edit", required_argument, NULL, 'e'},
	    {"explain", no_argument, NULL, 'E'}, LLM_LONG_OPTIONS, {0}};
	struct llm_options o = {.stage = name};
	struct coder c = {0};
	struct filter f = {.name = name, .key = "code", .inputs = inputs, .act = act, .see = see, .ctx = &c};

	wishes = jv_array();
	for (int k; (k = getopt_long(argc, argv, LLM_SHORT_OPTIONS, options, NULL)) != -1;)
		if (k == 'h')
			return usage(stdout);
		else if (k == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (!take_option(&c, &o, k, optarg))
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	c.llm = llm_start(&o, &f);
	if (c.llm == NULL)
		return EXIT_MISUSED;
	c.model = o.providers != NULL && strcmp(o.providers, "builtin") != 0;
	c.style = o.style;
	f.with = llm_with(c.llm);
	int status = llm_run(c.llm, &f);

	jv_free(wishes);
	return status;
}
