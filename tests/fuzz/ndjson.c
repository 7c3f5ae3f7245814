/* Any bytes as a stream through the loop of a stage.  What must hold: a line
 * out for each line in, in order; blank lines, lines of other kinds and bad
 * lines as the page says; of a line acted on, only the stage's key changes; and
 * a second run changes no byte. */
#include "digest.h"
#include "filter_own.h"
#include "line.h"
#include "mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Each bad line is a warning: stderr is given away, libFuzzer keeps its own. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char **more = mem_calloc((size_t)*argc + 2, sizeof *more);

	memcpy(more, *argv, (size_t)*argc * sizeof *more);
	more[(*argc)++] = mem_strdup("-close_fd_mask=2");
	*argv = more;
	return 0;
}

/* ---- a stage: the digest of n; it fails on texts, and asks again on true */

static jv
inputs(const struct rec *r, const struct data *d)
{
	jv n = rec_get(r, "n"), sets = jv_copy(d->datasets);

	if (jv_get_kind(n) != JV_KIND_NULL)
		return JV_ARRAY(n, sets);
	jv_free(sets);
	return jv_invalid();
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	jv n = rec_get(r, "n");
	jv_kind kind = jv_get_kind(n);

	(void)d;
	(void)ctx;
	if (kind == JV_KIND_STRING)
		return jv_free(n), rec_fail("test.text", false, "take a number", "a text: %s", rec_id(r));
	if (kind == JV_KIND_TRUE)
		return jv_free(n), rec_fail("test.busy", true, NULL, "busy");
	return JV_OBJECT(jv_string("ok"), jv_true(), jv_string("n"), digest_jv(n));
}

static bool
may_join(const struct rec *r, void *ctx)
{
	(void)ctx;
	return rec_id(r)[0] != '\0';
}

static void
act_together(struct rec **team, size_t n, const struct data *d, void *ctx, jv *values)
{
	for (size_t i = 0; i < n; i++)
		values[i] = act(team[i], d, ctx);
}

/* What the loop makes of the bytes. */
static struct str
through(const struct filter *f, const void *bytes, size_t n)
{
	static int in = -1, out = -1;
	struct str got = {0};

	if (in == -1) {
		in = memfd_create("in", 0);
		out = memfd_create("out", 0);
	}
	assert(ftruncate(in, 0) == 0 && ftruncate(out, 0) == 0);
	assert(pwrite(in, bytes, n, 0) == (ssize_t)n);
	lseek(in, 0, SEEK_SET);
	lseek(out, 0, SEEK_SET);
	struct loop l = loop_new(f, in, out);

	loop_run(&l);
	assert(!l.stream_broken && !l.environment_failed && l.count == 0);
	loop_free(&l);
	lseek(out, 0, SEEK_SET);
	assert(line_slurp(out, &got, 0) == 0);
	return got;
}

/* One line of it against the line that came in. */
static void
check(const struct filter *f, const char *in, size_t n, const char *out, size_t m)
{
	struct rec was, is;
	bool blank = strspn(in, " \t\r") >= n, same = n == m && memcmp(in, out, n) == 0;

	if (blank)
		assert(same);
	if (same)
		return;
	assert(rec_parse(&is, out, m) == NULL);
	if (rec_parse(&was, in, n) != NULL) {
		assert(strcmp(rec_kind(&is), "error") == 0);
	} else {
		jv key = jv_string(f->key), value = rec_get(&is, f->key);

		assert(strcmp(rec_kind(&was), "chart") == 0 && jv_text(value, "from") != NULL);
		jv_free(value);
		/* A key that was not there comes last: all before it is as it came. */
		if (!jv_object_has(jv_copy(was.object), jv_copy(key))) {
			while (in[n - 1] != '}')
				n--;
			for (n--; strchr(" \t\r", in[n - 1]) != NULL; n--)
				;
			assert(memcmp(in, out, n) == 0);
		}
		was.object = jv_object_delete(was.object, jv_copy(key));
		is.object = jv_object_delete(is.object, key);
		assert(jv_equal(jv_copy(was.object), jv_copy(is.object)));
	}
	rec_free(&was);
	rec_free(&is);
}

static bool
next(const char **s, size_t *left, const char **line, size_t *n)
{
	if (*left == 0)
		return false;
	const char *end = memchr(*s, '\n', *left);

	*line = *s;
	*n = end != NULL ? (size_t)(end - *s) : *left;
	*left -= *n + (end != NULL);
	*s += *n + (end != NULL);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct filter f = {.name = "fuzz", .key = "key", .inputs = inputs, .act = act, .with = "xxh128:1",
	    .together = n % 2 == 0 ? 3 : 0, .may_join = may_join, .act_together = act_together};
	struct str out = through(&f, bytes, n), again = through(&f, out.s, out.n);
	char *copy = mem_dup(bytes, n);
	const char *in = copy, *to = out.s, *a, *b;
	size_t in_left = n, to_left = out.n, an, bn;

	while (next(&in, &in_left, &a, &an)) {
		assert(next(&to, &to_left, &b, &bn));
		check(&f, a, an, b, bn);
	}
	assert(to_left == 0);
	assert(out.n == again.n && memcmp(out.s, again.s, out.n) == 0);
	str_free(&out);
	str_free(&again);
	free(copy);
	return 0;
}
