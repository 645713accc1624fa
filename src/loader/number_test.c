// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * number_test.c - numbers of records, and gaps told once
 */
#include "internal.h"
#include "test.h"

static void test_in_order(struct test *test)
{
	struct wmk_sequence sequence = { 0 };
	__u64 lost;

	expect_number(wmk_sequence_record(&sequence, 0, &lost), 1);
	expect_number(lost, 0);
	expect_number(wmk_sequence_record(&sequence, 0, &lost), 2);
	expect_number(wmk_sequence_record(&sequence, 3, &lost), 6);
	expect_number(lost, 3);
	expect_number(wmk_sequence_record(&sequence, 3, &lost), 7);
	expect_number(lost, 0);

	/* notes have their match's number, and may tell a loss first */
	expect_number(wmk_sequence_note(&sequence, 5, &lost), 10);
	expect_number(lost, 2);
	expect_number(wmk_sequence_note(&sequence, 5, &lost), 10);
	expect_number(lost, 0);
	expect_number(wmk_sequence_record(&sequence, 5, &lost), 10);
	expect_number(lost, 0);
}

/* The counters tell first; the next record has nothing new to say. */
static void test_counters_first(struct test *test)
{
	struct wmk_sequence sequence = { 0 };
	__u64 lost;

	expect_number(wmk_sequence_record(&sequence, 0, &lost), 1);
	expect_number(wmk_sequence_lost(&sequence, 10), 10);
	expect_number(wmk_sequence_lost(&sequence, 10), 0);
	expect_number(wmk_sequence_record(&sequence, 10, &lost), 12);
	expect_number(lost, 0);
	expect_number(wmk_sequence_record(&sequence, 12, &lost), 15);
	expect_number(lost, 2);
	expect_number(wmk_sequence_lost(&sequence, 12), 0);
}

/* Records of two CPUs, counted in one order, written in the other */
static void test_out_of_order(struct test *test)
{
	struct wmk_sequence sequence = { 0 };
	__u64 lost;

	expect_number(wmk_sequence_record(&sequence, 5, &lost), 6);
	expect_number(wmk_sequence_record(&sequence, 4, &lost), 7);
	expect_number(lost, 0);
	expect_number(wmk_sequence_record(&sequence, 5, &lost), 8);
	expect_number(lost, 0);
}

/* The 32 bits of a record wrap, the 64 of the counters do not. */
static void test_wrap(struct test *test)
{
	struct wmk_sequence sequence = { 0 };
	__u64 lost;

	expect_number(wmk_sequence_lost(&sequence, 0xfffffffeULL), 0xfffffffe);
	expect_number(wmk_sequence_record(&sequence, 1, &lost),
		      0xfffffffeLL + 3 + 1);
	expect_number(lost, 3);
	expect_number(sequence.lost, 0x100000001LL);
	expect_number(wmk_sequence_lost(&sequence, 0x100000001ULL), 0);
	expect_number(wmk_sequence_record(&sequence, 0xffffffff, &lost),
		      0xfffffffeLL + 3 + 2);
	expect_number(lost, 0);
}

void test_number_c(struct test *test)
{
	__u64 told = 5;

	test_in_order(test);
	test_counters_first(test);
	test_out_of_order(test);
	test_wrap(test);
	expect_number(wmk_newly(&told, 5), 0);
	expect_number(wmk_newly(&told, 9), 4);
	expect_number(wmk_newly(&told, 7), 0);
	expect_number(told, 9);
	told = 0xfffffffe;
	expect_number(wmk_newly_wrapped(&told, 1), 3);
	expect_number(wmk_newly_wrapped(&told, 0xffffffff), 0);
	expect_number(told, 0x100000001LL);
}
