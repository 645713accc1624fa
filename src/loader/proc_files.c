// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * proc_files.c - orders and reads -> the files of a running module below
 * /proc/systemtap
 *
 * Records and events are read from files that stay open, as opening one may be
 * an event itself. Whoever has `memory` open is the only one who is shown
 * something. It is opened without O_NONBLOCK: until 4.8 at least SystemTap gives
 * a file that is in use to who does not wait, and then stumbles over it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "module.h"

static int open_in(const char *directory, const char *name, int flags)
{
	char path[512];
	int fd;

	if (snprintf(path, sizeof(path), "%s/%s", directory, name) >=
	    (int)sizeof(path))
		return -ENAMETOOLONG;
	do
		fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW);
	while (fd < 0 && errno == EINTR);
	return fd < 0 ? -errno : fd;
}

/* Of a file whose module is gone reads and writes fail with EIO. */
static int error_now(void)
{
	return errno == EIO ? ENOENT : errno;
}

static ssize_t read_once(int fd, void *to, size_t size)
{
	ssize_t got;

	do
		got = read(fd, to, size);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -error_now() : got;
}

static int order(const char *directory, const struct wmk_order *what,
		 const void *data)
{
	char bytes[WMK_MOST_ORDER];
	size_t size = sizeof(*what);
	ssize_t done;
	int fd;

	memcpy(bytes, what, sizeof(*what));
	if (what->what == WMK_ORDER_WRITE) {
		memcpy(bytes + size, data, what->bytes);
		size += what->bytes;
	}
	fd = open_in(directory, "order", O_WRONLY | O_APPEND);
	if (fd < 0)
		return fd;
	done = write(fd, bytes, size);
	if (done < 0)
		done = -error_now();
	close(fd);
	if (done < 0)
		return (int)done;
	return (size_t)done == size ? 0 : -EIO;
}

static ssize_t show(const char *directory, const struct wmk_order *what,
		    void *to)
{
	int fd = open_in(directory, "memory", O_RDONLY);
	ssize_t got;

	if (fd < 0)
		return fd;
	got = order(directory, what, NULL);
	if (!got)
		got = read_once(fd, to, what->bytes);
	close(fd);
	return got;
}

static int open_stream(const char *directory, const char *name)
{
	return open_in(directory, name, O_RDONLY);
}

static ssize_t take(int stream, void *to)
{
	return read_once(stream, to, WMK_MOST_FRAMES);
}

const struct wmk_files wmk_proc_files = {
	.order = order,
	.show = show,
	.open = open_stream,
	.take = take,
};
