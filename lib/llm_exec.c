#include "llm_exec.h"

#include "llm_read.h"
#include "proc.h"
#include "rec.h"
#include "str.h"

#include <string.h>

enum { ANSWER_CAP = 4 << 20 };

static jv
failed(const char *cmd, const struct proc_result *r, long timeout_ms)
{
	struct str name = {0}, said = {0};
	jv failure;

	str_foreign(&name, cmd, strlen(cmd));
	str_foreign(&said, r->err.s, r->err.n);
	if (r->end == PROC_TIME)
		failure = rec_fail("provider.time", false, "allow more with --timeout",
		    "exec:%s: no answer within %ld ms", name.s, timeout_ms);
	else if (r->end == PROC_OUTPUT)
		failure = rec_fail("provider.long", false, "let the command print one JSON object",
		    "exec:%s: printed more than %d bytes", name.s, (int)ANSWER_CAP);
	else
		failure = rec_fail("provider.exec", false, "run the command by hand",
		    "exec:%s: %s %d%s%s", name.s, proc_end_name(r->end), r->code,
		    said.n > 0 ? ": " : "", said.n > 0 ? said.s : "");
	str_free(&name);
	str_free(&said);
	return failure;
}

static jv
not_an_object(const char *cmd, const struct proc_result *r)
{
	struct str some = {0}, name = {0};

	str_foreign(&name, cmd, strlen(cmd));
	str_foreign(&some, r->out.s, r->out.n);
	jv failure = rec_fail("provider.garbage", false, "let the command print one JSON object",
	    "exec:%s: the answer is not a JSON object: %s", name.s, some.n > 0 ? some.s : "(empty)");

	str_free(&some);
	str_free(&name);
	return failure;
}

jv
llm_exec(const char *cmd, jv request, long timeout_ms, double *ms)
{
	const char *argv[] = {"sh", "-c", cmd, NULL};
	jv text = jv_string_concat(jv_dump_string(request, 0), jv_string("\n")), answer = jv_invalid();
	struct proc_result r;

	proc_run(&(struct proc){.argv = argv, .in = jv_string_value(text),
	    .in_size = (size_t)jv_string_length_bytes(jv_copy(text)),
	    .wall_ms = timeout_ms, .out_cap = ANSWER_CAP}, &r);
	jv_free(text);
	*ms = r.ms;
	if (r.end != PROC_EXIT || r.code != 0) {
		answer = failed(cmd, &r, timeout_ms);
	} else {
		if (str_utf8(r.out.s, r.out.n) == r.out.n)
			answer = llm_read(r.out.s, r.out.n);
		if (jv_get_kind(answer) == JV_KIND_OBJECT) {
			answer = jv_object_delete(answer, jv_string("ok"));
		} else {
			jv_free(answer);
			answer = not_an_object(cmd, &r);
		}
	}
	proc_free(&r);
	return answer;
}
