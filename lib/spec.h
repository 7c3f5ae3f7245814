/* spec: a typed chart as read from a chart line and from the head of its
 * template.  A template says how it wants its table in lines "#: NAME VALUE":
 *
 *   #: table wide|points|bins|boxes|slices|grid
 *   #: x slots|scale       a place for each value, or the value's own place
 *   #: y zero|free         does the axis have to show zero
 *   #: turn yes            bars may lie on their side where labels are long
 *   #: key box|line|dot|ramp|none   the samples of the legend
 *   #: runs yes            wants the stretches without a gap (drawdata_runs)
 *   #: hover x|y|xy        marks.by */
#ifndef VIZ_SPEC_H
#define VIZ_SPEC_H

#include "number.h"
#include "rec.h"

enum spec_table { TABLE_WIDE, TABLE_POINTS, TABLE_BINS, TABLE_BOXES, TABLE_SLICES, TABLE_GRID };
enum spec_key { KEY_BOX, KEY_LINE, KEY_DOT, KEY_RAMP, KEY_NONE };

struct spec {
	jv chart, columns, rows;   /* owned */
	char *type, *title;        /* title may be NULL */
	enum spec_table table;
	enum spec_key key;
	bool slots, zero, can_turn, runs;
	char hover[4];
	int x, y, series, facet, size;   /* columns of the table, -1: none */
	struct number_style x_style, y_style;
	bool stack, share, horizontal, donut, trend, log_x, log_y;
	bool additive;             /* may parts be added up to "Other"? */
	bool x_is_time, y_is_integer, x_is_integer;
	bool is_map;               /* x and y are longitude and latitude */
	int top;                   /* 0: what fits */
	double bin;
	bool log_bins;             /* bin counts decades: the bins widen as x grows */
	const char *time_unit;     /* borrowed from chart or static; NULL: x is no time */
};

/* Reads r's chart and the directives in template; spec_free it always. */
void spec_read(struct spec *, const struct rec *r, const char *template);
void spec_free(struct spec *);

/* A text field of the chart, or NULL where it is absent or "". */
const char *spec_text(const struct spec *, const char *field);

/* A cell of the table, jv_null() where there is none; to be freed. */
jv spec_cell(const struct spec *, int row, int column);
int spec_rows(const struct spec *);

/* The column of that name, or -1; and a column's name (borrowed, "" for -1). */
int spec_column(const struct spec *, const char *name);
const char *spec_name(const struct spec *, int column);

#endif
