// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * options_test.c - durations, sizes, counts: what is taken and what is not
 */
#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "test.h"
#include "wmk.abi.h"

static void test_durations(struct test *test)
{
	static const struct {
		const char *text;
		__u64 ns;	/* 0: refused */
	} samples[] = {
		{ "1ns", 1 },
		{ "7us", 7000 },
		{ "500ms", 500000000 },
		{ "10s", 10000000000 },
		{ "2min", 120000000000 },
		{ "1h", 3600000000000 },
		{ "10", 0 },
		{ "", 0 },
		{ "s", 0 },
		{ "0s", 0 },
		{ "-1s", 0 },
		{ "+1s", 0 },
		{ " 1s", 0 },
		{ "1 s", 0 },
		{ "1sec", 0 },
		{ "1.5s", 0 },
		{ "18446744073709551615ns", 0 },
		{ "99999999999999999999s", 0 },
		{ "9999999999h", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		__u64 ns = 0;
		bool taken = parse_duration(samples[i].text, &ns);

		expect_number(taken, samples[i].ns != 0);
		if (taken)
			expect_number(ns, samples[i].ns);
	}
}

static void test_ring_buffers(struct test *test)
{
	static const struct {
		const char *text;
		__u32 bytes;	/* 0: refused */
	} samples[] = {
		{ "65536", 65536 },
		{ "64K", 65536 },
		{ "1M", 1 << 20 },
		{ "2048M", 1U << 31 },
		{ "4096M", 0 },
		{ "1", 0 },
		{ "1K", 0 },
		{ "65537", 0 },
		{ "3M", 0 },
		{ "0", 0 },
		{ "-65536", 0 },
		{ "1MB", 0 },
		{ "0x10000", 0 },
		{ "", 0 },
		{ "18446744073709551616", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		__u32 bytes = 0;
		bool taken = parse_ring_buffer(samples[i].text, &bytes);

		expect_number(taken, samples[i].bytes != 0);
		if (taken)
			expect_number(bytes, samples[i].bytes);
	}
}

static void test_settings(struct test *test)
{
	static const struct {
		const char *text;
		const char *name;	/* NULL: refused */
		__s64 value;
	} samples[] = {
		{ "limit=10", "limit", 10 },
		{ "limit=-1", "limit", -1 },
		{ "limit=007", "limit", 7 },
		{ "a=b.wmk:mask=0x7fff", "a=b.wmk:mask", 0x7fff },
		{ "x=-0x8000000000000000", "x", INT64_MIN },
		{ "x=-9223372036854775808", "x", INT64_MIN },
		{ "x=9223372036854775807", "x", INT64_MAX },
		{ "x=9223372036854775808", NULL, 0 },
		{ "x=0xffffffffffffffff", NULL, 0 },
		{ "x=", NULL, 0 },
		{ "x", NULL, 0 },
		{ "=1", NULL, 0 },
		{ "a.wmk:=1", NULL, 0 },
		{ "x= 1", NULL, 0 },
		{ "x=+1", NULL, 0 },
		{ "x=--1", NULL, 0 },
		{ "x=0x", NULL, 0 },
		{ "x=1s", NULL, 0 },
		{ "x=a", NULL, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char *text = strdup(samples[i].text);
		struct setting setting;

		expect_number(parse_setting(text, &setting),
			      samples[i].name != NULL);
		if (samples[i].name) {
			expect_text(setting.name, samples[i].name);
			expect_number(setting.value, samples[i].value);
		}
		free(text);
	}
}

static void test_record(struct test *test)
{
	char set_a[] = "limit=1", set_b[] = "a.wmk:x=-2";
	char *argv[] = { "wmkload", "--record", "t.jsonl", "--record-buffer=8K",
			 "--set", set_a, "a.o", "--set", set_b, NULL };
	char *several[] = { "wmkload", "--record=t", "a.o", "b.o", NULL };
	char *standard[] = { "wmkload", "--record=-", "a.o", NULL };
	char *useless[] = { "wmkload", "--record-buffer=8K", "a.o", NULL };
	struct options options;

	optind = 0;
	expect_number(parse_options(9, argv, &options), -1);
	expect_text(options.record, "t.jsonl");
	expect_number(options.record_buffer, 8192);
	expect_number(options.nr_settings, 2);
	expect_text(options.settings[1].name, "a.wmk:x");
	expect_number(options.settings[1].value, -2);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(4, several, &options), EXIT_USAGE);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(3, standard, &options), EXIT_USAGE);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(3, useless, &options), EXIT_USAGE);
	free_options(&options);
}

static void test_scopes(struct test *test)
{
	static const struct {
		const char *text;
		const char *rule;	/* NULL: refused */
		enum restriction_by by;
		const char *value;
	} samples[] = {
		{ "logins:user=root", "logins", BY_USER, "root" },
		{ "logins:exe=/a:b=c", "logins", BY_EXE, "/a:b=c" },
		{ "r:cgroup=/system.slice", "r", BY_CGROUP, "/system.slice" },
		{ "r:container=4f79", "r", BY_CONTAINER, "4f79" },
		{ "r:container=4F79", NULL, 0, NULL },
		{ "r:container=", NULL, 0, NULL },
		{ "r:user=", NULL, 0, NULL },
		{ "r:group=staff", NULL, 0, NULL },
		{ "r:user", NULL, 0, NULL },
		{ ":user=root", NULL, 0, NULL },
		{ "user=root", NULL, 0, NULL },
		{ "user=a:b", NULL, 0, NULL },
		{ "", NULL, 0, NULL },
	};
	char *argv[] = { "wmkload", "--user=root", "--exe", "/bin/sh", "--user",
			 "7", "--cgroup=9", "--container", "0a", "a.o", NULL };
	char *empty[] = { "wmkload", "--user=", "a.o", NULL };
	struct restriction restriction;
	struct options options;
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char *text = strdup(samples[i].text);

		expect_number(parse_scope(text, &restriction),
			      samples[i].rule != NULL);
		if (samples[i].rule) {
			expect_text(restriction.rule, samples[i].rule);
			expect_number(restriction.by, samples[i].by);
			expect_text(restriction.value, samples[i].value);
		}
		free(text);
	}
	optind = 0;
	expect_number(parse_options(10, argv, &options), -1);
	expect_number(options.nr_restrictions, 5);
	expect_number(options.restrictions[1].by, BY_EXE);
	expect_text(options.restrictions[2].value, "7");
	expect(!options.restrictions[2].rule);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(3, empty, &options), EXIT_USAGE);
	free_options(&options);
}

