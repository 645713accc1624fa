// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_test.c - matches and gaps as lines
 */
#include <string.h>

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
	gap.cause = WMK_CAUSE_SKIPPED;
	gap.rule = NULL;
	gap.program = "on_enter";
	gap.count = 2;
	test_gap(test, &gap, true,
		 "gap { 2 events lost: the kernel skipped program on_enter }\n",
		 "{\"gap\":{\"program\":\"on_enter\",\"cause\":\"program skipped by the kernel\",\"count\":2}}\n");
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
	test_gaps(test);
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
