/* Theory of operation.
 *
 * Lines are read as they come and queued.  A line that needs nothing is ready
 * at once; one that needs the stage is ready when act() has returned, which
 * happens here (jobs 0) or in a forked worker that sends back the whole line
 * through a pipe.  Lines that may share a worker (together) are held until no
 * more come at once.  The head of the queue is written as soon as it is ready, so
 * order is kept, and each line leaves when it can.  A worker that dies costs
 * its line an error, not the stream. */
#include "filter_own.h"

#include "digest.h"
#include "event.h"
#include "line.h"
#include "mem.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- lines out */

/* Whole lines out; a reader that has gone ends us quietly. */
static void
put(struct loop *l, const char *bytes, size_t n)
{
	if (l->stream_broken || line_write(l->out, bytes, n) == 0)
		return;
	if (errno == EPIPE)
		_exit(128 + SIGPIPE);
	filter_warn(l->f->name, "writing stdout: %s: make room and run again", strerror(errno));
	l->stream_broken = true;
}

struct entry *
loop_at(struct loop *l, size_t i)
{
	return &l->queue[(l->head + i) % FILTER_QUEUE_MOST];
}

static void
write_ready(struct loop *l)
{
	while (l->count > 0 && loop_at(l, 0)->ready) {
		struct entry *e = loop_at(l, 0);

		str_addc(&e->bytes, '\n');
		put(l, e->bytes.s, e->bytes.n);
		str_free(&e->bytes);
		l->head = (l->head + 1) % FILTER_QUEUE_MOST;
		l->count--;
	}
}

void
loop_emit(struct loop *l, jv object)
{
	struct rec r;

	rec_make(&r, object);
	str_addc(&r.bytes, '\n');
	put(l, r.bytes.s, r.bytes.n);
	rec_free(&r);
}

/* ---- one chart */

static bool
same_text(jv o, const char *key, const char *want)
{
	const char *is = jv_text(o, key);

	return is != NULL && strcmp(is, want) == 0;
}

/* Is the key's value what the stage would make from these inputs? */
static bool
fits(const struct loop *l, jv value, jv from)
{
	return same_text(value, "from", jv_string_value(from)) &&
	    (l->f->with == NULL || same_text(value, "with", l->f->with)) && !jv_true_at(value, "again");
}

/* The digest of the inputs where the line wants the stage, else invalid. */
static jv
wanted(const struct loop *l, const struct rec *r)
{
	if (strcmp(rec_kind(r), "chart") != 0)
		return jv_invalid();
	jv inputs = l->f->inputs(r, &l->data);

	if (!jv_is_valid(inputs))
		return inputs;
	jv from = digest_jv(inputs), now = rec_get(r, l->f->key);
	bool done = fits(l, now, from);

	jv_free(now);
	if (!done)
		return from;
	jv_free(from);
	return jv_invalid();
}

/* Gives the line what the stage made of the same inputs in $VIZ_OLD; false
 * where there is no such thing, or the line has a try of its own. */
static bool
recall(const struct loop *l, struct entry *e)
{
	jv now = rec_get(&e->rec, l->f->key);
	jv old = jv_object_get(jv_copy(l->old), jv_string(rec_id(&e->rec)));
	bool known = jv_get_kind(now) == JV_KIND_NULL && jv_is_valid(old) && fits(l, old, e->from);

	jv_free(now);
	if (!known) {
		jv_free(old);
		return false;
	}
	rec_set(&e->rec, l->f->key, old);
	str_free(&e->bytes);
	e->bytes = e->rec.bytes;
	e->rec.bytes = (struct str){0};
	return true;
}

/* ---- lines in */

static void
take_bad(struct loop *l, struct entry *e, const char *why, unsigned long number)
{
	struct str some = {0}, id = {0};

	str_foreign(&some, e->bytes.s != NULL ? e->bytes.s : "", e->bytes.n);
	str_addf(&id, "%s:line-%lu", l->f->name, number);
	filter_warn(l->f->name, "line %lu: %s: %s: passed on as an error line: mend it, or the stage that wrote it", number, why, some.s);
	struct rec r;

	rec_make(&r, rec_error(l->f->name, id.s, "line.bad",
	    "find the stage that wrote it; the other lines are whole", "line %lu: %s: %s", number, why, some.s));
	if (l->f->see != NULL)
		l->f->see(&r, l->f->ctx);
	str_free(&e->bytes);
	e->bytes = r.bytes;
	r.bytes = (struct str){0};
	rec_free(&r);
	str_free(&some);
	str_free(&id);
	l->some_failed = true;
	e->ready = true;
}

static bool
is_blank(const char *s, size_t n)
{
	return strspn(s, " \t\r") >= n;
}

static void
take(struct loop *l, const char *s, size_t n, unsigned long number)
{
	struct entry *e = loop_at(l, l->count);

	*e = (struct entry){.fd = -1, .from = jv_invalid()};
	str_add(&e->bytes, s, n);
	l->count++;
	if (is_blank(e->bytes.s, n)) {
		e->ready = true;
		return;
	}
	const char *why = rec_parse(&e->rec, s, n);

	if (why != NULL) {
		rec_free(&e->rec);
		take_bad(l, e, why, number);
		return;
	}
	data_see(&l->data, &e->rec);
	if (l->f->see != NULL)
		l->f->see(&e->rec, l->f->ctx);
	e->from = wanted(l, &e->rec);
	if (jv_is_valid(e->from) && !recall(l, e)) {
		e->held = true;
		l->held++;
	} else {
		team_finish(e);
	}
}

