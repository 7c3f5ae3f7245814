/* Theory of operation.
 *
 * A condition is an operator with a field before it (or behind its number, or
 * within it: "older than"), or a cell value said by itself.  Two values of one
 * column are a comparison of those: the column then makes groups, too.  What a
 * condition has taken no other reader sees. */
#include "plan_cond.h"

#include "mem.h"
#include "plan_unit.h"

#include <string.h>
#include <strings.h>

const struct plan_token *
plan_cond_at(const struct plan_conds *r, int i)
{
	return &r->a->text.token[i];
}

bool
plan_cond_is_year_number(double v)
{
	return v >= 1500 && v <= 2200 && v == (double)(int)v;
}

/* ---- adding */

void
plan_cond_add(struct plan_conds *r, int column, enum plan_op op, jv value, int from, int to)
{
	struct plan_goal *g = &r->a->g;

	if (g->conds < PLAN_CONDS_MOST)
		r->a->span[g->conds] = (struct plan_span){from, to, NULL};
	plan_goal_cond(g, column, op, value);
	plan_text_use(&r->a->text, from, to, USE_FILTER);
	for (int m = 0; m < r->a->n; m++)
		if (r->a->m[m].from < to && r->a->m[m].to > from)
			r->a->m[m].used = true;
}

void
plan_cond_how(struct plan_conds *r, const char *how)
{
	if (r->a->g.conds > 0)
		r->a->span[r->a->g.conds - 1].how = how;
}

/* ---- the field of an operator */

bool
plan_cond_small_between(const struct plan_conds *r, int from, int to)
{
	for (int i = from; i < to; i++)
		if (!plan_cond_at(r, i)->stop && plan_cond_at(r, i)->mark != '(' && plan_cond_at(r, i)->mark != ')' && !plan_lex_is(plan_cond_at(r, i)->word, "word.id") &&
		    !plan_match_entity(r->a->index, &r->a->text, i))
			return false;
	return true;
}

static bool
can_compare(const struct plan_column *c)
{
	return plan_is_number(c) || plan_is_time(c);
}

/* The nearest field that ends before i, small words between. */
static int
field_before(const struct plan_conds *r, int i, bool number)
{
	int best = PLAN_NONE;

	for (int m = 0; m < r->a->n; m++) {
		const struct plan_mention *k = &r->a->m[m];

		if (k->used || k->value != NULL || k->to > i || (number && !can_compare(&r->a->s->column[k->column])))
			continue;
		if (i - k->to <= 6 && plan_cond_small_between(r, k->to, i) &&
		    plan_text_clause_start(&r->a->text, i) <= k->from)
			best = m;
	}
	return best;
}

static int
field_over(const struct plan_conds *r, int from, int to)
{
	for (int m = 0; m < r->a->n; m++)
		if (!r->a->m[m].used && r->a->m[m].value == NULL && r->a->m[m].from < to && r->a->m[m].to > from &&
		    can_compare(&r->a->s->column[r->a->m[m].column]))
			return m;
	return PLAN_NONE;
}

static int
field_behind(const struct plan_conds *r, int i)
{
	int m = plan_ask_next(r->a, i, i + 4 < r->a->text.n ? i + 4 : r->a->text.n);

	return m >= 0 && can_compare(plan_ask_column(r->a, m)) ? m : PLAN_NONE;
}

/* The column that years are of: years themselves before dates. */
int
plan_cond_time_column(const struct plan_ask *a)
{
	int best = PLAN_NONE;

	for (int c = 0; c < a->s->columns; c++)
		if (plan_is_time(&a->s->column[c]) && (best == PLAN_NONE || (a->s->column[c].year && !a->s->column[best].year)))
			best = c;
	return best;
}

/* ---- operators */

static int
number_after(const struct plan_conds *r, int i)
{
	for (int k = i; k < r->a->text.n && k < i + 4; k++) {
		if (plan_cond_at(r, k)->is_number || (plan_cond_at(r, k)->quoted && plan_cond_at(r, k)->word[0] >= '0' && plan_cond_at(r, k)->word[0] <= '9'))
			return k;
		/* "Half" an hour has been read. */
		if (!plan_cond_at(r, k)->stop && plan_cond_at(r, k)->mark == 0 && !(plan_cond_at(r, k)->use == USE_OTHER && plan_ask_word(r->a, k, "half")))
			return PLAN_NONE;
	}
	return PLAN_NONE;
}

