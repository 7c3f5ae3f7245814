/* cells: a table as people read it: numbers of a column with the same decimals,
 * their digits grouped (years are not), column names with blanks and units. */
#ifndef VIZ_CELLS_H
#define VIZ_CELLS_H

#include <jv.h>

/* Of a table {"columns","rows"} and code.chart (for units; jv_null() for none),
 * both borrowed:
 * {"heads":["Revenue ($)",…],"number":[true,…],"rows":[["9,120.50",…],…],"total":n}
 * Every cell is text; what is missing is an en dash. */
jv cells_of(jv table, jv chart);

#endif
