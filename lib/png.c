#include "png.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { SLOTS = 1024, COLOURS = 256, LEVEL = 3 };

/* The distinct colours, found by a hash; too many: n is COLOURS + 1. */
struct palette {
	uint32_t key[SLOTS], colour[COLOURS];
	short index[SLOTS];        /* + 1; 0: free */
	int n;
};

static int
look_up(struct palette *p, uint32_t c)
{
	size_t at = (c * 2654435761u) >> 22;

	while (p->index[at] != 0 && p->key[at] != c)
		at = (at + 1) % SLOTS;
	if (p->index[at] == 0) {
		if (p->n == COLOURS)
			return -1;
		p->key[at] = c;
		p->colour[p->n++] = c;
		p->index[at] = (short)p->n;
	}
	return p->index[at] - 1;
}

/* A pixel of an edge (its neighbours differ) to so many bits a channel. */
static uint32_t
rounded(const uint32_t *row, int x, int width, int bits)
{
	uint32_t c = row[x] & 0xffffffu, low = 0x010101u * (0xffu >> bits);

	if (bits == 8 || (x > 0 && row[x - 1] == row[x]) || (x + 1 < width && row[x + 1] == row[x]))
		return c;
	return (c & ~low) | (c >> bits & low);
}

/* Rows of one byte a pixel, each behind its filter byte; NULL where there are
 * too many colours. */
static unsigned char *
index_rows(struct palette *p, const uint32_t *pixels, size_t stride, int width, int height, int bits)
{
	unsigned char *rows = mem_alloc((size_t)height * ((size_t)width + 1)), *to = rows;

	for (int y = 0; y < height; y++) {
		const uint32_t *from = pixels + (size_t)y * stride;
		uint32_t last = ~from[0];
		int index = 0;

		if (y > 0 && memcmp(from, from - stride, (size_t)width * sizeof *from) == 0) {
			memcpy(to, to - width - 1, (size_t)width + 1);
			to += width + 1;
			continue;
		}
		*to++ = 0;
		for (int x = 0; x < width; x++) {
			uint32_t c = rounded(from, x, width, bits);

			if (c != last && (index = look_up(p, c)) < 0) {
				free(rows);
				return NULL;
			}
			last = c;
			*to++ = (unsigned char)index;
		}
	}
	return rows;
}

/* Rows of three bytes a pixel, less those of the row above (filter 2). */
static unsigned char *
colour_rows(const uint32_t *pixels, size_t stride, int width, int height)
{
	unsigned char *rows = mem_alloc((size_t)height * ((size_t)width * 3 + 1)), *to = rows;

	for (int y = 0; y < height; y++) {
		const uint32_t *from = pixels + (size_t)y * stride, *above = y > 0 ? from - stride : NULL;

		*to++ = 2;
		for (int x = 0; x < width; x++)
			for (int shift = 16; shift >= 0; shift -= 8)
				*to++ = (unsigned char)((from[x] >> shift) - (above != NULL ? above[x] >> shift : 0));
	}
	return rows;
}

static void
add_number(struct str *s, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		str_addc(s, (int)(v >> shift & 255u));
}

static void
add_chunk(struct str *s, const char *type, const void *bytes, size_t n)
{
	add_number(s, (uint32_t)n);
	size_t from = s->n;

	str_add(s, type, 4);
	str_add(s, bytes, n);
	add_number(s, (uint32_t)crc32(0, (const Bytef *)s->s + from, (uInt)(n + 4)));
}

static void
add_head(struct str *out, int width, int height, bool indexed)
{
	struct str head = {0};

	str_add(out, "\x89PNG\r\n\x1a\n", 8);
	add_number(&head, (uint32_t)width);
	add_number(&head, (uint32_t)height);
	str_add(&head, (const char[]){8, indexed ? 3 : 2, 0, 0, 0}, 5);
	add_chunk(out, "IHDR", head.s, head.n);
	str_free(&head);
}

static void
add_palette(struct str *out, const struct palette *p)
{
	unsigned char bytes[COLOURS * 3];

	for (int i = 0; i < p->n * 3; i++)
		bytes[i] = (unsigned char)(p->colour[i / 3] >> (16 - 8 * (i % 3)));
	add_chunk(out, "PLTE", bytes, (size_t)p->n * 3);
}

bool
png_write(const uint32_t *pixels, size_t stride, int width, int height, struct str *out)
{
	struct palette *p = mem_calloc(1, sizeof *p);
	unsigned char *rows = NULL;

	for (int bits = 8; rows == NULL && bits >= 4; bits -= bits == 8 ? 3 : 1) {
		memset(p, 0, sizeof *p);
		rows = index_rows(p, pixels, stride, width, height, bits);
	}
	bool indexed = rows != NULL;
	size_t n = (size_t)height * ((size_t)width * (indexed ? 1 : 3) + 1);

	if (!indexed)
		rows = colour_rows(pixels, stride, width, height);
	uLongf packed = compressBound(n);
	unsigned char *bytes = mem_alloc(packed);
	bool good = compress2(bytes, &packed, rows, n, LEVEL) == Z_OK;

	add_head(out, width, height, indexed);
	if (indexed)
		add_palette(out, p);
	add_chunk(out, "IDAT", bytes, packed);
	add_chunk(out, "IEND", "", 0);
	free(bytes);
	free(rows);
	free(p);
	return good;
}
