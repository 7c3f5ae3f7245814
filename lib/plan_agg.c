/* Aggregates: "average price", "number of orders", "lowest and highest wind". */
#include "plan_ask.h"

#include <string.h>

/* "Unique visitors" are told apart by what is called so, though it is but a key. */
static void
name_distinct(struct plan_ask *a, int i)
{
	while (a->text.n > i && (plan_ask_word(a, i, "of") || plan_ask_word(a, i, "the")))
		i++;
	for (int c = 0; plan_text_free(&a->text, i) && plan_ask_at(a, i) < 0 && a->n < PLAN_MENTIONS_MOST && c < a->s->columns; c++)
		if (plan_match_called(&a->s->column[c], &a->text.token[i])) {
			a->m[a->n++] = (struct plan_mention){.from = i, .to = i + 1, .column = c, .score = 0.85, .how = HOW_SYNONYM, .counted = true};
			return;
		}
}

/* "number of cylinders" is the field; "total number of sales" its sum;
 * "number of countries" counts rows. */
static void
count_of(struct plan_ask *a, int i, int n, enum plan_agg agg)
{
	int m = plan_ask_next(a, i + n, i + n + 5), before = i > 0 ? plan_ask_at(a, i - 1) : PLAN_NONE;
	const struct plan_column *c = m >= 0 ? plan_ask_column(a, m) : NULL;

	/* "department number" is the field, as is "cylinder count". */
	if (before >= 0 && plan_ask_word(a, i, "number") && n == 1 && !plan_ask_word(a, i + 1, "of") && a->m[before].value == NULL)
		return;
	if (before >= 0 && plan_ask_word(a, i, "count") && plan_ask_column(a, before)->coded && a->m[before].value == NULL)
		return;
	bool number = c != NULL && plan_is_number(c) && c->role != ROLE_ID && !c->year && a->m[m].value == NULL &&
	    !(a->m[m].how == HOW_SYNONYM && plan_match_entity(a->index, &a->text, a->m[m].from));

	/* "How many orders had a discount" counts orders. */
	for (int k = i + n; m >= 0 && k < a->m[m].from; k++)
		number &= !plan_ask_said(a, k, "have") && !plan_ask_said(a, k, "lack");
	if (number && agg == AGG_COUNT && !plan_ask_word(a, i, "count") && !plan_ask_word(a, i, "frequency")) {
		bool total = false;

		for (int k = i; k < i + n; k++)
			total |= plan_ask_word(a, k, "total");
		a->m[m].counted = true;
		if (total)
			a->m[m].agg = AGG_SUM;
		return;
	}
	if (!a->count)
		a->count_at = i;
	a->count = true;
	/* "How many customers" of a table of orders: each once. */
	a->distinct |= agg == AGG_DISTINCT || (c != NULL && n > 1 && c->role == ROLE_ID && a->m[m].value == NULL && !plan_match_entity(a->index, &a->text, a->m[m].from) &&
	    c->distinct < 0.9 * (a->s->table[c->table].rows - c->nulls));
	if (agg == AGG_DISTINCT)
		name_distinct(a, i + n);
	if (m >= 0 && a->m[m].value == NULL)
		a->m[m].counted = true;
}

/* Do tokens [from, to) say all of the column's name? */
static bool
says_all(const struct plan_ask *a, const struct plan_column *c, int from, int to)
{
	size_t said = 0;

	for (size_t w = 0; w < c->words.n; w++) {
		bool has = false;

		for (int k = from; k < to; k++)
			has |= plan_alike(c->words.word[w], a->text.token[k].word) >= 0.9;
		said += has;
	}
	return from < to && said == c->words.n;
}

/* Is the aggregate's word the field itself: "Snatch and Total"? */
static bool
is_field(struct plan_ask *a, int i, int n)
{
	int m = plan_ask_at(a, i);

	if (m < 0 || a->m[m].value != NULL)
		return false;
	/* "Number of cards" counts them, though each has a card number. */
	const struct plan_column *c = plan_ask_column(a, m);

	if (n > 1 && plan_text_is(&a->text, i, "agg.count") == n && c->distinct >= 0.9 * (a->s->table[c->table].rows - c->nulls))
		return false;
	if (a->m[m].from == i && says_all(a, c, i + n, a->m[m].to))
		return a->m[m].from = i + n, false;
	if (a->m[m].to > i + n || a->m[m].from < i)
		return a->m[m].score > 0.6;
	/* "Heaviest" is the weight, but not its name. */
	bool adjective = a->m[m].how == HOW_SYNONYM && a->m[m].agg == AGG_NONE && (plan_text_is(&a->text, i, "agg.max") == n || plan_text_is(&a->text, i, "agg.min") == n);

	if (a->m[m].score < 0.8 || adjective)
		return false;
	int next = plan_ask_next(a, i + n, i + n + 3);

	return !(next >= 0 && next != m && plan_is_number(plan_ask_column(a, next)) && !plan_ask_word(a, i + n, "and")) &&
	    !plan_ask_word(a, i + n, "number");
}

