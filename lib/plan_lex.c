#include "plan_lex.h"

#include "mem.h"
#include "share.h"
#include "str.h"

#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>

enum { PHRASE_MOST = 8, PLACES = 100000, HIDDEN = 1000 };

struct entry {
	const char *stem[PHRASE_MOST];
	int n, group, order;
	const char *tag, *file;
	const char *text;          /* of places: as it is written */
};

static struct entry *entries;
static size_t entry_count, entry_room;

/* ---- stems */

static bool
ends(const char *s, size_t n, const char *tail)
{
	size_t k = strlen(tail);

	return n > k && memcmp(s + n - k, tail, k) == 0;
}

/* How many letters of the word its stem keeps, and whether a y is put behind. */
static size_t
stem_length(const char *s, size_t n, bool *y)
{
	*y = false;
	if (ends(s, n, "'s") || ends(s, n, "s'"))
		n -= ends(s, n, "'s") ? 2 : 1;
	if (n < 4 || !ends(s, n, "s") || ends(s, n, "ss") || ends(s, n, "us") || ends(s, n, "is"))
		return n;
	if (n > 4 && ends(s, n, "ies")) {
		*y = true;
		return n - 3;
	}
	if (ends(s, n, "sses") || ends(s, n, "ches") || ends(s, n, "shes") || ends(s, n, "xes"))
		return n - 2;
	return n - 1;
}

void
plan_stem(const char *word, char stem[PLAN_STEM_SIZE])
{
	bool y;
	size_t n = stem_length(word, strlen(word), &y);

	if (n > PLAN_STEM_SIZE - 2)
		n = PLAN_STEM_SIZE - 2;
	memcpy(stem, word, n);
	if (y)
		stem[n++] = 'y';
	stem[n] = '\0';
}

/* ---- words alike */

