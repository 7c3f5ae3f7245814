/* plottext: draws the tables of charts as text. */
#include "canvas.h"
#include "filter.h"
#include "line.h"
#include "mem.h"
#include "rec.h"
#include "version.h"

#include <err.h>
#include <getopt.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

enum { MOST_SERIES = 8, MOST_BARS = 24, NAME_WIDTH = 28 };

static struct {
	int width, height;
	bool colour, ascii;
	int table;                 /* rows of the table to print; 0: none */
	bool no_drawing;
} opt = {.height = 14};

/* ---- texts */

/* The next character of s: its columns, and in *len its bytes.  What is not
 * UTF-8 and what is a control character counts as one column. */
static int
next_char(const char *s, size_t n, size_t *len, bool *plain)
{
	mbstate_t state = {0};
	wchar_t c;

	*len = mbrtowc(&c, s, n, &state);
	*plain = *len >= 1 && *len <= n && wcwidth(c) >= 0;
	if (*len == 0 || *len > n)
		*len = 1;
	return *plain ? wcwidth(c) : 1;
}

static int
text_width(const char *s)
{
	size_t n = strlen(s), len;
	bool plain;
	int w = 0;

	for (size_t i = 0; i < n; i += len)
		w += next_char(s + i, n - i, &len, &plain);
	return w;
}

static void
add_spaces(struct str *out, int n)
{
	while (n-- > 0)
		str_addc(out, ' ');
}

/* Appends s in exactly width columns, cut with "…" where it is longer. */
static void
add_fitted(struct str *out, const char *s, int width, bool right)
{
	int whole = text_width(s), room = whole > width ? width - 1 : whole, w = 0;
	size_t n = strlen(s), len;
	bool plain;

	if (right)
		add_spaces(out, width - whole);
	for (size_t i = 0; i < n; i += len) {
		int wide = next_char(s + i, n - i, &len, &plain);

		if (w + wide > room)
			break;
		str_add(out, plain ? s + i : " ", plain ? len : 1);
		w += wide;
	}
	if (whole > width) {
		str_adds(out, opt.ascii ? "." : "…");
		w++;
	}
	if (!right || whole > width)
		add_spaces(out, width - w);
}

/* A number as people write it: grouped digits, four of them where it is not whole. */
static char *
number_text(double v)
{
	struct str b = {0}, grouped = {0};
	double size = fabs(v);

	if (!isfinite(v))
		return mem_strdup("");
	if (size != 0 && (size >= 1e15 || size < 1e-4)) {
		str_addf(&b, "%.3g", v);
		return str_take(&b);
	}
	int decimals = v == floor(v) || size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;

	str_addf(&b, "%.*f", decimals, v);
	if (strchr(b.s, '.') != NULL)
		while (b.s[b.n - 1] == '0' || b.s[b.n - 1] == '.') {
			bool point = b.s[--b.n] == '.';

			b.s[b.n] = '\0';
			if (point)
				break;
		}
	size_t digits = strspn(b.s + (b.s[0] == '-'), "0123456789");

	for (size_t i = 0, seen = 0; i < b.n; i++) {
		bool digit = i >= (size_t)(b.s[0] == '-') && seen < digits;

		if (digit && seen > 0 && (digits - seen) % 3 == 0)
			str_addc(&grouped, ',');
		seen += digit;
		str_addc(&grouped, b.s[i]);
	}
	str_free(&b);
	return str_take(&grouped);
}

/* ---- the table of a chart */

struct view {
	jv rows;
	int n;
	int x, y, series;          /* columns, -1 where there is none */
	jv names;                  /* the series' names, in order of appearance */
	int series_n;
};

static jv
cell(const struct view *v, int row, int column)
{
	if (column < 0)
		return jv_null();
	jv c = jv_array_get(jv_array_get(jv_copy(v->rows), row), column);

	if (jv_is_valid(c))
		return c;
	jv_free(c);
	return jv_null();
}

static char *
cell_text(const struct view *v, int row, int column)
{
	jv c = cell(v, row, column);
	char *s;

	if (jv_get_kind(c) == JV_KIND_STRING)
		s = mem_strdup(jv_string_value(c));
	else if (jv_get_kind(c) == JV_KIND_NUMBER)
		s = number_text(jv_number_value(c));
	else
		s = mem_strdup("");
	jv_free(c);
	return s;
}

static double
cell_number(const struct view *v, int row, int column)
{
	jv c = cell(v, row, column);
	double n = jv_get_kind(c) == JV_KIND_NUMBER ? jv_number_value(c) : NAN;

	jv_free(c);
	return n;
}

