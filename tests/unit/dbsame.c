/* db: what it returns is what SQLite returns on imported data, whichever way
 * the statement runs: with equal rows folded into one, row by row in memory,
 * or along the file.  Statements are made by a generator with a fixed seed. */
#include "db.h"
#include "db_own.h"
#include "profile.h"
#include "rec.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 1200, SHOPS = 40, QUERIES = 360 };

/* ---- data */

static uint64_t seed = 20240301;

static unsigned
any(unsigned below)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % below;
}

/* NULLs, mixed spellings, unicode, big integers, dates in five styles. */
static void
write_sales(const char *path)
{
	static const char *const regions[] = {"North", "South", "\"East, \"\"far\"\"\"", "Überlingen", "北", "", "north"};
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs("id,region,shop,units,price,big,paid,day,seen,eu,us,words,note\n", f);
	for (int i = 0; i < ROWS; i++) {
		int y = 2021 + (int)any(3), m = 1 + (int)any(12), d = 1 + (int)any(28);

		fprintf(f, "%d,%s,s%u,", i, regions[any(7)], any(SHOPS + 5));
		fprintf(f, any(9) == 0 ? "," : "%d,", (int)any(20) - 3);
		fprintf(f, any(9) == 0 ? "," : any(2) ? "%u.%02u," : "-%u.%02u,", any(300), any(100));
		fprintf(f, any(5) == 0 ? "," : "%lld,", 9007199254740000LL + (long long)any(2000) - 4000);
		fprintf(f, "%s,", any(9) == 0 ? "" : any(2) ? "yes" : "no");
		fprintf(f, any(9) == 0 ? "," : "%04d-%02d-%02d,", y, m, d);
		fprintf(f, "%04d-%02d-%02dT%02u:%02u:00,", y, m, d, any(24), any(60));
		fprintf(f, "%02d.%02d.%04d,%02d/%02d/%04d,", d, m, y, m, d + 13 > 28 ? d : d + 13, y);
		fprintf(f, "%d %s %d,", d, (const char *[]){"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
		    "Oct", "Nov", "Dec"}[m - 1], y);
		fprintf(f, "n%u\n", any(1500));
	}
	ck_assert_int_eq(fclose(f), 0);
}

static void
write_shops(const char *path)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs("shop,city,size\n", f);
	for (int i = 0; i < SHOPS; i++)
		fprintf(f, "s%d,%s,%d\n", i, i % 7 == 0 ? "" : (const char *[]){"Ulm", "Köln", "Bern"}[i % 3], i % 5);
	ck_assert_int_eq(fclose(f), 0);
}

/* ---- statements */

static const char *const keys[] = {"region", "s.shop", "units", "paid", "day", "price", "big", "date_trunc('month', day)",
    "year(seen)", "quarter(eu)", "month(us)", "weekday(words)", "week(day)", "hour(seen)", "bin(price, 50)",
    "bin(units, 5)", "strftime('%Y', day)", "CAST(strftime('%m', day) AS INTEGER)", "upper(region)",
    "substr(note, 1, 2)", "coalesce(region, '-')", "CASE WHEN units > 5 THEN 'many' ELSE 'few' END",
    "units % 3", "date_trunc('week', day)", "round(price)"};
static const char *const values[] = {"count(*)", "count(units)", "sum(units)", "sum(price)", "avg(price)", "avg(units)",
    "count(DISTINCT units)", "count(DISTINCT s.shop)", "count(DISTINCT day)", "count(DISTINCT price)",
    "min(price)", "max(units)", "min(day)", "max(region)", "total(units)", "sum(units * price)", "count(DISTINCT note)",
    "median(price)", "stddev(units)", "sum(paid)", "count(day)", "min(big)", "max(big)", "sum(CASE WHEN paid THEN 1 ELSE 0 END)",
    "count(region)", "quantile(price, 0.25)", "corr(units, price)", "sum(price) / count(*)", "avg(big)", "count(s.shop)"};
static const char *const tests[] = {"region = 'North'", "units > 3", "units >= 3.5", "price < 100.25", "price BETWEEN 10 AND 90",
    "day >= '2022-01-01'", "day < '2023'", "region IN ('North', '北')", "region LIKE 'n%'", "region IS NULL", "units IS NOT NULL",
    "paid", "NOT paid", "year(day) = 2022", "s.shop <> 's3'", "big > 9007199254740500", "units = '5'", "region > 5",
    "region = 'north' COLLATE NOCASE", "price = 12.5", "units <= -1", "note = 'n7'", "seen > '2022-06-01T12'", "units = 4.0",
    "day = NULL", "units + 0 = 2", "'2022-05-05' < day", "s.shop = 's' || units"};

