/* inflate: gzip unpacked piece by piece (zlib). */
#ifndef VIZ_INFLATE_H
#define VIZ_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

struct inflate;

struct inflate *inflate_new(void);
void inflate_free(struct inflate *);

/* Unpacks from [*in, *in + *in_n) into out: how many bytes came; moves *in on.
 * Members behind one another are one text, zeros behind the last are ignored.
 * *bad where the data is damaged. */
size_t inflate_some(struct inflate *, const char **in, size_t *in_n, char *out, size_t cap, bool *bad);

/* Does the text end with a whole member: false where the file was cut. */
bool inflate_whole(const struct inflate *);

#endif
