/* Ticks of time.  The first line of a label is the small unit, the second the
 * larger one, said where it begins: "Oct | Jan  | Apr" over "2023 | 2024". */
#include "scale.h"
#include "text.h"
#include "when.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps that people count in. */
static const struct step {
	enum when_unit unit;
	int n;
	double seconds;
} steps[] = {
	{WHEN_SECOND, 1, 1}, {WHEN_SECOND, 5, 5}, {WHEN_SECOND, 10, 10}, {WHEN_SECOND, 15, 15}, {WHEN_SECOND, 30, 30},
	{WHEN_MINUTE, 1, 60}, {WHEN_MINUTE, 5, 300}, {WHEN_MINUTE, 15, 900}, {WHEN_MINUTE, 30, 1800},
	{WHEN_HOUR, 1, 3600}, {WHEN_HOUR, 3, 10800}, {WHEN_HOUR, 6, 21600}, {WHEN_HOUR, 12, 43200},
	{WHEN_DAY, 1, 86400}, {WHEN_DAY, 2, 172800}, {WHEN_WEEK, 1, 604800}, {WHEN_WEEK, 2, 1209600},
	{WHEN_MONTH, 1, 2629746}, {WHEN_MONTH, 2, 5259492}, {WHEN_MONTH, 3, 7889238}, {WHEN_MONTH, 6, 15778476},
	{WHEN_YEAR, 1, 31556952}, {WHEN_YEAR, 2, 63113904}, {WHEN_YEAR, 5, 157784760},
	{WHEN_YEAR, 10, 315569520}, {WHEN_YEAR, 20, 631139040}, {WHEN_YEAR, 50, 1577847600},
	{WHEN_YEAR, 100, 3155695200}, {WHEN_YEAR, 200, 6311390400}, {WHEN_YEAR, 500, 15778476000},
	{WHEN_YEAR, 1000, 31556952000},
};

/* The two lines of a tick's label. */
static void
small_part(struct str *s, struct when w, enum when_unit unit)
{
	switch (unit) {
	case WHEN_SECOND:
		str_addf(s, "%02d:%02d:%02d", w.hour, w.minute, w.second);
		break;
	case WHEN_MINUTE:
	case WHEN_HOUR:
		str_addf(s, "%02d:%02d", w.hour, w.minute);
		break;
	case WHEN_DAY:
	case WHEN_WEEK:
		str_addf(s, "%d", w.day);
		break;
	case WHEN_MONTH:
		str_adds(s, when_month(w.month));
		break;
	case WHEN_QUARTER:
		str_addf(s, "Q%d", (w.month - 1) / 3 + 1);
		break;
	case WHEN_YEAR:
		str_addf(s, "%ld", w.year);
		break;
	}
}

/* The larger unit, and of it what is not said by the tick before. */
static void
large_part(struct str *s, struct when w, const struct when *before, enum when_unit unit)
{
	bool year = before == NULL || before->year != w.year;
	bool month = year || before->month != w.month, day = month || before->day != w.day;

	if (unit == WHEN_YEAR)
		return;
	if (unit <= WHEN_HOUR && day)
		str_addf(s, "%d %s", w.day, when_month(w.month));
	else if ((unit == WHEN_DAY || unit == WHEN_WEEK) && month)
		str_adds(s, when_month(w.month));
	if (year && unit <= WHEN_WEEK)
		str_addf(s, " %ld", w.year);
	else if (year)
		str_addf(s, "%ld", w.year);
}

/* Adds a tick with both lines; the second only where it leaves the one before
 * it room, in axis units. */
struct labeller {
	struct scale *scale;
	enum when_unit unit;
	double per_pixel, px, free_from;
	struct when before;
	bool some;
	bool no_day;               /* times of day, of no day in particular */
};

