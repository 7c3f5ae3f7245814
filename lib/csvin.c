#include "csvin.h"

#include "csvin_impl.h"
#include "mem.h"
#include "rec.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITER_MS = 5000 };  /* how long a named pipe waits for its writer */

/* ---- dialects */

struct csvin_dialect
csvin_dialect_any(void)
{
	return (struct csvin_dialect){.delimiter = CSVIN_DETECT, .quote = CSVIN_DETECT,
	    .escape = CSVIN_DETECT, .header = CSVIN_DETECT, .skip = CSVIN_DETECT};
}

static jv
byte_jv(int c)
{
	char s = (char)c;

	return c > 0 ? jv_string_sized(&s, 1) : jv_null();
}

jv
csvin_dialect_jv(const struct csvin_dialect *d)
{
	jv o = JV_OBJECT(jv_string("delimiter"), byte_jv(d->delimiter), jv_string("quote"), byte_jv(d->quote),
	    jv_string("escape"), byte_jv(d->escape), jv_string("encoding"), jv_string(d->encoding),
	    jv_string("bom"), jv_bool(d->bom == 1), jv_string("header"), jv_bool(d->header == 1));

	if (d->runs > 0)
		o = jv_object_set(o, jv_string("runs"), jv_number(d->runs));
	if (d->trailing)
		o = jv_object_set(o, jv_string("trailing"), jv_true());
	o = jv_object_set(o, jv_string("newline"), jv_string(d->newline));
	o = jv_object_set(o, jv_string("skip"), jv_number((double)d->skip));
	return jv_object_set(o, jv_string("columns"), jv_number((double)d->columns));
}

static int
byte_from(jv o, const char *key)
{
	jv v = jv_at(o, key);
	int c = jv_get_kind(v) == JV_KIND_STRING ? (unsigned char)jv_string_value(v)[0] : 0;
	bool there = jv_object_has(jv_copy(o), jv_string(key));

	jv_free(v);
	return there ? c : CSVIN_DETECT;
}

struct csvin_dialect
csvin_dialect_from(jv o)
{
	struct csvin_dialect d = csvin_dialect_any();

	if (jv_get_kind(o) != JV_KIND_OBJECT)
		return d;
	d.delimiter = byte_from(o, "delimiter");
	d.quote = byte_from(o, "quote");
	d.escape = byte_from(o, "escape");
	jv header = jv_at(o, "header");

	if (jv_get_kind(header) == JV_KIND_TRUE || jv_get_kind(header) == JV_KIND_FALSE)
		d.header = jv_get_kind(header) == JV_KIND_TRUE;
	jv_free(header);
	double skip = jv_num(o, "skip", -1), columns = jv_num(o, "columns", 0);

	d.skip = skip >= 0 && skip < 1e9 ? (long)skip : CSVIN_DETECT;
	d.runs = d.delimiter == ' ' ? (int)jv_num(o, "runs", 0) : 0;
	d.runs = d.runs < 0 || d.runs > 2 ? 0 : d.runs;
	d.trailing = jv_true_at(o, "trailing");
	d.columns = columns >= 1 && columns <= CSVIN_COLUMNS_MOST ? (size_t)columns : 0;
	if (jv_text(o, "encoding") != NULL)
		snprintf(d.encoding, sizeof d.encoding, "%s", jv_text(o, "encoding"));
	return d;
}

/* A byte as people name it: -2 where it is none. */
static int
byte_named(const char *s)
{
	if (strcmp(s, "tab") == 0 || strcmp(s, "\\t") == 0)
		return '\t';
	if (strcmp(s, "space") == 0)
		return ' ';
	if (strcmp(s, "none") == 0 || s[0] == '\0')
		return 0;
	return s[1] == '\0' && (unsigned char)s[0] < 0x80 && s[0] != '\n' && s[0] != '\r' ? s[0] : -2;
}