/* Seconds since 1970 of an ISO 8601 date (year, month, day, time as far as
 * they go), a number as it is, or NAN. */
static double
cell_place(const struct view *v, int row, int column)
{
	double n = cell_number(v, row, column);

	if (!isnan(n))
		return n;
	char *s = cell_text(v, row, column);
	struct tm t = {.tm_mday = 1};
	int month = 1, used = 0;

	if (sscanf(s, "%4d%n-%2d%n-%2d%n%*1[T ]%2d:%2d%n:%2d%n", &t.tm_year, &used, &month, &used,
	    &t.tm_mday, &used, &t.tm_hour, &t.tm_min, &used, &t.tm_sec, &used) >= 1 &&
	    used >= 4 && s[used] == '\0') {
		t.tm_year -= 1900;
		t.tm_mon = month - 1;
		n = (double)timegm(&t);
	}
	free(s);
	return n;
}

static int
column_of(jv table, const char *name)
{
	jv columns = jv_at(table, "columns");
	int at = -1;

	if (name != NULL && jv_get_kind(columns) == JV_KIND_ARRAY)
		jv_array_foreach(columns, i, c) {
			const char *is = jv_text(c, "name");

			if (is != NULL && strcmp(is, name) == 0)
				at = i;
			jv_free(c);
		}
	jv_free(columns);
	return at;
}

static int
series_of(const struct view *v, int row)
{
	if (v->series < 0)
		return 0;
	char *s = cell_text(v, row, v->series);
	int at = 0;

	jv_array_foreach(v->names, i, name) {
		if (strcmp(jv_string_value(name), s) == 0)
			at = i;
		jv_free(name);
	}
	free(s);
	return at;
}

static struct view
view_of(jv table, jv chart)
{
	struct view v = {.rows = jv_at(table, "rows"), .names = jv_array(), .series_n = 1};

	v.n = jv_get_kind(v.rows) == JV_KIND_ARRAY ? jv_array_length(jv_copy(v.rows)) : 0;
	v.x = column_of(table, jv_text(chart, "x"));
	v.y = column_of(table, jv_text(chart, "y"));
	v.series = column_of(table, jv_text(chart, "series"));
	jv seen = jv_object();

	for (int i = 0; v.series >= 0 && i < v.n; i++) {
		char *s = cell_text(&v, i, v.series);

		if (!jv_object_has(jv_copy(seen), jv_string(s))) {
			seen = jv_object_set(seen, jv_string(s), jv_true());
			v.names = jv_array_append(v.names, jv_string(s));
		}
		free(s);
	}
	jv_free(seen);
	if (v.series >= 0)
		v.series_n = jv_array_length(jv_copy(v.names));
	return v;
}

static void
view_free(struct view *v)
{
	jv_free(v->rows);
	jv_free(v->names);
}

/* ---- bars: a row a mark */

/* A bar of an eighth of a cell's precision. */
static void
add_bar(struct str *out, double part, int width, int series)
{
	int eighths = (int)lround(part * width * 8);

	if (opt.colour)
		str_adds(out, canvas_colour(series));
	for (; eighths >= 8 && opt.ascii; eighths -= 8)
		str_addc(out, canvas_mark(series));
	for (; eighths >= 8; eighths -= 8)
		str_adds(out, "█");
	if (eighths > 0 && !opt.ascii)
		str_add(out, (char[]){(char)0xE2, (char)0x96, (char)(0x90 - eighths)}, 3);
	if (opt.colour)
		str_adds(out, canvas_colour(-1));
}

/* "category · series", or the one that there is. */
static char *
row_name(const struct view *v, int row)
{
	struct str b = {0};
	char *x = cell_text(v, row, v->x), *s = cell_text(v, row, v->series);

	str_adds(&b, x);
	if (v->series >= 0)
		str_addf(&b, "%s%s", *x != '\0' ? opt.ascii ? " - " : " · " : "", s);
	free(x);
	free(s);
	return str_take(&b);
}

