// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * cgroup.c - a cgroup's path, its number or its container -> its directory;
 * and its number -> its path
 */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <linux/magic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "cgroup.h"
#include "container.h"

/* Of a file handle of kernfs, which is the number alone. */
#ifndef FILEID_KERNFS
#define FILEID_KERNFS	0xfe
#endif

__attribute__((format(printf, 2, 3)))
static int fail(struct cgroup_error *error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	return -1;
}

static bool is_cgroup(int fd)
{
	struct statfs fs;

	return !fstatfs(fd, &fs) && fs.f_type == CGROUP2_SUPER_MAGIC;
}

/* Where the hierarchy is mounted: beside those of version 1, it is in their midst. */
static const char *find_root(void)
{
	static const char *const roots[] = {
		"/sys/fs/cgroup", "/sys/fs/cgroup/unified",
	};
	struct statfs fs;
	size_t i;

	for (i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		if (!statfs(roots[i], &fs) && fs.f_type == CGROUP2_SUPER_MAGIC)
			return roots[i];
	return NULL;
}

static int fail_unmounted(struct cgroup_error *error)
{
	return fail(error, "the cgroup hierarchy of version 2 is not mounted at /sys/fs/cgroup");
}

static int open_directory(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int open_number(const char *root, __u64 number, int flags)
{
	union {
		struct file_handle handle;
		char room[sizeof(struct file_handle) + sizeof(number)];
	} of;
	static int mount = -1;	/* opened once, as opening it may be an event */

	if (mount < 0)
		mount = open_directory(root);
	if (mount < 0)
		return -1;
	of.handle.handle_bytes = sizeof(number);
	of.handle.handle_type = FILEID_KERNFS;
	memcpy(of.handle.f_handle, &number, sizeof(number));
	return open_by_handle_at(mount, &of.handle,
				 flags | O_DIRECTORY | O_CLOEXEC);
}

/* From / on it may be a path of files, or, as systemd writes them, of cgroups. */
static int open_path(const char *root, const char *path)
{
	char below[4096];
	int fd;

	if (path[0] == '/') {
		fd = open_directory(path);
		if (fd >= 0 && is_cgroup(fd))
			return fd;
		if (fd >= 0)
			close(fd);
	}
	if (snprintf(below, sizeof(below), "%s/%s", root, path) >=
	    (int)sizeof(below)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return open_directory(below);
}

int cgroup_open(const char *name, struct cgroup_error *error)
{
	const char *root = find_root();
	char *end;
	__u64 number;
	int fd;

	if (!root)
		return fail_unmounted(error);
	number = strtoull(name, &end, 10);
	if (*name >= '0' && *name <= '9' && !*end)
		fd = open_number(root, number, O_RDONLY);
	else
		fd = open_path(root, name);
	if (fd < 0)
		return fail(error, "no such cgroup below %s: %s", root,
			    strerror(errno));
	if (is_cgroup(fd))
		return fd;
	close(fd);
	return fail(error, "not a cgroup of version 2");
}

/* The directory of a tree that is found first, of the only container. */
static int search(FTS *tree, const char *prefix, struct cgroup_error *error)
{
	char id[CONTAINER_ID_SIZE], first[CONTAINER_ID_SIZE] = "";
	FTSENT *entry;
	int fd = -1;

	while ((entry = fts_read(tree))) {
		if (entry->fts_info != FTS_D ||
		    !container_of_cgroup(entry->fts_name, id))
			continue;
		if (strncmp(id, prefix, strlen(prefix)))
			continue;
		fts_set(tree, entry, FTS_SKIP);
		if (fd >= 0 && strcmp(id, first)) {
			close(fd);
			return fail(error, "containers %s and %s begin so: say more of the ID",
				    first, id);
		}
		if (fd >= 0)
			continue;
		strcpy(first, id);
		fd = open_directory(entry->fts_accpath);
	}
	if (fd < 0)
		return fail(error, "no cgroup is of such a container");
	return fd;
}

int cgroup_open_container(const char *prefix, struct cgroup_error *error)
{
	const char *root = find_root();
	char *roots[] = { (char *)root, NULL };
	FTS *tree;
	int fd;

	if (!root)
		return fail_unmounted(error);
	tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (!tree)
		return fail(error, "cannot look through %s: %s", root,
			    strerror(errno));
	fd = search(tree, prefix, error);
	fts_close(tree);
	return fd;
}

bool cgroup_path(__u64 number, char *path, size_t size)
{
	const char *root = find_root();
	char link[32], full[4096];
	ssize_t length;
	int fd;

	fd = root ? open_number(root, number, O_PATH) : -1;
	if (fd < 0)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, full, sizeof(full) - 1);
	close(fd);
	if (length < (ssize_t)strlen(root))
		return false;
	full[length] = '\0';
	if (strncmp(full, root, strlen(root)))
		return false;
	length = snprintf(path, size, "%s", full + strlen(root));
	if (!length)
		length = snprintf(path, size, "/");
	return length < (ssize_t)size;
}
