/* specvet: judges a chart's SQL, chart and script before anything runs. */
#include "chain.h"
#include "db.h"
#include "digest.h"
#include "filter.h"
#include "finding.h"
#include "gpvet.h"
#include "line.h"
#include "share.h"
#include "speccheck.h"
#include "version.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct vet {
	struct speccheck *charts;
	struct policy *policy;     /* of scripts */
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

/* The model's own script, written anew; null where there is none or where it
 * was refused. */
static jv
judge_script(const struct vet *v, const struct rec *r, jv *findings)
{
	jv type = rec_path(r, "code.chart.type"), text = rec_path(r, "code.gnuplot"), script = jv_null();
	bool custom = jv_get_kind(type) == JV_KIND_STRING && strcmp(jv_string_value(type), "custom") == 0;

	if (jv_get_kind(text) == JV_KIND_STRING) {
		jv answer = gpvet_check(v->policy, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));

		*findings = jv_array_concat(*findings, jv_at(answer, "findings"));
		script = jv_at(answer, "script");
		jv_free(answer);
	} else if (custom) {
		*findings = finding_add(*findings, &(struct finding){"error", "gp.missing",
		    "write the script into code.gnuplot, or choose another type", 0, 0}, "a custom chart without a script");
	}
	jv_free(type);
	jv_free(text);
	return script;
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	const struct vet *v = ctx;
	jv findings = jv_array(), columns = judge_sql(r, d, &findings), script = jv_null();

	if (is_drawn(r)) {
		jv_free(script);
		script = judge_script(v, r, &findings);
	}
	if (jv_get_kind(columns) == JV_KIND_ARRAY && is_drawn(r)) {
		jv chart = rec_path(r, "code.chart");

		findings = speccheck_chart(v->charts, chart, columns, findings);
		jv_free(chart);
	}
	jv error = finding_error(findings);
	bool ok = jv_get_kind(error) == JV_KIND_NULL;
	jv value = JV_OBJECT(jv_string("ok"), ok ? jv_true() : jv_false(), jv_string("script"), script,
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
	size_t n;
	const char *allow = policy_text(v->policy, &n);
	jv with = digest_jv(JV_ARRAY(speccheck_with(v->charts), jv_string(functions), jv_string_sized(allow, (int)n)));

	free(functions);
	return with;
}

/* ---- by hand: one script from stdin to stdout */

static int
vet_script(const struct vet *v)
{
	struct str text = {0};

	if (line_slurp(STDIN_FILENO, &text, 0) != 0) {
		filter_warn("specvet", "reading stdin: %s: run it again", strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	jv answer = gpvet_check(v->policy, text.s != NULL ? text.s : "", text.n), findings = jv_at(answer, "findings");
	const char *script = jv_text(answer, "script");

	jv_array_foreach(findings, i, f) {
		const char *hint = jv_text(f, "hint");

		fprintf(stderr, "specvet: %.0f:%.0f: %s: %s%s%s\n", jv_num(f, "line", 0), jv_num(f, "column", 0),
		    jv_text(f, "rule"), jv_text(f, "message"), hint != NULL && *hint != '\0' ? ": " : "", hint != NULL ? hint : "");
		jv_free(f);
	}
	if (script != NULL)
		fputs(script, stdout);
	int status = script != NULL ? EXIT_DONE : EXIT_SOME_FAILED;

	jv_free(findings);
	jv_free(answer);
	str_free(&text);
	return filter_close("specvet", status);
}

/* ---- options */

static void
usage(FILE *to)
{
	fputs("usage: specvet <charts.ndjson\n       specvet --script <script.gp\n", to);
}

/* True where a script is to be judged, not a stream. */
static bool
options(int argc, char **argv)
{
	static const struct option longs[] = {
		{"script", no_argument, NULL, 's'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'V'},
		{NULL, 0, NULL, 0},
	};
	bool script = false;
	int c;

	while ((c = getopt_long(argc, argv, "h", longs, NULL)) != -1)
		switch (c) {
		case 's':
			script = true;
			break;
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
	return script;
}

int
main(int argc, char **argv)
{
	struct vet v;

	bool script = options(argc, argv);

	v.charts = speccheck_load("chart.roles");
	v.policy = policy_load("policy/gnuplot.allow");
	jv with = digest_of(&v);
	int status = script ? vet_script(&v) : filter_run(&(struct filter){.name = "specvet", .key = "vet", .inputs = need, .act = act,
	    .with = jv_string_value(with), .ctx = &v});

	jv_free(with);
	speccheck_free(v.charts);
	policy_free(v.policy);
	return status;
}
