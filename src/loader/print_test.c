// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_test.c - matches and gaps as lines
 */
#include <string.h>

#include "nice.h"
#include "print.h"
#include "test.h"

struct record {
	struct wmk_record head;
	__s64 number;
	__s8 small;
	__u16 port;
	char path[8];
	__u8 address[16];
	__u64 big;
};

#define COLUMN(name, member, its_type)					\
	{								\
		.label = name,						\
		.offset = offsetof(struct record, member),		\
		.bytes = sizeof(((struct record *)0)->member),		\
		.type = its_type,					\
	}

static const struct wmk_column_info columns[] = {
	COLUMN("a.SyscallNr", number, WMK_COLUMN_S64),
	COLUMN("small", small, WMK_COLUMN_S64),
	COLUMN("c.Port", port, WMK_COLUMN_U64),
	COLUMN("\"path\"", path, WMK_COLUMN_STRING),
	COLUMN("c.Address", address, WMK_COLUMN_ADDRESS),
	COLUMN("big", big, WMK_COLUMN_U64),
};

static const struct wmk_rule_info rule = {
	.name = "nosyscallexit",
	.nr_columns = sizeof(columns) / sizeof(columns[0]),
	.record_bytes = sizeof(struct record),
};

static const struct wmk_rule_info bare_rule = {
	.name = "bare",
	.record_bytes = sizeof(struct wmk_record),
};

static const struct record full = {
	.head = { .time = 485370171 },
	.number = -106,
	.small = -1,
	.port = 65535,
	.path = "/t\n\xff",
	.address = { [10] = 0xff, [11] = 0xff, [12] = 10, [15] = 1 },
	.big = ~0ULL,
};

static void test_match(struct test *test, const struct wmk_match *match,
		       bool named, const char *text, const char *json)
{
	struct capture capture;

	print_match_text(capture_begin(&capture), match, NULL, named);
	expect_text(capture_end(&capture), text);
	capture_drop(&capture);
	print_match_json(capture_begin(&capture), match, NULL,
			 1767323045000000000);
	expect_text(capture_end(&capture), json);
	capture_drop(&capture);
}

static void test_matches(struct test *test)
{
	struct wmk_match match = {
		.rule = &rule,
		.columns = columns,
		.nr_columns = rule.nr_columns,
		.record = &full.head,
		.number = 7,
	};
	struct record record = full;

	test_match(test, &match, false,
		   "match #7 { -106 -1 65535 \"/t\\n\\xff\" 10.0.0.1 18446744073709551615 }\n",
		   "{\"rule\":\"nosyscallexit\",\"number\":7,\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"values\":{\"a.SyscallNr\":-106,\"small\":-1,\"c.Port\":65535,\"\\\"path\\\"\":\"/t\\n\\ufffd\",\"c.Address\":\"10.0.0.1\",\"big\":18446744073709551615},\"hex\":{\"\\\"path\\\"\":\"2f740aff\"}}\n");

	/* nulls, a string that fills its room, an IPv6 address */
	memcpy(record.path, "12345678", 8);
	memset(record.address, 0, sizeof(record.address));
	record.address[0] = 0xfe;
	record.address[1] = 0x80;
	record.address[15] = 1;
	record.head.nulls = 0x23;
	match.record = &record.head;
	match.number = ~0ULL;
	test_match(test, &match, true,
		   "nosyscallexit #18446744073709551615 { null null 65535 \"12345678\" fe80::1 null }\n",
		   "{\"rule\":\"nosyscallexit\",\"number\":18446744073709551615,\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"values\":{\"a.SyscallNr\":null,\"small\":null,\"c.Port\":65535,\"\\\"path\\\"\":\"12345678\",\"c.Address\":\"fe80::1\",\"big\":null}}\n");

	match.rule = &bare_rule;
	match.nr_columns = 0;
	match.number = 1;
	test_match(test, &match, false, "match #1 { }\n",
		   "{\"rule\":\"bare\",\"number\":1,\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"values\":{}}\n");

	/* no cgroup has this number */
	record.head.cgroup = ~0ULL >> 1;
	test_match(test, &match, false, "match #1 { }\n",
		   "{\"rule\":\"bare\",\"number\":1,\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"cgroup\":9223372036854775807,\"container\":null,\"values\":{}}\n");
}

static const struct wmk_note_info notes[] = {
	{ .format = "%d %u %x %s %s 100%%", .is_log = 1 },
	{ .is_log = 0 },
};

