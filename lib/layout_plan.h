/* layout_plan: what the parts of layout decide together, on the way. */
#ifndef VIZ_LAYOUT_PLAN_H
#define VIZ_LAYOUT_PLAN_H

#include "layout.h"

enum { LINE = 16, GUTTER = 8, NAME_GAP = 12, PANEL_GAP = 40, PANEL_LOW = 16, FEWEST_ROWS = 15 };

struct plan {
	struct spec *spec;
	struct frame *frame;
	struct page *page;
	struct layout *l;
	double head, foot, left, right;  /* pixels that are not plot */
	size_t columns, rows;            /* of panels */
	double *direct;                  /* the y of each series' own label, or NULL */
	double direct_width;
	bool tall;                       /* the page may grow */
};

/* The width of one panel. */
double layout_panel_width(const struct plan *);

/* The scale of the values, for so many pixels, a tick for each per_tick of them. */
void layout_values(struct plan *, struct scale *, double pixels, double per_tick);

/* The scales of x: where x has values, where it is names below slots of so many
 * pixels in all, or beside them, most wide; and both scales of a map. */
void layout_place(struct plan *, struct scale *, double pixels);
void layout_name_slots(struct plan *, struct scale *, double pixels);
void layout_name_rows(struct plan *, struct scale *, double most);
void layout_map(struct plan *);

/* Do all names fit under slots of so many pixels, in two lines? */
bool layout_names_fit(const struct frame *, double slot);

/* Can the series be named where their lines end?  Then where; and says so. */
void layout_choose_direct(struct plan *, double top, double bottom);
void layout_set_direct(struct plan *);

#endif
