/* Names weighed, values cut into words, once for all questions. */
#include "plan_index.h"

#include "mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- making the index */

static int
share_word(const struct plan_set *s, int column, const char *word)
{
	int n = 0;

	for (int c = 0; c < s->columns; c++)
		for (size_t i = 0; c != column && i < s->column[c].words.n; i++)
			if (s->column[c].table == s->column[column].table && strcmp(s->column[c].words.word[i], word) == 0) {
				n++;
				break;
			}
	return n;
}

static bool
names_table(const struct plan_table *t, const char *word)
{
	for (size_t i = 0; i < t->words.n; i++)
		if (plan_alike(t->words.word[i], word) >= 0.9)
			return true;
	return false;
}

static double
weigh(const struct plan_set *s, int column, const char *word)
{
	const struct plan_column *c = &s->column[column];
	double w = plan_lex_is(word, "generic") ? 0.4 : 1;

	if (c->words.n > 1 && names_table(&s->table[c->table], word))
		w *= 0.3;
	return w / (1 + 0.3 * share_word(s, column, word));
}

static void
find_groups(struct plan_name_index *name, const struct plan_words *w)
{
	char stem[PLAN_WORDS_MOST][PLAN_STEM_SIZE];
	const char *stems[PLAN_WORDS_MOST];
	struct plan_hit hit[16];

	for (size_t i = 0; i < w->n; i++) {
		plan_stem(w->word[i], stem[i]);
		stems[i] = stem[i];
	}
	for (size_t i = 0; i < w->n; i++) {
		int n = plan_lex_at(stems + i, (int)(w->n - i), hit, 16);

		for (int h = 0; h < n && name->groups < GROUPS_MOST; h++)
			/* A code is one of a place in cells only: an "id" is not in Idaho. */
			if (hit[h].group >= 0 && !(plan_lex_is_place(hit[h].group) && hit[h].n == 1 && strlen(stems[i]) == 2))
				name->group[name->groups++] = (struct plan_group_at){hit[h].group, (int)i, hit[h].n};
	}
}

static void
index_name(struct plan_index *x, int column)
{
	const struct plan_words *w = &x->s->column[column].words;
	struct plan_name_index *name = &x->name[column];
	char joined[PLAN_STEM_SIZE] = "";

	for (size_t i = 0; i < w->n; i++) {
		name->weight[i] = weigh(x->s, column, w->word[i]);
		name->total += name->weight[i];
		strncat(joined, w->word[i], sizeof joined - 1 - strlen(joined));
	}
	name->joined = mem_strdup(joined);
	find_groups(name, w);
}

/* ---- places */

/* Is the value a code of two letters of a place? */
static bool
is_code(const struct plan_value_index *v)
{
	bool place = false;

	for (int g = 0; g < v->groups; g++)
		place |= plan_lex_is_place(v->group[g]);
	return place && v->words == 1 && strlen(v->text) == 2 && isupper((unsigned char)v->text[0]);
}

static bool
has_code(const struct plan_index *x, int column, const char *code)
{
	for (size_t i = 0; i < x->values; i++)
		if (x->value[i].column == column && strcasecmp(x->value[i].text, code) == 0)
			return true;
	return false;
}

/* A profile shows but a column's most frequent values: where those are codes of
 * places, so are the others. */
static void
index_places(struct plan_index *x, int column)
{
	int known = 0, codes = 0, group;
	const char *code;

	for (size_t i = 0; i < x->values; i++)
		if (x->value[i].column == column) {
			known++;
			codes += is_code(&x->value[i]);
		}
	if (codes < 3 || codes < 0.6 * known)
		return;
	for (size_t i = 0; (code = plan_lex_place(i, 2, &group)) != NULL && x->values < x->room; i++) {
		char text[3] = {(char)toupper((unsigned char)code[0]), (char)toupper((unsigned char)code[1]), '\0'};

		if (has_code(x, column, code))
			continue;
		struct plan_value_index *v = &x->value[x->values++];

		*v = (struct plan_value_index){.text = mem_strdup(text), .made = true, .words = 1, .column = column, .group = {group}, .groups = 1};
		v->word[0] = mem_strdup(code);
	}
}

