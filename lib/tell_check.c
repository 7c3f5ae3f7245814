#include "tell_check.h"

#include "rec.h"
#include "str.h"
#include "tell_hunt.h"
#include "tell_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- cells */

static void
try_cells(struct hunt *h)
{
	const struct grid *g = h->g;

	for (size_t i = 0; i < g->n && !hunt_done(h); i++)
		for (size_t k = 0; k < g->width && !hunt_done(h); k++) {
			double v = grid_cell(g, i, k);

			if (h->n->kind == STATED_PERCENT && !g->percent)
				v = g->share ? v * 100 : NAN;
			if (hunt_fits(h, v))
				hunt_try(h, v, "cell", JV_ARRAY(hunt_cell(g, i, k)));
		}
}

/* ---- dates, names, places, correlation */

static bool
has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

/* Does the number stand inside a cell's text or a name that the sentence quotes? */
static bool
is_inside(const struct hunt *h, const char *text)
{
	size_t n = strlen(text);

	if (n < 2 || !has_digit(text))
		return false;
	for (const char *s = strcasestr(h->sentence, text); s != NULL; s = strcasestr(s + 1, text)) {
		size_t from = (size_t)(s - h->sentence);

		if (from <= h->n->from && h->n->to <= from + n)
			return true;
	}
	return false;
}

static bool
is_part_of_date(const struct hunt *h, const char *iso)
{
	enum period p = words_period(iso);
	double v = h->n->value;

	if (p == PERIOD_NONE || h->n->kind != STATED_PLAIN || v != round(v))
		return false;
	if (v >= 1000 && v == strtol(iso, NULL, 10))
		return true;
	return p >= PERIOD_WEEK && v <= 31 && hunt_mentions_date(h->sentence, iso) && v == strtol(iso + 8, NULL, 10);
}

static void
try_names(struct hunt *h)
{
	const struct grid *g = h->g;

	for (size_t k = 0; k < g->width && !hunt_done(h); k++)
		if (is_inside(h, grid_column(g, k)))
			hunt_try(h, h->n->value, "name", JV_ARRAY(jv_string(grid_column(g, k))));
	for (size_t i = 0; i < g->n && !hunt_done(h); i++)
		for (size_t k = 0; k < g->width && !hunt_done(h); k++) {
			const char *text = grid_text(g, i, (int)k);
			const char *how = *text == '\0' ? NULL : is_part_of_date(h, text) ? "date" :
			    is_inside(h, text) ? "name" : NULL;

			if (how != NULL)
				hunt_try(h, h->n->value, how, JV_ARRAY(hunt_cell(g, i, k)));
		}
}

static bool
is_in_text(jv o, const char *key, const char *word)
{
	const char *text = jv_text(o, key);

	return text != NULL && strcasestr(text, word) != NULL;
}

/* Digits inside a word: part of a cell's text, of a column's name or of the
 * question; or a quarter or half of a year where there are dates. */
static void
try_word(struct hunt *h, jv request)
{
	const struct grid *g = h->g;
	jv word = jv_string_sized(h->sentence + h->n->from, (int)(h->n->to - h->n->from)), goal = jv_at(request, "goal");
	const char *w = jv_string_value(word);
	bool part_of_year = strlen(w) == 2 && strchr("QqHh", w[0]) != NULL && w[1] >= '1' && w[1] <= '4', named;

	named = is_in_text(goal, "question", w) || is_in_text(goal, "title", w);
	for (size_t k = 0; k < g->width && !named; k++)
		named = strcasestr(grid_column(g, k), w) != NULL;
	if (named)
		h->how = JV_OBJECT(jv_string("how"), jv_string("name"), jv_string("of"), JV_ARRAY(jv_copy(word)));
	for (size_t i = 0; i < g->n && !hunt_done(h); i++)
		for (size_t k = 0; k < g->width && !hunt_done(h); k++) {
			const char *text = grid_text(g, i, (int)k);

			if (strcasestr(text, w) != NULL || (part_of_year && words_period(text) != PERIOD_NONE))
				h->how = JV_OBJECT(jv_string("how"), jv_string(part_of_year ? "date" : "name"),
				    jv_string("of"), JV_ARRAY(hunt_cell(g, i, k)));
		}
	jv_free(goal);
	jv_free(word);
}

/* How many different texts a column has. */
static void
try_distinct(struct hunt *h)
{
	const struct grid *g = h->g;

	for (size_t k = 0; k < g->width && !hunt_done(h); k++) {
		jv seen = jv_object();

		for (size_t i = 0; i < g->n; i++)
			if (*grid_text(g, i, (int)k) != '\0')
				seen = jv_object_set(seen, jv_string(grid_text(g, i, (int)k)), jv_true());
		hunt_try(h, jv_object_length(seen), "count", JV_ARRAY(jv_string(grid_column(g, k))));
	}
}

static void
try_correlation(struct hunt *h)
{
	const struct grid *g = h->g;

	if (fabs(h->n->value) > 1 || h->n->kind != STATED_PLAIN || strcasestr(h->sentence, "correl") == NULL)
		return;
	for (size_t a = 0; a < g->width && !hunt_done(h); a++)
		for (size_t b = a + 1; b < g->width && !hunt_done(h); b++)
			hunt_try(h, grid_correlation(g, a, b), "correlation",
			    JV_ARRAY(jv_string(grid_column(g, a)), jv_string(grid_column(g, b))));
}

