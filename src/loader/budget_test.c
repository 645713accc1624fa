// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* budget_test.c - tests of budget.c's reports and of set_budgets.c */
#include <string.h>

#include "internal.h"
#include "set_budgets.h"
#include "test.h"

struct told {
	char text[256];		/* a letter each: s or r, and the number of times */
};

static int on_suspension(void *context, const struct wmk_suspension *suspension)
{
	struct told *told = context;
	size_t length = strlen(told->text);

	snprintf(told->text + length, sizeof(told->text) - length, "%c%llu ",
		 suspension->over ? 'r' : 's',
		 (unsigned long long)suspension->times);
	return 0;
}

static void report(struct wmk *wmk, struct told *told, __u64 now)
{
	const struct wmk_sink sink = { told, NULL, NULL, NULL, on_suspension };

	told->text[0] = '\0';
	wmk_report_suspension(wmk, &sink, 0);
	wmk_report_return(wmk, &sink, 0, now);
}

static void test_reports(struct test *test)
{
	struct wmk_rule_info rule = { .name = "heavy" };
	struct wmk_budget spending = { .limit = 10 };
	struct wmk_sequence sequence = { 0 };
	struct wmk wmk = {
		.about.rules = &rule,
		.spending = &spending,
		.sequences = &sequence,
		.stats.sample = 16,
	};
	struct told told;

	report(&wmk, &told, 100);
	expect_text(told.text, "");

	/* it is told once, and once that it is back */
	spending.times = 1;
	spending.since = 110;
	spending.until = 200;
	spending.measured = 11;
	report(&wmk, &told, 120);
	expect_text(told.text, "s1 ");
	expect_number(sequence.suspension.took, 176);
	expect_number(sequence.suspension.budget, 160);
	report(&wmk, &told, 199);
	expect_text(told.text, "");
	report(&wmk, &told, 200);
	expect_text(told.text, "r1 ");
	report(&wmk, &told, 201);
	expect_text(told.text, "");

	/* between two looks it went and came */
	spending.times = 2;
	spending.until = 300;
	report(&wmk, &told, 310);
	expect_text(told.text, "s2 r2 ");

	/* ... and went again, and is away */
	spending.times = 3;
	spending.until = 400;
	report(&wmk, &told, 320);
	expect_text(told.text, "s3 ");
	spending.times = 5;
	spending.until = 600;
	report(&wmk, &told, 510);
	expect_text(told.text, "r3 s5 ");

	/* never */
	spending.times = 6;
	spending.until = 520 + WMK_FOR_EVER;
	report(&wmk, &told, ~0ULL >> 2);
	expect_text(told.text, "r5 s6 ");
}

static void test_choice(struct test *test)
{
	struct budget budgets[] = {
		{ "heavy", 5 }, { NULL, 7 }, { "other", 9 }, { "heavy", 6 },
	};
	struct options options = { .budgets = budgets, .nr_budgets = 4 };

	expect_number(budget_of(&options, "heavy"), 6);
	expect_number(budget_of(&options, "other"), 9);
	expect_number(budget_of(&options, "third"), 7);
	options.nr_budgets = 1;
	expect_number(budget_of(&options, "third"), 0);
}

void test_budget(struct test *test)
{
	test_reports(test);
	test_choice(test);
}
