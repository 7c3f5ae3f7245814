/* What stands above the plot: title, the line in grey, the legend. */
#include "layout.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Appends a column's name, made readable. */
static void
column_name(struct str *s, const struct spec *spec, int column)
{
	size_t from = s->n;

	text_clean(s, spec_name(spec, column));
	for (size_t i = from; i < s->n; i++)
		if (s->s[i] == '_')
			s->s[i] = ' ';
}

void
layout_axis_name(struct str *s, const struct spec *spec, bool y)
{
	const char *label = spec_text(spec, y ? "y_label" : "x_label");

	if (label != NULL)
		text_clean(s, label);
	else
		column_name(s, spec, y ? spec->y : spec->x);
}

/* Does the title hold the name (without what stands in brackets)? */
static bool
title_says(const struct spec *spec, const char *name)
{
	size_t n = strcspn(name, "(");

	while (n > 0 && name[n - 1] == ' ')
		n--;
	for (const char *p = spec->title; n > 0 && p != NULL && *p != '\0'; p++)
		if (strncasecmp(p, name, n) == 0)
			return true;
	return n == 0;
}

void
layout_grey(struct str *s, struct spec *spec, const struct frame *f)
{
	struct str name = {0};
	const char *said = spec_text(spec, "subtitle");

	layout_axis_name(&name, spec, true);
	if (said != NULL)
		text_clean(s, said);
	else if (spec->y >= 0 && (spec->table == TABLE_POINTS || !title_says(spec, name.s))) {
		str_adds(s, name.s);
		/* said here, the unit need not stand on a tick */
		const char *open = strrchr(name.s, '(');

		if (open != NULL && spec->y_style.unit[0] != '\0' &&
		    strncmp(open + 1, spec->y_style.unit, strlen(spec->y_style.unit)) == 0)
			spec->y_style.unit[0] = '\0';
	}
	if (spec->size >= 0 && spec->table == TABLE_POINTS && said == NULL) {
		str_adds(s, s->n > 0 ? " · area: " : "Area: ");
		column_name(s, spec, spec->size);
	}
	if (f->muted > 0 && spec->key == KEY_LINE)
		str_addf(s, "%s%zu more in grey", s->n > 0 ? " · " : "", f->muted);
	if (f->hidden > 0) {
		struct number_style plain = number_style(NULL, NULL);

		str_addf(s, "%s%s ", s->n > 0 ? " · " : "", spec->table == TABLE_WIDE && f->kept != NULL ? f->kept : "shows");
		number_value(s, &plain, (double)(f->of - f->hidden));
		str_adds(s, " of ");
		number_value(s, &plain, (double)f->of);
	}
	str_free(&name);
}

double
layout_title(struct page *p, const struct spec *spec, const char *grey, double *top)
{
	double y = LAYOUT_PAD - 4, most = p->width - 2 * LAYOUT_PAD;

	if (spec->title != NULL) {
		struct str clean = {0}, lines = {0};
		double from = y;

		text_clean(&clean, spec->title);
		text_wrap(&lines, clean.s, LAYOUT_TITLE, true, most, 2);
		for (char *line = lines.s, *next; line != NULL; line = next) {
			next = strchr(line, '\n');
			if (next != NULL)
				*next++ = '\0';
			page_text(p, LAYOUT_PAD, y + 11, PAGE_LEFT, LAYOUT_TITLE, true, "INK", line);
			y += 22;
		}
		page_region(p, "title", -1, 0, from, p->width, y);
		str_free(&clean);
		str_free(&lines);
	}
	*top = y;
	if (*grey != '\0') {
		struct str line = {0};

		text_fit(&line, grey, LAYOUT_TEXT, false, most);
		page_text(p, LAYOUT_PAD, y + 10, PAGE_LEFT, LAYOUT_TEXT, false, "TEXT", line.s);
		str_free(&line);
		y += 20;
	}
	return y;
}

/* ---- legend */

/* How wide a sample is: a pattern needs room to be known by. */
static double
sample_width(const struct page *p, enum spec_key key)
{
	return key == KEY_LINE ? 16 : key == KEY_BOX && page_patterns(p) ? 20 : 10;
}

static void
swatch(struct page *p, enum spec_key key, double x, double y, const char *colour, size_t i)
{
	double w = sample_width(p, key);

	if (key == KEY_LINE)
		page_stroke(p, x, x + w, y, colour, i);
	else if (key == KEY_DOT)
		page_point(p, x + 6, y, colour, i);
	else
		page_swatch(p, x, y - w / 4 - 2.5, x + w, y + w / 4 + 2.5, colour, i);
}

double
layout_legend(struct page *p, const struct spec *spec, const struct frame *f, double y)
{
	double x = LAYOUT_PAD, right = p->width - LAYOUT_PAD, step = sample_width(p, spec->key) + 6;

	y += 12;
	for (size_t i = f->muted > 0 ? f->muted - 1 : 0; i < f->series.n; i++) {
		struct str name = {0};
		bool others = i + 1 == f->muted;
		bool grey = others || (f->other_series && i + 1 == f->series.n);
		const char *colour = grey ? page_theme(p, "MUTED", "#c4cad2") : page_colour(p, i - f->muted);

		if (others)
			str_addf(&name, "%zu others", f->muted);
		else
			text_wrap_apart(&name, f->series.s, f->series.n, i, LAYOUT_TEXT, false, fmin(220, right - LAYOUT_PAD - step), 1);
		double w = step + text_width(name.s, LAYOUT_TEXT, false);

		if (x + w > right && x > LAYOUT_PAD) {
			x = LAYOUT_PAD;
			y += 20;
		}
		swatch(p, spec->key, x, y, colour, grey ? 0 : i - f->muted);
		page_text(p, x + step, y, PAGE_LEFT, LAYOUT_TEXT, false, "TEXT", name.s);
		if (!others)
			page_region(p, "key", (int)i, x - 1, y - 9, x + w, y + 9);
		x += w + 18;
		str_free(&name);
	}
	return y + 10;
}
