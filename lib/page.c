#include "page.h"

#include "mem.h"
#include "share.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the theme */

static bool
is_hex(const char *s, size_t n)
{
	return n == 7 && *s == '#' && strspn(s + 1, "0123456789abcdefABCDEF") >= 6;
}

/* NAME = "value" or NAME = number, as gnuplot would read it. */
static jv
read_theme(const char *text)
{
	jv theme = jv_object();
	char name[32], value[256];

	for (const char *p = text; *p != '\0'; p += *p == '\n') {
		if (sscanf(p, "%31[A-Z_0-9] = \"%255[^\"\n]\"", name, value) == 2 ||
		    sscanf(p, "%31[A-Z_0-9] = %255[0-9.]", name, value) == 2)
			theme = jv_object_set(theme, jv_string(name), jv_string(value));
		p += strcspn(p, "\n");
	}
	return theme;
}

/* The colours of a list parted by blanks or commas; fault where one is none. */
static jv
read_colours(const char *list, const char **fault)
{
	jv all = jv_array();

	while (*(list += strspn(list, " ,")) != '\0') {
		size_t n = strcspn(list, " ,");

		if (!is_hex(list, n))
			*fault = "a palette is a list such as #2f6fdb,#e8871e";
		else
			all = jv_array_append(all, jv_string_sized(list, (int)n));
		list += n;
	}
	if (jv_array_length(jv_copy(all)) == 0)
		*fault = "a palette is a list such as #2f6fdb,#e8871e";
	return all;
}

const char *
page_theme(const struct page *p, const char *name, const char *fallback)
{
	const char *v = jv_text(p->theme, name);

	return v != NULL ? v : fallback;
}

static void
channels(const char *hex, int rgb[3])
{
	unsigned v = (unsigned)strtoul(hex + 1, NULL, 16);

	rgb[0] = (int)(v >> 16 & 255);
	rgb[1] = (int)(v >> 8 & 255);
	rgb[2] = (int)(v & 255);
}

static void
write_hex(char hex[8], const int c[3])
{
	snprintf(hex, 8, "#%02x%02x%02x", (unsigned)c[0] & 255u, (unsigned)c[1] & 255u, (unsigned)c[2] & 255u);
}

