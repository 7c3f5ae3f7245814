/* llm_exec: a command as a model: the request on stdin, the answer on stdout. */
#ifndef VIZ_LLM_EXEC_H
#define VIZ_LLM_EXEC_H

#include <jv.h>

/* The answer object of sh -c cmd to request (consumed), or rec_fail; *ms is
 * how long it took. */
jv llm_exec(const char *cmd, jv request, long timeout_ms, double *ms);

#endif
