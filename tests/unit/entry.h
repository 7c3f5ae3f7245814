/* entry.h: what the tests of the planner's vocabulary share: questions read with
 * share/planner as it stands, and, in a child, with one entry taken out. */
#ifndef VIZ_ENTRY_H
#define VIZ_ENTRY_H

#include "jqprog.h"
#include "mem.h"
#include "plan.h"
#include "plan_edit.h"
#include "plan_lex.h"
#include "share.h"
#include "str.h"
#include "unit.h"

#include <ctype.h>
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct jqprog *render;
#define FOLDER "/tmp/viz.words.XXXXXX"

static char folder[] = FOLDER;
static const char *const files[] = {"words", "synonyms", "places", "units", "charts", "derived", "limits"};

/* ---- files */

static char *
slurp(const char *path)
{
	struct str b = {0};
	char part[4096];
	size_t n;
	FILE *f = fopen(path, "r");

	if (f == NULL)
		err(3, "%s", path);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		str_add(&b, part, n);
	fclose(f);
	return b.s != NULL ? b.s : mem_strdup("");
}

static void
write_file(const char *name, const char *text)
{
	char path[128];

	snprintf(path, sizeof path, "%s/planner/%s", folder, name);
	FILE *f = fopen(path, "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		err(3, "%s", path);
}

static char *
trim(char *s)
{
	s += strspn(s, " \t");
	for (size_t n = strlen(s); n > 0 && strchr(" \t\r", s[n - 1]) != NULL; n--)
		s[n - 1] = '\0';
	return s;
}

/* ---- readings */

/* The first goal that is made of the question; of "ONE >> TWO" of TWO, which
 * follows up the goal of ONE; of "(none)" what is recommended. */
static jv
goal_of(jv datasets, const char *question, jv history)
{
	bool none = strcmp(question, "(none)") == 0;
	jv request = JV_OBJECT(jv_string("questions"), none ? jv_array() : JV_ARRAY(jv_string(question)), jv_string("datasets"), datasets,
	    jv_string("relations"), jv_array(), jv_string("history"), history, jv_string("n"), jv_number(2));
	jv goals = jv_object_get(plan_goals(request), jv_string("goals")), goal = jv_array_get(goals, 0);

	return jv_object_has(jv_copy(goal), jv_string("ok")) ? goal : jv_object_set(goal, jv_string("ok"), jv_true());
}

/* What "edit: TEXT" changes in how a chart of bars is drawn, as JSON. */
static jv
edited(jv datasets, const char *text)
{
	struct plan_set s;
	struct plan_goal bars;
	struct plan_edit e;

	plan_set_make(&s, datasets, jv_array());
	plan_goal_init(&bars);
	bars.chart = CHART_BAR;
	bars.x = plan_set_column(&s, 1, "Route");
	bars.agg = AGG_COUNT;
	plan_goal_tables(&bars, &s, 0);
	jv texts = JV_ARRAY(jv_string(text));

	plan_edit_make(&e, &s, &bars, texts);
	jv draw = jv_dump_string(jv_copy(e.draw), JV_PRINT_SORTED);

	plan_edit_free(&e);
	plan_set_free(&s);
	jv_free(texts);
	return draw;
}

static jv
line_of(jv goal)
{
	return jqprog_run(render, JV_OBJECT(jv_string("kind"), jv_string("chart"), jv_string("goal"), goal));
}

/* All that "parts: TEXT" asks for, with " / " between. */
static jv
all_of(jv datasets, const char *question)
{
	jv goal = goal_of(datasets, question, jv_array()), more = jv_object_get(jv_copy(goal), jv_string("more"));
	jv all = line_of(goal);

	if (jv_get_kind(more) == JV_KIND_ARRAY)
		jv_array_foreach(more, i, one)
			all = jv_string_concat(jv_string_concat(all, jv_string(" / ")), line_of(jv_object_set(one, jv_string("ok"), jv_true())));
	jv_free(more);
	return all;
}

/* On one line, as goal.jq has it; its title where that is wanted. */
static jv
reading(jv datasets, const char *question, bool title)
{
	const char *then = strstr(question, " >> ");
	jv goal;

	if (strncmp(question, "edit: ", 6) == 0)
		return edited(datasets, question + 6);
	if (strncmp(question, "parts: ", 7) == 0)
		return all_of(datasets, question + 7);
	if (then != NULL) {
		char *first = mem_dup(question, (size_t)(then - question));

		goal = goal_of(jv_copy(datasets), first, jv_array());
		goal = goal_of(datasets, then + 4, JV_ARRAY(goal));
		free(first);
	} else {
		goal = goal_of(datasets, question, jv_array());
	}
	if (title)
		return jv_object_get(goal, jv_string("title"));
	return line_of(goal);
}

/* The same text; a ~ of what is wanted is any letter. */
static bool
is_like(const char *text, const char *want)
{
	for (; *text != '\0' && (*text == *want || *want == '~'); text++)
		want++;
	return *text == '\0' && *want == '\0';
}

static bool
reads_so(jv datasets, const char *question, const char *want)
{
	bool title = strncmp(want, "title ", 6) == 0;
	jv r = reading(datasets, question, title);

	want += title ? 6 : 0;
	bool same = jv_get_kind(r) == JV_KIND_STRING && is_like(jv_string_value(r), want);

	jv_free(r);
	return same;
}

/* The same without the nth phrase of the file. */
static bool
reads_without(const char *file, int nth, jv datasets, const char *question, const char *want)
{
	plan_lex_hide(file, nth, true);
	bool same = reads_so(datasets, question, want);

	plan_lex_hide(file, nth, false);
	return same;
}

/* ---- tables and texts made up */

static char *
fill(const char *question, const char *phrase)
{
	struct str b = {0};

	for (const char *p = question; *p != '\0'; p++)
		if (strncmp(p, "{}", 2) == 0) {
			str_adds(&b, phrase);
			p++;
		} else {
			str_addc(&b, *p);
		}
	return b.s;
}

/* A table of 90 rows: a group zeta, and columns "NAME:ROLE, …". */
static jv
make_table(const char *columns)
{
	char *text = mem_strdup(columns), *rest = text;
	jv all = jv_parse("[{\"name\":\"zeta\",\"type\":\"text\",\"role\":\"category\",\"distinct\":4,"
	    "\"top\":[{\"value\":\"zz\",\"count\":40}]}]");

	for (char *one; (one = strsep(&rest, ",")) != NULL;) {
		char *role = strchr(one, ':');
		bool text_one;

		ck_assert_msg(role != NULL, "a column is NAME:ROLE: %s", one);
		*role++ = '\0';
		text_one = strcmp(role, "category") == 0;
		jv c = JV_OBJECT(jv_string("name"), jv_string(trim(one)), jv_string("role"), jv_string(trim(role)),
		    jv_string("type"), jv_string(text_one ? "text" : "integer"), jv_string("distinct"), jv_number(text_one ? 7 : 85));

		c = jv_object_set(c, jv_string("min"), jv_number(1));
		all = jv_array_append(all, jv_object_set(c, jv_string("max"), jv_number(99)));
	}
	free(text);
	return JV_ARRAY(JV_OBJECT(jv_string("id"), jv_string("stuff"), jv_string("rows"), jv_number(90), jv_string("columns"), all));
}

/* ---- before and after */

static void
start(void)
{
	char path[128], *text, *program = slurp("tests/golden/questions/goal.jq");
	jv why;

	setvbuf(stdout, NULL, _IOLBF, 0);
	struct str p = {0};

	/* The reading needs a question to be there. */
	str_addf(&p, ".goal.question //= \"\" | %s", program);
	render = jqprog_text("goal.jq", p.s, jv_object(), &why);
	str_free(&p);
	free(program);
	ck_assert(render != NULL && mkdtemp(folder) != NULL);
	snprintf(path, sizeof path, "%s/planner", folder);
	ck_assert(mkdir(path, 0700) == 0);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "planner/%s", files[i]);
		text = share_need(path, NULL);
		write_file(files[i], text);
		free(text);
	}
	setenv("VIZ_SHARE", folder, 1);
}

static void
stop(void)
{
	char path[128];

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s/planner/%s", folder, files[i]);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/planner", folder);
	rmdir(path);
	rmdir(folder);
	strcpy(folder, FOLDER);
	jqprog_free(render);
}

#endif
