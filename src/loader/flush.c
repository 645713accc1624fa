// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * flush.c - printed lines -> standard output and the file of events; signals
 * meanwhile
 */
#include <signal.h>
#include <stdlib.h>
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

static void print_stats_to(FILE *to, const struct monitor *m)
{
	double seconds = (double)(monotonic_now() - m->begun) / 1e9;

	if (m->options->format == FORMAT_JSON)
		print_stats_json(to, m->stats, m->options->nr_objects, seconds);
	else
		print_stats_text(to, m->stats, m->options->nr_objects, seconds);
}

/* At once: others may write to where standard error leads, too. */
void print_stats(struct monitor *m)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);

	if (!to) {
		print_stats_to(stderr, m);
		return;
	}
	print_stats_to(to, m);
	if (fclose(to))
		fputs("wmkload: out of memory\n", stderr);
	else
		fwrite(text, 1, size, stderr);
	free(text);
}

void read_signals(struct monitor *m)
{
	struct signalfd_siginfo signal;

	while (read(m->signal_fd, &signal, sizeof(signal)) == sizeof(signal)) {
		if (signal.ssi_signo != SIGUSR1)
			m->stop = true;
		else if (!m->answer_by)
			m->answer_by = monotonic_now() + PATIENCE_MS * NS_PER_MS;
	}
}

void answer(struct monitor *m, __u64 asked)
{
	if (!asked || m->answer_by != asked || m->stop)
		return;
	m->answer_by = 0;
	print_stats(m);
}

static bool is_overdue(const struct monitor *m)
{
	return m->answer_by && monotonic_now() >= m->answer_by;
}

/* Whoever asks is answered whether there is a reader or not. */
static void answer_late(struct monitor *m)
{
	if (!is_overdue(m))
		return;
	m->answer_by = 0;
	if (read_stats(m))
		print_stats(m);
}

/* Nobody takes matches; the file of events has another reader. */
static void answer_without_reader(struct monitor *m)
{
	if (is_overdue(m) && m->recorder) {
		take_events(m, wmk_event_ring_buffer(m->recorder->wmk) /
				       sizeof(struct wmk_event_record));
		flush_events(m);
	}
	answer_late(m);
}

/* ms that a reader may take; -1: any time */
static int patience(const struct monitor *m)
{
	int renewal = ms_until_renewal(m);
	int left;

	if (m->stop)
		return PATIENCE_MS;
	if (!m->answer_by)
		return renewal;
	left = ms_until(monotonic_now(), m->answer_by);
	return renewal >= 0 && renewal < left ? renewal : left;
}

void flush(struct monitor *m)
{
	while (!m->mute) {
		bool late = m->stop;

		renew_lease(m);
		switch (output_flush(&m->output, m->signal_fd, patience(m))) {
		case OUTPUT_DONE:
			return;
		case OUTPUT_SIGNAL:
			read_signals(m);
			answer_without_reader(m);
			break;
		case OUTPUT_SLOW:
			answer_without_reader(m);
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
		state = output_flush(&recorder->output, m->signal_fd, patience(m));
		if (state == OUTPUT_DONE)
			return;
		if (state == OUTPUT_SIGNAL) {
			read_signals(m);
			answer_late(m);
		} else if (state == OUTPUT_SLOW && !late) {
			answer_late(m);
		} else {
			m->code = recorder_fail(recorder, state);
			m->stop = true;
		}
	}
}
