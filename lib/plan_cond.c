/* Theory of operation.
 *
 * A condition is an operator with a field before it (or behind its number, or
 * within it: "older than"), or a cell value said by itself.  Two values of one
 * column are a comparison of those: the column then makes groups, too.  What a
 * condition has taken no other reader sees. */
#include "plan_ask.h"

#include "mem.h"

#include <string.h>
#include <strings.h>

struct span {
	int from, to;              /* the tokens of a condition, for "or" */
};

struct reading {
	struct plan_ask *a;
	struct span span[PLAN_CONDS_MOST];
	int groups;                /* of conditions of which one must hold */
};

static const struct plan_token *
at(const struct reading *r, int i)
{
	return &r->a->text.token[i];
}

static bool
is_year_number(double v)
{
	return v >= 1500 && v <= 2200 && v == (double)(int)v;
}

/* ---- adding */

static void
add(struct reading *r, int column, enum plan_op op, jv value, int from, int to)
{
	struct plan_goal *g = &r->a->g;

	if (g->conds < PLAN_CONDS_MOST)
		r->span[g->conds] = (struct span){from, to};
	plan_goal_cond(g, column, op, value);
	plan_text_use(&r->a->text, from, to, USE_FILTER);
	for (int m = 0; m < r->a->n; m++)
		if (r->a->m[m].from < to && r->a->m[m].to > from)
			r->a->m[m].used = true;
}

/* ---- the field of an operator */

