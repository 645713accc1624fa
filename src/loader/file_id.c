// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * file_id.c - a path -> the numbers of the superblock and the inode
 *
 * stat(2) tells what a file system wants programs to see: overlayfs and btrfs
 * have others. What the kernel works with is told by /proc.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_id.h"

static bool read_fdinfo(int fd, int *mount, __u64 *inode)
{
	unsigned long long number;
	bool has_mount = false, has_inode = false;
	char path[48], line[256];
	FILE *from;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	from = fopen(path, "re");
	if (!from)
		return false;
	while (fgets(line, sizeof(line), from)) {
		if (sscanf(line, "mnt_id: %d", mount) == 1)
			has_mount = true;
		if (sscanf(line, "ino: %llu", &number) == 1) {
			*inode = number;
			has_inode = true;
		}
	}
	fclose(from);
	return has_mount && has_inode;
}

/* The number of the device, as the kernel writes it, of a mount of ours. */
static bool read_device(int mount, __u32 *device)
{
	unsigned int major, minor;
	bool found = false;
	size_t size = 0;
	char *line = NULL;
	FILE *from;
	int its;

	from = fopen("/proc/self/mountinfo", "re");
	if (!from)
		return false;
	while (!found && getline(&line, &size, from) > 0)
		found = sscanf(line, "%d %*d %u:%u", &its, &major, &minor) == 3 &&
			its == mount;
	free(line);
	fclose(from);
	if (found)
		*device = major << 20 | minor;
	return found;
}

int open_file_id(const char *path, struct wmk_file_id *id)
{
	struct stat st;
	int fd, mount;

	*id = (struct wmk_file_id){ 0 };
	fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		errno = EINVAL;
		return -1;
	}
	if (read_fdinfo(fd, &mount, &id->inode) &&
	    read_device(mount, &id->device))
		return fd;
	close(fd);
	errno = EOPNOTSUPP;	/* no /proc, or the mount is not ours to see */
	return -1;
}
