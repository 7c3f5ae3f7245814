/* csvin against libcsv, and against what people's files look like. */
#include "csvin.h"
#include "unit.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- rows as text: fields end with US, rows with RS */

static void
on_field(void *s, size_t n, void *ctx)
{
	str_add(ctx, s, n);
	str_addc(ctx, '\x1F');
}

static void
on_row(int c, void *ctx)
{
	(void)c;
	str_addc(ctx, '\x1E');
}

/* What libcsv reads; a last line without end gets one. */
static void
by_libcsv(struct str *out, const char *s, size_t n)
{
	struct csv_parser p;

	ck_assert_int_eq(csv_init(&p, 0), 0);
	csv_parse(&p, s, n, on_field, on_row, out);
	csv_fini(&p, on_field, on_row, out);
	csv_free(&p);
}

static int
file_of(const char *s, size_t n)
{
	int fd = memfd_create("csvin", 0);

	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(write(fd, s, n), (ssize_t)n);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

/* What csvin reads; columns 0: as it guesses. */
static jv
by_csvin(struct str *out, const char *s, size_t n, struct csvin_dialect d)
{
	jv why;
	struct csvin *in = csvin_open_fd(file_of(s, n), "test", &d, &why);
	struct csvin_batch b = {0};

	if (in == NULL)
		return why;
	while (csvin_next(in, &b) == 1)
		for (size_t r = 0; r < b.rows; r++) {
			for (size_t c = 0; c < b.columns; c++) {
				size_t len;

				csvin_column(&b, c);
				const char *cell = csvin_cell(&b, r, c, &len);

				on_field((void *)(uintptr_t)cell, len, out);
			}
			on_row('\n', out);
		}
	jv warnings = csvin_warnings(in);

	csvin_batch_free(&b);
	csvin_close(in);
	return warnings;
}

static struct csvin_dialect
plain(size_t columns)
{
	struct csvin_dialect d = csvin_dialect_any();

	d.delimiter = ',';
	d.quote = '"';
	d.escape = d.header = 0;
	d.skip = 0;
	d.columns = columns;
	snprintf(d.encoding, sizeof d.encoding, "utf-8");
	return d;
}

static bool
has_warning(jv warnings, const char *code)
{
	bool found = false;

	jv_array_foreach(warnings, i, w) {
		jv c = jv_object_get(w, jv_string("code"));

		found |= strcmp(jv_string_value(c), code) == 0;
		jv_free(c);
	}
	return found;
}

static void
compare(const char *s, size_t n, size_t columns)
{
	struct str want = {0}, got = {0};

	by_libcsv(&want, s, n);
	jv warnings = by_csvin(&got, s, n, plain(columns));

	if (jv_get_kind(warnings) == JV_KIND_ARRAY && !has_warning(warnings, "open-quote") && !has_warning(warnings, "ragged-rows") &&
	    !has_warning(warnings, "odd-lines") && !has_warning(warnings, "trailing-delimiter"))
		ck_assert_msg(want.n == got.n && memcmp(want.s ? want.s : "", got.s ? got.s : "", want.n) == 0,
		    "input:\n%.*s\nlibcsv:\n%s\ncsvin:\n%s\n", (int)n, s, want.s, got.s);
	jv_free(warnings);
	str_free(&want);
	str_free(&got);
}

/* ---- random tables */

static unsigned int seed;

static unsigned int
dice(unsigned int n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static void
random_field(struct str *b)
{
	static const char *const fields[] = {
		"a", "", "12.5", "word", "two words", "\"quoted\"", "\"a,b\"", "\"a\"\"b\"", "\"\"", "\"\"\"\"", "\"line\nline\"",
		"\"cr\r\nlf\"", " padded ", "\t", "5\" pipe", "a\"b\"c", " \"spaced\" ", "\"tail\"x", "\xC3\xA9t\xC3\xA9",
		"\"\"\"start\"", "\"end\"\"\"", "\"a\"\"\"\"b\"", "longer field of text that passes sixteen bytes", "\",\"", "\"\n\"",
	};

	str_adds(b, fields[dice(sizeof fields / sizeof fields[0])]);
}

static void
random_rows(struct str *b, size_t rows, size_t columns, bool odd)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	const char *end = ends[dice(3)];

	for (size_t r = 0; r < rows; r++) {
		for (size_t c = 0; c < columns; c++) {
			if (c > 0)
				str_addc(b, ',');
			random_field(b);
		}
		str_adds(b, odd && dice(20) == 0 ? ends[dice(3)] : end);
		if (odd && dice(30) == 0)
			str_adds(b, end);
	}
}

START_TEST(reads_as_libcsv_does)
{
	seed = 1000 + (unsigned int)_i;
	for (int i = 0; i < 300; i++) {
		struct str b = {0};
		size_t columns = 2 + dice(6);

		random_rows(&b, 1 + dice(20), columns, true);
		compare(b.s, b.n - (dice(3) == 0), columns);
		str_free(&b);
	}
}
END_TEST

START_TEST(reads_any_bytes_as_libcsv_does)
{
	static const char alphabet[] = "ab\"\",,\n\n\r \t";

	seed = 5000 + (unsigned int)_i;
	for (int i = 0; i < 3000; i++) {
		char s[48];
		size_t n = 1 + dice(sizeof s - 1);

		for (size_t k = 0; k < n; k++)
			s[k] = alphabet[dice(sizeof alphabet - 1)];
		compare(s, n, 1 + dice(4));
	}
}
END_TEST

START_TEST(reads_across_batches_as_libcsv_does)
{
	struct str b = {0};

	seed = 77 + (unsigned int)_i;
	random_rows(&b, 30000, 4, _i % 2);
	ck_assert_uint_gt(b.n, 5 * 128 * 1024);
	compare(b.s, b.n, 4);
	str_free(&b);
}
END_TEST

/* ---- what files look like: the text, what it is read as (fields with |, rows
 * with /), and the warning */

static const struct {
	const char *text, *rows, *warning;
} FILES[] = {
	{"a,b\n1,2\n", "a|b/1|2/", NULL},
	{"a;b\n1,5;2\n2,5;3\n", "a|b/1,5|2/2,5|3/", NULL},
	{"a\tb\n1\t2\n", "a|b/1|2/", NULL},
	{"a|b\n1|2\n", "a|b/1|2/", NULL},
	{"a:b\n1:2\n3:4\n", "a|b/1|2/3|4/", NULL},
	{"a b\n1 2\n3 4\n", "a|b/1|2/3|4/", NULL},
	{"name      age\nAnn        31\nBob Lee   7\n", "name|age/Ann|31/Bob Lee|7/", NULL},
	{"  n    x   y\n  1  2.5   7\n 10   33  \"a  b\"  \n", "n|x|y/1|2.5|7/10|33|a  b/", NULL},
	{"city      country  people\nNew York  USA      8000000\nOslo      Norway   700000\n", "city|country|people/New York|USA|8000000/Oslo|Norway|700000/", NULL},
	{"RIFFs,name\n1,Ann\n2,Bob\n", "RIFFs|name/1|Ann/2|Bob/", NULL},
	{"a^b\n1^2\n3^4\n", "a|b/1|2/3|4/", NULL},
	{"sep=;\na;b\n1;2\n", "a|b/1|2/", NULL},
	{"a,b\r1,2\r3,4\r", "a|b/1|2/3|4/", NULL},
	{"a,b\r\n1,2\n3,4\r\n", "a|b/1|2/3|4/", NULL},
	{"a,b\r1,2\n3,4\r\n5,6\r", "a|b/1|2/3|4/5|6/", NULL},
	{"a,b\n1,2", "a|b/1|2/", NULL},
	{"\xEF\xBB\xBF" "a,b\n1,2\n", "a|b/1|2/", NULL},
	{"'a','b'\n'1, 2','it''s'\n'x','y'\n", "a|b/1, 2|it's/x|y/", NULL},
	{"a,b\n\"x \\\"y\\\" z\",\"1,2\"\n\"p\",\"q\\\\\"\n", "a|b/x \"y\" z|1,2/p|q\\/", NULL},
	{"Report of sales\nmade 2024\n\nname,n\nAnn,1\nBob,2\n", "name|n/Ann|1/Bob|2/", NULL},
	{"name,n,m\nAnn,1,2\nBob,2,3\n\nTotal of all\n", "name|n|m/Ann|1|2/Bob|2|3/", "odd-lines"},
	{"a,b,\n1,2,\n3,4,\n", "a|b/1|2/3|4/", NULL},
	{"a,b\n1,2\n3\n4,5,6\n", "a|b/1|2/3|/4|5/", "ragged-rows"},
	{"a,b\n1,2\n\n3,4\n", "a|b/1|2/3|4/", "blank-lines"},
	{"a,b\n5\" pipe,2\n3,4\n", "a|b/5\" pipe|2/3|4/", "stray-quotes"},
	{"a,b\n\"open,2\n3,4\n5,6\n7,8\n", "a|b/\"open|2/3|4/5|6/7|8/", "open-quote"},
	{"a,b\n\"open,2\n3,\"x y\"\n5,6\n7,8\n", "a|b/\"open|2/3|x y/5|6/7|8/", "open-quote"},
	{"a, \"b\"\n1, \"x, y\"\n2, \"z\"\n", "a|b/1|x, y/2|z/", NULL},
	{"a,a,,A\n1,2,3,4\n", "a|a_2|column_3|A_3/1|2|3|4/", NULL},
	{"1,2\n3,4\n5,6\n", "column_1|column_2/1|2/3|4/5|6/", NULL},
	{"country,1990,1991\nChad,1,2\nMali,3,4\n", "country|1990|1991/Chad|1|2/Mali|3|4/", NULL},
	{"name\nAnn\nBob\n", "name/Ann/Bob/", NULL},
	{"a,b\n1,caf\xE9\n2,x\n", "a|b/1|caf\xC3\xA9/2|x/", NULL},
	{"a,b\n\xC3\xA9,caf\xE9\n\xC3\xA8\xC3\xA9,x\n", "a|b/\xC3\xA9|caf\xEF\xBF\xBD/\xC3\xA8\xC3\xA9|x/", "bad-bytes"},
	{"a,b\n1,x", "a|b/1|x/", NULL},
	{"city,note\n\"Oslo\",\"a\nb\"\n", "city|note/Oslo|a\nb/", NULL},
	{"time,x\n10:30,1\n11:30,2\n", "time|x/10:30|1/11:30|2/", NULL},
	{"when,what\n2024-01-01 10:00:00,New York City\n2024-01-02 11:00:00,Los Angeles\n", "when|what/2024-01-01 10:00:00|New York City/2024-01-02 11:00:00|Los Angeles/", NULL},
};

START_TEST(files_are_read)
{
	struct csvin_dialect any = csvin_dialect_any();
	struct str got = {0};
	const char *text = FILES[_i].text;
	jv why;
	struct csvin *in = csvin_open_fd(file_of(text, strlen(text)), "test", &any, &why);

	ck_assert_msg(in != NULL, "%s", text);
	for (size_t c = 0; c < csvin_dialect(in)->columns; c++) {
		on_field((void *)(uintptr_t)csvin_name(in, c), strlen(csvin_name(in, c)), &got);
	}
	on_row('\n', &got);
	csvin_close(in);
	jv warnings = by_csvin(&got, text, strlen(text), any);

	for (size_t i = 0; i < got.n; i++) {
		if (got.s[i] == '\x1F')
			got.s[i] = got.s[i + 1] == '\x1E' ? '\x1D' : '|';
		else if (got.s[i] == '\x1E')
			got.s[i] = '/';
	}
	struct str clean = {0};

	for (size_t i = 0; i < got.n; i++)
		if (got.s[i] != '\x1D')
			str_addc(&clean, got.s[i]);
	ck_assert_msg(strcmp(clean.s, FILES[_i].rows) == 0, "%s\nread:   %s\nwanted: %s", text, clean.s, FILES[_i].rows);
	if (FILES[_i].warning != NULL)
		ck_assert_msg(has_warning(warnings, FILES[_i].warning), "%s: no warning %s", text, FILES[_i].warning);
	else
		ck_assert_msg(jv_array_length(jv_copy(warnings)) == 0, "%s: warned", text);
	jv_free(warnings);
	str_free(&got);
	str_free(&clean);
}
END_TEST

START_TEST(nul_bytes_are_dropped)
{
	static const char text[] = "a,b\n1\0,2\n3,4\n";
	struct str got = {0};
	jv warnings = by_csvin(&got, text, sizeof text - 1, csvin_dialect_any());

	ck_assert_str_eq(got.s, "1\x1F" "2\x1F\x1E" "3\x1F" "4\x1F\x1E");
	ck_assert(has_warning(warnings, "nul-bytes"));
	jv_free(warnings);
	str_free(&got);
}
END_TEST

START_TEST(batches_can_be_found_again)
{
	struct str b = {0}, again = {0};
	jv why;
	uint64_t offset = 0, first = 0;
	struct csvin_batch batch = {0};
	size_t n;

	str_adds(&b, "n,text\n");
	for (int i = 1; i <= 40000; i++)
		str_addf(&b, "%d,row number %d\n", i, i);
	struct csvin_dialect any = csvin_dialect_any();
	struct csvin *in = csvin_open_fd(file_of(b.s, b.n), "test", &any, &why);

	for (int i = 0; csvin_next(in, &batch) == 1; i++)
		if (i == 3) {
			offset = batch.offset;
			first = batch.first;
		}
	ck_assert_uint_gt(first, 1000);
	ck_assert(csvin_seek(in, offset, first));
	ck_assert_int_eq(csvin_next(in, &batch), 1);
	ck_assert_uint_eq(batch.first, first);
	csvin_column(&batch, 0);
	const char *s = csvin_cell(&batch, 0, 0, &n);

	str_add(&again, s, n);
	ck_assert_uint_eq(strtoul(again.s, NULL, 10), first);
	csvin_batch_free(&batch);
	csvin_close(in);
	str_free(&b);
	str_free(&again);
}
END_TEST

START_TEST(dialects_survive_the_line)
{
	struct csvin_dialect d = plain(7), e;

	d.skip = 3;
	d.trailing = true;
	jv o = csvin_dialect_jv(&d);

	e = csvin_dialect_from(o);
	ck_assert(e.delimiter == d.delimiter && e.quote == d.quote && e.escape == d.escape && e.header == d.header &&
	    e.skip == d.skip && e.columns == d.columns && e.trailing && strcmp(e.encoding, d.encoding) == 0);
	jv_free(o);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_loop_test(t, reads_as_libcsv_does, 0, 10);
	tcase_add_loop_test(t, reads_any_bytes_as_libcsv_does, 0, 10);
	tcase_add_loop_test(t, reads_across_batches_as_libcsv_does, 0, 2);
	tcase_add_loop_test(t, files_are_read, 0, sizeof FILES / sizeof FILES[0]);
	tcase_add_test(t, nul_bytes_are_dropped);
	tcase_add_test(t, batches_can_be_found_again);
	tcase_add_test(t, dialects_survive_the_line);
}

UNIT_MAIN("csvin", add)
