// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * holdlock.c - a thread that has a mutex of the kernel, and a process that waits
 * for it: in goes for how many milliseconds, out come the numbers of both
 *
 *	holdlock MS
 *
 * A write to a pipe has the pipe's mutex while it copies. What it copies is a page
 * that is not there, and that userfaultfd lets this program keep back for as long
 * as it likes; meanwhile a reader of the pipe waits for the mutex.
 *
 * Prints "OWNER OWNER'S-PROCESS WAITER".
 */
#include <err.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE	4096

static int ends[2];
static char *page;
static volatile pid_t owner;

static void *write_page(void *unused)
{
	owner = gettid();
	if (write(ends[1], page, PAGE) != PAGE)
		err(1, "write");
	return unused;
}

static int register_page(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC);

	if (fd < 0)
		err(1, "userfaultfd");
	if (ioctl(fd, UFFDIO_API, &api))
		err(1, "UFFDIO_API");
	range.range.start = (unsigned long)page;
	range.range.len = PAGE;
	if (ioctl(fd, UFFDIO_REGISTER, &range))
		err(1, "UFFDIO_REGISTER");
	return fd;
}

static void give_page(int fd)
{
	struct uffdio_zeropage zero = {};

	zero.range.start = (unsigned long)page;
	zero.range.len = PAGE;
	if (ioctl(fd, UFFDIO_ZEROPAGE, &zero))
		err(1, "UFFDIO_ZEROPAGE");
}

/* Until the process sleeps for something that no signal ends. */
static void await_blocked(pid_t pid)
{
	char path[64], line[512], state;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	do {
		usleep(1000);
		file = fopen(path, "r");
		if (!file || !fgets(line, sizeof(line), file))
			err(1, "%s", path);
		fclose(file);
		state = strrchr(line, ')')[2];
	} while (state != 'D');
}

int main(int argc, char **argv)
{
	struct uffd_msg message;
	pthread_t thread;
	pid_t waiter;
	int fd;

	if (argc != 2)
		errx(2, "usage: holdlock MS");
	if (pipe(ends))
		err(1, "pipe");
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		err(1, "mmap");
	fd = register_page();
	if (pthread_create(&thread, NULL, write_page, NULL))
		errx(1, "pthread_create");
	/* The fault: from now on the thread has the mutex. */
	if (read(fd, &message, sizeof(message)) != sizeof(message))
		err(1, "read of userfaultfd");

	waiter = fork();
	if (waiter < 0)
		err(1, "fork");
	if (!waiter) {
		char byte;

		_exit(read(ends[0], &byte, 1) != 1);
	}
	await_blocked(waiter);
	usleep(atoi(argv[1]) * 1000);
	give_page(fd);
	pthread_join(thread, NULL);
	waitpid(waiter, NULL, 0);
	printf("%d %d %d\n", owner, getpid(), waiter);
	return 0;
}
