/* Batches to columns. */
#include "profile_impl.h"

static jv
row_jv(struct csvin_batch *b, size_t row)
{
	enum { MOST = 100 };
	jv fields = jv_array();

	for (size_t c = 0; c < b->columns; c++) {
		size_t n;

		csvin_column(b, c);
		const char *s = csvin_cell(b, row, c, &n);

		if (n <= MOST) {
			fields = jv_array_append(fields, jv_string_sized(s, (int)n));
		} else {
			jv cut = jv_string_sized(s, (int)str_utf8(s, MOST));

			fields = jv_array_append(fields, jv_string_append_str(cut, "…"));
		}
	}
	return fields;
}

static void
take_sample(struct run *r, struct csvin_batch *b)
{
	enum { ROWS = 5 };

	for (size_t i = 0; i < b->rows && jv_array_length(jv_copy(r->sample)) < ROWS; i++)
		r->sample = jv_array_append(r->sample, row_jv(b, i));
}

int
run_all(struct run *r)
{
	struct csvin_batch b = {0};
	int more;

	while ((more = csvin_next(r->in, &b)) == 1) {
		if (r->rows == 0)
			take_sample(r, &b);
		for (size_t c = 0; c < r->n; c++)
			column_add(&r->columns[c], &b, c);
		pairs_add(r->pairs, r->columns, r->n, b.rows);
		r->rows += b.rows;
	}
	csvin_batch_free(&b);
	return more;
}
