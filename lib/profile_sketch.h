/* profile_sketch: what is kept of values too many to keep: how many differ,
 * where the quantiles lie, which few to show.  All are functions of the values
 * and their order alone. */
#ifndef VIZ_PROFILE_SKETCH_H
#define VIZ_PROFILE_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* ---- hashes: well mixed, never 0; no defence against a forger */

static inline uint64_t
sketch_fold(uint64_t a, uint64_t b)
{
	unsigned __int128 m = (unsigned __int128)a * b;

	return (uint64_t)m ^ (uint64_t)(m >> 64);
}

static inline uint64_t
sketch_load(const char *s)
{
	uint64_t v;

	memcpy(&v, s, sizeof v);
	return v;
}

/* Of n > 0 bytes; eight more must be readable behind them.  Up to sixteen
 * there is no branch to guess wrong. */
static inline uint64_t
sketch_hash(const char *s, size_t n)
{
	uint64_t seed = 0x9E3779B97F4A7C15u ^ n;

	for (; __builtin_expect(n > 16, 0); s += 16, n -= 16)
		seed = sketch_fold(sketch_load(s) ^ 0xA0761D6478BD642Fu, sketch_load(s + 8) ^ seed);
	uint64_t mask = n < 8 ? (UINT64_C(1) << 8 * n) - 1 : ~UINT64_C(0);
	const char *end = n < 8 ? s : s + n - 8;
	uint64_t a = sketch_load(s) & mask, b = sketch_load(end) & mask;
	uint64_t h = sketch_fold(a ^ 0xE7037ED1A0B428DBu, b ^ seed);

	h = sketch_fold(h ^ 0x8EBC6AF09C88C6E3u, 0x589965CC75374CC3u);
	return h != 0 ? h : 1;
}

/* Of a number; 0 and -0 are one. */
static inline uint64_t
sketch_hash_number(double d)
{
	uint64_t bits;

	d += 0.0;
	memcpy(&bits, &d, sizeof bits);
	bits = sketch_fold(bits ^ 0x9E3779B97F4A7C15u, 0xE7037ED1A0B428DBu);
	bits = sketch_fold(bits ^ 0x8EBC6AF09C88C6E3u, 0x589965CC75374CC3u);
	return bits != 0 ? bits : 1;
}

/* ---- how many differ: HyperLogLog of 2^16 registers */

enum { SKETCH_P = 16 };

struct sketch_distinct {
	uint8_t at[1 << SKETCH_P];
};

static inline void
sketch_distinct_add(struct sketch_distinct *d, uint64_t hash)
{
	size_t i = hash >> (64 - SKETCH_P);
	uint64_t rest = hash << SKETCH_P | UINT64_C(1) << (SKETCH_P - 1);
	uint8_t rank = (uint8_t)(__builtin_clzll(rest) + 1);

	if (rank > d->at[i])
		d->at[i] = rank;
}

/* Ertl's estimator: no bias to be corrected by tables, at any count. */
double sketch_distinct_count(const struct sketch_distinct *);

/* ---- where the quantiles lie: 512 buckets for each power of two */

enum { SKETCH_OCTAVES = 2 * 128, SKETCH_BUCKETS = 512 };

struct sketch_spread {
	uint64_t *octave[SKETCH_OCTAVES];  /* by sign and exponent, made when needed */
	uint64_t zeros, count;
};

uint64_t *sketch_octave(struct sketch_spread *, size_t octave);

static inline void
sketch_spread_add(struct sketch_spread *s, double d, uint64_t times)
{
	uint64_t bits;

	memcpy(&bits, &d, sizeof bits);
	int exponent = (int)(bits >> 52 & 0x7FF) - 1023;

	s->count += times;
	/* Less than 2^-64 is zero here, more than 2^63 is the last octave. */
	if (exponent < -64) {
		s->zeros += times;
		return;
	}
	size_t octave = (size_t)(exponent > 63 ? 127 : exponent + 64) | (bits >> 63) << 7;
	uint64_t *at = s->octave[octave];

	if (at == NULL)
		at = sketch_octave(s, octave);
	at[bits >> 43 & (SKETCH_BUCKETS - 1)] += times;
}

/* The value below which a share q of the values lies (within 0.1 %). */
double sketch_quantile(const struct sketch_spread *, double q);

/* Calls f for each bucket that holds something, in rising order. */
void sketch_spread_each(const struct sketch_spread *, void (*f)(double low, double high, uint64_t count, void *ctx), void *ctx);
void sketch_spread_free(struct sketch_spread *);

/* ---- which few to show: the values of the least hashes, a fair sample of the
 * distinct values */

enum { SKETCH_SHOWN = 32, SKETCH_TEXT = 104 };

struct sketch_shown {
	uint64_t most;             /* of the hashes kept, once full */
	size_t n;
	struct {
		uint64_t hash;
		double number;
		uint32_t len;
		char text[SKETCH_TEXT];
	} at[SKETCH_SHOWN];
};

void sketch_shown_put(struct sketch_shown *, uint64_t hash, const char *s, size_t n, double number);

static inline void
sketch_shown_add(struct sketch_shown *k, uint64_t hash, const char *s, size_t n, double number)
{
	if (k->n < SKETCH_SHOWN || hash < k->most)
		sketch_shown_put(k, hash, s, n, number);
}

/* ---- mean and spread */

struct sketch_moments {
	double n, mean, m2, min, max;
};

/* Adds a value times over, or n values at once (none may be NaN). */
void sketch_moments_add(struct sketch_moments *, double value, double times);
void sketch_moments_many(struct sketch_moments *, const double *values, size_t n);

#endif
