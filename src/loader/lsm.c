// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * lsm.c - is bpf among the active security modules
 *
 * Where it is not, the kernel attaches lsm programs all the same, and never
 * calls them.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "internal.h"

#define LSM_FILE	"/sys/kernel/security/lsm"

/* The list, from a securityfs that is mounted nowhere (needs CAP_SYS_ADMIN) */
static int open_unmounted(void)
{
	int fd = -1, mount = -1, context;

	context = fsopen("securityfs", FSOPEN_CLOEXEC);
	if (context < 0)
		return -1;
	if (!fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		mount = fsmount(context, FSMOUNT_CLOEXEC, 0);
	if (mount >= 0) {
		fd = openat(mount, "lsm", O_RDONLY | O_CLOEXEC);
		close(mount);
	}
	close(context);
	return fd;
}

/* "lockdown,yama,bpf": is the name one of them? */
static bool is_listed(const char *list, const char *name)
{
	size_t length = strlen(name);

	for (;;) {
		size_t its = strcspn(list, ",\n");

		if (its == length && !strncmp(list, name, length))
			return true;
		if (!list[its])
			return false;
		list += its + 1;
	}
}

void wmk_read_lsm(struct wmk_kernel *kernel)
{
	ssize_t got;
	int fd;

	if (kernel->lsm != WMK_LSM_UNREAD)
		return;
	kernel->lsm = WMK_LSM_UNKNOWN;
	fd = open(LSM_FILE, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fd = open_unmounted();
	if (fd < 0)
		return;
	got = read(fd, kernel->lsm_names, sizeof(kernel->lsm_names) - 1);
	close(fd);
	if (got <= 0)
		return;
	kernel->lsm_names[got] = '\0';
	kernel->lsm = is_listed(kernel->lsm_names, "bpf") ? WMK_LSM_ACTIVE :
							    WMK_LSM_INACTIVE;
}