/* A number; or a date as its text.  Years of two digits are compared so. */
jv
plan_cond_value_of(const struct plan_conds *r, int i, int column)
{
	const struct plan_column *c = &r->a->s->column[column];
	double v = plan_cond_at(r, i)->number;

	if (plan_cond_at(r, i)->quoted)
		return jv_string(plan_cond_at(r, i)->word);
	if (c->year && c->max <= 99 && v >= 1900 && v < 2000)
		v -= 1900;
	if (strchr(plan_cond_at(r, i)->word, 's') != NULL && !plan_is_time(c))
		return jv_number(plan_unit_convert(v, "s", c));
	if (plan_text_free(&r->a->text, i + 1) && plan_unit_is(plan_cond_at(r, i + 1)->word) && !plan_is_time(c)) {
		v = plan_unit_convert(v, plan_cond_at(r, i + 1)->word, c);
		plan_text_use(&r->a->text, i + 1, i + 2, USE_FILTER);
	}
	return jv_number(v);
}

/* "older than (the) average (age)": the token behind it, else 0. */
static int
than_average(const struct plan_conds *r, int i)
{
	int k = i, n;
	const char *agg;

	while (k < r->a->text.n && strcmp(plan_cond_at(r, k)->word, "the") == 0)
		k++;
	agg = plan_text_tag(&r->a->text, k, "agg.", &n);
	if (agg == NULL || strcmp(agg, "avg") != 0)
		return 0;
	int m = plan_ask_next(r->a, k + n, k + n + 2 < r->a->text.n ? k + n + 2 : r->a->text.n);

	return m >= 0 && r->a->m[m].mark == MARK_NONE && can_compare(plan_ask_column(r->a, m)) ? r->a->m[m].to : k + n;
}

static bool
is_moment(const struct plan_conds *r, int m)
{
	return plan_is_time(plan_ask_column(r->a, m)) && !plan_ask_column(r->a, m)->year;
}

static int
field_for(const struct plan_conds *r, int i, int n, int behind, bool year)
{
	int m = field_over(r, i, i + n), before = field_before(r, i, true);

	/* A number is no moment. */
	if (before >= 0 && !year && is_moment(r, before))
		before = PLAN_NONE;
	/* "Passengers larger than 100" are no size: what is said in full is meant. */
	if (m < 0 || (before >= 0 && r->a->m[m].score < 0.6 && r->a->m[before].score > r->a->m[m].score))
		m = before;
	if (m < 0)
		m = field_behind(r, behind);
	/* Nor is a year a number of things. */
	if (m >= 0 && !year && is_moment(r, m))
		m = PLAN_NONE;
	if (m >= 0 && year && !plan_is_time(plan_ask_column(r->a, m)) && r->a->s->column[r->a->m[m].column].max < 1500)
		m = PLAN_NONE;
	return m;
}

/* The field said once more beside its condition is part of it: "whose age is
 * older than 30", "a price over 700 dollars". */
static void
widen(const struct plan_conds *r, int column, int *from, int *to)
{
	for (int m = 0; m < r->a->n; m++) {
		const struct plan_mention *k = &r->a->m[m];

		if (k->used || k->value != NULL || k->column != column || k->agg != AGG_NONE)
			continue;
		if (k->to <= *from && *from - k->to <= 2 && plan_cond_small_between(r, k->to, *from))
			*from = k->from;
		else if (k->from == *to)
			*to = k->to;
	}
}

static int
smallest(int a, int b)
{
	return b >= 0 && b < a ? b : a;
}

/* The column of a number: of field m, else of the years, else implied; *implied
 * says so. */
