/* The loop: what passes, what is acted on, in which order, and the status. */
#include "filter.h"
#include "line.h"
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What f makes of in: its stdout, and its status. */
static char *
through(const struct filter *f, const char *in, int *status)
{
	FILE *from = tmpfile(), *to = tmpfile();
	struct str out = {0};

	fwrite(in, 1, strlen(in), from);
	fflush(from);
	rewind(from);
	pid_t pid = fork();

	if (pid == 0) {
		dup2(fileno(from), 0);
		dup2(fileno(to), 1);
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		_exit(filter_run(f));
	}
	waitpid(pid, status, 0);
	*status = WEXITSTATUS(*status);
	lseek(fileno(to), 0, SEEK_SET);
	ck_assert_int_eq(line_slurp(fileno(to), &out, 0), 0);
	fclose(from);
	fclose(to);
	return str_take(&out);
}

static void
gives(const struct filter *f, const char *in, const char *want, int status)
{
	int got_status;
	char *got = through(f, in, &got_status);

	ck_assert_str_eq(got, want);
	ck_assert_int_eq(got_status, status);
	free(got);
}

/* A stage that doubles n: {"double":{"ok":true,"n":2n}}. */
static jv
inputs(const struct rec *r, const struct data *d)
{
	jv n = rec_get(r, "n");

	(void)d;
	if (jv_get_kind(n) == JV_KIND_NUMBER)
		return n;
	jv_free(n);
	return jv_invalid();
}

static jv
act(struct rec *r, const struct data *d, void *ctx)
{
	double n = jv_num(r->object, "n", 0);

	(void)d;
	(void)ctx;
	if (n == 13)
		return rec_fail("test.thirteen", false, "take 12", "13 is not taken");
	if (n == 99)
		raise(SIGKILL);
	if (n == 500)
		sleep(30);
	if (n == 7)
		filter_environment();
	usleep(n == 1 ? 100000 : 0);
	return JV_OBJECT(jv_string("ok"), jv_true(), jv_string("n"), jv_number(2 * n));
}

static const struct filter twice = {.name = "twice", .key = "double", .inputs = inputs, .act = act};

START_TEST(lines_not_wanted_leave_as_they_came)
{
	const char *odd = "{\"kind\":\"odd\", \"n\": 1.10 }\n\n{\"kind\":\"chart\",\"id\":\"c\"}\n";

	gives(&twice, odd, odd, 0);
	gives(&twice, "{\"kind\":\"odd\"}", "{\"kind\":\"odd\"}\n", 0);
	gives(&twice, "", "", 0);
}
END_TEST

START_TEST(an_act_adds_one_key_and_is_not_done_twice)
{
	int status;
	char *once = through(&twice, "{\"kind\":\"chart\",\"n\": 2.0}\n", &status);

	ck_assert_ptr_nonnull(strstr(once, "\"n\": 2.0,\"double\":{"));
	ck_assert_ptr_nonnull(strstr(once, "\"n\":4"));
	gives(&twice, once, once, 0);
	/* with other options it is done again, and again only once */
	struct filter other = twice;

	other.with = "xxh128:1";
	char *again = through(&other, once, &status);

	ck_assert_str_ne(once, again);
	gives(&other, again, again, 0);
	free(once);
	free(again);
}
END_TEST

START_TEST(a_bad_line_becomes_an_error_line)
{
	int status;
	char *out = through(&twice, "{\"kind\":\"odd\"}\n{\"kind\n{\"kind\":\"odd\"}\n", &status);

	ck_assert_int_eq(status, EXIT_SOME_FAILED);
	ck_assert_int_eq(strncmp(out, "{\"kind\":\"odd\"}\n{\"kind\":\"error\"", 30), 0);
	ck_assert_ptr_nonnull(strstr(out, "line 2"));
	free(out);
}
END_TEST

/* The n of each double, in order. */
static void
doubles(const char *out, char *list)
{
	*list = '\0';
	for (const char *p = out; (p = strstr(p, "\"double\":{")) != NULL; p++) {
		const char *n = strstr(p, "\"n\":"), *end = strchr(p, '\n');

		if (n != NULL && n < end)
			sprintf(list + strlen(list), "%d ", atoi(n + 4));
		else
			strcat(list, "- ");
	}
}

START_TEST(workers_keep_the_order)
{
	struct filter f = twice;
	struct str in = {0};
	char list[400];
	int status;

	f.jobs = 3;
	for (int i = 1; i <= 9; i++)
		str_addf(&in, "{\"kind\":\"chart\",\"n\":%d}\n", i == 7 ? 0 : i);
	char *out = through(&f, in.s, &status);

	doubles(out, list);
	ck_assert_str_eq(list, "2 4 6 8 10 12 0 16 18 ");
	ck_assert_int_eq(status, 0);
	free(out);
	str_free(&in);
}
END_TEST

