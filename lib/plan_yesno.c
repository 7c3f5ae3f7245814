/* Conditions of yes and no: "trips that were delayed", "with a garage", "without
 * a date", "no absences", "unsold". */
#include "plan_cond.h"

#include <string.h>
#include <strings.h>

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

/* The value of yes, or of no, as a condition on the column. */
static jv
answer(const struct plan_column *c, bool yes)
{
	const char *said = yes_of(c);

	if (c->type != PLAN_TEXT || said == NULL)
		return jv_number(yes);
	for (size_t v = 0; v < c->values && !yes; v++)
		if (strcasecmp(c->value[v], said) != 0)
			return jv_string(c->value[v]);
	return jv_string(said);
}

/* Is there a field beside m that makes groups, or a unit of time? */
static bool
has_groups(const struct plan_conds *r, int m)
{
	const struct plan_ask *a = r->a;

	for (int k = 0; k < a->n; k++)
		if (k != m && !a->m[k].used && a->m[k].value == NULL && a->m[k].column != a->m[m].column && a->m[k].agg == AGG_NONE &&
		    (a->m[k].mark != MARK_NONE || !plan_is_measure(plan_ask_column(a, k))))
			return true;
	return a->unit_stated || a->trend;
}

/* A word for rows behind the field: the table's name, or a plural unknown. */
static bool
rows_behind(const struct plan_conds *r, int i)
{
	const struct plan_text *t = &r->a->text;

	int m = i < t->n ? plan_ask_at(r->a, i) : PLAN_NONE;

	if (i >= t->n || !plan_text_free(t, i) || (m >= 0 && plan_ask_column(r->a, m)->role != ROLE_ID))
		return false;
	const struct plan_token *k = &t->token[i];
	size_t n = strlen(k->word);

	return plan_match_entity(r->a->index, t, i) || plan_text_is(t, i, "word.rows") > 0 ||
	    (!k->stop && n > 3 && k->word[n - 1] == 's' && strcmp(k->word, k->stem) != 0);
}

static bool
is_one_of(const struct plan_conds *r, int i, const char *tag)
{
	return i >= 0 && plan_text_is(&r->a->text, i, tag) > 0;
}

/* What stands before the field, articles skipped: its token. */
static int
word_before(const struct plan_conds *r, int i)
{
	for (i--; i >= 0 && (strcmp(plan_cond_at(r, i)->word, "a") == 0 || strcmp(plan_cond_at(r, i)->word, "an") == 0 ||
	    strcmp(plan_cond_at(r, i)->word, "any") == 0 || strcmp(plan_cond_at(r, i)->word, "the") == 0); i--)
		;
	return i;
}

/* A noun of several, which is not how the field is called. */
static bool
is_things(const struct plan_conds *r, int i)
{
	const struct plan_token *t = plan_cond_at(r, i);

	return !t->stop && strlen(t->word) > 4 && strcmp(t->word, t->stem) != 0;
}

static bool
is_rows(const struct plan_conds *r, int i)
{
	return i >= 0 && plan_ask_at(r->a, i) < 0 && (plan_text_is(&r->a->text, i, "word.rows") > 0 || plan_match_entity(r->a->index, &r->a->text, i));
}

/* "trips that were delayed", "delayed trips", "with a garage", "non-smokers by
 * age": a field of yes and no that makes no groups. */
static void
read_yes_no(struct plan_conds *r, int m)
{
	struct plan_mention *k = &r->a->m[m];
	const struct plan_column *c = plan_ask_column(r->a, m);
	int before = word_before(r, k->from);
	bool denied = is_one_of(r, before, "lack") || is_one_of(r, before, "op.ne");
	bool said = denied || (is_one_of(r, before, "have") && !r->a->versus && !r->a->compare) || rows_behind(r, k->to);

	/* "Readmissions by doctor", "how many churned?", "people left". */
	said |= k->counted || is_things(r, k->to - 1) || is_rows(r, k->from - 1);
	for (int i = k->from - 1; i >= 0 && i >= k->from - 4; i--)
		said |= strcmp(plan_cond_at(r, i)->word, "been") == 0 || plan_text_is(&r->a->text, i, "word.be") > 0;
	if (!said || (!has_groups(r, m) && r->a->share))
		return;
	plan_cond_add(r, k->column, OP_EQ, answer(c, !denied), denied ? before : k->from, k->to);
}

