/* Theory of operation.
 *
 * A sort clause is found by its direction ("in desc order", "from A to Z",
 * "alphabetically") or else by its verb with a target ("ordered by price").
 * The target is looked for behind the direction ("descending order of price"),
 * then between verb and direction ("sort the y axis in …"). */
#include "plan_ask.h"

#include <string.h>

struct target {
	int from, to;              /* its tokens; to 0 where none was found */
	enum plan_by by;
	int column;
	enum plan_agg agg;
	bool count, names;
};

static bool
is_small(const struct plan_ask *a, int i)
{
	return a->text.token[i].stop;
}

/* A field at i: itself, or an aggregate of it, or the number of rows. */
static bool
field_at(const struct plan_ask *a, int i, int end, struct target *t)
{
	int n = 0, m = plan_ask_at(a, i);
	const char *agg = plan_text_tag(&a->text, i, "agg.", &n);

	if (m >= 0 && a->m[m].from == i && a->m[m].to <= end && a->m[m].value == NULL && (agg == NULL || a->m[m].score > 0.9)) {
		*t = (struct target){i, a->m[m].to, BY_COLUMN, a->m[m].column, AGG_NONE, false, false};
		return true;
	}
	if (agg == NULL)
		return false;
	int k = plan_ask_next(a, i + n, end);
	bool number = strcmp(agg, "count") == 0;

	if (k >= 0 && !(number && !plan_is_number(plan_ask_column(a, k)))) {
		*t = (struct target){i, a->m[k].to, BY_COLUMN, a->m[k].column,
		    number ? AGG_NONE : plan_agg_named(agg), number, false};
		return true;
	}
	*t = (struct target){i, i + n, BY_Y, PLAN_NONE, AGG_NONE, number || strcmp(agg, "sum") == 0, false};
	if (k >= 0)
		t->to = a->m[k].to;
	return true;
}

/* The first target in [from, end): an axis, a field, "the names". */
static bool
find_target(const struct plan_ask *a, int from, int end, struct target *t)
{
	int n;

	for (int i = from; i < end; i++) {
		if ((n = plan_text_is(&a->text, i, "axis.x")) > 0 || (n = plan_text_is(&a->text, i, "axis.y")) > 0) {
			bool x = plan_text_is(&a->text, i, "axis.x") > 0;

			*t = (struct target){i, i + n, x ? BY_X : BY_Y, PLAN_NONE, AGG_NONE, false, false};
			return true;
		}
		if (field_at(a, i, end, t)) {
			if (strncmp(a->text.token[i].stem, "name", 4) == 0 && a->text.token[i].hits >= 0)
				t->names = t->to == i + 1;
			return true;
		}
		if (strcmp(a->text.stems[i], "name") == 0) {
			*t = (struct target){i, i + 1, BY_X, PLAN_NONE, AGG_NONE, false, true};
			return true;
		}
	}
	return false;
}

static void
set_sort(struct plan_ask *a, const struct target *t, bool desc)
{
	a->sorted = true;
	a->g.desc = desc;
	a->g.by = t->to > 0 ? t->by : BY_NONE;
	a->sort_column = t->to > 0 ? t->column : PLAN_NONE;
	a->sort_agg = t->agg;
	a->sort_count = t->count;
	a->sort_names = t->names;
	if (t->to > 0 && (t->by == BY_X || t->by == BY_Y) && t->column == PLAN_NONE && !t->names && !t->count)
		a->axes = true;
}

/* The words of the clause are out of the way of all that follows; how many are to
 * be shown is read first: "show the top 10 by the y axis in descending order". */
static void
consume(struct plan_ask *a, int from, int to)
{
	for (int i = from, n; i < to; i++)
		if (plan_text_tag(&a->text, i, "dir.", &n) != NULL)
			i += n - 1;
		else if (plan_ask_word(a, i, "top") || plan_ask_word(a, i, "bottom") || plan_ask_word(a, i, "first"))
			plan_ask_limit_at(a, i);
	for (int m = 0; m < a->n; m++)
		if (a->m[m].from >= from && a->m[m].to <= to)
			a->m[m].used = true;
	plan_text_use(&a->text, from, to, USE_SORT);
}

/* "the number of orders by …" sorts nothing. */
static bool
is_plural(const struct plan_ask *a, int i)
{
	const char *w = a->text.token[i].word;

	return *w != '\0' && w[strlen(w) - 1] == 's';
}

/* The verb of the clause before i: no further than some words back. */
static int
verb_before(const struct plan_ask *a, int i, int start)
{
	int best = PLAN_NONE;

	for (int k = i - 1; k >= start && k >= i - 10; k--)
		if (plan_text_is(&a->text, k, "sort") > 0 && !is_plural(a, k)) {
			bool first = k == start;
			bool strong = strncmp(a->text.stems[k], "sort", 4) == 0 || strncmp(a->text.stems[k], "order", 5) == 0 ||
			    strncmp(a->text.stems[k], "arrang", 6) == 0 || strncmp(a->text.stems[k], "rank", 4) == 0;

			/* "List …" and "Show …" open a question more often than a sort. */
			if (strong || !first || start > 0)
				best = k;
			if (strong)
				return k;
		}
	return best;
}

