#include "proc.h"

#include "event.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT_CAP = 16 << 20, ERR_CAP = 64 << 10, PIECE = 64 << 10 };

const char *
proc_end_name(enum proc_end end)
{
	static const char *const names[] = {"exit", "signal", "time", "cpu", "output", "none"};

	return names[end];
}

void
proc_free(struct proc_result *r)
{
	str_free(&r->out);
	str_free(&r->err);
}

/* ---- the child's side: only async-signal-safe calls between fork and exec */

static void
limit(int what, long long most)
{
	struct rlimit r = {(rlim_t)most, (rlim_t)most};

	/* The hard CPU limit a second later: first SIGXCPU, then SIGKILL. */
	if (what == RLIMIT_CPU)
		r.rlim_max++;
	if (most > 0 && setrlimit(what, &r) == -1)
		_exit(126);
}

static bool
is_kept(const int *keep, int fd)
{
	for (; keep != NULL && *keep != -1; keep++)
		if (*keep == fd)
			return true;
	return false;
}

static void
close_rest(const int *keep, int report)
{
	long most = sysconf(_SC_OPEN_MAX);

	if (most < 0 || most > 65536)
		most = 65536;
	for (int fd = 3; fd < most; fd++) {
		if (fd == report)
			continue;
		if (is_kept(keep, fd))
			fcntl(fd, F_SETFD, 0);
		else
			close(fd);
	}
}

static void
child(const struct proc *p, const int in[2], const int out[2], const int err[2], int report, pid_t parent)
{
	extern char **environ;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setsid();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(126);
	if (dup2(in[0], 0) == -1 || dup2(out[1], 1) == -1 || dup2(err[1], 2) == -1)
		_exit(126);
	close_rest(p->keep, report);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, p->cpu_s);
	limit(RLIMIT_AS, p->as_bytes);
	limit(RLIMIT_FSIZE, p->file_bytes);
	limit(RLIMIT_NOFILE, p->files);
	execvpe(p->argv[0], (char *const *)(size_t)p->argv, p->envp != NULL ? (char *const *)(size_t)p->envp : environ);
	int why = errno;

	if (write(report, &why, sizeof why) == -1)
		_exit(126);
	_exit(127);
}

/* ---- the parent's side */

struct talk {
	struct pollfd fd[3];      /* stdin's, stdout's, stderr's other ends */
	size_t sent;
	size_t out_cap, err_cap;
};

static void
shut(struct pollfd *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

static void
feed(const struct proc *p, struct talk *t)
{
	ssize_t put = write(t->fd[0].fd, p->in + t->sent, p->in_size - t->sent);

	if (put > 0)
		t->sent += (size_t)put;
	if (t->sent == p->in_size || (put == -1 && errno != EAGAIN && errno != EINTR))
		shut(&t->fd[0]);
}

/* Reads a piece; true where the cap was passed. */
static bool
drain(struct pollfd *f, struct str *to, size_t cap)
{
	ssize_t got = read(f->fd, str_room(to, PIECE), PIECE);

	if (got == 0 || (got == -1 && errno != EAGAIN && errno != EINTR))
		shut(f);
	if (got > 0)
		to->n += (size_t)got;
	to->s[to->n] = '\0';
	if (to->n <= cap)
		return false;
	to->n = cap;
	to->s[cap] = '\0';
	return true;
}

/* Moves bytes until both outputs are closed, or a reason to kill is found. */
static enum proc_end
converse(const struct proc *p, struct talk *t, struct proc_result *r, double start)
{
	while (t->fd[1].fd >= 0 || t->fd[2].fd >= 0) {
		int wait = -1;

		if (p->wall_ms > 0) {
			double left = (double)p->wall_ms - (event_ms() - start);

			if (left <= 0)
				return PROC_TIME;
			wait = (int)left + 1;
		}
		int n = poll(t->fd, 3, wait);

		if (n == 0)
			return PROC_TIME;
		if (n == -1)
			continue;
		if (t->fd[0].revents != 0)
			feed(p, t);
		if (t->fd[1].revents != 0 && drain(&t->fd[1], &r->out, t->out_cap))
			return PROC_OUTPUT;
		if (t->fd[2].revents != 0 && drain(&t->fd[2], &r->err, t->err_cap))
			r->err_cut = true;
	}
	return PROC_EXIT;
}

/* Waits, with the deadline, for a child that has closed its outputs. */
static int
reap(pid_t pid, const struct proc *p, double start, bool kill_now, int *status, struct rusage *use)
{
	for (useconds_t nap = 200;; nap = nap < 20000 ? nap * 2 : nap) {
		bool late = p->wall_ms > 0 && event_ms() - start > (double)p->wall_ms;

		if (kill_now || late)
			kill(-pid, SIGKILL);
		pid_t got = wait4(pid, status, kill_now || late || p->wall_ms == 0 ? 0 : WNOHANG, use);

		if (got == pid)
			return late;
		if (got == 0)
			usleep(nap);
	}
}

static bool
make_pipes(int pipes[4][2])
{
	for (int i = 0; i < 4; i++)
		pipes[i][0] = pipes[i][1] = -1;
	for (int i = 0; i < 4; i++)
		if (pipe2(pipes[i], O_CLOEXEC) == -1)
			return false;
	return true;
}

static void
close_pipes(int pipes[4][2])
{
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 2; k++)
			if (pipes[i][k] >= 0)
				close(pipes[i][k]);
}

