/* svgplain: may a drawing stand in the middle of a page as it is?  It may where
 * it is one <svg>, whole, strictly written, of just the elements and attributes
 * of share/policy/svg.allow (svg_load has read it) and those that plotrender
 * adds, with references to itself only.  plotrender's drawings always are; one
 * that came into the stream in another way is shown as an image instead. */
#ifndef VIZ_SVGPLAIN_H
#define VIZ_SVGPLAIN_H

#include <stdbool.h>

bool svgplain_is(const char *svg);

#endif
