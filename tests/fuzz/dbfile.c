/* Any bytes as the file under fixed statements.  The first byte says by which
 * line it is typed (five date styles, or what csvsum finds), the second which
 * statement.  Folded, in memory and along the file the table is the same. */
#include "db.h"
#include "profile.h"
#include "rec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char *const sql[] = {
    "SELECT a, date_trunc('month', d), count(*), count(x), min(n), max(n) FROM t WHERE n > 1 GROUP BY 1, 2 ORDER BY 1 DESC, 2",
    "SELECT s.a, count(*), min(s.d), max(t.x) FROM t JOIN t s ON s.n = t.n GROUP BY s.a ORDER BY 1",
    "SELECT * FROM t ORDER BY d, n, a, x",
    "SELECT a, count(*), (SELECT count(*) FROM t) FROM t WHERE a > 'M' AND d >= '2023' GROUP BY a ORDER BY 1",
    "SELECT bin(x, 10), year(d), count(DISTINCT a), max(a), count(d) FROM t GROUP BY 1, 2 ORDER BY 1, 2",
    "SELECT count(*), max(c) FROM (SELECT n, count(*) AS c FROM t WHERE x < 2.5 OR x IS NULL GROUP BY n)",
    "SELECT weekday(d), sum(n), avg(x), total(n * x), median(x), stddev(n) FROM t GROUP BY 1 HAVING sum(n) > 2"};

enum { STATEMENTS = sizeof sql / sizeof *sql, STYLES = 5 };

/* Sums round, and overflow, by the order of their rows. */
static bool
is_exact(size_t statement)
{
	return statement != STATEMENTS - 1;
}

static jv
typed_line(const char *path, size_t style)
{
	static const char *const dates[STYLES] = {"%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%b %d, %Y", "%Y%m%dT%H:%M:%S"};
	bool comma = style == 2;
	jv line = jv_string_fmt("{\"id\":\"t\",\"ok\":true,\"rows\":40,\"source\":{\"path\":\"%s\"},"
	    "\"dialect\":{\"delimiter\":\"%s\",\"quote\":\"\\\"\",\"header\":true,\"columns\":4},\"columns\":["
	    "{\"name\":\"a\",\"type\":\"text\",\"null_text\":[\"NA\"]},{\"name\":\"n\",\"type\":\"integer\"},"
	    "{\"name\":\"x\",\"type\":\"number\",\"format\":{\"decimal\":\"%s\",\"thousands\":\"%s\",\"prefix\":\"$\"}},"
	    "{\"name\":\"d\",\"type\":\"%s\",\"format\":{\"date\":\"%s\"}}]}", path, comma ? ";" : ",",
	    comma ? "," : ".", comma ? "." : ",", style == 4 ? "datetime" : "date", dates[style]);
	jv set = jv_parse(jv_string_value(line));

	jv_free(line);
	return set;
}

/* csvsum's own line, its columns named as the statements name them. */
static jv
found_line(const char *path)
{
	static const char *const names[] = {"a", "n", "x", "d"};
	struct profile_options o = {.dialect = csvin_dialect_any(), .threads = 1};
	jv set = profile_file(path, "t", &o), columns = jv_at(set, "columns");

	if (jv_get_kind(columns) != JV_KIND_ARRAY) {
		jv_free(columns);
		return set;
	}
	for (int i = 0; i < 4 && i < jv_array_length(jv_copy(columns)); i++)
		columns = jv_array_set(columns, i, jv_object_set(jv_array_get(jv_copy(columns), i), jv_string("name"),
		    jv_string(names[i])));
	return jv_object_set(set, jv_string("columns"), columns);
}

/* What must not depend on the way: rows and their number, or the error. */
static jv
told(jv table)
{
	jv error = jv_at(table, "error"), t = JV_ARRAY(jv_at(table, "rows"), jv_at(table, "total_rows"), jv_at(error, "code"));

	jv_free(error);
	jv_free(table);
	return t;
}

static bool
has_code(jv table, const char *start)
{
	jv error = jv_at(table, "error");
	const char *code = jv_text(error, "code");
	bool has = code != NULL && strncmp(code, start, strlen(start)) == 0;

	jv_free(error);
	return has;
}

static void
query(jv set, size_t statement)
{
	static const struct db_limits ways[] = {{.ms = 300, .rows = 100, .fold = 1},
	    {.ms = 300, .rows = 100, .fold = 1000000}, {.ms = 300, .rows = 100, .fold = 1000000, .along = true}};
	jv first = jv_invalid();

	for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
		jv table = db_query(JV_ARRAY(jv_copy(set)), sql[statement], &ways[w]);

		if (has_code(table, "limit.time") || !is_exact(statement)) {
			jv_free(table);
			continue;
		}
		table = told(table);
		if (jv_is_valid(jv_copy(first)) && !jv_equal(jv_copy(first), jv_copy(table)))
			abort();
		jv_free(first);
		first = table;
	}
	jv_free(first);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char path[40];

	setenv("VIZ_SHARE", "share", 0);
	if (n < 2)
		return 0;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd == -1 || write(fd, bytes + 2, n - 2) != (ssize_t)(n - 2))
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	size_t style = bytes[0] % (STYLES + 1);
	jv set = style < STYLES ? typed_line(path, style) : found_line(path);

	if (jv_true_at(set, "ok"))
		query(set, bytes[1] % STATEMENTS);
	jv_free(set);
	close(fd);
	return 0;
}
