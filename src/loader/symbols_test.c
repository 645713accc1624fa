// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * symbols_test.c - addresses of stacks and what they are called
 */
#include <string.h>
#include <unistd.h>

#include "print.h"
#include "symbols.h"
#include "test.h"

static FILE *text_file(const char *text)
{
	return fmemopen((void *)text, strlen(text), "r");
}

static void is_symbol(struct test *test, const struct symbols *symbols,
		      __u64 address, const char *expected, __u64 far)
{
	__u64 offset = 0;
	const char *name = symbols_find(symbols, address, &offset);

	expect_text(name ? name : "", expected);
	if (name)
		expect_number(offset, far);
}

static void test_symbols(struct test *test)
{
	FILE *from = text_file(
		"0000000000000000 A fixed_percpu_data\n"
		"ffffffff81000000 T _stext\n"
		"ffffffff81000000 T _text\n"
		"ffffffffc0200000 t in_module\t[ext4]\n"
		"ffffffff81000100 t second\n"
		"ffffffff81000180 d data\n"
		"garbage\n"
		"ffffffff81000200 W third");
	struct symbols symbols;

	symbols_read(&symbols, from);
	fclose(from);
	expect_number(symbols.count, 5);
	is_symbol(test, &symbols, 0xffffffff80ffffff, "", 0);
	is_symbol(test, &symbols, 0xffffffff81000000, "_stext", 0);
	is_symbol(test, &symbols, 0xffffffff810000ff, "_stext", 0xff);
	is_symbol(test, &symbols, 0xffffffff810001ff, "second", 0xff);
	is_symbol(test, &symbols, 0xffffffff81000200, "third", 0);
	is_symbol(test, &symbols, 0xffffffff81100200, "", 0);
	is_symbol(test, &symbols, 0xffffffffc0200001, "in_module", 1);
	is_symbol(test, &symbols, ~0ULL, "", 0);
	symbols_free(&symbols);
}

/* What the kernel shows to those whom it does not tell. */
static void test_hidden(struct test *test)
{
	FILE *from = text_file("0000000000000000 T _stext\n"
			       "0000000000000000 T second\n");
	struct symbols symbols;

	symbols_read(&symbols, from);
	fclose(from);
	expect_number(symbols.count, 0);
	is_symbol(test, &symbols, 0xffffffff81000000, "", 0);
	symbols_free(&symbols);
}

static void is_mapped(struct test *test, const struct mappings *mappings,
		      __u64 address, const char *expected, __u64 at)
{
	__u64 offset = 0;
	const char *path = mappings_find(mappings, address, &offset);

	expect_text(path ? path : "", expected);
	if (path)
		expect_number(offset, at);
}

static void test_mappings(struct test *test)
{
	FILE *from = text_file(
		"5500001000-5500003000 r-xp 00001000 fe:00 131   /usr/bin/a b\n"
		"5500003000-5500004000 rw-p 00000000 00:00 0 \n"
		"no line of it\n"
		"7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0 [vdso]\n"
		"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]\n");
	struct mappings mappings;

	mappings_read(&mappings, from);
	fclose(from);
	expect_number(mappings.count, 4);
	is_mapped(test, &mappings, 0x5500000fff, "", 0);
	is_mapped(test, &mappings, 0x5500001000, "/usr/bin/a b", 0x1000);
	is_mapped(test, &mappings, 0x5500002fff, "/usr/bin/a b", 0x2fff);
	is_mapped(test, &mappings, 0x5500003000, "", 0);
	is_mapped(test, &mappings, 0x7ffd00000010, "[vdso]", 0x10);
	is_mapped(test, &mappings, 0xffffffffff600004, "[vsyscall]", 4);
	mappings_free(&mappings);
}

struct stacks {
	struct wmk_record head;
	__u64 user[4];
	__u64 kernel[3];
};

static const struct wmk_column_info columns[] = {
	{ "ustack()", offsetof(struct stacks, user), sizeof(__u64[4]),
	  WMK_COLUMN_USTACK },
	{ "kstack()", offsetof(struct stacks, kernel), sizeof(__u64[3]),
	  WMK_COLUMN_KSTACK },
};

static const struct wmk_rule_info rule = {
	.name = "r", .nr_columns = 2, .record_bytes = sizeof(struct stacks),
};

/* Addresses that are nobody's; a stack that fills its room, and an empty one */
static void test_bare_stacks(struct test *test)
{
	struct stacks record = {
		.user = { 0x7fffffff, 0x10, 0x11, 0x12 },	/* no such process */
		.kernel = { 1, 2, 0 },
	};
	struct wmk_match match = {
		.rule = &rule,
		.columns = columns,
		.nr_columns = rule.nr_columns,
		.record = &record.head,
		.number = 1,
	};
	struct capture capture;

	print_match_text(capture_begin(&capture), &match, NULL, false);
	expect_text(capture_end(&capture),
		    "match #1 { [0x10 < 0x11 < 0x12] [0x1 < 0x2] }\n");
	capture_drop(&capture);
	memset(record.user, 0, sizeof(record.user));
	memset(record.kernel, 0, sizeof(record.kernel));
	print_match_json(capture_begin(&capture), &match, NULL, 0);
	expect(strstr(capture_end(&capture),
		      "\"values\":{\"ustack()\":[],\"kstack()\":[]}"));
	capture_drop(&capture);
	record.head.nulls = 3;
	print_match_text(capture_begin(&capture), &match, NULL, false);
	expect_text(capture_end(&capture), "match #1 { null null }\n");
	capture_drop(&capture);
}

/* This very program, which is still there */
static void test_own_stack(struct test *test)
{
	struct stacks record = {
		.user = { (__u64)getpid(), (__u64)&test_own_stack, 1 },
	};
	struct wmk_match match = {
		.rule = &rule,
		.columns = columns,
		.nr_columns = rule.nr_columns,
		.record = &record.head,
		.number = 1,
	};
	struct capture capture;
	char path[4096], start[5000];
	const char *text;
	ssize_t length;

	length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	if (length < 0) {
		test->skipped++;
		return;
	}
	path[length] = '\0';
	print_match_json(capture_begin(&capture), &match, NULL, 0);
	text = capture_end(&capture);
	snprintf(start, sizeof(start), "\"ustack()\":[\"%s+0x", path);
	expect(strstr(text, start));
	expect(strstr(text, "\",\"0x1\"]"));
	capture_drop(&capture);
}

void test_symbol_names(struct test *test)
{
	test_symbols(test);
	test_hidden(test);
	test_mappings(test);
	test_bare_stacks(test);
	test_own_stack(test);
}