/* "without a date", "no absences": nothing there, or none of it. */
static void
read_lacking(struct plan_conds *r, int m)
{
	struct plan_mention *k = &r->a->m[m];
	const struct plan_column *c = plan_ask_column(r->a, m);
	int before = word_before(r, k->from);

	if (before < 0 || !is_one_of(r, before, "lack") || plan_cond_at(r, before)->use != USE_FREE || (!has_groups(r, m) && !is_rows(r, before - 1)))
		return;
	if (c->nulls > 0)
		plan_cond_add(r, k->column, OP_NULL, jv_null(), before, k->to);
	else if (plan_is_number(c) && !c->year && c->min <= 0)
		plan_cond_add(r, k->column, OP_EQ, jv_number(0), before, k->to);
}

bool
plan_ask_having(const struct plan_ask *a, int m)
{
	const struct plan_mention *k = &a->m[m];
	const struct plan_column *c = plan_ask_column(a, m);
	const char *word = a->text.token[k->from].word;
	size_t n = strlen(word);

	for (size_t w = 0; w < c->words.n; w++)
		if (strcmp(word, c->words.word[w]) == 0)
			return false;
	return k->to == k->from + 1 && n > 4 && (word[n - 1] == 'y' || strcmp(word + n - 2, "ed") == 0) && plan_is_number(c) && plan_may_lack(c);
}

/* Do words for the rows end before i: "orders (that) …"? */
static bool
rows_before(const struct plan_conds *r, int i)
{
	const struct plan_text *t = &r->a->text;

	while (i > 0 && plan_text_is(t, i - 1, "word.be") > 0)
		i--;
	return i > 0 && plan_ask_at(r->a, i - 1) < 0 && (plan_text_is(t, i - 1, "word.rows") > 0 || plan_match_entity(r->a->index, t, i - 1) ||
	    strcmp(t->token[i - 1].word, t->token[i - 1].stem) != 0);
}

/* "Orders with a discount", "days that had snow", "discounted orders": those that
 * have some of it. */
static void
read_having(struct plan_conds *r, int m)
{
	const struct plan_mention *k = &r->a->m[m];
	const struct plan_column *c = plan_ask_column(r->a, m);
	int before = word_before(r, k->from), end = k->to;
	bool adjective = plan_ask_having(r->a, m) && (rows_behind(r, end) || (r->a->entity && plan_text_is(&r->a->text, end, "stop") == 0));
	bool article = before < k->from - 1, none = c->nulls > 0 && !(plan_is_number(c) && c->min == 0);

	bool drawn = r->a->versus || r->a->compare || r->a->correlation || r->a->chart_stated;

	if ((drawn && !adjective) || !plan_may_lack(c))
		return;
	if (!adjective && (!is_one_of(r, before, "have") || plan_cond_at(r, before)->use != USE_FREE || !rows_before(r, before) || (none && !article) ||
	    (end < r->a->text.n && (plan_cond_at(r, end)->is_number || plan_cond_at(r, end)->quoted || strcmp(plan_cond_at(r, end)->word, "of") == 0))))
		return;
	plan_cond_add(r, k->column, none ? OP_NOT_NULL : OP_GT, none ? jv_null() : jv_number(0), adjective ? k->from : before, end);
}

/* "unsold", where there is a column Sold_On with cells that are empty. */
static void
read_undone(struct plan_conds *r)
{
	for (int i = 0; i < r->a->text.n; i++) {
		const struct plan_token *t = plan_cond_at(r, i);

		if (!plan_text_free(&r->a->text, i) || t->hits > 0 || strncmp(t->word, "un", 2) != 0 || strlen(t->word) < 6 || plan_ask_at(r->a, i) >= 0)
			continue;
		for (int c = 0; c < r->a->s->columns; c++) {
			const struct plan_column *k = &r->a->s->column[c];
			bool said = false;

			for (size_t w = 0; w < k->words.n; w++)
				said |= plan_alike(t->word + 2, k->words.word[w]) >= 0.9;
			if (said && is_yes_no(k))
				plan_cond_add(r, c, OP_EQ, answer(k, false), i, i + 1);
			else if (said && k->nulls > 0)
				plan_cond_add(r, c, OP_NULL, jv_null(), i, i + 1);
			else
				continue;
			break;
		}
	}
}

void
plan_cond_read_yes_no(struct plan_conds *r)
{
	for (int m = 0; m < r->a->n; m++) {
		struct plan_mention *k = &r->a->m[m];

		if (k->used || k->value != NULL || k->mark != MARK_NONE || k->agg != AGG_NONE)
			continue;
		if (is_yes_no(plan_ask_column(r->a, m)))
			read_yes_no(r, m);
		else
			read_lacking(r, m);
		if (!k->used)
			read_having(r, m);
	}
	read_undone(r);
}