/* "older than the average": a condition, not what is drawn. */
static bool
is_compared(const struct plan_ask *a, int i)
{
	if (plan_ask_word(a, i - 1, "the"))
		i--;
	return plan_ask_word(a, i - 1, "than") || plan_ask_word(a, i - 1, "above") || plan_ask_word(a, i - 1, "below");
}

/* The field behind i; values that stand between are conditions. */
static int
next_field(const struct plan_ask *a, int i, int end)
{
	int m = plan_ask_next(a, i, end);

	while (m >= 0 && a->m[m].value != NULL && a->m[m].to < end)
		m = plan_ask_next(a, a->m[m].to, end);
	return m;
}

/* "The coldest day" is one of temp_min, not of temp_max: of the columns that are
 * meant the one whose name has the extreme. */
static void
prefer_extreme(struct plan_ask *a, int m, enum plan_agg agg)
{
	const char *tag = agg == AGG_MAX ? "agg.max" : "agg.min";
	struct plan_mention *k = &a->m[m];

	if ((agg != AGG_MAX && agg != AGG_MIN) || k->value != NULL || k->score > 0.95 || plan_column_is(plan_ask_column(a, m), tag))
		return;
	for (int o = 0; o < k->others; o++)
		if (plan_is_measure(&a->s->column[k->other[o]]) && plan_column_is(&a->s->column[k->other[o]], tag)) {
			int c = k->column;

			k->column = k->other[o];
			k->other[o] = c;
			return;
		}
}

/* "Heaviest" is the most of a weight where no other number follows; "cheapest
 * shops" are shops by their price, from below.  True where it was one. */
static bool
is_adjective(struct plan_ask *a, int i, int n, enum plan_agg agg, int next)
{
	int own = plan_ask_at(a, i);

	for (int k = i + 1; own < 0 && k < i + n; k++)
		own = plan_ask_at(a, k);
	/* The slowest take the longest. */
	if (own >= 0 && plan_ask_said(a, i, "turn") && plan_column_is(plan_ask_column(a, own), "kind.duration"))
		agg = agg == AGG_MAX ? AGG_MIN : AGG_MAX;
	if (own < 0 || a->m[own].value != NULL || a->m[own].how != HOW_SYNONYM || a->m[own].to > i + n || a->m[own].agg != AGG_NONE ||
	    !plan_is_measure(plan_ask_column(a, own)) || (agg != AGG_MAX && agg != AGG_MIN) ||
	    (next >= 0 && plan_is_number(plan_ask_column(a, next))))
		return false;
	int be = plan_ask_word(a, i - 1, "the") ? i - 2 : i - 1, unit;
	bool moments = plan_text_tag(&a->text, i + n, "unit.", &unit) != NULL;

	prefer_extreme(a, own, agg);
	a->extreme_moments |= moments;
	if ((next >= 0 && a->m[next].from == i + n) || moments || plan_ask_said(a, be, "word.be")) {
		a->sorted |= a->g.limit == 0;
		a->superlative = agg == AGG_MAX && (a->superlative || a->g.limit > 0);
		a->superlative_least = agg == AGG_MIN && (a->superlative_least || a->g.limit > 0);
		a->g.by = BY_Y;
		a->g.desc = agg == AGG_MAX;
	} else {
		a->m[own].agg = agg;
	}
	plan_text_use(&a->text, i, i + n, USE_OTHER);
	return true;
}

/* A number or a time, or words that may mean one: not "the total by region". */
static bool
can_aggregate(const struct plan_ask *a, int m)
{
	bool can = plan_is_number(plan_ask_column(a, m)) || plan_is_time(plan_ask_column(a, m));

	for (int o = 0; o < a->m[m].others && !can; o++)
		can = plan_is_number(&a->s->column[a->m[m].other[o]]);
	return can;
}

/* "Lowest and highest price", "p50, p95 and p99 duration": all of one field, which
 * is said once more for each.  True where they were. */
