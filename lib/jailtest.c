/* Theory of operation.
 *
 * Two jails are tried.  Into the one that draws goes what a hostile script
 * can say; what it did is read from the verdict and from what it wrote.  The
 * other has all of /usr in it, so there ordinary programs try what the
 * kernel should refuse them; each attempt is a line of sh that prints
 * "out" where it got through. */
#include "jailtest.h"

#include "jail.h"
#include "mem.h"
#include "str.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct test {
	FILE *tap;
	struct jail *draw, *command;
	int count;
	bool broken;
	pid_t outside;             /* ourselves, who must neither be seen nor signalled */
	char file[64];             /* a file of ours that all may read and write */
	int port;                  /* on which we listen on the loopback */
};

static void
report(struct test *t, bool held, const char *name, const char *more)
{
	fprintf(t->tap, "%sok %d - %s\n", held ? "" : "not ", ++t->count, name);
	if (!held && more != NULL && *more != '\0')
		fprintf(t->tap, "# %.*s\n", (int)strcspn(more, "\n"), more);
	fflush(t->tap);
	t->broken |= !held;
}

/* ---- what a script can say */

static const struct {
	const char *name, *script;
	enum proc_end end;
	int code;                  /* -1: any but 0 */
} scripts[] = {
    {"a plain script draws", "set terminal svg\nplot sin(x)", PROC_EXIT, 0},
    {"a script cannot run a shell: system()", "x = system(\"echo out\")\nprint x", PROC_SIGNAL, SIGSYS},
    {"a script cannot run a shell: !", "!echo out", PROC_SIGNAL, SIGSYS},
    {"a script cannot run a shell: backquotes", "print \"`echo out`\"", PROC_SIGNAL, SIGSYS},
    {"a script cannot read a command", "set terminal svg\nplot '<echo out'", PROC_SIGNAL, SIGSYS},
    {"a script cannot write to a command", "set print '|cat'\nprint 'out'", PROC_SIGNAL, SIGSYS},
    {"a script cannot read /etc/passwd", "load '/etc/passwd'", PROC_EXIT, -1},
    {"a script cannot read /proc", "load '/proc/self/environ'", PROC_EXIT, -1},
    {"a script cannot read its descriptors", "load '/dev/fd/3'", PROC_EXIT, -1},
    {"a script cannot write to its folder", "set output '/jail/out'", PROC_EXIT, -1},
    {"a script cannot write to /tmp", "set output '/tmp/out'", PROC_EXIT, -1},
    {"a script cannot wait", "pause 600", PROC_SIGNAL, SIGSYS},
    {"a script cannot read the keyboard for ever", "pause -1", PROC_EXIT, 0},
    {"a script cannot compute for ever: status cpu", "while (1) { a = 1 }", PROC_CPU, SIGXCPU},
    {"a script cannot take all memory: status memory", "array A[900000000]", PROC_MEMORY, -1},
    {"a script cannot write for ever: status output",
        "set print '-'\ns = 'x'\ndo for [i=1:16] { s = s . s }\nwhile (1) { print s }", PROC_OUTPUT, -1},
};

static void
try_scripts(struct test *t)
{
	static const char *const args[] = {"-d", "/jail/script.gp", NULL};

	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		struct jail_file file = {"script.gp", scripts[i].script, strlen(scripts[i].script)};
		struct proc_result r;
		char *why = jail_run(t->draw, &(struct jail_run){.args = args, .files = &file, .file_count = 1,
		    .cpu_s = scripts[i].end == PROC_CPU}, &r);
		struct str what = {0};

		str_addf(&what, "%s %d: %s", proc_end_name(r.end), r.code, why != NULL ? why : r.err.s);
		report(t, why == NULL && r.end == scripts[i].end &&
		    (scripts[i].code == r.code || scripts[i].code == -1) &&
		    (r.end == PROC_OUTPUT || strstr(r.out.s, "out\n") == NULL), scripts[i].name, what.s);
		str_free(&what);
		free(why);
		if (why == NULL)
			proc_free(&r);
	}
}

/* ---- what a program can do; %F, %P and %N are our file, process and port */

