/* drawdata: the tables that templates draw from: what DATA holds. */
#ifndef VIZ_DRAWDATA_H
#define VIZ_DRAWDATA_H

#include "frame.h"

struct drawdata {
	struct str *out;
	char separator;            /* tab, or a comma: then cells are quoted as CSV */
	int rows, columns;
	bool rounded;              /* lines drawn from it end round */
};

/* One row an x, one column a series; a panel is a block of its own, two blank
 * lines before it.  A null is NaN (a gap); no row at all is an empty cell. */
void drawdata_wide(struct drawdata *, const struct spec *, const struct frame *);

/* One row a mark: x, then each series' own column (as wide).  Where rounded is
 * set and no person reads it (tab), neighbours stand DRAWDATA_APART lines apart:
 * gnuplot draws so many strokes as one path, in which none shines through
 * another. */
enum { DRAWDATA_APART = 256 };
void drawdata_points(struct drawdata *, const struct spec *, const struct frame *);

/* The stretches without a gap in a wide table: what a filled shape has to be
 * drawn in, each by itself.  Appends gnuplot's arrays RUN (column), RUN_FROM,
 * RUN_TO (rows), RUN_FIRST and RUN_LAST (of each panel), or just RUNS = 0
 * where nothing is missing; order gets the series of each run. */
void drawdata_runs(const struct drawdata *, const struct frame *, struct str *script, jv *order);

/* The table as it came. */
void drawdata_table(struct drawdata *, const struct spec *);

/* The pieces of such tables. */
void drawdata_head(struct drawdata *, const char *const *names, size_t n);   /* a header line */
void drawdata_text(struct drawdata *, const char *);
void drawdata_number(struct drawdata *, double);
void drawdata_next(struct drawdata *);         /* the separator */
void drawdata_line(struct drawdata *);
void drawdata_block(struct drawdata *);        /* two blank lines */

#endif
