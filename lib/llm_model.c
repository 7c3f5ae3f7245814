#include "llm_model.h"

#include "digest.h"
#include "event.h"
#include "filter.h"
#include "jqprog.h"
#include "line.h"
#include "llm_read.h"
#include "llm_store.h"
#include "mem.h"
#include "rec.h"
#include "share.h"
#include "str.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 3, BROKEN_MOST = 5, REPLY_CAP = 8 << 20, SCHEMA_FILE_MOST = 64 << 10, SEED = 7, BYTES_A_TOKEN = 3 };

static const char *const levels[] = {"names", "types", "stats"};

/* ---- what a stage's calls have in common */

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
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	jv v = jv_null();

	if (fd == -1 || line_slurp(fd, &text, SCHEMA_FILE_MOST) < 0)
		str_addf(&said, "%s: %s: name a file that can be read", path, strerror(errno));
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

/* ---- failing */

/* What to do about each kind of failure, and whether waiting may help. */
static const struct {
	const char *code;
	bool again;
	const char *hint;
} kinds[] = {
	{"provider.key", true, "set a valid key (vizpipe providers tells where), or use -p builtin"},
	{"provider.quota", true, "raise the quota, or name another provider with -p"},
	{"provider.model", false, "name a model that this provider has with --model"},
	{"provider.busy", true, "try later, lower -j or --rpm, or name another provider behind it"},
	{"provider.time", true, "allow more with --timeout, or name another provider behind it"},
	{"provider.connect", true, "check the address and the network, or use -p builtin"},
	{"provider.tls", true, "check the certificate and the clock of this machine"},
	{"provider.broken", true, "try later, or name another provider behind it"},
	{"provider.long", false, "ask for less, or name another model"},
	{"provider.filter", false, "ask in other words, or name another provider"},
	{"provider.garbage", false, "name a more able model, or raise --max-tokens"},
	{"provider.schema", false, "name another model"},
	{"provider.insecure", false, "use https, or unset the key for a server that needs none"},
	{"provider.replay", false, "record it first: set VIZ_RECORD, unset VIZ_REPLAY"},
	{"provider.budget", true, "raise --budget-calls or --budget-tokens"},
	{"provider.share", false, "allow more with --share"},
	/* the last: what a provider's file calls by no name of these */
	{"provider.request", false, "check --model and --base-url"},
};

static jv
fail(const struct llm_task *t, const struct api *a, const char *kind, const char *message)
{
	size_t i = 0, last = sizeof kinds / sizeof *kinds - 1;

	while (i < last && strcmp(kinds[i].code + strlen("provider."), kind) != 0)
		i++;
	/* A chart's code goes down the ladder instead of waiting. */
	bool again = kinds[i].again && strcmp(t->name, "code") != 0;

	return rec_fail(kinds[i].code, again, kinds[i].hint, "%s%s%s: %s", api_name(a),
	    *api_model(a) != '\0' ? " " : "", api_model(a), message);
}

static jv
fail_jv(const struct llm_task *t, const struct api *a, const char *kind, jv message)
{
	jv failure = fail(t, a, kind, jv_get_kind(message) == JV_KIND_STRING ? jv_string_value(message) : "no reason given");

	jv_free(message);
	return failure;
}

/* ---- what is asked */

static jv
base_ask(struct llm_task *t, jv request)
{
	jv prompt = jqprog_run(t->prompt, jv_object_set(jv_copy(t->setting), jv_string("request"), jv_copy(request)));

	if (jv_get_kind(prompt) != JV_KIND_OBJECT) {
		jv said = jv_invalid_get_msg(prompt);

		errx(2, "share/prompts/%s.jq: %s: mend it or reinstall", t->name,
		    jv_get_kind(said) == JV_KIND_STRING ? jv_string_value(said) : "gives no object");
	}
	bool prose = strcmp(t->name, "code") != 0;

	prompt = jv_object_set(prompt, jv_string("task"), jv_string(t->name));
	prompt = jv_object_set(prompt, jv_string("schema"), jv_copy(t->schema));
	prompt = jv_object_set(prompt, jv_string("temperature"), jv_number(prose ? 0.3 : 0.1));
	prompt = jv_object_set(prompt, jv_string("seed"), jv_number(SEED));
	return jv_object_set(prompt, jv_string("max_tokens"), jv_number((double)t->o->max_tokens));
}

static jv
add_text(jv ask, const char *key, jv more)
{
	return jv_object_set(ask, jv_string(key), jv_string_concat(jv_at(ask, key), more));
}

/* The schema in words, for who cannot enforce it. */
static jv
without_schema(jv ask)
{
	ask = add_text(ask, "system", jv_string_concat(jv_string("\n\nThe answer's JSON Schema:\n"),
	    jv_dump_string(jv_at(ask, "schema"), 0)));
	return jv_object_set(ask, jv_string("schema"), jv_null());
}

static bool
has_schema(jv ask)
{
	jv schema = jv_at(ask, "schema");
	bool has = jv_get_kind(schema) == JV_KIND_OBJECT;

	jv_free(schema);
	return has;
}

