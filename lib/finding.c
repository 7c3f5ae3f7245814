#include "finding.h"

#include "rec.h"

#include <stdarg.h>
#include <string.h>

static jv
place(int n)
{
	return n > 0 ? jv_number(n) : jv_null();
}

jv
finding_add(jv list, const struct finding *f, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	jv message = jv_string_vfmt(fmt, ap);
	va_end(ap);
	jv one = JV_OBJECT(jv_string("level"), jv_string(f->level), jv_string("rule"), jv_string(f->rule),
	    jv_string("line"), place(f->line), jv_string("column"), place(f->column),
	    jv_string("message"), message);

	return jv_array_append(list,
	    jv_object_set(one, jv_string("hint"), f->hint != NULL ? jv_string(f->hint) : jv_null()));
}

jv
finding_error(jv list)
{
	jv error = jv_null();

	jv_array_foreach(list, i, one) {
		const char *level = jv_text(one, "level");

		if (jv_get_kind(error) == JV_KIND_NULL && level != NULL && strcmp(level, "error") == 0) {
			jv_free(error);
			error = JV_OBJECT(jv_string("code"), jv_at(one, "rule"),
			    jv_string("message"), jv_at(one, "message"), jv_string("hint"), jv_at(one, "hint"));
		}
		jv_free(one);
	}
	return error;
}
