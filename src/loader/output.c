// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * output.c - what was printed -> a file descriptor, never blocking in write
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"

int output_open(struct output *output, int fd)
{
	struct stat st;

	*output = (struct output){ .fd = fd, .chunk = PIPE_BUF };
	if (!fstat(fd, &st)) {
		output->is_pipe = S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode);
		if (S_ISREG(st.st_mode))
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

static enum output_state write_some(struct output *output)
{
	size_t left = output->size - output->written;
	ssize_t put;

	put = write(output->fd, output->text + output->written,
		    left < output->chunk ? left : output->chunk);
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
