/* The names of a script, and the types that they may have. */
#include "gp_own.h"

#include "mem.h"

#include <string.h>

/* The axes' own variables, which every function of a plot may read. */
static const char *const dummies[] = {"x", "y", "z", "t", "u", "v", NULL};

struct gp_name *
gp_name_find(const struct gp *g, const char *s)
{
	for (size_t i = 0; i < g->nnames; i++)
		if (!g->names[i].prefix && strcmp(g->names[i].s, s) == 0)
			return &g->names[i];
	return NULL;
}

static struct gp_name *
make(struct gp *g, const struct gp_token *t)
{
	struct gp_name *n = gp_name_find(g, t->s);

	if (n != NULL)
		return n;
	if (g->nnames >= GP_NAMES_MOST) {
		gp_fail(g, t, "gp.cap", "use fewer", "more than %d names", GP_NAMES_MOST);
		return NULL;
	}
	g->names = mem_resize(g->names, g->nnames + 1, sizeof *g->names);
	g->names[g->nnames] = (struct gp_name){.s = mem_dup(t->s, t->n)};
	g->learned = true;
	return &g->names[g->nnames++];
}

static void
learn(struct gp *g, unsigned *set, unsigned type)
{
	if ((*set | type) != *set) {
		*set |= type;
		g->learned = true;
	}
}

bool
gp_name_may(struct gp *g, const struct gp_token *t)
{
	static const char *const own[] = {"GPVAL_", "GPFUN_", "MOUSE_", "ARG", NULL};
	const struct policy_variable *v = policy_variable(g->policy, t->s, t->n);
	char buf[64];

	if (v != NULL && v->fixed)
		gp_fail(g, t, "gp.readonly", "use another name", "%s cannot be assigned to", gp_show(t, buf));
	for (const char *const *p = own; *p != NULL; p++)
		if (strncmp(t->s, *p, strlen(*p)) == 0)
			gp_fail(g, t, "gp.readonly", "use another name", "%s is gnuplot's own", gp_show(t, buf));
	if (policy_function(g->policy, t->s, t->n) != NULL)
		gp_fail(g, t, "gp.readonly", "use another name", "%s is a function of gnuplot's own", gp_show(t, buf));
	if (t->n > 64)
		gp_fail(g, t, "gp.cap", "use a shorter one", "a name of more than 64 characters");
	return !g->failed;
}

static bool
is_param(const struct gp *g, const struct gp_token *t, int *which)
{
	for (int i = 0; i < g->nparams; i++)
		if (strcmp(g->params[i]->s, t->s) == 0) {
			*which = i;
			return true;
		}
	return false;
}

void
gp_name_define(struct gp *g, const struct gp_token *t, unsigned type)
{
	char buf[64];
	int which;

	if (!gp_name_may(g, t))
		return;
	if (is_param(g, t, &which)) {
		gp_fail(g, t, "gp.readonly", "use another name", "%s is a parameter here", gp_show(t, buf));
		return;
	}
	struct gp_name *n = make(g, t);

	/* What a parameter brings is not known here: take it for anything. */
	if (type >= T_PARAM)
		type |= T_NUMBER | T_STRING;
	if (n != NULL)
		learn(g, &n->type, type & (T_PARAM - 1));
}

void
gp_name_element(struct gp *g, const struct gp_token *t, unsigned type)
{
	struct gp_name *n = gp_name_may(g, t) ? make(g, t) : NULL;

	if (type >= T_PARAM)
		type |= T_NUMBER | T_STRING;
	if (n != NULL)
		learn(g, &n->element, type & (T_PARAM - 1));
}

void
gp_name_function(struct gp *g, const struct gp_token *t, unsigned type)
{
	struct gp_name *n = gp_name_may(g, t) ? make(g, t) : NULL;

	if (n == NULL)
		return;
	if (n->function && n->params != g->nparams)
		type |= T_NUMBER | T_STRING;
	n->function = true;
	n->params = g->nparams;
	learn(g, &n->result, type);
}

