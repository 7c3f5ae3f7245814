/* One column's numbers at the end of the file. */
#include "profile_impl.h"

#include "mem.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 5, TOP = 10, TOP_ALL = 20, SHOWN_TEXT = 100 };

struct end {
	struct column *c;
	const struct cell_format *f;
	bool number, moment;
	struct told *told;
	size_t n;
	uint64_t nulls, invalid;
};

/* ---- gathering */

static int
by_number(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number ? 1 : x->row < y->row ? -1 : x->row > y->row;
}

static int
by_text(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int c = memcmp(x->s, y->s, x->n < y->n ? x->n : y->n);

	return c != 0 ? c : x->n < y->n ? -1 : x->n > y->n;
}

static int
by_count(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return by_text(a, b);
}

static bool
number_of(const struct cell_format *f, const char *s, size_t n, double *d, struct column *c)
{
	struct cell_number x;
	struct cell_moment m;

	switch (f->type) {
	case CELL_INTEGER:
	case CELL_NUMBER:
		if (!cell_number(f, s, n, &x))
			return false;
		*d = x.d;
		return true;
	case CELL_DATE:
	case CELL_DATETIME:
	case CELL_TIME:
		if (!cell_moment(f->date, s, n, &m))
			return false;
		*d = (double)m.seconds + m.nanos * 1e-9;
		c->clocked |= m.has_time;
		c->timed |= m.seconds % 86400 != 0 || m.nanos != 0;
		return true;
	default:
		*d = 0;
		return f->type != CELL_EMPTY;
	}
}

/* 1.0 and 1.00 are one value: the spelling seen first stays. */
static void
merge_equal(struct end *e)
{
	size_t kept = 0;

	if (e->n == 0 || !(e->number || e->moment))
		return;
	for (size_t i = 1; i < e->n; i++)
		if (e->told[i].number == e->told[kept].number)
			e->told[kept].count += e->told[i].count;
		else
			e->told[++kept] = e->told[i];
	e->n = kept + 1;
}

/* Few values: all that is to be known is in the dictionary. */
static void
gather_few(struct end *e)
{
	struct column *c = e->c;
	struct dict *d = c->dict;

	column_infer(c);
	e->told = mem_calloc(d->n, sizeof *e->told);
	for (size_t i = 0; i < d->n; i++) {
		struct seen *v = &d->seen[i];
		const char *s = d->text.s + v->at;
		double number;
		bool fits = (v->whole == v->n || c->format.type == CELL_TEXT) && number_of(&c->format, s, v->n, &number, c);

		if (v->whole == v->n && cell_is_null(&c->format, s, v->n)) {
			e->nulls += v->count;
			continue;
		}
		if (c->format.type == CELL_BOOLEAN) {
			struct cell_value b;

			fits = cell_read(&c->format, s, v->n, &b) && b.kind == CELL_INT;
			number = fits ? (double)b.i : 0;
		}
		if (!fits) {
			misfits_add(&c->misfits, s, v->n, v->row, v->count);
			e->invalid += v->count;
			continue;
		}
		e->told[e->n++] = (struct told){s, v->n, number, v->count, v->row, true};
		c->length += v->whole * v->count;
	}
}

/* Many values: nulls are among the misfits; those the format does not know
 * yet become known. */
static void
gather_many(struct end *e)
{
	struct column *c = e->c;
	struct misfits *m = &c->misfits;

	e->nulls = 0;
	for (size_t i = 0; i < m->n; i++) {
		size_t n = strlen(m->at[i].text);
		bool null = n == m->at[i].whole && (cell_is_null(&c->format, m->at[i].text, n) ||
		    (c->format.type != CELL_TEXT && (cell_null_sure(m->at[i].text, n) || cell_null_maybe(m->at[i].text, n))));

		if (null && !cell_is_null(&c->format, m->at[i].text, n)) {
			null = c->format.nulls < CELL_NULLS;
			if (null)
				snprintf(c->format.null_text[c->format.nulls++], CELL_WORD, "%s", m->at[i].text);
		}
		if (null)
			e->nulls += m->at[i].count;
		else
			e->invalid += m->at[i].count;
		if (null)
			m->at[i].whole = 0;
	}
	e->invalid += m->others;
	e->told = mem_calloc(c->dict->n, sizeof *e->told);
	for (size_t i = 0; i < c->dict->n; i++) {
		const struct seen *v = &c->dict->seen[i];

		/* What was seen once or twice in a sample of rows is no frequent value. */
		if (v->count > 1 && (v->sure || c->weight == 1 || v->count >= 8 * c->weight))
			e->told[e->n++] = (struct told){c->dict->text.s + v->at, v->n, 0, v->count, v->row, v->sure};
	}
}

/* ---- spelling */

static jv
text_jv(const char *s, size_t n)
{
	struct str b = {0};

	if (n > SHOWN_TEXT) {
		str_add(&b, s, str_utf8(s, SHOWN_TEXT));
		str_adds(&b, "…");
	} else {
		str_add(&b, s, n);
	}
	jv v = jv_string_sized(b.s, (int)b.n);

	str_free(&b);
	return v;
}

