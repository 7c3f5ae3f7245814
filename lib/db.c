#include "db.h"

#include "db_own.h"
#include "event.h"
#include "mem.h"
#include "rec.h"
#include "share.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- names */

void
db_quote(struct str *b, const char *name)
{
	str_addc(b, '"');
	for (; *name != '\0'; name++) {
		if (*name == '"')
			str_addc(b, '"');
		str_addc(b, *name);
	}
	str_addc(b, '"');
}

/* The member of list (borrowed) whose key is text, without regard to case. */
static jv
by_text(jv list, const char *key, const char *text)
{
	jv found = jv_null();

	if (jv_get_kind(list) != JV_KIND_ARRAY)
		return found;
	jv_array_foreach(list, i, one) {
		const char *is = jv_text(one, key);

		if (is != NULL && sqlite3_stricmp(is, text) == 0 && jv_get_kind(found) == JV_KIND_NULL)
			found = jv_copy(one);
		jv_free(one);
	}
	return found;
}

jv
db_dataset(const struct db *db, const char *table)
{
	return by_text(db->datasets, "id", table);
}

jv
db_column(jv dataset, const char *column)
{
	jv columns = jv_at(dataset, "columns"), found = by_text(columns, "name", column);

	jv_free(columns);
	return found;
}

/* ---- the tables */

static jv
add_table(struct db *db, jv dataset, int number)
{
	jv columns = jv_at(dataset, "columns");
	const char *id = jv_text(dataset, "id");
	struct str sql = {0};
	jv bad = jv_null();

	str_adds(&sql, "CREATE VIRTUAL TABLE ");
	db_quote(&sql, id != NULL ? id : "");
	str_addf(&sql, " USING dataset(%d)", number);
	if (id == NULL || jv_get_kind(columns) != JV_KIND_ARRAY || jv_array_length(jv_copy(columns)) == 0)
		bad = rec_fail("dataset.bad", true, "run csvsum again", "dataset %s: it has no id or no columns",
		    id != NULL ? id : "(without id)");
	else if (sqlite3_exec(db->h, sql.s, NULL, NULL, NULL) != SQLITE_OK)
		bad = rec_fail("dataset.bad", true, "run csvsum again", "dataset %s: %s", id, sqlite3_errmsg(db->h));
	str_free(&sql);
	jv_free(columns);
	return bad;
}

/* ---- what is allowed */

/* The names at the heads of the lines of share/sql/functions, read once. */
jv
db_calls(void)
{
	static jv names;
	static bool there;

	if (there)
		return names;
	char *text = share_need("sql/functions", NULL), *rest = text, *line;

	char group[32] = "";

	names = jv_object();
	while ((line = strsep(&rest, "\n")) != NULL) {
		size_t n = strcspn(line, "(");

		if (line[0] == '[')
			snprintf(group, sizeof group, "%.*s", (int)strcspn(line + 1, "]"), line + 1);
		else if (line[0] != '#' && line[n] == '(')
			names = jv_object_set(names, jv_string_sized(line, (int)n), jv_string(group));
	}
	free(text);
	there = true;
	return names;
}

void
db_ready(void)
{
	db_calls();
}

static bool
may_call(const char *name)
{
	struct str lower = {0};

	str_adds(&lower, name);
	for (size_t i = 0; i < lower.n; i++)
		if (lower.s[i] >= 'A' && lower.s[i] <= 'Z')
			lower.s[i] += 'a' - 'A';
	bool may = jv_object_has(jv_copy(db_calls()), jv_string(lower.s != NULL ? lower.s : ""));

	str_free(&lower);
	return may;
}

static int
refuse(struct db *db, bool other_kind, const char *what, const char *name)
{
	if (db->refused.n == 0) {
		str_adds(&db->refused, what);
		if (name != NULL)
			str_foreign(&db->refused, name, strlen(name));
		db->not_select = other_kind;
	}
	return SQLITE_DENY;
}

static int
note_module(void *ctx, int n, char **values, char **names)
{
	struct db *db = ctx;

	(void)n;
	(void)names;
	if (values[0] != NULL)
		db->modules = jv_object_set(db->modules, jv_string(values[0]), jv_true());
	return 0;
}

/* Of a table of which it reads no column SQLite gives the bare name, be it a
 * part of the query (WITH n AS …) or one of its own tables. */
static bool
is_own_table(const struct db *db, const char *name)
{
	return sqlite3_strnicmp(name, "sqlite_", 7) == 0 || sqlite3_strnicmp(name, "pragma_", 7) == 0 ||
	    jv_object_has(jv_copy(db->modules), jv_string(name));
}

