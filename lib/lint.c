#include "lint.h"

#include "finding.h"
#include "fit.h"
#include "mem.h"
#include "rec.h"
#include "share.h"
#include "str.h"

#include <ctype.h>
#include <err.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct lint {
	jv text;                   /* the file */
	jv rules;                  /* {"chart.truncated":"warn"} */
};

/* ---- reading */

static void
read_rule(struct lint *l, char *line, int number)
{
	char *save = NULL, *rule = strtok_r(line, " \t", &save), *level = strtok_r(NULL, " \t", &save);
	char *colon = strtok_r(NULL, " \t", &save);

	if (rule == NULL || rule[0] == '#')
		return;
	if (colon == NULL || (strcmp(level, "warn") != 0 && strcmp(level, "error") != 0 && strcmp(level, "off") != 0))
		errx(2, "share/policy/vet.rules:%d: %s: wants RULE warn|error|off : REASON: mend it or reinstall",
		    number, rule);
	l->rules = jv_object_set(l->rules, jv_string(rule), jv_string(level));
}

struct lint *
lint_load(void)
{
	struct lint *l = mem_calloc(1, sizeof *l);
	char *text = share_need("policy/vet.rules", NULL), *next = text, *line;

	l->text = jv_string(text);
	l->rules = jv_object();
	for (int n = 1; (line = strsep(&next, "\n")) != NULL; n++)
		read_rule(l, line, n);
	free(text);
	return l;
}

void
lint_free(struct lint *l)
{
	jv_free(l->text);
	jv_free(l->rules);
	free(l);
}

jv
lint_with(const struct lint *l)
{
	return JV_ARRAY(jv_copy(l->text), jv_string(fit_text()));
}

/* ---- what all checks share */

struct look {
	const struct lint *l;
	jv chart, columns, rows;   /* borrowed */
	jv findings;
	const char *type;
};

/* A finding of the rule "chart.RULE". */
static void say(struct look *, const char *rule, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static void
say(struct look *k, const char *rule, const char *hint, const char *fmt, ...)
{
	struct str message = {0}, full = {0};
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&message, fmt, ap);
	va_end(ap);
	str_addf(&full, "chart.%s", rule);
	const char *level = jv_text(k->l->rules, full.s);

	if (level != NULL && strcmp(level, "off") != 0)
		k->findings = finding_add(k->findings, &(struct finding){level, full.s, hint, 0, 0}, "%s", message.s);
	str_free(&message);
	str_free(&full);
}

static bool
is(const struct look *k, const char *const *types)
{
	for (; *types != NULL; types++)
		if (strcmp(k->type, *types) == 0)
			return true;
	return false;
}

static bool
is_empty(jv chart, const char *key)
{
	const char *s = jv_text(chart, key);

	return s == NULL || *s == '\0';
}

/* ---- before the table is known */

static void
check_labels(struct look *k)
{
	static const char *const measured[] = {"bar", "line", "area", "scatter", "bubble", "box", NULL};
	static const char *const measuring[] = {"scatter", "bubble", "histogram", NULL};

	if (is(k, measured) && is_empty(k->chart, "y_label"))
		say(k, "no-label", "set y_label", "the y axis has no label");
	if (is(k, measuring) && is_empty(k->chart, "x_label"))
		say(k, "no-label", "set x_label", "the x axis has no label");
}

static void
check_log_bars(struct look *k)
{
	const char *rule = fit_rule(k->type, FIT_Y, FIT_ZERO);

	if (rule != NULL && jv_true_at(k->chart, "log_y"))
		say(k, rule, "use a linear axis, or dots", "a logarithmic axis has no zero for a %s to start from", k->type);
}

/* The canonical script's "set yrange [5:…" under bars. */
static void
check_script_bars(struct look *k, const char *script)
{
	static const char *const bars[] = {" with boxes", " with histograms", " with boxerrorbars", "set style data histograms", NULL};
	const char *range = script;
	bool any = false;

	for (const char *const *b = bars; *b != NULL; b++)
		any |= strstr(script, *b) != NULL;
	while (any && (range = strstr(range, "set yrange [")) != NULL) {
		char *end;
		double low = strtod(range += strlen("set yrange ["), &end);

		if (end != range && *end == ':' && low > 0) {
			say(k, "bar-not-zero", "set yrange [0:*]", "the bars start at %.10g, not at zero", low);
			return;
		}
	}
}

