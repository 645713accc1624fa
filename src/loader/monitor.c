// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * monitor.c - attached objects -> lines until told to stop
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "monitor.h"
#include "output.h"
#include "print.h"
#include "wall_time.h"

#define NS_PER_MS	1000000ULL
#define TICK_NS		(1000 * NS_PER_MS)	/* between looks at counters */
#define BATCH		256		/* records between two flushes */
#define PATIENCE_MS	1000		/* with a slow reader, at the end */

struct monitor {
	const struct options *options;
	struct wmk **objects;
	struct stats_of *stats;
	struct pollfd *fds;	/* objects, signals, standard output */
	struct output output;
	int signal_fd;
	bool named;		/* several rules: lines begin with theirs */
	__s64 wall_offset;
	__u64 begun;
	__u64 printed;		/* matches */
	bool stop;
	bool mute;		/* nobody takes the output */
	enum exit_code code;
};

static bool is_counted_out(const struct monitor *m)
{
	return m->options->count && m->printed >= m->options->count;
}

static int on_match(void *context, const struct wmk_match *match)
{
	struct monitor *m = context;

	if (m->options->format == FORMAT_JSON)
		print_match_json(m->output.to, match, m->wall_offset);
	else
		print_match_text(m->output.to, match, m->named);
	m->printed++;
	return is_counted_out(m);
}

static int on_gap(void *context, const struct wmk_gap *gap)
{
	struct monitor *m = context;

	if (m->options->format == FORMAT_JSON)
		print_gap_json(m->output.to, gap);
	else
		print_gap_text(m->output.to, gap, m->named);
	return 0;
}

static void fail(struct monitor *m, const struct wmk_error *error)
{
	m->code = complain(error);
	m->stop = true;
}

static bool read_stats(struct monitor *m)
{
	struct wmk_error error;
	int i;

	for (i = 0; i < m->options->nr_objects; i++) {
		m->stats[i].wmk = m->objects[i];
		if (wmk_read_stats(m->objects[i], &m->stats[i].stats, &error)) {
			fail(m, &error);
			return false;
		}
	}
	return true;
}

static void print_stats(struct monitor *m)
{
	double seconds = (double)(monotonic_now() - m->begun) / 1e9;

	if (m->options->format == FORMAT_JSON)
		print_stats_json(stderr, m->stats, m->options->nr_objects,
				 seconds);
	else
		print_stats_text(stderr, m->stats, m->options->nr_objects,
				 seconds);
	fflush(stderr);
}

static void read_signals(struct monitor *m)
{
	struct signalfd_siginfo signal;

	while (read(m->signal_fd, &signal, sizeof(signal)) == sizeof(signal)) {
		if (signal.ssi_signo != SIGUSR1)
			m->stop = true;
		else if (read_stats(m))
			print_stats(m);
	}
}

/* Write what was printed, and obey the signals that come meanwhile. */
static void flush(struct monitor *m)
{
	while (!m->mute) {
		bool late = m->stop;

		switch (output_flush(&m->output, m->signal_fd,
				     late ? PATIENCE_MS : -1)) {
		case OUTPUT_DONE:
			return;
		case OUTPUT_SIGNAL:
			read_signals(m);
			break;
		case OUTPUT_SLOW:
			fputs("wmkload: nobody takes the last lines\n", stderr);
			m->mute = true;
			break;
		case OUTPUT_CLOSED:
			m->mute = true;
			m->stop = true;
			break;
		case OUTPUT_FAILED:
			fprintf(stderr, "wmkload: cannot write records: %s\n",
				strerror(m->output.code));
			m->mute = true;
			m->stop = true;
			m->code = EXIT_OUTPUT;
			break;
		}
	}
}

/* Print up to `most` of an object's records; returns whether any may be left */
static bool take(struct monitor *m, struct wmk *wmk, __u64 most)
{
	const struct wmk_sink sink = { m, on_match, on_gap };
	unsigned int got = BATCH;
	struct wmk_error error;
	__u64 taken;

	for (taken = 0; taken < most && got == BATCH; taken += got) {
		if (m->mute || is_counted_out(m))
			return false;
		if (wmk_poll(wmk, &sink, BATCH, &got, &error)) {
			fail(m, &error);
			return false;
		}
		flush(m);
	}
	return got == BATCH;
}