static int
column_for(const struct plan_conds *r, int m, bool year, int from, int k, bool *implied)
{
	int column = m >= 0 ? r->a->m[m].column : year ? plan_cond_time_column(r->a) : PLAN_NONE;

	*implied = column < 0;
	return column >= 0 ? column : plan_cond_bare(r, from, k + 1, plan_cond_at(r, k)->number);
}

/* "Slower than 5 seconds" is more of a duration. */
static enum plan_op
turned(const struct plan_conds *r, int i, int column, enum plan_op op)
{
	if (plan_text_is(&r->a->text, i, "turn") == 0 || !plan_column_is(&r->a->s->column[column], "kind.duration"))
		return op;
	return op == OP_GT ? OP_LT : OP_GT;
}

/* Adds it with all tokens from the first to the last of [i, end) and field m. */
static void
add_over(struct plan_conds *r, int column, enum plan_op op, jv value, int i, int end, int m, bool implied)
{
	int from = m >= 0 ? smallest(i, r->a->m[m].from) : i, to = m >= 0 && r->a->m[m].to > end ? r->a->m[m].to : end;

	/* The unit behind the number is part of it. */
	int unit = to < r->a->text.n && plan_cond_at(r, to)->use == USE_FILTER && plan_unit_is(plan_cond_at(r, to)->word) ? to++ : PLAN_NONE;

	widen(r, column, &from, &to);
	plan_cond_add(r, column, op, value, from, to);
	if (implied)
		plan_cond_how(r, "implied");
	else if (unit >= 0 && !plan_unit_fits(plan_cond_at(r, unit)->word, &r->a->s->column[column]) && plan_unit_convert(1, plan_cond_at(r, unit)->word, &r->a->s->column[column]) == 1)
		plan_cond_how(r, "unit unknown");
}

/* One comparison at i with an operator of n tokens: true where it was one. */
static bool
read_comparison(struct plan_conds *r, int i, int n, enum plan_op op)
{
	int k = number_after(r, i + n), end = than_average(r, i + n);
	bool average = k < 0 && end > 0, implied = false;
	int named = k < 0 && !average ? plan_ask_at(r->a, i + n) : PLAN_NONE;

	/* "Above latitude 60." */
	if (named >= 0 && r->a->m[named].value == NULL && can_compare(plan_ask_column(r->a, named)) && r->a->m[named].to < r->a->text.n &&
	    plan_cond_at(r, r->a->m[named].to)->is_number)
		k = r->a->m[named].to;

	if (k < 0 && !average)
		return false;
	if (!average)
		end = k + 1;
	bool year = !average && (plan_cond_at(r, k)->quoted || plan_cond_is_year_number(plan_cond_at(r, k)->number));
	int m = named >= 0 ? named : field_for(r, i, n, end, year);
	int column = m >= 0 ? r->a->m[m].column : average ? PLAN_NONE : column_for(r, m, year, i, k, &implied);

	/* "Non-200 responses" are of another status, not of other response times. */
	int code = op == OP_NE && !average && m >= 0 && r->a->m[m].score < 0.8 ? plan_cond_code(r, k) : PLAN_NONE;

	column = code >= 0 ? code : column;
	if (column < 0)
		return false;
	op = turned(r, i, column, op);
	jv value = average ? JV_OBJECT(jv_string("aggregate"), jv_string("avg")) : plan_cond_value_of(r, k, column);

	add_over(r, column, op, value, i, end, m, implied);
	return true;
}

/* "65 and over", "3 or more", "65+": the operator behind the number at i. */
static bool
read_behind(struct plan_conds *r, int i, const char *tag, enum plan_op op)
{
	bool implied, year = plan_cond_is_year_number(plan_cond_at(r, i)->number);
	int unit = plan_text_free(&r->a->text, i + 1) && plan_unit_is(plan_cond_at(r, i + 1)->word);
	int n = plan_text_is(&r->a->text, i + 1 + unit, tag), end = i + 1 + unit + n;

	if (n == 0 || plan_ask_at(r->a, i) >= 0)
		return false;
	int m = field_over(r, i + 1 + unit, end);

	if (m < 0)
		m = field_for(r, i, 0, end, year);
	int column = column_for(r, m, year, i, i, &implied);

	if (column < 0)
		return false;
	jv value = plan_cond_value_of(r, i, column);

	add_over(r, column, op, value, i, end, m, implied);
	return true;
}

