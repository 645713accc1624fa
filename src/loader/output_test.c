// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * output_test.c - readers that are slow or gone, and signals meanwhile
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "output.h"
#include "test.h"

static size_t drain(int fd)
{
	char bytes[4096];
	size_t all = 0;
	ssize_t got;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	while ((got = read(fd, bytes, sizeof(bytes))) > 0)
		all += (size_t)got;
	return all;
}

static void test_pipe(struct test *test, int ends[2], int signal_fd)
{
	struct output output;
	size_t all;
	int i;

	expect(!output_open(&output, ends[1]));
	expect(output.is_pipe);
	fputs("one\n", output.to);
	expect_number(output_flush(&output, signal_fd, -1), OUTPUT_DONE);
	expect_number(drain(ends[0]), 4);

	/* more than the pipe holds, and nobody reads */
	for (i = 0; i < 100000; i++)
		fputs("0123456789abcde\n", output.to);
	expect_number(output_flush(&output, signal_fd, 10), OUTPUT_SLOW);
	eventfd_write(signal_fd, 1);
	expect_number(output_flush(&output, signal_fd, -1), OUTPUT_SIGNAL);
	eventfd_read(signal_fd, &(eventfd_t){ 0 });

	/* then somebody does: nothing is lost, nothing comes twice */
	all = drain(ends[0]);
	while (output_flush(&output, signal_fd, 10) == OUTPUT_SLOW)
		all += drain(ends[0]);
	all += drain(ends[0]);
	expect_number(all, 1600000);
	fputs("two\n", output.to);
	expect_number(output_flush(&output, signal_fd, -1), OUTPUT_DONE);
	expect_number(drain(ends[0]), 4);

	close(ends[0]);
	fputs("three\n", output.to);
	expect_number(output_flush(&output, signal_fd, -1), OUTPUT_CLOSED);
	output_close(&output);
	close(ends[1]);
}

static void test_full(struct test *test)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct output output;

	if (fd < 0) {
		test->skipped++;
		return;
	}
	expect(!output_open(&output, fd));
	expect(!output.is_pipe);
	fputs("x\n", output.to);
	expect_number(output_flush(&output, -1, -1), OUTPUT_FAILED);
	expect_number(output.code, ENOSPC);
	output_close(&output);
	close(fd);
}

/* A file has whole lines after each write, and after one that fails. */
static void test_file(struct test *test)
{
	FILE *file = tmpfile();
	struct output output;
	int i;

	if (!file) {
		test->skipped++;
		return;
	}
	expect(!output_open(&output, fileno(file)));
	expect(output.is_file);
	output.chunk = 10;
	fputs("one\ntwo\nthree\nlonger than a chunk\nlast\n", output.to);
	expect_number(output_flush(&output, -1, -1), OUTPUT_DONE);
	expect_number(lseek(output.fd, 0, SEEK_END), 39);

	fputs("four\nfive\n", output.to);
	fflush(output.to);
	expect_number(write(output.fd, output.text, 7), 7);
	output.written = 7;	/* "four\nfi", and then the disk is full */
	output_cut(&output);
	expect_number(lseek(output.fd, 0, SEEK_CUR), 44);
	expect_number(lseek(output.fd, 0, SEEK_END), 44);

	/* not a line of it */
	expect_number(write(output.fd, output.text, 3), 3);
	output.written = 3;
	output_cut(&output);
	expect_number(lseek(output.fd, 0, SEEK_END), 44);
	for (i = 0; i < 2; i++) {	/* all of it: nothing is cut */
		output.written = i ? 10 : 0;
		output_cut(&output);
		expect_number(lseek(output.fd, 0, SEEK_END), 44);
	}
	output_close(&output);
	fclose(file);
}

void test_output(struct test *test)
{
	int signal_fd = eventfd(0, EFD_CLOEXEC);
	int ends[2];

	signal(SIGPIPE, SIG_IGN);
	if (signal_fd < 0 || pipe(ends)) {
		test->skipped++;
		return;
	}
	test_pipe(test, ends, signal_fd);
	test_full(test);
	test_file(test);
	close(signal_fd);
}
