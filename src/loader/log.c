// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * log.c - what libbpf prints, kept for the message of a fault
 *
 * libbpf's print callback has no context, hence the pointer of this file: a
 * thread's own, set only while one of our calls is inside libbpf.
 */
#include <stdlib.h>
#include <string.h>

#include <bpf/libbpf.h>

#include "internal.h"

static _Thread_local struct wmk_log *current;

static void keep_end(struct wmk_log *log, const char *text, size_t length)
{
	size_t room = sizeof(log->warnings) - 1;

	if (length > room) {
		text += length - room;
		length = room;
	}
	if (log->used + length > room) {
		size_t drop = log->used + length - room;

		memmove(log->warnings, log->warnings + drop, log->used - drop);
		log->used -= drop;
	}
	memcpy(log->warnings + log->used, text, length);
	log->used += length;
	log->warnings[log->used] = '\0';
}

static int listen(enum libbpf_print_level level, const char *format,
		  va_list args)
{
	char *text;
	int length;

	if (!current || (level != LIBBPF_WARN && !current->verbose))
		return 0;
	length = vasprintf(&text, format, args);
	if (length < 0)
		return 0;
	if (current->verbose)
		fputs(text, current->verbose);
	if (level == LIBBPF_WARN)
		keep_end(current, text, (size_t)length);
	free(text);
	return length;
}

void wmk_log_begin(struct wmk_log *log)
{
	log->used = 0;
	log->warnings[0] = '\0';
	current = log;
	libbpf_set_print(listen);
}

void wmk_log_end(void)
{
	current = NULL;
}
