/* plan_ask: a question while it is read.  For the plan_* modules only; each
 * reader takes the words that it understands out of the way of the next. */
#ifndef VIZ_PLAN_ASK_H
#define VIZ_PLAN_ASK_H

#include "plan_match.h"

struct plan_span {
	int from, to;              /* the tokens of a condition, for "or" */
	const char *how;           /* found so, where no word names its column; else NULL */
};

struct plan_ask {
	const struct plan_set *s;
	const struct plan_index *index;
	struct plan_text text;
	struct plan_mention m[PLAN_MENTIONS_MOST];
	int n;
	struct plan_goal g;
	struct plan_span span[PLAN_CONDS_MOST];   /* of g.cond */
	struct plan_span having;   /* of g.having */
	bool left[PLAN_MENTIONS_MOST];   /* drawn in a chart of its own */
	int main;                  /* the table that it is mostly about */

	/* what was said outside of fields */
	bool count;                /* how many, number of: rows are counted */
	int count_at;              /* the token, where */
	bool number;               /* what it goes on from was one number */
	bool distinct;             /* … of different things */
	enum plan_mark count_mark; /* "y axis the number of" */
	bool axes;                 /* x or y were named: bars stand upright */
	bool facet_word, color_word, stacked, grouped, correlation, distribution, share, trend, compare, versus, map;
	bool superlative, superlative_least;   /* "which … has the highest" */
	bool chart_stated, unit_stated;
	bool extreme_moments;      /* "windiest days" */
	bool unit_marked;          /* "per month", not "which month" */
	bool years_compared;       /* "2019 and 2020": the years make groups, too */
	bool entity;               /* the rows were named: "the airports" */
	bool who;                  /* "Who has the most …?" */
	bool per_row;              /* "per order", where a row is one */
	bool loose_agg;            /* an aggregate that no field follows */
	enum plan_agg the_agg;
	int sort_column;           /* what a sort clause named, or PLAN_NONE */
	enum plan_agg sort_agg;
	bool sort_count, sorted, sort_names;
};

/* A question cut into tokens, nothing of it understood yet. */
struct plan_ask *plan_ask_new(const struct plan_index *, const struct plan_set *, const char *question);
void plan_ask_free(struct plan_ask *);

/* Reads all of it but the places of its fields: the steps below, in order. */
void plan_ask_words(struct plan_ask *);

/* Of several tables: which the fields are of. */
void plan_ask_tables(struct plan_ask *);

/* "the last 5 years"; before limits are read. */
void plan_ask_last(struct plan_ask *);

/* "sort by the y axis from high to low" and its kin. */
void plan_ask_sort(struct plan_ask *);

/* Conditions: "price over 5", "in Texas", "since 2010". */
void plan_ask_conditions(struct plan_ask *);

/* Chart types, forms and tasks; must come before fields are matched. */
void plan_ask_chart(struct plan_ask *);
/* "over time"; once fields and values are matched. */
void plan_ask_trend(struct plan_ask *);
/* "top 5", "the 10 largest"; before aggregates are read. */
void plan_ask_limit(struct plan_ask *);
/* The same, where it begins at token i. */
void plan_ask_limit_at(struct plan_ask *, int i);
/* Days that are rows; once marks are read, before units. */
void plan_ask_days(struct plan_ask *);
/* Is mention m an adjective of what has it: "rainy", "discounted"? */
bool plan_ask_having(const struct plan_ask *, int m);
/* Time units, bins. */
void plan_ask_units(struct plan_ask *);
/* "Math score" is math: words behind a field of numbers that say what it is. */
void plan_ask_heads(struct plan_ask *);
/* Numbers of few values that are measures here; once marks are read. */
void plan_ask_coded(struct plan_ask *);
/* "Satisfaction over time", "rating by month": the course of its mean; once units are
 * read. */
void plan_ask_course(struct plan_ask *);
/* "Which category sells best", where no field follows the word at token i: sorted
 * by what each has on the whole. */
void plan_ask_best(struct plan_ask *, int i);
/* "Turnover by department" is a measure, though a department is called Sales; once
 * fields and values are matched. */
void plan_ask_called(struct plan_ask *);
/* "Map of airports": longitude against latitude, where the table has both and nothing
 * is measured; then the places of the goal are given. */
bool plan_ask_map(struct plan_ask *);
/* "Sales" of a table whose money is called otherwise: words that mean a kind of column;
 * once fields are matched. */
void plan_ask_like(struct plan_ask *);
/* "More than a week": articles that are a number; before units are read. */
void plan_ask_articles(struct plan_ask *);
/* Rates and shares of a field of yes and no; before aggregates are read. */
void plan_ask_rates(struct plan_ask *);
/* Aggregates; of plan_ask_marks, once axes are read. */
void plan_ask_aggregates(struct plan_ask *);
/* Aggregates and what stands before each field. */
void plan_ask_marks(struct plan_ask *);

/* Gives the fields their places and chooses what was not said. */
void plan_ask_assign(struct plan_ask *);
/* Measures that had no place beside the others, as their units differ ("average
 * cost and length of stay by ward"): mentions into left, PLAN_NONE for the count; how many; they are noted
 * in a->left. */
enum { PLAN_LEFT_MOST = 4 };
int plan_ask_left(struct plan_ask *, int left[PLAN_LEFT_MOST]);
/* Of all measures only mention m, or the count, before plan_ask_assign. */
void plan_ask_only(struct plan_ask *, int m);
/* Only the choice of unit, chart and order, for places that are given. */
void plan_ask_choose(struct plan_ask *);

/* Does the question follow up the goal before it ("now by month")?  Then a->g
 * becomes that goal with what was said changed; in place of plan_ask_assign. */
bool plan_ask_follow(struct plan_ask *, const struct plan_goal *before);

/* The same for what is known to be a change of that goal. */
void plan_ask_change(struct plan_ask *, const struct plan_goal *before);

/* ---- what is told of the reading */

/* goal.alternatives: what the question could have meant, too, best first. */
jv plan_ask_others(const struct plan_ask *);
/* goal.mapping: which words led to what; what was inferred has words null. */
jv plan_ask_mapping(const struct plan_ask *);
/* The mapping with what nobody understood behind it: conditions and words. */
jv plan_ask_missed(const struct plan_ask *, jv mapping);

/* ---- helpers */

const struct plan_column *plan_ask_column(const struct plan_ask *, int mention);
/* The mention that begins at or after token i and before end, skipping small
 * words; PLAN_NONE where a word that is neither stands between. */
int plan_ask_next(const struct plan_ask *, int i, int end);
/* Is token i that word; does a phrase with that tag begin there? */
bool plan_ask_word(const struct plan_ask *, int i, const char *word);
bool plan_ask_said(const struct plan_ask *, int i, const char *tag);
/* The mention over token i, or PLAN_NONE. */
int plan_ask_at(const struct plan_ask *, int i);

#endif
