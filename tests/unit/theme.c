/* Themes: what is to be told apart can be, by eyes of every kind. */
#include "page.h"
#include "share.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How linear RGB is seen with all cones, and with one kind missing
 * (Machado, Oliveira, Fernandes 2009, severity 1). */
static const double sights[4][3][3] = {
	{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};
static const char *const sight_names[] = {"all cones", "protanopia", "deuteranopia", "tritanopia"};

static void
linear(const char *hex, double c[3])
{
	unsigned long v = strtoul(hex + 1, NULL, 16);

	for (int i = 0; i < 3; i++) {
		double s = (double)(v >> (16 - 8 * i) & 255) / 255;

		c[i] = s <= 0.04045 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4);
	}
}

/* OKLab, in which distance is how different two colours look. */
static void
seen(const char *hex, int sight, double lab[3])
{
	double c[3], v[3], l, m, s;

	linear(hex, c);
	for (int i = 0; i < 3; i++)
		v[i] = fmin(1, fmax(0, sights[sight][i][0] * c[0] + sights[sight][i][1] * c[1] + sights[sight][i][2] * c[2]));
	l = cbrt(0.4122214708 * v[0] + 0.5363325363 * v[1] + 0.0514459929 * v[2]);
	m = cbrt(0.2119034982 * v[0] + 0.6806995451 * v[1] + 0.1073969566 * v[2]);
	s = cbrt(0.0883024619 * v[0] + 0.2817188376 * v[1] + 0.6299787005 * v[2]);
	lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
	lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
	lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

static double
difference(const char *a, const char *b, int sight)
{
	double x[3], y[3], sum = 0;

	seen(a, sight, x);
	seen(b, sight, y);
	for (int i = 0; i < 3; i++)
		sum += (x[i] - y[i]) * (x[i] - y[i]);
	return 100 * sqrt(sum);
}

static double
contrast(const char *a, const char *b)
{
	double c[3], l[2];

	for (int i = 0; i < 2; i++) {
		linear(i == 0 ? a : b, c);
		l[i] = 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05;
	}
	return l[0] > l[1] ? l[0] / l[1] : l[1] / l[0];
}

static void
check_palette(const char *theme)
{
	struct page p;

	ck_assert_ptr_null(page_open(&p, &(struct draw_look){.theme = theme}));
	for (size_t i = 0; i < 8; i++) {
		char a[8];

		memcpy(a, page_colour(&p, i), 8);
		ck_assert_msg(contrast(a, page_theme(&p, "PAPER", "")) > 2.5, "%s: %s hardly shows", theme, a);
		for (size_t k = 0; k < i; k++)
			for (int s = 0; s < 4; s++) {
				double d = difference(a, page_colour(&p, k), s), least = s == 0 ? 10 : 6.5;

				ck_assert_msg(d >= least, "%s: %s and %s look alike (%.1f) with %s", theme, a, page_colour(&p, k), d, sight_names[s]);
			}
	}
	page_free(&p);
}

START_TEST(palettes_stay_apart_for_colour_blind_eyes)
{
	check_palette("light");
	check_palette("dark");
}
END_TEST

START_TEST(text_can_be_read_in_every_theme)
{
	jv themes = share_list("themes", "gp");

	ck_assert_int_ge(jv_array_length(jv_copy(themes)), 3);
	jv_array_foreach(themes, i, name) {
		struct page p;

		ck_assert_ptr_null(page_open(&p, &(struct draw_look){.theme = jv_string_value(name)}));
		ck_assert_double_ge(contrast(page_theme(&p, "INK", ""), page_theme(&p, "PAPER", "")), 7);
		ck_assert_double_ge(contrast(page_theme(&p, "TEXT", ""), page_theme(&p, "PAPER", "")), 4.5);
		page_free(&p);
		jv_free(name);
	}
	jv_free(themes);
}
END_TEST

/* A number in a cell of a heat map is written in the colour that shows. */
START_TEST(numbers_in_cells_can_be_read)
{
	static const char *const ramps[] = {"RAMP", "DIVERGING"};
	jv themes = share_list("themes", "gp");

	jv_array_foreach(themes, i, name) {
		struct page p;

		ck_assert_ptr_null(page_open(&p, &(struct draw_look){.theme = jv_string_value(name)}));
		for (int r = 0; r < 2; r++)
			for (int k = 0; k < 9; k++) {
				char hex[8];
				page_ramp(&p, ramps[r], k / 8.0, hex);

				const char *text = page_text_on(hex);

				ck_assert_msg(contrast(hex, text) >= 4.5, "%s %s %d: %s on %s (%.1f)", jv_string_value(name), ramps[r], k,
				    text, hex, contrast(hex, text));
			}
		page_free(&p);
		jv_free(name);
	}
	jv_free(themes);
}
END_TEST

START_TEST(a_look_that_cannot_be_is_said)
{
	struct page p;

	ck_assert_ptr_nonnull(page_open(&p, &(struct draw_look){.theme = "nope"}));
	page_free(&p);
	ck_assert_ptr_nonnull(page_open(&p, &(struct draw_look){.palette = "red,green"}));
	page_free(&p);
	ck_assert_ptr_nonnull(page_open(&p, &(struct draw_look){.width = 10, .height = 10}));
	page_free(&p);
	ck_assert_ptr_null(page_open(&p, &(struct draw_look){.palette = "#112233,#445566", .width = 900, .height = 500}));
	ck_assert_str_eq(page_colour(&p, 2), "#112233");
	page_free(&p);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, palettes_stay_apart_for_colour_blind_eyes);
	tcase_add_test(t, text_can_be_read_in_every_theme);
	tcase_add_test(t, numbers_in_cells_can_be_read);
	tcase_add_test(t, a_look_that_cannot_be_is_said);
}

UNIT_MAIN("theme", add)
