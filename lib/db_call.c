/* The functions that charts need beside SQLite's own; share/sql/functions says
 * what each gives. */
#include "db_own.h"
#include "quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };

/* ---- numbers */

/* The number that a value is or spells; false for NULL and other text. */
static bool
number(sqlite3_value *v, double *x)
{
	int type = sqlite3_value_numeric_type(v);

	if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
		return false;
	*x = sqlite3_value_double(v);
	return isfinite(*x);
}

/* bin(x, width): whole numbers stay whole where the width is. */
static void
call_bin(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	double x, width;

	(void)argc;
	if (!number(argv[0], &x) || !number(argv[1], &width))
		return;
	if (width <= 0) {
		sqlite3_result_error(ctx, "bin: the width must be above 0", -1);
		return;
	}
	double edge = floor(x / width) * width;

	if (sqlite3_value_type(argv[0]) == SQLITE_INTEGER && sqlite3_value_numeric_type(argv[1]) == SQLITE_INTEGER &&
	    fabs(edge) < 9e15)
		sqlite3_result_int64(ctx, (sqlite3_int64)edge);
	else
		sqlite3_result_double(ctx, edge);
}

/* ---- dates */

struct when {
	int year, month, day, hour;
	bool has_day;              /* a date, not only a time of day */
	const char *clock;         /* "13:05:00" or NULL */
};

/* n digits at s, or -1. */
static int
digits(const char *s, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + s[i] - '0';
	}
	return value;
}

static bool
read_clock(const char *s, struct when *w)
{
	w->hour = digits(s, 2);
	if (w->hour < 0 || w->hour > 23 || s[2] != ':')
		return false;
	w->clock = s;
	return true;
}

static int
days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* ISO 8601 text: YYYY, YYYY-MM, YYYY-MM-DD, with a time behind T or a blank, or
 * a time alone. */
static bool
read_when(sqlite3_value *v, struct when *w)
{
	if (sqlite3_value_type(v) != SQLITE_TEXT)
		return false;
	const char *s = (const char *)sqlite3_value_text(v);

	*w = (struct when){.month = 1, .day = 1};
	if (s == NULL)
		return false;
	if (read_clock(s, w))
		return true;
	w->hour = 0;
	w->year = digits(s, 4);
	if (w->year < 0)
		return false;
	w->has_day = true;
	s += 4;
	if (*s == '\0')
		return true;
	if (*s != '-' || (w->month = digits(s + 1, 2)) < 1 || w->month > 12)
		return false;
	s += 3;
	if (*s == '\0')
		return true;
	if (*s != '-' || (w->day = digits(s + 1, 2)) < 1 || w->day > days_in(w->year, w->month))
		return false;
	s += 3;
	return *s == '\0' || ((*s == 'T' || *s == ' ') && read_clock(s + 1, w));
}

