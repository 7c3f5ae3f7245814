/* data: the dataset and relation lines that have passed, for the stages that
 * need them. */
#ifndef VIZ_DATA_H
#define VIZ_DATA_H

#include "rec.h"

struct data {
	jv datasets;               /* array of dataset objects with ok true, as they came */
	jv relations;              /* array of relation objects */
};

struct data data_new(void);
void data_free(struct data *);

/* Remembers the line where its kind is dataset or relation; a dataset of the
 * same id replaces the earlier one. */
void data_see(struct data *, const struct rec *);

/* The dataset of that id, or jv_null(); to be freed. */
jv data_get(const struct data *, const char *id);

/* One column of it by exact name, or jv_null(); to be freed. */
jv data_column(const struct data *, const char *id, const char *column);

/* The datasets that a chart names in goal.datasets (all of them where it
 * names none): array, to be freed. */
jv data_of(const struct data *, const struct rec *chart);

#endif
