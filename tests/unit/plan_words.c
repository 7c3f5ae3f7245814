/* Every entry of the planner's vocabulary has an example that shows it, and that
 * is read otherwise once the entry is taken out.
 *
 * share/planner/words: tests/golden/words/words has questions with {} in the
 * place of a phrase, a line "TAG | question => reading", or "TAG: phrase | …" for
 * one phrase; each is asked of the first table of tables.ndjson, or of the one
 * named before it ("TAG @staff | …"), or of one made up ("TAG @{}:measure | …").
 *
 * share/planner/synonyms: a phrase means a column, or a value, that is called by
 * another of its line.  The tables are made up here. */
#include "jqprog.h"
#include "mem.h"
#include "plan.h"
#include "share.h"
#include "str.h"
#include "unit.h"

#include <ctype.h>
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXAMPLES_MOST = 1000 };

struct example {
	char *tag, *phrase, *table, *question, *want;
};

static struct example example[EXAMPLES_MOST];
static int examples;
static jv tables;
static struct jqprog *render;
static char folder[] = "/tmp/viz.words.XXXXXX";
static const char *const files[] = {"words", "synonyms", "units", "charts", "derived", "limits"};

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
	    jv_string("relations"), jv_array(), jv_string("history"), history, jv_string("n"), jv_number(1));
	jv goals = jv_object_get(plan_goals(request), jv_string("goals")), goal = jv_array_get(goals, 0);

	return jv_object_has(jv_copy(goal), jv_string("ok")) ? goal : jv_object_set(goal, jv_string("ok"), jv_true());
}

/* On one line, as goal.jq has it; its title where that is wanted. */
static jv
reading(jv datasets, const char *question, bool title)
{
	const char *then = strstr(question, " >> ");
	jv goal;

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
	return jqprog_run(render, JV_OBJECT(jv_string("kind"), jv_string("chart"), jv_string("goal"), goal));
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

/* In a child, where the vocabulary is read anew: is it read so? */
static bool
in_child(jv datasets, const char *question, const char *want)
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(reads_so(jv_copy(datasets), question, want) ? 0 : 1);
	ck_assert(pid > 0 && waitpid(pid, &status, 0) == pid);
	ck_assert_msg(WIFEXITED(status), "%s: ended by a signal", question);
	return WEXITSTATUS(status) == 0;
}

/* How questions are read with the vocabulary as it stands: all in one child, in
 * memory that it shares, a place for each entry and example. */
static char *stands;
static bool looking;           /* in that child */
enum { PLACES = 1 << 22 };

/* Is it read so as things stand? */
static bool
as_it_stands(size_t place, jv datasets, const char *question, const char *want)
{
	ck_assert(place < PLACES);
	if (looking)
		stands[place] = reads_so(jv_copy(datasets), question, want);
	return stands[place] != 0;
}

/* walk once in a child that only looks, then with what it saw. */
static int
walk_twice(int (*walk)(const char *), const char *text)
{
	int status;
	pid_t pid;

	stands = mmap(NULL, PLACES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert(stands != MAP_FAILED);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		looking = true;
		walk(text);
		_exit(0);
	}
	ck_assert(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0);
	int missing = walk(text);

	munmap(stands, PLACES);
	return missing;
}

/* ---- the words */

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

static jv
table_named(const char *name, const char *phrase)
{
	jv all = jv_array();

	if (name != NULL && strchr(name, ':') != NULL) {
		char *columns = fill(name, phrase);
		jv t = make_table(columns);

		free(columns);
		return t;
	}
	jv_array_foreach(tables, i, t) {
		jv id = jv_object_get(jv_copy(t), jv_string("id"));

		if (name == NULL ? i == 0 : strcmp(jv_string_value(id), name) == 0)
			all = jv_array_append(all, jv_copy(t));
		jv_free(id);
		jv_free(t);
	}
	return all;
}

static void
read_examples(const char *path)
{
	char *text = slurp(path), *rest = text;

	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		char *bar = strstr(line, " | "), *arrow = strstr(line, " => ");

		if (*line == '#' || *line == '\0')
			continue;
		ck_assert_msg(bar != NULL && arrow != NULL && examples < EXAMPLES_MOST, "cannot be read: %s", line);
		*bar = *arrow = '\0';
		struct example *e = &example[examples++];
		char *at = strstr(line, " @"), *colon;

		if (at != NULL)
			*at = '\0', e->table = trim(at + 2);
		if ((colon = strstr(line, ": ")) != NULL)
			*colon = '\0', e->phrase = trim(colon + 2);
		e->tag = trim(line);
		e->question = trim(bar + 3);
		e->want = trim(arrow + 4);
	}
}

/* The file without the phrase at [from, to) of its text, and its comma. */
static char *
without(const char *text, const char *from, const char *to)
{
	struct str b = {0};

	if (*to == ',') {
		to++;
	} else {
		while (from > text && from[-1] != ',' && from[-1] != ':' && from[-1] != '\n')
			from--;
		if (from[-1] == ',')
			from--;
	}
	str_add(&b, text, (size_t)(from - text));
	str_adds(&b, to);
	return b.s;
}

