/* jail: a program that is not trusted, run by bubblewrap with nothing around it.
 *
 * share/policy/jail.NAME says its limits and which system calls it may make.
 * In the jail: no network, no other processes, no devices but /dev/null, no
 * /proc and /sys, nobody's rights, a root that cannot be written to, one small
 * folder in memory (/tmp) that goes with it.  Nothing is ever run outside: where
 * the jail cannot be made, nothing happens and the reason is returned.
 *
 * Not promised: see "WHAT IS NOT PROMISED" in jailrun(1). */
#ifndef VIZ_JAIL_H
#define VIZ_JAIL_H

#include "proc.h"

#include <stdbool.h>
#include <stddef.h>

struct jail;

/* A jail with one program and its libraries in it: the first of names
 * (NULL-ended) that PATH has; or, where names is NULL, with the whole of /usr.
 * A broken policy dies with exit 2.  NULL, with *why (to be freed), where
 * bubblewrap or the program is not there. */
struct jail *jail_open(const char *policy, const char *const *names, char **why);
void jail_free(struct jail *);

/* A file in the jail, read only: /jail/NAME. */
struct jail_file {
	const char *name;
	const void *bytes;
	size_t n;
};

struct jail_run {
	const char *const *args;   /* behind the program; the whole command where names was NULL */
	const struct jail_file *files;
	size_t file_count;
	int shares;                /* time and CPU this many times; 0 is 1 */
	bool own_stdin;            /* it reads our stdin, where that is no terminal; else nothing */
	long wall_ms, cpu_s;       /* in place of the policy's; 0: those */
	long long group_memory;    /* likewise */
};

/* Runs it to its end: NULL and *r (proc_free), in which end and code are the
 * program's own (PROC_MEMORY where it said that it got no more memory); or why the jail could not be made (to be freed; *r is empty).
 * The caller has no other children (proc.orphans). */
char *jail_run(struct jail *, const struct jail_run *, struct proc_result *r);

/* A number of the policy ("limit batch 16"), 0 where it says nothing. */
long long jail_limit(const struct jail *, const char *name);

/* NULL where the jail's processes together are bounded by a control group of
 * their own; else why not (static text). */
const char *jail_no_group(const struct jail *);

/* What to do about a jail that cannot be made: a hint for people. */
extern const char jail_remedy[];

#endif
