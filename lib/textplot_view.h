/* textplot_view: what the parts of textplot share. */
#ifndef VIZ_TEXTPLOT_VIEW_H
#define VIZ_TEXTPLOT_VIEW_H

#include "scale.h"
#include "textplot.h"

enum { TEXTPLOT_BARS = 24, TEXTPLOT_NAME = 28 };   /* at most so many rows, so wide a name */

/* For scales, which count in pixels: a column is so wide where letters are so high. */
enum { TEXTPLOT_COLUMN = 6, TEXTPLOT_LETTER = 10 };

struct textplot_view {
	const struct textplot *how;
	jv columns, rows, chart;   /* of the table; the typed chart */
	int n;
	int x, y, series;          /* columns, -1 where there is none */
	jv names;                  /* the series' names, in order of appearance */
	int series_n;
	int *look;                 /* of each series: its colour and mark (canvas.h) */
};

/* The columns of a terminal that s takes. */
int textplot_width(const char *s);

/* Appends s cut and filled to the width; so many spaces. */
void textplot_fit(const struct textplot *, struct str *out, const char *s, int width, bool right);
void textplot_spaces(struct str *out, int n);

/* A number as people write it: grouped digits, with so many decimals, or with
 * as many as it needs by itself (TEXTPLOT_OWN); a cell as text (both to be freed),
 * as a number (NaN: none), and its place along an axis. */
enum { TEXTPLOT_OWN = -1 };
char *textplot_number(double v, int decimals);
char *textplot_cell(const struct textplot_view *, int row, int column, int decimals);
double textplot_value(const struct textplot_view *, int row, int column);
double textplot_place(const struct textplot_view *, int row, int column);

/* The name of the row's x: a bin's two ends, a month as people say it, or the cell;
 * s without what would turn the terminal's direction of writing (both to be freed). */
char *textplot_x_name(const struct textplot_view *, int row);
char *textplot_clean(const char *s);

/* Is x a year by itself, which has no digits to group? */
bool textplot_is_year(const struct textplot_view *, double x);

/* The decimals that stand well below each other in the first rows of a column. */
int textplot_decimals(const struct textplot_view *, int column, int rows);

/* The number of the row's series, 0 where there is but one. */
int textplot_series(const struct textplot_view *, int row);

/* The first rows, at most so many, and how many more there are. */
void textplot_table(jv table, const struct textplot_view *, struct str *out, int most);

void textplot_bars(const struct textplot_view *, struct str *out);
void textplot_canvas(const struct textplot_view *, struct str *out, bool joined, bool zero);

/* The line below a drawing so wide, right of a gutter, with its ticks and labels. */
void textplot_x_axis(const struct textplot_view *, struct str *out, const struct scale *, int gutter, int width);

/* A cell for each pair of x and series, darker for more; false: no room for it.
 * A box and whiskers a row; false: the table has not what they are drawn from. */
bool textplot_grid(const struct textplot_view *, struct str *out);
bool textplot_boxes(const struct textplot_view *, jv table, struct str *out);

/* The column of that name, -1 where there is none. */
int textplot_column(jv table, const char *name);

#endif
