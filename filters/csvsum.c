/* csvsum: profiles tables. */
#include "event.h"
#include "filter.h"
#include "profile.h"
#include "rec.h"
#include "version.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char NAME[] = "csvsum";

struct done {
	jv datasets, ids;
	jv wanted;                 /* the ids that --id gave, for the files in their order */
	int status;
};

/* An input that is no table becomes an error line; the others go on. */
static void
fail(struct done *d, const char *id, jv result)
{
	jv error = jv_at(result, "error");

	filter_warn(NAME, "%s: %s", jv_text(error, "message"), jv_text(error, "hint"));
	filter_emit(JV_OBJECT(jv_string("kind"), jv_string("error"), jv_string("id"), jv_string(id),
	    jv_string("stage"), jv_string(NAME), jv_string("error"), error));
	d->status = EXIT_SOME_FAILED;
}

/* The table's name: as --id says, else as the file is named. */
static jv
id_of(struct done *d, const char *path, int turn)
{
	jv wanted = jv_array_get(jv_copy(d->wanted), turn);

	if (jv_is_valid(wanted))
		path = jv_string_value(wanted);
	jv id = profile_id(path, d->ids);

	jv_free(wanted);
	return id;
}

static void
profile(struct done *d, const char *path, int turn, const struct profile_options *o)
{
	jv id = id_of(d, path, turn);
	double start = event_ms();
	jv result = profile_file(path, jv_string_value(id), o);
	bool ok = jv_true_at(result, "ok");

	if (ok) {
		d->ids = jv_array_append(d->ids, jv_copy(id));
		d->datasets = jv_array_append(d->datasets, jv_copy(result));
		filter_emit(jv_copy(result));
	} else {
		fail(d, jv_string_value(id), result);
	}
	event_emit(NAME, jv_string_value(id), ok ? "done" : "failed", JV_OBJECT(jv_string("ms"), jv_number(event_ms() - start)));
	jv_free(result);
	jv_free(id);
}

static void
relate(struct done *d)
{
	jv relations = profile_relations(d->datasets);

	jv_array_foreach(relations, i, r) {
		filter_emit(r);
	}
	jv_free(relations);
}

static void
usage(FILE *to)
{
	fputs("usage: csvsum [OPTION]... FILE...\n"
	    "  -d, --delimiter CHAR  what stands between fields: a character, tab, space, none (found out)\n"
	    "  -Q, --quote CHAR      what stands around fields: a character, none (found out)\n"
	    "  -e, --encoding NAME   how characters are written: a name of iconv -l (found out)\n"
	    "  --skip LINES          lines above the table (found out)\n"
	    "  --no-header           the first row is data\n"
	    "  --dates dmy|mdy       which comes first where it cannot be told\n"
	    "  --id NAME             the table's name, for each file in turn (the file's name)\n"
	    "  -t, --threads N       how many at once (processors)\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n", to);
}

/* One option: false where it makes no sense. */
static bool
option(struct profile_options *o, int c, const char *argument)
{
	if (c == 't') {
		o->threads = atoi(argument);
		return o->threads > 0;
	}
	if (c == 'D') {
		o->dates = (unsigned char)argument[0];
		return strcmp(argument, "dmy") == 0 || strcmp(argument, "mdy") == 0;
	}
	return csvin_dialect_option(&o->dialect, c, argument);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'},
		{"delimiter", required_argument, NULL, 'd'}, {"quote", required_argument, NULL, 'Q'},
		{"encoding", required_argument, NULL, 'e'}, {"skip", required_argument, NULL, 's'},
		{"no-header", no_argument, NULL, 'n'}, {"threads", required_argument, NULL, 't'},
		{"dates", required_argument, NULL, 'D'}, {"id", required_argument, NULL, 'i'}, {NULL, 0, NULL, 0},
	};
	struct profile_options o = {.dialect = csvin_dialect_any()};
	struct done d = {.datasets = jv_array(), .ids = jv_array(), .wanted = jv_array()};
	int c;

	signal(SIGPIPE, SIG_IGN);
	while ((c = getopt_long(argc, argv, "hd:Q:e:t:", options, NULL)) != -1) {
		if (c == 'h' || c == 'V') {
			if (c == 'h')
				usage(stdout);
			else
				puts("csvsum " VIZ_VERSION);
			return filter_close(NAME, EXIT_DONE);
		}
		if (c == 'i') {
			d.wanted = jv_array_append(d.wanted, jv_string(optarg));
			continue;
		}
		if (c == '?' || !option(&o, c, optarg)) {
			usage(stderr);
			return EXIT_MISUSED;
		}
	}
	if (optind == argc) {
		usage(stderr);
		return EXIT_MISUSED;
	}
	filter_promise(NAME, &(struct self){.read = (const char *const *)argv + optind, .converters = true});
	for (int i = optind; i < argc; i++)
		profile(&d, argv[i], i - optind, &o);
	relate(&d);
	jv_free(d.datasets);
	jv_free(d.ids);
	jv_free(d.wanted);
	return filter_close(NAME, d.status);
}
