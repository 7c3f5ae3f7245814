#include "llm_budget.h"

#include "event.h"
#include "line.h"
#include "mem.h"
#include "rec.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

/* In memory that the workers share. */
struct spent {
	atomic_long calls, tokens, most;   /* most: of the calls not answered yet */
	atomic_long number;
};

struct budget {
	char *stage;
	long calls, tokens;
	struct spent *spent;
};

struct budget *
budget_new(const char *stage, long calls, long tokens)
{
	struct budget *b = mem_calloc(1, sizeof *b);

	b->stage = mem_strdup(stage);
	b->calls = calls;
	b->tokens = tokens;
	b->spent = mmap(NULL, sizeof *b->spent, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (b->spent == MAP_FAILED)
		mem_die();
	return b;
}

void
budget_free(struct budget *b)
{
	if (b == NULL)
		return;
	munmap(b->spent, sizeof *b->spent);
	free(b->stage);
	free(b);
}

/* ---- what the whole run has spent */

static bool
same_run(jv event)
{
	const char *run = getenv("VIZ_RUN_ID"), *its = jv_text(event, "run");

	return run == NULL || *run == '\0' || (its != NULL && strcmp(its, run) == 0);
}

static void
count_event(const char *line, size_t n, struct spent *s)
{
	bool send = memmem(line, n, "\"event\":\"send\"", 14) != NULL;
	bool answer = memmem(line, n, "\"event\":\"answer\"", 16) != NULL;

	if (!send && !answer)
		return;
	jv e = jv_parse_sized(line, (int)n);

	if (jv_get_kind(e) == JV_KIND_OBJECT && same_run(e)) {
		s->calls += send;
		s->most += (long)jv_num(e, "tokens_most", 0) * (send ? 1 : -1);
		s->tokens += (long)jv_num(e, "tokens", 0);
	}
	jv_free(e);
}

static void
count_file(int fd, struct spent *s)
{
	struct line_reader r = line_reader(fd);
	const char *line;
	size_t n;

	while (line_next(&r, &line, &n) == 1)
		count_event(line, n, s);
	line_free(&r);
}

/* The event file, locked against other stages; -1 where there is none. */
static int
lock_events(void)
{
	const char *path = getenv("VIZ_EVENTS");
	int fd = path != NULL && *path != '\0' ? open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0666) : -1;

	if (fd != -1)
		flock(fd, LOCK_EX);
	return fd;
}

static bool
is_spent(const struct budget *b, struct spent *s)
{
	return (b->calls > 0 && s->calls >= b->calls) || (b->tokens > 0 && s->tokens + s->most >= b->tokens);
}

long
budget_send(struct budget *b, const char *id, long tokens, jv more)
{
	struct spent all = {0}, *s = b->spent;
	bool limited = b->calls > 0 || b->tokens > 0;
	int fd = limited ? lock_events() : -1;

	if (fd != -1) {
		count_file(fd, &all);
		s = &all;
	}
	bool over = limited && is_spent(b, s);
	long number = over ? 0 : ++b->spent->number;

	if (over) {
		jv_free(more);
	} else {
		b->spent->calls++;
		b->spent->most += tokens;
		more = jv_object_set(more, jv_string("call"), jv_number((double)number));
		event_emit(b->stage, id, "send", jv_object_set(more, jv_string("tokens_most"), jv_number((double)tokens)));
	}
	if (fd != -1)
		close(fd);
	return number;
}

void
budget_answer(struct budget *b, const char *id, long call, long tokens, jv more)
{
	jv most = jv_at(more, "tokens_most");

	if (jv_get_kind(most) == JV_KIND_NUMBER)
		b->spent->most -= (long)jv_number_value(most);
	jv_free(most);
	b->spent->tokens += tokens;
	more = jv_object_set(more, jv_string("call"), jv_number((double)call));
	event_emit(b->stage, id, "answer", jv_object_set(more, jv_string("tokens"), jv_number((double)tokens)));
}
