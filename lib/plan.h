/* plan: the built-in planner, which needs no model.
 *
 * plan_goals and plan_code are what the provider "builtin" answers: pure
 * functions of the request and of the text files in share/planner (which words
 * mean what, which chart fits which fields, and the weights of the choice).
 * A file of share/planner that cannot be read ends the program with status 2. */
#ifndef VIZ_PLAN_H
#define VIZ_PLAN_H

#include <jv.h>

/* {"task":"goals","n","questions","history","datasets","relations"}, consumed,
 * to {"goals":[…]}: one goal a question, in their order, or the n goals that
 * the profiles call for where there are no questions.  A question of which
 * nothing is understood gets the goal {"ok":false,"error":…}. */
jv plan_goals(jv request);

/* {"task":"code","level","goal","datasets","relations","attempts"}, consumed,
 * to {"sql","chart","gnuplot":null,"explanation"}, or rec_fail(…) where the
 * goal names what the datasets lack.  With "edits" (texts, such as "top 10 only")
 * the goal is changed so first; with "code" ({"sql","chart","edits":N}, drawn now
 * with the first N of them) what only changes the drawing keeps that SQL; then "goal"
 * is the goal that they made, "missed" lists the clauses not understood. */
jv plan_code(jv request);

/* A goal's reading in plain words, for people: lines of text, to be freed with
 * jv_free.  Consumes goal. */
jv plan_explain(jv goal);

#endif
