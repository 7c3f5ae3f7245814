/* look: how a drawing is asked to look, beside what it shows. */
#ifndef VIZ_LOOK_H
#define VIZ_LOOK_H

/* In pixels: how wide a drawing for narrow pages is, and from where on one is wide. */
enum { LOOK_NARROW = 360, LOOK_WIDE = 480 };

struct draw_look {
	const char *theme;         /* share/themes/NAME.gp; NULL: light */
	int width, height;         /* pixels; 0: the theme's own */
	const char *palette;       /* "#rrggbb,#rrggbb…" in place of the theme's; NULL: none */
	const char *data;          /* what DATA names; NULL: DRAW_DATA */
	char separator;            /* of the data file; 0: tab (a comma makes it CSV) */
};

#endif
