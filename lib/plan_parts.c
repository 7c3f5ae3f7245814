/* Theory of operation.
 *
 * The text is cut behind "?", ";", a line, a sentence, and before words tagged
 * "parts" ("and also").  Two pieces are two questions only where each measures or
 * counts something, and neither is about what the other is about: "Show it as a
 * bar chart." and "Sort by price." say how, not what.  A piece that asks and names
 * another group or time is a question, too, that follows up the one before. */
#include "plan_parts.h"

#include "once.h"
#include "plan_ask.h"

#include <string.h>

enum { SAID_MOST = PLAN_MENTIONS_MOST + PLAN_CONDS_MOST + 2, SAID_COUNT = -2, SAID_UNIT = -3, SAID_VALUE = -100 };

struct piece {
	size_t from, to;           /* bytes of the text */
	char end;                  /* what ends it: ? ; \n . or 'w' for words */
	bool own, rows, groups, follows, drawn;   /* measures; speaks of the rows; names a chart and no measure */
	int said[SAID_MOST], n;    /* what it is about: columns, values, the count, a unit */
};

/* ---- cutting */

/* What ends a piece behind token i, or 0; *to is where the next begins. */
static char
cut_behind(const struct plan_text *t, int i, int *next)
{
	const struct plan_token *k = &t->token[i];
	size_t end = i + 1 < t->n ? t->token[i + 1].from : k->to;

	*next = i + 1;
	if (i + 1 >= t->n)
		return 0;
	if (k->mark == '?' || k->mark == ';' || (k->mark == '.' && t->question[k->to] == ' '))
		return k->mark;
	if (memchr(t->question + k->to, '\n', end - k->to) != NULL)
		return '\n';
	/* "Orders by category and average price by month." */
	int n;
	bool other = strcmp(t->token[i + 1].word, "and") == 0 && i + 2 < t->n && plan_text_tag(t, i + 2, "agg.", &n) != NULL;

	return k->mark == 0 && (other || plan_text_is(t, i + 1, "parts") > 0) ? 'w' : 0;
}

/* The first token at or behind i that is no "and", "also" or mark. */
static int
skip_joints(const struct plan_text *t, int i)
{
	for (int n; i < t->n; i += n) {
		n = plan_text_is(t, i, "parts");
		if (n == 0)
			n = strcmp(t->token[i].word, "and") == 0 || strcmp(t->token[i].word, "also") == 0 || t->token[i].mark != 0;
		if (n == 0)
			break;
	}
	return i;
}

static int
cut(const struct plan_text *t, struct piece *list)
{
	int count = 0, from = skip_joints(t, 0), next;

	for (int i = from; i < t->n; i++) {
		char end = cut_behind(t, i, &next);

		if (i + 1 < t->n && (end == 0 || count == PLAN_PARTS_MOST - 1))
			continue;
		/* A quotation ends with its mark, a part before the semicolon. */
		int last = t->token[i].mark == ';' && i > from ? i - 1 : i;
		size_t to = t->token[last].to + (t->token[last].quoted && t->question[t->token[last].to] != '\0');

		/* The first has all that stands before it, others the mark of a quotation. */
		size_t start = count == 0 ? 0 : t->token[from].from - t->token[from].quoted;

		list[count] = (struct piece){.from = start, .to = to, .end = t->token[i].mark != 0 ? t->token[i].mark : end};
		count++;
		from = skip_joints(t, next);
		if (from >= t->n)
			break;
		i = from - 1;
	}
	return count;
}

/* ---- what a piece is about */

static void
say(struct piece *p, int what)
{
	p->n = (int)once_add(p->said, (size_t)p->n, SAID_MOST, what);
}

static int
hash(jv value)
{
	unsigned h = 5381;
	jv text = jv_dump_string(value, 0);

	for (const char *s = jv_string_value(text); *s != '\0'; s++)
		h = 33 * h + (unsigned char)*s;
	jv_free(text);
	return SAID_VALUE - (int)(h % 1000000);
}

