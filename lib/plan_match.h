/* plan_match: which columns and which cell values a question's words mean. */
#ifndef VIZ_PLAN_MATCH_H
#define VIZ_PLAN_MATCH_H

#include "plan_goal.h"
#include "plan_text.h"

enum { PLAN_MENTIONS_MOST = 48, PLAN_OTHERS_MOST = 4 };

/* What stood before a mention: "by", "colored by", "on the x axis". */
enum plan_mark { MARK_NONE, MARK_GROUP, MARK_COLOR, MARK_FACET, MARK_X, MARK_Y };

enum plan_how { HOW_NAME, HOW_PART, HOW_SYNONYM, HOW_SPELLING, HOW_VALUE };

struct plan_mention {
	int from, to;              /* tokens */
	int column;
	const char *value;         /* a cell value, else NULL */
	double score;              /* 1: all words of the name, as written */
	enum plan_how how;
	int other[PLAN_OTHERS_MOST], others;   /* columns that it could be, too */
	enum plan_agg agg;
	enum plan_mark mark;
	bool counted;              /* "the number of" stands before it */
	bool used;                 /* a sort or a filter has it */
};

/* What is known of a set's names and values, made once for many questions. */
struct plan_index;
struct plan_index *plan_index_new(const struct plan_set *);
void plan_index_free(struct plan_index *);

/* Mentions in free tokens, in the order of the question: how many. */
int plan_match(const struct plan_index *, const struct plan_text *, struct plan_mention *);

/* Is one of the words of the column's name the token, or of the same line of the
 * synonyms ("from" and origin)? */
bool plan_match_called(const struct plan_column *, const struct plan_token *);

/* Is the token a word of a table's name: "the airports"? */
bool plan_match_entity(const struct plan_index *, const struct plan_text *, int token);
/* Of which table, as it is written; or PLAN_NONE. */
int plan_match_table(const struct plan_index *, const struct plan_text *, int token);

#endif
