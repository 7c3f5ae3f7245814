/* Which style of date or time the values of a column are written in. */
#include "profile_impl.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Day and month exchanged; false where the style has no two such numbers. */
static bool
swapped(const char *style, char out[64])
{
	bool day = false, month = false;

	snprintf(out, 64, "%s", style);
	for (char *c = out; *c != '\0'; c++)
		if (c[0] == '%' && (c[1] == 'd' || c[1] == 'm')) {
			day |= c[1] == 'd';
			month |= c[1] == 'm';
			c[1] = c[1] == 'd' ? 'm' : 'd';
		}
	return day && month && strncmp(style, "%Y", 2) != 0;
}

static bool
name_has(const char *name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcasestr(name, *words) != NULL)
			return true;
	return false;
}

bool
infer_epoch(const struct column *c, struct cell_format *f)
{
	static const char *const words[] = {"time", "stamp", "epoch", "unix", "_ts", "date", "created", "updated", "_at", NULL};
	const struct dict *d = c->dict;
	size_t digits = 0;

	if (!name_has(c->name, words) && strcasecmp(c->name, "ts") != 0)
		return false;
	for (size_t i = 0; i < d->n; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);
		struct cell_number x;

		if (cover_null(s, n))
			continue;
		if (!cell_plain_number(s, n, &x))
			return false;
		size_t k = x.d >= 631152000 && x.d < 2208988800 ? 10 : x.d >= 631152000e3 && x.d < 2208988800e3 ? 13 : 0;

		if (k == 0 || (digits != 0 && k != digits))
			return false;
		digits = k;
	}
	if (digits == 0)
		return false;
	*f = (struct cell_format){.type = CELL_DATETIME};
	snprintf(f->date, sizeof f->date, "%s", digits == 10 ? "%s" : "%s000");
	return true;
}

bool
infer_packed_days(const struct dict *d)
{
	for (size_t i = 0; i < d->n; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);

		if (cover_null(s, n))
			continue;
		if (n != 8 || (memcmp(s, "19", 2) != 0 && memcmp(s, "20", 2) != 0))
			return false;
	}
	return true;
}

/* The style of the list that covers most, the first of equals. */
static bool
best_style(const struct dict *d, struct cell_format *f, struct cover *best)
{
	*best = (struct cover){0};
	for (const struct cell_style *s = cell_styles; s->style != NULL; s++) {
		struct cell_format try = {.type = s->type};

		snprintf(try.date, sizeof try.date, "%s", s->style);
		if (cover_hopeless(d, &try))
			continue;
		struct cover c = cover_of(d, &try);

		if (c.fits > best->fits) {
			*best = c;
			*f = try;
		}
		if (c.fits > 0 && c.misfits == 0)
			break;
	}
	return best->fits > 0;
}

static bool
has_digit(const struct dict *d)
{
	enum { MOST = 48 };

	for (size_t i = 0; i < d->n && i < MOST; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);

		for (size_t k = 0; k < n; k++)
			if (s[k] >= '0' && s[k] <= '9')
				return true;
	}
	return false;
}

/* Where both orders read all cells: what was asked for, else month first with
 * slashes (the custom where most such files come from), else day first. */
static void
settle_order(struct column *c, struct cell_format *f, const struct cover *best)
{
	struct cell_format other = *f;

	if (!swapped(f->date, other.date))
		return;
	struct cover k = cover_of(c->dict, &other);

	if (k.fits < best->fits)
		return;
	bool month_first = c->dates != 0 ? c->dates == 'm' : strchr(f->date, '/') != NULL;

	c->ambiguous = c->dates == 0;
	if ((strstr(f->date, "%m") < strstr(f->date, "%d")) != month_first)
		*f = other;
}

bool
infer_dates(struct column *c, struct cell_format *f)
{
	struct cover best;

	if (!has_digit(c->dict) || !best_style(c->dict, f, &best) || !cover_good(&best))
		return false;
	if (strncmp(f->date, "%Y%m%d", 6) == 0 && strlen(f->date) == 6 && (!infer_packed_days(c->dict) || best.misfits > 0))
		return false;
	settle_order(c, f, &best);
	return true;
}
