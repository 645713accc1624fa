// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * arms_module_test.c - rules of modules that others have loaded, switched by
 * name and all of them
 */
#include <sys/stat.h>

#include "fake_module.h"
#include "test.h"

void test_arms_module(struct test *test)
{
	const struct wmk_arms *arms = REGION(ARMS);
	struct wmk_named_rule named[] = { { "first", false }, { "none", false } };
	struct wmk_switch to = { .arm = true, .rules = named, .nr_rules = 2 };
	struct ground ground;
	struct wmk_error error;

	lay_ground(&ground, obedient);
	mkdir(ground.directory, 0700);
	expect_number(wmk_switch_modules(&to, ground.folder, &fake_files, &error),
		      WMK_OK);
	expect_number(to.monitors, 0);
	make_files(&ground);
	expect_number(wmk_switch_modules(&to, ground.folder, &fake_files, &error),
		      WMK_OK);
	expect_number(to.monitors, 1);
	expect_number(to.switched, 1);
	expect(named[0].found);
	expect(!named[1].found);
	expect_number(arms->rules[0], 1);
	expect_number(arms->rules[1], 0);

	to = (struct wmk_switch){ .arm = false };
	expect_number(wmk_switch_modules(&to, ground.folder, &fake_files, &error),
		      WMK_OK);
	expect_number(to.switched, 1);
	expect_number(arms->rules[0], 0);

	to = (struct wmk_switch){ .arm = true, .rules = named, .nr_rules = 1 };
	((struct wmk_reaction_info *)REGION(REACTIONS))->call = WMK_DENY;
	expect_number(wmk_switch_modules(&to, ground.folder, &fake_files, &error),
		      WMK_LACKING);
	expect_number(arms->rules[0], 0);
	fake.deaf = WMK_REGION_ARMS;
	((struct wmk_reaction_info *)REGION(REACTIONS))->call = WMK_NICE;
	expect_number(wmk_switch_modules(&to, ground.folder, &fake_files, &error),
		      WMK_SYSTEM);
	((struct wmk_rule_info *)REGION(RULES))->nr_reactions = 99;
	expect_number(wmk_switch_modules(&to, ground.folder, &fake_files, &error),
		      WMK_OK);
	remove_files(&ground);
	clear_ground(&ground);
}
