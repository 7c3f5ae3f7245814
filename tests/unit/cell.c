/* Cells: what each way of writing is read as. */
#include "cell.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

/* ---- dates: the cell, the style that must be found first to read it, and the
 * value */

static const struct {
	const char *cell, *style, *value;
} DATES[] = {
	{"2024-01-31", "%Y-%m-%dT%H:%M:%S", "2024-01-31"},
	{"2024-01-31T13:05:09", "%Y-%m-%dT%H:%M:%S", "2024-01-31T13:05:09"},
	{"2024-01-31T13:05:09Z", "%Y-%m-%dT%H:%M:%S", "2024-01-31T13:05:09"},
	{"2024-01-31T13:05:09.250Z", "%Y-%m-%dT%H:%M:%S", "2024-01-31T13:05:09.250"},
	{"2024-01-31T13:05:09+02:00", "%Y-%m-%dT%H:%M:%S", "2024-01-31T11:05:09"},
	{"2024-01-31T00:05:09-0530", "%Y-%m-%dT%H:%M:%S", "2024-01-31T05:35:09"},
	{"2024-01-31 13:05:09", "%Y-%m-%d %H:%M:%S", "2024-01-31T13:05:09"},
	{"2024-01-31 13:05:09.5", "%Y-%m-%d %H:%M:%S", "2024-01-31T13:05:09.500"},
	{"2024-01-31 13:05:09 UTC", "%Y-%m-%d %H:%M:%S", "2024-01-31T13:05:09"},
	{"2024-01-31 13:05", "%Y-%m-%d %H:%M", "2024-01-31T13:05:00"},
	{"2024-01-31T13:05", "%Y-%m-%dT%H:%M", "2024-01-31T13:05:00"},
	{"2024-01-31 01:05:09 PM", "%Y-%m-%d %I:%M:%S %p", "2024-01-31T13:05:09"},
	{"2024-01-31 12:05 am", "%Y-%m-%d %I:%M %p", "2024-01-31T00:05:00"},
	{"2024/01/31", "%Y/%m/%d", "2024-01-31"},
	{"2024/1/3 4:05", "%Y/%m/%d %H:%M", "2024-01-03T04:05:00"},
	{"2024.01.31", "%Y.%m.%d", "2024-01-31"},
	{"31/01/2024", "%d/%m/%Y", "2024-01-31"},
	{"01/31/2024", "%m/%d/%Y", "2024-01-31"},
	{"1/31/2024 5:06", "%m/%d/%Y %H:%M", "2024-01-31T05:06:00"},
	{"1/31/2024 5:06 PM", "%m/%d/%Y %I:%M %p", "2024-01-31T17:06:00"},
	{"1/31/2024 5:06:07 PM", "%m/%d/%Y %I:%M:%S %p", "2024-01-31T17:06:07"},
	{"31.01.2024", "%d.%m.%Y", "2024-01-31"},
	{"31.1.2024 17:06", "%d.%m.%Y %H:%M", "2024-01-31T17:06:00"},
	{"31-01-2024", "%d-%m-%Y", "2024-01-31"},
	{"01-31-2024", "%m-%d-%Y", "2024-01-31"},
	{"31/01/24", "%d/%m/%y", "2024-01-31"},
	{"01/31/24", "%m/%d/%y", "2024-01-31"},
	{"31/01/69", "%d/%m/%y", "1969-01-31"},
	{"31.01.24", "%d.%m.%y", "2024-01-31"},
	{"31 Jan 2024", "%d %b %Y", "2024-01-31"},
	{"31 January 2024", "%d %b %Y", "2024-01-31"},
	{"31 Jan. 2024", "%d %b %Y", "2024-01-31"},
	{"31st January 2024", "%d %b %Y", "2024-01-31"},
	{"31-Jan-2024", "%d-%b-%Y", "2024-01-31"},
	{"31-JAN-24", "%d-%b-%y", "2024-01-31"},
	{"31Jan2024", "%d%b%Y", "2024-01-31"},
	{"31/Jan/2024:13:05:09 +0100", "%d/%b/%Y:%H:%M:%S", "2024-01-31T12:05:09"},
	{"Jan 31, 2024", "%b %d, %Y", "2024-01-31"},
	{"January 31, 2024", "%b %d, %Y", "2024-01-31"},
	{"January 31st, 2024", "%b %d, %Y", "2024-01-31"},
	{"Sept 9, 2024", "%b %d, %Y", "2024-09-09"},
	{"Jan 31, 2024 5:06 PM", "%b %d, %Y %I:%M %p", "2024-01-31T17:06:00"},
	{"Jan 31 2024", "%b %d %Y", "2024-01-31"},
	{"Wed, 31 Jan 2024 13:05:09 GMT", "%a, %d %b %Y %H:%M:%S", "2024-01-31T13:05:09"},
	{"Wednesday, January 31, 2024", "%a, %b %d, %Y", "2024-01-31"},
	{"Wed Jan 31 13:05:09 2024", "%a %b %d %H:%M:%S %Y", "2024-01-31T13:05:09"},
	{"2024-Jan-31", "%Y-%b-%d", "2024-01-31"},
	{"2024年1月31日", "%Y年%m月%d日", "2024-01-31"},
	{"2024-03", "%Y-%m", "2024-03-01"},
	{"2024/03", "%Y/%m", "2024-03-01"},
	{"03/2024", "%m/%Y", "2024-03-01"},
	{"Mar 2024", "%b %Y", "2024-03-01"},
	{"March-2024", "%b-%Y", "2024-03-01"},
	{"Mar-24", "%b-%y", "2024-03-01"},
	{"2024-Q2", "%Y-Q%q", "2024-04-01"},
	{"2024 Q4", "%Y Q%q", "2024-10-01"},
	{"2024Q1", "%YQ%q", "2024-01-01"},
	{"Q3 2024", "Q%q %Y", "2024-07-01"},
	{"2024-W01", "%Y-W%V", "2024-01-01"},
	{"2021W01", "%YW%V", "2021-01-04"},
	{"2024-366", "%Y-%j", "2024-12-31"},
	{"20240131T130509", "%Y%m%dT%H%M%S", "2024-01-31T13:05:09"},
	{"20240131", "%Y%m%d", "2024-01-31"},
	{"13:05:09", "%H:%M:%S", "13:05:09"},
	{"13:05", "%H:%M", "13:05:00"},
	{"1:05 PM", "%I:%M %p", "13:05:00"},
	{"12:05:09 a.m.", "%I:%M:%S %p", "00:05:09"},
};

