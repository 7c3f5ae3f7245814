#include "llm_options.h"

#include "filter.h"
#include "str.h"

#include <stdlib.h>
#include <string.h>

enum { MS = 1000, JOBS_MOST = 1000, TEXT_MOST = 1000 };

static bool
is_level(const char *s)
{
	if (strncmp(s, "rows:", 5) == 0)
		return s[5] != '\0' && strspn(s + 5, "0123456789") == strlen(s + 5) && strlen(s + 5) <= 4;
	return strcmp(s, "names") == 0 || strcmp(s, "types") == 0 || strcmp(s, "stats") == 0;
}

/* Of several words one. */
static bool
is_style(const char *s)
{
	return strcmp(s, "typed") == 0 || strcmp(s, "custom") == 0 || strcmp(s, "auto") == 0;
}

/* A whole number from least to a thousand million. */
static int
take_number(long *to, const char *arg, long least)
{
	char *end;
	long v = strtol(arg, &end, 10);

	if (*arg == '\0' || *end != '\0' || v < least || v > 1000000000)
		return -1;
	*to = v;
	return 1;
}

static int
take_jobs(int *to, const char *arg)
{
	long n = 0;
	int taken = take_number(&n, arg, 1);

	*to = n < JOBS_MOST ? (int)n : JOBS_MOST;
	return taken;
}

static int
take_seconds(long *ms, const char *arg)
{
	char *end;
	double seconds = strtod(arg, &end);

	if (*end != '\0' || end == arg || !(seconds > 0) || seconds > 86400)
		return -1;
	*ms = (long)(seconds * MS);
	return *ms > 0 ? 1 : -1;
}

static int
take_text(const char **to, const char *arg, bool good)
{
	*to = arg;
	return good ? 1 : -1;
}

int
llm_option(struct llm_options *o, int c, const char *arg)
{
	switch (c) {
	case 'j':
		return take_jobs(&o->jobs, arg);
	case 'p':
		return take_text(&o->providers, arg, *arg != '\0');
	case LLM_MODEL:
		return take_text(&o->model, arg, *arg != '\0');
	case LLM_BASE_URL:
		return take_text(&o->base_url, arg, strncmp(arg, "http", 4) == 0 && strstr(arg, "://") != NULL);
	case LLM_TIMEOUT:
		return take_seconds(&o->timeout_ms, arg);
	case LLM_MAX_TOKENS:
		return take_number(&o->max_tokens, arg, 16);
	case LLM_RPM:
		return take_number(&o->per_minute, arg, 1);
	case LLM_BUDGET_CALLS:
		return take_number(&o->budget_calls, arg, 1);
	case LLM_BUDGET_TOKENS:
		return take_number(&o->budget_tokens, arg, 1);
	case LLM_SHARE:
		return take_text(&o->share, arg, is_level(arg));
	case LLM_CACHE_TTL:
		if (take_number(&o->cache_ttl_s, arg, 0) != 1)
			return -1;
		o->cache_ttl_s = o->cache_ttl_s == 0 ? -1 : o->cache_ttl_s;
		return 1;
	case LLM_REFRESH:
		o->refresh = true;
		return 1;
	case LLM_DRY_RUN:
		o->dry_run = true;
		return 1;
	case LLM_STYLE:
		return take_text(&o->style, arg, is_style(arg));
	case LLM_PERSONA:
		return take_text(&o->persona, arg, true);
	case LLM_CONTEXT:
		return take_text(&o->context, arg, true);
	case LLM_SCHEMA:
		return take_text(&o->schema, arg, true);
	default:
		return 0;
	}
}

/* Characters of UTF-8; -1 where it is none. */
static long
characters(const char *s)
{
	size_t n = strlen(s);
	long count = 0;

	if (str_utf8(s, n) < n)
		return -1;
	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xc0) != 0x80;
	return count;
}

bool
llm_sayable(const char *stage, const char *what, const char *text)
{
	long n = characters(text);

	if (n >= 1 && n <= TEXT_MOST && text[strspn(text, " \t\r\n")] != '\0')
		return true;
	if (n < 0)
		filter_warn(stage, "%s is not UTF-8: write it so", what);
	else
		filter_warn(stage, "%s of %ld characters: ask in 1 to %d", what, n, (int)TEXT_MOST);
	return false;
}
