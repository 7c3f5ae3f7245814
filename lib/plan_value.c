/* Conditions without an operator: values, numbers beside a field. */
#include "plan_cond.h"

#include <string.h>
#include <strings.h>

/* ---- values */

/* Is the value denied: "not", "except" some small words before it? */
static bool
is_denied(const struct plan_conds *r, int i, int *from)
{
	for (int k = i - 1; k >= 0 && k >= i - 6; k--) {
		int n = plan_text_is(&r->a->text, k, "op.ne");

		if (n > 0 && k + n <= i) {
			*from = k;
			return true;
		}
		if (plan_cond_at(r, k)->mark != 0 || plan_cond_at(r, k)->use == USE_FILTER)
			return false;
	}
	return false;
}

/* The field beside a value that is its own: "position Defender". */
static void
take_beside(struct plan_conds *r, int column, int from, int to)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];
		bool before = k->to <= from && from - k->to <= 3 && plan_cond_small_between(r, k->to, from);
		bool behind = k->from >= to && k->from - to <= 0;

		if (!k->used && k->value == NULL && k->column == column && (before || behind) && k->mark == MARK_NONE)
			k->used = true;
		else if (!k->used && k->value == NULL && behind && k->mark == MARK_NONE && k->score < 0.8)
			for (int o = 0; o < k->others; o++)
				if (k->other[o] == column)
					k->used = true;
	}
}

/* "Helmets and Socks": what is named beside a known value is of its column. */
static int
add_sibling(const struct plan_conds *r, jv *values, int to)
{
	const struct plan_text *t = &r->a->text;
	int i = to, end;

	while (plan_ask_word(r->a, i, "and") || plan_ask_word(r->a, i, "or") || (i < t->n && plan_cond_at(r, i)->mark == ','))
		i++;
	for (end = i; end < t->n && end < i + 4 && plan_cond_looks_like_value(r, end); end++)
		;
	if (i == to || end == i || plan_cond_at(r, i)->is_number)
		return 0;
	*values = jv_array_append(*values, jv_string_sized(t->question + plan_cond_at(r, i)->from, (int)(plan_cond_at(r, end - 1)->to - plan_cond_at(r, i)->from)));
	return end;
}

/* All values of one column that the question says, from mention `first` on. */
static void
read_value_group(struct plan_conds *r, int first)
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
		for (int end; (end = add_sibling(r, &values, to)) > 0; count++) {
			for (int i = to; i < end; i++)
				either |= plan_text_is(&a->text, i, "word.or") > 0;
			to = end;
		}
	}
	take_beside(r, column, from, to);
	if (denied)
		from = no;
	bool all = count > 1 && count >= a->s->column[column].distinct;

	if (count == 1)
		plan_cond_add(r, column, denied ? OP_NE : OP_EQ, jv_array_get(jv_copy(values), 0), from, to);
	else if (!all || denied)
		plan_cond_add(r, column, denied ? OP_NOT_IN : OP_IN, jv_copy(values), from, to);
	jv_free(values);
	/* What is compared makes the groups. */
	if (count > 1 && !either && !denied) {
		a->m[first].value = NULL;
		a->m[first].used = false;
		a->m[first].to = to;
	}
}

/* "By department", of that column: where its mention begins, else PLAN_NONE. */
static int
grouped_by(const struct plan_ask *a, int column)
{
	for (int m = 0; m < a->n; m++) {
		int i = a->m[m].from - 1;

		while (i > 0 && plan_ask_word(a, i, "the"))
			i--;
		if (a->m[m].value == NULL && a->m[m].column == column && plan_ask_said(a, i, "mark.group"))
			return a->m[m].from;
	}
	return PLAN_NONE;
}

static int
values_of(const struct plan_ask *a, int column)
{
	int n = 0;

	for (int m = 0; m < a->n; m++)
		n += a->m[m].value != NULL && a->m[m].column == column;
	return n;
}