static void
add_tick(struct labeller *l, double at, double t)
{
	struct when w = when_of(t);
	struct str s = {0}, large = {0};

	small_part(&s, w, l->unit);
	if (!l->no_day)
		large_part(&large, w, l->some ? &l->before : NULL, l->unit);
	if (large.n > 0) {
		double half = text_width(large.s, l->px, false) / 2 * l->per_pixel;

		if (!l->some || at - half >= l->free_from) {
			str_addf(&s, "\n%s", large.s);
			l->free_from = at + half + l->px * l->per_pixel;
			l->before = w;
		}
	} else {
		l->before = w;
	}
	l->some = true;
	scale_add(l->scale, at, s.s);
	str_free(&s);
	str_free(&large);
}

static double
label_room(enum when_unit unit, double px)
{
	static const double ems[] = {[WHEN_SECOND] = 6.2, [WHEN_MINUTE] = 4.4, [WHEN_HOUR] = 4.4, [WHEN_DAY] = 2.6,
	    [WHEN_WEEK] = 2.8, [WHEN_MONTH] = 3.2, [WHEN_QUARTER] = 2.8, [WHEN_YEAR] = 3.8};

	return ems[unit] * px;
}

/* The first time at or behind t that the step counts from. */
static double
first_of(const struct step *s, double t)
{
	struct when w = when_of(t);
	double at;

	if (s->unit == WHEN_YEAR) {
		long y = (long)(floor((double)w.year / s->n) * s->n);

		return when_at(y, 1, 1) >= t ? when_at(y, 1, 1) : when_at(y + s->n, 1, 1);
	}
	if (s->unit == WHEN_MONTH) {
		int m = (w.month - 1) / s->n * s->n;

		at = when_at(w.year, m + 1, 1);
		m += s->n;
		return at >= t ? at : when_at(w.year + m / 12, m % 12 + 1, 1);
	}
	/* weeks begin on Monday: 1970-01-05 was one */
	double origin = s->unit == WHEN_WEEK ? 4 * 86400.0 : 0;

	return origin + ceil((t - origin) / s->seconds) * s->seconds;
}

static double
next_of(const struct step *s, double t)
{
	struct when w = when_of(t);

	if (s->unit == WHEN_YEAR)
		return when_at(w.year + s->n, 1, 1);
	if (s->unit == WHEN_MONTH) {
		int m = w.month - 1 + s->n;

		return when_at(w.year + m / 12, m % 12 + 1, 1);
	}
	return t + s->seconds;
}

void
scale_time(struct scale *s, double lo, double hi, const char *unit, double width, double px)
{
	bool quarters = unit != NULL && when_unit(unit) == WHEN_QUARTER;
	enum when_unit least = unit == NULL ? WHEN_SECOND : quarters ? WHEN_MONTH : when_unit(unit);

	*s = (struct scale){.kind = SCALE_TIME, .lo = lo, .hi = hi};
	if (lo == hi) {
		s->lo -= 43200;
		s->hi += 43200;
	}
	double per_pixel = (s->hi - s->lo) / width;
	const struct step *step = steps, *end = steps + sizeof steps / sizeof *steps - 1;

	/* No closer than labels allow, nor than a reader wants. */
	while (step < end && (step->unit < least || (quarters && step->unit == WHEN_MONTH && step->n % 3 != 0) || step->seconds / per_pixel < label_room(step->unit, px) + px ||
	    (s->hi - s->lo) / step->seconds > 14))
		step++;
	struct labeller l = {.scale = s, .unit = quarters && step->unit == WHEN_MONTH ? WHEN_QUARTER : step->unit, .per_pixel = per_pixel, .px = px,
	    .no_day = lo >= 0 && hi <= 86400};

	if (lo == hi) {
		add_tick(&l, lo, lo);
		return;
	}
	for (double t = first_of(step, s->lo); t <= s->hi; t = next_of(step, t))
		add_tick(&l, t, t);
}

