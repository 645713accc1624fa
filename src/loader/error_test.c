// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * error_test.c - a fault's further lines stay whole, however many they are
 */
#include <string.h>

#include "internal.h"
#include "test.h"

void test_error(struct test *test)
{
	static const char more[] = "line\n... and more\n";
	struct wmk_error error;
	size_t i, used;

	expect_number(wmk_fail(&error, WMK_LACKING, "%s", "why"), WMK_LACKING);
	expect_text(error.text, "why");
	expect_text(error.detail, "");
	wmk_add_detail(&error, "%d", 1);
	wmk_add_detail(&error, "%d", 2);
	expect_text(error.detail, "1\n2\n");
	for (i = 0; i < sizeof(error.detail); i++)
		wmk_add_detail(&error, "line");
	used = strlen(error.detail);
	expect(used < sizeof(error.detail));
	expect(used > sizeof(error.detail) - 64);
	expect_text(error.detail + used - strlen(more), more);
}
