/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * monitoring.h - what the parts of the loop share: monitor.c waits, take.c
 * prints what has come, flush.c writes it and obeys signals, lease.c says that
 * we are still there
 */
#ifndef WMKLOAD_MONITORING_H
#define WMKLOAD_MONITORING_H

#include "monitor.h"
#include "output.h"
#include "print.h"
#include "recorder.h"

#define BATCH		256	/* records between two flushes */

struct monitor {
	const struct options *options;
	struct wmk **objects;
	struct wmk *taken;	/* whose records are being printed */
	struct recorder *recorder;	/* NULL: events are not recorded */
	struct stats_of *stats;
	struct pollfd *fds;	/* objects, signals, standard output, events */
	struct output output;
	int signal_fd;
	bool named;		/* several rules: lines begin with theirs */
	__s64 wall_offset;
	__u64 begun;
	__u64 renew_at;		/* the lease: monotonic ns; ~0: never */
	__u64 printed;		/* matches */
	__u64 answer_by;	/* asked for statistics: monotonic ns; 0: not asked */
	bool stop;
	bool mute;		/* nobody takes the output */
	enum exit_code code;
};

/* take.c */
bool is_counted_out(const struct monitor *m);
/* Print up to `most` of an object's records; returns whether any may be left */
bool take(struct monitor *m, struct wmk *wmk, __u64 most);
/* The same for recorded events */
bool take_events(struct monitor *m, __u64 most);
/*
 * Tell the gaps that the counters show, after the records that were in the
 * ring buffer when the counters were read.
 */
void tick(struct monitor *m);

/* lease.c: before anything is active; whenever it may be time; when that is, or -1 */
void begin_lease(struct monitor *m);
void renew_lease(struct monitor *m);
int ms_until_renewal(const struct monitor *m);

/* flush.c: write what was printed, and obey the signals that come meanwhile */
void flush(struct monitor *m);
void flush_events(struct monitor *m);
void read_signals(struct monitor *m);
/* Print the statistics that tick() has read, unless what was .answer_by before is answered */
void answer(struct monitor *m, __u64 asked);
bool read_stats(struct monitor *m);
void print_stats(struct monitor *m);
void fail(struct monitor *m, const struct wmk_error *error);

#endif /* WMKLOAD_MONITORING_H */
