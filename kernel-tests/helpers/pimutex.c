// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * pimutex.c - a thread waits for a mutex with priority inheritance, which the
 * first thread of the process has: out come "PROCESS WAITER"
 */
#include <linux/futex.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t mutex;

static void *wait_for_it(void *unused)
{
	printf("%d %d\n", getpid(), gettid());
	pthread_mutex_lock(&mutex);
	pthread_mutex_unlock(&mutex);
	return unused;
}

/* The kernel says that somebody waits before he sleeps. */
static void await_waiter(void)
{
	const volatile int *word = &mutex.__data.__lock;

	while (!(*word & (int)FUTEX_WAITERS))
		usleep(1000);
}

int main(void)
{
	pthread_mutexattr_t attributes;
	pthread_t thread;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
	if (pthread_mutex_init(&mutex, &attributes))
		return 1;
	pthread_mutex_lock(&mutex);
	if (pthread_create(&thread, NULL, wait_for_it, NULL))
		return 1;
	await_waiter();
	pthread_mutex_unlock(&mutex);
	return pthread_join(thread, NULL);
}