/* Days since 1970-01-01 and back (Howard Hinnant's civil calendar algorithms). */
static long
days_of(int y, int m, int d)
{
	y -= m <= 2;
	long era = (y >= 0 ? y : y - 399) / 400;
	long yoe = y - era * 400;
	long doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void
of_days(long days, int *y, int *m, int *d)
{
	days += 719468;
	long era = (days >= 0 ? days : days - 146096) / 146097;
	long doe = days - era * 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153;

	*d = (int)(doy - (153 * mp + 2) / 5 + 1);
	*m = (int)(mp < 10 ? mp + 3 : mp - 9);
	*y = (int)(yoe + era * 400 + (*m <= 2));
}

/* 1 Monday to 7 Sunday. */
static int
weekday(const struct when *w)
{
	long d = (days_of(w->year, w->month, w->day) + 3) % 7;

	return (int)(d < 0 ? d + 7 : d) + 1;
}

/* The ISO week: that of its Thursday. */
static int
week(const struct when *w)
{
	int y, m, d;
	long thursday = days_of(w->year, w->month, w->day) + 4 - weekday(w);

	of_days(thursday, &y, &m, &d);
	return (int)(thursday - days_of(y, 1, 1)) / 7 + 1;
}

static int part_year(const struct when *w) { return w->year; }
static int part_quarter(const struct when *w) { return (w->month + 2) / 3; }
static int part_month(const struct when *w) { return w->month; }
static int part_day(const struct when *w) { return w->day; }
static int part_hour(const struct when *w) { return w->hour; }

struct part {
	const char *name;
	int (*of)(const struct when *);
};

static const struct part parts[] = {
    {"year", part_year}, {"quarter", part_quarter}, {"month", part_month}, {"week", week},
    {"day", part_day}, {"weekday", weekday}, {"hour", part_hour}};

static void
call_part(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const struct part *p = sqlite3_user_data(ctx);
	struct when w;

	(void)argc;
	if (read_when(argv[0], &w) && (w.has_day || p->of == part_hour))
		sqlite3_result_int(ctx, p->of(&w));
}

static void
give_day(sqlite3_context *ctx, int y, int m, int d)
{
	char text[32];

	sqlite3_snprintf(sizeof text, text, "%04d-%02d-%02d", y, m, d);
	sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static void
call_date_trunc(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const char *unit = (const char *)sqlite3_value_text(argv[0]);
	struct when w;

	(void)argc;
	if (unit == NULL || !read_when(argv[1], &w) || !w.has_day)
		return;
	if (sqlite3_stricmp(unit, "year") == 0) {
		give_day(ctx, w.year, 1, 1);
	} else if (sqlite3_stricmp(unit, "quarter") == 0) {
		give_day(ctx, w.year, (w.month - 1) / 3 * 3 + 1, 1);
	} else if (sqlite3_stricmp(unit, "month") == 0) {
		give_day(ctx, w.year, w.month, 1);
	} else if (sqlite3_stricmp(unit, "week") == 0) {
		int y, m, d;

		of_days(days_of(w.year, w.month, w.day) + 1 - weekday(&w), &y, &m, &d);
		give_day(ctx, y, m, d);
	} else if (sqlite3_stricmp(unit, "day") == 0) {
		give_day(ctx, w.year, w.month, w.day);
	} else if (sqlite3_stricmp(unit, "hour") == 0) {
		char text[64];

		sqlite3_snprintf(sizeof text, text, "%04d-%02d-%02dT%02d:00:00", w.year, w.month, w.day, w.hour);
		sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
	} else {
		sqlite3_result_error(ctx, "date_trunc: the unit is year, quarter, month, week, day or hour", -1);
	}
}

/* ---- moments (Welford's updates: no cancellation) */

struct moments {
	sqlite3_int64 n;
	double mean_x, mean_y, xx, yy, xy;
};

static void
step_moments(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	double x, y = 0;

	if (!number(argv[0], &x) || (argc > 1 && !number(argv[1], &y)))
		return;
	struct moments *m = sqlite3_aggregate_context(ctx, sizeof *m);

	if (m == NULL) {
		sqlite3_result_error_nomem(ctx);
		return;
	}
	m->n++;
	double dx = x - m->mean_x, dy = y - m->mean_y;

	m->mean_x += dx / (double)m->n;
	m->mean_y += dy / (double)m->n;
	m->xx += dx * (x - m->mean_x);
	m->yy += dy * (y - m->mean_y);
	m->xy += dx * (y - m->mean_y);
}

static void
end_variance(sqlite3_context *ctx)
{
	struct moments *m = sqlite3_aggregate_context(ctx, 0);

	if (m != NULL && m->n > 1)
		sqlite3_result_double(ctx, m->xx / (double)(m->n - 1));
}

static void
end_stddev(sqlite3_context *ctx)
{
	struct moments *m = sqlite3_aggregate_context(ctx, 0);

	if (m != NULL && m->n > 1)
		sqlite3_result_double(ctx, sqrt(m->xx / (double)(m->n - 1)));
}

static void
end_corr(sqlite3_context *ctx)
{
	struct moments *m = sqlite3_aggregate_context(ctx, 0);

	if (m != NULL && m->n > 1 && m->xx > 0 && m->yy > 0)
		sqlite3_result_double(ctx, m->xy / sqrt(m->xx) / sqrt(m->yy));
}

/* ---- quantiles: the values are kept; SQLite's allocator counts them */

struct sample {
	double *x;
	size_t n, cap;
	double p;
};

static bool
keep(struct sample *s, double x)
{
	if (s->n == s->cap) {
		size_t cap = s->cap > 0 ? s->cap * 2 : 64;
		double *more = sqlite3_realloc64(s->x, cap * sizeof *more);

		if (more == NULL)
			return false;
		s->x = more;
		s->cap = cap;
	}
	s->x[s->n++] = x;
	return true;
}

static void
step_quantile(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	double x, p = 0.5;

	if (argc > 1 && (!number(argv[1], &p) || p < 0 || p > 1)) {
		sqlite3_result_error(ctx, "quantile: the share must be from 0 to 1", -1);
		return;
	}
	if (!number(argv[0], &x))
		return;
	struct sample *s = sqlite3_aggregate_context(ctx, sizeof *s);

	if (s == NULL || !keep(s, x)) {
		sqlite3_result_error_nomem(ctx);
		return;
	}
	s->p = p;
}

static void
end_quantile(sqlite3_context *ctx)
{
	struct sample *s = sqlite3_aggregate_context(ctx, 0);

	if (s == NULL || s->n == 0)
		return;
	sqlite3_result_double(ctx, quantile_select(s->x, s->n, s->p));
	sqlite3_free(s->x);
	s->x = NULL;
}

void
db_call_add(sqlite3 *h)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		sqlite3_create_function(h, parts[i].name, 1, FLAGS, (void *)(size_t)&parts[i], call_part, NULL, NULL);
	sqlite3_create_function(h, "date_trunc", 2, FLAGS, NULL, call_date_trunc, NULL, NULL);
	sqlite3_create_function(h, "bin", 2, FLAGS, NULL, call_bin, NULL, NULL);
	sqlite3_create_function(h, "variance", 1, FLAGS, NULL, NULL, step_moments, end_variance);
	sqlite3_create_function(h, "stddev", 1, FLAGS, NULL, NULL, step_moments, end_stddev);
	sqlite3_create_function(h, "corr", 2, FLAGS, NULL, NULL, step_moments, end_corr);
	sqlite3_create_function(h, "median", 1, FLAGS, NULL, NULL, step_quantile, end_quantile);
	sqlite3_create_function(h, "quantile", 2, FLAGS, NULL, NULL, step_quantile, end_quantile);
}
