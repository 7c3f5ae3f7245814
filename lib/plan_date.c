/* Conditions on times, as people say them: "in March 2021", "since Q3 2020",
 * "between March and June 2020", "in the 1990s", "the last 5 years", "in 2019
 * and 2020", "on weekends".
 *
 * SQL compares as much of a moment's text as was said of the period.
 * "Last" counts back from the newest moment of the data: no clock is asked. */
#include "plan_period.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the column */

static bool
is_date(const struct plan_column *c)
{
	return c->type == PLAN_DATE || c->type == PLAN_DATETIME;
}

int
plan_period_beside(const struct plan_conds *r, int i, int end)
{
	for (int m = 0; m < r->a->n; m++) {
		const struct plan_mention *k = &r->a->m[m];
		bool before = k->to <= i && i - k->to <= 3 && plan_cond_small_between(r, k->to, i);

		if (k->value == NULL && !k->used && plan_is_time(plan_ask_column(r->a, m)) && (before || k->from == end))
			return m;
	}
	return PLAN_NONE;
}

int
plan_period_column(const struct plan_conds *r, const struct plan_period *p, int beside)
{
	bool fine = strlen(p->low) > 4;
	int c = beside >= 0 ? r->a->m[beside].column : plan_cond_time_column(r->a);

	if (c >= 0 && (!fine || is_date(&r->a->s->column[c])))
		return c;
	for (int k = 0; k < r->a->s->columns; k++)
		if (is_date(&r->a->s->column[k]) && (c < 0 || r->a->s->column[k].table == r->a->s->column[c].table || r->a->main == r->a->s->column[k].table))
			return k;
	return PLAN_NONE;
}

static int
year_of(const struct plan_column *c, bool last)
{
	const char *s = last ? c->last : c->first;

	if (c->year)
		return (int)(last ? c->max : c->min);
	return s != NULL ? (int)strtol(s, NULL, 10) : 0;
}

/* ---- adding */

static jv
moment(const struct plan_column *c, const char *s)
{
	double v = strtod(s, NULL);

	if (c->year && c->max <= 99 && v >= 1900 && v < 2000)
		v -= 1900;
	return c->year || strlen(s) == 4 ? jv_number(v) : jv_string(s);
}

/* Both ends with as many letters: "2019 to March 2020". */
static void
match_ends(struct plan_period *p, struct plan_period *q)
{
	static const char *const low[] = {"-01", "-01"}, *const high[] = {"-12", "-31"};

	for (size_t k = 0; k < 2; k++) {
		size_t n = 4 + 3 * k;

		if (strlen(p->low) == n && strlen(q->high) > n)
			snprintf(p->low + n, sizeof p->low - n, "%s", low[k]);
		if (strlen(q->high) == n && strlen(p->low) > n)
			snprintf(q->high + n, sizeof q->high - n, "%s", high[k]);
	}
}

void
plan_period_add(struct plan_conds *r, int column, enum plan_op op, const struct plan_period *p, int from, int to)
{
	const struct plan_column *c = &r->a->s->column[column];
	bool one = strcmp(p->low, p->high) == 0 || (c->year && strncmp(p->low, p->high, 4) == 0);
	bool high = op == OP_GT || op == OP_LE;

	if (op == OP_EQ && !one)
		plan_cond_add(r, column, OP_BETWEEN, JV_ARRAY(moment(c, p->low), moment(c, p->high)), from, to);
	else
		plan_cond_add(r, column, op, moment(c, high ? p->high : p->low), from, to);
	if (p->season)
		plan_cond_how(r, "northern season");
}

/* ---- "in", "since", "from … to" */

static const struct { const char *tag; enum plan_op op; } when[] = {{"when.ge", OP_GE}, {"when.gt", OP_GT},
    {"when.lt", OP_LT}, {"when.le", OP_LE}, {"when.in", OP_EQ}};

