/* once: lists of numbers in which each stands once. */
#ifndef VIZ_ONCE_H
#define VIZ_ONCE_H

#include <stddef.h>

/* How many numbers the list of n has once v is put behind them, where it is not
 * there yet and there are fewer than most. */
size_t once_add(int *list, size_t n, size_t most, int v);

#endif
