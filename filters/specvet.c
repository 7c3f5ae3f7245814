/* specvet: judges a chart's SQL, chart and script before anything runs. */
#include "chain.h"
#include "db.h"
#include "digest.h"
#include "filter.h"
#include "finding.h"
#include "share.h"
#include "speccheck.h"
#include "version.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct vet {
	struct speccheck *charts;
};

static jv
need(const struct rec *r, const struct data *d)
{
	return chain_vet(r, d);
}

/* ---- the parts of the judgement: each appends to findings */

/* What the SQL returns (an array), or null with a finding that says why not. */
static jv
judge_sql(const struct rec *r, const struct data *d, jv *findings)
{
	jv sql = rec_path(r, "code.sql");

	if (jv_get_kind(sql) != JV_KIND_STRING) {
		jv_free(sql);
		*findings = finding_add(*findings, &(struct finding){"error", "sql.empty",
		    "code.sql is one SELECT over the datasets", 0, 0}, "there is no SQL");
		return jv_null();
	}
	jv answer = db_describe(data_of(d, r), jv_string_value(sql)), columns = jv_null();

	if (jv_true_at(answer, "ok")) {
		columns = jv_at(answer, "columns");
	} else {
		jv error = jv_at(answer, "error");
		const char *code = jv_text(error, "code"), *message = jv_text(error, "message");

		*findings = finding_add(*findings, &(struct finding){"error", code != NULL ? code : "sql.invalid",
		    jv_text(error, "hint"), 0, 0}, "%s", message != NULL ? message : "the SQL cannot be prepared");
		jv_free(error);
	}
	jv_free(answer);
	jv_free(sql);
	return columns;
}

/* The rung "table" is not drawn: its chart does not count. */
static bool
is_drawn(const struct rec *r)
{
	jv level = rec_path(r, "code.level");
	bool drawn = jv_get_kind(level) != JV_KIND_STRING || strcmp(jv_string_value(level), "table") != 0;

	jv_free(level);
	return drawn;
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	const struct vet *v = ctx;
	jv findings = jv_array(), columns = judge_sql(r, d, &findings);

	if (jv_get_kind(columns) == JV_KIND_ARRAY && is_drawn(r)) {
		jv chart = rec_path(r, "code.chart");

		findings = speccheck_chart(v->charts, chart, columns, findings);
		jv_free(chart);
	}
	jv error = finding_error(findings);
	bool ok = jv_get_kind(error) == JV_KIND_NULL;
	jv value = JV_OBJECT(jv_string("ok"), ok ? jv_true() : jv_false(), jv_string("script"), jv_null(),
	    jv_string("columns"), columns, jv_string("findings"), findings);

	if (!ok)
		return jv_object_set(value, jv_string("error"), error);
	jv_free(error);
	return value;
}

/* Everything in share/ that a verdict depends on. */
static jv
digest_of(const struct vet *v)
{
	char *functions = share_need("sql/functions", NULL);
	jv with = digest_jv(JV_ARRAY(speccheck_with(v->charts), jv_string(functions)));

	free(functions);
	return with;
}

static void
usage(FILE *to)
{
	fputs("usage: specvet [-h] [--version] <charts.ndjson\n", to);
}

static void
options(int argc, char **argv)
{
	static const struct option longs[] = {
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'V'},
		{NULL, 0, NULL, 0},
	};
	int c;

	while ((c = getopt_long(argc, argv, "h", longs, NULL)) != -1)
		switch (c) {
		case 'h':
			usage(stdout);
			exit(filter_close("specvet", EXIT_DONE));
		case 'V':
			printf("specvet %s\n", VIZ_VERSION);
			exit(filter_close("specvet", EXIT_DONE));
		default:
			usage(stderr);
			exit(EXIT_MISUSED);
		}
	if (optind < argc) {
		usage(stderr);
		exit(EXIT_MISUSED);
	}
}

int
main(int argc, char **argv)
{
	struct vet v;

	options(argc, argv);
	v.charts = speccheck_load("chart.roles");
	jv with = digest_of(&v);
	int status = filter_run(&(struct filter){.name = "specvet", .key = "vet", .inputs = need, .act = act,
	    .with = jv_string_value(with), .ctx = &v});

	jv_free(with);
	speccheck_free(v.charts);
	return status;
}
