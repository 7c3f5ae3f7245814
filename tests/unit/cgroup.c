/* cgroup: where groups may be made, told from a tree of plain files; and a group
 * of the machine's own tree, without limits, where we may make one. */
#include "cgroup.h"
#include "str.h"
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char tree[] = "/tmp/viz-cgroup.XXXXXX";

static void
file(const char *path, const char *text)
{
	struct str s = {0};

	str_addf(&s, "%s/%s", tree, path);
	FILE *f = fopen(s.s, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
	str_free(&s);
}

static void
folder(const char *path)
{
	struct str s = {0};

	str_addf(&s, "%s/%s", tree, path);
	ck_assert_int_eq(mkdir(s.s, 0755), 0);
	str_free(&s);
}

static void
is_home(const char *own, const char *want)
{
	const char *why = NULL;
	char *got = cgroup_home_in(tree, own, &why);

	if (want == NULL) {
		ck_assert_ptr_null(got);
		ck_assert_ptr_nonnull(why);
		return;
	}
	ck_assert_ptr_nonnull(got);
	ck_assert_str_eq(got + strlen(tree), want);
	free(got);
}

START_TEST(a_home_is_delegated_with_memory_and_pids)
{
	ck_assert_ptr_nonnull(mkdtemp(tree));
	is_home("/a/b", NULL);                       /* no version 2 at all */
	file("cgroup.controllers", "cpuset cpu io memory hugetlb pids\n");
	is_home("/a/b", NULL);                       /* nobody has given us any */
	folder("a");
	folder("a/b");
	file("a/cgroup.subtree_control", "cpu memory pidsx\n");
	file("a/cgroup.procs", "");
	is_home("/a/b", NULL);                       /* pids are not among them */
	file("a/cgroup.subtree_control", "cpu memory pids\n");
	is_home("/a/b", "/a");                       /* beside ours */
	file("a/b/cgroup.subtree_control", "memory pids\n");
	file("a/b/cgroup.procs", "");
	file("a/cgroup.subtree_control", "");
	is_home("/a/b", "/a/b");                     /* below ours */

	/* A folder that is no group has no limits: nothing is made. */
	struct cgroup g;
	struct str left = {0};

	str_addf(&left, "%s/vizpipe-%d-1", tree, (int)getpid());
	ck_assert(!cgroup_make(&g, tree, 1 << 20, 5));
	ck_assert(access(left.s, F_OK) == -1);
	ck_assert(!cgroup_end(&g));
	str_clear(&left);
	str_addf(&left, "rm -r %s", tree);
	ck_assert_int_eq(system(left.s), 0);
	str_free(&left);
}
END_TEST

/* The machine's tree of version 2, if it is mounted and ours to write. */
static bool
find_tree(char *at)
{
	FILE *f = fopen("/proc/self/mounts", "r");
	char line[4096];
	bool found = false;

	while (f != NULL && !found && fgets(line, sizeof line, f) != NULL)
		found = sscanf(line, "%*s %400s cgroup2", at) == 1 && strstr(line, " cgroup2 ") != NULL && access(at, W_OK) == 0;
	if (f != NULL)
		fclose(f);
	return found;
}

START_TEST(what_is_in_a_group_ends_with_it)
{
	char at[401];
	struct cgroup g;
	int out[2];
	pid_t grandchild = 0;

	if (!find_tree(at) || !cgroup_make(&g, at, 0, 0)) {
		printf("cgroup: skipped: no tree of version 2 to make a group in\n");
		return;
	}
	struct str path = {0};

	str_adds(&path, g.path);
	ck_assert_int_eq(pipe(out), 0);
	pid_t child = fork();

	if (child == 0) {
		if (write(g.join, "0", 1) != 1)
			_exit(1);
		pid_t mine = fork();

		if (mine == 0)
			for (;;)
				pause();
		_exit(write(out[1], &mine, sizeof mine) != sizeof mine);
	}
	int status;

	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq((int)read(out[0], &grandchild, sizeof grandchild), (int)sizeof grandchild);
	ck_assert_int_eq(kill(grandchild, 0), 0);
	ck_assert(!cgroup_end(&g));
	ck_assert(access(path.s, F_OK) == -1);
	/* Dead, if perhaps not yet buried by its new parent. */
	for (int i = 0; i < 500 && kill(grandchild, 0) == 0; i++)
		usleep(10000);

	/* One whose maker is no more is removed by the next. */
	str_clear(&path);
	str_addf(&path, "%s/vizpipe-%d-7", at, (int)child);
	ck_assert_int_eq(mkdir(path.s, 0755), 0);
	ck_assert(cgroup_make(&g, at, 0, 0));
	ck_assert(access(path.s, F_OK) == -1);
	cgroup_end(&g);
	str_free(&path);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, a_home_is_delegated_with_memory_and_pids);
	tcase_add_test(t, what_is_in_a_group_ends_with_it);
}

UNIT_MAIN("cgroup", add)