static const struct {
	const char *name, *line;
} lines[] = {
    {"it cannot write to /", "echo x >/out && echo out"},
    {"it cannot write to /usr", "echo x >/usr/out && echo out; touch /usr/bin/sh && echo out"},
    {"it cannot write to /etc", "echo x >/etc/out && echo out"},
    {"it cannot write to a file of ours", "echo x >>%F && echo out"},
    {"it cannot read a file of ours", "cat <%F && echo out"},
    {"it cannot see a home", "ls /home /root && echo out"},
    {"it cannot see /proc", "ls /proc/1 && echo out"},
    {"it cannot see /sys", "ls /sys/kernel && echo out"},
    {"it cannot see passwords", "cat /etc/passwd && echo out"},
    {"it cannot see devices", "ls /dev/tty /dev/full /dev/sda /dev/vda /dev/kmsg 2>/dev/null | grep -q . && echo out"},
    {"it cannot see our environment", "test -n \"$VIZ_JAILTEST\" && echo out"},
    {"it cannot see our descriptors", "perl -e 'for (3..255) { open(my $h, q(<&=) . $_) and print qq(out $_\n) }'"},
    {"it cannot see other processes", "kill -0 %P && echo out"},
    {"it cannot signal a process outside", "kill -9 %P && echo out; kill -9 -1"},
    {"it cannot reach the loopback", "bash -c 'exec 3<>/dev/tcp/127.0.0.1/%N' && echo out"},
    {"it cannot reach any address", "bash -c 'exec 3<>/dev/tcp/192.0.2.1/80' && echo out"},
    {"it cannot make a socket", "perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0) and print qq(out\\n)'"},
    {"it cannot make namespaces", "unshare -U true && echo out; unshare -n true && echo out"},
    {"it cannot mount", "mount -t tmpfs none /tmp && echo out"},
    {"it cannot become root", "perl -e '$> = 0; $< = 0; print qq(out\\n) if $> == 0 || $< == 0'"},
    {"it cannot change the machine's name", "hostname out && echo out; test \"$(hostname)\" != jail && echo out"},
    {"it cannot raise its limits", "ulimit -n 100000 && echo out; ulimit -u 100000 && echo out"},
    {"it cannot trace", "perl -e 'print qq(out\\n) if syscall(101, 0, 0, 0, 0) == 0'"},
    {"it cannot type on a terminal", "perl -e 'my $x = q(x) . $$; ioctl(STDIN, 0x5412, $x) and print qq(out\\n)'"},
};

static char *
spell(const struct test *t, const char *line)
{
	struct str s = {0};

	for (; *line != '\0'; line++)
		if (line[0] == '%' && strchr("FPN", line[1]) != NULL)
			switch (*++line) {
			case 'F':
				str_adds(&s, t->file);
				break;
			case 'P':
				str_addf(&s, "%d", (int)t->outside);
				break;
			default:
				str_addf(&s, "%d", t->port);
			}
		else
			str_addc(&s, *line);
	return str_take(&s);
}

static char *
run_line(struct test *t, const char *line, long wall_ms, struct proc_result *r)
{
	const char *args[] = {"/usr/bin/sh", "-c", line, NULL};

	return jail_run(t->command, &(struct jail_run){.args = args, .wall_ms = wall_ms}, r);
}

static void
try_lines(struct test *t)
{
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char *line = spell(t, lines[i].line);
		struct proc_result r;

		/* In a container our number may also be one of the jail's few. */
		if (t->outside < 20 && strstr(lines[i].line, "%P") != NULL) {
			fprintf(t->tap, "ok %d - %s # SKIP our process number is too small\n", ++t->count, lines[i].name);
			free(line);
			continue;
		}
		char *why = run_line(t, line, 10000, &r);

		report(t, why == NULL && r.end == PROC_EXIT && strstr(r.out.s, "out") == NULL, lines[i].name,
		    why != NULL ? why : r.err.s);
		if (why == NULL)
			proc_free(&r);
		free(why);
		free(line);
	}
}

/* ---- what takes more than a line */

