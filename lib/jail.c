#include "jail.h"

#include "cgroup.h"
#include "jailroot.h"
#include "line.h"
#include "mem.h"
#include "share.h"
#include "str.h"
#include "sysfilter.h"

#include <errno.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char jail_remedy[] = "install bubblewrap and gnuplot-nox; allow user namespaces "
    "(sysctl kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000; in a container: run it "
    "with --security-opt seccomp=unconfined, or on the host); then: jailrun --self-test";

struct jail {
	char *bwrap;
	struct jailroot root;      /* program NULL: the whole of /usr */
	jv limits;                 /* {"wall_ms": 8000, …} */
	char *hollow, *trial;      /* struct jailroot_lean */
	struct str filter;         /* the seccomp program */
	char *home;                /* where its control groups are made, or NULL */
	const char *no_group;      /* and why there are none */
};

/* ---- the policy */

/* The "limit NAME VALUE" lines of a policy text, which is cut to pieces. */
static jv
limits_of(char *text)
{
	jv limits = jv_object();
	char *rest, *line = strtok_r(text, "\n", &rest);

	for (; line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		char name[32], *end;

		if (sscanf(line, " limit %31s", name) != 1)
			continue;
		const char *value = strstr(line, name) + strlen(name);
		long long n = strtoll(value, &end, 10);

		if (end == value || n < 0)
			errx(2, "share/policy: limit %s: not a number: mend that line", name);
		limits = jv_object_set(limits, jv_string(name), jv_number((double)n));
	}
	return limits;
}

/* What stands behind that word at the head of a line; to be freed; NULL where
 * no line begins so. */
static char *
words_of(const char *text, const char *head)
{
	size_t n = strlen(head);

	for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, head, n) == 0 && line[n] == ' ')
			return mem_dup(line + n + 1, strcspn(line + n + 1, "\n"));
	}
	return NULL;
}

long long
jail_limit(const struct jail *j, const char *name)
{
	jv v = jv_object_get(jv_copy(j->limits), jv_string(name));
	long long n = jv_get_kind(v) == JV_KIND_NUMBER ? (long long)jv_number_value(v) : 0;

	jv_free(v);
	return n;
}

static void
load_policy(struct jail *j, const char *policy)
{
	struct str name = {0};

	str_addf(&name, "policy/jail.%s", policy);
	char *text = share_need(name.s, NULL);
	struct sysfilter *f = sysfilter_need(name.s, NULL);
	int fd = sysfilter_fd(f);

	if (fd == -1 || line_slurp(fd, &j->filter, 0) != 0)
		err(3, "seccomp: making the filter: run it again");
	close(fd);
	sysfilter_free(f);
	j->hollow = words_of(text, "hollow");
	j->trial = words_of(text, "trial");
	j->limits = limits_of(text);
	free(text);
	str_free(&name);
}

struct jail *
jail_open(const char *policy, const char *const *names, char **why)
{
	struct jail *j = mem_calloc(1, sizeof *j);

	load_policy(j, policy);
	j->root.files = jv_null();
	j->home = cgroup_home(&j->no_group);
	struct jailroot_lean lean = {j->hollow != NULL ? j->hollow : "", j->hollow != NULL ? j->trial : NULL};

	j->bwrap = proc_find("bwrap");
	*why = j->bwrap == NULL ? mem_strdup("bubblewrap (bwrap) is not installed")
	    : names != NULL ? jailroot_find(&j->root, names, &lean) : NULL;
	if (*why == NULL)
		return j;
	jail_free(j);
	return NULL;
}

void
jail_free(struct jail *j)
{
	if (j == NULL)
		return;
	free(j->bwrap);
	free(j->home);
	free(j->hollow);
	free(j->trial);
	jailroot_free(&j->root);
	jv_free(j->limits);
	str_free(&j->filter);
	free(j);
}

const char *
jail_no_group(const struct jail *j)
{
	return j->home != NULL ? NULL : j->no_group;
}

/* ---- bubblewrap's command line */

