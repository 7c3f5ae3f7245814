/* Theory of operation.
 *
 * A span of the question's words means a column as far as it covers the words
 * of its name: words weigh less that many columns share, that name the table,
 * or that say little ("code", "name").  Words are alike by stem, ending,
 * abbreviation or a slip of the pen (plan_alike), or by a line of the synonyms,
 * which may have several words on either side.  Of all spans and columns the
 * heaviest are taken that do not overlap; cell values join in as spans that
 * must be said in full. */
#include "plan_index.h"

#include "mem.h"
#include "plan_unit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- one span against one column */

struct cover {
	double word[PLAN_WORDS_MOST];      /* how well each word of the name is said */
	bool token[SPAN_MOST];             /* which words of the span say one */
	enum plan_how how;
};

/* Phrases of one line of the synonyms on both sides. */
static void
cover_groups(struct cover *k, const struct plan_name_index *name, const struct plan_text *t, int from, int n)
{
	for (int i = 0; i < n; i++)
		for (int h = 0; h < t->token[from + i].hits; h++) {
			const struct plan_hit *hit = &t->token[from + i].hit[h];

			for (int g = 0; hit->group >= 0 && i + hit->n <= n && g < name->groups; g++) {
				const struct plan_group_at *at = &name->group[g];

				if (at->group != hit->group || k->word[at->first] >= 0.85)
					continue;
				for (int w = 0; w < at->n; w++)
					k->word[at->first + w] = 0.85;
				for (int w = 0; w < hit->n; w++)
					k->token[i + w] = true;
				k->how = HOW_SYNONYM;
			}
		}
}

static void
cover_words(struct cover *k, const struct plan_words *w, double (*alike)[PLAN_WORDS_MOST], int n)
{
	for (int i = 0; i < n; i++)
		for (size_t j = 0; j < w->n; j++)
			if (alike[i][j] > 0) {
				k->token[i] = true;
				if (alike[i][j] > k->word[j])
					k->word[j] = alike[i][j];
				if (alike[i][j] < 1 && k->how == HOW_NAME)
					k->how = HOW_SPELLING;
			}
}

/* "co2" for Co2_Tonnes, "mathscore": a word that is some of the name's in a row. */
static void
cover_joined(struct cover *k, const struct plan_words *w, const struct plan_text *t, int from, int n)
{
	for (int i = 0; i < n; i++) {
		const struct plan_token *token = &t->token[from + i];

		for (size_t j = 0; j + 1 < w->n && !token->stop && !token->quoted; j++) {
			size_t at = 0, last = j;

			while (last < w->n && strncmp(token->word + at, w->word[last], strlen(w->word[last])) == 0)
				at += strlen(w->word[last++]);
			if (last < j + 2 || token->word[at] != '\0')
				continue;
			for (; j < last; j++)
				k->word[j] = 1;
			k->token[i] = true;
			break;
		}
	}
}

/* "LOS" for Length_of_Stay: the first letters of three words or more. */
static void
cover_initials(struct cover *k, const struct plan_words *w, const struct plan_text *t, int from, int n)
{
	for (int i = 0; i < n; i++) {
		const char *word = t->token[from + i].word;
		size_t length = strlen(word);

		for (size_t j = 0; length >= 3 && j + length <= w->n; j++) {
			size_t c = 0;

			while (c < length && w->word[j + c][0] == word[c])
				c++;
			for (size_t p = j; c == length && p < j + length; p++)
				k->word[p] = 0.9;
			k->token[i] |= c == length;
		}
	}
}

/* "Patients" are rows, not a patient's age: the head of the name is not said. */
static bool
only_modifier(const struct cover *k, const struct plan_column *c, const struct plan_text *t, int from, int n)
{
	const char *head = c->words.n > 1 ? c->words.word[c->words.n - 1] : "";
	int said = 0, plural = 0;

	if (c->words.n < 2 || !plan_is_number(c) || k->word[c->words.n - 1] > 0 || plan_lex_is(head, "generic") ||
	    plan_lex_tag(head, "agg.") != NULL || plan_unit_is(head))
		return false;
	for (int i = from; i < from + n; i++) {
		const char *w = t->token[i].word;
		size_t length = strlen(w);
		bool own = false;

		for (size_t j = 0; j < c->words.n; j++)
			own |= strcmp(c->words.word[j], w) == 0;
		said += !t->token[i].stop;
		plural += !own && length > 3 && w[length - 1] == 's' && strcmp(w, t->token[i].stem) != 0;
	}
	return said == 1 && plural == 1;
}