/* Is there a process whose command line holds this word? */
static bool
is_running(const char *word)
{
	DIR *d = opendir("/proc");
	struct dirent *e;
	bool found = false;

	while (d != NULL && !found && (e = readdir(d)) != NULL) {
		char path[300], text[512];
		int fd;

		if (strspn(e->d_name, "0123456789") != strlen(e->d_name))
			continue;
		snprintf(path, sizeof path, "/proc/%s/cmdline", e->d_name);
		if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
			continue;
		ssize_t n = read(fd, text, sizeof text);

		close(fd);
		found = n > 0 && memmem(text, (size_t)n, word, strlen(word)) != NULL;
	}
	if (d != NULL)
		closedir(d);
	return found;
}

static bool
comes_true(bool (*want)(const char *), const char *word, bool value)
{
	for (int i = 0; i < 1000; i++) {
		if (want(word) == value)
			return true;
		usleep(10000);
	}
	return false;
}

/* Nothing of a jail is left when its time is over, nor when we are killed. */
static void
try_lingering(struct test *t)
{
	char line[200], word[40];
	struct proc_result r;

	snprintf(word, sizeof word, "98765.%d", (int)getpid());
	snprintf(line, sizeof line, "trap '' TERM HUP INT; (setsid sleep %s >/dev/null 2>&1 &) ; sleep %s", word, word);
	char *why = run_line(t, line, 500, &r);

	report(t, why == NULL && r.end == PROC_TIME, "it cannot outlive its time: status time", why);
	report(t, !is_running(word), "nothing is left when its time is over", NULL);
	if (why == NULL)
		proc_free(&r);
	free(why);
	pid_t stage = fork();

	if (stage == 0) {
		free(run_line(t, line, 60000, &r));
		_exit(0);
	}
	bool began = comes_true(is_running, word, true);

	kill(stage, SIGKILL);
	waitpid(stage, NULL, 0);
	report(t, began && comes_true(is_running, word, false), "nothing is left when we are killed", NULL);
}

/* What one process may take, many may not together: where groups are delegated.
 * With a small limit, as the machine may have less memory than the policy's. */
static void
try_group(struct test *t)
{
	static const char name[] = "it cannot take all memory by many processes: status memory";
	static const char line[] = "perl -e 'for (1..9) { fork or do { my $x = q(x) x (24 << 20); sleep 9; exit } } sleep 9'";
	const char *args[] = {"/usr/bin/sh", "-c", line, NULL}, *none = jail_no_group(t->command);
	struct proc_result r;

	if (none != NULL) {
		fprintf(t->tap, "ok %d - %s # SKIP %s\n", ++t->count, name, none);
		return;
	}
	char *why = jail_run(t->command, &(struct jail_run){.args = args, .wall_ms = 20000, .group_memory = 128 << 20}, &r);
	struct str what = {0};

	str_addf(&what, "%s %d: %s", proc_end_name(r.end), r.code, why != NULL ? why : r.err.s);
	report(t, why == NULL && r.end == PROC_MEMORY, name, what.s);
	str_free(&what);
	if (why == NULL)
		proc_free(&r);
	free(why);
}

static void
try_forks(struct test *t)
{
	long long most = jail_limit(t->command, "processes");
	char line[120];
	struct proc_result r;

	snprintf(line, sizeof line,
	    "perl -e 'for (1..%lld) { my $p = fork; last if !defined $p; if (!$p) { sleep 5; exit } $n++ } print $n'", 4 * most);
	char *why = run_line(t, line, 10000, &r);
	long forked = why == NULL ? strtol(r.out.s, NULL, 10) : -1;

	report(t, forked > 0 && forked < most, "it cannot fork past the limit", why);
	if (why == NULL)
		proc_free(&r);
	free(why);
}

