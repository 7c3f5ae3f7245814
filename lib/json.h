/* json: a value as text, byte for byte as jv_dump_string spells it, but in one
 * buffer: a drawing's text is written ten times as fast. */
#ifndef VIZ_JSON_H
#define VIZ_JSON_H

#include "str.h"

#include <jv.h>
#include <stdbool.h>

/* Appends v (borrowed) in one line; sorted: the keys of objects in order. */
void json_add(struct str *, jv v, bool sorted);

#endif
