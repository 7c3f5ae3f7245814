#include "policy.h"

#include "mem.h"
#include "share.h"
#include "str.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

enum { COMMAND, SET, WORDS, IDLE, CLASSES };

struct policy {
	char *text;                /* the file as it is */
	size_t size;
	const char *file;
	int line;
	struct policy_list *lists[CLASSES];
	size_t n[CLASSES];
	struct policy_never *never[2];
	size_t nevers[2];
	struct policy_function *functions;
	size_t nfunctions;
	struct policy_variable *variables;
	size_t nvariables;
};

/* ---- reading */

__attribute__((noreturn)) static void
broken(const struct policy *p, const char *why, const char *word)
{
	errx(2, "share/%s:%d: %s: %s: mend it or reinstall", p->file, p->line, word, why);
}

static int
class_of(const char *s)
{
	return strcmp(s, "command") == 0 ? COMMAND : strcmp(s, "set") == 0 ? SET :
	    strcmp(s, "words") == 0 ? WORDS : strcmp(s, "idle") == 0 ? IDLE : -1;
}

/* "pl$ot" into "plot" and 2. */
static char *
cut(const char *s, size_t n, size_t *least)
{
	const char *mark = memchr(s, '$', n);
	struct str name = {0};

	*least = n;
	if (mark != NULL && n > 1) {
		*least = (size_t)(mark - s);
		str_add(&name, s, *least);
		str_add(&name, mark + 1, n - *least - 1);
	} else {
		str_add(&name, s, n);
	}
	return str_take(&name);
}

static const struct policy_list *
group_named(struct policy *p, const char *name)
{
	const struct policy_list *l = policy_find(p, "words", name, strlen(name));

	if (l == NULL)
		broken(p, "no such group above this line", name);
	return l;
}

static void
add_word(struct policy_list *l, struct policy_word w)
{
	l->words = mem_resize(l->words, l->n + 1, sizeof *l->words);
	l->words[l->n++] = w;
}

static void
add_group(struct policy *p, struct policy_list *l, const char *name)
{
	const struct policy_list *g = group_named(p, name);

	for (size_t i = 0; i < g->n; i++) {
		struct policy_word w = g->words[i];

		w.name = mem_strdup(w.name);
		add_word(l, w);
	}
}

/* What stands behind the first = of a keyword. */
static void
read_follow(struct policy *p, struct policy_word *w, char *s)
{
	static const struct { const char *mark; enum policy_follow follow; } plain[] = {
		{"", FOLLOW_EXPR}, {"=", FOLLOW_VALUE}, {":", FOLLOW_COLONS}, {",", FOLLOW_COMMAS},
		{"%", FOLLOW_FORMAT}, {"using", FOLLOW_USING}, {"name", FOLLOW_NAME},
	};
	size_t n = strlen(s);

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(s, plain[i].mark) == 0) {
			w->follow = plain[i].follow;
			return;
		}
	if (strncmp(s, "=@", 2) == 0) {
		w->follow = FOLLOW_VALUE_GROUP;
		w->group = group_named(p, s + 2);
	} else if (s[0] == '@' && s[n - 1] == '?') {
		s[n - 1] = '\0';
		w->follow = FOLLOW_GROUP_OR_EXPR;
		w->group = group_named(p, s + 1);
	} else if (s[0] == '@') {
		w->follow = FOLLOW_GROUP;
		w->group = group_named(p, s + 1);
	} else {
		broken(p, "unknown mark behind =", s);
	}
}

/* One keyword or flag of a list. */
static void
read_item(struct policy *p, struct policy_list *l, char *s)
{
	struct policy_word w = {.never = s[0] == '!'};

	if (strcmp(s, "()") == 0)
		l->list = true;
	else if (strcmp(s, "\"\"") == 0)
		l->literal = true;
	else if (strcmp(s, "%") == 0)
		l->format = true;
	else if (strcmp(s, "$") == 0)
		l->block = true;
	else if (strcmp(s, "names") == 0)
		l->names = true;
	else if (strcmp(s, "-") == 0)
		l->none = true;
	else if (strcmp(s, "#") == 0)
		l->numbers = true;
	else if (strncmp(s, "<=", 2) == 0)
		l->cap = strtod(s + 2, NULL);
	else if (s[0] == '@')
		add_group(p, l, s + 1);
	else {
		s += w.never;
		char *eq = strchr(s, '=');

		w.name = cut(s, eq != NULL ? (size_t)(eq - s) : strlen(s), &w.least);
		if (eq != NULL)
			read_follow(p, &w, eq + 1);
		add_word(l, w);
	}
}

