/* The modules that everything stands on: str, digest, line, rec, proc. */
#include "digest.h"
#include "json.h"
#include "line.h"
#include "proc.h"
#include "rec.h"
#include "str.h"
#include "unit.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(str_foreign_escapes_and_cuts)
{
	struct str b = {0};

	str_foreign(&b, "a\tb\xff\xc3\xa9", 6);
	ck_assert_str_eq(b.s, "a\\x09b\\xFF\xc3\xa9");
	str_clear(&b);
	char many[200];

	memset(many, 'x', sizeof many);
	str_foreign(&b, many, sizeof many);
	ck_assert_uint_eq(b.n, 120 + strlen("…"));
	str_free(&b);
}
END_TEST

START_TEST(str_utf8_follows_table_3_7)
{
	ck_assert_uint_eq(str_utf8("abc", 3), 3);
	ck_assert_uint_eq(str_utf8("\xe2\x82\xac", 3), 3);
	ck_assert_uint_eq(str_utf8("\xe2\x82", 2), 0);
	ck_assert_uint_eq(str_utf8("\xc0\x80", 2), 0);
	ck_assert_uint_eq(str_utf8("\xed\xa0\x80", 3), 0);
	ck_assert_uint_eq(str_utf8("\xf4\x90\x80\x80", 4), 0);
}
END_TEST

START_TEST(str_distance_counts_swaps)
{
	ck_assert_int_eq(str_distance("revenue", "Revenue", 3), 0);
	ck_assert_int_eq(str_distance("reveune", "revenue", 3), 1);
	ck_assert_int_eq(str_distance("revnue", "revenue", 3), 1);
	ck_assert_int_eq(str_distance("abc", "xyz", 2), 3);
	ck_assert_int_eq(str_distance("", "abc", 5), 3);
}
END_TEST

START_TEST(digest_does_not_see_the_order_of_keys)
{
	jv a = digest_jv(jv_parse("{\"a\":1,\"b\":[2]}")), b = digest_jv(jv_parse("{\"b\":[2],\"a\":1}"));

	ck_assert_str_eq(jv_string_value(a), jv_string_value(b));
	ck_assert_int_eq(strncmp(jv_string_value(a), "xxh128:", 7), 0);
	jv_free(a);
	jv_free(b);
}
END_TEST

START_TEST(line_reads_lines_of_any_length)
{
	int fd[2];
	const char *s;
	size_t n;

	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_eq(line_write(fd[1], "one\n\nthree", 10), 0);
	close(fd[1]);
	struct line_reader r = line_reader(fd[0]);

	ck_assert_int_eq(line_next(&r, &s, &n), 1);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(line_next(&r, &s, &n), 1);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(line_next(&r, &s, &n), 1);
	ck_assert_int_eq(memcmp(s, "three", n), 0);
	ck_assert_int_eq(line_next(&r, &s, &n), 0);
	ck_assert_uint_eq(r.number, 3);
	line_free(&r);
	close(fd[0]);
}
END_TEST

static void
set_gives(const char *line, const char *key, const char *value, const char *want)
{
	struct rec r;

	ck_assert_ptr_null(rec_parse(&r, line, strlen(line)));
	rec_set(&r, key, jv_parse(value));
	ck_assert_str_eq(r.bytes.s, want);
	rec_free(&r);
}

START_TEST(json_is_spelled_as_libjq_spells_it)
{
	static const char *const texts[] = {"null", "true", "[]", "{}", "[1,-2,0,-0,1.5,-3.05,0.001,0.00101,0.0009,123456789.12345,0.30000000000000004,99.99999,-1.000001,1e15,999999999999999,1e17,1e300,-1e-7,0.1,3e-320]",
	    "\"\\u0000\\u0001\\b\\f\\n\\r\\t\\u001f\\u007f\\\"\\\\/\\u00e9\\ud83d\\ude00 <script>\"",
	    "{\"b\":1,\"a\":[{\"z\":{},\"é\":2,\"B\":null}],\"\":\"\",\"a\\u0000b\":[[],[[0.25]]]}"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int sorted = 0; sorted < 2; sorted++) {
			jv v = jv_parse(texts[i]), want = jv_dump_string(jv_copy(v), sorted ? JV_PRINT_SORTED : 0);
			struct str got = {0};

			ck_assert(jv_is_valid(v));
			json_add(&got, v, sorted);
			ck_assert_str_eq(got.s, jv_string_value(want));
			str_free(&got);
			jv_free(want);
			jv_free(v);
		}
}
END_TEST

