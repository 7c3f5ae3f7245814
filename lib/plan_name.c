#include "plan_name.h"

#include "plan_lex.h"
#include "plan_several.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* ---- columns */

static bool
all_upper(const char *s)
{
	bool any = false;

	for (; *s != '\0'; s++) {
		if (islower((unsigned char)*s))
			return false;
		any |= isupper((unsigned char)*s) != 0;
	}
	return any;
}

/* An abbreviation keeps its capitals: "GDP", "Customer ID". */
static bool
is_initials(const char *name, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = name; *p != '\0'; p++)
		if (strncasecmp(p, word, n) == 0 && n >= 2 && n <= 4) {
			size_t upper = 0;

			while (upper < n && isupper((unsigned char)p[upper]))
				upper++;
			return upper == n && (n < strlen(name) || n <= 3) && (!all_upper(name) || n == strlen(name));
		}
	return false;
}

void
plan_name_column(struct str *b, const struct plan_column *c, bool first)
{
	for (size_t i = 0; i < c->words.n; i++) {
		const char *spelled = plan_lex_tag(c->words.word[i], "spell.");
		const char *w = spelled != NULL ? spelled : c->words.word[i];
		bool initials = spelled == NULL && is_initials(c->name, w), month = plan_lex_tag(w, "month.") != NULL;

		if (i > 0)
			str_addc(b, ' ');
		for (size_t k = 0; w[k] != '\0'; k++)
			str_addc(b, initials || ((month || (first && i == 0)) && k == 0) ? toupper((unsigned char)w[k]) : w[k]);
	}
	if (c->words.n == 0)
		str_adds(b, c->name);
}

/* ---- the measure */

static bool
has_word(const struct plan_column *c, const char *const *words, size_t n)
{
	for (size_t i = 0; i < c->words.n; i++)
		for (size_t k = 0; k < n; k++)
			if (strcmp(c->words.word[i], words[k]) == 0)
				return true;
	return false;
}

/* "Total" before a column that says so itself would stutter. */
static bool
says_itself(const struct plan_column *c, enum plan_agg a)
{
	static const char *const sum[] = {"total", "sum", "net", "gross"}, *const avg[] = {"average", "avg", "mean"};
	static const char *const min[] = {"min", "minimum", "lowest"}, *const max[] = {"max", "maximum", "highest"};

	return (a == AGG_SUM && has_word(c, sum, 4)) || (a == AGG_AVG && has_word(c, avg, 3)) ||
	    (a == AGG_MIN && has_word(c, min, 3)) || (a == AGG_MAX && has_word(c, max, 3));
}

/* Rows by their table's name where that is a plural: "airports". */
static void
add_rows(struct str *b, const struct plan_table *t)
{
	const char *last = t->words.n > 0 ? t->words.word[t->words.n - 1] : "";
	size_t n = strlen(last);

	if (n < 4 || last[n - 1] != 's' || last[n - 2] == 's' || last[n - 2] == 'u') {
		str_adds(b, "records");
		return;
	}
	for (size_t i = 0; i < t->words.n; i++)
		str_addf(b, "%s%s", i > 0 ? " " : "", t->words.word[i]);
}

static void
add_aggregate(struct str *b, const struct plan_set *s, enum plan_agg agg, int column, int table, bool first)
{
	static const char *const words[] = {"", "number of ", "total ", "average ", "lowest ", "highest ", "median ",
	    "number of different ", "10th percentile of ", "25th percentile of ", "75th percentile of ", "90th percentile of ",
	    "95th percentile of ", "99th percentile of "};
	const struct plan_column *c = column >= 0 ? &s->column[column] : NULL;
	const char *word = c != NULL && says_itself(c, agg) ? "" : c != NULL && agg == AGG_AVG && plan_is_flag(c) ? "share of " : words[agg];

	/* Different keys are rows of their table. */
	bool key = agg == AGG_DISTINCT && c != NULL && c->nulls == 0 && c->distinct == s->table[c->table].rows;

	if (key || agg == AGG_COUNT || (c == NULL && agg == AGG_NONE)) {
		str_adds(b, first ? "Number of " : "number of ");
		add_rows(b, &s->table[key ? c->table : table]);
		return;
	}
	if (*word != '\0') {
		str_addc(b, first ? toupper((unsigned char)*word) : *word);
		str_adds(b, word + 1);
	}
	if (c != NULL)
		plan_name_column(b, c, first && *word == '\0');
}

