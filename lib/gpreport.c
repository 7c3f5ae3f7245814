#include "gpreport.h"

#include "finding.h"
#include "str.h"

#include <stdarg.h>
#include <string.h>

void
gp_report(struct gp_report *r, size_t pos, const char *rule, const char *hint, const char *fmt, ...)
{
	int line = 1, column = 1;
	struct str message = {0};
	va_list ap;

	if (r->count++ >= GP_REPORT_MOST)
		return;
	for (size_t i = 0; i < pos && i < r->n; i++) {
		if (r->text[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)r->text[i] & 0xC0) != 0x80) {
			column++;
		}
	}
	va_start(ap, fmt);
	str_vaddf(&message, fmt, ap);
	va_end(ap);
	r->findings = finding_add(r->findings, &(struct finding){"error", rule, hint, line, column},
	    "%s", message.s);
	str_free(&message);
}