/* "Admissions per month": an unknown plural that opens it stands for the rows. */
static bool
is_plural(const struct plan_text *t)
{
	return t->n > 1 && t->token[0].hits == 0 && !t->token[0].stop && strcmp(t->token[0].word, t->token[0].stem) != 0;
}

static void
look(struct piece *p, const struct plan_index *index, const struct plan_set *s, const char *text)
{
	struct plan_ask *a = plan_ask_new(index, s, text);

	p->follows = a->text.n > 0 && plan_text_is(&a->text, 0, "follow") > 0;
	plan_ask_words(a);
	for (int m = 0; m < a->n; m++) {
		const struct plan_mention *k = &a->m[m];
		const struct plan_column *c = plan_ask_column(a, m);

		if (k->used || k->value != NULL)
			continue;
		say(p, k->column);
		bool measure = k->agg != AGG_NONE || (plan_is_measure(c) && !c->coded && k->mark != MARK_GROUP);

		p->own |= measure;
		p->groups |= !measure;
	}
	if (a->unit_stated)
		say(p, SAID_UNIT - (int)a->g.unit);
	p->groups |= a->unit_stated || a->trend;
	p->drawn = a->chart_stated && !p->own;
	bool counts = a->count || (a->share && p->groups && !p->own);

	/* "Share of payment methods": of the rows. */
	p->own |= counts;
	p->rows = p->groups && (a->entity || is_plural(&a->text));
	if (counts || (p->rows && !p->own))
		say(p, SAID_COUNT);
	for (int i = 0; i < a->g.conds; i++)
		say(p, hash(jv_copy(a->g.cond[i].value)));
	plan_ask_free(a);
}

static bool
within(const struct piece *a, const struct piece *b)
{
	for (int i = 0; i < a->n; i++) {
		bool there = false;

		for (int k = 0; k < b->n; k++)
			there |= a->said[i] == b->said[k];
		if (!there)
			return false;
	}
	return true;
}

/* Does q, behind p, stand by itself? */
static bool
parts(const struct piece *p, const struct piece *q)
{
	bool soft = p->end == 'w' || p->end == '.', first = p->own || (p->rows && !soft), second = q->own || (q->rows && !soft && (p->end != '?' || q->end == '?'));

	if (!first || q->drawn || within(p, q) || within(q, p))
		return false;
	if (second && !q->follows)
		return !soft || (p->groups && q->groups);
	return p->end == '?' && q->end == '?' && q->groups;
}

/* "By month?": it goes on where the one before it stopped. */
static bool
goes_on(const struct piece *p)
{
	return p->follows || (!p->own && !p->rows);
}

static jv
text_of(const char *question, const struct piece *p)
{
	return jv_string_sized(question + p->from, (int)(p->to - p->from));
}

static jv
part(const char *question, const struct piece *p, bool first)
{
	return JV_OBJECT(jv_string("text"), text_of(question, p), jv_string("follows"), jv_bool(!first && goes_on(p)));
}

jv
plan_parts(const struct plan_index *index, const struct plan_set *s, const char *question)
{
	struct plan_ask *a = plan_ask_new(index, s, question);
	struct piece list[PLAN_PARTS_MOST];
	int count = cut(&a->text, list), n = 0;
	jv all = jv_array();

	for (int i = 0; i < count && count > 1; i++) {
		jv text = text_of(question, &list[i]);

		look(&list[i], index, s, jv_string_value(text));
		jv_free(text);
	}
	for (int i = 1; i < count; i++) {
		if (parts(&list[n], &list[i])) {
			list[++n] = list[i];
			continue;
		}
		/* One question still: all of it is what it is about. */
		list[n].to = list[i].to;
		list[n].end = list[i].end;
		list[n].own |= list[i].own;
		list[n].rows |= list[i].rows;
		list[n].groups |= list[i].groups;
		for (int k = 0; k < list[i].n; k++)
			say(&list[n], list[i].said[k]);
	}
	for (int i = 0; i <= n && n > 0; i++)
		all = jv_array_append(all, part(question, &list[i], i == 0));
	plan_ask_free(a);
	return n > 0 ? all : jv_array_append(all, JV_OBJECT(jv_string("text"), jv_string(question)));
}
