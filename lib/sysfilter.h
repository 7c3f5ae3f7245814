/* sysfilter: seccomp filters made from a policy text of share/ (libseccomp).
 *
 *   group NAME: reason       what follows belongs to this group
 *   allow CALL…              these calls may be made
 *   allow CALL aN&MASK=VALUE only where argument N (0 to 5) fits; more than one
 *                            such rule for a call: any of them
 *   errno NAME CALL…         these fail with that error (ENOSYS, EPERM, …)
 *   else kill | else NAME    what happens to all others
 *   limit … | hollow … | trial …  another module's (jail)
 *   # comment
 *
 * MASK and VALUE are numbers as C spells them.  A call that this machine's
 * architecture does not have is passed over.  Calls of another architecture
 * (or x32) always kill. */
#ifndef VIZ_SYSFILTER_H
#define VIZ_SYSFILTER_H

#include <stdbool.h>

struct sysfilter;

/* From share/NAME, or dies with a message and exit 2.  groups: NULL-ended names
 * of the groups to take, or NULL for all. */
struct sysfilter *sysfilter_need(const char *name, const char *const *groups);

/* From text; NULL where it is broken, with *why (to be freed) "line N: …". */
struct sysfilter *sysfilter_text(const char *text, const char *const *groups, char **why);

/* The filter as a program in a memory file, for bwrap --seccomp; -1 with errno. */
int sysfilter_fd(struct sysfilter *);

/* Puts ourselves under it, with no_new_privs, for good; false with errno. */
bool sysfilter_wear(struct sysfilter *);

void sysfilter_free(struct sysfilter *);

#endif
