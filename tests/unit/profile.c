/* What columns are taken for: one column a row, its cells, type, role, unit and
 * format. */
#include "cell.h"
#include "line.h"
#include "profile.h"
#include "rec.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static jv
profile_text(const char *text, size_t n, int dates)
{
	struct profile_options o = {.dialect = csvin_dialect_any(), .threads = 1, .dates = dates};
	char path[40];
	int fd = memfd_create("profile", 0);

	ck_assert_int_eq(line_write(fd, text, n), 0);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	jv v = profile_file(path, "t", &o);

	close(fd);
	ck_assert_msg(jv_true_at(v, "ok"), "%.300s", text);
	return v;
}

static jv
column(jv dataset, int at)
{
	jv columns = jv_at(dataset, "columns");

	return jv_array_get(columns, at);
}

/* Cells are split at |; the whole list comes times times. */
static const struct {
	const char *name, *cells;
	int times;
	const char *type, *role, *unit, *format;
	int nulls, invalid;
} COLUMNS[] = {
	{"n", "1|2|3|-4", 8, "integer", "measure", NULL, "null", 0, 0},
	{"x", "1.5|2|3e2", 8, "number", "measure", NULL, "null", 0, 0},
	{"x", "1.0|2.0|30.0|", 8, "integer", "measure", NULL, "null", 8, 0},
	{"price", "$1.50|$20|$1,234.00", 4, "number", "measure", "$", "{\"prefix\":\"$\",\"thousands\":\",\"}", 0, 0},
	{"price", "1.234,50 €|20 €|7,5 €", 4, "number", "measure", "€", "{\"decimal\":\",\",\"suffix\":\"€\",\"thousands\":\".\"}", 0, 0},
	{"paid", "USD 5.00|USD 7.25|USD 1,300.50", 4, "number", "measure", "USD", "{\"prefix\":\"USD\",\"thousands\":\",\"}", 0, 0},
	{"cost", "£5|£7|-£3", 4, "integer", "measure", "£", "{\"prefix\":\"£\"}", 0, 0},
	{"cost", "12 kr|7,50 kr|100 kr", 4, "number", "measure", "kr", "{\"decimal\":\",\",\"suffix\":\"kr\"}", 0, 0},
	{"balance", "(1,234.50)|99.00|(3.25)", 4, "number", "measure", NULL, "{\"thousands\":\",\"}", 0, 0},
	{"n", "1.5e3|2E-4|-3e+2", 4, "number", "measure", NULL, "null", 0, 0},
	{"n", "12,34,567|1,00,000|99,999", 4, "integer", "measure", NULL, "{\"thousands\":\",\"}", 0, 0},
	{"n", "5-|7-|3.5", 4, "number", "measure", NULL, "null", 0, 0},
	{"loss", "($5.00)|$3.00|($1.25)", 4, "number", "measure", "$", "{\"prefix\":\"$\"}", 0, 0},
	{"share", "5%|12.5%|100%", 4, "number", "measure", "%", "{\"suffix\":\"%\"}", 0, 0},
	{"weight (kg)", "5.5|12.5|100", 4, "number", "measure", "kg", "null", 0, 0},
	{"load", "5 kg|12 kg|100 kg", 4, "integer", "measure", "kg", "{\"suffix\":\"kg\"}", 0, 0},
	{"price_usd", "5.5|12.5|100", 4, "number", "measure", "$", "null", 0, 0},
	{"n", "1,234|12,345|1,234,567", 4, "integer", "measure", NULL, "{\"thousands\":\",\"}", 0, 0},
	{"n", "1 234|12 345|7", 4, "integer", "measure", NULL, "{\"thousands\":\" \"}", 0, 0},
	{"n", "1'234|12'345|7", 4, "integer", "measure", NULL, "{\"thousands\":\"'\"}", 0, 0},
	{"n", "1,5|2,75|13,25", 4, "number", "measure", NULL, "{\"decimal\":\",\"}", 0, 0},
	{"n", "1,5|1,234|2,75", 4, "number", "measure", NULL, "{\"decimal\":\",\"}", 0, 0},
	{"n", "1.5|2.25|oops|3|4|5|6|7|8|9|10", 2, "number", "measure", NULL, "null", 0, 2},
	{"n", "1.5|NA|-|#N/A|?|null", 6, "number", "measure", NULL, "null", 30, 0},
	{"mixed", "1|two|3|four", 4, "text", "category", NULL, "null", 0, 0},
	{"room", "101|102|103|104|105|106|107|108|109|110|111|112|113|114|115|116|117|118|119|120|224B|224C", 1, "text", "id", NULL, "null", 0, 0},
	{"active", "true|false", 6, "boolean", "category", NULL, "null", 0, 0},
	{"active", "TRUE|FALSE|True", 6, "boolean", "category", NULL, "null", 0, 0},
	{"member", "yes|no", 6, "boolean", "category", NULL, "{\"false\":\"no\",\"true\":\"yes\"}", 0, 0},
	{"member", "Y|N|", 6, "boolean", "category", NULL, "{\"false\":\"N\",\"true\":\"Y\"}", 6, 0},
	{"flag", "0|1", 6, "boolean", "category", NULL, "null", 0, 0},
	{"switch", "on|off", 6, "boolean", "category", NULL, "{\"false\":\"off\",\"true\":\"on\"}", 0, 0},
	{"aktiv", "ja|nein", 6, "boolean", "category", NULL, "{\"false\":\"nein\",\"true\":\"ja\"}", 0, 0},
	{"actif", "oui|non", 6, "boolean", "category", NULL, "{\"false\":\"non\",\"true\":\"oui\"}", 0, 0},
	{"actif", "vrai|faux", 6, "boolean", "category", NULL, "{\"false\":\"faux\",\"true\":\"vrai\"}", 0, 0},
	{"activo", "sí|no", 6, "boolean", "category", NULL, "{\"false\":\"no\",\"true\":\"sí\"}", 0, 0},
	{"aktiv", "wahr|falsch", 6, "boolean", "category", NULL, "{\"false\":\"falsch\",\"true\":\"wahr\"}", 0, 0},
	{"ok", "t|f", 6, "boolean", "category", NULL, "{\"false\":\"f\",\"true\":\"t\"}", 0, 0},
	{"ok", "1.0|0.0|", 6, "boolean", "category", NULL, "{\"false\":\"0.0\",\"true\":\"1.0\"}", 6, 0},
	{"state", "enabled|disabled", 6, "boolean", "category", NULL, "{\"false\":\"disabled\",\"true\":\"enabled\"}", 0, 0},
	{"state", "Active|Inactive", 6, "boolean", "category", NULL, "{\"false\":\"Inactive\",\"true\":\"Active\"}", 0, 0},
	{"size", "S|M|L", 6, "text", "category", NULL, "null", 0, 0},
	{"day", "2024-01-31|2024-02-01", 4, "date", "time", NULL, "null", 0, 0},
	{"day", "31/01/2024|02/01/2024", 4, "date", "time", NULL, "{\"date\":\"%d/%m/%Y\"}", 0, 0},
	{"day", "01/31/2024|01/02/2024", 4, "date", "time", NULL, "{\"date\":\"%m/%d/%Y\"}", 0, 0},
	{"day", "31.01.2024|02.01.2024", 4, "date", "time", NULL, "{\"date\":\"%d.%m.%Y\"}", 0, 0},
	{"day", "Jan 31, 2024|Feb 1, 2024", 4, "date", "time", NULL, "{\"date\":\"%b %d, %Y\"}", 0, 0},
	{"day", "31-Jan-24|01-Feb-24", 4, "date", "time", NULL, "{\"date\":\"%d-%b-%y\"}", 0, 0},
	{"day", "20240131|20240201", 4, "date", "time", NULL, "{\"date\":\"%Y%m%d\"}", 0, 0},
	{"month", "2024-01|2024-02", 4, "date", "time", NULL, "{\"date\":\"%Y-%m\"}", 0, 0},
	{"month", "Jan 2024|Feb 2024", 4, "date", "time", NULL, "{\"date\":\"%b %Y\"}", 0, 0},
	{"quarter", "2024-Q1|2024-Q2", 4, "date", "time", NULL, "{\"date\":\"%Y-Q%q\"}", 0, 0},
	{"when", "2024-01-31 10:00:00|2024-01-31 10:30:00", 4, "datetime", "time", NULL, "{\"date\":\"%Y-%m-%d %H:%M:%S\"}", 0, 0},
	{"when", "2024-01-31T10:00:00Z|2024-01-31T10:30:00Z", 4, "datetime", "time", NULL, "null", 0, 0},
	{"when", "2024-01-31 00:00:00|2024-02-01 00:00:00", 4, "date", "time", NULL, "{\"date\":\"%Y-%m-%d %H:%M:%S\"}", 0, 0},
	{"when", "1/31/2024 5:06 PM|2/1/2024 6:07 AM", 4, "datetime", "time", NULL, "{\"date\":\"%m/%d/%Y %I:%M %p\"}", 0, 0},
	{"created_at", "1706706309|1706706400", 4, "datetime", "time", NULL, "{\"date\":\"%s\"}", 0, 0},
	{"timestamp", "1706706309250|1706706400000", 4, "datetime", "time", NULL, "{\"date\":\"%s000\"}", 0, 0},
	{"visits", "1706706309|1706706400", 4, "integer", "measure", NULL, "null", 0, 0},
	{"at", "10:30|11:45:10", 4, "time", "time", NULL, "null", 0, 0},
	{"at", "10:30 AM|1:45 PM", 4, "time", "time", NULL, "{\"date\":\"%I:%M %p\"}", 0, 0},
	{"when", "2024-01-31T10:00:00.250+02:00|2024-01-31T10:30:00.5+02:00", 4, "datetime", "time", NULL, "null", 0, 0},
	{"at", "10:30:15|11:45:10.5", 4, "time", "time", NULL, "null", 0, 0},
	{"n", "1|None|2|N/A|3|-", 6, "integer", "measure", NULL, "null", 18, 0},
	{"day", "2024-01-31|n/a|2024-02-01|unknown", 6, "date", "time", NULL, "null", 12, 0},
	{"day", "2024-01-31|2024-02-01|2024-02-02|2024-02-03|2024-02-04|2024-02-05|2024-02-06|2024-02-07|2024-02-08|2024-02-09|soon", 1, "date", "time", NULL, "null", 0, 1},
	{"nothing", "", 4, "empty", "text", NULL, "null", 4, 0},
	{"nothing", "NULL|", 4, "empty", "text", NULL, "null", 8, 0},
	{"code", "NA|DE|FR|US|GB", 4, "text", "category", NULL, "null", 0, 0},
	{"city", "NA|Berlin|Paris|London|Rome", 4, "text", "geo", NULL, "null", 4, 0},
	{"note", "good|-|bad|fine", 4, "text", "category", NULL, "null", 4, 0},
	{"answer", "None|Some|All", 4, "text", "category", NULL, "null", 0, 0},
	/* traps of roles */
	{"year", "1999|2000|2001|2002", 6, "integer", "time", NULL, "null", 0, 0},
	{"Founded", "1899|1920|2001|2002", 6, "integer", "time", NULL, "null", 0, 0},
	{"value", "1999|2000|2001|2002", 6, "integer", "measure", NULL, "null", 0, 0},
	{"season", "1999|2000|2001|2002", 6, "integer", "time", NULL, "null", 0, 0},
	{"rating", "1|2|3|4|5", 20, "integer", "category", NULL, "null", 0, 0},
	{"stars", "1|2|3|4|5", 20, "integer", "category", NULL, "null", 0, 0},
	{"Pclass", "1|2|3", 20, "integer", "category", NULL, "null", 0, 0},
	{"cylinders", "4|6|8|3|5", 20, "integer", "category", NULL, "null", 0, 0},
	{"month", "1|2|3|4|5|6|7|8|9|10|11|12", 6, "integer", "category", NULL, "null", 0, 0},
	{"quantity", "1|2|3|4", 20, "integer", "measure", NULL, "null", 0, 0},
	{"num_children", "0|1|2", 20, "integer", "measure", NULL, "null", 0, 0},
	{"zip", "02134|10001|94105", 20, "text", "geo", NULL, "null", 0, 0},
	{"zip_code", "12134|10001|94105", 20, "integer", "geo", NULL, "null", 0, 0},
	{"phone", "5551234567|5559876543|5552223333", 5, "integer", "id", NULL, "null", 0, 0},
	{"customer_id", "17|29|31", 6, "integer", "id", NULL, "null", 0, 0},
	{"CustomerID", "17|29|31", 6, "integer", "id", NULL, "null", 0, 0},
	{"empno", "7|8|9", 6, "integer", "id", NULL, "null", 0, 0},
	{"order_number", "1001|1002|1003|1004|1005|1006|1007|1008|1009|1010|1011|1012|1013|1014|1015|1016|1017|1018|1019|1020|1021", 1, "integer", "id", NULL, "null", 0, 0},
	{"card", "4539333582760|4539333582761|4539333582799", 1, "integer", "id", NULL, "null", 0, 0},
	{"row", "1|2|3|4|5|6|7|8|9|10", 1, "integer", "id", NULL, "null", 0, 0},
	{"paid", "17|29|310", 6, "integer", "measure", NULL, "null", 0, 0},
	{"sku", "A-17|B-29|C-31|D-1|E-2|F-3|G-4|H-5|I-6|J-7|K-8|L-9|M-1|N-2|O-3|P-4|Q-5|R-6|S-7|T-8|U-9", 1, "text", "id", NULL, "null", 0, 0},
	{"postal code", "12134|10001|94105", 20, "integer", "geo", NULL, "null", 0, 0},
	{"birth_year", "1959|1960|1971", 6, "integer", "time", NULL, "null", 0, 0},
	{"score", "1|2|3|4|5", 20, "integer", "measure", NULL, "null", 0, 0},
	{"lat", "48.1|52.5|-33.9", 4, "number", "geo", NULL, "null", 0, 0},
	{"longitude", "11.5|13.4|151.2", 4, "number", "geo", NULL, "null", 0, 0},
	{"uuid", "6f1e2c3a-0001-4a6b-9c1d-0a1b2c3d4e5f|7f1e2c3a-0002-4a6b-9c1d-0a1b2c3d4e5f|8f1e2c3a-0003-4a6b-9c1d-0a1b2c3d4e5f", 1, "text", "id", NULL, "null", 0, 0},
	{"latitude", "48.1|52.5|-33.9", 4, "number", "geo", NULL, "null", 0, 0},
	{"lng", "11.5|13.4|151.2", 4, "number", "geo", NULL, "null", 0, 0},
	{"long", "1100.5|13.4|151.2", 4, "number", "measure", NULL, "null", 0, 0},
	{"Country", "Chad|Mali|Peru", 4, "text", "geo", NULL, "null", 0, 0},
	{"home_state", "TX|NY|CA", 4, "text", "geo", NULL, "null", 0, 0},
	{"comment", "the first of some long remarks that nobody will ever group by, is it not|the second of some long remarks that nobody will ever group by, is it not", 1, "text", "text", NULL, "null", 0, 0},
};

