/* May the statement's rows be folded?  Read from SQLite's own program. */
#include "db_table.h"
#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct op {
	char name[20];
	int p1, p2, p3, p5;
	char p4[60];
};

struct program {
	struct op *ops;
	int n;
};

/* What may stand in the loop over the rows: what computes, compares, jumps and
 * aggregates, but neither keeps rows nor counts them. */
static const char *const harmless[] = {
    "VColumn", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "If", "IfNot", "IsNull", "NotNull", "IsTrue", "Jump", "Compare",
    "Goto", "Gosub", "Once", "Copy", "SCopy", "Move", "IntCopy", "Integer", "Int64", "Real", "String8", "String", "Null",
    "Function", "PureFunc", "Add", "Subtract", "Multiply", "Divide", "Remainder", "Concat", "BitAnd", "BitOr", "BitNot",
    "ShiftLeft", "ShiftRight", "Not", "And", "Or", "Cast", "Affinity", "RealAffinity", "AggStep", "CollSeq", "Permutation",
    "Found", "NotFound", "Noop", "ReleaseReg", "ElseEq", "ZeroOrNull", "VFilter", "VNext", "VOpen", "Explain"};

static struct program
read_program(struct db *db, const char *sql)
{
	struct program p = {0};
	struct str text = {0};
	sqlite3_stmt *s = NULL;

	str_addf(&text, "EXPLAIN %s", sql);
	if (sqlite3_prepare_v2(db->h, text.s, -1, &s, NULL) == SQLITE_OK)
		while (sqlite3_step(s) == SQLITE_ROW) {
			p.ops = mem_resize(p.ops, (size_t)p.n + 1, sizeof *p.ops);
			struct op *op = &p.ops[p.n++];
			const char *name = (const char *)sqlite3_column_text(s, 1);
			const char *p4 = (const char *)sqlite3_column_text(s, 5);

			snprintf(op->name, sizeof op->name, "%s", name != NULL ? name : "");
			snprintf(op->p4, sizeof op->p4, "%s", p4 != NULL ? p4 : "");
			op->p1 = sqlite3_column_int(s, 2);
			op->p2 = sqlite3_column_int(s, 3);
			op->p3 = sqlite3_column_int(s, 4);
			op->p5 = sqlite3_column_int(s, 6);
		}
	sqlite3_finalize(s);
	str_free(&text);
	return p;
}

static bool
is(const struct op *op, const char *name)
{
	return strcmp(op->name, name) == 0;
}

/* The only op of that name on a cursor, or -1. */
static int
only(const struct program *p, const char *name, int cursor)
{
	int at = -1;

	for (int i = 0; i < p->n; i++)
		if (is(&p->ops[i], name) && p->ops[i].p1 == cursor) {
			if (at != -1)
				return -1;
			at = i;
		}
	return at;
}

/* The loop over a table: VFilter and VNext of its only cursor. */
struct loop {
	int cursor, from, to;
};

static bool
find_loop(const struct program *p, const struct table *t, struct loop *l)
{
	char name[60];
	int opens = 0;

	sqlite3_snprintf(sizeof name, name, "vtab:%p", (const void *)t);
	for (int i = 0; i < p->n; i++)
		if (is(&p->ops[i], "VOpen") && strcmp(p->ops[i].p4, name) == 0) {
			l->cursor = p->ops[i].p1;
			opens++;
		}
	if (opens != 1)
		return false;
	/* The row of NULLs of an outer join has no weight. */
	if (only(p, "NullRow", l->cursor) != -1)
		return false;
	l->from = only(p, "VFilter", l->cursor);
	l->to = only(p, "VNext", l->cursor);
	return l->from != -1 && l->to > l->from;
}

static bool
is_harmless(const struct op *op)
{
	/* As a test only; with P3 it counts rows for OFFSET. */
	if (is(op, "IfPos"))
		return op->p3 == 0;
	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
		if (is(op, harmless[i]))
			return true;
	return false;
}

/* Ops that run once (the list of an IN is built by them): from Once to where
 * it jumps. */
static int
skip_once(const struct program *p, int i)
{
	return is(&p->ops[i], "Once") && p->ops[i].p2 > i ? p->ops[i].p2 - 1 : i;
}

/* The step of the aggregate that alone takes what the column at i gives, or
 * NULL: columns are read into a row of registers, then the step comes. */