/* Relative luminance (WCAG 2), and the contrast of two colours. */
static double
light_of(const char *hex)
{
	static const double weight[] = {0.2126, 0.7152, 0.0722};
	int c[3];
	double light = 0.05;

	channels(hex, c);
	for (int i = 0; i < 3; i++) {
		double v = c[i] / 255.0;

		light += weight[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
	}
	return light;
}

static double
contrast(const char *a, const char *b)
{
	double x = light_of(a), y = light_of(b);

	return fmax(x / y, y / x);
}

/* Mixes white into the colour until it shows on the paper (3 to 1). */
static void
lighten(char hex[8], const char *paper)
{
	int c[3];

	for (int step = 0; step < 20 && contrast(hex, paper) < 3; step++) {
		channels(hex, c);
		for (int i = 0; i < 3; i++)
			c[i] += (255 - c[i]) / 10 + 1 < 255 - c[i] ? (255 - c[i]) / 10 + 1 : 255 - c[i];
		write_hex(hex, c);
	}
}

void
page_role(struct page *p, const char *hex, const char *role, const char *dark)
{
	char low[8];

	if (!is_hex(hex, strlen(hex)))
		return;
	for (int i = 0; i < 8; i++)
		low[i] = hex[i] >= 'A' && hex[i] <= 'F' ? (char)(hex[i] + 32) : hex[i];
	if (jv_object_has(jv_copy(p->colours), jv_string(low)))
		return;
	p->colours = jv_object_set(p->colours, jv_string(low), jv_string(role));
	if (p->night != NULL && dark != NULL && is_hex(dark, strlen(dark)))
		p->dark = jv_object_set(p->dark, jv_string(role), jv_string(dark));
}

/* The palette's first colours: in the dark those of the other theme; colours
 * of the user's own stay, as light as they have to be there. */
static void
name_palette(struct page *p, bool own)
{
	enum { NAMED = 12 };
	int n = jv_array_length(jv_copy(p->palette));

	for (int i = 0; i < n && i < NAMED; i++) {
		char role[4], dark[8] = "";

		snprintf(role, sizeof role, "%d", i + 1);
		if (p->night != NULL)
			memcpy(dark, page_colour(own ? p : p->night, (size_t)i), 8);
		if (p->night != NULL && own)
			lighten(dark, page_theme(p->night, "PAPER", "#000000"));
		page_role(p, page_colour(p, (size_t)i), role, dark);
	}
}

static void
name_colours(struct page *p, bool own)
{
	static const char *const roles[][2] = {{"PAPER", "paper"}, {"INK", "ink"}, {"TEXT", "muted"},
	    {"RULE", "axis"}, {"MUTED", "quiet"}, {"GRID", "grid"}};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		page_role(p, page_theme(p, roles[i][0], ""), roles[i][1],
		    p->night != NULL ? page_theme(p->night, roles[i][0], "") : NULL);
	name_palette(p, own);
}

static const char *
size_fault(const struct draw_look *look)
{
	bool odd = look->width < 0 || look->height < 0 || look->width > 4000 || look->height > 4000 ||
	    (look->width > 0 && look->width < 160) || (look->height > 0 && look->height < 120);

	return odd ? "a size is between 160x120 and 4000x4000" : NULL;
}

/* The theme's values and palette: NULL, or why not. */
static const char *
read_look(struct page *p, const char *theme, const char *palette)
{
	const char *fault = NULL;
	struct str name = {0};

	*p = (struct page){.theme = jv_null(), .palette = jv_null(), .colours = jv_object(), .regions = jv_array(),
	    .dark = jv_object()};
	str_addf(&name, "themes/%s.gp", theme);
	p->theme_text = strchr(theme, '/') == NULL ? share_read(name.s, NULL) : NULL;
	str_free(&name);
	if (p->theme_text == NULL)
		return "there is no such theme in share/themes";
	p->theme = read_theme(p->theme_text);
	p->palette = read_colours(palette != NULL ? palette : page_theme(p, "PALETTE", ""), &fault);
	return fault;
}

static const char *
read_night(struct page *p)
{
	const char *theme = page_theme(p, "DARK", "");

	if (*theme == '\0')
		return NULL;
	p->night = mem_calloc(1, sizeof *p->night);
	return read_look(p->night, theme, NULL);
}

const char *
page_open(struct page *p, const struct draw_look *look)
{
	const char *fault = read_look(p, look->theme != NULL ? look->theme : "light", look->palette);

	if (fault == NULL)
		fault = size_fault(look);
	if (fault == NULL)
		fault = read_night(p);
	if (fault != NULL)
		return fault;
	p->width = look->width > 0 ? look->width : atoi(page_theme(p, "WIDTH", "760"));
	p->height = look->height > 0 ? look->height : atoi(page_theme(p, "HEIGHT", "428"));
	/* a narrow page is no tower */
	if (look->height <= 0)
		p->height = (int)fmin(p->height, fmax(p->width * 5.0 / 6, 240));
	name_colours(p, look->palette != NULL);
	return NULL;
}

void
page_free(struct page *p)
{
	if (p->night != NULL)
		page_free(p->night);
	free(p->night);
	free(p->theme_text);
	jv_free(p->dark);
	jv_free(p->theme);
	jv_free(p->palette);
	jv_free(p->colours);
	jv_free(p->regions);
	str_free(&p->script);
}

const char *
page_colour(const struct page *p, size_t i)
{
	int n = jv_array_length(jv_copy(p->palette));
	jv c = jv_array_get(jv_copy(p->palette), (int)(i % (size_t)n));
	const char *hex = jv_string_value(c);

	jv_free(c);                /* the palette still holds it */
	return hex;
}

void
page_ramp(const struct page *p, const char *ramp, double part, char hex[8])
{
	const char *fault = NULL;
	jv stops = read_colours(page_theme(p, ramp, "#eeeeee #333333"), &fault);
	int n = jv_array_length(jv_copy(stops)), a[3], b[3], c[3];
	double at = fmin(fmax(part, 0), 1) * (n - 1);
	int i = at >= n - 1 ? n - 2 : (int)at;

	i = i < 0 ? 0 : i;
	jv from = jv_array_get(jv_copy(stops), i), to = jv_array_get(jv_copy(stops), i + 1 < n ? i + 1 : i);

	channels(jv_string_value(from), a);
	channels(jv_string_value(to), b);
	for (int k = 0; k < 3; k++)
		c[k] = (int)lround(a[k] + (b[k] - a[k]) * (at - i));
	write_hex(hex, c);
	jv_free(from);
	jv_free(to);
	jv_free(stops);
}

const char *
page_text_on(const char *hex)
{
	return contrast("#ffffff", hex) >= contrast("#000000", hex) ? "#ffffff" : "#000000";
}

/* ---- statements */

void
page_quote(struct str *s, const char *text)
{
	str_addc(s, '"');
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
		if (*p < ' ' || *p == 0x7f)
			str_addc(s, ' ');
		else if (*p == '"' || *p == '\\')
			str_addf(s, "\\%c", *p);
		else if (*p == '`' || *p == '@')
			/* a digit behind it would be taken for one more of its own */
			str_addf(s, p[1] >= '0' && p[1] <= '9' ? "\\%03o\".\"" : "\\%03o", *p);
		else
			str_addc(s, *p);
	}
	str_addc(s, '"');
}

