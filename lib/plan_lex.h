/* plan_lex: the planner's vocabulary: which words mean what.
 *
 * share/planner/words     TAG: phrase, phrase …      a phrase carries a tag
 * share/planner/synonyms  phrase, phrase …           the phrases of a line mean the same
 * share/planner/places    phrase, phrase …           the same, of places in cells
 *
 * All are read once, at the first use; a line that cannot be read ends the
 * program with status 2.  Words are compared by their stem. */
#ifndef VIZ_PLAN_LEX_H
#define VIZ_PLAN_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum { PLAN_STEM_SIZE = 48 };

/* The stem of a lower-case word: plural and possessive endings taken off. */
void plan_stem(const char *word, char stem[PLAN_STEM_SIZE]);

/* How alike two words are by their letters: 1 the same stem, less for another
 * ending, an abbreviation, or a slip of the pen, 0 for strangers. */
#define PLAN_ALIKE_SHORT 0.6   /* "qty": what is left without vowels */
double plan_alike(const char *a, const char *b);

struct plan_hit {
	const char *tag;           /* of words: "agg.avg"; NULL for a synonym */
	int group;                 /* of synonyms: the line; -1 for a tag */
	int n;                     /* how many words the phrase has */
};

/* The phrases that start at stems[0]; longest first; at most `most`: how many. */
int plan_lex_at(const char *const *stems, int n, struct plan_hit *hits, int most);

/* Is the group a line of share/planner/places? */
bool plan_lex_is_place(int group);

/* The i-th code of so many letters in share/planner/places, in small letters, and its
 * group; NULL where there are no more. */
const char *plan_lex_place(size_t i, size_t length, int *group);

/* Is the stem, alone, a phrase of that line of the synonyms? */
bool plan_lex_same(const char *stem, int group);

/* What follows the prefix in a tag of the word, alone; or NULL. */
const char *plan_lex_tag(const char *word, const char *prefix);

/* Does one word, alone, carry the tag? */
bool plan_lex_is(const char *word, const char *tag);

/* Takes the nth phrase of a file out, or puts it back: so that tests can tell what it
 * is there for. */
void plan_lex_hide(const char *file, int nth, bool hidden);

#endif
