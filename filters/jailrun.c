/* jailrun: draws a chart's table with gnuplot in a jail. */
#include "chain.h"
#include "digest.h"
#include "draw.h"
#include "filter.h"
#include "jail.h"
#include "jailtest.h"
#include "line.h"
#include "lint.h"
#include "mem.h"
#include "rec.h"
#include "version.h"

#include <ctype.h>
#include <getopt.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char name[] = "jailrun";
static const char *const gnuplots[] = {"gnuplot-nox", "gnuplot", NULL};

struct drawing {
	struct draw_look look;
	struct lint *lint;
	struct jail *jail;        /* NULL: it cannot be made, and why */
	char *why;
	atomic_bool *said;        /* shared with the workers: was that said on stderr? */
};

/* ---- the verdict */

/* "line N of the script: WHAT" from gnuplot's »"/jail/s.gp" line N: WHAT«, N
 * counted from the script's own first line; false where it says no such thing. */
static bool
place_error(struct str *message, const char *errors, int prelude)
{
	static const char mark[] = "\"/jail/script.gp\" line ";
	const char *at = NULL, *next = errors;

	/* The last one stopped it; earlier ones are warnings. */
	while ((next = strstr(next, mark)) != NULL)
		at = next += sizeof mark - 1;
	if (at == NULL)
		return false;
	char *what;
	long line = strtol(at, &what, 10);

	what += strspn(what, ": ");
	if (line > prelude)
		str_addf(message, "line %ld of the script: ", line - prelude);
	else
		str_addf(message, "line %ld of the prelude: ", line);
	str_foreign(message, what, strcspn(what, "\n"));
	return true;
}

/* What gnuplot said, in one line. */
static void
say_error(struct str *message, const struct proc_result *r, int prelude)
{
	if (place_error(message, r->err.s, prelude))
		return;
	const char *s = r->err.s + strspn(r->err.s, "\n ");

	if (*s != '\0')
		str_foreign(message, s, strcspn(s, "\n"));
	else
		str_addf(message, "it ended with status %d and said nothing", r->code);
}

static jv
failure(const struct jail *j, const struct proc_result *r, int prelude)
{
	struct str message = {0};
	jv fail;

	switch (r->end) {
	case PROC_TIME:
		return rec_fail("run.time", false, "draw fewer points, or without waiting",
		    "stopped after %lld ms", jail_limit(j, "wall_ms"));
	case PROC_CPU:
		return rec_fail("run.cpu", false, "draw fewer points: aggregate in SQL, lower samples",
		    "stopped after %lld s of computing", jail_limit(j, "cpu_s"));
	case PROC_OUTPUT:
		return rec_fail("run.output", false, "draw fewer points: aggregate in SQL, lower samples",
		    "the drawing is larger than %lld bytes", jail_limit(j, "output"));
	case PROC_MEMORY:
		return rec_fail("run.memory", false, "draw fewer points: aggregate in SQL, lower samples",
		    "it asked for more than %lld bytes of memory", jail_limit(j, "memory"));
	case PROC_SIGNAL:
		return r->code == SIGSYS ? rec_fail("run.syscall", false, "a script draws, and does nothing else",
		    "killed: it asked the kernel for what no chart needs")
		    : rec_fail("run.signal", false, "draw it in another way", "gnuplot died of signal %d (%s)",
		        r->code, strsignal(r->code));
	default:
		say_error(&message, r, prelude);
		fail = rec_fail(r->code == 0 ? "run.empty" : "run.error", false, "mend the script", "%s", message.s);
		str_free(&message);
		return fail;
	}
}

static bool
is_svg(const struct str *s)
{
	static const char end[] = "</svg>";
	size_t n = s->n;

	while (n > 0 && isspace((unsigned char)s->s[n - 1]))
		n--;
	return n > sizeof end && memcmp(s->s + n - (sizeof end - 1), end, sizeof end - 1) == 0 && s->s[0] == '<';
}

/* The run object of what the jail returned. */
static jv
verdict(const struct jail *j, const struct proc_result *r, int prelude)
{
	bool ok = r->end == PROC_EXIT && r->code == 0 && is_svg(&r->out);
	jv run = ok ? JV_OBJECT(jv_string("ok"), jv_true()) : failure(j, r, prelude);

	run = jv_object_set(run, jv_string("status"), jv_string(proc_end_name(r->end)));
	run = jv_object_set(run, jv_string("code"), jv_number(r->code));
	run = jv_object_set(run, jv_string("ms"), jv_number((double)(long)(r->ms * 10) / 10));
	run = jv_object_set(run, jv_string("cpu_ms"), jv_number((double)(long)(r->cpu_ms * 10) / 10));
	run = jv_object_set(run, jv_string("max_rss"), jv_number((double)r->max_rss));
	run = jv_object_set(run, jv_string("stderr"), jv_string_sized(r->err.s, (int)r->err.n));
	if (ok)
		run = jv_object_set(run, jv_string("svg"), jv_string_sized(r->out.s, (int)r->out.n));
	return run;
}

/* ---- the stage */

