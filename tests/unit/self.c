/* self: each promise, broken on purpose by a child that has made it. */
#include "self.h"
#include "sysfilter.h"
#include "unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/viz-self.XXXXXX", inside[64], outside[64];

/* A folder with a file in it, and a file beside it. */
static void
make_files(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	chmod(folder, 0755);
	snprintf(inside, sizeof inside, "%s/in", folder);
	snprintf(outside, sizeof outside, "%s.out", folder);
	for (int i = 0; i < 2; i++) {
		int fd = open(i == 0 ? inside : outside, O_CREAT | O_WRONLY, 0644);

		ck_assert_int_ge(fd, 0);
		close(fd);
	}
}

static void
remove_files(void)
{
	unlink(inside);
	unlink(outside);
	rmdir(folder);
	memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
}

enum { READ_IN = 1, READ_OUT = 2, WRITE_IN = 4, WRITE_OUT = 8, NET = 16, RUN = 32, FORK = 64, SEE = 128 };

static int
can_open(const char *path, int how)
{
	int fd = open(path, how);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int
can_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0 && waitpid(pid, NULL, 0) == pid;
}

static int
can_run(void)
{
	pid_t pid = fork();
	int status = 1;

	if (pid == 0) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(1);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static int
can_connect(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* What one can do after the promise, as bits. */
static int
powers_after(const struct self *s)
{
	int out[2], got = -1;

	ck_assert_int_eq(pipe(out), 0);
	pid_t pid = fork();

	if (pid == 0) {
		if (self_promise(s) != NULL)
			_exit(99);
		unsigned char can = (unsigned char)(can_open(inside, O_RDONLY) * READ_IN |
		    can_open(outside, O_RDONLY) * READ_OUT | can_open(inside, O_WRONLY) * WRITE_IN |
		    can_open(outside, O_WRONLY) * WRITE_OUT | can_connect() * NET | can_run() * RUN |
		    can_fork() * FORK | (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0) * SEE);

		_exit(write(out[1], &can, 1) == 1 ? 0 : 98);
	}
	unsigned char can;
	int status;

	close(out[1]);
	if (read(out[0], &can, 1) == 1)
		got = can;
	close(out[0]);
	waitpid(pid, &status, 0);
	ck_assert_int_ne(WEXITSTATUS(status), 98);
	return WEXITSTATUS(status) == 99 ? -99 : got;
}

/* A kernel that cannot hold the promise says so, and there is no more to see. */
static void
leaves(const struct self *s, int want)
{
	int got = powers_after(s);

	if (got == -99)
		fprintf(stderr, "# self: this kernel holds only a part; not checked\n");
	else
		ck_assert_int_eq(got, want);
}

START_TEST(nothing_but_streams)
{
	leaves(&(struct self){0}, FORK);
}
END_TEST

START_TEST(reading_named_files_only)
{
	const char *paths[] = {folder, "/no/such/file", NULL};

	leaves(&(struct self){.read = paths}, FORK | READ_IN);
	paths[0] = inside;
	leaves(&(struct self){.read = paths}, FORK | READ_IN);
}
END_TEST

START_TEST(writing_in_one_folder_only)
{
	const char *paths[] = {folder, NULL};

	leaves(&(struct self){.write = paths}, FORK | READ_IN | WRITE_IN);
}
END_TEST

START_TEST(network_without_files)
{
	leaves(&(struct self){.network = true}, FORK | NET);
}
END_TEST

START_TEST(a_promise_can_only_be_narrowed)
{
	const char *paths[] = {folder, NULL};
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		self_promise(&(struct self){0});
		self_promise(&(struct self){.read = paths, .network = true});
		_exit(can_open(inside, O_RDONLY) | can_connect());
	}
	waitpid(pid, &status, 0);
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(a_broken_policy_is_told_by_line)
{
	static const char *const broken[][2] = {
	    {"else kill\nallow no_such_call\n", "line 2: unknown system call: no_such_call"},
	    {"else kill\n\nallow read b0&1=1\n", "line 3: not a condition aN&MASK=VALUE: b0&1=1"},
	    {"allow\n", "line 1: no call named: "}, {"permit read\n", "line 1: not a rule: permit"}};
	char *why;

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		ck_assert_ptr_null(sysfilter_text(broken[i][0], NULL, &why));
		ck_assert_str_eq(why, broken[i][1]);
		free(why);
	}
	ck_assert_ptr_null(sysfilter_text("allow read\n", NULL, &why));
	free(why);
}
END_TEST

/* How a child under that policy fares that makes one system call: its signal,
 * or the errno negated, or 0. */
static int
fares(const char *policy, long nr, const long a[4])
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct sysfilter *f = sysfilter_need(policy, NULL);

		if (!sysfilter_wear(f))
			_exit(255);
		/* Sanitizers would do more on their way out than the filter allows. */
		syscall(SYS_exit_group, syscall(nr, a[0], a[1], a[2], a[3]) == -1 ? errno : 0);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
}

