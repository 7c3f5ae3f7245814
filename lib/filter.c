/* Theory of operation.
 *
 * Lines are read as they come and queued.  A line that needs nothing is ready
 * at once; one that needs the stage is ready when act() has returned, which
 * happens here (jobs 0) or in a forked worker that sends back the whole line
 * through a pipe.  Lines that may share a worker (together) are held until no
 * more come at once.  The head of the queue is written as soon as it is ready, so
 * order is kept, and each line leaves when it can.  A worker that dies costs
 * its line an error, not the stream. */
#include "filter.h"

#include "digest.h"
#include "event.h"
#include "line.h"
#include "mem.h"
#include "share.h"

#include <err.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUEUE_MOST = 1024 };

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
	struct data data;
	struct entry *queue;      /* a ring */
	size_t head, count;
	int working, held;
	bool some_failed, stream_broken;
	struct str said;          /* the last complaint: the same one is made once */
};

static bool environment_failed, partly_done;

void
filter_environment(void)
{
	environment_failed = true;
}

void
filter_partly(void)
{
	partly_done = true;
}

void
filter_warn(const char *name, const char *fmt, ...)
{
	struct str b = {0};
	va_list ap;

	str_addf(&b, "%s: ", name);
	va_start(ap, fmt);
	str_vaddf(&b, fmt, ap);
	va_end(ap);
	str_addc(&b, '\n');
	/* One write, so that lines of stages side by side do not mix. */
	/* Where nobody reads stderr, what matters is in the stream, too. */
	(void)line_write(STDERR_FILENO, b.s, b.n);
	str_free(&b);
}

