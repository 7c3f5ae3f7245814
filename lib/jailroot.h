/* jailroot: the folder that a jail has for its /usr: one program and the
 * libraries that it loads, nothing else.
 *
 * Mounting some eighty files one by one takes longer than gnuplot takes to
 * draw, so the folder is made once (hard links where we may, else copies) and
 * kept: in /var/cache/vizpipe by root, who makes it for all, else in the
 * user's own $XDG_CACHE_HOME/vizpipe.  It is made anew when a file that it
 * was made from has changed.  A folder that others may write to is not used.
 * Where none can be kept the files are mounted one by one, as they are. */
#ifndef VIZ_JAILROOT_H
#define VIZ_JAILROOT_H

#include <jv.h>

struct jailroot {
	char *program;             /* its path in the jail: "/usr/bin/NAME" */
	char *usr;                 /* the folder to mount at /usr; NULL: mount files */
	jv files;                  /* where usr is NULL: {"/usr/lib/NAME": "/path/outside", …} */
};

/* Libraries that the program is linked to and does not need: in the folder they
 * are hollow (hollow.h), and what only they load is not there.  Where the program
 * fails at its trial then, or says nothing, the folder holds all as it is. */
struct jailroot_lean {
	const char *hollow;        /* how their names begin, by blanks: "libgd.so libpango" */
	const char *trial;         /* what the program is given to read; NULL: nothing is hollow */
};

/* For the first of names (NULL-ended) that PATH has.  NULL, or why not (to be
 * freed): then there is nothing to free in *r. */
char *jailroot_find(struct jailroot *r, const char *const *names, const struct jailroot_lean *);
void jailroot_free(struct jailroot *);

#endif