/*
 * Tell the gaps that the counters show, after the records that were in the
 * ring buffer when the counters were read: there cannot be more of them than
 * it has room for headers.
 */
static void tick(struct monitor *m)
{
	const struct wmk_sink sink = { m, on_match, on_gap };
	int i;

	if (!read_stats(m))
		return;
	for (i = 0; i < m->options->nr_objects; i++) {
		struct wmk *wmk = m->objects[i];

		take(m, wmk, wmk_ring_buffer(wmk) / sizeof(struct wmk_record));
		if (!m->mute)
			wmk_report_gaps(wmk, &sink);
	}
	flush(m);
}

static int ms_until(__u64 now, __u64 then)
{
	return then > now ? (int)((then - now + NS_PER_MS - 1) / NS_PER_MS) : 0;
}

static void wait_for_work(struct monitor *m, int timeout_ms)
{
	int nr = m->options->nr_objects;
	int ready;

	ready = poll(m->fds, (nfds_t)nr + (m->output.is_pipe ? 2 : 1),
		     timeout_ms);
	if (ready < 0 && errno != EINTR) {
		fprintf(stderr, "wmkload: cannot wait for records: %s\n",
			strerror(errno));
		m->code = EXIT_SYSTEM;
		m->stop = true;
	}
	if (ready <= 0)
		return;
	if (m->fds[nr].revents)
		read_signals(m);
	if (m->output.is_pipe && m->fds[nr + 1].revents & POLLERR) {
		m->mute = true;
		m->stop = true;
	}
}

static void relay(struct monitor *m)
{
	__u64 end = m->options->duration_ns ?
			    m->begun + m->options->duration_ns : ~0ULL;
	__u64 next_tick = m->begun + TICK_NS;
	__u64 now = m->begun;
	bool busy = false;
	int i;

	while (!m->stop && now < end && !is_counted_out(m)) {
		wait_for_work(m, busy ? 0 : ms_until(now, next_tick < end ?
							  next_tick : end));
		m->wall_offset = wall_offset();
		busy = false;
		for (i = 0; !m->stop && i < m->options->nr_objects; i++)
			busy |= take(m, m->objects[i], BATCH);
		now = monotonic_now();
		if (now >= next_tick && !m->stop) {
			tick(m);
			next_tick = now + TICK_NS;
		}
	}
}

static void run(struct monitor *m)
{
	struct wmk_error error;
	int i;

	for (i = 0; i < m->options->nr_objects; i++)
		m->fds[i] = (struct pollfd){ .fd = wmk_fd(m->objects[i]),
					     .events = POLLIN };
	m->fds[i++] = (struct pollfd){ .fd = m->signal_fd, .events = POLLIN };
	m->fds[i] = (struct pollfd){ .fd = m->output.fd };
	if (!read_stats(m))
		return;
	if (activate_all(m->objects, m->options->nr_objects, &error)) {
		fail(m, &error);
	} else {
		m->begun = monotonic_now();
		m->named = print_ready(stderr, m->stats,
				       m->options->nr_objects) > 1;
		fflush(stderr);
		relay(m);
	}
	m->stop = true;
	if (deactivate_all(m->objects, m->options->nr_objects, &error))
		fail(m, &error);
	tick(m);
	if (read_stats(m))
		print_stats(m);
}

enum exit_code monitor(const struct options *options, struct wmk **objects,
		       int signal_fd)
{
	struct monitor m = {
		.options = options,
		.objects = objects,
		.signal_fd = signal_fd,
		.wall_offset = wall_offset(),
	};
	size_t nr = (size_t)options->nr_objects;

	m.stats = calloc(nr, sizeof(*m.stats));
	m.fds = calloc(nr + 2, sizeof(*m.fds));
	if (!m.stats || !m.fds || output_open(&m.output, STDOUT_FILENO)) {
		fputs("wmkload: out of memory\n", stderr);
		m.code = EXIT_SYSTEM;
	} else {
		run(&m);
		output_close(&m.output);
	}
	free(m.stats);
	free(m.fds);
	return m.code;
}
