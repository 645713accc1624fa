/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * container.h - containers, as the paths of cgroups show them
 */
#ifndef WMKLOAD_CONTAINER_H
#define WMKLOAD_CONTAINER_H

#include <linux/types.h>
#include <stdbool.h>

#define CONTAINER_ID_SIZE	65	/* its end included */

/* False: the path shows none. */
bool container_of_cgroup(const char *path, char id[CONTAINER_ID_SIZE]);

enum container_found {
	CONTAINER_FOUND,
	CONTAINER_NONE,		/* the cgroup is of no container */
	CONTAINER_UNKNOWN,	/* the cgroup is gone, or may not be asked for */
};

/* container_cache.c: by the cgroup's number; *id is valid until the next call */
enum container_found find_container(__u64 cgroup, const char **id);

#endif /* WMKLOAD_CONTAINER_H */
