// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_stack.c - addresses of a stack -> "[tcp_connect+0x1f < ...]", or an
 * array of JSON strings
 */
#include <stdlib.h>

#include "escape.h"
#include "print.h"
#include "symbols.h"

/* A process that has ended has nothing mapped. */
static void read_mappings(struct mappings *mappings, __u32 process)
{
	char path[32];
	FILE *from;

	snprintf(path, sizeof(path), "/proc/%u/maps", process);
	from = fopen(path, "re");
	if (!from)
		return;
	mappings_read(mappings, from);
	fclose(from);
}

static void print_name(FILE *to, const char *name, __u64 offset, bool json)
{
	char *text = NULL;

	if (asprintf(&text, "%s+0x%llx", name, (unsigned long long)offset) < 0)
		return;
	if (json)
		print_json_text(to, text);
	else
		print_plain(to, text);
	free(text);
}

static void print_frame(FILE *to, __u64 address, const char *name,
			__u64 offset, bool json)
{
	const char *quote = json ? "\"" : "";

	if (name)
		print_name(to, name, offset, json);
	else
		fprintf(to, "%s0x%llx%s", quote, (unsigned long long)address,
			quote);
}

static void print_frames(FILE *to, const struct wmk_value *stack, bool json)
{
	bool user = stack->type == WMK_COLUMN_USTACK;
	struct mappings mappings = { 0 };
	const char *name;
	__u64 offset;
	__u32 i;

	if (user && stack->stack.depth)
		read_mappings(&mappings, stack->stack.process);
	putc('[', to);
	for (i = 0; i < stack->stack.depth; i++) {
		__u64 address = wmk_frame(stack, i);

		if (i)
			fputs(json ? "," : " < ", to);
		name = user ? mappings_find(&mappings, address, &offset) :
			      symbols_find(kernel_symbols(), address, &offset);
		print_frame(to, address, name, offset, json);
	}
	putc(']', to);
	mappings_free(&mappings);
}

void print_stack_text(FILE *to, const struct wmk_value *stack)
{
	print_frames(to, stack, false);
}

void print_stack_json(FILE *to, const struct wmk_value *stack)
{
	print_frames(to, stack, true);
}
