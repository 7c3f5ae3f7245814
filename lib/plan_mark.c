#include "plan_ask.h"

#include <string.h>

/* ---- helpers for all readers */

const struct plan_column *
plan_ask_column(const struct plan_ask *a, int mention)
{
	return &a->s->column[a->m[mention].column];
}

int
plan_ask_at(const struct plan_ask *a, int i)
{
	for (int m = 0; m < a->n; m++)
		if (!a->m[m].used && a->m[m].from <= i && i < a->m[m].to)
			return m;
	return PLAN_NONE;
}

int
plan_ask_next(const struct plan_ask *a, int i, int end)
{
	for (; i < end && i < a->text.n; i++) {
		int m = plan_ask_at(a, i);
		const struct plan_token *t = &a->text.token[i];

		if (m >= 0)
			return m;
		if (!t->stop && t->mark != '(' && t->mark != ')' && !plan_match_entity(a->index, &a->text, i))
			return PLAN_NONE;
	}
	return PLAN_NONE;
}

bool
plan_ask_word(const struct plan_ask *a, int i, const char *word)
{
	return i >= 0 && i < a->text.n && strcmp(a->text.token[i].word, word) == 0;
}

bool
plan_ask_said(const struct plan_ask *a, int i, const char *tag)
{
	return plan_text_is(&a->text, i, tag) > 0;
}

/* ---- what is no field */

/* Is the word part of "small multiples" and the like? */
static bool
in_facets(const struct plan_ask *a, int i)
{
	for (int from = i > 4 ? i - 4 : 0; from <= i; from++) {
		int n = plan_text_is(&a->text, from, "mark.facet"), m = plan_text_is(&a->text, from, "word.facet");

		if ((n > 1 && from + n > i) || (m > 1 && from + m > i))
			return true;
	}
	return false;
}

/* Drops what looks like a field but is an aggregate: "number" for RoomNumber. */
static void
drop_weak(struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++) {
		struct plan_mention *k = &a->m[m];
		/* "Per week" is not of the hours per week. */
		k->used |= k->value == NULL && k->score < 0.8 && plan_ask_word(a, k->from, "per");
		/* "Heaviest" says the weight, too. */
		bool all = k->value == NULL && k->score < 0.8, adjective = k->how == HOW_SYNONYM && plan_is_measure(plan_ask_column(a, m));
		int n;

		for (int i = k->from; i < k->to && all; i++)
			all = in_facets(a, i) || (!adjective && (plan_text_tag(&a->text, i, "agg.", &n) != NULL || plan_ask_said(a, i, "stop")));
		k->used |= all;
	}
}

/* ---- marks */

static enum plan_mark
mark_at(const struct plan_ask *a, int i, int *n)
{
	static const struct { const char *tag; enum plan_mark mark; } table[] = {{"mark.facet", MARK_FACET},
	    {"mark.color", MARK_COLOR}, {"mark.group", MARK_GROUP}};
	enum plan_mark best = MARK_NONE;

	*n = 0;
	for (size_t k = 0; k < 3; k++) {
		int length = plan_text_is(&a->text, i, table[k].tag);

		if (length > *n) {
			*n = length;
			best = table[k].mark;
		}
	}
	return best;
}

/* The field a mark stands before: small words, counts and things between. */
static int
marked(const struct plan_ask *a, int i, int end)
{
	bool things = false;       /* "each dog that was …" is each row */

	for (; i < end; i++) {
		int n, m = plan_ask_at(a, i);

		if (m >= 0)
			return m;
		if (things && !plan_ask_word(a, i, "of") && !plan_ask_word(a, i, "s"))
			return PLAN_NONE;
		/* "By month without returned orders." */
		if (plan_ask_said(a, i, "op.ne") || plan_ask_said(a, i, "lack"))
			return PLAN_NONE;
		things |= plan_match_entity(a->index, &a->text, i);
		if (plan_text_tag(&a->text, i, "agg.", &n) == NULL && a->text.token[i].use != USE_OTHER && !a->text.token[i].stop &&
		    !plan_match_entity(a->index, &a->text, i) && a->text.token[i].mark != '(' && a->text.token[i].hits == 0)
			return PLAN_NONE;
	}
	return PLAN_NONE;
}

