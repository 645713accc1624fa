// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_event.c - recorded events and what is missing among them -> lines of
 * a trace, JSON objects each
 */
#include <string.h>

#include "escape.h"
#include "print.h"
#include "wall_time.h"

void print_trace_head(FILE *to, const char *generator, __s64 offset_ns)
{
	fputs("{\"trace\":1,\"clock\":\"monotonic\",\"boot\":\"", to);
	print_wall_time(to, 0, offset_ns);
	fputs("\",\"generator\":", to);
	print_json_text(to, generator);
	fputs("}\n", to);
}

static void print_number(FILE *to, const char *name, __u64 number)
{
	fprintf(to, "\"%s\":%llu,", name, (unsigned long long)number);
}

/* The thread that the event happened in; returns whether its name is lossy. */
static bool print_context(FILE *to, const struct wmk_event_record *record)
{
	bool lossy;

	fputs(",\"context\":{", to);
	print_number(to, "pid", record->pid);
	print_number(to, "tid", record->tid);
	print_number(to, "ppid", record->ppid);
	print_number(to, "uid", record->uid);
	print_number(to, "gid", record->gid);
	print_number(to, "cpu", record->cpu);
	print_number(to, "cgroup", record->cgroup);
	fputs("\"comm\":", to);
	lossy = print_json_string(to, record->comm,
				  strnlen(record->comm, sizeof(record->comm)));
	putc('}', to);
	return lossy;
}

/* All bytes of a string that JSON cannot have. */
static void print_hex_member(FILE *to, bool *any, const char *name,
			     const char *bytes, size_t length)
{
	if (is_utf8(bytes, length))
		return;
	fprintf(to, "%s\"%s\":\"", *any ? "," : ",\"hex\":{", name);
	print_hex(to, bytes, length);
	putc('"', to);
	*any = true;
}

static void print_hex_members(FILE *to, const struct wmk_event *event)
{
	const char *comm = event->record->comm;
	bool any = false;
	__u32 i;

	for (i = 0; i < event->kind->nr_fields; i++) {
		struct wmk_value value = wmk_event_value(event, i);

		if (value.type == WMK_COLUMN_STRING)
			print_hex_member(to, &any, event->fields[i].name,
					 value.string.bytes,
					 value.string.length);
	}
	print_hex_member(to, &any, "context.comm", comm,
			 strnlen(comm, WMK_COMM_SIZE));
	if (any)
		putc('}', to);
}

static void print_end(FILE *to, const struct wmk_event *event)
{
	bool thread = event->record->kind == WMK_END_THREAD;
	const char *number = thread ? "ThreadId" : "ProcessId";

	fprintf(to, "{\"end\":\"%s\",\"%s\":%u", thread ? "thread" : "process",
		number, event->end->id);
	if (event->end->start)
		fprintf(to, ",\"%s.start\":%llu", number,
			(unsigned long long)event->end->start);
	fputs("}\n", to);
}

void print_event(FILE *to, const struct wmk_event *event)
{
	bool lossy = false;
	__u64 start;
	__u32 i;

	if (event->end) {
		print_end(to, event);
		return;
	}
	fputs("{\"event\":", to);
	print_json_text(to, event->kind->name);
	for (i = 0; i < event->kind->nr_fields; i++) {
		struct wmk_value value = wmk_event_value(event, i);

		fprintf(to, ",\"%s\":", event->fields[i].name);
		lossy |= print_value_json(to, &value);
		if (wmk_event_start(event, i, &start))
			fprintf(to, ",\"%s.start\":%llu",
				event->fields[i].name,
				(unsigned long long)start);
	}
	lossy |= print_context(to, event->record);
	if (lossy)
		print_hex_members(to, event);
	fputs("}\n", to);
}

void print_event_gap(FILE *to, const struct wmk_gap *gap)
{
	fprintf(to, "{\"gap\":%llu,\"cause\":\"%s\"",
		(unsigned long long)gap->count, gap_cause(gap));
	if (gap->program) {
		fputs(",\"program\":", to);
		print_json_text(to, gap->program);
	}
	fputs("}\n", to);
}
