#include "llm_model.h"

#include "digest.h"
#include "event.h"
#include "filter.h"
#include "jqprog.h"
#include "llm_read.h"
#include "llm_store.h"
#include "rec.h"
#include "str.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3, BROKEN_MOST = 5, REPLY_CAP = 2 << 20, SEED = 7, BYTES_A_TOKEN = 3 };
static const double TOKENS_MOST = 1e9;

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
	{"provider.request", false, "check --model and --base-url"},
};

/* Its row, of which the last is for what a provider's file calls by no name of these. */
static size_t
row_of(const char *kind)
{
	size_t i = 0, last = sizeof kinds / sizeof *kinds - 1;

	while (i < last && strcmp(kinds[i].code + strlen("provider."), kind) != 0)
		i++;
	return i;
}

/* A reply that is none. */
static jv
no_reply(const char *kind, jv message)
{
	return JV_OBJECT(jv_string("error"), JV_OBJECT(jv_string("kind"), jv_string(kind), jv_string("message"), message));
}

/* rec_fail of error (borrowed: kind and message), with its kind for who asks again. */
static jv
fail(const struct llm_task *t, const struct api *a, jv error)
{
	const char *kind = jv_text(error, "kind"), *message = jv_text(error, "message");
	size_t i = row_of(kind != NULL ? kind : "");
	/* A chart's code goes down the ladder instead of waiting. */
	bool again = kinds[i].again && strcmp(t->name, "code") != 0;
	jv failure = rec_fail(kinds[i].code, again, kinds[i].hint, "%s%s%s: %s", api_name(a),
	    *api_model(a) != '\0' ? " " : "", api_model(a), message != NULL ? message : "no reason given");

	return jv_object_set(failure, jv_string("kind"), jv_string(kind != NULL ? kind : ""));
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

/* One answer that is asked for, until when. */
struct asking {
	struct llm_task *t;
	struct api *a;
	const char *id;
	jv ask;
	double until;
};

/* What a call has cost, by the provider's word, else as its bytes let expect. */
static long
tokens_of(jv reply, double bytes)
{
	jv text = jv_at(reply, "text");
	double answered = jv_get_kind(text) == JV_KIND_STRING ? jv_string_length_bytes(jv_copy(text)) : 0;
	double in = jv_num(reply, "tokens_in", answered > 0 ? bytes / BYTES_A_TOKEN : 0);
	double out = jv_num(reply, "tokens_out", answered / BYTES_A_TOKEN);

	jv_free(text);
	return (long)fmin(fmax(in, 0) + fmax(out, 0), TOKENS_MOST);
}

/* Sends the request (consumed) and reads the reply: {"text",…} or no_reply. */
static jv
send(const struct asking *q, jv request)
{
	struct llm_task *t = q->t;
	jv body = jv_at(request, "body"), digest = digest_jv(jv_copy(body));
	double bytes = jv_string_length_bytes(body), start = event_ms();
	double most = ceil(bytes / BYTES_A_TOKEN) + (double)t->o->max_tokens;
	long call = budget_send(t->budget, q->id, (long)most, JV_OBJECT(jv_string("provider"), jv_string(api_name(q->a)),
	    jv_string("model"), jv_string(api_model(q->a)), jv_string("bytes"), jv_number(bytes), jv_string("digest"), digest));

	if (call == 0) {
		jv_free(request);
		return no_reply("budget", jv_string("the budget of this run is spent"));
	}
	request = jv_object_set(request, jv_string("timeout_ms"), jv_number(fmax(1, q->until - start)));
	request = jv_object_set(request, jv_string("cap"), jv_number(REPLY_CAP));
	jv http = pool_ask(t->pool, request), status = jv_at(http, "status"), tries = jv_at(http, "tries");
	jv reply = api_reply(q->a, http), error = jv_at(reply, "error");

	budget_answer(t->budget, q->id, call, tokens_of(reply, bytes), JV_OBJECT(
	    jv_string("provider"), jv_string(api_name(q->a)), jv_string("status"), status, jv_string("tries"), tries,
	    jv_string("ms"), jv_number(event_ms() - start), jv_string("tokens_most"), jv_number(most),
	    jv_string("error"), jv_at(error, "kind")));
	jv_free(error);
	return jv_object_set(reply, jv_string("ms"), jv_number(event_ms() - start));
}

/* The reply from a file, else from the provider. */
static jv
fetch(struct asking *q)
{
	jv request = request_for(q->a, &q->ask, true), key = key_of(q->a, q->ask, true), name = key_of(q->a, q->ask, false);
	jv reply = jv_null();

	if (jv_get_kind(request) != JV_KIND_OBJECT) {
		reply = no_reply("request", jv_invalid_get_msg(jv_copy(request)));
	} else if (store_replays()) {
		reply = store_replay(q->t->name, jv_string_value(name));
		if (jv_get_kind(reply) == JV_KIND_NULL)
			reply = no_reply("replay", jv_string_concat(jv_string("VIZ_REPLAY has no reply to this: "), jv_copy(name)));
	} else if (q->t->o->cache_ttl_s >= 0 && !q->t->o->refresh) {
		reply = store_cached(jv_string_value(key), q->t->o->cache_ttl_s);
		if (jv_get_kind(reply) == JV_KIND_OBJECT)
			reply = jv_object_set(reply, jv_string("cached"), jv_true());
	}
	const char *url = jv_text(request, "url");

	if (jv_get_kind(reply) == JV_KIND_NULL && !api_is_safe(q->a, url != NULL ? url : ""))
		reply = no_reply("insecure", jv_string("the key would travel unencrypted"));
	else if (jv_get_kind(reply) == JV_KIND_NULL)
		reply = send(q, jv_copy(request));
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
failed_by(jv answer, const char *kind)
{
	const char *is = jv_is_valid(answer) && llm_is_failure(answer) ? jv_text(answer, "kind") : NULL;

	return is != NULL && strcmp(is, kind) == 0;
}

/* Would the same request fail in the same way tomorrow?  (What kind says is of
 * this machine, now, is not the provider's reply.) */
static bool
is_lasting(const char *kind)
{
	return kind != NULL && !kinds[row_of(kind)].again && strcmp(kind, "replay") != 0 && strcmp(kind, "insecure") != 0;
}

/* Keeps a reply.  A recording holds lasting failures, too: what was asked after
 * them is played again only behind them.  The cache knows of these just what a
 * server cannot take. */
static void
keep(const struct asking *q, jv reply, bool good)
{
	jv error = jv_at(reply, "error");
	const char *kind = jv_text(error, "kind");
	bool answered = jv_get_kind(error) != JV_KIND_OBJECT;
	bool useful = good || (kind != NULL && (strcmp(kind, "schema") == 0 || strcmp(kind, "settings") == 0));

	if (!store_replays() && (answered || is_lasting(kind))) {
		jv key = key_of(q->a, q->ask, true), name = key_of(q->a, q->ask, false);
		jv kept = jv_object_delete(jv_object_delete(jv_copy(reply), jv_string("ms")), jv_string("cached"));
		const char *why = store_record(q->t->name, jv_string_value(name), jv_copy(kept));

		if (why != NULL)
			filter_warn(q->t->o->stage, "VIZ_RECORD: %s: %s: name a folder that can be written", getenv("VIZ_RECORD"), why);
		if (useful && q->t->o->cache_ttl_s >= 0 && !jv_true_at(reply, "cached"))
			store_cache(jv_string_value(key), jv_copy(kept));
		jv_free(kept);
		jv_free(key);
		jv_free(name);
	}
	jv_free(error);
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
	if (jv_is_valid(answer)) {
		answer = llm_mend(answer, t->schema);
	} else {
		struct str some = {0};

		jv_free(answer);
		str_foreign(&some, jv_string_value(text), strlen(jv_string_value(text)));
		answer = jv_invalid_with_msg(jv_string_fmt("it holds no JSON object: %s", some.n > 0 ? some.s : "(empty)"));
		str_free(&some);
	}
	jv_free(text);
	if (jv_is_valid(answer) || !jv_true_at(reply, "cut"))
		return answer;
	jv_free(answer);
	return jv_invalid_with_msg(jv_string("it was cut off"));
}

/* What the provider calls its model, where that is a name; else what we do. */
static jv
by_of(const struct api *a, jv reply)
{
	jv model = jv_at(reply, "model"), in = jv_at(reply, "tokens_in"), out = jv_at(reply, "tokens_out");
	const char *name = jv_get_kind(model) == JV_KIND_STRING ? jv_string_value(model) : "";
	struct str plain = {0};

	str_foreign(&plain, name, strlen(name));
	if (plain.n == 0 || strcmp(plain.s, name) != 0) {
		jv_free(model);
		model = jv_string(api_model(a));
	}
	str_free(&plain);
	return JV_OBJECT(jv_string("provider"), jv_string(api_name(a)), jv_string("model"), model,
	    jv_string("ms"), jv_number(round(jv_num(reply, "ms", 0))), jv_string("tokens_in"), in,
	    jv_string("tokens_out"), out, jv_string("cached"), jv_bool(jv_true_at(reply, "cached")));
}

/* One round: the answer; rec_fail; or jv_invalid with why it makes no sense. */
static jv
ask_once(struct asking *q)
{
	jv reply = fetch(q), error = jv_at(reply, "error"), answer;

	if (jv_get_kind(error) == JV_KIND_OBJECT) {
		answer = fail(q->t, q->a, error);
		keep(q, reply, false);
	} else {
		answer = answer_of(q->t, reply);
		keep(q, reply, jv_is_valid(answer));
		if (jv_is_valid(answer))
			answer = jv_object_set(answer, jv_string("by"), by_of(q->a, reply));
	}
	jv_free(error);
	jv_free(reply);
	return answer;
}

/* Can the request be made so that this failure does not come again? */
static bool
may_do_without(struct asking *q, jv answer)
{
	if (failed_by(answer, "schema") && has_schema(q->ask)) {
		q->ask = without_schema(q->ask);
		return true;
	}
	if (failed_by(answer, "settings") && !jv_true_at(q->ask, "bare")) {
		q->ask = jv_object_set(q->ask, jv_string("bare"), jv_true());
		return true;
	}
	return false;
}

jv
llm_model_ask(struct llm_task *t, struct api *a, jv request)
{
	const char *id = jv_text(request, "id");
	struct asking q = {t, a, id != NULL ? id : "", base_ask(t, request), event_ms() + (double)t->o->timeout_ms};
	jv answer = jv_null();

	/* A reply that is none says nothing of the model: it is counted apart. */
	for (int rounds = 0, broken = 0; rounds < ROUNDS && broken < BROKEN_MOST && (rounds + broken == 0 || event_ms() < q.until);) {
		jv_free(answer);
		answer = ask_once(&q);
		if (failed_by(answer, "garbage")) {
			broken++;
		} else if (!may_do_without(&q, answer)) {
			if (jv_is_valid(answer))
				break;
			rounds++;
			q.ask = add_text(q.ask, "user", jv_string_concat(jv_string("\n\nAnswer with the JSON object only. "
			    "The last answer was of no use: "), jv_invalid_get_msg(jv_copy(answer))));
		}
	}
	if (!jv_is_valid(answer)) {
		jv none = no_reply("garbage", jv_string_concat(jv_string("the answer is of no use: "), jv_invalid_get_msg(answer)));
		jv error = jv_at(none, "error");

		answer = fail(t, a, error);
		jv_free(error);
		jv_free(none);
	}
	jv_free(q.ask);
	return llm_is_failure(answer) ? jv_object_delete(answer, jv_string("kind")) : answer;
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
