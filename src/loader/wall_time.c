// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * wall_time.c - the kernel's monotonic nanoseconds -> the time of day
 */
#include <time.h>

#include "wall_time.h"

#define NS_PER_S	1000000000LL

static __s64 read_clock(clockid_t clock)
{
	struct timespec now = { 0 };

	clock_gettime(clock, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

__u64 monotonic_now(void)
{
	return (__u64)read_clock(CLOCK_MONOTONIC);
}

int ms_until(__u64 now, __u64 then)
{
	return then > now ? (int)((then - now + NS_PER_MS - 1) / NS_PER_MS) : 0;
}

/* The monotonic clock is read on both sides, against being interrupted. */
__s64 wall_offset(void)
{
	__s64 before = read_clock(CLOCK_MONOTONIC);
	__s64 wall = read_clock(CLOCK_REALTIME);
	__s64 after = read_clock(CLOCK_MONOTONIC);

	return wall - (before + (after - before) / 2);
}

void print_wall_time(FILE *to, __u64 monotonic_ns, __s64 offset_ns)
{
	__s64 ns = (__s64)(monotonic_ns + (__u64)offset_ns);
	__s64 rest = ns % NS_PER_S;
	time_t seconds = ns / NS_PER_S;
	struct tm utc;

	if (rest < 0) {
		rest += NS_PER_S;
		seconds--;
	}
	gmtime_r(&seconds, &utc);
	fprintf(to, "%04d-%02d-%02dT%02d:%02d:%02d.%09lldZ", utc.tm_year + 1900,
		utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
		(long long)rest);
}