/* "2020 on", "2020 onwards". */
static bool
goes_on(const struct plan_conds *r, int i)
{
	return strncmp(plan_period_token(r, i)->word, "onward", 6) == 0 || (strcmp(plan_period_token(r, i)->word, "on") == 0 &&
	    (i + 1 >= r->a->text.n || plan_period_token(r, i + 1)->mark != 0));
}

/* What stands before token i: its operator, and where it begins. */
static bool
operator_before(const struct plan_conds *r, int i, enum plan_op *op, int *from)
{
	int end = i;

	while (end > 0 && (strcmp(plan_period_token(r, end - 1)->word, "the") == 0 || strcmp(plan_period_token(r, end - 1)->word, "year") == 0 ||
	    strcmp(plan_period_token(r, end - 1)->word, "years") == 0))
		end--;
	for (int n = 4; n >= 1; n--)
		for (size_t k = 0; end - n >= 0 && k < sizeof when / sizeof *when; k++)
			if (plan_text_is(&r->a->text, end - n, when[k].tag) == n) {
				*op = when[k].op;
				*from = end - n;
				return true;
			}
	*from = end;
	return false;
}

/* A number field that the years could be of, too: "prices between 1990 and 2010",
 * "2000 steps". */
static bool
is_of_number(const struct plan_conds *r, int i, int end, double low)
{
	for (int m = 0; m < r->a->n; m++) {
		const struct plan_mention *k = &r->a->m[m];
		const struct plan_column *c = plan_ask_column(r->a, m);

		bool beside = k->from == end || (k->to <= i && i - k->to <= 2 && plan_cond_small_between(r, k->to, i));

		if (!k->used && k->value == NULL && plan_is_number(c) && !c->year && beside && low >= c->min && low <= c->max)
			return true;
	}
	return false;
}

static bool
in_range(const struct plan_column *c, int year)
{
	if (c->year && c->max <= 99)
		year -= 1900;
	return year_of(c, false) <= year && year <= year_of(c, true);
}

/* "between P and Q", "from P to Q", "P to Q" at i, where P begins. */
static bool
read_span(struct plan_conds *r, int i, struct plan_period *p)
{
	struct plan_period q;
	int k = i + p->tokens, from = i;
	const char *middle = plan_period_token(r, k)->word;

	while (from > 0 && strcmp(plan_period_token(r, from - 1)->word, "the") == 0)
		from--;
	bool opened = from > 0 && plan_text_is(&r->a->text, from - 1, "op.between") > 0;

	if (strcmp(plan_period_token(r, k + 1)->word, "the") == 0)
		k++;
	bool tied = plan_period_token(r, k)->tied;
	bool joins = tied || strcmp(middle, "to") == 0 || strcmp(middle, "until") == 0 || strcmp(middle, "through") == 0 ||
	    strcmp(middle, "till") == 0 || (opened && strcmp(middle, "and") == 0);

	k += !tied;
	if (!joins || !plan_period_read(r, k, &q))
		return false;
	if (p->year == 0 && q.year > 0)
		memcpy(p->low, q.high, 4);
	if (q.year == 0 || (p->bare && !opened && !q.bare))
		return false;
	from = opened ? from - 1 : from;
	bool runs = opened && strcmp(plan_period_token(r, from)->word, "from") == 0;
	int end = k + q.tokens, beside = plan_period_beside(r, from, end), column = plan_period_column(r, &q, beside);

	if (column < 0 || (p->bare && beside < 0 && (is_of_number(r, from, end, p->year) || !in_range(&r->a->s->column[column], q.year))))
		if (column < 0 || !runs || is_of_number(r, from, end, p->year))
			return false;
	match_ends(p, &q);
	memcpy(p->high, q.high, sizeof p->high);
	/* "from 2012 to 2016" asks for the course of things. */
	r->a->trend |= runs && !r->a->chart_stated;
	bool marked = beside >= 0 && r->a->m[beside].mark != MARK_NONE;

	if (beside >= 0 && !marked && r->a->m[beside].from < from)
		from = r->a->m[beside].from;
	plan_period_add(r, column, OP_EQ, p, from, end);
	return true;
}