/* Everything one jail is given: words, and open files named by number in them. */
struct gear {
	char **words;
	size_t n, cap;
	int *fds;                  /* -1-ended */
	size_t fd_count;
	bool lacking;              /* a memory file could not be made */
};

static void
add(struct gear *g, const char *word)
{
	if (g->n + 1 >= g->cap) {
		g->cap = g->cap == 0 ? 128 : g->cap * 2;
		g->words = mem_resize(g->words, g->cap, sizeof *g->words);
	}
	g->words[g->n++] = mem_strdup(word);
	g->words[g->n] = NULL;
}

static void
add_all(struct gear *g, const char *const *words)
{
	for (; *words != NULL; words++)
		add(g, *words);
}

static void
add_number(struct gear *g, long long n)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", n);
	add(g, text);
}

/* A file in memory with these bytes, as the next word: no name, on no disk. */
static int
add_memory(struct gear *g, const void *bytes, size_t n)
{
	int fd = memfd_create("jail", MFD_CLOEXEC);

	if (fd == -1 || line_write(fd, bytes, n) == -1 || lseek(fd, 0, SEEK_SET) == -1)
		g->lacking = true;
	g->fds = mem_resize(g->fds, g->fd_count + 2, sizeof *g->fds);
	g->fds[g->fd_count++] = fd;
	g->fds[g->fd_count] = -1;
	add_number(g, fd);
	return fd;
}

static void
gear_free(struct gear *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->words[i]);
	free(g->words);
	for (size_t i = 0; i < g->fd_count; i++)
		if (g->fds[i] >= 0)
			close(g->fds[i]);
	free(g->fds);
}

/* Who it is: nobody, alone, in namespaces of its own, with no way to more. */
static void
add_isolation(struct gear *g, const struct jail *j)
{
	static const char *const words[] = {"--unshare-all", "--unshare-user", "--disable-userns",
	    "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--hostname", "jail",
	    "--die-with-parent", "--new-session", "--clearenv", "--setenv", "PATH", "/usr/bin",
	    "--setenv", "HOME", "/nonexistent", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "TZ", "UTC",
	    "--seccomp", NULL};

	add(g, j->bwrap);
	add_all(g, words);
	add_memory(g, j->filter.s, j->filter.n);
}

/* What it can see: one program with its libraries, or the whole of /usr. */
static void
add_root(struct gear *g, const struct jail *j)
{
	static const char *const links[] = {"--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
	    "--dev-bind", "/dev/null", "/dev/null", NULL};
	static const char *const whole[] = {"--ro-bind", "/usr", "/usr", "--ro-bind-try", "/etc/alternatives",
	    "/etc/alternatives", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
	    "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin",
	    "--dev-bind", "/dev/zero", "/dev/zero", "--dev-bind", "/dev/urandom", "/dev/urandom", NULL};

	if (j->root.program == NULL) {
		add_all(g, whole);
	} else if (j->root.usr != NULL) {
		add_all(g, (const char *const[]){"--ro-bind", j->root.usr, "/usr", NULL});
	} else {
		jv_object_foreach(j->root.files, to, from) {
			add_all(g, (const char *const[]){"--ro-bind", jv_string_value(from), jv_string_value(to), NULL});
			jv_free(to);
			jv_free(from);
		}
	}
	add_all(g, links);
}

/* What it is given: files to read, a folder to write in, and nothing else. */
static void
add_files(struct gear *g, const struct jail *j, const struct jail_run *run)
{
	for (size_t i = 0; i < run->file_count; i++) {
		struct str to = {0};

		str_addf(&to, "/jail/%s", run->files[i].name);
		add_all(g, (const char *const[]){"--perms", "0444", "--file", NULL});
		add_memory(g, run->files[i].bytes, run->files[i].n);
		add(g, to.s);
		str_free(&to);
	}
	add_all(g, (const char *const[]){"--perms", "0700", "--size", NULL});
	add_number(g, jail_limit(j, "tmp"));
	add_all(g, (const char *const[]){"--tmpfs", "/tmp", "--remount-ro", "/", "--chdir", "/tmp",
	    "--json-status-fd", NULL});
}

