#include "llm.h"

#include "digest.h"
#include "event.h"
#include "filter.h"
#include "llm_exec.h"
#include "llm_model.h"
#include "llm_store.h"
#include "mem.h"
#include "rec.h"
#include "share.h"
#include "str.h"

#include <errno.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { MS = 1000, TIMEOUT_MS = 60 * MS, MAX_TOKENS = 4096, TTL_S = 30 * 86400, MOST_PROVIDERS = 16, JOBS = 8 };

struct provider {
	char *cmd;                 /* exec:CMD, or NULL */
	struct api *api;           /* of share/providers, or NULL: builtin then */
};

/* What workers tell each other. */
struct shared {
	atomic_bool told[MOST_PROVIDERS];   /* its failure has been said */
	atomic_bool dead[MOST_PROVIDERS];   /* no use asking it again: the key is wrong */
};

struct llm {
	struct llm_options o;
	struct provider chain[MOST_PROVIDERS];
	size_t count;
	struct llm_task task;
	struct shared *shared;
	bool has_models;
	char with[DIGEST_SIZE];
};

/* ---- options */

static bool
is_level(const char *s)
{
	if (strncmp(s, "rows:", 5) == 0)
		return s[5] != '\0' && strspn(s + 5, "0123456789") == strlen(s + 5) && strlen(s + 5) <= 4;
	return strcmp(s, "names") == 0 || strcmp(s, "types") == 0 || strcmp(s, "stats") == 0;
}

/* Of several words one. */
static bool
is_style(const char *s)
{
	return strcmp(s, "typed") == 0 || strcmp(s, "custom") == 0 || strcmp(s, "auto") == 0;
}

/* A whole number from least to a thousand million. */
static int
take_number(long *to, const char *arg, long least)
{
	char *end;
	long v = strtol(arg, &end, 10);

	if (*arg == '\0' || *end != '\0' || v < least || v > 1000000000)
		return -1;
	*to = v;
	return 1;
}

static int
take_seconds(long *ms, const char *arg)
{
	char *end;
	double seconds = strtod(arg, &end);

	if (*end != '\0' || end == arg || !(seconds > 0) || seconds > 86400)
		return -1;
	*ms = (long)(seconds * MS);
	return *ms > 0 ? 1 : -1;
}

static int
take_text(const char **to, const char *arg, bool good)
{
	*to = arg;
	return good ? 1 : -1;
}

int
llm_option(struct llm_options *o, int c, const char *arg)
{
	switch (c) {
	case 'p':
		return take_text(&o->providers, arg, *arg != '\0');
	case LLM_MODEL:
		return take_text(&o->model, arg, *arg != '\0');
	case LLM_BASE_URL:
		return take_text(&o->base_url, arg, strncmp(arg, "http", 4) == 0 && strstr(arg, "://") != NULL);
	case LLM_TIMEOUT:
		return take_seconds(&o->timeout_ms, arg);
	case LLM_MAX_TOKENS:
		return take_number(&o->max_tokens, arg, 16);
	case LLM_RPM:
		return take_number(&o->per_minute, arg, 1);
	case LLM_BUDGET_CALLS:
		return take_number(&o->budget_calls, arg, 1);
	case LLM_BUDGET_TOKENS:
		return take_number(&o->budget_tokens, arg, 1);
	case LLM_SHARE:
		return take_text(&o->share, arg, is_level(arg));
	case LLM_CACHE_TTL:
		if (take_number(&o->cache_ttl_s, arg, 0) != 1)
			return -1;
		o->cache_ttl_s = o->cache_ttl_s == 0 ? -1 : o->cache_ttl_s;
		return 1;
	case LLM_REFRESH:
		o->refresh = true;
		return 1;
	case LLM_DRY_RUN:
		o->dry_run = true;
		return 1;
	case LLM_STYLE:
		return take_text(&o->style, arg, is_style(arg));
	case LLM_PERSONA:
		return take_text(&o->persona, arg, true);
	case LLM_CONTEXT:
		return take_text(&o->context, arg, true);
	case LLM_SCHEMA:
		return take_text(&o->schema, arg, true);
	default:
		return 0;
	}
}

/* ---- the chain */

