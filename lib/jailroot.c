#include "jailroot.h"

#include "digest.h"
#include "hollow.h"
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
 * asked, as ldd(1) does: with this variable it lists and runs nothing.  It looks
 * into the folder first (may be ""). */
static jv
list_files(const char *program, const char *folder)
{
	char *first = join("LD_LIBRARY_PATH=", "", folder);
	const char *argv[] = {program, NULL}, *envp[] = {"LD_TRACE_LOADED_OBJECTS=1", first, NULL};
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
	free(first);
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

/* CACHE/jail-NAME-DIGEST, which points to the folder: one for each way of being
 * lean, so that policies do not take each other's. */
static char *
link_of(const char *cache, const char *program, const struct jailroot_lean *lean)
{
	struct str s = {0}, way = {0};
	char digest[DIGEST_SIZE];

	if (cache == NULL)
		return NULL;
	str_addf(&way, "%s\n%s", lean->hollow, lean->trial != NULL ? lean->trial : "");
	digest_bytes(way.s, way.n, digest);
	str_addf(&s, "%s/jail-%s-%.8s", cache, base_name(program), strchr(digest, ':') + 1);
	str_free(&way);
	return str_take(&s);
}

/* The usr of the folder behind the link where it is as the manifest says, else NULL. */
static char *
look_up(const char *cache, const char *link, const char *program)
{
	char *folder = realpath(link, NULL), *usr = NULL;

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
place_all(const char *folder, jv files)
{
	bool good = true;

	jv_object_foreach(files, to, path) {
		char *full = join(folder, "", jv_string_value(to));

		good = good && (access(full, F_OK) == 0 || place_file(jv_string_value(path), full));
		free(full);
		jv_free(to);
		jv_free(path);
	}
	jv_free(files);
	return good;
}

/* Does one of the words begin the name? */
static bool
is_among(const char *name, const char *words)
{
	for (size_t n; *(words += strspn(words, " \t")) != '\0'; words += n) {
		n = strcspn(words, " \t");
		if (strncmp(name, words, n) == 0)
			return true;
	}
	return false;
}

/* A hollow one of the library's names; that it has none is no fault. */
static void
place_hollow(const char *from, const char *to)
{
	struct str whole = {0}, hollow = {0};
	int in = open(from, O_RDONLY | O_CLOEXEC);

	if (in >= 0 && line_slurp(in, &whole, 0) == 0 && hollow_make(whole.s, whole.n, &hollow) == NULL) {
		int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);

		if (out >= 0 && (line_write(out, hollow.s, hollow.n) == -1 || fchmod(out, 0755) == -1))
			unlink(to);
		if (out >= 0 && close(out) == -1)
			unlink(to);
	}
	if (in >= 0)
		close(in);
	str_free(&whole);
	str_free(&hollow);
}

/* Puts the hollow ones there and returns what is still loaded beside them. */
static jv
place_hollows(const char *folder, const char *program, jv files, const char *words)
{
	jv_object_foreach(files, to, path) {
		if (is_among(base_name(jv_string_value(to)), words)) {
			char *full = join(folder, "", jv_string_value(to));

			place_hollow(jv_string_value(path), full);
			free(full);
		}
		jv_free(to);
		jv_free(path);
	}
	jv_free(files);
	char *libraries = join(folder, "/", "usr/lib");
	jv left = list_files(program, libraries);

	free(libraries);
	return left;
}

/* Does the program do its trial, which it reads, with what is in the folder? */
static bool
trial_goes_well(const char *folder, const char *program, const char *trial)
{
	char *first = join("LD_LIBRARY_PATH=", folder, "/usr/lib");
	const char *argv[] = {program, NULL}, *envp[] = {first, NULL};
	struct proc_result r;

	proc_run(&(struct proc){.argv = argv, .envp = envp, .in = trial, .in_size = strlen(trial), .wall_ms = 10000,
	    .nobody = true}, &r);
	bool well = r.end == PROC_EXIT && r.code == 0 && r.out.n > 0 && r.err.n == 0;

	proc_free(&r);
	free(first);
	return well;
}

static bool
fill(const char *folder, const char *program, jv files, const struct jailroot_lean *lean)
{
	bool good = chmod(folder, 0755) == 0 && make_folder(folder, "/usr") &&
	    make_folder(folder, "/usr/bin") && make_folder(folder, "/usr/lib") && make_folder(folder, "/usr/lib64");
	jv left = lean->trial == NULL ? jv_copy(files) : place_hollows(folder, program, jv_copy(files), lean->hollow);

	good = good && place_all(folder, left) && (lean->trial == NULL || trial_goes_well(folder, program, lean->trial));
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

/* Lets the link point to folder, in one step; removes what it pointed to. */
static bool
publish(const char *link, const char *folder)
{
	char *fresh = join(folder, ".", "link"), *old = realpath(link, NULL);
	bool good = symlink(base_name(folder), fresh) == 0 && rename(fresh, link) == 0;

	if (good && old != NULL)
		remove_tree(old);
	free(fresh);
	free(old);
	return good;
}

static char *
build(const char *cache, const char *link, const char *program, jv files, const struct jailroot_lean *lean)
{
	char *folder = join(link, ".", "XXXXXX"), *usr = NULL;

	/* The cache folder's own parent must be there: we make no home. */
	bool made = mkdir(cache, 0755) == -1 || chmod(cache, 0755) == 0;

	if (made && is_trusted(cache) && mkdtemp(folder) != NULL) {
		bool filled = fill(folder, program, jv_copy(files), lean);

		/* Another may have made one meanwhile, and be in it. */
		usr = filled ? look_up(cache, link, program) : NULL;
		if (filled && usr == NULL && publish(link, folder))
			usr = join(folder, "/", "usr");
		else
			remove_tree(folder);
	}
	jv_free(files);
	free(folder);
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
jailroot_find(struct jailroot *r, const char *const *names, const struct jailroot_lean *lean)
{
	char *program = find_program(names), *own = geteuid() == 0 ? mem_strdup(SHARED_CACHE) : user_cache();

	if (program == NULL) {
		free(own);
		return join(names[0], "", " is not installed");
	}
	*r = (struct jailroot){.program = join("/usr/bin/", "", base_name(program)), .files = jv_null()};
	char *shared = link_of(SHARED_CACHE, program, lean), *mine = link_of(own, program, lean);

	r->usr = look_up(SHARED_CACHE, shared, program);
	if (r->usr == NULL && own != NULL && geteuid() != 0)
		r->usr = look_up(own, mine, program);
	if (r->usr == NULL) {
		r->files = list_files(program, "");
		if (own != NULL)
			r->usr = build(own, mine, program, jv_copy(r->files), lean);
		/* It is linked to something else here, or built in another way. */
		if (own != NULL && r->usr == NULL && lean->trial != NULL)
			r->usr = build(own, mine, program, jv_copy(r->files), &(struct jailroot_lean){lean->hollow, NULL});
	}
	free(shared);
	free(mine);
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
