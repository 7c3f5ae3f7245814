/* What vizreport stands on: csvout, outdir, base64, svgplain. */
#include "base64.h"
#include "csvout.h"
#include "outdir.h"
#include "svg.h"
#include "svgplain.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
field_is(const char *cell, const char *guarded, const char *raw)
{
	struct str b = {0};

	csvout_field(&b, cell, strlen(cell), true);
	ck_assert_str_eq(b.s != NULL ? b.s : "", guarded);
	str_clear(&b);
	csvout_field(&b, cell, strlen(cell), false);
	ck_assert_str_eq(b.s != NULL ? b.s : "", raw);
	str_free(&b);
}

START_TEST(csvout_quotes_and_guards)
{
	field_is("plain", "plain", "plain");
	field_is("", "", "");
	field_is("a,b", "\"a,b\"", "\"a,b\"");
	field_is("say \"x\"", "\"say \"\"x\"\"\"", "\"say \"\"x\"\"\"");
	field_is("two\nlines", "\"two\nlines\"", "\"two\nlines\"");
	field_is(" end ", "\" end \"", "\" end \"");
	field_is("=1+1", "\"'=1+1\"", "=1+1");
	field_is("+cmd", "\"'+cmd\"", "+cmd");
	field_is("@SUM(A1)", "\"'@SUM(A1)\"", "@SUM(A1)");
	field_is("\t=1", "\"'\t=1\"", "\"\t=1\"");
	field_is(" =1", "\"' =1\"", "\" =1\"");
	field_is("＝1+1", "\"'＝1+1\"", "＝1+1");
	field_is("-5", "-5", "-5");
	field_is("+49.5e3", "+49.5e3", "+49.5e3");
	field_is("-5+cmd", "\"'-5+cmd\"", "-5+cmd");
	field_is("-", "\"'-\"", "-");
}
END_TEST

START_TEST(csvout_writes_a_table)
{
	jv table = jv_parse("{\"columns\":[{\"name\":\"a\"},{\"name\":\"=b\"}],"
	    "\"rows\":[[\"x\",0.1],[null,-3],[true,1e300],7]}");
	struct str b = {0}, again = {0};

	csvout_table(&b, table, true);
	ck_assert_str_eq(b.s, "a,\"'=b\"\nx,0.1\n,-3\ntrue,1e+300\n");
	csvout_again(&again, "a,\"=b, \"\"c\"\"\"\n\n\n,-3\n", true);
	ck_assert_str_eq(again.s, "a,\"'=b, \"\"c\"\"\"\n\n\n,-3\n");
	str_free(&again);
	str_free(&b);
	jv_free(table);
}
END_TEST

START_TEST(base64_knows_the_vectors)
{
	struct str b = {0};

	base64_sha256(&b, "abc", 3);
	ck_assert_str_eq(b.s, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	str_clear(&b);
	base64_decode(&b, "AAECA/8=");
	ck_assert_uint_eq(b.n, 5);
	ck_assert_int_eq(memcmp(b.s, "\x00\x01\x02\x03\xff", 5), 0);
	str_free(&b);
}
END_TEST

static bool
is_mine(const char *name)
{
	return strncmp(name, "mine", 4) == 0;
}

START_TEST(outdir_puts_and_prunes)
{
	char dir[] = "/tmp/viz-outdir-XXXXXX", deep[64], path[96];
	struct outdir o;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(deep, sizeof deep, "%s/a/b/", dir);
	ck_assert_int_eq(outdir_open(&o, deep), 0);
	ck_assert_int_eq(outdir_put(&o, "mine-1", "x", 1), 0);
	ck_assert_int_eq(outdir_put(&o, "mine-1", "yz", 2), 0);
	ck_assert_int_eq(outdir_put(&o, "other", "", 0), 0);
	ck_assert_int_eq(outdir_put(&o, "no/such", "", 0), -1);
	outdir_close(&o);
	ck_assert_int_eq(outdir_open(&o, deep), 0);
	ck_assert_int_eq(outdir_put(&o, "mine-2", "", 0), 0);
	ck_assert_int_eq(outdir_prune(&o, is_mine, ""), 0);
	snprintf(path, sizeof path, "%smine-1", deep);
	ck_assert_int_eq(access(path, F_OK), -1);
	snprintf(path, sizeof path, "%sother", deep);
	ck_assert_int_eq(unlink(path), 0);
	snprintf(path, sizeof path, "%smine-2", deep);
	ck_assert_int_eq(unlink(path), 0);
	outdir_close(&o);
	rmdir(deep);   /* fails where a temporary file was left */
	snprintf(path, sizeof path, "%s/a", dir);
	ck_assert_int_eq(rmdir(path), 0);
	rmdir(dir);
	ck_assert_int_eq(outdir_open(&o, "/dev/null/x"), -1);
	ck_assert_int_eq(errno, ENOTDIR);
	outdir_close(&o);
}
END_TEST

static void
touch(const char *dir, const char *name)
{
	char path[96];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fclose(f), 0);
}

