#include "sysfilter.h"

#include "mem.h"
#include "share.h"
#include "str.h"

#include <err.h>
#include <errno.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct sysfilter {
	scmp_filter_ctx ctx;
};

/* What is being read. */
struct reading {
	const char *const *groups;
	bool taken;               /* is the group one of groups? */
	uint32_t otherwise;       /* the action of "else" */
	scmp_filter_ctx ctx;      /* NULL in the first pass, which looks for "else" */
	struct str why;
};

static const struct {
	const char *name;
	int value;
} errors[] = {{"EPERM", EPERM}, {"EACCES", EACCES}, {"ENOSYS", ENOSYS}, {"EROFS", EROFS},
    {"ENOTTY", ENOTTY}, {"EOPNOTSUPP", EOPNOTSUPP}, {"EINVAL", EINVAL}};

static int
error_number(const char *name)
{
	for (size_t i = 0; name != NULL && i < sizeof errors / sizeof *errors; i++)
		if (strcmp(errors[i].name, name) == 0)
			return errors[i].value;
	return 0;
}

static bool
wrong(struct reading *r, const char *what, const char *word)
{
	str_addf(&r->why, "%s: ", what);
	str_foreign(&r->why, word, strlen(word));
	return false;
}

/* "aN&MASK=VALUE" */
static bool
condition(const char *word, struct scmp_arg_cmp *c)
{
	char *end;

	if (word[0] != 'a' || word[1] < '0' || word[1] > '5' || word[2] != '&')
		return false;
	c->arg = (unsigned)(word[1] - '0');
	c->op = SCMP_CMP_MASKED_EQ;
	c->datum_a = strtoull(word + 3, &end, 0);
	if (end == word + 3 || *end != '=')
		return false;
	const char *value = end + 1;

	c->datum_b = strtoull(value, &end, 0);
	return end != value && *end == '\0';
}

/* The calls of one line, each under action. */
static bool
calls(struct reading *r, uint32_t action, char **rest)
{
	char *name = strtok_r(NULL, " \t", rest), *next;

	if (name == NULL)
		return wrong(r, "no call named", "");
	for (; name != NULL; name = next) {
		struct scmp_arg_cmp c;
		int nr = seccomp_syscall_resolve_name(name);
		bool some;

		next = strtok_r(NULL, " \t", rest);
		some = next != NULL && strchr(next, '&') != NULL;
		if (some && !condition(next, &c))
			return wrong(r, "not a condition aN&MASK=VALUE", next);
		if (nr == __NR_SCMP_ERROR)
			return wrong(r, "unknown system call", name);
		/* Negative: a call that only other architectures have. */
		if (r->ctx != NULL && r->taken && nr >= 0 && action != r->otherwise &&
		    seccomp_rule_add_array(r->ctx, action, nr, some, &c) < 0)
			return wrong(r, "contradicts an earlier rule", name);
		if (some)
			next = strtok_r(NULL, " \t", rest);
	}
	return true;
}

static void
enter_group(struct reading *r, char *name)
{
	if (name != NULL)
		name[strcspn(name, ":")] = '\0';
	r->taken = r->groups == NULL;
	for (const char *const *g = r->groups; g != NULL && *g != NULL && name != NULL; g++)
		r->taken |= strcmp(*g, name) == 0;
}

static bool
rule(struct reading *r, char *line)
{
	char *rest, *verb = strtok_r(line, " \t", &rest), *word;

	if (verb == NULL || strcmp(verb, "limit") == 0 || strcmp(verb, "hollow") == 0 || strcmp(verb, "trial") == 0)
		return true;
	if (strcmp(verb, "group") == 0) {
		enter_group(r, strtok_r(NULL, " \t", &rest));
		return true;
	}
	if (strcmp(verb, "allow") == 0)
		return calls(r, SCMP_ACT_ALLOW, &rest);
	word = strtok_r(NULL, " \t", &rest);
	int number = error_number(word);

	if (strcmp(verb, "errno") == 0 && number != 0)
		return calls(r, SCMP_ACT_ERRNO((unsigned)number), &rest);
	if (strcmp(verb, "else") == 0 && word != NULL && (number != 0 || strcmp(word, "kill") == 0)) {
		r->otherwise = number != 0 ? SCMP_ACT_ERRNO((unsigned)number) : SCMP_ACT_KILL_PROCESS;
		return true;
	}
	return wrong(r, "not a rule", verb);
}

static bool
pass(struct reading *r, const char *text)
{
	char *copy = mem_strdup(text), *rest, *line = copy;
	int number = 0;
	bool good = true;

	r->taken = true;
	for (; good && line != NULL; line = rest) {
		rest = strchr(line, '\n');
		if (rest != NULL)
			*rest++ = '\0';
		number++;
		line[strcspn(line, "#")] = '\0';
		good = rule(r, line);
	}
	if (!good) {
		struct str why = {0};

		str_addf(&why, "line %d: %s", number, r->why.s);
		str_free(&r->why);
		r->why = why;
	}
	free(copy);
	return good;
}

struct sysfilter *
sysfilter_text(const char *text, const char *const *groups, char **why)
{
	struct reading r = {.groups = groups};
	struct sysfilter *f = NULL;

	*why = NULL;
	if (pass(&r, text) && r.otherwise == 0)
		str_adds(&r.why, "it says nowhere what happens else: add a line \"else kill\"");
	if (r.why.n == 0) {
		r.ctx = seccomp_init(r.otherwise);
		if (r.ctx == NULL)
			mem_die();
		seccomp_attr_set(r.ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
		/* A search tree: the common calls pass after a few comparisons. */
		seccomp_attr_set(r.ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
		if (pass(&r, text)) {
			f = mem_alloc(sizeof *f);
			f->ctx = r.ctx;
			return f;
		}
		seccomp_release(r.ctx);
	}
	*why = str_take(&r.why);
	return NULL;
}

struct sysfilter *
sysfilter_need(const char *name, const char *const *groups)
{
	char *text = share_need(name, NULL), *why;
	struct sysfilter *f = sysfilter_text(text, groups, &why);

	if (f == NULL)
		errx(2, "share/%s: %s: mend that line", name, why);
	free(text);
	return f;
}

int
sysfilter_fd(struct sysfilter *f)
{
	int fd = memfd_create("seccomp", MFD_CLOEXEC);

	if (fd == -1)
		return -1;
	int error = seccomp_export_bpf(f->ctx, fd);

	if (error == 0 && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	errno = error < 0 ? -error : EIO;
	return -1;
}

bool
sysfilter_wear(struct sysfilter *f)
{
	int error = seccomp_load(f->ctx);

	errno = -error;
	return error == 0;
}

void
sysfilter_free(struct sysfilter *f)
{
	if (f == NULL)
		return;
	seccomp_release(f->ctx);
	free(f);
}
