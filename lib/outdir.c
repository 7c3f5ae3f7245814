#include "outdir.h"

#include "line.h"
#include "mem.h"
#include "str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* mkdir -p */
static int
make_folders(char *path)
{
	for (char *p = path + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		int made = mkdir(path, 0777);

		*p = '/';
		if (made == -1 && errno != EEXIST)
			return -1;
	}
	return mkdir(path, 0777) == -1 && errno != EEXIST ? -1 : 0;
}

int
outdir_open(struct outdir *o, const char *path)
{
	*o = (struct outdir){.fd = -1, .path = mem_strdup(path), .names = jv_object()};
	if (*path == '\0') {
		errno = ENOENT;
		return -1;
	}
	if (make_folders(o->path) == -1)
		return -1;
	o->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (o->fd == -1)
		return -1;
	/* Who writes here shares a lock; where there are none, outdir_prune is more careful. */
	(void)flock(o->fd, LOCK_SH);
	return 0;
}

void
outdir_close(struct outdir *o)
{
	if (o->fd != -1)
		close(o->fd);
	free(o->path);
	jv_free(o->names);
	*o = (struct outdir){.fd = -1, .path = NULL, .names = jv_null()};
}

/* A new file with these bytes, whole or not at all. */
static int
write_new(int dir, const char *name, const void *bytes, size_t n)
{
	const int how = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(dir, name, how, 0666);

	/* Left by a process of our number, as containers give it again and again. */
	if (fd == -1 && errno == EEXIST && unlinkat(dir, name, 0) == 0)
		fd = openat(dir, name, how, 0666);
	if (fd == -1)
		return -1;
	int failed = line_write(fd, bytes, n) == -1 ? errno : 0;

	/* Some file systems tell only on close that there was no room. */
	if (close(fd) == -1 && failed == 0)
		failed = errno;
	if (failed == 0)
		return 0;
	unlinkat(dir, name, 0);
	errno = failed;
	return -1;
}

int
outdir_put(struct outdir *o, const char *name, const void *bytes, size_t n)
{
	struct str temp = {0};

	str_addf(&temp, ".%s.%ld", name, (long)getpid());
	int status = write_new(o->fd, temp.s, bytes, n);

	if (status == 0 && renameat(o->fd, temp.s, o->fd, name) == -1) {
		int why = errno;

		unlinkat(o->fd, temp.s, 0);
		errno = why;
		status = -1;
	}
	str_free(&temp);
	if (status == 0)
		o->names = jv_object_set(o->names, jv_string(name), jv_true());
	return status;
}

static bool
is_plain_file(int dir, const char *name)
{
	struct stat st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode);
}

/* Is this .NAME.PID of a file of ours? */
static bool
is_temp(const struct outdir *o, const char *temp, bool (*is_ours)(const char *name), const char *next)
{
	const char *dot = strrchr(temp, '.');

	if (*temp != '.' || dot <= temp + 1 || dot[1] == '\0' || dot[1 + strspn(dot + 1, "0123456789")] != '\0')
		return false;
	struct str name = {0};

	str_add(&name, temp + 1, (size_t)(dot - temp - 1));
	bool ours = is_ours(name.s) || strcmp(name.s, next) == 0 ||
	    jv_object_has(jv_copy(o->names), jv_string(name.s));

	str_free(&name);
	return ours;
}

int
outdir_prune(struct outdir *o, bool (*is_ours)(const char *name), const char *next)
{
	int fd = openat(o->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), status = 0;
	DIR *dir = fd == -1 ? NULL : fdopendir(fd);
	struct dirent *entry;
	/* Nobody else writes here: what is half written nobody will end. */
	bool alone = flock(o->fd, LOCK_EX | LOCK_NB) == 0;

	if (dir == NULL) {
		if (fd != -1)
			close(fd);
		return -1;
	}
	while ((entry = readdir(dir)) != NULL) {
		bool put = jv_object_has(jv_copy(o->names), jv_string(entry->d_name));
		bool old = !put && (is_ours(entry->d_name) || (alone && is_temp(o, entry->d_name, is_ours, next)));

		if (old && is_plain_file(o->fd, entry->d_name) &&
		    unlinkat(o->fd, entry->d_name, 0) == -1 && errno != ENOENT)
			status = -1;
	}
	closedir(dir);
	return status;
}
