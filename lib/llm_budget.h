/* llm_budget: calls and tokens that a run may spend.
 *
 * The stages of a run share the file of $VIZ_EVENTS, so what has been spent is
 * read from it: each call is an event "send" with the most that it may cost,
 * and an event "answer" with what it did cost.  Checking and sending are one
 * step under a lock of that file.  Without the file the budget is that of one
 * stage and its workers. */
#ifndef VIZ_LLM_BUDGET_H
#define VIZ_LLM_BUDGET_H

#include <jv.h>
#include <stdbool.h>

struct budget;

/* 0 calls or tokens: no limit. */
struct budget *budget_new(const char *stage, long calls, long tokens);
void budget_free(struct budget *);

/* Writes the event "send" (more is consumed) for a call that will cost at most
 * tokens; its number, or 0 where the budget is spent. */
long budget_send(struct budget *, const char *id, long tokens, jv more);

/* Writes the event "answer" of that call; tokens is what it cost. */
void budget_answer(struct budget *, const char *id, long call, long tokens, jv more);

#endif