static bool
small_between(const struct reading *r, int from, int to)
{
	for (int i = from; i < to; i++)
		if (!at(r, i)->stop && at(r, i)->mark != '(' && at(r, i)->mark != ')' && !plan_lex_is(at(r, i)->word, "word.id") &&
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
field_before(const struct reading *r, int i, bool number)
{
	int best = PLAN_NONE;

	for (int m = 0; m < r->a->n; m++) {
		const struct plan_mention *k = &r->a->m[m];

		if (k->used || k->value != NULL || k->to > i || (number && !can_compare(&r->a->s->column[k->column])))
			continue;
		if (i - k->to <= 6 && small_between(r, k->to, i) &&
		    plan_text_clause_start(&r->a->text, i) <= k->from)
			best = m;
	}
	return best;
}

static int
field_over(const struct reading *r, int from, int to)
{
	for (int m = 0; m < r->a->n; m++)
		if (!r->a->m[m].used && r->a->m[m].value == NULL && r->a->m[m].from < to && r->a->m[m].to > from &&
		    can_compare(&r->a->s->column[r->a->m[m].column]))
			return m;
	return PLAN_NONE;
}

static int
field_behind(const struct reading *r, int i)
{
	int m = plan_ask_next(r->a, i, i + 4 < r->a->text.n ? i + 4 : r->a->text.n);

	return m >= 0 && can_compare(plan_ask_column(r->a, m)) ? m : PLAN_NONE;
}

/* The column that years are of: years themselves before dates. */
static int
time_column(const struct plan_ask *a)
{
	int best = PLAN_NONE;

	for (int c = 0; c < a->s->columns; c++)
		if (plan_is_time(&a->s->column[c]) && (best == PLAN_NONE || (a->s->column[c].year && !a->s->column[best].year)))
			best = c;
	return best;
}

/* ---- operators */

static int
number_after(const struct reading *r, int i)
{
	for (int k = i; k < r->a->text.n && k < i + 4; k++) {
		if (at(r, k)->is_number || (at(r, k)->quoted && at(r, k)->word[0] >= '0' && at(r, k)->word[0] <= '9'))
			return k;
		if (!at(r, k)->stop && at(r, k)->mark == 0)
			return PLAN_NONE;
	}
	return PLAN_NONE;
}

/* A number; or a date as its text.  Years of two digits are compared so. */
static jv
value_of(const struct reading *r, int i, int column)
{
	const struct plan_column *c = &r->a->s->column[column];
	double v = at(r, i)->number;

	if (at(r, i)->quoted)
		return jv_string(at(r, i)->word);
	if (c->year && c->max <= 99 && v >= 1900 && v < 2000)
		v -= 1900;
	return jv_number(v);
}

/* "older than (the) average (age)": the token behind it, else 0. */
static int
than_average(const struct reading *r, int i)
{
	int k = i, n;
	const char *agg;

	while (k < r->a->text.n && strcmp(at(r, k)->word, "the") == 0)
		k++;
	agg = plan_text_tag(&r->a->text, k, "agg.", &n);
	if (agg == NULL || strcmp(agg, "avg") != 0)
		return 0;
	int m = plan_ask_next(r->a, k + n, k + n + 2 < r->a->text.n ? k + n + 2 : r->a->text.n);

	return m >= 0 ? r->a->m[m].to : k + n;
}

static int
field_for(const struct reading *r, int i, int n, int behind, bool year)
{
	int m = field_over(r, i, i + n);

	if (m < 0)
		m = field_before(r, i, true);
	if (m < 0)
		m = field_behind(r, behind);
	/* A year is not a number of things. */
	if (m >= 0 && year && !plan_is_time(plan_ask_column(r->a, m)) && r->a->s->column[r->a->m[m].column].max < 1500)
		m = PLAN_NONE;
	return m;
}

static int
smallest(int a, int b)
{
	return b >= 0 && b < a ? b : a;
}

/* One comparison at i with an operator of n tokens: true where it was one. */
static bool
read_comparison(struct reading *r, int i, int n, enum plan_op op)
{
	int k = number_after(r, i + n), end = than_average(r, i + n);
	bool average = k < 0 && end > 0;

	if (k < 0 && !average)
		return false;
	if (!average)
		end = k + 1;
	bool year = !average && (at(r, k)->quoted || is_year_number(at(r, k)->number));
	int m = field_for(r, i, n, end, year);
	int column = m >= 0 ? r->a->m[m].column : year ? time_column(r->a) : PLAN_NONE;

	if (column < 0)
		return false;
	int from = m >= 0 ? smallest(i, r->a->m[m].from) : i, to = m >= 0 && r->a->m[m].to > end ? r->a->m[m].to : end;
	jv value = average ? JV_OBJECT(jv_string("aggregate"), jv_string("avg")) : value_of(r, k, column);

	add(r, column, op, value, from, to);
	return true;
}

/* "between 5 and 10", "from 1973 to 1979". */
static bool
read_range(struct reading *r, int i, int n)
{
	int a = number_after(r, i + n), b;

	if (a < 0 || a + 2 >= r->a->text.n)
		return false;
	const char *middle = at(r, a + 1)->word;

	b = number_after(r, a + 2);
	if (b < 0 || b > a + 3 || (strcmp(middle, "and") != 0 && strcmp(middle, "to") != 0 && strcmp(middle, "until") != 0))
		return false;
	bool year = at(r, a)->quoted || is_year_number(at(r, a)->number);
	int m = field_for(r, i, n, b + 1, year);
	int column = m >= 0 ? r->a->m[m].column : year ? time_column(r->a) : PLAN_NONE;

	if (column < 0)
		return false;
	/* "from 2012 to 2016" asks for the course of things. */
	r->a->trend |= plan_is_time(&r->a->s->column[column]) && strcmp(at(r, i)->word, "from") == 0 && !r->a->chart_stated;
	int from = m >= 0 ? smallest(i, r->a->m[m].from) : i, to = m >= 0 && r->a->m[m].to > b + 1 ? r->a->m[m].to : b + 1;

	add(r, column, OP_BETWEEN, JV_ARRAY(value_of(r, a, column), value_of(r, b, column)), from, to);
	return true;
}

static void
read_operators(struct reading *r)
{
	/* Denials last: "not more than 5" is no "not … 5". */
	static const struct { const char *tag; enum plan_op op; } table[] = {{"op.ge", OP_GE}, {"op.le", OP_LE},
	    {"op.gt", OP_GT}, {"op.lt", OP_LT}};
	int n;

	for (int i = 0; i < r->a->text.n; i++) {
		if ((n = plan_text_is(&r->a->text, i, "op.between")) > 0 && read_range(r, i, n))
			continue;
		for (size_t k = 0; k < sizeof table / sizeof *table; k++)
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
field_of_part(const struct reading *r, int i, int end)
{
	int m = field_before(r, i, false);

	if (m < 0 && strcmp(end < r->a->text.n ? at(r, end)->word : "", "in") == 0)
		m = plan_ask_next(r->a, end + 1, end + 4 < r->a->text.n ? end + 4 : r->a->text.n);
	return m >= 0 && r->a->m[m].value == NULL && plan_ask_column(r->a, m)->type == PLAN_TEXT ? m : PLAN_NONE;
}

static bool
denied_between(const struct reading *r, int from, int to)
{
	for (int k = from < 0 ? 0 : from; k < to; k++)
		if (plan_text_is(&r->a->text, k, "op.ne") > 0)
			return true;
	return false;
}

/* One part at i behind an operator: "containing the letter M (or N)". */
static void
read_part(struct reading *r, int i, int n, enum plan_op op)
{
	const struct plan_text *t = &r->a->text;
	int v = i + n, end, values = 0;

	while (v < t->n && !at(r, v)->quoted && plan_text_is(t, v, "word.part") > 0)
		v++;
	if (v >= t->n || at(r, v)->mark != 0)
		return;
	for (end = v + 1; end + 1 < t->n && strcmp(at(r, end)->word, "or") == 0 && at(r, end + 1)->mark == 0; end += 2)
		;
	int m = field_of_part(r, i, end);

	if (m < 0)
		return;
	int from = smallest(i, r->a->m[m].from), to = r->a->m[m].to > end ? r->a->m[m].to : end;
	int column = r->a->m[m].column, first = r->a->g.conds;

	if (op == OP_CONTAINS && denied_between(r, r->a->m[m].to <= i ? r->a->m[m].to : i - 3, i))
		op = OP_NOT_CONTAINS;
	for (int k = v; k < end; k += 2, values++)
		add(r, column, op, jv_string_sized(t->question + at(r, k)->from, (int)(at(r, k)->to - at(r, k)->from)), from, to);
	r->groups += values > 1;
	for (int k = first; k < r->a->g.conds && values > 1; k++)
		r->a->g.cond[k].any = r->groups;
}

static void
read_parts(struct reading *r)
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
read_missing(struct reading *r)
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
			add(r, r->a->m[m].column, op, jv_null(), smallest(i, r->a->m[m].from),
			    r->a->m[m].to > i + n ? r->a->m[m].to : i + n);
	}
}

/* ---- values */

/* Is the value denied: "not", "except" some small words before it? */
static bool
is_denied(const struct reading *r, int i, int *from)
{
	for (int k = i - 1; k >= 0 && k >= i - 6; k--) {
		int n = plan_text_is(&r->a->text, k, "op.ne");

		if (n > 0 && k + n <= i) {
			*from = k;
			return true;
		}
		if (at(r, k)->mark != 0 || at(r, k)->use == USE_FILTER)
			return false;
	}
	return false;
}

/* The field beside a value that is its own: "position Defender". */
static void
take_beside(struct reading *r, int column, int from, int to)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];
		bool before = k->to <= from && from - k->to <= 3 && small_between(r, k->to, from);
		bool behind = k->from >= to && k->from - to <= 0;

		if (!k->used && k->value == NULL && k->column == column && (before || behind) && k->mark == MARK_NONE)
			k->used = true;
		else if (!k->used && k->value == NULL && behind && k->mark == MARK_NONE && k->score < 0.8)
			for (int o = 0; o < k->others; o++)
				if (k->other[o] == column)
					k->used = true;
	}
}

