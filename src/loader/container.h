/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * container.h - containers, as the paths of cgroups show them
 */
#ifndef WMKLOAD_CONTAINER_H
#define WMKLOAD_CONTAINER_H

#include <stdbool.h>

#define CONTAINER_ID_SIZE	65	/* its end included */

/* False: the path shows none. */
bool container_of_cgroup(const char *path, char id[CONTAINER_ID_SIZE]);

#endif /* WMKLOAD_CONTAINER_H */
