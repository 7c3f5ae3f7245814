/* raster: an SVG as PNG or PDF (librsvg on cairo), the same bytes each time. */
#ifndef VIZ_RASTER_H
#define VIZ_RASTER_H

#include "str.h"

#include <jv.h>

/* Appends a PNG of width times height pixels to out: jv_null() or rec_fail(…). */
jv raster_png(const char *svg, size_t n, int width, int height, struct str *out);

/* Has fonts found and loaded before the first drawing wants them: while it is
 * yet being made, say, or before workers that would each do it are started. */
void raster_warm(void);

/* A one-page PDF of width times height points, text as text. */
jv raster_pdf(const char *svg, size_t n, double width, double height, struct str *out);

/* Appends bytes as base64 (RFC 4648). */
void raster_base64(const void *bytes, size_t n, struct str *out);

#endif
