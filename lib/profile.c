#include "profile.h"

#include "mem.h"
#include "profile_impl.h"
#include "rec.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSES_MOST = 3, CORRELATIONS_MOST = 40 };

jv
profile_id(const char *path, jv taken)
{
	const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
	struct str id = {0};
	bool gap = false;

	if (strcmp(path, "-") == 0)
		name = "stdin";
	const char *end = strrchr(name, '.');

	/* data.csv.gz is data. */
	if (end != NULL && end != name && strcasecmp(end, ".gz") == 0) {
		const char *inner = end;

		while (inner > name && *--inner != '.')
			;
		end = inner > name ? inner : end;
	}
	if (end == NULL || end == name)
		end = name + strlen(name);
	if (isdigit((unsigned char)*name))
		str_adds(&id, "t_");
	for (const char *s = name; s < end; s++) {
		bool word = isalnum((unsigned char)*s) || *s == '_' || (unsigned char)*s >= 0x80;

		if (word || !gap)
			str_addc(&id, word ? *s : '_');
		gap = !word;
	}
	if (id.n == 0)
		str_adds(&id, "t");
	size_t stem = id.n;

	for (int k = 1; ; k++) {
		id.n = stem;
		id.s[stem] = '\0';
		if (k > 1)
			str_addf(&id, "_%d", k);
		bool found = false;

		jv_array_foreach(taken, i, t) {
			found |= strcasecmp(jv_string_value(t), id.s) == 0;
			jv_free(t);
		}
		if (!found)
			break;
	}
	jv v = jv_string_sized(id.s, (int)id.n);

	str_free(&id);
	return v;
}

/* ---- one pass */

struct pass {
	struct run run;
	struct csvin_dialect dialect;
};

static int
threads_of(const struct profile_options *o)
{
	long n = o->threads > 0 ? o->threads : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 8 ? 8 : (int)n;
}

static void
start_pass(struct pass *p, const struct profile_options *o, const struct cell_format *learnt, const bool *known)
{
	struct run *r = &p->run;

	csvin_digest_on(r->in);
	r->n = csvin_dialect(r->in)->columns;
	r->columns = mem_calloc(r->n, sizeof *r->columns);
	for (size_t c = 0; c < r->n; c++)
		column_init(&r->columns[c], csvin_name(r->in, c), learnt != NULL && known[c] ? &learnt[c] : NULL, o->dates);
	r->pairs = pairs_new(r->n);
	r->threads = threads_of(o);
	r->sample = jv_array();
}

static void
end_pass(struct pass *p)
{
	for (size_t c = 0; c < p->run.n; c++)
		column_free(&p->run.columns[c]);
	free(p->run.columns);
	pairs_free(p->run.pairs);
	jv_free(p->run.sample);
	csvin_close(p->run.in);
}

/* ---- the line */

static int
by_strength(const void *a, const void *b)
{
	const double *x = a, *y = b;

	if (fabs(x[2]) != fabs(y[2]))
		return fabs(x[2]) < fabs(y[2]) ? 1 : -1;
	return x[1] != y[1] ? (x[1] < y[1] ? -1 : 1) : x[0] < y[0] ? -1 : x[0] > y[0];
}

/* The measures' correlations, strongest first. */
static jv
correlations_jv(const struct run *r, const struct summary *s)
{
	size_t *measure = mem_calloc(r->n, sizeof *measure), k = 0, n = 0;
	jv list = jv_array();

	for (size_t c = 0; c < r->n; c++)
		if (strcmp(profile_role(&s[c]), "measure") == 0)
			measure[k++] = c;
	double (*all)[3] = mem_calloc(k * k / 2 + 1, sizeof *all);

	for (size_t b = 1; b < k; b++)
		for (size_t a = 0; a < b; a++) {
			double v;

			if (pairs_r(r->pairs, measure[a], measure[b], &v)) {
				all[n][0] = (double)measure[a];
				all[n][1] = (double)measure[b];
				all[n++][2] = rint(v * 1e4) / 1e4 + 0.0;
			}
		}
	free(measure);
	qsort(all, n, sizeof *all, by_strength);
	for (size_t i = 0; i < n && i < CORRELATIONS_MOST; i++)
		list = jv_array_append(list, JV_OBJECT(jv_string("a"), jv_string(s[(size_t)all[i][0]].name),
		    jv_string("b"), jv_string(s[(size_t)all[i][1]].name), jv_string("r"), jv_number(all[i][2])));
	free(all);
	return list;
}

