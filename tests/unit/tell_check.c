/* Unit tests of tell_check: which numbers a table bears out, and which not. */
#include "rec.h"
#include "tell_check.h"
#include "tell_number.h"
#include "unit.h"

#include <math.h>
#include <string.h>

static const char sales[] = "{\"chart\":{\"type\":\"bar\",\"x\":\"region\",\"y\":\"revenue\"},\"table\":{"
    "\"columns\":[{\"name\":\"region\",\"type\":\"text\"},{\"name\":\"revenue\",\"type\":\"number\"}],"
    "\"rows\":[[\"North\",9120.5],[\"South\",4000],[\"East 51\",3500.25],[\"West\",100]],\"total_rows\":4}}";

static const char months[] = "{\"chart\":{\"type\":\"line\",\"x\":\"month\",\"y\":\"n\"},\"table\":{"
    "\"columns\":[{\"name\":\"month\",\"type\":\"date\"},{\"name\":\"n\",\"type\":\"integer\"}],"
    "\"rows\":[[\"2019-07-01\",289],[\"2019-08-01\",159],[\"2019-09-01\",312],[\"2019-10-01\",356]]}}";

/* Expects the sentence kept where how (of its last number) is given, else dropped. */
static void
checks(const char *request, const char *sentence, const char *how)
{
	jv r = jv_parse(request), found = tell_check(JV_ARRAY(jv_string(sentence)), r);
	jv kept = jv_at(found, "kept"), numbers = jv_at(found, "numbers");
	int n = jv_array_length(jv_copy(numbers));

	ck_assert_msg((jv_array_length(jv_copy(kept)) == 1) == (how != NULL), "%s", sentence);
	if (how != NULL && n > 0) {
		jv last = jv_array_get(jv_copy(numbers), n - 1);

		ck_assert_msg(strcmp(jv_text(last, "how"), how) == 0, "%s: %s", sentence, jv_text(last, "how"));
		jv_free(last);
	}
	jv_free(kept);
	jv_free(numbers);
	jv_free(found);
	jv_free(r);
}

START_TEST(what_the_table_bears_out_stays)
{
	checks(sales, "North made $9,120.50.", "cell");
	checks(sales, "North made about 9,100.", "cell");
	checks(sales, "North made $9.1 thousand.", "cell");
	checks(sales, "In all it is 16,721.", "sum");
	checks(sales, "North holds 55% of it.", "share");
	checks(sales, "North made 2.3 times as much as South.", "ratio");
	checks(sales, "North made more than twice as much as South.", "ratio");
	checks(sales, "South trails North by 5,120.50.", "difference");
	checks(sales, "The top two make up 78% together.", "share of the highest");
	checks(sales, "The average is 4,180.", "mean");
	checks(sales, "There are 4 regions.", "count");
	checks(sales, "East 51 comes third.", "name");
	checks(sales, "North is ahead.", "");
	checks(sales, "All four regions count.", "count");
	checks(sales, "The top three follow.", "place");
	checks(sales, "North holds more than half of it.", "share");
	checks(sales, "East 51 and its 51st store.", NULL);
	checks(months, "In Q3 it was 312.", "cell");
	checks(months, "Orders rose from 289 in July 2019 to 356 in October 2019.", "date");
	checks(months, "Orders rose 23% to 356.", "cell");
	checks(months, "Orders are up 23%.", "change");
	checks(months, "From August to October they more than doubled.", "ratio");
}
END_TEST

