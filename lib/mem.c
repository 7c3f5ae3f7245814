#include "mem.h"

#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void
mem_die(void)
{
	errno = ENOMEM;
	err(3, "memory: free some or raise the limit");
}

void *
mem_alloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (p == NULL)
		mem_die();
	return p;
}

void *
mem_calloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (p == NULL)
		mem_die();
	return p;
}

void *
mem_resize(void *p, size_t count, size_t size)
{
	void *q = reallocarray(p, count ? count : 1, size ? size : 1);

	if (q == NULL)
		mem_die();
	return q;
}

char *
mem_dup(const void *p, size_t n)
{
	if (n == SIZE_MAX)
		mem_die();
	char *q = mem_alloc(n + 1);

	if (n > 0)
		memcpy(q, p, n);
	q[n] = '\0';
	return q;
}

char *
mem_strdup(const char *s)
{
	return mem_dup(s, strlen(s));
}
