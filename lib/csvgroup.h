/* csvgroup: rows with equal values in some columns, brought together. */
#ifndef VIZ_CSVGROUP_H
#define VIZ_CSVGROUP_H

#include "csvcol.h"

struct csvgroups {
	size_t n;                  /* groups, numbered as they first come */
	size_t rows_n;
	uint32_t *of;              /* the group of the i-th row given */
	uint32_t *first;           /* the row that began each group */
	/* by csvgroup_lists: the rows of group g are rows[start[g]] … rows[start[g + 1] - 1] */
	uint32_t *start, *rows;
};

struct csvgroup_key {
	size_t column;
	bool descending;           /* for csvgroup_sort */
};

/* Groups n_rows rows (rows[i], or all of them where rows is NULL) by the keys,
 * which are loaded columns.  NULLs are one group.  False (and nothing made)
 * where there are more than most groups. */
bool csvgroup_make(struct csvgroups *, const struct csvcols *, const struct csvgroup_key *, size_t n_keys,
    const uint32_t *rows, size_t n_rows, size_t most);

/* Fills start and rows. */
void csvgroup_lists(struct csvgroups *, const uint32_t *rows);

/* The groups in the order of their keys, as SQL sorts (NULL, numbers, text by
 * its bytes): an array of n numbers, to be freed. */
uint32_t *csvgroup_sort(const struct csvgroups *, const struct csvcols *, const struct csvgroup_key *, size_t n_keys);

/* Below 0, 0 or above, as SQL sorts: NULL, numbers by value, text by its bytes. */
int csvgroup_compare(const struct cell_value *, const struct cell_value *);

/* The distinct values of a loaded column in each group, NULL apart: many[g], of
 * the same rows.  False where there are more than most in all. */
bool csvgroup_count(const struct csvgroups *, const struct csvcols *, size_t column, const uint32_t *rows, size_t most,
    int64_t *many);

void csvgroup_free(struct csvgroups *);

#endif
