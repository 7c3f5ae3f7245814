/* csvquery: runs a chart's SELECT over the CSV files. */
#include "chain.h"
#include "db.h"
#include "digest.h"
#include "filter.h"
#include "mem.h"
#include "rec.h"
#include "self.h"
#include "version.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "csvquery";

enum { GRACE_MS = 1000 };         /* after the deadline the worker is killed */

struct options {
	struct db_limits limits;
	int jobs;
};

/* ---- in the stream */

/* What many marks make a drawing of, a sample shows as well. */
static bool
is_cloud(const struct rec *r)
{
	jv type = rec_path(r, "code.chart.type");
	const char *s = jv_get_kind(type) == JV_KIND_STRING ? jv_string_value(type) : "";
	bool is = strcmp(s, "scatter") == 0 || strcmp(s, "bubble") == 0;

	jv_free(type);
	return is;
}

/* From here on nothing but the data files can be opened. */
static void
promise(jv datasets)
{
	int n = jv_array_length(jv_copy(datasets));
	const char **paths = mem_calloc((size_t)n + 1, sizeof *paths);
	jv sources = jv_array();

	jv_array_foreach(datasets, i, set) {
		jv source = jv_at(set, "source");

		paths[i] = jv_text(source, "path");
		if (paths[i] == NULL)
			paths[i] = "/nonexistent";
		sources = jv_array_append(sources, source);
		jv_free(set);
	}
	filter_promise("csvquery", &(struct self){.read = paths});
	jv_free(sources);
	free(paths);
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	const struct options *o = ctx;
	struct db_limits limits = o->limits;
	jv sql = rec_path(r, "code.sql"), sets = data_of(d, r), table;

	limits.thin = is_cloud(r);
	if (o->jobs > 0)
		promise(sets);
	if (jv_get_kind(sql) == JV_KIND_STRING) {
		table = db_query(sets, jv_string_value(sql), &limits);
	} else {
		jv_free(sets);
		table = rec_fail("sql.empty", false, "write one SELECT", "code.sql is no text");
	}
	jv_free(sql);
	return table;
}

/* ---- options */

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [-j JOBS] [LIMITS] <lines\n"
	    "  LIMITS: --time SECONDS (30) --memory BYTES (512M) --rows N (5000) --bytes N (1M) --cell BYTES (64K)\n",
	    name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

/* A number above 0, with K, M or G behind it; -1 where it is none. */
static long long
quantity(const char *s)
{
	char *end;

	errno = 0;
	long long n = strtoll(s, &end, 10);
	const char *const units = "KMG", *unit = strchr(units, *end);

	if (errno != 0 || end == s || n <= 0 || n > 1LL << 30)
		return -1;
	if (*end == '\0')
		return n;
	if (unit == NULL || end[1] != '\0')
		return -1;
	return n << (10 * (unit - units + 1));
}

enum { OPT_TIME = 256, OPT_MEMORY, OPT_ROWS, OPT_BYTES, OPT_CELL };

static const struct option long_options[] = {{"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'}, {"jobs", required_argument, NULL, 'j'},
    {"time", required_argument, NULL, OPT_TIME},
    {"memory", required_argument, NULL, OPT_MEMORY}, {"rows", required_argument, NULL, OPT_ROWS},
    {"bytes", required_argument, NULL, OPT_BYTES}, {"cell", required_argument, NULL, OPT_CELL}, {0}};

/* Sets one option; false where it or its value is none. */
static bool
set_option(struct options *o, int c, const char *value)
{
	long long n = value != NULL ? quantity(value) : 0;

	if (n == -1)
		return false;
	switch (c) {
	case 'j': o->jobs = n < 1024 ? (int)n : 1024; return true;
	case OPT_TIME: o->limits.ms = (double)n * 1e3; return n < 1000000;
	case OPT_MEMORY: o->limits.memory = n; return true;
	case OPT_ROWS: o->limits.rows = n; return true;
	case OPT_BYTES: o->limits.bytes = n; return true;
	case OPT_CELL: o->limits.cell = (int)n; return n <= 1 << 30;
	default: return false;
	}
}

/* What the tables depend on beside the data. */
static char *
with(const struct db_limits *l)
{
	static char text[DIGEST_SIZE];
	jv digest = digest_jv(JV_ARRAY(jv_number((double)l->rows), jv_number((double)l->bytes), jv_number(l->cell)));

	snprintf(text, sizeof text, "%s", jv_string_value(digest));
	jv_free(digest);
	return text;
}

int
main(int argc, char **argv)
{
	struct options o = {.jobs = 1, .limits = {
	    .ms = 30e3, .memory = 512LL << 20, .rows = 5000, .bytes = 1 << 20, .cell = 64 << 10}};

	for (int c; (c = getopt_long(argc, argv, "hj:", long_options, NULL)) != -1;)
		if (c == 'h')
			return usage(stdout);
		else if (c == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (!set_option(&o, c, optarg))
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	db_ready();
	struct filter f = {.name = name, .key = "table", .inputs = chain_table, .act = act,
	    .with = with(&o.limits), .jobs = o.jobs, .wall_ms = (long)o.limits.ms + GRACE_MS, .ctx = &o};

	return filter_run(&f);
}
