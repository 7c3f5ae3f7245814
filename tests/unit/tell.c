/* Unit tests of tell: what is said of small tables, word for word, and what is
 * not said of odd ones. */
#include "rec.h"
#include "tell.h"
#include "tell_words.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
tells(const char *goal, const char *chart, const char *columns, const char *rows, const char *want)
{
	jv list = jv_array(), names = jv_parse(columns);

	jv_array_foreach(names, i, pair) {
		list = jv_array_append(list, JV_OBJECT(jv_string("name"), jv_array_get(jv_copy(pair), 0),
		    jv_string("type"), jv_array_get(jv_copy(pair), 1)));
		jv_free(pair);
	}
	jv_free(names);
	jv table = JV_OBJECT(jv_string("columns"), list, jv_string("rows"), jv_parse(rows));
	jv answer = tell_table(JV_OBJECT(jv_string("goal"), jv_parse(goal), jv_string("chart"), jv_parse(chart),
	    jv_string("table"), table));

	ck_assert_str_eq(jv_text(answer, "text"), want);
	jv_free(answer);
}

#define REGION "[[\"region\",\"text\"],[\"revenue\",\"number\"]]"
#define BAR "{\"type\":\"bar\",\"x\":\"region\",\"y\":\"revenue\",\"y_label\":\"Revenue ($)\"," \
	"\"y_format\":\"money\",\"y_unit\":\"$\"}"
#define SUM "{\"aggregate\":\"sum\"}"

START_TEST(a_leader_has_share_ratio_and_a_last)
{
	tells(SUM, BAR, REGION, "[[\"North\",9120.75],[\"South\",4000],[\"East\",3500.25],[\"West\",100]]",
	    "North leads with $9,121, 55% of the total of $16,721. "
	    "That is 2.3 times South, which follows with $4,000. West is lowest with $100.");
	tells("{\"aggregate\":\"avg\"}", BAR, REGION, "[[\"North\",90.5],[\"South\",90]]",
	    "North has the highest revenue, $90.50. South has $90, a difference of $0.50.");
}
END_TEST

START_TEST(odd_rankings_make_sense)
{
	tells(SUM, BAR, REGION, "[]", "The query returned no rows, so there is nothing to compare.");
	tells(SUM, BAR, REGION, "[[\"a\",null],[\"b\",null]]", "None of the 2 rows has a value for revenue.");
	tells(SUM, BAR, REGION, "[[\"a\",5]]", "For a, the revenue is $5.");
	tells(SUM, BAR, REGION, "[[\"a\",5],[\"b\",5],[\"c\",5]]", "All 3 values of revenue are the same: $5.");
	tells(SUM, BAR, REGION, "[[\"a\",5],[\"b\",5],[\"c\",1]]",
	    "a and b share the highest revenue, $5. c is lowest with $1.");
	tells(SUM, BAR, REGION, "[[\"a\",5],[\"b\",-1],[\"c\",-3]]",
	    "a has the highest revenue, $5. b follows with −$1. 2 of the 3 entries are below zero, down to −$3 for c.");
	tells(SUM, BAR, REGION, "[[\"a\",0],[\"b\",0]]", "All 2 values of revenue are the same: $0.");
	tells(SUM, BAR, REGION, "[[null,9],[\"b\",2],[\"c\",1],[\"d\",null]]",
	    "(no region) leads with $9, 75% of the total of $12. That is 4.5 times b, which follows with $2. "
	    "c is lowest with $1. One of the 4 rows has no value and is left out.");
}
END_TEST

START_TEST(a_cell_at_the_start_gets_a_capital_where_it_is_a_word)
{
	tells(SUM, BAR, REGION, "[[\"sun\",5],[\"e2\",1]]",
	    "Sun has the highest revenue, $5. That is 5 times e2, which has $1.");
	tells(SUM, BAR, REGION, "[[\"Bike, red\",5],[\"iPod\",1]]",
	    "“Bike, red” has the highest revenue, $5. That is 5 times iPod, which has $1.");
}
END_TEST

START_TEST(an_hour_of_the_day_is_a_time)
{
	tells("{\"aggregate\":\"count\",\"time_unit\":\"hour\"}", BAR, "[[\"region\",\"integer\"],[\"revenue\",\"integer\"]]", "[[9,5],[13,1]]",
	    "09:00 has the highest revenue, $5. That is 5 times 13:00, which has $1.");
}
END_TEST

#define MONTH "[[\"month\",\"date\"],[\"n\",\"number\"]]"
#define LINE "{\"type\":\"line\",\"x\":\"month\",\"y\":\"n\",\"y_label\":\"Orders\",\"time_unit\":\"month\"}"

START_TEST(a_trend_has_ends_and_extremes)
{
	tells(SUM, LINE, MONTH, "[[\"2019-09\",30],[\"2019-07\",10],[\"2019-08\",40]]",
	    "Orders rose from 10 in July 2019 to 30 in September 2019, 3 times as much. "
	    "It peaked at 40 in August 2019. The total is 80, an average of 26.7 for each of the 3 months.");
	tells(SUM, LINE, MONTH, "[[\"2019-07-01\",40]]", "The only value is 40, in July 2019.");
	tells("{}", LINE, MONTH, "[[\"2019-07-01\",-4],[\"2019-08-01\",4]]",
	    "Orders rose from −4 in July 2019 to 4 in August 2019.");
}
END_TEST

