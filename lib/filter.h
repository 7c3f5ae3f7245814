/* filter: the loop over the lines, written once.
 *
 * A stage says which inputs a chart gives it and what it makes of them; the
 * loop reads, passes, remembers datasets, tells stale from fresh, runs act()
 * (in forked workers where jobs > 0), keeps the order, writes and flushes,
 * turns bad lines into error lines, writes events, and finds the status.
 *
 * A stage acts on a chart line when inputs() returns a valid value and its key
 * is absent, or was made from other inputs ("from"), or with other options and
 * files of share/ ("with"), or failed with "again":true.  The loop adds "from"
 * and "with" to what act() returns.
 *
 * With VIZ_OLD naming a stream of an earlier run, a chart without the key takes
 * the one that the chart of its id has there, where that still fits. */
#ifndef VIZ_FILTER_H
#define VIZ_FILTER_H

#include "data.h"
#include "rec.h"
#include "self.h"

#include <stdbool.h>

enum { EXIT_DONE = 0, EXIT_SOME_FAILED = 1, EXIT_MISUSED = 2, EXIT_ENVIRONMENT = 3 };

struct filter {
	const char *name;          /* the stage, in messages, events and error lines */
	const char *key;           /* the key it adds to chart lines */

	/* chain_KEY, or a wrapper; returns jv_invalid() for "not mine". */
	jv (*inputs)(const struct rec *, const struct data *);

	/* The key's new value: an object with ok, or rec_fail(…).  May rec_set
	 * other keys of r.  In a worker when jobs > 0: what it changes outside r
	 * is lost. */
	jv (*act)(struct rec *r, const struct data *, void *ctx);

	/* Sees every line before it is passed or acted on; may be NULL. */
	void (*see)(const struct rec *, void *ctx);

	/* Once, after the last line, before the status is found: more lines by
	 * filter_emit.  Returns 0 or a status; may be NULL. */
	int (*end)(const struct data *, void *ctx);

	/* Where one start of the work serves many lines: at most so many of those
	 * for which may_join holds (NULL: all) are given to act_together at once,
	 * which fills values[i] for team[i] (NULL: act on each).  together 0 or 1:
	 * never.  Lines that wait are shared out among the free workers, but
	 * worth_a_start of them at least stay together. */
	int together, worth_a_start;
	bool (*may_join)(const struct rec *, void *ctx);
	void (*act_together)(struct rec **team, size_t n, const struct data *, void *ctx, jv *values);

	const char *with;          /* digest of options and share/ files, or NULL */
	int jobs;                  /* 0: act here; n: at most n workers at once */
	long wall_ms;              /* a worker's deadline; 0: none */
	void *ctx;
};

/* The whole program: returns its exit status, having written its messages.
 * Status 1: a line was bad, or act() returned ok false.  3: stdin or stdout
 * failed, or filter_environment() was called.  SIGPIPE ends it quietly. */
int filter_run(const struct filter *);

/* A line more on stdout, from see() or end() or a program of its own loop;
 * consumes object. */
void filter_emit(jv object);

/* From act(), see() or end(): the environment failed (no jail, no provider):
 * the stream is kept whole, the status will be 3.  Works from a worker. */
void filter_environment(void);

/* Likewise: every line is done, but not as was asked (a budget is spent, our
 * own rules answer): the status will be 1. */
void filter_partly(void);

/* For programs that start a stream (csvsum) and use no filter_run: checks
 * that stdout has taken all; returns status, or 3 with a message. */
int filter_close(const char *name, int status);

/* Gives up what *s does not name (self.h), once the filter's files are open and
 * before filter_run.  The event log stays open.  What this kernel cannot hold is
 * told to the event log, and the filter goes on. */
void filter_promise(const char *name, const struct self *s);

/* Messages: "NAME: what happened: to what: what to do". */
void filter_warn(const char *name, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