START_TEST(dates_are_read)
{
	struct cell_format f = {0};
	struct cell_value v;
	struct cell_moment m;
	const char *cell = DATES[_i].cell;

	ck_assert_msg(cell_moment(DATES[_i].style, cell, strlen(cell), &m), "%s by %s", cell, DATES[_i].style);
	for (int i = 0; f.date[0] == '\0' && cell_styles[i].style != NULL; i++)
		if (cell_moment(cell_styles[i].style, cell, strlen(cell), &m)) {
			f.type = m.has_time ? cell_styles[i].type : cell_styles[i].type == CELL_DATETIME ? CELL_DATE : cell_styles[i].type;
			snprintf(f.date, sizeof f.date, "%s", cell_styles[i].style);
		}
	ck_assert_msg(f.date[0] != '\0', "no style for %s", cell);
	ck_assert(cell_read(&f, cell, strlen(cell), &v));
	ck_assert_msg(strlen(DATES[_i].value) == v.n && memcmp(v.s, DATES[_i].value, v.n) == 0, "%s by %s is %.*s, not %s", cell,
	    f.date, (int)v.n, v.s, DATES[_i].value);
}
END_TEST

static const char *const NO_DATES[] = {
	"2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "32/01/2024", "2024-1-31x", "25:00", "13:60", "Foo 31, 2024",
	"2024-01-31T25:00:00", "2024-01-31 13:05:09 XYZ", "12", "2024", "", "1.5", "2024-01-31T13:05:09+99:00", "Q5 2024",
	"2024-W54", "2023-367", "24:30:00", "hello", "2024-01-31T", "-2024-01-31",
};

START_TEST(what_is_no_date_is_none)
{
	struct cell_moment m;

	for (int i = 0; cell_styles[i].style != NULL; i++)
		ck_assert_msg(!cell_moment(cell_styles[i].style, NO_DATES[_i], strlen(NO_DATES[_i]), &m), "%s by %s",
		    NO_DATES[_i], cell_styles[i].style);
}
END_TEST

