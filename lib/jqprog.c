#include "jqprog.h"

#include "mem.h"
#include "share.h"
#include "str.h"

#include <err.h>
#include <jq.h>
#include <stdlib.h>

struct jqprog {
	jq_state *jq;
	char *name;
	struct str said;           /* what libjq complained about */
};

static void
hear(void *prog, jv message)
{
	struct jqprog *p = prog;
	jv text = jq_format_error(message);

	if (p->said.n > 0)
		str_adds(&p->said, "; ");
	if (jv_get_kind(text) == JV_KIND_STRING)
		str_adds(&p->said, jv_string_value(text));
	jv_free(text);
}

struct jqprog *
jqprog_text(const char *name, const char *text, jv args, jv *why)
{
	struct jqprog *p = mem_calloc(1, sizeof *p);

	p->jq = jq_init();
	if (p->jq == NULL)
		mem_die();
	p->name = mem_strdup(name);
	jq_set_error_cb(p->jq, hear, p);
	jq_set_attr(p->jq, jv_string("JQ_LIBRARY_PATH"), share_folders());
	jq_set_attr(p->jq, jv_string("JQ_ORIGIN"), jv_string("/nonexistent"));
	jq_set_attr(p->jq, jv_string("PROGRAM_ORIGIN"), jv_string("/nonexistent"));
	if (!jq_compile_args(p->jq, text, args)) {
		if (why != NULL)
			*why = jv_string_fmt("%s: %s", name, p->said.n > 0 ? p->said.s : "does not compile");
		jqprog_free(p);
		return NULL;
	}
	return p;
}

struct jqprog *
jqprog_load(const char *name, jv args)
{
	char *text = share_need(name, NULL);
	jv why = jv_null();
	struct jqprog *p = jqprog_text(name, text, args, &why);

	if (p == NULL)
		errx(2, "share/%s: mend it or reinstall", jv_string_value(why));
	free(text);
	jv_free(why);
	return p;
}

jv
jqprog_run(struct jqprog *p, jv input)
{
	str_clear(&p->said);
	jq_start(p->jq, input, 0);
	return jq_next(p->jq);
}

jv
jqprog_all(struct jqprog *p, jv input)
{
	jv all = jv_array(), one = jqprog_run(p, input);

	while (jv_is_valid(one)) {
		all = jv_array_append(all, one);
		one = jq_next(p->jq);
	}
	if (!jv_invalid_has_msg(jv_copy(one))) {
		jv_free(one);
		return all;
	}
	jv_free(all);
	return one;
}

void
jqprog_free(struct jqprog *p)
{
	if (p == NULL)
		return;
	jq_teardown(&p->jq);
	free(p->name);
	str_free(&p->said);
	free(p);
}
