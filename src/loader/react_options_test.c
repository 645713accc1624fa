// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * react_options_test.c - what is enforced, how often, and upon whom: what is
 * taken and what is not
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "set_reactions.h"
#include "test.h"

static void test_rates(struct test *test)
{
	static const struct {
		const char *text;
		bool taken;
		const char *rule;	/* "": of all */
		__u64 per_second;
	} samples[] = {
		{ "5/s", true, "", 5 },
		{ "none", true, "", 0 },
		{ "killer=1000000/s", true, "killer", 1000000 },
		{ "killer=none", true, "killer", 0 },
		{ "0/s", false, "", 0 },
		{ "1000001/s", false, "", 0 },
		{ "18446744073709551617/s", false, "", 0 },
		{ "5", false, "", 0 },
		{ "5/min", false, "", 0 },
		{ "-5/s", false, "", 0 },
		{ "killer=", false, "", 0 },
		{ "=5/s", false, "", 0 },
		{ "", false, "", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char *text = strdup(samples[i].text);
		struct rate rate;
		bool taken = parse_rate(text, &rate);

		expect_number(taken, samples[i].taken);
		if (taken) {
			expect_text(rate.rule ? rate.rule : "",
				    samples[i].rule);
			expect_number(rate.per_second, samples[i].per_second);
		} else {
			expect_text(text, samples[i].text);
		}
		free(text);
	}
}

static void test_reaches(struct test *test)
{
	static const struct {
		const char *text;
		const char *rule;
		__u8 whom;		/* 0: refused */
	} samples[] = {
		{ "r=init", "r", WMK_SPARE_INIT },
		{ "r=kernel,loader", "r", WMK_SPARE_KERNEL | WMK_SPARE_LOADER },
		{ "r=init,init", "r", WMK_SPARE_INIT },
		{ "r=initial", "", 0 },
		{ "r=init,", "", 0 },
		{ "r=", "", 0 },
		{ "=init", "", 0 },
		{ "init", "", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char *text = strdup(samples[i].text);
		struct reach reach;
		bool taken = parse_reach(text, &reach);

		expect_number(taken, samples[i].whom != 0);
		expect_text(text, taken ? samples[i].rule : samples[i].text);
		if (taken)
			expect_number(reach.whom, samples[i].whom);
		free(text);
	}
}

static void test_spares(struct test *test)
{
	struct restriction spared;

	expect(parse_spare("exe=/bin/a=b", &spared));
	expect_number(spared.by, BY_EXE);
	expect_text(spared.value, "/bin/a=b");
	expect(spared.spares && !spared.rule);
	expect(parse_spare("cgroup=/system.slice", &spared));
	expect(parse_spare("user=0", &spared));
	expect(!parse_spare("user=", &spared));
	expect(!parse_spare("users=0", &spared));
	expect(!parse_spare("container=4f", &spared));
	expect(!parse_spare("root", &spared));
}

static void test_command_line(struct test *test)
{
	char rate[] = "k=2/s", reach[] = "k=init";
	char *argv[] = { "wmkload", "--enforce=a,k", "--lease", "2s",
			 "--reaction-rate", rate, "--react-to", reach,
			 "--spare=user=root", "--enforce", "a.o", NULL };
	char *plain[] = { "wmkload", "a.o", NULL };
	char *endless[] = { "wmkload", "--lease=2s", "--no-lease", "a.o", NULL };
	char *all[] = { "wmkload", "--disarm", NULL };
	char *some[] = { "wmkload", "--arm", "a", "b", NULL };
	char *nothing[] = { "wmkload", "--arm", NULL };
	char *brief[] = { "wmkload", "--lease=99ms", "a.o", NULL };
	struct options options;

	optind = 0;
	expect_number(parse_options(11, argv, &options), -1);
	expect_number(options.nr_enforced, 2);
	expect_text(options.enforced[0], "a,k");
	expect(!options.enforced[1]);
	expect_number(options.lease_ns, 2000000000);
	expect_number(options.nr_rates, 1);
	expect_number(options.nr_reaches, 1);
	expect_number(options.nr_spared, 1);
	expect_number(options.nr_objects, 1);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(2, plain, &options), -1);
	expect_number(options.nr_enforced, 0);
	expect_number(options.lease_ns, 30000000000);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(4, endless, &options), -1);
	expect_number(options.lease_ns, 0);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(3, brief, &options), EXIT_USAGE);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(2, all, &options), -1);
	expect_number(options.task, TASK_DISARM);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(4, some, &options), -1);
	expect_number(options.task, TASK_ARM);
	expect_number(options.nr_objects, 2);
	free_options(&options);
	optind = 0;
	expect_number(parse_options(2, nothing, &options), EXIT_USAGE);
	free_options(&options);
}

/* As the kernel reckons: N at once, and no more in that second. */
static void test_paces(struct test *test)
{
	struct wmk_pace pace = pace_of(3);

	expect(3 * pace.interval <= pace.burst);
	expect(4 * pace.interval > pace.burst);
	expect(pace_of(1000000).interval > 0);
	expect_number(pace_of(0).interval, 0);
}

void test_react_options(struct test *test)
{
	test_rates(test);
	test_reaches(test);
	test_spares(test);
	test_command_line(test);
	test_paces(test);
	expect(is_in_list("a,bc", "bc"));
	expect(is_in_list("a,bc", "a"));
	expect(!is_in_list("a,bc", "b"));
	expect(!is_in_list("a,bc", ""));
}
