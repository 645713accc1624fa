// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * forkmany.c - NAME COUNT -> a process of this name that starts so many
 * others as fast as it can, each of which ends at once
 */
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int i;

	if (argc != 3 || prctl(PR_SET_NAME, argv[1]))
		return 2;
	for (i = atoi(argv[2]); i > 0; i--) {
		switch (fork()) {
		case -1:
			return 1;
		case 0:
			_exit(0);
		}
	}
	while (wait(NULL) > 0)
		;
	return 0;
}
