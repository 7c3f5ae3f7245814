/* proc: a child process with limits, a deadline, and its output in memory.
 *
 * The child leads a session of its own and dies with us (PR_SET_PDEATHSIG).
 * Inherited descriptors are closed but for those named.  When it has ended, or
 * the deadline or an output cap is reached, what is left of its process group
 * is killed: nothing of it outlives proc_run. */
#ifndef VIZ_PROC_H
#define VIZ_PROC_H

#include "str.h"

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>

struct proc {
	const char *const *argv;   /* argv[0] is looked for in PATH, NULL-ended */
	const char *const *envp;   /* NULL: our own environment */
	const char *in;            /* stdin's bytes; NULL: /dev/null */
	size_t in_size;
	bool own_stdin;            /* the child reads our stdin, in is not used */
	const int *keep;           /* descriptors to pass on, -1-ended, or NULL */
	long wall_ms;              /* 0: no deadline */
	long cpu_s;                /* RLIMIT_CPU; 0: ours */
	long long as_bytes;        /* RLIMIT_AS; 0: ours */
	long long file_bytes;      /* RLIMIT_FSIZE; 0: ours */
	long files;                /* RLIMIT_NOFILE; 0: ours */
	size_t out_cap, err_cap;   /* bytes kept; 0: 16 MiB and 64 KiB */
	int group;                 /* a control group's descriptor (cgroup.h) to join, where it can; 0: none */
	bool nobody;               /* where we are root, the child is uid and gid 65534 */
	bool orphans;              /* all processes that it leaves behind become our
	                            * children, are killed, waited for and accounted
	                            * to it; the caller has no other children */
};

enum proc_end {
	PROC_EXIT,                 /* code is the exit status */
	PROC_SIGNAL,               /* code is the signal */
	PROC_TIME,                 /* killed at the deadline */
	PROC_CPU,                  /* killed by SIGXCPU */
	PROC_OUTPUT,               /* killed at an output cap or by SIGXFSZ */
	PROC_MEMORY,               /* never from proc_run; for callers that know */
	PROC_NONE,                 /* it could not be started: code is errno */
};

struct proc_result {
	enum proc_end end;
	int code;
	struct str out, err;       /* never NULL text */
	bool err_cut;              /* stderr was longer than its cap */
	double ms, cpu_ms;
	long long max_rss;         /* bytes */
};

/* Runs it to its end.  The result's buffers are the caller's (proc_free). */
void proc_run(const struct proc *, struct proc_result *);
void proc_free(struct proc_result *);

/* The path of a program that PATH has, to be freed; NULL where it has none. */
char *proc_find(const char *name);

/* What a signal that ended a process means: PROC_CPU, PROC_OUTPUT or
 * PROC_SIGNAL. */
enum proc_end proc_end_of(int signal);

/* "exit", "signal", "time", "cpu", "output", "memory", "none". */
const char *proc_end_name(enum proc_end);

#endif
