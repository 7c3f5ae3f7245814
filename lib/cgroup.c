#include "cgroup.h"

#include "line.h"
#include "mem.h"
#include "str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TREE "/sys/fs/cgroup"
#define PREFIX "vizpipe-"

static char *
join(const char *folder, const char *name)
{
	struct str s = {0};

	str_addf(&s, "%s/%s", folder, name);
	return str_take(&s);
}

/* The text of a small file, "" where there is none; to be freed. */
static char *
text_of(const char *folder, const char *name)
{
	char *path = join(folder, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct str s = {0};

	str_adds(&s, "");
	if (fd >= 0) {
		(void)line_slurp(fd, &s, 1 << 16);   /* what could not be read is not there */
		close(fd);
	}
	free(path);
	return str_take(&s);
}

static bool
put(const char *folder, const char *name, const char *text)
{
	char *path = join(folder, name);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool good = fd >= 0 && line_write(fd, text, strlen(text)) == 0;

	if (fd >= 0)
		close(fd);
	free(path);
	return good;
}

/* ---- where */

static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; (p = strstr(p, word)) != NULL; p += n)
		if ((p == list || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' ' || p[n] == '\n'))
			return true;
	return false;
}

/* May we make groups with limits in it, and move processes of ours there? */
static bool
is_ours(const char *folder)
{
	char *given = text_of(folder, "cgroup.subtree_control"), *procs = join(folder, "cgroup.procs");
	bool is = has_word(given, "memory") && has_word(given, "pids") &&
	    access(folder, W_OK | X_OK) == 0 && access(procs, W_OK) == 0;

	free(given);
	free(procs);
	return is;
}

char *
cgroup_home_in(const char *tree, const char *own, const char **why)
{
	char *all = text_of(tree, "cgroup.controllers"), *home = NULL;
	bool there = has_word(all, "memory") && has_word(all, "pids");

	free(all);
	*why = "this machine has no control groups of version 2";
	if (!there)
		return NULL;
	/* A group with processes in it has none below: so beside ours, at first. */
	*why = "no control groups are delegated to us (systemd-run --user --scope does)";
	home = join(tree, own[0] == '/' ? own + 1 : own);
	char *beside = mem_strdup(home), *slash = strrchr(beside, '/');

	if (slash != NULL && strlen(beside) > strlen(tree) + 1)
		*slash = '\0';
	if (is_ours(beside)) {
		free(home);
		return beside;
	}
	free(beside);
	if (is_ours(home))
		return home;
	free(home);
	return NULL;
}

char *
cgroup_home(const char **why)
{
	char *mine = text_of("/proc/self", "cgroup"), *rest = mine, *line, *own = NULL;

	while ((line = strsep(&rest, "\n")) != NULL && own == NULL)
		if (strncmp(line, "0::", 3) == 0)
			own = line + 3;
	char *home = cgroup_home_in(TREE, own != NULL ? own : "/", why);

	free(mine);
	return home;
}

/* ---- a group */

/* vizpipe-PID-N of a process that was killed before it could end its group. */
static void
sweep(const char *home)
{
	DIR *d = opendir(home);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		if (strncmp(e->d_name, PREFIX, sizeof PREFIX - 1) != 0)
			continue;
		pid_t pid = (pid_t)strtol(e->d_name + sizeof PREFIX - 1, NULL, 10);

		if (pid > 0 && kill(pid, 0) == -1 && errno == ESRCH) {
			char *path = join(home, e->d_name);

			put(path, "cgroup.kill", "1");
			rmdir(path);
			free(path);
		}
	}
	if (d != NULL)
		closedir(d);
}

static bool
set_limit(const char *path, const char *name, long long limit)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", limit);
	return limit <= 0 || put(path, name, text);
}

bool
cgroup_make(struct cgroup *g, const char *home, long long memory, long long processes)
{
	static unsigned count;
	struct str name = {0};

	sweep(home);
	str_addf(&name, "%s/" PREFIX "%ld-%u", home, (long)getpid(), ++count);
	*g = (struct cgroup){.path = str_take(&name), .join = -1};
	if (mkdir(g->path, 0755) == -1) {
		free(g->path);
		g->path = NULL;
		return false;
	}
	/* Without swap accounting there is no such file; all of it dies or none. */
	put(g->path, "memory.swap.max", "0");
	put(g->path, "memory.oom.group", "1");
	char *procs = join(g->path, "cgroup.procs");
	bool good = set_limit(g->path, "memory.max", memory) && set_limit(g->path, "pids.max", processes);

	g->join = good ? open(procs, O_WRONLY | O_CLOEXEC) : -1;
	free(procs);
	if (g->join == -1)
		cgroup_end(g);
	return g->path != NULL;
}

bool
cgroup_end(struct cgroup *g)
{
	enum { TRIES = 200, NAP_US = 5000 };

	if (g->path == NULL)
		return false;
	char *events = text_of(g->path, "memory.events"), *killed = strstr(events, "oom_kill ");
	bool ran_out = killed != NULL && strtol(killed + sizeof "oom_kill " - 1, NULL, 10) > 0;

	free(events);
	put(g->path, "cgroup.kill", "1");
	if (g->join >= 0)
		close(g->join);
	/* Busy while the dead are buried; what stays is swept up next time. */
	for (int i = 0; i < TRIES && rmdir(g->path) == -1 && errno == EBUSY; i++)
		usleep(NAP_US);
	free(g->path);
	*g = (struct cgroup){.join = -1};
	return ran_out;
}
