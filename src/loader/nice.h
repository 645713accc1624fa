/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * nice.h - nice(n) of DO: what the loader does to the process of a match
 */
#ifndef WMKLOAD_NICE_H
#define WMKLOAD_NICE_H

#include "wmk.h"

#define MOST_REACTIONS	64	/* of a rule */

/* What came of it. */
struct niced {
	const char *why;	/* it was not done; NULL: it was */
	int from, to;		/* nice values of the process's first thread */
	__u64 late;		/* ns since the match */
};

/* Does the match ask for nice(n), of a rule whose reactions are done? */
bool asks_nice(const struct wmk_match *match);

/*
 * Whatever nice(n) it asks for: one element a reaction of the rule. why_not: why
 * none is done now, or NULL.
 */
void do_nice(const struct wmk_match *match, const char *why_not,
	     struct niced niced[MOST_REACTIONS]);

/* When a process began, as its /proc/PID/stat says: clock ticks, CLOCK_BOOTTIME */
bool parse_start(const char *stat, __u64 *ticks);

/* A nice value with so much added, as far as there are any. */
int add_nice(int from, int by);

#endif /* WMKLOAD_NICE_H */
