/* llm_api: one provider of share/providers, asked over the network.
 *
 * NAME.jq says all there is to know of it (share/providers/lib/http.jq tells
 * how): about, request, ping, reply.  Keys come from the environment variables
 * that it names, or from the file that NAME_FILE names, and go nowhere but
 * into the headers of its own requests. */
#ifndef VIZ_LLM_API_H
#define VIZ_LLM_API_H

#include "pool.h"

#include <jv.h>
#include <stdbool.h>

struct api;

/* Is there a provider of that name? */
bool api_exists(const char *name, size_t n);

/* model and base: NULL for those of the environment, else the file's own.  A
 * broken file ends the program with status 2. */
struct api *api_new(const char *name, const char *model, const char *base);
void api_free(struct api *);

const char *api_name(const struct api *);
const char *api_model(const struct api *);    /* "" where none is known */
const char *api_base(const struct api *);

/* "title", "needs" (all), "missing" (of these: names of variables, as text), a
 * borrowed object. */
jv api_about(const struct api *);

/* The HTTP request for ask (consumed: task system user schema max_tokens
 * temperature seed), with its body as text, and "enforced":false where the
 * schema is not in it; jv_invalid() with a message where the file fails.
 * Unless real, keys are "…" and nothing is signed. */
jv api_request(struct api *, jv ask, bool real);
jv api_ping(struct api *);

/* What an HTTP reply (consumed) says: {"text","cut","model","tokens_in",
 * "tokens_out"} or {"error":{"kind","message"}}. */
jv api_reply(struct api *, jv reply);

/* May its keys go to url: is it https, or this machine, or are there none? */
bool api_is_safe(const struct api *, const char *url);

#endif
