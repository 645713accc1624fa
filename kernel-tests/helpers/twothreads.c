// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * twothreads.c - the second thread of a process opens FILE, and both wait until
 * standard input ends; out comes which of them takes a SIGUSR1 that is sent at the
 * open: "first" or "second"
 *
 *	twothreads FILE
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static void say_who(int signal)
{
	static const char first[] = "first\n", second[] = "second\n";

	(void)signal;
	if (gettid() == getpid())
		write(STDOUT_FILENO, first, sizeof(first) - 1);
	else
		write(STDOUT_FILENO, second, sizeof(second) - 1);
}

static void await_end(void)
{
	char unused;

	while (read(STDIN_FILENO, &unused, 1) > 0)
		;
}

/* Does one wait for the process, and for whichever of its threads comes first? */
static bool waits_for_process(void)
{
	FILE *status = fopen("/proc/thread-self/status", "r");
	unsigned long long pending = 0;
	char line[256];

	if (!status)
		err(1, "/proc/thread-self/status");
	while (fgets(line, sizeof(line), status))
		sscanf(line, "ShdPnd: %llx", &pending);
	fclose(status);
	return pending >> (SIGUSR1 - 1) & 1;
}

/* Blocked until the first thread has taken one to the process; one to the thread waits for it. */
static void *open_it(void *path)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	if (open(path, O_RDONLY) < 0)
		err(1, "%s", (char *)path);
	while (waits_for_process())
		usleep(1000);
	pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
	await_end();
	return NULL;
}

int main(int argc, char **argv)
{
	const struct sigaction action = { .sa_handler = say_who, .sa_flags = SA_RESTART };
	pthread_t thread;

	if (argc != 2)
		errx(2, "usage: twothreads FILE");
	sigaction(SIGUSR1, &action, NULL);
	errno = pthread_create(&thread, NULL, open_it, argv[1]);
	if (errno)
		err(1, "pthread_create");
	await_end();
	errno = pthread_join(thread, NULL);
	return errno != 0;
}
