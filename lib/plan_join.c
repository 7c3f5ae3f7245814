/* Theory of operation.
 *
 * With several tables the same words may name a column of each.  The table
 * that the question is mostly about takes what it can; the rest comes from
 * tables that are tied to it. */
#include "plan_ask.h"

#include <string.h>

/* May the mention mean column c as well?  Not by a synonym where its own column is
 * called so in full: the country of one table is no region of another. */
static bool
is_as_good(const struct plan_ask *a, const struct plan_mention *m, int c)
{
	const struct plan_words *own = &a->s->column[m->column].words, *other = &a->s->column[c].words;

	if (m->value != NULL || m->how != HOW_NAME || m->score < 0.95)
		return true;
	if (own->n != other->n)
		return false;
	for (size_t i = 0; i < own->n; i++)
		if (strcmp(own->word[i], other->word[i]) != 0)
			return false;
	return true;
}

static bool
has_column(const struct plan_ask *a, const struct plan_mention *m, int table)
{
	if (a->s->column[m->column].table == table)
		return true;
	for (int i = 0; i < m->others; i++)
		if (a->s->column[m->other[i]].table == table && is_as_good(a, m, m->other[i]))
			return true;
	return false;
}

/* How much of the question is about the table. */
static double
weight_of(const struct plan_ask *a, int table)
{
	double w = 0;

	for (int m = 0; m < a->n; m++)
		if (has_column(a, &a->m[m], table))
			w += a->m[m].score;
	for (int i = 0; i < a->text.n; i++)
		if (plan_match_table(a->index, &a->text, i) == table)
			w += 1.2;
	return w;
}

/* The mention means its column of that table, if that has one. */
static void
move_to(struct plan_ask *a, struct plan_mention *m, int table)
{
	if (a->s->column[m->column].table == table)
		return;
	for (int i = 0; i < m->others; i++)
		if (a->s->column[m->other[i]].table == table && is_as_good(a, m, m->other[i])) {
			int c = m->column;

			m->column = m->other[i];
			m->other[i] = c;
			return;
		}
}

static void
take_base(struct plan_ask *a, int i)
{
	int table = plan_match_table(a->index, &a->text, i);

	if (table >= 0 && a->g.base < 0 && plan_ask_at(a, i) < 0)
		a->g.base = table;
}

/* "number of orders", "orders by country": the rows of that table. */
static void
find_base(struct plan_ask *a)
{
	int n;

	for (int i = 0; i < a->text.n; i++) {
		const char *agg = plan_text_tag(&a->text, i, "agg.", &n);

		for (int k = i + n; agg != NULL && k < a->text.n && k <= i + n + 3; k++) {
			take_base(a, k);
			if (!a->text.token[k].stop)
				break;
		}
	}
	for (int i = 0; i + 1 < a->text.n; i++)
		if (plan_text_is(&a->text, i + 1, "mark.group") > 0)
			take_base(a, i);
}

static bool
is_mentioned(const struct plan_ask *a, int column)
{
	for (int m = 0; m < a->n; m++)
		if (a->m[m].column == column && a->m[m].score > 0.8)
			return true;
	return false;
}

/* Two different words do not mean the same column where one of them may mean
 * another: "name and level" of LevelName and LevelNumber. */
static void
tell_apart(struct plan_ask *a)
{
	for (int m = 1; m < a->n; m++)
		for (int k = 0; k < m; k++) {
			struct plan_mention *one = &a->m[m];
			const struct plan_token *t = a->text.token;

			if (one->column != a->m[k].column || one->value != NULL || a->m[k].value != NULL || one->score > 0.8 ||
			    strcmp(t[one->from].stem, t[a->m[k].from].stem) == 0)
				continue;
			for (int i = 0; i < one->others; i++)
				if (!is_mentioned(a, one->other[i])) {
					one->column = one->other[i];
					break;
				}
		}
}

/* "Status code", where there is a status and a country code: words that say
 * little by themselves belong to the field right before them. */
static void
drop_echoes(struct plan_ask *a)
{
	for (int m = 1; m < a->n; m++) {
		struct plan_mention *k = &a->m[m];
		bool all = k->value == NULL && k->score < 0.8 && k->from == a->m[m - 1].to && a->m[m - 1].value == NULL &&
		    a->m[m - 1].score > 0.8;

		for (int i = k->from; i < k->to && all; i++)
			all = plan_lex_is(a->text.token[i].word, "generic") && !a->text.token[i].stop;
		k->used |= all;
	}
}

void
plan_ask_tables(struct plan_ask *a)
{
	int best = 0;

	drop_echoes(a);
	tell_apart(a);
	if (a->s->tables < 2)
		return;
	for (int t = 1; t < a->s->tables; t++)
		if (weight_of(a, t) > weight_of(a, best) + 1e-9)
			best = t;
	for (int m = 0; m < a->n; m++)
		move_to(a, &a->m[m], best);
	find_base(a);
	a->main = best;
}
