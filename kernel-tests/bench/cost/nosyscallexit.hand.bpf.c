// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * rules/nosyscallexit.wmk as one writes it by hand: what a thread awaits is in
 * its task storage, which no other thread reads.
 */
#include "hand.h"

struct call {
	__u64 time;		/* 0: none is awaited to return */
	int number;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct call);
} calls SEC(".maps");

static __always_inline void forget(struct task_struct *task, __u64 *why UNUSED)
{
	struct call *call = bpf_task_storage_get(&calls, task, NULL, 0);

	if (!call || !call->time)
		return;
	call->time = 0;
	count(why);
}

SEC("tp_btf/sys_enter")
int enter(__u64 *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct statistics *statistics = statistics_here();
	int number = number_of(ctx[1], task);
	struct call *call;
	__u64 now;

	if (!statistics)
		return 0;
	count(&statistics->events);
	call = bpf_task_storage_get(&calls, task, NULL,
				    number < 300 ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);
	if (!call) {
		if (number < 300)
			count(&statistics->refused);
		return 0;
	}
	now = bpf_ktime_get_ns();
	if (call->time) {
		count(&statistics->matches);
		report(now, call->number, call->time, statistics);
	}
	call->time = 0;
	if (number < 300) {
		count(&statistics->begun);
		call->time = now;
		call->number = number;
	}
	return 0;
}

SEC("tp_btf/sys_exit")
int leave(void *ctx UNUSED)
{
	struct statistics *statistics = statistics_here();

	if (!statistics)
		return 0;
	count(&statistics->events_2);
	forget(bpf_get_current_task_btf(), &statistics->killed);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int end(__u64 *ctx)
{
	struct statistics *statistics = statistics_here();

	if (!statistics)
		return 0;
	count(&statistics->events_3);
	forget((struct task_struct *)ctx[0], &statistics->killed);
	return 0;
}

/* Another thread than the first one takes the number of that. */
SEC("tp_btf/sched_process_exec")
int exec(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct statistics *statistics = statistics_here();

	if (statistics && (int)ctx[1] != task->pid)
		forget(task, &statistics->ended);
	return 0;
}
