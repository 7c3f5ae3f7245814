#include "frame.h"

#include "mem.h"
#include "text.h"
#include "scale.h"
#include "when.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- names */

static int
add_name(struct frame_names *names, const char *s)
{
	struct str clean = {0};

	text_clean(&clean, s);
	names->s = mem_resize(names->s, names->n + 1, sizeof *names->s);
	names->s[names->n] = str_take(&clean);
	return (int)names->n++;
}

/* The place of the key among names, added (as shown) where it is new. */
static int
place(struct frame_names *names, jv *index, const char *key, const char *shown)
{
	jv at = jv_object_get(jv_copy(*index), jv_string(key));
	int i;

	if (jv_is_valid(at)) {
		i = (int)jv_number_value(at);
	} else {
		i = add_name(names, shown);
		*index = jv_object_set(*index, jv_string(key), jv_number(i));
	}
	jv_free(at);
	return i;
}

static void
free_names(struct frame_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->s[i]);
	free(names->s);
	*names = (struct frame_names){0};
}

/* A cell as the name of a category. */
static char *
name_of(const struct spec *s, int row, int column, const struct number_style *style)
{
	jv v = jv_shown(s->columns, column, spec_cell(s, row, column));
	struct str b = {0};

	switch (jv_get_kind(v)) {
	case JV_KIND_STRING:
		str_adds(&b, *jv_string_value(v) != '\0' ? jv_string_value(v) : "(empty)");
		break;
	case JV_KIND_NUMBER:
		if (style->unit[0] == '\0' && fabs(jv_number_value(v)) < 1e5)
			str_addf(&b, "%.6g", jv_number_value(v));
		else
			number_value(&b, style, jv_number_value(v));
		break;
	case JV_KIND_TRUE:
	case JV_KIND_FALSE:
		str_adds(&b, jv_get_kind(v) == JV_KIND_TRUE ? "yes" : "no");
		break;
	default:
		str_adds(&b, "(none)");
	}
	jv_free(v);
	return str_take(&b);
}

/* ---- marks */

void
frame_add(struct frame *f, struct frame_mark m)
{
	if (f->marks == f->room) {
		f->room = f->room == 0 ? 64 : f->room * 2;
		f->mark = mem_resize(f->mark, f->room, sizeof *f->mark);
	}
	f->mark[f->marks++] = m;
}

static double
number_at(const struct spec *s, int row, int column)
{
	jv v = spec_cell(s, row, column);
	double d = jv_get_kind(v) == JV_KIND_NUMBER ? jv_number_value(v) : NAN;

	jv_free(v);
	return isfinite(d) ? d : NAN;
}

static double
time_at(const struct spec *s, int row, int column)
{
	jv v = spec_cell(s, row, column);
	double t = NAN;

	if (jv_get_kind(v) == JV_KIND_NUMBER)
		t = when_at((long)jv_number_value(v), 1, 1);
	else if (jv_get_kind(v) != JV_KIND_STRING || !when_read(jv_string_value(v), &t))
		t = NAN;
	jv_free(v);
	return t;
}

/* ---- times in slots: sorted, none left out */

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
step_after(double t, enum when_unit unit)
{
	struct when w = when_of(t);
	int months = unit == WHEN_YEAR ? 12 : unit == WHEN_QUARTER ? 3 : 1;

	if (unit < WHEN_MONTH)
		return t + (unit == WHEN_WEEK ? 604800 : unit == WHEN_DAY ? 86400 : unit == WHEN_HOUR ? 3600 : unit == WHEN_MINUTE ? 60 : 1);
	return when_at(w.year + (w.month - 1 + months) / 12, (w.month - 1 + months) % 12 + 1, w.day);
}

/* The distinct times among n, with those between that no row has, where the
 * unit is known and that does not make far too many. */
static double *
all_steps(double *t, size_t n, const char *unit, size_t *count)
{
	size_t distinct = 0, most;

	qsort(t, n, sizeof *t, by_value);
	for (size_t i = 0; i < n; i++)
		if (distinct == 0 || t[i] != t[distinct - 1])
			t[distinct++] = t[i];
	*count = distinct;
	most = distinct + distinct / 2 + 2 < 800 ? distinct + distinct / 2 + 2 : 800;
	if (unit == NULL || distinct < 2)
		return t;
	double *all = mem_alloc((most + 1) * sizeof *all), at = t[0];
	size_t k = 0, met = 0;

	for (; k < most && at <= t[distinct - 1]; at = step_after(at, when_unit(unit))) {
		met += bsearch(&at, t, distinct, sizeof *t, by_value) != NULL;
		all[k++] = at;
	}
	if (met < distinct || at <= t[distinct - 1]) {
		free(all);
		return t;
	}
	free(t);
	*count = k;
	return all;
}

