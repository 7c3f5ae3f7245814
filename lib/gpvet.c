#include "gpvet.h"

#include "gp_own.h"

#include <stdlib.h>
#include <string.h>

static void
read_once(struct gp *g, const struct gp_tokens *tokens, bool judging)
{
	str_clear(&g->out);
	g->t = tokens->t;
	g->judging = judging;
	g->learned = g->failed = g->gap = g->in_using = g->plotted = g->tabling = g->fits = false;
	g->depth = g->nest = g->steps = g->loops = g->nparams = 0;
	gp_script(g);
}

/* The types grow, and there are few: in the end no name learns any more. */
static void
read_all(struct gp *g, const struct gp_tokens *tokens)
{
	enum { ROUNDS_MOST = 40 };
	int rounds = 0;

	do {
		read_once(g, tokens, false);
	} while (g->learned && ++rounds < ROUNDS_MOST);
	if (g->learned)
		gp_report(g->report, 0, "gp.depth", "define functions before they are used",
		    "the functions depend on each other too deeply");
	read_once(g, tokens, true);
}

/* fit would write a log. */
static const char quiet[] = "set fit quiet nologfile\n";

static void
finish(struct gp *g)
{
	size_t line = 0;

	if (!g->plotted && g->report->count == 0)
		gp_report(g->report, 0, "gp.plots", "plot DATA using 1:2 with lines", "the script draws nothing");
	if (g->fits && strncmp(g->out.s, quiet, strlen(quiet)) != 0) {
		struct str with = {0};

		str_adds(&with, quiet);
		str_add(&with, g->out.s, g->out.n);
		str_free(&g->out);
		g->out = with;
	}
	for (size_t i = 0; i < g->out.n; i++) {
		line = g->out.s[i] == '\n' ? 0 : line + 1;
		if (line == GP_LINE_MOST + 1)
			gp_report(g->report, 0, "gp.size", "make it shorter", "a command is longer than %d bytes", GP_LINE_MOST);
	}
	if (g->out.n > GP_SCRIPT_MOST)
		gp_report(g->report, 0, "gp.size", "make it shorter", "the script is longer than %d bytes", GP_SCRIPT_MOST);
}

jv
gpvet_check(const struct policy *p, const char *text, size_t n)
{
	struct gp_report report = {.text = text, .n = n, .findings = jv_array()};
	struct gp_tokens tokens;
	struct gp g = {.policy = p, .report = &report};

	if (gplex(text, n, &report, &tokens)) {
		read_all(&g, &tokens);
		finish(&g);
	}
	bool ok = report.count == 0;
	jv script = ok ? jv_string_sized(g.out.s, (int)g.out.n) : jv_null();

	for (size_t i = 0; i < g.nnames; i++)
		free(g.names[i].s);
	free(g.names);
	str_free(&g.out);
	gplex_free(&tokens);
	return JV_OBJECT(jv_string("ok"), ok ? jv_true() : jv_false(), jv_string("script"), script,
	    jv_string("findings"), report.findings);
}
