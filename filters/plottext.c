/* plottext: draws the tables of charts as text. */
#include "filter.h"
#include "line.h"
#include "textplot.h"
#include "version.h"

#include <err.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static struct textplot opt = {.height = 14};

static int
draw_all(void)
{
	struct line_reader in = line_reader(STDIN_FILENO);
	int status = EXIT_DONE, got, drawn = 0;
	const char *s;
	size_t n;

	while ((got = line_next(&in, &s, &n)) == 1) {
		struct rec r;
		const char *why = strspn(s, " \t\r") >= n ? NULL : rec_parse(&r, s, n);

		if (strspn(s, " \t\r") >= n)
			continue;
		if (why != NULL) {
			filter_warn("plottext", "line %lu: %s: left out: find the stage that wrote it", in.number, why);
			status = EXIT_SOME_FAILED;
		} else if (rec_ok(&r, "table")) {
			if (drawn++ > 0)
				putchar('\n');
			struct str out = {0};

			textplot_chart(&opt, &r, &out);
			fwrite(out.s, 1, out.n, stdout);
			str_free(&out);
		}
		rec_free(&r);
	}
	line_free(&in);
	if (got == -1)
		err(EXIT_ENVIRONMENT, "reading stdin: run it again");
	return filter_close("plottext", status);
}

static void
usage(FILE *to)
{
	fputs("usage: plottext [OPTION]... <lines\n"
	    "  -w, --width COLUMNS   of the drawing (the terminal's)\n"
	    "  -h, --height ROWS     of the drawing\n"
	    "  -t, --table ROWS      a table of so many rows below it\n"
	    "  --ascii               no characters but ASCII\n"
	    "  --no-drawing          the table alone\n"
	    "  --color auto|always|never   where the terminal can (auto)\n"
	    "  --help                this\n"
	    "  --version             the version\n", to);
}

static int
number(const char *s, int least, int most)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (*s == '\0' || *end != '\0' || n < least || n > most)
		errx(EXIT_MISUSED, "%s: not a number from %d to %d: name one", s, least, most);
	return (int)n;
}

static int
terminal_width(void)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	int n = columns != NULL ? atoi(columns) : 0;

	if (n < 20 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	return n >= 20 && n <= 400 ? n : 80;
}

/* Would a terminal here show blocks and dots as other characters? */
static bool
is_ascii_terminal(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	if (!isatty(STDOUT_FILENO))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *locale = getenv(names[i]);

		if (locale != NULL && *locale != '\0')
			return strcasestr(locale, "UTF-8") == NULL && strcasestr(locale, "utf8") == NULL;
	}
	return true;
}

int
main(int argc, char **argv)
{
	enum { ASCII = 1000, COLOUR, NO_DRAWING, VERSION, HELP };
	static const struct option longs[] = {{"width", required_argument, NULL, 'w'},
	    {"height", required_argument, NULL, 'h'}, {"table", required_argument, NULL, 't'},
	    {"ascii", no_argument, NULL, ASCII}, {"no-drawing", no_argument, NULL, NO_DRAWING},
	    {"color", required_argument, NULL, COLOUR},
	    {"help", no_argument, NULL, HELP}, {"version", no_argument, NULL, VERSION}, {0}};
	const char *colour = "auto";
	int c;

	opt.width = terminal_width();
	opt.ascii = is_ascii_terminal();
	while ((c = getopt_long(argc, argv, "w:h:t:", longs, NULL)) != -1)
		switch (c) {
		case 'w': opt.width = number(optarg, 20, 400); break;
		case 'h': opt.height = number(optarg, 3, 100); break;
		case 't': opt.table = number(optarg, 1, 100000); break;
		case ASCII: opt.ascii = true; break;
		case NO_DRAWING: opt.no_drawing = true; break;
		case COLOUR: colour = optarg; break;
		case HELP: usage(stdout); return filter_close("plottext", EXIT_DONE);
		case VERSION: puts("plottext " VIZ_VERSION); return filter_close("plottext", EXIT_DONE);
		default: usage(stderr); return EXIT_MISUSED;
		}
	if (optind < argc || (strcmp(colour, "auto") != 0 && strcmp(colour, "always") != 0 && strcmp(colour, "never") != 0)) {
		usage(stderr);
		return EXIT_MISUSED;
	}
	opt.colour = strcmp(colour, "always") == 0 ||
	    (strcmp(colour, "auto") == 0 && isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	/* Only for the widths of characters; numbers stay in the C locale. */
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		opt.ascii = true;
	filter_promise("plottext", &(struct self){0});
	return draw_all();
}
