#include "llm_task.h"

#include "jqprog.h"
#include "line.h"
#include "rec.h"
#include "share.h"
#include "str.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCHEMA_FILE_MOST = 1 << 20 };

static const char *const levels[] = {"names", "types", "stats"};

/* "rows:5" as {"level":"stats","rows":5}, "types" as {"level":"types","rows":0}. */
static jv
share_of(const char *text)
{
	bool rows = strncmp(text, "rows:", 5) == 0;

	return JV_OBJECT(jv_string("level"), jv_string(rows ? "stats" : text),
	    jv_string("rows"), jv_number(rows ? strtol(text + 5, NULL, 10) : 0));
}

static jv
text_or_null(const char *s)
{
	return s != NULL ? jv_string(s) : jv_null();
}

/* A file of the user's, as a string, or jv_null() with *why. */
static jv
user_file(const char *path, char **why)
{
	struct str text = {0}, said = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC), bad = fd == -1 ? -1 : line_slurp(fd, &text, SCHEMA_FILE_MOST);
	jv v = jv_null();

	if (bad < 0)
		str_addf(&said, "%s: %s: name a file that can be read", path, strerror(errno));
	else if (bad > 0)
		str_addf(&said, "%s: longer than %d bytes: name a shorter description", path, (int)SCHEMA_FILE_MOST);
	else if (str_utf8(text.s, text.n) != text.n)
		str_addf(&said, "%s: not UTF-8: name a text file", path);
	else
		v = jv_string_sized(text.s != NULL ? text.s : "", (int)text.n);
	if (fd != -1)
		close(fd);
	if (said.n > 0)
		*why = str_take(&said);
	str_free(&text);
	return v;
}

static jv
load_schema(const char *task)
{
	struct str name = {0};

	str_addf(&name, "schema/%s.json", task);
	char *text = share_need(name.s, NULL);
	jv schema = jv_parse(text);

	if (jv_get_kind(schema) != JV_KIND_OBJECT)
		errx(2, "share/%s: not a JSON object: mend it or reinstall", name.s);
	free(text);
	str_free(&name);
	return jv_object_delete(schema, jv_string("title"));
}

char *
llm_task_load(struct llm_task *t, const struct llm_options *o)
{
	struct str name = {0};
	char *functions = share_read("sql/functions", NULL), *why = NULL;

	*t = (struct llm_task){.o = o, .name = strncmp(o->stage, "llm", 3) == 0 ? o->stage + 3 : o->stage};
	str_addf(&name, "prompts/%s.jq", t->name);
	t->prompt = jqprog_load(name.s, jv_object());
	t->schema = load_schema(t->name);
	t->setting = JV_OBJECT(jv_string("share"), share_of(o->share != NULL ? o->share : "rows:5"),
	    jv_string("style"), text_or_null(o->style), jv_string("persona"), text_or_null(o->persona),
	    jv_string("context"), text_or_null(o->context), jv_string("functions"), text_or_null(functions));
	t->setting = jv_object_set(t->setting, jv_string("schema"),
	    o->schema != NULL ? user_file(o->schema, &why) : jv_null());
	free(functions);
	str_free(&name);
	return why;
}

void
llm_task_free(struct llm_task *t)
{
	jqprog_free(t->prompt);
	jv_free(t->schema);
	jv_free(t->setting);
}

int
llm_task_level(const struct llm_task *t)
{
	jv share = jv_at(t->setting, "share");
	const char *level = jv_text(share, "level");
	int i = 0;

	while (i < 2 && strcmp(level, levels[i]) != 0)
		i++;
	jv_free(share);
	return i;
}