static void
add_where(struct str *b)
{
	for (unsigned i = 0, n = any(3); i < n; i++)
		str_addf(b, "%s%s", i == 0 ? " WHERE " : any(3) ? " AND " : " OR ", tests[any(sizeof tests / sizeof *tests)]);
}

static void
add_from(struct str *b)
{
	static const char *const from[] = {" FROM sales s", " FROM sales s", " FROM sales s",
	    " FROM sales s JOIN shops p ON s.shop = p.shop", " FROM shops p JOIN sales s ON p.shop = s.shop AND p.size > 1",
	    " FROM sales s LEFT JOIN shops p ON p.shop = s.shop", " FROM shops p LEFT JOIN sales s ON p.shop = s.shop",
	    " FROM sales s JOIN shops p ON s.units = p.size"};

	str_adds(b, from[any(sizeof from / sizeof *from)]);
}

/* Groups, ordered by all keys, so that the order is told. */
static void
make_groups(struct str *b, bool ordered)
{
	unsigned n = any(3), used[3];

	str_adds(b, "SELECT ");
	for (unsigned i = 0; i < n; i++) {
		used[i] = any(sizeof keys / sizeof *keys);
		str_addf(b, "%s AS k%u, ", keys[used[i]], i);
	}
	for (unsigned i = 0, m = 1 + any(3); i < m; i++)
		str_addf(b, "%s%s", i > 0 ? ", " : "", values[any(sizeof values / sizeof *values)]);
	add_from(b);
	add_where(b);
	for (unsigned i = 0; i < n; i++)
		str_addf(b, i == 0 ? " GROUP BY %u" : ", %u", i + 1);
	if (n > 0 && any(4) == 0)
		str_adds(b, " HAVING count(*) > 3");
	for (unsigned i = 0; i < n && ordered; i++)
		str_addf(b, i == 0 ? " ORDER BY %u%s" : ", %u%s", i + 1, any(2) ? " DESC" : "");
	if (n > 0 && ordered && any(4) == 0)
		str_adds(b, " LIMIT 7 OFFSET 2");
}

static void
make_rows(struct str *b, bool ordered)
{
	unsigned n = 1 + any(2);

	str_adds(b, any(3) ? "SELECT id" : "SELECT DISTINCT id % 7");
	for (unsigned i = 0; i < n; i++)
		str_addf(b, ", %s", keys[any(sizeof keys / sizeof *keys)]);
	add_from(b);
	add_where(b);
	if (ordered)
		for (unsigned i = 0; i <= n; i++)
			str_addf(b, i == 0 ? " ORDER BY %u" : ", %u", i + 1);
}

