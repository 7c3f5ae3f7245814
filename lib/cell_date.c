/* Dates and times as people write them. */
#include "cell.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Year first, then names of months, then the two orders of day and month (the
 * column decides which), then what could be a plain number. */
const struct cell_style cell_styles[] = {
	{"%Y-%m-%dT%H:%M:%S", CELL_DATETIME},
	{"%Y-%m-%d %H:%M:%S", CELL_DATETIME},
	{"%Y-%m-%d %H:%M", CELL_DATETIME},
	{"%Y-%m-%dT%H:%M", CELL_DATETIME},
	{"%Y-%m-%d %I:%M:%S %p", CELL_DATETIME},
	{"%Y-%m-%d %I:%M %p", CELL_DATETIME},
	{"%Y-%m-%d", CELL_DATE},
	{"%Y/%m/%d %H:%M:%S", CELL_DATETIME},
	{"%Y/%m/%d %H:%M", CELL_DATETIME},
	{"%Y/%m/%d", CELL_DATE},
	{"%Y.%m.%d %H:%M:%S", CELL_DATETIME},
	{"%Y.%m.%d %H:%M", CELL_DATETIME},
	{"%Y.%m.%d", CELL_DATE},
	{"%d/%m/%Y %H:%M:%S", CELL_DATETIME},
	{"%d/%m/%Y %H:%M", CELL_DATETIME},
	{"%d/%m/%Y %I:%M:%S %p", CELL_DATETIME},
	{"%d/%m/%Y %I:%M %p", CELL_DATETIME},
	{"%d/%m/%Y, %H:%M:%S", CELL_DATETIME},
	{"%d/%m/%Y, %H:%M", CELL_DATETIME},
	{"%d/%m/%Y", CELL_DATE},
	{"%m/%d/%Y %H:%M:%S", CELL_DATETIME},
	{"%m/%d/%Y %H:%M", CELL_DATETIME},
	{"%m/%d/%Y %I:%M:%S %p", CELL_DATETIME},
	{"%m/%d/%Y %I:%M %p", CELL_DATETIME},
	{"%m/%d/%Y, %I:%M:%S %p", CELL_DATETIME},
	{"%m/%d/%Y, %I:%M %p", CELL_DATETIME},
	{"%m/%d/%Y", CELL_DATE},
	{"%d.%m.%Y %H:%M:%S", CELL_DATETIME},
	{"%d.%m.%Y %H:%M", CELL_DATETIME},
	{"%d.%m.%Y, %H:%M", CELL_DATETIME},
	{"%d.%m.%Y", CELL_DATE},
	{"%d-%m-%Y %H:%M:%S", CELL_DATETIME},
	{"%d-%m-%Y %H:%M", CELL_DATETIME},
	{"%d-%m-%Y", CELL_DATE},
	{"%m-%d-%Y %H:%M:%S", CELL_DATETIME},
	{"%m-%d-%Y %H:%M", CELL_DATETIME},
	{"%m-%d-%Y", CELL_DATE},
	{"%d/%m/%y %H:%M:%S", CELL_DATETIME},
	{"%d/%m/%y %H:%M", CELL_DATETIME},
	{"%d/%m/%y", CELL_DATE},
	{"%m/%d/%y %H:%M:%S", CELL_DATETIME},
	{"%m/%d/%y %H:%M", CELL_DATETIME},
	{"%m/%d/%y %I:%M %p", CELL_DATETIME},
	{"%m/%d/%y", CELL_DATE},
	{"%d.%m.%y %H:%M", CELL_DATETIME},
	{"%d.%m.%y", CELL_DATE},
	{"%d-%m-%y", CELL_DATE},
	{"%m-%d-%y", CELL_DATE},
	{"%d %b %Y %H:%M:%S", CELL_DATETIME},
	{"%d %b %Y %H:%M", CELL_DATETIME},
	{"%d %b %Y, %H:%M", CELL_DATETIME},
	{"%d %b %Y", CELL_DATE},
	{"%d %b, %Y", CELL_DATE},
	{"%d. %b %Y", CELL_DATE},
	{"%d %b %y", CELL_DATE},
	{"%d-%b-%Y %H:%M:%S", CELL_DATETIME},
	{"%d-%b-%Y %H:%M", CELL_DATETIME},
	{"%d-%b-%Y", CELL_DATE},
	{"%d-%b-%y", CELL_DATE},
	{"%d/%b/%Y:%H:%M:%S", CELL_DATETIME},
	{"%d/%b/%Y", CELL_DATE},
	{"%d%b%Y", CELL_DATE},
	{"%b %d, %Y %I:%M:%S %p", CELL_DATETIME},
	{"%b %d, %Y %I:%M %p", CELL_DATETIME},
	{"%b %d, %Y, %I:%M %p", CELL_DATETIME},
	{"%b %d, %Y %H:%M:%S", CELL_DATETIME},
	{"%b %d, %Y %H:%M", CELL_DATETIME},
	{"%b %d, %Y", CELL_DATE},
	{"%b %d %Y %H:%M:%S", CELL_DATETIME},
	{"%b %d %Y", CELL_DATE},
	{"%b-%d-%Y", CELL_DATE},
	{"%Y-%b-%d", CELL_DATE},
	{"%Y %b %d", CELL_DATE},
	{"%a, %d %b %Y %H:%M:%S", CELL_DATETIME},
	{"%a, %d %b %Y", CELL_DATE},
	{"%a %d %b %Y", CELL_DATE},
	{"%a, %b %d, %Y", CELL_DATE},
	{"%a %b %d %Y", CELL_DATE},
	{"%a %b %d %H:%M:%S %Y", CELL_DATETIME},
	{"%Y年%m月%d日", CELL_DATE},
	{"%Y-%m", CELL_DATE},
	{"%Y/%m", CELL_DATE},
	{"%m/%Y", CELL_DATE},
	{"%m-%Y", CELL_DATE},
	{"%b %Y", CELL_DATE},
	{"%b-%Y", CELL_DATE},
	{"%b, %Y", CELL_DATE},
	{"%Y %b", CELL_DATE},
	{"%Y-%b", CELL_DATE},
	{"%b-%y", CELL_DATE},
	{"%b %y", CELL_DATE},
	{"%Y-Q%q", CELL_DATE},
	{"%Y Q%q", CELL_DATE},
	{"%YQ%q", CELL_DATE},
	{"Q%q %Y", CELL_DATE},
	{"Q%q-%Y", CELL_DATE},
	{"%Y-W%V", CELL_DATE},
	{"%YW%V", CELL_DATE},
	{"%Y-%j", CELL_DATE},
	{"%Y%m%dT%H%M%S", CELL_DATETIME},
	{"%Y%m%d %H:%M:%S", CELL_DATETIME},
	{"%Y%m%d", CELL_DATE},
	{"%H:%M:%S", CELL_TIME},
	{"%H:%M", CELL_TIME},
	{"%I:%M:%S %p", CELL_TIME},
	{"%I:%M %p", CELL_TIME},
	{NULL, CELL_EMPTY},
};