/* small, number, port, path, address: what a log may say of each */
static const struct wmk_column_info noted[] = {
	COLUMN("small", small, WMK_COLUMN_S64),
	COLUMN("number", number, WMK_COLUMN_S64),
	COLUMN("port", port, WMK_COLUMN_U64),
	COLUMN("path", path, WMK_COLUMN_STRING),
	COLUMN("address", address, WMK_COLUMN_ADDRESS),
};

static void test_note(struct test *test, const struct wmk_match *note,
		      bool named, const char *text, const char *json)
{
	struct capture capture;

	print_note_text(capture_begin(&capture), note, named);
	expect_text(capture_end(&capture), text);
	capture_drop(&capture);
	print_note_json(capture_begin(&capture), note, 1767323045000000000);
	expect_text(capture_end(&capture), json);
	capture_drop(&capture);
}

/* As src/replay/print-match.ts has them. */
static void test_notes(struct test *test)
{
	struct record record = full;
	struct wmk_match note = {
		.rule = &rule,
		.note = &notes[0],
		.columns = noted,
		.nr_columns = sizeof(noted) / sizeof(noted[0]),
		.record = &record.head,
		.number = 4,
	};

	test_note(test, &note, true,
		  "nosyscallexit #4 log \"-1 18446744073709551510 ffff /t\\n\\xff 10.0.0.1 100%\"\n",
		  "{\"rule\":\"nosyscallexit\",\"number\":4,\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"log\":\"-1 18446744073709551510 ffff /t\\n\\ufffd 10.0.0.1 100%\"}\n");
	record.head.nulls = 0x1f;
	test_note(test, &note, false,
		  "match #4 log \"null null null null null 100%\"\n",
		  "{\"rule\":\"nosyscallexit\",\"number\":4,\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"log\":\"null null null null null 100%\"}\n");
	note.note = &notes[1];
	note.nr_columns = 4;
	record.head.nulls = 1;
	test_note(test, &note, false,
		  "match #4 emit { null -106 65535 \"/t\\n\\xff\" }\n",
		  "{\"rule\":\"nosyscallexit\",\"number\":4,\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"emit\":{\"small\":null,\"number\":-106,\"port\":65535,\"path\":\"/t\\n\\ufffd\"},\"hex\":{\"path\":\"2f740aff\"}}\n");
}

static void test_reacted(struct test *test, const struct wmk_match *match,
			 const struct niced *niced, const char *text,
			 const char *json)
{
	struct capture capture;

	print_reactions_text(capture_begin(&capture), match, niced);
	expect_text(capture_end(&capture), text);
	capture_drop(&capture);
	print_reactions_json(capture_begin(&capture), match, niced);
	expect_text(capture_end(&capture), json);
	capture_drop(&capture);
}

static void test_reactions(struct test *test)
{
	static const struct wmk_rule_info its = { .nr_reactions = 4 };
	static const struct wmk_reaction_info reactions[] = {
		{ .call = WMK_SIGNAL_PROCESS, .number = 9 },
		{ .call = WMK_SIGNAL_THREAD, .number = 15 },
		{ .call = WMK_DENY, .number = 1 },
		{ .call = WMK_NICE, .number = 5 },
	};
	static const struct niced done[4] = {
		[3] = { .from = 0, .to = 5, .late = 1234567 },
	};
	static const struct niced failed[4] = {
		[3] = { .why = "it has ended", .late = 2000000 },
	};
	struct wmk_record record = { .pid = 7, .tid = 8, .process_start = 55 };
	const struct wmk_match match = {
		.rule = &its,
		.record = &record,
		.reactions = reactions,
	};

	test_reacted(test, &match, NULL, "", "");
	record.reached = 5;
	record.verdict = WMK_MONITORED;
	test_reacted(test, &match, NULL, " would signal(9), deny(1)",
		     ",\"would\":[\"signal(9)\",\"deny(1)\"],\"target\":{\"pid\":7,\"tid\":8,\"start\":55}");
	record.verdict = WMK_LAPSED;
	test_reacted(test, &match, NULL,
		     " would signal(9), deny(1) (lease lapsed)",
		     ",\"would\":[\"signal(9)\",\"deny(1)\"],\"why\":\"lease lapsed\",\"target\":{\"pid\":7,\"tid\":8,\"start\":55}");
	record.verdict = WMK_SPARED;
	test_reacted(test, &match, NULL, " would signal(9), deny(1) (spared)",
		     ",\"would\":[\"signal(9)\",\"deny(1)\"],\"why\":\"spared\",\"target\":{\"pid\":7,\"tid\":8,\"start\":55}");
	record.verdict = WMK_LIMITED;
	test_reacted(test, &match, NULL,
		     " would signal(9), deny(1) (reaction rate)",
		     ",\"would\":[\"signal(9)\",\"deny(1)\"],\"why\":\"reaction rate\",\"target\":{\"pid\":7,\"tid\":8,\"start\":55}");
	record.verdict = WMK_REACTED;
	record.reached = 15;
	record.failed = 2;
	test_reacted(test, &match, done,
		     " did signal(9), deny(1), nice(5) (process 7: 0 to 5, after 1.235 ms); failed signal_thread(15)",
		     ",\"did\":[\"signal(9)\",\"deny(1)\",\"nice(5)\"],\"failed\":[\"signal_thread(15)\"],\"nice\":[{\"by\":5,\"from\":0,\"to\":5,\"late_ns\":1234567}],\"target\":{\"pid\":7,\"tid\":8,\"start\":55}");
	record.reached = 8;
	record.failed = 0;
	test_reacted(test, &match, failed,
		     " failed nice(5) (process 7: it has ended, after 2.000 ms)",
		     ",\"did\":[],\"failed\":[\"nice(5)\"],\"nice\":[{\"by\":5,\"error\":\"it has ended\",\"late_ns\":2000000}],\"target\":{\"pid\":7,\"tid\":8,\"start\":55}");
}

