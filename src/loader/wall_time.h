/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wall_time.h - the kernel's monotonic nanoseconds -> the time of day
 */
#ifndef WMKLOAD_WALL_TIME_H
#define WMKLOAD_WALL_TIME_H

#include <linux/types.h>
#include <stdio.h>

/* ns since boot, suspended time left out */
__u64 monotonic_now(void);

#define NS_PER_MS	1000000ULL

/* How long to wait for a time that is at most days away, rounded up. */
int ms_until(__u64 now, __u64 then);

/* What to add to monotonic ns now to get ns since 1970, in UTC. */
__s64 wall_offset(void);

/* "2026-01-02T03:04:05.123456789Z", without quotes */
void print_wall_time(FILE *to, __u64 monotonic_ns, __s64 offset_ns);

#endif /* WMKLOAD_WALL_TIME_H */