struct reader {
	const char *s, *end;
	int year, month, day, yearday, week, quarter;
	int hour, minute, second, nanos, zone;
	int half;                          /* 1 am, 2 pm */
	bool date, time, has_zone;
};

/* least to most digits; -1 where there are fewer. */
static int
digits(struct reader *r, int least, int most)
{
	int value = 0, n = 0;

	while (n < most && r->s < r->end && (unsigned char)(*r->s - '0') < 10) {
		value = value * 10 + (*r->s++ - '0');
		n++;
	}
	return n < least ? -1 : value;
}

static int
letters(const struct reader *r)
{
	int n = 0;

	while (r->s + n < r->end && (unsigned char)((r->s[n] | 0x20) - 'a') < 26)
		n++;
	return n;
}

/* A name in full or by three letters or more (a dot may follow): its number
 * from 1, 0 for none. */
static int
name(struct reader *r, const char *const *names, int count)
{
	int n = letters(r);

	for (int i = 0; i < count && n >= 3; i++)
		if ((*r->s | 0x20) == names[i][0] && strncasecmp(r->s, names[i], (size_t)n) == 0 && (size_t)n <= strlen(names[i])) {
			r->s += n;
			if (r->s < r->end && *r->s == '.')
				r->s++;
			return i + 1;
		}
	return 0;
}

static const char *const MONTHS[] = {
	"january", "february", "march", "april", "may", "june", "july", "august",
	"september", "october", "november", "december"
};
static const char *const DAYS[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
};

static bool
in(int value, int low, int high)
{
	return value >= low && value <= high;
}

