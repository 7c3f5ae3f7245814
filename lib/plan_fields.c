/* Which mentions are measures, which groups; and groups taken one by one. */
#include "plan_fields.h"

#include <string.h>

/* ---- collecting */

static bool
has(const struct plan_fields *f, const int *list, int n, int mention)
{
	for (int i = 0; i < n; i++)
		if (f->a->m[list[i]].column == f->a->m[mention].column && f->a->m[list[i]].agg == f->a->m[mention].agg)
			return true;
	return false;
}

/* A group said once more: "number of types by type" is one group, by type. */
static bool
merge(struct plan_fields *f, int mention)
{
	struct plan_mention *k = &f->a->m[mention];

	for (int i = 0; i < f->groups; i++) {
		struct plan_mention *have = &f->a->m[f->group[i]];

		if (have->column != k->column)
			continue;
		if (have->mark == MARK_NONE)
			have->mark = k->mark;
		have->counted &= k->counted || k->mark == MARK_NONE;
		return true;
	}
	return false;
}

/* "Top 5 teams by goals": is there something else to be the top of? */
static bool
has_other_group(const struct plan_fields *f, const struct plan_mention *m)
{
	for (int i = 0; i < f->a->n; i++)
		if (!f->a->m[i].used && f->a->m[i].value == NULL && f->a->m[i].column != m->column && plan_is_group(plan_ask_column(f->a, i)))
			return true;
	return false;
}

/* "Respondents by city", where each has a number that is called so. */
static bool
is_plural(const struct plan_fields *f, const struct plan_mention *m)
{
	const struct plan_token *t = &f->a->text.token[m->from];

	return m->to == m->from + 1 && strcmp(t->word, t->stem) != 0;
}

static bool
is_measure(const struct plan_fields *f, const struct plan_mention *m)
{
	const struct plan_column *c = &f->a->s->column[m->column];

	if (m->agg != AGG_NONE)
		return true;
	if (!plan_is_number(c) || c->year)
		return false;
	if (c->role == ROLE_ID && (m->score < 0.75 || m->counted || is_plural(f, m) || f->a->count || f->a->g.limit > 0 || m->mark == MARK_GROUP))
		return false;
	if (m->mark == MARK_X && (f->a->g.chart == CHART_SCATTER || f->a->g.chart == CHART_BUBBLE))
		return true;
	if (m->mark == MARK_GROUP && f->a->g.limit > 0 && plan_is_measure(c) && has_other_group(f, m))
		return true;
	if (m->mark == MARK_GROUP || m->mark == MARK_COLOR || m->mark == MARK_FACET || m->mark == MARK_X)
		return m->mark == MARK_GROUP && !c->coded && (c->distinct > 12 || c->type == PLAN_NUMBER);
	return true;
}

void
plan_fields_collect(struct plan_fields *f)
{
	for (int m = 0; m < f->a->n; m++) {
		struct plan_mention *k = &f->a->m[m];

		if (k->used || k->value != NULL)
			continue;
		/* What is counted is no group. */
		if (f->a->distinct && k->counted && k->mark == MARK_NONE && k->agg == AGG_NONE && (plan_ask_column(f->a, m)->role == ROLE_ID || k->from == k->to))
			continue;
		if (k->mark == MARK_X && f->x < 0)
			f->x = m;
		else if (k->mark == MARK_Y && f->y < 0)
			f->y = m;
		if (is_measure(f, k)) {
			if (!has(f, f->measure, f->measures, m) && f->measures < FIELDS_MOST)
				f->measure[f->measures++] = m;
			continue;
		}
		if (k->mark == MARK_COLOR && f->color < 0)
			f->color = m;
		else if (k->mark == MARK_FACET && f->facet < 0)
			f->facet = m;
		else if (!merge(f, m) && f->groups < FIELDS_MOST)
			f->group[f->groups++] = m;
	}
}

/* A field that is said twice, once with "for each", is one group. */
void
plan_fields_tidy_groups(struct plan_fields *f)
{
	for (int i = 0; i < f->groups; i++) {
		int c = plan_fields_column_of(f, f->group[i]);
		bool placed = c == plan_fields_column_of(f, f->color) || c == plan_fields_column_of(f, f->facet);

		if (!placed)
			continue;
		memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
		f->groups--;
		i--;
	}
}

/* A number that is also a group's field, or is only counted, measures nothing. */
void
plan_fields_tidy_measures(struct plan_fields *f)
{
	for (int i = 0; i < f->measures; i++) {
		const struct plan_mention *k = &f->a->m[f->measure[i]];
		bool drop = false;

		for (int g = 0; g < f->groups; g++)
			drop |= k->agg == AGG_NONE && f->a->m[f->group[g]].column == k->column;
		drop |= k->agg == AGG_NONE && (k->column == plan_fields_column_of(f, f->color) || k->column == plan_fields_column_of(f, f->facet));
		for (int j = 0; j < f->measures && !drop; j++)
			drop = i != j && k->agg == AGG_NONE && f->a->m[f->measure[j]].column == k->column;
		if (!drop)
			continue;
		memmove(&f->measure[i], &f->measure[i + 1], (size_t)(f->measures - i - 1) * sizeof *f->measure);
		f->measures--;
		i--;
	}
}

