// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * pending.c - COUNT SECONDS [WMKLOAD ARGUMENT...] -> what calls cost that make
 * so many runs, and how late these are told to have matched
 *
 * The calls are kill(2), of process numbers that nobody has, so that each is
 * the event of another key. Before them the loader is started, which is to
 * print JSON, and is ready; after them its lines are taken until they end, and
 * with 0 seconds it is ended at once. Out come, in ns, medians of the first
 * and of the last thousand calls and of all, and how long all of them took:
 *
 *	calls FIRST LAST ALL SPAN
 *
 * and, if there is a loader, how much the kernel's slab grew by loading, in
 * KiB, then how many matches it told, how late in the median and at the most,
 * and the time from the first deadline, SECONDS after the first call, to the
 * last match:
 *
 *	slab SIZE
 *	late COUNT MEDIAN MOST DRAIN
 *
 * All other lines of the loader are passed on.
 */
#include <err.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S	1000000000ULL
#define FIRST_NUMBER	100000000	/* no process has such numbers */
#define SAMPLE		1000
#define LINE_BYTES	8192
#define READY		"wmkload: ready:"
#define DEADLINE	"\"monotonic\":"

typedef unsigned long long u64;

static u64 now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (u64)time.tv_sec * NS_PER_S + (u64)time.tv_nsec;
}

/* KiB that the kernel cannot give back. */
static long slab_size(void)
{
	FILE *from = fopen("/proc/meminfo", "r");
	char line[256];
	long size = 0;

	if (!from)
		err(1, "/proc/meminfo");
	while (fgets(line, sizeof(line), from) && sscanf(line, "SUnreclaim: %ld", &size) != 1)
		;
	fclose(from);
	return size;
}

static int compare(const void *left, const void *right)
{
	u64 a = *(const u64 *)left, b = *(const u64 *)right;

	return a < b ? -1 : a > b;
}

/* Of values that are sorted by it. */
static u64 median(u64 *values, size_t nr)
{
	qsort(values, nr, sizeof(*values), compare);
	return nr ? values[nr / 2] : 0;
}

/* Makes a call for each element, which is what that one took; returns when the first began. */
static u64 make_calls(u64 *took, size_t nr)
{
	size_t sample = nr < SAMPLE ? nr : SAMPLE, i;
	u64 begun = now(), ended = begun, before;
	u64 first, last;

	for (i = 0; i < nr; i++) {
		before = now();
		kill((pid_t)(FIRST_NUMBER + i), 0);
		ended = now();
		took[i] = ended - before;
	}
	first = median(took, sample);
	last = median(took + nr - sample, sample);
	printf("calls %llu %llu %llu %llu\n", first, last, median(took, nr), ended - begun);
	return begun;
}

/* One pipe for both its streams: it has written a line to the end before it begins one elsewhere. */
static pid_t start(char **command, FILE **lines)
{
	int ends[2];
	pid_t child;

	fflush(stdout);
	if (pipe(ends))
		err(1, "pipe");
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (!child) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		execv(command[0], command);
		err(1, "%s", command[0]);
	}
	close(ends[1]);
	*lines = fdopen(ends[0], "r");
	if (!*lines)
		err(1, "fdopen");
	return child;
}

static bool is_ready(FILE *lines)
{
	char line[LINE_BYTES];

	while (fgets(line, sizeof(line), lines)) {
		fputs(line, stdout);
		if (!strncmp(line, READY, strlen(READY)))
			return true;
	}
	return false;
}

/* Makes an element of each match; returns when the last of them was told. */
static u64 take_matches(FILE *lines, u64 *late, size_t most, size_t *nr)
{
	char line[LINE_BYTES], *deadline;
	u64 time, told = 0;

	for (*nr = 0; fgets(line, sizeof(line), lines);) {
		time = now();
		deadline = strstr(line, DEADLINE);
		if (!deadline || *nr == most) {
			fputs(line, stdout);
			continue;
		}
		late[(*nr)++] = time - strtoull(deadline + strlen(DEADLINE), NULL, 10);
		told = time;
	}
	return told;
}

static void watch(char **command, u64 *values, size_t nr, u64 wait)
{
	long slab = slab_size();
	u64 begun, told, middle;
	pid_t loader;
	size_t nr_told;
	FILE *lines;

	loader = start(command, &lines);
	if (!is_ready(lines))
		exit(1);
	printf("slab %ld\n", slab_size() - slab);
	begun = make_calls(values, nr);
	if (!wait)
		kill(loader, SIGTERM);
	told = take_matches(lines, values, nr, &nr_told);
	waitpid(loader, NULL, 0);
	middle = median(values, nr_told);
	if (nr_told)
		printf("late %zu %llu %llu %llu\n", nr_told, middle, values[nr_told - 1],
		       told - begun - wait);
}

int main(int argc, char **argv)
{
	u64 *values, wait;
	size_t nr;

	if (argc < 3)
		errx(2, "usage: pending COUNT SECONDS [WMKLOAD ARGUMENT...]");
	nr = strtoul(argv[1], NULL, 10);
	wait = strtoull(argv[2], NULL, 10) * NS_PER_S;
	values = malloc(nr * sizeof(*values));
	if (!values)
		err(1, "malloc");
	memset(values, 1, nr * sizeof(*values));	/* so that the pages are there */
	if (argc == 3)
		make_calls(values, nr);
	else
		watch(argv + 3, values, nr, wait);
	return 0;
}
