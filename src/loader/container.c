// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * container.c - the path of a cgroup -> the ID of the container that it is of
 *
 * Docker, containerd, CRI-O and Podman name containers by 64 hexadecimal
 * digits, and cgroups after them: docker/ID, docker-ID.scope,
 * cri-containerd-ID.scope, crio-ID.scope, libpod-ID.scope/container. What is
 * said to be of a conmon has that process in it, not the container.
 */
#include <string.h>

#include "container.h"

#define HEX	"0123456789abcdef"

static bool is_monitor(const char *name, size_t length)
{
	static const char conmon[] = "conmon-";
	size_t own = sizeof(conmon) - 1;

	return length >= own && !strncmp(name + length - own, conmon, own);
}

/* A name that has exactly so many digits somewhere, and no more beside them. */
static bool find_id(const char *name, size_t length, char id[CONTAINER_ID_SIZE])
{
	size_t at = 0, digits;

	while (at < length) {
		digits = strspn(name + at, HEX);
		if (digits == CONTAINER_ID_SIZE - 1 && !is_monitor(name, at)) {
			memcpy(id, name + at, digits);
			id[digits] = '\0';
			return true;
		}
		at += digits ? digits : 1;
	}
	return false;
}

bool container_of_cgroup(const char *path, char id[CONTAINER_ID_SIZE])
{
	const char *end = path + strlen(path), *name;

	/* The innermost one, where there are containers in containers. */
	while (end > path) {
		for (name = end; name > path && name[-1] != '/'; name--)
			;
		if (find_id(name, (size_t)(end - name), id))
			return true;
		end = name > path ? name - 1 : path;
	}
	return false;
}
