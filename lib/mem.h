/* mem: allocate or die.  A program that has no memory can keep no promise, so
 * these print a message and leave with status 3 (mem_die) instead of returning
 * NULL.  Everything they return is released with free(3). */
#ifndef VIZ_MEM_H
#define VIZ_MEM_H

#include <stddef.h>

/* n bytes, not initialised; n may be 0. */
void *mem_alloc(size_t n) __attribute__((malloc, returns_nonnull));

/* count elements of size bytes, zeroed; dies where the product overflows. */
void *mem_calloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* Resizes p (or NULL) to count elements of size bytes. */
void *mem_resize(void *p, size_t count, size_t size) __attribute__((returns_nonnull));

/* A copy of n bytes with a NUL put behind them. */
char *mem_dup(const void *p, size_t n) __attribute__((malloc, returns_nonnull));

/* strdup(3) that dies. */
char *mem_strdup(const char *s) __attribute__((malloc, returns_nonnull));

/* "PROGRAM: out of memory …" on stderr, exit 3. */
_Noreturn void mem_die(void);

#endif
