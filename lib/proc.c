/* Theory of operation.
 *
 * converse() moves bytes until the child has ended (its pidfd becomes readable)
 * or there is a reason to kill it; that its outputs are closed means nothing,
 * nor that they are still open: a grandchild may hold them.  finish() kills the
 * group while the leader is still a zombie, so that its number cannot be
 * another's, reaps, and takes what is left in the pipes.  Killing a process
 * group of which nothing is left is no error that matters. */
#include "proc.h"

#include "event.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT_CAP = 16 << 20, ERR_CAP = 64 << 10, PIECE = 64 << 10, NOBODY = 65534, NAP_MS = 5 };

const char *
proc_end_name(enum proc_end end)
{
	static const char *const names[] = {"exit", "signal", "time", "cpu", "output", "memory", "none"};

	return names[end];
}

enum proc_end
proc_end_of(int signal)
{
	return signal == SIGXCPU ? PROC_CPU : signal == SIGXFSZ ? PROC_OUTPUT : PROC_SIGNAL;
}

void
proc_free(struct proc_result *r)
{
	str_free(&r->out);
	str_free(&r->err);
}

char *
proc_find(const char *name)
{
	const char *p = getenv("PATH");
	struct str full = {0};

	for (p = p != NULL ? p : "/usr/bin:/bin"; *p != '\0'; p += *p == ':') {
		size_t n = strcspn(p, ":");

		str_clear(&full);
		str_add(&full, p, n);
		str_addf(&full, "/%s", name);
		if (full.s[0] == '/' && access(full.s, X_OK) == 0)
			return str_take(&full);
		p += n;
	}
	str_free(&full);
	return NULL;
}

/* The pipes between us and the child: stdin, stdout, stderr, and one that
 * says why it could not be started. */
enum { IN, OUT, ERR, WHY, PIPES };

struct ends {
	int ours[PIPES], theirs[PIPES];
};

/* ---- the child's side: only async-signal-safe calls between fork and exec */

static _Noreturn void
give_up(int report)
{
	int why = errno;

	/* Where even this fails the parent sees a child that ended with 127. */
	ssize_t put = write(report, &why, sizeof why);

	_exit(put == (ssize_t)sizeof why ? 126 : 127);
}

static bool
limit(int what, long long most, long long later)
{
	struct rlimit r = {(rlim_t)most, (rlim_t)(most + later)}, now;

	if (most <= 0 && what != RLIMIT_CORE)
		return true;
	/* A limit that we are under already is not to be raised. */
	if (getrlimit(what, &now) == 0 && now.rlim_max < r.rlim_max)
		r.rlim_max = now.rlim_max;
	if (r.rlim_cur > r.rlim_max)
		r.rlim_cur = r.rlim_max;
	return setrlimit(what, &r) == 0;
}

static bool
limits(const struct proc *p)
{
	/* The hard CPU limit a second later: first SIGXCPU, then SIGKILL. */
	return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_CPU, p->cpu_s, 1) &&
	    limit(RLIMIT_AS, p->as_bytes, 0) && limit(RLIMIT_FSIZE, p->file_bytes, 0) &&
	    limit(RLIMIT_NOFILE, p->files, 0);
}

/* Nothing above 2 passes an exec but what is named. */
static void
close_rest(const int *keep)
{
	if (syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC, Linux 5.11 */) == -1)
		for (int fd = 3, most = (int)sysconf(_SC_OPEN_MAX); fd < most; fd++)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	for (; keep != NULL && *keep != -1; keep++)
		fcntl(*keep, F_SETFD, 0);
}

static bool
become_nobody(void)
{
	/* In a container root may be no root: there is no such user (EINVAL), and
	 * groups are not for it to change (EPERM). */
	if (geteuid() != 0)
		return true;
	return (setgroups(0, NULL) == 0 || errno == EPERM) &&
	    (setresgid(NOBODY, NOBODY, NOBODY) == 0 || errno == EINVAL) &&
	    (setresuid(NOBODY, NOBODY, NOBODY) == 0 || errno == EINVAL);
}

