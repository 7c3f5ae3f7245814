/* The reader of gnuplot's grammar: tokens, formats, canonical text, findings. */
#include "gp_own.h"
#include "gpvet.h"
#include "rec.h"
#include "unit.h"

#include <string.h>

static struct policy *policy;

/* The script passes and becomes this. */
static void
writes(const char *script, const char *want)
{
	jv answer = gpvet_check(policy, script, strlen(script));

	ck_assert_msg(jv_text(answer, "script") != NULL, "refused: %s", script);
	ck_assert_str_eq(jv_text(answer, "script"), want);
	jv_free(answer);
}

/* Its first finding is this, "line:column rule". */
static void
refuses(const char *script, const char *want)
{
	jv answer = gpvet_check(policy, script, strlen(script)), findings = jv_at(answer, "findings");
	jv first = jv_array_get(jv_copy(findings), 0);
	char got[80];

	ck_assert_msg(jv_text(answer, "script") == NULL, "passed: %s", script);
	snprintf(got, sizeof got, "%.0f:%.0f %s", jv_num(first, "line", 0), jv_num(first, "column", 0), jv_text(first, "rule"));
	ck_assert_str_eq(got, want);
	jv_free(first);
	jv_free(findings);
	jv_free(answer);
}

START_TEST(words_are_written_in_full)
{
	writes("p x w l", "plot x with lines\n");
	writes("se gr; unse k;p x", "set grid\nunset key\nplot x\n");
	writes("plot\\\n x\\\n, y", "plot x, \\\n  y\n");
	writes("if (1) set grid; else unset grid\nplot x",
	    "if (1) {\n  set grid\n} else {\n  unset grid\n}\nplot x\n");
	writes("if (1) {a=1} else if (2) {a=2} else {a=3}\nplot x",
	    "if (1) {\n  a=1\n} else {\n  if (2) {\n    a=2\n  } else {\n    a=3\n  }\n}\nplot x\n");
}
END_TEST

START_TEST(strings_are_quoted_anew)
{
	writes("set title \"a\\tb\"\nplot x", "set title \"a\\tb\"\nplot x\n");
	writes("set title \"it's\"\nplot x", "set title \"it's\"\nplot x\n");
	writes("set title 'it''s \"x\"'\nplot x", "set title \"it's \\\"x\\\"\"\nplot x\n");
	writes("set title \"\\101b\\_c\"\nplot x", "set title 'Ab_c'\nplot x\n");
	writes("set title 'a`b@c'\nplot x", "set title \"a\\140b\\100c\"\nplot x\n");
	writes("set title 'a\\nb'\nplot x", "set title 'a\\nb'\nplot x\n");
	writes("set xlabel \"\\U+20AC\"\nplot x", "set xlabel '\\U+20AC'\nplot x\n");
}
END_TEST

START_TEST(operators_keep_their_meaning)
{
	writes("plot -x**2 - -3", "plot -x**2- -3\n");
	writes("a = \"x\" . 1 . 'y'\nplot x", "a='x' . 1 . 'y'\nplot x\n");
	writes("plot x>0?-1:1", "plot x>0? -1:1\n");
	writes("a = 5! + 3 != 2 && ~1 eq 2\nplot x", "a=5! +3!=2&& ~1 eq 2\nplot x\n");
	writes("plot sum [i=1:3] i*x", "plot sum [i=1:3] i*x\n");
	writes("j = {0,-1}\nplot real(j)", "j={0,-1}\nplot real(j)\n");
}
END_TEST

START_TEST(sources_stay_what_they_are)
{
	writes("plot DATA u 1:2, '' u 1:3", "plot DATA using 1:2, \\\n  DATA using 1:3\n");
	writes("$d << X\n1 2\nEND_0_\nX\nplot $d, '' u 2", "$d << END_1_\n1 2\nEND_0_\nEND_1_\nplot $d, \\\n  $d using 2\n");
	writes("f(a) = a\nplot f(x)", "f(a)=a\nplot f(x)\n");
	refuses("f(a) = a\nplot f('y')", "2:6 gp.source");
	refuses("plot DATA.''", "1:6 gp.source");
	refuses("f(x) = g(x)\ng(x) = h(x)\nh(x) = 'y'\nplot f(1)", "4:6 gp.source");
	writes("f(x) = g(x)\ng(x) = h(x)\nh(x) = 2\nplot f(1)", "f(x)=g(x)\ng(x)=h(x)\nh(x)=2\nplot f(1)\n");
}
END_TEST

START_TEST(faults_say_where)
{
	refuses("set title 'é' foo\nplot x", "1:15 gp.keyword");
	refuses("# one\n\nplot x w sparkles", "3:10 gp.keyword");
	refuses("plot x, \\\n  '/etc/passwd'", "2:3 gp.source");
	refuses("", "1:1 gp.plots");
}
END_TEST

START_TEST(faults_are_all_told)
{
	const char *script = "load 'x'\nset output 'y'\nplot '<z'\n";
	jv answer = gpvet_check(policy, script, strlen(script)), findings = jv_at(answer, "findings");

	ck_assert_int_eq(jv_array_length(findings), 3);
	jv_free(answer);
}
END_TEST

START_TEST(formats)
{
	static const char *const good[] = {"", "a", "%g", "%.3f%%", "%-10s|", "%+05.1f", "%b %Y", "%.1s%c", "10^{%L}",
	    "%lf", "%tH:%tM", "%.2tS", "%H:%M", "%j", "%h", NULL};
	static const char *const bad[] = {"%1000d", "%.1000f", "%n", "%hhn", "%ln", "%*d", "%1$n", "%", "%5", "%5.", NULL};

	for (size_t i = 0; good[i] != NULL; i++)
		ck_assert_msg(gp_is_format(good[i], strlen(good[i])), "%s", good[i]);
	for (size_t i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!gp_is_format(bad[i], strlen(bad[i])), "%s", bad[i]);
}
END_TEST

START_TEST(fit_writes_no_log)
{
	writes("fit a*x DATA u 1:2 via a\nplot a*x", "set fit quiet nologfile\nfit a*x DATA using 1:2 via a\nplot a*x\n");
	writes("set fit quiet nolog\nfit a*x DATA via a\nplot x", "set fit quiet nologfile\nfit a*x DATA via a\nplot x\n");
}
END_TEST

static void
add(TCase *t)
{
	policy = policy_load("policy/gnuplot.allow");
	tcase_add_test(t, words_are_written_in_full);
	tcase_add_test(t, strings_are_quoted_anew);
	tcase_add_test(t, operators_keep_their_meaning);
	tcase_add_test(t, sources_stay_what_they_are);
	tcase_add_test(t, faults_say_where);
	tcase_add_test(t, faults_are_all_told);
	tcase_add_test(t, formats);
	tcase_add_test(t, fit_writes_no_log);
}

UNIT_MAIN("gpvet", add)
