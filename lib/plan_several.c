#include "plan_several.h"

#include "plan_lex.h"
#include "plan_name.h"
#include "plan_rule.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- columns that fit one axis */

static bool
is_drawable(const struct plan_column *c)
{
	return plan_is_number(c) && !c->year && c->role != ROLE_ID && !plan_is_derived(c);
}

static double
size_of(const struct plan_column *c)
{
	return fmax(fabs(c->min), fabs(c->max));
}

/* The same thing of two: "math score" and "reading score". */
static bool
same_head(const struct plan_column *a, const struct plan_column *b)
{
	if (a->words.n < 2 || b->words.n < 2)
		return false;
	for (size_t i = a->words.n, k = b->words.n; i > 0 && k > 0; i--, k--) {
		if (strcmp(a->words.word[i - 1], b->words.word[k - 1]) != 0)
			return false;
		if (!plan_lex_is(a->words.word[i - 1], "generic"))
			return true;
	}
	return false;
}

static bool same_calendar(const struct plan_column *, const struct plan_column *);

bool
plan_several_alike(const struct plan_set *s, int a, int b)
{
	const struct plan_column *x = &s->column[a], *y = &s->column[b];

	if (!is_drawable(x) || !is_drawable(y) || x->table != y->table || plan_rule_aggregate(s, a) != plan_rule_aggregate(s, b))
		return false;
	bool money = plan_column_is(x, "kind.flow") && plan_column_is(y, "kind.flow");
	bool unit = x->unit != NULL && y->unit != NULL && strcmp(x->unit, y->unit) == 0;
	double p = size_of(x), q = size_of(y);

	return (money || unit || same_head(x, y) || same_calendar(x, y)) && p > 0 && q > 0 && p / q < 30 && q / p < 30;
}

bool
plan_several_like(const struct plan_set *s, int a, int b, bool compared)
{
	const struct plan_column *x = &s->column[a], *y = &s->column[b];
	double p = size_of(x), q = size_of(y);

	return is_drawable(x) && is_drawable(y) && x->table == y->table && x->type == y->type && x->unit == NULL && y->unit == NULL &&
	    !x->coded && !y->coded && plan_rule_aggregate(s, a) == AGG_AVG && plan_rule_aggregate(s, b) == AGG_AVG && x->min >= 0 && y->min >= 0 &&
	    p > 0 && q > 0 && (compared ? p / q < 5 && q / p < 5 : fabs(p - q) < 0.1 * p && fabs(x->mean - y->mean) < 0.15 * p && fabs(x->min - y->min) < 0.15 * p);
}

int
plan_several_family(const struct plan_set *s, int first, int *list)
{
	const struct plan_table *t = &s->table[s->column[first].table];
	int n = 0;

	list[n++] = first;
	for (int c = first + 1; c < t->first + t->columns && n < PLAN_MEASURES_MOST; c++) {
		bool all = !s->column[c].coded;

		for (int i = 0; i < n && all; i++)
			all = plan_several_alike(s, list[i], c);
		if (all)
			list[n++] = c;
	}
	return n;
}

/* ---- columns that a calendar tells apart */

/* The unit and place of a word in the calendar; UNIT_NONE for other words. */
static enum plan_unit
calendar(const char *word)
{
	char *end;
	long v = strtol(word, &end, 10);

	if (plan_lex_tag(word, "month.") != NULL)
		return UNIT_MONTH;
	if (plan_lex_tag(word, "quarter.") != NULL)
		return UNIT_QUARTER;
	return *end == '\0' && end != word && v >= 1800 && v <= 2200 ? UNIT_YEAR : UNIT_NONE;
}

/* The words of the name but for the calendar's; its unit. */
static enum plan_unit
strip(const struct plan_column *c, struct str *rest)
{
	enum plan_unit unit = UNIT_NONE;

	for (size_t i = 0; i < c->words.n; i++) {
		enum plan_unit u = i + 1 < c->words.n && strcmp(c->words.word[i], "q") == 0 ? UNIT_QUARTER : calendar(c->words.word[i]);

		if (u == UNIT_NONE || (unit != UNIT_NONE && u != UNIT_YEAR))
			str_addf(rest, "%s ", c->words.word[i]);
		else
			unit = u;
		/* "Q1" is cut into a letter and a number. */
		if (u == UNIT_QUARTER && strcmp(c->words.word[i], "q") == 0)
			i++;
	}
	return unit;
}

static bool
same_calendar(const struct plan_column *a, const struct plan_column *b)
{
	struct str p = {0}, q = {0};
	enum plan_unit u = strip(a, &p), v = strip(b, &q);
	bool same = u != UNIT_NONE && u == v && strcmp(p.s != NULL ? p.s : "", q.s != NULL ? q.s : "") == 0;

	str_free(&p);
	str_free(&q);
	return same;
}