static bool
may_read(const struct db *db, const char *table, const char *column)
{
	jv set = db_dataset(db, table);
	bool known = jv_get_kind(set) == JV_KIND_OBJECT;

	jv_free(set);
	return known || (*column == '\0' && !is_own_table(db, table));
}

static void
note_read(struct db *db, const char *table, const char *column)
{
	jv set = db_dataset(db, table), c = db_column(set, column);
	jv one = JV_OBJECT(jv_string("dataset"), jv_at(set, "id"), jv_string("column"), jv_at(c, "name"),
	    jv_string("type"), jv_at(c, "type"));
	bool known = jv_get_kind(c) != JV_KIND_OBJECT;

	for (int i = jv_array_length(jv_copy(db->reads)) - 1; i >= 0 && !known; i--)
		known = jv_equal(jv_array_get(jv_copy(db->reads), i), jv_copy(one));
	if (known)
		jv_free(one);
	else
		db->reads = jv_array_append(db->reads, one);
	jv_free(c);
	jv_free(set);
}

/* SQLite asks this of everything that a statement would do. */
static int
judge(void *ctx, int action, const char *a, const char *b, const char *schema, const char *trigger)
{
	struct db *db = ctx;

	(void)schema;
	(void)trigger;
	if (!db->judging)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		if (a == NULL || !may_read(db, a, b != NULL ? b : ""))
			return refuse(db, false, "reading ", a);
		if (b != NULL && *b != '\0')
			note_read(db, a, b);
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return b != NULL && (may_call(b) || (db->counts && strcmp(b, DB_MANY) == 0)) ? SQLITE_OK : refuse(db, false, "the function ", b);
	default:
		return refuse(db, true, "another statement than SELECT", NULL);
	}
}

/* ---- no clock: the same data shall give the same chart */

static bool clock_asked;

static int
refuse_clock(sqlite3_vfs *vfs, double *now)
{
	(void)vfs;
	*now = 0;
	clock_asked = true;
	return SQLITE_ERROR;
}

static int
refuse_clock_whole(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
	(void)vfs;
	*now = 0;
	clock_asked = true;
	return SQLITE_ERROR;
}

bool
db_clock_asked(void)
{
	bool was = clock_asked;

	clock_asked = false;
	return was;
}

/* SQLite's own way to the system, but for the clock. */
static const char *
clockless(void)
{
	static sqlite3_vfs vfs;

	if (vfs.zName == NULL) {
		vfs = *sqlite3_vfs_find(NULL);
		vfs.pNext = NULL;
		vfs.zName = "clockless";
		vfs.xCurrentTime = refuse_clock;
		vfs.xCurrentTimeInt64 = refuse_clock_whole;
		sqlite3_vfs_register(&vfs, 0);
	}
	return vfs.zName;
}

/* ---- the connection */

static void
limit_connection(sqlite3 *h)
{
	static const int limits[][2] = {
	    {SQLITE_LIMIT_LENGTH, 5000000}, {SQLITE_LIMIT_SQL_LENGTH, 65536},
	    {SQLITE_LIMIT_COLUMN, 2000}, {SQLITE_LIMIT_EXPR_DEPTH, 100},
	    {SQLITE_LIMIT_COMPOUND_SELECT, 50}, {SQLITE_LIMIT_VDBE_OP, 100000},
	    {SQLITE_LIMIT_FUNCTION_ARG, 100}, {SQLITE_LIMIT_ATTACHED, 0},
	    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000}, {SQLITE_LIMIT_VARIABLE_NUMBER, 0},
	    {SQLITE_LIMIT_TRIGGER_DEPTH, 1}, {SQLITE_LIMIT_WORKER_THREADS, 0}};
	static const int settings[][2] = {
	    {SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	    {SQLITE_DBCONFIG_DQS_DML, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0},
	    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0}};

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		sqlite3_limit(h, limits[i][0], limits[i][1]);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		sqlite3_db_config(h, settings[i][0], settings[i][1], (int *)NULL);
}

/* Called every so many steps of SQLite's machine. */
static int
check_clock(void *ctx)
{
	return db_is_late(ctx);
}

