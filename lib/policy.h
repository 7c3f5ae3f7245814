/* policy: what a gnuplot script may say, read from share/policy/gnuplot.allow
 * (that file explains its own lines).  Words match as gnuplot matches them:
 * whole, or cut no shorter than their $ allows; the first that fits is meant. */
#ifndef VIZ_POLICY_H
#define VIZ_POLICY_H

#include <stdbool.h>
#include <stddef.h>

enum policy_follow {
	FOLLOW_NONE,
	FOLLOW_EXPR,               /* word= */
	FOLLOW_GROUP,              /* word=@group */
	FOLLOW_GROUP_OR_EXPR,      /* word=@group? */
	FOLLOW_VALUE,              /* word== */
	FOLLOW_VALUE_GROUP,        /* word==@group */
	FOLLOW_COLONS,             /* word=: */
	FOLLOW_COMMAS,             /* word=, */
	FOLLOW_FORMAT,             /* word=% */
	FOLLOW_USING,              /* word=using */
	FOLLOW_NAME,               /* word=name */
};

struct policy_word {
	char *name;
	size_t least;              /* shortest abbreviation */
	bool never;                /* gnuplot knows it, we refuse it */
	enum policy_follow follow;
	const struct policy_list *group;
};

/* An entry with keywords: a command, an option, or a group of words. */
struct policy_list {
	char *name;
	size_t least;
	struct policy_word *words;
	size_t n;
	bool list, literal, format, block, names;   /* () "" % $ names */
	bool none, numbers;        /* what stands alone: - nothing, # numbers only */
	double cap;                /* <=N; 0: none */
};

struct policy_never {
	char *name, *rule, *reason;
	char *remedy;              /* in reason's memory; NULL: leave it out */
	size_t least;
};

struct policy_function {
	char *name;
	char result;               /* 'n', 's' or 'a' */
	int least, most;           /* arguments */
	int format;                /* the argument that is a literal format, from 1; 0: none */
};

struct policy_variable {
	char *name;
	char type;                 /* 'n', 's' or 'a' */
	bool fixed, prefix;        /* never assigned; NAME* */
};

struct policy;

/* Reads share/NAME; a message and exit 2 where it is broken. */
struct policy *policy_load(const char *name);
void policy_free(struct policy *);

/* Its text, for the digest and for people; borrowed. */
const char *policy_text(const struct policy *, size_t *n);

/* By n bytes of a word; NULL where nothing fits.  class is "command", "set",
 * "idle" or "words" (whole names only), or for policy_no "command" or "set". */
const struct policy_list *policy_find(const struct policy *, const char *class, const char *s, size_t n);
const struct policy_never *policy_no(const struct policy *, const char *class, const char *s, size_t n);
const struct policy_word *policy_word(const struct policy_list *, const char *s, size_t n);
const struct policy_function *policy_function(const struct policy *, const char *s, size_t n);
const struct policy_variable *policy_variable(const struct policy *, const char *s, size_t n);

/* The nearest name of a class, for "did you mean"; NULL where none is near. */
const char *policy_near(const struct policy *, const char *class, const char *word);
const char *policy_near_word(const struct policy_list *, const char *word);

#endif