int
plan_several_calendar(const struct plan_set *s, int table, int *list, enum plan_unit *unit)
{
	const struct plan_table *t = &s->table[table];
	struct str common = {0};
	int n = 0;

	*unit = UNIT_NONE;
	for (int c = t->first; c < t->first + t->columns && n < PLAN_MEASURES_MOST; c++) {
		struct str rest = {0};
		enum plan_unit u = is_drawable(&s->column[c]) ? strip(&s->column[c], &rest) : UNIT_NONE;
		bool same = u != UNIT_NONE && (n == 0 || (u == *unit && strcmp(rest.s != NULL ? rest.s : "", common.s != NULL ? common.s : "") == 0));

		if (same && n == 0) {
			*unit = u;
			str_adds(&common, rest.s != NULL ? rest.s : "");
		}
		if (same)
			list[n++] = c;
		str_free(&rest);
	}
	str_free(&common);
	return n >= 3 ? n : 0;
}

enum plan_agg
plan_several_aggregate(const struct plan_set *s, int column)
{
	const struct plan_column *c = &s->column[column];
	const struct plan_words *table = &s->table[c->table].words;
	bool average = plan_column_is(c, "kind.avg");

	for (size_t i = 0; i < table->n; i++)
		average |= plan_lex_is(table->word[i], "kind.avg");
	return average ? AGG_AVG : AGG_SUM;
}

/* ---- names */

static bool
in_all(const struct plan_goal *g, const struct plan_set *s, const char *word)
{
	for (int i = 0; i < g->measures; i++) {
		const struct plan_words *w = &s->column[g->measure[i].column].words;
		bool has = false;

		for (size_t k = 0; k < w->n; k++)
			has |= strcmp(w->word[k], word) == 0;
		if (!has)
			return false;
	}
	return true;
}

static bool
one_column(const struct plan_goal *g)
{
	for (int i = 1; i < g->measures; i++)
		if (g->measure[i].column != g->measure[0].column)
			return false;
	return true;
}

void
plan_several_label(struct str *b, const struct plan_goal *g, const struct plan_set *s, int i)
{
	const struct plan_column *c = &s->column[g->measure[i].column];
	struct plan_words own = {.n = 0};
	struct plan_goal alone = *g;

	/* "Lowest price", "Highest price". */
	if (one_column(g)) {
		alone.agg = g->measure[i].agg;
		alone.measures = 0;
		plan_name_measure(b, &alone, s, true);
		return;
	}
	for (size_t k = 0; k < c->words.n; k++)
		if (!in_all(g, s, c->words.word[k]))
			own.word[own.n++] = c->words.word[k];
	struct plan_column told = *c;

	if (own.n > 0)
		told.words = own;
	/* A year, "Q1", stays as the table has it. */
	if (own.n > 0 && isdigit((unsigned char)own.word[own.n - 1][0]) && own.n < 3) {
		for (size_t k = 0; k < own.n; k++)
			str_addf(b, "%s%s", k > 0 && isdigit((unsigned char)own.word[k - 1][0]) ? " " : "", own.word[k]);
		if (b->n > 0)
			b->s[0] = (char)toupper((unsigned char)b->s[0]);
		return;
	}
	plan_name_column(b, &told, true);
}

void
plan_several_common(struct str *b, const struct plan_goal *g, const struct plan_set *s)
{
	const struct plan_column *c = &s->column[g->measure[0].column];
	struct plan_column told = *c;

	told.words.n = 0;
	for (size_t k = 0; k < c->words.n; k++)
		if (in_all(g, s, c->words.word[k]))
			told.words.word[told.words.n++] = c->words.word[k];
	if (told.words.n > 0)
		plan_name_column(b, &told, true);
	else
		str_adds(b, "Value");
}

static bool
is_of_calendar(const struct plan_column *c)
{
	struct str rest = {0};
	bool is = strip(c, &rest) != UNIT_NONE;

	str_free(&rest);
	return is;
}

void
plan_several_title(struct str *b, const struct plan_goal *g, const struct plan_set *s, bool first)
{
	struct str names = {0}, common = {0};
	size_t from = b->n;
	bool average = g->measure[0].agg == AGG_AVG && !one_column(g);

	for (int i = 0; i < g->measures; i++) {
		struct str label = {0};

		plan_several_label(&label, g, s, i);
		if (i > 0 && g->measures <= 5)
			str_adds(&names, i + 1 == g->measures ? " and " : ", ");
		else if (i > 0 && i + 1 == g->measures)
			str_adds(&names, " to ");
		if (i == 0 || i + 1 == g->measures || g->measures <= 5) {
			bool word = label.n > 1 && islower((unsigned char)label.s[1]) && !is_of_calendar(&s->column[g->measure[i].column]);

			if (word)
				label.s[0] = (char)tolower((unsigned char)label.s[0]);
			str_adds(&names, label.s);
		}
		str_free(&label);
	}
	plan_several_common(&common, g, s);
	str_adds(b, average ? "average " : "");
	str_adds(b, names.s);
	if (strcmp(common.s, "Value") != 0 && !one_column(g)) {
		common.s[0] = (char)tolower((unsigned char)common.s[0]);
		str_addf(b, " %s", common.s);
	}
	if (first && b->n > from)
		b->s[from] = (char)toupper((unsigned char)b->s[from]);
	str_free(&names);
	str_free(&common);
}
