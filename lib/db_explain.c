/* What SQLite says of a statement, as a code that stays and a remedy.  SQLite
 * has no codes for these, so its messages are matched; tests/unit/db.c walks
 * every row, so that a new release with other words is noticed. */
#include "db.h"
#include "db_own.h"
#include "rec.h"

#include <stdlib.h>
#include <string.h>

/* ---- nearest names */

struct near {
	const char *want;
	int best;
	jv name;
};

/* Keeps name (consumed) where it is nearer than what is kept. */
static void
consider(struct near *n, jv name)
{
	int most = (int)strlen(n->want) / 3 + 1;
	int d = jv_get_kind(name) == JV_KIND_STRING ? str_distance(n->want, jv_string_value(name), most) : most + 1;

	if (d <= most && (n->best == -1 || d < n->best)) {
		n->best = d;
		jv_free(n->name);
		n->name = jv_copy(name);
	}
	jv_free(name);
}

static void
consider_each(struct near *n, jv list, const char *key)
{
	if (jv_get_kind(list) == JV_KIND_ARRAY)
		jv_array_foreach(list, i, one) {
			consider(n, key != NULL ? jv_at(one, key) : jv_copy(one));
			jv_free(one);
		}
	jv_free(list);
}

/* "did you mean X? " where a name is near. */
static void
add_nearest(struct str *hint, struct near *n)
{
	if (n->best >= 0) {
		str_adds(hint, "did you mean ");
		str_foreign(hint, jv_string_value(n->name), (size_t)jv_string_length_bytes(jv_copy(n->name)));
		str_adds(hint, "? ");
	}
	jv_free(n->name);
}

/* "the LABEL are a, b, c", at most so many that a message stays short. */
static void
add_names(struct str *hint, const char *label, jv list, const char *key)
{
	enum { MOST = 40 };

	str_addf(hint, "%s", label);
	if (jv_get_kind(list) == JV_KIND_ARRAY)
		jv_array_foreach(list, i, one) {
			const char *name = jv_text(one, key);

			if (i == MOST)
				str_adds(hint, ", …");
			if (i < MOST && name != NULL) {
				str_adds(hint, i > 0 ? ", " : " ");
				str_foreign(hint, name, strlen(name));
			}
			jv_free(one);
		}
	jv_free(list);
}

static void
hint_table(struct db *db, const char *name, struct str *hint)
{
	const char *dot = strrchr(name, '.');
	struct near n = {dot != NULL ? dot + 1 : name, -1, jv_null()};

	consider_each(&n, jv_copy(db->datasets), "id");
	add_nearest(hint, &n);
	add_names(hint, "the tables are", jv_copy(db->datasets), "id");
}

/* A column's name may come with its table's: "sales.revenu". */
static void
hint_column(struct db *db, const char *name, struct str *hint)
{
	const char *dot = strrchr(name, '.');
	struct near n = {dot != NULL ? dot + 1 : name, -1, jv_null()};

	jv_array_foreach(db->datasets, i, set) {
		consider_each(&n, jv_at(set, "columns"), "name");
		jv_free(set);
	}
	add_nearest(hint, &n);
	jv_array_foreach(db->datasets, i, set) {
		const char *id = jv_text(set, "id");

		str_adds(hint, i > 0 ? "; " : "");
		str_foreign(hint, id != NULL ? id : "", id != NULL ? strlen(id) : 0);
		add_names(hint, " has", jv_at(set, "columns"), "name");
		jv_free(set);
	}
}

static void
hint_function(struct db *db, const char *name, struct str *hint)
{
	struct near n = {name, -1, jv_null()};

	(void)db;
	consider_each(&n, jv_keys(jv_copy(db_calls())), NULL);
	add_nearest(hint, &n);
	str_adds(hint, "SQL may call what share/sql/functions lists");
}

/* ---- messages */

struct message {
	const char *head;          /* how it begins */
	const char *code;
	const char *hint;          /* where no function makes one */
	void (*make)(struct db *, const char *name, struct str *hint);
};

