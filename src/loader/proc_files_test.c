// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * proc_files_test.c - what is written to the files of a module, and read of them
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "fake_module.h"
#include "test.h"

/* The kernel's files, in place of which there are plain ones. */
void test_proc_files(struct test *test)
{
	const struct wmk_order order = {
		.what = WMK_ORDER_WRITE, .region = WMK_REGION_VARS, .bytes = 3,
	};
	const struct wmk_order show = {
		.what = WMK_ORDER_SHOW, .region = WMK_REGION_VARS, .bytes = 4,
	};
	char path[160], bytes[WMK_MOST_FRAMES];
	struct ground ground;
	FILE *file;
	int stream;

	lay_ground(&ground, obedient);
	expect_number(wmk_proc_files.order(ground.directory, &order, "abc"),
		      -ENOENT);
	expect_number(wmk_proc_files.open(ground.directory, "records"),
		      -ENOENT);
	make_files(&ground);
	expect_number(wmk_proc_files.order(ground.directory, &order, "abc"), 0);
	expect_number(wmk_proc_files.show(ground.directory, &show, bytes), 4);
	expect(!memcmp(bytes, "memo", 4));
	stream = wmk_proc_files.open(ground.directory, "records");
	expect_number(wmk_proc_files.take(stream, bytes), 13);
	expect_number(wmk_proc_files.take(stream, bytes), 0);
	close(stream);
	snprintf(path, sizeof(path), "%s/order", ground.directory);
	file = fopen(path, "re");
	expect_number(fread(bytes, 1, sizeof(bytes), file), 2 * sizeof(order) + 3);
	fclose(file);
	expect(!memcmp(bytes, &order, sizeof(order)));
	expect(!memcmp(bytes + sizeof(order), "abc", 3));
	expect(!memcmp(bytes + sizeof(order) + 3, &show, sizeof(show)));
	remove_files(&ground);
	clear_ground(&ground);
}
