/* Every phrase of share/planner/words has an example that shows it, and that is
 * read otherwise once the phrase is taken out.
 *
 * tests/golden/words/words has questions with {} in the place of a phrase, a line
 * "TAG | question => reading", or "TAG: phrase | …" for one phrase; each is asked
 * of the first table of tables.ndjson, or of the one named before it ("TAG @staff
 * | …"), or of one made up ("TAG @{}:measure | …"). */
#include "entry.h"

enum { EXAMPLES_MOST = 1000 };

struct example {
	char *tag, *phrase, *table, *question, *want;
	bool used;
};

static struct example example[EXAMPLES_MOST];
static int examples;
static jv tables;

static void
load_tables(void)
{
	char *text = slurp("tests/golden/words/tables.ndjson"), *rest = text;

	tables = jv_array();
	for (char *line; (line = strsep(&rest, "\n")) != NULL;)
		if (*line != '\0')
			tables = jv_array_append(tables, jv_parse(line));
	free(text);
}

static jv
table_named(const char *name, const char *phrase)
{
	if (name != NULL && strchr(name, ':') != NULL) {
		char *columns = fill(name, phrase);
		jv t = make_table(columns);

		free(columns);
		return t;
	}
	jv all = jv_array();

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

/* Is the phrase, the nth of the file, shown by an example? */
static bool
is_shown(int nth, const char *tag, const char *phrase, bool *right)
{
	bool shown = false;

	*right = false;
	for (int i = 0; i < examples; i++) {
		struct example *e = &example[i];

		if (strcmp(e->tag, tag) != 0)
			continue;
		e->used = true;
		if (shown || (e->phrase != NULL && strcmp(e->phrase, phrase) != 0))
			continue;
		char *question = fill(e->question, phrase), *want = fill(e->want, phrase);
		jv t = table_named(e->table, phrase);

		if (reads_so(jv_copy(t), question, want)) {
			*right = true;
			shown = !reads_without("words", nth, jv_copy(t), question, want);
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
	int missing = 0, nth = 0;

	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strcspn(line, "\n"), colon = strcspn(line, ":\n");

		if (*line == '#' || line[colon] != ':')
			continue;
		char *tag = mem_dup(line, colon);

		for (const char *from = line + colon + 1; from < line + n;) {
			const char *to = from + strcspn(from, ",\n");
			char *raw = mem_dup(from, (size_t)(to - from)), *phrase = trim(raw);
			bool right;

			if (*phrase != '\0' && !is_shown(nth++, tag, phrase, &right)) {
				missing++;
				printf("%s: %s: %s\n", tag, phrase, right ? "the example is read so without it, too" : "no example is read so");
			}
			free(raw);
			from = to + (*to == ',');
		}
		free(tag);
	}
	for (int i = 0; i < examples; i++)
		if (!example[i].used) {
			missing++;
			printf("%s: an example, but no such entry\n", example[i].tag);
		}
	return missing;
}

START_TEST(words)
{
	load_tables();
	char *text = share_need("planner/words", NULL);

	read_examples("tests/golden/words/words");
	ck_assert_int_eq(walk_words(text), 0);
	free(text);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_checked_fixture(t, start, stop);
	tcase_add_test(t, words);
}

UNIT_MAIN("plan_words", add)
