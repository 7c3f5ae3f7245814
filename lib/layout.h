/* layout: where everything of a chart stands, to the pixel, before gnuplot
 * draws it: title, legend, panels, axes and their labels. */
#ifndef VIZ_LAYOUT_H
#define VIZ_LAYOUT_H

#include "frame.h"
#include "page.h"
#include "scale.h"

struct layout_box {
	double x0, y0, x1, y1;
};

struct layout {
	double top;                /* where the title ends: figure.top */
	struct scale across, up;   /* of the pixels to the right, and upwards */
	bool turned;               /* slots run down the page, values to the right */
	struct layout_box *panel;  /* the plot areas */
	size_t panels;
	double slot, box;          /* pixels from slot to slot; the part that marks fill */
};

enum { LAYOUT_PAD = 16, LAYOUT_SMALL = 12, LAYOUT_TEXT = 13, LAYOUT_TITLE = 17 };

/* Leaves out the panels and slots that have no room, as layout_make would: for
 * those who compute from the frame first. */
void layout_keep(struct spec *, struct frame *, struct page *, bool tall);

/* Decides all and sets title, legend, labels and ticks on the page, whose
 * height it may change where the look left it open (tall). */
void layout_make(struct layout *, struct spec *, struct frame *, struct page *, bool tall);
void layout_free(struct layout *);

/* The pixel of a value. */
double layout_x(const struct layout *, size_t panel, double v);
double layout_y(const struct layout *, size_t panel, double v);

/* The radius of the largest bubble: small where they are many, or all alike, or
 * the page is. */
double layout_radius(const struct frame *, const struct page *);

/* Appends the gnuplot statements: ranges, grid, margins of panels. */
void layout_script(const struct layout *, const struct spec *, struct str *);
void layout_margins(const struct layout_box *, size_t panels, struct str *);   /* PANELS, LEFT[p] … alone */

/* How many columns so many panels stand in, on a page of that width that may
 * grow (tall) or not. */
size_t layout_columns(size_t panels, int width, bool tall);

/* The width of the wider line of a tick's label. */
double layout_label_width(const char *label);

/* The name of a panel, above it. */
void layout_panel_name(struct page *, const struct layout_box *, const char *name);

/* Shared with charts that have no axes (pie, heat map): the title, a line in
 * grey below it, and the legend as rows from y; each returns the y below. */
double layout_title(struct page *, const struct spec *, const char *grey, double *top);
double layout_legend(struct page *, const struct spec *, const struct frame *, double y);

/* The y axis' name where it has to be said, with a note of what is hidden:
 * into s (may stay empty). */
void layout_grey(struct str *s, struct spec *, const struct frame *);

/* The name of an axis: its label, or the column's name made readable. */
void layout_axis_name(struct str *, const struct spec *, bool y);

#endif
