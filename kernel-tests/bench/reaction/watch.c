// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * watch.c - the detection in user space: "PROCESS NUMBER" lines, one for each
 * event -> whoever made the two calls of the sequence is killed. What else comes,
 * such as how many events are lost, goes on to standard error.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

#define FIRST		7000
#define MOST_PROCESSES	(1 << 22)

int main(void)
{
	static char has_begun[MOST_PROCESSES];
	unsigned long long lines = 0;
	char line[256];

	while (fgets(line, sizeof(line), stdin)) {
		unsigned int process, number;

		if (sscanf(line, "%u %u", &process, &number) != 2 ||
		    process >= MOST_PROCESSES) {
			fputs(line, stderr);
			continue;
		}
		if (!lines++)
			fprintf(stderr, "ready\n");
		if (number == FIRST)
			has_begun[process] = 1;
		else if (number == FIRST + 1 && has_begun[process])
			kill((pid_t)process, SIGKILL);
	}
	fprintf(stderr, "lines %llu\n", lines);
	return 0;
}