/* "order number" for ordernumber. */
static bool
is_joined(const struct plan_name_index *name, const struct plan_text *t, int from, int n)
{
	char all[PLAN_STEM_SIZE] = "";

	for (int i = from; i < from + n; i++) {
		if (t->token[i].stop || t->token[i].quoted)
			return false;
		strncat(all, t->token[i].word, sizeof all - 1 - strlen(all));
	}
	return strlen(all) > 5 && strcmp(all, name->joined) == 0;
}

/* A "return rate" is none of what is asked to be returned. */
static bool
is_small(const struct plan_text *t, int i)
{
	return t->token[i].stop && plan_text_is(t, i + 1, "task.rate") == 0;
}

/* "The students" are rows, not StudentID. */
static bool
only_entity(const struct plan_index *x, const struct plan_text *t, int from, int n)
{
	for (int i = from; i < from + n; i++)
		if (!is_small(t, i) && !plan_match_entity(x, t, i))
			return false;
	return true;
}

/* "Students" are people, no study hours. */
static bool
only_people(const struct plan_text *t, int from, int n)
{
	return n == 1 && plan_text_is(t, from, "before.age") > 0;
}

static bool
says_id(const struct plan_text *t, int from, int n)
{
	for (int i = from; i < from + n; i++)
		if (plan_lex_is(t->token[i].word, "word.id"))
			return true;
	return false;
}

struct candidate {
	struct plan_mention m;
	double mass;
};

/* Does the span mean the column?  Every word of it must say something, or
 * stand between ("name of the customer"). */
static bool
judge(struct candidate *out, const struct plan_index *x, const struct plan_text *t, int from, int n, int column,
    double (*alike)[PLAN_WORDS_MOST])
{
	const struct plan_name_index *name = &x->name[column];
	const struct plan_words *w = &x->s->column[column].words;
	struct cover k = {.how = HOW_NAME};
	double said = 0;

	cover_words(&k, w, alike, n);
	cover_groups(&k, name, t, from, n);
	cover_joined(&k, w, t, from, n);
	cover_initials(&k, w, t, from, n);
	if (is_joined(name, t, from, n)) {
		for (int i = 0; i < n; i++)
			k.token[i] = true;
		for (size_t j = 0; j < w->n; j++)
			k.word[j] = 1;
	}
	/* "Orders per day" are no order date. */
	for (int i = 0; i < n; i++)
		if (!k.token[i] && (i == 0 || i == n - 1 || !t->token[from + i].stop || plan_text_is(t, from + i, "mark.group") > 0))
			return false;
	for (size_t j = 0; j < w->n; j++)
		said += k.word[j] * name->weight[j];
	double part = name->total > 0 ? said / name->total : 0;

	bool measure = k.how == HOW_SYNONYM && plan_is_measure(&x->s->column[column]);

	if (part < 0.2 || (part < 0.95 && !measure && only_entity(x, t, from, n)))
		return false;
	if (k.how == HOW_SPELLING && plan_is_number(&x->s->column[column]) && only_people(t, from, n))
		return false;
	if (only_modifier(&k, &x->s->column[column], t, from, n))
		return false;
	if (x->s->column[column].role == ROLE_ID && part < 0.75 && !says_id(t, from, n))
		return false;
	if (k.how == HOW_NAME && part < 0.8)
		k.how = HOW_PART;
	out->m = (struct plan_mention){.from = from, .to = from + n, .column = column, .score = part, .how = k.how};
	/* Of two readings as good the one that explains more words. */
	out->mass = said * (0.5 + 0.5 * part);
	for (int i = 0; i < n; i++)
		out->mass += k.token[i] ? 0.02 : -0.02;
	return true;
}

/* ---- all spans, all columns */

struct search {
	const struct plan_index *x;
	const struct plan_text *t;
	struct candidate *list;
	int n;
};

static void
keep(struct search *q, const struct candidate *c)
{
	if (q->n < CANDIDATES_MOST)
		q->list[q->n++] = *c;
}

/* "each college" for cName: a letter of the name stands for a word that means
 * nothing else, where a group is asked for. */
static bool
is_initial(const struct plan_text *t, int i, const char *word)
{
	return word[1] == '\0' && t->token[i].word[0] == word[0] && t->token[i].hits == 0 &&
	    !t->token[i].stop && t->token[i].word[1] != '\0' && plan_text_is(t, i - 1, "mark.group") > 0;
}

