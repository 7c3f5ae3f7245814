/* vizreport writes the stream as a report: one page, its text form, and for
 * each chart its picture and its numbers.
 *
 * What the report says and how it looks are the jq programs, the style and the
 * script in share/report/; here is only what those cannot do: files and digests.
 * The programs get one object and give strings, each a piece of the file that {"file":NAME} last named. */
#include "base64.h"
#include "exhibit.h"
#include "filter.h"
#include "jqprog.h"
#include "mem.h"
#include "outdir.h"
#include "self.h"
#include "share.h"
#include "svg.h"
#include "svglook.h"
#include "version.h"

#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ME "vizreport"

struct report {
	struct outdir out;
	bool broken;               /* the folder cannot be written: said once */
	bool guard;                /* CSV cells that a spreadsheet would run */
	jv options;                /* title, layout */
	char *style, *script;      /* page.css, page.js */
	char *program;             /* of the pages; NULL: there is none */
	pthread_t compiler;
	bool compiling;
	struct jqprog *pages;      /* NULL: not compiled yet, or it does not */
	jv relations, charts, errors;
};

/* ---- the lines, as they pass */

static void
remember(jv *list, const struct rec *r)
{
	*list = jv_array_append(*list, jv_copy(r->object));
}

static void
see(const struct rec *r, void *ctx)
{
	struct report *report = ctx;
	const char *kind = rec_kind(r);

	if (strcmp(kind, "chart") == 0)
		remember(&report->charts, r);
	else if (strcmp(kind, "relation") == 0)
		remember(&report->relations, r);
	else if (strcmp(kind, "error") == 0 || strcmp(kind, "dataset") == 0)
		remember(&report->errors, r);
}

static jv
no_inputs(const struct rec *r, const struct data *data)
{
	(void)r, (void)data;
	return jv_invalid();
}

/* ---- files */

static void
put(void *ctx, const char *name, const void *bytes, size_t n)
{
	struct report *r = ctx;

	if (r->broken || outdir_put(&r->out, name, bytes, n) == 0)
		return;
	filter_warn(ME, "writing %s: %s: %s: make room there or name another folder with -o",
	    name, r->out.path, strerror(errno));
	r->broken = true;
}

/* ---- the programs */

static void
add_program(struct str *text, jv name)
{
	struct str file = {0};

	str_addf(&file, "report/pages/%s.jq", jv_string_value(name));
	char *part = share_need(file.s, NULL);

	str_adds(text, part);
	str_addc(text, '\n');
	free(part);
	str_free(&file);
	jv_free(name);
}

/* Dies, naming the first program that does not compile with those before it. */
static _Noreturn void
blame(void)
{
	jv names = share_list("report/pages", "jq");
	struct str text = {0};

	jv_array_foreach(names, i, name) {
		jv why = jv_null();

		add_program(&text, jv_copy(name));
		jv file = jv_string_fmt("%s.jq", jv_string_value(name));
		struct jqprog *p = jqprog_text(jv_string_value(file), text.s, jv_object(), &why);

		if (p == NULL)
			errx(EXIT_MISUSED, "share/report/pages/%s: mend it or reinstall", jv_string_value(why));
		jqprog_free(p);
		jv_free(file);
		jv_free(why);
		jv_free(name);
	}
	errx(EXIT_MISUSED, "share/report/pages/*.jq: no program there: reinstall");
}

/* All programs of share/report/pages as one, in the order of their names: libjq 1.6
 * takes ten times as long to compile them where they include each other. */
static char *
read_program(void)
{
	jv names = share_list("report/pages", "jq");
	struct str text = {0};

	jv_array_foreach(names, i, name)
		add_program(&text, name);
	jv_free(names);
	return text.s;
}

static void *
compile(void *ctx)
{
	struct report *r = ctx;

	r->pages = jqprog_text("report/pages", r->program, jv_object(), NULL);
	return NULL;
}

/* libjq takes longer to compile the pages than all the rest takes: so that is
 * done beside it.  No jv is shared: their counts of references are no atomics. */
