/* when: ISO 8601 times as seconds since 1970 (UTC, proleptic Gregorian). */
#ifndef VIZ_WHEN_H
#define VIZ_WHEN_H

#include "str.h"

#include <stdbool.h>

struct when {
	long year;
	int month, day;            /* from 1 */
	int hour, minute, second;
};

enum when_unit {
	WHEN_SECOND, WHEN_MINUTE, WHEN_HOUR, WHEN_DAY, WHEN_WEEK, WHEN_MONTH, WHEN_QUARTER, WHEN_YEAR
};

/* All of s: YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Www, with a time behind T or a
 * blank (HH:MM, HH:MM:SS, fractions and Z let pass), or HH:MM alone. */
bool when_read(const char *s, double *t);

struct when when_of(double t);
double when_at(long year, int month, int day);

/* Of a code.chart.time_unit; WHEN_DAY where it is unknown or NULL. */
enum when_unit when_unit(const char *name);

/* Appends "2024-03-05", or with the time of day where it is not midnight. */
void when_add(struct str *, double t);

/* "Jan" … "Dec" for 1 to 12. */
const char *when_month(int month);

#endif
