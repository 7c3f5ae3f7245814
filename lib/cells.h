/* cells: a table as people read it: numbers of a column with the same decimals,
 * their digits grouped (years are not), column names with blanks and units. */
#ifndef VIZ_CELLS_H
#define VIZ_CELLS_H

#include <jv.h>

/* Of a table {"columns","rows"} and code.chart (for units; jv_null() for none),
 * both borrowed:
 * {"heads":["Revenue ($)",…],"number":[true,…],"rows":[["9,120.50",…],…],"total":n}
 * Every cell is text; what is missing is an en dash; a number that is the whole
 * table is written in the chart's format, as sentences have it. */
jv cells_of(jv table, jv chart);

/* A number (consumed) in the chart's y_format and y_unit, as sentences have it. */
jv cells_number(jv number, jv chart);

#endif