/* "2019 and 2020", "2000, 2010 or 2020": years compared, or any of them. */
static bool
read_years_listed(struct plan_conds *r, int i, int from, int column)
{
	jv values = jv_array();
	int end = i, count = 0;
	bool compared = true;

	for (int k = i; k < r->a->text.n;) {
		int year = plan_period_year(r, k);

		if (year == 0)
			break;
		char text[PLAN_MOMENT];

		snprintf(text, sizeof text, "%04d", year);
		values = jv_array_append(values, moment(&r->a->s->column[column], text));
		end = ++k;
		count++;
		while (plan_period_token(r, k)->mark == ',' || strcmp(plan_period_token(r, k)->word, "and") == 0 || strcmp(plan_period_token(r, k)->word, "or") == 0 ||
		    strcmp(plan_period_token(r, k)->word, "in") == 0 || plan_text_is(&r->a->text, k, "versus") > 0)
			compared &= strcmp(plan_period_token(r, k++)->word, "or") != 0;
	}
	if (count < 2) {
		jv_free(values);
		return false;
	}
	plan_cond_add(r, column, OP_IN, values, from, end);
	r->a->years_compared |= compared && !r->a->unit_stated;
	return true;
}

static void
set_newest_year(struct plan_period *p, const struct plan_column *c)
{
	int year = year_of(c, true) % 10000;
	char text[PLAN_MOMENT];

	snprintf(text, sizeof text, "%04d", year);
	if (c->last != NULL && strncmp(c->last + 4, p->low + 4, 6) < 0 && year_of(c, false) < year)
		snprintf(text, sizeof text, "%04d", year - 1);
	memcpy(p->low, text, 4);
	memcpy(p->high, text, 4);
	p->year = year;
}

/* "In January and February": of each year, or of the one that is said, or is the
 * only one. */
static bool
read_months_listed(struct plan_conds *r, int i, int from, int column)
{
	const struct plan_column *c = &r->a->s->column[column];
	int list[12], count = 0, n, k = i, end = i, month;

	while (count < 12 && (month = plan_period_tag(r, k, "month.", &n)) > 0) {
		list[count++] = month;
		end = k += n;
		while (plan_period_token(r, k)->mark == ',' || strcmp(plan_period_token(r, k)->word, "and") == 0 || strcmp(plan_period_token(r, k)->word, "or") == 0)
			k++;
	}
	int year = plan_period_year(r, end), only = year_of(c, false) == year_of(c, true) ? year_of(c, true) : 0;
	struct plan_period p;

	if (count < 2)
		return false;
	end += year > 0;
	year = year > 0 ? year : only;
	jv all = jv_array();

	for (k = 0; k < count; k++) {
		plan_period_months(&p, year, list[k], list[k]);
		if (year > 0)
			plan_period_add(r, column, OP_EQ, &p, from, end);
		all = jv_array_append(all, jv_number(list[k]));
	}
	if (year == 0) {
		plan_cond_add(r, column, OP_IN, jv_copy(all), from, end);
		r->a->g.cond[r->a->g.conds - 1].unit = UNIT_MONTHNAME;
	}
	jv_free(all);
	return true;
}

/* "In winter": months of each year, by the calendar of the weather services of the
 * north. */
static bool
read_season(struct plan_conds *r, int i)
{
	enum plan_op op = OP_EQ;
	struct plan_period p = {.low = "2000-01"};
	int n = 0, first = plan_period_tag(r, i, "season.", &n), from = i, column = plan_period_column(r, &p, PLAN_NONE);

	int of = strcmp(plan_period_token(r, i + n)->word, "of") == 0;

	if (first == 0 || plan_ask_at(r->a, i) >= 0 || column < 0 || plan_period_year(r, i + n + of) > 0)
		return false;
	/* "Summer sales", too. */
	bool said = operator_before(r, i, &op, &from);

	if (said ? op != OP_EQ : plan_ask_at(r->a, i + n) < 0 && !plan_match_entity(r->a->index, &r->a->text, i + n))
		return false;
	plan_cond_add(r, column, OP_IN, JV_ARRAY(jv_number(first), jv_number(first % 12 + 1), jv_number((first + 1) % 12 + 1)), from, i + n);
	r->a->g.cond[r->a->g.conds - 1].unit = UNIT_MONTHNAME;
	plan_cond_how(r, "northern season");
	return true;
}