/* Is it the column of a dataset whose role is that of an id? */
static bool
is_id(jv datasets, const char *dataset, const char *name)
{
	bool found = false;

	jv_array_foreach(datasets, i, set) {
		const char *id = jv_text(set, "id");
		jv columns = jv_at(set, "columns");

		if (id != NULL && strcmp(id, dataset) == 0 && jv_get_kind(columns) == JV_KIND_ARRAY)
			jv_array_foreach(columns, c, column) {
				const char *is_name = jv_text(column, "name"), *role = jv_text(column, "role");

				found |= is_name != NULL && role != NULL && strcmp(is_name, name) == 0 && strcmp(role, "id") == 0;
				jv_free(column);
			}
		jv_free(columns);
		jv_free(set);
	}
	return found;
}

jv
lint_reads(const struct lint *l, jv chart, jv reads, jv datasets, jv findings)
{
	static const char *const roles[] = {"x", "y", "series"};
	struct look k = {.l = l, .chart = chart, .findings = findings, .type = jv_text(chart, "type")};

	for (int i = 0; k.type != NULL && i < FIT_ROLES && jv_get_kind(reads) == JV_KIND_ARRAY; i++) {
		const char *rule = fit_rule(k.type, (enum fit_role)i, FIT_NO_ID), *name = jv_text(chart, roles[i]);

		if (rule == NULL || name == NULL)
			continue;
		jv_array_foreach(reads, n, one) {
			const char *dataset = jv_text(one, "dataset"), *column = jv_text(one, "column");

			if (dataset != NULL && column != NULL && strcmp(column, name) == 0 && is_id(datasets, dataset, column))
				say(&k, rule, "group by something that says more", "%s is an id: it tells rows apart and nothing else", name);
			jv_free(one);
		}
	}
	return k.findings;
}

jv
lint_spec(const struct lint *l, jv chart, jv script, jv findings)
{
	struct look k = {.l = l, .chart = chart, .findings = findings, .type = jv_text(chart, "type")};

	if (k.type == NULL)
		return findings;
	check_labels(&k);
	check_log_bars(&k);
	if (jv_get_kind(script) == JV_KIND_STRING)
		check_script_bars(&k, jv_string_value(script));
	return k.findings;
}

/* ---- with the table */

/* The place of the column that the chart's role names; -1 for none. */
static int
place(const struct look *k, const char *role)
{
	const char *name = jv_text(k->chart, role);
	int found = -1;

	jv_array_foreach(k->columns, i, c) {
		const char *is_name = jv_text(c, "name");

		if (name != NULL && is_name != NULL && strcmp(name, is_name) == 0)
			found = i;
		jv_free(c);
	}
	return found;
}

static jv
cell(const struct look *k, int row, int column)
{
	return jv_array_get(jv_array_get(jv_copy(k->rows), row), column);
}

static int
row_count(const struct look *k)
{
	return jv_array_length(jv_copy(k->rows));
}

/* How many cells of the column hold(cell); 0 where there is no column. */
static int
count(const struct look *k, int column, bool (*hold)(jv))
{
	int n = 0;

	for (int i = 0; column >= 0 && i < row_count(k); i++) {
		jv v = cell(k, i, column);

		n += hold(v);
		jv_free(v);
	}
	return n;
}

static bool
is_null(jv v)
{
	return !jv_is_valid(v) || jv_get_kind(v) == JV_KIND_NULL;
}

static bool
is_negative(jv v)
{
	return jv_get_kind(v) == JV_KIND_NUMBER && jv_number_value(v) < 0;
}

static bool
is_not_positive(jv v)
{
	return jv_get_kind(v) == JV_KIND_NUMBER && jv_number_value(v) <= 0;
}

/* Text that has no order of its own: what begins with digits (a year, a class
 * "10-20") has one. */
static bool
is_unordered(jv v)
{
	if (jv_get_kind(v) != JV_KIND_STRING)
		return false;
	const char *s = jv_string_value(v);

	while (*s == '-' || *s == '+')
		s++;
	return !isdigit((unsigned char)*s);
}