START_TEST(columns_are_known)
{
	struct str b = {0};
	jv format;

	str_addf(&b, "\"%s\",filler\n", COLUMNS[_i].name);
	for (int t = 0; t < COLUMNS[_i].times; t++)
		for (const char *s = COLUMNS[_i].cells;;) {
			size_t n = strcspn(s, "|");

			str_addf(&b, "\"%.*s\",w%d\n", (int)n, s, t);
			if (s[n] == '\0')
				break;
			s += n + 1;
		}
	jv v = profile_text(b.s, b.n, 0), c = column(v, 0);
	const char *unit = jv_text(c, "unit");

	format = jv_dump_string(jv_at(c, "format"), JV_PRINT_SORTED);
	ck_assert_msg(strcmp(jv_text(c, "name"), COLUMNS[_i].name) == 0, "%s", b.s);
	ck_assert_msg(strcmp(jv_text(c, "type"), COLUMNS[_i].type) == 0 && strcmp(jv_text(c, "role"), COLUMNS[_i].role) == 0 &&
	    strcmp(jv_string_value(format), COLUMNS[_i].format) == 0, "%s: %s is %s, %s, %s", COLUMNS[_i].name, COLUMNS[_i].cells,
	    jv_text(c, "type"), jv_text(c, "role"), jv_string_value(format));
	ck_assert_msg((unit == NULL) == (COLUMNS[_i].unit == NULL) && (unit == NULL || strcmp(unit, COLUMNS[_i].unit) == 0),
	    "%s: unit %s", COLUMNS[_i].cells, unit);
	ck_assert_msg(jv_num(c, "nulls", -1) == COLUMNS[_i].nulls && jv_num(c, "invalid", -1) == COLUMNS[_i].invalid,
	    "%s: %g nulls, %g invalid", COLUMNS[_i].cells, jv_num(c, "nulls", -1), jv_num(c, "invalid", -1));
	jv_free(format);
	jv_free(c);
	jv_free(v);
	str_free(&b);
}
END_TEST