/* Said on the line, and once to the user. */
static jv
no_jail(const struct drawing *g, const char *why)
{
	filter_environment();
	if (!atomic_exchange(g->said, true))
		filter_warn(name, "no jail: %s: %s", why, jail_remedy);
	return rec_fail("run.no-jail", true, jail_remedy, "no jail: %s", why);
}

/* How many lines of the script stand before the model's own. */
static int
lines_before(const struct draw *d, const struct rec *r)
{
	jv own = rec_path(r, "vet.script");
	size_t n = jv_get_kind(own) == JV_KIND_STRING ? (size_t)jv_string_length_bytes(jv_copy(own)) : 0;
	int lines = 0;

	for (size_t i = 0; i + n < d->script.n; i++)
		lines += d->script.s[i] == '\n';
	jv_free(own);
	return lines;
}

/* One chart's script and table, alone in a jail. */
static jv
draw_alone(const struct drawing *g, const struct rec *r, const struct draw *d)
{
	const struct jail_file files[] = {{"data.tsv", d->data.s, d->data.n}, {"script.gp", d->script.s, d->script.n}};
	const char *args[] = {"-d", "/jail/script.gp", NULL};
	struct proc_result result;
	char *why = jail_run(g->jail, &(struct jail_run){.args = args, .files = files, .file_count = 2}, &result);
	jv run = why != NULL ? no_jail(g, why) : verdict(g->jail, &result, lines_before(d, r));

	if (why == NULL)
		run = jv_object_set(run, jv_string("plot"), jv_copy(d->plot));
	free(why);
	proc_free(&result);
	return run;
}

static jv
draw_one(const struct drawing *g, const struct rec *r)
{
	struct draw d;

	if (g->jail == NULL)
		return no_jail(g, g->why);
	jv fault = draw_make(r, &g->look, &d);

	if (jv_get_kind(fault) != JV_KIND_NULL)
		return fault;
	jv run = draw_alone(g, r, &d);

	draw_free(&d);
	return run;
}

/* ---- templates of ours, one after the other in one jail
 *
 * Starting gnuplot takes ten times as long as drawing, so typed charts share a
 * start.  Between two, gnuplot closes the drawing, forgets everything, and
 * writes a mark that no table can hold (it is new each time) on stdout and
 * stderr.  One that does not end well is drawn again alone, for its own limits
 * and its own words, and so are those behind it. */

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

enum { TEAM_MOST = 64, MARK_SIZE = 64, FILE_NAME = 32 };

struct team {
	struct draw draws[TEAM_MOST];
	char names[TEAM_MOST][2][FILE_NAME];   /* "data-1.tsv", "script-1.gp" */
	struct jail_file files[2 * TEAM_MOST + 1];
	char paths[TEAM_MOST][FILE_NAME + 8];
	const char *args[2 * TEAM_MOST + 2];
	size_t args_count, file_count;
	char mark[MARK_SIZE];
};

static void
choose_mark(char mark[MARK_SIZE])
{
	unsigned long long salt[2];

	if (getentropy(salt, sizeof salt) == -1)
		salt[0] = salt[1] = (unsigned long long)getpid();
	snprintf(mark, MARK_SIZE, "jail mark %016llx%016llx", salt[0], salt[1]);
}

/* Writes chart i's files and arguments; jv_null(), or why it has none. */
static jv
enlist(struct team *t, size_t i, const struct rec *r, const struct draw_look *look)
{
	struct draw_look mine = *look;
	struct draw *d = &t->draws[i];

	snprintf(t->names[i][0], FILE_NAME, "data-%zu.tsv", i + 1);
	snprintf(t->names[i][1], FILE_NAME, "script-%zu.gp", i + 1);
	snprintf(t->paths[i], sizeof t->paths[i], "/jail/%s", t->names[i][0]);
	mine.data = t->paths[i];
	jv fault = draw_make(r, &mine, d);

	if (jv_get_kind(fault) != JV_KIND_NULL)
		return fault;
	t->files[t->file_count++] = (struct jail_file){t->names[i][0], d->data.s, d->data.n};
	t->files[t->file_count++] = (struct jail_file){t->names[i][1], d->script.s, d->script.n};
	snprintf(t->paths[i], sizeof t->paths[i], "/jail/%s", t->names[i][1]);
	t->args[t->args_count++] = t->paths[i];
	t->args[t->args_count++] = "/jail/next.gp";
	return fault;
}

/* Cuts the part before the next mark off *rest; false where there is none. */
static bool
next_part(struct str *part, char **rest, const char *mark)
{
	char *end = strstr(*rest, mark);

	if (end == NULL)
		return false;
	str_clear(part);
	str_add(part, *rest, (size_t)(end - *rest));
	*rest = end + strlen(mark);
	*rest += **rest == '\n';
	return true;
}

/* The verdicts on those that ended well; returns the number of the first that
 * did not. */
