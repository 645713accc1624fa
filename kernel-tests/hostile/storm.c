// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * storm.c - marks by many at once, as cases/marks.h reads them
 *
 *	forks PARENTS COUNT	so many processes, which each of the parents begins one after the other, and ends
 *				the last; one of value N marks a N, and b N where N is even
 *	threads PARENTS COUNT	the same with threads
 *	marks THREADS ROUNDS KIND KEY	so many marks by each thread, of one key; their values go from 1
 *	keys THREADS COUNT KIND KEY	COUNT marks of keys from KEY on, which the threads share out
 *
 * Values are of the whole storm. All threads of marks and keys begin together.
 */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARK	0x776d6b01	/* as in cases/marks.h */

static long nr_parents, count, key;
static char kind;
static pthread_barrier_t together;

/* The kernel has no such option, and says so. */
static void mark(char which, long value, long of)
{
	if (prctl(MARK, which, value, of, 0) != -1 || errno != EINVAL)
		errx(1, "a mark was taken for something else");
}

static void live(long value)
{
	mark('a', value, value);
	if (value % 2 == 0)
		mark('b', value, value);
}

static void *thread(void *value)
{
	live((long)value);
	return NULL;
}

static void begin_process(long value)
{
	pid_t child = fork();

	if (child < 0)
		err(1, "fork");
	if (!child) {
		live(value);
		_exit(0);
	}
	if (waitpid(child, NULL, 0) != child)
		err(1, "waitpid");
}

static void begin_thread(long value)
{
	pthread_t id;

	errno = pthread_create(&id, NULL, thread, (void *)value);
	if (errno || (errno = pthread_join(id, NULL)))
		err(1, "a thread");
}

static void storm(void (*begin)(long value))
{
	int status;

	for (long parent = 0; parent < nr_parents; parent++) {
		switch (fork()) {
		case -1:
			err(1, "fork");
		case 0:
			for (long value = parent + 1; value <= count; value += nr_parents)
				begin(value);
			_exit(0);
		}
	}
	while (wait(&status) > 0)
		if (status)
			errx(1, "a parent ended with %d", status);
}

static void *mark_rounds(void *number)
{
	pthread_barrier_wait(&together);
	for (long i = 1; i <= count; i++)
		mark(kind, (long)number * count + i, key);
	return NULL;
}

static void *mark_keys(void *number)
{
	pthread_barrier_wait(&together);
	for (long i = (long)number; i < count; i += nr_parents)
		mark(kind, i + 1, key + i);
	return NULL;
}

static void run(void *(*begin)(void *number))
{
	pthread_t *ids = calloc(nr_parents, sizeof(*ids));

	if (!ids)
		err(1, "calloc");
	pthread_barrier_init(&together, NULL, nr_parents);
	for (long i = 0; i < nr_parents; i++)
		if ((errno = pthread_create(&ids[i], NULL, begin, (void *)i)))
			err(1, "a thread");
	for (long i = 0; i < nr_parents; i++)
		pthread_join(ids[i], NULL);
	free(ids);
}

int main(int argc, char **argv)
{
	if (argc < 4)
		errx(2, "usage: storm forks|threads PARENTS COUNT | marks|keys THREADS COUNT KIND KEY");
	nr_parents = atol(argv[2]);
	count = atol(argv[3]);
	if (!strcmp(argv[1], "forks")) {
		storm(begin_process);
	} else if (!strcmp(argv[1], "threads")) {
		storm(begin_thread);
	} else if (argc == 6) {
		kind = argv[4][0];
		key = atol(argv[5]);
		run(strcmp(argv[1], "keys") ? mark_rounds : mark_keys);
	} else {
		return 2;
	}
	return 0;
}