/* All values of one column that the question says, from mention `first` on. */
static void
read_value_group(struct reading *r, int first)
{
	struct plan_ask *a = r->a;
	int column = a->m[first].column, count = 0, from = a->m[first].from, to = a->m[first].to, no = from;
	bool denied = is_denied(r, from, &no), either = false;
	jv values = jv_array();

	for (int m = first; m < a->n; m++) {
		if (a->m[m].used || a->m[m].value == NULL || a->m[m].column != column)
			continue;
		if (count > 0 && a->m[m].from - to > 4)
			continue;
		for (int i = to; count > 0 && i < a->m[m].from; i++)
			either |= plan_text_is(&a->text, i, "word.or") > 0;
		values = jv_array_append(values, jv_string(a->m[m].value));
		to = a->m[m].to;
		a->m[m].used = true;
		count++;
	}
	take_beside(r, column, from, to);
	if (denied)
		from = no;
	bool all = count > 1 && count >= a->s->column[column].distinct;

	if (count == 1)
		add(r, column, denied ? OP_NE : OP_EQ, jv_array_get(jv_copy(values), 0), from, to);
	else if (!all || denied)
		add(r, column, denied ? OP_NOT_IN : OP_IN, jv_copy(values), from, to);
	jv_free(values);
	/* What is compared makes the groups. */
	if (count > 1 && !either && !denied) {
		a->m[first].value = NULL;
		a->m[first].used = false;
		a->m[first].to = to;
	}
}

