/* Columns that several statements share: db.h. */
#include "db.h"
#include "db_table.h"
#include "event.h"
#include "mem.h"
#include "rec.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	jv dataset;
	struct csvtab *tab;
	bool *used;
	int statements;            /* that read it */
	bool late;
	struct csvcols cols;
};

struct db_cache {
	struct entry *entries;
	size_t n;
};

struct db_cache *
db_cache_new(void)
{
	return mem_calloc(1, sizeof(struct db_cache));
}

static struct entry *
find(const struct db_cache *c, jv dataset)
{
	for (size_t i = 0; c != NULL && i < c->n; i++)
		if (jv_identical(jv_copy(c->entries[i].dataset), jv_copy(dataset)) ||
		    jv_equal(jv_copy(c->entries[i].dataset), jv_copy(dataset)))
			return &c->entries[i];
	return NULL;
}

static struct entry *
need(struct db_cache *c, jv dataset)
{
	struct entry *e = find(c, dataset);

	if (e != NULL)
		return e;
	c->entries = mem_resize(c->entries, c->n + 1, sizeof *c->entries);
	e = &c->entries[c->n++];
	*e = (struct entry){.dataset = jv_copy(dataset), .tab = csvtab_new(dataset)};
	e->used = mem_calloc(csvtab_columns(e->tab), sizeof *e->used);
	return e;
}

/* Marks the columns of one dataset that reads (borrowed) names. */
static void
want(struct db_cache *c, jv dataset, jv reads)
{
	const char *id = jv_text(dataset, "id");
	jv columns = jv_at(dataset, "columns");
	struct entry *e = NULL;

	jv_array_foreach(reads, i, r) {
		const char *of = jv_text(r, "dataset"), *name = jv_text(r, "column");

		if (id != NULL && of != NULL && name != NULL && sqlite3_stricmp(id, of) == 0) {
			if (e == NULL) {
				e = need(c, dataset);
				e->statements++;
			}
			jv_array_foreach(columns, k, column) {
				const char *is = jv_text(column, "name");

				e->used[k] |= is != NULL && sqlite3_stricmp(is, name) == 0;
				jv_free(column);
			}
		}
		jv_free(r);
	}
	jv_free(columns);
}

void
db_cache_want(struct db_cache *c, jv datasets, const char *sql)
{
	jv told = db_describe(jv_copy(datasets), sql), reads = jv_at(told, "reads");

	if (jv_get_kind(reads) == JV_KIND_ARRAY)
		jv_array_foreach(datasets, i, set) {
			want(c, set, reads);
			jv_free(set);
		}
	jv_free(reads);
	jv_free(told);
	jv_free(datasets);
}

void
db_cache_fill(struct db_cache *c, const struct db_limits *l)
{
	struct csvcol_limits left = {.bytes = l->memory > 0 ? (size_t)l->memory : SIZE_MAX,
	    .deadline = l->ms > 0 ? event_ms() + l->ms : 0};

	for (size_t i = 0; i < c->n; i++) {
		struct entry *e = &c->entries[i];
		jv why = jv_null();

		/* What cannot be loaded is each statement's own to tell. */
		if (e->statements > 1)
			e->late = csvcol_load(&e->cols, e->tab, e->used, csvtab_columns(e->tab), &left, &why) == CSVCOL_LATE;
		left.bytes -= e->cols.bytes;
		jv_free(why);
	}
}

const struct csvcols *
db_cache_find(const struct db_cache *c, jv dataset, bool *late)
{
	struct entry *e = find(c, dataset);

	*late = e != NULL && e->late;
	return e != NULL && e->cols.column != NULL && !e->cols.fresh ? &e->cols : NULL;
}

void
db_cache_free(struct db_cache *c)
{
	for (size_t i = 0; i < c->n; i++) {
		jv_free(c->entries[i].dataset);
		csvtab_free(c->entries[i].tab);
		free(c->entries[i].used);
		csvcol_free(&c->entries[i].cols);
	}
	free(c->entries);
	free(c);
}