START_TEST(rec_set_leaves_other_bytes_alone)
{
	set_gives("{\"a\": 1.10}", "b", "2", "{\"a\": 1.10,\"b\":2}");
	set_gives("{\"b\": [1, {\"b\":3}] ,\"a\": 1.10}", "b", "2", "{\"b\": 2 ,\"a\": 1.10}");
	set_gives("{ }", "b", "{}", "{\"b\":{}}");
	set_gives("{\"x\":\"}\\\"\",\"b\":\"y\" } ", "b", "null", "{\"x\":\"}\\\"\",\"b\":null } ");
	set_gives("{\"b\":1,\"\\u0062\":2}", "b", "3", "{\"b\":1,\"\\u0062\":3}");
	set_gives("{\"b\\u0000c\":1}", "b", "2", "{\"b\\u0000c\":1,\"b\":2}");
}
END_TEST

START_TEST(rec_parse_says_why_not)
{
	struct rec r;

	ck_assert_str_eq(rec_parse(&r, "[1]", 3), "not a JSON object");
	rec_free(&r);
	ck_assert_str_eq(rec_parse(&r, "{\"a\":", 5), "not JSON");
	rec_free(&r);
	ck_assert_str_eq(rec_parse(&r, "{\"a\":\"\xff\"}", 9), "not UTF-8");
	rec_free(&r);
	ck_assert_str_eq(rec_parse(&r, "{\"a\":1}\x1e", 8), "a record separator (byte 30)");
	rec_free(&r);
}
END_TEST

static struct proc_result
sh(const char *text, struct proc p)
{
	const char *argv[] = {"sh", "-c", text, NULL};
	struct proc_result r;

	p.argv = argv;
	proc_run(&p, &r);
	return r;
}

START_TEST(proc_brings_output_status_and_breaches)
{
	struct proc_result r = sh("cat; echo bad >&2; exit 7", (struct proc){.in = "hello", .in_size = 5});

	ck_assert_int_eq(r.end, PROC_EXIT);
	ck_assert_int_eq(r.code, 7);
	ck_assert_str_eq(r.out.s, "hello");
	ck_assert_str_eq(r.err.s, "bad\n");
	proc_free(&r);
	r = sh("sleep 10", (struct proc){.wall_ms = 50});
	ck_assert_int_eq(r.end, PROC_TIME);
	proc_free(&r);
	r = sh("exec >&- 2>&-; sleep 10", (struct proc){.wall_ms = 50});
	ck_assert_int_eq(r.end, PROC_TIME);
	proc_free(&r);
	r = sh("yes", (struct proc){.out_cap = 1000});
	ck_assert_int_eq(r.end, PROC_OUTPUT);
	ck_assert_uint_eq(r.out.n, 1000);
	proc_free(&r);
	r = sh("kill -9 $$", (struct proc){0});
	ck_assert_int_eq(r.end, PROC_SIGNAL);
	ck_assert_int_eq(r.code, 9);
	proc_free(&r);
	r = sh("sleep 10 & echo early", (struct proc){.wall_ms = 5000});
	ck_assert_int_eq(r.end, PROC_EXIT);
	ck_assert_str_eq(r.out.s, "early\n");
	ck_assert_int_lt((int)r.ms, 2000);
	proc_free(&r);
	r = sh("setsid sleep 10 & sleep 10", (struct proc){.wall_ms = 50, .orphans = true});
	ck_assert_int_eq(r.end, PROC_TIME);
	ck_assert_int_eq(waitpid(-1, NULL, 0), -1);
	proc_free(&r);
	const char *argv[] = {"/no/such/program", NULL};

	proc_run(&(struct proc){.argv = argv}, &r);
	ck_assert_int_eq(r.end, PROC_NONE);
	proc_free(&r);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, str_foreign_escapes_and_cuts);
	tcase_add_test(t, str_utf8_follows_table_3_7);
	tcase_add_test(t, str_distance_counts_swaps);
	tcase_add_test(t, digest_does_not_see_the_order_of_keys);
	tcase_add_test(t, line_reads_lines_of_any_length);
	tcase_add_test(t, json_is_spelled_as_libjq_spells_it);
	tcase_add_test(t, rec_set_leaves_other_bytes_alone);
	tcase_add_test(t, rec_parse_says_why_not);
	tcase_add_test(t, proc_brings_output_status_and_breaches);
}

UNIT_MAIN("core", add)