static const char builtin_name[] = "builtin";

static bool
is_exec(const char *s)
{
	return strncmp(s, "exec:", 5) == 0;
}

/* "openai" of "openai:gpt-4.1". */
static size_t
name_length(const char *s, size_t n)
{
	const char *colon = memchr(s, ':', n);

	return colon != NULL ? (size_t)(colon - s) : n;
}

static bool
is_known(const char *s, size_t n)
{
	return (n == strlen(builtin_name) && memcmp(s, builtin_name, n) == 0) || api_exists(s, name_length(s, n));
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

static void
add_model(struct llm *l, struct provider *p, const char *s, size_t n)
{
	size_t m = name_length(s, n);
	char *name = mem_dup(s, m), *model = m < n ? mem_dup(s + m + 1, n - m - 1) : NULL;

	/* --model and --base-url are for the first model of the chain. */
	p->api = api_new(name, model != NULL ? model : l->has_models ? NULL : l->o.model,
	    l->has_models ? NULL : l->o.base_url);
	l->has_models = true;
	free(name);
	free(model);
}

static bool
add_provider(struct llm *l, const char *s, size_t n)
{
	struct provider *p = &l->chain[l->count];

	if (l->count == MOST_PROVIDERS || !((is_exec(s) && n > 5) || is_known(s, n)))
		return false;
	*p = (struct provider){0};
	if (is_exec(s))
		p->cmd = mem_dup(s + 5, n - 5);
	else if (api_exists(s, name_length(s, n)))
		add_model(l, p, s, n);
	l->count++;
	return true;
}

static jv
no_such(const char *s, size_t n)
{
	struct str text = {0}, name = {0};
	jv names = share_list("providers", "jq");

	str_foreign(&name, s, n);
	str_addf(&text, "no such provider: %s: use builtin, exec:CMD", n > 0 ? name.s : "(none)");
	jv_array_foreach(names, i, one) {
		str_addf(&text, ", %s", jv_string_value(one));
		jv_free(one);
	}
	jv why = jv_string(text.s);

	jv_free(names);
	str_free(&text);
	str_free(&name);
	return why;
}

/* ---- a client */

/* Whatever changes an answer, as one digest. */
static void
find_with(struct llm *l)
{
	struct digest *d = digest_new();
	const char *chain = l->o.providers;
	jv models = jv_array();

	for (size_t i = 0; i < l->count; i++)
		if (l->chain[i].api != NULL)
			models = jv_array_append(models, jv_string(api_model(l->chain[i].api)));
	digest_add(d, chain, strlen(chain) + 1);
	if (l->has_models) {
		struct str name = {0};
		jv text = jv_dump_string(JV_ARRAY(models, jv_copy(l->task.schema), jv_copy(l->task.setting),
		    jv_number((double)l->o.max_tokens), jv_bool(l->o.dry_run)), JV_PRINT_SORTED);

		digest_add(d, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
		str_addf(&name, "prompts/%s.jq", l->task.name);
		char *prompt = share_need(name.s, NULL);

		digest_add(d, prompt, strlen(prompt));
		free(prompt);
		str_free(&name);
		jv_free(text);
	} else {
		jv_free(models);
	}
	digest_end(d, l->with);
}

/* What only a client of models needs: no core dump or debugger may show the
 * keys, and one process talks to the network. */
static bool
open_models(struct llm *l, jv *why)
{
	struct rlimit none = {0, 0};
	char *said = llm_task_load(&l->task, &l->o);

	if (said != NULL) {
		*why = jv_string(said);
		free(said);
		return false;
	}
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	l->task.budget = budget_new(l->o.stage, l->o.budget_calls, l->o.budget_tokens);
	l->task.pool = pool_new(&(struct pool_options){.per_minute = (int)l->o.per_minute});
	if (l->task.pool == NULL)
		*why = jv_string_fmt("no process for the network: %s: free some and run again", strerror(errno));
	return l->task.pool != NULL;
}

static bool
read_chain(struct llm *l, jv *why)
{
	const char *s = l->o.providers;

	for (;;) {
		size_t n = part_length(s);

		if (!add_provider(l, s, n)) {
			*why = no_such(s, n);
			return false;
		}
		if (s[n] == '\0')
			return true;
		s += n + 1;
	}
}

static void
fill_defaults(struct llm_options *o)
{
	if (o->providers == NULL)
		o->providers = builtin_name;
	if (o->timeout_ms == 0)
		o->timeout_ms = TIMEOUT_MS;
	if (o->max_tokens == 0)
		o->max_tokens = MAX_TOKENS;
	if (o->cache_ttl_s == 0)
		o->cache_ttl_s = TTL_S;
}

struct llm *
llm_new(const struct llm_options *o, jv *why)
{
	struct llm *l = mem_calloc(1, sizeof *l);

	l->o = *o;
	fill_defaults(&l->o);
	l->task.o = &l->o;
	l->task.schema = l->task.setting = jv_null();
	l->shared = mmap(NULL, sizeof *l->shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (l->shared == MAP_FAILED)
		mem_die();
	if (!read_chain(l, why) || (l->has_models && !open_models(l, why))) {
		llm_free(l);
		return NULL;
	}
	find_with(l);
	return l;
}

void
llm_free(struct llm *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->count; i++) {
		free(l->chain[i].cmd);
		api_free(l->chain[i].api);
	}
	pool_free(l->task.pool);
	budget_free(l->task.budget);
	llm_task_free(&l->task);
	munmap(l->shared, sizeof *l->shared);
	free(l);
}

const char *
llm_with(const struct llm *l)
{
	return l->with;
}

int
llm_jobs(const struct llm *l, int jobs)
{
	/* A dry run's lines come out one after the other. */
	if (l->o.dry_run)
		return 0;
	return jobs > 0 || !l->has_models ? jobs : JOBS;
}

/* ---- asking */

static bool
is_failure(jv answer)
{
	return jv_get_kind(answer) != JV_KIND_OBJECT || jv_object_has(jv_copy(answer), jv_string("ok"));
}

static jv
signed_by(jv answer, jv by)
{
	if (!is_failure(answer))
		return jv_object_set(answer, jv_string("by"), by);
	jv_free(by);
	return answer;
}

/* A table is data: below "stats" none of it goes to a model. */
static jv
kept_here(const struct llm *l, const struct api *a)
{
	if (strcmp(l->task.name, "tell") != 0 || llm_task_level(&l->task) >= 2)
		return jv_null();
	return rec_fail("provider.share", false, "allow more with --share",
	    "%s: --share %s keeps the table here", api_name(a), l->o.share);
}

/* Why a model cannot be asked at all, or jv_null(). */
static jv
unasked(const struct llm *l, size_t i)
{
	const struct api *a = l->chain[i].api;
	const char *missing = jv_text(api_about(a), "missing"), *replay = getenv("VIZ_REPLAY");

	if (l->shared->dead[i])
		return rec_fail("provider.key", strcmp(l->task.name, "code") != 0, "set a valid key",
		    "%s: refused the key before", api_name(a));
	if (missing != NULL && *missing != '\0' && (replay == NULL || *replay == '\0'))
		return rec_fail("provider.key-missing", false, "set it, or the file of its name and _FILE",
		    "%s: needs %s", api_name(a), missing);
	return jv_null();
}

static jv
ask_model(struct llm *l, size_t i, jv request)
{
	struct api *a = l->chain[i].api;
	jv answer = kept_here(l, a);

	if (jv_get_kind(answer) == JV_KIND_NULL && l->o.dry_run) {
		filter_emit(llm_model_show(&l->task, a, request));
		answer = rec_fail("provider.dry-run", false, "leave out --dry-run to ask", "%s: not asked: --dry-run", api_name(a));
	}
	if (jv_get_kind(answer) == JV_KIND_NULL)
		answer = unasked(l, i);
	if (jv_get_kind(answer) == JV_KIND_NULL)
		answer = llm_model_ask(&l->task, a, request);
	jv_free(request);
	return answer;
}

static jv
ask_one(struct llm *l, size_t i, jv request, jv (*builtin)(jv))
{
	const struct provider *p = &l->chain[i];
	double ms = 0;

	if (p->api != NULL)
		return ask_model(l, i, request);
	if (p->cmd == NULL)
		return signed_by(builtin(request), JV_OBJECT(jv_string("provider"), jv_string(builtin_name)));
	jv answer = llm_exec(p->cmd, request, l->o.timeout_ms, &ms);

	return signed_by(answer, JV_OBJECT(jv_string("provider"), jv_string("exec"),
	    jv_string("model"), jv_null(), jv_string("ms"), jv_number(round(ms))));
}

static bool
has_code(jv failure, const char *code)
{
	jv error = jv_at(failure, "error");
	const char *is = jv_text(error, "code");
	bool same = is != NULL && strcmp(is, code) == 0;

	jv_free(error);
	return same;
}

/* Says a failure once for all workers, and remembers what will not change. */
static void
tell(struct llm *l, size_t i, jv failure)
{
	jv error = jv_at(failure, "error");
	const char *message = jv_text(error, "message"), *hint = jv_text(error, "hint");

	if (has_code(failure, "provider.key"))
		l->shared->dead[i] = true;
	/* A missing recording must not pass for an answer. */
	if (has_code(failure, "provider.replay"))
		filter_environment();
	if (has_code(failure, "provider.budget"))
		filter_partly();
	if (!has_code(failure, "provider.dry-run") && !atomic_exchange(&l->shared->told[i], true))
		filter_warn(l->o.stage, "%s: %s", message != NULL ? message : "it failed", hint != NULL ? hint : "see the line");
	jv_free(error);
}

static jv
with_failures(jv answer, jv failures)
{
	if (is_failure(answer) || jv_array_length(jv_copy(failures)) == 0) {
		jv_free(failures);
		return answer;
	}
	jv by = jv_object_set(jv_at(answer, "by"), jv_string("instead_of"), failures);

	return jv_object_set(answer, jv_string("by"), by);
}

/* Is it for builtin to answer although the chain does not name it? */
static bool
falls_to_builtin(const struct llm *l, jv answer)
{
	return l->o.dry_run || has_code(answer, "provider.budget") || has_code(answer, "provider.share");
}

jv
llm_ask(struct llm *l, jv request, jv (*builtin)(jv request))
{
	jv answer = jv_null(), failures = jv_array();

	for (size_t i = 0; i < l->count; i++) {
		jv_free(answer);
		answer = ask_one(l, i, jv_copy(request), builtin);
		if (!is_failure(answer) || has_code(answer, "provider.replay")) {
			if (is_failure(answer))
				tell(l, i, answer);
			break;
		}
		if (l->chain[i].api == NULL && l->chain[i].cmd == NULL)
			continue;
		tell(l, i, answer);
		if (!l->o.dry_run)
			failures = jv_array_append(failures, jv_at(answer, "error"));
	}
	if (is_failure(answer) && falls_to_builtin(l, answer)) {
		jv_free(answer);
		answer = signed_by(builtin(jv_copy(request)), JV_OBJECT(jv_string("provider"), jv_string(builtin_name)));
	}
	jv_free(request);
	return with_failures(answer, failures);
}

/* ---- the promise */

/* Paths of the environment, where it names some. */
static size_t
add_named(const char **paths, size_t n, const char *const *variables)
{
	for (; *variables != NULL; variables++) {
		const char *path = getenv(*variables);

		if (path != NULL && *path != '\0')
			paths[n++] = path;
	}
	return n;
}

void
llm_promise(const struct llm *l)
{
	enum { MOST = 8 };
	static const char *const readable[] = {"VIZ_REPLAY", NULL};
	static const char *const writable[] = {"VIZ_RECORD", "VIZ_EVENTS", NULL};
	const char *read[MOST] = {NULL}, *write[MOST] = {NULL}, *record = getenv("VIZ_RECORD");
	struct str cache = {0};
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++)
		if (l->chain[i].cmd != NULL)
			return;
	if (l->has_models) {
		add_named(read, n, readable);
		if (store_folder(&cache))
			write[n++] = cache.s;
		if (record != NULL)
			mkdir(record, 0777);   /* what is not there cannot be named */
		add_named(write, n, writable);
	}
	/* The network is the pool's: it made a promise of its own. */
	filter_promise(l->o.stage, &(struct self){.read = read, .write = l->has_models ? write : NULL});
	str_free(&cache);
}
