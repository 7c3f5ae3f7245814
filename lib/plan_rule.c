#include "plan_rule.h"

#include "plan_lex.h"
#include "mem.h"
#include "share.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct plan_rule *rules;
static int rule_count;

/* ---- the file */

static int
find(const char *word, const char *const *names, int n, int line)
{
	for (int i = 0; i < n; i++)
		if (names[i] != NULL && strcmp(names[i], word) == 0)
			return i;
	errx(2, "share/planner/charts: line %d: no such word: %.60s: see the head of the file", line, word);
}

static struct plan_slot
read_slot(char *rest, int line)
{
	static const char *const kinds[] = {NULL, "time", "measure", "additive", "group", "name", "latitude",
	    "longitude", "rows", "calendar", "measures", "alike"};
	struct plan_slot slot = {0};
	char kind[16] = "";

	if (sscanf(rest, "%15s %lf-%lf", kind, &slot.least, &slot.most) < 1)
		errx(2, "share/planner/charts: line %d: a slot without a kind: write x KIND", line);
	slot.kind = (enum plan_kind)find(kind, kinds, KIND_KINDS, line);
	return slot;
}

static enum plan_chart
read_chart(const char *name, int line)
{
	for (int i = CHART_NONE + 1; i < CHART_KINDS; i++)
		if (strcmp(plan_chart_name((enum plan_chart)i), name) == 0)
			return (enum plan_chart)i;
	errx(2, "share/planner/charts: line %d: no such chart: %.60s: see share/charts", line, name);
}

static enum plan_agg
read_agg(const char *name, int line)
{
	for (int i = AGG_NONE + 1; i < AGG_KINDS; i++)
		if (strcmp(plan_agg_name((enum plan_agg)i), name) == 0)
			return (enum plan_agg)i;
	errx(2, "share/planner/charts: line %d: no such aggregate: %.60s: see the head of the file", line, name);
}

static void
read_word(struct plan_rule *r, char *part, int line)
{
	static const char *const keys[] = {"chart", "x", "y", "series", "weight", "agg", "top", "stack", "interest"};
	static const char *const interests[] = {NULL, "correlation", "tail", "amount"};
	char key[16] = "";
	int used = 0;

	if (sscanf(part, " %15s %n", key, &used) < 1)
		return;
	part += used;
	for (size_t n = strlen(part); n > 0 && strchr(" \t\r", part[n - 1]) != NULL; n--)
		part[n - 1] = '\0';
	switch (find(key, keys, 9, line)) {
	case 0: r->chart = read_chart(part, line); break;
	case 1: r->x = read_slot(part, line); break;
	case 2: r->y = read_slot(part, line); r->y.drawn = r->chart != CHART_SCATTER && r->chart != CHART_BOX; break;
	case 3: r->series = read_slot(part, line); break;
	case 4: r->weight = strtod(part, NULL); break;
	case 5: r->agg = read_agg(part, line); break;
	case 6: r->top = (int)strtol(part, NULL, 10); break;
	case 7: r->stack = true; break;
	default: r->interest = (enum plan_interest)find(part, interests, INTEREST_KINDS, line); break;
	}
}

static void
read_rule(const char *name, char *parts, int line)
{
	struct plan_rule r = {0};
	char *rest = NULL;

	snprintf(r.name, sizeof r.name, "%s", name);
	for (char *p = strtok_r(parts, ",", &rest); p != NULL; p = strtok_r(NULL, ",", &rest))
		read_word(&r, p, line);
	if (r.chart == CHART_NONE || r.x.kind == KIND_NONE || r.y.kind == KIND_NONE)
		errx(2, "share/planner/charts: line %d: a rule needs chart, x and y: write what is missing", line);
	rules = mem_resize(rules, (size_t)rule_count + 1, sizeof *rules);
	rules[rule_count++] = r;
}

const struct plan_rule *
plan_rules(int *n)
{
	if (rules == NULL)
		share_rules("planner/charts", "NAME: chart TYPE, x KIND …", read_rule);
	*n = rule_count;
	return rules;
}

/* ---- fields */

