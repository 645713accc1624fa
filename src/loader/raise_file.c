// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * raise_file.c - events of files, mappings and disks
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "raise.h"

const char *use_file(const struct stage *stage)
{
	char path[80], other[80];
	int fd;

	snprintf(path, sizeof(path), "%s/file", stage->directory);
	snprintf(other, sizeof(other), "%s/other", stage->directory);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd < 0)
		return "open";
	if (write(fd, "wmkload\n", 8) != 8)
		return "write";
	if (ftruncate(fd, 4))
		return "ftruncate";
	close(fd);
	if (chmod(path, 0700))
		return "chmod";
	if (rename(path, other))
		return "rename";
	if (unlink(other))
		return "unlink";
	if (mkdir(other, 0700))
		return "mkdir";
	return rmdir(other) ? "rmdir" : NULL;
}

const char *duplicate(const struct stage *stage)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)stage;
	if (fd < 0)
		return "open";
	if (dup2(fd, STDIN_FILENO) < 0)
		return "dup2";
	return dup3(fd, STDOUT_FILENO, 0) < 0 ? "dup3" : NULL;
}

const char *map_program(const struct stage *stage)
{
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);

	(void)stage;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, 0) ==
		       MAP_FAILED ? "mmap" : NULL;
}

/* Disks that are given requests, which a loop device without a file is not. */
static bool has_requests(const char *name)
{
	char path[300];

	snprintf(path, sizeof(path), "/sys/block/%s/mq", name);
	return !access(path, F_OK);
}

/* The first block of a disk, past the cache. */
static bool read_first_block(const char *name)
{
	void *block;
	char path[300];
	bool done;
	int fd;

	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDONLY | O_DIRECT | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	done = !posix_memalign(&block, 4096, 4096) &&
	       read(fd, block, 4096) == 4096;
	close(fd);
	return done;
}

const char *read_disk(const struct stage *stage)
{
	DIR *disks = opendir("/sys/block");
	const struct dirent *disk;

	(void)stage;
	while (disks && (disk = readdir(disks)))
		if (disk->d_name[0] != '.' && has_requests(disk->d_name) &&
		    read_first_block(disk->d_name))
			return NULL;
	errno = ENODEV;
	return "no disk can be read";
}