bool
csvin_dialect_option(struct csvin_dialect *d, int option, const char *argument)
{
	char *end;

	switch (option) {
	case 'd':
		d->delimiter = byte_named(argument);
		return d->delimiter != -2;
	case 'Q':
		d->quote = byte_named(argument);
		return d->quote != -2;
	case 'e':
		snprintf(d->encoding, sizeof d->encoding, "%s", argument);
		return strlen(argument) < sizeof d->encoding;
	case 's':
		errno = 0;
		d->skip = strtol(argument, &end, 10);
		return errno == 0 && *end == '\0' && end != argument && d->skip >= 0;
	case 'n':
		d->header = 0;
		return true;
	default:
		return false;
	}
}

/* ---- opening */

static jv
why_jv(const char *code, const char *name, const char *what, const char *hint)
{
	struct str message = {0};

	str_foreign(&message, name, strlen(name));
	str_addf(&message, ": %s", what);
	jv o = JV_OBJECT(jv_string("code"), jv_string(code), jv_string("message"),
	    jv_string_sized(message.s, (int)message.n), jv_string("hint"), jv_string(hint));

	str_free(&message);
	return o;
}

static jv
unreadable(const char *name)
{
	bool packed = errno == EBADMSG;

	return why_jv("csv.unreadable", name, packed ? "damaged or cut gzip data" : strerror(errno),
	    packed ? "check it with gzip -t" : "check the file");
}

/* The text was made by us: how is no question. */
static void
obey_json(struct csvin *in)
{
	struct csvin_dialect *d = &in->dialect;

	d->delimiter = ',';
	d->quote = '"';
	d->escape = 0;
	d->header = 1;
	d->skip = 0;
	in->json = true;
}

/* Recodes, mends: the head of the text into carry.  NULL or why not. */
static jv
take_head(struct csvin *in, const char *name)
{
	while (in->carry.n < CSVIN_HEAD && !in->eof) {
		ssize_t got = csvin_source_read(in->source, str_room(&in->carry, CSVIN_HEAD), CSVIN_HEAD);

		if (got < 0)
			return unreadable(name);
		in->carry.n += (size_t)got;
		in->eof = got == 0;
	}
	enum csvin_json json = csvin_json(in->source, &in->carry, &in->eof);

	if (json == CSVIN_BROKEN_JSON)
		return why_jv("csv.json", name, "broken JSON, or JSON that is no list of objects", "check it with jq");
	if (json == CSVIN_LARGE_JSON)
		return why_jv("csv.json", name, "JSON whose table takes more than 1 GB", "make CSV of fewer members with jq");
	if (json == CSVIN_JSON)
		obey_json(in);
	for (size_t i = 0; i < in->carry.n; i++)
		if (!isspace((unsigned char)in->carry.s[i]))
			return jv_null();
	return why_jv("csv.empty", name, "empty", "give a file with rows");
}

