/* Whatever comes in, what svg_rebuild lets out may stand in a page; and what
 * svgplain takes for a drawing holds nothing that a page would run. */
#include "svg.h"
#include "svgplain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	svg_load();
	return 0;
}

/* Is there, in a tag and in no value, the name of a handler, or a tag that is none of a drawing's? */
static int
runs(const char *text)
{
	for (const char *p = strchr(text, '<'); p != NULL; p = strchr(p, '<')) {
		if (strncmp(p, "<!", 2) == 0 || strncmp(p, "<?", 2) == 0 || strncmp(p, "<script", 7) == 0 || strncmp(p, "<style", 6) == 0)
			return 1;
		for (p++; *p != '\0' && *p != '>'; p++) {
			if (strncmp(p, " on", 3) == 0 || strncmp(p, " style", 6) == 0)
				return 1;
			if (*p == '"' && (p = strchr(p + 1, '"')) == NULL)
				return 1;
		}
	}
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	jv plot = jv_parse("{\"colours\":{\"#ff0000\":\"1\"},\"series\":2,\"regions\":[{\"class\":\"key\",\"series\":0,\"box\":[0,0,50,50]}]}");
	struct svg_dress dress = {.prefix = "v-1", .title = "T <&>", .desc = "D", .plot = plot};
	struct str out = {0}, text = {0};
	double width, height;
	jv fault = svg_rebuild((const char *)bytes, n, &dress, &out, &width, &height);

	if (jv_get_kind(fault) == JV_KIND_NULL && (!svgplain_is(out.s) || runs(out.s)))
		abort();
	str_add(&text, bytes, n);
	if (n > 0 && svgplain_is(text.s) && runs(text.s))
		abort();
	jv_free(fault);
	jv_free(plot);
	str_free(&out);
	str_free(&text);
	return 0;
}
