#include "jaildraw.h"

#include "jail.h"
#include "mem.h"

#include <ctype.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const jaildraw_programs[] = {"gnuplot-nox", "gnuplot", NULL};

struct jaildraw {
	struct draw_look look;
	struct jail *jail;         /* NULL: it cannot be made, and why */
	char *why;
};

struct jaildraw *
jaildraw_new(const struct draw_look *look)
{
	struct jaildraw *g = mem_calloc(1, sizeof *g);

	g->look = *look;
	g->jail = jail_open("draw", jaildraw_programs, &g->why);
	return g;
}

void
jaildraw_free(struct jaildraw *g)
{
	jail_free(g->jail);
	free(g->why);
	free(g);
}

int
jaildraw_most(const struct jaildraw *g)
{
	return g->jail != NULL ? (int)jail_limit(g->jail, "batch") : 1;
}

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

/* ---- alone */

static jv
no_jail(const char *why)
{
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
draw_alone(const struct jaildraw *g, const struct rec *r, const struct draw *d)
{
	const struct jail_file files[] = {{"data.tsv", d->data.s, d->data.n}, {"script.gp", d->script.s, d->script.n}};
	const char *args[] = {"-d", "/jail/script.gp", NULL};
	struct proc_result result;
	char *why = jail_run(g->jail, &(struct jail_run){.args = args, .files = files, .file_count = 2}, &result);
	jv run = why != NULL ? no_jail(why) : verdict(g->jail, &result, lines_before(d, r));

	if (why == NULL)
		run = jv_object_set(run, jv_string("plot"), jv_copy(d->plot));
	free(why);
	proc_free(&result);
	return run;
}

jv
jaildraw_one(const struct jaildraw *g, const struct rec *r)
{
	struct draw d;

	if (g->jail == NULL)
		return no_jail(g->why);
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
 * start, each drawn twice: as it was asked for, and for narrow pages.  Between
 * two, gnuplot closes the drawing, forgets everything, and writes a mark that no
 * table can hold (it is new each time) on stdout and stderr.  One that does not
 * end well is drawn again alone, for its own limits and its own words, and so
 * are those behind it. */

enum { TEAM_MOST = 64, MARK_SIZE = 64, FILE_NAME = 32 };

/* One drawing of the team: its files, by names that live as long. */
struct member {
	struct draw draw;
	char data[FILE_NAME], script[FILE_NAME];            /* "data-1.tsv", "script-1.gp" */
	char data_path[FILE_NAME + 8], script_path[FILE_NAME + 8];
	bool drawn;                /* is there one? */
};

struct team {
	struct member wide[TEAM_MOST], narrow[TEAM_MOST];
	struct jail_file files[4 * TEAM_MOST + 1];
	const char *args[4 * TEAM_MOST + 2];
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

/* Writes a member's files and arguments; jv_null(), or why it has none. */
static jv
enlist(struct team *t, struct member *m, const struct rec *r, const struct draw_look *look)
{
	struct draw_look mine = *look;
	size_t n = t->file_count / 2 + 1;

	snprintf(m->data, FILE_NAME, "data-%zu.tsv", n);
	snprintf(m->script, FILE_NAME, "script-%zu.gp", n);
	snprintf(m->data_path, sizeof m->data_path, "/jail/%s", m->data);
	snprintf(m->script_path, sizeof m->script_path, "/jail/%s", m->script);
	mine.data = m->data_path;
	jv fault = draw_make(r, &mine, &m->draw);

	if (jv_get_kind(fault) != JV_KIND_NULL)
		return fault;
	m->drawn = true;
	t->files[t->file_count++] = (struct jail_file){m->data, m->draw.data.s, m->draw.data.n};
	t->files[t->file_count++] = (struct jail_file){m->script, m->draw.script.s, m->draw.script.n};
	t->args[t->args_count++] = m->script_path;
	t->args[t->args_count++] = "/jail/next.gp";
	return fault;
}

/* Of very many points no finger finds the one that it wants: the narrow drawing
 * does without their places, which would be most of its bytes. */
static void
thin_marks(jv *plot)
{
	enum { POINTS_MOST = 400 };
	jv marks = jv_at(*plot, "marks"), at = jv_at(marks, "at");
	const char *by = jv_text(marks, "by");

	if (by != NULL && strcmp(by, "xy") == 0 && jv_get_kind(at) == JV_KIND_ARRAY && jv_array_length(jv_copy(at)) > POINTS_MOST)
		*plot = jv_object_delete(*plot, jv_string("marks"));
	jv_free(marks);
	jv_free(at);
}

/* The chart as it was asked for, and narrow; jv_invalid(), or why not. */
static jv
enlist_chart(struct team *t, size_t i, const struct rec *r, const struct draw_look *look)
{
	struct draw_look narrow = *look;
	jv fault = enlist(t, &t->wide[i], r, look);

	if (jv_get_kind(fault) != JV_KIND_NULL)
		return fault;
	if (look->width == 0 || look->width >= LOOK_WIDE) {
		narrow.width = LOOK_NARROW;
		narrow.height = 0;
		jv_free(enlist(t, &t->narrow[i], r, &narrow));
		if (t->narrow[i].drawn)
			thin_marks(&t->narrow[i].draw.plot);
	}
	return jv_invalid();
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

/* What gnuplot drew and said of the next one; false where it did not end well. */
static bool
next_drawing(struct proc_result *one, char **out, char **errors, const char *mark)
{
	return next_part(&one->out, out, mark) && next_part(&one->err, errors, mark) && is_svg(&one->out);
}

/* The verdicts on those that ended well; returns the number of the first that
 * did not. */
static size_t
share_out(const struct jaildraw *g, struct team *t, const struct proc_result *all, size_t n, jv *values)
{
	struct proc_result one = {.end = PROC_EXIT, .max_rss = all->max_rss};
	char *out = all->out.s, *errors = all->err.s;
	size_t i = 0, charts = 0;

	for (size_t k = 0; k < n; k++)
		charts += t->wide[k].drawn;
	one.ms = all->ms / (double)charts;
	one.cpu_ms = all->cpu_ms / (double)charts;
	for (; i < n; i++) {
		if (!t->wide[i].drawn)
			continue;
		if (!next_drawing(&one, &out, &errors, t->mark))
			break;
		values[i] = jv_object_set(verdict(g->jail, &one, 0), jv_string("plot"), jv_copy(t->wide[i].draw.plot));
		if (!t->narrow[i].drawn)
			continue;
		if (!next_drawing(&one, &out, &errors, t->mark))
			break;
		values[i] = jv_object_set(values[i], jv_string("narrow"), JV_OBJECT(
		    jv_string("svg"), jv_string_sized(one.out.s, (int)one.out.n),
		    jv_string("plot"), jv_copy(t->narrow[i].draw.plot)));
	}
	proc_free(&one);
	return i;
}

static void
free_team(struct team *t, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (t->wide[i].drawn)
			draw_free(&t->wide[i].draw);
		if (t->narrow[i].drawn)
			draw_free(&t->narrow[i].draw);
	}
	free(t);
}

/* Draws as many of the team as end well, and one more; returns how many that is. */
static size_t
draw_some(const struct jaildraw *g, struct rec **team, size_t n, jv *values)
{
	struct team *t = mem_calloc(1, sizeof *t);
	struct str next = {0};
	struct proc_result result = {0};
	size_t done = 0;

	choose_mark(t->mark);
	str_addf(&next, "set output\nset print '-'\nprint '%s'\nset print\nprint '%s'\nreset session\n", t->mark, t->mark);
	t->args[t->args_count++] = "-d";
	for (size_t i = 0; i < n; i++)
		values[i] = enlist_chart(t, i, team[i], &g->look);
	t->files[t->file_count++] = (struct jail_file){"next.gp", next.s, next.n};
	char *why = t->args_count == 1 ? NULL : jail_run(g->jail, &(struct jail_run){.args = t->args,
	    .files = t->files, .file_count = t->file_count, .shares = (int)(t->args_count / 2)}, &result);

	if (why == NULL)
		done = t->args_count == 1 ? n : share_out(g, t, &result, n, values);
	for (size_t i = done; i < n; i++)
		jv_free(values[i]);
	if (done < n)
		values[done] = jaildraw_one(g, team[done]);
	proc_free(&result);
	free(why);
	str_free(&next);
	free_team(t, n);
	return done < n ? done + 1 : n;
}

void
jaildraw_several(const struct jaildraw *g, struct rec **team, size_t n, jv *values)
{
	for (size_t done = 0; done < n;)
		if (g->jail != NULL) {
			size_t most = n - done < TEAM_MOST ? n - done : TEAM_MOST;

			done += draw_some(g, team + done, most, values + done);
		} else {
			values[done] = jaildraw_one(g, team[done]);
			done++;
		}
}
