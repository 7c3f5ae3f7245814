#include "drawdata.h"

#include "mem.h"
#include "when.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
drawdata_text(struct drawdata *d, const char *s)
{
	bool quoted = d->separator == ',' && strpbrk(s, ",\" ") != NULL;

	if (quoted)
		str_addc(d->out, '"');
	/* a comment sign or a quote would be gnuplot's, not the reader's */
	for (; *s != '\0'; s++)
		str_addc(d->out, (unsigned char)*s < ' ' || *s == '"' || *s == 0x7f ? ' ' : *s);
	if (quoted)
		str_addc(d->out, '"');
}

void
drawdata_number(struct drawdata *d, double v)
{
	if (isnan(v))
		str_adds(d->out, "NaN");
	else
		str_addf(d->out, "%.12g", v);
}

void
drawdata_next(struct drawdata *d)
{
	str_addc(d->out, d->separator);
}

void
drawdata_line(struct drawdata *d)
{
	str_addc(d->out, '\n');
}

void
drawdata_block(struct drawdata *d)
{
	str_adds(d->out, "\n\n");
}

void
drawdata_head(struct drawdata *d, const char *const *names, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		if (k > 0)
			drawdata_next(d);
		drawdata_text(d, names[k]);
	}
	drawdata_line(d);
	d->columns = (int)n;
}

/* ---- x */

static void
add_x(struct drawdata *d, const struct frame *f, double x)
{
	struct str s = {0};

	if (f->x == FRAME_NUMBERS) {
		drawdata_number(d, x);
		return;
	}
	if (f->x == FRAME_TIMES)
		when_add(&s, x);
	else if (f->when != NULL)
		when_add(&s, f->when[(size_t)x]);
	else
		str_adds(&s, f->slots.s[(size_t)x]);
	drawdata_text(d, s.s);
	str_free(&s);
}

static void
add_head(struct drawdata *d, const struct spec *spec, const struct frame *f)
{
	drawdata_text(d, spec_name(spec, spec->x));
	for (size_t i = 0; i < f->series.n; i++) {
		drawdata_next(d);
		drawdata_text(d, f->series.s[i]);
	}
	drawdata_line(d);
	d->columns = 1 + (int)f->series.n;
}

/* ---- long to wide */

static int
by_x(const void *a, const void *b)
{
	const struct frame_mark *m = a, *n = b;

	if (m->x != n->x)
		return m->x < n->x ? -1 : 1;
	return (m->row > n->row) - (m->row < n->row);
}

/* One line: the marks of one x, from first on; each series' last one counts. */
static void
add_row(struct drawdata *d, const struct frame *f, const struct frame_mark *m, size_t n)
{
	add_x(d, f, m->x);
	for (size_t k = 0; k < f->series.n; k++) {
		const struct frame_mark *is = NULL;

		for (size_t i = 0; i < n; i++)
			if ((size_t)m[i].series == k && (is == NULL || m[i].row >= 0))
				is = &m[i];
		drawdata_next(d);
		if (is != NULL || f->regular)
			drawdata_number(d, is != NULL ? is->y : NAN);
	}
	drawdata_line(d);
	d->rows++;
}

/* A slot that no mark is in. */
static void
add_empty(struct drawdata *d, const struct frame *f, double x)
{
	add_x(d, f, x);
	for (size_t k = 0; k < f->series.n; k++) {
		drawdata_next(d);
		drawdata_number(d, NAN);
	}
	drawdata_line(d);
	d->rows++;
}

static void
add_panel(struct drawdata *d, const struct frame *f, struct frame_mark *m, size_t n)
{
	double slot = 0;

	qsort(m, n, sizeof *m, by_x);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && m[end].x == m[i].x; end++)
			;
		for (; f->x == FRAME_SLOTS && slot < m[i].x; slot++)
			add_empty(d, f, slot);
		add_row(d, f, m + i, end - i);
		slot = m[i].x + 1;
	}
	for (; f->x == FRAME_SLOTS && slot < (double)f->slots.n; slot++)
		add_empty(d, f, slot);
}

/* The marks of a panel, copied: to be freed. */
static struct frame_mark *
marks_of(const struct frame *f, size_t panel, size_t *n)
{
	struct frame_mark *m = mem_alloc((f->marks + 1) * sizeof *m);

	*n = 0;
	for (size_t i = 0; i < f->marks; i++)
		if ((size_t)f->mark[i].panel == panel)
			m[(*n)++] = f->mark[i];
	return m;
}

void
drawdata_wide(struct drawdata *d, const struct spec *spec, const struct frame *f)
{
	for (size_t p = 0; p < f->panels.n; p++) {
		size_t n;
		struct frame_mark *m = marks_of(f, p, &n);

		if (p > 0)
			drawdata_block(d);
		add_head(d, spec, f);
		add_panel(d, f, m, n);
		free(m);
	}
}

void
drawdata_points(struct drawdata *d, const struct spec *spec, const struct frame *f)
{
	for (size_t p = 0; p < f->panels.n; p++) {
		if (p > 0)
			drawdata_block(d);
		add_head(d, spec, f);
		size_t step = d->rounded && d->separator == '\t' ? f->marks / DRAWDATA_APART + 1 : 1;

		for (size_t from = 0; from < step; from++)
			for (size_t i = from; i < f->marks; i += step)
				if ((size_t)f->mark[i].panel == p)
					add_row(d, f, &f->mark[i], 1);
	}
}

