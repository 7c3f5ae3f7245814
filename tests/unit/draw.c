/* Drawing: every chart of tests/gallery/charts.jq, at three widths, in every
 * theme: no text overlaps another or leaves the page.  And the parts that
 * numbers, ticks and times are made of. */
#include "draw.h"
#include "line.h"
#include "mem.h"
#include "number.h"
#include "proc.h"
#include "scale.h"
#include "share.h"
#include "text.h"
#include "unit.h"
#include "when.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- texts on the page */

struct label {
	char text[512];
	double x0, y0, x1, y1;
};

/* What page_quote wrote, read again. */
static const char *
unquote(const char *s, char *out, size_t size)
{
	size_t n = 0;

	for (s++; *s != '"' || strncmp(s, "\".\"", 3) == 0; s++) {
		char c = *s;

		if (strncmp(s, "\".\"", 3) == 0) {
			s += 2;
			continue;
		}
		if (c == '\\' && (s[1] == '"' || s[1] == '\\'))
			c = *++s;
		else if (c == '\\')
			c = (char)strtol((char[]){s[1], s[2], s[3], '\0'}, NULL, 8), s += 3;
		if (n + 1 < size)
			out[n++] = c;
	}
	out[n] = '\0';
	return s + 1;
}

static bool
read_label(const char *line, struct label *l)
{
	double x, y, px;
	char anchor[16], family[64];
	int number, used = 0;

	if (sscanf(line, "set label %d %n", &number, &used) != 1 || line[used] != '"')
		return false;
	const char *rest = unquote(line + used, l->text, sizeof l->text);

	if (sscanf(rest, " at screen %lf/WIDTH, screen 1-%lf/HEIGHT %15s front font \"%63[^,],%lf", &x, &y, anchor, family, &px) != 5)
		return false;
	double w = text_width(l->text, px, strstr(family, "Bold") != NULL);

	l->x0 = *anchor == 'l' ? x : *anchor == 'r' ? x - w : x - w / 2;
	l->x1 = l->x0 + w;
	l->y0 = y - px * 0.42;
	l->y1 = y + px * 0.42;
	return true;
}

static void
check_page(const char *name, const char *script)
{
	struct label *l = mem_calloc(2000, sizeof *l);
	size_t n = 0;
	int width = 0, height = 0;

	for (const char *p = script; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
		if (sscanf(p, "WIDTH = %d", &width) == 1 || sscanf(p, "HEIGHT = %d", &height) == 1)
			continue;
		if (n < 2000 && read_label(p, &l[n]))
			n++;
	}
	for (size_t i = 0; i < n; i++) {
		/* a report cuts 14 off on the left (exhibit) */
		ck_assert_msg(l[i].x0 >= 13.5 && l[i].x1 <= width + 0.5 && l[i].y0 >= 0 && l[i].y1 <= height,
		    "%s at %d: off the page: %s (%.0f,%.0f to %.0f,%.0f of %d,%d)", name, width, l[i].text,
		    l[i].x0, l[i].y0, l[i].x1, l[i].y1, width, height);
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(l[i].x1 < l[k].x0 || l[k].x1 < l[i].x0 || l[i].y1 < l[k].y0 || l[k].y1 < l[i].y0,
			    "%s at %d: \"%s\" overlaps \"%s\"", name, width, l[i].text, l[k].text);
	}
	free(l);
}

static void
draw_all(const char *theme, int width, int height)
{
	char *root = share_path("charts/bar.gp");
	struct str command = {0};
	struct proc_result got;
	struct rec r;

	ck_assert_ptr_nonnull(root);
	str_addf(&command, "jq -nc -f %.*s/../tests/gallery/charts.jq", (int)(strstr(root, "/charts/bar.gp") - root), root);
	const char *argv[] = {"sh", "-c", command.s, NULL};

	proc_run(&(struct proc){.argv = argv}, &got);
	ck_assert_msg(got.end == PROC_EXIT && got.code == 0, "%s", got.err.s);
	int n = 0;

	for (char *p = got.out.s, *end; (end = strchr(p, '\n')) != NULL; p = end + 1) {
		struct draw d;

		ck_assert_ptr_null(rec_parse(&r, p, (size_t)(end - p)));
		jv fault = draw_make(&r, &(struct draw_look){.theme = theme, .width = width, .height = height}, &d);

		ck_assert_msg(jv_get_kind(fault) == JV_KIND_NULL, "%s", rec_id(&r));
		check_page(rec_id(&r), d.script.s);
		/* a box is its own category's, however many have room */
		if (strcmp(rec_id(&r), "many-box") == 0)
			ck_assert_ptr_nonnull(strstr(d.data.s, "Category 194\t973\t973\t"));
		draw_free(&d);
		rec_free(&r);
		n++;
	}
	ck_assert_int_gt(n, 200);
	proc_free(&got);
	str_free(&command);
	free(root);
}

START_TEST(no_text_overlaps_or_leaves_the_page)
{
	draw_all("light", 0, 0);
}
END_TEST

START_TEST(nor_does_it_on_a_narrow_page)
{
	draw_all("light", 360, 300);
}
END_TEST

START_TEST(nor_on_a_narrow_one_that_may_grow)
{
	draw_all("light", LOOK_NARROW, 0);
	draw_all("print", LOOK_NARROW, 0);
}
END_TEST

START_TEST(nor_on_a_wide_one)
{
	draw_all("light", 1440, 700);
}
END_TEST

/* ---- numbers */

static void
reads(const char *format, const char *unit, double v, const char *want)
{
	struct str s = {0};
	struct number_style style = number_style(format, unit);

	number_value(&s, &style, v);
	ck_assert_str_eq(s.s, want);
	str_free(&s);
}

