#include "filter_own.h"

#include "event.h"
#include "line.h"
#include "mem.h"
#include "share.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool filter_environment_failed, filter_partly_done;

void
filter_environment(void)
{
	filter_environment_failed = true;
}

void
filter_partly(void)
{
	filter_partly_done = true;
}

void
filter_warn(const char *name, const char *fmt, ...)
{
	struct str b = {0};
	va_list ap;

	str_addf(&b, "%s: ", name);
	va_start(ap, fmt);
	str_vaddf(&b, fmt, ap);
	va_end(ap);
	str_addc(&b, '\n');
	/* One write, so that lines of stages side by side do not mix. */
	/* Where nobody reads stderr, what matters is in the stream, too. */
	(void)line_write(STDERR_FILENO, b.s, b.n);
	str_free(&b);
}

int
filter_close(const char *name, int status)
{
	if (fflush(stdout) == EOF || ferror(stdout) || close(STDOUT_FILENO) == -1) {
		filter_warn(name, "writing stdout: %s: make room and run again", strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	return status;
}

/* ---- what the stage made before: $VIZ_OLD */

static int old_fd = -1;

static void
open_old(void)
{
	const char *path = getenv("VIZ_OLD");

	if (path != NULL && old_fd == -1)
		old_fd = open(path, O_RDONLY | O_CLOEXEC);
}

/* id: value of the key, of all charts there.  What cannot be read is made anew. */
static jv
read_old(const char *key)
{
	jv old = jv_object();
	const char *s;
	size_t n;

	open_old();
	if (old_fd == -1)
		return old;
	struct line_reader in = line_reader(old_fd);

	while (line_next(&in, &s, &n) == 1) {
		struct rec r;

		if (rec_parse(&r, s, n) == NULL && strcmp(rec_kind(&r), "chart") == 0)
			old = jv_object_set(old, jv_string(rec_id(&r)), rec_get(&r, key));
		rec_free(&r);
	}
	line_free(&in);
	close(old_fd);
	old_fd = -1;
	return old;
}

void
filter_promise(const char *name, const struct self *s)
{
	struct self mine = *s;
	jv folders = s->share ? share_folders() : jv_array();
	size_t own = 0, n = (size_t)jv_array_length(jv_copy(folders));

	while (s->read != NULL && s->read[own] != NULL)
		own++;
	const char **read = mem_calloc(own + n + 3, sizeof *read);

	for (size_t i = 0; i < own; i++)
		read[i] = s->read[i];
	jv_array_foreach(folders, i, folder) {
		read[own + (size_t)i] = jv_string_value(folder);
		jv_free(folder);       /* folders holds it still */
	}
	if (s->converters) {
		read[own + n] = "/usr/lib";
		read[own + n + 1] = "/lib";
	}
	if (read[0] != NULL)
		mine.read = read;
	/* These open the log and the old stream, which must be before the promise. */
	open_old();
	event_emit(name, "", "promise", jv_null());
	const char *lacking = self_promise(&mine);

	if (lacking != NULL)
		event_emit(name, "", "promise-lacks", JV_OBJECT(jv_string("what"), jv_string(lacking)));
	free(read);
	jv_free(folders);
}

static struct loop *running;

void
filter_emit(jv object)
{
	struct loop alone = {.f = &(struct filter){.name = program_invocation_short_name}, .out = STDOUT_FILENO};

	loop_emit(running != NULL ? running : &alone, object);
	if (alone.stream_broken)
		exit(EXIT_ENVIRONMENT);
}

int
filter_run(const struct filter *f)
{
	struct loop l = loop_new(f, STDIN_FILENO, STDOUT_FILENO);
	int status = EXIT_DONE;
	double start = event_ms();

	signal(SIGPIPE, SIG_IGN);
	running = &l;
	jv_free(l.old);
	l.old = read_old(f->key);
	loop_run(&l);
	if (f->end != NULL)
		status = f->end(&l.data, f->ctx);
	running = NULL;
	event_emit(f->name, "", "end", JV_OBJECT(jv_string("ms"), jv_number(event_ms() - start)));
	if ((l.some_failed || filter_partly_done) && status == EXIT_DONE)
		status = EXIT_SOME_FAILED;
	if (l.environment_failed || filter_environment_failed || l.stream_broken)
		status = EXIT_ENVIRONMENT;
	bool broken = l.stream_broken;

	loop_free(&l);
	return broken ? status : filter_close(f->name, status);
}
