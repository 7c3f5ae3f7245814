/* Theory of operation.
 *
 * The control socket carries one message an ask: a descriptor (SCM_RIGHTS),
 * the server's end of a socket pair made for that ask.  Over it the asker
 * sends the request as JSON and shuts its writing side; the server sends the
 * reply as JSON and closes.  A job is reading, then due at some time (at once,
 * or after a pause), then running, then answered. */
#include "pool.h"

#include "event.h"
#include "http.h"
#include "line.h"
#include "mem.h"
#include "rec.h"
#include "self.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PARALLEL = 16, TRIES = 7, KNOCKS = 3, JOBS_MOST = 48, MINUTE_MS = 60000, MARKS = 4096 };
static const double FIRST_PAUSE_MS = 400, LONGEST_PAUSE_MS = 20000;

struct pool {
	int control;
	pid_t server;
};

enum stage { FREE, READING, DUE, RUNNING };

struct job {
	enum stage stage;
	int fd;
	struct str text;           /* of the request */
	jv request;
	double deadline, due;
	int tries;
};

struct server {
	struct pool_options o;
	struct http *http;
	int control;               /* -1: all askers are gone */
	struct job job[JOBS_MOST];
	int running;
	double hold;               /* no exchange starts before: the server is busy */
	double started[MARKS];     /* when the last exchanges started, a ring */
	size_t starts;
};

/* ---- descriptors over a socket */

static bool
send_fd(int over, int fd)
{
	char byte = 0;
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof fd)];
	} u = {0};
	struct iovec piece = {&byte, 1};
	struct msghdr m = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = u.room,
	    .msg_controllen = sizeof u.room};
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(c), &fd, sizeof fd);
	ssize_t n;

	do
		n = sendmsg(over, &m, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	return n == 1;
}

/* A descriptor; -1 where the other side is gone, -2 where none has come. */
static int
receive_fd(int over)
{
	char byte;
	int fd = -2;
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof fd)];
	} u;
	struct iovec piece = {&byte, 1};
	struct msghdr m = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = u.room,
	    .msg_controllen = sizeof u.room};
	ssize_t n = recvmsg(over, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

	if (n == 0)
		return -1;
	if (n == -1)
		return -2;
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	if (c != NULL && c->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(c), sizeof fd);
	return fd;
}

/* ---- the server: jobs */