/* How alike are the span's words and those of the name: by letters. */
static bool
compare(const struct search *q, int from, int n, int column, double (*alike)[PLAN_WORDS_MOST])
{
	const struct plan_words *w = &q->x->s->column[column].words;
	bool any = false;

	for (int i = 0; i < n; i++)
		for (size_t j = 0; j < w->n; j++) {
			const struct plan_token *k = &q->t->token[from + i];
			double a = k->quoted ? 0 : plan_alike(k->word, w->word[j]);

			if (a <= 0 && w->n > 1 && from + i > 0 && is_initial(q->t, from + i, w->word[j]))
				a = 0.5;
			/* A small word means a column only as it is written there;
			 * "vs" is not short for votes. */
			if ((is_small(q->t, from + i) && a < 1) || (a == PLAN_ALIKE_SHORT && plan_text_is(q->t, from + i, "versus") > 0))
				a = 0;
			alike[i][j] = a;
			any |= a > 0;
		}
	return any;
}

/* Does the word begin like one of the name's, or with their first letters? */
static bool
starts_joined(const struct plan_words *w, const char *word)
{
	for (size_t j = 0; j + 1 < w->n; j++)
		if (strncmp(word, w->word[j], strlen(w->word[j])) == 0 || (word[0] == w->word[j][0] && word[0] != '\0' &&
		    word[1] == w->word[j + 1][0]))
			return true;
	return false;
}

/* Words may start a span that are alike a name's word, or its synonym. */
static void
search_column(struct search *q, int column)
{
	double alike[PLAN_TOKENS_MOST][PLAN_WORDS_MOST] = {{0}};
	struct candidate c;

	compare(q, 0, q->t->n, column, alike);
	for (int from = 0; from < q->t->n; from++) {
		bool starts = q->t->token[from].hits > 0;

		for (size_t j = 0; j < q->x->s->column[column].words.n && !starts; j++)
			starts = alike[from][j] > 0;
		starts |= q->x->s->column[column].words.n == 1 || starts_joined(&q->x->s->column[column].words, q->t->token[from].word);
		for (int n = 1; starts && n <= SPAN_MOST && plan_text_free(q->t, from + n - 1); n++)
			if (judge(&c, q->x, q->t, from, n, column, alike + from))
				keep(q, &c);
	}
}

/* ---- values */

/* "Foggy" for fog, "sunny" for sun. */
static bool
is_adjective(const char *value, const char *word)
{
	size_t n = strlen(value);

	if (n < 3 || strncmp(word, value, n) != 0)
		return false;
	return strcmp(word + n, "y") == 0 || (word[n] == value[n - 1] && strcmp(word + n + 1, "y") == 0);
}

/* A word of a value of several may be said in full where the cell abbreviates. */
static bool
is_alike(const struct plan_value_index *v, int i, const struct plan_token *k)
{
	if (strcmp(v->word[i], k->stem) == 0)
		return true;
	if (v->words == 1 && !k->stop && k->hits == 0 && is_adjective(v->word[0], k->word))
		return true;
	/* "Failed" for fail, "Germny", where no name is that. */
	if (v->words == 1 && !k->stop && k->hits == 0 && strlen(v->word[i]) >= 4 && plan_alike(v->word[i], k->word) > 0.79)
		return true;
	if (v->words < 2 || k->stop)
		return false;
	if (plan_alike(v->word[i], k->word) >= 0.7)
		return true;
	for (int h = 0; h < k->hits; h++)
		if (k->hit[h].group >= 0 && k->hit[h].n == 1 && plan_lex_same(v->word[i], k->hit[h].group))
			return true;
	return false;
}

static bool
says_value(const struct plan_value_index *v, const struct plan_text *t, int from)
{
	int n;

	for (int i = 0; i < v->words; i++)
		if (!plan_text_free(t, from + i) || !is_alike(v, i, &t->token[from + i]))
			return false;
	/* One small or short word says a value only where it is set apart. */
	if (v->words == 1 && (t->token[from].stop || strlen(t->token[from].word) < 2) && !t->token[from].quoted)
		return t->token[from].capital && strcmp(t->token[from].word, "i") != 0 &&
		    strcmp(t->token[from].word, "a") != 0 && t->token[from].to - t->token[from].from == strlen(v->text) &&
		    t->question[t->token[from].from] == v->text[0] && plan_text_tag(t, from, "axis.", &n) == NULL;
	return true;
}

