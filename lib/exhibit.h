/* exhibit: one chart as a report shows it, and the files that stand for it:
 * chart_N.svg, .png, @2x.png, .pdf as far as plotrender made them, chart_N.csv
 * (the plotted numbers) and chart_N.gp (a script by which plain gnuplot draws
 * chart_N.csv again, without us). */
#ifndef VIZ_EXHIBIT_H
#define VIZ_EXHIBIT_H

#include "data.h"

#include <stdbool.h>
#include <stddef.h>

struct exhibit_to {
	void (*put)(void *ctx, const char *name, const void *bytes, size_t n);
	void *ctx;
	bool guard;                /* CSV cells that a spreadsheet would run (csvout.h) */
};

/* svg_load() must have been called.  Puts the files of chart (a line's object, consumed), the n-th of its stream,
 * and returns it with these members added:
 *   "n"        its number
 *   "as"       "number" (a table of just one), "figure", "table" or "error"
 *   "stale"    its drawing may be older than its numbers
 *   "failure"  why it was not drawn (chain_failure), or null
 *   "inline"   the drawing for a page that says the title itself; null where
 *              it is not fit to stand in a page (svgplain.h)
 *   "script"   the text of chart_N.gp, or null
 *   "files"    {"svg":"chart_1.svg",…}
 *   "cells"    the table as people read it (cells.h), its first rows
 *   "hover"    JSON text: what the page's script tells of each mark, or null
 *   "narrow"   {"inline","hover"} of the drawing for narrow pages, or null */
jv exhibit_make(jv chart, int n, const struct data *, const struct exhibit_to *);

/* Is it the name of such a file? */
bool exhibit_is_file(const char *name);

#endif
