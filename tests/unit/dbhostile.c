/* db: hostile statements are refused, or stopped within their limits, each
 * with a code that tells why. */
#include "db.h"
#include "event.h"
#include "rec.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *sql, *code;
} hostile[] = {
    /* other statements */
    {"DROP TABLE t", "sql.not-select"},
    {"DELETE FROM t", "sql.not-select"},
    {"INSERT INTO t VALUES (1, 2)", "sql.not-select"},
    {"REPLACE INTO t VALUES (1, 2)", "sql.not-select"},
    {"UPDATE t SET a = 1", "sql.not-select"},
    {"WITH x AS (SELECT 1) DELETE FROM t", "sql.not-select"},
    {"INSERT INTO t SELECT * FROM t RETURNING a", "sql.not-select"},
    {"CREATE TABLE x (a)", "sql.not-select"},
    {"CREATE TABLE x AS SELECT * FROM t", "sql.not-select"},
    {"CREATE TEMP VIEW v AS SELECT 1", "sql.not-select"},
    {"CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END", "sql.not-select"},
    {"CREATE VIRTUAL TABLE v USING fts5(a)", "sql.not-select"},
    {"CREATE VIRTUAL TABLE v USING dataset(0)", "sql.not-select"},
    {"CREATE INDEX i ON t (a)", "sql.not-select"},
    {"ALTER TABLE t RENAME TO u", "sql.not-select"},
    {"ATTACH '/etc/passwd' AS p", "sql.not-select"},
    {"ATTACH ':memory:' AS p", "sql.not-select"},
    {"DETACH main", "sql.not-select"},
    {"VACUUM INTO '/tmp/x'", "sql.not-select"},
    {"PRAGMA writable_schema = 1", "sql.not-select"},
    {"PRAGMA temp_store_directory = '/tmp'", "sql.not-select"},
    {"PRAGMA trusted_schema = on", "sql.not-select"},
    {"PRAGMA database_list", "sql.not-select"},
    {"BEGIN", "sql.not-select"},
    {"SAVEPOINT s", "sql.not-select"},
    {"REINDEX", "sql.not-select"},
    {"ANALYZE", "sql.not-select"},
    {"EXPLAIN SELECT 1", "sql.not-select"},
    {"EXPLAIN QUERY PLAN SELECT * FROM t", "sql.not-select"},
    /* more than one, or none */
    {"SELECT 1; DROP TABLE t", "sql.many-statements"},
    {"SELECT 1; PRAGMA user_version = 1", "sql.many-statements"},
    {"SELECT 1;;; SELECT 2", "sql.many-statements"},
    {"", "sql.empty"},
    {"/* only this", "sql.empty"},
    {";", "sql.empty"},
    /* functions */
    {"SELECT load_extension('/tmp/x.so')", "sql.forbidden"},
    {"SELECT readfile('/etc/passwd')", "sql.unknown-function"},
    {"SELECT writefile('/tmp/x', 'y')", "sql.unknown-function"},
    {"SELECT edit('x')", "sql.unknown-function"},
    {"SELECT fts3_tokenizer('simple', x'4141414141414141')", "sql.forbidden"},
    {"SELECT hex(fts3_tokenizer('simple'))", "sql.forbidden"},
    {"SELECT randomblob(1000000000)", "sql.forbidden"},
    {"SELECT zeroblob(1000000000)", "sql.forbidden"},
    {"SELECT random()", "sql.forbidden"},
    {"SELECT sqlite_version()", "sql.forbidden"},
    {"SELECT sqlite_source_id()", "sql.forbidden"},
    {"SELECT sqlite_compileoption_get(1)", "sql.forbidden"},
    {"SELECT last_insert_rowid()", "sql.forbidden"},
    {"SELECT changes()", "sql.forbidden"},
    {"SELECT sqlite_log(1, 'x')", "sql.forbidden"},
    {"SELECT current_timestamp", "sql.forbidden"},
    {"SELECT date('now')", "sql.clock"},
    {"SELECT a FROM t WHERE b < strftime('%s', 'now')", "sql.clock"},
    /* tables that are not data */
    {"SELECT * FROM sqlite_schema", "sql.forbidden"},
    {"SELECT sql FROM sqlite_master", "sql.forbidden"},
    {"SELECT * FROM sqlite_temp_schema", "sql.forbidden"},
    {"SELECT * FROM pragma_database_list", "sql.forbidden"},
    {"SELECT * FROM pragma_function_list()", "sql.forbidden"},
    {"SELECT * FROM json_each('[1,2]')", "sql.forbidden"},
    {"SELECT * FROM dbstat", "sql.forbidden"},
    {"SELECT * FROM sqlite_stmt", "sql.forbidden"},
    {"SELECT * FROM sqlite_dbpage", "sql.unknown-table"},
    {"SELECT * FROM generate_series(1, 1000000000)", "sql.unknown-table"},
    {"SELECT * FROM fsdir('/')", "sql.unknown-table"},
    {"SELECT * FROM main.sqlite_schema", "sql.forbidden"},
    {"SELECT * FROM temp.t", "sql.unknown-table"},
    {"SELECT * FROM dataset", "sql.forbidden"},
    {"SELECT (SELECT count(*) FROM sqlite_schema)", "sql.forbidden"},
    {"SELECT a FROM t WHERE a IN (SELECT name FROM sqlite_schema)", "sql.forbidden"},
    /* words that are no values */
    {"SELECT \"no such column\" FROM t", "sql.unknown-column"},
    {"SELECT [secret] FROM t", "sql.unknown-column"},
    {"SELECT ?1", "sql.parameter"},
    {"SELECT @x", "sql.parameter"},
    {"SELECT $x", "sql.parameter"},
    /* without end: which limit stops it hangs on the machine */
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", "limit.time"},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n ORDER BY i", "limit."},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", "limit.time"},
    {"SELECT count(*) FROM t a, t b, t c, t d, t e", "limit.time"},
    {"SELECT count(*) FROM t a, t b, t c, t d WHERE a.b + b.b + c.b + d.b = -1", "limit.time"},
    {"SELECT a.b FROM t a, t b, t c ORDER BY a.b * b.b", "limit."},
    {"SELECT group_concat(a.a || b.a || c.a) FROM t a, t b, t c", "limit."},
    {"SELECT median(a.b) FROM t a, t b, t c", "limit."},
    {"SELECT replace(replace(replace(printf('%.1000c', 'x'), 'x', printf('%.100c', 'y')), 'y', "
     "printf('%.100c', 'z')), 'z', 'w')", "limit.cell"},
    {"SELECT a FROM t, (SELECT printf('%.60000c', 'x') AS x) WHERE length(x) > 0 UNION ALL "
     "SELECT printf('%.60000c', 'x') FROM t", "limit.bytes"},
    {"SELECT count(DISTINCT a.a || b.a || c.b) FROM t a, t b, t c", "limit."}};