static void
read_slot_times(struct frame *f, const struct spec *s)
{
	int n = spec_rows(s);
	double *t = mem_alloc(((size_t)n + 1) * sizeof *t);
	size_t count = 0;

	for (int i = 0; i < n; i++) {
		t[count] = time_at(s, i, s->x);
		count += !isnan(t[count]);
	}
	f->when = all_steps(t, count, s->time_unit, &count);
	for (size_t i = 0; i < count; i++) {
		struct str label = {0};

		scale_time_label(&label, f->when[i], s->time_unit);
		add_name(&f->slots, label.s);
		str_free(&label);
	}
}

/* A line over whole months, quarters or years has a gap where one is left
 * out; days and hours are left out for their own reasons (there was no trade),
 * and a line goes on over them. */
static void
mark_gaps(struct frame *f, const struct spec *s)
{
	double *t = mem_alloc((f->marks + 1) * sizeof *t);
	size_t n = f->marks, count = 0;

	for (size_t i = 0; i < n; i++)
		t[i] = f->mark[i].x;
	t = all_steps(t, n, s->time_unit, &count);
	f->regular = count > 1 && when_unit(s->time_unit) >= WHEN_MONTH;
	for (size_t i = 0; f->regular && i + 1 < count; i++)
		f->regular = step_after(t[i], when_unit(s->time_unit)) == t[i + 1];
	for (size_t i = 0; f->regular && i < count; i++)
		for (int p = 0; p < (int)f->panels.n; p++)
			frame_add(f, (struct frame_mark){.x = t[i], .y = NAN, .size = NAN, .panel = p, .row = -1});
	free(t);
}

static double
slot_of_time(const struct frame *f, double t)
{
	const double *at = isnan(t) ? NULL : bsearch(&t, f->when, f->slots.n, sizeof *f->when, by_value);

	return at != NULL ? (double)(at - f->when) : NAN;
}

/* ---- reading */

struct indexes {
	jv slots, series, panels;
};

static double
read_x(struct frame *f, const struct spec *s, int row, struct indexes *ix)
{
	static const struct number_style plain;

	if (f->x == FRAME_TIMES)
		return time_at(s, row, s->x);
	if (f->x == FRAME_NUMBERS)
		return number_at(s, row, s->x);
	if (f->when != NULL)
		return slot_of_time(f, time_at(s, row, s->x));
	char *name = name_of(s, row, s->x, s->x_style.unit[0] != '\0' ? &s->x_style : &plain);
	int at = place(&f->slots, &ix->slots, name, name);

	free(name);
	return at;
}

static int
read_name(struct frame_names *names, const struct spec *s, int row, int column, jv *index)
{
	static const struct number_style plain;

	if (column < 0) {
		if (names->n == 0)
			add_name(names, s->y >= 0 ? spec_name(s, s->y) : spec_name(s, s->x));
		return 0;
	}
	char *name = name_of(s, row, column, &plain);
	int at = place(names, index, name, name);

	free(name);
	return at;
}

static enum frame_x
kind_of_x(const struct spec *s)
{
	bool numbers = true;

	if (s->slots || s->x < 0)
		return FRAME_SLOTS;
	if (s->x_is_time)
		return FRAME_TIMES;
	for (int i = 0; numbers && i < spec_rows(s); i++) {
		jv v = spec_cell(s, i, s->x);

		numbers = jv_get_kind(v) == JV_KIND_NUMBER || jv_get_kind(v) == JV_KIND_NULL;
		jv_free(v);
	}
	return numbers ? FRAME_NUMBERS : FRAME_SLOTS;
}

struct numbered {
	double v;
	int from;
};

static int
by_number(const void *a, const void *b)
{
	const struct numbered *m = a, *n = b;

	return m->v != n->v ? (m->v > n->v) - (m->v < n->v) : (m->from > n->from) - (m->from < n->from);
}

/* Panels of years or other numbers stand in their order, however the rows come. */
static void
order_panels(struct frame *f)
{
	size_t n = f->panels.n, numbers = 0;
	struct numbered *order = mem_alloc((n + 1) * sizeof *order);
	char **names = mem_alloc((n + 1) * sizeof *names);
	int *to = mem_alloc((n + 1) * sizeof *to);

	for (size_t i = 0; i < n; i++) {
		char *end;

		order[i] = (struct numbered){strtod(f->panels.s[i], &end), (int)i};
		names[i] = f->panels.s[i];
		numbers += *end == '\0' && end != names[i] && isfinite(order[i].v);
	}
	if (numbers == n) {
		qsort(order, n, sizeof *order, by_number);
		for (size_t i = 0; i < n; i++) {
			f->panels.s[i] = names[order[i].from];
			to[order[i].from] = (int)i;
		}
		for (size_t i = 0; n > 0 && i < f->marks; i++)
			f->mark[i].panel = to[f->mark[i].panel];
	}
	free(order);
	free(names);
	free(to);
}