static void
answer(struct job *j, jv reply)
{
	jv text = jv_dump_string(jv_object_set(reply, jv_string("tries"), jv_number(j->tries)), 0);

	/* The asker may be gone; then nobody wants the reply. */
	(void)!line_write(j->fd, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
	jv_free(text);
	close(j->fd);
	str_free(&j->text);
	jv_free(j->request);
	*j = (struct job){.fd = -1, .request = jv_null()};
}

static jv
failure(const char *kind, const char *message)
{
	return JV_OBJECT(jv_string("status"), jv_number(0), jv_string("body"), jv_string(""),
	    jv_string("ms"), jv_number(0), jv_string("retry_after_ms"), jv_number(0),
	    jv_string("error"), JV_OBJECT(jv_string("kind"), jv_string(kind),
	    jv_string("message"), jv_string(message)));
}

static void
accept_job(struct server *s)
{
	for (size_t i = 0; i < JOBS_MOST; i++)
		if (s->job[i].stage == FREE) {
			int fd = receive_fd(s->control);

			if (fd == -1) {
				close(s->control);
				s->control = -1;
			} else if (fd >= 0) {
				fcntl(fd, F_SETFL, O_NONBLOCK);
				s->job[i] = (struct job){.stage = READING, .fd = fd, .request = jv_null()};
			}
			return;
		}
}

static void
read_job(struct job *j)
{
	enum { PIECE = 1 << 16 };
	ssize_t n = read(j->fd, str_room(&j->text, PIECE), PIECE);

	if (n > 0)
		j->text.n += (size_t)n;
	if (n > 0 || (n == -1 && (errno == EAGAIN || errno == EINTR)))
		return;
	fcntl(j->fd, F_SETFL, 0);
	jv_free(j->request);
	j->request = jv_parse_sized(j->text.s, (int)j->text.n);
	if (jv_get_kind(j->request) != JV_KIND_OBJECT) {
		answer(j, failure("broken", "no request came"));
		return;
	}
	j->stage = DUE;
	j->due = event_ms();
	j->deadline = j->due + jv_num(j->request, "timeout_ms", MINUTE_MS);
}

/* When the rate cap lets the next exchange start. */
static double
next_start(const struct server *s)
{
	size_t cap = (size_t)s->o.per_minute;

	if (cap == 0 || s->starts < cap)
		return s->hold;
	return fmax(s->hold, s->started[(s->starts - cap) % MARKS] + MINUTE_MS);
}

static void
start_job(struct server *s, struct job *j, double now)
{
	jv request = jv_object_set(jv_copy(j->request), jv_string("timeout_ms"),
	    jv_number(fmax(1, j->deadline - now)));

	j->stage = RUNNING;
	j->tries++;
	s->running++;
	s->started[s->starts++ % MARKS] = now;
	http_start(s->http, request, j);
}

/* ---- trying again */

static bool
is_hopeless(jv request, jv reply)
{
	jv texts = jv_at(request, "hopeless");
	const char *body = jv_text(reply, "body");
	bool is = false;

	if (jv_get_kind(texts) == JV_KIND_ARRAY)
		jv_array_foreach(texts, i, text) {
			is |= body != NULL && strstr(body, jv_string_value(text)) != NULL;
			jv_free(text);
		}
	jv_free(texts);
	return is;
}

/* Where nobody listens there will hardly be anybody in a moment. */
static bool
may_pass(jv reply, int tries)
{
	double status = jv_num(reply, "status", 0);
	jv error = jv_at(reply, "error");
	const char *kind = jv_text(error, "kind");
	bool broken = kind != NULL &&
	    (strcmp(kind, "broken") == 0 || (strcmp(kind, "connect") == 0 && tries < KNOCKS));
	bool told = jv_get_kind(error) == JV_KIND_NULL && (status == 408 || status == 429 || status >= 500);

	jv_free(error);
	return broken || told;
}

/* 0 to 1. */
static double
jitter(void)
{
	unsigned short r = 0;

	if (getrandom(&r, sizeof r, 0) != (ssize_t)sizeof r)
		r = (unsigned short)getpid();
	return r / 65535.0;
}

static void
end_job(struct server *s, struct job *j, jv reply)
{
	double now = event_ms(), after = jv_num(reply, "retry_after_ms", 0);
	double pause = fmin(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * pow(2, j->tries - 1)) * (0.5 + jitter() / 2);

	s->running--;
	if (after > 0)
		pause = after + jitter() * FIRST_PAUSE_MS / 2;
	if (!may_pass(reply, j->tries) || is_hopeless(j->request, reply) || j->tries >= s->o.tries || now + pause >= j->deadline) {
		answer(j, reply);
		return;
	}
	/* Who says "in 5 seconds" says it to all of us. */
	if (after > 0)
		s->hold = fmax(s->hold, now + after);
	jv_free(reply);
	j->stage = DUE;
	j->due = now + pause;
}

/* Starts what is due, gives up what is late; how long it is to the next. */
static int
start_due(struct server *s)
{
	double now = event_ms(), next = now + MINUTE_MS;

	for (size_t i = 0; i < JOBS_MOST; i++) {
		struct job *j = &s->job[i];

		if (j->stage != DUE)
			continue;
		double from = fmax(j->due, next_start(s));

		if (now >= j->deadline)
			answer(j, failure("time", "the deadline passed while waiting for a free place"));
		else if (from <= now && s->running < s->o.parallel)
			start_job(s, j, now);
		else
			next = fmin(next, fmin(j->deadline, fmax(from, now + 1)));
	}
	return (int)ceil(next - now);
}

static bool
is_idle(const struct server *s)
{
	for (size_t i = 0; i < JOBS_MOST; i++)
		if (s->job[i].stage != FREE)
			return false;
	return true;
}

static void
serve_once(struct server *s)
{
	struct pollfd fds[JOBS_MOST + 1];
	struct job *who[JOBS_MOST + 1];
	nfds_t n = 0;
	bool room = false;
	jv reply;
	struct job *j;
	int ms = start_due(s);

	for (size_t i = 0; i < JOBS_MOST; i++) {
		room |= s->job[i].stage == FREE;
		if (s->job[i].stage == READING) {
			fds[n] = (struct pollfd){s->job[i].fd, POLLIN, 0};
			who[n++] = &s->job[i];
		}
	}
	if (room && s->control >= 0) {
		fds[n] = (struct pollfd){s->control, POLLIN, 0};
		who[n++] = NULL;
	}
	http_wait(s->http, fds, n, ms);
	for (nfds_t i = 0; i < n; i++)
		if (fds[i].revents != 0 && who[i] != NULL)
			read_job(who[i]);
		else if (fds[i].revents != 0)
			accept_job(s);
	while ((j = http_next(s->http, &reply)) != NULL)
		end_job(s, j, reply);
}

/* The network and its files are all that this process may touch. */
static void
promise(void)
{
	enum { MOST = 64 };
	static const char *const named[] = {"SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", NULL};
	const char *read[MOST] = {NULL};
	size_t n = 0;

	while (n < MOST / 2 && self_network_files[n] != NULL) {
		read[n] = self_network_files[n];
		n++;
	}
	for (size_t i = 0; named[i] != NULL; i++)
		if (getenv(named[i]) != NULL)
			read[n++] = getenv(named[i]);
	/* Where the kernel lacks a part of it, the rest holds. */
	(void)self_promise(&(struct self){.read = read, .network = true});
}

static _Noreturn void
serve(const struct pool_options *o, int control, pid_t parent)
{
	struct server *s = mem_calloc(1, sizeof *s);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	signal(SIGPIPE, SIG_IGN);
	/* stdin and stdout are the stage's: a reader must see them end with it. */
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null == -1 || dup2(null, STDIN_FILENO) == -1 || dup2(null, STDOUT_FILENO) == -1)
		_exit(1);
	s->o = *o;
	s->control = control;
	s->http = http_new();
	promise();
	for (size_t i = 0; i < JOBS_MOST; i++)
		s->job[i] = (struct job){.fd = -1, .request = jv_null()};
	while (s->control >= 0 || !is_idle(s))
		serve_once(s);
	_exit(0);
}

