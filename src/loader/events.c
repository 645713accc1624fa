// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * events.c - the ring buffer of recorded events -> events, and the gaps
 * between them
 */
#include <errno.h>
#include <string.h>

#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

/* What the callback returns to stop: libbpf hands it through. */
#define ENOUGH	(-ECANCELED)

/* A record, nothing of which is believed -> the event in it. */
static bool fits(const struct wmk_description *about, const void *record,
		 size_t size, struct wmk_event *event)
{
	const struct wmk_event_record *head = record;
	const void *behind = head + 1;

	*event = (struct wmk_event){ .record = head };
	if (size < sizeof(*head))
		return false;
	size -= sizeof(*head);
	if (head->kind == WMK_END_THREAD || head->kind == WMK_END_PROCESS) {
		event->end = behind;
		return size >= sizeof(*event->end);
	}
	if (head->kind >= about->object.nr_kinds)
		return false;
	event->kind = &about->kinds[head->kind];
	event->fields = &about->fields[event->kind->first_field];
	event->values = behind;
	return size >= event->kind->event_bytes;
}

static bool report(struct wmk *wmk, const struct wmk_event_sink *sink,
		   enum wmk_cause cause, const char *program, __u64 count)
{
	struct wmk_gap gap = {
		.cause = cause,
		.program = program,
		.count = count,
	};

	wmk->stats.unrecorded += count;
	return count && sink->gap(sink->context, &gap);
}

static bool report_losses(struct wmk *wmk, const struct wmk_event_sink *sink,
			  const struct wmk_event_losses *losses)
{
	bool stop;

	stop = report(wmk, sink, WMK_CAUSE_RING_BUFFER, NULL,
		      wmk_newly_wrapped(&wmk->lost_told, losses->lost));
	stop |= report(wmk, sink, WMK_CAUSE_SCRATCH, NULL,
		       wmk_newly_wrapped(&wmk->busy_told, losses->busy));
	return stop;
}

static int tell(struct wmk *wmk, const struct wmk_event *event)
{
	const struct wmk_event_sink *sink = wmk->event_polling->sink;
	const struct wmk_event_losses losses = {
		.lost = event->record->lost,
		.busy = event->record->busy,
	};
	bool stop = report_losses(wmk, sink, &losses);

	wmk->stats.recorded++;
	stop |= sink->event(sink->context, event) != 0;
	return stop ? ENOUGH : 0;
}

int wmk_on_event(void *context, void *data, size_t size)
{
	struct wmk *wmk = context;
	struct wmk_event event;
	int code = 0;

	wmk->event_polling->got++;
	if (fits(&wmk->about, data, size, &event))
		code = tell(wmk, &event);
	else
		wmk->stats.malformed++;
	if (!code && wmk->event_polling->got == wmk->event_polling->most)
		code = ENOUGH;
	return code;
}

enum wmk_fault wmk_open_events(struct wmk *wmk, struct wmk_error *error)
{
	wmk->event_ring = ring_buffer__new(bpf_map__fd(wmk->events),
					   wmk_on_event, wmk, NULL);
	if (!wmk->event_ring)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot read the ring buffer of events: %s",
				wmk->path, strerror(errno));
	return WMK_OK;
}

int wmk_event_fd(const struct wmk *wmk)
{
	if (wmk->module)
		return wmk->module->events.timer;
	return wmk->event_ring ? ring_buffer__epoll_fd(wmk->event_ring) : -1;
}

enum wmk_fault wmk_poll_events(struct wmk *wmk,
			       const struct wmk_event_sink *sink,
			       unsigned int most, unsigned int *got,
			       struct wmk_error *error)
{
	struct wmk_event_polling polling = { .sink = sink, .most = most };
	int code;

	*got = 0;
	if ((!wmk->event_ring && (!wmk->module || wmk_event_fd(wmk) < 0)) || !most)
		return wmk_fail(error, WMK_MISUSE, "%s records no events",
				wmk->path);
	wmk->event_polling = &polling;
	code = wmk->module ?
		wmk_take_frames(wmk, &wmk->module->events, wmk_on_event) :
		ring_buffer__consume(wmk->event_ring);
	wmk->event_polling = NULL;
	*got = polling.got;
	if (wmk->module && wmk_check_module(wmk, code, error))
		return error->fault;
	if (wmk->module && wmk->module->gone)
		return WMK_OK;
	if (code < 0 && code != ENOUGH)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot read the ring buffer of events: %s",
				wmk->path, strerror(-code));
	return WMK_OK;
}

void wmk_report_event_gaps(struct wmk *wmk, const struct wmk_event_sink *sink)
{
	__u32 i;

	if (!wmk->stats.recording)
		return;
	report_losses(wmk, sink, &wmk->losses);
	for (i = 0; i < wmk->stats.nr_programs; i++)
		report(wmk, sink, WMK_CAUSE_SKIPPED,
		       wmk->stats.programs[i].name,
		       wmk_newly(&wmk->programs[i].misses_recorded,
				 wmk->stats.programs[i].misses));
}
