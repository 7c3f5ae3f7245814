#include "tell.h"

#include "rec.h"
#include "tell_check.h"
#include "tell_forms.h"

#include <math.h>
#include <string.h>

/* ---- which form a chart has */

typedef void (*form)(struct marks *, struct str *);

static bool
is_type(const char *type, const char *want)
{
	return strcmp(type, want) == 0;
}

static bool
has_two_measures(const struct marks *m)
{
	return m->has_y && m->x_is_number && !m->x_is_time;
}

static form
form_of(const struct marks *m, const char *type)
{
	if (is_type(type, "scatter") || is_type(type, "bubble"))
		return has_two_measures(m) ? tell_relation : m->x_is_time ? tell_trend : tell_spread;
	if (is_type(type, "box") || !m->has_y)
		return tell_spread;
	if (is_type(type, "histogram"))
		return tell_bins;
	if (m->x_is_time && !is_type(type, "pie") && !m->limited)
		return tell_trend;
	return m->has_x ? tell_rank : tell_spread;
}

/* ---- what the reader must know */

static void
say_notes(struct marks *m, struct str *text)
{
	size_t out = m->rows - m->n;

	if (m->truncated && m->total_rows > (double)m->rows)
		words_say(text, m->thinned ? "sampled" : "truncated", "n", marks_count(m, (double)m->rows),
		    "total", marks_count(m, m->total_rows), WORDS_END);
	else if (m->truncated)
		words_say(text, "truncated-some", "n", marks_count(m, (double)m->rows), WORDS_END);
	if (out == 1 && m->n > 0)
		words_say(text, "left-out-one", "all", marks_count(m, (double)m->rows), WORDS_END);
	else if (out > 1 && m->n > 0)
		words_say(text, "left-out", "n", marks_count(m, (double)out),
		    "all", marks_count(m, (double)m->rows), WORDS_END);
}

jv
tell_table(jv request)
{
	struct marks m;
	struct str text = {0};
	jv chart = jv_at(request, "chart");
	const char *type = jv_text(chart, "type");

	marks_read(&m, request);
	if (m.rows == 0)
		words_say(&text, "empty", WORDS_END);
	else if (m.n == 0)
		words_say(&text, "no-values", "n", marks_count(&m, (double)m.rows),
		    "measure", m.has_y ? m.measure : m.x_noun, WORDS_END);
	else
		form_of(&m, type != NULL ? type : "bar")(&m, &text);
	say_notes(&m, &text);
	jv answer = JV_OBJECT(jv_string("text"), jv_string(text.s));

	str_free(&text);
	marks_free(&m);
	jv_free(chart);
	jv_free(request);
	return answer;
}

jv
tell_note(jv request)
{
	struct marks m;
	struct str text = {0};

	marks_read(&m, request);
	say_notes(&m, &text);
	jv note = jv_string(text.s != NULL ? text.s : "");

	str_free(&text);
	marks_free(&m);
	return note;
}

/* ---- what others say */

static jv
sentences_of(jv answer)
{
	jv list = jv_at(answer, "sentences");
	const char *text = jv_text(answer, "text");

	if (jv_get_kind(list) == JV_KIND_ARRAY)
		return list;
	jv_free(list);
	return tell_sentences(text != NULL ? text : "");
}

static jv
joined(jv sentences)
{
	struct str b = {0};

	jv_array_foreach(sentences, i, s) {
		str_addf(&b, "%s%s", i > 0 ? " " : "", jv_string_value(s));
		jv_free(s);
	}
	jv text = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	jv_free(sentences);
	return text;
}

static jv
nothing_left(jv dropped)
{
	jv first = jv_array_get(jv_copy(dropped), 0);
	const char *number = jv_text(first, "number");
	jv failure = rec_fail("insight.unfounded", false, "try another model, or -p builtin",
	    "no sentence holds: %s is not in the table", number != NULL ? number : "the text");

	jv_free(first);
	jv_free(dropped);
	return failure;
}

jv
tell_insight(jv answer, jv request)
{
	jv by = jv_at(answer, "by"), found = tell_check(sentences_of(answer), request), dropped = jv_at(found, "dropped");
	const char *who = jv_text(by, "provider");
	bool ours = who != NULL && is_type(who, "builtin");
	jv text = ours ? jv_at(answer, "text") : joined(jv_at(found, "kept"));
	jv insight = JV_OBJECT(jv_string("ok"), jv_true(), jv_string("numbers"), jv_at(found, "numbers"),
	    jv_string("by"), by);

	jv_free(answer);
	jv_free(found);
	if (jv_get_kind(text) != JV_KIND_STRING || *jv_string_value(text) == '\0') {
		jv_free(text);
		jv_free(insight);
		return nothing_left(dropped);
	}
	if (!ours) {
		jv note = tell_note(request);

		if (*jv_string_value(note) != '\0')
			text = jv_string_concat(jv_string_append_str(text, " "), note);
		else
			jv_free(note);
		if (jv_array_length(jv_copy(dropped)) > 0)
			insight = jv_object_set(insight, jv_string("dropped"), jv_copy(dropped));
	}
	jv_free(dropped);
	return jv_object_set(insight, jv_string("text"), text);
}