static jv
dataset(const char *path)
{
	return JV_ARRAY(JV_OBJECT(jv_string("kind"), jv_string("dataset"), jv_string("id"), jv_string("t"), jv_string("ok"),
	    jv_true(), jv_string("rows"), jv_number(500), jv_string("source"), JV_OBJECT(jv_string("path"), jv_string(path)),
	    jv_string("columns"), jv_parse("[{\"name\":\"a\",\"type\":\"text\"},{\"name\":\"b\",\"type\":\"integer\"}]")));
}

static void
expect(const char *path, const char *sql, const char *code)
{
	struct db_limits limits = {.ms = 400, .memory = 24 << 20, .rows = 5000, .bytes = 1 << 20, .cell = 64 << 10, .fold = 1};
	double start = event_ms();
	jv got = db_query(dataset(path), sql, &limits), error = jv_at(got, "error");
	const char *is = jv_text(error, "code");

	ck_assert_msg(is != NULL, "%s: was taken", sql);
	ck_assert_msg(strncmp(is, code, strlen(code)) == 0, "%s: %s, wanted %s (%s)", sql, is, code, jv_text(error, "message"));
	ck_assert_msg(jv_text(error, "hint") != NULL, "%s: no remedy", sql);
	/* Far more than the limit, because machines are busy. */
	ck_assert_msg(event_ms() - start < 20e3, "%s: took %.0f ms", sql, event_ms() - start);
	jv_free(error);
	jv_free(got);
}

START_TEST(refused)
{
	char path[] = "/tmp/vizXXXXXX";
	FILE *f = fdopen(mkstemp(path), "w");

	ck_assert_ptr_nonnull(f);
	fputs("a,b\n", f);
	for (int i = 0; i < 500; i++)
		fprintf(f, "word%d,%d\n", i, i * 7);
	ck_assert_int_eq(fclose(f), 0);
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		expect(path, hostile[i].sql, hostile[i].code);
	unlink(path);
}
END_TEST

/* Text that is too long, too deep, too wide. */
START_TEST(too_much)
{
	struct str deep = {0}, wide = {0}, many = {0}, text = {0};

	str_adds(&deep, "SELECT ");
	for (int i = 0; i < 5000; i++)
		str_addc(&deep, '(');
	str_adds(&deep, "1");
	for (int i = 0; i < 5000; i++)
		str_addc(&deep, ')');
	str_adds(&wide, "SELECT 1");
	for (int i = 0; i < 3000; i++)
		str_adds(&wide, ",1");
	str_adds(&many, "SELECT 1");
	for (int i = 0; i < 60; i++)
		str_adds(&many, " UNION ALL SELECT 1");
	str_adds(&text, "SELECT '");
	for (int i = 0; i < 70000; i++)
		str_addc(&text, 'x');
	str_adds(&text, "'");
	expect("none", deep.s, "sql.too-complex");
	expect("none", wide.s, "sql.too-complex");
	expect("none", many.s, "sql.too-complex");
	expect("none", text.s, "sql.too-long");
	str_free(&deep);
	str_free(&wide);
	str_free(&many);
	str_free(&text);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, refused);
	tcase_add_test(t, too_much);
}

UNIT_MAIN("dbhostile", add)
