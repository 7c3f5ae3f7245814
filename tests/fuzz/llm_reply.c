/* Fuzzes what reads a provider's reply: the jq of every file of share/providers,
 * over any status and any body. */
#include "llm_api.h"
#include "rec.h"
#include "share.h"
#include "str.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { MOST = 16 };

static struct api *all[MOST];
static size_t count;

static void
load(void)
{
	jv names = share_list("providers", "jq");

	setenv("OPENAI_API_KEY", "k-0123456789", 1);
	jv_array_foreach(names, i, name) {
		if (count < MOST)
			all[count++] = api_new(jv_string_value(name), NULL, NULL);
		jv_free(name);
	}
	jv_free(names);
}

/* The first byte picks provider and status, the rest is the body. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const int statuses[] = {200, 200, 200, 400, 401, 404, 429, 500};

	if (count == 0)
		load();
	if (n < 1 || str_utf8((const char *)bytes + 1, n - 1) < n - 1)
		return -1;
	jv reply = api_reply(all[(size_t)bytes[0] / 8 % count], JV_OBJECT(jv_string("status"),
	    jv_number(statuses[bytes[0] % 8]), jv_string("body"), jv_string_sized((const char *)bytes + 1, (int)n - 1)));
	jv text = jv_at(reply, "text"), error = jv_at(reply, "error");

	if (jv_get_kind(reply) != JV_KIND_OBJECT ||
	    (jv_get_kind(error) == JV_KIND_OBJECT && (jv_text(error, "kind") == NULL || jv_text(error, "message") == NULL)))
		abort();
	jv_free(text);
	jv_free(error);
	jv_free(reply);
	return 0;
}