START_TEST(the_jail_that_draws_kills_what_no_chart_needs)
{
	static const long calls[][5] = {{SYS_socket, AF_INET, SOCK_STREAM}, {SYS_socket, AF_UNIX, SOCK_STREAM},
	    {SYS_clone, SIGCHLD}, {SYS_ptrace, PTRACE_TRACEME}, {SYS_mount}, {SYS_unshare, 0}, {SYS_setns, 0},
	    {SYS_kill, 1, 0}, {SYS_keyctl, 0}, {SYS_bpf, 0}, {425 /* io_uring_setup */, 1}, {SYS_memfd_create},
	    {SYS_execveat, -1}, {SYS_process_vm_readv, 1}, {SYS_chmod}, {SYS_unlinkat}, {SYS_mkdirat},
	    {SYS_symlinkat}, {SYS_userfaultfd}, {SYS_perf_event_open}, {SYS_nanosleep}, {SYS_poll},
	    {SYS_ioctl, 0, 0x5412 /* TIOCSTI */}, {SYS_ioctl, 0, 0x100005412}, {SYS_ioctl, 0, 0x541c /* TIOCLINUX */},
	    {0x40000000 | 39 /* getpid as x32 */}};

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		ck_assert_msg(fares("policy/jail.draw", calls[i][0], &calls[i][1]) == SIGSYS, "call %ld", calls[i][0]);
}
END_TEST

START_TEST(the_jails_open_no_file_to_write_and_make_no_namespace)
{
	const long path = (long)"/tmp/viz-never";
	const long opens[][4] = {{AT_FDCWD, path, O_WRONLY}, {AT_FDCWD, path, O_RDWR}, {AT_FDCWD, path, O_CREAT, 0600}};

	for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
		ck_assert_int_eq(fares("policy/jail.draw", SYS_openat, opens[i]), -EROFS);
	ck_assert_int_eq(fares("policy/jail.draw", SYS_openat, (const long[]){AT_FDCWD, (long)"/", O_DIRECTORY, 0}), 0);
	ck_assert_int_eq(fares("policy/jail.draw", SYS_clone3, (const long[]){0, 0, 0, 0}), -ENOSYS);
	ck_assert_int_eq(fares("policy/jail.command", SYS_clone, (const long[]){CLONE_NEWUSER | SIGCHLD, 0, 0, 0}), -EPERM);
	ck_assert_int_eq(fares("policy/jail.command", SYS_ioctl, (const long[]){0, 0x100005412, 0, 0}), -EPERM);
	ck_assert_int_eq(fares("policy/jail.command", SYS_socket, (const long[]){AF_INET, SOCK_STREAM, 0, 0}), -EACCES);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, the_jail_that_draws_kills_what_no_chart_needs);
	tcase_add_test(t, the_jails_open_no_file_to_write_and_make_no_namespace);
	tcase_add_checked_fixture(t, make_files, remove_files);
	tcase_add_test(t, nothing_but_streams);
	tcase_add_test(t, reading_named_files_only);
	tcase_add_test(t, writing_in_one_folder_only);
	tcase_add_test(t, network_without_files);
	tcase_add_test(t, a_promise_can_only_be_narrowed);
	tcase_add_test(t, a_broken_policy_is_told_by_line);
}

UNIT_MAIN("self", add)