/* "by A and B", "by A, B and C". */
static void
mark_list(struct plan_ask *a, int m, enum plan_mark mark)
{
	for (;;) {
		int i = a->m[m].to, next;

		if (!plan_ask_word(a, i, "and") && !(i < a->text.n && a->text.token[i].mark == ','))
			return;
		while (plan_ask_word(a, i, "and") || plan_ask_word(a, i, "by") || plan_ask_word(a, i, "the") ||
		    (i < a->text.n && a->text.token[i].mark == ','))
			i++;
		next = plan_ask_at(a, i);
		if (next < 0 || a->m[next].from != i || a->m[next].agg != AGG_NONE || a->m[next].mark != MARK_NONE ||
		    a->m[next].value != NULL || plan_is_measure(plan_ask_column(a, next)))
			return;
		a->m[next].mark = mark;
		m = next;
	}
}

/* "By product" is a product's name before it is a line's number. */
static void
prefer_text(const struct plan_ask *a, struct plan_mention *k)
{
	const struct plan_column *c = &a->s->column[k->column];

	for (int o = 0; o < k->others && plan_is_number(c) && !plan_is_time(c) && !plan_is_measure(c) && k->how != HOW_NAME; o++)
		if (a->s->column[k->other[o]].type == PLAN_TEXT) {
			int column = k->column;

			k->column = k->other[o];
			k->other[o] = column;
			return;
		}
}

static void
read_mark(struct plan_ask *a, int i)
{
	int n, end = plan_text_clause_end(&a->text, i);
	enum plan_mark mark = mark_at(a, i, &n);

	if (mark == MARK_NONE)
		return;
	/* "Cost per shipment": of one of them. */
	a->per_row |= mark == MARK_GROUP && plan_ask_word(a, i, "per") && i + n < end && plan_ask_at(a, i + n) < 0 &&
	    plan_match_entity(a->index, &a->text, i + n);
	int m = marked(a, i + n, i + n + 6 < end ? i + n + 6 : end);

	if (m < 0 || a->m[m].agg != AGG_NONE || a->m[m].mark == MARK_FACET || a->m[m].mark == MARK_COLOR)
		return;
	if (a->m[m].value != NULL && mark == MARK_GROUP)
		return;
	/* "Breakdown of revenue by region": what is parted. */
	if (mark == MARK_COLOR && plan_ask_word(a, i, "breakdown") && plan_is_measure(plan_ask_column(a, m)))
		return;
	a->m[m].mark = mark;
	prefer_text(a, &a->m[m]);
	mark_list(a, m, mark);
}

/* "Add region to legend", "one line for each": the mark stands behind. */
static void
read_mark_behind(struct plan_ask *a, int i)
{
	if (!plan_ask_word(a, i, "legend") && !plan_ask_word(a, i, "separately"))
		return;
	for (int m = a->n - 1; m >= 0; m--)
		if (!a->m[m].used && a->m[m].value == NULL && a->m[m].to <= i && i - a->m[m].to <= 3) {
			a->m[m].mark = plan_ask_word(a, i, "legend") ? MARK_COLOR : MARK_FACET;
			return;
		}
}

/* ---- axes */

static int
field_before(const struct plan_ask *a, int i)
{
	bool tied = false;

	while (i > 0 && a->text.token[i - 1].stop && plan_ask_at(a, i - 1) < 0) {
		i--;
		tied |= plan_ask_word(a, i, "on") || plan_ask_word(a, i, "as") || plan_ask_word(a, i, "in") || plan_ask_word(a, i, "at") || plan_ask_word(a, i, "along");
	}
	return tied && i > 0 ? plan_ask_at(a, i - 1) : PLAN_NONE;
}

/* Was the axis said of a count: "on the y axis the number of cars"? */
static bool
is_count(const struct plan_ask *a, int i, int end)
{
	int n;

	for (int k = i; k < end; k++) {
		const char *agg = plan_text_tag(&a->text, k, "agg.", &n);

		if (agg != NULL && (strcmp(agg, "count") == 0 || strcmp(agg, "distinct") == 0))
			return true;
		if (agg != NULL || plan_ask_at(a, k) >= 0 || plan_text_tag(&a->text, k, "axis.", &n) != NULL)
			return false;
	}
	return false;
}

static bool
take_count_before(struct plan_ask *a, int i)
{
	for (int k = i - 1; k >= 0 && k >= i - 6; k--) {
		int n;
		const char *agg = plan_text_tag(&a->text, k, "agg.", &n);

		if (agg != NULL && strcmp(agg, "count") == 0)
			return true;
		if (plan_ask_at(a, k) >= 0 && plan_is_number(plan_ask_column(a, plan_ask_at(a, k))))
			return false;
	}
	return false;
}