/* The HTTP request, with the schema in *ask moved where it can be enforced. */
static jv
request_for(struct api *a, jv *ask, bool real)
{
	jv request = api_request(a, jv_copy(*ask), real), enforced = jv_at(request, "enforced");
	bool not = jv_get_kind(enforced) == JV_KIND_FALSE && has_schema(*ask);

	jv_free(enforced);
	if (jv_get_kind(request) != JV_KIND_OBJECT)
		return request;
	if (!not)
		return jv_object_delete(request, jv_string("enforced"));
	jv_free(request);
	*ask = without_schema(*ask);
	return jv_object_delete(api_request(a, jv_copy(*ask), real), jv_string("enforced"));
}

/* The key of an ask: with the base address for the cache, which must not take
 * a test server's words for a provider's; without for a recording, which is
 * played where nobody knows the address. */
static jv
key_of(const struct api *a, jv ask, bool with_base)
{
	return digest_jv(JV_OBJECT(jv_string("provider"), jv_string(api_name(a)), jv_string("model"),
	    jv_string(api_model(a)), jv_string("base"), with_base ? jv_string(api_base(a)) : jv_null(),
	    jv_string("ask"), jv_copy(ask)));
}

/* ---- one call */

static double
tokens_of(jv reply)
{
	return jv_num(reply, "tokens_in", 0) + jv_num(reply, "tokens_out", 0);
}

/* Sends the request (consumed) and reads the reply: {"text",…} or rec_fail. */
static jv
send(struct llm_task *t, struct api *a, jv request, const char *id)
{
	jv body = jv_at(request, "body"), digest = digest_jv(jv_copy(body));
	double bytes = jv_string_length_bytes(body), start = event_ms();
	double most = ceil(bytes / BYTES_A_TOKEN) + (double)t->o->max_tokens;
	long call = budget_send(t->budget, id, (long)most, JV_OBJECT(jv_string("provider"), jv_string(api_name(a)),
	    jv_string("model"), jv_string(api_model(a)), jv_string("bytes"), jv_number(bytes), jv_string("digest"), digest));

	if (call == 0) {
		jv_free(request);
		return fail(t, a, "budget", "the budget of this run is spent");
	}
	request = jv_object_set(request, jv_string("timeout_ms"), jv_number((double)t->o->timeout_ms));
	request = jv_object_set(request, jv_string("cap"), jv_number(REPLY_CAP));
	jv http = pool_ask(t->pool, request), status = jv_at(http, "status"), tries = jv_at(http, "tries");
	jv reply = api_reply(a, http), error = jv_at(reply, "error");

	budget_answer(t->budget, id, call, (long)tokens_of(reply), JV_OBJECT(
	    jv_string("provider"), jv_string(api_name(a)), jv_string("status"), status, jv_string("tries"), tries,
	    jv_string("ms"), jv_number(event_ms() - start), jv_string("tokens_most"), jv_number(most),
	    jv_string("error"), jv_at(error, "kind")));
	if (jv_get_kind(error) == JV_KIND_OBJECT) {
		jv_free(reply);
		reply = fail_jv(t, a, jv_text(error, "kind"), jv_at(error, "message"));
	} else {
		reply = jv_object_set(reply, jv_string("ms"), jv_number(event_ms() - start));
	}
	jv_free(error);
	return reply;
}

/* The reply from a file, else from the provider. */
static jv
fetch(struct llm_task *t, struct api *a, jv *ask, const char *id)
{
	jv request = request_for(a, ask, true), key = key_of(a, *ask, true), name = key_of(a, *ask, false);
	jv reply = jv_null();

	if (jv_get_kind(request) != JV_KIND_OBJECT) {
		reply = fail_jv(t, a, "request", jv_invalid_get_msg(jv_copy(request)));
	} else if (store_replays()) {
		reply = store_replay(t->name, jv_string_value(name));
		if (jv_get_kind(reply) == JV_KIND_NULL)
			reply = fail_jv(t, a, "replay", jv_string_concat(jv_string("VIZ_REPLAY has no reply to this: "), jv_copy(name)));
	} else if (t->o->cache_ttl_s >= 0 && !t->o->refresh) {
		reply = store_cached(jv_string_value(key), t->o->cache_ttl_s);
		if (jv_get_kind(reply) == JV_KIND_OBJECT)
			reply = jv_object_set(reply, jv_string("cached"), jv_true());
	}
	const char *url = jv_text(request, "url");

	if (jv_get_kind(reply) == JV_KIND_NULL && !api_is_safe(a, url != NULL ? url : ""))
		reply = fail(t, a, "insecure", "the key would travel unencrypted");
	else if (jv_get_kind(reply) == JV_KIND_NULL)
		reply = send(t, a, jv_copy(request), id);
	jv_free(request);
	jv_free(key);
	jv_free(name);
	return reply;
}

/* ---- one answer */

bool
llm_is_failure(jv v)
{
	return jv_get_kind(v) != JV_KIND_OBJECT || jv_object_has(jv_copy(v), jv_string("ok"));
}

