/* llm: asks a model, or our own rules, for one JSON object.
 *
 * A provider chain is text such as "builtin", "openai,builtin" or
 * "exec:CMD,builtin": the next is asked when one has failed.  builtin is the
 * function that the filter passes; exec:CMD is sh -c CMD with the request on
 * stdin and the answer on stdout; CMD ends where a comma and the name of a
 * provider follow.  Requests and answers: PIPELINE.md, "Asking a model". */
#ifndef VIZ_LLM_H
#define VIZ_LLM_H

#include <getopt.h>
#include <jv.h>

struct llm_options {
	const char *stage;        /* the filter's name, in messages and events */
	const char *providers;    /* the chain; NULL: "builtin" */
	long timeout_ms;          /* for one answer; 0: 60 s */
};

/* The options that all model stages share: put the rows into the getopt_long
 * table, "p:" into the short options, and hand each result to llm_option. */
enum { LLM_OPTION_FIRST = 0x4c00, LLM_TIMEOUT };

#define LLM_SHORT_OPTIONS "p:"
#define LLM_LONG_OPTIONS \
	{"provider", required_argument, NULL, 'p'}, \
	{"timeout", required_argument, NULL, LLM_TIMEOUT}

/* What "usage:" says of them. */
#define LLM_USAGE "[-p PROVIDERS] [--timeout SECONDS]"

/* 1: taken; 0: not one of these; -1: its argument makes no sense.  Keeps a
 * pointer to arg. */
int llm_option(struct llm_options *, int c, const char *arg);

struct llm;

/* A client; options' texts must outlive it.  NULL where the chain names no
 * known provider: then *why says it ("no such provider: opnai: use one of …";
 * a string, to be freed). */
struct llm *llm_new(const struct llm_options *, jv *why);
void llm_free(struct llm *);

/* The digest of all that the answers depend on beside the request (providers,
 * model, prompts), to be mixed into a filter's "with".  Borrowed. */
const char *llm_with(const struct llm *);

/* The answer to request (consumed; an object with "task"): an object without
 * "ok", with "by" added: {"provider":"builtin"}, or {"provider","model","ms",
 * …} of whoever else gave it.  Or rec_fail("provider.…"), never both.  builtin
 * consumes the request; it may return rec_fail, too.  May be called in a
 * forked worker. */
jv llm_ask(struct llm *, jv request, jv (*builtin)(jv request));

#endif
