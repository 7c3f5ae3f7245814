/* Any bytes as the file under fixed statements: folded, in memory, along it. */
#include "db.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char *const sql[] = {
    "SELECT a, date_trunc('month', d), sum(n), avg(x), count(*) FROM t WHERE n > 1 GROUP BY 1, 2 ORDER BY 1 DESC",
    "SELECT s.a, count(*), min(s.d), max(t.x) FROM t JOIN t s ON s.a = t.a GROUP BY s.a",
    "SELECT * FROM t ORDER BY d, n"};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const struct db_limits limits[] = {{.ms = 500, .rows = 100, .fold = 1},
	    {.ms = 500, .rows = 100, .fold = 1000}, {.ms = 500, .rows = 100, .fold = 1000, .along = true}};
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	char *set = NULL;

	setenv("VIZ_SHARE", "share", 0);
	if (fd == -1 || write(fd, bytes, n) != (ssize_t)n)
		return 0;
	int len = asprintf(&set, "[{\"id\":\"t\",\"rows\":40,\"source\":{\"path\":\"/proc/self/fd/%d\"},\"columns\":["
	    "{\"name\":\"a\",\"type\":\"text\"},{\"name\":\"n\",\"type\":\"integer\"},"
	    "{\"name\":\"x\",\"type\":\"number\",\"format\":{\"decimal\":\",\",\"thousands\":\".\"}},"
	    "{\"name\":\"d\",\"type\":\"date\",\"format\":{\"date\":\"%%d/%%m/%%Y\"}}]}]", fd);

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
		for (size_t w = 0; w < sizeof limits / sizeof *limits; w++)
			jv_free(db_query(jv_parse_sized(set, len), sql[i], &limits[w]));
	free(set);
	close(fd);
	return 0;
}
