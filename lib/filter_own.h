/* filter_own: what the files filter*.c share, and their tests; no program
 * includes this.
 *
 * filter.c       messages, promises, the status
 * filter_loop.c  the queue: lines in, lines out, who waits for what
 * filter_team.c  the work on a line, here or in a forked worker */
#ifndef VIZ_FILTER_OWN_H
#define VIZ_FILTER_OWN_H

#include "filter.h"
#include "str.h"

#include <sys/types.h>

enum { FILTER_QUEUE_MOST = 1024, FILTER_TEAM_MOST = 64 };

struct entry {
	struct str bytes;         /* what will be written, once ready */
	bool ready;
	/* until a worker has answered */
	bool held;                /* it wants the stage and no worker has it yet */
	struct rec rec;
	jv from;
	struct entry *next;       /* of those that one worker has together */
	/* of the first of them */
	pid_t pid;
	int fd;
	double start;
	struct str reply;
};

struct loop {
	const struct filter *f;
	int in, out;              /* descriptors, the caller's */
	struct data data;
	jv old;                   /* id: what the key was in $VIZ_OLD */
	struct entry *queue;      /* a ring */
	size_t head, count;
	int working, held;
	bool some_failed, environment_failed, stream_broken;
	struct str said;          /* the last complaint: the same one is made once */
};

/* What act() has told of the process (filter_environment, filter_partly). */
extern bool filter_environment_failed, filter_partly_done;

/* ---- filter_loop.c */

/* A loop of f from descriptor in to out, and its end. */
struct loop loop_new(const struct filter *f, int in, int out);
void loop_free(struct loop *);

/* All of it: reads to the end and writes every line.  some_failed,
 * environment_failed and stream_broken tell how it went. */
void loop_run(struct loop *);

/* A line more, before those that are queued; consumes object. */
void loop_emit(struct loop *, jv object);

/* The i-th entry of the queue. */
struct entry *loop_at(struct loop *, size_t i);

/* ---- filter_team.c: e is the first of entries chained by next */

/* Acts on them in this process; they are ready then. */
void team_here(struct loop *, struct entry *e);

/* Hands them to a forked worker; false where none can be made. */
bool team_away(struct loop *, struct entry *e);

/* Reads a piece of the worker's answer; at its end they are ready. */
void team_listen(struct loop *, struct entry *e);

/* Ends a worker whose time is over; they are ready then, each with an error. */
void team_late(struct loop *, struct entry *e);

/* The entry has its line: writable in its turn. */
void team_finish(struct entry *e);

#endif