/* Finds kind and encoding, then fills carry. */
static jv
open_text(struct csvin *in, const char *name)
{
	struct csvin_dialect *d = &in->dialect;
	const char *s;
	size_t n = csvin_source_peek(in->source, CSVIN_HEAD, &s), bom;

	if (n == SIZE_MAX && errno == EISDIR)
		return why_jv("csv.directory", name, "a directory", "name the files in it");
	if (n == SIZE_MAX)
		return unreadable(name);
	if (n == 0)
		return why_jv("csv.empty", name, "empty", "give a file with rows");
	const struct csvin_kind *kind = csvin_binary(s, n);
	const char *encoding = csvin_encoding(s, n, &bom);

	if (kind != NULL) {
		char what[96];

		snprintf(what, sizeof what, "not text: %s", kind->name);
		return why_jv("csv.binary", name, what, kind->hint);
	}
	if (d->encoding[0] == '\0')
		snprintf(d->encoding, sizeof d->encoding, "%s", encoding);
	for (char *c = d->encoding; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	if (strcmp(d->encoding, "utf8") == 0)
		snprintf(d->encoding, sizeof d->encoding, "utf-8");
	d->bom = bom > 0 && strcmp(encoding, d->encoding) == 0;
	if (d->bom)
		csvin_source_drop(in->source, bom);
	in->offset = d->bom ? bom : 0;
	if (!csvin_source_as(in->source, d->encoding))
		return why_jv("csv.encoding", name, "an encoding that iconv does not know", "see iconv -l");
	return take_head(in, name);
}

static void
drop_carry(struct csvin *in, size_t n)
{
	memmove(in->carry.s, in->carry.s + n, in->carry.n - n);
	in->carry.n -= n;
	in->offset += n;
}

static void
skip_lines(struct csvin *in, long lines)
{
	size_t i = 0, n = in->carry.n;
	const char *s = in->carry.s;

	for (; lines > 0 && i < n; lines--) {
		while (i < n && s[i] != '\n' && s[i] != '\r')
			i++;
		i += i + 1 < n && s[i] == '\r' && s[i + 1] == '\n' ? 2 : 1;
	}
	drop_carry(in, i < n ? i : n);
}

/* ---- names */

static bool
is_taken(const struct csvin *in, size_t before, const char *name)
{
	for (size_t i = 0; i < before; i++)
		if (strcasecmp(in->names[i], name) == 0)
			return true;
	return false;
}

static void
name_column(struct csvin *in, size_t c, const char *s, size_t n)
{
	struct str name = {0};

	in->titles[c] = mem_dup(s, n);
	for (size_t i = 0; i < n; i++)
		str_addc(&name, (unsigned char)s[i] < 0x20 ? ' ' : s[i]);
	if (n == 0)
		str_addf(&name, "column_%zu", c + 1);
	size_t stem = name.n;
	int k = 2;

	/* Each of the same title before took a number. */
	for (size_t i = 0; i < c && n > 0; i++)
		k += strcasecmp(in->titles[i], in->titles[c]) == 0;
	for (k = k > 2 ? k - 1 : 2; is_taken(in, c, name.s); k++) {
		name.n = stem;
		str_addf(&name, "_%d", k);
	}
	in->names[c] = str_take(&name);
}

/* The first row that is not blank, by the careful reader, is the header. */
static void
take_names(struct csvin *in)
{
	size_t columns = in->dialect.columns, from = 0;
	struct csvin_batch b = {.columns = columns, .quote = in->dialect.quote};

	in->names = mem_calloc(columns, sizeof *in->names);
	in->titles = mem_calloc(columns, sizeof *in->titles);
	if (in->dialect.header) {
		str_room(&b.whole, in->carry.n + 1 + CSVIN_PAD);
		str_add(&b.whole, in->carry.s, in->carry.n);
		if (in->eof)
			str_addc(&b.whole, '\n');
		b.bytes = b.whole.s;
		csvin_room(&b);
		while (b.rows == 0 && from < b.whole.n && csvin_careful(in, &b, &from, b.whole.n, true))
			;
		in->notes = (struct csvin_notes){0};
	}
	for (size_t c = 0; c < columns; c++) {
		size_t n = 0;
		const char *s = "";

		if (b.rows > 0) {
			csvin_column(&b, c);
			s = csvin_cell(&b, 0, c, &n);
		}
		name_column(in, c, s, n);
	}
	in->after_cr = from > 0 && from <= in->carry.n && in->carry.s[from - 1] == '\r';
	drop_carry(in, from < in->carry.n ? from : in->carry.n);
	csvin_batch_free(&b);
}

static bool
known(const struct csvin_dialect *d)
{
	return d->delimiter != CSVIN_DETECT && d->quote != CSVIN_DETECT && d->escape != CSVIN_DETECT &&
	    d->header != CSVIN_DETECT && d->skip != CSVIN_DETECT && d->columns > 0;
}

/* Whether one byte is to be two marks: no row could be read so. */
static bool
confused(const struct csvin_dialect *d)
{
	return (d->quote > 0 && (d->quote == d->delimiter || d->quote == d->escape)) ||
	    (d->escape > 0 && d->escape == d->delimiter);
}

struct csvin *
csvin_open_fd(int fd, const char *name, const struct csvin_dialect *want, jv *why)
{
	struct csvin *in = mem_calloc(1, sizeof *in);

	in->dialect = *want;
	in->source = csvin_source_new(fd);
	in->row = 1;
	*why = open_text(in, name);
	if (jv_get_kind(*why) == JV_KIND_NULL) {
		if (!known(&in->dialect))
			csvin_guess(&in->dialect, in->carry.s, in->carry.n, in->eof);
		if (confused(&in->dialect))
			*why = why_jv("csv.dialect", name, "one character is to be both delimiter and quote or escape",
			    "name another with -d or -Q");
	}
	if (jv_get_kind(*why) != JV_KIND_NULL) {
		csvin_close(in);
		return NULL;
	}
	if (in->dialect.newline[0] == '\0')
		strcpy(in->dialect.newline, "\n");
	const struct csvin_mended *mended = csvin_source_mended(in->source);

	in->exact = strcmp(in->dialect.encoding, "utf-8") == 0 && !csvin_source_packed(in->source) &&
	    in->dialect.escape == 0 && in->dialect.runs == 0 && mended->bad == 0 && mended->nul == 0 && !in->json;
	skip_lines(in, in->dialect.skip);
	if (in->dialect.runs > 0)
		in->carry.n = csvin_squeeze(in, in->carry.s, in->carry.s, in->carry.n);
	csvin_unescape(in, &in->carry);
	take_names(in);
	return in;
}

struct csvin *
csvin_open(const char *path, const struct csvin_dialect *want, jv *why)
{
	int fd = STDIN_FILENO;
	struct stat st;

	if (strcmp(path, "-") != 0) {
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
		if (fd == -1) {
			*why = why_jv(errno == ENOENT || errno == ENOTDIR ? "csv.missing" : "csv.unreadable", path,
			    strerror(errno), errno == ENOENT ? "check the name" : "check its permissions");
			return NULL;
		}
		if (fstat(fd, &st) == -1)
			st.st_mode = 0;
		if (S_ISDIR(st.st_mode)) {
			close(fd);
			*why = why_jv("csv.directory", path, "a directory", "name the files in it");
			return NULL;
		}
		/* A FIFO's writer may come later than we do, but not never. */
		if (S_ISFIFO(st.st_mode) && poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, WRITER_MS) == 0) {
			close(fd);
			*why = why_jv("csv.unreadable", path, "a named pipe that nobody writes to", "start its writer first");
			return NULL;
		}
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	}
	return csvin_open_fd(fd, strcmp(path, "-") == 0 ? "stdin" : path, want, why);
}