static size_t
share_out(struct drawing *g, struct team *t, const struct proc_result *all, size_t n, jv *values)
{
	struct proc_result one = {.end = PROC_EXIT, .max_rss = all->max_rss};
	char *out = all->out.s, *errors = all->err.s;
	size_t i = 0, scripts = t->args_count / 2;

	one.ms = all->ms / (double)scripts;
	one.cpu_ms = all->cpu_ms / (double)scripts;
	for (; i < n; i++) {
		if (jv_is_valid(values[i]))
			continue;
		if (!next_part(&one.out, &out, t->mark) || !next_part(&one.err, &errors, t->mark) || !is_svg(&one.out))
			break;
		values[i] = jv_object_set(verdict(g->jail, &one, 0), jv_string("plot"), jv_copy(t->draws[i].plot));
	}
	proc_free(&one);
	return i;
}

/* Draws as many of the team as end well, and one more; returns how many that is. */
static size_t
draw_some(struct drawing *g, struct rec **team, size_t n, jv *values)
{
	struct team *t = mem_calloc(1, sizeof *t);
	struct str next = {0};
	struct proc_result result = {0};
	size_t done = 0;

	choose_mark(t->mark);
	str_addf(&next, "set output\nset print '-'\nprint '%s'\nset print\nprint '%s'\nreset session\n", t->mark, t->mark);
	t->args[t->args_count++] = "-d";
	for (size_t i = 0; i < n; i++) {
		jv fault = enlist(t, i, team[i], &g->look);

		values[i] = jv_get_kind(fault) == JV_KIND_NULL ? jv_invalid() : fault;
	}
	t->files[t->file_count++] = (struct jail_file){"next.gp", next.s, next.n};
	char *why = t->args_count == 1 ? NULL : jail_run(g->jail, &(struct jail_run){.args = t->args,
	    .files = t->files, .file_count = t->file_count, .shares = (int)(t->args_count / 2)}, &result);

	if (why == NULL)
		done = share_out(g, t, &result, n, values);
	for (size_t i = 0; i < n; i++) {
		if (jv_is_valid(values[i]) && i >= done)
			jv_free(values[i]);
		if (t->draws[i].script.s != NULL)
			draw_free(&t->draws[i]);
	}
	if (done < n)
		values[done] = draw_one(g, team[done]);
	proc_free(&result);
	free(why);
	str_free(&next);
	free(t);
	return done < n ? done + 1 : n;
}

/* What a reader of the drawing would misread goes with it. */
static jv
add_findings(const struct drawing *g, const struct rec *r, jv run)
{
	if (!jv_true_at(run, "ok"))
		return run;
	jv chart = rec_path(r, "code.chart"), table = rec_get(r, "table");

	run = jv_object_set(run, jv_string("findings"), lint_table(g->lint, chart, table, jv_array()));
	jv_free(chart);
	jv_free(table);
	return run;
}

static jv
act(struct rec *r, const struct data *data, void *ctx)
{
	const struct drawing *g = ctx;

	(void)data;
	return add_findings(g, r, draw_one(g, r));
}

static void
act_together(struct rec **team, size_t n, const struct data *data, void *ctx, jv *values)
{
	struct drawing *g = ctx;

	(void)data;
	for (size_t done = 0; done < n;)
		done += n - done > 1 && g->jail != NULL ? draw_some(g, team + done, n - done, values + done)
		    : (values[done] = draw_one(g, team[done]), 1);
	for (size_t i = 0; i < n; i++)
		values[i] = add_findings(g, team[i], values[i]);
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
	enum jailtest t = jailtest_run(stdout, gnuplots);

	return filter_close(name, t == JAILTEST_HELD ? EXIT_DONE
	    : t == JAILTEST_BROKEN ? EXIT_SOME_FAILED : EXIT_ENVIRONMENT);
}

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [-j JOBS] [--theme NAME] [--size WxH] [--palette COLOURS] <lines\n"
	    "       %s --self-test\n       %s -- COMMAND [ARGUMENT ...]\n", name, name, name);
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
	struct drawing g = {.look = {.theme = getenv("VIZ_THEME")}};
	struct filter f = {.name = name, .key = "run", .inputs = chain_run, .act = act, .ctx = &g,
	    .may_join = is_ours, .act_together = act_together,
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
			g.look.theme = optarg;
		else if (c == 'p')
			g.look.palette = optarg;
		else if (c == 'j' && atoi(optarg) > 0)
			f.jobs = atoi(optarg);
		else if (c != 's' || !read_size(optarg, &g.look))
			return usage(stderr);
	if (optind < argc)
		return strcmp(argv[optind - 1], "--") == 0 ? run_command(argv + optind) : usage(stderr);
	if ((fault = draw_look_fault(&g.look)) != NULL) {
		filter_warn(name, "%s: see share/themes and %s(1)", fault, name);
		return EXIT_MISUSED;
	}
	g.said = mmap(NULL, sizeof *g.said, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (g.said == MAP_FAILED)
		mem_die();
	g.jail = jail_open("draw", gnuplots, &g.why);
	f.together = g.jail != NULL ? (int)jail_limit(g.jail, "batch") : 0;
	g.lint = lint_load();
	jv with = digest_jv(JV_ARRAY(draw_with(&g.look), lint_with(g.lint)));

	f.with = jv_string_value(with);
	int status = filter_run(&f);

	jail_free(g.jail);
	lint_free(g.lint);
	free(g.why);
	jv_free(with);
	return status;
}
