// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * file_id_test.c - which paths lead to the same file, as the kernel has it
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file_id.h"
#include "test.h"

static void write_file(const char *path)
{
	FILE *to = fopen(path, "we");

	if (!to || fclose(to))
		abort();
}

void test_file_id(struct test *test)
{
	char directory[] = "/tmp/wmkload-test.XXXXXX";
	struct wmk_file_id first, linked, second, none;
	int a, b, c;

	if (!mkdtemp(directory) || chdir(directory))
		abort();
	write_file("first");
	write_file("second");
	if (link("first", "link"))
		abort();
	a = open_file_id("first", &first);
	b = open_file_id("link", &linked);
	c = open_file_id("second", &second);
	expect(a >= 0 && b >= 0 && c >= 0);
	expect(first.inode);
	expect(!memcmp(&first, &linked, sizeof(first)));
	expect(memcmp(&first, &second, sizeof(first)));
	expect_number(first.device, second.device);
	close(a);
	close(b);
	close(c);
	expect_number(open_file_id("nowhere", &none), -1);
	expect_number(errno, ENOENT);
	expect_number(open_file_id(".", &none), -1);
	expect_number(errno, EINVAL);
	unlink("first");
	unlink("link");
	unlink("second");
	expect(!chdir("/") && !rmdir(directory));
}
