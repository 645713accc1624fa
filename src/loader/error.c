// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * error.c - a fault and its words, into a struct wmk_error
 */
#include <string.h>

#include "internal.h"

enum wmk_fault wmk_fail(struct wmk_error *error, enum wmk_fault fault,
			const char *format, ...)
{
	va_list args;

	error->fault = fault;
	error->detail[0] = '\0';
	va_start(args, format);
	vsnprintf(error->text, sizeof(error->text), format, args);
	va_end(args);
	return fault;
}

/* Add a line; one that does not fit whole is left out, and said to be. */
void wmk_add_detail(struct wmk_error *error, const char *format, ...)
{
	static const char more[] = "... and more\n";
	size_t used = strlen(error->detail);
	size_t room = sizeof(error->detail) - used - sizeof(more);
	va_list args;
	int length;

	if (used + sizeof(more) >= sizeof(error->detail))
		return;
	va_start(args, format);
	length = vsnprintf(error->detail + used, room, format, args);
	va_end(args);
	if (length >= 0 && (size_t)length + 1 < room)
		memcpy(error->detail + used + length, "\n", 2);
	else
		memcpy(error->detail + used, more, sizeof(more));
}
