#include "cells.h"

#include "tell_words.h"

jv
cells_number(jv number, jv chart)
{
	struct number_style style = words_style(chart, "y_format", "y_unit");
	struct str b = {0};

	words_number(&b, jv_number_value(number), &style);
	jv text = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	jv_free(number);
	return text;
}
