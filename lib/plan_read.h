/* plan_read: a question in English, read as a goal. */
#ifndef VIZ_PLAN_READ_H
#define VIZ_PLAN_READ_H

#include "plan_match.h"

/* The goals as the stream has them (without from and by): one, or one for each
 * measure where they do not fit one chart; or rec_fail(…) alone where nothing of
 * the question is understood.  before is a goal of the stream that
 * the question may follow up, or null; borrowed. */
jv plan_read(const struct plan_index *, const struct plan_set *, const char *question, jv before);

#endif
