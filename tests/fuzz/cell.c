/* Cells of any bytes by all styles and marks: what is read must be spelled
 * within bounds, and the short way must agree with the long one. */
#include "cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char marks[] = {0, ',', '.', ' ', '\''};
	char s[160] = {0};
	struct cell_value v;
	struct cell_number a, b;

	if (n < 2 || n > 120)
		return 0;
	memcpy(s, data + 2, n - 2);
	n -= 2;
	cell_looks(s, n);
	for (int t = CELL_EMPTY; t <= CELL_TEXT; t++) {
		struct cell_format f = {.type = (enum cell_type)t, .decimal = marks[data[0] % 2], .thousands = marks[data[0] / 2 % 5],
		    .prefix = "$", .suffix = "%", .nulls = 1, .null_text = {"NA"}};
		size_t styles = 0;

		while (cell_styles[styles].style != NULL)
			styles++;
		if (t == CELL_DATE || t == CELL_DATETIME || t == CELL_TIME)
			snprintf(f.date, sizeof f.date, "%s", cell_styles[data[1] % styles].style);
		if (cell_read(&f, s, n, &v) && v.kind == CELL_STRING && t != CELL_TEXT && (v.s != v.buf || v.n >= sizeof v.buf))
			abort();
	}
	if (n > 0 && cell_short_number(s, n, &a) && (!cell_plain_number(s, n, &b) || a.d != b.d || a.whole != b.whole))
		abort();
	return 0;
}
