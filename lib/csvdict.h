/* csvdict: distinct byte strings, numbered from 0 as they first come. */
#ifndef VIZ_CSVDICT_H
#define VIZ_CSVDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csvdict_text {
	const char *s;             /* stays where it is until csvdict_free */
	uint32_t n;
};

/* Zero-initialise. */
struct csvdict {
	struct csvdict_text *text; /* by number */
	uint32_t count;
	size_t bytes;              /* of memory in use, about */
	/* its own */
	uint64_t *slots;           /* hash in the high half, number + 1 in the low */
	size_t mask, cap;
	char **chunks;
	size_t n_chunks, at, room;
};

/* The number of n bytes; *fresh where they had none before. */
uint32_t csvdict_add(struct csvdict *, const char *s, size_t n, bool *fresh);

/* The same without adding: -1 where they are not there. */
int64_t csvdict_find(const struct csvdict *, const char *s, size_t n);

/* Bytes more that it may come to take while n strings are added. */
size_t csvdict_growth(const struct csvdict *, size_t n);

void csvdict_free(struct csvdict *);

#endif