static void
read_values(struct reading *r)
{
	for (int m = 0; m < r->a->n; m++)
		if (!r->a->m[m].used && r->a->m[m].value != NULL)
			read_value_group(r, m);
}

/* ---- a field and a word or number beside it */

/* Numbers that stand before a field of numbers: "4, 6, and 8 cylinders". */
static void
read_numbers_before(struct reading *r)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];
		int from = k->from, count = 0;
		bool either = false;
		jv values = jv_array();

		while (!k->used && k->value == NULL && from > 0 && plan_is_number(plan_ask_column(r->a, m))) {
			const struct plan_token *t = at(r, from - 1);

			if (t->use != USE_FREE)
				break;
			if (t->is_number) {
				values = jv_array_concat(JV_ARRAY(jv_number(t->number)), values);
				count++;
			} else if (t->mark != ',' && strcmp(t->word, "and") != 0 && strcmp(t->word, "or") != 0) {
				break;
			}
			either |= strcmp(t->word, "or") == 0;
			from--;
		}
		if (count == 1)
			add(r, k->column, OP_EQ, jv_array_get(jv_copy(values), 0), from, k->to);
		else if (count > 1)
			add(r, k->column, OP_IN, jv_copy(values), from, k->to);
		if (count > 1 && !either)
			k->used = false;
		jv_free(values);
	}
}

/* Does the token look like a value that the profile does not show? */
static bool
looks_like_value(const struct reading *r, int i)
{
	const struct plan_token *t = at(r, i);
	const char *raw = r->a->text.question + t->from;
	bool digit = false, upper = false;

	if (!plan_text_free(&r->a->text, i) || plan_ask_at(r->a, i) >= 0)
		return false;
	if (t->quoted)
		return true;
	for (size_t k = 0; k < t->to - t->from; k++) {
		digit |= raw[k] >= '0' && raw[k] <= '9';
		upper |= raw[k] >= 'A' && raw[k] <= 'Z';
	}
	return !t->is_number && !t->stop && ((digit && upper) || (t->capital && t->hits == 0));
}

/* "crew size 3 or 4", "crew size is 3". */
static void
read_number_list(struct reading *r, const struct plan_mention *k, int i, bool denied)
{
	jv values = jv_array();
	int end = i, from = k->from, column = k->column;

	for (; i < r->a->text.n && at(r, i)->use == USE_FREE; i++) {
		if (at(r, i)->is_number) {
			values = jv_array_append(values, jv_number(at(r, i)->number));
			end = i + 1;
		} else if (at(r, i)->mark != ',' && strcmp(at(r, i)->word, "or") != 0 && strcmp(at(r, i)->word, "and") != 0) {
			break;
		}
	}
	if (jv_array_length(jv_copy(values)) > 1)
		add(r, column, denied ? OP_NOT_IN : OP_IN, values, from, end);
	else
		add(r, column, denied ? OP_NE : OP_EQ, jv_array_get(values, 0), from, end);
}

static void
read_unknown_values(struct reading *r)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];
		const struct plan_column *c = plan_ask_column(r->a, m);
		int i = k->to, n = 0, no;

		if (k->used || k->value != NULL)
			continue;
		bool said = false;

		while (i < r->a->text.n && (n = plan_text_is(&r->a->text, i, "op.eq")) > 0) {
			said |= strcmp(at(r, i)->word, "of") != 0 || i > k->to;
			i += n;
		}
		bool denied = is_denied(r, i, &no) && no >= k->to;

		if (denied)
			i = no + plan_text_is(&r->a->text, no, "op.ne");
		if (i >= r->a->text.n)
			continue;
		if (plan_is_number(c) && at(r, i)->is_number && (said || i == k->to) && at(r, i)->use == USE_FREE) {
			read_number_list(r, k, i, denied);
			continue;
		}
		int end = i;

		while (end < r->a->text.n && end < i + 5 && looks_like_value(r, end))
			end++;
		if (end == i || plan_is_number(c) || plan_is_time(c))
			continue;
		size_t from = at(r, i)->from, to = at(r, end - 1)->to;

		add(r, k->column, denied ? OP_NE : OP_EQ,
		    jv_string_sized(r->a->text.question + from, (int)(to - from)), k->from, end);
	}
}