static jv
header_warnings(jv warnings, const struct csvin *in)
{
	const struct csvin_dialect *d = csvin_dialect(in);

	for (size_t c = 0; c < d->columns && d->header; c++) {
		const char *title = csvin_title(in, c), *name = csvin_name(in, c);
		struct str b = {0}, t = {0};

		if (strcmp(title, name) == 0)
			continue;
		str_foreign(&t, title, strlen(title));
		if (title[0] == '\0')
			str_addf(&b, "column %zu has no name: it is called %s", c + 1, name);
		else
			str_addf(&b, "column %zu, \"%s\", is called %s: the name was taken or broken", c + 1, t.s, name);
		warnings = jv_array_append(warnings, JV_OBJECT(jv_string("code"),
		    jv_string(title[0] == '\0' ? "empty-name" : "renamed-column"), jv_string("column"), jv_string(name),
		    jv_string("message"), jv_string(b.s), jv_string("hint"), jv_string("name it in the file's header"),
		    jv_string("rows"), jv_array()));
		str_free(&b);
		str_free(&t);
	}
	return warnings;
}

static jv
columns_jv(struct run *r, struct summary *s, jv *warnings)
{
	jv columns = jv_array();

	for (size_t c = 0; c < r->n; c++) {
		jv o = column_end(&r->columns[c], r->rows, &s[c], warnings);
		const char *title = csvin_title(r->in, c);

		if (title[0] != '\0' && strcmp(title, csvin_name(r->in, c)) != 0)
			o = jv_object_set(o, jv_string("title"), jv_string(title));
		columns = jv_array_append(columns, o);
	}
	return columns;
}

static jv
dataset_jv(struct run *r, const char *path, const char *id)
{
	struct summary *s = mem_calloc(r->n, sizeof *s);
	char digest[DIGEST_SIZE];
	jv warnings = header_warnings(csvin_warnings(r->in), r->in);
	jv columns = columns_jv(r, s, &warnings);

	csvin_digest(r->in, digest);
	jv o = JV_OBJECT(jv_string("kind"), jv_string("dataset"), jv_string("id"), jv_string(id),
	    jv_string("ok"), jv_true(), jv_string("source"), JV_OBJECT(jv_string("path"), jv_string(path),
	    jv_string("bytes"), jv_number((double)csvin_bytes(r->in)), jv_string("digest"), jv_string(digest)),
	    jv_string("dialect"), csvin_dialect_jv(csvin_dialect(r->in)));

	o = jv_object_set(o, jv_string("rows"), jv_number((double)r->rows));
	o = jv_object_set(o, jv_string("columns"), columns);
	o = jv_object_set(o, jv_string("correlations"), correlations_jv(r, s));
	o = jv_object_set(o, jv_string("sample"), jv_copy(r->sample));
	o = jv_object_set(o, jv_string("warnings"), warnings);
	free(s);
	return o;
}

/* ---- passes */

/* What this pass showed to be otherwise: true where another one is needed. */
static bool
learn(const struct run *r, struct cell_format **formats, bool **known)
{
	bool misled = false;
	struct cell_format *f = mem_calloc(r->n, sizeof *f);
	bool *k = mem_calloc(r->n, sizeof *k);

	for (size_t c = 0; c < r->n; c++) {
		if (r->columns[c].forced) {
			f[c] = r->columns[c].format;
			k[c] = true;
		} else if (column_misled(&r->columns[c], &f[c])) {
			k[c] = misled = true;
		}
	}
	free(*formats);
	free(*known);
	*formats = f;
	*known = k;
	return misled;
}