/* Panels are named by what they hold; a bare number (but a year), yes and no say too little. */
static void
name_panels(struct frame *f, const struct spec *s)
{
	size_t bare = 0;

	for (size_t i = 0; i < f->panels.n; i++) {
		char *end;
		const char *name = f->panels.s[i];
		double v = strtod(name, &end);

		bare += strcmp(name, "yes") == 0 || strcmp(name, "no") == 0 ||
		    (*end == '\0' && end != name && !(strlen(name) == 4 && v >= 1000));
	}
	for (size_t i = 0; bare == f->panels.n && i < bare; i++) {
		struct str name = {0};

		text_clean(&name, spec_name(s, s->facet));
		for (size_t k = 0; k < name.n; k++)
			name.s[k] = name.s[k] == '_' ? ' ' : name.s[k];
		str_addf(&name, " %s", f->panels.s[i]);
		free(f->panels.s[i]);
		f->panels.s[i] = str_take(&name);
	}
}

void
frame_read(struct frame *f, const struct spec *s)
{
	struct indexes ix = {jv_object(), jv_object(), jv_object()};

	*f = (struct frame){.x = kind_of_x(s)};
	if (f->x == FRAME_SLOTS && s->x_is_time)
		read_slot_times(f, s);
	for (int i = 0; i < spec_rows(s); i++) {
		struct frame_mark m = {.row = i, .x = read_x(f, s, i, &ix), .y = number_at(s, i, s->y),
		    .size = number_at(s, i, s->size),
		    .panel = s->facet >= 0 ? read_name(&f->panels, s, i, s->facet, &ix.panels) : 0,
		    .series = read_name(&f->series, s, i, s->series, &ix.series)};

		if (!isnan(m.x))
			frame_add(f, m);
	}
	order_panels(f);
	name_panels(f, s);
	if (f->panels.n == 0)
		add_name(&f->panels, "");
	if (f->series.n == 0)
		add_name(&f->series, s->y >= 0 ? spec_name(s, s->y) : "");
	if (f->x == FRAME_TIMES && s->table == TABLE_WIDE)
		mark_gaps(f, s);
	jv_free(ix.slots);
	jv_free(ix.series);
	jv_free(ix.panels);
}

void
frame_free(struct frame *f)
{
	free_names(&f->slots);
	free_names(&f->series);
	free_names(&f->panels);
	free(f->when);
	free(f->mark);
	*f = (struct frame){0};
}

/* ---- ranges */

bool
frame_range(const struct frame *f, enum frame_value which, double *lo, double *hi)
{
	*lo = INFINITY;
	*hi = -INFINITY;
	for (size_t i = 0; i < f->marks; i++) {
		const struct frame_mark *m = &f->mark[i];
		double v = which == FRAME_OF_X ? m->x : which == FRAME_OF_Y ? m->y : m->size;

		if (isnan(v))
			continue;
		*lo = fmin(*lo, v);
		*hi = fmax(*hi, v);
	}
	return *lo <= *hi;
}

/* ---- what stands on each other: marks of one panel and one x */

static int
by_place(const void *a, const void *b)
{
	const struct frame_mark *m = *(const struct frame_mark *const *)a, *n = *(const struct frame_mark *const *)b;

	if (m->panel != n->panel)
		return m->panel < n->panel ? -1 : 1;
	if (m->x != n->x)
		return m->x < n->x ? -1 : 1;
	return (m->row > n->row) - (m->row < n->row);
}

/* The marks sorted by place: n pointers, to be freed. */
static struct frame_mark **
sorted(const struct frame *f)
{
	struct frame_mark **p = mem_alloc((f->marks + 1) * sizeof *p);

	for (size_t i = 0; i < f->marks; i++)
		p[i] = &f->mark[i];
	qsort(p, f->marks, sizeof *p, by_place);
	return p;
}

static bool
same_place(const struct frame_mark *a, const struct frame_mark *b)
{
	return a->panel == b->panel && a->x == b->x;
}

bool
frame_stack_range(const struct frame *f, double *lo, double *hi)
{
	struct frame_mark **p = sorted(f);
	double up = 0, down = 0;

	*lo = 0;
	*hi = 0;
	for (size_t i = 0; i < f->marks; i++) {
		if (i == 0 || !same_place(p[i - 1], p[i]))
			up = down = 0;
		if (!isnan(p[i]->y))
			*(p[i]->y > 0 ? &up : &down) += p[i]->y;
		*hi = fmax(*hi, up);
		*lo = fmin(*lo, down);
	}
	free(p);
	return *lo < *hi;
}

void
frame_share(struct frame *f)
{
	struct frame_mark **p = sorted(f);

	for (size_t i = 0, end; i < f->marks; i = end) {
		double sum = 0;

		for (end = i; end < f->marks && same_place(p[i], p[end]); end++)
			sum += isnan(p[end]->y) ? 0 : fabs(p[end]->y);
		for (size_t k = i; k < end; k++)
			p[k]->y = sum > 0 ? p[k]->y / sum * 100 : NAN;
	}
	free(p);
}
