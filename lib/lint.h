/* lint: what a reader of the chart would misread.  The rules and their levels
 * are the lines chart.* of share/policy/vet.rules; what a chart can bear is in
 * share/planner/limits (fit.h), by which the planner recommends, too.
 *
 * Judged in two places, each from its own stage's inputs only, so that a
 * second run changes no byte: specvet (before the table is known) by
 * lint_spec, into vet.findings; jailrun (the table is there) by lint_table,
 * into run.findings. */
#ifndef VIZ_LINT_H
#define VIZ_LINT_H

#include <jv.h>

struct lint;

/* Reads share/policy/vet.rules; a message and exit 2 where it is broken. */
struct lint *lint_load(void);
void lint_free(struct lint *);

/* For the digest of a filter's "with". */
jv lint_with(const struct lint *);

/* Both append to findings (consumed) and borrow the rest.  chart: code.chart;
 * script: vet.script or null; table: columns and rows, as csvquery made it. */
jv lint_spec(const struct lint *, jv chart, jv script, jv findings);
/* reads: what the SQL reads (vet.reads); datasets: an array of their lines. */
jv lint_reads(const struct lint *, jv chart, jv reads, jv datasets, jv findings);
jv lint_table(const struct lint *, jv chart, jv table, jv findings);

#endif
