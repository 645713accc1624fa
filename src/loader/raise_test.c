// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * raise_test.c - what is raised needs no privilege to be tried, and what is
 * not raised says why
 */
#include <glob.h>

#include "raise.h"
#include "test.h"

void test_raise(struct test *test)
{
	char reason[RAISE_REASON_SIZE];
	glob_t left;

	expect(raise_event("syscall", reason));
	expect(raise_event("filerename", reason));
	expect(raise_event("futexwait", reason));
	expect(!raise_event("oomkill", reason));
	expect_text(reason, "it would end a process for want of memory");
	expect(!raise_event("mine", reason));
	expect_text(reason, "no way to raise it is known");
	expect_number(glob("/tmp/wmkload.??????", 0, NULL, &left), GLOB_NOMATCH);
	globfree(&left);
}