void
plan_ask_called(struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++) {
		struct plan_mention *k = &a->m[m];
		const struct plan_token *t = &a->text.token[k->from];

		int n = 0;
		bool much = plan_ask_said(a, k->from - 1, "count.most") || plan_ask_said(a, k->from - 1, "count.least") ||
		    (plan_text_tag(&a->text, k->from - 1, "agg.", &n) != NULL && plan_text_is(&a->text, k->from - 1, "agg.count") == 0) || plan_ask_word(a, k->from - 1, "much") ||
		    (k->from == 0 && !a->count && (plan_ask_said(a, k->to, "mark.group") || plan_text_tag(&a->text, k->to, "when.", &n) != NULL));

		/* What is said as the cell has it is the cell, but where it would be the only group. */
		if (k->value == NULL || k->to != k->from + 1 || t->quoted ||
		    (strcasecmp(t->word, k->value) == 0 && !much && (grouped_by(a, k->column) < k->to || values_of(a, k->column) > 1)))
			continue;
		for (int c = 0; c < a->s->columns && k->value != NULL; c++)
			if ((plan_is_measure(&a->s->column[c]) || plan_is_flag(&a->s->column[c])) && plan_match_called(&a->s->column[c], t)) {
				k->column = c;
				k->value = NULL;
				k->how = HOW_SYNONYM;
				k->score = 0.85;
			}
	}
}

/* The field that is named beside the value, or the nearest, without a mark. */
static bool
is_beside(const struct plan_conds *r, const struct plan_mention *v, int column)
{
	for (int m = 0; m < r->a->n; m++) {
		const struct plan_mention *k = &r->a->m[m];

		if (!k->used && k->value == NULL && k->column == column && (k->from == v->to ||
		    (k->to <= v->from && v->from - k->to <= 2 && plan_cond_small_between(r, k->to, v->from))))
			return true;
	}
	return false;
}

/* A value of several columns is of the one that its surroundings tell: "from
 * Oslo to Bergen". */
static void
settle_value(struct plan_conds *r, struct plan_mention *v)
{
	int i = v->from - 1;

	while (i > 0 && strcmp(plan_cond_at(r, i)->word, "the") == 0)
		i--;
	for (int o = -1; o < v->others; o++) {
		int column = o < 0 ? v->column : v->other[o];

		if (!is_beside(r, v, column) && !(i >= 0 && plan_match_called(&r->a->s->column[column], plan_cond_at(r, i))))
			continue;
		if (o >= 0) {
			v->other[o] = v->column;
			v->column = column;
		}
		return;
	}
}

void
plan_cond_read_values(struct plan_conds *r)
{
	for (int m = 0; m < r->a->n; m++)
		if (!r->a->m[m].used && r->a->m[m].value != NULL && r->a->m[m].others > 0)
			settle_value(r, &r->a->m[m]);
	for (int m = 0; m < r->a->n; m++)
		if (!r->a->m[m].used && r->a->m[m].value != NULL)
			read_value_group(r, m);
}

/* ---- a field and a word or number beside it */

/* Numbers that stand before a field of numbers: "4, 6, and 8 cylinders". */
void
plan_cond_read_numbers_before(struct plan_conds *r)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];
		int from = k->from, count = 0;
		bool either = false;
		jv values = jv_array();

		while (!k->used && k->value == NULL && from > 0 && plan_is_number(plan_ask_column(r->a, m))) {
			const struct plan_token *t = plan_cond_at(r, from - 1);

			if (t->use != USE_FREE)
				break;
			/* "404 responses" are of a status, not response times. */
			if (t->is_number && k->score < 0.8 && plan_cond_code(r, from - 1) >= 0)
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
			plan_cond_add(r, k->column, OP_EQ, jv_array_get(jv_copy(values), 0), from, k->to);
		else if (count > 1)
			plan_cond_add(r, k->column, OP_IN, jv_copy(values), from, k->to);
		if (count > 1 && !either)
			k->used = false;
		jv_free(values);
	}
}

/* Does it mean nothing, or a place? */
static bool
is_name(const struct plan_token *t)
{
	for (int h = 0; h < t->hits; h++)
		if (!plan_lex_is_place(t->hit[h].group))
			return false;
	return true;
}

/* Does the token look like a value that the profile does not show? */
bool
plan_cond_looks_like_value(const struct plan_conds *r, int i)
{
	const struct plan_token *t = plan_cond_at(r, i);
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
	return !t->is_number && !t->stop && ((digit && upper) || (t->capital && is_name(t)));
}

