// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * grid_test.c - columns line up whatever their heads and rows
 */
#include "grid.h"
#include "test.h"

void test_grid(struct test *test)
{
	struct capture capture;
	struct grid grid;

	grid_begin(&grid, capture_begin(&capture), 3);
	grid_text(&grid, "rules");
	grid_text(&grid, "begun");
	grid_text(&grid, "x");
	grid_text(&grid, "long_name");
	grid_number(&grid, 1);
	grid_number(&grid, 12345);
	grid_text(&grid, "b\n");
	grid_number(&grid, 1234567);
	grid_text(&grid, "-");
	grid_end(&grid);
	expect_text(capture_end(&capture),
		    "rules          begun      x\n"
		    "  long_name        1  12345\n"
		    "  b\\n        1234567      -\n");
	capture_drop(&capture);
}