static void test_sizes(struct test *test)
{
	static const struct {
		const char *text;
		__u64 bytes;		/* 0: refused */
	} samples[] = {
		{ "1", 1 },
		{ "64K", 65536 },
		{ "3M", 3 << 20 },
		{ "20G", 20ULL << 30 },
		{ "17179869183G", ~0ULL - (1 << 30) + 1 },
		{ "17179869184G", 0 },
		{ "0", 0 },
		{ "0M", 0 },
		{ "64k", 0 },
		{ "64MB", 0 },
		{ "1.5M", 0 },
		{ "-1", 0 },
		{ "M", 0 },
		{ "", 0 },
	};
	__u64 bytes;
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		expect_number(parse_size(samples[i].text, &bytes),
			      samples[i].bytes != 0);
		if (samples[i].bytes)
			expect(bytes == samples[i].bytes);
	}
}

static void test_budgets(struct test *test)
{
	static const struct {
		const char *text;
		const char *rule;	/* "": all */
		__u64 ns;		/* 0: refused */
	} samples[] = {
		{ "heavy=1%", "heavy", 10000000 },
		{ "heavy=0.5%", "heavy", 5000000 },
		{ "heavy=5ms", "heavy", 5000000 },
		{ "1ns", "", 1 },
		{ "250.25%", "", 2502500000 },
		{ "0.0000001%", "", 1 },
		{ "0.00000001%", "", 0 },
		{ "0%", "", 0 },
		{ "1000001%", "", 0 },
		{ "1.%", "", 0 },
		{ ".5%", "", 0 },
		{ "5", "", 0 },
		{ "heavy", "", 0 },
		{ "heavy=", "", 0 },
		{ "=1%", "", 0 },
		{ "heavy=1%%", "", 0 },
		{ "heavy=-1%", "", 0 },
		{ "", "", 0 },
	};
	char of_rule[] = "heavy=1%", of_all[] = "2%";
	char *argv[] = { "wmkload", "--run-time", "--sample=64", "--budget",
			 of_rule, "--budget", of_all, "--resume-after=never",
			 "--max-memory=2G", "a.o", NULL };
	char *sample[] = { "wmkload", "--sample=64", "a.o", NULL };
	char *odd[] = { "wmkload", "--run-time", "--sample=65", "a.o", NULL };
	char *much[] = { "wmkload", "--run-time", "--sample=131072", "a.o", NULL };
	char *resume[] = { "wmkload", "--resume-after=1s", "a.o", NULL };
	struct budget budget;
	struct options options;
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char *text = strdup(samples[i].text);

		expect_number(parse_budget(text, &budget), samples[i].ns != 0);
		if (samples[i].ns) {
			expect_text(budget.rule ? budget.rule : "",
				    samples[i].rule);
			expect_number(budget.ns, samples[i].ns);
		}
		free(text);
	}
	optind = 0;
	expect_number(parse_options(10, argv, &options), -1);
	expect(options.run_time);
	expect_number(options.sample, 64);
	expect_number(options.nr_budgets, 2);
	expect(!options.budgets[1].rule);
	expect_number(options.budgets[1].ns, 20000000);
	expect_number(options.resume_after, WMK_FOR_EVER);
	expect_number(options.max_memory, 2LL << 30);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(3, sample, &options), EXIT_USAGE);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(4, odd, &options), EXIT_USAGE);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(4, much, &options), EXIT_USAGE);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(3, resume, &options), EXIT_USAGE);
	free_options(&options);
}

static void test_command_line(struct test *test)
{
	char *argv[] = { "wmkload", "--format", "json", "--count=3", "a.o",
			 "--duration", "1s", "--verbose", "b.o", NULL };
	struct options options;

	optind = 0;
	expect_number(parse_options(9, argv, &options), -1);
	expect_number(options.task, TASK_MONITOR);
	expect_number(options.format, FORMAT_JSON);
	expect_number(options.count, 3);
	expect_number(options.duration_ns, 1000000000);
	expect_number(options.ring_buffer, 0);
	expect(options.verbose);
	expect_number(options.nr_objects, 2);
	expect_text(options.objects[0], "a.o");
	expect_text(options.objects[1], "b.o");
	expect(!options.record);
	expect(!options.self_test_first);
	free_options(&options);
}

void test_options(struct test *test)
{
	__u64 count;

	test_durations(test);
	test_ring_buffers(test);
	test_command_line(test);
	test_settings(test);
	test_record(test);
	test_scopes(test);
	test_sizes(test);
	test_budgets(test);
	expect(parse_count("18446744073709551615", &count));
	expect(count == ~0ULL);
	expect(!parse_count("0", &count));
	expect(!parse_count("1x", &count));
	expect(!parse_count("18446744073709551616", &count));
}
