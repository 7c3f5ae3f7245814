/* csvin_impl: what the parts of csvin know of each other; nobody else's.
 *
 *   csvin.c          opening, batches, names
 *   csvin_source.c   bytes of the file as UTF-8: unpacked, recoded, mended
 *   csvin_kind.c     what the head of a file is, its encoding
 *   csvin_json.c     JSON made CSV
 *   csvin_guess.c    a dialect from the head of the text
 *   csvin_runs.c     columns aligned by spaces
 *   csvin_scan.c     rows that are surely well formed, 64 bytes at a time
 *   csvin_careful.c  one row by libcsv, where the scanner is not sure
 *   csvin_notes.c    what was mended, for the warnings */
#ifndef VIZ_CSVIN_IMPL_H
#define VIZ_CSVIN_IMPL_H

#include "csvin.h"
#include "str.h"

enum {
	CSVIN_PAD = 64,                /* readable bytes behind a batch's last */
	CSVIN_BLOCK = 64 << 10,        /* bytes a batch holds where rows allow */
	CSVIN_FIELDS = CSVIN_BLOCK / 2,/* fields, ditto */
	CSVIN_HEAD = 128 << 10,        /* bytes that a dialect is found from */
	CSVIN_ROW_MOST = 16 << 20,     /* a row that is longer is cut */
	CSVIN_QUOTED_MOST = 1 << 20,   /* a quote open for longer is taken for a stray */
	CSVIN_COLUMNS_MOST = 2000,     /* SQLite's bound too */
};

/* What stands between fields where a run of spaces did. */
#define CSVIN_UNIT '\x1F'

/* In csvin_field.n: the field is ready, csvin_column need not look at it. */
#define CSVIN_READY 0x80000000u

/* ---- notes */

enum csvin_note {
	NOTE_SHORT, NOTE_LONG, NOTE_LONELY, NOTE_BLANK, NOTE_STRAY, NOTE_OPEN,
	NOTE_HUGE, NOTE_NUL, NOTE_BAD_BYTES, NOTE_TRAILING, NOTE_KINDS
};

struct csvin_notes {
	uint64_t count[NOTE_KINDS];
	uint64_t rows[NOTE_KINDS][8];  /* the first that had it */
};

/* One more of a kind, at that row (0: not tied to a row). */
void csvin_note(struct csvin_notes *, enum csvin_note, uint64_t row);
jv csvin_notes_jv(const struct csvin_notes *);

/* ---- source */

struct csvin_source;

/* Takes fd over.  The source gives the file's own bytes until csvin_source_as
 * names their encoding. */
struct csvin_source *csvin_source_new(int fd);
void csvin_source_free(struct csvin_source *);

/* Looks at no more than n bytes ahead (unpacked): how many there are. */
size_t csvin_source_peek(struct csvin_source *, size_t n, const char **bytes);
void csvin_source_drop(struct csvin_source *, size_t n);
bool csvin_source_packed(const struct csvin_source *);

/* False where iconv does not know the encoding. */
bool csvin_source_as(struct csvin_source *, const char *encoding);

/* UTF-8 without NULs into to: how many bytes, 0 at the end, -1 with errno.
 * cap is at least 16. */
ssize_t csvin_source_read(struct csvin_source *, char *to, size_t cap);

/* Goes to a byte of the file; false where it cannot. */
bool csvin_source_seek(struct csvin_source *, uint64_t offset);

/* The digest is made from the first byte on, until it is not wanted. */
void csvin_source_digest_off(struct csvin_source *);
void csvin_source_digest(struct csvin_source *, char out[DIGEST_SIZE]);
uint64_t csvin_source_bytes(const struct csvin_source *);

struct csvin_mended {
	uint64_t bad, nul;             /* sequences replaced, NULs dropped */
	bool any_good;                 /* well-formed text beyond ASCII was seen */
};
const struct csvin_mended *csvin_source_mended(const struct csvin_source *);

/* ---- kind */

/* What the head of a file is by its first bytes, where it is no text ("PNG
 * image"), and what to do about it; or NULL.  A table kept in a binary format
 * (Excel, Parquet …) is refused here until a reader makes it CSV, as csvin_json
 * does for JSON: that is called in take_head, with the source at its start. */
struct csvin_kind {
	const char *name, *hint;
};
const struct csvin_kind *csvin_binary(const char *s, size_t n);

