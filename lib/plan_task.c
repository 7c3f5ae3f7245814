/* What is asked for beside fields: charts, forms, limits, units of time, bins. */
#include "plan_ask.h"

#include <string.h>

/* ---- charts, forms, tasks */

/* Is the word, alone, one of some column's name? */
static bool
names_column(const struct plan_ask *a, int i)
{
	for (int c = 0; c < a->s->columns; c++)
		for (size_t k = 0; k < a->s->column[c].words.n; k++)
			if (plan_alike(a->s->column[c].words.word[k], a->text.token[i].word) >= 0.9)
				return true;
	return false;
}

static enum plan_chart
chart_named(const char *name)
{
	for (int c = CHART_NONE + 1; c < CHART_KINDS; c++)
		if (strcmp(plan_chart_name((enum plan_chart)c), name) == 0)
			return (enum plan_chart)c;
	return CHART_NONE;
}

/* The phrase of a chart at i, with the noun behind it: its tokens, else 0. */
static int
read_chart_at(struct plan_ask *a, int i)
{
	int n = 0;
	const char *name = plan_text_tag(&a->text, i, "chart.", &n);

	if (name == NULL || (n == 1 && names_column(a, i) && plan_text_is(&a->text, i + 1, "noun.chart") == 0))
		return 0;
	a->stacked |= plan_text_is(&a->text, i, "form.stack") > 0;
	a->grouped |= plan_text_is(&a->text, i, "form.group") > 0;
	if (a->g.chart == CHART_NONE) {
		a->g.chart = chart_named(name);
		a->chart_stated = true;
	}
	if (plan_text_is(&a->text, i + n, "noun.chart") > 0)
		n++;
	return n;
}

void
plan_ask_chart(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++) {
		a->stacked |= plan_ask_said(a, i, "form.stack");
		a->grouped |= plan_ask_said(a, i, "form.group");
		a->correlation |= plan_ask_said(a, i, "task.correlation");
		a->distribution |= plan_ask_said(a, i, "task.distribution");
		a->share |= plan_ask_said(a, i, "task.share");
		a->map |= plan_ask_said(a, i, "task.map");
		a->compare |= plan_ask_said(a, i, "task.compare");
		a->versus |= plan_ask_said(a, i, "versus");
		a->facet_word |= plan_ask_said(a, i, "mark.facet") || plan_ask_said(a, i, "word.facet");
		a->color_word |= strncmp(a->text.token[i].stem, "color", 5) == 0 || strncmp(a->text.token[i].stem, "colour", 6) == 0;
	}
	for (int i = 0; i < a->text.n; i++) {
		int n = read_chart_at(a, i);

		/* "stacked by x" is a mark, too: it stays to be read. */
		if (n > 0 && !plan_ask_said(a, i, "mark.color"))
			plan_text_use(&a->text, i, i + n, USE_CHART);
	}
}

/* "The Progress Party" is no progress: values are not read so. */
void
plan_ask_trend(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++) {
		int m = plan_ask_at(a, i);

		int n = m < 0 || a->m[m].value == NULL ? plan_text_is(&a->text, i, "trend") : 0;

		a->trend |= n > 0;
		/* "Over time" is no duration. */
		for (int k = 0; k < a->n && n > 1; k++)
			a->m[k].used |= a->m[k].value == NULL && a->m[k].how == HOW_SYNONYM && a->m[k].from >= i && a->m[k].to <= i + n;
	}
}

/* ---- units of time, bins, limits */

static bool
covered(const struct plan_ask *a, int i)
{
	int m = plan_ask_at(a, i);

	/* "Per day" is a unit, though "day" is a word for the date, too. */
	if (m >= 0 && a->m[m].value == NULL && a->m[m].how == HOW_SYNONYM && a->m[m].to == a->m[m].from + 1 && plan_is_time(plan_ask_column(a, m)))
		return false;
	return m >= 0 && (a->m[m].score > 0.75 || a->m[m].value != NULL || a->m[m].to > a->m[m].from + 1);
}

static enum plan_unit
unit_named(const char *name)
{
	static const char *const names[] = {"", "decade", "year", "quarter", "month", "week", "day", "monthname", "weekday", "hour"};

	for (int u = UNIT_DECADE; u < UNIT_KINDS; u++)
		if (strcmp(names[u], name) == 0)
			return (enum plan_unit)u;
	return UNIT_NONE;
}

static bool
is_bin(const struct plan_ask *a, int i)
{
	return plan_ask_said(a, i, "bin");
}

/* "The first quarter", "a working day" are periods, no units. */
static bool
is_period(const struct plan_ask *a, int i)
{
	static const char *const tags[] = {"quarter.", "half.", "weekday.", "week."};
	int n;

	for (size_t k = 0; k < 4 && i > 0; k++)
		if (plan_text_tag(&a->text, i - 1, tags[k], &n) != NULL && n > 1)
			return true;
	return false;
}

/* "Day of week" is a unit before it is a part of some column's name. */
static bool
is_phrase(const struct plan_ask *a, int i, int n)
{
	for (int k = i; k < i + n; k++)
		if (plan_ask_at(a, k) >= 0 && a->m[plan_ask_at(a, k)].score > 0.75)
			return false;
	return n > 1;
}

