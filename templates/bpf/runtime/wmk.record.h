/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.record.h - events that are read, on their way to a loader that records
 * them; where none does, the verifier leaves nothing of it
 */
#ifndef WMK_RECORD_H
#define WMK_RECORD_H

#include "wmk.bpf.h"

/* Set by the loader. */
const volatile __u8 wmk_record_events SEC(".rodata.wmk_record") = 0;

/* The loader says how large it is. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} wmk_events SEC(".maps");

struct wmk_event_losses wmk_event_losses SEC(".data.wmk_event_losses") = {};

static __always_inline void wmk_fill_event(struct wmk_event_record *record, __u32 kind)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 uid_gid = bpf_get_current_uid_gid();

	record->kind = kind;
	record->lost = wmk_event_losses.lost;
	record->busy = wmk_event_losses.busy;
	record->cpu = bpf_get_smp_processor_id();
	record->pid = pid_tgid >> 32;
	record->tid = (__u32)pid_tgid;
	record->ppid = task->real_parent->tgid;
	record->uid = (__u32)uid_gid;
	record->gid = uid_gid >> 32;
	record->unused = 0;
	record->process_start = task->group_leader->start_time;
	record->thread_start = task->start_time;
	record->cgroup = bpf_get_current_cgroup_id();
	wmk_fill_comm(record->comm, sizeof(record->comm));
}

/* The event is whole words. */
static __always_inline void wmk_record_event(__u32 kind, const void *event, __u32 bytes)
{
	struct wmk_event_record *record;

	if (!wmk_record_events)
		return;
	record = bpf_ringbuf_reserve(&wmk_events, sizeof(*record) + bytes, 0);
	if (!record) {
		__sync_fetch_and_add(&wmk_event_losses.lost, 1);
		return;
	}
	wmk_fill_event(record, kind);
	wmk_copy(record + 1, event, bytes);
	bpf_ringbuf_submit(record, 0);
}

/* An event that could not be read. */
static __always_inline void wmk_record_busy(void)
{
	if (wmk_record_events)
		__sync_fetch_and_add(&wmk_event_losses.busy, 1);
}

/* A thread or process is at its end; start 0: not known any more. */
static __always_inline void wmk_record_end(__u32 kind, __u32 id, __u64 start)
{
	struct {
		struct wmk_event_record head;
		struct wmk_end end;
	} *record;

	if (!wmk_record_events)
		return;
	record = bpf_ringbuf_reserve(&wmk_events, sizeof(*record), 0);
	if (!record) {
		__sync_fetch_and_add(&wmk_event_losses.lost, 1);
		return;
	}
	wmk_fill_event(&record->head, kind);
	record->end.start = start;
	record->end.id = id;
	record->end.unused = 0;
	bpf_ringbuf_submit(record, 0);
}

#endif /* WMK_RECORD_H */
