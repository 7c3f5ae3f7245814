#include "csvin_impl.h"

#include <inttypes.h>
#include <stdio.h>

void
csvin_note(struct csvin_notes *notes, enum csvin_note kind, uint64_t row)
{
	enum { MOST = sizeof notes->rows[0] / sizeof notes->rows[0][0] };
	uint64_t k = notes->count[kind]++;

	if (k < MOST)
		notes->rows[kind][k] = row;
}

static const struct {
	const char *code, *hint, *one, *many;     /* %s: how many */
} TEXTS[NOTE_KINDS] = {
	[NOTE_SHORT] = {"ragged-rows", "look at these rows: quote fields that hold the delimiter",
	    "1 row has fewer fields than the header: the others are empty",
	    "%s rows have fewer fields than the header: the others are empty"},
	[NOTE_LONG] = {"ragged-rows", "look at these rows: quote fields that hold the delimiter",
	    "1 row has more fields than the header: they are left out",
	    "%s rows have more fields than the header: they are left out"},
	[NOTE_LONELY] = {"odd-lines", "delete them, or name the delimiter with -d",
	    "1 line has no delimiter and is left out",
	    "%s lines have no delimiter and are left out"},
	[NOTE_BLANK] = {"blank-lines", "delete them",
	    "1 blank line is left out", "%s blank lines are left out"},
	[NOTE_STRAY] = {"stray-quotes", "double the quotes, or name another with -Q",
	    "1 row has a quote inside a field",
	    "%s rows have quotes inside fields"},
	[NOTE_OPEN] = {"open-quote", "close it, or name another quote with -Q",
	    "1 row has a quote that is never closed: it is read as a plain character",
	    "%s rows have a quote that is never closed: they are read as plain characters"},
	[NOTE_HUGE] = {"long-row", "look for a quote that is never closed",
	    "1 row is longer than 16 MiB and was cut", "%s rows are longer than 16 MiB and were cut"},
	[NOTE_NUL] = {"nul-bytes", "name the encoding with -e, or mend the file",
	    "1 NUL byte was dropped", "%s NUL bytes were dropped"},
	[NOTE_BAD_BYTES] = {"bad-bytes", "name the encoding with -e",
	    "1 sequence is no text in this encoding and was replaced",
	    "%s sequences are no text in this encoding and were replaced"},
	[NOTE_TRAILING] = {"trailing-delimiter", "delete it",
	    "1 row ends with a delimiter too many",
	    "%s rows end with a delimiter too many"},
};

jv
csvin_notes_jv(const struct csvin_notes *notes)
{
	jv all = jv_array();

	for (int kind = 0; kind < NOTE_KINDS; kind++) {
		uint64_t count = notes->count[kind];
		jv rows = jv_array();

		if (count == 0) {
			jv_free(rows);
			continue;
		}
		char number[24];
		struct str message = {0};

		snprintf(number, sizeof number, "%" PRIu64, count);
		for (const char *s = count == 1 ? TEXTS[kind].one : TEXTS[kind].many; *s != '\0'; s++) {
			if (s[0] == '%') {
				str_adds(&message, number);
				s++;
			} else {
				str_addc(&message, *s);
			}
		}
		for (size_t i = 0; i < 8 && i < count; i++)
			if (notes->rows[kind][i] > 0)
				rows = jv_array_append(rows, jv_number((double)notes->rows[kind][i]));
		all = jv_array_append(all, JV_OBJECT(jv_string("code"), jv_string(TEXTS[kind].code),
		    jv_string("message"), jv_string(message.s), jv_string("hint"), jv_string(TEXTS[kind].hint),
		    jv_string("rows"), rows));
		str_free(&message);
	}
	return all;
}
