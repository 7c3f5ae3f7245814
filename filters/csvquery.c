/* csvquery: runs a chart's SELECT over the CSV files. */
#include "chain.h"
#include "crew.h"
#include "db.h"
#include "digest.h"
#include "filter.h"
#include "mem.h"
#include "profile.h"
#include "rec.h"
#include "rowout.h"
#include "self.h"
#include "version.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char name[] = "csvquery";

enum { GRACE_MS = 1000,           /* after the deadline the child is killed */
	TEAM = 64 };              /* charts that share one pass over a file */

struct options {
	struct db_limits limits;
	enum rowout_form form;
	bool schema;
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
	filter_promise(name, &(struct self){.read = paths, .converters = true});
	jv_free(sources);
	free(paths);
}

struct team {
	struct rec **charts;
	const struct data *data;
	const struct options *o;
	struct db_cache *cache;
};

/* One chart's table; runs in a child. */
static jv
table_of(size_t i, void *ctx)
{
	const struct team *t = ctx;
	struct db_limits limits = t->o->limits;
	jv sql = rec_path(t->charts[i], "code.sql"), sets = data_of(t->data, t->charts[i]), table;

	limits.thin = is_cloud(t->charts[i]);
	limits.cache = t->cache;
	if (jv_get_kind(sql) == JV_KIND_STRING) {
		table = db_query(sets, jv_string_value(sql), &limits);
	} else {
		jv_free(sets);
		table = rec_fail("sql.empty", false, "write one SELECT", "code.sql is no text");
	}
	jv_free(sql);
	return table;
}

/* The columns that several charts read are loaded once, before each gets a
 * child of its own. */
static void
load(struct team *t, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		jv sql = rec_path(t->charts[i], "code.sql");

		if (jv_get_kind(sql) == JV_KIND_STRING)
			db_cache_want(t->cache, data_of(t->data, t->charts[i]), jv_string_value(sql));
		jv_free(sql);
	}
	db_cache_fill(t->cache, &t->o->limits);
}

static void
act_together(struct rec **charts, size_t n, const struct data *d, void *ctx, jv *values)
{
	const struct options *o = ctx;
	struct team t = {charts, d, o, n > 1 ? db_cache_new() : NULL};

	promise(d->datasets);
	if (t.cache != NULL)
		load(&t, n);
	crew_run(&(struct crew){.n = n, .at_once = o->jobs, .wall_ms = (long)o->limits.ms + GRACE_MS,
	    .work = table_of, .ctx = &t}, values);
	/* One step of SQLite's may be long: then the child was killed. */
	for (size_t i = 0; i < n; i++) {
		jv error = jv_at(values[i], "error");
		const char *code = jv_text(error, "code");

		if (code != NULL && strcmp(code, "worker.time") == 0) {
			jv_free(values[i]);
			values[i] = db_fail_time(o->limits.ms);
		}
		jv_free(error);
	}
	if (t.cache != NULL)
		db_cache_free(t.cache);
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	jv value = jv_null();

	act_together(&r, 1, d, ctx, &value);
	return value;
}

/* ---- by hand */

static int
complain(jv fail)
{
	jv error = jv_at(fail, "error");
	const char *message = jv_text(error, "message"), *hint = jv_text(error, "hint");

	filter_warn(name, "%s: %s", message != NULL ? message : "failed", hint != NULL ? hint : "mend the query");
	jv_free(error);
	jv_free(fail);
	return EXIT_SOME_FAILED;
}

/* The dataset lines of files; a rec_fail where one cannot be read. */
static jv
profiles(char **files)
{
	struct profile_options o = {.dialect = csvin_dialect_any()};
	jv sets = jv_array(), ids = jv_array();

	for (; *files != NULL; files++) {
		jv id = profile_id(*files, ids), set = profile_file(*files, jv_string_value(id), &o);

		ids = jv_array_append(ids, id);
		if (!jv_true_at(set, "ok")) {
			jv_free(sets);
			sets = set;
			break;
		}
		sets = jv_array_append(sets, set);
	}
	jv_free(ids);
	return sets;
}

static int
print_schemas(jv sets)
{
	jv_array_foreach(sets, i, set) {
		jv text = db_schema(set);

		printf("%s;\n", jv_string_value(text));
		jv_free(text);
	}
	jv_free(sets);
	return filter_close(name, EXIT_DONE);
}

static void
out_of_time(int sig)
{
	static const char text[] = "csvquery: the query took too long: ask for less, or raise --time\n";

	(void)sig;
	_exit(write(STDERR_FILENO, text, sizeof text - 1) == -1 ? EXIT_ENVIRONMENT : EXIT_SOME_FAILED);
}

