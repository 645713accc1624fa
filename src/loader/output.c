// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * output.c - what was printed -> a file descriptor, never blocking in write
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"

int output_open(struct output *output, int fd)
{
	struct stat st;

	*output = (struct output){ .fd = fd, .chunk = PIPE_BUF };
	if (!fstat(fd, &st)) {
		output->is_pipe = S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode);
		output->is_file = S_ISREG(st.st_mode);
		if (output->is_file)
			output->chunk = 1 << 16;
	}
	output->to = open_memstream(&output->text, &output->size);
	return output->to ? 0 : -1;
}

void output_close(struct output *output)
{
	if (output->to)
		fclose(output->to);
	free(output->text);
}

/* Whole lines, if one fits: what is killed between two writes leaves them. */
static size_t next_chunk(const struct output *output)
{
	const char *from = output->text + output->written;
	size_t left = output->size - output->written;
	const char *end;

	if (left <= output->chunk)
		return left;
	end = output->is_file ? memrchr(from, '\n', output->chunk) : NULL;
	return end ? (size_t)(end - from) + 1 : output->chunk;
}

static enum output_state write_some(struct output *output)
{
	ssize_t put;

	put = write(output->fd, output->text + output->written,
		    next_chunk(output));
	if (put >= 0) {
		output->written += (size_t)put;
		return OUTPUT_DONE;
	}
	if (errno == EINTR || errno == EAGAIN)
		return OUTPUT_DONE;
	output->code = errno;
	return errno == EPIPE ? OUTPUT_CLOSED : OUTPUT_FAILED;
}

enum output_state output_flush(struct output *output, int signal_fd,
			       int timeout_ms)
{
	struct pollfd fds[] = {
		{ .fd = output->fd, .events = POLLOUT },
		{ .fd = signal_fd, .events = POLLIN },
	};
	enum output_state state;
	int ready;

	if (fflush(output->to) || ferror(output->to)) {
		output->code = ENOMEM;
		return OUTPUT_FAILED;
	}
	while (output->written < output->size) {
		ready = poll(fds, 2, timeout_ms);
		if (ready < 0 && errno != EINTR) {
			output->code = errno;
			return OUTPUT_FAILED;
		}
		if (!ready)
			return OUTPUT_SLOW;
		if (ready < 0)
			continue;
		if (fds[1].revents)
			return OUTPUT_SIGNAL;
		state = write_some(output);
		if (state != OUTPUT_DONE)
			return state;
	}
	rewind(output->to);
	output->written = 0;
	return OUTPUT_DONE;
}

void output_cut(struct output *output)
{
	off_t at = output->is_file ? lseek(output->fd, 0, SEEK_CUR) : -1;
	const char *end = memrchr(output->text, '\n', output->written);
	size_t whole = end ? (size_t)(end - output->text) + 1 : 0;
	off_t part = (off_t)(output->written - whole);

	if (part && at >= part && !ftruncate(output->fd, at - part))
		lseek(output->fd, at - part, SEEK_SET);
}
