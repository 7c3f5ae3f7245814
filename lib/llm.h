/* llm: asks a model, or our own rules, for one JSON object.
 *
 * A provider chain is text such as "builtin", "openai,builtin",
 * "anthropic:claude-haiku-4-5,builtin" or "exec:CMD,builtin": the next is asked
 * when one has failed.  builtin is the function that the filter passes;
 * exec:CMD is sh -c CMD with the request on stdin and the answer on stdout
 * (CMD ends where a comma and the name of a provider follow); all others are
 * files of share/providers.  Requests and answers: PIPELINE.md, "Asking a
 * model"; the task is the stage's name without "llm", its prompt is
 * share/prompts/TASK.jq, what must be answered share/schema/TASK.json.
 *
 * Every send is an event, every reply is kept in the cache; $VIZ_RECORD keeps
 * replies in a folder, $VIZ_REPLAY answers from there alone. */
#ifndef VIZ_LLM_H
#define VIZ_LLM_H

#include <getopt.h>
#include <jv.h>
#include <stdbool.h>

struct llm_options {
	const char *stage;         /* the filter's name, in messages and events */
	const char *providers;     /* the chain; NULL: "builtin" */
	const char *model;         /* of the chain's first model; NULL: its default */
	const char *base_url;      /* likewise */
	long timeout_ms;           /* for one answer with all its tries; 0: 60 s */
	long max_tokens;           /* of an answer; 0: 4,096 */
	long per_minute;           /* calls; 0: no cap */
	long budget_calls, budget_tokens;   /* of the run; 0: no limit */
	const char *share;         /* what may leave; NULL: "rows:5" */
	long cache_ttl_s;          /* 0: 30 days; -1: no cache */
	bool refresh;              /* ask anew, and keep the new answer */
	bool dry_run;              /* requests become lines on stdout, builtin answers */
	const char *style;         /* typed, custom or auto; NULL: auto */
	const char *persona, *context;   /* who reads; what the work is about */
	const char *schema;        /* a file: the user's description of the tables */
};

/* The options that all model stages share: put the rows into the getopt_long
 * table, the letters into the short options, and hand each result to
 * llm_option. */
enum {
	LLM_MODEL = 0x4c00, LLM_BASE_URL, LLM_TIMEOUT, LLM_MAX_TOKENS, LLM_RPM, LLM_BUDGET_CALLS,
	LLM_BUDGET_TOKENS, LLM_SHARE, LLM_CACHE_TTL, LLM_REFRESH, LLM_DRY_RUN, LLM_STYLE, LLM_PERSONA,
	LLM_CONTEXT, LLM_SCHEMA
};

#define LLM_SHORT_OPTIONS "p:"
#define LLM_LONG_OPTIONS \
	{"provider", required_argument, NULL, 'p'}, \
	{"model", required_argument, NULL, LLM_MODEL}, \
	{"base-url", required_argument, NULL, LLM_BASE_URL}, \
	{"timeout", required_argument, NULL, LLM_TIMEOUT}, \
	{"max-tokens", required_argument, NULL, LLM_MAX_TOKENS}, \
	{"rpm", required_argument, NULL, LLM_RPM}, \
	{"budget-calls", required_argument, NULL, LLM_BUDGET_CALLS}, \
	{"budget-tokens", required_argument, NULL, LLM_BUDGET_TOKENS}, \
	{"share", required_argument, NULL, LLM_SHARE}, \
	{"cache-ttl", required_argument, NULL, LLM_CACHE_TTL}, \
	{"refresh", no_argument, NULL, LLM_REFRESH}, \
	{"dry-run", no_argument, NULL, LLM_DRY_RUN}, \
	{"style", required_argument, NULL, LLM_STYLE}, \
	{"persona", required_argument, NULL, LLM_PERSONA}, \
	{"context", required_argument, NULL, LLM_CONTEXT}, \
	{"schema", required_argument, NULL, LLM_SCHEMA}

/* What "usage:" says of them. */
#define LLM_USAGE "[-p PROVIDERS] [--model NAME] [--base-url URL] [--share LEVEL] [--dry-run] " \
	"[--timeout SECONDS] [--max-tokens N] [--rpm N] [--budget-calls N] [--budget-tokens N] " \
	"[--cache-ttl SECONDS] [--refresh] [--style STYLE] [--persona TEXT] [--context TEXT] [--schema FILE]"

/* 1: taken; 0: not one of these; -1: its argument makes no sense.  Keeps a
 * pointer to arg. */
int llm_option(struct llm_options *, int c, const char *arg);

struct llm;

/* A client; options' texts must outlive it.  NULL where the chain names no
 * known provider, or a file cannot be read: then *why says it (a string, to be
 * freed).  Call it before filter_run: it forks the process that talks to the
 * network. */
struct llm *llm_new(const struct llm_options *, jv *why);
void llm_free(struct llm *);

/* The filter's promise (filter_promise), once llm_new has opened what it needs:
 * no network, which is the pool's, and no file but share/ and, with models, the
 * folders of the cache, $VIZ_RECORD and $VIZ_REPLAY.  exec:CMD is the user's own command and may need anything: then
 * nothing is promised. */
void llm_promise(const struct llm *);

/* The digest of all that the answers depend on beside the request (providers,
 * model, prompts …), to be mixed into a filter's "with".  Borrowed. */
const char *llm_with(const struct llm *);

/* How many workers a filter should have that was asked for jobs of them (0:
 * not asked): a stage that waits for models asks for several charts at once. */
int llm_jobs(const struct llm *, int jobs);

/* The answer to request (consumed; an object with "task", and "id" for
 * events): an object without "ok", with "by" added: {"provider":"builtin"}, or
 * {"provider","model","ms","tokens_in","tokens_out","cached"} of whoever else
 * gave it; "instead_of" lists who failed before.  Or rec_fail("provider.…"),
 * never both.  builtin consumes the request; it may return rec_fail, too.  May
 * be called in a forked worker. */
jv llm_ask(struct llm *, jv request, jv (*builtin)(jv request));

/* The providers of share/providers: [{"name","title","model","base","missing",
 * "reachable"}]; reachable is null, or with ping "yes" or what went wrong. */
jv llm_list(bool ping);

#endif