static void
read_list(struct policy *p, int class, char *rest)
{
	char *save = NULL, *name = strtok_r(rest, " \t", &save), *word = strtok_r(NULL, " \t", &save);
	struct policy_list l = {0};

	if (name == NULL)
		broken(p, "a word is missing", "line");
	l.name = cut(name, strlen(name), &l.least);
	if (word != NULL && strcmp(word, ":") != 0)
		broken(p, "not a colon", word);
	while ((word = strtok_r(NULL, " \t", &save)) != NULL)
		read_item(p, &l, word);
	if (class != WORDS)
		p->lists[class] = mem_resize(p->lists[class], p->n[class] + 1, sizeof l);
	p->lists[class][p->n[class]++] = l;
}

static void
read_never(struct policy *p, char *rest)
{
	char *save = NULL, *class = strtok_r(rest, " \t", &save), *name = strtok_r(NULL, " \t", &save);
	char *rule = strtok_r(NULL, " \t", &save), *reason = strtok_r(NULL, "", &save);
	struct policy_never v = {0};

	if (reason == NULL || (reason = strchr(reason, ':')) == NULL)
		broken(p, "wants: never CLASS WORD RULE : REASON [; REMEDY]", name != NULL ? name : "line");
	int k = class_of(class);

	if (k != COMMAND && k != SET)
		broken(p, "neither command nor set", class);
	v.name = cut(name, strlen(name), &v.least);
	v.rule = mem_strdup(rule);
	v.reason = mem_strdup(reason + 1 + strspn(reason + 1, " \t"));
	v.remedy = strstr(v.reason, "; ");
	if (v.remedy != NULL) {
		*v.remedy = '\0';
		v.remedy += 2;
	}
	p->never[k] = mem_resize(p->never[k], p->nevers[k] + 1, sizeof v);
	p->never[k][p->nevers[k]++] = v;
}

static char
read_type(struct policy *p, const char *s)
{
	if (s == NULL || s[1] != '\0' || strchr("nsa", s[0]) == NULL)
		broken(p, "a type is n, s or a", s != NULL ? s : "line");
	return s[0];
}

static void
read_function(struct policy *p, char *rest)
{
	char *save = NULL, *name = strtok_r(rest, " \t", &save), *type = strtok_r(NULL, " \t", &save), *w;
	struct policy_function f = {.result = read_type(p, type), .name = mem_strdup(name)};

	while ((w = strtok_r(NULL, " \t", &save)) != NULL) {
		if (strncmp(w, "format=", 7) == 0)
			f.format = atoi(w + 7);
		else if (f.least == 0)
			f.least = f.most = atoi(w);
		else
			f.most = atoi(w);
	}
	if (f.least < 1 || f.most < f.least)
		broken(p, "how many arguments", f.name);
	p->functions = mem_resize(p->functions, p->nfunctions + 1, sizeof f);
	p->functions[p->nfunctions++] = f;
}

static void
read_variable(struct policy *p, char *rest)
{
	char *save = NULL, *name = strtok_r(rest, " \t", &save), *type = strtok_r(NULL, " \t", &save);
	char *fixed = strtok_r(NULL, " \t", &save);
	struct policy_variable v = {.type = read_type(p, type), .fixed = fixed != NULL};
	size_t n = strlen(name);

	v.prefix = name[n - 1] == '*';
	v.name = mem_dup(name, n - v.prefix);
	p->variables = mem_resize(p->variables, p->nvariables + 1, sizeof v);
	p->variables[p->nvariables++] = v;
}

static void
read_line(struct policy *p, char *s)
{
	s += strspn(s, " \t");
	if (*s == '\0' || *s == '#')
		return;
	size_t n = strcspn(s, " \t");
	char *rest = s + n + (s[n] != '\0');

	s[n] = '\0';
	if (class_of(s) >= 0)
		read_list(p, class_of(s), rest);
	else if (strcmp(s, "never") == 0)
		read_never(p, rest);
	else if (strcmp(s, "function") == 0)
		read_function(p, rest);
	else if (strcmp(s, "variable") == 0)
		read_variable(p, rest);
	else
		broken(p, "unknown kind of line", s);
}