START_TEST(numbers_read_as_people_write_them)
{
	reads(NULL, NULL, 1234567, "1.23M");
	reads(NULL, NULL, 123456, "123,456");
	reads(NULL, NULL, 1.7e12, "1.7T");
	reads(NULL, NULL, 999999999.9, "1B");
	reads(NULL, NULL, 0.00012345, "0.000123");
	reads(NULL, NULL, 1e-9, "1×10⁻⁹");
	reads(NULL, NULL, 0, "0");
	reads("money", "$", -12.5, "−$12.50");
	reads(NULL, "€", 1200, "€1,200");
	reads("percent", NULL, 45.25, "45.25%");
	reads("share", NULL, 0.4525, "45.25%");
	reads(NULL, "kg", 3, "3\u00a0kg");
}
END_TEST

/* ---- ticks */

static void
has_ticks(struct scale *s, const char *want)
{
	struct str got = {0};

	for (size_t i = 0; i < s->ticks; i++)
		str_addf(&got, "%s%s", i > 0 ? "|" : "", s->tick[i].label);
	ck_assert_str_eq(got.s, want);
	str_free(&got);
	scale_free(s);
}

START_TEST(ticks_are_round)
{
	struct number_style plain = number_style(NULL, NULL), money = number_style("money", "$");
	struct scale s;

	scale_linear(&s, &plain, 0, 9.3, 5, true, false);
	has_ticks(&s, "0|2|4|6|8|10");
	scale_linear(&s, &money, 1100000, 2300000, 5, true, false);
	has_ticks(&s, "0|0.5M|1.0M|1.5M|2.0M|$2.5M");
	scale_linear(&s, &plain, 97, 104, 5, false, false);
	has_ticks(&s, "96|98|100|102|104");
	scale_linear(&s, &plain, 7, 7, 5, true, true);
	has_ticks(&s, "0|2|4|6|8");
	scale_linear(&s, &plain, 0, 2, 6, true, true);
	has_ticks(&s, "0|1|2");
	scale_linear(&s, &plain, -0.3, 0.2, 4, true, false);
	has_ticks(&s, "−0.3|−0.2|−0.1|0|0.1|0.2");
	scale_log(&s, &plain, 1, 1e6, 6);
	has_ticks(&s, "1|10|100|1,000|10,000|100,000|1M");
}
END_TEST

static double
at(const char *iso)
{
	double t;

	ck_assert(when_read(iso, &t));
	return t;
}

static void
spans(const char *lo, const char *hi, const char *unit, const char *want)
{
	struct scale s;

	scale_time(&s, at(lo), at(hi), unit, 700, 12);
	has_ticks(&s, want);
}

START_TEST(times_are_those_a_person_would_choose)
{
	spans("2024-01", "2024-12", "month", "Jan\n2024|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec");
	spans("2022-10", "2024-04", NULL, "Nov\n2022|Jan\n2023|Mar|May|Jul|Sep|Nov|Jan\n2024|Mar");
	spans("2001-01-01", "2017-01-01", "year", "2002|2004|2006|2008|2010|2012|2014|2016");
	spans("1000-01-01", "2000-01-01", NULL, "1000|1100|1200|1300|1400|1500|1600|1700|1800|1900|2000");
	spans("2024-05-01T12:00:00", "2024-05-01T12:00:40", NULL, "12:00:00\n1 May 2024|12:00:05|12:00:10|12:00:15|12:00:20|12:00:25|12:00:30|12:00:35|12:00:40");
	spans("2024-05-01", "2024-05-03", NULL, "00:00\n1 May 2024|06:00|12:00|18:00|00:00\n2 May|06:00|12:00|18:00|00:00\n3 May");
	spans("2024-02-26", "2024-03-04", NULL, "26\nFeb 2024|27|28|29|1\nMar|2|3|4");
}
END_TEST

START_TEST(dates_are_read_and_written)
{
	struct str s = {0};

	when_add(&s, at("2024-02-29T23:59:58"));
	ck_assert_str_eq(s.s, "2024-02-29T23:59:58");
	str_clear(&s);
	when_add(&s, at("2024-Q3"));
	ck_assert_str_eq(s.s, "2024-07-01");
	str_clear(&s);
	when_add(&s, at("2024-W01"));
	ck_assert_str_eq(s.s, "2024-01-01");
	str_free(&s);
	double t;

	ck_assert(!when_read("2024-13", &t));
	ck_assert(!when_read("2024-01-01x", &t));
	ck_assert(!when_read("hello", &t));
	ck_assert(!when_read("", &t));
}
END_TEST

/* ---- text */

START_TEST(text_is_cut_and_broken_where_it_fits)
{
	struct str s = {0};

	text_fit(&s, "a rather long name", 12, false, 60);
	ck_assert_str_eq(s.s, "a rather…");
	str_clear(&s);
	ck_assert_int_eq(text_wrap(&s, "a rather long name", 12, false, 60, 2), 2);
	ck_assert_str_eq(s.s, "a rather\nlong name");
	str_clear(&s);
	text_clean(&s, "a\tb\n\n c\u202ed");
	ck_assert_str_eq(s.s, "a b cd");
	str_free(&s);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, no_text_overlaps_or_leaves_the_page);
	tcase_add_test(t, nor_does_it_on_a_narrow_page);
	tcase_add_test(t, nor_on_a_narrow_one_that_may_grow);
	tcase_add_test(t, nor_on_a_wide_one);
	tcase_add_test(t, numbers_read_as_people_write_them);
	tcase_add_test(t, ticks_are_round);
	tcase_add_test(t, times_are_those_a_person_would_choose);
	tcase_add_test(t, dates_are_read_and_written);
	tcase_add_test(t, text_is_cut_and_broken_where_it_fits);
}

UNIT_MAIN("draw", add)