static void
start_compiler(struct report *r)
{
	r->compiling = r->program != NULL && pthread_create(&r->compiler, NULL, compile, r) == 0;
	if (r->program != NULL && !r->compiling)
		compile(r);
}

static void
await_compiler(struct report *r)
{
	if (r->compiling)
		pthread_join(r->compiler, NULL);
	r->compiling = false;
}

/* ---- the pages */

/* A text that the page embeds, with its hash for the page's policy. */
static jv
embed(jv o, const char *key, const struct str *text)
{
	struct str hash = {0};

	str_adds(&hash, "sha256-");
	base64_sha256(&hash, text->s, text->n);
	o = jv_object_set(o, jv_string(key), JV_OBJECT(jv_string("text"), jv_string_sized(text->s, (int)text->n),
	    jv_string("hash"), jv_string(hash.s)));
	str_free(&hash);
	return o;
}

/* The rules of each look among the charts, once. */
static void
add_looks(struct str *style, jv charts)
{
	jv met = jv_object();

	jv_array_foreach(charts, i, chart) {
		jv figure = jv_at(chart, "figure"), look = jv_at(figure, "look");
		struct str rules = {0};

		svglook_rules(look, &rules);
		if (rules.n > 0 && !jv_object_has(jv_copy(met), jv_string(rules.s))) {
			met = jv_object_set(met, jv_string(rules.s), jv_true());
			str_adds(style, rules.s);
		}
		str_free(&rules);
		jv_free(look);
		jv_free(figure);
		jv_free(chart);
	}
	jv_free(met);
}

struct page {
	struct str name, text;
};

static void
finish_page(struct report *r, struct page *p)
{
	if (p->name.n > 0)
		put(r, p->name.s, p->text.s != NULL ? p->text.s : "", p->text.n);
	str_clear(&p->name);
	str_clear(&p->text);
}

/* One output of the programs; consumes piece. */
static void
take_piece(struct report *r, struct page *p, jv piece)
{
	const char *file = jv_text(piece, "file");

	if (jv_get_kind(piece) == JV_KIND_STRING) {
		str_add(&p->text, jv_string_value(piece), (size_t)jv_string_length_bytes(jv_copy(piece)));
	} else if (file != NULL) {
		finish_page(r, p);
		str_adds(&p->name, file);
	}
	jv_free(piece);
}

/* The last page is the sign that all is done: what an earlier run left goes before it. */
static void
finish_last(struct report *r, struct page *p)
{
	if (!r->broken && outdir_prune(&r->out, exhibit_is_file, p->name.n > 0 ? p->name.s : "") == -1)
		filter_warn(ME, "removing charts of an earlier run: %s: %s: remove them by hand",
		    r->out.path, strerror(errno));
	finish_page(r, p);
}

/* Runs the programs over the report; false where they failed. */
static bool
write_pages(struct report *r, jv report)
{
	struct page p = {0};

	await_compiler(r);
	if (r->pages == NULL)
		blame();
	jv pieces = jqprog_all(r->pages, report);
	bool made = jv_is_valid(pieces);

	if (made) {
		jv_array_foreach(pieces, i, piece)
			take_piece(r, &p, piece);
		finish_last(r, &p);
	} else {
		jv why = jv_invalid_get_msg(jv_copy(pieces));

		filter_warn(ME, "making the pages: share/report: %s: mend it or reinstall",
		    jv_get_kind(why) == JV_KIND_STRING ? jv_string_value(why) : "it failed");
		jv_free(why);
	}
	jv_free(pieces);
	str_free(&p.name);
	str_free(&p.text);
	return made;
}

