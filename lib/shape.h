/* shape: the charts that need more than a table and two axes: bins, boxes,
 * slices, grids of cells.  Each works on the frame before or in place of
 * layout_make, and writes its own DATA. */
#ifndef VIZ_SHAPE_H
#define VIZ_SHAPE_H

#include "drawdata.h"
#include "layout.h"

/* bins: raw values are counted into bins of a round width; counts that came
 * counted keep theirs.  Sets spec->bin. */
void shape_bins(struct spec *, struct frame *);

/* boxes: quartiles and whiskers (1.5 times the quartiles' distance) of each
 * slot, values beyond as points; or those that the table holds.  The marks
 * become the five numbers of each slot; what lies outside is in a second
 * block of DATA. */
struct shape_box {
	double low, q1, median, q3, high;
	double *out;               /* owned */
	size_t outs, values;
};
struct shape_box *shape_boxes(const struct spec *, struct frame *);     /* one a slot of each panel; to be freed */
void shape_boxes_free(struct shape_box *, size_t n);
void shape_boxes_data(struct drawdata *, const struct frame *, const struct shape_box *);

/* slices: a pie with its names, values and parts in a list beside it.  marks
 * (array) gets the place of each. */
void shape_slices(struct spec *, struct frame *, struct page *, struct drawdata *, double *top, jv *marks,
    struct str *script, bool tall);

/* grid: cells coloured by value, the scale as a strip above. */
void shape_grid(struct spec *, struct frame *, struct page *, struct drawdata *, double *top, jv *marks,
    struct str *script, bool tall);

/* points: those of a bubble chart sorted, the largest first, and how many a narrow
 * page hides; then, once their places are known, these left out, the table, how
 * they look and the trend's line. */
void shape_points(const struct spec *, struct frame *, const struct page *);
void shape_points_data(const struct spec *, struct frame *, const struct layout *, struct page *,
    struct drawdata *, struct str *script);

/* points: a least-squares line over all marks, y = a + b x (log axes: of the
 * logarithms); false where there is none. */
struct shape_trend {
	double a, b, r2;
};
bool shape_trend(const struct spec *, const struct frame *, struct shape_trend *);

/* Appends the marks of a chart with axes, at most 2,000, for a hover. */
jv shape_marks(const struct spec *, const struct frame *, const struct layout *, jv marks);

/* [x, y, row, series] for a hover. */
jv shape_mark(double x, double y, int row, int series);

#endif