static bool
read_when(struct plan_conds *r, int i)
{
	struct plan_period p;
	enum plan_op op = OP_EQ;
	int from = i, beside;

	if (!plan_period_read(r, i, &p) || read_span(r, i, &p))
		return false;
	bool said = operator_before(r, i, &op, &from);

	beside = plan_period_beside(r, from, i + p.tokens);
	int column = plan_period_column(r, &p, beside);

	if (column < 0)
		return false;
	const struct plan_column *c = &r->a->s->column[column];

	/* The 30s may be seconds. */
	if (strchr(plan_period_token(r, i)->word, 's') != NULL && plan_period_token(r, i)->is_number && !in_range(c, p.year) && !in_range(c, p.year + 9))
		return false;
	/* March 5 of which year?  Of the newest that has it. */
	bool newest = p.year == 0 && strlen(p.low) == 10;

	if (newest)
		set_newest_year(&p, c);
	if (p.year == 0 && op == OP_EQ && said && read_months_listed(r, i, from, column))
		return true;
	/* March of which year?  Of the only one, or of each. */
	if (p.year == 0) {
		int year = year_of(c, true);

		if (!said || (op != OP_EQ && year_of(c, false) != year))
			return false;
		if (year_of(c, false) != year) {
			plan_cond_add(r, column, OP_EQ, jv_number(p.month), from, i + p.tokens);
			r->a->g.cond[r->a->g.conds - 1].unit = UNIT_MONTHNAME;
			return true;
		}
		plan_period_months(&p, year, p.month, p.month);
	}
	if (p.bare && !said && beside < 0 && (!in_range(c, p.year) || is_of_number(r, from, i + 1, p.year) ||
	    strcmp(plan_period_token(r, i - 1)->word, "and") == 0 || plan_period_token(r, i - 1)->mark != 0))
		return false;
	if (op == OP_EQ && goes_on(r, i + p.tokens)) {
		op = OP_GE;
		p.tokens++;
	}
	if (p.bare && (op == OP_EQ) && read_years_listed(r, i, from, column))
		return true;
	if (beside >= 0 && r->a->m[beside].mark == MARK_NONE && r->a->m[beside].from < from && !r->a->unit_stated)
		from = r->a->m[beside].from;
	plan_period_add(r, column, op, &p, from, i + p.tokens);
	if (newest)
		plan_cond_how(r, "newest year");
	return true;
}

/* ---- days of the week */

/* "on Mondays", "on weekends". */
static bool
read_weekday(struct plan_conds *r, int i)
{
	int n = 0, day = plan_period_tag(r, i, "weekday.", &n), from = i, list = 0, days[7];
	int column = PLAN_NONE;

	for (int c = 0; c < r->a->s->columns && column < 0; c++)
		if (is_date(&r->a->s->column[c]))
			column = c;
	if (day == 0 || column < 0 || plan_ask_at(r->a, i) >= 0)
		return false;
	for (; day > 0; day /= 10)
		days[list++ % 7] = day % 10;
	jv values = jv_array();

	while (list-- > 0)
		values = jv_array_append(values, jv_number(days[list]));
	while (from > 0 && plan_text_is(&r->a->text, from - 1, "when.in") == 1)
		from--;
	plan_cond_add(r, column, OP_IN, values, from, i + n);
	r->a->g.cond[r->a->g.conds - 1].unit = UNIT_WEEKDAY;
	return true;
}

void
plan_cond_read_dates(struct plan_conds *r)
{
	for (int i = 0; i < r->a->text.n; i++)
		if (!read_weekday(r, i) && !read_season(r, i))
			read_when(r, i);
}
