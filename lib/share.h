/* share: the text files that hold what the programs know.  A file is looked
 * for in each folder of $VIZ_SHARE (colon-separated: a user's own files hide
 * ours one by one), then in share/ beside the program's bin/ (the build tree),
 * share/vizpipe there (installed), and last in the compiled-in folder. */
#ifndef VIZ_SHARE_H
#define VIZ_SHARE_H

#include <jv.h>
#include <stddef.h>

/* The path of "charts/bar.gp", or NULL.  The caller frees it. */
char *share_path(const char *name);

/* The text of a file, or NULL where it is not there.  Names with ".." or a
 * leading "/" are never there.  The caller frees it; *n may be NULL. */
char *share_read(const char *name, size_t *n);

/* The same for files that must be there: a message and exit 2. */
char *share_need(const char *name, size_t *n);

/* Calls one() for each rule of a file that must be there: a line "NAME: PART,
 * PART …", "#" begins a comment; parts may be written over.  A line without a
 * colon ends the program with status 2 and says form ("NAME: chart TYPE"). */
void share_rules(const char *file, const char *form, void (*one)(const char *name, char *parts, int line));

/* The names, without folder and ending, of all files dir/NAME.ext that
 * share_read would find, sorted: an array of strings. */
jv share_list(const char *dir, const char *ext);

/* The folders searched, in order, for jq's include path: array of strings. */
jv share_folders(void);

#endif
