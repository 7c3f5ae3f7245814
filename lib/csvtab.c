#include "csvtab.h"

#include "csvin.h"
#include "mem.h"
#include "rec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct csvtab {
	char *id, *path, *digest;
	double bytes;              /* -1: the line does not say */
	struct csvin_dialect dialect;
	size_t columns;
	struct cell_format *formats;
};

struct csvtab_scan {
	struct csvtab *tab;
	struct csvin *in;
	struct csvin_batch batch;
	size_t row;                /* the current row, of the batch */
	size_t *used, n_used;
	bool ended;
};

/* ---- the table */

static char *
text_of(jv o, const char *key)
{
	const char *s = jv_text(o, key);

	return s != NULL ? mem_strdup(s) : NULL;
}

struct csvtab *
csvtab_new(jv dataset)
{
	struct csvtab *t = mem_calloc(1, sizeof *t);
	jv source = jv_at(dataset, "source"), dialect = jv_at(dataset, "dialect"), columns = jv_at(dataset, "columns");

	t->id = text_of(dataset, "id");
	t->path = text_of(source, "path");
	t->digest = text_of(source, "digest");
	t->bytes = jv_num(source, "bytes", -1);
	t->dialect = csvin_dialect_from(dialect);
	if (jv_get_kind(columns) == JV_KIND_ARRAY) {
		t->columns = (size_t)jv_array_length(jv_copy(columns));
		t->formats = mem_calloc(t->columns, sizeof *t->formats);
		jv_array_foreach(columns, i, c) {
			t->formats[i] = cell_format_from(c);
			jv_free(c);
		}
	}
	jv_free(columns);
	jv_free(dialect);
	jv_free(source);
	return t;
}

void
csvtab_free(struct csvtab *t)
{
	if (t == NULL)
		return;
	free(t->id);
	free(t->path);
	free(t->digest);
	free(t->formats);
	free(t);
}

size_t
csvtab_columns(const struct csvtab *t)
{
	return t->columns;
}

const char *
csvtab_path(const struct csvtab *t)
{
	return t->path;
}

static jv
moved(const struct csvtab *t, const char *what)
{
	return rec_fail("data.moved", true, "run csvsum on it again", "%s: %s", t->path, what);
}

jv
csvtab_check(const struct csvtab *t)
{
	struct stat st;

	if (t->path == NULL)
		return rec_fail("dataset.bad", true, "run csvsum again", "dataset %s: it names no file", t->id);
	if (stat(t->path, &st) == -1)
		return rec_fail("data.missing", true, "run it where the file is, or csvsum again",
		    "%s: %s", t->path, strerror(errno));
	if (t->bytes >= 0 && (double)st.st_size != t->bytes)
		return moved(t, "its size is no longer what its dataset line says");
	return jv_null();
}

/* ---- a scan */

struct csvtab_scan *
csvtab_scan(struct csvtab *t, const bool *used, jv *why)
{
	jv said = jv_null();
	struct csvtab_scan *s;

	*why = csvtab_check(t);
	if (jv_get_kind(*why) != JV_KIND_NULL)
		return NULL;
	struct csvin *in = csvin_open(t->path, &t->dialect, &said);

	if (in == NULL) {
		*why = JV_OBJECT(jv_string("ok"), jv_false(), jv_string("error"), said, jv_string("again"), jv_true());
		return NULL;
	}
	jv_free(said);
	if (csvin_dialect(in)->columns != t->columns) {
		csvin_close(in);
		*why = moved(t, "it has other columns than its dataset line says");
		return NULL;
	}
	if (t->digest != NULL)
		csvin_digest_on(in);
	s = mem_calloc(1, sizeof *s);
	s->tab = t;
	s->in = in;
	s->used = mem_calloc(t->columns, sizeof *s->used);
	for (size_t i = 0; i < t->columns; i++)
		if (used[i])
			s->used[s->n_used++] = i;
	return s;
}

void
csvtab_scan_free(struct csvtab_scan *s)
{
	if (s == NULL)
		return;
	csvin_batch_free(&s->batch);
	csvin_close(s->in);
	free(s->used);
	free(s);
}

static int
at_end(struct csvtab_scan *s, jv *why)
{
	char digest[DIGEST_SIZE];

	s->ended = true;
	if (s->tab->digest == NULL)
		return 0;
	csvin_digest(s->in, digest);
	if (strcmp(digest, s->tab->digest) == 0)
		return 0;
	*why = moved(s->tab, "its bytes are no longer what its dataset line says");
	return -1;
}

int
csvtab_batch(struct csvtab_scan *s, struct csvin_batch *b, jv *why)
{
	int got;

	if (s->ended)
		return 0;
	do
		got = csvin_next(s->in, b);
	while (got == 1 && b->rows == 0);
	if (got == -1)
		*why = JV_OBJECT(jv_string("ok"), jv_false(), jv_string("error"), csvin_error(s->in),
		    jv_string("again"), jv_true());
	return got == 0 ? at_end(s, why) : got;
}

int
csvtab_next(struct csvtab_scan *s, jv *why)
{
	if (++s->row < s->batch.rows)
		return 1;
	int got = csvtab_batch(s, &s->batch, why);

	if (got != 1)
		return got;
	for (size_t i = 0; i < s->n_used; i++)
		csvin_column(&s->batch, s->used[i]);
	s->row = 0;
	return 1;
}

const struct cell_format *
csvtab_format(const struct csvtab *t, size_t column)
{
	return &t->formats[column];
}

void
csvtab_cell(struct csvtab_scan *s, size_t column, struct cell_value *v)
{
	size_t n;
	const char *bytes = csvin_cell(&s->batch, s->row, column, &n);

	cell_read(&s->tab->formats[column], bytes, n, v);
}