static const struct message messages[] = {
    {"no such table: ", "sql.unknown-table", NULL, hint_table},
    {"no such column: ", "sql.unknown-column", NULL, hint_column},
    {"no such function: ", "sql.unknown-function", NULL, hint_function},
    {"ambiguous column name: ", "sql.ambiguous-column", "put the table's name before it: table.column", NULL},
    {"wrong number of arguments to function ", "sql.arguments", "see csvquery(1) for the function's arguments", NULL},
    {"misuse of aggregate", "sql.aggregate", "an aggregate belongs in SELECT, HAVING or ORDER BY; filter groups with HAVING", NULL},
    {"misuse of window function ", "sql.aggregate", "compute it in a subquery, then filter or group outside", NULL},
    {"aggregate functions are not allowed in the GROUP BY clause", "sql.aggregate", "group by a column or an expression of one row", NULL},
    {"cannot create", "sql.not-select", "write one SELECT", NULL},
    {"virtual tables may not", "sql.not-select", "write one SELECT", NULL},
    {"table ", "sql.not-select", "write one SELECT", NULL},        /* … may not be modified */
    {"too many SQL variables", "sql.parameter", "write the value itself; there is nobody to bind parameters", NULL},
    {"variable number must be between", "sql.parameter", "write the value itself; there is nobody to bind parameters", NULL},
    {"Expression tree is too large", "sql.too-complex", "nest less", NULL},
    {"parser stack overflow", "sql.too-complex", "nest less", NULL},
    {"too many", "sql.too-complex", "ask for less in one statement", NULL},
    {"at most ", "sql.too-complex", "join fewer tables", NULL},
    {"unrecognized token: ", "sql.syntax", "write text in 'single quotes', names in \"double quotes\"", NULL},
    {"incomplete input", "sql.syntax", "the statement ends too early", NULL},
    {"near \"", "sql.syntax", "write it in SQLite's dialect", NULL},
};

/* Does sql begin as a SELECT?  Then what was refused is one of SQLite's own
 * tables (pragma_table_info), not another kind of statement. */
static bool
is_select(const char *sql)
{
	sql += strspn(sql, " \t\r\n(");
	return sqlite3_strnicmp(sql, "select", 6) == 0;
}

static jv
explain_refusal(struct db *db, const char *sql)
{
	struct str hint = {0};
	static const char call[] = "the function ";

	if (db->not_select && !is_select(sql))
		return rec_fail("sql.not-select", false, "write one SELECT", "only SELECT is run: %s", db->refused.s);
	if (strncmp(db->refused.s, call, sizeof call - 1) == 0)
		hint_function(db, db->refused.s + sizeof call - 1, &hint);
	else
		hint_table(db, "", &hint);
	jv fail = rec_fail("sql.forbidden", false, hint.s, "not allowed: %s",
	    db->not_select ? "reading SQLite's own tables" : db->refused.s);

	str_free(&hint);
	return fail;
}

/* "near "FROM": syntax error" with the place, where SQLite knows it. */
static void
add_place(struct str *text, struct db *db, const char *sql)
{
	int at = sqlite3_error_offset(db->h);

	if (at < 0 || (size_t)at > strlen(sql))
		return;
	str_addf(text, ", at byte %d: ", at + 1);
	str_foreign(text, sql + at, strnlen(sql + at, 40));
}

static jv
explain_message(struct db *db, const char *sql, const char *said)
{
	const struct message *m = NULL;
	struct str text = {0}, hint = {0};

	for (size_t i = 0; i < sizeof messages / sizeof *messages && m == NULL; i++)
		if (strncmp(said, messages[i].head, strlen(messages[i].head)) == 0)
			m = &messages[i];
	str_foreign(&text, said, strlen(said));
	if (m != NULL && m->make != NULL)
		m->make(db, said + strlen(m->head), &hint);
	else
		add_place(&text, db, sql);
	jv fail = rec_fail(m != NULL ? m->code : "sql.invalid", false,
	    hint.n > 0 ? hint.s : m != NULL ? m->hint : "write it in SQLite's dialect", "%s", text.s);

	str_free(&text);
	str_free(&hint);
	return fail;
}

jv
db_explain(struct db *db, const char *sql, int rc)
{
	if (db->refused.n > 0)
		return explain_refusal(db, sql);
	if (rc == SQLITE_TOOBIG)
		return rec_fail("sql.too-long", false, "write a shorter statement", "the statement is too long");
	return explain_message(db, sql, sqlite3_errmsg(db->h));
}

jv
db_fail_time(double ms)
{
	return rec_fail("limit.time", false, "ask for less, or raise --time", "the query took longer than %g s", ms / 1e3);
}

jv
db_explain_run(struct db *db, int rc)
{
	if (jv_get_kind(db->failure) != JV_KIND_NULL)
		return jv_copy(db->failure);
	switch (db->too_big ? SQLITE_NOMEM : rc) {
	case SQLITE_INTERRUPT:
		return db_fail_time(db->limits->ms);
	case SQLITE_NOMEM:
		return rec_fail("limit.memory", false, "ask for less, or raise --memory",
		    "the query needs more than %lld bytes of memory", db->limits->memory);
	case SQLITE_TOOBIG:
		return rec_fail("limit.cell", false, "make shorter texts, or raise --cell",
		    "a value is longer than %d bytes", sqlite3_limit(db->h, SQLITE_LIMIT_LENGTH, -1));
	default:
		return rec_fail("sql.run", false, "mend the statement", "%s", sqlite3_errmsg(db->h));
	}
}