/* The last word of a name says what it is: "temperature count" is a count. */
enum plan_agg
plan_rule_aggregate(const struct plan_set *s, int column)
{
	const struct plan_column *c = &s->column[column];

	if (c->unit != NULL && strcmp(c->unit, "%") == 0)
		return AGG_AVG;
	for (size_t i = c->words.n; i-- > 0;) {
		if (plan_lex_is(c->words.word[i], "kind.avg"))
			return AGG_AVG;
		if (plan_lex_is(c->words.word[i], "kind.sum") || plan_lex_tag(c->words.word[i], "month.") != NULL ||
		    plan_lex_tag(c->words.word[i], "quarter.") != NULL)
			return AGG_SUM;
	}
	return AGG_AVG;
}

static bool
is_name(const struct plan_set *s, const struct plan_column *c)
{
	return c->type == PLAN_TEXT && c->role != ROLE_ID && c->distinct * 10 >= s->table[c->table].rows * 9;
}

static bool
is_place(const struct plan_column *c)
{
	return plan_is_number(c) && (plan_column_is(c, "kind.latitude") || plan_column_is(c, "kind.longitude"));
}

bool
plan_rule_takes(const struct plan_slot *slot, const struct plan_set *s, int column)
{
	const struct plan_column *c = &s->column[column];
	bool measure = plan_is_measure(c) && !is_place(c) && c->max > c->min;

	/* What is put together is shown put together. */
	if (plan_is_derived(c) && slot->kind != KIND_ADDITIVE && !slot->drawn)
		return false;
	if (slot->kind == KIND_NONE || slot->kind == KIND_ROWS || c->distinct < slot->least ||
	    (slot->most > 0 && c->distinct > slot->most))
		return false;
	switch (slot->kind) {
	case KIND_TIME: return plan_is_time(c);
	case KIND_MEASURE: return measure && !c->coded;
	case KIND_ADDITIVE: return measure && !c->coded && plan_rule_aggregate(s, column) == AGG_SUM;
	case KIND_GROUP: return plan_is_group(c) && !is_name(s, c) && !plan_is_time(c);
	case KIND_NAME: return is_name(s, c);
	case KIND_LATITUDE: return plan_is_number(c) && plan_column_is(c, "kind.latitude");
	default: return plan_is_number(c) && plan_column_is(c, "kind.longitude");
	}
}

bool
plan_rule_even(const struct plan_set *s, int column)
{
	const struct plan_column *c = &s->column[column];
	double rows = s->table[c->table].rows;

	return c->distinct > 0 && (rows == c->distinct || c->most * c->distinct <= rows * 1.08 ||
	    (plan_is_time(c) && fmod(rows, c->distinct) < 0.5));
}

/* ---- time */

static double
day_number(const char *iso)
{
	int y = 0, m = 1, d = 1;

	if (iso == NULL || sscanf(iso, "%d-%d-%d", &y, &m, &d) < 1)
		return 0;
	return y * 365.25 + (m - 1) * 30.44 + d;
}

/* As fine as shows a course of some dozen points, and no finer than the data. */
enum plan_unit
plan_rule_unit(const struct plan_column *c)
{
	double days = day_number(c->last) - day_number(c->first);

	if (c->type != PLAN_DATE && c->type != PLAN_DATETIME)
		return c->year ? UNIT_YEAR : UNIT_NONE;
	if (days >= 366 * 14 || c->distinct <= days / 365 + 1.5)
		return UNIT_YEAR;
	if (days >= 150 || (days > 40 && c->distinct <= days / 30.4 + 1.5))
		return UNIT_MONTH;
	if (days >= 2 || c->type == PLAN_DATE)
		return UNIT_DAY;
	return UNIT_NONE;
}

bool
plan_rule_single(const struct plan_set *s, int column, enum plan_unit unit)
{
	static const double days[] = {0, 3652.5, 365.25, 91.3, 30.44, 7, 1};
	const struct plan_column *c = &s->column[column];

	if (c->distinct < s->table[c->table].rows - c->nulls)
		return false;
	if (c->year)
		return true;
	return unit >= UNIT_YEAR && unit <= UNIT_DAY &&
	    c->distinct <= (day_number(c->last) - day_number(c->first)) / days[unit] + 1.1;
}
