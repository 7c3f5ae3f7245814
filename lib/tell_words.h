/* tell_words: sentences from share/tell/en, and numbers and dates as a person
 * would write them. */
#ifndef VIZ_TELL_WORDS_H
#define VIZ_TELL_WORDS_H

#include "str.h"

#include <jv.h>
#include <stdbool.h>

/* How the values of one column are written. */
enum number_form { NUMBER_PLAIN, NUMBER_MONEY, NUMBER_PERCENT, NUMBER_SHARE };

struct number_style {
	enum number_form form;
	const char *unit;          /* "$", "km" or NULL */
};

/* From code.chart (borrowed), by its members y_format and y_unit, say; the unit
 * lasts as long as the chart. */
struct number_style words_style(jv chart, const char *format_key, const char *unit_key);

/* "$1.25 million", "9,120", "3.4 km", "12.5%".  These four append to b. */
void words_number(struct str *b, double v, const struct number_style *);

/* A share of a whole, 0 to 1: "34%", "3.4%", "less than 0.1%". */
void words_share(struct str *b, double share);

/* A ratio: "1.8", "12". */
void words_ratio(struct str *b, double ratio);

/* What a text spells as a date: "2021" year, "2021-03" month, "2021-Q1"
 * quarter, "2021-03-05" day. */
enum period { PERIOD_NONE, PERIOD_YEAR, PERIOD_QUARTER, PERIOD_MONTH, PERIOD_WEEK, PERIOD_DAY, PERIOD_TIME };

enum period words_period(const char *iso);

/* "in March 2021", "on 5 March 2021", "in the week of 5 March 2021": iso read as that period. */
void words_when(struct str *b, const char *iso, enum period);

/* A label of an axis as a noun inside a sentence: without a unit in brackets
 * at its end, "UnitPrice" and "unit_price" as words, its first letter small unless it is an acronym or a name of
 * capitals; the same with a large first letter. */
void words_noun(struct str *b, const char *label, bool capital);

/* Adds sentence name to b, with a blank before it where b has text: {key}
 * replaced by the value of each pair of texts, ended by WORDS_END.  Ends the program
 * with status 2 where share/tell/en has no such sentence. */
#define WORDS_END ((const char *)0)
void words_say(struct str *b, const char *name, ...);

#endif
