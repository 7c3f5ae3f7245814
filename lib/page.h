/* page: gnuplot statements that put text and small shapes at exact pixels,
 * and the theme they take their colours from.  Pixels count from the top left. */
#ifndef VIZ_PAGE_H
#define VIZ_PAGE_H

#include "look.h"
#include "rec.h"
#include "str.h"

struct page {
	int width, height;
	int labels, objects;       /* how many were set */
	struct str script;         /* the statements */
	jv theme;                  /* {"INK":"#1c2128", …}: the NAME = value lines */
	char *theme_text;
	jv palette;                /* array of colours */
	jv colours;                /* {"#1c2128":"ink"}: of run.plot */
	struct page *night;        /* of the theme for readers in the dark (DARK = "…"), or NULL */
	jv dark;                   /* {"ink":"#e9edf1"}: what a role's colour is there, of run.plot */
	jv regions;                /* of run.plot */
};

enum page_anchor { PAGE_LEFT, PAGE_CENTRE, PAGE_RIGHT };

/* Reads the theme and palette of the look; NULL, or why not (static). */
const char *page_open(struct page *, const struct draw_look *);
void page_free(struct page *);

/* A value of the theme, or fallback. */
const char *page_theme(const struct page *, const char *name, const char *fallback);

/* The colour of series i of the palette (it begins anew where it ends). */
const char *page_colour(const struct page *, size_t i);

/* The colour at part (0 … 1) of a ramp ("RAMP", "DIVERGING") into hex. */
void page_ramp(const struct page *, const char *ramp, double part, char hex[8]);

/* Black or white: which is read better on the colour (4.5 to 1 at least). */
const char *page_text_on(const char *hex);

/* A colour of the drawing is called role; dark is what it is in the dark, or NULL. */
void page_role(struct page *, const char *hex, const char *role, const char *dark);

/* Text whose middle line is at y; colour is a name of the theme (INK, TEXT …)
 * or "#rrggbb".  Empty text sets nothing. */
void page_text(struct page *, double x, double y, enum page_anchor, double px, bool strong,
    const char *colour, const char *text);

void page_rect(struct page *, double x0, double y0, double x1, double y1, const char *hex);

/* Do series differ by pattern in this theme? */
bool page_patterns(const struct page *);

/* The box of series i in a legend: with its pattern, where the theme has such. */
void page_swatch(struct page *, double x0, double y0, double x1, double y1, const char *hex, size_t i);

/* A point with the shape of series i. */
void page_point(struct page *, double x, double y, const char *hex, size_t i);

/* The number of that shape in gnuplot, which the theme gives (POINTS). */
int page_shape(const struct page *, size_t i);

/* A horizontal stroke, dashed as series i is, where the theme has dashes. */
void page_stroke(struct page *, double x0, double x1, double y, const char *hex, size_t i);

/* Says what begins within the box: series -1 for none. */
void page_region(struct page *, const char *class, int series, double x0, double y0, double x1, double y1);

/* Appends a double-quoted gnuplot string that is just this text: nothing in
 * it can end the string, be a macro or be run. */
void page_quote(struct str *, const char *text);

#endif
