/* The table of a chart, its columns aligned. */
#include "textplot_view.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

static bool
is_number_column(jv table, int column)
{
	jv columns = jv_at(table, "columns"), c = jv_array_get(jv_copy(columns), column);
	const char *type = jv_text(c, "type");
	bool is = type != NULL && (strcmp(type, "integer") == 0 || strcmp(type, "number") == 0);

	jv_free(c);
	jv_free(columns);
	return is;
}

/* Bins and times are named as the drawing names them. */
static char *
table_cell(const struct textplot_view *v, int row, int column, int decimals)
{
	char *name = column == v->x ? textplot_x_name(v, row) : NULL, *cell = textplot_cell(v, row, column, TEXTPLOT_OWN);
	bool named = name != NULL && strcmp(name, cell) != 0;

	free(cell);
	if (named)
		return name;
	free(name);
	return textplot_cell(v, row, column, decimals);
}

void
textplot_table(jv table, const struct textplot_view *v, struct str *out, int most)
{
	jv columns = jv_at(table, "columns");
	int n = jv_array_length(jv_copy(columns)), shown = v->n < most ? v->n : most;
	int *width = mem_calloc((size_t)n + 1, sizeof *width), *decimals = mem_calloc((size_t)n + 1, sizeof *decimals);

	for (int k = 0; k < n; k++) {
		decimals[k] = textplot_decimals(v, k, shown);
		for (int i = -1; i < shown; i++) {
			jv c = jv_array_get(jv_copy(columns), k);
			char *s = i < 0 ? textplot_clean(jv_text(c, "name") != NULL ? jv_text(c, "name") : "")
			    : table_cell(v, i, k, decimals[k]);

			jv_free(c);
			width[k] = textplot_width(s) > width[k] ? textplot_width(s) : width[k];
			width[k] = width[k] < 2 * TEXTPLOT_NAME ? width[k] : 2 * TEXTPLOT_NAME;
			free(s);
		}
	}
	for (int i = -1; i < shown; i++) {
		for (int k = 0; k < n; k++) {
			jv c = jv_array_get(jv_copy(columns), k);
			char *s = i < 0 ? textplot_clean(jv_text(c, "name") != NULL ? jv_text(c, "name") : "")
			    : table_cell(v, i, k, decimals[k]);

			jv_free(c);
			textplot_fit(v->how, out, s, width[k], is_number_column(table, k));
			str_adds(out, k + 1 < n ? "  " : "");
			free(s);
		}
		while (out->n > 0 && out->s[out->n - 1] == ' ')
			out->s[--out->n] = '\0';
		str_addc(out, '\n');
	}
	if (v->n > shown)
		str_addf(out, "%d more\n", v->n - shown);
	free(width);
	free(decimals);
	jv_free(columns);
}