static bool
is_ending(const char *s)
{
	static const char *const endings[] = {"", "e", "d", "ed", "s", "es", "ing", "er", "or", "r", "ion", "ation",
	    "ions", "ment", "ure", "al", "ally", "ly", "ness", "ity", "y", "ies", "ied", "ance", "ence", "ant", "ent",
	    "ist", "ian", "an", "n", "ful", "ible", "able", "ive", "sion", "ssion", "tted", "lation", "ling", "ring", "ting", "ted", "red", "led", "ned", "ning"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (strcmp(s, endings[i]) == 0)
			return true;
	return false;
}

/* "Hired" and hiring: what is left of both where the stem has three letters. */
static bool
is_verb_ending(const char *s)
{
	return strcmp(s, "e") == 0 || strcmp(s, "ed") == 0 || strcmp(s, "ing") == 0;
}

/* "Absences" and absent. */
static bool
is_noun_of(const char *noun, const char *adjective)
{
	return strcmp(noun, "ce") == 0 && strcmp(adjective, "t") == 0;
}

static bool
all_letters(const char *s)
{
	for (; *s != '\0'; s++)
		if (isdigit((unsigned char)*s))
			return false;
	return true;
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

/* "qty" for quantity, "hs" for hours: first and last letter, no vowels, and
 * each of its letters in turn. */
static bool
is_skeleton(const char *small, const char *whole)
{
	size_t n = strlen(small), m = strlen(whole);

	/* "Id" is short for much that it does not mean; "prc" has no silent e. */
	if (n > 2 && m > n + 1 && whole[m - 1] == 'e' && small[n - 1] == whole[m - 2])
		m--;
	if (n < 2 || n > 5 || (n == 2 && is_vowel(small[0])) || m < n + (whole[m] == 'e' ? 1 : 2) || small[0] != whole[0] || small[n - 1] != whole[m - 1])
		return false;
	for (size_t i = 1; i < n; i++)
		if (is_vowel(small[i]) || (whole = strchr(whole + 1, small[i])) == NULL)
			return false;
	return true;
}

double
plan_alike(const char *a, const char *b)
{
	char x[PLAN_STEM_SIZE], y[PLAN_STEM_SIZE];

	if (a[0] != b[0])
		return 0;
	plan_stem(a, x);
	plan_stem(b, y);
	if (strcmp(x, y) == 0)
		return 1;
	size_t n = strlen(x), m = strlen(y), p = 0, least = n < m ? n : m;

	while (p < least && x[p] == y[p])
		p++;
	if (p == 0 || !all_letters(x) || !all_letters(y))
		return 0;
	/* "IPs": a plural too short for a stem. */
	if (p == least && p == 2 && (strcmp(x + p, "s") == 0 || strcmp(y + p, "s") == 0))
		return 0.9;
	if (p >= 4 && ((is_ending(x + p) && is_ending(y + p)) || is_noun_of(x + p, y + p) || is_noun_of(y + p, x + p)))
		return 0.9;
	if (p == 3 && is_verb_ending(x + p) && is_verb_ending(y + p))
		return 0.9;
	if (p == least && p >= 3 && (n > m ? n - m : m - n) <= 9)
		return p >= 4 ? 0.75 : 0.7;
	if (is_skeleton(a, b) || is_skeleton(b, a))
		return PLAN_ALIKE_SHORT;
	if (least < 5)
		return 0;
	int far = least >= 8 ? 2 : 1, d = str_distance(x, y, far);

	return d <= far ? 0.85 - 0.05 * d : 0;
}

/* ---- the files */

static void
add_entry(const char *file, int line, char *phrase, const char *tag, int group)
{
	struct entry e = {.tag = tag, .file = file, .group = group};

	if (group >= PLACES)
		e.text = mem_strdup(phrase + strspn(phrase, " \t"));
	char stem[PLAN_STEM_SIZE], *rest = NULL;

	for (char *w = strtok_r(phrase, " \t", &rest); w != NULL; w = strtok_r(NULL, " \t", &rest)) {
		if (e.n == PHRASE_MOST)
			errx(2, "share/planner/%s: line %d: a phrase of more than %d words: shorten it",
			    file, line, PHRASE_MOST);
		plan_stem(w, stem);
		e.stem[e.n++] = mem_strdup(stem);
	}
	if (e.n == 0)
		return;
	if (entry_count == entry_room) {
		entry_room = entry_room == 0 ? 512 : 2 * entry_room;
		entries = mem_resize(entries, entry_room, sizeof *entries);
	}
	e.order = (int)entry_count;
	entries[entry_count++] = e;
}

static void
read_line(const char *file, int number, char *line, int group)
{
	const char *tag = NULL;
	char *rest = NULL;

	line[strcspn(line, "#")] = '\0';
	if (line[strspn(line, " \t\r")] == '\0')
		return;
	if (group < 0) {
		char *colon = strchr(line, ':');

		if (colon == NULL)
			errx(2, "share/planner/%s: line %d: no colon: write TAG: phrase, phrase", file, number);
		*colon = '\0';
		tag = mem_strdup(line);
		line = colon + 1;
	}
	for (char *p = strtok_r(line, ",\r", &rest); p != NULL; p = strtok_r(NULL, ",\r", &rest))
		add_entry(file, number, p, tag, group < 0 ? -1 : group + number);
}

/* Tagged phrases, group -1; else phrases that mean the same, numbered from group. */
static void
read_file(const char *file, int group)
{
	struct str path = {0};
	int number = 0;

	str_addf(&path, "planner/%s", file);
	char *text = share_need(path.s, NULL), *rest = text;

	for (char *line; (line = strsep(&rest, "\n")) != NULL;)
		read_line(file, ++number, line, group);
	free(text);
	str_free(&path);
}

/* By first word, then longest first, then as the files have them. */
static int
compare(const void *p, const void *q)
{
	const struct entry *a = p, *b = q;
	int d = strcmp(a->stem[0], b->stem[0]);

	if (d != 0)
		return d;
	return a->n != b->n ? b->n - a->n : a->order - b->order;
}

static void
load(void)
{
	if (entries != NULL)
		return;
	read_file("words", -1);
	read_file("synonyms", 0);
	read_file("places", PLACES);
	qsort(entries, entry_count, sizeof *entries, compare);
}

void
plan_lex_hide(const char *file, int nth, bool hidden)
{
	int first = -1;

	load();
	for (size_t i = 0; i < entry_count; i++)
		if (strcmp(entries[i].file, file) == 0 && (first < 0 || entries[i].order < first))
			first = entries[i].order;
	/* What is longer than any question is found in none. */
	for (size_t i = 0; i < entry_count; i++)
		if (first >= 0 && entries[i].order == first + nth)
			entries[i].n += hidden ? HIDDEN : -HIDDEN;
}

/* ---- looking up */

static size_t
first_of(const char *stem)
{
	size_t low = 0, high = entry_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strcmp(entries[mid].stem[0], stem) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
fits(const struct entry *e, const char *const *stems, int n)
{
	if (e->n > n)
		return false;
	for (int i = 0; i < e->n; i++)
		if (strcmp(e->stem[i], stems[i]) != 0)
			return false;
	return true;
}

int
plan_lex_at(const char *const *stems, int n, struct plan_hit *hits, int most)
{
	int found = 0;

	load();
	if (n == 0)
		return 0;
	for (size_t i = first_of(stems[0]); i < entry_count && strcmp(entries[i].stem[0], stems[0]) == 0; i++)
		if (found < most && fits(&entries[i], stems, n))
			hits[found++] = (struct plan_hit){entries[i].tag, entries[i].group, entries[i].n};
	return found;
}

bool
plan_lex_is_place(int group)
{
	return group >= PLACES;
}

const char *
plan_lex_place(size_t i, size_t length, int *group)
{
	load();
	for (size_t k = 0, n = 0; k < entry_count; k++)
		if (entries[k].text != NULL && strlen(entries[k].text) == length && n++ == i) {
			*group = entries[k].group;
			return entries[k].text;
		}
	return NULL;
}

bool
plan_lex_same(const char *stem, int group)
{
	load();
	for (size_t i = first_of(stem); i < entry_count && strcmp(entries[i].stem[0], stem) == 0; i++)
		if (entries[i].n == 1 && entries[i].group == group)
			return true;
	return false;
}

const char *
plan_lex_tag(const char *word, const char *prefix)
{
	char stem[PLAN_STEM_SIZE];
	size_t n = strlen(prefix);

	load();
	plan_stem(word, stem);
	for (size_t i = first_of(stem); i < entry_count && strcmp(entries[i].stem[0], stem) == 0; i++)
		if (entries[i].n == 1 && entries[i].tag != NULL && strncmp(entries[i].tag, prefix, n) == 0)
			return entries[i].tag + n;
	return NULL;
}

bool
plan_lex_is(const char *word, const char *tag)
{
	char stem[PLAN_STEM_SIZE];

	load();
	plan_stem(word, stem);
	for (size_t i = first_of(stem); i < entry_count && strcmp(entries[i].stem[0], stem) == 0; i++)
		if (entries[i].n == 1 && entries[i].tag != NULL && strcmp(entries[i].tag, tag) == 0)
			return true;
	return false;
}
