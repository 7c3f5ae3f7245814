/* A profile of any bytes: an object with ok, and the same one with threads.  The
 * first byte says whether the rest stands there once, or until it is several
 * batches, as threads have work only then. */
#include "profile.h"
#include "rec.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
const char *__lsan_default_suppressions(void);

enum { SEVERAL_BATCHES = 140 << 10 };

/* libjq 1.6 loses a key where JSON breaks off behind it. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libjq.so";
}

static int
file_of(const uint8_t *data, size_t n, size_t least)
{
	int fd = memfd_create("fuzz", 0);
	size_t done = 0;

	do {
		if (fd == -1 || write(fd, data, n) != (ssize_t)n)
			abort();
		done += n;
	} while (done < least && n > 0);
	return fd;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct profile_options one = {.dialect = csvin_dialect_any(), .threads = 1}, three = one;
	char path[40];

	three.threads = 3;
	if (n == 0)
		return 0;
	int fd = file_of(data + 1, n - 1, n > 64 && data[0] % 64 == 0 ? SEVERAL_BATCHES : 0);

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	jv a = profile_file(path, "t", &one), b = profile_file(path, "t", &three);

	close(fd);
	if (jv_get_kind(a) != JV_KIND_OBJECT || !jv_equal(jv_copy(a), jv_copy(b)))
		abort();
	if (!jv_true_at(a, "ok")) {
		jv error = jv_at(a, "error");

		if (jv_text(error, "message") == NULL)
			abort();
		jv_free(error);
	}
	jv_free(a);
	jv_free(b);
	return 0;
}
