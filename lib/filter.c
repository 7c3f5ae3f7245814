/* Theory of operation.
 *
 * Lines are read as they come and queued.  A line that needs nothing is ready
 * at once; one that needs the stage is ready when act() has returned, which
 * happens here (jobs 0) or in a forked worker that sends back the whole line
 * through a pipe.  The head of the queue is written as soon as it is ready, so
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
	/* while a worker has it */
	pid_t pid;
	int fd;
	double start;
	struct str reply;
	struct rec rec;
};

struct loop {
	const struct filter *f;
	struct data data;
	struct entry *queue;      /* a ring */
	size_t head, count;
	int working;
	bool some_failed, stream_broken;
};

static bool environment_failed;

void
filter_environment(void)
{
	environment_failed = true;
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
	const char **read = mem_calloc(own + n + 1, sizeof *read);

	for (size_t i = 0; i < own; i++)
		read[i] = s->read[i];
	jv_array_foreach(folders, i, folder) {
		read[own + (size_t)i] = jv_string_value(folder);
		jv_free(folder);       /* folders holds it still */
	}
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

/* Runs act() on *r, sets its key; true where it went well.  Consumes from. */
static bool
perform(struct loop *l, struct rec *r, jv from)
{
	const struct filter *f = l->f;
	double start = event_ms();
	jv value = f->act(r, &l->data, f->ctx);
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

/* ---- workers: the reply is a byte of flags, then the line */

enum { FLAG_OK = 1, FLAG_ENVIRONMENT = 2 };

static _Noreturn void
work(struct loop *l, struct rec *r, jv from, int fd, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	int ok = perform(l, r, from) ? FLAG_OK : 0;
	char flags = (char)('0' + ok + (environment_failed ? FLAG_ENVIRONMENT : 0));

	if (line_write(fd, &flags, 1) == -1 || line_write(fd, r->bytes.s, r->bytes.n) == -1)
		_exit(1);
	_exit(0);
}

/* Hands the entry's line to a worker; false where none can be made. */
static bool
delegate(struct loop *l, struct entry *e, jv from)
{
	int fd[2];
	pid_t parent = getpid();

	if (pipe(fd) == -1)
		return false;
	e->pid = fork();
	if (e->pid == -1) {
		close(fd[0]);
		close(fd[1]);
		return false;
	}
	if (e->pid == 0) {
		close(fd[0]);
		for (size_t i = 0; i < l->count; i++)
			if (at(l, i)->pid > 0 && at(l, i)->fd >= 0)
				close(at(l, i)->fd);
		work(l, &e->rec, from, fd[1], parent);
	}
	close(fd[1]);
	jv_free(from);
	e->fd = fd[0];
	e->start = event_ms();
	l->working++;
	return true;
}

/* What a worker that did not finish leaves on its line. */
static void
bury(struct loop *l, struct entry *e, bool late, int status)
{
	jv from = wanted(l, &e->rec), value;

	if (late)
		value = rec_fail("worker.time", false, "raise the time limit, or ask for less",
		    "stopped after %ld ms", l->f->wall_ms);
	else if (WIFSIGNALED(status))
		value = rec_fail("worker.died", false, "please report it with the line that caused it",
		    "the worker died of signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		value = rec_fail("worker.died", false, "please report it with the line that caused it",
		    "the worker ended with status %d and no answer", WEXITSTATUS(status));
	if (jv_is_valid(from))
		value = jv_object_set(value, jv_string("from"), from);
	if (l->f->with != NULL)
		value = jv_object_set(value, jv_string("with"), jv_string(l->f->with));
	rec_set(&e->rec, l->f->key, value);
	event_emit(l->f->name, rec_id(&e->rec), "failed", jv_null());
	l->some_failed = true;
	str_free(&e->bytes);
	e->bytes = e->rec.bytes;
	e->rec.bytes = (struct str){0};
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
	if (!late && WIFEXITED(status) && WEXITSTATUS(status) == 0 && e->reply.n > 1) {
		int flags = e->reply.s[0] - '0';

		l->some_failed |= !(flags & FLAG_OK);
		environment_failed |= (flags & FLAG_ENVIRONMENT) != 0;
		str_clear(&e->bytes);
		str_add(&e->bytes, e->reply.s + 1, e->reply.n - 1);
	} else {
		bury(l, e, late, status);
	}
	str_free(&e->reply);
	rec_free(&e->rec);
	e->fd = -1;
	e->pid = 0;
	e->ready = true;
	l->working--;
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

	*e = (struct entry){.fd = -1};
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
	jv from = wanted(l, &e->rec);

	if (jv_is_valid(from)) {
		if (l->f->jobs > 0 && delegate(l, e, from))
			return;
		l->some_failed |= !perform(l, &e->rec, from);
		str_free(&e->bytes);
		e->bytes = e->rec.bytes;
		e->rec.bytes = (struct str){0};
	} else {
		jv_free(from);
	}
	rec_free(&e->rec);
	e->ready = true;
}

/* ---- the loop */

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

static void
run(struct loop *l)
{
	struct line_reader in = line_reader(STDIN_FILENO);
	bool ended = false, waiting = false;   /* waiting: no whole line is buffered */
	const char *s;
	size_t n;

	while (!ended || l->count > 0) {
		bool room = !ended && l->count < QUEUE_MOST &&
		    (l->f->jobs == 0 || l->working < l->f->jobs);
		bool readable = room && !waiting;

		if (!readable && (room || l->working > 0))
			readable = await(l, room);
		if (readable) {
			int got = line_poll(&in, &s, &n);

			waiting = got == 2;
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

	signal(SIGPIPE, SIG_IGN);
	running = &l;
	run(&l);
	if (f->end != NULL)
		status = f->end(&l.data, f->ctx);
	running = NULL;
	free(l.queue);
	data_free(&l.data);
	if (l.some_failed && status == EXIT_DONE)
		status = EXIT_SOME_FAILED;
	if (environment_failed || l.stream_broken)
		status = EXIT_ENVIRONMENT;
	return l.stream_broken ? status : filter_close(f->name, status);
}
