/* Unit tests of goal_mend: names nearly right, names that are not there. */
#include "goal_mend.h"
#include "unit.h"

#include <string.h>

static void
mends(const char *goals, const char *want)
{
	jv sets = jv_parse("[{\"id\":\"sales\",\"columns\":[{\"name\":\"revenue\"},{\"name\":\"Unit Price\"},"
	    "{\"name\":\"region\"},{\"name\":\"cost_a\"},{\"name\":\"cost_b\"}]}]");
	jv had = jv_parse("[{\"chart\":\"pie\",\"datasets\":[\"sales\"],\"x\":\"region\",\"filter\":[]}]");
	jv done = goal_mend(jv_parse(goals), sets, had), text = jv_dump_string(done, JV_PRINT_SORTED);

	ck_assert_str_eq(jv_string_value(text), want);
	jv_free(text);
	jv_free(sets);
	jv_free(had);
}

START_TEST(near_misses_are_mended)
{
	mends("[{\"datasets\":[\"Sales\"],\"x\":\"Region\",\"y\":\"sales.Revenue\"}]",
	    "[{\"datasets\":[\"sales\"],\"filter\":[],\"x\":\"region\",\"y\":\"revenue\"}]");
	mends("[{\"datasets\":[],\"x\":\"unit_price\",\"y\":\"revenu\",\"filter\":[null,{\"column\":\"REGION\"}]}]",
	    "[{\"datasets\":[\"sales\"],\"filter\":[{\"column\":\"region\"}],\"x\":\"Unit Price\",\"y\":\"revenue\"}]");
	mends("[{\"x\":\"region\",\"y\":\"*\",\"series\":\"nonsense\"}]",
	    "[{\"datasets\":[\"sales\"],\"filter\":[],\"series\":null,\"x\":\"region\",\"y\":null}]");
	mends("[{\"x\":\"cost_a\",\"y\":\"cost_b\",\"size\":\"Revenue\"}]",
	    "[{\"datasets\":[\"sales\"],\"filter\":[],\"size\":\"revenue\",\"x\":\"cost_a\",\"y\":\"cost_b\"}]");
	mends("[{\"x\":\"region\",\"y\":\"rows\",\"aggregate\":\"count\"}]",
	    "[{\"aggregate\":\"count\",\"datasets\":[\"sales\"],\"filter\":[],\"x\":\"region\",\"y\":null}]");
}
END_TEST

START_TEST(what_is_not_there_is_no_goal)
{
	mends("[{\"x\":\"region\",\"y\":\"profit\"},null,{}]", "[null,null,null]");
	mends("[{\"x\":\"cost_c\"}]", "[null]");
	mends("[{\"x\":\"region\",\"filter\":[{\"column\":\"planet\"}]}]", "[null]");
}
END_TEST

START_TEST(the_same_chart_is_one)
{
	mends("[{\"x\":\"region\",\"title\":\"a\"},{\"x\":\"Region\",\"title\":\"b\"}]",
	    "[{\"datasets\":[\"sales\"],\"filter\":[],\"title\":\"a\",\"x\":\"region\"},null]");
	mends("[{\"chart\":\"pie\",\"x\":\"region\"}]", "[null]");
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, near_misses_are_mended);
	tcase_add_test(t, what_is_not_there_is_no_goal);
	tcase_add_test(t, the_same_chart_is_one);
}

UNIT_MAIN("goal_mend", add)