/* Process 1 is always there: the number alone does not tell who wrote a file. */
START_TEST(outdir_prunes_what_nobody_will_end)
{
	static const char *const left[] = {".mine-1.1", ".put.1", ".theirs.1", ".mine-2.1x", ".mine-3."};
	char dir[] = "/tmp/viz-outdir-XXXXXX", path[96];
	struct outdir o, other;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		touch(dir, left[i]);
	ck_assert_int_eq(outdir_open(&other, dir), 0);
	for (int alone = 0; alone <= 1; alone++) {
		ck_assert_int_eq(outdir_open(&o, dir), 0);
		ck_assert_int_eq(outdir_put(&o, "put", "", 0), 0);
		if (alone)
			outdir_close(&other);
		ck_assert_int_eq(outdir_prune(&o, is_mine, ""), 0);
		outdir_close(&o);
		for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
			snprintf(path, sizeof path, "%s/%s", dir, left[i]);
			ck_assert_int_eq(access(path, F_OK), alone && i < 2 ? -1 : 0);
			if (alone)
				unlink(path);
		}
	}
	snprintf(path, sizeof path, "%s/put", dir);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(rmdir(dir), 0);
}
END_TEST

START_TEST(svgplain_takes_drawings_and_nothing_else)
{
	static const char *const good[] = {
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><title>a &lt; b</title>"
	    "<g class=\"series\" data-series=\"0\"><path d=\"M0,0\" fill=\"none\"/></g></svg>\n",
	    "<svg><use href=\"#p\" x=\"1\" y=\"2\"/></svg>",
	};
	static const char *const bad[] = {
	    "", "text", "<svg>", "<svg></svg><p>", "<svg></g></svg>", "<g></g>", "<svg><svg></svg></svg>",
	    "<svg><script>alert(1)</script></svg>", "<svg><foreignObject></foreignObject></svg>",
	    "<svg onload=\"alert(1)\"></svg>", "<svg><a href=\"http://x\"></a></svg>", "<svg><style></style></svg>",
	    "<svg><path style=\"fill:red\" d=\"M0,0\"/></svg>", "<svg><!-- --></svg>", "<?xml version=\"1.0\"?><svg></svg>",
	    "<svg><use href=\"http://x/#p\"/></svg>", "<svg><image href=\"data:text/html,x\"/></svg>",
	    "<svg><path d='M0,0'/></svg>", "<svg><path d=\"<\"/></svg>", "<svg></svg\n></svg>", "<SVG></SVG>",
	};

	svg_load();
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ck_assert_msg(svgplain_is(good[i]), "%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(!svgplain_is(bad[i]), "%s", bad[i]);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, csvout_quotes_and_guards);
	tcase_add_test(t, csvout_writes_a_table);
	tcase_add_test(t, base64_knows_the_vectors);
	tcase_add_test(t, outdir_puts_and_prunes);
	tcase_add_test(t, outdir_prunes_what_nobody_will_end);
	tcase_add_test(t, svgplain_takes_drawings_and_nothing_else);
}

UNIT_MAIN("report", add)
