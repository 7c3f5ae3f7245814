/* Keys between files.
 *
 * A key is a column whose values all differ.  Another table's column refers to
 * it where nearly all of its values are among the key's.  Which pairs are worth
 * a look is told by type, names and ranges; the values are then compared by
 * their hashes: all of them where they are few, else those below a bound, which
 * are a fair sample of both sides alike. */
#include "profile_impl.h"

#include "mem.h"
#include "rec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SIDE_MOST = 1 << 16, CANDIDATES_MOST = 64 };

struct side {
	int dataset, column;       /* indexes */
	const char *id, *name, *type, *role;
	double distinct, filled, min, max;
	bool key;
	/* what was read of it */
	uint64_t bound;            /* only hashes up to this are kept */
	uint64_t *hash;
	size_t n;
	bool read;
};

struct relations {
	jv datasets;
	struct side *side;
	size_t n;
};

/* ---- which columns, which pairs */

static void
add_side(struct relations *r, int dataset, int at, jv set, jv column)
{
	const char *type = jv_text(column, "type"), *role = jv_text(column, "role");
	double nulls = jv_num(column, "nulls", 0) + jv_num(column, "invalid", 0), rows = jv_num(set, "rows", 0);
	struct side s = {.dataset = dataset, .column = at, .id = jv_text(set, "id"), .name = jv_text(column, "name"),
	    .type = type, .role = role, .distinct = jv_num(column, "distinct", 0), .filled = rows - nulls,
	    .min = jv_num(column, "min", NAN), .max = jv_num(column, "max", NAN), .bound = UINT64_MAX};

	if (s.id == NULL || s.name == NULL || type == NULL || role == NULL || s.distinct < 2)
		return;
	bool kind = strcmp(type, "integer") == 0 || strcmp(type, "text") == 0;
	bool measure = strcmp(role, "measure") == 0 || strcmp(role, "time") == 0;

	if (!kind || measure)
		return;
	/* The count may be 2 % off where there are many. */
	s.key = s.distinct >= (s.distinct > DICT_MOST ? 0.97 : 1) * s.filled && nulls == 0;
	r->side = mem_resize(r->side, r->n + 1, sizeof *r->side);
	r->side[r->n++] = s;
}

static void
add_sides(struct relations *r)
{
	jv_array_foreach(r->datasets, i, set) {
		jv columns = jv_at(set, "columns");

		jv_array_foreach(columns, k, column) {
			add_side(r, i, k, set, column);
			jv_free(column);
		}
		jv_free(columns);
		jv_free(set);
	}
}

/* Letters and digits, lower case, without a plural s and a final id. */
static void
stem(const char *s, char out[64])
{
	size_t n = 0;

	for (; *s != '\0' && n < 63; s++)
		if ((unsigned char)*s >= 0x80 || strchr(" _-.", *s) == NULL)
			out[n++] = (char)((unsigned char)(*s | 0x20) >= 'a' && (unsigned char)(*s | 0x20) <= 'z' ? *s | 0x20 : *s);
	if (n > 2 && memcmp(out + n - 2, "id", 2) == 0)
		n -= 2;
	if (n > 2 && out[n - 1] == 's')
		n--;
	out[n] = '\0';
}

/* customers.id, customers.customer_id and orders.customer all mean one thing. */
static bool
names_agree(const struct side *from, const struct side *to)
{
	char a[64], b[64], table[64];

	stem(from->name, a);
	stem(to->name, b);
	stem(to->id, table);
	return strcasecmp(from->name, to->name) == 0 || (a[0] != '\0' && strcmp(a, b) == 0) ||
	    (a[0] != '\0' && strcmp(a, table) == 0 && (strcmp(to->role, "id") == 0 || b[0] == '\0'));
}

static bool
may_refer(const struct side *from, const struct side *to)
{
	if (from->dataset == to->dataset || !to->key || strcmp(from->type, to->type) != 0)
		return false;
	if (from->distinct > 1.05 * to->distinct)
		return false;
	bool number = strcmp(from->type, "integer") == 0;

	if (number && (from->max < to->min || from->min > to->max))
		return false;
	/* Small integers are among others by chance. */
	if (!names_agree(from, to))
		return !number && strcmp(from->role, "text") != 0 && from->distinct >= 5;
	return true;
}

/* ---- values */

