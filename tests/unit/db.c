/* db: what a statement would return, and why it is refused. */
#include "db.h"
#include "rec.h"
#include "share.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static const char *const sets =
    "[{\"kind\":\"dataset\",\"id\":\"sales\",\"ok\":true,\"columns\":["
    "{\"name\":\"region\",\"type\":\"text\"},{\"name\":\"revenue\",\"type\":\"number\"},"
    "{\"name\":\"units sold\",\"type\":\"integer\"},{\"name\":\"day\",\"type\":\"date\"}]},"
    "{\"kind\":\"dataset\",\"id\":\"regions\",\"ok\":true,\"columns\":["
    "{\"name\":\"region\",\"type\":\"text\"},{\"name\":\"manager\",\"type\":\"text\"}]}]";

static jv
describe(const char *sql)
{
	return db_describe(jv_parse(sets), sql);
}

static void
expect_code(const char *sql, const char *code, const char *hint)
{
	jv got = describe(sql), error = jv_at(got, "error");
	const char *is = jv_text(error, "code"), *says = jv_text(error, "hint");

	ck_assert_msg(is != NULL, "%s: was taken", sql);
	ck_assert_msg(strcmp(is, code) == 0, "%s: %s, wanted %s (%s)", sql, is, code, jv_text(error, "message"));
	ck_assert_msg(says != NULL && strstr(says, hint) != NULL, "%s: hint %s, wanted %s", sql, says, hint);
	jv_free(error);
	jv_free(got);
}

START_TEST(columns)
{
	jv got = describe("SELECT region, sum(revenue) AS r, \"units sold\", day FROM sales GROUP BY 1");
	jv text = jv_dump_string(jv_at(got, "columns"), 0);

	ck_assert_str_eq(jv_string_value(text),
	    "[{\"name\":\"region\",\"type\":\"text\"},{\"name\":\"r\",\"type\":null},"
	    "{\"name\":\"units sold\",\"type\":\"integer\"},{\"name\":\"day\",\"type\":\"date\"}]");
	jv_free(text);
	jv_free(got);
}
END_TEST

