#include "share.h"

#include "line.h"
#include "mem.h"
#include "str.h"

#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef VIZ_PREFIX
#define VIZ_PREFIX "/usr/local"
#endif

static bool is_folder(const char *);

/* Adds "A/B" to the array where it is a folder. */
static jv
add_folder(jv list, const char *a, const char *b)
{
	struct str path = {0};

	str_addf(&path, "%s%s", a, b);
	if (is_folder(path.s))
		list = jv_array_append(list, jv_string(path.s));
	str_free(&path);
	return list;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder above the one that holds the running program. */
static char *
program_root(void)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (n <= 0)
		return NULL;
	self[n] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(self, '/');

		if (slash == NULL)
			return NULL;
		*slash = '\0';
	}
	return mem_strdup(self);
}

jv
share_folders(void)
{
	jv list = jv_array();
	const char *user = getenv("VIZ_SHARE");

	while (user != NULL && *user != '\0') {
		size_t n = strcspn(user, ":");
		char *one = mem_dup(user, n);

		if (n > 0)
			list = add_folder(list, one, "");
		free(one);
		user += n + (user[n] == ':');
	}
	char *root = program_root();

	/* An installed tree has PREFIX/share/vizpipe; the build tree share/. */
	if (root != NULL) {
		int before = jv_array_length(jv_copy(list));

		list = add_folder(list, root, "/share/vizpipe");
		if (jv_array_length(jv_copy(list)) == before)
			list = add_folder(list, root, "/share");
	}
	free(root);
	return add_folder(list, VIZ_PREFIX, "/share/vizpipe");
}

static bool
is_safe_name(const char *name)
{
	return name[0] != '/' && strstr(name, "..") == NULL;
}

char *
share_path(const char *name)
{
	if (!is_safe_name(name))
		return NULL;
	jv folders = share_folders();
	char *found = NULL;

	jv_array_foreach(folders, i, folder) {
		struct str path = {0};

		str_addf(&path, "%s/%s", jv_string_value(folder), name);
		if (found == NULL && access(path.s, R_OK) == 0 && !is_folder(path.s))
			found = str_take(&path);
		str_free(&path);
		jv_free(folder);
	}
	jv_free(folders);
	return found;
}

char *
share_read(const char *name, size_t *n)
{
	char *path = share_path(name);
	struct str text = {0};

	if (path == NULL)
		return NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1 || line_slurp(fd, &text, 0) != 0)
		err(2, "%s: reading it: mend or reinstall share/", path);
	close(fd);
	free(path);
	if (n != NULL)
		*n = text.n;
	return str_take(&text);
}

char *
share_need(const char *name, size_t *n)
{
	char *text = share_read(name, n);

	if (text == NULL)
		errx(2, "share/%s: not found: set VIZ_SHARE to the folder that has it, "
		    "or reinstall", name);
	return text;
}

void
share_rules(const char *file, const char *form, void (*one)(const char *name, char *parts, int line))
{
	char *text = share_need(file, NULL), *rest = text;
	int number = 0;

	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		number++;
		line[strcspn(line, "#\r")] = '\0';
		if (line[strspn(line, " \t")] == '\0')
			continue;
		char *colon = strchr(line, ':');

		if (colon == NULL)
			errx(2, "share/%s: line %d: no colon: write %s", file, number, form);
		*colon = '\0';
		one(line, colon + 1, number);
	}
	free(text);
}

/* The name without ".ext" as a key of names, where it ends so. */
static jv
add_name(jv names, const char *file, const char *ext)
{
	size_t n = strlen(file), e = strlen(ext);

	if (file[0] == '.' || n <= e + 1 || file[n - e - 1] != '.' ||
	    strcmp(file + n - e, ext) != 0)
		return names;
	return jv_object_set(names, jv_string_sized(file, (int)(n - e - 1)), jv_true());
}

jv
share_list(const char *dir, const char *ext)
{
	jv folders = share_folders(), names = jv_object();

	jv_array_foreach(folders, i, folder) {
		struct str path = {0};
		struct dirent *entry;

		str_addf(&path, "%s/%s", jv_string_value(folder), dir);
		DIR *d = opendir(path.s);

		while (d != NULL && (entry = readdir(d)) != NULL)
			names = add_name(names, entry->d_name, ext);
		if (d != NULL)
			closedir(d);
		str_free(&path);
		jv_free(folder);
	}
	jv_free(folders);
	return jv_keys(names);   /* sorted by code point */
}
