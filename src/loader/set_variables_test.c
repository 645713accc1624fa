// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * set_variables_test.c - which VAR a setting names
 */
#include "set_variables.h"
#include "test.h"

void test_set_variables(struct test *test)
{
	static const struct wmk_variable_info limit = {
		"limit", "rules/secrets.wmk:12",
	};
	static const struct wmk_variable_info odd = { "limit", "a:b.wmk:1" };

	expect(is_named(&limit, "limit"));
	expect(!is_named(&limit, "limits"));
	expect(!is_named(&limit, "limi"));
	expect(!is_named(&limit, ""));
	expect(is_named(&limit, "rules/secrets.wmk:limit"));
	expect(is_named(&limit, "secrets.wmk:limit"));
	expect(!is_named(&limit, "ets.wmk:limit"));
	expect(!is_named(&limit, "secrets.wmk:12:limit"));
	expect(!is_named(&limit, "/rules/secrets.wmk:limit"));
	expect(!is_named(&limit, "secrets.wmk:"));
	expect(is_named(&odd, "a:b.wmk:limit"));
}
