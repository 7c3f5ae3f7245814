#include "llm.h"

#include "digest.h"
#include "event.h"
#include "mem.h"
#include "proc.h"
#include "rec.h"
#include "str.h"

#include <stdlib.h>
#include <string.h>

enum { MS = 1000, TIMEOUT_MS = 60 * MS, MOST_PROVIDERS = 16, ANSWER_CAP = 4 << 20 };

struct provider {
	char *name;               /* "builtin", "exec" */
	char *cmd;                /* of exec */
};

struct llm {
	struct llm_options o;
	struct provider chain[MOST_PROVIDERS];
	size_t count;
	char with[DIGEST_SIZE];
};

/* ---- options */

int
llm_option(struct llm_options *o, int c, const char *arg)
{
	char *end;
	double seconds;

	switch (c) {
	case 'p':
		o->providers = arg;
		return *arg != '\0' ? 1 : -1;
	case LLM_TIMEOUT:
		seconds = strtod(arg, &end);
		if (*end != '\0' || end == arg || !(seconds > 0) || seconds > 86400)
			return -1;
		o->timeout_ms = (long)(seconds * MS);
		return 1;
	default:
		return 0;
	}
}

/* ---- the chain */

static bool
is_known(const char *name, size_t n)
{
	return n == strlen("builtin") && memcmp(name, "builtin", n) == 0;
}

static bool
is_exec(const char *s)
{
	return strncmp(s, "exec:", 5) == 0;
}

/* The length of the provider that s starts with: a command goes on over commas
 * that no provider's name follows. */
static size_t
part_length(const char *s)
{
	size_t n = strcspn(s, ",");

	while (is_exec(s) && s[n] == ',') {
		const char *next = s + n + 1;
		size_t m = strcspn(next, ",");

		if (is_exec(next) || is_known(next, m))
			break;
		n += 1 + m;
	}
	return n;
}

static bool
add_provider(struct llm *l, const char *s, size_t n)
{
	struct provider *p = &l->chain[l->count];

	if (l->count == MOST_PROVIDERS)
		return false;
	if (is_exec(s) && n > 5) {
		*p = (struct provider){mem_strdup("exec"), mem_dup(s + 5, n - 5)};
	} else if (is_known(s, n)) {
		*p = (struct provider){.name = mem_dup(s, n)};
	} else {
		return false;
	}
	l->count++;
	return true;
}

struct llm *
llm_new(const struct llm_options *o, jv *why)
{
	struct llm *l = mem_calloc(1, sizeof *l);
	const char *s = o->providers != NULL ? o->providers : "builtin";

	l->o = *o;
	if (l->o.timeout_ms == 0)
		l->o.timeout_ms = TIMEOUT_MS;
	digest_bytes(s, strlen(s), l->with);
	for (;;) {
		size_t n = part_length(s);

		if (!add_provider(l, s, n)) {
			struct str name = {0};

			str_foreign(&name, s, n);
			*why = jv_string_fmt("no such provider: %s: use builtin or exec:CMD",
			    name.s != NULL ? name.s : "(none)");
			str_free(&name);
			llm_free(l);
			return NULL;
		}
		if (s[n] == '\0')
			return l;
		s += n + 1;
	}
}

void
llm_free(struct llm *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->count; i++) {
		free(l->chain[i].name);
		free(l->chain[i].cmd);
	}
	free(l);
}

const char *
llm_with(const struct llm *l)
{
	return l->with;
}

/* ---- exec */

static jv
exec_failed(const struct provider *p, const struct proc_result *r, long timeout_ms)
{
	struct str cmd = {0}, said = {0};
	jv failure;

	str_foreign(&cmd, p->cmd, strlen(p->cmd));
	str_foreign(&said, r->err.s, r->err.n);
	if (r->end == PROC_TIME)
		failure = rec_fail("provider.time", false, "allow more with --timeout",
		    "exec:%s: no answer within %ld ms", cmd.s, timeout_ms);
	else if (r->end == PROC_OUTPUT)
		failure = rec_fail("provider.long", false, "let the command print one JSON object",
		    "exec:%s: printed more than %d bytes", cmd.s, (int)ANSWER_CAP);
	else
		failure = rec_fail("provider.exec", false, "run the command by hand",
		    "exec:%s: %s %d%s%s", cmd.s, proc_end_name(r->end), r->code,
		    said.n > 0 ? ": " : "", said.n > 0 ? said.s : "");
	str_free(&cmd);
	str_free(&said);
	return failure;
}

static jv
not_an_object(const struct provider *p, const struct proc_result *r)
{
	struct str some = {0}, cmd = {0};

	str_foreign(&cmd, p->cmd, strlen(p->cmd));
	str_foreign(&some, r->out.s, r->out.n);
	jv failure = rec_fail("provider.garbage", false, "let the command print one JSON object",
	    "exec:%s: the answer is not a JSON object: %s", cmd.s, some.n > 0 ? some.s : "(empty)");

	str_free(&some);
	str_free(&cmd);
	return failure;
}

/* The answer with who gave it; what looks like our own verdict is dropped. */
static jv
signed_by(jv answer, jv by)
{
	answer = jv_object_delete(answer, jv_string("ok"));
	return jv_object_set(answer, jv_string("by"), by);
}

static jv
ask_exec(const struct llm *l, const struct provider *p, jv request)
{
	const char *argv[] = {"sh", "-c", p->cmd, NULL};
	jv text = jv_string_concat(jv_dump_string(request, 0), jv_string("\n"));
	struct proc_result r;

	proc_run(&(struct proc){.argv = argv, .in = jv_string_value(text),
	    .in_size = (size_t)jv_string_length_bytes(jv_copy(text)),
	    .wall_ms = l->o.timeout_ms, .out_cap = ANSWER_CAP}, &r);
	jv_free(text);
	jv answer = jv_invalid();

	if (r.end != PROC_EXIT || r.code != 0)
		answer = exec_failed(p, &r, l->o.timeout_ms);
	else if (str_utf8(r.out.s, r.out.n) == r.out.n)
		answer = jv_parse_sized(r.out.s, (int)r.out.n);
	if (jv_get_kind(answer) != JV_KIND_OBJECT) {
		jv_free(answer);
		answer = not_an_object(p, &r);
	} else if (r.end == PROC_EXIT && r.code == 0) {
		answer = signed_by(answer, JV_OBJECT(jv_string("provider"), jv_string("exec"),
		    jv_string("model"), jv_null(), jv_string("ms"), jv_number(r.ms)));
	}
	proc_free(&r);
	return answer;
}

/* ---- asking */

static bool
is_failure(jv answer)
{
	return jv_get_kind(answer) != JV_KIND_OBJECT || jv_object_has(jv_copy(answer), jv_string("ok"));
}

static jv
ask_one(const struct llm *l, const struct provider *p, jv request, jv (*builtin)(jv))
{
	if (p->cmd != NULL)
		return ask_exec(l, p, request);
	jv answer = builtin(request);

	return is_failure(answer) ? answer :
	    signed_by(answer, JV_OBJECT(jv_string("provider"), jv_string("builtin")));
}

jv
llm_ask(struct llm *l, jv request, jv (*builtin)(jv request))
{
	jv answer = jv_null();

	for (size_t i = 0; i < l->count; i++) {
		jv_free(answer);
		answer = ask_one(l, &l->chain[i], jv_copy(request), builtin);
		if (!is_failure(answer))
			break;
	}
	jv_free(request);
	return answer;
}