/* ---- the loop */

/* How many held lines a worker is to be given: its share among the free ones. */
static int
share_of(const struct loop *l)
{
	const struct filter *f = l->f;
	int workers = f->jobs > l->working ? f->jobs - l->working : 1, share = (l->held + workers - 1) / workers;
	int most = f->together < FILTER_TEAM_MOST ? f->together : FILTER_TEAM_MOST;

	if (share < f->worth_a_start)
		share = f->worth_a_start;
	return share < most ? share : most;
}

static bool
may_join(const struct filter *f, const struct entry *e)
{
	return f->may_join == NULL || f->may_join(&e->rec, f->ctx);
}

/* The held entries from the i-th on that may share a worker with it, chained. */
static struct entry *
gather(struct loop *l, size_t i)
{
	const struct filter *f = l->f;
	struct entry *first = loop_at(l, i), *last = first;
	int n = 1, most = share_of(l);

	first->held = false;
	first->next = NULL;
	l->held--;
	if (most <= 1 || !may_join(f, first))
		return first;
	for (i++; i < l->count && n < most; i++) {
		struct entry *e = loop_at(l, i);

		if (!e->held || !may_join(f, e))
			continue;
		e->held = false;
		e->next = NULL;
		l->held--;
		last = last->next = e;
		n++;
	}
	return first;
}

/* Starts what is held, as far as there are workers for it.  Where none can be
 * made the work waits for those there are, or is done here. */
static void
dispatch(struct loop *l)
{
	for (size_t i = 0; i < l->count && l->held > 0 && (l->f->jobs == 0 || l->working < l->f->jobs); i++) {
		if (!loop_at(l, i)->held)
			continue;
		struct entry *e = gather(l, i);

		if (l->f->jobs > 0 && team_away(l, e))
			continue;
		if (l->working == 0) {
			team_here(l, e);
			continue;
		}
		for (; e != NULL; e = e->next) {
			e->held = true;
			l->held++;
		}
		return;
	}
}

static int
time_left(struct loop *l)
{
	double least = -1;

	for (size_t i = 0; i < l->count && l->f->wall_ms > 0; i++) {
		struct entry *e = loop_at(l, i);

		if (e->pid <= 0)
			continue;
		double left = (double)l->f->wall_ms - (event_ms() - e->start);

		if (left <= 0)
			left = 0;
		if (least < 0 || left < least)
			least = left;
	}
	return least < 0 ? -1 : (int)least + 1;
}

/* Waits for a worker, or for input where there is room for more. */
static bool
await(struct loop *l, bool room)
{
	struct pollfd fds[FILTER_QUEUE_MOST + 1];
	struct entry *who[FILTER_QUEUE_MOST + 1];
	nfds_t n = 0;

	if (room) {
		fds[n] = (struct pollfd){l->in, POLLIN, 0};
		who[n++] = NULL;
	}
	for (size_t i = 0; i < l->count; i++)
		if (loop_at(l, i)->pid > 0) {
			fds[n] = (struct pollfd){loop_at(l, i)->fd, POLLIN, 0};
			who[n++] = loop_at(l, i);
		}
	bool readable = false;

	if (poll(fds, n, time_left(l)) == -1)
		return false;
	for (nfds_t i = 0; i < n; i++) {
		if (who[i] == NULL)
			readable = fds[i].revents != 0;
		else if (fds[i].revents != 0)
			team_listen(l, who[i]);
		else if (l->f->wall_ms > 0 && event_ms() - who[i]->start > (double)l->f->wall_ms)
			team_late(l, who[i]);
	}
	return readable;
}

/* How many lines may wait for a worker before no more are read. */
static int
hold_most(const struct filter *f)
{
	int each = f->together > 1 ? f->together : 1;

	return f->jobs > 1 ? f->jobs * each : each;
}

static bool
is_readable_now(const struct loop *l)
{
	return poll(&(struct pollfd){l->in, POLLIN, 0}, 1, 0) == 1;
}

void
loop_run(struct loop *l)
{
	struct line_reader in = line_reader(l->in);
	bool ended = false;
	const char *s;
	size_t n;

	while (!ended || l->count > 0) {
		bool room = !ended && l->count < FILTER_QUEUE_MOST && l->held < hold_most(l->f);
		bool readable = room && line_ready(&in);

		/* Lines that may share a worker wait until no more come at once. */
		if (!readable && !(room && l->f->together > 1 && is_readable_now(l)))
			dispatch(l);
		write_ready(l);
		if (!readable && (room || l->working > 0))
			readable = await(l, room);
		if (readable) {
			int got = line_poll(&in, &s, &n);

			if (got == 1)
				take(l, s, n, in.number);
			ended = got == 0 || got == -1;
			if (got == -1) {
				filter_warn(l->f->name, "reading stdin: %s: run it again", strerror(errno));
				l->environment_failed = true;
			}
		}
		write_ready(l);
	}
	line_free(&in);
}

struct loop
loop_new(const struct filter *f, int in, int out)
{
	return (struct loop){.f = f, .in = in, .out = out, .data = data_new(),
	    .old = jv_object(), .queue = mem_calloc(FILTER_QUEUE_MOST, sizeof(struct entry))};
}

void
loop_free(struct loop *l)
{
	str_free(&l->said);
	free(l->queue);
	jv_free(l->old);
	data_free(&l->data);
}