#define AB "[[\"a\",\"number\"],[\"b\",\"number\"]]"

START_TEST(points_are_told_by_correlation)
{
	tells("{}", "{\"type\":\"scatter\",\"x\":\"a\",\"y\":\"b\"}", AB, "[[1,2],[2,3],[3,5],[4,4],[5,9],[6,null]]",
	    "A and b rise together: the relation across the 5 points is very strong (correlation 0.88). "
	    "A runs from 1 to 5, b from 2 to 9. One of the 6 rows has no value and is left out.");
	tells("{}", "{\"type\":\"scatter\",\"x\":\"a\",\"y\":\"b\"}", AB, "[[1,2],[1,2]]",
	    "A runs from 1 to 1, b from 2 to 2.");
	tells("{}", "{\"type\":\"histogram\",\"x\":\"a\"}", "[[\"a\",\"number\"]]", "[[1],[2],[3],[4],[5]]",
	    "Half of the 5 values of a lie between 2 and 4, with the middle at 3. They run from 1 to 5.");
}
END_TEST

static void
number_is(double v, struct number_style s, const char *want)
{
	struct str b = {0};

	words_number(&b, v, &s);
	ck_assert_str_eq(b.s, want);
	str_free(&b);
}

START_TEST(numbers_read_as_a_person_writes_them)
{
	struct number_style plain = {.form = NUMBER_PLAIN}, usd = {NUMBER_MONEY, "$"};

	number_is(0, plain, "0");
	number_is(-0.0, plain, "0");
	number_is(0.1 + 0.2, plain, "0.3");
	number_is(1234567, plain, "1.23 million");
	number_is(999999.7, plain, "1 million");
	number_is(999999, plain, "999,999");
	number_is(123456.7, plain, "123,457");
	number_is(12.345, plain, "12.3");
	number_is(0.000123456, plain, "0.000123");
	number_is(2.5e9, usd, "$2.5 billion");
	number_is(-3.5, usd, "−$3.50");
	number_is(0.123, usd, "$0.12");
	number_is(1e300, plain, "1e+300");
	number_is(12.5, (struct number_style){NUMBER_PERCENT, NULL}, "12.5%");
	number_is(12.5, (struct number_style){NUMBER_PLAIN, "km"}, "12.5 km");
}
END_TEST

START_TEST(shares_never_round_to_all_or_nothing)
{
	static const struct {
		double share;
		const char *want;
	} rows[] = {{0, "0%"}, {0.0001, "less than 0.1%"}, {0.034, "3.4%"}, {0.34, "34%"}, {0.994, "99.4%"},
	    {0.9999, "more than 99.9%"}, {1, "100%"}, {2.5, "250%"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str b = {0};

		words_share(&b, rows[i].share);
		ck_assert_str_eq(b.s, rows[i].want);
		str_free(&b);
	}
}
END_TEST

static void
noun_is(const char *label, const char *want)
{
	struct str b = {0};

	words_noun(&b, label, false);
	ck_assert_str_eq(b.s, want);
	str_free(&b);
}

START_TEST(labels_become_nouns)
{
	noun_is("Revenue ($)", "revenue");
	noun_is("unit_price", "unit price");
	noun_is("SalesOrderID", "sales orderID");
	noun_is("UnitPrice", "unit price");
	noun_is("GDP per head", "GDP per head");
	noun_is("", "value");
}
END_TEST

START_TEST(dates_are_dates_only_where_whole)
{
	ck_assert_int_eq(words_period("2019"), PERIOD_YEAR);
	ck_assert_int_eq(words_period("2019-03"), PERIOD_MONTH);
	ck_assert_int_eq(words_period("2019-Q3"), PERIOD_QUARTER);
	ck_assert_int_eq(words_period("2019-03-05"), PERIOD_DAY);
	ck_assert_int_eq(words_period("2019-03-05T10:00"), PERIOD_TIME);
	ck_assert_int_eq(words_period("2019-03-0"), PERIOD_NONE);
	ck_assert_int_eq(words_period("Mountain-100"), PERIOD_NONE);
	ck_assert_int_eq(words_period(""), PERIOD_NONE);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, a_leader_has_share_ratio_and_a_last);
	tcase_add_test(t, odd_rankings_make_sense);
	tcase_add_test(t, a_cell_at_the_start_gets_a_capital_where_it_is_a_word);
	tcase_add_test(t, an_hour_of_the_day_is_a_time);
	tcase_add_test(t, a_trend_has_ends_and_extremes);
	tcase_add_test(t, points_are_told_by_correlation);
	tcase_add_test(t, numbers_read_as_a_person_writes_them);
	tcase_add_test(t, shares_never_round_to_all_or_nothing);
	tcase_add_test(t, labels_become_nouns);
	tcase_add_test(t, dates_are_dates_only_where_whole);
}

UNIT_MAIN("tell", add)