/* st, nd, rd, th behind a day. */
static void
ordinal(struct reader *r)
{
	static const char *const ends[] = {"st", "nd", "rd", "th"};

	for (int i = 0; i < 4 && r->end - r->s >= 2; i++)
		if (strncasecmp(r->s, ends[i], 2) == 0 && letters(r) == 2) {
			r->s += 2;
			return;
		}
}

static void
fraction(struct reader *r)
{
	int scale = 100000000;

	if (r->end - r->s < 2 || (*r->s != '.' && *r->s != ',') || (unsigned char)(r->s[1] - '0') > 9)
		return;
	for (r->s++; r->s < r->end && (unsigned char)(*r->s - '0') < 10; r->s++) {
		r->nanos += (*r->s - '0') * scale;
		scale /= 10;
	}
}

static bool
half_day(struct reader *r)
{
	if (r->end - r->s < 2)
		return false;
	char c = (char)(*r->s | 0x20);

	if (c != 'a' && c != 'p')
		return false;
	r->half = c == 'a' ? 1 : 2;
	r->s++;
	if (*r->s == '.')
		r->s++;
	if (r->s == r->end || (*r->s | 0x20) != 'm')
		return false;
	r->s++;
	if (r->s < r->end && *r->s == '.')
		r->s++;
	return true;
}

/* Z, UTC, GMT, +01:00, +0100, +01, at the very end. */
static bool
zone(struct reader *r)
{
	while (r->s < r->end && *r->s == ' ')
		r->s++;
	if (r->s == r->end)
		return true;
	if (!r->time)
		return false;
	r->has_zone = true;
	if (letters(r) > 0) {
		int n = letters(r);
		bool known = (n == 1 && (*r->s | 0x20) == 'z') ||
		    (n == 3 && (strncasecmp(r->s, "utc", 3) == 0 || strncasecmp(r->s, "gmt", 3) == 0));

		r->s += n;
		if (!known)
			return false;
		if (r->s == r->end)
			return true;
	}
	int sign = *r->s == '-' ? -1 : *r->s == '+' ? 1 : 0;

	r->s++;
	int hours = digits(r, 2, 2), minutes = 0;

	if (r->s < r->end && *r->s == ':')
		r->s++;
	if (r->s < r->end)
		minutes = digits(r, 2, 2);
	r->zone = sign * (hours * 3600 + minutes * 60);
	return sign != 0 && in(hours, 0, 15) && in(minutes, 0, 59) && r->s == r->end;
}

static bool
item(struct reader *r, char c)
{
	switch (c) {
	case 'Y':
		r->year = digits(r, 4, 4);
		r->date = true;
		return in(r->year, 1000, 2999);
	case 'y':
		r->year = digits(r, 2, 2);
		r->date = true;
		if (r->year >= 0)
			r->year += r->year < 69 ? 2000 : 1900;
		return r->year > 0;
	case 'm':
		return in(r->month = digits(r, 1, 2), 1, 12);
	case 'b':
		return (r->month = name(r, MONTHS, 12)) > 0;
	case 'd':
		r->day = digits(r, 1, 2);
		ordinal(r);
		return in(r->day, 1, 31);
	case 'j':
		return in(r->yearday = digits(r, 3, 3), 1, 366);
	case 'V':
		return in(r->week = digits(r, 2, 2), 1, 53);
	case 'q':
		return in(r->quarter = digits(r, 1, 1), 1, 4);
	case 'a':
		return name(r, DAYS, 7) > 0;
	case 'H':
		r->time = true;
		return in(r->hour = digits(r, 1, 2), 0, 24);
	case 'I':
		r->time = true;
		return in(r->hour = digits(r, 1, 2), 1, 12);
	case 'M':
		return in(r->minute = digits(r, 2, 2), 0, 59);
	case 'S':
		r->second = digits(r, 2, 2);
		fraction(r);
		return in(r->second, 0, 60);
	case 'p':
		return half_day(r);
	default:
		return false;
	}
}

