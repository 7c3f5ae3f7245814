/* plan_set: the datasets of a request as the planner looks at them: columns
 * with the words of their names, their role, and the values known of them. */
#ifndef VIZ_PLAN_SET_H
#define VIZ_PLAN_SET_H

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>

enum { PLAN_NONE = -1, PLAN_WORDS_MOST = 12, PLAN_VALUES_MOST = 64 };

enum plan_type {
	PLAN_EMPTY, PLAN_INTEGER, PLAN_NUMBER, PLAN_BOOLEAN, PLAN_DATE, PLAN_DATETIME, PLAN_TIME, PLAN_TEXT,
};

enum plan_role { ROLE_MEASURE, ROLE_CATEGORY, ROLE_TIME, ROLE_ID, ROLE_TEXT, ROLE_GEO };

/* A name cut into lower-case words: "Total_Accidents", "totalAcc2". */
struct plan_words {
	size_t n;
	char *word[PLAN_WORDS_MOST];
};

struct plan_column {
	int table;                 /* its dataset, an index of plan_set.table */
	const char *name, *unit;   /* unit may be NULL */
	const char *format;        /* as the profile has it, or NULL */
	enum plan_type type;
	enum plan_role role;
	bool year;                 /* whole numbers that are years */
	bool coded;                /* whole numbers that name groups: 4, 6, 8 cylinders */
	double nulls;              /* cells that SQL reads as NULL */
	double distinct, min, max, mean, stddev, longest;
	double outliers;           /* how far the ends lie beyond the quartiles, in quartile ranges */
	const char *first, *last;  /* least and greatest of dates, as text, or NULL */
	struct plan_words words;
	size_t values;             /* known cell values: most frequent first */
	const char *value[PLAN_VALUES_MOST];
	double most;               /* how often the first of them stands there */
	int base, times;           /* not in the table: the product of two that are */
};

struct plan_table {
	const char *id;
	double rows;
	struct plan_words words;
	int first, columns;        /* its columns in plan_set.column */
};

/* table[0].column[0] = table[1].column[1] ties the two. */
struct plan_relation {
	int table[2];
	const char *column[2];
};

struct plan_set {
	jv datasets, relations;    /* what all texts above are borrowed from */
	struct plan_table *table;
	int tables;
	struct plan_column *column;
	int columns;
	struct plan_relation *relation;
	int n_relations;
};

/* Consumes both arrays. */
void plan_set_make(struct plan_set *, jv datasets, jv relations);
void plan_set_free(struct plan_set *);

/* The column of that name among the tables of the bit set (1 << table), exact
 * or else without regard to case, "table.column" where two have it; PLAN_NONE
 * where there is none. */
int plan_set_column(const struct plan_set *, unsigned long tables, const char *name);
int plan_set_table(const struct plan_set *, const char *id);

/* Correlation of two columns as the profile knows it, else 0. */
double plan_set_correlation(const struct plan_set *, int a, int b);

/* Is the column one that share/planner/derived added? */
bool plan_is_derived(const struct plan_column *);

/* Does a word of the column's name carry the tag of share/planner/words? */
bool plan_column_is(const struct plan_column *, const char *tag);

void plan_words_split(struct plan_words *, const char *name);
void plan_words_free(struct plan_words *);

/* Is it a moment, or a year: does a line over it make sense? */
bool plan_is_time(const struct plan_column *);
/* Can it be summed or averaged? */
bool plan_is_measure(const struct plan_column *);
/* Does it make groups? */
bool plan_is_group(const struct plan_column *);
/* Yes and no, or 0 and 1: its mean is a share. */
bool plan_is_flag(const struct plan_column *);
/* Have some rows none of it: no cell, or nought of what is never less? */
bool plan_may_lack(const struct plan_column *);
bool plan_is_number(const struct plan_column *);

#endif
