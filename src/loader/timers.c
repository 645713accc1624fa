// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * timers.c - a loaded program that makes timers -> timers, ready to be started
 *
 * It is an iterator, which runs when it is read: of the kinds of programs that
 * need not be attached to run, one that may take the locks of a table.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "internal.h"

#define TRIES		50
#define PAUSE_US	10000

/* 0 or an errno: EAGAIN if it could not make them all. */
static int run_iterator(const struct bpf_program *program)
{
	struct bpf_link *link = bpf_program__attach_iter(program, NULL);
	int fd, code = 0;
	char byte;

	if (!link)
		return errno;
	fd = bpf_iter_create(bpf_link__fd(link));
	if (fd < 0 || read(fd, &byte, sizeof(byte)) < 0)
		code = errno;
	if (fd >= 0)
		close(fd);
	bpf_link__destroy(link);
	return code;
}

/*
 * Some kernels (6.18) take memory for timers from what is at hand, and have
 * more of it a little later; those that are made stay.
 */
enum wmk_fault wmk_make_timers(struct wmk *wmk, __u32 program,
			       struct wmk_error *error)
{
	int code, i;

	for (i = 0; i < TRIES; i++) {
		code = run_iterator(wmk->programs[program].program);
		if (code != EAGAIN)
			break;
		usleep(PAUSE_US);
	}
	if (code == EAGAIN)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: the kernel has no memory for all timers of program '%s': fewer keys need fewer",
				wmk->path, wmk->stats.programs[program].name);
	if (code)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot run program '%s': %s", wmk->path,
				wmk->stats.programs[program].name,
				strerror(code));
	return WMK_OK;
}
