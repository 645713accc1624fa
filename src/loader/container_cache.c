// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * container_cache.c - the number of a cgroup -> the container that it is of,
 * asked of the kernel once
 *
 * A cgroup keeps its path, and its number is used by no other, so that what was
 * found stays true, even when the cgroup is gone.
 */
#include "cgroup.h"
#include "container.h"

#define NR_PLACES	256	/* of which a number has one */

static struct place {
	__u64 cgroup;		/* 0: nobody's */
	enum container_found found;
	char id[CONTAINER_ID_SIZE];
} places[NR_PLACES];

static void look_up(struct place *place)
{
	char path[4096];

	if (!cgroup_path(place->cgroup, path, sizeof(path)))
		place->found = CONTAINER_UNKNOWN;
	else if (container_of_cgroup(path, place->id))
		place->found = CONTAINER_FOUND;
	else
		place->found = CONTAINER_NONE;
}

enum container_found find_container(__u64 cgroup, const char **id)
{
	struct place *place = &places[cgroup % NR_PLACES];

	if (place->cgroup != cgroup) {
		place->cgroup = cgroup;
		look_up(place);
	}
	*id = place->id;
	return place->found;
}
