/* outdir: a folder that results are put into.  Each file is written under a
 * name of its own and renamed into place, so a reader never sees half of one. */
#ifndef VIZ_OUTDIR_H
#define VIZ_OUTDIR_H

#include <jv.h>
#include <stdbool.h>
#include <stddef.h>

struct outdir {
	int fd;                    /* -1: not open */
	char *path;
	jv names;                  /* of the files put so far, as keys */
};

/* Opens the folder, making it and those above it where they are missing: 0, or
 * -1 with errno.  Close it in either case.  As long as it is open its flock(2) is
 * shared, so that outdir_prune knows whether somebody else is writing there. */
int outdir_open(struct outdir *, const char *path);
void outdir_close(struct outdir *);

/* Puts n bytes as NAME (no slash in it): 0, or -1 with errno. */
int outdir_put(struct outdir *, const char *name, const void *bytes, size_t n);

/* Done before NEXT is put, the last file: removes the plain files whose name
 * is_ours() knows and that were not put: what an earlier run left behind; and, where
 * nobody else has the folder open, what one that was killed while it wrote such a
 * file, one of those put, or NEXT, left under its own name.  0, or -1 with errno. */
int outdir_prune(struct outdir *, bool (*is_ours)(const char *name), const char *next);

#endif
