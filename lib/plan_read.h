/* plan_read: a question in English, read as a goal. */
#ifndef VIZ_PLAN_READ_H
#define VIZ_PLAN_READ_H

#include "plan_match.h"

/* The goal as the stream has it (without from and by), or rec_fail(…) where
 * nothing of the question is understood.  before is a goal of the stream that
 * the question may follow up, or null; borrowed. */
jv plan_read(const struct plan_index *, const struct plan_set *, const char *question, jv before);

#endif
