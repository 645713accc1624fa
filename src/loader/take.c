// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * take.c - what waits in the ring buffers, and what the counters show, ->
 * printed lines
 */
#include "monitoring.h"
#include "nice.h"
#include "wall_time.h"

bool is_counted_out(const struct monitor *m)
{
	return m->options->count && m->printed >= m->options->count;
}

/*
 * What was judged to be done at the match is done now, unless it was said
 * meanwhile that nothing is, or we were gone for longer than a lease is.
 */
static const char *why_not_now(const struct monitor *m,
			       const struct wmk_record *record)
{
	__u64 lease = m->options->lease_ns;

	if (!wmk_is_armed(m->taken, record->rule))
		return "disarmed";
	if (lease && monotonic_now() - record->time > lease)
		return "lease lapsed";
	if (!wmk_knows_numbers(m->taken))
		return "wmkload is in a PID namespace";
	return NULL;
}

static int on_match(void *context, const struct wmk_match *match)
{
	struct niced results[MOST_REACTIONS], *niced = NULL;
	struct monitor *m = context;

	if (asks_nice(match)) {
		niced = results;
		do_nice(match, why_not_now(m, match->record), niced);
	}
	if (m->options->format == FORMAT_JSON)
		print_match_json(m->output.to, match, niced, m->wall_offset);
	else
		print_match_text(m->output.to, match, niced, m->named);
	m->printed++;
	return is_counted_out(m);
}

static int on_note(void *context, const struct wmk_match *note)
{
	struct monitor *m = context;

	if (m->options->format == FORMAT_JSON)
		print_note_json(m->output.to, note, m->wall_offset);
	else
		print_note_text(m->output.to, note, m->named);
	return 0;
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

static int on_suspension(void *context, const struct wmk_suspension *suspension)
{
	struct monitor *m = context;

	if (m->options->format == FORMAT_JSON)
		print_suspension_json(m->output.to, suspension, m->wall_offset);
	else
		print_suspension_text(m->output.to, suspension, m->named);
	return 0;
}

bool take(struct monitor *m, struct wmk *wmk, __u64 most)
{
	const struct wmk_sink sink = { m, on_match, on_note, on_gap, on_suspension };
	unsigned int got = BATCH;
	struct wmk_error error;
	__u64 taken;

	m->taken = wmk;
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

bool take_events(struct monitor *m, __u64 most)
{
	unsigned int got = BATCH;
	struct wmk_error error;
	__u64 taken;

	if (!m->recorder)
		return false;
	for (taken = 0; taken < most && got == BATCH; taken += got) {
		if (m->recorder->over)
			return false;
		if (recorder_take(m->recorder, BATCH, &got, &error)) {
			fail(m, &error);
			return false;
		}
		if (recorder_is_full(m->recorder))
			flush_events(m);
	}
	return got == BATCH;
}

/* There cannot be more records than there is room for headers. */
void tick(struct monitor *m)
{
	const struct wmk_sink sink = { m, on_match, on_note, on_gap, on_suspension };
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
	if (m->recorder) {
		take_events(m, wmk_event_ring_buffer(m->recorder->wmk) /
				       sizeof(struct wmk_event_record));
		recorder_take_gaps(m->recorder);
		flush_events(m);
	}
}
