#include "llm_chain.h"

#include "mem.h"
#include "share.h"
#include "str.h"

#include <stdlib.h>
#include <string.h>

static const char builtin_name[] = "builtin";

static bool
is_exec(const char *s)
{
	return strncmp(s, "exec:", 5) == 0;
}

/* "openai" of "openai:gpt-4.1". */
static size_t
name_length(const char *s, size_t n)
{
	const char *colon = memchr(s, ':', n);

	return colon != NULL ? (size_t)(colon - s) : n;
}

static bool
is_known(const char *s, size_t n)
{
	return (n == strlen(builtin_name) && memcmp(s, builtin_name, n) == 0) || api_exists(s, name_length(s, n));
}

/* The length of the provider that s starts with: a command goes on over commas
 * that no provider's name follows. */
static size_t
part_length(const char *s)
{
	size_t n = strcspn(s, ",");

	while (is_exec(s) && s[n] == ',') {
		const char *next = s + n + 1;
		size_t m = strcspn(next, ",");

		if (is_exec(next) || is_known(next, m))
			break;
		n += 1 + m;
	}
	return n;
}

static void
add_model(struct llm_chain *c, struct provider *p, const char *s, size_t n, const struct llm_options *o)
{
	size_t m = name_length(s, n);
	char *name = mem_dup(s, m), *model = m < n ? mem_dup(s + m + 1, n - m - 1) : NULL;

	/* --model and --base-url are for the first model of the chain. */
	p->api = api_new(name, model != NULL ? model : c->has_models ? NULL : o->model,
	    c->has_models ? NULL : o->base_url);
	c->has_models = true;
	free(name);
	free(model);
}

static bool
add_provider(struct llm_chain *c, const char *s, size_t n, const struct llm_options *o)
{
	struct provider *p = &c->at[c->n];

	if (c->n == LLM_CHAIN_MOST || !((is_exec(s) && n > 5) || is_known(s, n)))
		return false;
	*p = (struct provider){0};
	if (is_exec(s))
		p->cmd = mem_dup(s + 5, n - 5);
	else if (api_exists(s, name_length(s, n)))
		add_model(c, p, s, n, o);
	c->n++;
	return true;
}

static jv
no_such(const char *s, size_t n)
{
	struct str text = {0}, name = {0};
	jv names = share_list("providers", "jq");

	str_foreign(&name, s, n);
	str_addf(&text, "no such provider: %s: use builtin, exec:CMD", n > 0 ? name.s : "(none)");
	jv_array_foreach(names, i, one) {
		str_addf(&text, ", %s", jv_string_value(one));
		jv_free(one);
	}
	jv why = jv_string(text.s);

	jv_free(names);
	str_free(&text);
	str_free(&name);
	return why;
}

bool
llm_chain_read(struct llm_chain *c, const struct llm_options *o, jv *why)
{
	const char *s = o->providers;

	for (;;) {
		size_t n = part_length(s);

		if (!add_provider(c, s, n, o)) {
			*why = no_such(s, n);
			return false;
		}
		if (s[n] == '\0')
			return true;
		s += n + 1;
	}
}

void
llm_chain_free(struct llm_chain *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->at[i].cmd);
		api_free(c->at[i].api);
	}
	c->n = 0;
}