/* The number behind the one at a: "5 and 10" where "between" stands before it,
 * "5 to 10", "5-10". */
static int
second_number(const struct plan_conds *r, int a, bool opened)
{
	const char *middle = a + 1 < r->a->text.n ? plan_cond_at(r, a + 1)->word : "";

	if (a + 1 < r->a->text.n && plan_cond_at(r, a + 1)->tied && plan_cond_at(r, a + 1)->is_number)
		return a + 1;
	if (strcmp(middle, "to") != 0 && strcmp(middle, "until") != 0 && !(opened && strcmp(middle, "and") == 0))
		return PLAN_NONE;
	int b = number_after(r, a + 2);

	return b <= a + 3 ? b : PLAN_NONE;
}

/* "between 5 and 10", "from 1973 to 1979"; without an operator (n 0) "aged 18 to 30". */
static bool
read_range(struct plan_conds *r, int i, int n)
{
	int a = number_after(r, i + n), b = a >= 0 ? second_number(r, a, n > 0) : PLAN_NONE;
	bool implied;

	if (b < 0 || (n == 0 && a != i))
		return false;
	bool year = plan_cond_at(r, a)->quoted || plan_cond_is_year_number(plan_cond_at(r, a)->number);
	int m = field_for(r, i, n, b + 1, year);
	int column = column_for(r, m, year, i, b, &implied);

	if (column < 0 || (implied && plan_cond_at(r, a)->number > plan_cond_at(r, b)->number))
		return false;
	/* "from 2012 to 2016" asks for the course of things. */
	r->a->trend |= plan_is_time(&r->a->s->column[column]) && strcmp(plan_cond_at(r, i)->word, "from") == 0 && !r->a->chart_stated;
	jv high = plan_cond_value_of(r, b, column);
	bool unit = b + 1 < r->a->text.n && plan_cond_at(r, b + 1)->use == USE_FILTER;
	jv low = unit ? jv_number(plan_unit_convert(plan_cond_at(r, a)->number, plan_cond_at(r, b + 1)->word, &r->a->s->column[column])) :
	    plan_cond_value_of(r, a, column);

	add_over(r, column, OP_BETWEEN, JV_ARRAY(low, high), i, b + 1, m, implied);
	return true;
}

static bool
is_free_number(const struct plan_conds *r, int i)
{
	return plan_text_free(&r->a->text, i) && plan_cond_at(r, i)->is_number && plan_ask_at(r->a, i) < 0;
}

static void
read_operators(struct plan_conds *r)
{
	/* Denials last: "not more than 5" is no "not … 5". */
	static const struct { const char *tag; enum plan_op op; } table[] = {{"op.ge", OP_GE}, {"op.le", OP_LE},
	    {"op.gt", OP_GT}, {"op.lt", OP_LT}};
	int n;

	for (int i = 0; i < r->a->text.n; i++) {
		if ((n = plan_text_is(&r->a->text, i, "op.between")) > 0 && read_range(r, i, n))
			continue;
		if (is_free_number(r, i) && (read_range(r, i, 0) || read_behind(r, i, "after.ge", OP_GE) || read_behind(r, i, "after.le", OP_LE)))
			continue;
		for (size_t k = 0; k < sizeof table / sizeof *table && plan_text_is(&r->a->text, i, "op.ne") < 2; k++)
			if ((n = plan_text_is(&r->a->text, i, table[k].tag)) > 0 && read_comparison(r, i, n, table[k].op))
				break;
	}
	for (int i = 0; i < r->a->text.n; i++)
		if ((n = plan_text_is(&r->a->text, i, "op.ne")) > 0)
			read_comparison(r, i, n, OP_NE);
}

/* ---- texts that begin, end, contain; values that are missing */

