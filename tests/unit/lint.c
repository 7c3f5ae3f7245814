/* lint: each rule found where it is, and not where it is not. */
#include "lint.h"
#include "rec.h"
#include "unit.h"

#include <string.h>

/* The rules found, joined by blanks, are these. */
static void
finds(jv findings, const char *want)
{
	jv got = jv_string("");

	jv_array_foreach(findings, i, f) {
		if (i > 0)
			got = jv_string_append_str(got, " ");
		got = jv_string_append_str(got, jv_text(f, "rule"));
		jv_free(f);
	}
	ck_assert_str_eq(jv_string_value(got), want);
	jv_free(got);
	jv_free(findings);
}

static void
spec(const char *chart, const char *script, const char *want)
{
	struct lint *l = lint_load();
	jv c = jv_parse(chart), s = script != NULL ? jv_string(script) : jv_null();

	finds(lint_spec(l, c, s, jv_array()), want);
	jv_free(c);
	jv_free(s);
	lint_free(l);
}

static void
table(const char *chart, const char *rows, const char *want)
{
	struct lint *l = lint_load();
	jv c = jv_parse(chart);
	jv t = JV_OBJECT(jv_string("columns"), jv_parse("[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]"),
	    jv_string("rows"), jv_parse(rows));

	finds(lint_table(l, c, t, jv_array()), want);
	jv_free(c);
	jv_free(t);
	lint_free(l);
}

START_TEST(spec_rules)
{
	spec("{\"type\":\"bar\",\"y_label\":\"n\"}", NULL, "");
	spec("{\"type\":\"bar\"}", NULL, "chart.no-label");
	spec("{\"type\":\"scatter\",\"y_label\":\"\"}", NULL, "chart.no-label chart.no-label");
	spec("{\"type\":\"pie\"}", NULL, "");
	spec("{\"type\":\"bar\",\"y_label\":\"n\",\"log_y\":true}", NULL, "chart.bar-not-zero");
	spec("{\"type\":\"line\",\"y_label\":\"n\",\"log_y\":true}", NULL, "");
	spec("{\"type\":\"custom\"}", "set yrange [5:10]\nplot DATA using 2 with boxes\n", "chart.bar-not-zero");
	spec("{\"type\":\"custom\"}", "set yrange [0:10]\nplot DATA using 2 with boxes\n", "");
	spec("{\"type\":\"custom\"}", "set yrange [5:10]\nplot DATA using 2 with lines\n", "");
	spec("{\"type\":\"custom\"}", "set yrange [*:10]\nplot DATA using 2 with boxes\n", "");
	spec("null", NULL, "");
}
END_TEST

START_TEST(ids)
{
	struct lint *l = lint_load();
	jv chart = jv_parse("{\"type\":\"bar\",\"x\":\"no\",\"y\":\"n\"}"), reads = jv_parse("[{\"dataset\":\"t\",\"column\":\"no\"}]");
	jv id = jv_parse("[{\"id\":\"t\",\"columns\":[{\"name\":\"no\",\"role\":\"id\"}]}]");
	jv group = jv_parse("[{\"id\":\"t\",\"columns\":[{\"name\":\"no\",\"role\":\"category\"}]}]");

	finds(lint_reads(l, chart, reads, id, jv_array()), "chart.id-on-axis");
	finds(lint_reads(l, chart, reads, group, jv_array()), "");
	jv_free(chart);
	jv_free(reads);
	jv_free(id);
	jv_free(group);
	lint_free(l);
}
END_TEST

START_TEST(pies)
{
	const char *pie = "{\"type\":\"pie\",\"x\":\"a\",\"y\":\"b\"}";

	table(pie, "[[\"a\",1],[\"b\",2],[\"c\",3],[\"d\",4],[\"e\",5],[\"f\",6],[\"g\",7]]", "");
	table(pie, "[[1,1],[2,2],[3,3],[4,4],[5,5],[6,6],[7,7],[8,8]]", "chart.many-slices");
	table("{\"type\":\"pie\",\"x\":\"a\",\"y\":\"b\",\"top\":5}",
	    "[[1,1],[2,2],[3,3],[4,4],[5,5],[6,6],[7,7],[8,8]]", "");
	table("{\"type\":\"pie\",\"x\":\"a\",\"y\":\"b\",\"facet\":\"c\"}",
	    "[[1,1,1],[2,2,1],[3,3,1],[4,4,1],[1,5,2],[2,6,2],[3,7,2],[4,8,2]]", "");
	table(pie, "[[\"a\",-1],[\"b\",2]]", "chart.negative-slices");
}
END_TEST

START_TEST(lines)
{
	const char *line = "{\"type\":\"line\",\"x\":\"a\",\"y\":\"b\"}";

	table(line, "[[\"red\",1],[\"green\",2],[\"blue\",3]]", "chart.line-unordered");
	table(line, "[[\"2024-01\",1],[\"2024-02\",2]]", "");
	table(line, "[[\"Jan\",1],[\"Feb\",2],[\"March\",3]]", "");
	table(line, "[[1,1],[2,2]]", "");
	table("{\"type\":\"bar\",\"x\":\"a\",\"y\":\"b\"}", "[[\"red\",1],[\"green\",2]]", "");
}
END_TEST

START_TEST(series)
{
	struct lint *l = lint_load();
	jv rows = jv_array(), chart = jv_parse("{\"type\":\"line\",\"x\":\"a\",\"y\":\"b\",\"series\":\"c\"}");

	for (int i = 0; i < 11; i++)
		rows = jv_array_append(rows, JV_ARRAY(jv_number(1), jv_number(2), jv_number(i)));
	jv t = JV_OBJECT(jv_string("columns"), jv_parse("[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]"),
	    jv_string("rows"), rows, jv_string("truncated"), jv_true(), jv_string("total_rows"), jv_number(99));

	finds(lint_table(l, chart, t, jv_array()), "chart.many-series chart.truncated");
	jv_free(chart);
	jv_free(t);
	lint_free(l);
}
END_TEST

START_TEST(values)
{
	table("{\"type\":\"scatter\",\"x\":\"a\",\"y\":\"b\",\"log_y\":true}", "[[1,0],[2,5]]", "chart.log-zero");
	table("{\"type\":\"scatter\",\"x\":\"a\",\"y\":\"b\",\"log_x\":true}", "[[1,0],[2,5]]", "");
	table("{\"type\":\"bar\",\"x\":\"a\",\"y\":\"b\",\"series\":\"c\"}", "[[null,1,\"x\"],[\"k\",null,null]]",
	    "chart.nulls-dropped chart.nulls-dropped chart.nulls-dropped");
	table("{\"type\":\"bar\",\"x\":\"a\",\"y\":\"b\"}", "[[\"k\",1,null]]", "");
	table("{\"type\":\"bar\",\"x\":\"a\",\"y\":\"b\"}", "[]", "");
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, spec_rules);
	tcase_add_test(t, ids);
	tcase_add_test(t, pies);
	tcase_add_test(t, lines);
	tcase_add_test(t, series);
	tcase_add_test(t, values);
}

UNIT_MAIN("lint", add)