START_TEST(what_it_does_not_is_dropped)
{
	checks(sales, "North made $9,300.", NULL);
	checks(sales, "North holds 62% of it.", NULL);
	checks(sales, "North made 4 times as much as South.", NULL);
	checks(sales, "Sales rose by 17% since 2019.", NULL);
	checks(sales, "It will reach 20,000 next year.", NULL);
	checks(sales, "North, with 9,120.50, beat its target of 8,500.", NULL);
	checks(months, "Orders tripled.", NULL);
	checks(months, "In 2018 there were fewer.", NULL);
	checks(months, "Orders rose 40%.", NULL);
	checks(sales, "North made nine thousand more than ninety million others.", NULL);
	checks(sales, "Seven regions share it.", NULL);
	checks(sales, "North holds two thirds of it.", NULL);
	checks(sales, "It made EUR99 and US50000.", NULL);
	checks(sales, "It made \xef\xbc\x99\xef\xbc\x99\xef\xbc\x99.", NULL);
	checks(sales, "It is up \xc2\xbd.", NULL);
	checks(sales, "North made 4\xe2\x80\x8b" "4,000,000.", NULL);
	checks(sales, "The 9,000,000th order came.", NULL);
	checks(sales, "North made 9.999.999 or 9e9.", NULL);
	checks(sales, "North made 5k% of it.", NULL);
	checks(sales, "“Ninety” stores – or “ninety–five”.", NULL);
	checks(sales, "COVID-19 was the cause.", NULL);
}
END_TEST

static void
states(const char *s, double value, double slack, enum stated_kind kind)
{
	struct stated n;
	size_t at = 0;

	ck_assert_msg(stated_next(s, &at, &n), "%s", s);
	ck_assert_msg(fabs(n.value - value) < 1e-9 * fmax(1, fabs(value)), "%s: %g", s, n.value);
	ck_assert_msg(fabs(n.slack - slack) < 1e-9 * fmax(1, slack), "%s: slack %g", s, n.slack);
	ck_assert_int_eq(n.kind, kind);
}

START_TEST(numbers_are_read_as_written)
{
	struct stated n;
	size_t at = 0;

	states("it is $1,234.50 now", 1234.5, 0.005, STATED_PLAIN);
	states("1.2 million", 1.2e6, 5e4, STATED_PLAIN);
	states("over 1.2 million", 1.2e6, 1e5, STATED_PLAIN);
	states("-$3.5", -3.5, 0.05, STATED_PLAIN);
	states("fell to \xe2\x88\x92" "3", -3, 0.5, STATED_PLAIN);
	states("34%", 34, 0.5, STATED_PERCENT);
	states("34 percent", 34, 0.5, STATED_PERCENT);
	states("2.5 times", 2.5, 0.05, STATED_TIMES);
	states("3x", 3, 0.5, STATED_TIMES);
	states("40,000", 40000, 500, STATED_PLAIN);
	states("three", 3, 0.5, STATED_PLAIN);
	states("twenty-one of them", 21, 0.5, STATED_PLAIN);
	states("two hundred and five", 205, 0.5, STATED_PLAIN);
	states("two million", 2e6, 5e5, STATED_PLAIN);
	states("a dozen", 12, 6, STATED_PLAIN);
	states("forty percent", 40, 0.5, STATED_PERCENT);
	states("three times", 3, 0.5, STATED_TIMES);
	states("two thirds", 200 / 3.0, 4, STATED_PERCENT);
	states("half of it", 50, 3, STATED_PERCENT);
	states("1'234'567", 1234567, 0.5, STATED_PLAIN);
	states("1\xe2\x80\xaf" "234", 1234, 0.5, STATED_PLAIN);
	ck_assert(!stated_next("a one and only, the first half, often", &at, &n));
	at = 0;
	ck_assert(stated_next("the Road-150 it is", &at, &n) && n.in_word && n.from == 4 && n.to == 12);
	at = 0;
	ck_assert(stated_next("\xef\xbc\x99\xef\xbc\x99", &at, &n) && isnan(n.value));
}
END_TEST

START_TEST(a_text_is_cut_into_sentences)
{
	jv all = tell_sentences("It is 1.5 million, e.g. much. J. Smith has 3.2 km! Why? End");

	ck_assert_int_eq(jv_array_length(jv_copy(all)), 4);
	jv_free(all);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, what_the_table_bears_out_stays);
	tcase_add_test(t, what_it_does_not_is_dropped);
	tcase_add_test(t, numbers_are_read_as_written);
	tcase_add_test(t, a_text_is_cut_into_sentences);
}

UNIT_MAIN("tell_check", add)
