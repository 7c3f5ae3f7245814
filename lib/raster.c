#include "raster.h"

#include "png.h"
#include "rec.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>
#include <string.h>

static cairo_status_t
take(void *closure, const unsigned char *bytes, unsigned n)
{
	str_add(closure, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static jv
fail(const char *what, const char *why)
{
	return rec_fail("figure.raster", false, "ask for svg alone, or look at figure.svg", "%s: %s", what, why);
}

/* Draws svg into the whole of the surface: NULL, or why not (static). */
static const char *
paint(const char *svg, size_t n, cairo_surface_t *surface, double width, double height)
{
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, n, NULL);
	const char *why = NULL;

	if (handle == NULL)
		return "librsvg cannot read it";
	cairo_t *cr = cairo_create(surface);
	RsvgRectangle page = {0, 0, width, height};

	if (!rsvg_handle_render_document(handle, cr, &page, NULL))
		why = "librsvg cannot draw it";
	else if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
		why = cairo_status_to_string(cairo_status(cr));
	cairo_destroy(cr);
	g_object_unref(handle);
	return why;
}

jv
raster_png(const char *svg, size_t n, int width, int height, struct str *out)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	const char *why = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS
	    ? cairo_status_to_string(cairo_surface_status(surface)) : NULL;

	if (why == NULL)
		why = paint(svg, n, surface, width, height);
	cairo_surface_flush(surface);
	if (why == NULL && !png_write((const uint32_t *)(const void *)cairo_image_surface_get_data(surface),
	    (size_t)cairo_image_surface_get_stride(surface) / 4, width, height, out))
		why = "zlib cannot pack it";
	cairo_surface_destroy(surface);
	return why == NULL ? jv_null() : fail("PNG", why);
}

void
raster_warm(void)
{
	static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><g font-family=\"Inter\" font-size=\"12\">"
	    "<text y=\"9\">0</text><text y=\"9\" font-weight=\"600\">a</text></g></svg>";
	struct str png = {0};

	jv_free(raster_png(svg, sizeof svg - 1, 9, 9, &png));
	str_free(&png);
}

jv
raster_pdf(const char *svg, size_t n, double width, double height, struct str *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, out, width, height);
	const char *why;

	/* The one thing in it that a clock would set. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
	why = paint(svg, n, surface, width, height);
	cairo_surface_finish(surface);
	if (why == NULL && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
		why = cairo_status_to_string(cairo_surface_status(surface));
	cairo_surface_destroy(surface);
	return why == NULL ? jv_null() : fail("PDF", why);
}

void
raster_base64(const void *bytes, size_t n, struct str *out)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16 | (i + 1 < n ? (unsigned)p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);

		str_addc(out, digit[v >> 18]);
		str_addc(out, digit[v >> 12 & 63]);
		str_addc(out, i + 1 < n ? digit[v >> 6 & 63] : '=');
		str_addc(out, i + 2 < n ? digit[v & 63] : '=');
	}
}