static void
read_axis(struct plan_ask *a, int i)
{
	int nx = plan_text_is(&a->text, i, "axis.x"), ny = plan_text_is(&a->text, i, "axis.y"), n = nx > 0 ? nx : ny;
	enum plan_mark mark = nx > 0 ? MARK_X : MARK_Y;

	if (n == 0 || plan_ask_at(a, i) >= 0)
		return;
	int before = field_before(a, i), end = plan_text_clause_end(&a->text, i + n);

	a->axes = true;
	plan_text_use(&a->text, i, i + n, USE_AXIS);
	if (before >= 0 && a->m[before].mark != MARK_X) {
		if (take_count_before(a, a->m[before].from))
			a->count_mark = mark;
		else
			a->m[before].mark = mark;
		return;
	}
	if (is_count(a, i + n, end)) {
		a->count_mark = mark;
		return;
	}
	int m = marked(a, i + n, i + n + 8 < end ? i + n + 8 : end);

	if (m >= 0 && a->m[m].mark != MARK_X && a->m[m].mark != MARK_Y)
		a->m[m].mark = mark;
}

/* "The most cars", "the busiest route": rows are counted. */
static void
read_most(struct plan_ask *a, int i)
{
	int most = plan_text_is(&a->text, i, "count.most"), least = plan_text_is(&a->text, i, "count.least");
	int busy = plan_text_is(&a->text, i, "busy.most"), quiet = plan_text_is(&a->text, i, "busy.least");

	int next = plan_ask_next(a, i + 1, i + 3);

	if (most + least > 0 && busy + quiet == 0 && (plan_ask_word(a, i - 1, "at") || next >= 0)) {
		/* "The most passengers": sorted by them. */
		if (next >= 0 && a->m[next].from == i + 1 && (a->m[next].value != NULL || plan_is_measure(plan_ask_column(a, next))) &&
		    !a->sorted && a->g.limit == 0 && !plan_ask_word(a, i - 1, "at") && a->g.by == BY_NONE) {
			a->sorted = true;
			a->g.by = BY_Y;
			a->g.desc = most > 0;
		}
		return;
	}
	if (most + least + busy + quiet == 0)
		return;
	int verb = plan_ask_at(a, plan_ask_word(a, i - 1, "the") ? i - 2 : i - 1);

	/* "Who earns the most?" */
	if (most + least > 0 && verb >= 0 && a->m[verb].value == NULL && a->m[verb].agg == AGG_NONE && plan_is_measure(plan_ask_column(a, verb))) {
		a->sorted = true;
		a->g.by = BY_Y;
		a->g.desc = most > 0;
		return;
	}
	a->count = true;
	a->superlative |= most + busy > 0;
	a->superlative_least |= least + quiet > 0;
	plan_text_use(&a->text, i, i + (busy > quiet ? busy : quiet), USE_OTHER);
}

/* "Page views per day" are rows of any page: a group right before a word for rows. */
static void
drop_modifier(struct plan_ask *a, int m)
{
	struct plan_mention *k = &a->m[m];
	const struct plan_token *t = &a->text.token[k->to];
	int next = plan_ask_at(a, k->to);

	/* "Product category" is a category, not a product's name. */
	if (!k->used && k->value == NULL && k->how == HOW_PART && k->score < 0.8 && next >= 0 && a->m[next].value == NULL && a->m[next].mark == MARK_NONE &&
	    a->m[next].how == HOW_NAME && plan_is_group(plan_ask_column(a, next)) && plan_ask_column(a, m)->type == PLAN_TEXT) {
		a->m[next].mark = k->mark;
		k->used = true;
	}
	if (k->used || k->value != NULL || k->mark != MARK_NONE || k->agg != AGG_NONE || k->counted || plan_ask_column(a, m)->type != PLAN_TEXT ||
	    !plan_text_free(&a->text, k->to) || plan_ask_at(a, k->to) >= 0 || t->stop || strcmp(t->word, t->stem) == 0 ||
	    !(t->hits == 0 || plan_lex_is(t->word, "kind.sum")) || !plan_text_says(&a->text, "mark.group"))
		return;
	k->used = true;
	a->entity = true;
}

void
plan_ask_marks(struct plan_ask *a)
{
	plan_ask_heads(a);
	drop_weak(a);
	for (int i = 0; i < a->text.n; i++) {
		a->entity |= plan_match_entity(a->index, &a->text, i);
		read_axis(a, i);
	}
	a->who = plan_ask_word(a, 0, "who");
	a->entity |= a->who;
	plan_ask_aggregates(a);
	for (int i = 0; i < a->text.n; i++)
		read_mark(a, i);
	for (int i = 0; i < a->text.n; i++)
		read_mark_behind(a, i);
	for (int m = 0; m < a->n; m++)
		drop_modifier(a, m);
	plan_ask_coded(a);
	/* "have the most cars": rows are counted, the greatest first. */
	for (int i = 0; i < a->text.n; i++)
		read_most(a, i);
}
