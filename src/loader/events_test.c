// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * events_test.c - recorded events as lines of a trace, what is missing among
 * them, and records that are none
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "print.h"
#include "test.h"

/* As a program writes it. */
struct open_event {
	__u64 TimeStamp;
	__u64 ProcessId_start;
	char Path[8];
	__u8 Address[16];
	__s32 Result;
	__u32 ProcessId;
	__u32 Child;
	__u16 Port;
};

struct open_record {
	struct wmk_event_record head;
	struct open_event event;
};

struct end_record {
	struct wmk_event_record head;
	struct wmk_end end;
};

#define FIELD(its_name, its_type, its_start)				\
	{								\
		.name = #its_name,					\
		.offset = offsetof(struct open_event, its_name),	\
		.bytes = sizeof(((struct open_event *)0)->its_name),	\
		.type = its_type,					\
		.start = its_start,					\
	}

static struct wmk_field_info fields[] = {
	FIELD(TimeStamp, WMK_COLUMN_U64, WMK_NO_START),
	FIELD(Path, WMK_COLUMN_STRING, WMK_NO_START),
	FIELD(Address, WMK_COLUMN_ADDRESS, WMK_NO_START),
	FIELD(Result, WMK_COLUMN_S64, WMK_NO_START),
	FIELD(ProcessId, WMK_COLUMN_U64,
	      offsetof(struct open_event, ProcessId_start)),
	FIELD(Child, WMK_COLUMN_U64, WMK_NO_START),
	FIELD(Port, WMK_COLUMN_U64, WMK_NO_START),
};

#define NR_FIELDS (sizeof(fields) / sizeof(fields[0]))

static struct wmk_kind_info kinds[] = {
	{ "opened", 0, NR_FIELDS, sizeof(struct open_event), WMK_KIND_HAS_TASK },
	{ "tick", 0, 1, 8, 0 },
	{ "syscall", 0, 1, 8,
	  WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID },
	{ "child", 4, 1, sizeof(struct open_event),
	  WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID },
};

static const struct open_record sound = {
	.head = {
		.cpu = 1, .pid = 10, .tid = 11, .ppid = 9, .uid = 1000,
		.gid = 100, .process_start = 50, .thread_start = 55,
		.cgroup = 1ULL << 63, .comm = "a\"b",
	},
	.event = {
		.TimeStamp = ~0ULL, .ProcessId_start = 77, .Path = "/\n",
		.Address = { [10] = 0xff, [11] = 0xff, [12] = 10, [15] = 1 },
		.Result = -2, .ProcessId = 7, .Child = 8, .Port = 65535,
	},
};

static int on_event(void *context, const struct wmk_event *event)
{
	print_event(context, event);
	return 0;
}

static int on_gap(void *context, const struct wmk_gap *gap)
{
	print_event_gap(context, gap);
	return 0;
}

struct reading {
	struct wmk wmk;
	struct wmk_event_polling polling;
	struct wmk_event_sink sink;
	struct capture capture;
};

static struct wmk *read_begin(struct reading *reading)
{
	*reading = (struct reading){
		.wmk.about.object.nr_kinds = 4,
		.wmk.about.kinds = kinds,
		.wmk.about.fields = fields,
		.wmk.stats.recording = true,
		.wmk.event_polling = &reading->polling,
		.polling = { .sink = &reading->sink, .most = 100 },
	};
	reading->sink = (struct wmk_event_sink){
		capture_begin(&reading->capture), on_event, on_gap,
	};
	return &reading->wmk;
}

static void read_end(struct test *test, struct reading *reading,
		     const char *expected)
{
	expect_text(capture_end(&reading->capture), expected);
	capture_drop(&reading->capture);
}

static void shows(struct test *test, const struct open_record *record,
		  const char *expected)
{
	struct open_record copy = *record;
	struct reading reading;

	expect_number(wmk_on_event(read_begin(&reading), &copy, sizeof(copy)),
		      0);
	read_end(test, &reading, expected);
	expect_number(reading.wmk.stats.recorded, 1);
}