/* Numbers that name groups ("cylinders") step aside where another measure is. */
void
plan_fields_demote_codes(struct plan_fields *f)
{
	bool scatter = f->a->g.chart == CHART_SCATTER || f->a->g.chart == CHART_BUBBLE;
	int others = 0;

	/* "Home goals against away goals": two numbers, whatever they are. */
	if ((f->a->versus || f->a->correlation) && f->measures == 2 && f->groups == 0 && !f->a->count &&
	    plan_fields_col(f, f->measure[0])->coded && plan_fields_col(f, f->measure[1])->coded)
		return;
	for (int i = 0; i < f->measures; i++)
		others += !plan_fields_col(f, f->measure[i])->coded || f->a->m[f->measure[i]].agg != AGG_NONE;
	for (int i = 0; i < f->measures; i++) {
		const struct plan_mention *k = &f->a->m[f->measure[i]];

		if (!plan_fields_col(f, f->measure[i])->coded || k->agg != AGG_NONE || (scatter && others == 0))
			continue;
		if (k->mark == MARK_GROUP && f->a->g.limit > 0 && has_other_group(f, k))
			continue;
		if (others == 0 && !f->a->count && f->groups > 0 && !k->counted)
			continue;
		if (f->groups < FIELDS_MOST && !has(f, f->group, f->groups, f->measure[i])) {
			int at = f->groups;

			while (at > 0 && f->group[at - 1] > f->measure[i])
				at--;
			memmove(&f->group[at + 1], &f->group[at], (size_t)(f->groups - at) * sizeof *f->group);
			f->group[at] = f->measure[i];
			f->groups++;
		}
		memmove(&f->measure[i], &f->measure[i + 1], (size_t)(f->measures - i - 1) * sizeof *f->measure);
		f->measures--;
		i--;
	}
}

/* ---- time */

static int
time_column(const struct plan_fields *f)
{
	/* The one that a condition is on; the first of the table. */
	for (int i = 0; i < f->a->g.conds; i++)
		if (plan_is_time(&f->a->s->column[f->a->g.cond[i].column]))
			return f->a->g.cond[i].column;
	for (int c = 0; c < f->a->s->columns; c++)
		if (plan_is_time(&f->a->s->column[c]))
			return c;
	return PLAN_NONE;
}

/* Is the group just a word for the rows: "for companies", "by model"? */
static bool
is_rows(const struct plan_fields *f, int mention)
{
	const struct plan_mention *k = &f->a->m[mention];
	const struct plan_column *c = &f->a->s->column[k->column];
	double rows = f->a->s->table[c->table].rows;

	if (k->mark == MARK_COLOR || k->mark == MARK_FACET || k->mark == MARK_X)
		return false;
	if (k->mark == MARK_NONE && (f->groups > 1 || f->a->g.x >= 0) && c->distinct >= 0.9 * rows)
		return true;
	return c->role == ROLE_ID || (k->counted && k->mark == MARK_NONE && !plan_is_number(c)) ||
	    (c->distinct > 30 && c->distinct > 0.5 * rows) ||
	    (k->mark == MARK_NONE && k->from + 1 == k->to && plan_match_entity(f->a->index, &f->a->text, k->from) &&
	    !(k->how == HOW_NAME && k->score > 0.95 && c->role == ROLE_CATEGORY && c->distinct <= 12));
}

/* The group that is a moment, taken out of the list; or the table's, where a
 * unit or a trend was said without one. */
int
plan_fields_take_time(struct plan_fields *f)
{
	/* "Days of each weather" are what is counted. */
	for (int i = 0; i < f->groups; i++)
		if (plan_is_time(plan_fields_col(f, f->group[i])) && !(f->groups > 1 && f->a->m[f->group[i]].counted)) {
			int c = plan_fields_column_of(f, f->group[i]);

			memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
			f->groups--;
			return c;
		}
	if (f->a->g.unit != UNIT_NONE || f->a->trend)
		return time_column(f);
	/* A span of time and no other group: its course. */
	for (int i = 0; i < f->a->g.conds && f->groups == 0 && f->color < 0 && !f->a->count; i++)
		if (f->a->g.cond[i].op == OP_BETWEEN && plan_is_time(&f->a->s->column[f->a->g.cond[i].column]))
			return f->a->g.cond[i].column;
	return PLAN_NONE;
}

int
plan_fields_take_group(struct plan_fields *f)
{
	int best = PLAN_NONE;

	/* What stands for the rows makes groups last of all. */
	for (int i = 0; i < f->groups; i++)
		if (best < 0 || (is_rows(f, f->group[best]) && !is_rows(f, f->group[i])))
			best = i;
	/* "By ward" makes the axis before groups that were only said. */
	for (int i = 0; i < f->groups && !f->a->superlative && f->a->m[f->group[best]].mark != MARK_GROUP; i++)
		if (f->a->m[f->group[i]].mark == MARK_GROUP && !is_rows(f, f->group[i]))
			best = i;
	/* Of two groups the numbers stand along the axis. */
	for (int i = 0; i < f->groups && f->groups > 1; i++)
		if (plan_is_number(plan_fields_col(f, f->group[i])) && !plan_is_number(plan_fields_col(f, f->group[best])) &&
		    !is_rows(f, f->group[i]) && f->x < 0)
			best = i;
	if (best < 0)
		return PLAN_NONE;
	int c = plan_fields_column_of(f, f->group[best]);

	memmove(&f->group[best], &f->group[best + 1], (size_t)(f->groups - best - 1) * sizeof *f->group);
	f->groups--;
	/* The same column once more says nothing new. */
	for (int i = 0; i < f->groups; i++)
		if (plan_fields_column_of(f, f->group[i]) == c) {
			memmove(&f->group[i], &f->group[i + 1], (size_t)(f->groups - i - 1) * sizeof *f->group);
			f->groups--;
			i--;
		}
	return c;
}

/* The same, of what tells few things apart; for series and facets. */
int
plan_fields_take_second(struct plan_fields *f)
{
	while (f->groups > 0) {
		if (!is_rows(f, f->group[0]))
			return plan_fields_take_group(f);
		memmove(&f->group[0], &f->group[1], (size_t)(f->groups - 1) * sizeof *f->group);
		f->groups--;
	}
	return PLAN_NONE;
}