/* ---- each style of date, in a column */

/* The moment as the style has it. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
spell(struct str *b, const char *style, time_t t)
{
	struct tm tm;
	char text[64];

	gmtime_r(&t, &tm);
	for (; *style != '\0'; style++) {
		char one[3] = {style[0], style[0] == '%' ? style[1] : '\0', '\0'};

		style += style[0] == '%';
		if (strcmp(one, "%q") == 0)
			str_addf(b, "%d", tm.tm_mon / 3 + 1);
		else if (strftime(text, sizeof text, one, &tm) > 0)
			str_adds(b, text);
	}
}

START_TEST(styles_are_found_in_columns)
{
	const struct cell_style *style = &cell_styles[_i];
	struct str b = {0};
	struct cell_format f = {.type = style->type};
	struct cell_value first;

	snprintf(f.date, sizeof f.date, "%s", style->style);
	str_adds(&b, "v,filler\n");
	for (time_t i = 0; i < 9; i++) {
		str_addc(&b, '"');
		size_t at = b.n;

		spell(&b, style->style, 1616163936 + i * (37 * 86400 + 4711));
		if (i == 0)
			ck_assert_msg(cell_read(&f, b.s + at, b.n - at, &first), "%s: %s", style->style, b.s + at);
		str_addf(&b, "\",w%d\n", (int)i);
	}
	jv v = profile_text(b.s, b.n, 0), c = column(v, 0), min = jv_at(c, "min");

	ck_assert_msg(strcmp(jv_text(c, "type"), cell_type_name(style->type)) == 0, "%s: %s\n%s", style->style, jv_text(c, "type"), b.s);
	ck_assert_msg(jv_num(c, "invalid", -1) == 0 && jv_num(c, "distinct", 0) >= 2, "%s\n%s", style->style, b.s);
	if (style->type != CELL_TIME)
		ck_assert_msg(strncmp(jv_string_value(min), first.buf, 10) == 0, "%s: from %s", style->style, jv_string_value(min));
	jv_free(min);
	jv_free(c);
	jv_free(v);
	str_free(&b);
}
END_TEST

/* ---- what only the end of the file tells */