void
scale_time_label(struct str *s, double t, const char *name)
{
	enum when_unit unit = when_unit(name);
	struct when w = when_of(t);
	struct str large = {0};

	if (unit == WHEN_WEEK)
		unit = WHEN_DAY;
	if (unit == WHEN_DAY && (w.hour != 0 || w.minute != 0 || w.second != 0))
		unit = w.second != 0 ? WHEN_SECOND : WHEN_MINUTE;
	small_part(s, w, unit);
	if (!(t >= 0 && t < 86400 && unit < WHEN_DAY)) {
		large_part(&large, w, NULL, unit);
		if (large.n > 0)
			str_addf(s, "%s%s", unit < WHEN_DAY ? ", " : " ", large.s);
	}
	str_free(&large);
}

/* Slots of less than an hour: the seconds between ticks, of those that people
 * count in, where as many slots apart have room; 0 for slots in no even step. */
static double
even_seconds(const double *t, size_t n, size_t every)
{
	double slot = n > 1 ? t[1] - t[0] : 0;
	size_t i = 0;

	if (every == 1 || slot <= 0 || slot >= 3600)
		return 0;
	while (steps[i].unit < WHEN_DAY && (steps[i].seconds < slot * (double)every || fmod(steps[i].seconds, slot) != 0))
		i++;
	return steps[i].unit < WHEN_DAY ? steps[i].seconds : 0;
}

void
scale_time_slots(struct scale *s, const double *t, size_t n, const char *name, double width, double px)
{
	enum when_unit unit = when_unit(name);
	double slot = width / (double)(n > 0 ? n : 1);
	size_t every = 1;

	*s = (struct scale){.kind = SCALE_SLOTS, .lo = -0.5, .hi = (double)n - 0.5};
	while (slot * (double)every < label_room(unit, px) + px / 2)
		every++;
	/* count in what people count in: quarters of a year, of an hour … */
	if (every > 1 && unit == WHEN_MONTH)
		every = every <= 2 ? 2 : every <= 3 ? 3 : every <= 6 ? 6 : (every + 11) / 12 * 12;
	else if (every > 1 && unit == WHEN_QUARTER)
		every = every <= 2 ? 2 : (every + 3) / 4 * 4;
	else if (every > 1 && (unit == WHEN_YEAR || unit == WHEN_DAY))
		every = every <= 2 ? 2 : (every + 4) / 5 * 5;
	else if (every > 1 && unit == WHEN_HOUR)
		every = every <= 3 ? 3 : every <= 6 ? 6 : (every + 11) / 12 * 12;
	/* whole years where months stand a year apart */
	if ((unit == WHEN_MONTH && every >= 12) || (unit == WHEN_QUARTER && every >= 4))
		unit = WHEN_YEAR;
	struct labeller l = {.scale = s, .unit = unit, .per_pixel = 1 / slot, .px = px,
	    .no_day = n > 0 && t[0] >= 0 && t[n - 1] <= 86400};

	size_t a_year = when_unit(name) == WHEN_QUARTER ? 4 : 12;
	long years = every > a_year ? (long)(every / a_year) : 1;

	/* slots in no even step, counted by their names, would have their ticks anywhere */
	bool regular = n > 0 && lround((double)(n - 1)) == when_of(t[n - 1]).year - when_of(t[0]).year;
	double even = unit <= WHEN_MINUTE ? even_seconds(t, n, every) : 0;

	for (size_t i = 0; i < n; i++) {
		struct when w = when_of(t[i]);
		bool on = even > 0 ? fmod(t[i], even) == 0 : unit == WHEN_MONTH ? (w.month - 1) % (int)every == 0
		    : unit == WHEN_YEAR && every > 1 && unit == when_unit(name) && regular ? w.year % (long)every == 0
		    : unit == WHEN_YEAR && every > 1 && unit != when_unit(name) ? w.month == 1 && w.year % years == 0
		    : i % every == 0;

		if (every == 1 || on)
			add_tick(&l, (double)i, t[i]);
	}
}
