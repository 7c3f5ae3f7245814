/* textplot: a chart's table drawn with letters, for a terminal. */
#ifndef VIZ_TEXTPLOT_H
#define VIZ_TEXTPLOT_H

#include "rec.h"
#include "str.h"

#include <stdbool.h>

struct textplot {
	int width, height;         /* columns in all, rows of a canvas */
	bool colour, ascii;        /* escape sequences; letters of ASCII alone */
	int table;                 /* rows of the table to print; 0: none */
	bool no_drawing;
};

/* Appends the title, the drawing and the table of a chart line whose table is
 * good.  The locale says how wide letters are: setlocale() comes before. */
void textplot_chart(const struct textplot *, const struct rec *, struct str *out);

#endif
