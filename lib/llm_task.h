/* llm_task: what the calls of a stage have in common: its prompt, the schema of
 * its answers, what the user has said of the data. */
#ifndef VIZ_LLM_TASK_H
#define VIZ_LLM_TASK_H

#include "llm_budget.h"
#include "llm_options.h"
#include "pool.h"

#include <jv.h>

struct llm_task {
	const struct llm_options *o;
	const char *name;          /* "code" */
	struct jqprog *prompt;     /* share/prompts/NAME.jq */
	jv schema;                 /* share/schema/NAME.json */
	jv setting;                /* what the prompt is told beside the request */
	struct pool *pool;
	struct budget *budget;
};

/* Loads prompt and schema of o->stage; NULL, or why not (a file of the user's
 * that cannot be read: a string's text to be freed with free). */
char *llm_task_load(struct llm_task *, const struct llm_options *o);
void llm_task_free(struct llm_task *);

/* How much may leave: 0 names, 1 types, 2 stats. */
int llm_task_level(const struct llm_task *);

#endif
