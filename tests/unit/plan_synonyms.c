/* Every entry of share/planner/synonyms and units does what its line says, and no
 * longer once it is taken out: a phrase means a column, or a value, that is called
 * by another of its line; a number said in one unit is turned into another.  The
 * tables are made up here. */
#include "entry.h"

#include <sys/mman.h>
#include <sys/wait.h>

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

/* Does the phrase mean what is called by the other, and without the nth entry of the
 * file not?  Of columns it is asked as a field, and as a word of what is the most. */
static bool
means(const char *file, int nth, const char *phrase, const char *other, int form)
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
	if (reads_so(jv_copy(t), question, want))
		shown = !reads_without(file, nth, jv_copy(t), question, want);
	free(said);
	free(want);
	free(question);
	jv_free(t);
	return shown;
}

/* Each phrase of a file of lines that mean the same; of places only as cell values. */
static int
walk_lines(const char *file, const char *text, bool cells)
{
	int missing = 0, nth = 0;

	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strcspn(line, "\n");
		char *phrase[64], *raw[64];
		int count = 0;

		if (*line == '#' || n == 0)
			continue;
		for (const char *p = line, *to; p < line + n && count < 64; p = to + (*to == ',')) {
			to = p + strcspn(p, ",\n");
			raw[count] = mem_dup(p, (size_t)(to - p));
			phrase[count] = trim(raw[count]);
			count++;
		}
		for (int i = 0; i < count; i++, nth++) {
			bool shown = false;

			/* As what is said, or as what the data call it. */
			for (int k = 0; k < 3 * count && !shown; k++)
				shown = k / 3 != i && (!cells || k % 3 == 1) &&
				    (means(file, nth, phrase[i], phrase[k / 3], k % 3) || means(file, nth, phrase[k / 3], phrase[i], k % 3));
			if (!shown) {
				missing++;
				printf("%s: %s: means none of its line, or does so without it\n", file, phrase[i]);
			}
		}
		for (int i = 0; i < count; i++)
			free(raw[i]);
	}
	return missing;
}

static int
walk_file(const char *file)
{
	char path[64];

	snprintf(path, sizeof path, "planner/%s", file);
	char *text = share_need(path, NULL);
	int missing = walk_lines(file, text, strcmp(file, "places") == 0);

	free(text);
	return missing;
}

START_TEST(synonyms)
{
	ck_assert_int_eq(walk_file("synonyms"), 0);
}
END_TEST

START_TEST(places)
{
	ck_assert_int_eq(walk_file("places"), 0);
}
END_TEST

/* ---- the units */

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

		if (isdigit((unsigned char)*p)) {
			while (first < count)
				list[first++].worth = strtod(p, NULL);
		} else if (length > 0) {
			struct unit_word *w = &list[count++];

			*w = (struct unit_word){.from = p, .to = p + length};
			snprintf(w->word, sizeof w->word, "%.*s", (int)length, p);
		}
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

static void
add(TCase *t)
{
	tcase_add_checked_fixture(t, start, stop);
	tcase_add_test(t, synonyms);
	tcase_add_test(t, places);
	tcase_add_test(t, units);
}

UNIT_MAIN("plan_synonyms", add)