static jv
first_of(struct str *b)
{
	jv v = profile_text(b->s, b->n, 0), c = column(v, 0);

	jv_free(v);
	str_free(b);
	return c;
}

START_TEST(a_late_day_settles_the_order)
{
	struct str b = {0};

	str_adds(&b, "day,n\n");
	for (int i = 0; i < 60000; i++)
		str_addf(&b, "%02d/%02d/%d %02d:%02d,1\n", i % 12 + 1, i % 11 + 1, 2000 + i % 20, i % 24, i % 60);
	str_adds(&b, "31/01/2024 10:00,1\n");
	jv c = first_of(&b), f = jv_at(c, "format");

	ck_assert_str_eq(jv_text(f, "date"), "%d/%m/%Y %H:%M:%S");
	ck_assert(jv_num(c, "invalid", -1) == 0);
	jv_free(f);
	jv_free(c);
}
END_TEST

START_TEST(a_late_mark_settles_the_decimals)
{
	struct str b = {0};

	str_adds(&b, "n;m\n");
	for (int i = 0; i < 60000; i++)
		str_addf(&b, "%d.%03d;1\n", i % 90 + 1, i % 1000);
	for (int i = 0; i < 60000; i++)
		str_addf(&b, "%d,%02d;1\n", i % 90 + 1, i % 100);
	jv c = first_of(&b), f = jv_at(c, "format");

	ck_assert_str_eq(jv_text(f, "decimal"), ",");
	ck_assert_str_eq(jv_text(f, "thousands"), ".");
	ck_assert(jv_num(c, "invalid", -1) == 0);
	jv_free(f);
	jv_free(c);
}
END_TEST

