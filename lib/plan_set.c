#include "plan_set.h"

#include "mem.h"
#include "plan_lex.h"
#include "rec.h"
#include "share.h"

#include <ctype.h>
#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- words of a name */

static void
add_word(struct plan_words *w, const char *s, size_t n)
{
	if (n == 0 || w->n == PLAN_WORDS_MOST)
		return;
	char *word = mem_dup(s, n);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)word[i] < 0x80)
			word[i] = (char)tolower((unsigned char)word[i]);
	w->word[w->n++] = word;
}

/* Does a new word begin at s[i], i > 0?  camelCase, HTTPServer, Area2. */
static bool
boundary(const char *s, size_t i)
{
	unsigned char a = (unsigned char)s[i - 1], b = (unsigned char)s[i];

	if (isdigit(b) != 0 && isalpha(a) != 0)
		return true;
	if (isupper(b) == 0)
		return false;
	/* "LName" is a last name, one word. */
	return islower(a) != 0 || (i > 1 && isupper(a) != 0 && islower((unsigned char)s[i + 1]) != 0);
}

void
plan_words_split(struct plan_words *w, const char *name)
{
	size_t from = 0, i = 0;

	w->n = 0;
	for (; name[i] != '\0'; i++) {
		unsigned char c = (unsigned char)name[i];
		bool inside = isalnum(c) != 0 || c >= 0x80;

		if (i > from && (!inside || boundary(name, i))) {
			add_word(w, name + from, i - from);
			from = i;
		}
		if (!inside)
			from = i + 1;
	}
	add_word(w, name + from, i - from);
}

void
plan_words_free(struct plan_words *w)
{
	while (w->n > 0)
		free(w->word[--w->n]);
}

/* ---- what a column is */

static int
word_of(jv o, const char *key, const char *const *names, int n, int otherwise)
{
	const char *s = jv_text(o, key);

	for (int i = 0; s != NULL && i < n; i++)
		if (strcmp(s, names[i]) == 0)
			return i;
	return otherwise;
}

static bool
has_word(const struct plan_words *w, const char *word)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->word[i], word) == 0)
			return true;
	return false;
}

static void
find_nature(struct plan_column *c, double rows)
{
	bool whole = c->type == PLAN_INTEGER;

	c->year = whole && ((c->min >= 1500 && c->max <= 2200 &&
	    (c->role == ROLE_TIME || has_word(&c->words, "year") || has_word(&c->words, "yr"))) ||
	    (has_word(&c->words, "year") && c->words.n == 1 && c->min >= 0 && c->max <= 99));
	c->coded = whole && !c->year && c->role != ROLE_ID && c->distinct > 0 && c->distinct <= 12 &&
	    c->distinct * 8 <= rows;
}

/* Values as text: the most frequent first, then samples not among them. */
static void
add_value(struct plan_column *c, jv v)
{
	if (jv_get_kind(v) == JV_KIND_STRING && c->values < PLAN_VALUES_MOST) {
		const char *s = jv_string_value(v);
		bool had = *s == '\0';

		for (size_t i = 0; i < c->values && !had; i++)
			had = strcmp(c->value[i], s) == 0;
		if (!had)
			c->value[c->values++] = s;
	}
	jv_free(v);
}

static void
read_values(struct plan_column *c, jv o)
{
	jv top = jv_at(o, "top"), samples = jv_at(o, "samples");

	if (jv_get_kind(top) == JV_KIND_ARRAY)
		jv_array_foreach(top, i, t) {
			if (i == 0)
				c->most = jv_num(t, "count", 0);
			add_value(c, jv_at(t, "value"));
			jv_free(t);
		}
	if (jv_get_kind(samples) == JV_KIND_ARRAY)
		jv_array_foreach(samples, i, s)
			add_value(c, s);
	jv_free(top);
	jv_free(samples);
	for (size_t i = 0; i < c->values; i++)
		if ((double)strlen(c->value[i]) > c->longest)
			c->longest = (double)strlen(c->value[i]);
}

