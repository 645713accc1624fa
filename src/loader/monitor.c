// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * monitor.c - attached objects -> lines until told to stop
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "monitoring.h"
#include "wall_time.h"

#define TICK_NS		(1000 * NS_PER_MS)	/* between looks at counters */
#define PAUSE_NS	(20 * NS_PER_MS)	/* between looks at events */

static void wait_for_work(struct monitor *m, int timeout_ms)
{
	int nr = m->options->nr_objects;
	int ready;

	ready = poll(m->fds, (nfds_t)nr + 3, timeout_ms);
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
	if (m->fds[nr + 1].revents & POLLERR) {
		m->mute = true;
		m->stop = true;
	}
}

/*
 * Takes events, but after some only after a pause: reading them may be events,
 * too, and each would wake us to make more. Returns when to come again, if no
 * event wakes us before.
 */
static __u64 visit_events(struct monitor *m, __u64 now, __u64 due)
{
	struct recorder *recorder = m->recorder;
	int *fd = &m->fds[m->options->nr_objects + 2].fd;
	__u64 before;
	bool more;

	if (!recorder)
		return ~0ULL;
	if (due != ~0ULL && now < due)
		return due;
	before = recorder->printed;
	more = take_events(m, 16 * BATCH);
	*fd = -1;
	if (more)
		return now;
	if (recorder->printed != before)
		return now + PAUSE_NS;
	*fd = wmk_event_fd(recorder->wmk);
	return ~0ULL;
}

static __u64 least(__u64 a, __u64 b)
{
	return a < b ? a : b;
}

static void relay(struct monitor *m)
{
	__u64 end = m->options->duration_ns ?
			    m->begun + m->options->duration_ns : ~0ULL;
	__u64 next_tick = m->begun + TICK_NS;
	__u64 now = m->begun, events_due = ~0ULL, due, asked;
	bool busy = false;
	int i;

	while (!m->stop && now < end && !is_counted_out(m)) {
		due = least(least(events_due, m->renew_at),
			    least(next_tick, end));
		wait_for_work(m, busy || m->answer_by ? 0 : ms_until(now, due));
		renew_lease(m);
		m->wall_offset = wall_offset();
		busy = false;
		for (i = 0; !m->stop && i < m->options->nr_objects; i++)
			busy |= take(m, m->objects[i], BATCH);
		now = monotonic_now();
		if (!m->stop)
			events_due = visit_events(m, now, events_due);
		/* What statistics count is told before them. */
		asked = m->answer_by;
		if ((now >= next_tick || asked) && !m->stop) {
			tick(m);
			answer(m, asked);
			next_tick = now + TICK_NS;
		}
	}
}

static void list_fds(struct monitor *m)
{
	const struct recorder *recorder = m->recorder;
	int i;

	for (i = 0; i < m->options->nr_objects; i++)
		m->fds[i] = (struct pollfd){ .fd = wmk_fd(m->objects[i]),
					     .events = POLLIN };
	m->fds[i++] = (struct pollfd){ .fd = m->signal_fd, .events = POLLIN };
	m->fds[i++] = (struct pollfd){
		.fd = m->output.is_pipe ? m->output.fd : -1,
	};
	m->fds[i] = (struct pollfd){
		.fd = recorder ? wmk_event_fd(recorder->wmk) : -1,
		.events = POLLIN,
	};
}

static void run(struct monitor *m)
{
	struct wmk_error error;
	__u64 until;

	list_fds(m);
	if (!read_stats(m))
		return;
	if (m->recorder) {
		recorder_begin(m->recorder);
		flush_events(m);
	}
	if (m->stop)
		return;
	begin_lease(m);
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
	until = monotonic_now();
	if (deactivate_all(m->objects, m->options->nr_objects, &error))
		fail(m, &error);
	tick(m);
	if (m->recorder) {
		/* Of a module that was removed nobody knows until when there would have been events. */
		if (!wmk_is_gone(m->objects[0]))
			recorder_end(m->recorder, until);
		flush_events(m);
	}
	if (read_stats(m))
		print_stats(m);
}

enum exit_code monitor(const struct options *options, struct wmk **objects,
		       struct recorder *recorder, int signal_fd)
{
	struct monitor m = {
		.options = options,
		.objects = objects,
		.recorder = recorder,
		.signal_fd = signal_fd,
		.renew_at = ~0ULL,
		.wall_offset = wall_offset(),
	};
	size_t nr = (size_t)options->nr_objects;

	m.stats = calloc(nr, sizeof(*m.stats));
	m.fds = calloc(nr + 3, sizeof(*m.fds));
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
