// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * nice_test.c - nice(n): a process of our own gets another nice value; one that
 * began at another time does not
 */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "nice.h"
#include "test.h"
#include "wall_time.h"

static void test_starts(struct test *test)
{
	static const char fields[] = "S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18";
	char stat[256];
	__u64 ticks = 0;

	snprintf(stat, sizeof(stat), "7 (a) b) %s 4711 22\n", fields);
	expect(parse_start(stat, &ticks));
	expect_number(ticks, 4711);
	snprintf(stat, sizeof(stat), "7 (a) %s", fields);
	expect(!parse_start(stat, &ticks));
	snprintf(stat, sizeof(stat), "7 (a) %s -1 22", fields);
	expect(!parse_start(stat, &ticks));
	snprintf(stat, sizeof(stat), "7 (a) %s 99999999999999999999 22", fields);
	expect(!parse_start(stat, &ticks));
	expect(!parse_start("7", &ticks));
	expect(!parse_start("", &ticks));
}

static void test_sums(struct test *test)
{
	expect_number(add_nice(0, 5), 5);
	expect_number(add_nice(15, 5), 19);
	expect_number(add_nice(0, -30), -20);
	expect_number(add_nice(19, 0x7fffffff), 19);
	expect_number(add_nice(-20, -0x7fffffff - 1), -20);
}

static __u64 start_of(pid_t pid)
{
	char path[64], stat[1024] = "";
	__u64 ticks = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	file = fopen(path, "r");
	if (file) {
		stat[fread(stat, 1, sizeof(stat) - 1, file)] = '\0';
		fclose(file);
	}
	return parse_start(stat, &ticks) ?
		       ticks * (1000000000 / (__u64)sysconf(_SC_CLK_TCK)) : 0;
}

static void test_process(struct test *test)
{
	static const struct wmk_rule_info rule = { .nr_reactions = 2 };
	static const struct wmk_reaction_info reactions[] = {
		{ .call = WMK_DENY, .number = 1 },
		{ .call = WMK_NICE, .number = 5 },
	};
	struct wmk_record record = {
		.verdict = WMK_REACTED,
		.reached = 3,
		.time = monotonic_now(),
	};
	const struct wmk_match match = {
		.rule = &rule,
		.record = &record,
		.reactions = reactions,
	};
	struct niced niced[MOST_REACTIONS];
	pid_t child = fork();
	int before;

	if (!child) {
		pause();
		_exit(0);
	}
	before = getpriority(PRIO_PROCESS, (id_t)child);
	record.pid = (__u32)child;
	record.process_start = start_of(child);
	expect(asks_nice(&match));
	do_nice(&match, NULL, niced);
	expect(!niced[0].why && !niced[1].why);
	expect_number(niced[1].from, before);
	expect_number(niced[1].to, add_nice(before, 5));
	expect(niced[1].late > 0);
	expect_number(getpriority(PRIO_PROCESS, (id_t)child),
		      add_nice(before, 5));

	/* not now, not done, not asked for, another process of this number */
	do_nice(&match, "disarmed", niced);
	expect_text(niced[1].why, "disarmed");
	expect_number(getpriority(PRIO_PROCESS, (id_t)child),
		      add_nice(before, 5));
	record.verdict = WMK_MONITORED;
	expect(!asks_nice(&match));
	record.verdict = WMK_REACTED;
	record.reached = 1;
	expect(!asks_nice(&match));
	record.reached = 2;
	record.process_start += 1000000000;
	do_nice(&match, NULL, niced);
	expect_text(niced[1].why, "it has ended");
	expect_number(getpriority(PRIO_PROCESS, (id_t)child),
		      add_nice(before, 5));
	record.process_start -= 1000000000;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	do_nice(&match, NULL, niced);
	expect_text(niced[1].why, "it has ended");
}

void test_nice(struct test *test)
{
	test_starts(test);
	test_sums(test);
	test_process(test);
}