/* Length of the longer tail in quartile ranges. */
static double
tail(jv o, double min, double max)
{
	jv q = jv_at(o, "quartiles");
	double far = 0;

	if (jv_get_kind(q) == JV_KIND_ARRAY && jv_array_length(jv_copy(q)) == 3) {
		jv a = jv_array_get(jv_copy(q), 0), b = jv_array_get(jv_copy(q), 2);
		double low = jv_get_kind(a) == JV_KIND_NUMBER ? jv_number_value(a) : 0;
		double high = jv_get_kind(b) == JV_KIND_NUMBER ? jv_number_value(b) : 0;

		if (high > low)
			far = fmax(low - min, max - high) / (high - low);
		jv_free(a);
		jv_free(b);
	}
	jv_free(q);
	return far;
}

static void
read_column(struct plan_column *c, jv o, double rows)
{
	static const char *const types[] = {"empty", "integer", "number", "boolean", "date", "datetime", "time", "text"};
	static const char *const roles[] = {"measure", "category", "time", "id", "text", "geo"};
	const char *name = jv_text(o, "name");

	c->base = c->times = PLAN_NONE;
	c->name = name != NULL ? name : "";
	c->unit = jv_text(o, "unit");
	c->format = jv_text(o, "format");
	c->type = (enum plan_type)word_of(o, "type", types, 8, PLAN_TEXT);
	c->role = (enum plan_role)word_of(o, "role", roles, 6, ROLE_TEXT);
	c->nulls = jv_num(o, "nulls", 0) + jv_num(o, "invalid", 0);
	c->distinct = jv_num(o, "distinct", 0);
	c->min = jv_num(o, "min", 0);
	c->max = jv_num(o, "max", 0);
	c->mean = jv_num(o, "mean", 0);
	c->stddev = jv_num(o, "stddev", 0);
	c->first = jv_text(o, "min");
	c->last = jv_text(o, "max");
	c->outliers = tail(o, c->min, c->max);
	plan_words_split(&c->words, c->name);
	read_values(c, o);
	find_nature(c, rows);
}

bool
plan_is_number(const struct plan_column *c)
{
	return c->type == PLAN_INTEGER || c->type == PLAN_NUMBER;
}

bool
plan_is_flag(const struct plan_column *c)
{
	return c->type == PLAN_BOOLEAN || (c->type == PLAN_INTEGER && c->distinct == 2 && c->min == 0 && c->max == 1);
}

bool
plan_may_lack(const struct plan_column *c)
{
	for (size_t v = 0; plan_is_number(c) && !c->year && c->min == 0 && v < c->values; v++)
		if (strtod(c->value[v], NULL) == 0)
			return true;
	return c->nulls > 0;
}

bool
plan_is_time(const struct plan_column *c)
{
	return c->type == PLAN_DATE || c->type == PLAN_DATETIME || c->year;
}

bool
plan_is_measure(const struct plan_column *c)
{
	return plan_is_number(c) && !c->year && c->role == ROLE_MEASURE;
}

bool
plan_is_group(const struct plan_column *c)
{
	return c->role == ROLE_CATEGORY || c->coded || c->type == PLAN_BOOLEAN ||
	    ((c->type == PLAN_TEXT || c->role == ROLE_GEO) && !plan_is_number(c) && c->role != ROLE_ID);
}

bool
plan_is_derived(const struct plan_column *c)
{
	return c->base >= 0;
}

bool
plan_column_is(const struct plan_column *c, const char *tag)
{
	for (size_t i = 0; i < c->words.n; i++)
		if (plan_lex_is(c->words.word[i], tag))
			return true;
	return false;
}

/* ---- measures that follow from others */

enum { DERIVED_MOST = 16 };

struct derived {
	char name[32], one[32], other[32], unless[32];
};

static struct derived derived[DERIVED_MOST];
static int derived_count = -1;

