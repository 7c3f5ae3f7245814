/* plan_text: a question as tokens, and what the vocabulary says of them. */
#ifndef VIZ_PLAN_TEXT_H
#define VIZ_PLAN_TEXT_H

#include "plan_lex.h"

#include <stdbool.h>
#include <stddef.h>

enum { PLAN_TOKENS_MOST = 320, PLAN_HITS_MOST = 12, PLAN_BYTES_MOST = 8192 };

/* What a token has been understood as; free ones are left for the next reader. */
enum plan_use { USE_FREE, USE_CHART, USE_SORT, USE_FILTER, USE_UNIT, USE_LIMIT, USE_AXIS, USE_OTHER };

struct plan_token {
	const char *word;          /* lower-case; of a quotation all that it holds, as written */
	const char *stem;
	size_t from, to;           /* where it stands in the question, in bytes */
	double number;
	bool is_number, quoted, capital, stop;
	bool tied;                 /* a dash or dots tie it to the number before */
	char mark;                 /* , . ? ; : ( ) = < > or 0 for a word */
	enum plan_use use;
	struct plan_hit hit[PLAN_HITS_MOST];   /* phrases that start here */
	int hits;
};

struct plan_text {
	const char *question;      /* borrowed */
	int n;
	struct plan_token token[PLAN_TOKENS_MOST];
	const char *stems[PLAN_TOKENS_MOST];
	char bytes[PLAN_BYTES_MOST];
	size_t used;
};

/* What no longer fits is left unread. */
void plan_text_read(struct plan_text *, const char *question);

/* The longest phrase at i whose tag begins with prefix ("agg."), in free
 * tokens only: what follows the prefix, and in *n how many tokens; or NULL. */
const char *plan_text_tag(const struct plan_text *, int i, const char *prefix, int *n);

/* Is the phrase at i tagged so?  How many tokens it has, else 0. */
int plan_text_is(const struct plan_text *, int i, const char *tag);
/* Is it anywhere? */
bool plan_text_says(const struct plan_text *, const char *tag);

/* Marks tokens [from, to). */
void plan_text_use(struct plan_text *, int from, int to, enum plan_use);

/* Is token i a word that nothing has taken? */
bool plan_text_free(const struct plan_text *, int i);

/* The end of the clause that i stands in: the next mark that ends one, or n;
 * the start of it. */
int plan_text_clause_end(const struct plan_text *, int i);
int plan_text_clause_start(const struct plan_text *, int i);

#endif