static void
read_direction(struct plan_ask *a, int at, int n, bool desc, bool names)
{
	int start = plan_text_clause_start(&a->text, at), end = plan_text_clause_end(&a->text, at);
	int verb = verb_before(a, at, start), from = verb >= 0 ? verb : at, to = at + n;
	struct target t = {0};
	bool behind = false;

	/* "… order of price": right behind, small words and "order" between. */
	for (int k = at + n; k < end && k <= at + n + 4; k++) {
		if (find_target(a, k, k + 6 < end ? k + 6 : end, &t) && t.from == k) {
			behind = true;
			break;
		}
		if (!is_small(a, k))
			break;
	}
	if (!behind) {
		t = (struct target){0};
		if (verb >= 0)
			find_target(a, verb + 1, at, &t);
		else if (at > start && plan_text_is(&a->text, at - 1, "axis.x") + plan_text_is(&a->text, at - 1, "axis.y") > 0)
			find_target(a, at - 1, at, &t);
	}
	if (t.to > to)
		to = t.to;
	if (t.to > 0 && t.from < from)
		from = t.from;
	/* Alphabets and calendars are of what stands along the axis. */
	if (names && (t.to == 0 || t.column == PLAN_NONE))
		t = (struct target){from, to, BY_X, PLAN_NONE, AGG_NONE, false, true};
	set_sort(a, &t, desc);
	consume(a, from, to);
}

/* "from the oldest to the youngest": from a most to a least. */
static int
from_to(const struct plan_ask *a, int i, bool *desc)
{
	const struct plan_text *t = &a->text;
	int k = i + 1, n, least;

	if (strcmp(t->token[i].word, "from") != 0)
		return 0;
	if (k < t->n && strcmp(t->token[k].word, "the") == 0)
		k++;
	*desc = plan_text_is(t, k, "agg.max") > 0;
	n = *desc ? plan_text_is(t, k, "agg.max") : plan_text_is(t, k, "agg.min");
	if (n == 0 || k + n >= t->n || strcmp(t->token[k + n].word, "to") != 0)
		return 0;
	k += n + 1;
	if (k < t->n && strcmp(t->token[k].word, "the") == 0)
		k++;
	least = *desc ? plan_text_is(t, k, "agg.min") : plan_text_is(t, k, "agg.max");
	return least > 0 ? k + least - i : 0;
}

static bool
find_direction(struct plan_ask *a)
{
	bool desc, names = false;
	int n;

	for (int i = 0; i < a->text.n; i++) {
		n = plan_text_is(&a->text, i, "dir.desc");
		desc = n > 0;
		if (n == 0)
			n = plan_text_is(&a->text, i, "dir.asc");
		if (n == 0 && (n = plan_text_is(&a->text, i, "dir.names")) > 0)
			names = true;
		if (n == 0)
			n = from_to(a, i, &desc);
		if (n > 0) {
			read_direction(a, i, n, desc, names);
			return true;
		}
	}
	return false;
}

/* "ordered by price": no direction, so upwards. */
static void
find_verb(struct plan_ask *a)
{
	for (int i = 0; i + 1 < a->text.n; i++) {
		const char *w = a->text.stems[i];
		bool verb = strncmp(w, "sort", 4) == 0 || strncmp(w, "order", 5) == 0 || strncmp(w, "rank", 4) == 0;
		struct target t = {0};

		if (!verb || is_plural(a, i) || plan_text_is(&a->text, i, "sort") == 0 || strcmp(a->text.token[i + 1].word, "by") != 0)
			continue;
		if (find_target(a, i + 2, plan_text_clause_end(&a->text, i), &t)) {
			set_sort(a, &t, false);
			consume(a, i, t.to);
			return;
		}
	}
}

/* Is a group or a time asked for outside of the sort clause? */
static bool
has_groups(const struct plan_ask *a)
{
	int n;

	for (int m = 0; m < a->n; m++)
		if (!a->m[m].used && a->m[m].value == NULL && !plan_is_measure(plan_ask_column(a, m)))
			return true;
	for (int i = 0; i < a->text.n; i++)
		if (plan_text_free(&a->text, i) && (plan_text_tag(&a->text, i, "unit.", &n) != NULL || plan_text_is(&a->text, i, "mark.group") > 0 ||
		    (plan_ask_at(a, i) < 0 && plan_text_is(&a->text, i, "sort") == 0 && plan_match_entity(a->index, &a->text, i))))
			return true;
	return a->trend;
}

/* "Total sales ordered by category": the only group there is makes the groups, too. */
static void
keep_group(struct plan_ask *a)
{
	int c = a->sort_column;

	if (c < 0 || a->sort_agg != AGG_NONE || a->sort_count || !plan_is_group(&a->s->column[c]) || plan_is_number(&a->s->column[c]) || has_groups(a))
		return;
	for (int m = 0; m < a->n; m++)
		if (a->m[m].used && a->m[m].value == NULL && a->m[m].column == c) {
			a->m[m].used = false;
			a->m[m].mark = MARK_GROUP;
			return;
		}
}

void
plan_ask_sort(struct plan_ask *a)
{
	a->sort_column = PLAN_NONE;
	if (!find_direction(a))
		find_verb(a);
	keep_group(a);
}