static void
try_counts(struct hunt *h, jv request)
{
	jv table = jv_at(request, "table");
	double v = h->n->value, total = jv_num(table, "total_rows", 0);

	jv_free(table);
	if (h->n->kind != STATED_PLAIN || v != round(v))
		return;
	hunt_try(h, (double)h->g->n, "count", JV_ARRAY(jv_string("rows")));
	if (total > 0)
		hunt_try(h, total, "count", JV_ARRAY(jv_string("rows before the cut")));
	if ((h->n->ordinal && v >= 1 && (v <= (double)h->g->n || v <= 31)) ||
	    (h->n->place && v >= 1 && v <= (double)h->g->n && v <= 20))
		hunt_try(h, v, "place", jv_array());
	if (!hunt_done(h) && v >= 2)
		try_distinct(h);
}

/* ---- */

/* How the number comes about, or jv_null(). */
static jv
explain(const struct grid *g, const char *sentence, const struct stated *n, jv request)
{
	struct hunt h = {.g = g, .sentence = sentence, .n = n, .how = jv_null()};

	if (n->in_word)
		try_word(&h, request);
	if (isnan(n->value))
		return h.how;
	/* "Half of the values lie between": what quartiles are. */
	if (n->kind == STATED_PERCENT && n->value == 50 && strcasestr(sentence, "half") != NULL && strcasestr(sentence, "between") != NULL)
		hunt_try(&h, 50, "quartile", jv_array());
	try_names(&h);
	if (!hunt_done(&h))
		try_counts(&h, request);
	if (!hunt_done(&h) && n->kind != STATED_TIMES)
		try_cells(&h);
	if (!hunt_done(&h))
		try_correlation(&h);
	if (hunt_done(&h))
		return h.how;
	hunt_anchors(&h);
	hunt_sums(&h);
	return h.how;
}

/* All of a sentence's numbers onto *numbers; the first that has no source as a
 * text, or jv_null(). */
static jv
check_one(const struct grid *g, const char *sentence, jv request, jv *numbers)
{
	struct stated n;
	jv these = jv_array();

	for (size_t at = 0; stated_next(sentence, &at, &n);) {
		jv text = jv_string_sized(sentence + n.from, (int)(n.to - n.from));
		jv how = explain(g, sentence, &n, request);

		if (jv_get_kind(how) == JV_KIND_NULL) {
			jv_free(these);
			return text;
		}
		these = jv_array_append(these, jv_object_set(how, jv_string("text"), text));
	}
	*numbers = jv_array_concat(*numbers, these);
	return jv_null();
}

/* The sentence without characters that nobody sees: they would hide digits
 * from each other. */
static jv
visible(jv sentence)
{
	static const char *const hidden[] = {"\xc2\xad", "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d", "\xe2\x80\x8e",
	    "\xe2\x80\x8f", "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa0",
	    "\xe2\x81\xa1", "\xe2\x81\xa2", "\xe2\x81\xa3", "\xe2\x81\xa4", "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8",
	    "\xe2\x81\xa9", "\xef\xbb\xbf"};
	struct str b = {0};

	for (const char *s = jv_string_value(sentence); *s != '\0';) {
		size_t skip = 0;

		for (size_t i = 0; i < sizeof hidden / sizeof *hidden && skip == 0; i++)
			if (strncmp(s, hidden[i], strlen(hidden[i])) == 0)
				skip = strlen(hidden[i]);
		if (skip == 0)
			str_addc(&b, *s < ' ' && *s > 0 ? ' ' : *s);
		s += skip > 0 ? skip : 1;
	}
	jv clean = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	jv_free(sentence);
	return clean;
}

jv
tell_check(jv sentences, jv request)
{
	struct grid g;
	jv kept = jv_array(), dropped = jv_array(), numbers = jv_array();

	grid_open(&g, request);
	jv_array_foreach(sentences, i, s) {
		if (jv_get_kind(s) != JV_KIND_STRING || *jv_string_value(s) == '\0') {
			jv_free(s);
			continue;
		}
		s = visible(s);
		jv bad = check_one(&g, jv_string_value(s), request, &numbers);

		if (jv_get_kind(bad) == JV_KIND_NULL)
			kept = jv_array_append(kept, s);
		else
			dropped = jv_array_append(dropped, JV_OBJECT(jv_string("sentence"), s, jv_string("number"), bad));
	}
	jv_free(sentences);
	grid_close(&g);
	return JV_OBJECT(jv_string("kept"), kept, jv_string("dropped"), dropped, jv_string("numbers"), numbers);
}

jv
tell_sentences(const char *text)
{
	jv all = jv_array();

	while (*text != '\0') {
		size_t n = sentence_length(text), m = n;

		while (m > 0 && (text[m - 1] == ' ' || text[m - 1] == '\n'))
			m--;
		if (m > 0)
			all = jv_array_append(all, jv_string_sized(text, (int)m));
		text += n;
	}
	return all;
}