/* The encoding of the bytes; *bom is the length of its mark. */
const char *csvin_encoding(const char *s, size_t n, size_t *bom);

/* ---- JSON */

enum csvin_json { CSVIN_NO_JSON, CSVIN_JSON, CSVIN_BROKEN_JSON, CSVIN_LARGE_JSON };

/* Where text, the head of the source, is JSON, all of it becomes CSV in text and
 * *eof is set.  CSVIN_NO_JSON leaves text as it was; CSVIN_BROKEN_JSON and
 * CSVIN_LARGE_JSON lost it. */
enum csvin_json csvin_json(struct csvin_source *, struct str *text, bool *eof);

/* ---- guess: not for two threads at a time */

/* Fills what is to be detected in *d from text (UTF-8, without mark; whole:
 * the file ends there). */
void csvin_guess(struct csvin_dialect *d, const char *s, size_t n, bool whole);

/* Splits one row at s as csvin would (a simple reader for the head of a file,
 * quotes and escapes obeyed): bytes used, 0 where there is no whole row. */
size_t csvin_split(const struct csvin_dialect *, const char *s, size_t n, bool whole,
    struct csvin_field *fields, size_t cap, size_t *count);

/* The same where runs of spaces delimit. */
size_t csvin_split_runs(const struct csvin_dialect *, const char *s, size_t n, bool whole,
    struct csvin_field *fields, size_t cap, size_t *count);

/* ---- rows */

/* Where csvin_squeeze is in the text. */
struct csvin_squeezing {
	bool inside, quoted;           /* in a row; in a quote */
	int spaces;                    /* that were read and not yet written */
};

struct csvin {
	struct csvin_source *source;
	struct csvin_dialect dialect;
	struct csvin_notes notes;
	char **names, **titles;
	struct str carry;              /* bytes read that no batch holds yet */
	struct str scratch;            /* the careful reader's */
	struct csvin_field *found;     /* ditto: the fields of one row */
	size_t found_n, found_cap;
	bool row_ended;               /* ditto: has the row ended? */
	uint64_t vain;                 /* ditto: bytes looked at for the end of quotes that had none */
	void *parser;                  /* ditto: libcsv's */
	bool digest;
	bool escaped;                  /* the last byte read was an escape */
	struct csvin_squeezing squeezing;
	bool after_cr;                 /* the row before what is here ended with CR */
	bool json;                     /* the text is what csvin_json made */
	bool eof, exact;               /* exact: text offsets are file offsets */
	uint64_t row;                  /* the number of the next row */
	uint64_t offset;               /* of the carry's first byte in the text */
	int error;                     /* errno of a failed read */
	uint64_t nul_seen, bad_seen;
};

/* The delimiter in the text that the batches hold. */
static inline int
csvin_delimiter(const struct csvin *in)
{
	return in->dialect.runs > 0 ? CSVIN_UNIT : in->dialect.delimiter;
}

/* Where runs of spaces delimit: the next n bytes of the text, from, with one
 * CSVIN_UNIT for a run, written to to: how many.  One byte may be left over from
 * the call before, so from is at least one behind to, but in the first call. */
size_t csvin_squeeze(struct csvin *, char *to, const char *from, size_t n);

/* Where the dialect escapes: an escaped quote becomes a doubled one, an escaped
 * escape a single one, in place. */
void csvin_unescape(struct csvin *, struct str *);

/* Where the scanner stopped, always at the start of a row. */
enum csvin_stop { STOP_END, STOP_UNSURE, STOP_FULL };

/* Scans bytes [from, n) of the batch for whole rows, appends them, moves *from
 * behind the last one.  STOP_UNSURE: the row at *from is for the careful one. */
enum csvin_stop csvin_scan(struct csvin *, struct csvin_batch *, size_t *from, size_t n);

/* Reads one row at *from with libcsv; false where it has no end in [from, n)
 * and more can be had. */
bool csvin_careful(struct csvin *, struct csvin_batch *, size_t *from, size_t n, bool last);
void csvin_careful_free(struct csvin *);

/* The row behind the batch's last has k fields, those that fit are in their
 * places: it is made to fit and counted in.  spare: the others are all empty. */
void csvin_fit(struct csvin *, struct csvin_batch *, size_t k, bool spare);

/* Makes room for rows of b->columns fields, none of them ready. */
void csvin_room(struct csvin_batch *);

#endif
