/* vizcount: says what became of the charts of a stream. */
#include "filter.h"
#include "line.h"
#include "rec.h"
#include "version.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char name[] = "vizcount";

enum { EXIT_DRIFTED = 4 };

struct count {
	int drawn, tables, failed, errors, drifted, partly;
};

/* Does the chart read columns that the data no longer has? */
static bool
has_drifted(const struct rec *r)
{
	jv findings = rec_path(r, "vet.findings");
	bool drifted = false;

	if (jv_get_kind(findings) == JV_KIND_ARRAY)
		jv_array_foreach(findings, i, finding) {
			const char *rule = jv_text(finding, "rule");

			drifted |= rule != NULL && strncmp(rule, "drift.", strlen("drift.")) == 0;
			jv_free(finding);
		}
	jv_free(findings);
	return drifted;
}

static bool
holds_budget(jv failures)
{
	bool is = false;

	if (jv_get_kind(failures) == JV_KIND_ARRAY)
		jv_array_foreach(failures, i, f) {
			const char *code = jv_text(f, "code");

			is |= code != NULL && strcmp(code, "provider.budget") == 0;
			jv_free(f);
		}
	jv_free(failures);
	return is;
}

/* Is it not as was asked: our rules for a model whose budget was spent, an edit
 * of which not all was understood? */
static bool
is_partly(const struct rec *r)
{
	jv missed = rec_path(r, "code.missed");
	bool is = jv_get_kind(missed) == JV_KIND_ARRAY;

	jv_free(missed);
	return is || holds_budget(rec_path(r, "goal.by.instead_of")) || holds_budget(rec_path(r, "code.by.instead_of")) ||
	    holds_budget(rec_path(r, "insight.by.instead_of"));
}

static void
count_line(struct count *n, const struct rec *r)
{
	const char *kind = rec_kind(r);

	if (strcmp(kind, "error") == 0) {
		n->errors++;
	} else if (strcmp(kind, "chart") != 0) {
		return;
	}
	n->partly += is_partly(r);
	if (rec_ok(r, "figure")) {
		n->drawn++;
	} else if (rec_ok(r, "table") && rec_ok(r, "vet") && rec_ok(r, "code")) {
		n->tables++;
	} else {
		n->failed++;
		n->drifted += has_drifted(r);
	}
}

/* Reads all lines: false where stdin failed. */
static bool
count_all(struct count *n)
{
	struct line_reader in = line_reader(STDIN_FILENO);
	const char *s;
	size_t len;
	int got;

	while ((got = line_next(&in, &s, &len)) == 1) {
		struct rec r;

		if (strspn(s, " \t\r") >= len)
			continue;
		if (rec_parse(&r, s, len) == NULL)
			count_line(n, &r);
		else
			n->errors++;
		rec_free(&r);
	}
	line_free(&in);
	if (got == -1)
		filter_warn(name, "reading stdin: %s: run it again", strerror(errno));
	return got != -1;
}

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s <lines\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n", name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {{"help", no_argument, NULL, 'h'},
	    {"version", no_argument, NULL, 'V'}, {0}};
	struct count n = {0};

	for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;)
		if (c == 'h')
			return usage(stdout);
		else if (c == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	filter_promise(name, &(struct self){0});
	if (!count_all(&n))
		return EXIT_ENVIRONMENT;
	printf("%d chart%s", n.drawn, n.drawn == 1 ? "" : "s");
	if (n.tables > 0)
		printf(", %d as table%s", n.tables, n.tables == 1 ? "" : "s");
	if (n.failed > 0)
		printf(", %d failed", n.failed);
	printf("\n");
	if (n.drifted > 0)
		filter_warn(name, "schema drift: the data no longer has what %d of the charts need%s: "
		    "mend the data, or choose charts anew", n.drifted, n.drifted == 1 ? "s" : "");
	return filter_close(name, n.drifted > 0 ? EXIT_DRIFTED :
	    n.failed + n.errors + n.partly > 0 ? EXIT_SOME_FAILED : EXIT_DONE);
}