static void test_gap(struct test *test, const struct wmk_gap *gap, bool named,
		     const char *text, const char *json)
{
	struct capture capture;

	print_gap_text(capture_begin(&capture), gap, named);
	expect_text(capture_end(&capture), text);
	capture_drop(&capture);
	print_gap_json(capture_begin(&capture), gap);
	expect_text(capture_end(&capture), json);
	capture_drop(&capture);
}

static void test_gaps(struct test *test)
{
	struct wmk_gap gap = {
		.cause = WMK_CAUSE_RING_BUFFER,
		.rule = &rule,
		.count = 12,
	};

	test_gap(test, &gap, true,
		 "nosyscallexit gap { 12 records lost: ring buffer full }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"ring buffer full\",\"count\":12}}\n");
	gap.cause = WMK_CAUSE_TABLE;
	gap.count = 1;
	test_gap(test, &gap, false, "gap { 1 key refused: table full }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"table full\",\"count\":1}}\n");
	gap.cause = WMK_CAUSE_SCRATCH;
	test_gap(test, &gap, false,
		 "gap { 1 event lost: no scratch memory free }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"no scratch memory free\",\"count\":1}}\n");
	gap.cause = WMK_CAUSE_PENDING;
	test_gap(test, &gap, false,
		 "gap { 1 run dropped: too many of a key await their deadline }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"too many runs await their deadline\",\"count\":1}}\n");
	gap.cause = WMK_CAUSE_MEMORY;
	test_gap(test, &gap, false,
		 "gap { 1 event forgotten: a key remembers no more }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"key remembers no more\",\"count\":1}}\n");
	gap.cause = WMK_CAUSE_ENTRIES;
	test_gap(test, &gap, false,
		 "gap { 1 entry of a TABLE not made: it is full }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"TABLE full\",\"count\":1}}\n");
	gap.cause = WMK_CAUSE_NOTES;
	test_gap(test, &gap, false, "gap { 1 note lost: ring buffer full }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"no room for notes\",\"count\":1}}\n");
	gap.cause = WMK_CAUSE_SUSPENDED;
	test_gap(test, &gap, false,
		 "gap { 1 event not read: the rule was suspended }\n",
		 "{\"gap\":{\"rule\":\"nosyscallexit\",\"cause\":\"rule suspended\",\"count\":1}}\n");
	gap.cause = WMK_CAUSE_SKIPPED;
	gap.rule = NULL;
	gap.program = "on_enter";
	gap.count = 2;
	test_gap(test, &gap, true,
		 "gap { 2 events lost: the kernel skipped program on_enter }\n",
		 "{\"gap\":{\"program\":\"on_enter\",\"cause\":\"program skipped by the kernel\",\"count\":2}}\n");
}

static void test_suspension(struct test *test,
			    const struct wmk_suspension *suspension, bool named,
			    const char *text, const char *json)
{
	struct capture capture;

	print_suspension_text(capture_begin(&capture), suspension, named);
	expect_text(capture_end(&capture), text);
	capture_drop(&capture);
	print_suspension_json(capture_begin(&capture), suspension, 1767323045000000000);
	expect_text(capture_end(&capture), json);
	capture_drop(&capture);
}

