/* llm_options: what the command lines of all model stages share. */
#ifndef VIZ_LLM_OPTIONS_H
#define VIZ_LLM_OPTIONS_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

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
	int jobs;                  /* charts asked for at a time; 0: not said */
	const char *style;         /* typed, custom or auto; NULL: auto */
	const char *persona, *context;   /* who reads; what the work is about */
	const char *schema;        /* a file: the user's description of the tables */
};

/* The options that all model stages share: put the rows into the getopt_long
 * table, the letters into the short options, and hand each result but 'h' and
 * 'V' to llm_option. */
enum {
	LLM_MODEL = 0x4c00, LLM_BASE_URL, LLM_TIMEOUT, LLM_MAX_TOKENS, LLM_RPM, LLM_BUDGET_CALLS,
	LLM_BUDGET_TOKENS, LLM_SHARE, LLM_CACHE_TTL, LLM_REFRESH, LLM_DRY_RUN, LLM_STYLE, LLM_PERSONA,
	LLM_CONTEXT, LLM_SCHEMA
};

#define LLM_SHORT_OPTIONS "hj:p:"
#define LLM_LONG_OPTIONS \
	{"help", no_argument, NULL, 'h'}, \
	{"version", no_argument, NULL, 'V'}, \
	{"jobs", required_argument, NULL, 'j'}, \
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
#define LLM_USAGE \
	"  -j, --jobs N          how many charts at once\n" \
	"  -p, --provider PROVIDER   who chooses: builtin, exec:CMD or a provider; more, by commas, in turn\n" \
	"  --model NAME          the first one's model\n" \
	"  --base-url URL        the first one's address\n" \
	"  --share names|types|stats|rows:N   what of the data it may see (rows:5)\n" \
	"  --dry-run             print the requests, send none\n" \
	"  --timeout SECONDS     for one answer (60)\n" \
	"  --max-tokens N        of one answer (4096)\n" \
	"  --rpm N               requests a minute\n" \
	"  --budget-calls N      requests of this run\n" \
	"  --budget-tokens N     tokens of this run\n" \
	"  --cache-ttl SECONDS   how long an answer is kept (30 days)\n" \
	"  --refresh             ask anew what was answered before\n" \
	"  --style typed|custom|auto   may a model write scripts of its own (auto)\n" \
	"  --persona TEXT        who will read the charts\n" \
	"  --context TEXT        what the work is about\n" \
	"  --schema FILE         your own description of the tables\n" \
	"  -h, --help            this\n" \
	"  --version             the version\n"

/* 1: taken; 0: not one of these; -1: its argument makes no sense.  Keeps a
 * pointer to arg. */
int llm_option(struct llm_options *, int c, const char *arg);

/* Is it something to say to a model: 1 to 1,000 characters of UTF-8, not only
 * blanks?  Where not, a message on stderr names what it is ("a question"). */
bool llm_sayable(const char *stage, const char *what, const char *text);

#endif