static jv
moment_jv(enum cell_type type, double seconds)
{
	struct cell_moment m = {.seconds = (int64_t)floor(seconds)};
	char text[40];

	m.nanos = (int)((seconds - floor(seconds)) * 1e9 + 0.5);
	return jv_string_sized(text, (int)cell_moment_text(type, &m, text));
}

/* As SQL sees it: dates in ISO 8601, numbers without marks; else as it stands. */
static jv
value_jv(const struct end *e, const char *s, size_t n)
{
	struct cell_value v;
	bool plain = e->f->decimal == 0 && e->f->thousands == 0 && e->f->prefix[0] == 0 && e->f->suffix[0] == 0;
	char text[40];

	if (e->moment && cell_read(e->f, s, n, &v) && v.kind == CELL_STRING)
		return jv_string_sized(v.s, (int)v.n);
	if (e->number && !plain && cell_read(e->f, s, n, &v)) {
		int k = v.kind == CELL_INT ? snprintf(text, sizeof text, "%" PRId64, v.i)
		    : snprintf(text, sizeof text, "%.15g", v.d);

		return jv_string_sized(text, k);
	}
	return text_jv(s, n);
}

/* ---- members */

static jv
top_jv(struct end *e, bool exact)
{
	jv all = jv_array();
	size_t most = exact && e->n <= TOP_ALL ? TOP_ALL : TOP;

	if (e->n > 1)
		qsort(e->told, e->n, sizeof *e->told, by_count);
	for (size_t i = 0; i < e->n && i < most; i++)
		all = jv_array_append(all, JV_OBJECT(jv_string("value"), value_jv(e, e->told[i].s, e->told[i].n),
		    jv_string("count"), jv_number((double)e->told[i].count)));
	return all;
}

/* Evenly among the distinct values in order, from the least to the greatest. */
static jv
samples_jv(struct told *t, size_t n, bool by_value)
{
	jv all = jv_array();

	if (n > 1)
		qsort(t, n, sizeof *t, by_value ? by_number : by_text);
	for (size_t i = 0; i < SAMPLES && i < n; i++) {
		size_t k = n <= SAMPLES ? i : (i * (n - 1) + (SAMPLES - 1) / 2) / (SAMPLES - 1);

		all = jv_array_append(all, text_jv(t[k].s, t[k].n));
	}
	return all;
}

static jv
shown_samples(const struct end *e)
{
	const struct sketch_shown *k = e->c->shown;
	struct told t[SKETCH_SHOWN];

	for (size_t i = 0; i < k->n; i++)
		t[i] = (struct told){.s = k->at[i].text, .n = k->at[i].len, .number = k->at[i].number, .row = i};
	return samples_jv(t, k->n, e->number || e->moment);
}

/* ---- warnings */

static jv
warn(jv warnings, const char *code, const char *hint, jv message, const char *column, jv rows)
{
	return jv_array_append(warnings, JV_OBJECT(jv_string("code"), jv_string(code), jv_string("column"),
	    jv_string(column), jv_string("message"), message, jv_string("hint"), jv_string(hint),
	    jv_string("rows"), rows));
}

static jv
invalid_jv(const struct end *e)
{
	const struct misfits *m = &e->c->misfits;
	struct str b = {0}, one = {0};
	int told = 0;

	str_addf(&b, "%" PRIu64 " cell%s of %s %s no %s:", e->invalid, e->invalid == 1 ? "" : "s", e->c->name,
	    e->invalid == 1 ? "is" : "are", cell_type_name(e->f->type));
	for (size_t i = 0; i < m->n && told < 3; i++) {
		if (m->at[i].whole == 0 || cell_is_null(e->f, m->at[i].text, strlen(m->at[i].text)))
			continue;
		str_clear(&one);
		str_foreign(&one, m->at[i].text, strlen(m->at[i].text));
		str_addf(&b, "%s \"%s\"", told > 0 ? "," : "", one.s);
		told++;
	}
	jv v = jv_string_sized(b.s, (int)b.n);

	str_free(&b);
	str_free(&one);
	return v;
}

static jv
invalid_rows(const struct end *e)
{
	const struct misfits *m = &e->c->misfits;
	jv rows = jv_array();

	for (size_t i = 0; i < m->n && i < 8; i++)
		if (m->at[i].whole != 0 && !cell_is_null(e->f, m->at[i].text, strlen(m->at[i].text)))
			rows = jv_array_append(rows, jv_number((double)m->at[i].row));
	return jv_sort(rows, jv_copy(rows));
}

