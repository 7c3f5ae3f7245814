/* event: the log.  With $VIZ_EVENTS naming a file, one JSON object an event is
 * appended to it in one write(2) (O_APPEND, at most 4,096 bytes: POSIX keeps
 * such appends whole; one that is longer loses what more held and says
 * "cut":true).  Without it nothing happens.  Members: ts (seconds
 * since 1970), run ($VIZ_RUN_ID), stage, id, event, and those of more. */
#ifndef VIZ_EVENT_H
#define VIZ_EVENT_H

#include <jv.h>

/* more (consumed) is an object or jv_null().  A log that cannot be written is
 * said once on stderr and changes no result. */
void event_emit(const char *stage, const char *id, const char *event, jv more);

/* Milliseconds of the monotonic clock. */
double event_ms(void);

#endif
