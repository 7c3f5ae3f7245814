#include "plan_unit.h"

#include "mem.h"
#include "plan_lex.h"
#include "share.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

struct unit {
	char *word;
	double worth;
	int kind;                  /* its line; 0: a number, as "million" */
};

static struct unit *units;
static size_t count;

/* ---- the file */

static void
add(const char *word, double worth, int kind)
{
	char stem[PLAN_STEM_SIZE];

	plan_stem(word, stem);
	units = mem_resize(units, count + 1, sizeof *units);
	units[count++] = (struct unit){mem_strdup(stem), worth, kind};
}

/* "time: ms 0.001, second sec 1": words, then what each of them is worth. */
static void
read_line(char *line, int number)
{
	char *rest = NULL, *more = NULL;

	line[strcspn(line, "#\r")] = '\0';
	if (line[strspn(line, " \t")] == '\0')
		return;
	char *colon = strchr(line, ':');

	if (colon == NULL)
		errx(2, "share/planner/units: line %d: no colon: write KIND: word 1, word word 60", number);
	*colon = '\0';
	for (char *part = strtok_r(colon + 1, ",", &rest); part != NULL; part = strtok_r(NULL, ",", &rest)) {
		char *word = part + strspn(part, " \t"), *last = strrchr(word, ' '), *end = NULL;
		double worth = last != NULL ? strtod(last + 1, &end) : 0;

		if (last == NULL || *end != '\0' || !(worth > 0))
			errx(2, "share/planner/units: line %d: %.40s: no number behind it: write what it is worth", number, word);
		*last = '\0';
		for (char *w = strtok_r(word, " \t", &more); w != NULL; w = strtok_r(NULL, " \t", &more))
			add(w, worth, strcmp(line, "number") == 0 ? 0 : number);
	}
}

static void
load(void)
{
	int number = 0;

	if (units != NULL)
		return;
	char *text = share_need("planner/units", NULL), *rest = text;

	for (char *line; (line = strsep(&rest, "\n")) != NULL;)
		read_line(line, ++number);
	free(text);
}

static const struct unit *
find(const char *word)
{
	char stem[PLAN_STEM_SIZE];

	load();
	plan_stem(word, stem);
	for (size_t i = 0; i < count; i++)
		if (strcmp(units[i].word, stem) == 0)
			return &units[i];
	return NULL;
}

/* ---- use */

bool
plan_unit_is(const char *word)
{
	return find(word) != NULL;
}

/* The unit of the column that is of that kind. */
static const struct unit *
own_unit(const struct plan_column *c, int kind)
{
	const struct unit *u = c->unit != NULL ? find(c->unit) : NULL;
	size_t n = c->words.n;

	/* "Hours per week" are hours. */
	for (size_t i = n; i-- > 1;)
		if (strcmp(c->words.word[i], "per") == 0)
			n = i;
	for (size_t i = n; i-- > 0 && (u == NULL || u->kind != kind);)
		u = find(c->words.word[i]);
	return u != NULL && u->kind == kind ? u : NULL;
}

bool
plan_unit_fits(const char *word, const struct plan_column *c)
{
	const struct unit *u = find(word);

	return u != NULL && u->kind != 0 && own_unit(c, u->kind) != NULL;
}

double
plan_unit_convert(double v, const char *said, const struct plan_column *c)
{
	const struct unit *u = find(said);

	if (u == NULL)
		return v;
	const struct unit *own = own_unit(c, u->kind);

	if (u->kind == 0)
		return own != NULL ? v * u->worth / own->worth : v * u->worth;
	return own != NULL ? v * u->worth / own->worth : v;
}