static void
make_nested(struct str *b)
{
	static const char *const forms[] = {
	    ("WITH m AS (SELECT date_trunc('month', day) AS mon, sum(price) AS s FROM sales GROUP BY 1) "
	     "SELECT mon, s, sum(s) OVER (ORDER BY mon) FROM m"),
	    "SELECT region, sum(price) * 100 / (SELECT sum(price) FROM sales) FROM sales GROUP BY region",
	    "SELECT region, year(day), count(*) FROM sales WHERE s = 1 GROUP BY 1, 2",
	    "SELECT max(n) FROM (SELECT count(*) AS n FROM sales GROUP BY region)",
	    "SELECT region, count(*) FROM (SELECT * FROM sales LIMIT 100) GROUP BY region",
	    "SELECT sum(n) FROM (SELECT DISTINCT region, units AS n FROM sales)",
	    "SELECT a.region, count(*) FROM sales a JOIN sales b ON a.note = b.note AND a.id < b.id AND a.shop > '' GROUP BY 1",
	    "SELECT region, max(price), day FROM sales WHERE price IS NOT NULL GROUP BY region",
	    "SELECT count(*) FROM sales WHERE EXISTS (SELECT 1 FROM shops WHERE shops.shop = sales.shop)",
	    "SELECT year(d), count(*) FROM (SELECT max(day) AS d FROM sales GROUP BY region) GROUP BY 1",
	    "SELECT region FROM sales UNION SELECT city FROM shops",
	    "SELECT (SELECT year(max(day)) FROM sales), count(*) FROM shops",
	    "SELECT region, count(*) FILTER (WHERE paid), sum(units) FILTER (WHERE price > 5) FROM sales GROUP BY 1",
	    "SELECT upper(region), count(*) FROM sales GROUP BY region COLLATE NOCASE ORDER BY 1",
	    "SELECT min(day), max(day), min(units) FROM sales", "SELECT min(units) FROM sales", "SELECT count(*) FROM sales, shops",
	    "SELECT group_concat(x) FROM (SELECT region AS x FROM sales GROUP BY 1 ORDER BY 1)",
	    "SELECT city, sum(size), count(*), max(size), sum(units) FROM sales s JOIN shops p USING (shop) GROUP BY city",
	    "SELECT p.size, sum(p.size), sum(s.units), count(*) FROM sales s JOIN shops p ON s.units = p.size GROUP BY 1",
	    "SELECT region, sum(units) AS u FROM sales GROUP BY region HAVING sum(units) > 100 ORDER BY u DESC, 1 LIMIT 3",
	    /* what stands around or beside the folded rows weighs 1 each */
	    "SELECT region, count(*), (SELECT count(*) FROM shops) FROM sales GROUP BY region",
	    "SELECT shop, sum(units), (SELECT sum(size) FROM shops p WHERE p.shop = s.shop) FROM sales s GROUP BY shop",
	    "SELECT shop, count(*) FROM sales s GROUP BY shop HAVING (SELECT count(*) FROM shops p WHERE p.shop = s.shop) > 1",
	    "SELECT count(*), avg(n), sum(n), total(n) FROM (SELECT region, count(*) AS n FROM sales GROUP BY region)",
	    "SELECT region, count(*) FROM sales WHERE units IN (SELECT count(*) FROM shops GROUP BY city, size) GROUP BY region",
	    "SELECT count(*), sum(units) FROM sales UNION ALL SELECT count(*), sum(size) FROM shops",
	    "SELECT city, sum(n) FROM shops JOIN (SELECT shop, count(*) AS n FROM sales GROUP BY 1) u USING (shop) GROUP BY 1",
	    "SELECT rowid, id FROM sales WHERE rowid < 5 ORDER BY rowid", "SELECT count(*) FROM sales WHERE region = region"};
	static unsigned next;

	str_adds(b, forms[next++ % (sizeof forms / sizeof *forms)]);
}

/* ---- results as text */

struct lines {
	char **line;
	int n;
	bool failed;
};

static bool
head(void *ctx, int n, const char *const *names)
{
	(void)ctx;
	(void)n;
	(void)names;
	return true;
}

static bool
row(void *ctx, int n, const struct cell_value *v)
{
	struct lines *l = ctx;
	struct str b = {0};

	for (int i = 0; i < n; i++)
		if (v[i].kind == CELL_INT)
			str_addf(&b, "i%lld|", (long long)v[i].i);
		else if (v[i].kind == CELL_REAL)
			/* Sums of parts round otherwise in the end: nine digits, and no tie there. */
			str_addf(&b, "r%.9g|", v[i].d == 0 ? 0.0 : v[i].d * (1 + 1e-12));
		else if (v[i].kind == CELL_STRING)
			str_addf(&b, "t%.*s|", (int)v[i].n, v[i].s);
		else
			str_adds(&b, "null|");
	l->line = realloc(l->line, (size_t)(l->n + 1) * sizeof *l->line);
	l->line[l->n++] = str_take(&b);
	return true;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
free_lines(struct lines *l)
{
	for (int i = 0; i < l->n; i++)
		free(l->line[i]);
	free(l->line);
}

static struct lines
ours(jv sets, const char *sql, const struct db_limits *limits)
{
	struct lines l = {0};
	jv fail = db_each(jv_copy(sets), sql, limits, &(struct db_sink){head, row, &l});

	l.failed = jv_get_kind(fail) != JV_KIND_NULL;
	jv_free(fail);
	return l;
}

static struct lines
theirs(sqlite3 *h, const char *sql)
{
	struct lines l = {0};
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(h, sql, -1, &s, NULL) != SQLITE_OK) {
		l.failed = true;
		return l;
	}
	int n = sqlite3_column_count(s), rc;

	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		struct cell_value v[16];

		for (int i = 0; i < n; i++) {
			int type = sqlite3_column_type(s, i);

			v[i].kind = type == SQLITE_INTEGER ? CELL_INT : type == SQLITE_FLOAT ? CELL_REAL
			    : type == SQLITE_TEXT ? CELL_STRING : CELL_NULL;
			v[i].i = sqlite3_column_int64(s, i);
			v[i].d = sqlite3_column_double(s, i);
			v[i].s = (const char *)sqlite3_column_text(s, i);
			v[i].n = (size_t)sqlite3_column_bytes(s, i);
		}
		row(&l, n, v);
	}
	l.failed = rc != SQLITE_DONE;
	sqlite3_finalize(s);
	return l;
}

