/* llm_chain: "anthropic:claude-haiku-4-5,exec:CMD,builtin" as what is asked in turn. */
#ifndef VIZ_LLM_CHAIN_H
#define VIZ_LLM_CHAIN_H

#include "llm_api.h"
#include "llm_options.h"

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>

enum { LLM_CHAIN_MOST = 16 };

struct provider {
	char *cmd;                 /* exec:CMD, or NULL */
	struct api *api;           /* of share/providers, or NULL: builtin then */
};

struct llm_chain {
	struct provider at[LLM_CHAIN_MOST];
	size_t n;
	bool has_models;           /* some of share/providers */
};

/* Reads o->providers into the empty chain; false with *why (a string, to be
 * freed) where it names what there is not. */
bool llm_chain_read(struct llm_chain *, const struct llm_options *o, jv *why);
void llm_chain_free(struct llm_chain *);

#endif
