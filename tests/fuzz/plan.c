/* Fuzzes the planner: a question and, on the lines behind it, the names of
 * columns (a type each, in turn) and their cells.  The goals are drawn on every
 * rung, explained, and followed up by the question itself. */
#include "mem.h"
#include "plan.h"
#include "str.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char orders[] = "{\"kind\":\"dataset\",\"id\":\"orders\",\"rows\":200,\"columns\":["
    "{\"name\":\"order_id\",\"type\":\"integer\",\"role\":\"id\",\"distinct\":200,\"min\":1,\"max\":200},"
    "{\"name\":\"ordered_on\",\"type\":\"date\",\"role\":\"time\",\"distinct\":150,\"min\":\"2019-01-02\",\"max\":\"2022-12-30\"},"
    "{\"name\":\"Region\",\"type\":\"text\",\"role\":\"category\",\"distinct\":3,\"top\":[{\"value\":\"North\",\"count\":90},{\"value\":\"St. Olav\",\"count\":60}]},"
    "{\"name\":\"paid\",\"type\":\"boolean\",\"role\":\"category\",\"distinct\":2,\"top\":[{\"value\":\"1\",\"count\":120}]},"
    "{\"name\":\"net_revenue\",\"type\":\"number\",\"role\":\"measure\",\"unit\":\"$\",\"distinct\":190,\"min\":1.5,\"max\":990,\"mean\":41},"
    "{\"name\":\"net_cost\",\"type\":\"number\",\"role\":\"measure\",\"unit\":\"$\",\"distinct\":180,\"min\":0,\"max\":700,\"mean\":30,\"nulls\":4},"
    "{\"name\":\"took_sec\",\"type\":\"integer\",\"role\":\"measure\",\"distinct\":9,\"min\":0,\"max\":9}]}";

/* A dataset of the names and cells that the lines give. */
static jv
made_up(char *lines)
{
	static const char *const types[] = {"text", "integer", "date", "number", "boolean", "datetime"};
	static const char *const roles[] = {"category", "measure", "time", "measure", "category", "time", "id", "text", "geo"};
	jv columns = jv_array();
	int i = 0;

	for (char *line; i < 24 && (line = strsep(&lines, "\n")) != NULL; i++) {
		char *cells = line, *name = strsep(&cells, "\t");
		jv top = jv_array(), c;

		for (char *cell; cells != NULL && (cell = strsep(&cells, "\t")) != NULL;)
			top = jv_array_append(top, JV_OBJECT(jv_string("value"), jv_string(cell), jv_string("count"), jv_number(7)));
		c = JV_OBJECT(jv_string("name"), jv_string(name), jv_string("type"), jv_string(types[i % 6]),
		    jv_string("role"), jv_string(roles[(i * 5 + (int)strlen(name)) % 9]), jv_string("distinct"), jv_number((double)(strlen(name) * 3)),
		    jv_string("top"), top, jv_string("nulls"), jv_number(i % 3));
		c = jv_object_set(c, jv_string("min"), i % 6 == 2 ? jv_string("2020-02-29") : jv_number(-i));
		columns = jv_array_append(columns, jv_object_set(c, jv_string("max"), i % 6 == 2 ? jv_string("2023-01-01") : jv_number(i * 1000)));
	}
	return JV_OBJECT(jv_string("kind"), jv_string("dataset"), jv_string("id"), jv_string("made up"), jv_string("rows"), jv_number(40),
	    jv_string("columns"), columns);
}

static jv
request(jv sets, jv questions, jv history)
{
	jv relations = jv_parse("[{\"from\":[\"orders\",\"Region\"],\"to\":[\"made up\",\"name\"]}]");

	return JV_OBJECT(jv_string("n"), jv_number(5), jv_string("questions"), questions, jv_string("history"), history,
	    jv_string("datasets"), sets, jv_string("relations"), relations);
}

static void
draw(jv goals, jv sets)
{
	static const char *const levels[] = {"typed", "basic", "table"};
	jv all = jv_object_get(goals, jv_string("goals"));

	jv_array_foreach(all, i, goal) {
		for (size_t k = 0; k < 3; k++) {
			jv r = request(jv_copy(sets), jv_array(), jv_array());

			r = jv_object_set(r, jv_string("goal"), jv_copy(goal));
			jv_free(plan_code(jv_object_set(r, jv_string("level"), jv_string(levels[k]))));
		}
		jv_free(plan_explain(goal));
	}
	jv_free(all);
	jv_free(sets);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *text = mem_dup(bytes, n), *lines = strchr(text, '\n');

	if (lines != NULL)
		*lines++ = '\0';
	jv sets = JV_ARRAY(jv_parse(orders), made_up(lines != NULL ? lines : text)), question = jv_string(text);
	jv goals = plan_goals(request(jv_copy(sets), JV_ARRAY(jv_copy(question)), jv_array()));
	jv before = jv_object_get(jv_copy(goals), jv_string("goals"));

	draw(goals, jv_copy(sets));
	draw(plan_goals(request(jv_copy(sets), JV_ARRAY(question), before)), jv_copy(sets));
	draw(plan_goals(request(jv_copy(sets), jv_array(), jv_array())), sets);
	free(text);
	return 0;
}
