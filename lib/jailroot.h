/* jailroot: the folder that a jail has for its /usr: one program and the
 * libraries that it loads, nothing else.
 *
 * Mounting some eighty files one by one takes longer than gnuplot takes to
 * draw, so the folder is made once (hard links where we may, else copies) and
 * kept: in /var/cache/vizpipe by root, who makes it for all, else in the
 * user's own $XDG_CACHE_HOME/vizpipe.  It is made anew when a file that it
 * was made from has changed.  A folder that others may write to is not used.
 * Where none can be kept the files are mounted one by one. */
#ifndef VIZ_JAILROOT_H
#define VIZ_JAILROOT_H

#include <jv.h>

struct jailroot {
	char *program;             /* its path in the jail: "/usr/bin/NAME" */
	char *usr;                 /* the folder to mount at /usr; NULL: mount files */
	jv files;                  /* where usr is NULL: {"/usr/lib/NAME": "/path/outside", …} */
};

/* For the first of names (NULL-ended) that PATH has.  NULL, or why not (to be
 * freed): then there is nothing to free in *r. */
char *jailroot_find(struct jailroot *r, const char *const *names);
void jailroot_free(struct jailroot *);

#endif