/* Latin-1 taken for UTF-8 because its first letters beyond ASCII came late. */
static bool
wrong_encoding(const struct csvin *in, const struct profile_options *o)
{
	uint64_t bad;
	bool any_good;

	csvin_recoded(in, &bad, &any_good);
	return o->dialect.encoding[0] == '\0' && strcmp(csvin_dialect(in)->encoding, "utf-8") == 0 && bad > 0 && !any_good;
}

static jv
no_rows(const char *path)
{
	struct str b = {0};

	str_foreign(&b, path, strlen(path));
	str_adds(&b, ": a header and no rows");
	jv why = JV_OBJECT(jv_string("code"), jv_string("csv.no-rows"), jv_string("message"), jv_string(b.s),
	    jv_string("hint"), jv_string("give a file with rows, or --no-header"));

	str_free(&b);
	return why;
}

static jv
fail(jv why)
{
	return JV_OBJECT(jv_string("ok"), jv_false(), jv_string("error"), why);
}

/* A plain file, or one behind stdin, can be read again; a pipe cannot. */
static bool
can_reread(const char *path, off_t *start)
{
	struct stat st;

	*start = 0;
	if (strcmp(path, "-") != 0)
		return stat(path, &st) == 0 && S_ISREG(st.st_mode);
	*start = lseek(STDIN_FILENO, 0, SEEK_CUR);
	return *start != -1 && fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode);
}

/* What another pass would have mended, where none is possible. */
static jv
say_one_pass(jv dataset, const struct run *r, const bool *known)
{
	struct str b = {0};
	jv warnings = jv_object_get(jv_copy(dataset), jv_string("warnings"));

	str_adds(&b, "a pipe is read once, and its beginning misled");
	for (size_t c = 0; c < r->n && known != NULL; c++)
		if (known[c] && !r->columns[c].forced)
			str_addf(&b, "%s %s", b.s[b.n - 1] == 'd' ? " about" : ",", csvin_name(r->in, c));
	warnings = jv_array_append(warnings, JV_OBJECT(jv_string("code"), jv_string("one-pass"), jv_string("message"),
	    jv_string_sized(b.s, (int)b.n), jv_string("hint"), jv_string("put it in a file and name that"), jv_string("rows"), jv_array()));
	str_free(&b);
	return jv_object_set(dataset, jv_string("warnings"), warnings);
}

jv
profile_file(const char *path, const char *id, const struct profile_options *o)
{
	struct csvin_dialect want = o->dialect;
	struct cell_format *learnt = NULL;
	bool *known = NULL, again = true;
	jv result = jv_null();
	off_t start;
	bool rereadable = can_reread(path, &start);

	for (int pass = 1; again; pass++) {
		struct pass p = {0};
		jv why;

		jv_free(result);
		if (pass > 1 && strcmp(path, "-") == 0)
			lseek(STDIN_FILENO, start, SEEK_SET);
		p.run.in = csvin_open(path, &want, &why);
		if (p.run.in == NULL) {
			result = fail(why);
			break;
		}
		start_pass(&p, o, learnt, known);
		if (run_all(&p.run) == -1) {
			result = fail(csvin_error(p.run.in));
			end_pass(&p);
			break;
		}
		if (p.run.rows == 0) {
			result = fail(no_rows(path));
			end_pass(&p);
			break;
		}
		bool recode = pass < PASSES_MOST && wrong_encoding(p.run.in, o);
		bool misled = recode || (pass < PASSES_MOST && learn(&p.run, &learnt, &known));

		if (recode)
			snprintf(want.encoding, sizeof want.encoding, "windows-1252");
		again = misled && rereadable;
		result = again ? jv_null() : dataset_jv(&p.run, path, id);
		if (misled && !rereadable)
			result = say_one_pass(result, &p.run, recode ? NULL : known);
		end_pass(&p);
	}
	free(learnt);
	free(known);
	return result;
}
