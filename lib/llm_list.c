#include "llm.h"

#include "llm_api.h"
#include "mem.h"
#include "pool.h"
#include "rec.h"
#include "share.h"

#include <string.h>

enum { PING_MS = 5000 };

/* What an exchange that came to no reply is called. */
static jv
no_reply(const char *kind)
{
	return strcmp(kind, "time") == 0 ? jv_string("no: no answer in 5 s") :
	    strcmp(kind, "connect") == 0 ? jv_string("no: nobody answers there") :
	    strcmp(kind, "tls") == 0 ? jv_string("no: its certificate is not trusted") :
	    jv_string_fmt("no: %s", kind);
}

/* What a reply (consumed) says; the provider's file knows a refused key. */
static jv
replied(struct api *a, jv reply)
{
	double status = jv_num(reply, "status", 0);

	if (status == 200) {
		jv_free(reply);
		return jv_string("yes");
	}
	jv said = api_reply(a, reply), error = jv_at(said, "error");
	const char *kind = jv_text(error, "kind");
	bool key = kind != NULL && strcmp(kind, "key") == 0;

	jv_free(error);
	jv_free(said);
	return key ? jv_string("no: the key is refused") : jv_string_fmt("answers HTTP %.0f", status);
}

/* "yes", or in few words why not. */
static jv
ping(struct pool *pool, struct api *a)
{
	jv request = api_ping(a);
	const char *url = jv_text(request, "url");

	if (jv_get_kind(request) != JV_KIND_OBJECT || url == NULL) {
		jv_free(request);
		return jv_string("cannot be asked");
	}
	if (!api_is_safe(a, url)) {
		jv_free(request);
		return jv_string("no: the key would travel unencrypted");
	}
	jv reply = pool_ask(pool, jv_object_set(request, jv_string("timeout_ms"), jv_number(PING_MS)));
	jv error = jv_at(reply, "error");
	const char *kind = jv_text(error, "kind");
	jv said = kind != NULL ? no_reply(kind) : replied(a, jv_copy(reply));

	jv_free(error);
	jv_free(reply);
	return said;
}

static jv
describe(struct api *a, struct pool *pool)
{
	jv about = api_about(a), missing = jv_at(about, "missing");
	bool lacks = jv_get_kind(missing) == JV_KIND_STRING && *jv_string_value(missing) != '\0';

	return JV_OBJECT(jv_string("name"), jv_string(api_name(a)), jv_string("title"), jv_at(about, "title"),
	    jv_string("model"), jv_string(api_model(a)), jv_string("base"), jv_string(api_base(a)),
	    jv_string("missing"), missing,
	    jv_string("reachable"), pool != NULL && !lacks ? ping(pool, a) : jv_null());
}

jv
llm_list(bool with_ping)
{
	jv names = share_list("providers", "jq"), all = jv_array();
	struct pool *pool = with_ping ? pool_new(&(struct pool_options){.tries = 1}) : NULL;

	jv_array_foreach(names, i, name) {
		struct api *a = api_new(jv_string_value(name), NULL, NULL);

		all = jv_array_append(all, describe(a, pool));
		api_free(a);
		jv_free(name);
	}
	pool_free(pool);
	jv_free(names);
	return all;
}
