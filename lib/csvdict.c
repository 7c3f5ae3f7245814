#include "csvdict.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1 << 10, CHUNK = 1 << 16 };

/* Multiply and fold, eight bytes at a time; the last up to eight are read
 * twice where they overlap, never beyond the end. */
static uint64_t
mix(uint64_t a, uint64_t b)
{
	unsigned __int128 p = (unsigned __int128)a * b;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static uint64_t
word(const char *s, size_t n)
{
	uint64_t w = 0;

	memcpy(&w, s, n);
	return w;
}

static uint32_t
hash(const char *s, size_t n)
{
	const uint64_t k = 0x9E3779B97F4A7C15U;
	uint64_t h = n * k;

	if (n >= 8) {
		for (size_t i = 0; i + 8 < n; i += 8)
			h = mix(h ^ word(s + i, 8), k);
		h = mix(h ^ word(s + n - 8, 8), k);
	} else if (n >= 4) {
		h = mix(h ^ (word(s, 4) << 32 | word(s + n - 4, 4)), k);
	} else if (n > 0) {
		h = mix(h ^ word(s, n), k);
	}
	return (uint32_t)(h >> 16);
}

static bool
same(const struct csvdict_text *t, const char *s, size_t n)
{
	return t->n == n && (n == 0 || memcmp(t->s, s, n) == 0);
}

/* The slot of the string, or the empty one where it would go. */
static size_t
place(const struct csvdict *d, const char *s, size_t n, uint32_t h)
{
	size_t i = h & d->mask;

	while (d->slots[i] != 0) {
		if (d->slots[i] >> 32 == h && same(&d->text[(uint32_t)d->slots[i] - 1], s, n))
			break;
		i = (i + 1) & d->mask;
	}
	return i;
}

static void
grow(struct csvdict *d)
{
	size_t old = d->slots == NULL ? 0 : d->mask + 1, size = old > 0 ? old * 2 : FIRST_SLOTS;
	uint64_t *slots = mem_calloc(size, sizeof *slots);

	for (size_t i = 0; i < old; i++) {
		if (d->slots[i] == 0)
			continue;
		size_t k = d->slots[i] >> 32 & (size - 1);

		while (slots[k] != 0)
			k = (k + 1) & (size - 1);
		slots[k] = d->slots[i];
	}
	free(d->slots);
	d->slots = slots;
	d->mask = size - 1;
	d->bytes += (size - old) * sizeof *slots;
}

/* A copy that stays where it is: chunks are never moved. */
static const char *
keep(struct csvdict *d, const char *s, size_t n)
{
	if (d->n_chunks == 0 || n > d->room - d->at) {
		d->room = n > CHUNK ? n : CHUNK;
		d->at = 0;
		d->chunks = mem_resize(d->chunks, d->n_chunks + 1, sizeof *d->chunks);
		d->chunks[d->n_chunks++] = mem_alloc(d->room);
		d->bytes += d->room;
	}
	char *to = d->chunks[d->n_chunks - 1] + d->at;

	if (n > 0)
		memcpy(to, s, n);
	d->at += n;
	return to;
}

uint32_t
csvdict_add(struct csvdict *d, const char *s, size_t n, bool *fresh)
{
	if (d->slots == NULL || d->count >= (d->mask + 1) / 2)
		grow(d);
	uint32_t h = hash(s, n);
	size_t i = place(d, s, n, h);

	*fresh = d->slots[i] == 0;
	if (!*fresh)
		return (uint32_t)d->slots[i] - 1;
	if (d->count == d->cap) {
		d->bytes += (d->cap > 0 ? d->cap : 256) * sizeof *d->text;
		d->cap = d->cap > 0 ? d->cap * 2 : 256;
		d->text = mem_resize(d->text, d->cap, sizeof *d->text);
	}
	d->text[d->count] = (struct csvdict_text){keep(d, s, n), (uint32_t)n};
	d->slots[i] = (uint64_t)h << 32 | (d->count + 1);
	return d->count++;
}

int64_t
csvdict_find(const struct csvdict *d, const char *s, size_t n)
{
	if (d->slots == NULL)
		return -1;
	return (int64_t)(uint32_t)d->slots[place(d, s, n, hash(s, n))] - 1;
}

size_t
csvdict_growth(const struct csvdict *d, size_t n)
{
	size_t old = d->slots == NULL ? 0 : d->mask + 1, slots = old > 0 ? old : FIRST_SLOTS;
	size_t cap = d->cap > 0 ? d->cap : 256;

	while (slots / 2 < d->count + n)
		slots *= 2;
	while (cap < d->count + n)
		cap *= 2;
	/* The old slots stay until the new ones are filled. */
	return (slots == old ? 0 : slots * sizeof *d->slots) + (cap - d->cap) * sizeof *d->text;
}

void
csvdict_free(struct csvdict *d)
{
	for (size_t i = 0; i < d->n_chunks; i++)
		free(d->chunks[i]);
	free(d->chunks);
	free(d->slots);
	free(d->text);
	*d = (struct csvdict){0};
}
