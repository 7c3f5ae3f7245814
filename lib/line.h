/* line: lines of any length from a file descriptor, and whole writes to one. */
#ifndef VIZ_LINE_H
#define VIZ_LINE_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct line_reader {
	int fd;
	bool eof;
	size_t head;            /* where the next line starts in buf */
	size_t seen;            /* up to where no newline was found */
	struct str buf;
	unsigned long number;   /* of the line last returned, from 1 */
};

/* A reader over fd, which stays the caller's. */
struct line_reader line_reader(int fd);

/* The next line without its newline: 1, with *s and *n borrowed until the next
 * call; 0 at the end; -1 with errno set.  A last line may lack its newline. */
int line_next(struct line_reader *, const char **s, size_t *n);

/* One read(2): like line_next, but 2 where no whole line is there yet.  For
 * use behind poll(2). */
int line_poll(struct line_reader *, const char **s, size_t *n);

/* Will line_poll return a line, or the end, without reading? */
bool line_ready(const struct line_reader *);

void line_free(struct line_reader *);

/* All n bytes, over short writes and EINTR: 0, or -1 with errno. */
int line_write(int fd, const void *bytes, size_t n);

/* All that is left in fd, at most cap bytes (0: no cap): 0; 1 where the cap
 * cut it; -1 with errno. */
int line_slurp(int fd, struct str *out, size_t cap);

#endif