static void
draw_bars(const struct view *v, struct str *out)
{
	double low = 0, high = 0;
	int names = 1, numbers = 1, shown = v->n < MOST_BARS ? v->n : MOST_BARS;

	for (int i = 0; i < shown; i++) {
		char *name = row_name(v, i), *number = cell_text(v, i, v->y);
		double y = cell_number(v, i, v->y);

		names = text_width(name) > names ? text_width(name) : names;
		numbers = text_width(number) > numbers ? text_width(number) : numbers;
		low = y < low ? y : low;
		high = y > high ? y : high;
		free(name);
		free(number);
	}
	names = names < NAME_WIDTH ? names : NAME_WIDTH;
	int room = opt.width - names - numbers - 4;
	double span = high - low > 0 ? high - low : 1;
	int zero = (int)lround(-low / span * (room > 4 ? room : 4));

	room = room > 4 ? room : 4;
	for (int i = 0; i < shown; i++) {
		char *name = row_name(v, i), *number = cell_text(v, i, v->y);
		double y = cell_number(v, i, v->y), part = isnan(y) ? 0 : fabs(y) / span;
		int before = y < 0 ? zero - (int)ceil(part * room) : zero;

		add_fitted(out, name, names, false);
		str_addc(out, ' ');
		add_fitted(out, number, numbers, true);
		str_adds(out, opt.ascii ? " |" : " ▏");
		add_spaces(out, before > 0 ? before : 0);
		add_bar(out, part, room, series_of(v, i));
		str_addc(out, '\n');
		free(name);
		free(number);
	}
	if (v->n > shown)
		str_addf(out, "%d more\n", v->n - shown);
}

/* ---- lines and points: a canvas with axes */

struct range {
	double low, high;
};

static void
widen(struct range *r, double v)
{
	if (isnan(v))
		return;
	r->low = isnan(r->low) || v < r->low ? v : r->low;
	r->high = isnan(r->high) || v > r->high ? v : r->high;
}

static int
place(double v, const struct range *r, int dots)
{
	double span = r->high - r->low;

	return span > 0 ? (int)lround((v - r->low) / span * (dots - 1)) : dots / 2;
}

/* Where row i stands along x: its number or time, or else its turn. */
static double
along(const struct view *v, int i, bool ordinal)
{
	return ordinal ? i : cell_place(v, i, v->x);
}

static void
add_x_axis(const struct view *v, struct str *out, int gutter, int width, int first, int last)
{
	char *from = first >= 0 ? cell_text(v, first, v->x) : mem_strdup("");
	char *to = last >= 0 ? cell_text(v, last, v->x) : mem_strdup("");
	int gap = width - text_width(from) - text_width(to);

	add_spaces(out, gutter);
	str_adds(out, opt.ascii ? "+" : "└");
	for (int i = 0; i < width; i++)
		str_adds(out, opt.ascii ? "-" : "─");
	str_addc(out, '\n');
	add_spaces(out, gutter + 1);
	str_adds(out, from);
	add_spaces(out, gap > 1 ? gap : 1);
	str_adds(out, to);
	str_addc(out, '\n');
	free(from);
	free(to);
}

static void
add_legend(const struct view *v, struct str *out, int gutter)
{
	if (v->series < 0)
		return;
	add_spaces(out, gutter + 1);
	jv_array_foreach(v->names, i, name) {
		if (i < MOST_SERIES) {
			if (opt.colour)
				str_adds(out, canvas_colour(i));
			if (opt.ascii)
				str_addc(out, canvas_mark(i));
			else
				str_adds(out, "■");
			if (opt.colour)
				str_adds(out, canvas_colour(-1));
			str_addc(out, ' ');
			add_fitted(out, jv_string_value(name), text_width(jv_string_value(name)), false);
			str_adds(out, i + 1 < v->series_n ? "  " : "");
		}
		jv_free(name);
	}
	str_addc(out, '\n');
}

static void
draw_canvas(const struct view *v, struct str *out, bool joined)
{
	struct range xs = {NAN, NAN}, ys = {NAN, NAN};
	int first = -1, last = -1, at[256][2];
	bool ordinal = false;

	for (int i = 0; i < v->n; i++)
		ordinal |= isnan(cell_place(v, i, v->x));
	for (int i = 0; i < v->n; i++) {
		double x = along(v, i, ordinal);

		if (isnan(xs.low) || x < xs.low)
			first = i;
		if (isnan(xs.high) || x > xs.high)
			last = i;
		widen(&xs, x);
		widen(&ys, cell_number(v, i, v->y));
	}
	char *top = number_text(ys.high), *bottom = number_text(ys.low);
	int gutter = text_width(top) > text_width(bottom) ? text_width(top) : text_width(bottom);
	int width = opt.width - gutter - 2 > 8 ? opt.width - gutter - 2 : 8;
	struct canvas *c = canvas_new(width, opt.height);

	for (int s = 0; s < 256; s++)
		at[s][0] = -1;
	for (int i = 0; i < v->n; i++) {
		double y = cell_number(v, i, v->y);
		int s = series_of(v, i) % 256, dx = place(along(v, i, ordinal), &xs, 2 * width);

		if (isnan(y)) {
			at[s][0] = -1;    /* a gap, not a zero */
			continue;
		}
		int dy = 4 * opt.height - 1 - place(y, &ys, 4 * opt.height);

		if (joined && at[s][0] >= 0)
			canvas_line(c, at[s][0], at[s][1], dx, dy, s);
		else
			canvas_dot(c, dx, dy, s);
		at[s][0] = dx;
		at[s][1] = dy;
	}
	for (int r = 0; r < opt.height; r++) {
		add_fitted(out, r == 0 ? top : r == opt.height - 1 ? bottom : "", gutter, true);
		str_adds(out, opt.ascii ? "|" : "│");
		canvas_row(c, r, opt.colour, opt.ascii, out);
		str_addc(out, '\n');
	}
	add_x_axis(v, out, gutter, width, first, last);
	add_legend(v, out, gutter);
	canvas_free(c);
	free(top);
	free(bottom);
}

