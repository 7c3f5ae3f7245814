#include "crew.h"

#include "event.h"
#include "json.h"
#include "line.h"
#include "mem.h"
#include "rec.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	size_t item;
	pid_t pid;
	int fd;
	double start;
	struct str reply;
};

static _Noreturn void
work(const struct crew *c, size_t i, int fd, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	struct str text = {0};

	json_add(&text, c->work(i, c->ctx), false);
	_exit(line_write(fd, text.s, text.n) == -1);
}

static jv
lost(const struct crew *c, bool late, int status)
{
	if (late)
		return rec_fail("worker.time", false, "raise the time limit, or ask for less",
		    "stopped after %ld ms", c->wall_ms);
	if (WIFSIGNALED(status))
		return rec_fail("worker.died", false, "please report it with the line that caused it",
		    "the worker died of signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	return rec_fail("worker.died", false, "please report it with the line that caused it",
	    "the worker ended with status %d and no answer", WEXITSTATUS(status));
}

/* False where no child can be made now. */
static bool
start(const struct crew *c, size_t item, struct child *all, int n)
{
	int fd[2];
	pid_t parent = getpid();

	if (pipe(fd) == -1)
		return false;
	pid_t pid = fork();

	if (pid == 0) {
		close(fd[0]);
		for (int i = 0; i < n; i++)
			close(all[i].fd);
		work(c, item, fd[1], parent);
	}
	close(fd[1]);
	if (pid == -1) {
		close(fd[0]);
		return false;
	}
	all[n] = (struct child){.item = item, .pid = pid, .fd = fd[0], .start = event_ms()};
	return true;
}

static void
end(const struct crew *c, struct child *k, bool late, jv *values)
{
	int status = 0;

	if (late)
		kill(k->pid, SIGKILL);
	while (waitpid(k->pid, &status, 0) == -1 && errno == EINTR)
		;
	close(k->fd);
	jv value = jv_invalid();

	if (!late && WIFEXITED(status) && WEXITSTATUS(status) == 0 && k->reply.n > 0)
		value = jv_parse_sized(k->reply.s, (int)k->reply.n);
	if (!jv_is_valid(value)) {
		jv_free(value);
		value = lost(c, late, status);
	}
	values[k->item] = value;
	str_free(&k->reply);
}

/* Reads what there is; true where the child has come to its end. */
static bool
listen_to(struct child *k)
{
	enum { PIECE = 1 << 16 };
	ssize_t got = read(k->fd, str_room(&k->reply, PIECE), PIECE);

	if (got > 0)
		k->reply.n += (size_t)got;
	return got == 0 || (got == -1 && errno != EINTR);
}

static int
wait_ms(const struct crew *c, const struct child *all, int n)
{
	double least = 1e9;

	for (int i = 0; i < n; i++) {
		double left = (double)c->wall_ms - (event_ms() - all[i].start);

		if (left < least)
			least = left;
	}
	return c->wall_ms == 0 ? -1 : least < 0 ? 0 : (int)least + 1;
}

void
crew_run(const struct crew *c, jv *values)
{
	int most = c->at_once > 0 ? c->at_once : 1, n = 0;
	struct child *all = mem_calloc((size_t)most, sizeof *all);
	struct pollfd *fds = mem_calloc((size_t)most, sizeof *fds);
	size_t next = 0;

	while (next < c->n || n > 0) {
		while (n < most && next < c->n && start(c, next, all, n)) {
			next++;
			n++;
		}
		if (n == 0) {          /* not even one: here, then */
			values[next] = c->work(next, c->ctx);
			next++;
			continue;
		}
		for (int i = 0; i < n; i++)
			fds[i] = (struct pollfd){all[i].fd, POLLIN, 0};
		if (poll(fds, (nfds_t)n, wait_ms(c, all, n)) == -1)
			continue;
		for (int i = n - 1; i >= 0; i--) {
			bool late = c->wall_ms > 0 && event_ms() - all[i].start > (double)c->wall_ms;

			if (!(fds[i].revents != 0 && listen_to(&all[i])) && !late)
				continue;
			end(c, &all[i], late, values);
			all[i] = all[--n];
		}
	}
	free(all);
	free(fds);
}
