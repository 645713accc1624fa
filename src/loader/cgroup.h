/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * cgroup.h - cgroups of the second version's hierarchy: their directories
 */
#ifndef WMKLOAD_CGROUP_H
#define WMKLOAD_CGROUP_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

/* What says why not, for people. */
struct cgroup_error {
	char text[512];
};

/*
 * A cgroup by its path, from / on, or below where the hierarchy is mounted, or
 * by its number: the directory, open, or -1.
 */
int cgroup_open(const char *name, struct cgroup_error *error);

/* That of the container whose ID begins so, likewise. */
int cgroup_open_container(const char *prefix, struct cgroup_error *error);

/*
 * The path of the cgroup of a number, from where the hierarchy is mounted:
 * "/" is the root. False: it is gone, or we may not ask.
 */
bool cgroup_path(__u64 number, char *path, size_t size);

#endif /* WMKLOAD_CGROUP_H */
