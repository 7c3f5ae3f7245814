#include "once.h"

size_t
once_add(int *list, size_t n, size_t most, int v)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == v)
			return n;
	if (n < most)
		list[n++] = v;
	return n;
}
