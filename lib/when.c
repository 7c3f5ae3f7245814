#include "when.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Days since 1970-01-01; the year is counted from March, so that the day that
 * a leap year adds is its last. */
static long
days_of(long y, int m, int d)
{
	y -= m <= 2;
	long era = (y >= 0 ? y : y - 399) / 400;
	long yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

double
when_at(long year, int month, int day)
{
	return (double)days_of(year, month, day) * 86400;
}

struct when
when_of(double t)
{
	double days = floor(t / 86400), rest = t - days * 86400;

	if (!(fabs(days) < 4e9))
		return (struct when){.year = 1970, .month = 1, .day = 1};
	long z = (long)days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	long doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct when){yoe + era * 400 + (month <= 2), month, (int)(doy - (153 * mp + 2) / 5 + 1),
	    (int)(rest / 3600), (int)fmod(rest / 60, 60), (int)fmod(rest, 60)};
}

/* Exactly n digits, stepped over: their value, or -1. */
static int
digits(const char **s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if ((*s)[i] < '0' || (*s)[i] > '9')
			return -1;
		v = v * 10 + ((*s)[i] - '0');
	}
	*s += n;
	return v;
}

/* HH:MM[:SS[.fff]][Z], to the end of s. */
static bool
read_clock(const char *s, double *t)
{
	int h = digits(&s, 2), m = *s == ':' ? (s++, digits(&s, 2)) : -1, sec = 0;

	if (*s == ':') {
		s++;
		sec = digits(&s, 2);
	}
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	if (*s == 'Z')
		s++;
	if (h < 0 || h > 24 || m < 0 || m > 59 || sec < 0 || sec > 60 || *s != '\0')
		return false;
	*t += h * 3600 + m * 60 + sec;
	return true;
}

/* What may stand behind "YYYY-": Qn, Www, MM, MM-DD. */
static bool
read_date(const char **s, int year, double *t)
{
	int month = 1, day = 1;

	if (**s == 'Q' && (*s)[1] >= '1' && (*s)[1] <= '4') {
		month = ((*s)[1] - '1') * 3 + 1;
		*s += 2;
	} else if (**s == 'W') {
		++*s;
		int week = digits(s, 2);
		long jan4 = days_of(year, 1, 4);

		if (week < 0 || week > 53)
			return false;
		*t = (double)(jan4 - (jan4 + 3) % 7 + (week - 1) * 7L) * 86400;
		return true;
	} else {
		month = digits(s, 2);
		if (**s == '-') {
			++*s;
			day = digits(s, 2);
		}
	}
	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	*t = when_at(year, month, day);
	return true;
}

bool
when_read(const char *s, double *t)
{
	const char *p = s;
	int year = digits(&p, 4);

	*t = 0;
	if (year < 0)
		return read_clock(s, t);
	if (*p++ != '-' || !read_date(&p, year, t))
		return false;
	return *p == '\0' || ((*p == 'T' || *p == ' ') && read_clock(p + 1, t));
}

enum when_unit
when_unit(const char *name)
{
	static const char *const names[] = {"second", "minute", "hour", "day", "week", "month", "quarter", "year"};

	for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return (enum when_unit)i;
	return WHEN_DAY;
}

void
when_add(struct str *s, double t)
{
	struct when w = when_of(t);

	str_addf(s, "%04ld-%02d-%02d", w.year, w.month, w.day);
	if (w.hour != 0 || w.minute != 0 || w.second != 0)
		str_addf(s, "T%02d:%02d:%02d", w.hour, w.minute, w.second);
}

const char *
when_month(int month)
{
	static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return month >= 1 && month <= 12 ? names[month - 1] : "";
}
