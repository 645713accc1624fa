// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * victim.c - what is reacted to, and the load that it hides in
 *
 *	victim kill|nice|deny N
 *		N processes, one after the other, complete a sequence each: a
 *		getppid(2) with a first number, and one with the next, or an
 *		open. A line for each: what the last call returned, how often
 *		the process came by behind it, and for how long, in ns, until
 *		it was no more, or its patience had ended.
 *	victim load RATE
 *		RATE calls of getppid(2) a second, until SIGTERM, and then a
 *		line: how many they were a second.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NAP		20000	/* ns */
#define TICK		1000000

struct seen {
	long result;
	unsigned long long done, last, loops;
};

static volatile sig_atomic_t ended;

static void end(int signal)
{
	(void)signal;
	ended = 1;
}

static unsigned long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ULL + time.tv_nsec;
}

static void pause_ns(long ns)
{
	const struct timespec time = { 0, ns };

	nanosleep(&time, NULL);
}

/* Of a kind of victims. */
struct role {
	const char *name;
	int first;			/* number of its first call */
	bool opens;
	unsigned long long patience;	/* ns */
};

static const struct role roles[] = {
	{ "kill", 7000, false, 1000000000 },
	{ "nice", 7010, false, 100000000 },
	{ "deny", 7020, true, 0 },
};

static void be_reacted_to(volatile struct seen *seen, const struct role *role)
{
	prctl(PR_SET_TIMERSLACK, 1);
	syscall(SYS_getppid, role->first);
	seen->done = seen->last = now();
	if (role->opens)
		seen->result = open("/dev/null", O_RDONLY) < 0 ? errno : 0;
	else
		seen->result = syscall(SYS_getppid, role->first + 1) < 0 ? errno : 0;
	do {
		seen->loops++;
		seen->last = now();
		pause_ns(NAP);
	} while (seen->last - seen->done < role->patience);
}

static int be_victims(const struct role *role, int n)
{
	volatile struct seen *seen;
	int i, status;

	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		return 1;
	for (i = 0; i < n; i++) {
		pid_t child;

		memset((void *)seen, 0, sizeof(*seen));
		child = fork();
		if (child < 0)
			return 1;
		if (!child) {
			be_reacted_to(seen, role);
			_exit(0);
		}
		waitpid(child, &status, 0);
		printf("victim %s %ld %llu %llu\n",
		       WIFSIGNALED(status) ? "killed" : "left", seen->result,
		       seen->loops, seen->last - seen->done);
	}
	return 0;
}

static int be_load(long rate)
{
	unsigned long long begun = now(), calls = 0, due;

	signal(SIGTERM, end);
	while (!ended) {
		due = (now() - begun) * rate / 1000000000;
		for (; calls < due && !ended; calls++)
			syscall(SYS_getppid, 0);
		pause_ns(TICK);
	}
	printf("load %llu\n", calls * 1000000000 / (now() - begun));
	return 0;
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc != 3)
		return 2;
	if (!strcmp(argv[1], "load"))
		return be_load(atol(argv[2]));
	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (!strcmp(argv[1], roles[i].name))
			return be_victims(&roles[i], atoi(argv[2]));
	return 2;
}