/* A value as stems; false where it is too long, or nothing to be said. */
static bool
cut_value(struct plan_value_index *v)
{
	char stem[PLAN_STEM_SIZE];
	struct plan_words w;
	struct plan_hit hit[8];

	plan_words_split(&w, v->text);
	v->words = 0;
	v->groups = 0;
	bool fits = w.n >= 1 && w.n <= 8;

	for (size_t i = 0; fits && i < w.n; i++) {
		plan_stem(w.word[i], stem);
		v->word[v->words++] = mem_strdup(stem);
	}
	if (fits) {
		int n = plan_lex_at((const char *const *)v->word, v->words, hit, 8);

		for (int h = 0; h < n; h++)
			if (hit[h].group >= 0 && hit[h].n == v->words && v->groups < VALUE_GROUPS_MOST)
				v->group[v->groups++] = hit[h].group;
	}
	plan_words_free(&w);
	return fits;
}

static int
by_first_word(const void *p, const void *q)
{
	const struct plan_value_index *a = p, *b = q;
	int d = strcmp(a->word[0], b->word[0]);

	if (d == 0)
		d = b->words - a->words;
	return d != 0 ? d : a->column - b->column;
}

static void
index_values(struct plan_index *x)
{
	size_t room = 0;

	for (int c = 0; c < x->s->columns; c++)
		room += x->s->column[c].values;
	x->room = room + CODES_MOST;
	x->value = mem_calloc(x->room, sizeof *x->value);
	for (int c = 0; c < x->s->columns; c++)
		for (size_t i = 0; x->s->column[c].type == PLAN_TEXT && i < x->s->column[c].values; i++) {
			x->value[x->values] = (struct plan_value_index){.text = x->s->column[c].value[i], .column = c};
			if (cut_value(&x->value[x->values]))
				x->values++;
		}
	for (int c = 0; c < x->s->columns; c++)
		index_places(x, c);
	qsort(x->value, x->values, sizeof *x->value, by_first_word);
}

/* The last word of a table's name, in other words: staff are employees. */
static void
index_tables(struct plan_index *x)
{
	for (int i = 0; i < x->s->tables; i++) {
		const struct plan_words *w = &x->s->table[i].words;
		struct plan_words last = {.n = w->n > 0, .word = {w->n > 0 ? w->word[w->n - 1] : NULL}};
		struct plan_name_index name = {0};

		find_groups(&name, &last);
		for (int g = 0; g < name.groups && x->groups < GROUPS_MOST; g++)
			x->group[x->groups++] = name.group[g].group;
	}
}

struct plan_index *
plan_index_new(const struct plan_set *s)
{
	struct plan_index *x = mem_calloc(1, sizeof *x);

	x->s = s;
	x->name = mem_calloc((size_t)s->columns + 1, sizeof *x->name);
	for (int c = 0; c < s->columns; c++)
		index_name(x, c);
	index_values(x);
	index_tables(x);
	return x;
}

void
plan_index_free(struct plan_index *x)
{
	for (int c = 0; c < x->s->columns; c++)
		free((char *)x->name[c].joined);
	for (size_t i = 0; i < x->values; i++) {
		if (x->value[i].made)
			free((char *)x->value[i].text);
		for (int k = 0; k < x->value[i].words; k++)
			free(x->value[i].word[k]);
	}
	free(x->name);
	free(x->value);
	free(x);
}

/* "Scores" in a table of grades are no rows where a measure is called so. */
static bool
names_measure(const struct plan_index *x, const char *stem)
{
	for (int c = 0; c < x->s->columns; c++)
		for (size_t w = 0; plan_is_measure(&x->s->column[c]) && w < x->s->column[c].words.n; w++)
			if (plan_alike(x->s->column[c].words.word[w], stem) == 1)
				return true;
	return false;
}

bool
plan_match_entity(const struct plan_index *x, const struct plan_text *t, int token)
{
	const struct plan_token *k = &t->token[token];

	if (token < 0 || token >= t->n)
		return false;
	for (int i = 0; i < x->s->tables; i++)
		if (names_table(&x->s->table[i], k->word))
			return true;
	for (int h = 0; h < k->hits; h++)
		for (int g = 0; g < x->groups; g++)
			if (k->hit[h].n == 1 && k->hit[h].group == x->group[g])
				return !names_measure(x, k->word);
	return false;
}

int
plan_match_table(const struct plan_index *x, const struct plan_text *t, int token)
{
	for (int i = 0; i < x->s->tables; i++)
		if (names_table(&x->s->table[i], t->token[token].word))
			return i;
	return PLAN_NONE;
}