/* ---- as it came */

static void
add_cell(struct drawdata *d, jv v)
{
	if (jv_get_kind(v) == JV_KIND_NUMBER)
		drawdata_number(d, jv_number_value(v));
	else if (jv_get_kind(v) == JV_KIND_STRING)
		drawdata_text(d, jv_string_value(v));
	else if (jv_get_kind(v) == JV_KIND_TRUE || jv_get_kind(v) == JV_KIND_FALSE)
		drawdata_number(d, jv_get_kind(v) == JV_KIND_TRUE);
	else
		drawdata_number(d, NAN);
	jv_free(v);
}

void
drawdata_table(struct drawdata *d, const struct spec *spec)
{
	d->columns = jv_array_length(jv_copy(spec->columns));
	for (int i = 0; i < d->columns; i++) {
		if (i > 0)
			drawdata_next(d);
		drawdata_text(d, spec_name(spec, i));
	}
	drawdata_line(d);
	for (int r = 0; r < spec_rows(spec); r++) {
		for (int i = 0; i < d->columns; i++) {
			if (i > 0)
				drawdata_next(d);
			add_cell(d, spec_cell(spec, r, i));
		}
		drawdata_line(d);
		d->rows++;
	}
}

/* ---- stretches without a gap */

struct run {
	int panel, series, from, to;
};

struct runs {
	struct run *run;
	size_t n;
	bool gaps;
};

static bool
is_gap(const struct frame *f, const struct frame_mark *m, size_t n, size_t series)
{
	bool seen = false;

	for (size_t i = 0; i < n; i++)
		if ((size_t)m[i].series == series && m[i].row >= -1) {
			seen = true;
			if (!isnan(m[i].y))
				return false;
		}
	return seen || f->regular;
}

/* The runs of one series, over marks sorted by x. */
static void
find_runs(struct runs *r, const struct frame *f, const struct frame_mark *m, size_t n, int panel, size_t series)
{
	int row = 0, from = -1;
	double slot = 0;

	for (size_t i = 0, end; i < n; i = end, row++) {
		for (end = i; end < n && m[end].x == m[i].x; end++)
			;
		bool gap = is_gap(f, m + i, end - i, series) || (f->x == FRAME_SLOTS && m[i].x > slot);

		if (f->x == FRAME_SLOTS)
			row = (int)m[i].x;
		slot = m[i].x + 1;
		r->gaps = r->gaps || gap;
		if (is_gap(f, m + i, end - i, series)) {
			from = -1;
			continue;
		}
		if (from < 0 || (gap && from >= 0)) {
			r->run = mem_resize(r->run, r->n + 1, sizeof *r->run);
			r->run[r->n++] = (struct run){panel, (int)series, row, row};
			from = row;
		}
		r->run[r->n - 1].to = row;
	}
}

static void
add_array(struct str *s, const char *name, const struct runs *r, int which)
{
	str_addf(s, "array %s[%zu] = [", name, r->n);
	for (size_t i = 0; i < r->n; i++)
		str_addf(s, "%s%d", i > 0 ? "," : "", which == 0 ? r->run[i].series + 2 : which == 1 ? r->run[i].from : r->run[i].to);
	str_adds(s, "]\n");
}

/* RUN_FIRST and RUN_LAST: the runs of each panel, from 1. */
static void
add_ends(struct str *s, const struct frame *f, const struct runs *r)
{
	for (int last = 0; last < 2; last++) {
		size_t at = 0;

		str_addf(s, "array RUN_%s[%zu] = [", last ? "LAST" : "FIRST", f->panels.n);
		for (size_t p = 0; p < f->panels.n; p++) {
			size_t first = at + 1;

			while (at < r->n && (size_t)r->run[at].panel == p)
				at++;
			str_addf(s, "%s%zu", p > 0 ? "," : "", last ? at : first);
		}
		str_adds(s, "]\n");
	}
}

void
drawdata_runs(const struct drawdata *d, const struct frame *f, struct str *script, jv *order)
{
	enum { MOST_RUNS = 400 };
	struct runs r = {0};

	(void)d;
	for (size_t p = 0; p < f->panels.n; p++) {
		size_t n;
		struct frame_mark *m = marks_of(f, p, &n);

		qsort(m, n, sizeof *m, by_x);
		for (size_t k = 0; k < f->series.n; k++)
			find_runs(&r, f, m, n, (int)p, k);
		free(m);
	}
	if (!r.gaps || r.n == 0 || r.n > MOST_RUNS) {
		str_adds(script, "RUNS = 0\n");
	} else {
		str_addf(script, "RUNS = %zu\n", r.n);
		add_array(script, "RUN", &r, 0);
		add_array(script, "RUN_FROM", &r, 1);
		add_array(script, "RUN_TO", &r, 2);
		add_ends(script, f, &r);
		for (size_t p = 0; p < f->panels.n; p++)
			for (int pass = 0; pass < 2; pass++)
				for (size_t i = 0; i < r.n; i++)
					if ((size_t)r.run[i].panel == p)
						*order = jv_array_append(*order, jv_number(r.run[i].series));
	}
	free(r.run);
}
