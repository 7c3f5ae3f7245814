/* plotrender: turns the jail's drawing into one that is safe to show. */
#include "alt.h"
#include "chain.h"
#include "digest.h"
#include "filter.h"
#include "raster.h"
#include "share.h"
#include "svg.h"
#include "svglook.h"
#include "version.h"

#include <err.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum format { SVG = 1, PNG = 2, PNG2X = 4, PDF = 8 };

static unsigned formats = SVG | PNG;
static int want_width, want_height;

static jv
need(const struct rec *r, const struct data *d)
{
	return chain_figure(r, d);
}

/* ---- one figure */

/* An id that may stand in the ids of a page, beside those of other kinds. */
static void
make_prefix(struct str *s, char kind, const char *id)
{
	str_addc(s, kind);
	str_addc(s, '-');
	for (; *id != '\0'; id++)
		str_addc(s, strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", *id) != NULL ? *id : '_');
	if (s->n > 36) {
		s->n = 36;
		s->s[36] = '\0';
	}
}

/* How large the picture is for a drawing of that size: as wide as asked, and
 * no higher than asked. */
static double
zoom(double width, double height)
{
	if (want_width == 0)
		return 1;
	return fmin(want_width / width, want_height / height);
}

static jv
set_bytes(jv figure, const char *key, struct str *bytes)
{
	struct str text = {0};

	raster_base64(bytes->s, bytes->n, &text);
	figure = jv_object_set(figure, jv_string(key), jv_string_sized(text.s != NULL ? text.s : "", (int)text.n));
	str_free(&text);
	return figure;
}

/* Adds one picture of the drawing; *fault where it cannot be made. */
static jv
add_picture(jv figure, enum format f, const struct str *svg, double width, double height, jv *fault)
{
	static const char *const key[] = {[PNG] = "png", [PNG2X] = "png2x", [PDF] = "pdf"};
	struct str bytes = {0};
	double z = zoom(width, height) * (f == PNG2X ? 2 : 1);

	if (!(formats & f) || jv_get_kind(*fault) != JV_KIND_NULL)
		return figure;
	if (f == PDF)
		*fault = raster_pdf(svg->s, svg->n, width * z, height * z, &bytes);
	else
		*fault = raster_png(svg->s, svg->n, (int)lround(width * z), (int)lround(height * z), &bytes);
	if (jv_get_kind(*fault) == JV_KIND_NULL)
		figure = set_bytes(figure, key[f], &bytes);
	str_free(&bytes);
	return figure;
}

static jv
add_pictures(jv figure, const struct str *svg, double width, double height)
{
	jv fault = jv_null();

	figure = add_picture(figure, PNG, svg, width, height, &fault);
	figure = add_picture(figure, PNG2X, svg, width, height, &fault);
	figure = add_picture(figure, PDF, svg, width, height, &fault);
	if (jv_get_kind(fault) == JV_KIND_NULL)
		return figure;
	jv_free(figure);
	return fault;
}

static jv
copy_member(jv to, jv from, const char *key)
{
	jv v = jv_at(from, key);

	if (jv_get_kind(v) == JV_KIND_NULL)
		jv_free(v);
	else
		to = jv_object_set(to, jv_string(key), v);
	return to;
}

/* A drawing with its plot made safe: the members that say what it is, or why it
 * is none; *svg without rules. */
static jv
rebuild(jv run, const char *prefix, const char *title, jv alt, jv look, struct str *svg)
{
	jv drawn = jv_at(run, "svg"), plot = jv_at(run, "plot"), figure;
	struct str class = {0};
	double width = 0, height = 0;

	if (jv_get_kind(look) == JV_KIND_OBJECT)
		svglook_class(look, &class);
	struct svg_dress dress = {.prefix = prefix, .look = class.s, .desc = jv_string_value(alt), .plot = plot, .title = title};

	if (jv_get_kind(drawn) == JV_KIND_STRING)
		figure = svg_rebuild(jv_string_value(drawn), (size_t)jv_string_length_bytes(jv_copy(drawn)),
		    &dress, svg, &width, &height);
	else
		figure = rec_fail("figure.none", false, "run jailrun again", "run.svg holds no drawing");
	if (jv_get_kind(figure) == JV_KIND_NULL) {
		figure = JV_OBJECT(jv_string("ok"), jv_true(), jv_string("width"), jv_number(width),
		    jv_string("height"), jv_number(height));
		figure = copy_member(copy_member(figure, plot, "top"), plot, "marks");
	}
	str_free(&class);
	jv_free(drawn);
	jv_free(plot);
	return figure;
}

/* The drawing as a member, with its rules where it follows the reader's look. */
static jv
add_svg(jv figure, jv look, struct str *svg)
{
	if (jv_get_kind(look) == JV_KIND_OBJECT)
		svglook_put(svg, look);
	return jv_object_set(figure, jv_string("svg"), jv_string_sized(svg->s, (int)svg->n));
}

/* run.narrow, made safe; a broken one is left out. */
static jv
add_narrow(jv figure, jv run, const char *prefix, const char *title, jv alt, jv look)
{
	jv narrow = jv_at(run, "narrow"), small = jv_null();
	struct str svg = {0};

	if (jv_get_kind(narrow) == JV_KIND_OBJECT)
		small = rebuild(narrow, prefix, title, alt, look, &svg);
	if (jv_true_at(small, "ok"))
		figure = jv_object_set(figure, jv_string("narrow"), add_svg(jv_object_delete(small, jv_string("ok")), look, &svg));
	else
		jv_free(small);
	str_free(&svg);
	jv_free(narrow);
	return figure;
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	jv run = rec_get(r, "run"), plot = rec_path(r, "run.plot"), title = rec_path(r, "goal.title");
	jv alt = alt_text(r), look = svglook_of(plot);
	const char *said = jv_get_kind(title) == JV_KIND_STRING ? jv_string_value(title) : NULL;
	struct str prefix = {0}, narrow = {0}, svg = {0};

	(void)d;
	(void)ctx;
	make_prefix(&prefix, 'v', rec_id(r));
	make_prefix(&narrow, 'n', rec_id(r));
	jv figure = rebuild(run, prefix.s, said, alt, look, &svg);

	if (jv_true_at(figure, "ok")) {
		figure = jv_object_set(figure, jv_string("alt"), jv_copy(alt));
		figure = add_pictures(figure, &svg, jv_num(figure, "width", 0), jv_num(figure, "height", 0));
	}
	if (formats & SVG && jv_true_at(figure, "ok")) {
		if (jv_get_kind(look) == JV_KIND_OBJECT)
			figure = jv_object_set(figure, jv_string("look"), jv_copy(look));
		figure = add_narrow(add_svg(figure, look, &svg), run, narrow.s, said, alt, look);
	}
	jv_free(look);
	str_free(&svg);
	str_free(&prefix);
	str_free(&narrow);
	jv_free(run);
	jv_free(plot);
	jv_free(title);
	jv_free(alt);
	return figure;
}

/* ---- options */

static _Noreturn void
usage(FILE *to, int status)
{
	fputs("usage: plotrender [OPTION]... <lines\n"
	    "  -f, --formats svg|png|png2x|pdf   what is made, by commas\n"
	    "  -s, --size WxH        pictures fit into so many pixels\n"
	    "  -j, --jobs N          how many charts at once\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n", to);
	exit(status);
}

static unsigned
read_formats(char *list)
{
	static const char *const names[] = {"svg", "png", "png2x", "pdf", NULL};
	unsigned all = 0;
	char *save;

	for (char *p = strtok_r(list, ",", &save); p != NULL; p = strtok_r(NULL, ",", &save)) {
		unsigned i = 0;

		while (names[i] != NULL && strcmp(names[i], p) != 0)
			i++;
		if (names[i] == NULL) {
			warnx("%s: not a format: choose among svg, png, png2x, pdf", p);
			usage(stderr, EXIT_MISUSED);
		}
		all |= 1u << i;
	}
	return all;
}

static int
read_number(const char *s, char **end, int most)
{
	long n = strtol(s, end, 10);

	return *end == s || n < 1 || n > most ? -1 : (int)n;
}

static void
read_size(const char *s)
{
	char *end;

	want_width = read_number(s, &end, 10000);
	want_height = *end == 'x' ? read_number(end + 1, &end, 10000) : -1;
	if (want_width < 0 || want_height < 0 || *end != '\0') {
		warnx("%s: not a size: write it as 900x500", s);
		usage(stderr, EXIT_MISUSED);
	}
}

static int
read_options(int argc, char **argv)
{
	static const struct option longs[] = {{"formats", required_argument, NULL, 'f'},
	    {"size", required_argument, NULL, 's'}, {"jobs", required_argument, NULL, 'j'},
	    {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}, {NULL, 0, NULL, 0}};
	int jobs = 0;
	char *end;

	for (int c; (c = getopt_long(argc, argv, "f:s:j:h", longs, NULL)) != -1;)
		switch (c) {
		case 'f':
			formats = read_formats(optarg);
			break;
		case 's':
			read_size(optarg);
			break;
		case 'j':
			jobs = read_number(optarg, &end, 256);
			if (jobs < 0 || *end != '\0')
				usage(stderr, EXIT_MISUSED);
			break;
		case 'h':
			usage(stdout, EXIT_DONE);
		case 'V':
			puts("plotrender " VIZ_VERSION);
			exit(EXIT_DONE);
		default:
			usage(stderr, EXIT_MISUSED);
		}
	if (optind < argc)
		usage(stderr, EXIT_MISUSED);
	return jobs;
}

/* What the figure depends on beside the line. */
static jv
with(void)
{
	char *allow = share_need("policy/svg.allow", NULL);
	jv all = JV_ARRAY(jv_string(allow), jv_number(formats), jv_number(want_width), jv_number(want_height));

	free(allow);
	return digest_jv(all);
}

int
main(int argc, char **argv)
{
	int jobs = read_options(argc, argv);
	bool pictures = formats & (PNG | PNG2X | PDF);

	svg_load();
	jv digest = with();
	/* No file but fonts, which are read when a letter needs them. */
	filter_promise("plotrender", &(struct self){.read = self_font_files});
	if (pictures)
		raster_warm();
	/* A drawing alone is made in less time than a worker. */
	if (jobs == 0 && pictures)
		jobs = (int)sysconf(_SC_NPROCESSORS_ONLN);
	int status = filter_run(&(struct filter){.name = "plotrender", .key = "figure", .inputs = need,
	    .act = act, .together = 16, .with = jv_string_value(digest),
	    .jobs = jobs, .wall_ms = jobs > 0 ? 60000 : 0});

	jv_free(digest);
	return status;
}