static void test_suspensions(struct test *test)
{
	struct wmk_suspension suspension = {
		.rule = &rule,
		.since = 485370171,
		.until = 60485370171,
		.took = 10200000,
		.within = 250000000,
		.budget = 10000000,
		.times = 2,
	};

	test_suspension(test, &suspension, true,
		 "nosyscallexit suspended { over its budget: 0.010200000 s of CPU in 0.250000 s, budget 0.010000000 s in 1 s; for 60.000 s }\n",
		 "{\"suspended\":{\"rule\":\"nosyscallexit\",\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"cause\":\"over budget\",\"took\":10200000,\"within\":250000000,\"budget\":10000000,\"times\":2,\"until\":\"2026-01-02T03:05:05.485370171Z\"}}\n");
	suspension.over = true;
	test_suspension(test, &suspension, false, "resumed { after 60.000 s }\n",
		 "{\"resumed\":{\"rule\":\"nosyscallexit\",\"time\":\"2026-01-02T03:05:05.485370171Z\",\"monotonic\":60485370171}}\n");
	suspension.over = false;
	suspension.until = suspension.since + WMK_FOR_EVER;
	test_suspension(test, &suspension, false,
		 "suspended { over its budget: 0.010200000 s of CPU in 0.250000 s, budget 0.010000000 s in 1 s; for ever }\n",
		 "{\"suspended\":{\"rule\":\"nosyscallexit\",\"time\":\"2026-01-02T03:04:05.485370171Z\",\"monotonic\":485370171,\"cause\":\"over budget\",\"took\":10200000,\"within\":250000000,\"budget\":10000000,\"times\":2,\"until\":null}}\n");
}

static void test_memory(struct test *test)
{
	struct wmk_memory memory = {
		.bytes = 3 << 20,
		.parts = { [WMK_MEMORY_TABLES] = 2 << 20,
			   [WMK_MEMORY_THREADS] = 1 << 20 },
		.a_thread = 256,
		.threads = 4096,
	};
	struct capture capture;

	print_memory_line(capture_begin(&capture), &memory);
	expect_text(capture_end(&capture),
		    "wmkload: memory: 3.0 MiB: tables 2.0 MiB, threads, at the most 1.0 MiB\n");
	capture_drop(&capture);
	print_memory_parts(capture_begin(&capture), &memory, false);
	expect_text(capture_end(&capture),
		    "  tables: 2.0 MiB\n  threads, at the most: 1.0 MiB, 256 bytes each of 4096\n");
	capture_drop(&capture);
	print_memory_json(capture_begin(&capture), &memory);
	expect_text(capture_end(&capture),
		    "{\"bytes\":3145728,\"tables\":2097152,\"timers\":0,\"threads\":1048576,\"entries\":0,\"ring_buffer\":0,\"event_ring_buffer\":0,\"scratch\":0,\"counters\":0,\"other\":0,\"bytes_per_thread\":256}");
	capture_drop(&capture);
	add_memory(&memory, &memory);
	expect_number(memory.bytes, 6 << 20);
	expect_number(memory.parts[WMK_MEMORY_TABLES], 4 << 20);
	expect_number(memory.threads, 4096);
}

static void test_bytes(struct test *test, __u64 bytes, const char *expected)
{
	struct capture capture;

	print_bytes(capture_begin(&capture), bytes);
	expect_text(capture_end(&capture), expected);
	capture_drop(&capture);
}

void test_print(struct test *test)
{
	struct wmk_rule_stats stats = { .begun = 1, .busy = 11, .unnoted = 12 };

	test_matches(test);
	test_notes(test);
	test_reactions(test);
	test_gaps(test);
	test_suspensions(test);
	test_memory(test);
	test_bytes(test, 0, "0 B");
	test_bytes(test, 1023, "1023 B");
	test_bytes(test, 65536, "64.0 KiB");
	test_bytes(test, 1258291, "1.2 MiB");
	test_bytes(test, ~0ULL, "16777216.0 TiB");
	expect_number(read_rule_counter(&stats, 0), 1);
	expect_text(rule_counters[1].name, "forked");
	expect_number(read_rule_counter(&stats, FIRST_DO_COUNTER - 1), 11);
	expect_text(rule_counters[FIRST_DO_COUNTER].name, "done");
	expect_number(read_rule_counter(&stats, NR_RULE_COUNTERS - 1), 12);
}