/* ---- tables */

static bool
is_number_column(jv table, int column)
{
	jv columns = jv_at(table, "columns"), c = jv_array_get(jv_copy(columns), column);
	const char *type = jv_text(c, "type");
	bool is = type != NULL && (strcmp(type, "integer") == 0 || strcmp(type, "number") == 0);

	jv_free(c);
	jv_free(columns);
	return is;
}

static void
draw_table(jv table, const struct view *v, struct str *out, int most)
{
	jv columns = jv_at(table, "columns");
	int n = jv_array_length(jv_copy(columns)), shown = v->n < most ? v->n : most;
	int *width = mem_calloc((size_t)n + 1, sizeof *width);

	for (int k = 0; k < n; k++)
		for (int i = -1; i < shown; i++) {
			jv c = jv_array_get(jv_copy(columns), k);
			char *s = i < 0 ? mem_strdup(jv_text(c, "name") != NULL ? jv_text(c, "name") : "")
			    : cell_text(v, i, k);

			jv_free(c);
			width[k] = text_width(s) > width[k] ? text_width(s) : width[k];
			width[k] = width[k] < 2 * NAME_WIDTH ? width[k] : 2 * NAME_WIDTH;
			free(s);
		}
	for (int i = -1; i < shown; i++) {
		for (int k = 0; k < n; k++) {
			jv c = jv_array_get(jv_copy(columns), k);
			char *s = i < 0 ? mem_strdup(jv_text(c, "name") != NULL ? jv_text(c, "name") : "")
			    : cell_text(v, i, k);

			jv_free(c);
			add_fitted(out, s, width[k], is_number_column(table, k));
			str_adds(out, k + 1 < n ? "  " : "");
			free(s);
		}
		while (out->n > 0 && out->s[out->n - 1] == ' ')
			out->s[--out->n] = '\0';
		str_addc(out, '\n');
	}
	if (v->n > shown)
		str_addf(out, "%d more\n", v->n - shown);
	free(width);
	jv_free(columns);
}

/* ---- charts */

static bool
is_one_of(const char *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}

static void
draw_marks(const char *type, jv table, const struct view *v, struct str *out)
{
	static const char *const joined[] = {"line", "area", NULL}, *const points[] = {"scatter", "bubble", NULL},
	    *const bars[] = {"bar", "pie", "histogram", "heatmap", NULL};

	if (v->y >= 0 && is_one_of(type, joined))
		draw_canvas(v, out, true);
	else if (v->y >= 0 && is_one_of(type, points))
		draw_canvas(v, out, false);
	else if (v->y >= 0 && is_one_of(type, bars))
		draw_bars(v, out);
	else
		draw_table(table, v, out, MOST_BARS);
	if (opt.table > 0)
		str_addc(out, '\n');
}

static void
draw_chart(const struct rec *r)
{
	jv table = rec_get(r, "table"), chart = rec_path(r, "code.chart"), goal = rec_get(r, "goal");
	struct view v = view_of(table, chart);
	const char *type = jv_text(chart, "type"), *title = jv_text(goal, "title");
	struct str out = {0};

	if (title != NULL) {
		add_fitted(&out, title, text_width(title), false);
		str_adds(&out, "\n\n");
	}
	if (v.n == 0)
		str_adds(&out, "no data\n");
	if (v.n > 0 && !opt.no_drawing)
		draw_marks(type != NULL ? type : "table", table, &v, &out);
	if (v.n > 0 && opt.table > 0)
		draw_table(table, &v, &out, opt.table);
	fwrite(out.s, 1, out.n, stdout);
	str_free(&out);
	view_free(&v);
	jv_free(table);
	jv_free(chart);
	jv_free(goal);
}

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
			draw_chart(&r);
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
		errx(EXIT_MISUSED, "%s: a number from %d to %d is wanted", s, least, most);
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
