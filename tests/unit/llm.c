/* Unit tests of llm: chains, and commands as models. */
#include "llm.h"
#include "rec.h"
#include "unit.h"

#include <string.h>

static jv
rules(jv request)
{
	jv answer = JV_OBJECT(jv_string("text"), jv_at(request, "task"));

	jv_free(request);
	return answer;
}

/* What a chain answers to {"task":"tell"}, as text. */
static jv
ask(const char *chain, long timeout_ms)
{
	jv why = jv_null();
	struct llm *l = llm_new(&(struct llm_options){.stage = "unit", .providers = chain,
	    .timeout_ms = timeout_ms}, &why);

	ck_assert_msg(l != NULL, "%s", jv_get_kind(why) == JV_KIND_STRING ? jv_string_value(why) : "");
	jv answer = llm_ask(l, jv_parse("{\"task\":\"tell\"}"), rules);

	jv_free(why);
	llm_free(l);
	return answer;
}

static void
answers(const char *chain, const char *text, const char *provider)
{
	jv a = ask(chain, 0), by = jv_at(a, "by");

	ck_assert_str_eq(jv_text(a, "text"), text);
	ck_assert_str_eq(jv_text(by, "provider"), provider);
	jv_free(by);
	jv_free(a);
}

static void
fails(const char *chain, const char *code)
{
	jv a = ask(chain, 200), e = jv_at(a, "error");

	ck_assert_str_eq(jv_text(e, "code"), code);
	jv_free(e);
	jv_free(a);
}

START_TEST(the_next_is_asked_when_one_fails)
{
	answers("builtin", "tell", "builtin");
	answers("exec:exit 1,builtin", "tell", "builtin");
	answers("exec:jq -c '{text:.task}',builtin", "tell", "exec");
	answers("exec:echo '{\"text\":\"a,b\",\"ok\":false}'", "a,b", "exec");
}
END_TEST

START_TEST(a_command_that_fails_says_how)
{
	fails("exec:exit 3", "provider.exec");
	fails("exec:echo nonsense", "provider.garbage");
	fails("exec:printf '{\"text\":\"\\377\"}'", "provider.garbage");
	fails("exec:sleep 5", "provider.time");
	fails("exec:yes", "provider.long");
}
END_TEST

START_TEST(an_unknown_provider_is_refused)
{
	jv why = jv_null();

	ck_assert_ptr_null(llm_new(&(struct llm_options){.stage = "unit", .providers = "opnai"}, &why));
	ck_assert_ptr_nonnull(strstr(jv_string_value(why), "no such provider: opnai"));
	jv_free(why);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, the_next_is_asked_when_one_fails);
	tcase_add_test(t, a_command_that_fails_says_how);
	tcase_add_test(t, an_unknown_provider_is_refused);
}

UNIT_MAIN("llm", add)
