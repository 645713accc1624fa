// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * recorder.c - the events that the programs of an object read -> a file of
 * JSON lines
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "escape.h"
#include "print.h"
#include "recorder.h"
#include "wall_time.h"

#define FULL	(1 << 18)	/* bytes printed and not flushed */

static void say(const struct recorder *recorder, const char *what,
		const char *why)
{
	fputs("wmkload: cannot ", stderr);
	fputs(what, stderr);
	putc(' ', stderr);
	print_plain(stderr, recorder->path);
	fprintf(stderr, ": %s\n", why);
}

/* What programs do is not for everybody to read. */
enum exit_code recorder_open(struct recorder *recorder, const char *path,
			     struct wmk *wmk)
{
	int fd;

	*recorder = (struct recorder){ .path = path, .wmk = wmk };
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY,
		  0600);
	if (fd < 0) {
		say(recorder, "write", strerror(errno));
		return EXIT_OUTPUT;
	}
	if (output_open(&recorder->output, fd)) {
		close(fd);
		fputs("wmkload: out of memory\n", stderr);
		return EXIT_SYSTEM;
	}
	return EXIT_DONE;
}

void recorder_close(struct recorder *recorder)
{
	output_close(&recorder->output);
	close(recorder->output.fd);
}

static int on_event(void *context, const struct wmk_event *event)
{
	struct recorder *recorder = context;

	print_event(recorder->output.to, event);
	recorder->printed++;
	return 0;
}

static int on_gap(void *context, const struct wmk_gap *gap)
{
	struct recorder *recorder = context;

	print_event_gap(recorder->output.to, gap);
	return 0;
}

static struct wmk_event_sink sink_of(struct recorder *recorder)
{
	return (struct wmk_event_sink){ recorder, on_event, on_gap };
}

void recorder_begin(struct recorder *recorder)
{
	const struct wmk_description *about = wmk_describe(recorder->wmk);

	print_trace_head(recorder->output.to, about->object.generator,
			 wall_offset());
}

enum wmk_fault recorder_take(struct recorder *recorder, unsigned int most,
			     unsigned int *got, struct wmk_error *error)
{
	const struct wmk_event_sink sink = sink_of(recorder);

	return wmk_poll_events(recorder->wmk, &sink, most, got, error);
}

void recorder_take_gaps(struct recorder *recorder)
{
	const struct wmk_event_sink sink = sink_of(recorder);

	wmk_report_event_gaps(recorder->wmk, &sink);
}

void recorder_end(struct recorder *recorder, __u64 until)
{
	if (!recorder->over)
		print_trace_end(recorder->output.to, until);
}

bool recorder_is_full(const struct recorder *recorder)
{
	return ftell(recorder->output.to) >= FULL;
}

enum exit_code recorder_fail(struct recorder *recorder,
			     enum output_state state)
{
	recorder->over = true;
	if (state == OUTPUT_SLOW) {
		say(recorder, "write the last events to", "nobody takes them");
	} else {
		say(recorder, "write events to",
		    strerror(recorder->output.code));
		output_cut(&recorder->output);
	}
	return EXIT_OUTPUT;
}