START_TEST(refusals)
{
	static const char *const rows[][3] = {
	    {"SELECT revenu FROM sales", "sql.unknown-column", "did you mean revenue?"},
	    {"SELECT \"revenu\" FROM sales", "sql.unknown-column", "sales has region, revenue"},
	    {"SELECT s.regon FROM sales s", "sql.unknown-column", "did you mean region?"},
	    {"SELECT 1 FROM sale", "sql.unknown-table", "did you mean sales?"},
	    {"SELECT 1 FROM nothing_like_it", "sql.unknown-table", "the tables are sales, regions"},
	    {"SELECT region FROM sales, regions", "sql.ambiguous-column", "table.column"},
	    {"SELECT meadian(revenue) FROM sales", "sql.unknown-function", "did you mean median?"},
	    {"SELECT abs() FROM sales", "sql.arguments", "csvquery(1)"},
	    {"SELECT 1 FROM sales WHERE sum(revenue) > 1", "sql.aggregate", "HAVING"},
	    {"SELECT region FROM sales WHERE row_number() OVER () = 1", "sql.aggregate", "subquery"},
	    {"SELECT count(*) FROM sales GROUP BY sum(revenue)", "sql.aggregate", "group by"},
	    {"SELECT ?", "sql.parameter", "value itself"},
	    {"SELECT :name", "sql.parameter", "value itself"},
	    {"SELEC 1", "sql.syntax", "dialect"},
	    {"SELECT (1", "sql.syntax", "too early"},
	    {"SELECT 'abc", "sql.syntax", "single quotes"},
	    {"SELECT 1; SELECT 2", "sql.many-statements", "keep one"},
	    {"", "sql.empty", "SELECT"},
	    {" -- nothing\n", "sql.empty", "SELECT"},
	    {"EXPLAIN SELECT 1", "sql.not-select", "SELECT"},
	    {"EXPLAIN QUERY PLAN SELECT 1", "sql.not-select", "SELECT"},
	    {"DELETE FROM sales", "sql.not-select", "SELECT"},
	    {"INSERT INTO sales DEFAULT VALUES", "sql.not-select", "SELECT"},
	    {"UPDATE sales SET region = 1", "sql.not-select", "SELECT"},
	    {"CREATE TABLE t (a)", "sql.not-select", "SELECT"},
	    {"CREATE TEMP TABLE t AS SELECT 1", "sql.not-select", "SELECT"},
	    {"DROP TABLE sales", "sql.not-select", "SELECT"},
	    {"PRAGMA table_info(sales)", "sql.not-select", "SELECT"},
	    {"ATTACH 'x.db' AS x", "sql.not-select", "SELECT"},
	    {"SELECT load_extension('x')", "sql.forbidden", "share/sql/functions"},
	    {"SELECT fts3_tokenizer('simple')", "sql.forbidden", "share/sql/functions"},
	    {"SELECT randomblob(10)", "sql.forbidden", "share/sql/functions"},
	    {"SELECT * FROM sqlite_schema", "sql.forbidden", "the tables are"},
	    {"SELECT * FROM pragma_table_info('sales')", "sql.forbidden", "the tables are"},
	    {"SELECT count(*) FROM sqlite_schema", "sql.forbidden", "the tables are"},
	    {"SELECT count(*) FROM pragma_database_list", "sql.forbidden", "the tables are"},
	    {"SELECT count(*) FROM json_each('[1]')", "sql.forbidden", "the tables are"},
	    {"SELECT * FROM dbstat", "sql.forbidden", "the tables are"},
	    {"SELECT 1 UNION SELECT 1, 2", "sql.invalid", "dialect"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_code(rows[i][0], rows[i][1], rows[i][2]);
}
END_TEST

/* Every function that share/sql/functions lists is there. */
START_TEST(listed)
{
	size_t n, known = 0;
	char *text = share_need("sql/functions", &n), *rest = text, *line;

	while ((line = strsep(&rest, "\n")) != NULL) {
		char sql[100];
		size_t len = strcspn(line, "(");

		if (line[0] == '#' || line[len] != '(')
			continue;
		snprintf(sql, sizeof sql, "SELECT %.*s() FROM sales", (int)len, line);
		jv got = describe(sql), error = jv_at(got, "error");
		const char *code = jv_text(error, "code");

		ck_assert_msg(code == NULL || strcmp(code, "sql.unknown-function") != 0, "%s", line);
		known++;
		jv_free(error);
		jv_free(got);
	}
	ck_assert_uint_gt(known, 60);
	free(text);
}
END_TEST

START_TEST(broken_datasets)
{
	jv got = db_describe(jv_parse("[{\"id\":\"a\",\"columns\":[]}]"), "SELECT 1"), error = jv_at(got, "error");

	ck_assert_str_eq(jv_text(error, "code"), "dataset.bad");
	jv_free(error);
	jv_free(got);
}
END_TEST

START_TEST(parts)
{
	static const char *const taken[] = {
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT count(*) FROM n",
	    "SELECT count(*) FROM (SELECT region FROM sales)", "SELECT 1", "VALUES (1)",
	    "SELECT region FROM sales UNION SELECT region FROM regions"};

	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		jv got = describe(taken[i]);

		ck_assert_msg(jv_true_at(got, "ok"), "%s", taken[i]);
		jv_free(got);
	}
}
END_TEST

START_TEST(one_statement)
{
	jv got = describe("WITH t(a) AS (SELECT revenue FROM sales) SELECT a, max(a) OVER () FROM t; -- done\n ;");

	ck_assert(jv_true_at(got, "ok"));
	jv_free(got);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, columns);
	tcase_add_test(t, refusals);
	tcase_add_test(t, listed);
	tcase_add_test(t, broken_datasets);
	tcase_add_test(t, parts);
	tcase_add_test(t, one_statement);
}

UNIT_MAIN("db", add)