static const char *
hex_of(const struct page *p, const char *colour)
{
	return *colour == '#' ? colour : page_theme(p, colour, "#000000");
}

void
page_text(struct page *p, double x, double y, enum page_anchor anchor, double px, bool strong,
    const char *colour, const char *text)
{
	static const char *const words[] = {"left", "center", "right"};

	if (*text == '\0')
		return;
	str_addf(&p->script, "set label %d ", ++p->labels);
	page_quote(&p->script, text);
	str_addf(&p->script, " at screen %.1f/WIDTH, screen 1-%.1f/HEIGHT %s front font \"%s%s,%g\" textcolor rgb \"%s\"\n",
	    x, y, words[anchor], page_theme(p, "FONT", "Inter"), strong ? " Bold" : "", px, hex_of(p, colour));
}

void
page_rect(struct page *p, double x0, double y0, double x1, double y1, const char *hex)
{
	str_addf(&p->script, "set object %d rectangle from screen %.1f/WIDTH, screen 1-%.1f/HEIGHT "
	    "to screen %.1f/WIDTH, screen 1-%.1f/HEIGHT fillcolor rgb \"%s\" fillstyle solid noborder\n",
	    ++p->objects, x0, y0, x1, y1, hex_of(p, hex));
}

bool
page_patterns(const struct page *p)
{
	return atoi(page_theme(p, "PATTERNS", "0")) != 0;
}

void
page_swatch(struct page *p, double x0, double y0, double x1, double y1, const char *hex, size_t i)
{
	/* gnuplot has eight patterns; number 3 is solid, and it counts on from there */
	if (!page_patterns(p) || i == 0) {
		page_rect(p, x0, y0, x1, y1, hex);
		return;
	}
	str_addf(&p->script, "set object %d rectangle from screen %.1f/WIDTH, screen 1-%.1f/HEIGHT "
	    "to screen %.1f/WIDTH, screen 1-%.1f/HEIGHT fillcolor rgb \"%s\" fillstyle pattern %zu border linecolor rgb \"%s\"\n",
	    ++p->objects, x0, y0, x1, y1, hex_of(p, hex), (i + 3) % 8, page_theme(p, "INK", "#000000"));
}

int
page_shape(const struct page *p, size_t i)
{
	const char *all = page_theme(p, "POINTS", "7"), *s = all;
	char *end;
	long shape;
	size_t n = 0;

	while (strtol(s, &end, 10) > 0 && end != s) {
		s = end;
		n++;
	}
	for (s = all, shape = 7, i = n > 0 ? i % n + 1 : 0; i > 0; i--, s = end)
		shape = strtol(s, &end, 10);
	return (int)shape;
}

void
page_point(struct page *p, double x, double y, const char *hex, size_t i)
{
	str_addf(&p->script, "set label %d \"\" at screen %.1f/WIDTH, screen 1-%.1f/HEIGHT point pointtype %d pointsize 0.9 linecolor rgb \"%s\"\n",
	    ++p->labels, x, y, page_shape(p, i), hex_of(p, hex));
}

void
page_stroke(struct page *p, double x0, double x1, double y, const char *hex, size_t i)
{
	if (atoi(page_theme(p, "DASHES", "0")) == 0 || i == 0) {
		page_rect(p, x0, y - 1.5, x1, y + 1.5, hex);
		return;
	}
	str_addf(&p->script, "set arrow %d from screen %.1f/WIDTH, screen 1-%.1f/HEIGHT to screen %.1f/WIDTH, screen 1-%.1f/HEIGHT "
	    "nohead linewidth 2.4 linecolor rgb \"%s\" dashtype %zu\n", 100 + ++p->objects, x0, y, x1, y, hex_of(p, hex), i % 5 + 1);
}

void
page_region(struct page *p, const char *class, int series, double x0, double y0, double x1, double y1)
{
	jv box = JV_ARRAY(jv_number(floor(x0)), jv_number(floor(y0)), jv_number(ceil(x1)), jv_number(ceil(y1)));
	jv r = JV_OBJECT(jv_string("class"), jv_string(class), jv_string("box"), box);

	if (series >= 0)
		r = jv_object_set(r, jv_string("series"), jv_number(series));
	p->regions = jv_array_append(p->regions, r);
}