jv
db_open(struct db *db, jv datasets, const char *derive, bool counts)
{
	jv bad = jv_null();
	size_t n = (size_t)jv_array_length(jv_copy(datasets));

	*db = (struct db){.datasets = datasets, .failure = jv_null(), .modules = jv_object(),
	    .reads = jv_array(), .weight = 1};
	db->tabs = mem_calloc(n, sizeof(struct csvtab *));
	db->tables = mem_calloc(n, sizeof(struct table *));
	if (derive != NULL)
		db->rewritten = db_derive(db, derive, counts);
	if (sqlite3_open_v2(":memory:", &db->h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, clockless()) != SQLITE_OK)
		mem_die();
	limit_connection(db->h);
	sqlite3_exec(db->h, "PRAGMA temp_store = memory", NULL, NULL, NULL);
	sqlite3_exec(db->h, "PRAGMA module_list", note_module, db, NULL);
	db_table_module(db);
	db_call_add(db->h);
	jv_array_foreach(db->datasets, i, set) {
		db->tabs[i] = csvtab_new(set);
		if (jv_get_kind(bad) == JV_KIND_NULL)
			bad = add_table(db, set, i);
		jv_free(set);
	}
	sqlite3_set_authorizer(db->h, judge, db);
	sqlite3_progress_handler(db->h, 1000, check_clock, db);
	db->judging = true;
	return bad;
}

void
db_close(struct db *db)
{
	sqlite3_close(db->h);
	jv_array_foreach(db->datasets, i, set) {
		csvtab_free(db->tabs[i]);
		jv_free(set);
	}
	free(db->tabs);
	free(db->tables);
	free(db->rewritten);
	db_derive_free(db);
	jv_free(db->datasets);
	jv_free(db->failure);
	jv_free(db->modules);
	jv_free(db->reads);
	str_free(&db->refused);
}

/* ---- a statement */

/* Is there more than blanks, comments and semicolons in sql? */
static bool
says_something(struct db *db, const char *sql)
{
	while (*sql != '\0') {
		sqlite3_stmt *s = NULL;
		const char *tail = sql;
		int rc = sqlite3_prepare_v2(db->h, sql, -1, &s, &tail);

		sqlite3_finalize(s);
		if (rc != SQLITE_OK || s != NULL)
			return true;
		if (tail == sql)
			break;
		sql = tail;
	}
	return false;
}

jv
db_prepare(struct db *db, const char *sql, sqlite3_stmt **out)
{
	const char *tail = "";

	*out = NULL;
	str_clear(&db->refused);
	int rc = sqlite3_prepare_v2(db->h, sql, -1, out, &tail);

	if (rc != SQLITE_OK)
		return db_explain(db, sql, rc);
	if (*out == NULL)
		return rec_fail("sql.empty", false, "write one SELECT", "there is no statement");
	jv bad = jv_null();

	if (sqlite3_stmt_isexplain(*out) || !sqlite3_stmt_readonly(*out) || sqlite3_column_count(*out) == 0)
		bad = rec_fail("sql.not-select", false, "write one SELECT", "only SELECT is run");
	else if (says_something(db, tail))
		bad = rec_fail("sql.many-statements", false, "keep one of them; WITH names parts of a query",
		    "there is more than one statement");
	if (jv_get_kind(bad) != JV_KIND_NULL) {
		sqlite3_finalize(*out);
		*out = NULL;
	}
	return bad;
}

jv
db_origin_type(const struct db *db, sqlite3_stmt *s, int i)
{
	const char *table = sqlite3_column_table_name(s, i), *column = sqlite3_column_origin_name(s, i);

	if (table == NULL || column == NULL)
		return jv_null();
	jv set = db_dataset(db, table), c = db_column(set, column), type = jv_at(c, "type");

	jv_free(c);
	jv_free(set);
	return type;
}

jv
db_describe(jv datasets, const char *sql)
{
	struct db db;
	sqlite3_stmt *s = NULL;
	jv answer = db_open(&db, datasets, NULL, false);

	if (jv_get_kind(answer) == JV_KIND_NULL)
		answer = db_prepare(&db, sql, &s);
	if (s != NULL) {
		jv columns = jv_array();

		for (int i = 0; i < sqlite3_column_count(s); i++)
			columns = jv_array_append(columns, JV_OBJECT(jv_string("name"),
			    jv_string(sqlite3_column_name(s, i)), jv_string("type"), db_origin_type(&db, s, i)));
		answer = JV_OBJECT(jv_string("ok"), jv_true(), jv_string("columns"), columns,
		    jv_string("reads"), jv_copy(db.reads));
	}
	sqlite3_finalize(s);
	db_close(&db);
	return answer;
}
