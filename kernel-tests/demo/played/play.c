// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * play.c - names of events -> the calls that the wmkevents.h beside this reads
 * as those events
 *
 *	play syscall:106 syscallexit syscall:39 threadtermination
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#define PLAYED 0x776d6b01	/* as in wmkevents.h */

static const char *const kinds[] = { "syscall", "syscallexit", "threadtermination" };

/* Each kind is its first letter, but for the second. */
static const unsigned long letters[] = { 's', 'e', 't' };

static int play(const char *event)
{
	size_t length = strcspn(event, ":");
	const char *number = event[length] ? event + length + 1 : "0";
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strlen(kinds[i]) != length || strncmp(kinds[i], event, length))
			continue;
		/* The kernel has no such option; it must say so. */
		return prctl(PLAYED, letters[i], strtoul(number, NULL, 10), 0UL, 0UL) == -1 &&
		       errno == EINVAL ? 0 : -1;
	}
	return -1;
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (play(argv[i])) {
			fprintf(stderr, "play: cannot play '%s'\n", argv[i]);
			return 1;
		}
	}
	return 0;
}
