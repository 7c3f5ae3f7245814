#include "filter_own.h"

#include "event.h"
#include "line.h"
#include "mem.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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

void
team_finish(struct entry *e)
{
	rec_free(&e->rec);
	jv_free(e->from);
	e->from = jv_invalid();
	e->next = NULL;
	e->ready = true;
}

/* ---- workers: the reply is, for each line, a byte of flags and the line */

enum { FLAG_OK = 1, FLAG_ENVIRONMENT = 2, FLAG_PARTLY = 4 };

/* Acts on the team of e; in a worker, adds to reply what the parent is told. */
static void
perform(struct loop *l, struct entry *e, struct str *reply)
{
	struct rec *team[FILTER_TEAM_MOST];
	jv values[FILTER_TEAM_MOST];
	size_t n = 0;
	double start = event_ms();

	for (struct entry *m = e; m != NULL; m = m->next)
		team[n++] = &m->rec;
	if (n > 1 && l->f->act_together != NULL)
		l->f->act_together(team, n, &l->data, l->f->ctx, values);
	else
		for (size_t i = 0; i < n; i++)
			values[i] = l->f->act(team[i], &l->data, l->f->ctx);
	for (size_t i = 0; i < n; i++, e = e->next) {
		bool ok = settle(l, team[i], values[i], jv_copy(e->from), start);

		if (reply == NULL)
			continue;
		str_addc(reply, '0' + (ok ? FLAG_OK : 0) + (filter_environment_failed ? FLAG_ENVIRONMENT : 0) +
		    (filter_partly_done ? FLAG_PARTLY : 0));
		str_add(reply, team[i]->bytes.s, team[i]->bytes.n);
		str_addc(reply, '\n');
	}
}

void
team_here(struct loop *l, struct entry *e)
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
		team_finish(e);
	}
}

/* ---- in a worker */

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

bool
team_away(struct loop *l, struct entry *e)
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
			if (loop_at(l, i)->pid > 0 && loop_at(l, i)->fd >= 0)
				close(loop_at(l, i)->fd);
		work(l, e, fd[1], parent);
	}
	close(fd[1]);
	e->fd = fd[0];
	e->start = event_ms();
	l->working++;
	return true;
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

/* Takes the next line of a reply; NULL where there is none. */
static const char *
unpack(struct loop *l, struct entry *e, const char *reply, const char *end)
{
	const char *newline = reply < end ? memchr(reply, '\n', (size_t)(end - reply)) : NULL;

	if (newline == NULL)
		return NULL;
	int flags = *reply++ - '0';

	filter_environment_failed |= (flags & FLAG_ENVIRONMENT) != 0;
	filter_partly_done |= (flags & FLAG_PARTLY) != 0;
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
		team_finish(m);
	}
	str_free(&reply);
}

void
team_listen(struct loop *l, struct entry *e)
{
	enum { PIECE = 1 << 16 };
	ssize_t got = read(e->fd, str_room(&e->reply, PIECE), PIECE);

	if (got > 0)
		e->reply.n += (size_t)got;
	else if (got == 0 || errno != EINTR)
		collect(l, e, false);
}

void
team_late(struct loop *l, struct entry *e)
{
	collect(l, e, true);
}
