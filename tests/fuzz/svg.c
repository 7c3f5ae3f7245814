/* Whatever comes in, what svg_rebuild lets out may stand in a page. */
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

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	jv plot = jv_parse("{\"colours\":{\"#ff0000\":\"1\"},\"series\":2,\"regions\":[{\"class\":\"key\",\"series\":0,\"box\":[0,0,50,50]}]}");
	struct svg_dress dress = {.prefix = "v-1", .title = "T <&>", .desc = "D", .plot = plot};
	struct str out = {0};
	double width, height;
	jv fault = svg_rebuild((const char *)bytes, n, &dress, &out, &width, &height);

	if (jv_get_kind(fault) == JV_KIND_NULL && !svgplain_is(out.s))
		abort();
	jv_free(fault);
	jv_free(plot);
	str_free(&out);
	return 0;
}