static bool
is_shown(size_t entry, const char *tag, const char *phrase, const char *text, const char *from, const char *to, bool *right)
{
	bool shown = false;

	*right = false;
	for (int i = 0; i < examples && !shown; i++) {
		struct example *e = &example[i];

		if (strcmp(e->tag, tag) != 0 || (e->phrase != NULL && strcmp(e->phrase, phrase) != 0))
			continue;
		char *question = fill(e->question, phrase), *less;
		char *want = fill(e->want, phrase);
		jv t = table_named(e->table, phrase);

		if (as_it_stands(entry * EXAMPLES_MOST + (size_t)i, t, question, want) && !looking) {
			*right = true;
			less = without(text, from, to);
			write_file("words", less);
			shown = !in_child(t, question, want);
			write_file("words", text);
			free(less);
		}
		jv_free(t);
		free(want);
		free(question);
	}
	return shown;
}

/* Each phrase of the file: TAG: phrase, phrase … */
static int
walk_words(const char *text)
{
	int missing = 0;
	size_t entry = 0;

	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strcspn(line, "\n"), colon = strcspn(line, ":\n");

		if (*line == '#' || line[colon] != ':')
			continue;
		char *tag = mem_dup(line, colon);

		for (const char *from = line + colon + 1; from < line + n;) {
			const char *to = from + strcspn(from, ",\n");
			char *raw = mem_dup(from, (size_t)(to - from)), *phrase = trim(raw);
			bool right;

			if (*phrase != '\0' && !is_shown(entry++, tag, phrase, text, from, to, &right) && !looking) {
				missing++;
				printf("%s: %s: %s\n", tag, phrase, right ? "the example is read so without it, too" : "no example is read so");
			}
			free(raw);
			from = to + (*to == ',');
		}
		free(tag);
	}
	write_file("words", text);
	return missing;
}

START_TEST(words)
{
	char *text = share_need("planner/words", NULL);

	read_examples("tests/golden/words/words");
	ck_assert_int_eq(walk_twice(walk_words, text), 0);
	free(text);
}
END_TEST

/* ---- the synonyms */

/* A table of a group zeta, a measure or text called so, and another measure. */
static jv
made_up(const char *name, bool value)
{
	struct str b = {0};

	str_adds(&b, "[{\"id\":\"stuff\",\"rows\":90,\"columns\":[{\"name\":\"zeta\",\"type\":\"text\",\"role\":\"category\",\"distinct\":4,"
	    "\"top\":[{\"value\":\"zz\",\"count\":40}]},");
	if (value)
		str_addf(&b, "{\"name\":\"theta\",\"type\":\"text\",\"role\":\"category\",\"distinct\":5,\"top\":[{\"value\":\"%s\",\"count\":30},"
		    "{\"value\":\"ww\",\"count\":20}]},", name);
	else
		str_addf(&b, "{\"name\":\"%s\",\"type\":\"number\",\"role\":\"measure\",\"distinct\":80,\"min\":1,\"max\":99},", name);
	str_adds(&b, "{\"name\":\"omega\",\"type\":\"number\",\"role\":\"measure\",\"distinct\":80,\"min\":1,\"max\":99}]}]");
	jv t = jv_parse(b.s);

	str_free(&b);
	return t;
}

/* Does the phrase mean what is called by the other, and without the entry not?
 * Of columns it is asked as a field, and as a word of what is the most. */
static bool
means(size_t place, const char *phrase, const char *other, int form, const char *less)
{
	static const char *const asked[] = {"median {} by zeta", "mean omega of {} by zeta", "{} stuff by zeta"};
	static const char *const wanted[] = {"bar; x zeta; y median({})", "bar; x zeta; y avg(omega); where theta = {}", "bar; x zeta; y m~~({})"};
	jv t = made_up(other, form == 1);
	char *said = mem_strdup(phrase), *question, *want = fill(wanted[form], other);
	bool shown = false;

	/* Initials are said in capitals: "UK". */
	for (char *p = said; form == 1 && strlen(phrase) == 2 && *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	question = fill(asked[form], said);
	if (as_it_stands(place, t, question, want) && !looking) {
		write_file("synonyms", less);
		shown = !in_child(t, question, want);
	}
	free(said);
	free(want);
	free(question);
	jv_free(t);
	return shown;
}

static int
walk_synonyms(const char *text)
{
	int missing = 0;
	size_t entry = 0;

	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strcspn(line, "\n");
		char *phrase[64], *raw[64];
		const char *from[64], *to[64];
		int count = 0;

		if (*line == '#' || n == 0)
			continue;
		for (const char *p = line; p < line + n && count < 64; p = to[count - 1] + (*to[count - 1] == ',')) {
			from[count] = p;
			to[count] = p + strcspn(p, ",\n");
			raw[count] = mem_dup(p, (size_t)(to[count] - p));
			phrase[count] = trim(raw[count]);
			count++;
		}
		for (int i = 0; i < count; i++, entry++) {
			char *less = without(text, from[i], to[i]);
			bool shown = false;

			/* As what is said, or as what the data call it. */
			for (int k = 0; k < 3 * count && !shown; k++)
				shown = k / 3 != i && (means(entry * 512 + (size_t)k * 2, phrase[i], phrase[k / 3], k % 3, less) ||
				    means(entry * 512 + (size_t)k * 2 + 1, phrase[k / 3], phrase[i], k % 3, less));
			if (!shown && !looking) {
				missing++;
				printf("synonyms: %s: means none of its line, or does so without it\n", phrase[i]);
			}
			free(less);
		}
		for (int i = 0; i < count; i++)
			free(raw[i]);
	}
	write_file("synonyms", text);
	return missing;
}

