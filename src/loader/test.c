// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * test.c - runs the tests, ends with "N passed, N failed, N skipped"
 */
#include <stdlib.h>
#include <string.h>

#include "test.h"

void test_true(struct test *test, const char *file, int line, bool holds,
	       const char *what)
{
	if (holds) {
		test->passed++;
		return;
	}
	test->failed++;
	printf("%s:%d: does not hold: %s\n", file, line, what);
}

void test_text(struct test *test, const char *file, int line, const char *got,
	       const char *expected)
{
	if (!strcmp(got, expected)) {
		test->passed++;
		return;
	}
	test->failed++;
	printf("%s:%d: got\n%s\nnot\n%s\n", file, line, got, expected);
}

void test_number(struct test *test, const char *file, int line, long long got,
		 long long expected)
{
	if (got == expected) {
		test->passed++;
		return;
	}
	test->failed++;
	printf("%s:%d: got %lld, not %lld\n", file, line, got, expected);
}

FILE *capture_begin(struct capture *capture)
{
	capture->text = NULL;
	capture->to = open_memstream(&capture->text, &capture->size);
	if (!capture->to)
		abort();
	return capture->to;
}

const char *capture_end(struct capture *capture)
{
	if (fclose(capture->to))
		abort();
	return capture->text;
}

void capture_drop(struct capture *capture)
{
	free(capture->text);
}

int main(void)
{
	struct test test = { 0 };

	test_error(&test);
	test_escape(&test);
	test_number_c(&test);
	test_options(&test);
	test_wall_time(&test);
	test_print(&test);
	test_grid(&test);
	test_describe(&test);
	test_choose(&test);
	test_check_btf(&test);
	test_elf_section(&test);
	test_output(&test);
	test_recorded_events(&test);
	test_symbol_names(&test);
	test_container(&test);
	test_file_id(&test);
	test_raise(&test);
	test_set_variables(&test);
	test_nice(&test);
	test_budget(&test);
	test_react(&test);
	test_react_options(&test);
	test_module(&test);
	test_module_load(&test);
	test_arms_module(&test);
	test_proc_files(&test);
	printf("%u passed, %u failed, %u skipped\n", test.passed, test.failed,
	       test.skipped);
	return test.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
