// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_memory.c - what objects take of the kernel's memory -> lines that say
 * so, and what makes it less
 */
#include "print.h"

static const struct {
	const char *name;
	const char *key;	/* in JSON */
	const char *less;	/* how it becomes less, or NULL: it is little */
} parts[WMK_NR_MEMORY_PARTS] = {
	[WMK_MEMORY_TABLES] = { "tables", "tables",
		"compile for fewer keys (wmkgen --keys), or fewer runs that await a deadline (--pending)" },
	[WMK_MEMORY_TIMERS] = { "timers", "timers",
		"compile for fewer keys (wmkgen --keys): four have one" },
	[WMK_MEMORY_THREADS] = { "threads, at the most", "threads",
		"fewer threads can be where kernel.threads-max is less; leave out rules by ThreadId" },
	[WMK_MEMORY_ENTRIES] = { "TABLEs", "entries",
		"declare TABLEs of the rules smaller" },
	[WMK_MEMORY_RING] = { "ring buffer", "ring_buffer",
		"a smaller --ring-buffer; of a SystemTap module, when it is compiled" },
	[WMK_MEMORY_EVENT_RING] = { "events on their way", "event_ring_buffer",
		"a smaller --record-buffer, or no --record; of a SystemTap module, when it is compiled" },
	[WMK_MEMORY_SCRATCH] = { "scratch", "scratch",
		"it is by CPU: fewer rules in an object, which read shorter strings" },
	[WMK_MEMORY_COUNTERS] = { "counters", "counters", NULL },
	[WMK_MEMORY_OTHER] = { "other", "other", NULL },
};

void add_memory(struct wmk_memory *to, const struct wmk_memory *one)
{
	int i;

	for (i = 0; i < WMK_NR_MEMORY_PARTS; i++)
		to->parts[i] += one->parts[i];
	to->bytes += one->bytes;
	to->a_thread += one->a_thread;
	to->threads = one->threads;
}

void print_memory_line(FILE *to, const struct wmk_memory *memory)
{
	const char *between = ": ";
	int i;

	fputs("wmkload: memory: ", to);
	print_bytes(to, memory->bytes);
	for (i = 0; i < WMK_NR_MEMORY_PARTS; i++) {
		if (!memory->parts[i])
			continue;
		fprintf(to, "%s%s ", between, parts[i].name);
		print_bytes(to, memory->parts[i]);
		between = ", ";
	}
	putc('\n', to);
}

void print_memory_parts(FILE *to, const struct wmk_memory *memory, bool with_ways)
{
	int i;

	for (i = 0; i < WMK_NR_MEMORY_PARTS; i++) {
		if (!memory->parts[i])
			continue;
		fprintf(to, "  %s: ", parts[i].name);
		print_bytes(to, memory->parts[i]);
		if (i == WMK_MEMORY_THREADS)
			fprintf(to, ", %llu bytes each of %llu",
				(unsigned long long)memory->a_thread,
				(unsigned long long)memory->threads);
		if (with_ways && parts[i].less)
			fprintf(to, " (%s)", parts[i].less);
		putc('\n', to);
	}
}

void print_memory_json(FILE *to, const struct wmk_memory *memory)
{
	int i;

	fprintf(to, "{\"bytes\":%llu", (unsigned long long)memory->bytes);
	for (i = 0; i < WMK_NR_MEMORY_PARTS; i++)
		fprintf(to, ",\"%s\":%llu", parts[i].key,
			(unsigned long long)memory->parts[i]);
	fprintf(to, ",\"bytes_per_thread\":%llu}",
		(unsigned long long)memory->a_thread);
}
