/* Batches to columns, by threads.
 *
 * Batches go round a ring.  One job reads them; each strand, a job too, takes
 * some of the columns through them; the last adds up the correlations and sets
 * the batch free.  A thread that is idle takes the next job that can go on, so
 * none waits for another while there is work.  A job takes its batches in order,
 * so the number of threads changes nothing but the time. */
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

enum {
	THREADS_MOST = 8, STRANDS_MOST = 2 * THREADS_MOST,
	READ = 0, PAIRS = 1, STRAND = 2, JOBS_MOST = STRAND + STRANDS_MOST
};

struct job {
	uint64_t at;                       /* batches done */
	bool busy;
	struct scratch scratch;
};

struct crew {
	struct run *run;
	struct csvin_batch ring[RUN_RING];
	int more;                          /* what csvin_next said last */
	struct job job[JOBS_MOST];
	size_t jobs;

	pthread_mutex_t lock;
	pthread_cond_t news;
	pthread_t thread[THREADS_MOST];
	int threads, idle;                 /* threads beside the caller's; those that wait */
};

/* ---- jobs */

static void
perform(struct crew *c, size_t job)
{
	struct run *r = c->run;
	struct job *j = &c->job[job];
	size_t slot = j->at % RUN_RING;
	struct csvin_batch *b = &c->ring[slot];

	if (job == READ)
		c->more = csvin_next(r->in, b);
	else if (job == PAIRS)
		pairs_add(r->pairs, r->columns, r->n, slot, b->rows);
	else
		for (size_t i = job - STRAND; i < r->n; i += c->jobs - STRAND)
			column_batch(&r->columns[i], b, i, slot, &j->scratch);
}

/* The job that has done least of those for which there is a batch; reading, so
 * that there always is one more. */
static size_t
choose(const struct crew *c)
{
	const struct job *j = c->job;
	uint64_t least = j[READ].at;
	size_t best = c->jobs;

	for (size_t i = STRAND; i < c->jobs; i++) {
		least = j[i].at < least ? j[i].at : least;
		if (!j[i].busy && j[i].at < j[READ].at && (best == c->jobs || j[i].at < j[best].at))
			best = i;
	}
	if (!j[PAIRS].busy && j[PAIRS].at < least)
		return PAIRS;
	bool room = !j[READ].busy && c->more == 1 && j[READ].at - j[PAIRS].at < RUN_RING;

	return room && (best == c->jobs || j[READ].at - least < 2) ? READ : best;
}

static bool
is_over(const struct crew *c)
{
	return c->more != 1 && !c->job[READ].busy && c->job[PAIRS].at == c->job[READ].at;
}

/* ---- threads */

static void *
work(void *arg)
{
	struct crew *c = arg;

	pthread_mutex_lock(&c->lock);
	while (!is_over(c)) {
		size_t i = choose(c);

		if (i == c->jobs) {
			c->idle++;
			pthread_cond_wait(&c->news, &c->lock);
			c->idle--;
			continue;
		}
		c->job[i].busy = true;
		pthread_mutex_unlock(&c->lock);
		perform(c, i);
		pthread_mutex_lock(&c->lock);
		c->job[i].busy = false;
		c->job[i].at += i != READ || c->more == 1;
		if (c->idle > 0)
			pthread_cond_broadcast(&c->news);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Fewer threads than asked for do as well. */
static void
hire(struct crew *c)
{
	while (c->threads < c->run->threads - 1 && c->threads < THREADS_MOST - 1 &&
	    pthread_create(&c->thread[c->threads], NULL, work, c) == 0)
		c->threads++;
}

static void
dismiss(struct crew *c)
{
	for (int i = 0; i < c->threads; i++)
		pthread_join(c->thread[i], NULL);
	for (size_t i = 0; i < c->jobs; i++)
		scratch_free(&c->job[i].scratch);
	for (size_t i = 0; i < RUN_RING; i++)
		csvin_batch_free(&c->ring[i]);
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->news);
}

static void
read_first(struct crew *c)
{
	struct job *j = &c->job[READ];

	perform(c, READ);
	j->at += c->more == 1;
	if (j->at == 1)
		take_sample(c->run, &c->ring[0]);
	if (j->at == 1)
		perform(c, READ);
	j->at += c->more == 1;
}

int
run_all(struct run *r)
{
	struct crew *c = mem_calloc(1, sizeof *c);
	size_t strands = r->threads > 1 ? 2 * (size_t)r->threads : 1;

	c->run = r;
	c->more = 1;
	strands = strands < STRANDS_MOST ? strands : STRANDS_MOST;
	c->jobs = STRAND + (strands < r->n ? strands : r->n);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->news, NULL);
	read_first(c);
	/* A small file is done before threads have started. */
	if (c->more == 1)
		hire(c);
	work(c);
	int more = c->more;

	r->rows = csvin_rows(r->in);
	dismiss(c);
	free(c);
	return more;
}
