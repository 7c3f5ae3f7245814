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

#include "filter.h"
#include "llm_options.h"

#include <jv.h>
#include <stdbool.h>

struct llm;

/* A client; options' texts must outlive it.  NULL where the chain names no
 * known provider, or a file cannot be read: then *why says it (a string, to be
 * freed).  Call it before filter_run: it forks the process that talks to the
 * network. */
struct llm *llm_new(const struct llm_options *, jv *why);
void llm_free(struct llm *);

/* A client for a filter, with the workers that it should have (a stage that
 * waits for models asks for several charts at once); NULL after a message where
 * llm_new fails. */
struct llm *llm_start(const struct llm_options *, struct filter *);

/* The filter's promise, its loop, the client's end; returns the filter's status.
 * Promised is: no network, which is the pool's, and no file but share/ and, with
 * models, the folders of the cache, $VIZ_RECORD and $VIZ_REPLAY.  exec:CMD is the
 * user's own command and may need anything: then nothing is promised. */
int llm_run(struct llm *, const struct filter *);

/* The digest of all that the answers depend on beside the request (providers,
 * model, prompts …), to be mixed into a filter's "with".  Borrowed. */
const char *llm_with(const struct llm *);

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