static bool
failed_of(jv failure, const char *code)
{
	jv error = jv_at(failure, "error");
	const char *is = jv_text(error, "code");
	bool same = is != NULL && strcmp(is, code) == 0;

	jv_free(error);
	return same;
}

/* Keeps a reply that was not kept yet. */
static void
keep(struct llm_task *t, const struct api *a, jv ask, jv reply, bool good)
{
	jv key = key_of(a, ask, true), name = key_of(a, ask, false);
	jv kept = jv_object_delete(jv_object_delete(jv_copy(reply), jv_string("ms")), jv_string("cached"));
	const char *why = store_replays() ? NULL : store_record(t->name, jv_string_value(name), jv_copy(kept));

	if (why != NULL)
		filter_warn(t->o->stage, "VIZ_RECORD: %s: %s: name a folder that can be written", getenv("VIZ_RECORD"), why);
	if (good && !store_replays() && t->o->cache_ttl_s >= 0 && !jv_true_at(reply, "cached"))
		store_cache(jv_string_value(key), jv_copy(kept));
	jv_free(kept);
	jv_free(key);
	jv_free(name);
}

/* The answer in a reply, as the schema has it; jv_invalid with why not. */
static jv
answer_of(const struct llm_task *t, jv reply)
{
	jv text = jv_at(reply, "text"), answer;

	if (jv_get_kind(text) != JV_KIND_STRING) {
		jv_free(text);
		return jv_invalid_with_msg(jv_string("it has no text"));
	}
	answer = llm_read(jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
	jv_free(text);
	if (jv_is_valid(answer)) {
		answer = llm_mend(answer, t->schema);
	} else {
		jv_free(answer);
		answer = jv_invalid_with_msg(jv_string("it holds no JSON object"));
	}
	if (jv_is_valid(answer) || !jv_true_at(reply, "cut"))
		return answer;
	jv_free(answer);
	return jv_invalid_with_msg(jv_string("it was cut off"));
}

static jv
by_of(const struct api *a, jv reply)
{
	jv model = jv_at(reply, "model"), in = jv_at(reply, "tokens_in"), out = jv_at(reply, "tokens_out");

	if (jv_get_kind(model) != JV_KIND_STRING) {
		jv_free(model);
		model = jv_string(api_model(a));
	}
	return JV_OBJECT(jv_string("provider"), jv_string(api_name(a)), jv_string("model"), model,
	    jv_string("ms"), jv_number(round(jv_num(reply, "ms", 0))), jv_string("tokens_in"), in,
	    jv_string("tokens_out"), out, jv_string("cached"), jv_bool(jv_true_at(reply, "cached")));
}

/* One round: the answer; rec_fail; or jv_invalid with why it makes no sense. */
static jv
ask_once(struct llm_task *t, struct api *a, jv *ask, const char *id)
{
	jv reply = fetch(t, a, ask, id);

	if (llm_is_failure(reply))
		return reply;
	jv answer = answer_of(t, reply);

	keep(t, a, *ask, reply, jv_is_valid(answer));
	if (jv_is_valid(answer))
		answer = jv_object_set(answer, jv_string("by"), by_of(a, reply));
	jv_free(reply);
	return answer;
}

jv
llm_model_ask(struct llm_task *t, struct api *a, jv request)
{
	jv ask = base_ask(t, request), answer = jv_null();
	const char *id = jv_text(request, "id");

	/* A reply that is none says nothing of the model: it is counted apart. */
	for (int rounds = 0, broken = 0; rounds < ROUNDS && broken < BROKEN_MOST;) {
		jv_free(answer);
		answer = ask_once(t, a, &ask, id != NULL ? id : "");
		if (jv_is_valid(answer) && failed_of(answer, "provider.garbage")) {
			broken++;
			continue;
		}
		rounds++;
		if (jv_is_valid(answer) && failed_of(answer, "provider.schema") && has_schema(ask))
			ask = without_schema(ask);
		else if (jv_is_valid(answer))
			break;
		else
			ask = add_text(ask, "user", jv_string_concat(jv_string("\n\nAnswer with the JSON object only. "
			    "The last answer was of no use: "), jv_invalid_get_msg(jv_copy(answer))));
	}
	if (!jv_is_valid(answer))
		answer = fail_jv(t, a, "garbage", jv_string_concat(jv_string("the answer is of no use: "),
		    jv_invalid_get_msg(answer)));
	jv_free(ask);
	return answer;
}

jv
llm_model_show(struct llm_task *t, struct api *a, jv request)
{
	jv ask = base_ask(t, request), http = request_for(a, &ask, false), body = jv_at(http, "body");
	jv parsed = jv_get_kind(body) == JV_KIND_STRING ? jv_parse(jv_string_value(body)) : jv_null();

	jv_free(body);
	jv_free(ask);
	return jv_object_set(jv_object_merge(JV_OBJECT(jv_string("kind"), jv_string("request"),
	    jv_string("id"), jv_at(request, "id"), jv_string("stage"), jv_string(t->o->stage),
	    jv_string("provider"), jv_string(api_name(a)), jv_string("model"), jv_string(api_model(a))), http),
	    jv_string("body"), parsed);
}
