/* Theory of operation.
 *
 * 64 bytes at a time become four 64-bit masks: quotes, delimiters, ends of
 * rows (CR and LF alike, as libcsv has it; the empty row between them is a
 * blank line).  The running parity of the quotes tells what lies inside them.
 * As long as every quote that opens follows a delimiter, a row's end or the
 * quote that closed just before it (a doubled one), and every quote that closes
 * has one of these behind it, the masks say exactly what libcsv would read.
 * The first quote that does not keep this rule stops the scanner. */
#include "csvin_impl.h"

#include <emmintrin.h>
#include <string.h>

struct masks {
	uint64_t quote, delimiter, end;
};

struct scanner {
	struct csvin_field *out;       /* where the next field goes */
	struct csvin_field *row;       /* the current row's first */
	size_t start;                  /* the current field's first byte */
	size_t columns;
};

static inline uint64_t
equal(const __m128i v[4], __m128i c)
{
	uint64_t a = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[0], c));
	uint64_t b = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[1], c));
	uint64_t d = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[2], c));
	uint64_t e = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[3], c));

	return a | b << 16 | d << 32 | e << 48;
}

static inline uint64_t
running_parity(uint64_t x)
{
	x ^= x << 1;
	x ^= x << 2;
	x ^= x << 4;
	x ^= x << 8;
	x ^= x << 16;
	return x ^ x << 32;
}

/* What of this word's quotes is known from the one before. */
struct quoting {
	uint64_t inside;               /* all ones where the last byte is quoted */
	uint64_t edge;                 /* 1: the last byte may come before a quote that opens */
	uint64_t closed;               /* 1: the last byte is a quote that closed */
};

/* The fields' ends among the word's bytes; *bad has a bit where a quote is not
 * at a field's edge. */
static inline uint64_t
resolve(struct quoting *q, const struct masks *m, uint64_t *bad)
{
	uint64_t ends = m->delimiter | m->end;

	if ((m->quote | q->inside | q->closed) == 0) {
		q->edge = ends >> 63;
		*bad = 0;
		return ends;
	}
	uint64_t in = running_parity(m->quote) ^ q->inside;
	uint64_t opening = m->quote & in, closing = m->quote & ~in;

	ends &= ~in;
	*bad = (opening & ~((ends | closing) << 1 | q->edge)) |
	    ((closing << 1 | q->closed) & ~(ends | opening));
	q->inside = 0 - (in >> 63);
	q->edge = (ends | closing) >> 63;
	q->closed = closing >> 63;
	return ends;
}

/* The row that ends: the common case here, all others to csvin_fit. */
static inline void
end_row(struct csvin *in, struct csvin_batch *b, struct scanner *s)
{
	size_t k = (size_t)(s->out - s->row);

	if (k == s->columns && (k > 1 || (s->row->n > 0 && (unsigned char)b->bytes[s->row->at] > ' '))) {
		b->rows++;
		s->row = s->out;
		return;
	}
	/* The LF of CR LF is no blank line. */
	const struct csvin_field *f = s->row;
	bool pair = k == 1 && f->n == 0 && b->bytes[f->at] == '\n' && f->at > 0 && b->bytes[f->at - 1] == '\r';

	if (!pair)
		csvin_fit(in, b, s->row, k);
	s->row = s->out = b->fields + b->rows * s->columns;
}

static inline void
take(struct csvin *in, struct csvin_batch *b, struct scanner *s, size_t base, uint64_t ends,
    uint64_t row_ends)
{
	while (ends != 0) {
		uint64_t low = ends & -ends;
		size_t at = base + (size_t)__builtin_ctzll(ends);

		*s->out++ = (struct csvin_field){(uint32_t)s->start, (uint32_t)(at - s->start)};
		s->start = at + 1;
		if (row_ends & low)
			end_row(in, b, s);
		ends ^= low;
	}
}

static struct scanner
scanner_at(struct csvin_batch *b, size_t from)
{
	struct scanner s = {.start = from, .columns = b->columns};

	s.row = s.out = csvin_room(b, 64 + 2 * b->columns);
	return s;
}

/* Room for a word's fields and a row's filling. */
static inline void
make_room(struct csvin_batch *b, struct scanner *s)
{
	size_t row = (size_t)(s->row - b->fields), out = (size_t)(s->out - b->fields);

	if (out + 64 + 2 * s->columns <= b->fields_cap)
		return;
	csvin_room(b, out - b->rows * s->columns + 64 + 2 * s->columns);
	s->row = b->fields + row;
	s->out = b->fields + out;
}

enum csvin_stop
csvin_scan(struct csvin *in, struct csvin_batch *b, size_t *from, size_t n)
{
	struct scanner s = scanner_at(b, *from);
	struct quoting quoting = {0, 1, 0};
	/* A quote of 0 would match the padding; 0xFF is in no UTF-8. */
	__m128i quote = _mm_set1_epi8((char)(in->dialect.quote ? in->dialect.quote : 0xFF));
	__m128i delimiter = _mm_set1_epi8((char)in->dialect.delimiter);
	__m128i cr = _mm_set1_epi8('\r'), lf = _mm_set1_epi8('\n');
	size_t p = *from;

	for (; p < n; p += 64) {
		__m128i v[4];
		struct masks m;
		uint64_t bad, valid = n - p >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (n - p)) - 1;

		make_room(b, &s);
		for (int i = 0; i < 4; i++)
			v[i] = _mm_loadu_si128((const __m128i *)(b->bytes + p + 16 * i));
		m.quote = equal(v, quote) & valid;
		m.delimiter = equal(v, delimiter) & valid;
		m.end = (equal(v, lf) | equal(v, cr)) & valid;
		uint64_t ends = resolve(&quoting, &m, &bad);

		bad &= valid;
		if (bad != 0)
			ends &= (bad & -bad) - 1;
		take(in, b, &s, p, ends, m.end);
		if (bad != 0) {
			*from = s.row < s.out ? s.row->at : s.start;
			return STOP_UNSURE;
		}
	}
	*from = s.row < s.out ? s.row->at : s.start;
	return STOP_END;
}