static _Noreturn void
child(const struct proc *p, const struct ends *e, pid_t parent)
{
	extern char **environ;
	char *const *argv = (char *const *)(size_t)p->argv;
	char *const *envp = p->envp != NULL ? (char *const *)(size_t)p->envp : environ;
	int report = e->theirs[WHY];
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setsid();
	for (int i = p->own_stdin ? OUT : IN; i <= ERR; i++)
		if (dup2(e->theirs[i], i) == -1)
			give_up(report);
	close_rest(p->keep);
	/* While we are who the group was delegated to; its limits are a bonus. */
	ssize_t joined = p->group > 0 ? write(p->group, "0", 1) : 0;

	(void)joined;
	if (!limits(p) || (p->nobody && !become_nobody()))
		give_up(report);
	/* After the change of user, which would undo it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(126);
	execvpe(p->argv[0], argv, envp);
	give_up(report);
}

/* ---- the parent's side */

struct talk {
	const struct proc *p;
	struct proc_result *r;
	pid_t pid;
	double start;
	struct pollfd fd[4];       /* stdin's, stdout's, stderr's other ends, the pidfd */
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
feed(struct talk *t)
{
	ssize_t put = write(t->fd[IN].fd, t->p->in + t->sent, t->p->in_size - t->sent);

	if (put > 0)
		t->sent += (size_t)put;
	if (t->sent == t->p->in_size || (put == -1 && errno != EAGAIN && errno != EINTR))
		shut(&t->fd[IN]);
}

/* Reads a piece: false where there is none to be had now. */
static bool
drain(struct pollfd *f, struct str *to, size_t cap, bool *over)
{
	if (f->fd < 0)
		return false;
	ssize_t got = read(f->fd, str_room(to, PIECE), PIECE);

	if (got == 0 || (got == -1 && errno != EAGAIN && errno != EINTR))
		shut(f);
	if (got > 0)
		to->n += (size_t)got;
	if (to->n > cap) {
		to->n = cap;
		*over = true;
	}
	to->s[to->n] = '\0';
	return got > 0;
}

/* How long poll may sleep: -1 for ever, 0 where the deadline has come. */
static int
patience(const struct talk *t)
{
	int most = t->fd[3].fd >= 0 ? -1 : NAP_MS;

	if (t->p->wall_ms == 0)
		return most;
	double left = (double)t->p->wall_ms - (event_ms() - t->start);

	if (left <= 0)
		return 0;
	return most >= 0 && left > most ? most : (int)left + 1;
}

/* Has the child ended?  It stays a zombie. */
static bool
has_ended(const struct talk *t)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)t->pid, &info, WEXITED | WNOHANG | WNOWAIT) == -1 ? errno == ECHILD
	    : info.si_pid == t->pid;
}

/* Moves bytes until the child has ended or a reason to kill it is found. */
static enum proc_end
converse(struct talk *t)
{
	for (;;) {
		bool over = false;
		int wait = patience(t);

		if (wait == 0)
			return PROC_TIME;
		if (poll(t->fd, 4, wait) == -1 && errno != EINTR)
			return PROC_TIME;
		if (t->fd[IN].fd >= 0 && t->fd[IN].revents != 0)
			feed(t);
		if (t->fd[OUT].revents != 0)
			drain(&t->fd[OUT], &t->r->out, t->out_cap, &over);
		if (over)
			return PROC_OUTPUT;
		if (t->fd[ERR].revents != 0)
			drain(&t->fd[ERR], &t->r->err, t->err_cap, &t->r->err_cut);
		if ((t->fd[3].fd < 0 || t->fd[3].revents != 0) && has_ended(t))
			return PROC_EXIT;
	}
}

static void
account(struct proc_result *r, const struct rusage *use)
{
	r->cpu_ms += (double)(use->ru_utime.tv_sec + use->ru_stime.tv_sec) * 1e3 +
	    (double)(use->ru_utime.tv_usec + use->ru_stime.tv_usec) / 1e3;
	if (use->ru_maxrss * 1024LL > r->max_rss)
		r->max_rss = use->ru_maxrss * 1024LL;
}

/* A child of ours, whoever bore it; 0 where there is none, -1 where this kernel
 * does not tell. */
static pid_t
some_child(void)
{
	char list[32];
	int fd = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return -1;
	ssize_t n = read(fd, list, sizeof list - 1);

	close(fd);
	list[n > 0 ? n : 0] = '\0';
	return (pid_t)strtol(list, NULL, 10);
}

