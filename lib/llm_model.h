/* llm_model: a task put to one provider: its prompt, the call, the answer read
 * and held against the task's schema, asked again where it makes no sense. */
#ifndef VIZ_LLM_MODEL_H
#define VIZ_LLM_MODEL_H

#include "llm.h"
#include "llm_api.h"
#include "llm_task.h"

/* The answer to request (borrowed), with "by"; or rec_fail. */
jv llm_model_ask(struct llm_task *, struct api *, jv request);

/* Is it no answer, but a failure of a call (as rec_fail makes them)?  Borrows. */
bool llm_is_failure(jv answer);

/* A line for stdout: {"kind":"request",…} with what would be sent. */
jv llm_model_show(struct llm_task *, struct api *, jv request);

#endif