static int
by_hand(const struct options *o, const char *sql, char **files)
{
	filter_promise(name, &(struct self){.read = (const char *const *)files, .converters = true});
	jv sets = profiles(files);

	if (jv_get_kind(sets) != JV_KIND_ARRAY)
		return complain(sets);
	if (o->schema)
		return print_schemas(sets);
	/* SQLite looks at the clock between its steps; one step may be long. */
	signal(SIGALRM, out_of_time);
	alarm((unsigned)(o->limits.ms / 1e3) + 1);
	struct rowout *out = rowout_new(stdout, o->form);
	struct db_sink to = {rowout_head, rowout_row, out};
	jv fail = db_each(sets, sql, &o->limits, &to);

	rowout_end(out);
	return filter_close(name, jv_get_kind(fail) == JV_KIND_NULL ? EXIT_DONE : complain(fail));
}

/* ---- options */

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [OPTION]... <lines\n"
	    "       %s [OPTION]... 'SELECT ...' FILE...\n"
	    "       %s --schema FILE...\n"
	    "  -j, --jobs N          how many charts at once\n"
	    "  -t, --aligned         print an aligned table\n"
	    "  -J, --ndjson          print one JSON object a row\n"
	    "  --schema              print the tables' names, columns and types\n"
	    "  --time SECONDS        for one query (30)\n"
	    "  --memory BYTES        for one query (512M)\n"
	    "  --rows N              most rows kept (5000)\n"
	    "  --bytes BYTES         most bytes of a result (1M)\n"
	    "  --cell BYTES          most bytes of a value (64K)\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n",
	    name, name, name);
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

/* Seconds, also parts of one. */
static bool
is_time(const char *s, double *ms)
{
	char *end;

	*ms = strtod(s, &end) * 1e3;
	return end != s && *end == '\0' && *ms >= 1 && *ms < 1e9;
}

enum { OPT_TIME = 256, OPT_MEMORY, OPT_ROWS, OPT_BYTES, OPT_CELL, OPT_SCHEMA };

static const struct option long_options[] = {{"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'}, {"jobs", required_argument, NULL, 'j'},
    {"aligned", no_argument, NULL, 't'}, {"ndjson", no_argument, NULL, 'J'},
    {"schema", no_argument, NULL, OPT_SCHEMA}, {"time", required_argument, NULL, OPT_TIME},
    {"memory", required_argument, NULL, OPT_MEMORY}, {"rows", required_argument, NULL, OPT_ROWS},
    {"bytes", required_argument, NULL, OPT_BYTES}, {"cell", required_argument, NULL, OPT_CELL}, {0}};

/* Sets one option; false where it or its value is none. */
static bool
set_option(struct options *o, int c, const char *value)
{
	long long n = value != NULL && c != OPT_TIME ? quantity(value) : 0;

	if (n == -1)
		return false;
	switch (c) {
	case 'j': o->jobs = n < 1024 ? (int)n : 1024; return true;
	case 't': o->form = ROWOUT_ALIGNED; return true;
	case 'J': o->form = ROWOUT_NDJSON; return true;
	case OPT_SCHEMA: o->schema = true; return true;
	case OPT_TIME: return value != NULL && is_time(value, &o->limits.ms);
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
	    .ms = 30e3, .memory = 512LL << 20,
	    .rows = 5000, .bytes = 1 << 20, .cell = 64 << 10, .fold = 20000}};

	for (int c; (c = getopt_long(argc, argv, "hj:tJ", long_options, NULL)) != -1;)
		if (c == 'h')
			return usage(stdout);
		else if (c == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (!set_option(&o, c, optarg))
			return usage(stderr);
	db_ready();
	if (o.schema)
		return optind < argc ? by_hand(&o, "", argv + optind) : usage(stderr);
	if (argc - optind == 1)
		return usage(stderr);
	if (argc - optind > 1)
		return by_hand(&o, argv[optind], argv + optind + 1);
	struct filter f = {.name = name, .key = "table", .inputs = chain_table, .act = act,
	    .with = with(&o.limits), .jobs = 1, .ctx = &o, .together = TEAM,
	    .act_together = act_together};

	const char *const reading[] = {"/", NULL};

	/* Which files, the stream tells: the loop opens none, and its workers promise
	 * to open those only that it has named. */
	filter_promise(name, &(struct self){.read = reading});
	return filter_run(&f);
}
