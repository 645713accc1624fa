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

static __always_inline void forget(struct task_struct *task)
{
	struct call *call = bpf_task_storage_get(&calls, task, NULL, 0);

	if (call)
		call->time = 0;
}

SEC("tp_btf/sys_enter")
int enter(__u64 *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	int number = number_of(ctx[1], task);
	__u64 now = bpf_ktime_get_ns();
	struct call *call;

	call = bpf_task_storage_get(&calls, task, NULL,
				    number < 300 ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);
	if (!call)
		return 0;
	if (call->time)
		report(now, call->number, call->time);
	call->time = number < 300 ? now : 0;
	call->number = number;
	return 0;
}

SEC("tp_btf/sys_exit")
int leave(void *ctx UNUSED)
{
	forget(bpf_get_current_task_btf());
	return 0;
}

SEC("tp_btf/sched_process_exit")
int end(__u64 *ctx)
{
	forget((struct task_struct *)ctx[0]);
	return 0;
}

/* Another thread than the first one takes the number of that. */
SEC("tp_btf/sched_process_exec")
int exec(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];

	if ((int)ctx[1] != task->pid)
		forget(task);
	return 0;
}