static int
distinct(const struct look *k, int column)
{
	jv seen = jv_object();

	for (int i = 0; column >= 0 && i < row_count(k); i++)
		seen = jv_object_set(seen, jv_dump_string(cell(k, i, column), 0), jv_true());
	int n = jv_object_length(jv_copy(seen));

	jv_free(seen);
	return n;
}

/* Months and weekdays have an order, though not the alphabet's. */
static bool
is_calendar(jv v)
{
	static const char words[] = " jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun ";
	char key[6] = " ";

	if (jv_get_kind(v) != JV_KIND_STRING || strlen(jv_string_value(v)) < 3)
		return false;
	for (int i = 0; i < 3; i++)
		key[i + 1] = (char)tolower((unsigned char)jv_string_value(v)[i]);
	key[4] = ' ';
	return strstr(words, key) != NULL;
}

static void
check_pie(struct look *k)
{
	int slices = place(k, "facet") >= 0 ? distinct(k, place(k, "x")) : row_count(k);
	double most = fit_most(k->type, FIT_X);
	const char *positive = fit_rule(k->type, FIT_Y, FIT_POSITIVE);
	int below = positive != NULL ? count(k, place(k, "y"), is_negative) : 0;

	if (slices > most && (jv_num(k->chart, "top", 0) < 1 || jv_num(k->chart, "top", 0) > most))
		say(k, fit_rule(k->type, FIT_X, FIT_MOST), "draw bars, or set top", "%d slices, more than %.0f", slices, most);
	if (below > 0)
		say(k, positive, "draw bars", "%d slices are negative", below);
}

static void
check_series(struct look *k)
{
	double most = fit_most(k->type, FIT_SERIES);
	int n = distinct(k, place(k, "series"));

	if (n > most &&
	    (jv_num(k->chart, "top", 0) < 1 || jv_num(k->chart, "top", 0) > most))
		say(k, fit_rule(k->type, FIT_SERIES, FIT_MOST), "set top, filter in the SQL, or use facets", "%d series, more than the %.0f colours that stay apart", n, most);
}

static void
check_order(struct look *k)
{
	const char *rule = fit_rule(k->type, FIT_X, FIT_ORDERED);
	int x = place(k, "x"), names = count(k, x, is_unordered);

	if (rule != NULL && names > 1 && count(k, x, is_calendar) < names)
		say(k, rule, "draw bars", "a %s over names that have no order", k->type);
}

static void
check_log(struct look *k)
{
	static const char *const axes[][2] = {{"log_x", "x"}, {"log_y", "y"}};

	for (int i = 0; i < 2; i++) {
		int n = count(k, place(k, axes[i][1]), is_not_positive);

		if (jv_true_at(k->chart, axes[i][0]) && n > 0)
			say(k, "log-zero", "use a linear axis", "%d values of %s are not above zero, the axis is logarithmic", n, axes[i][1]);
	}
}

static void
check_nulls(struct look *k)
{
	static const char *const roles[] = {"x", "y", "series", "facet", "size"};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		int n = count(k, place(k, roles[i]), is_null);

		if (n > 0)
			say(k, "nulls-dropped", "leave them out in the SQL, or say what they are (coalesce)",
			    "%d of %d rows have no %s", n, row_count(k), roles[i]);
	}
}

jv
lint_table(const struct lint *l, jv chart, jv table, jv findings)
{
	struct look k = {.l = l, .chart = chart, .findings = findings, .type = jv_text(chart, "type"),
	    .columns = jv_at(table, "columns"), .rows = jv_at(table, "rows")};

	if (k.type != NULL && jv_get_kind(k.columns) == JV_KIND_ARRAY && jv_get_kind(k.rows) == JV_KIND_ARRAY) {
		check_pie(&k);
		check_series(&k);
		check_order(&k);
		check_log(&k);
		check_nulls(&k);
		if (jv_true_at(table, "truncated"))
			say(&k, "truncated", "aggregate more in the SQL", "%d of %.0f rows are drawn%s", row_count(&k),
			    jv_num(table, "total_rows", 0), jv_true_at(table, "thinned") ? ", an even sample" : "");
	}
	jv_free(k.columns);
	jv_free(k.rows);
	return k.findings;
}