static void
judge(struct proc_result *r, int status)
{
	if (r->end != PROC_EXIT)
		return;
	if (WIFEXITED(status)) {
		r->code = WEXITSTATUS(status);
	} else {
		r->code = WTERMSIG(status);
		r->end = r->code == SIGXCPU ? PROC_CPU : r->code == SIGXFSZ ? PROC_OUTPUT : PROC_SIGNAL;
	}
}

static void
attend(pid_t pid, const struct proc *p, int pipes[4][2], struct proc_result *r)
{
	double start = event_ms();
	struct talk t = {
	    .fd = {{pipes[0][1], POLLOUT, 0}, {pipes[1][0], POLLIN, 0}, {pipes[2][0], POLLIN, 0}},
	    .out_cap = p->out_cap > 0 ? p->out_cap : OUT_CAP,
	    .err_cap = p->err_cap > 0 ? p->err_cap : ERR_CAP};
	struct rusage use;
	int status, why;

	close(pipes[3][1]);
	pipes[3][1] = -1;
	for (int i = 0; i < 3; i++) {
		close(pipes[i][i == 0 ? 0 : 1]);
		pipes[i][0] = pipes[i][1] = -1;
		fcntl(t.fd[i].fd, F_SETFL, O_NONBLOCK);
	}
	if (p->in_size == 0)
		shut(&t.fd[0]);
	r->end = converse(p, &t, r, start);
	if (reap(pid, p, start, r->end != PROC_EXIT, &status, &use) && r->end == PROC_EXIT)
		r->end = PROC_TIME;
	kill(-pid, SIGKILL);      /* what it left behind in its session's group */
	for (int i = 0; i < 3; i++)
		shut(&t.fd[i]);
	r->ms = event_ms() - start;
	r->cpu_ms = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e3 +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e3;
	r->max_rss = use.ru_maxrss * 1024LL;
	judge(r, status);
	if (read(pipes[3][0], &why, sizeof why) == (ssize_t)sizeof why) {
		r->end = PROC_NONE;
		r->code = why;
	}
}

void
proc_run(const struct proc *p, struct proc_result *r)
{
	int pipes[4][2];          /* stdin, stdout, stderr, why exec failed */
	pid_t parent = getpid();

	*r = (struct proc_result){.end = PROC_NONE};
	str_room(&r->out, 0);
	str_room(&r->err, 0);
	r->out.s[0] = r->err.s[0] = '\0';
	if (!make_pipes(pipes)) {
		r->code = errno;
		close_pipes(pipes);
		return;
	}
	pid_t pid = fork();

	if (pid == 0)
		child(p, pipes[0], pipes[1], pipes[2], pipes[3][1], parent);
	if (pid == -1)
		r->code = errno;
	else
		attend(pid, p, pipes, r);
	close_pipes(pipes);
}
