// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * uring.c - NAME FILE -> a process of this name that opens the file, writes
 * "text" to it and removes it, all through io_uring; its number on standard
 * output
 */
#include <fcntl.h>
#include <linux/io_uring.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct ring {
	int fd;
	char *queues;
	struct io_uring_sqe *entries;
	struct io_uring_params params;
} ring;

static void *map_ring(size_t bytes, off_t offset)
{
	return mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE,
		    ring.fd, offset);
}

static int set_up(void)
{
	const struct io_uring_params *p = &ring.params;

	ring.fd = syscall(__NR_io_uring_setup, 4, &ring.params);
	if (ring.fd < 0 || !(p->features & IORING_FEAT_SINGLE_MMAP))
		return -1;
	ring.queues = map_ring(p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe),
			       IORING_OFF_SQ_RING);
	ring.entries = map_ring(p->sq_entries * sizeof(*ring.entries), IORING_OFF_SQES);
	return ring.queues == MAP_FAILED || (void *)ring.entries == MAP_FAILED ? -1 : 0;
}

static unsigned int *word(unsigned int offset)
{
	return (unsigned int *)(ring.queues + offset);
}

/* Submits one and waits for its result. */
static int perform(const struct io_uring_sqe *entry)
{
	const struct io_uring_params *p = &ring.params;
	unsigned int *tail = word(p->sq_off.tail), *head = word(p->cq_off.head);
	unsigned int at = *tail & *word(p->sq_off.ring_mask);
	const struct io_uring_cqe *done;

	ring.entries[at] = *entry;
	word(p->sq_off.array)[at] = at;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(__NR_io_uring_enter, ring.fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		return -1;
	done = (void *)(ring.queues + p->cq_off.cqes);
	done += *head & *word(p->cq_off.ring_mask);
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	return done->res;
}

int main(int argc, char **argv)
{
	struct io_uring_sqe opens = { .opcode = IORING_OP_OPENAT, .fd = AT_FDCWD };
	struct io_uring_sqe writes = { .opcode = IORING_OP_WRITE, .len = strlen("text") };
	struct io_uring_sqe removes = { .opcode = IORING_OP_UNLINKAT, .fd = AT_FDCWD };

	if (argc != 3 || prctl(PR_SET_NAME, argv[1]) || set_up())
		return 2;
	opens.addr = removes.addr = (unsigned long)argv[2];
	opens.open_flags = O_WRONLY;
	writes.addr = (unsigned long)"text";
	writes.fd = perform(&opens);
	if (writes.fd < 0 || perform(&writes) != (int)writes.len || perform(&removes))
		return 1;
	printf("%d\n", getpid());
	return 0;
}
