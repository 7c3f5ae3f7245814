#include "tell.h"

#include "rec.h"
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
		words_say(text, "truncated", "n", marks_count(m, (double)m->rows),
		    "total", marks_count(m, m->total_rows), NULL);
	else if (m->truncated)
		words_say(text, "truncated-some", "n", marks_count(m, (double)m->rows), NULL);
	if (out == 1 && m->n > 0)
		words_say(text, "left-out-one", "all", marks_count(m, (double)m->rows), NULL);
	else if (out > 1 && m->n > 0)
		words_say(text, "left-out", "n", marks_count(m, (double)out),
		    "all", marks_count(m, (double)m->rows), NULL);
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
		words_say(&text, "empty", NULL);
	else if (m.n == 0)
		words_say(&text, "no-values", "n", marks_count(&m, (double)m.rows),
		    "measure", m.has_y ? m.measure : m.x_noun, NULL);
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
