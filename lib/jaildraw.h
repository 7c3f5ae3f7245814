/* jaildraw: charts drawn by gnuplot in a jail: the run object of a chart line:
 * {"ok","status","code","ms","cpu_ms","max_rss","stderr","svg","plot"}, or
 * rec_fail(…) with the same members but the last two.  Where drawn by our own
 * templates it also has "narrow":{"svg","plot"}: the chart again as narrow pages
 * show it, unless the look is narrow itself; without "marks" where they are very
 * many points.  An error names the line
 * of the model's own script where gnuplot told it.  Where no jail can be made it
 * is "run.no-jail" with "again":true, and nothing was drawn. */
#ifndef VIZ_JAILDRAW_H
#define VIZ_JAILDRAW_H

#include "draw.h"
#include "rec.h"

#include <stddef.h>

struct jaildraw;

/* The programs that draw, best first; NULL-ended. */
extern const char *const jaildraw_programs[];

/* The look's texts must outlive it.  A broken policy dies with exit 2. */
struct jaildraw *jaildraw_new(const struct draw_look *look);
void jaildraw_free(struct jaildraw *);

/* One chart alone.  The caller has no other children (jail_run). */
jv jaildraw_one(const struct jaildraw *, const struct rec *chart);

/* Charts of our own templates in one jail, one after the other: a model's own
 * script must not be among them.  Fills values[i] for team[i] with just what
 * each would be alone (times apart). */
void jaildraw_several(const struct jaildraw *, struct rec **team, size_t n, jv *values);

/* How many of them are to be drawn together at most. */
int jaildraw_most(const struct jaildraw *);

#endif
