/* What the vet writes, the vet takes, and writes again as it is; and nothing in
 * it can run, expand or end a line early. */
#include "gpvet.h"
#include "str.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct policy *policy;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	policy = policy_load("policy/gnuplot.allow");
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	jv first = gpvet_check(policy, (const char *)bytes, n);
	jv script = jv_object_get(jv_copy(first), jv_string("script"));

	if (jv_get_kind(script) == JV_KIND_STRING) {
		const char *s = jv_string_value(script);
		size_t len = (size_t)jv_string_length_bytes(jv_copy(script));
		jv second = gpvet_check(policy, s, len), again = jv_object_get(jv_copy(second), jv_string("script"));

		if (!jv_equal(jv_copy(script), again) || strlen(s) != len ||
		    (strstr(s, "<<") == NULL && strpbrk(s, "`@") != NULL))
			abort();
		jv_free(second);
	}
	jv_free(script);
	jv_free(first);
	return 0;
}