static void
load_derived(void)
{
	if (derived_count >= 0)
		return;
	char *text = share_need("planner/derived", NULL), *rest = text;
	int number = 0;

	derived_count = 0;
	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		struct derived *d = &derived[derived_count];

		number++;
		line[strcspn(line, "#\r")] = '\0';
		if (line[strspn(line, " \t")] == '\0')
			continue;
		if (derived_count == DERIVED_MOST - 1 || sscanf(line, "%31s = %31s * %31s unless %31s",
		    d->name, d->one, d->other, d->unless) != 4)
			errx(2, "share/planner/derived: line %d: write NAME = TAG * TAG unless TAG", number);
		derived_count++;
	}
	free(text);
}

/* The last word of a name says what it is: "unit price" is a price. */
static int
measure_of(const struct plan_set *s, const struct plan_table *t, const char *tag)
{
	for (int c = t->first; c < t->first + t->columns; c++) {
		const struct plan_column *k = &s->column[c];

		if (plan_is_number(k) && k->role != ROLE_ID && k->words.n > 0 && plan_lex_is(k->words.word[k->words.n - 1], tag))
			return c;
	}
	return PLAN_NONE;
}

static void
add_derived(struct plan_set *s, struct plan_table *t, const struct derived *d)
{
	int a = measure_of(s, t, d->one), b = measure_of(s, t, d->other);

	for (int c = t->first; c < t->first + t->columns; c++)
		if (strcasecmp(s->column[c].name, d->name) == 0)
			return;
	if (a < 0 || b < 0 || a == b || measure_of(s, t, d->unless) >= 0)
		return;
	const struct plan_column *x = &s->column[a], *y = &s->column[b];
	struct plan_column *c = &s->column[s->columns++];

	*c = (struct plan_column){.table = x->table, .name = d->name, .unit = x->unit, .type = PLAN_NUMBER,
	    .role = ROLE_MEASURE, .nulls = x->nulls + y->nulls, .distinct = x->distinct, .min = x->min * y->min,
	    .max = x->max * y->max, .mean = x->mean * y->mean, .base = a, .times = b};
	plan_words_split(&c->words, d->name);
	t->columns++;
}

/* ---- the whole set */

static int
count_columns(jv datasets)
{
	int n = 0;

	jv_array_foreach(datasets, i, set) {
		jv columns = jv_at(set, "columns");

		if (jv_get_kind(columns) == JV_KIND_ARRAY)
			n += jv_array_length(jv_copy(columns));
		jv_free(columns);
		jv_free(set);
	}
	return n;
}

/* The texts stay alive in s->datasets after the copies here are freed. */
static void
read_table(struct plan_set *s, jv set)
{
	struct plan_table *t = &s->table[s->tables];
	const char *id = jv_text(set, "id");
	jv columns = jv_at(set, "columns");

	t->id = id != NULL ? id : "";
	t->rows = jv_num(set, "rows", 0);
	t->first = s->columns;
	plan_words_split(&t->words, t->id);
	if (jv_get_kind(columns) == JV_KIND_ARRAY)
		jv_array_foreach(columns, i, c) {
			s->column[s->columns].table = s->tables;
			read_column(&s->column[s->columns++], c, t->rows);
			jv_free(c);
		}
	t->columns = s->columns - t->first;
	for (int i = 0; i < derived_count; i++)
		add_derived(s, t, &derived[i]);
	s->tables++;
	jv_free(columns);
	jv_free(set);
}

static jv
an_array(jv v)
{
	if (jv_get_kind(v) == JV_KIND_ARRAY)
		return v;
	jv_free(v);
	return jv_array();
}

