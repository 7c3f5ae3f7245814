/* tocsv: any tabular file in, RFC 4180 UTF-8 CSV out. */
#include "csvin.h"
#include "csvout.h"
#include "filter.h"
#include "line.h"
#include "mem.h"
#include "rec.h"
#include "str.h"
#include "version.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 256 << 10 };

static int
flush(struct str *out)
{
	int rc = line_write(STDOUT_FILENO, out->s, out->n);

	if (rc == -1 && errno == EPIPE)
		_exit(128 + SIGPIPE);
	if (rc == -1)
		filter_warn("tocsv", "writing stdout: %s: make room and run again", strerror(errno));
	str_clear(out);
	return rc;
}

/* A row of one empty field must not look like a blank line. */
static void
end_row(struct str *out, size_t start, size_t columns)
{
	if (columns == 1 && out->n == start)
		str_adds(out, "\"\"");
	str_adds(out, "\r\n");
}

static void
add_header(struct str *out, const struct csvin *in, size_t columns)
{
	for (size_t c = 0; c < columns; c++) {
		if (c > 0)
			str_addc(out, ',');
		csvout_field(out, csvin_name(in, c), strlen(csvin_name(in, c)), false);
	}
	end_row(out, 0, columns);
}

static void
add_rows(struct str *out, struct csvin_batch *b)
{
	for (size_t c = 0; c < b->columns; c++)
		csvin_column(b, c);
	for (size_t r = 0; r < b->rows; r++) {
		size_t start = out->n;

		for (size_t c = 0; c < b->columns; c++) {
			size_t n;
			const char *s = csvin_cell(b, r, c, &n);

			if (c > 0)
				str_addc(out, ',');
			csvout_field(out, s, n, false);
		}
		end_row(out, start, b->columns);
	}
}

static void
say(jv why)
{
	jv message = jv_object_get(jv_copy(why), jv_string("message")), hint = jv_object_get(why, jv_string("hint"));

	filter_warn("tocsv", "%s: %s", jv_string_value(message), jv_string_value(hint));
	jv_free(message);
	jv_free(hint);
}

static void
say_warnings(const char *path, jv warnings)
{
	jv_array_foreach(warnings, i, w) {
		filter_warn("tocsv", "%s: %s: %s", path, jv_text(w, "message"), jv_text(w, "hint"));
		jv_free(w);
	}
	jv_free(warnings);
}

static int
convert(const char *path, const struct csvin_dialect *want)
{
	jv why;
	struct csvin *in = csvin_open(path, want, &why);
	struct csvin_batch b = {0};
	struct str out = {0};
	int more = 0, rc = 0;

	if (in == NULL) {
		say(why);
		return EXIT_SOME_FAILED;
	}
	add_header(&out, in, csvin_dialect(in)->columns);
	while (rc == 0 && (more = csvin_next(in, &b)) == 1) {
		add_rows(&out, &b);
		if (out.n >= FLUSH_AT)
			rc = flush(&out);
	}
	if (rc == 0)
		rc = flush(&out);
	if (more == -1)
		say(csvin_error(in));
	say_warnings(path, csvin_warnings(in));
	csvin_batch_free(&b);
	csvin_close(in);
	str_free(&out);
	return rc == -1 ? EXIT_ENVIRONMENT : more == -1 ? EXIT_SOME_FAILED : EXIT_DONE;
}

static void
usage(FILE *to)
{
	fputs("usage: tocsv [OPTION]... [FILE]\n"
	    "  -d, --delimiter CHAR  what stands between fields: a character, tab, space, none (found out)\n"
	    "  -Q, --quote CHAR      what stands around fields: a character, none (found out)\n"
	    "  -e, --encoding NAME   how characters are written: a name of iconv -l (found out)\n"
	    "  --skip LINES          lines above the table (found out)\n"
	    "  --no-header           the first row is data\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n", to);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'},
		{"delimiter", required_argument, NULL, 'd'}, {"quote", required_argument, NULL, 'Q'},
		{"encoding", required_argument, NULL, 'e'}, {"skip", required_argument, NULL, 's'},
		{"no-header", no_argument, NULL, 'n'}, {NULL, 0, NULL, 0},
	};
	struct csvin_dialect want = csvin_dialect_any();
	int c;

	signal(SIGPIPE, SIG_IGN);
	while ((c = getopt_long(argc, argv, "hd:Q:e:", options, NULL)) != -1) {
		if (c == 'h') {
			usage(stdout);
			return filter_close("tocsv", EXIT_DONE);
		}
		if (c == 'V') {
			puts("tocsv " VIZ_VERSION);
			return filter_close("tocsv", EXIT_DONE);
		}
		if (c == '?' || !csvin_dialect_option(&want, c, optarg)) {
			usage(stderr);
			return EXIT_MISUSED;
		}
	}
	if (argc - optind > 1) {
		usage(stderr);
		return EXIT_MISUSED;
	}
	filter_promise("tocsv", &(struct self){.read = (const char *const *)argv + optind, .converters = true});
	return convert(optind < argc ? argv[optind] : "-", &want);
}