void
gp_name_block(struct gp *g, const struct gp_token *t)
{
	struct gp_token as = *t;
	char name[80];

	if (t->n > 64) {
		gp_fail(g, t, "gp.cap", "use a shorter one", "a name of more than 64 characters");
		return;
	}
	/* Blocks have names of their own: $a is not a. */
	name[0] = '$';
	memcpy(name + 1, t->s, t->n + 1);
	as.s = name;
	as.n = t->n + 1;
	struct gp_name *n = make(g, &as);

	if (n != NULL)
		n->block = true;
}

bool
gp_name_is_block(const struct gp *g, const char *s)
{
	for (size_t i = 0; i < g->nnames; i++)
		if (g->names[i].block && strcmp(g->names[i].s + 1, s) == 0)
			return true;
	return false;
}

void
gp_name_prefix(struct gp *g, const struct gp_token *t)
{
	for (size_t i = 0; i < g->nnames; i++)
		if (g->names[i].prefix && strcmp(g->names[i].s, t->s) == 0)
			return;
	if (g->nnames >= GP_NAMES_MOST) {
		gp_fail(g, t, "gp.cap", "use fewer", "more than %d names", GP_NAMES_MOST);
		return;
	}
	g->names = mem_resize(g->names, g->nnames + 1, sizeof *g->names);
	g->names[g->nnames++] = (struct gp_name){.s = mem_dup(t->s, t->n), .prefix = true};
	g->learned = true;
}

static bool
has_prefix(const struct gp *g, const char *s)
{
	for (size_t i = 0; i < g->nnames; i++) {
		size_t n = strlen(g->names[i].s);

		if (g->names[i].prefix && strncmp(s, g->names[i].s, n) == 0 && s[n] == '_')
			return true;
	}
	return false;
}

static bool
is_dummy(const char *s)
{
	for (const char *const *p = dummies; *p != NULL; p++)
		if (strcmp(s, *p) == 0)
			return true;
	return false;
}

/* What of the name the script, the policy and gnuplot say: 0 for nothing. */
static unsigned
type_of(const struct gp *g, const char *s)
{
	const struct gp_name *n = gp_name_find(g, s);
	const struct policy_variable *v = policy_variable(g->policy, s, strlen(s));
	unsigned type = n != NULL ? n->type : 0;

	if (v != NULL)
		type |= v->type == 'n' ? T_NUMBER : v->type == 's' ? T_STRING : T_NUMBER | T_STRING;
	if (has_prefix(g, s) || is_dummy(s))
		type |= T_NUMBER;
	return type;
}

bool
gp_name_known(const struct gp *g, const char *s)
{
	return type_of(g, s) != 0;
}

/* The nearest name of the script. */
static const char *
nearest(const struct gp *g, const char *s)
{
	const char *best = NULL;
	int d = 3;

	for (size_t i = 0; i < g->nnames; i++) {
		int now = str_distance(g->names[i].s, s, d);

		if (now < d && g->names[i].type != 0) {
			d = now;
			best = g->names[i].s;
		}
	}
	return best;
}

unsigned
gp_name_type(struct gp *g, const struct gp_token *t)
{
	int which;
	char buf[64];

	if (is_param(g, t, &which))
		return (unsigned)T_PARAM << which;
	unsigned type = type_of(g, t->s);

	if (type == 0 && g->judging) {
		const char *near = nearest(g, t->s);
		struct str hint = {0};

		if (near != NULL)
			str_addf(&hint, "did you mean %s? ", near);
		str_adds(&hint, "a script may read DATA, NROWS, NCOLS, the fields of code.chart in capitals, and what it has assigned itself");
		gp_fail(g, t, "gp.name", hint.s, "%s has no value", gp_show(t, buf));
		str_free(&hint);
	}
	return type;
}
