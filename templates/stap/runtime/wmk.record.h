/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.record.h - events that are read, on their way to a loader that records them
 *
 * There is room for them where the module is compiled with -DWMK_EVENTS_BYTES=...
 */
#ifndef WMK_RECORD_H
#define WMK_RECORD_H

#include "wmk.ring.h"
#include "wmk.engine.h"

#ifndef WMK_EVENTS_BYTES
#define WMK_EVENTS_BYTES	0
#endif

/* Set by the loader. */
static u8 wmk_record_events;

static char wmk_events[WMK_EVENTS_BYTES + 8] __aligned(8);
static struct wmk_ring wmk_events_ring = { .data = wmk_events, .bytes = WMK_EVENTS_BYTES };

static struct wmk_event_losses wmk_event_losses;

static wmk_unused struct wmk_event_record *wmk_reserve_event(u32 kind, u32 bytes)
{
	struct wmk_event_record *record = wmk_reserve(&wmk_events_ring, sizeof(*record) + bytes);

	if (!record) {
		__sync_fetch_and_add(&wmk_event_losses.lost, 1);
		return NULL;
	}
	*record = (struct wmk_event_record) {
		.kind = kind,
		.lost = wmk_event_losses.lost,
		.busy = wmk_event_losses.busy,
		.cpu = wmk_cpu(),
		.pid = wmk_process(),
		.tid = wmk_thread(),
		.ppid = wmk_parent(),
		.uid = wmk_user(),
		.gid = wmk_group(),
		.process_start = current->group_leader->start_time,
		.thread_start = current->start_time,
		.cgroup = wmk_cgroup(),
	};
	wmk_fill_comm(record->comm, sizeof(record->comm));
	return record;
}

static wmk_unused void wmk_record_event(u32 kind, const void *event, u32 bytes)
{
	struct wmk_event_record *record;

	record = wmk_record_events ? wmk_reserve_event(kind, bytes) : NULL;
	if (!record)
		return;
	memcpy(record + 1, event, bytes);
	wmk_submit(&wmk_events_ring, record);
}

/* An event that could not be read. */
static wmk_unused void wmk_record_busy(void)
{
	if (wmk_record_events)
		__sync_fetch_and_add(&wmk_event_losses.busy, 1);
}

/* A thread or process is at its end; start 0: not known any more. */
static wmk_unused void wmk_record_end(u32 kind, u32 id, u64 start)
{
	const struct wmk_end end = { .start = start, .id = id };

	wmk_record_event(kind, &end, sizeof(end));
}

#endif /* WMK_RECORD_H */