START_TEST(a_late_letter_settles_the_encoding)
{
	struct str b = {0};

	str_adds(&b, "name,n\n");
	for (int i = 0; i < 60000; i++)
		str_addf(&b, "name %d,1\n", i);
	str_adds(&b, "caf\xE9,1\n");
	jv v = profile_text(b.s, b.n, 0), d = jv_at(v, "dialect");

	ck_assert_str_eq(jv_text(d, "encoding"), "windows-1252");
	jv_free(d);
	jv_free(v);
	str_free(&b);
}
END_TEST

START_TEST(a_column_that_turns_into_text)
{
	struct str b = {0};

	str_adds(&b, "n,m\n");
	for (int i = 0; i < 60000; i++)
		str_addf(&b, i < 30000 ? "%d,1\n" : "word %d,1\n", i);
	jv c = first_of(&b);

	ck_assert_str_eq(jv_text(c, "type"), "text");
	ck_assert(jv_num(c, "invalid", -1) == 0);
	jv_free(c);
}
END_TEST

START_TEST(ambiguous_days_are_said)
{
	static const char text[] = "day,n\n01/02/2024,1\n03/04/2024,2\n";
	jv v = profile_text(text, sizeof text - 1, 0), w = jv_array_get(jv_at(v, "warnings"), 0);

	ck_assert_str_eq(jv_text(w, "code"), "ambiguous-dates");
	jv_free(w);
	jv_free(v);
	v = profile_text(text, sizeof text - 1, 'd');
	jv c = column(v, 0);

	ck_assert_str_eq(jv_text(c, "min"), "2024-02-01");
	jv_free(c);
	jv_free(v);
}
END_TEST

