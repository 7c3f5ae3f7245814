/* self: promises about oneself.  A filter that has opened its files gives up
 * what it will not need, for good, and so do the workers that it forks later:
 * files by Landlock, everything else by a seccomp filter (share/policy/self).
 *
 * Whatever happens, nothing can be executed, traced, mounted or loaded
 * afterwards, and no core dump is written.  Files that are open stay open.  Use filter_promise (filter.h)
 * in a filter. */
#ifndef VIZ_SELF_H
#define VIZ_SELF_H

#include <stdbool.h>

struct self {
	const char *const *read;   /* files and folders to read, NULL-ended; NULL: none */
	const char *const *write;  /* files and folders to write, make and remove in; NULL: none */
	bool network;              /* may resolve names and connect by TCP and UDP */
	/* for filter_promise, which then adds to read: */
	bool share;                /* the folders of share/ */
	bool converters;           /* where iconv(3) finds what it loads for the first text that asks */
};

/* NULL where all of it holds from now on; else what does not ("this kernel
 * has no Landlock: files are not held back"; static text).  Paths that are not
 * there are passed over.  May be called again to give up more. */
const char *self_promise(const struct self *);

/* For .read of a program that uses the network: the files of name resolution
 * and of the certificates. */
extern const char *const self_network_files[];

/* For .read of a program that draws text: the machine's fonts. */
extern const char *const self_font_files[];

#endif