/* ---- numbers */

static const struct {
	const char *cell;
	char decimal, thousands;
	const char *prefix, *suffix;
	double d;
	bool whole;
} NUMBERS[] = {
	{"0", 0, 0, "", "", 0, true}, {"-17", 0, 0, "", "", -17, true}, {"+5", 0, 0, "", "", 5, true},
	{"12.50", 0, 0, "", "", 12.5, false}, {".5", 0, 0, "", "", .5, false}, {"5.", 0, 0, "", "", 5, true},
	{"12.0", 0, 0, "", "", 12, true}, {"1e3", 0, 0, "", "", 1000, false}, {"-1.5E-3", 0, 0, "", "", -.0015, false},
	{"0.1", 0, 0, "", "", 0.1, false}, {"123456789012345678", 0, 0, "", "", 123456789012345678.0, true},
	{"9223372036854775806", 0, 0, "", "", 9223372036854775806.0, true},
	{"92233720368547758080", 0, 0, "", "", 92233720368547758080.0, false},
	{"3.141592653589793238", 0, 0, "", "", 3.141592653589793, false},
	{"1,234", 0, ',', "", "", 1234, true}, {"1,234,567.89", 0, ',', "", "", 1234567.89, false},
	{"12,34,567", 0, ',', "", "", 1234567, true}, {"1.234.567,89", ',', '.', "", "", 1234567.89, false},
	{"12,5", ',', 0, "", "", 12.5, false}, {"1 234,5", ',', ' ', "", "", 1234.5, false},
	{"1\xC2\xA0" "234", 0, ' ', "", "", 1234, true}, {"1'234.50", 0, '\'', "", "", 1234.5, false},
	{"1\xE2\x80\x99" "234", 0, '\'', "", "", 1234, true},
	{"$12.50", 0, 0, "$", "", 12.5, false}, {"-$12.50", 0, 0, "$", "", -12.5, false},
	{"$-12.50", 0, 0, "$", "", -12.5, false}, {"($1,234.50)", 0, ',', "$", "", -1234.5, false},
	{"\xE2\x82\xAC 1.234,50", ',', '.', "\xE2\x82\xAC", "", 1234.5, false},
	{"1.234,50 \xE2\x82\xAC", ',', '.', "", "\xE2\x82\xAC", 1234.5, false}, {"USD 5", 0, 0, "USD", "", 5, true},
	{"45%", 0, 0, "", "%", 45, true}, {"45.5 %", 0, 0, "", "%", 45.5, false}, {"12 kg", 0, 0, "", "kg", 12, true},
	{"12-", 0, 0, "", "", -12, true}, {"\xE2\x88\x92" "5", 0, 0, "", "", -5, true}, {"(5)", 0, 0, "", "", -5, true},
};

START_TEST(numbers_are_read)
{
	struct cell_format f = {.type = CELL_NUMBER, .decimal = NUMBERS[_i].decimal, .thousands = NUMBERS[_i].thousands};
	struct cell_number x;
	const char *s = NUMBERS[_i].cell;

	snprintf(f.prefix, sizeof f.prefix, "%s", NUMBERS[_i].prefix);
	snprintf(f.suffix, sizeof f.suffix, "%s", NUMBERS[_i].suffix);
	ck_assert_msg(cell_number(&f, s, strlen(s), &x), "%s", s);
	ck_assert_msg(x.d == NUMBERS[_i].d, "%s is %.17g", s, x.d);
	ck_assert_msg(x.whole == NUMBERS[_i].whole, "%s", s);
	if (x.whole)
		ck_assert_msg((double)x.i == x.d, "%s", s);
}
END_TEST

static const char *const NO_NUMBERS[] = {
	"", "-", "+", ".", "1.2.3", "1e", "e5", "0x10", "1,23", "12,3456", ",123", "1,,234", "abc", "1a", "--5", "nan", "inf",
	"1 2", "$", "%", "1e999", "12.5.", "1,234,56.7", "()", "+-5", "1-2",
};

