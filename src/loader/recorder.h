/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * recorder.h - the events that the programs of an object read -> a file of
 * JSON lines
 */
#ifndef WMKLOAD_RECORDER_H
#define WMKLOAD_RECORDER_H

#include "options.h"
#include "output.h"
#include "wmk.h"

#define RECORD_BUFFER		(4U << 20)	/* bytes, if not told otherwise */

struct recorder {
	const char *path;
	struct wmk *wmk;
	struct output output;
	__u64 printed;		/* events */
	bool over;		/* the file takes no more */
};

/* Makes the file; says what went wrong -> the code to exit with. */
enum exit_code recorder_open(struct recorder *recorder, const char *path,
			     struct wmk *wmk);
void recorder_close(struct recorder *recorder);

/* Print the line that the file begins with. */
void recorder_begin(struct recorder *recorder);

/*
 * Print waiting events, most of them at the most; *got as wmk_poll_events says
 * it. Then flush recorder->output.
 */
enum wmk_fault recorder_take(struct recorder *recorder, unsigned int most,
			     unsigned int *got, struct wmk_error *error);

/* Print the gaps that the counters last read show. */
void recorder_take_gaps(struct recorder *recorder);

/* Print the line that it ends with: when events were no longer read. */
void recorder_end(struct recorder *recorder, __u64 until);

/* Is enough printed to be worth a flush? */
bool recorder_is_full(const struct recorder *recorder);

/* The output takes no more: says why -> the code to exit with. */
enum exit_code recorder_fail(struct recorder *recorder,
			     enum output_state state);

#endif /* WMKLOAD_RECORDER_H */
