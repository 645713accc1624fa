// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * newthread.c - NAME -> a second thread in a process of this name, and the
 * numbers of the process and of the thread; the thread ends first
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

static void *second(void *unused)
{
	printf("%d %d\n", getpid(), gettid());
	return unused;
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc != 2 || prctl(PR_SET_NAME, argv[1]))
		return 2;
	if (pthread_create(&thread, NULL, second, NULL))
		return 1;
	return pthread_join(thread, NULL);
}
