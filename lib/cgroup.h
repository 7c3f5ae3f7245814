/* cgroup: a control group (version 2) around one child, where groups are
 * delegated to us: what all its processes together use is bounded by the kernel.
 * Optional: rlimits bound each process anyway. */
#ifndef VIZ_CGROUP_H
#define VIZ_CGROUP_H

#include <stdbool.h>
#include <sys/types.h>

/* The folder in which we may make groups with limits of memory and processes, to
 * be freed; NULL, with *why (static text) for people. */
char *cgroup_home(const char **why);

/* The same, told where the tree is mounted and which group of it is ours ("/a/b"). */
char *cgroup_home_in(const char *tree, const char *own, const char **why);

struct cgroup {
	char *path;                /* NULL: there is none */
	int join;                  /* a descriptor: who writes "0" to it is in the group */
};

/* Makes a group in home; without swap; limits of 0 are not set.  False, and
 * nothing made, where that does not work.  Groups of processes that are no
 * more, who could not end them, are removed. */
bool cgroup_make(struct cgroup *, const char *home, long long memory, long long processes);

/* Kills what is in it and removes it.  True where the kernel had ended some of
 * it for want of memory. */
bool cgroup_end(struct cgroup *);

#endif
