/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * clone.h - clone3(2) whose child begins in a function
 */
#ifndef CLONE_H
#define CLONE_H

#include <linux/sched.h>

#define THREAD_FLAGS \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | \
	 CLONE_SYSVSEM)

/*
 * Returns the child's number or a negative error, to the caller only; the child
 * must not return from begin(). Without a stack in args, which is for copies of
 * the process only, it goes on with its copy of the caller's.
 */
long clone_into(const struct clone_args *args, void (*begin)(void *),
		void *context);

#endif /* CLONE_H */