#define CONTEXT "\"context\":{\"pid\":10,\"tid\":11,\"ppid\":9,\"uid\":1000,\"gid\":100,\"cpu\":1,\"cgroup\":9223372036854775808,\"comm\":"

static void test_events(struct test *test)
{
	struct open_record record = sound;

	shows(test, &sound,
	      "{\"event\":\"opened\",\"TimeStamp\":18446744073709551615,\"Path\":\"/\\n\",\"Address\":\"10.0.0.1\",\"Result\":-2,\"ProcessId\":7,\"ProcessId.start\":77,\"Child\":8,\"Port\":65535," CONTEXT "\"a\\\"b\"}}\n");

	/* bytes that are no text, in the room that there is and no NUL */
	memcpy(record.event.Path, "/tmp/x\xc3(", 8);
	memset(record.head.comm, 0xff, sizeof(record.head.comm));
	record.event.ProcessId_start = 0;
	shows(test, &record,
	      "{\"event\":\"opened\",\"TimeStamp\":18446744073709551615,\"Path\":\"/tmp/x\\ufffd(\",\"Address\":\"10.0.0.1\",\"Result\":-2,\"ProcessId\":7,\"Child\":8,\"Port\":65535," CONTEXT
	      "\"\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\"},\"hex\":{\"Path\":\"2f746d702f78c328\",\"context.comm\":\"ffffffffffffffffffffffffffffffff\"}}\n");

	record = sound;
	record.head.kind = 1;
	shows(test, &record,
	      "{\"event\":\"tick\",\"TimeStamp\":18446744073709551615}\n");
	record.head.kind = 2;
	shows(test, &record,
	      "{\"event\":\"syscall\",\"TimeStamp\":18446744073709551615,\"ProcessId\":10,\"ProcessId.start\":50,\"ThreadId\":11,\"ThreadId.start\":55," CONTEXT "\"a\\\"b\"}}\n");

	/* the current process, of which the program read the number only */
	fields[4].start = WMK_NO_START;
	record.head.kind = 3;
	shows(test, &record,
	      "{\"event\":\"child\",\"ProcessId\":7,\"ProcessId.start\":50," CONTEXT "\"a\\\"b\"}}\n");
	fields[4].start = offsetof(struct open_event, ProcessId_start);
}

static void test_ends(struct test *test)
{
	struct end_record record = {
		.head.kind = WMK_END_THREAD,
		.end = { .start = 55, .id = 7 },
	};
	struct reading reading;
	struct wmk *wmk = read_begin(&reading);

	expect_number(wmk_on_event(wmk, &record, sizeof(record)), 0);
	record.end.start = 0;
	expect_number(wmk_on_event(wmk, &record, sizeof(record)), 0);
	record.head.kind = WMK_END_PROCESS;
	record.end.start = 50;
	expect_number(wmk_on_event(wmk, &record, sizeof(record)), 0);
	read_end(test, &reading,
		 "{\"end\":\"thread\",\"ThreadId\":7,\"ThreadId.start\":55}\n"
		 "{\"end\":\"thread\",\"ThreadId\":7}\n"
		 "{\"end\":\"process\",\"ProcessId\":7,\"ProcessId.start\":50}\n");
}