static int
by_hash(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
unique(struct side *s)
{
	size_t kept = 0;

	if (s->n > 1)
		qsort(s->hash, s->n, sizeof *s->hash, by_hash);
	for (size_t i = 0; i < s->n; i++)
		if (i == 0 || s->hash[i] != s->hash[kept - 1])
			s->hash[kept++] = s->hash[i];
	s->n = kept;
}

/* Keeps the lower half of the hashes where they become too many. */
static void
add_hash(struct side *s, uint64_t hash)
{
	if (hash > s->bound)
		return;
	s->hash[s->n++] = hash;
	if (s->n < 2 * SIDE_MOST)
		return;
	unique(s);
	while (s->n > SIDE_MOST) {
		s->bound /= 2;
		while (s->n > 0 && s->hash[s->n - 1] > s->bound)
			s->n--;
	}
}

static void
add_cells(struct side *s, struct csvin_batch *b, const struct cell_format *f)
{
	for (size_t r = 0; r < b->rows; r++) {
		size_t n;
		const char *cell = csvin_cell(b, r, (size_t)s->column, &n);
		struct cell_number x;

		if (cell_is_null(f, cell, n))
			continue;
		if (f->type == CELL_TEXT)
			add_hash(s, sketch_hash(cell, n));
		else if (cell_number(f, cell, n, &x))
			add_hash(s, sketch_hash_number(x.d));
	}
}

/* Reads the sides of one dataset that are marked. */
static void
read_dataset(struct relations *r, int dataset, const bool *wanted)
{
	jv set = jv_array_get(jv_copy(r->datasets), dataset), source = jv_at(set, "source"), dialect = jv_at(set, "dialect");
	jv columns = jv_at(set, "columns"), why;
	struct csvin_dialect d = csvin_dialect_from(dialect);
	struct csvin *in = NULL;
	struct csvin_batch b = {0};

	if (jv_text(source, "path") != NULL && strcmp(jv_text(source, "path"), "-") != 0) {
		in = csvin_open(jv_text(source, "path"), &d, &why);
		if (in == NULL)
			jv_free(why);
	}
	while (in != NULL && csvin_next(in, &b) == 1)
		for (size_t i = 0; i < r->n; i++) {
			struct side *s = &r->side[i];

			if (!wanted[i] || s->dataset != dataset || (size_t)s->column >= b.columns)
				continue;
			if (!s->read)
				s->hash = mem_alloc(2 * SIDE_MOST * sizeof *s->hash);
			s->read = true;
			jv column = jv_array_get(jv_copy(columns), s->column);
			struct cell_format f = cell_format_from(column);

			jv_free(column);
			csvin_column(&b, (size_t)s->column);
			add_cells(s, &b, &f);
		}
	for (size_t i = 0; i < r->n; i++)
		if (wanted[i] && r->side[i].dataset == dataset)
			unique(&r->side[i]);
	csvin_batch_free(&b);
	csvin_close(in);
	jv_free(columns);
	jv_free(dialect);
	jv_free(source);
	jv_free(set);
}

/* The share of from's values that are among to's. */
static double
overlap(const struct side *from, const struct side *to)
{
	uint64_t bound = from->bound < to->bound ? from->bound : to->bound;
	size_t all = 0, found = 0;

	for (size_t i = 0, k = 0; i < from->n && from->hash[i] <= bound; i++) {
		all++;
		while (k < to->n && to->hash[k] < from->hash[i])
			k++;
		found += k < to->n && to->hash[k] == from->hash[i];
	}
	return all > 0 ? (double)found / (double)all : 0;
}

/* ---- lines */

struct relation {
	const struct side *from, *to;
	double overlap;
};

/* Of two ways to say the same, the one from the fewer; of equals the first. */
static bool
is_told(const struct relation *list, size_t n, const struct side *from, const struct side *to)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].from == to && list[i].to == from)
			return true;
	return false;
}

static jv
relation_jv(const struct relation *x)
{
	struct str id = {0};
	bool one = x->from->key;

	str_addf(&id, "%s.%s=%s.%s", x->from->id, x->from->name, x->to->id, x->to->name);
	jv o = JV_OBJECT(jv_string("kind"), jv_string("relation"), jv_string("id"), jv_string(id.s), jv_string("ok"), jv_true(),
	    jv_string("from"), JV_ARRAY(jv_string(x->from->id), jv_string(x->from->name)),
	    jv_string("to"), JV_ARRAY(jv_string(x->to->id), jv_string(x->to->name)),
	    jv_string("overlap"), jv_number(rint(x->overlap * 1e4) / 1e4));

	str_free(&id);
	return jv_object_set(o, jv_string("cardinality"), jv_string(one ? "one-to-one" : "many-to-one"));
}

static jv
relate(struct relations *r, const bool *pair)
{
	struct relation *list = mem_calloc(r->n * r->n + 1, sizeof *list);
	size_t n = 0;
	jv all = jv_array();

	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->n; k++) {
			const struct side *from = &r->side[i], *to = &r->side[k];
			double share;

			if (!pair[i * r->n + k] || is_told(list, n, from, to))
				continue;
			share = overlap(from, to);
			if (share >= (names_agree(from, to) ? 0.8 : 0.95))
				list[n++] = (struct relation){from, to, share};
		}
	for (size_t i = 0; i < n; i++)
		all = jv_array_append(all, relation_jv(&list[i]));
	free(list);
	return all;
}

jv
profile_relations(jv datasets)
{
	struct relations r = {.datasets = datasets};
	jv all;

	add_sides(&r);
	bool *wanted = mem_calloc(r.n, sizeof *wanted), *pair = mem_calloc(r.n * r.n, sizeof *pair);
	size_t candidates = 0;

	for (size_t i = 0; i < r.n; i++)
		for (size_t k = 0; k < r.n && candidates < CANDIDATES_MOST; k++)
			if (may_refer(&r.side[i], &r.side[k])) {
				pair[i * r.n + k] = wanted[i] = wanted[k] = true;
				candidates++;
			}
	for (int d = 0; candidates > 0 && d < jv_array_length(jv_copy(datasets)); d++)
		read_dataset(&r, d, wanted);
	all = relate(&r, pair);
	for (size_t i = 0; i < r.n; i++)
		free(r.side[i].hash);
	free(r.side);
	free(wanted);
	free(pair);
	return all;
}
