/* png: pixels as a PNG.  Charts are flat: few colours, rows like the row above.
 * Written for that (indexed where 256 colours do, each row told by the one
 * above where they do not) it takes a third of libpng's time and half its bytes.
 * The shades of smooth edges, single pixels, may be rounded to make them do. */
#ifndef VIZ_PNG_H
#define VIZ_PNG_H

#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* Appends a PNG of width times height opaque pixels 0xXXRRGGBB, rows of stride
 * pixels; false where zlib fails. */
bool png_write(const uint32_t *pixels, size_t stride, int width, int height, struct str *out);

#endif
