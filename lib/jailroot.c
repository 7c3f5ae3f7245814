#include "jailroot.h"

#include "line.h"
#include "mem.h"
#include "proc.h"
#include "str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHARED_CACHE "/var/cache/vizpipe"
#define LOADER_CACHE "/etc/ld.so.cache"

static char *
join(const char *a, const char *between, const char *b)
{
	struct str s = {0};

	str_adds(&s, a);
	str_adds(&s, between);
	str_adds(&s, b);
	return str_take(&s);
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* ---- the program, and what it loads */

/* The real path of the first of names that PATH has. */
static char *
find_program(const char *const *names)
{
	char *found = NULL, *real = NULL;

	while (*names != NULL && found == NULL)
		found = proc_find(*names++);
	if (found != NULL)
		real = realpath(found, NULL);
	free(found);
	return real;
}

/* One line of the loader's list: "\tNAME => PATH (0x…)" or "\tPATH (0x…)", the
 * loader itself, which must be at the very path that the program names. */
static jv
add_library(jv files, char *line)
{
	char *name = line + strspn(line, "\t "), *arrow = strstr(name, " => "), *path = name;
	char *end = strstr(name, " (0x");

	if (end == NULL)
		return files;
	*end = '\0';
	if (arrow != NULL) {
		*arrow = '\0';
		path = arrow + 4;
	}
	if (path[0] != '/')           /* the kernel's own (linux-vdso) */
		return files;
	char *to = arrow != NULL ? join("/usr/lib/", "", base_name(name))
	    : join(strncmp(path, "/usr/", 5) == 0 ? "" : "/usr", "", path);

	files = jv_object_set(files, jv_string(to), jv_string(path));
	free(to);
	return files;
}

/* {"/usr/bin/NAME": program, "/usr/lib/…": library, …}: the dynamic loader is
 * asked, as ldd(1) does: with this variable it lists and runs nothing. */
static jv
list_files(const char *program)
{
	const char *argv[] = {program, NULL}, *envp[] = {"LD_TRACE_LOADED_OBJECTS=1", NULL};
	struct proc_result r;
	char *to = join("/usr/bin/", "", base_name(program));
	jv files = jv_object_set(jv_object(), jv_string(to), jv_string(program));

	free(to);
	proc_run(&(struct proc){.argv = argv, .envp = envp, .wall_ms = 10000}, &r);
	if (r.end == PROC_EXIT && r.code == 0) {
		char *rest, *line = strtok_r(r.out.s, "\n", &rest);

		for (; line != NULL; line = strtok_r(NULL, "\n", &rest))
			files = add_library(files, line);
	}
	proc_free(&r);
	return files;
}

/* ---- the manifest: what a folder was made from: {"/path": "SIZE TIME", …} */

static jv
stamp(const char *path)
{
	struct stat st;
	struct str s = {0};

	if (stat(path, &st) == -1)
		return jv_null();
	str_addf(&s, "%lld %lld.%09ld", (long long)st.st_size, (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	jv v = jv_string(s.s);

	str_free(&s);
	return v;
}

static jv
manifest_of(jv files)
{
	/* A new library may hide one of the same name: then the cache changes. */
	jv m = jv_object_set(jv_object(), jv_string(LOADER_CACHE), stamp(LOADER_CACHE));

	jv_object_foreach(files, to, path) {
		m = jv_object_set(m, jv_copy(path), stamp(jv_string_value(path)));
		jv_free(to);
		jv_free(path);
	}
	jv_free(files);
	return m;
}

static bool
manifest_holds(jv m, const char *program)
{
	bool holds = jv_get_kind(m) == JV_KIND_OBJECT &&
	    jv_object_has(jv_copy(m), jv_string(program));

	if (holds)
		jv_object_foreach(m, path, was) {
			jv now = stamp(jv_string_value(path));

			holds = holds && jv_equal(now, was);
			jv_free(path);
		}
	jv_free(m);
	return holds;
}

static jv
manifest_read(const char *folder)
{
	char *path = join(folder, "/", "manifest");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct str text = {0};
	jv m = jv_null();

	free(path);
	if (fd == -1)
		return m;
	if (line_slurp(fd, &text, 1 << 20) == 0 && text.n > 0)
		m = jv_parse_sized(text.s, (int)text.n);
	close(fd);
	str_free(&text);
	return m;
}

/* ---- the folder */

/* Only root or we can have put something there. */
static bool
is_trusted(const char *folder)
{
	struct stat st;

	return lstat(folder, &st) == 0 && S_ISDIR(st.st_mode) && (st.st_mode & 022) == 0 &&
	    (st.st_uid == 0 || st.st_uid == geteuid());
}

/* The folder behind CACHE/NAME where it is as the manifest says, else NULL. */
static char *
look_up(const char *cache, const char *program)
{
	char *link = join(cache, "/jail-", base_name(program)), *folder = realpath(link, NULL), *usr = NULL;

	free(link);
	if (folder != NULL && is_trusted(cache) && is_trusted(folder) &&
	    manifest_holds(manifest_read(folder), program))
		usr = join(folder, "/", "usr");
	free(folder);
	return usr;
}

static bool
copy_bytes(int from, int to)
{
	ssize_t n;

	while ((n = sendfile(to, from, NULL, 1 << 30)) > 0)
		;
	return n == 0;
}

/* A hard link where we may (then the file is not to be touched), else a copy. */
static bool
place_file(const char *from, const char *to)
{
	char *real = realpath(from, NULL);
	bool placed = real != NULL && geteuid() == 0 && link(real, to) == 0;

	free(real);
	if (placed)
		return true;
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);

	placed = in >= 0 && out >= 0 && copy_bytes(in, out) && fchmod(out, 0755) == 0;
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) == -1)
		placed = false;
	return placed;
}