static void
try_keeping(struct test *t)
{
	struct proc_result r;
	char *why = run_line(t, "echo mine >/tmp/viz-kept && cat /tmp/viz-kept", 5000, &r);
	bool wrote = why == NULL && strcmp(r.out.s, "mine\n") == 0;

	if (why == NULL)
		proc_free(&r);
	free(why);
	why = run_line(t, "cat /tmp/viz-kept && echo out", 5000, &r);
	report(t, wrote && why == NULL && r.out.n == 0 && access("/tmp/viz-kept", F_OK) == -1,
	    "it can write to /tmp, and keeps nothing there", why);
	if (why == NULL)
		proc_free(&r);
	free(why);
	why = run_line(t, "head -c 1000000000 /dev/zero >/tmp/big || head -c 900000000 /dev/zero >/tmp/more || wc -c </tmp/big",
	    20000, &r);
	report(t, why == NULL && r.code != 0 ? true : why == NULL && strtoll(r.out.s, NULL, 10) <= jail_limit(t->command, "tmp"),
	    "it cannot fill the memory through /tmp", why);
	if (why == NULL)
		proc_free(&r);
	free(why);
}

/* ---- what stands outside */

static void
listen_somewhere(struct test *t, int *fd)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof a;

	*fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	t->port = 9;
	if (*fd >= 0 && bind(*fd, (struct sockaddr *)&a, n) == 0 && listen(*fd, 1) == 0 &&
	    getsockname(*fd, (struct sockaddr *)&a, &n) == 0)
		t->port = ntohs(a.sin_port);
}

static void
make_file(struct test *t)
{
	snprintf(t->file, sizeof t->file, "/var/tmp/viz-jailtest.XXXXXX");
	int fd = mkstemp(t->file);

	if (fd >= 0 && (write(fd, "secret\n", 7) != 7 || fchmod(fd, 0666) == -1))
		fprintf(t->tap, "# %s: could not be made as wanted\n", t->file);
	if (fd >= 0)
		close(fd);
}

static bool
is_untouched(const struct test *t)
{
	struct stat st;

	return stat(t->file, &st) == 0 && st.st_size == 7;
}

/* What bounds all jails together: our control group, where one has a limit. */
static void
tell_group(const struct test *t)
{
	char line[4200], path[4300], most[32] = "";
	FILE *f = fopen("/proc/self/cgroup", "re");

	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "0::", 3) != 0)
			continue;
		snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.max", line + 3);
		FILE *limit = fopen(path, "re");

		if (limit != NULL && fgets(most, sizeof most, limit) != NULL)
			most[strcspn(most, "\n")] = '\0';
		if (limit != NULL)
			fclose(limit);
	}
	if (f != NULL)
		fclose(f);
	fprintf(t->tap, "# each jail: at most %lld bytes of memory; all jails together: %s\n", jail_limit(t->draw, "memory"),
	    strspn(most, "0123456789") > 0 ? most : "not bounded (systemd-run --user --scope -p MemoryMax=2G bounds them)");
	fprintf(t->tap, "# each jail in a control group of its own: %s%s\n", jail_no_group(t->draw) == NULL ? "yes" : "no: ",
	    jail_no_group(t->draw) == NULL ? "" : jail_no_group(t->draw));
}

static enum jailtest
bail(FILE *tap, char *why)
{
	fprintf(tap, "Bail out! no jail: %s: %s\n", why, jail_remedy);
	free(why);
	return JAILTEST_NO_JAIL;
}

enum jailtest
jailtest_run(FILE *tap, const char *const *gnuplots)
{
	char *why;
	struct test t = {.tap = tap, .draw = jail_open("draw", gnuplots, &why)};
	struct proc_result r;
	int loopback;

	if (t.draw == NULL)
		return bail(tap, why);
	t.command = jail_open("command", NULL, &why);
	if ((why = run_line(&t, "exit 0", 10000, &r)) != NULL)
		return bail(tap, why);
	proc_free(&r);
	tell_group(&t);
	setenv("VIZ_JAILTEST", "secret", 1);
	listen_somewhere(&t, &loopback);
	make_file(&t);
	t.outside = getpid();
	try_scripts(&t);
	try_lines(&t);
	try_forks(&t);
	try_group(&t);
	try_keeping(&t);
	try_lingering(&t);
	report(&t, is_untouched(&t), "what stands outside is as it was", NULL);
	fprintf(tap, "1..%d\n", t.count);
	unlink(t.file);
	if (loopback >= 0)
		close(loopback);
	jail_free(t.draw);
	jail_free(t.command);
	return t.broken ? JAILTEST_BROKEN : JAILTEST_HELD;
}
