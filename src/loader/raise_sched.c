// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * raise_sched.c - events of the scheduler, of memory and of locks
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "raise.h"

static const struct timespec millisecond = { .tv_nsec = 1000 * 1000 };

const char *sleep_shortly(const struct stage *stage)
{
	(void)stage;
	return nanosleep(&millisecond, NULL) ? "nanosleep" : NULL;
}

const char *touch_memory(const struct stage *stage)
{
	volatile char *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)stage;
	if (memory == MAP_FAILED)
		return "mmap";
	memory[0] = 1;
	return NULL;
}

#define WRITERS	4

/* Each write takes the lock of the file, and is long enough to be met in it. */
static void write_often(int fd)
{
	static char bytes[1 << 20];
	int i;

	for (i = 0; i < 64; i++)
		if (pwrite(fd, bytes, sizeof(bytes), 0) < 0)
			_exit(1);
	_exit(0);
}

const char *contend(const struct stage *stage)
{
	char path[80];
	int fd, i, status, failed = 0;

	snprintf(path, sizeof(path), "%s/file", stage->directory);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd < 0)
		return "open";
	unlink(path);
	for (i = 0; i < WRITERS; i++)
		if (!fork())
			write_often(fd);
	while (wait(&status) > 0)
		failed |= status;
	errno = EIO;
	return failed ? "write" : NULL;
}

const char *use_futex(const struct stage *stage)
{
	static __u32 word;

	(void)stage;
	if (syscall(SYS_futex, &word, FUTEX_WAIT, 0, &millisecond) &&
	    errno != ETIMEDOUT)
		return "futex";
	return syscall(SYS_futex, &word, FUTEX_WAKE, 1) < 0 ? "futex" : NULL;
}

/* The word says that a child has the lock; the time to wait for it is over as it begins. */
const char *wait_for_child(const struct stage *stage)
{
	static const struct timespec past;
	static __u32 word;
	pid_t child = fork();
	long code;
	int cause;

	(void)stage;
	if (child < 0)
		return "fork";
	if (!child) {
		pause();
		_exit(0);
	}
	word = child;
	code = syscall(SYS_futex, &word, FUTEX_LOCK_PI, 0, &past);
	cause = errno;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	errno = cause;
	return code && cause == ETIMEDOUT ? NULL : "futex";
}
