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
	struct csvin_field *out, *end; /* where the next field goes; behind the row's last */
	size_t stride;
	size_t row, start;             /* the current row's first byte, the current field's */
	size_t extra;                  /* fields that the row has too much */
	bool spare;                    /* which are empty */
};

static inline uint64_t
bits(const __m128i v[4])
{
	uint64_t a = (uint16_t)_mm_movemask_epi8(v[0]), b = (uint16_t)_mm_movemask_epi8(v[1]);
	uint64_t c = (uint16_t)_mm_movemask_epi8(v[2]), d = (uint16_t)_mm_movemask_epi8(v[3]);

	return a | b << 16 | c << 32 | d << 48;
}

static inline uint64_t
equal(const __m128i v[4], __m128i c)
{
	const __m128i same[4] = {_mm_cmpeq_epi8(v[0], c), _mm_cmpeq_epi8(v[1], c), _mm_cmpeq_epi8(v[2], c), _mm_cmpeq_epi8(v[3], c)};

	return bits(same);
}

static inline __m128i
line_end(__m128i v)
{
	return _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
}

static inline uint64_t
line_ends(const __m128i v[4])
{
	const __m128i either[4] = {line_end(v[0]), line_end(v[1]), line_end(v[2]), line_end(v[3])};

	return bits(either);
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

/* The next row's fields go behind the batch's last row. */
static inline void
begin_row(const struct csvin_batch *b, struct scanner *s)
{
	s->out = b->fields + b->rows;
	s->end = s->out + b->columns * b->stride;
	s->row = s->start;
	s->extra = 0;
	s->spare = true;
}

/* A row that is not as most are, of k fields. */
static void __attribute__((noinline))
end_odd_row(struct csvin *in, struct csvin_batch *b, size_t k, bool spare)
{
	const struct csvin_field *f = b->fields + b->rows;
	/* The LF of CR LF is no blank line. */
	bool pair = k == 1 && f->n == 0 && b->bytes[f->at] == '\n' && f->at > 0 && b->bytes[f->at - 1] == '\r';

	if (!pair)
		csvin_fit(in, b, k, spare);
}

/* The fields that end in a word: false where the batch is full. */
static inline bool
take(struct csvin *in, struct csvin_batch *b, struct scanner *s, size_t base, uint64_t ends,
    uint64_t row_ends)
{
	for (; ends != 0; ends &= ends - 1) {
		unsigned int bit = (unsigned int)__builtin_ctzll(ends);
		size_t at = base + bit;
		struct csvin_field f = {(uint32_t)s->start, (uint32_t)(at - s->start)};

		s->start = at + 1;
		if (__builtin_expect(s->out != s->end, 1)) {
			*s->out = f;
			s->out += s->stride;
		} else {
			s->extra++;
			s->spare &= f.n == 0;
		}
		if ((row_ends >> bit & 1) == 0)
			continue;
		if (__builtin_expect(s->out == s->end && s->extra == 0 && (b->columns > 1 ||
		    (f.n > 0 && (unsigned char)b->bytes[f.at] > ' ')), 1))
			b->rows++;
		else
			end_odd_row(in, b, (size_t)(s->out - b->fields - b->rows) / s->stride + s->extra, s->spare);
		begin_row(b, s);
		if (b->rows == b->room)
			return false;
	}
	return true;
}

enum csvin_stop
csvin_scan(struct csvin *in, struct csvin_batch *b, size_t *from, size_t n)
{
	struct scanner s = {.stride = b->stride, .start = *from};
	struct quoting quoting = {0, 1, 0};
	/* A quote of 0 would match the padding; 0xFF is in no UTF-8. */
	__m128i quote = _mm_set1_epi8((char)(in->dialect.quote ? in->dialect.quote : 0xFF));
	__m128i delimiter = _mm_set1_epi8((char)csvin_delimiter(in));
	enum csvin_stop stop = STOP_END;

	begin_row(b, &s);
	for (size_t p = *from; p < n && stop == STOP_END; p += 64) {
		const __m128i *at = (const __m128i *)(b->bytes + p);
		const __m128i v[4] = {_mm_loadu_si128(at), _mm_loadu_si128(at + 1), _mm_loadu_si128(at + 2), _mm_loadu_si128(at + 3)};
		struct masks m;
		uint64_t bad, valid = n - p >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (n - p)) - 1;

		m.quote = equal(v, quote) & valid;
		m.delimiter = equal(v, delimiter) & valid;
		m.end = line_ends(v) & valid;
		uint64_t ends = resolve(&quoting, &m, &bad);

		bad &= valid;
		if (bad != 0)
			ends &= (bad & -bad) - 1;
		if (!take(in, b, &s, p, ends, m.end))
			stop = STOP_FULL;
		else if (bad != 0)
			stop = STOP_UNSURE;
	}
	*from = s.row;
	return stop;
}
