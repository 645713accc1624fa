/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * test.h - what the tests of the loader's pure parts are written with
 */
#ifndef WMKLOAD_TEST_H
#define WMKLOAD_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct test {
	unsigned int passed, failed, skipped;
};

/* Count one expectation; say where, and about what, if it does not hold. */
void test_true(struct test *test, const char *file, int line, bool holds,
	       const char *what);
void test_text(struct test *test, const char *file, int line, const char *got,
	       const char *expected);
void test_number(struct test *test, const char *file, int line, long long got,
		 long long expected);

#define expect(holds) \
	test_true(test, __FILE__, __LINE__, (holds), #holds)
#define expect_text(got, expected) \
	test_text(test, __FILE__, __LINE__, (got), (expected))
#define expect_number(got, expected) \
	test_number(test, __FILE__, __LINE__, (long long)(got), \
		    (long long)(expected))

/* What is printed between begin and end. */
struct capture {
	FILE *to;
	char *text;
	size_t size;
};

FILE *capture_begin(struct capture *capture);
/* Valid until capture_drop. */
const char *capture_end(struct capture *capture);
void capture_drop(struct capture *capture);

void test_escape(struct test *test);
void test_number_c(struct test *test);
void test_options(struct test *test);
void test_wall_time(struct test *test);
void test_print(struct test *test);
void test_grid(struct test *test);
void test_describe(struct test *test);
void test_choose(struct test *test);
void test_check_btf(struct test *test);
void test_elf_section(struct test *test);
void test_output(struct test *test);
void test_error(struct test *test);
void test_recorded_events(struct test *test);
void test_symbol_names(struct test *test);
void test_container(struct test *test);
void test_file_id(struct test *test);
void test_raise(struct test *test);
void test_set_variables(struct test *test);
void test_nice(struct test *test);
void test_budget(struct test *test);
void test_react(struct test *test);
void test_react_options(struct test *test);
void test_module(struct test *test);
void test_module_load(struct test *test);
void test_arms_module(struct test *test);
void test_proc_files(struct test *test);

#endif /* WMKLOAD_TEST_H */