/* Days since 1970-01-01 of a day of the Gregorian calendar. */
static int64_t
days_of(int y, int m, int d)
{
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int
days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static int64_t
day_number(const struct reader *r)
{
	if (r->yearday > 0)
		return days_of(r->year, 1, 1) + r->yearday - 1;
	if (r->quarter > 0)
		return days_of(r->year, 3 * r->quarter - 2, 1);
	if (r->week > 0) {
		/* Week 1 holds January 4th; 1970-01-01 was a Thursday. */
		int64_t fourth = days_of(r->year, 1, 4);
		int64_t monday = fourth - ((fourth + 3) % 7 + 7) % 7;

		return monday + 7 * (int64_t)(r->week - 1);
	}
	return days_of(r->year, r->month > 0 ? r->month : 1, r->day > 0 ? r->day : 1);
}

static bool
finish(struct reader *r, struct cell_moment *m)
{
	if (r->half > 0)
		r->hour = r->hour % 12 + (r->half == 2 ? 12 : 0);
	if (r->hour == 24 && (r->minute > 0 || r->second > 0 || !r->date))
		return false;
	if (r->day > 0 && r->month > 0 && r->date && r->day > days_in(r->year, r->month))
		return false;
	m->seconds = (r->date ? day_number(r) * 86400 : 0) + r->hour * 3600L + r->minute * 60L + r->second - r->zone;
	m->nanos = r->nanos;
	m->has_time = r->time;
	m->has_zone = r->has_zone;
	m->zone = r->zone;
	return true;
}

/* Seconds since 1970, or thousandths of them. */
static bool
epoch(const char *s, size_t n, bool thousandths, struct cell_moment *m)
{
	struct cell_number x;

	if (!cell_plain_number(s, n, &x) || x.d < -6e10 * 1000 || x.d > 6e10 * 1000)
		return false;
	double seconds = thousandths ? x.d / 1000 : x.d;

	m->seconds = (int64_t)seconds - (seconds < (double)(int64_t)seconds);
	m->nanos = (int)((seconds - (double)m->seconds) * 1e9 + 0.5);
	if (thousandths)
		m->nanos = m->nanos / 1000000 * 1000000;
	m->has_time = true;
	m->has_zone = false;
	m->zone = 0;
	return true;
}

static inline int
two(const char *s)
{
	unsigned int a = (unsigned char)(s[0] - '0'), b = (unsigned char)(s[1] - '0');

	return a > 9 || b > 9 ? -1 : (int)(10 * a + b);
}

/* 2024-01-31, by far the most common, without the reader. */
static bool
iso_day(const char *s, struct cell_moment *m)
{
	int century = two(s), year = two(s + 2), month = two(s + 5), day = two(s + 8);

	if (s[4] != '-' || s[7] != '-' || century < 10 || century > 29 || year < 0 ||
	    !in(month, 1, 12) || !in(day, 1, 31) || day > days_in(100 * century + year, month))
		return false;
	*m = (struct cell_moment){.seconds = 86400 * days_of(100 * century + year, month, day)};
	return true;
}

bool
cell_moment(const char *style, const char *s, size_t n, struct cell_moment *m)
{
	struct reader r = {.s = s, .end = s + n};

	if (style[0] == '%' && style[1] == 's')
		return epoch(s, n, style[2] == '0', m);
	if (n == 10 && strncmp(style, "%Y-%m-%d", 8) == 0)
		return iso_day(s, m);
	for (; *style != '\0'; style++) {
		if (*style == ' ') {
			/* The time of day, from here on, may be missing. */
			if (r.s == r.end && r.date && style[1] == '%' && (style[2] == 'H' || style[2] == 'I'))
				break;
			if (r.s == r.end || *r.s != ' ')
				return false;
			while (r.s < r.end && *r.s == ' ')
				r.s++;
		} else if (*style == '%') {
			if (r.s == r.end || !item(&r, *++style))
				return false;
		} else if (r.s == r.end && r.time && strncmp(style, ":%S", 3) == 0) {
			/* So may the seconds. */
			style += 2;
		} else if (r.s == r.end || *r.s++ != *style) {
			return false;
		}
	}
	return zone(&r) && finish(&r, m);
}

/* ---- spelled */

static void
civil(int64_t days, int *year, int *month, int *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t doe = days - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

size_t
cell_moment_text(enum cell_type type, const struct cell_moment *m, char *out)
{
	int64_t days = m->seconds / 86400, rest = m->seconds % 86400;
	int year, month, day, n = 0;

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	civil(days, &year, &month, &day);
	if (type != CELL_TIME)
		n = snprintf(out, 40, "%04d-%02d-%02d", year, month, day);
	if (type != CELL_DATE) {
		n += snprintf(out + n, 40 - (size_t)n, "%s%02d:%02d:%02d", type == CELL_TIME ? "" : "T",
		    (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
		if (m->nanos >= 1000000)
			n += snprintf(out + n, 40 - (size_t)n, ".%03d", m->nanos / 1000000);
	}
	return (size_t)n;
}
