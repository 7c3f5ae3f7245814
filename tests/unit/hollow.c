/* hollow: the twin of a library is found and loaded, has its names, and nothing
 * of it can be run. */
#include "hollow.h"
#include "line.h"
#include "unit.h"

#include <csv.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[] = "/tmp/viz-hollow.XXXXXX";

/* The bytes of the library in which the function is. */
static void
read_library(void *function, struct str *bytes)
{
	Dl_info info;

	ck_assert_int_ne(dladdr(function, &info), 0);
	int fd = open(info.dli_fname, O_RDONLY | O_CLOEXEC);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(line_slurp(fd, bytes, 0), 0);
	close(fd);
}

START_TEST(a_twin_has_all_names_and_no_code)
{
	struct str whole = {0}, twin = {0};

	read_library((void *)csv_init, &whole);
	ck_assert_ptr_null(hollow_make(whole.s, whole.n, &twin));
	int fd = mkstemp(path), status;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(line_write(fd, twin.s, twin.n), 0);
	close(fd);
	void *loaded = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	ck_assert_msg(loaded != NULL, "%s", dlerror());
	int (*init)(struct csv_parser *, unsigned char) = (int (*)(struct csv_parser *, unsigned char))dlsym(loaded, "csv_init");

	ck_assert(init != NULL && init != csv_init);
	ck_assert_ptr_nonnull(dlsym(loaded, "csv_fini"));
	ck_assert_ptr_null(dlsym(loaded, "csv_nothing"));
	pid_t child = fork();

	if (child == 0) {
		struct csv_parser p;

		close(STDERR_FILENO);
		_exit(init(&p, 0) * 0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_ne(status, 0);
	dlclose(loaded);
	unlink(path);
	str_free(&whole);
	str_free(&twin);
}
END_TEST

START_TEST(what_has_no_twin_is_told)
{
	struct str whole = {0}, twin = {0};

	ck_assert_str_eq(hollow_make("text", 4, &twin), "not a shared library of this machine");
	read_library((void *)gnu_get_libc_version, &whole);
	ck_assert_str_eq(hollow_make(whole.s, whole.n, &twin), "its names have versions");
	ck_assert_uint_eq(twin.n, 0);
	str_free(&whole);
}
END_TEST

START_TEST(a_broken_library_harms_no_one)
{
	struct str whole = {0}, twin = {0};

	read_library((void *)csv_init, &whole);
	for (size_t n = 0; n < whole.n; n += 61) {
		char *some = malloc(n + 1);    /* so that a sanitizer sees its end */

		memcpy(some, whole.s, n);
		hollow_make(some, n, &twin);
		free(some);
	}
	for (size_t at = 0; at < whole.n; at += 7) {
		char was = whole.s[at];

		whole.s[at] = (char)(was ^ 0x5a);
		str_clear(&twin);
		hollow_make(whole.s, whole.n, &twin);
		whole.s[at] = was;
	}
	str_free(&whole);
	str_free(&twin);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, a_twin_has_all_names_and_no_code);
	tcase_add_test(t, what_has_no_twin_is_told);
	tcase_add_test(t, a_broken_library_harms_no_one);
}

UNIT_MAIN("hollow", add)
