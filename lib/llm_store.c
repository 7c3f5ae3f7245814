#include "llm_store.h"

#include "line.h"
#include "outdir.h"
#include "str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FILE_MOST = 16 << 20, SHORT = 16 };

static const char *
folder(const char *variable)
{
	const char *path = getenv(variable);

	return path != NULL && *path != '\0' ? path : NULL;
}

bool
store_replays(void)
{
	return folder("VIZ_REPLAY") != NULL;
}

/* The digits of "xxh128:…". */
static const char *
digits(const char *key)
{
	const char *colon = strchr(key, ':');

	return colon != NULL ? colon + 1 : key;
}

/* The object in a file younger than ttl_s (0: of any age), or jv_null(). */
static jv
read_object(const char *path, long ttl_s)
{
	struct str text = {0};
	struct stat st;
	jv v = jv_null();
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return v;
	if (fstat(fd, &st) == 0 && (ttl_s == 0 || time(NULL) - st.st_mtime < ttl_s) &&
	    line_slurp(fd, &text, FILE_MOST) == 0 && text.n > 0 && str_utf8(text.s, text.n) == text.n)
		v = jv_parse_sized(text.s, (int)text.n);
	close(fd);
	str_free(&text);
	if (jv_get_kind(v) == JV_KIND_OBJECT)
		return v;
	jv_free(v);
	return jv_null();
}

/* NULL, or why the object (consumed) could not be put. */
static const char *
put(const char *dir, const char *name, jv object, int how)
{
	struct outdir o;
	jv text = jv_string_concat(jv_dump_string(object, how | JV_PRINT_SORTED), jv_string("\n"));
	const char *why = NULL;

	if (outdir_open(&o, dir) == -1 ||
	    outdir_put(&o, name, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text))) == -1)
		why = strerror(errno);
	outdir_close(&o);
	jv_free(text);
	return why;
}

/* ---- record and replay */

/* "code-0123456789abcdef.json": short, for they stand in a repository. */
static void
add_name(struct str *b, const char *task, const char *key)
{
	str_addf(b, "%s-%.*s.json", task, (int)SHORT, digits(key));
}

jv
store_replay(const char *task, const char *key)
{
	struct str path = {0};

	str_addf(&path, "%s/", folder("VIZ_REPLAY"));
	add_name(&path, task, key);
	jv reply = read_object(path.s, 0);

	str_free(&path);
	return reply;
}

const char *
store_record(const char *task, const char *key, jv reply)
{
	const char *dir = folder("VIZ_RECORD"), *why = NULL;
	struct str name = {0};

	add_name(&name, task, key);
	if (dir != NULL)
		why = put(dir, name.s, jv_copy(reply), JV_PRINT_PRETTY | JV_PRINT_SPACE1);
	str_free(&name);
	jv_free(reply);
	return why;
}

/* ---- the cache */

bool
store_folder(struct str *path)
{
	const char *base = folder("XDG_CACHE_HOME"), *home = folder("HOME");

	if (base == NULL && home == NULL)
		return false;
	str_adds(path, base != NULL ? base : home);
	if (base == NULL)
		str_adds(path, "/.cache");
	mkdir(path->s, 0700);
	str_adds(path, "/vizpipe");
	/* Answers tell of the user's data: nobody else reads them. */
	mkdir(path->s, 0700);
	str_adds(path, "/llm");
	mkdir(path->s, 0700);
	return true;
}

/* The folder of the keys that begin alike; false where there is none. */
static bool
cache_folder(struct str *path, const char *key)
{
	if (!store_folder(path))
		return false;
	str_addf(path, "/%.2s", digits(key));
	return true;
}

jv
store_cached(const char *key, long ttl_s)
{
	struct str path = {0};
	jv reply = jv_null();

	if (cache_folder(&path, key)) {
		str_addf(&path, "/%s.json", digits(key));
		reply = read_object(path.s, ttl_s);
	}
	str_free(&path);
	return reply;
}

void
store_cache(const char *key, jv reply)
{
	struct str path = {0}, name = {0};

	str_addf(&name, "%s.json", digits(key));
	if (cache_folder(&path, key))
		(void)put(path.s, name.s, jv_copy(reply), 0);
	jv_free(reply);
	str_free(&name);
	str_free(&path);
}
