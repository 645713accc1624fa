/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * named_tasks.h - "user=NAME" and the like -> tasks, as the kernel knows them
 */
#ifndef WMKLOAD_NAMED_TASKS_H
#define WMKLOAD_NAMED_TASKS_H

#include "file_id.h"
#include "options.h"
#include "wmk.h"

/* A restriction, as the kernel knows what it names. */
struct resolved {
	const struct restriction *asked;	/* NULL: not resolved yet */
	__u32 user;
	struct wmk_file_id exe;
	int fd;			/* of the cgroup or the executable, or -1 */
};

/* Tasks for which several are true, to begin with { .cgroup = -1 }. */
struct named_tasks {
	struct wmk_scope scope;
	int cgroup;
};

/*
 * These say what went wrong on standard error, and return the code to exit with.
 * Executables stay open for as long as we run, whether released or not: see
 * open_file_id.
 */
enum exit_code resolve_tasks(const struct restriction *asked,
			     struct resolved *to);
enum exit_code add_tasks(struct named_tasks *to, const struct resolved *by);
enum exit_code refuse_tasks(const struct restriction *asked, const char *why);
void release_tasks(const struct resolved *resolved);

#endif /* WMKLOAD_NAMED_TASKS_H */
