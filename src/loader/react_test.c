// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * react_test.c - points where nothing can be refused, in place of one where it can
 */
#include "internal.h"
#include "test.h"

/* A kind that is read at two places, the end of keys, and one that is never refused. */
static struct wmk_point_info points[] = {
	{ .section = "lsm/a", .kind = 0, .place = 0, .denies = 1 },
	{ .section = "fentry/a", .kind = 0, .place = 0 },
	{ .section = "lsm/b", .kind = 0, .place = 1, .denies = 1 },
	{ .section = "fentry/b", .kind = 0, .place = 1 },
	{ .section = "tp_btf/end", .kind = WMK_NO_KIND },
	{ .section = "lsm/c", .kind = 1 },
	{ .section = "fentry/c", .kind = 1 },
	{ .section = "fmod_ret/d", .kind = 2, .denies = 1 },
	{ .section = "fentry/d", .kind = 2 },
};

#define NR_POINTS	(sizeof(points) / sizeof(points[0]))

static void test_refusing(struct test *test)
{
	static const struct {
		__u32 call;
		__u8 raise[NR_POINTS];
		const char *section;	/* NULL: all can be refused */
	} samples[] = {
		{ WMK_DENY, { 1, 0, 1, 0, 1, 1, 0, 0, 1 }, NULL },
		{ WMK_DENY, { 1, 0, 1, 0, 1, 0, 1, 0, 1 }, NULL },
		{ WMK_DENY, { 0, 1, 1, 0, 1, 1, 0, 1, 0 }, "lsm/a" },
		{ WMK_DENY, { 1, 0, 0, 1, 1, 1, 0, 1, 0 }, "lsm/b" },
		{ WMK_DENY, { 1, 0, 0, 0, 1, 1, 0, 1, 0 }, NULL },
		{ WMK_OVERRIDE, { 0, 1, 1, 0, 1, 1, 0, 1, 0 }, NULL },
		{ WMK_OVERRIDE, { 1, 0, 1, 0, 1, 1, 0, 0, 1 }, "fmod_ret/d" },
	};
	const struct wmk_description about = {
		.object = { .nr_points = NR_POINTS },
		.points = points,
	};
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const struct wmk_point_info *found =
			wmk_find_refusing(&about, samples[i].raise,
					  samples[i].call);

		expect_text(found ? found->section : "none",
			    samples[i].section ? samples[i].section : "none");
	}
}

static void test_denials(struct test *test)
{
	struct wmk_reaction_info reactions[] = {
		{ .call = WMK_DENY, .number = 1 },
		{ .call = WMK_SIGNAL_PROCESS, .number = 9 },
		{ .call = WMK_NICE, .number = 5 },
	};
	const struct wmk_description about = { .reactions = reactions };
	const struct wmk_rule_info first = { .nr_reactions = 2 };
	const struct wmk_rule_info second = { .first_reaction = 1,
					      .nr_reactions = 2 };
	const struct wmk_rule_info none = { .nr_reactions = 0 };

	expect(wmk_rule_calls(&about, &first, WMK_DENY));
	expect(!wmk_rule_calls(&about, &first, WMK_NICE));
	expect(!wmk_rule_calls(&about, &second, WMK_DENY));
	expect(wmk_rule_calls(&about, &second, WMK_NICE));
	expect(!wmk_rule_calls(&about, &none, WMK_DENY));
}

void test_react(struct test *test)
{
	test_refusing(test);
	test_denials(test);
	expect_number(wmk_arms_bytes(1), 24);
	expect_number(wmk_arms_bytes(2), 24);
	expect_number(wmk_arms_bytes(3), 32);
}
