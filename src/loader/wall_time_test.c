// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * wall_time_test.c - time stamps as RFC 3339 has them
 */
#include "test.h"
#include "wall_time.h"

static void test_one(struct test *test, __u64 monotonic, __s64 offset,
		     const char *expected)
{
	struct capture capture;

	print_wall_time(capture_begin(&capture), monotonic, offset);
	expect_text(capture_end(&capture), expected);
	capture_drop(&capture);
}

void test_wall_time(struct test *test)
{
	__s64 now;

	test_one(test, 0, 0, "1970-01-01T00:00:00.000000000Z");
	test_one(test, 485370171, 1767323045000000000,
		 "2026-01-02T03:04:05.485370171Z");
	test_one(test, 1000000001, 1709164799000000000,
		 "2024-02-29T00:00:00.000000001Z");
	test_one(test, 5, -6, "1969-12-31T23:59:59.999999999Z");
	now = wall_offset();
	expect(wall_offset() - now < 1000000000 &&
	       now - wall_offset() < 1000000000);
	expect_number(ms_until(5, 5), 0);
	expect_number(ms_until(5, 4), 0);
	expect_number(ms_until(5, 6), 1);
	expect_number(ms_until(5, 1000005), 1);
	expect_number(ms_until(5, 1000006), 2);
	expect(monotonic_now() <= monotonic_now());
}
