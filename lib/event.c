#include "event.h"

#include <err.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

double
event_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
log_fd(void)
{
	static int fd = -2;

	if (fd == -2) {
		const char *path = getenv("VIZ_EVENTS");

		fd = path == NULL || *path == '\0' ? -1
		    : open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
		if (fd == -1 && path != NULL && *path != '\0')
			warn("events: %s: make it writable or unset VIZ_EVENTS", path);
	}
	return fd;
}

static jv
spell(jv event)
{
	return jv_string_concat(jv_dump_string(event, 0), jv_string("\n"));
}

void
event_emit(const char *stage, const char *id, const char *event, jv more)
{
	enum { WHOLE = 4096 };
	static bool warned;
	struct timespec now;

	if (log_fd() < 0) {
		jv_free(more);
		return;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	const char *run = getenv("VIZ_RUN_ID");
	jv o = JV_OBJECT(jv_string("ts"), jv_number((double)now.tv_sec + trunc((double)now.tv_nsec / 1e6) / 1e3),
	    jv_string("run"), run != NULL ? jv_string(run) : jv_null(),
	    jv_string("stage"), jv_string(stage), jv_string("id"), jv_string(id),
	    jv_string("event"), jv_string(event));

	if (jv_get_kind(more) != JV_KIND_OBJECT) {
		jv_free(more);
		more = jv_object();
	}
	jv text = spell(jv_object_merge(jv_copy(o), more));

	if (jv_string_length_bytes(jv_copy(text)) > WHOLE) {
		jv_free(text);
		text = spell(jv_object_set(jv_copy(o), jv_string("cut"), jv_true()));
	}
	jv_free(o);
	ssize_t n = jv_string_length_bytes(jv_copy(text));

	if (write(log_fd(), jv_string_value(text), (size_t)n) != n && !warned) {
		warned = true;
		warn("events: an event was lost: make room or unset VIZ_EVENTS");
	}
	jv_free(text);
}