/* The command; where it may fork, under a limit that counts in the jail alone
 * (counted outside, other jails' processes would count as well). */
static void
add_command(struct gear *g, const struct jail *j, const struct jail_run *run)
{
	add(g, "--");
	if (j->root.program != NULL) {
		add(g, j->root.program);
	} else if (jail_limit(j, "processes") > 0) {
		struct str most = {0};

		str_addf(&most, "--nproc=%lld", jail_limit(j, "processes"));
		add_all(g, (const char *const[]){"/usr/bin/prlimit", most.s, "--", NULL});
		str_free(&most);
	}
	add_all(g, run->args);
}

/* ---- running it */

/* bubblewrap reports an exit code only for a program that was started. */
static bool
was_started(int report)
{
	char text[4096];
	ssize_t n = pread(report, text, sizeof text - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	return strstr(text, "\"exit-code\"") != NULL;
}

/* Signals come as bubblewrap's exit code 128 + N, as from a shell.  That memory
 * was refused only the program itself can tell, in gnuplot's and libc's words;
 * a script that prints them deceives no one but itself. */
static void
judge(struct proc_result *r)
{
	if (r->end == PROC_EXIT && r->code > 128) {
		r->code -= 128;
		r->end = proc_end_of(r->code);
	}
	if ((r->end == PROC_EXIT || r->end == PROC_SIGNAL) && r->code != 0 &&
	    (strstr(r->err.s, "out of memory") != NULL || strstr(r->err.s, "annot allocate memory") != NULL))
		r->end = PROC_MEMORY;
}

/* Why there was no jail; empties *r. */
static char *
no_jail(struct proc_result *r)
{
	struct str why = {0};

	if (r->end == PROC_NONE) {
		str_addf(&why, "bubblewrap could not be started: %s", strerror(r->code));
	} else if (r->err.n == 0) {
		str_addf(&why, "bubblewrap ended before the program began (%s %d)", proc_end_name(r->end), r->code);
	} else {
		str_foreign(&why, r->err.s, strcspn(r->err.s, "\n"));
	}
	proc_free(r);
	*r = (struct proc_result){.end = PROC_NONE};
	return str_take(&why);
}

char *
jail_run(struct jail *j, const struct jail_run *run, struct proc_result *r)
{
	struct gear g = {0};
	int shares = run->shares > 1 ? run->shares : 1;

	*r = (struct proc_result){.end = PROC_NONE, .code = ENOMEM};
	add_isolation(&g, j);
	add_root(&g, j);
	add_files(&g, j, run);
	int report = add_memory(&g, "", 0);

	add_command(&g, j, run);
	struct proc p = {.argv = (const char *const *)g.words, .keep = g.fds, .nobody = true, .orphans = true,
	    .own_stdin = run->own_stdin && !isatty(STDIN_FILENO),
	    .wall_ms = shares * (run->wall_ms > 0 ? run->wall_ms : (long)jail_limit(j, "wall_ms")),
	    .cpu_s = shares * (run->cpu_s > 0 ? run->cpu_s : (long)jail_limit(j, "cpu_s")),
	    .as_bytes = jail_limit(j, "memory"), .file_bytes = jail_limit(j, "file"),
	    .files = (long)jail_limit(j, "files"), .out_cap = (size_t)jail_limit(j, "output"),
	    .err_cap = (size_t)jail_limit(j, "errors")};
	struct cgroup group = {.join = -1};

	long long most = run->group_memory > 0 ? run->group_memory : jail_limit(j, "group_memory");

	if (j->home != NULL && cgroup_make(&group, j->home, most, jail_limit(j, "group_processes")))
		p.group = group.join;
	if (!g.lacking)
		proc_run(&p, r);
	bool ran_out = cgroup_end(&group);
	char *why = !g.lacking && (was_started(report) || (r->end != PROC_NONE && r->end != PROC_EXIT))
	    ? NULL : no_jail(r);

	if (why == NULL)
		judge(r);
	if (ran_out && why == NULL && r->code != 0)
		r->end = PROC_MEMORY;
	gear_free(&g);
	return why;
}