/* ---- the askers' side */

struct pool *
pool_new(const struct pool_options *o)
{
	struct pool_options full = *o;
	struct pool *p = mem_calloc(1, sizeof *p);
	pid_t parent = getpid();
	int ends[2];

	if (full.parallel == 0)
		full.parallel = PARALLEL;
	if (full.tries == 0)
		full.tries = TRIES;
	if (full.per_minute > MARKS)
		full.per_minute = MARKS;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1) {
		free(p);
		return NULL;
	}
	p->control = ends[0];
	p->server = fork();
	if (p->server == 0) {
		close(ends[0]);
		serve(&full, ends[1], parent);
	}
	close(ends[1]);
	if (p->server != -1)
		return p;
	close(ends[0]);
	free(p);
	return NULL;
}

void
pool_free(struct pool *p)
{
	if (p == NULL)
		return;
	close(p->control);
	while (waitpid(p->server, NULL, 0) == -1 && errno == EINTR)
		;
	free(p);
}

jv
pool_ask(struct pool *p, jv request)
{
	struct str text = {0};
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
		jv_free(request);
		return failure("broken", strerror(errno));
	}
	bool sent = send_fd(p->control, ends[1]);
	jv spelled = jv_dump_string(request, 0), reply = jv_invalid();

	close(ends[1]);
	if (sent && line_write(ends[0], jv_string_value(spelled), (size_t)jv_string_length_bytes(jv_copy(spelled))) == 0 &&
	    shutdown(ends[0], SHUT_WR) == 0 && line_slurp(ends[0], &text, 0) == 0 && text.n > 0)
		reply = jv_parse_sized(text.s, (int)text.n);
	jv_free(spelled);
	close(ends[0]);
	str_free(&text);
	if (jv_get_kind(reply) == JV_KIND_OBJECT)
		return reply;
	jv_free(reply);
	return failure("broken", "the process that talks to the network is gone");
}
