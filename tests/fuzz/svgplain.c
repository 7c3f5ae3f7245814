/* What svgplain takes for a drawing holds nothing that a page would run. */
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
	char *text = malloc(n + 1);

	if (text == NULL)
		return 0;
	memcpy(text, bytes, n);
	text[n] = '\0';
	if (svgplain_is(text) && (strstr(text, "<script") != NULL || strstr(text, "<!") != NULL ||
	    strstr(text, "<a") != NULL || strstr(text, " onload=\"") != NULL))
		abort();
	free(text);
	return 0;
}