static bool
make_folder(const char *a, const char *b)
{
	char *path = join(a, "", b);
	bool made = mkdir(path, 0755) == 0 && chmod(path, 0755) == 0;

	free(path);
	return made;
}

static bool
write_manifest(const char *folder, jv files)
{
	char *path = join(folder, "/", "manifest");
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	jv text = jv_dump_string(manifest_of(files), 0);
	bool good = fd >= 0 && line_write(fd, jv_string_value(text), strlen(jv_string_value(text))) == 0 &&
	    fchmod(fd, 0644) == 0;

	if (fd >= 0 && close(fd) == -1)
		good = false;
	jv_free(text);
	free(path);
	return good;
}

static bool
fill(const char *folder, jv files)
{
	bool good = chmod(folder, 0755) == 0 && make_folder(folder, "/usr") &&
	    make_folder(folder, "/usr/bin") && make_folder(folder, "/usr/lib") && make_folder(folder, "/usr/lib64");

	jv_object_foreach(files, to, path) {
		char *full = join(folder, "", jv_string_value(to));

		good = good && place_file(jv_string_value(path), full);
		free(full);
		jv_free(to);
		jv_free(path);
	}
	return write_manifest(folder, files) && good;
}

static void
remove_tree(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		char *full = join(path, "/", e->d_name);

		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && unlink(full) == -1)
			remove_tree(full);
		free(full);
	}
	if (d != NULL)
		closedir(d);
	rmdir(path);
}

/* Lets CACHE/NAME point to folder, in one step; removes what it pointed to. */
static bool
publish(const char *cache, const char *program, const char *folder)
{
	char *link = join(cache, "/jail-", base_name(program)), *fresh = join(folder, ".", "link");
	char *old = realpath(link, NULL);
	bool good = symlink(base_name(folder), fresh) == 0 && rename(fresh, link) == 0;

	if (good && old != NULL)
		remove_tree(old);
	free(link);
	free(fresh);
	free(old);
	return good;
}

static char *
build(const char *cache, const char *program, jv files)
{
	struct str folder = {0};
	char *usr = NULL;

	/* The cache folder's own parent must be there: we make no home. */
	if (mkdir(cache, 0755) == 0 && chmod(cache, 0755) == -1)
		return NULL;
	str_addf(&folder, "%s/jail-%s.XXXXXX", cache, base_name(program));
	if (is_trusted(cache) && mkdtemp(folder.s) != NULL) {
		if (fill(folder.s, jv_copy(files)) && publish(cache, program, folder.s))
			usr = join(folder.s, "/", "usr");
		else
			remove_tree(folder.s);
	}
	jv_free(files);
	str_free(&folder);
	return usr;
}

static char *
user_cache(void)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (xdg != NULL && xdg[0] == '/')
		return join(xdg, "/", "vizpipe");
	if (home == NULL || home[0] != '/')
		return NULL;
	char *dot = join(home, "/", ".cache");

	if (mkdir(dot, 0700) == -1 && errno != EEXIST) {
		free(dot);
		return NULL;
	}
	char *own = join(dot, "/", "vizpipe");

	free(dot);
	return own;
}

/* Root shares its folder with all (its jails run as nobody, who cannot look
 * into root's home); others use that one, or keep their own. */
char *
jailroot_find(struct jailroot *r, const char *const *names)
{
	char *program = find_program(names), *own = geteuid() == 0 ? mem_strdup(SHARED_CACHE) : user_cache();

	if (program == NULL) {
		free(own);
		return join(names[0], "", " is not installed");
	}
	*r = (struct jailroot){.program = join("/usr/bin/", "", base_name(program)), .files = jv_null()};
	r->usr = look_up(SHARED_CACHE, program);
	if (r->usr == NULL && own != NULL && geteuid() != 0)
		r->usr = look_up(own, program);
	if (r->usr == NULL) {
		r->files = list_files(program);
		if (own != NULL)
			r->usr = build(own, program, jv_copy(r->files));
	}
	free(program);
	free(own);
	return NULL;
}

void
jailroot_free(struct jailroot *r)
{
	free(r->program);
	free(r->usr);
	jv_free(r->files);
}