/* ---- years by themselves, yes and no */

static void
read_years(struct reading *r)
{
	static const char *const before[] = {"in", "for", "during", "of", "year", "only", "from"};
	int column = time_column(r->a);

	for (int i = 1; i < r->a->text.n && column >= 0; i++) {
		if (!plan_text_free(&r->a->text, i) || !at(r, i)->is_number || !is_year_number(at(r, i)->number))
			continue;
		for (size_t k = 0; k < sizeof before / sizeof *before; k++)
			if (strcmp(at(r, i - 1)->word, before[k]) == 0) {
				add(r, column, OP_EQ, value_of(r, i, column), i, i + 1);
				break;
			}
	}
}

static const char *
yes_of(const struct plan_column *c)
{
	static const char *const yes[] = {"1", "y", "yes", "true", "t"};

	for (size_t v = 0; v < c->values; v++)
		for (size_t i = 0; i < 5; i++)
			if (strcasecmp(c->value[v], yes[i]) == 0)
				return c->value[v];
	return NULL;
}

static bool
is_yes_no(const struct plan_column *c)
{
	return c->type == PLAN_BOOLEAN ||
	    (c->distinct <= 2 && yes_of(c) != NULL && (c->type == PLAN_TEXT || (c->min >= 0 && c->max <= 1)));
}

/* "dogs that were abandoned": a field of yes and no that makes no groups. */
static void
read_yes_no(struct reading *r)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];
		const struct plan_column *c = plan_ask_column(r->a, m);
		bool said = false;

		if (k->used || k->value != NULL || k->mark != MARK_NONE || !is_yes_no(c))
			continue;
		for (int i = k->from - 1; i >= 0 && i >= k->from - 4; i--)
			said |= strcmp(at(r, i)->word, "been") == 0 || strcmp(at(r, i)->word, "were") == 0 ||
			    strcmp(at(r, i)->word, "was") == 0 || strcmp(at(r, i)->word, "are") == 0 ||
			    strcmp(at(r, i)->word, "who") == 0 || strcmp(at(r, i)->word, "that") == 0;
		said |= k->to < r->a->text.n && plan_match_entity(r->a->index, &r->a->text, k->to);
		if (!said)
			continue;
		bool text = c->type == PLAN_TEXT && yes_of(c) != NULL;

		add(r, k->column, OP_EQ, text ? jv_string(yes_of(c)) : jv_number(1), k->from, k->to);
	}
}

/* ---- or */

/* Conditions with an "or" between them hold one or the other. */
static void
join_alternatives(struct reading *r)
{
	struct plan_goal *g = &r->a->g;

	for (int i = 0; i + 1 < g->conds; i++) {
		int from = r->span[i].to, to = r->span[i + 1].from;
		bool either = false;

		for (int k = from; k < to && to - from <= 6; k++)
			either |= strcmp(at(r, k)->word, "or") == 0;
		if (!either)
			continue;
		if (g->cond[i].any == 0)
			g->cond[i].any = ++r->groups;
		g->cond[i + 1].any = g->cond[i].any;
	}
}

/* In the order of the question, so that "or" joins neighbours. */
static void
put_in_order(struct reading *r)
{
	struct plan_goal *g = &r->a->g;

	for (int i = 1; i < g->conds; i++)
		for (int k = i; k > 0 && r->span[k].from < r->span[k - 1].from; k--) {
			struct plan_cond c = g->cond[k];
			struct span s = r->span[k];

			g->cond[k] = g->cond[k - 1];
			g->cond[k - 1] = c;
			r->span[k] = r->span[k - 1];
			r->span[k - 1] = s;
		}
}

void
plan_ask_conditions(struct plan_ask *a)
{
	struct reading r = {.a = a};

	read_parts(&r);
	read_missing(&r);
	read_operators(&r);
	read_values(&r);
	read_numbers_before(&r);
	read_unknown_values(&r);
	read_years(&r);
	read_yes_no(&r);
	put_in_order(&r);
	join_alternatives(&r);
}