START_TEST(synonyms)
{
	char *text = share_need("planner/synonyms", NULL);

	ck_assert_int_eq(walk_twice(walk_synonyms, text), 0);
	free(text);
}
END_TEST

/* ---- the units */

/* "Over 2 minutes" of a column of seconds; "2 million" of any. */
static bool
converts(size_t place, const char *word, double worth, const char *other, double other_worth, const char *less)
{
	struct str columns = {0}, question = {0}, want = {0};
	bool number = other == NULL, shown = false;

	str_addf(&columns, "alpha%s%s:measure", number ? "" : " ", number ? "" : other);
	str_addf(&question, "rows with alpha over 2 %s by zeta", word);
	str_addf(&want, "bar; x zeta; y count; where alpha%s%s > %.17g", number ? "" : " ", number ? "" : other,
	    number ? 2 * worth : 2 * worth / other_worth);
	jv t = make_table(columns.s);

	if (as_it_stands(place, t, question.s, want.s) && !looking) {
		write_file("units", less);
		shown = !in_child(t, question.s, want.s);
	}
	jv_free(t);
	str_free(&columns);
	str_free(&question);
	str_free(&want);
	return shown;
}

struct unit_word {
	const char *from, *to;
	char word[32];
	double worth;
};

/* The words of a line "KIND: word word WORTH, word WORTH". */
static int
units_of(const char *line, size_t n, struct unit_word *list)
{
	int count = 0, first = 0;

	for (const char *p = line + strcspn(line, ":") + 1; p < line + n;) {
		size_t length = strcspn(p, " ,\n");

		if (isdigit((unsigned char)*p))
			while (first < count)
				list[first++].worth = strtod(p, NULL);
		else if (length > 0)
			snprintf((list[count] = (struct unit_word){.from = p, .to = p + length}).word, 32, "%.*s", (int)length, p), count++;
		p += length + 1;
	}
	return count;
}

static int
walk_units(const char *text)
{
	int missing = 0;
	size_t entry = 0;

	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strcspn(line, "\n");
		struct unit_word list[40];
		int count = *line == '#' || n == 0 ? 0 : units_of(line, n, list);
		bool number = strncmp(line, "number:", 7) == 0;

		for (int i = 0; i < count; i++, entry++) {
			/* A word that stands for it no longer. */
			char *less = mem_strdup(text);
			bool shown = false;

			less[list[i].from - text] = '~';
			for (int k = 0; k < count && !shown; k++)
				shown = converts(entry * 64 + (size_t)k, list[i].word, list[i].worth, number ? NULL : list[k].word, list[k].worth, less) ||
				    (!number && k != i && converts(entry * 64 + (size_t)k, list[k].word, list[k].worth, list[i].word, list[i].worth, less));
			write_file("units", text);
			if (!shown && !looking) {
				missing++;
				printf("units: %s: turns into none of its line, or does so without it\n", list[i].word);
			}
			free(less);
		}
	}
	return missing;
}

START_TEST(units)
{
	char *text = share_need("planner/units", NULL);

	ck_assert_int_eq(walk_twice(walk_units, text), 0);
	free(text);
}
END_TEST

/* ---- */

static void
start(void)
{
	char path[128], *text, *rest, *line, *program = slurp("tests/golden/questions/goal.jq");
	jv why;

	setvbuf(stdout, NULL, _IOLBF, 0);
	text = slurp("tests/golden/words/tables.ndjson");
	rest = text;
	tables = jv_array();
	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			tables = jv_array_append(tables, jv_parse(line));
	struct str p = {0};

	/* The reading needs a question to be there. */
	str_addf(&p, ".goal.question //= \"\" | %s", program);
	render = jqprog_text("goal.jq", p.s, jv_object(), &why);
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
}

static void
add(TCase *t)
{
	tcase_add_unchecked_fixture(t, start, stop);
	tcase_add_test(t, words);
	tcase_add_test(t, synonyms);
	tcase_add_test(t, units);
}

UNIT_MAIN("plan_words", add)
