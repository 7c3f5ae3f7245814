/* specvet: judges a chart's SQL, chart and script before anything runs. */
#include "chain.h"
#include "db.h"
#include "digest.h"
#include "drift.h"
#include "filter.h"
#include "finding.h"
#include "gpvet.h"
#include "jqprog.h"
#include "line.h"
#include "lint.h"
#include "self.h"
#include "share.h"
#include "speccheck.h"
#include "version.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct vet {
	struct speccheck *charts;
	struct policy *policy;     /* of scripts */
	struct lint *lint;
	struct jqprog *house;      /* --policy, or NULL */
	char *house_text;
	bool warned;               /* --gate: something was found */
};

static jv
need(const struct rec *r, const struct data *d)
{
	return chain_vet(r, d);
}

/* ---- the parts of the judgement: each appends to findings */

static jv
add_sql_error(jv findings, jv answer)
{
	jv error = jv_at(answer, "error");
	const char *code = jv_text(error, "code"), *message = jv_text(error, "message");

	findings = finding_add(findings, &(struct finding){"error", code != NULL ? code : "sql.invalid",
	    jv_text(error, "hint"), 0, 0}, "%s", message != NULL ? message : "the SQL cannot be prepared");
	jv_free(error);
	return findings;
}

/* What db_describe says of the SQL; not ok with a finding that says why. */
static jv
judge_sql(const struct rec *r, const struct data *d, jv *findings)
{
	jv sql = rec_path(r, "code.sql");

	if (jv_get_kind(sql) != JV_KIND_STRING) {
		jv_free(sql);
		*findings = finding_add(*findings, &(struct finding){"error", "sql.empty",
		    "code.sql is one SELECT over the datasets", 0, 0}, "there is no SQL");
		return jv_object();
	}
	jv answer = db_describe(data_of(d, r), jv_string_value(sql));

	jv_free(sql);
	if (jv_true_at(answer, "ok")) {
		jv reads = jv_at(answer, "reads");

		*findings = drift_types(r, reads, *findings);
		jv_free(reads);
	} else {
		*findings = add_sql_error(drift_columns(r, d, *findings), answer);
	}
	return answer;
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

/* The house's own rules: objects with rule, message, and level and hint where
 * they have them. */
static jv
judge_house(const struct vet *v, const struct rec *r, jv value, jv findings)
{
	jv line = jv_object_set(jv_copy(r->object), jv_string("vet"), value), all = jqprog_all(v->house, line);

	if (jv_get_kind(all) != JV_KIND_ARRAY) {
		jv why = jv_invalid_get_msg(all);

		findings = finding_add(findings, &(struct finding){"error", "policy.failed", "mend the program", 0, 0},
		    "the program given with --policy: %s", jv_get_kind(why) == JV_KIND_STRING ? jv_string_value(why) : "failed");
		jv_free(why);
		return findings;
	}
	jv_array_foreach(all, i, one) {
		const char *level = jv_text(one, "level"), *rule = jv_text(one, "rule"), *message = jv_text(one, "message");
		bool warn = level != NULL && strcmp(level, "warn") == 0;

		findings = finding_add(findings, &(struct finding){warn ? "warn" : "error",
		    rule != NULL ? rule : "policy.rule", jv_text(one, "hint"), 0, 0},
		    "%s", message != NULL ? message : "against the rules of the house");
		jv_free(one);
	}
	jv_free(all);
	return findings;
}

/* The verdict that the findings make. */
static jv
verdict(jv script, jv answer, jv findings)
{
	jv error = finding_error(findings);
	bool ok = jv_get_kind(error) == JV_KIND_NULL;
	jv value = JV_OBJECT(jv_string("ok"), ok ? jv_true() : jv_false(), jv_string("script"), script,
	    jv_string("columns"), jv_at(answer, "columns"), jv_string("findings"), findings);

	/* What it reads is kept to tell drift by, and only of a good chart. */
	if (ok)
		value = jv_object_set(value, jv_string("reads"), jv_at(answer, "reads"));
	else
		value = jv_object_set(value, jv_string("error"), jv_copy(error));
	jv_free(error);
	jv_free(answer);
	return value;
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	const struct vet *v = ctx;
	jv findings = jv_array(), answer = judge_sql(r, d, &findings), script = jv_null();
	jv columns = jv_at(answer, "columns"), chart = rec_path(r, "code.chart");

	if (chain_draws(r)) {
		script = judge_script(v, r, &findings);
		if (jv_get_kind(columns) == JV_KIND_ARRAY)
			findings = speccheck_chart(v->charts, chart, columns, findings);
		findings = lint_spec(v->lint, chart, script, findings);
		jv reads = jv_at(answer, "reads");

		findings = lint_reads(v->lint, chart, reads, d->datasets, findings);
		jv_free(reads);
	}
	if (v->house != NULL)
		findings = judge_house(v, r, verdict(jv_copy(script), jv_copy(answer), jv_copy(findings)), findings);
	jv_free(columns);
	jv_free(chart);
	return verdict(script, answer, findings);
}

/* ---- --gate: the lines pass; findings are said, and make the status */

static jv
nothing(const struct rec *r, const struct data *d)
{
	(void)r;
	(void)d;
	return jv_invalid();
}

static void
say_findings(struct vet *v, const struct rec *r, const char *path)
{
	jv findings = rec_path(r, path);

	if (jv_get_kind(findings) == JV_KIND_ARRAY)
		jv_array_foreach(findings, i, f) {
			struct str message = {0}, hint = {0};
			const char *m = jv_text(f, "message"), *rule = jv_text(f, "rule"), *h = jv_text(f, "hint");

			str_foreign(&message, m != NULL ? m : "", m != NULL ? strlen(m) : 0);
			str_foreign(&hint, h != NULL ? h : "", h != NULL ? strlen(h) : 0);
			filter_warn("specvet", "%s: %s: %s: %s", rec_id(r), rule != NULL ? rule : "",
			    message.n > 0 ? message.s : "found", hint.n > 0 ? hint.s : "see the line");
			v->warned = true;
			str_free(&message);
			str_free(&hint);
			jv_free(f);
		}
	jv_free(findings);
}

static void
gate(const struct rec *r, void *ctx)
{
	if (strcmp(rec_kind(r), "chart") != 0)
		return;
	say_findings(ctx, r, "vet.findings");
	say_findings(ctx, r, "run.findings");
}

static int
gate_status(const struct data *d, void *ctx)
{
	(void)d;
	return ((struct vet *)ctx)->warned ? EXIT_SOME_FAILED : EXIT_DONE;
}

/* ---- starting */

/* Everything in share/ that a verdict depends on. */
static jv
digest_of(const struct vet *v)
{
	char *functions = share_need("sql/functions", NULL);
	size_t n;
	const char *allow = policy_text(v->policy, &n);
	jv with = digest_jv(JV_ARRAY(speccheck_with(v->charts), jv_string(functions), jv_string_sized(allow, (int)n),
	    lint_with(v->lint), v->house_text != NULL ? jv_string(v->house_text) : jv_null()));

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

		fprintf(stderr, "specvet: %.0f:%.0f: %s: %s: %s\n", jv_num(f, "line", 0), jv_num(f, "column", 0),
		    jv_text(f, "rule"), jv_text(f, "message"), hint != NULL && *hint != '\0' ? hint : "leave it out");
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

/* ---- --rules */

static int
print_rules(void)
{
	static const char *const files[] = {"policy/vet.rules", "planner/limits", "policy/chart.roles", "policy/gnuplot.allow", "sql/functions"};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *text = share_need(files[i], NULL);

		printf("%s%s", i > 0 ? "\n" : "", text);
		free(text);
	}
	return filter_close("specvet", EXIT_DONE);
}

/* ---- options */

enum mode { STREAM, SCRIPT, RULES, GATE };

static void
usage(FILE *to)
{
	fputs("usage: specvet [OPTION] <lines\n"
	    "       specvet --script <script.gp\n"
	    "  --policy FILE         judge by this jq program, too\n"
	    "  --gate                say all findings and make the status of them\n"
	    "  --script              judge one script: its canonical form, or what is wrong\n"
	    "  --rules               print every rule\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n", to);
}

static _Noreturn void
misused(void)
{
	usage(stderr);
	exit(EXIT_MISUSED);
}

/* Reads and compiles the house's own rules. */
static void
read_house(struct vet *v, const char *path)
{
	struct str text = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	jv why = jv_null();

	if (fd == -1 || line_slurp(fd, &text, 0) != 0)
		err(EXIT_MISUSED, "%s: name a file with a jq program", path);
	close(fd);
	v->house_text = str_take(&text);
	v->house = jqprog_text(path, v->house_text, jv_object(), &why);
	if (v->house == NULL)
		errx(EXIT_MISUSED, "%s: mend the program", jv_string_value(why));
	jv_free(why);
}

static enum mode
options(struct vet *v, int argc, char **argv)
{
	static const struct option longs[] = {{"policy", required_argument, NULL, 'p'}, {"gate", no_argument, NULL, 'g'},
	    {"script", no_argument, NULL, 's'}, {"rules", no_argument, NULL, 'r'}, {"help", no_argument, NULL, 'h'},
	    {"version", no_argument, NULL, 'V'}, {NULL, 0, NULL, 0}};
	enum mode mode = STREAM;

	for (int c; (c = getopt_long(argc, argv, "h", longs, NULL)) != -1;)
		switch (c) {
		case 'p':
			read_house(v, optarg);
			break;
		case 'g':
			mode = GATE;
			break;
		case 's':
			mode = SCRIPT;
			break;
		case 'r':
			mode = RULES;
			break;
		case 'h':
			usage(stdout);
			exit(filter_close("specvet", EXIT_DONE));
		case 'V':
			printf("specvet %s\n", VIZ_VERSION);
			exit(filter_close("specvet", EXIT_DONE));
		default:
			misused();
		}
	if (optind < argc)
		misused();
	return mode;
}

static int
run(struct vet *v, enum mode mode)
{
	jv with = digest_of(v);
	struct filter f = {.name = "specvet", .key = "vet", .inputs = need, .act = act, .with = jv_string_value(with), .ctx = v};

	if (mode == GATE) {
		f.inputs = nothing;
		f.see = gate;
		f.end = gate_status;
	}
	db_ready();
	filter_promise("specvet", &(struct self){0});
	int status = mode == SCRIPT ? vet_script(v) : filter_run(&f);

	jv_free(with);
	return status;
}

int
main(int argc, char **argv)
{
	struct vet v = {0};
	enum mode mode = options(&v, argc, argv);

	if (mode == RULES)
		return print_rules();
	v.charts = speccheck_load("chart.roles");
	v.policy = policy_load("policy/gnuplot.allow");
	v.lint = lint_load();
	int status = run(&v, mode);

	speccheck_free(v.charts);
	policy_free(v.policy);
	lint_free(v.lint);
	jqprog_free(v.house);
	free(v.house_text);
	return status;
}
