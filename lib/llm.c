#include "llm.h"

#include "digest.h"
#include "event.h"
#include "llm_chain.h"
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

enum { MS = 1000, TIMEOUT_MS = 60 * MS, MAX_TOKENS = 4096, TTL_S = 30 * 86400, JOBS = 8 };

static const char builtin_name[] = "builtin";

/* What workers tell each other. */
struct shared {
	atomic_bool told[LLM_CHAIN_MOST];   /* its failure has been said */
	atomic_bool dead[LLM_CHAIN_MOST];   /* no use asking it again: the key is wrong */
};

struct llm {
	struct llm_options o;
	struct llm_chain chain;
	struct llm_task task;
	struct shared *shared;
	char with[DIGEST_SIZE];
};

/* Whatever changes an answer, as one digest. */
static void
find_with(struct llm *l)
{
	struct digest *d = digest_new();
	const char *chain = l->o.providers;
	jv models = jv_array();

	for (size_t i = 0; i < l->chain.n; i++)
		if (l->chain.at[i].api != NULL)
			models = jv_array_append(models, jv_string(api_model(l->chain.at[i].api)));
	digest_add(d, chain, strlen(chain) + 1);
	if (l->chain.has_models) {
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

/* What only a client of models needs: no debugger may look at the keys (from
 * here on /dev/fd is closed, too), and one process talks to the network. */
static bool
open_models(struct llm *l, jv *why)
{
	char *said = llm_task_load(&l->task, &l->o);

	if (said != NULL) {
		*why = jv_string(said);
		free(said);
		return false;
	}
	prctl(PR_SET_DUMPABLE, 0);
	l->task.budget = budget_new(l->o.stage, l->o.budget_calls, l->o.budget_tokens);
	l->task.pool = pool_new(&(struct pool_options){.per_minute = (int)l->o.per_minute});
	if (l->task.pool == NULL)
		*why = jv_string_fmt("no process for the network: %s: free some and run again", strerror(errno));
	return l->task.pool != NULL;
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

	/* Before keys are read: no core dump may show them. */
	(void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	l->o = *o;
	fill_defaults(&l->o);
	l->task.o = &l->o;
	l->task.schema = l->task.setting = jv_null();
	l->shared = mmap(NULL, sizeof *l->shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (l->shared == MAP_FAILED)
		mem_die();
	if (!llm_chain_read(&l->chain, &l->o, why) || (l->chain.has_models && !open_models(l, why))) {
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
	llm_chain_free(&l->chain);
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

struct llm *
llm_start(const struct llm_options *o, struct filter *f)
{
	jv why = jv_null();
	struct llm *l = llm_new(o, &why);

	f->jobs = o->jobs;
	if (l == NULL)
		filter_warn(o->stage, "%s", jv_string_value(why));
	else if (l->o.dry_run)
		f->jobs = 0;       /* its lines come out one after the other */
	else if (f->jobs == 0 && l->chain.has_models)
		f->jobs = JOBS;
	jv_free(why);
	return l;
}

/* ---- asking */

static jv
signed_by(jv answer, jv by)
{
	if (!llm_is_failure(answer))
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
	const struct api *a = l->chain.at[i].api;
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
	struct api *a = l->chain.at[i].api;
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
	const struct provider *p = &l->chain.at[i];
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
	if (llm_is_failure(answer) || jv_array_length(jv_copy(failures)) == 0) {
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

	for (size_t i = 0; i < l->chain.n; i++) {
		jv_free(answer);
		answer = ask_one(l, i, jv_copy(request), builtin);
		if (!llm_is_failure(answer) || has_code(answer, "provider.replay")) {
			if (llm_is_failure(answer))
				tell(l, i, answer);
			break;
		}
		if (l->chain.at[i].api == NULL && l->chain.at[i].cmd == NULL)
			continue;
		tell(l, i, answer);
		if (!l->o.dry_run)
			failures = jv_array_append(failures, jv_at(answer, "error"));
	}
	if (llm_is_failure(answer) && falls_to_builtin(l, answer)) {
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

static void
promise(const struct llm *l)
{
	enum { MOST = 8 };
	static const char *const readable[] = {"VIZ_REPLAY", NULL};
	static const char *const writable[] = {"VIZ_RECORD", "VIZ_EVENTS", NULL};
	const char *read[MOST] = {NULL}, *write[MOST] = {NULL}, *record = getenv("VIZ_RECORD");
	struct str cache = {0};
	size_t n = 0;

	for (size_t i = 0; i < l->chain.n; i++)
		if (l->chain.at[i].cmd != NULL)
			return;
	if (l->chain.has_models) {
		add_named(read, n, readable);
		if (store_folder(&cache))
			write[n++] = cache.s;
		if (record != NULL)
			mkdir(record, 0777);   /* what is not there cannot be named */
		add_named(write, n, writable);
	}
	/* The network is the pool's: it made a promise of its own. */
	filter_promise(l->o.stage, &(struct self){.read = read, .share = true, .write = l->chain.has_models ? write : NULL});
	str_free(&cache);
}

int
llm_run(struct llm *l, const struct filter *f)
{
	promise(l);
	int status = filter_run(f);

	llm_free(l);
	return status;
}
