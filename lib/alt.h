/* alt: a drawing in words, for those who cannot see it. */
#ifndef VIZ_ALT_H
#define VIZ_ALT_H

#include "rec.h"

/* "Bar chart of revenue by region, 5 values: from 1.2k (South) to 9.1k
 * (North)."  From code.chart, goal and table: a string. */
jv alt_text(const struct rec *chart);

#endif