START_TEST(a_worker_that_dies_or_hangs_costs_its_line_only)
{
	struct filter f = twice;
	char list[400];
	int status;

	f.jobs = 2;
	f.wall_ms = 300;
	char *out = through(&f, "{\"kind\":\"chart\",\"n\":99}\n{\"kind\":\"chart\",\"n\":500}\n"
	    "{\"kind\":\"chart\",\"n\":13}\n{\"kind\":\"chart\",\"n\":3}\n", &status);

	doubles(out, list);
	ck_assert_str_eq(list, "- - - 6 ");
	ck_assert_int_eq(status, EXIT_SOME_FAILED);
	ck_assert_ptr_nonnull(strstr(out, "worker.died"));
	ck_assert_ptr_nonnull(strstr(out, "worker.time"));
	ck_assert_ptr_nonnull(strstr(out, "test.thirteen"));
	gives(&f, out, out, 0);   /* failed for good: not tried again */
	free(out);
}
END_TEST

START_TEST(an_environment_that_failed_is_status_3_from_a_worker_too)
{
	struct filter f = twice;
	int status;

	for (f.jobs = 0; f.jobs < 3; f.jobs += 2) {
		free(through(&f, "{\"kind\":\"chart\",\"n\":7}\n", &status));
		ck_assert_int_eq(status, EXIT_ENVIRONMENT);
	}
}
END_TEST

/* Even numbers may share a worker; each says how many did. */
static bool
is_even(const struct rec *r, void *ctx)
{
	(void)ctx;
	return (int)jv_num(r->object, "n", 1) % 2 == 0;
}

static void
act_together(struct rec **team, size_t n, const struct data *d, void *ctx, jv *values)
{
	for (size_t i = 0; i < n; i++)
		values[i] = jv_object_set(act(team[i], d, ctx), jv_string("team"), jv_number((double)n));
}

START_TEST(lines_that_may_share_a_worker_do)
{
	struct filter f = twice;
	char list[400];
	int status;

	f.jobs = 1;
	f.together = 3;
	f.may_join = is_even;
	f.act_together = act_together;
	char *out = through(&f, "{\"kind\":\"chart\",\"n\":2}\n{\"kind\":\"chart\",\"n\":3}\n{\"odd\":1}\n"
	    "{\"kind\":\"chart\",\"n\":4}\n{\"kind\":\"chart\",\"n\":6}\n{\"kind\":\"chart\",\"n\":8}\n", &status);

	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(out, "{\"odd\":1}\n{\"kind\":\"chart\",\"n\":4,"));
	int twos = 0;

	/* 2 and 4 (three lines were held, one of them odd), then 6 and 8. */
	for (const char *p = out; (p = strstr(p, "\"team\":2")) != NULL; p++)
		twos++;
	ck_assert_int_eq(twos, 4);
	gives(&f, out, out, 0);
	free(out);
	/* A team that dies costs its own lines, and no other. */
	out = through(&f, "{\"kind\":\"chart\",\"n\":500}\n{\"kind\":\"chart\",\"n\":2}\n"
	    "{\"kind\":\"chart\",\"n\":3}\n{\"kind\":\"chart\",\"n\":5}\n", (f.wall_ms = 300, &status));
	doubles(out, list);
	ck_assert_str_eq(list, "- - 6 10 ");
	ck_assert_int_eq(status, EXIT_SOME_FAILED);
	free(out);
}
END_TEST

/* A line that is done leaves although the next one is not yet written. */
START_TEST(a_finished_line_does_not_wait_for_the_next)
{
	struct filter f = twice;
	int in[2], out[2];
	static const char three[] = "{\"kind\":\"chart\",\"n\":3}\n";
	char line[200];

	f.jobs = 2;
	ck_assert_int_eq(pipe(in), 0);
	ck_assert_int_eq(pipe(out), 0);
	pid_t pid = fork();

	if (pid == 0) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		close(in[1]);
		_exit(filter_run(&f));
	}
	ck_assert_int_eq(line_write(in[1], three, strlen(three)), 0);
	alarm(5);
	ck_assert_int_gt((int)read(out[0], line, sizeof line), 0);
	alarm(0);
	close(in[0]);
	close(in[1]);
	waitpid(pid, NULL, 0);
	close(out[0]);
	close(out[1]);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, lines_that_may_share_a_worker_do);
	tcase_add_test(t, a_finished_line_does_not_wait_for_the_next);
	tcase_add_test(t, lines_not_wanted_leave_as_they_came);
	tcase_add_test(t, an_act_adds_one_key_and_is_not_done_twice);
	tcase_add_test(t, a_bad_line_becomes_an_error_line);
	tcase_add_test(t, workers_keep_the_order);
	tcase_add_test(t, a_worker_that_dies_or_hangs_costs_its_line_only);
	tcase_add_test(t, an_environment_that_failed_is_status_3_from_a_worker_too);
}

UNIT_MAIN("filter", add)
