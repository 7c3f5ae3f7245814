/* Unit tests of llm_read: what models write, and what is read from it. */
#include "llm_read.h"
#include "unit.h"

#include <string.h>

static void
reads(const char *text, const char *want)
{
	jv v = llm_read(text, strlen(text)), spelled = jv_is_valid(v) ? jv_dump_string(v, 0) : jv_string("nothing");

	if (!jv_is_valid(v))
		jv_free(v);
	ck_assert_str_eq(jv_string_value(spelled), want);
	jv_free(spelled);
}

START_TEST(json_is_found_in_what_models_write)
{
	reads("{\"a\":1}", "{\"a\":1}");
	reads("Sure! Here it is:\n```json\n{\"a\": \"x}y\"}\n```\nHope it helps {smile}", "{\"a\":\"x}y\"}");
	reads("<think>maybe {\"a\":0}?</think>{\"a\":1}", "{\"a\":1}");
	reads("{\"a\":[1,2,],}", "{\"a\":[1,2]}");
	reads("{\"sql\":\"SELECT 1\nFROM t\"}", "{\"sql\":\"SELECT 1\\nFROM t\"}");
	reads("{\"a\":True,\"b\":None,\"c\":\"None\"}", "{\"a\":true,\"b\":null,\"c\":\"None\"}");
	reads("{\"a\":\"it\\'s 5\\% \\d \\n\\u00e9\"}", "{\"a\":\"it's 5\\\\% \\\\d \\né\"}");
	reads("```\n```json\n{\"a\":1}\n```\n```", "{\"a\":1}");
	reads("[{\"a\":1}]", "[{\"a\":1}]");
	reads("I cannot do that.", "nothing");
	reads("", "nothing");
	reads("{{{{{{", "nothing");
}
END_TEST

START_TEST(a_cut_answer_keeps_its_whole_elements)
{
	reads("{\"goals\":[{\"q\":\"one\",\"x\":1},{\"q\":\"two\",\"x\":2},{\"q\":\"thr",
	    "{\"goals\":[{\"q\":\"one\",\"x\":1},{\"q\":\"two\",\"x\":2}]}");
	reads("```json\n{\"sql\":\"SELECT 1\",\"chart\":{\"type\":\"bar\",\"x\":", "{\"sql\":\"SELECT 1\",\"chart\":{\"type\":\"bar\"}}");
	reads("{\"sql\":\"SELECT", "nothing");
}
END_TEST

static void
mends(const char *value, const char *schema, const char *want)
{
	jv s = jv_parse(schema), v = llm_mend(jv_parse(value), s);
	jv spelled = jv_is_valid(v) ? jv_dump_string(v, 0) : jv_invalid_get_msg(v);

	ck_assert_str_eq(jv_string_value(spelled), want);
	jv_free(spelled);
	jv_free(s);
}

START_TEST(an_answer_is_brought_to_its_schema)
{
	const char *chart = "{\"type\":\"object\",\"required\":[\"type\",\"n\"],\"properties\":{"
	    "\"type\":{\"type\":\"string\",\"enum\":[\"bar\",\"line\"]},"
	    "\"n\":{\"type\":[\"number\",\"null\"]}}}";
	const char *list = "{\"type\":\"object\",\"required\":[\"l\"],\"properties\":{\"l\":"
	    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}}}";

	mends("{\"type\":\"Bar\"}", chart, "{\"type\":\"bar\",\"n\":null}");
	mends("{\"type\":\"bar\",\"n\":\"5\"}", chart, "{\"type\":\"bar\",\"n\":5}");
	mends("{\"type\":\"pizza\"}", chart, "type: not one of the allowed words");
	mends("{\"n\":1}", chart, "type: missing");
	mends("[{\"a\":\"x\"},{\"b\":1},{\"a\":3}]", list, "{\"l\":[{\"a\":\"x\"},null,{\"a\":\"3\"}]}");
	mends("{\"l\":[{\"b\":1}]}", list, "l: a: missing");
	mends("{}", list, "l: missing");
	mends("{\"a\":1,\"ok\":true,\"by\":{}}", "{\"type\":\"object\",\"additionalProperties\":false,"
	    "\"properties\":{\"a\":{\"type\":\"number\"}}}", "{\"a\":1}");
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, json_is_found_in_what_models_write);
	tcase_add_test(t, a_cut_answer_keeps_its_whole_elements);
	tcase_add_test(t, an_answer_is_brought_to_its_schema);
}

UNIT_MAIN("llm_read", add)
