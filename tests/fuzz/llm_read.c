/* Fuzzes what reads a model's words: the JSON in them, held against a schema,
 * and the numbers of its sentences, held against a table. */
#include "llm_read.h"
#include "mem.h"
#include "tell_check.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char schema[] = "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"array\",\"items\":"
    "{\"type\":[\"object\",\"null\"],\"properties\":{\"t\":{\"type\":\"string\",\"enum\":[\"bar\",\"line\"]},"
    "\"n\":{\"type\":[\"number\",\"null\"]}}}}}}";
static const char request[] = "{\"chart\":{\"x\":\"m\",\"y\":\"n\"},\"table\":{\"columns\":[{\"name\":\"m\",\"type\":\"date\"},"
    "{\"name\":\"n\",\"type\":\"number\"}],\"rows\":[[\"2019-07-01\",289],[\"2019-08-01\",null],[\"Q1\",-3.5],[]]}}";

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *text = mem_dup(bytes, n);
	jv s = jv_parse(schema), r = jv_parse(request);

	jv_free(llm_mend(llm_read(text, n), s));
	jv_free(tell_check(tell_sentences(text), r));
	jv_free(s);
	jv_free(r);
	free(text);
	return 0;
}
