/* Batches to columns, by threads.
 *
 * Rows come in groups of batches.  While the columns of one group are worked
 * on, the next group is read and the correlations of the one before are added:
 * each of these, and each column, is a task that the next free thread takes.
 * When all are done the groups move on by one.  A column is one task and takes
 * its batches in order, so the number of threads changes nothing but the time. */
#include "profile_impl.h"

#include "mem.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static jv
row_jv(struct csvin_batch *b, size_t row)
{
	enum { MOST = 100 };
	jv fields = jv_array();

	for (size_t c = 0; c < b->columns; c++) {
		size_t n;

		csvin_column(b, c);
		const char *s = csvin_cell(b, row, c, &n);

		if (n <= MOST) {
			fields = jv_array_append(fields, jv_string_sized(s, (int)n));
		} else {
			jv cut = jv_string_sized(s, (int)str_utf8(s, MOST));

			fields = jv_array_append(fields, jv_string_append_str(cut, "…"));
		}
	}
	return fields;
}

static void
take_sample(struct run *r, struct csvin_batch *b)
{
	enum { ROWS = 5 };

	for (size_t i = 0; i < b->rows && jv_array_length(jv_copy(r->sample)) < ROWS; i++)
		r->sample = jv_array_append(r->sample, row_jv(b, i));
}

enum { GROUP = 4, THREADS_MOST = 8 };

struct group {
	struct csvin_batch batch[GROUP];
	size_t n, rows;
};

struct crew {
	struct run *run;
	struct group groups[2];
	uint64_t turn;                     /* the group at hand is groups[turn % 2] */
	size_t rows_before;                /* of the group before */
	int more;                          /* what csvin_next said last */
	struct scratch scratch[THREADS_MOST];

	pthread_mutex_t lock;
	pthread_cond_t work, done;
	size_t next, finished, tasks;
	bool over;
	pthread_t thread[THREADS_MOST];
	int threads;                       /* beside the caller's */
};

struct hand {
	struct crew *crew;
	int number;
};

static void
read_group(struct crew *c, struct group *g)
{
	g->n = g->rows = 0;
	while (g->n < GROUP && c->more == 1) {
		c->more = csvin_next(c->run->in, &g->batch[g->n]);
		if (c->more == 1)
			g->rows += g->batch[g->n++].rows;
	}
}

/* Task 0 reads, 1 correlates, the others are columns. */
static void
perform(struct crew *c, size_t task, struct scratch *t)
{
	struct run *r = c->run;
	int parity = (int)(c->turn % 2);
	struct group *now = &c->groups[parity];

	if (task == 0)
		read_group(c, &c->groups[1 - parity]);
	else if (task == 1 && c->rows_before > 0)
		pairs_add(r->pairs, r->columns, r->n, 1 - parity, c->rows_before);
	else if (task >= 2 && now->n > 0)
		column_group(&r->columns[task - 2], now->batch, now->n, task - 2, parity, t);
}

/* Takes tasks until none is left; lock is held before and after. */
static void
take_tasks(struct crew *c, struct scratch *t)
{
	while (c->next < c->tasks) {
		size_t task = c->next++;

		pthread_mutex_unlock(&c->lock);
		perform(c, task, t);
		pthread_mutex_lock(&c->lock);
		if (++c->finished == c->tasks)
			pthread_cond_signal(&c->done);
	}
}

static void *
work(void *arg)
{
	struct hand *h = arg;
	struct crew *c = h->crew;

	pthread_mutex_lock(&c->lock);
	while (!c->over) {
		take_tasks(c, &c->scratch[h->number]);
		if (!c->over)
			pthread_cond_wait(&c->work, &c->lock);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Fewer threads than asked for do as well. */
static void
hire(struct crew *c, struct hand *hands)
{
	while (c->threads < c->run->threads - 1 && c->threads < THREADS_MOST - 1) {
		hands[c->threads] = (struct hand){c, c->threads + 1};
		if (pthread_create(&c->thread[c->threads], NULL, work, &hands[c->threads]) != 0)
			return;
		c->threads++;
	}
}

static void
turn(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->tasks = c->run->n + 2;
	c->next = c->finished = 0;
	if (c->threads > 0)
		pthread_cond_broadcast(&c->work);
	take_tasks(c, &c->scratch[0]);
	while (c->finished < c->tasks)
		pthread_cond_wait(&c->done, &c->lock);
	pthread_mutex_unlock(&c->lock);
	c->rows_before = c->groups[c->turn % 2].rows;
	c->run->rows += c->rows_before;
	c->turn++;
}

static void
dismiss(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->over = true;
	pthread_cond_broadcast(&c->work);
	pthread_mutex_unlock(&c->lock);
	for (int i = 0; i < c->threads; i++)
		pthread_join(c->thread[i], NULL);
	for (int i = 0; i < THREADS_MOST; i++)
		scratch_free(&c->scratch[i]);
	for (int g = 0; g < 2; g++)
		for (int i = 0; i < GROUP; i++)
			csvin_batch_free(&c->groups[g].batch[i]);
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->work);
	pthread_cond_destroy(&c->done);
}

int
run_all(struct run *r)
{
	struct crew *c = mem_calloc(1, sizeof *c);
	struct hand hands[THREADS_MOST];

	c->run = r;
	c->more = 1;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->work, NULL);
	pthread_cond_init(&c->done, NULL);
	read_group(c, &c->groups[0]);
	if (c->groups[0].n > 0)
		take_sample(r, &c->groups[0].batch[0]);
	/* A small file is done before threads have started. */
	if (c->groups[0].n == GROUP)
		hire(c, hands);
	while (c->groups[c->turn % 2].n > 0 || c->rows_before > 0)
		turn(c);
	int more = c->more;

	dismiss(c);
	free(c);
	return more;
}