static int
end(const struct data *data, void *ctx)
{
	struct report *r = ctx;

	if (r->broken)
		return EXIT_ENVIRONMENT;
	jv charts = jv_array(), report = jv_copy(r->options);

	jv_array_foreach(r->charts, i, chart)
		charts = jv_array_append(charts, exhibit_make(chart, i + 1, data,
		    &(struct exhibit_to){.put = put, .ctx = r, .guard = r->guard}));
	struct str style = {0};

	str_adds(&style, r->style);
	add_looks(&style, charts);
	report = embed(report, "style", &style);
	report = embed(report, "script", &(struct str){.s = r->script, .n = strlen(r->script)});
	str_free(&style);
	report = jv_object_set(report, jv_string("datasets"), jv_copy(data->datasets));
	report = jv_object_set(report, jv_string("relations"), jv_copy(r->relations));
	report = jv_object_set(report, jv_string("charts"), charts);
	report = jv_object_set(report, jv_string("errors"), jv_copy(r->errors));
	int status = write_pages(r, report) ? EXIT_DONE : EXIT_MISUSED;

	return r->broken ? EXIT_ENVIRONMENT : status;
}

/* ---- the program */

static void
usage(FILE *to)
{
	fputs("usage: vizreport -o DIR [OPTION]... <lines\n"
	    "  -o DIR                where report.html, report.md and the charts' files go\n"
	    "  --title TEXT          the report's title (the data's name)\n"
	    "  --layout report|dashboard   one column to read; a grid with tiles (the latter\n"
	    "                        for several files or more than six charts)\n"
	    "  --raw-csv             leave cells as they are that a spreadsheet would run\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n", to);
}

struct options {
	const char *dir, *title, *layout;
	bool raw;
};

/* Reads the options into *o; returns -1 to go on, or a status to end with. */
static int
read_options(int argc, char **argv, struct options *o)
{
	enum { TITLE = 256, LAYOUT, RAW, VERSION };
	static const struct option all[] = {{"title", required_argument, NULL, TITLE},
	    {"layout", required_argument, NULL, LAYOUT}, {"raw-csv", no_argument, NULL, RAW},
	    {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, VERSION}, {0}};
	int c;

	while ((c = getopt_long(argc, argv, "o:h", all, NULL)) != -1) {
		switch (c) {
		case 'o': o->dir = optarg; break;
		case TITLE: o->title = optarg; break;
		case LAYOUT: o->layout = optarg; break;
		case RAW: o->raw = true; break;
		case 'h': usage(stdout); return filter_close(ME, EXIT_DONE);
		case VERSION: puts(ME " " VIZ_VERSION); return filter_close(ME, EXIT_DONE);
		default: usage(stderr); return EXIT_MISUSED;
		}
	}
	bool known = o->layout == NULL || strcmp(o->layout, "report") == 0 || strcmp(o->layout, "dashboard") == 0;

	if (o->dir != NULL && known && optind == argc)
		return -1;
	usage(stderr);
	return EXIT_MISUSED;
}

static jv
text_or_null(const char *s)
{
	return s != NULL ? jv_string(s) : jv_null();
}

int
main(int argc, char **argv)
{
	struct options o = {0};
	int status = read_options(argc, argv, &o);

	if (status != -1)
		return status;
	struct report r = {.guard = !o.raw, .relations = jv_array(), .charts = jv_array(), .errors = jv_array(),
	    .options = JV_OBJECT(jv_string("title"), text_or_null(o.title),
	        jv_string("layout"), text_or_null(o.layout), jv_string("version"), jv_string(VIZ_VERSION))};

	r.style = share_need("report/page.css", NULL);
	r.script = share_need("report/page.js", NULL);
	svg_load();
	r.program = read_program();
	if (outdir_open(&r.out, o.dir) == -1) {
		filter_warn(ME, "opening the folder: %s: %s: name another with -o", o.dir, strerror(errno));
		r.broken = true;
	}
	const char *const own[] = {o.dir, NULL};

	/* Its own folder, to list and to write; nothing else. */
	filter_promise(ME, &(struct self){.read = own, .write = own, .share = true});
	start_compiler(&r);
	status = filter_run(&(struct filter){.name = ME, .key = "report", .inputs = no_inputs,
	    .see = see, .end = end, .ctx = &r});
	await_compiler(&r);
	jqprog_free(r.pages);
	free(r.program);
	outdir_close(&r.out);
	free(r.style);
	free(r.script);
	jv_free(r.options);
	jv_free(r.relations);
	jv_free(r.charts);
	jv_free(r.errors);
	return status;
}
