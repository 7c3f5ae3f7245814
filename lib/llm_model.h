/* llm_model: a task put to one provider: its prompt, the call, the answer read
 * and held against the task's schema, asked again where it makes no sense. */
#ifndef VIZ_LLM_MODEL_H
#define VIZ_LLM_MODEL_H

#include "llm.h"
#include "llm_api.h"
#include "llm_budget.h"
#include "pool.h"

/* What a stage's calls have in common. */
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

/* The answer to request (borrowed), with "by"; or rec_fail. */
jv llm_model_ask(struct llm_task *, struct api *, jv request);

/* Is it no answer, but a failure of a call (as rec_fail makes them)?  Borrows. */
bool llm_is_failure(jv answer);

/* A line for stdout: {"kind":"request",…} with what would be sent. */
jv llm_model_show(struct llm_task *, struct api *, jv request);

#endif
