#include "fit.h"

#include "mem.h"
#include "share.h"

#include <err.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rule {
	char name[32], types[160];
	bool asks[FIT_ROLES][FIT_WHATS];
	double most[FIT_ROLES];
};

static struct rule *rules;
static size_t count;
static char *whole;

/* ---- the file */

static void
read_types(struct rule *r, const char *types)
{
	/* " pie bar ", to be searched for " bar ". */
	snprintf(r->types, sizeof r->types, " %s ", types);
}

static void
read_part(struct rule *r, char *part, int line)
{
	static const char *const roles[] = {"x", "y", "series"}, *const whats[] = {"most", "ordered", "positive", "zero", "no id"};
	char role[8] = "";
	int used = 0;

	part += strspn(part, " \t");
	for (size_t n = strlen(part); n > 0 && strchr(" \t\r", part[n - 1]) != NULL; n--)
		part[n - 1] = '\0';
	if (strncmp(part, "chart ", 6) == 0) {
		read_types(r, part + 6);
		return;
	}
	if (sscanf(part, "%7s %n", role, &used) == 1)
		for (int i = 0; i < FIT_ROLES; i++)
			for (int k = 0; k < FIT_WHATS; k++)
				if (strcmp(role, roles[i]) == 0 && strncmp(part + used, whats[k], strlen(whats[k])) == 0) {
					r->asks[i][k] = true;
					if (k == FIT_MOST)
						r->most[i] = strtod(part + used + strlen(whats[k]), NULL);
					return;
				}
	errx(2, "share/planner/limits: line %d: cannot be read: %.60s: see the head of the file", line, part);
}

static void
read_rule(const char *name, char *parts, int line)
{
	struct rule r = {.name = ""};
	char *rest = NULL;

	snprintf(r.name, sizeof r.name, "%s", name);
	for (char *part = strtok_r(parts, ",", &rest); part != NULL; part = strtok_r(NULL, ",", &rest))
		read_part(&r, part, line);
	rules = mem_resize(rules, count + 1, sizeof *rules);
	rules[count++] = r;
}

static void
load(void)
{
	if (whole != NULL)
		return;
	whole = share_need("planner/limits", NULL);
	share_rules("planner/limits", "RULE: chart TYPE, ROLE WHAT", read_rule);
}

/* ---- use */

static const struct rule *
find(const char *type, enum fit_role role, enum fit_what what)
{
	char key[40];

	load();
	snprintf(key, sizeof key, " %s ", type);
	for (size_t i = 0; i < count; i++)
		if (rules[i].asks[role][what] && strstr(rules[i].types, key) != NULL)
			return &rules[i];
	return NULL;
}

const char *
fit_rule(const char *type, enum fit_role role, enum fit_what what)
{
	const struct rule *r = find(type, role, what);

	return r != NULL ? r->name : NULL;
}

double
fit_most(const char *type, enum fit_role role)
{
	const struct rule *r = find(type, role, FIT_MOST);

	return r != NULL ? r->most[role] : DBL_MAX;
}

const char *
fit_text(void)
{
	load();
	return whole;
}
