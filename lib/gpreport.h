/* gpreport: findings in a script, with the place where each is. */
#ifndef VIZ_GPREPORT_H
#define VIZ_GPREPORT_H

#include <jv.h>
#include <stddef.h>

struct gp_report {
	const char *text;          /* the script */
	size_t n;
	jv findings;               /* an array */
	int count;                 /* of errors, those left out too */
};

enum { GP_REPORT_MOST = 20 };

/* An error at byte pos; hint may be NULL.  At most GP_REPORT_MOST are kept. */
void gp_report(struct gp_report *, size_t pos, const char *rule, const char *hint,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

#endif
