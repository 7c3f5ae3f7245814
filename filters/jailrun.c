/* jailrun: draws a chart's table with gnuplot in a jail. */
#include "chain.h"
#include "digest.h"
#include "draw.h"
#include "filter.h"
#include "jail.h"
#include "jaildraw.h"
#include "jailtest.h"
#include "line.h"
#include "lint.h"
#include "mem.h"
#include "rec.h"
#include "version.h"

#include <getopt.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char name[] = "jailrun";

struct stage {
	struct jaildraw *draw;
	struct lint *lint;
	atomic_bool *said;        /* shared with the workers: was it said that there is no jail? */
};

/* ---- the stage */

/* That there is no jail is on the line, and is said once to the user. */
static void
tell_no_jail(const struct stage *g, jv run)
{
	jv error = jv_at(run, "error");

	if (jv_true_at(run, "again")) {
		filter_environment();
		if (!atomic_exchange(g->said, true))
			filter_warn(name, "%s: %s", jv_text(error, "message"), jv_text(error, "hint"));
	}
	jv_free(error);
}

/* What a reader of the drawing would misread goes with it. */
static jv
finish(const struct stage *g, const struct rec *r, jv run)
{
	tell_no_jail(g, run);
	if (!jv_true_at(run, "ok"))
		return run;
	jv chart = rec_path(r, "code.chart"), table = rec_get(r, "table");

	run = jv_object_set(run, jv_string("findings"), lint_table(g->lint, chart, table, jv_array()));
	jv_free(chart);
	jv_free(table);
	return run;
}

/* Typed charts are drawn by our own templates, which may share a jail. */
static bool
is_ours(const struct rec *r, void *ctx)
{
	(void)ctx;
	jv script = rec_path(r, "vet.script"), type = rec_path(r, "code.chart.type");
	bool ours = jv_get_kind(script) == JV_KIND_NULL && jv_get_kind(type) == JV_KIND_STRING &&
	    strcmp(jv_string_value(type), "custom") != 0;

	jv_free(script);
	jv_free(type);
	return ours;
}

static jv
act(struct rec *r, const struct data *data, void *ctx)
{
	const struct stage *g = ctx;
	jv run;

	(void)data;
	if (is_ours(r, ctx))
		jaildraw_several(g->draw, &r, 1, &run);
	else
		run = jaildraw_one(g->draw, r);
	return finish(g, r, run);
}

static void
act_together(struct rec **team, size_t n, const struct data *data, void *ctx, jv *values)
{
	const struct stage *g = ctx;

	(void)data;
	jaildraw_several(g->draw, team, n, values);
	for (size_t i = 0; i < n; i++)
		values[i] = finish(g, team[i], values[i]);
}

/* ---- by hand */

static int
run_command(char **argv)
{
	char *why;
	struct jail *j = jail_open("command", NULL, &why);
	struct proc_result r = {.end = PROC_NONE};

	if (j != NULL)
		why = jail_run(j, &(struct jail_run){.args = (const char *const *)argv, .own_stdin = true}, &r);
	if (why != NULL) {
		filter_warn(name, "no jail: %s: %s", why, jail_remedy);
		free(why);
		jail_free(j);
		return EXIT_ENVIRONMENT;
	}
	int status = r.end == PROC_EXIT ? r.code : 128 + (r.end == PROC_SIGNAL ? r.code : SIGKILL);

	if (line_write(STDOUT_FILENO, r.out.s, r.out.n) == -1 || line_write(STDERR_FILENO, r.err.s, r.err.n) == -1)
		status = EXIT_ENVIRONMENT;
	if (r.end == PROC_TIME || r.end == PROC_CPU || r.end == PROC_OUTPUT)
		filter_warn(name, "stopped at the limit: %s: %s: raise it in share/policy/jail.command", argv[0],
		    proc_end_name(r.end));
	proc_free(&r);
	jail_free(j);
	return filter_close(name, status);
}

static int
self_test(void)
{
	enum jailtest t = jailtest_run(stdout, jaildraw_programs);

	return filter_close(name, t == JAILTEST_HELD ? EXIT_DONE
	    : t == JAILTEST_BROKEN ? EXIT_SOME_FAILED : EXIT_ENVIRONMENT);
}

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [OPTION]... <lines\n"
	    "       %s --self-test\n"
	    "       %s -- COMMAND [ARGUMENT ...]\n"
	    "  -j, --jobs N          how many jails at once\n"
	    "  --theme THEME         a look of share/themes (light)\n"
	    "  --size WxH            in pixels (760x428)\n"
	    "  --palette COLOURS     colours in place of the theme's, by commas\n"
	    "  --self-test           try whether the jail holds here\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n",
	    name, name, name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

/* "760x428" */
static bool
read_size(const char *text, struct draw_look *look)
{
	char more;

	return sscanf(text, "%5dx%5d%c", &look->width, &look->height, &more) == 2 && look->width > 0 && look->height > 0;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'},
	    {"jobs", required_argument, NULL, 'j'}, {"theme", required_argument, NULL, 't'},
	    {"size", required_argument, NULL, 's'}, {"palette", required_argument, NULL, 'p'},
	    {"self-test", no_argument, NULL, 'T'}, {0}};
	struct draw_look look = {.theme = getenv("VIZ_THEME")};
	struct stage g = {0};
	struct filter f = {.name = name, .key = "run", .inputs = chain_run, .act = act, .ctx = &g,
	    .may_join = is_ours, .act_together = act_together, .worth_a_start = 8,
	    .jobs = (int)sysconf(_SC_NPROCESSORS_ONLN)};
	const char *fault;

	for (int c; (c = getopt_long(argc, argv, "+hj:", options, NULL)) != -1;)
		if (c == 'h')
			return usage(stdout);
		else if (c == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (c == 'T')
			return self_test();
		else if (c == 't')
			look.theme = optarg;
		else if (c == 'p')
			look.palette = optarg;
		else if (c == 'j' && atoi(optarg) > 0)
			f.jobs = atoi(optarg);
		else if (c != 's' || !read_size(optarg, &look))
			return usage(stderr);
	if (optind < argc)
		return strcmp(argv[optind - 1], "--") == 0 ? run_command(argv + optind) : usage(stderr);
	if ((fault = draw_look_fault(&look)) != NULL) {
		filter_warn(name, "%s: see share/themes and %s(1)", fault, name);
		return EXIT_MISUSED;
	}
	g.said = mmap(NULL, sizeof *g.said, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (g.said == MAP_FAILED)
		mem_die();
	g.draw = jaildraw_new(&look);
	f.together = jaildraw_most(g.draw);
	g.lint = lint_load();
	jv with = digest_jv(JV_ARRAY(draw_with(&look), lint_with(g.lint)));

	f.with = jv_string_value(with);
	int status = filter_run(&f);

	jaildraw_free(g.draw);
	lint_free(g.lint);
	jv_free(with);
	return status;
}