void
csvin_close(struct csvin *in)
{
	if (in == NULL)
		return;
	for (size_t c = 0; in->names != NULL && c < in->dialect.columns; c++) {
		free(in->names[c]);
		free(in->titles[c]);
	}
	free(in->names);
	free(in->titles);
	csvin_careful_free(in);
	str_free(&in->carry);
	str_free(&in->scratch);
	csvin_source_free(in->source);
	free(in);
}

/* ---- what it is */

const struct csvin_dialect *
csvin_dialect(const struct csvin *in)
{
	return &in->dialect;
}

const char *
csvin_name(const struct csvin *in, size_t column)
{
	return in->names[column];
}

const char *
csvin_title(const struct csvin *in, size_t column)
{
	return in->titles[column];
}

jv
csvin_error(const struct csvin *in)
{
	bool packed = in->error == EBADMSG;

	return JV_OBJECT(jv_string("code"), jv_string("csv.unreadable"), jv_string("message"),
	    jv_string(packed ? "damaged or cut gzip data" : strerror(in->error)), jv_string("hint"),
	    jv_string(packed ? "check it with gzip -t" : "check the file"));
}

jv
csvin_warnings(const struct csvin *in)
{
	return csvin_notes_jv(&in->notes);
}

void
csvin_recoded(const struct csvin *in, uint64_t *bad, bool *any_good)
{
	*bad = csvin_source_mended(in->source)->bad;
	*any_good = csvin_source_mended(in->source)->any_good;
}

void
csvin_digest_on(struct csvin *in)
{
	in->digest = true;
}

uint64_t
csvin_rows(const struct csvin *in)
{
	return in->row - 1;
}

uint64_t
csvin_bytes(const struct csvin *in)
{
	return csvin_source_bytes(in->source);
}

void
csvin_digest(struct csvin *in, char out[DIGEST_SIZE])
{
	csvin_source_digest(in->source, out);
}

bool
csvin_seek(struct csvin *in, uint64_t offset, uint64_t first)
{
	if (!in->exact || offset == UINT64_MAX || !csvin_source_seek(in->source, offset))
		return false;
	str_clear(&in->carry);
	in->eof = in->after_cr = false;
	in->offset = offset;
	in->row = first;
	return true;
}