static const struct op *
step_of(const struct program *p, int i)
{
	int reg = p->ops[i].p3;
	const struct op *op = &p->ops[i];

	while (is(op, "VColumn"))
		op++;
	return is(op, "AggStep") && op->p5 == 1 && op->p2 == reg && op == &p->ops[i] + 1 ? op : NULL;
}

static bool
is_many(const struct op *op)
{
	return is(op, "AggStep") && op->p4[0] == DB_MANY[0];
}

/* Marks the columns that the loop reads: the steps of aggregates in it, or -1
 * where it does what it must not. */
static int
read_loop(struct table *t, const struct program *p, const struct loop *l)
{
	int steps = 0, many = 0;   /* of which as many take something else than a column of it */

	for (int i = l->from + 1; i < l->to; i++) {
		const struct op *op = &p->ops[i];

		if (!is_harmless(op))
			return -1;
		steps += is(op, "AggStep");
		many += is_many(op);
		if (is(op, "VColumn") && op->p1 == l->cursor) {
			const struct op *step = step_of(p, i);
			bool number = (size_t)op->p2 < t->columns &&
			    csvtab_format(t->tab, (size_t)op->p2)->type <= CELL_BOOLEAN &&
			    csvtab_format(t->tab, (size_t)op->p2)->type != CELL_EMPTY;

			if (step == NULL || !db_fold_takes(step->p4, number))
				t->fold.key[op->p2] = true;
			else
				t->fold.measured[op->p2] = true;
			if (step != NULL && is_many(step)) {
				t->fold.counted[op->p2] = true;
				many--;
			}
		}
		i = skip_once(p, i);
	}
	return many == 0 ? steps : -1;
}

/* Every aggregate must know weights, and none may step but in the loop (in_loop
 * times): rows of another table, or of a query around it, weigh 1 each.  min
 * and max choose the row from which other columns are taken: then there must be
 * none but the grouped ones; as where distinct values are counted, which do not
 * add up. */
static bool
steps_known(struct table *t, const struct program *p, int in_loop)
{
	for (int i = 0; i < p->n; i++)
		if (strncmp(p->ops[i].name, "Agg", 3) == 0 && !is(&p->ops[i], "AggFinal")) {
			if (!is(&p->ops[i], "AggStep") || !db_fold_takes(p->ops[i].p4, true))
				return false;
			t->fold.wants_front |= p->ops[i].p4[0] == 'm';
			t->fold.wants_many |= is_many(&p->ops[i]);
			in_loop--;
		}
	return in_loop == 0;
}

/* The plan that VFilter gets: its number is put into register P3 before. */
static const struct plan *
plan_of(const struct table *t, const struct program *p, int filter)
{
	for (int i = filter; i >= 0; i--)
		if (is(&p->ops[i], "Integer") && p->ops[i].p2 == p->ops[filter].p3 &&
		    p->ops[i].p1 >= 0 && (size_t)p->ops[i].p1 < t->n_plans)
			return t->plans[p->ops[i].p1];
	return NULL;
}

static bool
only_grouped(const struct table *t, const struct plan *plan)
{
	for (size_t i = 0; i < t->all && plan != NULL; i++) {
		bool grouped = !t->fold.key[i];

		for (size_t k = 0; k < plan->n_keys && !grouped; k++)
			grouped = plan->keys[k].column == i;
		if (!grouped)
			return false;
	}
	return plan != NULL;
}

static bool
read_table(struct table *t, const struct program *p)
{
	struct loop l = {0};

	t->fold.key = mem_calloc(t->all, sizeof *t->fold.key);
	t->fold.measured = mem_calloc(t->all, sizeof *t->fold.measured);
	t->fold.counted = mem_calloc(t->all, sizeof *t->fold.counted);
	if (!find_loop(p, t, &l))
		return false;
	int steps = read_loop(t, p, &l);

	if (steps <= 0 || !steps_known(t, p, steps))
		return false;
	if ((t->fold.wants_front || t->fold.wants_many) && !only_grouped(t, plan_of(t, p, l.from)))
		return false;
	for (size_t i = 0; i < t->all; i++)
		t->fold.measured[i] &= !t->fold.key[i];
	return true;
}

bool
db_fold_read(struct db *db, const char *sql)
{
	struct table *largest = NULL;
	struct program p = read_program(db, sql);

	for (int i = 0; i < jv_array_length(jv_copy(db->datasets)); i++)
		if (largest == NULL || db->tables[i]->rows > largest->rows)
			largest = db->tables[i];
	bool may = largest != NULL && p.n > 0 && read_table(largest, &p);

	if (may)
		largest->fold.on = true;
	free(p.ops);
	return may;
}