static bool
read_end(const struct plan_set *s, jv relation, const char *key, int *table, const char **column)
{
	jv end = jv_at(relation, key);
	bool whole = jv_get_kind(end) == JV_KIND_ARRAY && jv_array_length(jv_copy(end)) == 2;
	jv a = whole ? jv_array_get(jv_copy(end), 0) : jv_null(), b = whole ? jv_array_get(jv_copy(end), 1) : jv_null();

	*table = jv_get_kind(a) == JV_KIND_STRING ? plan_set_table(s, jv_string_value(a)) : PLAN_NONE;
	*column = jv_get_kind(b) == JV_KIND_STRING ? jv_string_value(b) : NULL;
	jv_free(a);
	jv_free(b);
	jv_free(end);
	return *table >= 0 && *column != NULL;
}

static void
read_relations(struct plan_set *s)
{
	s->relation = mem_calloc((size_t)jv_array_length(jv_copy(s->relations)) + 1, sizeof *s->relation);
	jv_array_foreach(s->relations, i, r) {
		struct plan_relation *to = &s->relation[s->n_relations];

		if (read_end(s, r, "from", &to->table[0], &to->column[0]) &&
		    read_end(s, r, "to", &to->table[1], &to->column[1]) && to->table[0] != to->table[1])
			s->n_relations++;
		jv_free(r);
	}
}

void
plan_set_make(struct plan_set *s, jv datasets, jv relations)
{
	*s = (struct plan_set){.datasets = an_array(datasets), .relations = an_array(relations)};
	load_derived();
	size_t tables = (size_t)jv_array_length(jv_copy(s->datasets));

	s->table = mem_calloc(tables + 1, sizeof *s->table);
	s->column = mem_calloc((size_t)count_columns(s->datasets) + tables * DERIVED_MOST + 1, sizeof *s->column);
	jv_array_foreach(s->datasets, i, set)
		read_table(s, set);
	read_relations(s);
}

void
plan_set_free(struct plan_set *s)
{
	for (int i = 0; i < s->tables; i++)
		plan_words_free(&s->table[i].words);
	for (int i = 0; i < s->columns; i++)
		plan_words_free(&s->column[i].words);
	free(s->table);
	free(s->column);
	free(s->relation);
	jv_free(s->datasets);
	jv_free(s->relations);
}

int
plan_set_table(const struct plan_set *s, const char *id)
{
	for (int i = 0; i < s->tables; i++)
		if (strcmp(s->table[i].id, id) == 0)
			return i;
	return PLAN_NONE;
}

/* Is name this column's, alone or with its table before it? */
static bool
is_called(const struct plan_set *s, int c, const char *name, int (*compare)(const char *, const char *))
{
	const struct plan_column *column = &s->column[c];
	const char *id = s->table[column->table].id;
	size_t n = strlen(id);

	if (compare(column->name, name) == 0)
		return true;
	return strncmp(name, id, n) == 0 && name[n] == '.' && compare(column->name, name + n + 1) == 0;
}

int
plan_set_column(const struct plan_set *s, unsigned long tables, const char *name)
{
	int (*const compare[])(const char *, const char *) = {strcmp, strcasecmp};

	for (size_t how = 0; how < 2; how++)
		for (int c = 0; c < s->columns; c++)
			if ((tables >> s->column[c].table & 1) != 0 && is_called(s, c, name, compare[how]))
				return c;
	return PLAN_NONE;
}

double
plan_set_correlation(const struct plan_set *s, int a, int b)
{
	const char *x = s->column[a].name, *y = s->column[b].name;
	jv set = jv_array_get(jv_copy(s->datasets), s->column[a].table), all = jv_at(set, "correlations");
	double r = 0;

	if (s->column[a].table == s->column[b].table && jv_get_kind(all) == JV_KIND_ARRAY)
		jv_array_foreach(all, i, c) {
			const char *p = jv_text(c, "a"), *q = jv_text(c, "b");

			if (p != NULL && q != NULL && ((strcmp(p, x) == 0 && strcmp(q, y) == 0) ||
			    (strcmp(p, y) == 0 && strcmp(q, x) == 0)))
				r = jv_num(c, "r", 0);
			jv_free(c);
		}
	jv_free(all);
	jv_free(set);
	return r;
}