static void test_event_gaps(struct test *test)
{
	struct open_record record = sound;
	struct wmk_program_stats program = {
		.name = "at_x", .section = "tp_btf/x", .misses = 3,
	};
	struct wmk_program state = { 0 };
	struct reading reading;
	struct wmk *wmk = read_begin(&reading);

	wmk->stats.programs = &program;
	wmk->programs = &state;
	wmk->stats.nr_programs = 1;
	record.head.kind = 1;
	record.head.lost = 0xffffffff;	/* late: told by none before */
	wmk->lost_told = 0xffffffff;
	wmk_on_event(wmk, &record, sizeof(record));
	record.head.lost = 1;		/* it wraps */
	record.head.busy = 4;
	wmk_on_event(wmk, &record, sizeof(record));
	record.head.lost = 0;		/* of another CPU */
	wmk_on_event(wmk, &record, sizeof(record));
	wmk->losses = (struct wmk_event_losses){ .lost = 3, .busy = 4 };
	wmk_report_event_gaps(wmk, &reading.sink);
	wmk_report_event_gaps(wmk, &reading.sink);
	program.misses = 4;
	wmk_report_event_gaps(wmk, &reading.sink);
#define TICK "{\"event\":\"tick\",\"TimeStamp\":18446744073709551615}\n"
	read_end(test, &reading,
		 TICK
		 "{\"gap\":2,\"cause\":\"ring buffer full\"}\n"
		 "{\"gap\":4,\"cause\":\"no scratch memory free\"}\n"
		 TICK TICK
		 "{\"gap\":2,\"cause\":\"ring buffer full\"}\n"
		 "{\"gap\":3,\"cause\":\"program skipped by the kernel\",\"program\":\"at_x\"}\n"
		 "{\"gap\":1,\"cause\":\"program skipped by the kernel\",\"program\":\"at_x\"}\n");
	expect_number(wmk->stats.recorded, 3);
	expect_number(wmk->stats.unrecorded, 12);
}

/* In memory of just that size, so that the sanitizer sees what is read. */
static void refuses(struct test *test, struct reading *reading,
		    const void *record, size_t size)
{
	__u64 malformed = reading->wmk.stats.malformed;
	void *copy = malloc(size ? size : 1);

	if (size)
		memcpy(copy, record, size);
	expect_number(wmk_on_event(&reading->wmk, copy, size), 0);
	expect_number(reading->wmk.stats.malformed, malformed + 1);
	free(copy);
}

static void test_malformed(struct test *test)
{
	struct end_record end = { .head.kind = WMK_END_PROCESS };
	struct open_record record = sound;
	struct reading reading;

	read_begin(&reading);
	refuses(test, &reading, &record, 0);
	refuses(test, &reading, &record, sizeof(record.head) - 1);
	refuses(test, &reading, &record, sizeof(record.head));
	refuses(test, &reading, &record, sizeof(record) - 1);
	refuses(test, &reading, &end, sizeof(end) - 1);
	record.head.kind = 4;
	refuses(test, &reading, &record, sizeof(record));
	record.head.kind = 0xfffffffd;
	refuses(test, &reading, &record, sizeof(record));
	read_end(test, &reading, "");
}

static void test_most(struct test *test)
{
	struct open_record record = sound;
	struct reading reading;
	struct wmk *wmk = read_begin(&reading);

	record.head.kind = 1;
	reading.polling.most = 2;
	expect_number(wmk_on_event(wmk, &record, sizeof(record)), 0);
	expect(wmk_on_event(wmk, &record, sizeof(record)) < 0);
	expect_number(reading.polling.got, 2);
	read_end(test, &reading, TICK TICK);
}

void test_recorded_events(struct test *test)
{
	struct capture capture;

	test_events(test);
	test_ends(test);
	test_event_gaps(test);
	test_malformed(test);
	test_most(test);
	print_trace_end(capture_begin(&capture), 485370171);
	expect_text(capture_end(&capture), "{\"until\":485370171}\n");
	capture_drop(&capture);
	print_trace_head(capture_begin(&capture), "wmkgen 0.1.0",
			 1767323045000000000);
	expect_text(capture_end(&capture),
		    "{\"trace\":1,\"clock\":\"monotonic\",\"boot\":\"2026-01-02T03:04:05.000000000Z\",\"generator\":\"wmkgen 0.1.0\"}\n");
	capture_drop(&capture);
}