struct policy *
policy_load(const char *name)
{
	struct policy *p = mem_calloc(1, sizeof *p);

	p->text = share_need(name, &p->size);
	p->file = name;
	/* Groups are pointed at: their array must not move once it is in use. */
	p->lists[WORDS] = mem_calloc(256, sizeof *p->lists[WORDS]);
	char *copy = mem_dup(p->text, p->size), *s = copy;

	while (*s != '\0') {
		size_t n = strcspn(s, "\n");
		char *next = s + n + (s[n] != '\0');

		s[n] = '\0';
		p->line++;
		if (p->n[WORDS] >= 255)
			broken(p, "more than 255 groups", "words");
		read_line(p, s);
		s = next;
	}
	free(copy);
	return p;
}

void
policy_free(struct policy *p)
{
	for (int k = 0; k < CLASSES; k++) {
		for (size_t i = 0; i < p->n[k]; i++) {
			for (size_t j = 0; j < p->lists[k][i].n; j++)
				free(p->lists[k][i].words[j].name);
			free(p->lists[k][i].words);
			free(p->lists[k][i].name);
		}
		free(p->lists[k]);
	}
	for (int k = 0; k < 2; k++) {
		for (size_t i = 0; i < p->nevers[k]; i++) {
			free(p->never[k][i].name);
			free(p->never[k][i].rule);
			free(p->never[k][i].reason);
		}
		free(p->never[k]);
	}
	for (size_t i = 0; i < p->nfunctions; i++)
		free(p->functions[i].name);
	for (size_t i = 0; i < p->nvariables; i++)
		free(p->variables[i].name);
	free(p->functions);
	free(p->variables);
	free(p->text);
	free(p);
}

/* ---- asking */

const char *
policy_text(const struct policy *p, size_t *n)
{
	*n = p->size;
	return p->text;
}

static bool
fits(const char *name, size_t least, const char *s, size_t n)
{
	return n >= least && n <= strlen(name) && n > 0 && memcmp(name, s, n) == 0;
}

static bool
equal(const char *name, const char *s, size_t n)
{
	return strlen(name) == n && memcmp(name, s, n) == 0;
}

const struct policy_list *
policy_find(const struct policy *p, const char *class, const char *s, size_t n)
{
	int k = class_of(class);

	for (size_t i = 0; k >= 0 && i < p->n[k]; i++)
		if (fits(p->lists[k][i].name, p->lists[k][i].least, s, n))
			return &p->lists[k][i];
	return NULL;
}

const struct policy_never *
policy_no(const struct policy *p, const char *class, const char *s, size_t n)
{
	int k = class_of(class);

	for (size_t i = 0; k >= 0 && k < 2 && i < p->nevers[k]; i++)
		if (fits(p->never[k][i].name, p->never[k][i].least, s, n))
			return &p->never[k][i];
	return NULL;
}

const struct policy_word *
policy_word(const struct policy_list *l, const char *s, size_t n)
{
	for (size_t i = 0; i < l->n; i++)
		if (fits(l->words[i].name, l->words[i].least, s, n))
			return &l->words[i];
	return NULL;
}

const struct policy_function *
policy_function(const struct policy *p, const char *s, size_t n)
{
	for (size_t i = 0; i < p->nfunctions; i++)
		if (equal(p->functions[i].name, s, n))
			return &p->functions[i];
	return NULL;
}

const struct policy_variable *
policy_variable(const struct policy *p, const char *s, size_t n)
{
	for (size_t i = 0; i < p->nvariables; i++) {
		const struct policy_variable *v = &p->variables[i];
		size_t len = strlen(v->name);

		if (v->prefix ? n > len && memcmp(v->name, s, len) == 0 : equal(v->name, s, n))
			return v;
	}
	return NULL;
}

/* ---- did you mean */

static void
nearer(const char *name, const char *word, const char **best, int *distance)
{
	int d = str_distance(name, word, *distance);

	if (d < *distance) {
		*distance = d;
		*best = name;
	}
}

const char *
policy_near(const struct policy *p, const char *class, const char *word)
{
	const char *best = NULL;
	int d = strlen(word) > 4 ? 3 : 2, k = class_of(class);

	for (size_t i = 0; k >= 0 && i < p->n[k]; i++)
		nearer(p->lists[k][i].name, word, &best, &d);
	for (size_t i = 0; k < 0 && i < p->nfunctions; i++)
		nearer(p->functions[i].name, word, &best, &d);
	return best;
}

const char *
policy_near_word(const struct policy_list *l, const char *word)
{
	const char *best = NULL;
	int d = strlen(word) > 4 ? 3 : 2;

	for (size_t i = 0; i < l->n; i++)
		if (!l->words[i].never)
			nearer(l->words[i].name, word, &best, &d);
	return best;
}