/* The field that a part is of: before it, or behind ("an S in their name"). */
static int
field_of_part(const struct plan_conds *r, int i, int end)
{
	int m = field_before(r, i, false);

	if (m < 0 && strcmp(end < r->a->text.n ? plan_cond_at(r, end)->word : "", "in") == 0)
		m = plan_ask_next(r->a, end + 1, end + 4 < r->a->text.n ? end + 4 : r->a->text.n);
	return m >= 0 && r->a->m[m].value == NULL && plan_ask_column(r->a, m)->type == PLAN_TEXT ? m : PLAN_NONE;
}

static bool
denied_between(const struct plan_conds *r, int from, int to)
{
	for (int k = from < 0 ? 0 : from; k < to; k++)
		if (plan_text_is(&r->a->text, k, "op.ne") > 0)
			return true;
	return false;
}

/* One part at i behind an operator: "containing the letter M (or N)". */
static void
read_part(struct plan_conds *r, int i, int n, enum plan_op op)
{
	const struct plan_text *t = &r->a->text;
	int v = i + n, end, values = 0;

	while (v < t->n && !plan_cond_at(r, v)->quoted && plan_text_is(t, v, "word.part") > 0)
		v++;
	if (v >= t->n || plan_cond_at(r, v)->mark != 0)
		return;
	for (end = v + 1; end + 1 < t->n && strcmp(plan_cond_at(r, end)->word, "or") == 0 && plan_cond_at(r, end + 1)->mark == 0; end += 2)
		;
	int m = field_of_part(r, i, end);

	if (m < 0)
		return;
	int from = smallest(i, r->a->m[m].from), to = r->a->m[m].to > end ? r->a->m[m].to : end;
	int column = r->a->m[m].column, first = r->a->g.conds;

	if (op == OP_CONTAINS && denied_between(r, r->a->m[m].to <= i ? r->a->m[m].to : i - 3, i))
		op = OP_NOT_CONTAINS;
	for (int k = v; k < end; k += 2, values++)
		plan_cond_add(r, column, op, jv_string_sized(t->question + plan_cond_at(r, k)->from, (int)(plan_cond_at(r, k)->to - plan_cond_at(r, k)->from)), from, to);
	r->groups += values > 1;
	for (int k = first; k < r->a->g.conds && values > 1; k++)
		r->a->g.cond[k].any = r->groups;
}

static void
read_parts(struct plan_conds *r)
{
	static const struct { const char *tag; enum plan_op op; } table[] = {{"op.contains", OP_CONTAINS},
	    {"op.starts", OP_STARTS}, {"op.ends", OP_ENDS}};
	int n;

	for (int i = 0; i < r->a->text.n; i++)
		for (size_t k = 0; k < 3; k++)
			if ((n = plan_text_is(&r->a->text, i, table[k].tag)) > 0) {
				read_part(r, i, n, table[k].op);
				break;
			}
}

static void
read_missing(struct plan_conds *r)
{
	for (int i = 0; i < r->a->text.n; i++) {
		int n = plan_text_is(&r->a->text, i, "op.notnull");
		enum plan_op op = n > 0 ? OP_NOT_NULL : OP_NULL;

		if (n == 0)
			n = plan_text_is(&r->a->text, i, "op.null");
		int m = n > 0 ? field_before(r, i, false) : PLAN_NONE;

		if (m < 0 && n > 0) {
			m = plan_ask_next(r->a, i + n, r->a->text.n);
			m = m >= 0 && r->a->m[m].from <= i + n + 3 ? m : PLAN_NONE;
		}
		if (m >= 0)
			plan_cond_add(r, r->a->m[m].column, op, jv_null(), smallest(i, r->a->m[m].from),
			    r->a->m[m].to > i + n ? r->a->m[m].to : i + n);
	}
}

/* ---- */

void
plan_ask_conditions(struct plan_ask *a)
{
	struct plan_conds r = {.a = a};

	plan_cond_read_dates(&r);
	read_parts(&r);
	read_missing(&r);
	plan_cond_read_having(&r);
	read_operators(&r);
	plan_cond_read_values(&r);
	plan_cond_read_numbers_before(&r);
	plan_cond_read_unknown_values(&r);
	plan_cond_read_codes(&r);
	plan_cond_read_yes_no(&r);
	plan_cond_join(&r);
}