/* What a value weighs that is spelled a little differently. */
#define ALIKE_MASS 0.4

static void
add_value(struct search *q, const struct plan_value_index *v, int from, int n, double mass)
{
	struct candidate c = {.mass = mass};

	c.m = (struct plan_mention){.from = from, .to = from + n, .column = v->column, .value = v->text, .score = 1,
	    .how = mass == ALIKE_MASS ? HOW_SPELLING : HOW_VALUE};
	keep(q, &c);
}

/* "UK", in capitals. */
static bool
is_initials(const struct plan_text *t, const struct plan_token *k)
{
	return k->to - k->from == 2 && isupper((unsigned char)t->question[k->from]) && isupper((unsigned char)t->question[k->from + 1]);
}

static bool
is_of(const struct plan_value_index *v, int group)
{
	for (int g = 0; g < v->groups; g++)
		if (v->group[g] == group)
			return true;
	return false;
}

static void
search_values(struct search *q)
{
	for (size_t i = 0; i < q->x->values; i++) {
		const struct plan_value_index *v = &q->x->value[i];

		for (int from = 0; from < q->t->n; from++) {
			const struct plan_token *k = &q->t->token[from];

			if (!plan_text_free(q->t, from))
				continue;
			if (k->quoted && strcasecmp(k->word, v->text) == 0)
				add_value(q, v, from, 1, 3);
			else if (says_value(v, q->t, from))
				add_value(q, v, from, v->words, v->words > 1 || strcmp(v->word[0], k->stem) == 0 ? 0.95 * v->words : ALIKE_MASS);
			for (int h = 0; h < k->hits && v->groups > 0; h++)
				if (is_of(v, k->hit[h].group) && (k->hit[h].n > 1 || (!k->stop && (strlen(k->word) > 2 || is_initials(q->t, k)))))
					add_value(q, v, from, k->hit[h].n, 0.8 * k->hit[h].n);
		}
	}
}

bool
plan_match_called(const struct plan_column *c, const struct plan_token *t)
{
	for (size_t i = 0; i < c->words.n; i++) {
		if (!t->stop && plan_alike(c->words.word[i], t->word) >= 0.9)
			return true;
		for (int h = 0; h < t->hits; h++)
			if (t->hit[h].n == 1 && t->hit[h].group >= 0 && plan_lex_same(c->words.word[i], t->hit[h].group))
				return true;
	}
	return false;
}

/* ---- choosing */

static int
heaviest_first(const void *p, const void *q)
{
	const struct candidate *a = p, *b = q;

	if (a->mass != b->mass)
		return a->mass < b->mass ? 1 : -1;
	if (a->m.from != b->m.from)
		return a->m.from - b->m.from;
	return a->m.column - b->m.column;
}

static int
by_place(const void *p, const void *q)
{
	return ((const struct plan_mention *)p)->from - ((const struct plan_mention *)q)->from;
}

static bool
overlap(const struct plan_mention *a, const struct plan_mention *b)
{
	return a->from < b->to && b->from < a->to;
}

/* A reading that lost to one on the same words is kept as another. */
static bool
join(struct plan_mention *have, const struct plan_mention *m)
{
	if (!overlap(have, m))
		return false;
	bool same = have->column == m->column;

	for (int i = 0; i < have->others; i++)
		same |= have->other[i] == m->column;
	/* A value that stands in several columns. */
	bool both = have->value == NULL ? m->value == NULL : m->value != NULL && strcasecmp(have->value, m->value) == 0;

	if (!same && both && have->from == m->from && have->to == m->to &&
	    have->others < PLAN_OTHERS_MOST)
		have->other[have->others++] = m->column;
	return true;
}

int
plan_match(const struct plan_index *x, const struct plan_text *t, struct plan_mention *mentions)
{
	struct search q = {x, t, mem_calloc(CANDIDATES_MOST, sizeof *q.list), 0};
	int n = 0;

	search_values(&q);
	for (int c = 0; c < x->s->columns; c++)
		search_column(&q, c);
	qsort(q.list, (size_t)q.n, sizeof *q.list, heaviest_first);
	for (int i = 0; i < q.n && n < PLAN_MENTIONS_MOST; i++) {
		bool taken = false;

		for (int k = 0; k < n; k++)
			taken |= join(&mentions[k], &q.list[i].m);
		if (!taken)
			mentions[n++] = q.list[i].m;
	}
	free(q.list);
	qsort(mentions, (size_t)n, sizeof *mentions, by_place);
	return n;
}