/* "crew size 3 or 4", "crew size is 3". */
static void
read_number_list(struct plan_conds *r, const struct plan_mention *k, int i, bool denied)
{
	jv values = jv_array();
	int end = i, from = k->from, column = k->column;

	for (; i < r->a->text.n && plan_cond_at(r, i)->use == USE_FREE; i++) {
		if (plan_cond_at(r, i)->is_number) {
			values = jv_array_append(values, jv_number(plan_cond_at(r, i)->number));
			end = i + 1;
		} else if (plan_cond_at(r, i)->mark != ',' && strcmp(plan_cond_at(r, i)->word, "or") != 0 && strcmp(plan_cond_at(r, i)->word, "and") != 0) {
			break;
		}
	}
	if (jv_array_length(jv_copy(values)) > 1)
		plan_cond_add(r, column, denied ? OP_NOT_IN : OP_IN, values, from, end);
	else
		plan_cond_add(r, column, denied ? OP_NE : OP_EQ, jv_array_get(values, 0), from, end);
}

void
plan_cond_read_unknown_values(struct plan_conds *r)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];
		const struct plan_column *c = plan_ask_column(r->a, m);
		int i = k->to, n = 0, no;

		if (k->used || k->value != NULL)
			continue;
		bool said = false;

		while (i < r->a->text.n && (n = plan_text_is(&r->a->text, i, "op.eq")) > 0) {
			said |= strcmp(plan_cond_at(r, i)->word, "of") != 0 || i > k->to;
			i += n;
		}
		bool denied = is_denied(r, i, &no) && no >= k->to;

		if (denied)
			i = no + plan_text_is(&r->a->text, no, "op.ne");
		if (i >= r->a->text.n)
			continue;
		if (plan_is_number(c) && plan_cond_at(r, i)->is_number && (said || i == k->to) && plan_cond_at(r, i)->use == USE_FREE) {
			read_number_list(r, k, i, denied);
			continue;
		}
		int end = i;

		while (end < r->a->text.n && end < i + 5 && plan_cond_looks_like_value(r, end))
			end++;
		if (end == i || plan_is_number(c) || plan_is_time(c))
			continue;
		size_t from = plan_cond_at(r, i)->from, to = plan_cond_at(r, end - 1)->to;

		plan_cond_add(r, k->column, denied ? OP_NE : OP_EQ,
		    jv_string_sized(r->a->text.question + from, (int)(to - from)), k->from, end);
	}
}

/* "Over 10" is no code. */
static bool
is_compared(const struct plan_conds *r, int i)
{
	static const char *const tags[] = {"op.gt", "op.ge", "op.lt", "op.le"};

	for (int k = i - 1; k >= 0 && k >= i - 4; k--)
		for (size_t p = 0; p < 4; p++)
			if (k + plan_text_is(&r->a->text, k, tags[p]) == i && plan_text_is(&r->a->text, k, tags[p]) > 0)
				return true;
	return false;
}

int
plan_cond_code(const struct plan_conds *r, int i)
{
	const struct plan_token *t = plan_cond_at(r, i);

	for (int c = 0; t->is_number && t->to - t->from >= 2 && c < r->a->s->columns; c++) {
		const struct plan_column *k = &r->a->s->column[c];

		for (size_t v = 0; v < k->values && k->type == PLAN_INTEGER && !k->year && (k->coded || k->role == ROLE_CATEGORY); v++)
			if (strcmp(k->value[v], t->word) == 0)
				return c;
	}
	return PLAN_NONE;
}

/* "404 errors": a number that the profile knows as the value of a column of
 * whole numbers that make groups. */
void
plan_cond_read_codes(struct plan_conds *r)
{
	for (int i = 0, no = 0; i < r->a->text.n; i++) {
		int c = plan_text_free(&r->a->text, i) && !is_compared(r, i) ? plan_cond_code(r, i) : PLAN_NONE;

		if (c >= 0) {
			bool denied = is_denied(r, i, &no);

			plan_cond_add(r, c, denied ? OP_NE : OP_EQ, jv_number(plan_cond_at(r, i)->number), denied ? no : i, i + 1);
		}
	}
}