/* What the child left behind became ours, as we are its subreaper.  The first
 * process of a pid namespace takes all others in it along. */
static void
reap_orphans(struct proc_result *r)
{
	struct rusage use;
	pid_t pid;

	while ((pid = some_child()) != 0) {
		if (pid > 0)
			kill(pid, SIGKILL);
		if (wait4(pid, NULL, 0, &use) > 0)
			account(r, &use);
		else if (errno != EINTR)
			return;
	}
}

/* Kills and reaps; the child's wait status. */
static int
reap(const struct talk *t)
{
	struct rusage use = {0};
	int status = 0;

	kill(-t->pid, SIGKILL);
	while (wait4(t->pid, &status, 0, &use) == -1 && errno == EINTR)
		;
	account(t->r, &use);
	if (t->p->orphans)
		reap_orphans(t->r);
	return status;
}

static void
judge(struct proc_result *r, int status, int report)
{
	int why;

	if (r->end == PROC_EXIT && WIFEXITED(status)) {
		r->code = WEXITSTATUS(status);
	} else if (r->end == PROC_EXIT) {
		r->code = WTERMSIG(status);
		r->end = proc_end_of(r->code);
	}
	if (read(report, &why, sizeof why) == (ssize_t)sizeof why) {
		r->end = PROC_NONE;
		r->code = why;
	}
}

static void
attend(const struct proc *p, pid_t pid, const struct ends *e, struct proc_result *r)
{
	struct talk t = {.p = p, .r = r, .pid = pid, .start = event_ms(),
	    .fd = {{e->ours[IN], POLLOUT, 0}, {e->ours[OUT], POLLIN, 0}, {e->ours[ERR], POLLIN, 0},
	        {(int)syscall(SYS_pidfd_open, pid, 0), POLLIN, 0}},
	    .out_cap = p->out_cap > 0 ? p->out_cap : OUT_CAP,
	    .err_cap = p->err_cap > 0 ? p->err_cap : ERR_CAP};
	bool over = false;

	for (int i = IN; i <= ERR; i++)
		fcntl(t.fd[i].fd, F_SETFL, O_NONBLOCK);
	if (p->in_size == 0)
		shut(&t.fd[IN]);
	r->end = converse(&t);
	int status = reap(&t);

	while (drain(&t.fd[OUT], &r->out, t.out_cap, &over) && !over)
		;
	while (drain(&t.fd[ERR], &r->err, t.err_cap, &r->err_cut) && !r->err_cut)
		;
	if (over && r->end == PROC_EXIT)
		r->end = PROC_OUTPUT;
	for (int i = 0; i < 4; i++)
		shut(&t.fd[i]);
	r->ms = event_ms() - t.start;
	judge(r, status, e->ours[WHY]);
}

static void
close_all(int fd[PIPES])
{
	for (int i = 0; i < PIPES; i++) {
		if (fd[i] >= 0)
			close(fd[i]);
		fd[i] = -1;
	}
}

static bool
make_pipes(struct ends *e)
{
	for (int i = 0; i < PIPES; i++)
		e->ours[i] = e->theirs[i] = -1;
	for (int i = 0; i < PIPES; i++) {
		int fd[2];

		if (pipe2(fd, O_CLOEXEC) == -1)
			return false;
		e->ours[i] = fd[i == IN];
		e->theirs[i] = fd[i != IN];
	}
	return true;
}

void
proc_run(const struct proc *p, struct proc_result *r)
{
	struct ends e;
	pid_t parent = getpid();

	*r = (struct proc_result){.end = PROC_NONE};
	str_room(&r->out, 0)[0] = '\0';
	str_room(&r->err, 0)[0] = '\0';
	if (p->orphans)
		prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (!make_pipes(&e)) {
		r->code = errno;
	} else {
		pid_t pid = fork();

		if (pid == 0)
			child(p, &e, parent);
		close_all(e.theirs);
		if (pid == -1) {
			r->code = errno;
		} else {
			attend(p, pid, &e, r);
			for (int i = IN; i <= ERR; i++)
				e.ours[i] = -1;   /* attend() has closed them */
		}
	}
	close_all(e.ours);
	close_all(e.theirs);
}
