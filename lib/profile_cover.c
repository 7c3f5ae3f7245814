/* What a way of writing makes of the values of a dictionary. */
#include "profile_impl.h"

const char *
cover_text(const struct dict *d, size_t i, size_t *n)
{
	*n = d->seen[i].n;
	return d->text.s + d->seen[i].at;
}

bool
cover_null(const char *s, size_t n)
{
	return cell_null_sure(s, n) || cell_null_maybe(s, n);
}

bool
cover_fits(const struct cell_format *f, const char *s, size_t n)
{
	struct cell_value v;
	struct cell_moment m;

	/* Spelling the moment out would cost more than reading it. */
	if (f->type == CELL_DATE || f->type == CELL_DATETIME || f->type == CELL_TIME)
		return cell_moment(f->date, s, n, &m);
	return cell_read(f, s, n, &v) && v.kind != CELL_NULL;
}

struct cover
cover_of(const struct dict *d, const struct cell_format *f)
{
	struct cover c = {0};

	for (size_t i = 0; i < d->n; i++) {
		size_t n;
		const char *s = cover_text(d, i, &n);

		if (d->seen[i].whole == n && cover_fits(f, s, n)) {
			c.fits += d->seen[i].count;
			c.fit_values++;
		} else if (!cover_null(s, n)) {
			c.misfits += d->seen[i].count;
			c.misfit_values++;
		}
	}
	return c;
}

bool
cover_hopeless(const struct dict *d, const struct cell_format *f)
{
	enum { PROBES = 8 };
	bool misfit = false;

	for (size_t k = 0; k < PROBES && k < d->n; k++) {
		size_t n, i = d->n > PROBES ? k * d->n / PROBES : k;
		const char *s = cover_text(d, i, &n);

		if (d->seen[i].whole == n && cover_fits(f, s, n))
			return false;
		misfit = misfit || !cover_null(s, n);
	}
	return misfit;
}

bool
cover_good(const struct cover *c)
{
	return c->fits > 0 && c->misfits <= (c->fits + c->misfits) / 10 &&
	    (c->misfit_values <= c->fit_values / 4 || (c->misfit_values == 1 && c->fit_values > 1));
}
