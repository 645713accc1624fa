// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * flush.c - printed lines -> standard output and the file of events; signals
 * meanwhile
 */
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "monitoring.h"
#include "wall_time.h"

#define PATIENCE_MS	1000		/* with a slow reader, at the end */

void fail(struct monitor *m, const struct wmk_error *error)
{
	m->code = complain(error);
	m->stop = true;
}

bool read_stats(struct monitor *m)
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

void print_stats(struct monitor *m)
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

void read_signals(struct monitor *m)
{
	struct signalfd_siginfo signal;

	while (read(m->signal_fd, &signal, sizeof(signal)) == sizeof(signal)) {
		if (signal.ssi_signo == SIGUSR1)
			m->asked = true;
		else
			m->stop = true;
	}
}

static void answer_with_stats(struct monitor *m)
{
	m->asked = false;
	if (read_stats(m))
		print_stats(m);
}

void answer(struct monitor *m)
{
	if (!m->asked)
		return;
	if (m->recorder) {
		take_events(m, wmk_event_ring_buffer(m->recorder->wmk) /
				       sizeof(struct wmk_event_record));
		flush_events(m);
	}
	if (m->asked)
		answer_with_stats(m);
}

void flush(struct monitor *m)
{
	while (!m->mute) {
		bool late = m->stop;

		renew_lease(m);
		switch (output_flush(&m->output, m->signal_fd,
				     late ? PATIENCE_MS :
					    ms_until_renewal(m))) {
		case OUTPUT_DONE:
			return;
		case OUTPUT_SIGNAL:
			read_signals(m);
			answer(m);
			break;
		case OUTPUT_SLOW:
			if (!late)
				break;
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

/* Unlike matches, whose reader may have seen enough, a trace must be whole. */
void flush_events(struct monitor *m)
{
	struct recorder *recorder = m->recorder;
	enum output_state state;

	while (recorder && !recorder->over) {
		bool late = m->stop;

		renew_lease(m);
		state = output_flush(&recorder->output, m->signal_fd,
				     late ? PATIENCE_MS : ms_until_renewal(m));
		if (state == OUTPUT_DONE)
			return;
		if (state == OUTPUT_SIGNAL) {
			read_signals(m);
			if (m->asked)
				answer_with_stats(m);
		} else if (state != OUTPUT_SLOW || late) {
			m->code = recorder_fail(recorder, state);
			m->stop = true;
		}
	}
}
