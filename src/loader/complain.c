// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * complain.c - a fault -> a line on standard error, and the exit code
 */
#include <string.h>

#include "escape.h"
#include "monitor.h"

enum exit_code complain(const struct wmk_error *error)
{
	static const enum exit_code codes[] = {
		[WMK_OK] = EXIT_DONE,
		[WMK_BAD_OBJECT] = EXIT_BAD_OBJECT,
		[WMK_LACKING] = EXIT_LACKING,
		[WMK_FORBIDDEN] = EXIT_FORBIDDEN,
		[WMK_BUG] = EXIT_BUG,
		[WMK_SYSTEM] = EXIT_SYSTEM,
		[WMK_MISUSE] = EXIT_BUG,
		[WMK_UNSCOPED] = EXIT_USAGE,
	};
	char line[sizeof(error->detail)];
	const char *at = error->detail;

	fputs("wmkload: ", stderr);
	print_plain(stderr, error->text);
	putc('\n', stderr);
	while (*at) {
		size_t length = strcspn(at, "\n");

		memcpy(line, at, length);
		line[length] = '\0';
		fputs("  ", stderr);
		print_plain(stderr, line);
		putc('\n', stderr);
		at += length + (at[length] == '\n');
	}
	return codes[error->fault];
}