static void
add_warnings(const struct end *e, jv *warnings)
{
	struct str b = {0};

	if (e->invalid > 0)
		*warnings = warn(*warnings, "invalid-values", "mend these cells; they are NULL until then",
		    invalid_jv(e), e->c->name, invalid_rows(e));
	if (!e->c->ambiguous)
		return;
	bool month = strstr(e->f->date, "%m") < strstr(e->f->date, "%d");

	str_addf(&b, "day and month of %s cannot be told apart: read as %s first", e->c->name, month ? "month" : "day");
	*warnings = warn(*warnings, "ambiguous-dates", "say which with --dates dmy or --dates mdy",
	    jv_string_sized(b.s, (int)b.n), e->c->name, jv_array());
	str_free(&b);
}

/* ---- all */

static struct sketch_moments
moments_of(const struct end *e)
{
	struct sketch_moments m = {0};

	for (size_t i = 0; i < e->n; i++)
		sketch_moments_add(&m, e->told[i].number, (double)e->told[i].count);
	return m;
}

/* The time of day, and what stands before it, taken off a style. */
static void
cut_time(char *style)
{
	char *hour = strstr(style, "%H"), *half = strstr(style, "%I");
	char *at = hour != NULL ? hour : half;

	if (at == NULL || at == style || strstr(at, "%Y") != NULL)
		return;
	for (at--; at > style && strchr(" ,T:", *at) != NULL; at--)
		*at = '\0';
}

/* A date style that found no time of day, or found some. */
static void
settle_type(struct end *e, bool exact)
{
	struct column *c = e->c;

	if (c->format.type == CELL_DATETIME && !c->timed && strncmp(c->format.date, "%s", 2) != 0)
		c->format.type = CELL_DATE;
	if (c->format.type == CELL_DATE && !c->clocked)
		cut_time(c->format.date);
	if (!exact && e->number)
		c->format.type = c->whole ? CELL_INTEGER : CELL_NUMBER;
	if (strcmp(c->format.date, "%Y-%m-%d") == 0 && c->format.type == CELL_DATE)
		c->format.date[0] = '\0';
	if (strcmp(c->format.date, "%Y-%m-%dT%H:%M:%S") == 0 || (c->format.type == CELL_TIME && strcmp(c->format.date, "%H:%M:%S") == 0))
		c->format.date[0] = '\0';
}

jv
column_end(struct column *c, uint64_t rows, struct summary *s, jv *warnings)
{
	struct end e = {.c = c, .f = &c->format};
	bool exact = c->mode == COLUMN_DICT;
	jv o = JV_OBJECT(jv_string("name"), jv_string(c->name));

	if (exact)
		gather_few(&e);
	else
		gather_many(&e);
	e.number = c->format.type == CELL_INTEGER || c->format.type == CELL_NUMBER;
	e.moment = c->format.type == CELL_DATE || c->format.type == CELL_DATETIME || c->format.type == CELL_TIME;
	if (exact && (e.number || e.moment) && e.n > 1)
		qsort(e.told, e.n, sizeof *e.told, by_number);
	if (exact)
		merge_equal(&e);
	struct sketch_moments m = exact ? moments_of(&e) : c->moments;

	settle_type(&e, exact);
	/* The sketch cannot know that all values differ; it is right within 2 %. */
	double distinct = exact ? (double)e.n : fmin(rint(sketch_distinct_count(c->distinct)), (double)c->fits);
	uint64_t fits = c->filled - e.nulls - e.invalid;

	*s = (struct summary){.rows = rows, .nulls = rows - fits - e.invalid, .invalid = e.invalid, .filled = fits,
	    .distinct = distinct, .exact = exact, .min = m.min, .max = m.max, .mean = m.mean,
	    .stddev = m.n > 1 ? sqrt(m.m2 / (m.n - 1)) : 0, .length = fits > 0 ? (double)c->length / (double)fits : 0,
	    .name = c->name, .type = c->format.type, .whole = c->whole};
	o = cell_format_set(&c->format, o);
	char unit[CELL_WORD];

	profile_unit(&c->format, c->name, unit);
	o = jv_object_set(o, jv_string("role"), jv_string(profile_role(s)));
	o = jv_object_set(o, jv_string("unit"), unit[0] != '\0' ? jv_string(unit) : jv_null());
	o = jv_object_set(o, jv_string("nulls"), jv_number((double)s->nulls));
	o = jv_object_set(o, jv_string("invalid"), jv_number((double)s->invalid));
	o = jv_object_set(o, jv_string("distinct"), jv_number(distinct));
	if (e.number && m.n > 0)
		o = column_numbers(o, c, &m, e.told, e.n);
	if (e.moment && m.n > 0) {
		o = jv_object_set(o, jv_string("min"), moment_jv(c->format.type, m.min));
		o = jv_object_set(o, jv_string("max"), moment_jv(c->format.type, m.max));
	}
	o = jv_object_set(o, jv_string("samples"), exact ? samples_jv(e.told, e.n, e.number || e.moment) : shown_samples(&e));
	o = jv_object_set(o, jv_string("top"), top_jv(&e, exact));
	add_warnings(&e, warnings);
	free(e.told);
	return o;
}
