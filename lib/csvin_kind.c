/* What a file is, and in which encoding its text is, from its first bytes. */
#include "csvin_impl.h"

#include <ctype.h>
#include <string.h>

/* ---- kinds of files */

#define CSV "convert it to CSV first"
#define SHEET "save the sheet as CSV, or run: ssconvert FILE OUT.csv"
#define DUCKDB "make CSV of it: duckdb -c \"COPY (FROM 'FILE') TO 'OUT.csv'\""
#define UNPACK "unpack it first"

static const struct {
	struct csvin_kind kind;
	const char *mark;
	unsigned char n, at;
} KINDS[] = {
	{{"PNG image", CSV}, "\x89PNG", 4, 0}, {{"JPEG image", CSV}, "\xFF\xD8\xFF", 3, 0}, {{"GIF image", CSV}, "GIF8", 4, 0},
	{{"PDF document", CSV}, "%PDF-", 5, 0}, {{"ZIP archive", UNPACK}, "PK\x03\x04", 4, 0},
	{{"ZIP archive", UNPACK}, "PK\x05\x06", 4, 0}, {{"ELF program", CSV}, "\x7F" "ELF", 4, 0},
	{{"gzip data in gzip data", UNPACK}, "\x1F\x8B", 2, 0}, {{"bzip2 data", UNPACK}, "BZh", 3, 0},
	{{"xz data", UNPACK}, "\xFD" "7zXZ", 5, 0}, {{"zstd data", UNPACK}, "\x28\xB5\x2F\xFD", 4, 0},
	{{"7z archive", UNPACK}, "7z\xBC\xAF\x27\x1C", 6, 0}, {{"RAR archive", UNPACK}, "Rar!", 4, 0},
	{{"Parquet file", DUCKDB}, "PAR1", 4, 0}, {{"Arrow file", CSV}, "ARROW1", 6, 0},
	{{"SQLite database", "make CSV of a table: sqlite3 -header -csv FILE 'SELECT * FROM table'"}, "SQLite format 3", 15, 0},
	{{"old Excel or Word file", SHEET}, "\xD0\xCF\x11\xE0", 4, 0}, {{"RIFF media file", CSV}, "RIFF", 4, 0},
	{{"MP4 media file", CSV}, "ftyp", 4, 4}, {{"Ogg media file", CSV}, "OggS", 4, 0}, {{"ID3 audio file", CSV}, "ID3", 3, 0},
	{{"WebAssembly program", CSV}, "\0asm", 4, 0}, {{"HDF5 file", CSV}, "\x89HDF", 4, 0}, {{"tar archive", UNPACK}, "ustar", 5, 0xFF},
	{{"Java class", CSV}, "\xCA\xFE\xBA\xBE", 4, 0}, {{"TIFF image", CSV}, "II*\0", 4, 0}, {{"TIFF image", CSV}, "MM\0*", 4, 0},
};

static const struct csvin_kind EXCEL = {"Excel file", SHEET}, ODS = {"OpenDocument file", SHEET},
    BINARY = {"binary data", CSV};

static bool
has_mark(const char *s, size_t n, size_t at, const char *mark, size_t len)
{
	return n >= at + len && memcmp(s + at, mark, len) == 0;
}

/* Does the head hold what no text does?  A column may be called ID3 or PAR1. */
static bool
has_control(const char *s, size_t n)
{
	for (size_t i = 0; i < n && i < 64; i++)
		if ((unsigned char)s[i] < '\t')
			return true;
	return false;
}

static bool
is_word(const char *mark, size_t n)
{
	size_t k = 0;

	while (k < n && isalnum((unsigned char)mark[k]))
		k++;
	return k == n;
}

/* The names of a ZIP's first files tell what it is. */
static const struct csvin_kind *
in_zip(const char *s, size_t n)
{
	if (memmem(s, n, "mimetypeapplication/vnd.oasis.opendocument", 42) != NULL)
		return &ODS;
	if (memmem(s, n, "[Content_Types].xml", 19) != NULL || memmem(s, n, "xl/", 3) != NULL)
		return &EXCEL;
	return NULL;
}

const struct csvin_kind *
csvin_binary(const char *s, size_t n)
{
	size_t control = 0, most = n < 4096 ? n : 4096, bom;

	if (has_mark(s, n, 0, "PK\x03\x04", 4) && in_zip(s, most) != NULL)
		return in_zip(s, most);
	for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
		if (has_mark(s, n, KINDS[i].at == 0xFF ? 257 : KINDS[i].at, KINDS[i].mark, KINDS[i].n) &&
		    (!is_word(KINDS[i].mark, KINDS[i].n) || has_control(s, n)))
			return &KINDS[i].kind;
	if (strncmp(csvin_encoding(s, n, &bom), "utf-16", 6) == 0 || strncmp(csvin_encoding(s, n, &bom), "utf-32", 6) == 0)
		return NULL;
	for (size_t i = 0; i < most; i++) {
		unsigned char c = (unsigned char)s[i];

		control += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1F && c != 0x1E && c != 1;
	}
	return control * 10 > most ? &BINARY : NULL;
}

/* ---- encodings */

/* UTF-16 and UTF-32 without a mark: which bytes of four are mostly zero. */
static const char *
by_zeros(const char *s, size_t n)
{
	size_t zero[4] = {0}, fours = (n < 4096 ? n : 4096) / 4;

	for (size_t i = 0; i < 4 * fours; i++)
		zero[i % 4] += s[i] == '\0';
	if (fours < 2)
		return NULL;
	bool z[4];

	for (int i = 0; i < 4; i++)
		z[i] = zero[i] * 10 > fours * 7;
	if (!z[0] && z[1] && z[2] && z[3])
		return "utf-32le";
	if (z[0] && z[1] && z[2] && !z[3])
		return "utf-32be";
	if (!z[0] && z[1] && !z[2] && z[3])
		return "utf-16le";
	if (z[0] && !z[1] && z[2] && !z[3])
		return "utf-16be";
	return NULL;
}

const char *
csvin_encoding(const char *s, size_t n, size_t *bom)
{
	static const struct {
		const char *name, *mark;
		size_t n;
	} marks[] = {
		{"utf-8", "\xEF\xBB\xBF", 3}, {"utf-32le", "\xFF\xFE\0\0", 4}, {"utf-32be", "\0\0\xFE\xFF", 4},
		{"utf-16le", "\xFF\xFE", 2}, {"utf-16be", "\xFE\xFF", 2},
	};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (has_mark(s, n, 0, marks[i].mark, marks[i].n)) {
			/* Files put together may have several. */
			for (*bom = 0; has_mark(s, n, *bom, marks[i].mark, marks[i].n);)
				*bom += marks[i].n;
			return marks[i].name;
		}
	*bom = 0;
	const char *wide = by_zeros(s, n);

	if (wide != NULL)
		return wide;
	/* A sequence cut by the end of the sample is no fault. */
	size_t good = str_utf8(s, n), high = 0, bad = 0;

	if (good + 3 >= n)
		return n - good > 0 && n < 4096 && (unsigned char)s[good] >= 0x80 ? "windows-1252" : "utf-8";
	for (size_t i = 0; i < n;) {
		size_t k = str_utf8(s + i, n - i);

		for (size_t j = i; j < i + k; j++)
			high += (unsigned char)s[j] >= 0xC0;
		i += k;
		if (i < n) {
			bad++;
			i++;
		}
	}
	return high > bad ? "utf-8" : "windows-1252";
}