static bool
read_aggregates(struct plan_ask *a, int i, int n, enum plan_agg first)
{
	enum plan_agg list[4] = {first};
	int count = 1, k = i + n;

	for (int inner; count < 4; count++, k += inner) {
		while (plan_ask_word(a, k, "and") || (k < a->text.n && a->text.token[k].mark == ','))
			k++;
		const char *name = k > i + n ? plan_text_tag(&a->text, k, "agg.", &inner) : NULL;

		list[count] = name != NULL ? plan_agg_named(name) : AGG_NONE;
		if (name == NULL || list[count] == AGG_COUNT || list[count] == AGG_DISTINCT)
			break;
	}
	int m = count > 1 ? plan_ask_next(a, k, k + 3) : PLAN_NONE;

	if (m < 0 || a->m[m].value != NULL || a->m[m].agg != AGG_NONE || a->m[m].from < k || !plan_is_number(plan_ask_column(a, m)))
		return false;
	a->m[m].agg = list[0];
	for (int p = 1; p < count && a->n < PLAN_MENTIONS_MOST; p++) {
		a->m[a->n] = a->m[m];
		a->m[a->n++].agg = list[p];
	}
	plan_text_use(&a->text, i, k, USE_OTHER);
	return true;
}

static void
read_aggregate(struct plan_ask *a, int i)
{
	int n = 0;
	const char *name = plan_text_tag(&a->text, i, "agg.", &n);

	if (name == NULL || is_field(a, i, n))
		return;
	enum plan_agg agg = plan_agg_named(name);

	/* "total amount", where there is a column Amount, is a total of it. */
	for (int m = 0; m < a->n; m++)
		if (!a->m[m].used && a->m[m].value == NULL && a->m[m].from > i && a->m[m].from < i + n && a->m[m].score > 0.8)
			n = a->m[m].from - i;

	if (agg != AGG_COUNT && agg != AGG_DISTINCT && read_aggregates(a, i, n, agg))
		return;
	if (is_adjective(a, i, n, agg, next_field(a, i + n, i + n + 5)))
		return;
	for (int m = 0; m < a->n && !is_compared(a, i); m++)
		if (a->m[m].from >= i && a->m[m].to <= i + n)
			a->m[m].used = true;
	if (agg == AGG_COUNT || agg == AGG_DISTINCT) {
		count_of(a, i, n, agg);
		plan_text_use(&a->text, i, i + n, USE_OTHER);
		return;
	}
	int m = next_field(a, i + n, i + n + 5), inner;

	if (is_compared(a, i))
		return;
	/* "The highest average …", "the highest return rate": sorted by it. */
	bool put = m < 0 ? plan_text_tag(&a->text, i + n, "agg.", &inner) != NULL : a->m[m].agg == AGG_AVG && plan_is_flag(plan_ask_column(a, m));

	if (put && plan_ask_said(a, i, "super.most") + plan_ask_said(a, i, "super.least") > 0) {
		a->sorted = true;
		a->g.by = BY_Y;
		a->g.desc = plan_ask_said(a, i, "super.most");
		plan_text_use(&a->text, i, i + n, USE_OTHER);
		return;
	}
	if (m >= 0 && a->m[m].value == NULL && a->m[m].agg == AGG_NONE && can_aggregate(a, m)) {
		a->m[m].agg = agg;
		prefer_extreme(a, m, agg);
		/* "the highest …": of which something has it. */
		a->superlative |= plan_ask_said(a, i, "super.most") && a->g.limit == 0;
		a->superlative_least |= plan_ask_said(a, i, "super.least") && a->g.limit == 0;
	} else if (m < 0 || (a->m[m].value == NULL && a->m[m].agg == AGG_NONE)) {
		a->loose_agg = true;
		a->the_agg = agg;
		plan_ask_best(a, i);
	}
	plan_text_use(&a->text, i, i + n, USE_OTHER);
}

/* An aggregate of what cannot be averaged is meant of another field of the
 * same words, if there is one. */
static void
mend_aggregates(struct plan_ask *a)
{
	for (int m = 0; m < a->n; m++) {
		struct plan_mention *k = &a->m[m];

		if (k->agg == AGG_NONE || k->value != NULL || plan_is_number(plan_ask_column(a, m)) ||
		    (k->agg == AGG_AVG && plan_is_flag(plan_ask_column(a, m))))
			continue;
		for (int o = 0; o < k->others; o++)
			if (plan_is_number(&a->s->column[k->other[o]])) {
				int c = k->column;

				k->column = k->other[o];
				k->other[o] = c;
				break;
			}
		if (!plan_is_number(plan_ask_column(a, m)) && !plan_is_time(plan_ask_column(a, m)))
			k->agg = AGG_NONE;
	}
}

void
plan_ask_aggregates(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++)
		read_aggregate(a, i);
	mend_aggregates(a);
}