static void
compare(const char *way, const char *sql, struct lines *got, struct lines *want, bool ordered)
{
	ck_assert_msg(got->failed == want->failed, "%s: %s: %s", way, sql, got->failed ? "failed" : "should have failed");
	if (!ordered && got->n > 0 && want->n > 0) {
		qsort(got->line, (size_t)got->n, sizeof *got->line, by_text);
		qsort(want->line, (size_t)want->n, sizeof *want->line, by_text);
	}
	ck_assert_msg(got->n == want->n, "%s: %s: %d rows, wanted %d", way, sql, got->n, want->n);
	for (int i = 0; i < got->n; i++)
		ck_assert_msg(strcmp(got->line[i], want->line[i]) == 0, "%s: %s: row %d: %s, wanted %s", way, sql, i,
		    got->line[i], want->line[i]);
}

/* ---- SQLite's own tables */

static void
import(sqlite3 *h, jv set)
{
	struct csvtab *t = csvtab_new(set);
	size_t n = csvtab_columns(t);
	bool used[64];
	struct str sql = {0};
	sqlite3_stmt *s;
	jv why = jv_null();

	memset(used, true, sizeof used);
	db_table_schema(&sql, set);
	ck_assert_int_eq(sqlite3_exec(h, sql.s, NULL, NULL, NULL), SQLITE_OK);
	str_clear(&sql);
	str_addf(&sql, "INSERT INTO %s VALUES (?", jv_text(set, "id"));
	for (size_t i = 1; i < n; i++)
		str_adds(&sql, ", ?");
	str_adds(&sql, ")");
	ck_assert_int_eq(sqlite3_prepare_v2(h, sql.s, -1, &s, NULL), SQLITE_OK);
	struct csvtab_scan *scan = csvtab_scan(t, used, &why);

	while (csvtab_next(scan, &why) == 1) {
		for (size_t i = 0; i < n; i++) {
			struct cell_value v;

			csvtab_cell(scan, i, &v);
			if (v.kind == CELL_INT)
				sqlite3_bind_int64(s, (int)i + 1, v.i);
			else if (v.kind == CELL_REAL)
				sqlite3_bind_double(s, (int)i + 1, v.d);
			else if (v.kind == CELL_STRING)
				sqlite3_bind_text(s, (int)i + 1, v.s, (int)v.n, SQLITE_TRANSIENT);
			else
				sqlite3_bind_null(s, (int)i + 1);
		}
		ck_assert_int_eq(sqlite3_step(s), SQLITE_DONE);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	csvtab_scan_free(scan);
	csvtab_free(t);
	str_free(&sql);
}

START_TEST(same)
{
	static const struct {
		const char *name;
		struct db_limits limits;
	} ways[] = {{"folded", {.fold = 1}}, {"in memory", {.fold = 1L << 40}}, {"along the file", {.fold = 1L << 40, .along = true}},
	    {"where memory ends", {.fold = 1, .memory = 650 << 10}}};
	struct profile_options o = {.dialect = csvin_dialect_any()};
	char folder[] = "/tmp/vizXXXXXX";
	sqlite3 *h;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
	write_sales("sales.csv");
	write_shops("shops.csv");
	jv sets = JV_ARRAY(profile_file("sales.csv", "sales", &o), profile_file("shops.csv", "shops", &o));

	ck_assert_int_eq(sqlite3_open(":memory:", &h), SQLITE_OK);
	db_call_add(h);
	jv_array_foreach(sets, i, set) {
		ck_assert(jv_true_at(set, "ok"));
		import(h, set);
		jv_free(set);
	}
	for (int i = 0; i < QUERIES; i++) {
		bool ordered = any(2), nested = i % 10 == 9;
		struct str sql = {0};

		if (nested)
			make_nested(&sql);
		else if (i % 10 < 7)
			make_groups(&sql, ordered);
		else
			make_rows(&sql, ordered);
		for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
			/* Along the file a join reads it once for each row. */
			if ((ways[w].limits.along || ways[w].limits.memory > 0) && strstr(sql.s, "shop") != NULL)
				continue;
			struct lines want = theirs(h, sql.s), got = ours(sets, sql.s, &ways[w].limits);

			compare(ways[w].name, sql.s, &got, &want, ordered && !nested);
			free_lines(&want);
			free_lines(&got);
		}
		str_free(&sql);
	}
	sqlite3_close(h);
	jv_free(sets);
	unlink("sales.csv");
	unlink("shops.csv");
	ck_assert_int_eq(chdir("/"), 0);
	rmdir(folder);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, same);
}

UNIT_MAIN("dbsame", add)