void
plan_name_measure(struct str *b, const struct plan_goal *g, const struct plan_set *s, bool first)
{
	if (g->measures > 1)
		plan_several_title(b, g, s, first);
	else
		add_aggregate(b, s, g->agg, g->y, g->n_tables > 0 ? g->tables[0] : 0, first);
}

/* ---- conditions */

static void
add_value(struct str *b, jv v)
{
	if (jv_get_kind(v) == JV_KIND_NUMBER)
		str_addf(b, "%.10g", jv_number_value(v));
	else if (jv_get_kind(v) == JV_KIND_STRING)
		str_adds(b, jv_string_value(v));
	else
		str_adds(b, "the average");
}

static void
add_values(struct str *b, jv v, const char *glue)
{
	if (jv_get_kind(v) != JV_KIND_ARRAY) {
		add_value(b, v);
		return;
	}
	int n = jv_array_length(jv_copy(v));

	jv_array_foreach(v, i, one) {
		if (i > 0)
			str_adds(b, i == n - 1 ? glue : ", ");
		add_value(b, one);
		jv_free(one);
	}
}

const char *
plan_name_cycle(const char *unit, double v)
{
	static const char *const days[] = {"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
	static const char *const months[] = {"", "January", "February", "March", "April", "May", "June", "July", "August",
	    "September", "October", "November", "December"};

	if (unit != NULL && strcmp(unit, "weekday") == 0 && v >= 1 && v <= 7)
		return days[(int)v];
	return unit != NULL && strcmp(unit, "month-name") == 0 && v >= 1 && v <= 12 ? months[(int)v] : NULL;
}

/* "in March", "on Saturday or Sunday", "at 8". */
static void
add_round(struct str *b, const struct plan_cond *c)
{
	jv list = jv_get_kind(c->value) == JV_KIND_ARRAY ? jv_copy(c->value) : JV_ARRAY(jv_copy(c->value));

	str_adds(b, c->unit == UNIT_WEEKDAY ? "on " : c->unit == UNIT_HOUR ? "at " : "in ");
	jv_array_foreach(list, i, v) {
		double k = jv_get_kind(v) == JV_KIND_NUMBER ? jv_number_value(v) : 0;
		const char *name = plan_name_cycle(plan_unit_name(c->unit), k);

		str_adds(b, i > 0 ? " or " : "");
		if (name != NULL)
			str_adds(b, name);
		else
			str_addf(b, "%.0f", k);
		jv_free(v);
	}
	jv_free(list);
}

/* A yes or no: "returned", "not returned", "with garage"; false: it is none. */
static bool
add_answer(struct str *b, const struct plan_cond *c, const struct plan_column *column)
{
	static const char *const heads[][3] = {{"is ", "", "not "}, {"was ", "", "not "}, {"has ", "with ", "without "}, {"", "", "not "}};
	jv_kind kind = jv_get_kind(c->value);
	bool number = kind == JV_KIND_NUMBER, yes = number ? jv_number_value(c->value) != 0 : kind == JV_KIND_TRUE;
	struct str name = {0};
	size_t i = 0;

	if (c->op != OP_EQ || !plan_is_flag(column) || (!number && kind != JV_KIND_TRUE && kind != JV_KIND_FALSE))
		return false;
	plan_name_column(&name, column, false);
	while (strncmp(name.s, heads[i][0], strlen(heads[i][0])) != 0)
		i++;
	str_addf(b, "%s%s", heads[i][yes ? 1 : 2], name.s + strlen(heads[i][0]));
	str_free(&name);
	return true;
}

static void
add_cond(struct str *b, const struct plan_cond *c, const struct plan_set *s)
{
	static const char *const words[] = {"", "not ", "over ", "at least ", "under ", "at most ", "between ", "",
	    "not ", "with ", "without ", "starting with ", "ending with ", "unknown", "known"};
	static const char *const when[OP_KINDS] = {[OP_EQ] = "", [OP_GT] = "after ", [OP_GE] = "since ", [OP_LT] = "before ",
	    [OP_LE] = "until ", [OP_BETWEEN] = "", [OP_IN] = ""};
	bool bare = c->op == OP_EQ || c->op == OP_IN;
	const struct plan_column *column = &s->column[c->column];
	bool named = !bare || plan_is_number(column) || column->type == PLAN_BOOLEAN;

	if (c->unit == UNIT_MONTHNAME || c->unit == UNIT_WEEKDAY || c->unit == UNIT_HOUR) {
		add_round(b, c);
		return;
	}
	/* Times need no name: "since 2014", "2021-07 to 2021-09". */
	if (plan_is_time(column) && when[c->op] != NULL) {
		str_adds(b, when[c->op]);
		add_values(b, c->value, c->op == OP_BETWEEN ? " to " : " or ");
		return;
	}
	if (add_answer(b, c, column))
		return;
	/* "without Germany": the value tells of what. */
	if ((c->op == OP_NE || c->op == OP_NOT_IN) && column->type == PLAN_TEXT) {
		str_adds(b, "without ");
		add_values(b, c->value, " and ");
		return;
	}
	if (named && !(bare && column->year)) {
		plan_name_column(b, column, false);
		str_addc(b, ' ');
	}
	str_adds(b, words[c->op]);
	if (c->op != OP_NULL && c->op != OP_NOT_NULL)
		add_values(b, c->value, c->op == OP_IN ? " or " : " and ");
}

void
plan_name_conds(struct str *b, const struct plan_goal *g, const struct plan_set *s)
{
	for (int i = 0; i < g->conds; i++) {
		if (i > 0)
			str_adds(b, g->cond[i].any > 0 && g->cond[i].any == g->cond[i - 1].any ? " or " : ", ");
		add_cond(b, &g->cond[i], s);
	}
}

/* "more than 100", "between 5 and 10": of each group. */
static void
add_having(struct str *b, const struct plan_goal *g)
{
	static const char *const words[] = {"", "not ", "more than ", "at least ", "less than ", "at most ", "between "};

	str_addf(b, ", %s%.10g", words[g->having], g->having_low);
	if (g->having == OP_BETWEEN)
		str_addf(b, " and %.10g", g->having_high);
}

/* ---- titles */

static void
add_x(struct str *b, const struct plan_goal *g, const struct plan_set *s)
{
	static const char *const units[] = {"", "decade", "year", "quarter", "month", "week", "day", "month of the year",
	    "day of the week", "hour of the day"};

	if (g->unit != UNIT_NONE && plan_is_time(&s->column[g->x]))
		str_adds(b, units[g->unit]);
	else
		plan_name_column(b, &s->column[g->x], false);
}

/* ", 2019–2021": the years of the time column, x's own or the only one that all
 * rows have. */
static void
add_period(struct str *b, const struct plan_goal *g, const struct plan_set *s)
{
	int time = PLAN_NONE, times = 0;

	for (int i = 0; i < g->conds; i++)
		if (plan_is_time(&s->column[g->cond[i].column]) && g->cond[i].unit == UNIT_NONE)
			return;
	if (g->n_tables != 1)
		return;
	const struct plan_table *t = &s->table[g->tables[0]];

	for (int c = t->first; c < t->first + t->columns; c++)
		if (plan_is_time(&s->column[c])) {
			time = c;
			times++;
		}
	if (g->x >= 0 && plan_is_time(&s->column[g->x]))
		time = g->x;
	else if (times != 1 || s->column[time].nulls > 0)
		return;
	for (int i = 0; i < g->conds; i++)
		if (g->cond[i].column == time)
			return;
	if (s->column[time].year && time != g->x)
		return;
	const struct plan_column *c = &s->column[time];

	if (c->year && c->min > 1000)
		str_addf(b, ", %.0f–%.0f", c->min, c->max);
	if (c->year || c->first == NULL || c->last == NULL || strlen(c->first) < 4 || strlen(c->last) < 4)
		return;
	str_addf(b, ", %.4s", c->first);
	if (strncmp(c->first, c->last, 4) != 0)
		str_addf(b, "–%.4s", c->last);
}

static void
add_body(struct str *b, const struct plan_goal *g, const struct plan_set *s)
{
	bool two = g->chart == CHART_SCATTER || g->chart == CHART_BUBBLE;

	if (g->chart == CHART_HISTOGRAM && g->x >= 0) {
		str_adds(b, "Distribution of ");
		plan_name_column(b, &s->column[g->x], false);
		return;
	}
	if (two && g->y >= 0 && g->x >= 0 && plan_column_is(&s->column[g->x], "kind.longitude") &&
	    plan_column_is(&s->column[g->y], "kind.latitude")) {
		str_adds(b, "Where the ");
		add_rows(b, &s->table[s->column[g->x].table]);
		str_adds(b, " are");
		return;
	}
	if (two && g->x >= 0) {
		plan_name_measure(b, g, s, true);
		str_adds(b, " against ");
		add_aggregate(b, s, g->x_agg, g->x, 0, false);
		return;
	}
	if (g->chart == CHART_BOX && g->y >= 0 && g->limit == 0) {
		str_adds(b, "Spread of ");
		plan_name_measure(b, g, s, false);
		if (g->x >= 0) {
			str_adds(b, " by ");
			add_x(b, g, s);
		}
		return;
	}
	if (g->limit > 0)
		str_addf(b, "%s %d: ", g->by == BY_Y && !g->desc ? "Bottom" : "Top", g->limit);
	if (g->share)
		str_adds(b, g->limit > 0 ? "share of " : "Share of ");
	plan_name_measure(b, g, s, g->limit == 0 && !g->share);
	if (g->x >= 0) {
		str_adds(b, " by ");
		add_x(b, g, s);
	}
}

void
plan_name_title(struct str *b, const struct plan_goal *g, const struct plan_set *s)
{
	add_body(b, g, s);
	if (g->series >= 0) {
		str_adds(b, g->chart == CHART_HISTOGRAM || g->chart == CHART_SCATTER || g->x < 0 ? " by " : " and ");
		plan_name_column(b, &s->column[g->series], false);
	}
	if (g->facet >= 0 && g->facet != g->series) {
		str_adds(b, ", for each ");
		plan_name_column(b, &s->column[g->facet], false);
	}
	if (g->has_having)
		add_having(b, g);
	if (g->conds > 0) {
		str_adds(b, ", ");
		plan_name_conds(b, g, s);
	}
	add_period(b, g, s);
}

void
plan_name_label(struct str *b, const struct plan_goal *g, const struct plan_set *s, bool y)
{
	int c = y ? g->y : g->x;

	if (y && g->measures > 1)
		plan_several_common(b, g, s);
	else if (y && (g->chart == CHART_HISTOGRAM || c < 0))
		add_aggregate(b, s, AGG_COUNT, PLAN_NONE, g->n_tables > 0 ? g->tables[0] : 0, true);
	else if (y)
		plan_name_measure(b, g, s, true);
	else if (c >= 0 && (g->x_agg != AGG_NONE))
		add_aggregate(b, s, g->x_agg, c, 0, true);
	else if (c >= 0)
		plan_name_column(b, &s->column[c], true);
}
