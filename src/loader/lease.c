// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * lease.c - a monitor that goes on -> enforcement that does, too
 *
 * Whoever stops the loader, or the machine that is too busy for it, stops what
 * rules do to the system as well.
 */
#include <time.h>

#include "monitoring.h"
#include "wall_time.h"

#define RENEWALS	3	/* in the time of a lease */

/* ns since boot, suspended time counted */
static __u64 boot_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (__u64)now.tv_sec * 1000000000 + (__u64)now.tv_nsec;
}

static void set_leases(struct monitor *m, __u64 until)
{
	int i;

	for (i = 0; i < m->options->nr_objects; i++)
		wmk_set_lease(m->objects[i], until);
}

static void renew(struct monitor *m)
{
	set_leases(m, boot_now() + m->options->lease_ns);
	m->renew_at = monotonic_now() + m->options->lease_ns / RENEWALS;
}

void begin_lease(struct monitor *m)
{
	if (m->options->lease_ns)
		renew(m);
	else
		set_leases(m, WMK_NO_LEASE);
}

void renew_lease(struct monitor *m)
{
	if (monotonic_now() >= m->renew_at)
		renew(m);
}

int ms_until_renewal(const struct monitor *m)
{
	__u64 now = monotonic_now();

	if (m->renew_at == ~0ULL)
		return -1;
	return ms_until(now, m->renew_at);
}