/* ---- numbers */

START_TEST(many_values_are_counted_well)
{
	struct str b = {0};
	double sum = 0, squares = 0, n = 200000;

	str_adds(&b, "x,id,k\n");
	for (int i = 0; i < (int)n; i++) {
		double x = (double)((uint64_t)i * 7919 % 200003) / 100;

		str_addf(&b, "%.2f,%d,%d\n", x, i, i % 5000);
		sum += x;
		squares += x * x;
	}
	jv v = profile_text(b.s, b.n, 0), c = column(v, 0), id = column(v, 1), k = column(v, 2), q = jv_at(c, "quartiles");
	double mean = sum / n;

	ck_assert(fabs(jv_num(c, "mean", 0) - mean) < 1e-9 * mean);
	ck_assert(fabs(jv_num(c, "stddev", 0) - sqrt((squares - n * mean * mean) / (n - 1))) < 1e-6);
	ck_assert(jv_num(c, "min", -1) == 0 && jv_num(c, "max", -1) == 2000.02);
	for (int i = 0; i < 3; i++)
		ck_assert_msg(fabs(jv_number_value(jv_array_get(jv_copy(q), i)) / (500.005 * (i + 1)) - 1) < 0.005, "quartile %d", i);
	ck_assert(fabs(jv_num(id, "distinct", 0) / n - 1) < 0.02);
	ck_assert(fabs(jv_num(k, "distinct", 0) / 5000 - 1) < 0.02);
	jv_free(q);
	jv_free(c);
	jv_free(id);
	jv_free(k);
	jv_free(v);
	str_free(&b);
}
END_TEST

START_TEST(correlations_are_pearsons)
{
	static const char text[] = "a,b,c\n1.5,2.5,9\n2.5,4,7\n3.5,5,8\n4.5,8,2\n5.5,9,\n";
	jv v = profile_text(text, sizeof text - 1, 0), all = jv_at(v, "correlations");

	ck_assert_int_eq(jv_array_length(jv_copy(all)), 3);
	jv first = jv_array_get(jv_copy(all), 0);

	ck_assert_str_eq(jv_text(first, "a"), "a");
	ck_assert_str_eq(jv_text(first, "b"), "b");
	ck_assert(fabs(jv_num(first, "r", 0) - 0.9848) < 1e-9);
	jv_free(first);
	jv_free(all);
	jv_free(v);
}
END_TEST

START_TEST(ids_are_table_names)
{
	static const char *const names[][2] = {
		{"sales.csv", "sales"}, {"/a/b/sales-2024 (1).csv", "sales_2024_1_"}, {"2024.csv", "t_2024"}, {"x.csv.gz", "x"},
		{".csv", "_csv"}, {"-", "stdin"}, {"sales.tsv", "sales_2"},
	};
	jv taken = jv_array();

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		jv id = profile_id(names[i][0], taken);

		ck_assert_str_eq(jv_string_value(id), names[i][1]);
		taken = jv_array_append(taken, id);
	}
	jv_free(taken);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_loop_test(t, columns_are_known, 0, sizeof COLUMNS / sizeof COLUMNS[0]);
	int styles = 0;

	while (cell_styles[styles].style != NULL)
		styles++;
	tcase_add_loop_test(t, styles_are_found_in_columns, 0, styles);
	tcase_add_test(t, a_late_day_settles_the_order);
	tcase_add_test(t, a_late_mark_settles_the_decimals);
	tcase_add_test(t, a_late_letter_settles_the_encoding);
	tcase_add_test(t, a_column_that_turns_into_text);
	tcase_add_test(t, ambiguous_days_are_said);
	tcase_add_test(t, many_values_are_counted_well);
	tcase_add_test(t, correlations_are_pearsons);
	tcase_add_test(t, ids_are_table_names);
}

UNIT_MAIN("profile", add)
