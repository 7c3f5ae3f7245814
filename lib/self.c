#include "self.h"

#include "share.h"
#include "sysfilter.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What Landlock knows of files, by the version in which it learned it; Debian
 * 12's header ends at the third. */
enum {
	FS_FIRST = (1 << 13) - 1,
	FS_REFER = 1 << 13,       /* 2: rename and link across folders */
	FS_TRUNCATE = 1 << 14,    /* 3 */
	FS_IOCTL = 1 << 15,       /* 5: of devices */
	FS_EXECUTE = 1 << 0,
	FS_READ_FILE = 1 << 2,
	FS_READ_DIR = 1 << 3,
	FS_OF_A_FILE = 1 << 1 | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL,
};

/* landlock_ruleset_attr as of version 6. */
struct ruleset {
	uint64_t fs, net, scoped;
};

enum {
	NET_BIND_TCP = 1 << 0,
	NET_CONNECT_TCP = 1 << 1,
	SCOPE_ABSTRACT_SOCKET = 1 << 0,
	SCOPE_SIGNAL = 1 << 1,
};

const char *const self_network_files[] = {
    "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf",
    "/etc/services", "/etc/protocols", "/etc/localtime", "/etc/ld.so.cache", "/run/systemd/resolve",
    "/run/nscd", "/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/etc/gnutls", "/etc/crypto-policies",
    "/usr/lib/ssl", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates", "/usr/share/p11-kit",
    "/etc/pkcs11", "/lib", "/usr/lib", "/lib64", "/dev/urandom", "/dev/null", NULL};

const char *const self_font_files[] = {
    "/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig",
    "/var/cache/fontconfig", "/usr/share/texmf/fonts", "/usr/X11R6/lib/X11/fonts", NULL};

/* What may be done with files, as this kernel's version can say it. */
static uint64_t
known(long version)
{
	uint64_t fs = FS_FIRST;

	if (version >= 2)
		fs |= FS_REFER;
	if (version >= 3)
		fs |= FS_TRUNCATE;
	if (version >= 5)
		fs |= FS_IOCTL;
	return fs;
}

static struct ruleset
all_of(long version, bool network)
{
	struct ruleset r = {.fs = known(version)};

	if (version >= 4)
		r.net = NET_BIND_TCP | (network ? 0 : NET_CONNECT_TCP);
	if (version >= 6)
		r.scoped = SCOPE_ABSTRACT_SOCKET | SCOPE_SIGNAL;
	return r;
}

/* The kernel knows a version by the size of what it is given. */
static size_t
size_of(long version)
{
	return version >= 6 ? sizeof(struct ruleset)
	    : version >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, net);
}

static bool
allow(int rules, const char *const *paths, uint64_t access)
{
	for (; paths != NULL && *paths != NULL; paths++) {
		struct landlock_path_beneath_attr rule = {.allowed_access = access};
		struct stat st;

		rule.parent_fd = open(*paths, O_PATH | O_CLOEXEC);
		if (rule.parent_fd == -1)
			continue;
		if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
			rule.allowed_access &= FS_OF_A_FILE;
		long bad = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);

		close(rule.parent_fd);
		/* EBADFD: a pipe behind /dev/fd, which Landlock does not hold back. */
		if (bad != 0 && errno != EBADFD)
			return false;
	}
	return true;
}

static bool
hold_files(const struct self *s)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	if (version < 1)
		return false;
	struct ruleset all = all_of(version, s->network);
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, size_of(version), 0);

	if (rules == -1)
		return false;
	bool held = allow(rules, s->read, FS_READ_FILE | FS_READ_DIR) &&
	    allow(rules, s->write, all.fs & ~(uint64_t)FS_EXECUTE) &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    syscall(SYS_landlock_restrict_self, rules, 0) == 0;

	close(rules);
	return held;
}

/* Read before the first promise, which may close the way to it. */
static struct sysfilter *
filter_of(const struct self *s)
{
	static char *policy;
	const char *groups[10] = {"streams", "memory", "time", "workers", "knowing"};
	size_t n = 5;
	char *why;

	if (policy == NULL)
		policy = share_need("policy/self", NULL);
	/* A program without the group "read" may open nothing at all. */
	if (s->read != NULL || s->write != NULL)
		groups[n++] = "read";
	if (s->write != NULL)
		groups[n++] = "write";
	if (s->network)
		groups[n++] = "network";
	struct sysfilter *f = sysfilter_text(policy, groups, &why);

	if (f == NULL)
		errx(2, "share/policy/self: %s: mend that line", why);
	return f;
}

const char *
self_promise(const struct self *s)
{
	struct sysfilter *f = filter_of(s);

	/* What is in memory, as keys in the environment, comes into no file. */
	(void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	bool files = hold_files(s), calls = sysfilter_wear(f);

	sysfilter_free(f);
	if (!files && !calls)
		return "this kernel has neither Landlock nor seccomp: nothing is held back";
	if (!files)
		return "this kernel has no Landlock: which files are opened is not held back";
	return calls ? NULL : "this kernel has no seccomp: only files are held back";
}