int
filter_close(const char *name, int status)
{
	if (fflush(stdout) == EOF || ferror(stdout) || close(STDOUT_FILENO) == -1) {
		filter_warn(name, "writing stdout: %s: make room and run again", strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	return status;
}

void
filter_promise(const char *name, const struct self *s)
{
	struct self mine = *s;
	jv folders = share_folders();
	size_t own = 0, n = (size_t)jv_array_length(jv_copy(folders));

	while (s->read != NULL && s->read[own] != NULL)
		own++;
	const char **read = mem_calloc(own + n + 3, sizeof *read);

	for (size_t i = 0; i < own; i++)
		read[i] = s->read[i];
	jv_array_foreach(folders, i, folder) {
		read[own + (size_t)i] = jv_string_value(folder);
		jv_free(folder);       /* folders holds it still */
	}
	/* iconv(3) loads a converter when the first text asks for it. */
	read[own + n] = "/usr/lib";
	read[own + n + 1] = "/lib";
	if (s->read != NULL)
		mine.read = read;
	/* The event opens the log, which must be before the promise. */
	event_emit(name, "", "promise", jv_null());
	const char *lacking = self_promise(&mine);

	if (lacking != NULL)
		event_emit(name, "", "promise-lacks", JV_OBJECT(jv_string("what"), jv_string(lacking)));
	free(read);
	jv_free(folders);
}

/* ---- lines out */

static struct loop *running;

/* Whole lines to stdout; a reader that has gone ends us quietly. */
static void
put(struct loop *l, const char *bytes, size_t n)
{
	if (l->stream_broken || line_write(STDOUT_FILENO, bytes, n) == 0)
		return;
	if (errno == EPIPE)
		_exit(128 + SIGPIPE);
	filter_warn(l->f->name, "writing stdout: %s: make room and run again", strerror(errno));
	l->stream_broken = true;
}

static struct entry *
at(struct loop *l, size_t i)
{
	return &l->queue[(l->head + i) % QUEUE_MOST];
}

static void
write_ready(struct loop *l)
{
	while (l->count > 0 && at(l, 0)->ready) {
		struct entry *e = at(l, 0);

		str_addc(&e->bytes, '\n');
		put(l, e->bytes.s, e->bytes.n);
		str_free(&e->bytes);
		l->head = (l->head + 1) % QUEUE_MOST;
		l->count--;
	}
}

void
filter_emit(jv object)
{
	struct rec r;

	rec_make(&r, object);
	str_addc(&r.bytes, '\n');
	if (running != NULL) {
		put(running, r.bytes.s, r.bytes.n);
	} else if (line_write(STDOUT_FILENO, r.bytes.s, r.bytes.n) == -1) {
		if (errno == EPIPE)
			_exit(128 + SIGPIPE);
		err(EXIT_ENVIRONMENT, "writing stdout: make room and run again");
	}
	rec_free(&r);
}

/* ---- one chart */

static bool
same_text(jv o, const char *key, const char *want)
{
	const char *is = jv_text(o, key);

	return is != NULL && strcmp(is, want) == 0;
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
	bool done = same_text(now, "from", jv_string_value(from)) &&
	    (l->f->with == NULL || same_text(now, "with", l->f->with)) && !jv_true_at(now, "again");

	jv_free(now);
	if (!done)
		return from;
	jv_free(from);
	return jv_invalid();
}

/* Sets the key of *r to what act() made of it; true where it went well.
 * Consumes value and from. */
static bool
settle(struct loop *l, struct rec *r, jv value, jv from, double start)
{
	const struct filter *f = l->f;
	bool ok = jv_true_at(value, "ok");
	jv error = jv_at(value, "error"), code = jv_at(error, "code");

	value = jv_object_set(value, jv_string("from"), from);
	if (f->with != NULL)
		value = jv_object_set(value, jv_string("with"), jv_string(f->with));
	rec_set(r, f->key, value);
	event_emit(f->name, rec_id(r), ok ? "done" : "failed",
	    JV_OBJECT(jv_string("ms"), jv_number(event_ms() - start), jv_string("code"), code));
	jv_free(error);
	return ok;
}

/* ---- workers: the reply is, for each line, a byte of flags and the line */

enum { FLAG_OK = 1, FLAG_ENVIRONMENT = 2, FLAG_PARTLY = 4, TEAM_MOST = 64 };

/* Acts on the team of e; in a worker, adds to reply what the parent is told. */
static void
perform(struct loop *l, struct entry *e, struct str *reply)
{
	struct rec *team[TEAM_MOST];
	jv values[TEAM_MOST];
	size_t n = 0;
	double start = event_ms();

	for (struct entry *m = e; m != NULL; m = m->next)
		team[n++] = &m->rec;
	if (n == 1)
		values[0] = l->f->act(team[0], &l->data, l->f->ctx);
	else
		l->f->act_together(team, n, &l->data, l->f->ctx, values);
	for (size_t i = 0; i < n; i++, e = e->next) {
		bool ok = settle(l, team[i], values[i], jv_copy(e->from), start);

		if (reply == NULL)
			continue;
		str_addc(reply, '0' + (ok ? FLAG_OK : 0) + (environment_failed ? FLAG_ENVIRONMENT : 0) +
		    (partly_done ? FLAG_PARTLY : 0));
		str_add(reply, team[i]->bytes.s, team[i]->bytes.n);
		str_addc(reply, '\n');
	}
}

static _Noreturn void
work(struct loop *l, struct entry *e, int fd, pid_t parent)
{
	struct str reply = {0};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	perform(l, e, &reply);
	_exit(line_write(fd, reply.s, reply.n) == -1);
}

/* Hands the team of e to a worker; false where none can be made. */
static bool
delegate(struct loop *l, struct entry *e)
{
	int fd[2];
	pid_t parent = getpid();

	if (pipe(fd) == -1)
		return false;
	e->pid = fork();
	if (e->pid == -1) {
		e->pid = 0;
		close(fd[0]);
		close(fd[1]);
		return false;
	}
	if (e->pid == 0) {
		close(fd[0]);
		for (size_t i = 0; i < l->count; i++)
			if (at(l, i)->pid > 0 && at(l, i)->fd >= 0)
				close(at(l, i)->fd);
		work(l, e, fd[1], parent);
	}
	close(fd[1]);
	e->fd = fd[0];
	e->start = event_ms();
	l->working++;
	return true;
}

/* Says on stderr why the stage failed on this line.  What is not the line's
 * fault ("again") is said without its id, and so once for all lines. */
static void
complain(struct loop *l, const struct str *line)
{
	struct rec r;
	struct str b = {0};

	l->some_failed = true;
	if (rec_parse(&r, line->s, line->n) == NULL) {
		jv value = rec_get(&r, l->f->key), error = jv_at(value, "error");
		const char *message = jv_text(error, "message"), *hint = jv_text(error, "hint");

		if (!jv_true_at(value, "again"))
			str_addf(&b, "%s: ", rec_id(&r));
		str_addf(&b, "%s%s%s", message != NULL ? message : "failed", hint != NULL ? ": " : "",
		    hint != NULL ? hint : "");
		if (l->said.s == NULL || strcmp(l->said.s, b.s) != 0)
			filter_warn(l->f->name, "%s", b.s);
		str_free(&l->said);
		l->said = b;
		jv_free(error);
		jv_free(value);
	}
	rec_free(&r);
}

/* What a worker that did not finish leaves on its line. */
static void
bury(struct loop *l, struct entry *e, bool late, int status)
{
	jv value;

	if (late)
		value = rec_fail("worker.time", false, "raise the time limit, or ask for less",
		    "stopped after %ld ms", l->f->wall_ms);
	else if (WIFSIGNALED(status))
		value = rec_fail("worker.died", false, "please report it with the line that caused it",
		    "the worker died of signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		value = rec_fail("worker.died", false, "please report it with the line that caused it",
		    "the worker ended with status %d and no answer", WEXITSTATUS(status));
	settle(l, &e->rec, value, jv_copy(e->from), e->start);
	str_free(&e->bytes);
	e->bytes = e->rec.bytes;
	e->rec.bytes = (struct str){0};
	complain(l, &e->bytes);
}

/* The entry has its line: writable in its turn. */
static void
finish(struct entry *e)
{
	rec_free(&e->rec);
	jv_free(e->from);
	e->from = jv_invalid();
	e->next = NULL;
	e->ready = true;
}

/* Takes the next line of a reply; NULL where there is none. */
static const char *
unpack(struct loop *l, struct entry *e, const char *reply, const char *end)
{
	const char *newline = reply < end ? memchr(reply, '\n', (size_t)(end - reply)) : NULL;

	if (newline == NULL)
		return NULL;
	int flags = *reply++ - '0';

	environment_failed |= (flags & FLAG_ENVIRONMENT) != 0;
	partly_done |= (flags & FLAG_PARTLY) != 0;
	str_clear(&e->bytes);
	str_add(&e->bytes, reply, (size_t)(newline - reply));
	if (!(flags & FLAG_OK))
		complain(l, &e->bytes);
	return newline + 1;
}

static void
collect(struct loop *l, struct entry *e, bool late)
{
	int status = 0;

	if (late)
		kill(e->pid, SIGKILL);
	while (waitpid(e->pid, &status, 0) == -1 && errno == EINTR)
		;
	close(e->fd);
	e->fd = -1;
	e->pid = 0;
	l->working--;
	struct str reply = e->reply;
	bool good = !late && WIFEXITED(status) && WEXITSTATUS(status) == 0 && reply.n > 0;
	const char *at_line = good ? reply.s : NULL, *end = good ? reply.s + reply.n : NULL;

	e->reply = (struct str){0};
	for (struct entry *m = e, *next; m != NULL; m = next) {
		next = m->next;
		at_line = at_line != NULL ? unpack(l, m, at_line, end) : NULL;
		if (at_line == NULL)
			bury(l, m, late, status);
		finish(m);
	}
	str_free(&reply);
}

/* Reads a piece of the worker's answer; at its end the entry is ready. */
static void
listen_to(struct loop *l, struct entry *e)
{
	enum { PIECE = 1 << 16 };
	ssize_t got = read(e->fd, str_room(&e->reply, PIECE), PIECE);

	if (got > 0)
		e->reply.n += (size_t)got;
	else if (got == 0 || errno != EINTR)
		collect(l, e, false);
}

/* ---- lines in */

static void
take_bad(struct loop *l, struct entry *e, const char *why, unsigned long number)
{
	struct str some = {0}, id = {0};

	str_foreign(&some, e->bytes.s != NULL ? e->bytes.s : "", e->bytes.n);
	str_addf(&id, "%s:line-%lu", l->f->name, number);
	filter_warn(l->f->name, "line %lu: %s: %s: passed on as an error line", number, why, some.s);
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
	struct entry *e = at(l, l->count);

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
	if (jv_is_valid(e->from)) {
		e->held = true;
		l->held++;
	} else {
		finish(e);
	}
}

/* ---- the loop */

static void
act_here(struct loop *l, struct entry *e)
{
	perform(l, e, NULL);
	for (struct entry *next; e != NULL; e = next) {
		next = e->next;
		bool ok = rec_ok(&e->rec, l->f->key);

		str_free(&e->bytes);
		e->bytes = e->rec.bytes;
		e->rec.bytes = (struct str){0};
		if (!ok)
			complain(l, &e->bytes);
		finish(e);
	}
}

/* The held entries from the i-th on that may share a worker with it, chained. */
static struct entry *
gather(struct loop *l, size_t i)
{
	const struct filter *f = l->f;
	struct entry *first = at(l, i), *last = first;
	int n = 1, most = f->together < TEAM_MOST ? f->together : TEAM_MOST;

	first->held = false;
	first->next = NULL;
	l->held--;
	if (most <= 1 || !f->may_join(&first->rec, f->ctx))
		return first;
	for (i++; i < l->count && n < most; i++) {
		struct entry *e = at(l, i);

		if (!e->held || !f->may_join(&e->rec, f->ctx))
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
		if (!at(l, i)->held)
			continue;
		struct entry *e = gather(l, i);

		if (l->f->jobs > 0 && delegate(l, e))
			continue;
		if (l->working == 0) {
			act_here(l, e);
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
		struct entry *e = at(l, i);

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
	struct pollfd fds[QUEUE_MOST + 1];
	struct entry *who[QUEUE_MOST + 1];
	nfds_t n = 0;

	if (room) {
		fds[n] = (struct pollfd){STDIN_FILENO, POLLIN, 0};
		who[n++] = NULL;
	}
	for (size_t i = 0; i < l->count; i++)
		if (at(l, i)->pid > 0) {
			fds[n] = (struct pollfd){at(l, i)->fd, POLLIN, 0};
			who[n++] = at(l, i);
		}
	bool readable = false;

	if (poll(fds, n, time_left(l)) == -1)
		return false;
	for (nfds_t i = 0; i < n; i++) {
		if (who[i] == NULL)
			readable = fds[i].revents != 0;
		else if (fds[i].revents != 0)
			listen_to(l, who[i]);
		else if (l->f->wall_ms > 0 && event_ms() - who[i]->start > (double)l->f->wall_ms)
			collect(l, who[i], true);
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
is_readable_now(void)
{
	return poll(&(struct pollfd){STDIN_FILENO, POLLIN, 0}, 1, 0) == 1;
}

static void
run(struct loop *l)
{
	struct line_reader in = line_reader(STDIN_FILENO);
	bool ended = false;
	const char *s;
	size_t n;

	while (!ended || l->count > 0) {
		bool room = !ended && l->count < QUEUE_MOST && l->held < hold_most(l->f);
		bool readable = room && line_ready(&in);

		/* Lines that may share a worker wait until no more come at once. */
		if (!readable && !(room && l->f->together > 1 && is_readable_now()))
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
				environment_failed = true;
			}
		}
		write_ready(l);
	}
	line_free(&in);
}

int
filter_run(const struct filter *f)
{
	struct loop l = {.f = f, .data = data_new(),
	    .queue = mem_calloc(QUEUE_MOST, sizeof *l.queue)};
	int status = EXIT_DONE;

	double start = event_ms();

	signal(SIGPIPE, SIG_IGN);
	running = &l;
	run(&l);
	if (f->end != NULL)
		status = f->end(&l.data, f->ctx);
	running = NULL;
	event_emit(f->name, "", "end", JV_OBJECT(jv_string("ms"), jv_number(event_ms() - start)));
	str_free(&l.said);
	free(l.queue);
	data_free(&l.data);
	if ((l.some_failed || partly_done) && status == EXIT_DONE)
		status = EXIT_SOME_FAILED;
	if (environment_failed || l.stream_broken)
		status = EXIT_ENVIRONMENT;
	return l.stream_broken ? status : filter_close(f->name, status);
}