START_TEST(what_is_no_number_is_none)
{
	struct cell_format f = {.type = CELL_NUMBER, .thousands = ',', .prefix = "$", .suffix = "%"};
	struct cell_number x;
	const char *s = NO_NUMBERS[_i];

	ck_assert_msg(!cell_number(&f, s, strlen(s), &x), "%s is %g", s, x.d);
}
END_TEST

/* The short way says what the long way says, or nothing. */
START_TEST(short_numbers_agree)
{
	static const char alphabet[] = "0123456789012345678900..-+e";
	unsigned int seed = 11;

	for (int i = 0; i < 400000; i++) {
		char s[40] = {0};
		struct cell_number a, b;
		size_t n;

		seed = seed * 1103515245 + 12345;
		n = 1 + (seed >> 16) % 18;
		for (size_t k = 0; k < n; k++) {
			seed = seed * 1103515245 + 12345;
			s[k] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		if (!cell_short_number(s, n, &a))
			continue;
		ck_assert_msg(cell_plain_number(s, n, &b), "%s", s);
		ck_assert_msg(a.d == b.d && a.whole == b.whole && (!a.whole || a.i == b.i), "%s: %.17g %d, %.17g %d", s, a.d,
		    a.whole, b.d, b.whole);
	}
}
END_TEST

/* ---- the rest */

START_TEST(booleans_and_nulls)
{
	struct cell_format f = {.type = CELL_BOOLEAN, .yes = "Ja", .no = "Nein", .nulls = 2, .null_text = {"NA", "-"}};
	struct cell_value v;

	ck_assert(cell_read(&f, "ja", 2, &v) && v.kind == CELL_INT && v.i == 1);
	ck_assert(cell_read(&f, "Nein", 4, &v) && v.kind == CELL_INT && v.i == 0);
	ck_assert(cell_read(&f, "NA", 2, &v) && v.kind == CELL_NULL);
	ck_assert(cell_read(&f, "-", 1, &v) && v.kind == CELL_NULL);
	ck_assert(cell_read(&f, "", 0, &v) && v.kind == CELL_NULL);
	ck_assert(!cell_read(&f, "yes", 3, &v) && v.kind == CELL_NULL);
	f.yes[0] = f.no[0] = '\0';
	ck_assert(cell_read(&f, "TRUE", 4, &v) && v.i == 1);
	ck_assert(cell_read(&f, "0", 1, &v) && v.i == 0);
}
END_TEST

START_TEST(formats_survive_the_line)
{
	struct cell_format f = {.type = CELL_NUMBER, .decimal = ',', .thousands = '.', .prefix = "$", .suffix = "%",
	    .nulls = 1, .null_text = {"n/a"}};
	jv column = cell_format_set(&f, jv_object());
	struct cell_format g = cell_format_from(column);

	ck_assert_int_eq(memcmp(&f, &g, sizeof f), 0);
	jv_free(column);
}
END_TEST

START_TEST(epochs)
{
	struct cell_format f = {.type = CELL_DATETIME, .date = "%s"};
	struct cell_value v;

	ck_assert(cell_read(&f, "1706706309", 10, &v));
	ck_assert_str_eq(v.buf, "2024-01-31T13:05:09");
	snprintf(f.date, sizeof f.date, "%s", "%s000");
	ck_assert(cell_read(&f, "1706706309250", 13, &v));
	ck_assert_str_eq(v.buf, "2024-01-31T13:05:09.250");
	ck_assert(cell_read(&f, "-1", 2, &v));
	ck_assert_str_eq(v.buf, "1969-12-31T23:59:59.999");
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_loop_test(t, dates_are_read, 0, sizeof DATES / sizeof DATES[0]);
	tcase_add_loop_test(t, what_is_no_date_is_none, 0, sizeof NO_DATES / sizeof NO_DATES[0]);
	tcase_add_loop_test(t, numbers_are_read, 0, sizeof NUMBERS / sizeof NUMBERS[0]);
	tcase_add_loop_test(t, what_is_no_number_is_none, 0, sizeof NO_NUMBERS / sizeof NO_NUMBERS[0]);
	tcase_add_test(t, short_numbers_agree);
	tcase_add_test(t, booleans_and_nulls);
	tcase_add_test(t, formats_survive_the_line);
	tcase_add_test(t, epochs);
}

UNIT_MAIN("cell", add)
