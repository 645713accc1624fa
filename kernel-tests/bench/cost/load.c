// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * load LOOP [ARG] - makes events, and prints what one turn of the loop takes of
 * the processor's time, in ns: the median of some batches. The time of a thread
 * stands still while others run, so a busy machine disturbs it little.
 *
 *	getppid		the cheapest system call
 *	open FILE	opens it for reading, and closes it
 *	write FILE	writes a byte of it, over and over the same
 *	numbered	two calls with the same argument: see numbered.wmk
 *	both		the same from two CPUs at once, by threads of one process
 *	lock FILE	locks it, shared, and gives that up
 *	locks FILE	the same from two CPUs at once, by threads that open it each
 *	keys N		calls with N arguments in turn, so that as many keys live
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define BATCHES		15
#define BATCH_NS	4e6	/* about */
#define KEY		7

static const char *argument;
static unsigned long nr_keys = 1;
static unsigned long next_key;
static __thread int file;
static pthread_barrier_t together;
static int nr_threads = 1;

static void fail(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void turn_getppid(void)
{
	syscall(SYS_getppid, KEY);
}

static void turn_open(void)
{
	int fd = open(argument, O_RDONLY);

	if (fd < 0)
		fail(argument);
	close(fd);
}

static void turn_write(void)
{
	if (pwrite(file, "", 1, 0) != 1)
		fail(argument);
}

static void turn_numbered(void)
{
	syscall(SYS_getppid, KEY);
	syscall(SYS_getuid, KEY);
}

static void turn_lock(void)
{
	if (flock(file, LOCK_SH) || flock(file, LOCK_UN))
		fail(argument);
}

static void turn_keys(void)
{
	syscall(SYS_getppid, next_key);
	next_key = next_key + 1 == nr_keys ? 0 : next_key + 1;
}

static const struct {
	const char *name;
	void (*turn)(void);
	int nr_threads;
} loops[] = {
	{ "getppid", turn_getppid, 1 },
	{ "open", turn_open, 1 },
	{ "write", turn_write, 1 },
	{ "numbered", turn_numbered, 1 },
	{ "both", turn_numbered, 2 },
	{ "lock", turn_lock, 1 },
	{ "locks", turn_lock, 2 },
	{ "keys", turn_keys, 1 },
};

static void (*turn)(void);

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static double batch(long n)
{
	double begin = now();

	for (long i = 0; i < n; i++)
		turn();
	return (now() - begin) / n;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Each thread has as many turns as the other one, and waits for it before each batch. */
static void *run(void *result)
{
	double taken[BATCHES];
	long n;

	if (turn == turn_lock || turn == turn_write) {
		file = open(argument, O_RDWR);
		if (file < 0)
			fail(argument);
	}
	batch(nr_keys);		/* makes what is made once */
	n = BATCH_NS / batch(1000) + 1;
	if (n < (long)nr_keys)
		n = nr_keys;
	for (int i = 0; i < BATCHES; i++) {
		pthread_barrier_wait(&together);
		taken[i] = batch(n);
	}
	qsort(taken, BATCHES, sizeof(*taken), compare);
	*(double *)result = taken[BATCHES / 2];
	return NULL;
}

static void start(pthread_t *thread, int cpu, double *result)
{
	pthread_attr_t attributes;
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	pthread_attr_init(&attributes);
	pthread_attr_setaffinity_np(&attributes, sizeof(cpus), &cpus);
	errno = pthread_create(thread, &attributes, run, result);
	if (errno)
		fail("a thread");
}

int main(int argc, char **argv)
{
	double results[2] = {}, sum = 0;
	pthread_t threads[2];

	for (size_t i = 0; argc > 1 && i < sizeof(loops) / sizeof(*loops); i++) {
		if (strcmp(loops[i].name, argv[1]))
			continue;
		turn = loops[i].turn;
		nr_threads = loops[i].nr_threads;
	}
	if (!turn) {
		fprintf(stderr, "usage: load getppid|numbered|both|keys N\n"
			"       load open|write|lock|locks FILE\n");
		return 2;
	}
	argument = argc > 2 ? argv[2] : "";
	if (turn == turn_keys)
		nr_keys = strtoul(argument, NULL, 10);
	pthread_barrier_init(&together, NULL, nr_threads);
	for (int i = 0; i < nr_threads; i++)
		start(&threads[i], i, &results[i]);
	for (int i = 0; i < nr_threads; i++) {
		pthread_join(threads[i], NULL);
		sum += results[i];
	}
	printf("%.2f\n", sum / nr_threads);
	return 0;
}