/* The last unit wins that a bin is asked by; a weekday before a day. */
static void
read_unit(struct plan_ask *a, int i)
{
	int n = 0;
	const char *name = plan_text_tag(&a->text, i, "unit.", &n);
	bool binned = false;

	/* Hours are often a field. */
	if (name != NULL && unit_named(name) == UNIT_HOUR && n == 1 && plan_ask_at(a, i) >= 0)
		return;
	if (name == NULL || is_period(a, i) || (covered(a, i) && !is_phrase(a, i, n)) || (i > 0 && a->text.token[i - 1].is_number && a->text.token[i - 1].use != USE_LIMIT))
		return;
	for (int k = i - 8 < 0 ? 0 : i - 8; k < i + n + 2 && k < a->text.n; k++)
		binned |= is_bin(a, k);
	enum plan_unit unit = unit_named(name);

	if (a->g.unit == UNIT_NONE || unit == UNIT_WEEKDAY || (binned && a->g.unit != UNIT_WEEKDAY))
		a->g.unit = unit;
	a->unit_stated = true;
	for (int k = i - 1; k >= 0 && k >= i - 2; k--)
		a->unit_marked |= plan_ask_said(a, k, "mark.group");
	for (int m = 0; m < a->n; m++)
		if (a->m[m].from >= i && a->m[m].to <= i + n)
			a->m[m].used = true;
	plan_text_use(&a->text, i, i + n, USE_UNIT);
}

/* "bin size 500", "500 intervals", "8 buckets", "number of bins 8". */
static void
read_bin(struct plan_ask *a, int i)
{
	int n = plan_text_is(&a->text, i, "bin"), k;

	if (n == 0 || covered(a, i))
		return;
	for (k = i - 1; k < i + n + 4 && k < a->text.n; k += k == i - 1 ? n + 1 : 1)
		if (k >= 0 && a->text.token[k].is_number && a->text.token[k].use == USE_FREE)
			break;
	if (k >= a->text.n || k >= i + n + 4)
		return;
	double v = a->text.token[k].number;
	bool size = plan_ask_word(a, i + 1, "size") || plan_ask_word(a, i + 1, "width") || v > 60 || plan_ask_word(a, i + 1, "of");

	if (size && !(k < i && v <= 60))
		a->g.bin_width = v;
	else
		a->g.bins = (int)v;
	a->g.binned = true;
	plan_text_use(&a->text, k, k + 1, USE_UNIT);
}

/* "top 5", "the 10 largest", "top countries": how many, and which end. */
void
plan_ask_limit_at(struct plan_ask *a, int i)
{
	bool most = plan_ask_said(a, i, "limit.most"), least = plan_ask_said(a, i, "limit.least");
	int n = most ? plan_text_is(&a->text, i, "limit.most") : plan_text_is(&a->text, i, "limit.least"), at = PLAN_NONE;
	bool top = plan_ask_word(a, i, "top") || plan_ask_word(a, i, "bottom");

	if (n == 0 || a->g.limit > 0)
		return;
	if (i + n < a->text.n && a->text.token[i + n].is_number && a->text.token[i + n].number < 1000)
		at = i + n;
	else if (i > 0 && a->text.token[i - 1].is_number && a->text.token[i - 1].number < 1000)
		at = i - 1;
	if ((at < 0 && !top) || (at >= 0 && a->text.token[at].use != USE_FREE) || covered(a, i))
		return;
	a->g.limit = at >= 0 ? (int)a->text.token[at].number : 10;
	a->superlative = most;
	a->superlative_least = least;
	plan_text_use(&a->text, i, i + n, USE_LIMIT);
	if (at >= 0)
		plan_text_use(&a->text, at, at + 1, USE_LIMIT);
}

/* Is the word at i of the most, of the least; how many tokens. */
static int
extreme(const struct plan_ask *a, int i, bool *least)
{
	static const char *const tags[] = {"agg.max", "super.most", "count.most", "agg.min", "super.least", "count.least"};
	int best = 0;

	for (int k = 0; k < 6; k++)
		if (plan_text_is(&a->text, i, tags[k]) > best) {
			best = plan_text_is(&a->text, i, tags[k]);
			*least = k >= 3;
		}
	return best;
}

/* "The 10 coldest days", "the 5 products with the lowest sales": a number before
 * what is ranked. */
static void
read_number_of(struct plan_ask *a, int i)
{
	const struct plan_token *t = &a->text.token[i];
	bool least = false, which = plan_ask_word(a, i - 1, "the") || plan_ask_word(a, i - 1, "which") || i == 0 || a->text.token[i - 1].stop;
	int n, k;

	if (a->g.limit > 0 || !plan_text_free(&a->text, i) || !t->is_number || t->number < 1 || t->number > 500 || plan_ask_at(a, i) >= 0 || !which ||
	    plan_text_tag(&a->text, i - 1, "op.", &n) != NULL || plan_ask_word(a, i - 1, "than"))
		return;
	n = extreme(a, i + 1, &least);
	for (k = i + 2; n == 0 && k <= i + 4 && k < a->text.n; k++)
		if (plan_ask_said(a, k, "have") || plan_ask_said(a, k, "word.be")) {
			k += plan_ask_word(a, k + 1, "have") || plan_ask_word(a, k + 1, "had") || plan_ask_word(a, k + 1, "has");
			n = extreme(a, plan_ask_word(a, k + 1, "the") ? k + 2 : k + 1, &least);
			break;
		}
	if (n == 0)
		return;
	a->g.limit = (int)t->number;
	a->superlative = !least;
	a->superlative_least = least;
	plan_text_use(&a->text, i, i + 1, USE_LIMIT);
}

void
plan_ask_limit(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++)
		plan_ask_limit_at(a, i);
	for (int i = 0; i < a->text.n; i++)
		read_number_of(a, i);
}

void
plan_ask_units(struct plan_ask *a)
{
	for (int i = 0; i < a->text.n; i++)
		read_bin(a, i);
	for (int i = 0; i < a->text.n; i++)
		read_unit(a, i);
}
