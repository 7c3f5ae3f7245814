/* Any text as SQL over two small tables: judged, and run within its limits. */
#include "db.h"
#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static char path[] = "/tmp/vizXXXXXX";

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setenv("VIZ_SHARE", "share", 0);
	FILE *f = fdopen(mkstemp(path), "w");

	fputs("a,n,x,d\nNorth,1,1.5,2024-01-31\nSouth,,2,2023-02-01\n,7,,\nNorth,1,-3,2024-01-31\n", f);
	return fclose(f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct db_limits limits = {.ms = 300, .memory = 32 << 20, .rows = 100, .bytes = 1 << 16, .cell = 4096, .fold = 1};
	char *sql = mem_dup(bytes, n), *set = NULL;
	int len = asprintf(&set, "[{\"id\":\"t\",\"rows\":4,\"source\":{\"path\":\"%s\"},\"columns\":["
	    "{\"name\":\"a\",\"type\":\"text\"},{\"name\":\"n\",\"type\":\"integer\"},"
	    "{\"name\":\"x\",\"type\":\"number\"},{\"name\":\"d\",\"type\":\"date\"}]}]", path);

	jv_free(db_describe(jv_parse_sized(set, len), sql));
	jv_free(db_query(jv_parse_sized(set, len), sql, &limits));
	free(set);
	free(sql);
	return 0;
}
