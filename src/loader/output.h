/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * output.h - standard output, or a file, written so that a reader who does
 * not read cannot keep us from seeing a signal
 */
#ifndef WMKLOAD_OUTPUT_H
#define WMKLOAD_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

enum output_state {
	OUTPUT_DONE,
	OUTPUT_SIGNAL,		/* one waits; flush again after reading it */
	OUTPUT_SLOW,		/* the time was up */
	OUTPUT_CLOSED,		/* nobody reads any more */
	OUTPUT_FAILED,		/* see code */
};

struct output {
	FILE *to;		/* print here: memory, until flushed */
	int fd;
	bool is_pipe, is_file;
	size_t chunk;		/* what one write may take without blocking */
	char *text;
	size_t size, written;
	int code;		/* errno */
};

/* Returns 0 or -1. */
int output_open(struct output *output, int fd);
void output_close(struct output *output);

/*
 * Write what was printed. Gives up while signal_fd (or -1) is readable, and
 * after timeout_ms (or -1) in which nothing was taken.
 */
enum output_state output_flush(struct output *output, int signal_fd,
			       int timeout_ms);

/*
 * After OUTPUT_FAILED: take back the line that was written in part, where the
 * output is a file of ours.
 */
void output_cut(struct output *output);

#endif /* WMKLOAD_OUTPUT_H */
