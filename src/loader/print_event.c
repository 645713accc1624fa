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

/* Until when there would have been events; what was to come later did not. */
void print_trace_end(FILE *to, __u64 until)
{
	fprintf(to, "{\"until\":%llu}\n", (unsigned long long)until);
}

static void print_number(FILE *to, const char *name, __u64 number)
{
	fprintf(to, "\"%s\":%llu,", name, (unsigned long long)number);
}

/*
 * Whose start a field's is, where its program did not read one: a field that
 * is always the current process or thread has it in the head. 0: nobody's.
 */
static __u64 find_start(const struct wmk_event *event, const char *field)
{
	__u32 flags = event->kind->flags;

	if (flags & WMK_KIND_PROCESS_ID && !strcmp(field, "ProcessId"))
		return event->record->process_start;
	if (flags & WMK_KIND_THREAD_ID && !strcmp(field, "ThreadId"))
		return event->record->thread_start;
	return 0;
}

static void print_start(FILE *to, const char *field, __u64 start)
{
	fprintf(to, ",\"%s.start\":%llu", field, (unsigned long long)start);
}

static bool has_field(const struct wmk_event *event, const char *field)
{
	__u32 i;

	for (i = 0; i < event->kind->nr_fields; i++)
		if (!strcmp(event->fields[i].name, field))
			return true;
	return false;
}

/*
 * The current process and thread, read or not: where the runs of a thread are
 * kept with the thread, no program reads its number.
 */
static void print_task(FILE *to, const struct wmk_event *event)
{
	const struct wmk_event_record *record = event->record;
	__u32 flags = event->kind->flags;

	if (flags & WMK_KIND_PROCESS_ID && !has_field(event, "ProcessId")) {
		fprintf(to, ",\"ProcessId\":%u", record->pid);
		print_start(to, "ProcessId", record->process_start);
	}
	if (flags & WMK_KIND_THREAD_ID && !has_field(event, "ThreadId")) {
		fprintf(to, ",\"ThreadId\":%u", record->tid);
		print_start(to, "ThreadId", record->thread_start);
	}
}

static bool print_field(FILE *to, const struct wmk_event *event, __u32 i)
{
	struct wmk_value value = wmk_event_value(event, i);
	const char *name = event->fields[i].name;
	__u64 start;
	bool lossy;

	fprintf(to, ",\"%s\":", name);
	lossy = print_value_json(to, &value);
	if (!wmk_event_start(event, i, &start))
		start = find_start(event, name);
	if (start)
		print_start(to, name, start);
	return lossy;
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
	if (event->kind->flags & WMK_KIND_HAS_TASK)
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
		print_start(to, number, event->end->start);
	fputs("}\n", to);
}

void print_event(FILE *to, const struct wmk_event *event)
{
	bool lossy = false;
	__u32 i;

	if (event->end) {
		print_end(to, event);
		return;
	}
	fputs("{\"event\":", to);
	print_json_text(to, event->kind->name);
	for (i = 0; i < event->kind->nr_fields; i++)
		lossy |= print_field(to, event, i);
	print_task(to, event);
	if (event->kind->flags & WMK_KIND_HAS_TASK)
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
