// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* numbered.wmk as one writes it by hand. */
#include "buckets.h"

#define NR_GETPPID	110
#define NR_GETUID	102
#define NR_GETGID	104

SEC("tp_btf/sys_enter")
int enter(__u64 *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
	int number = number_of(ctx[1], task);
	enum effect effect;
	struct key key;
	__u32 began;

	switch (number) {
	case NR_GETPPID:
		effect = BEGINS;
		break;
	case NR_GETUID:
		effect = KILLS;
		break;
	case NR_GETGID:
		effect = COMPLETES;
		break;
	default:
		return 0;
	}
	key.low = is_compat(task) ? (__u32)regs->bx : regs->di;
	key.high = (__u32)bpf_get_current_uid_gid();
	began = step(&key, effect, task->tgid);
	if (began)
		report(bpf_ktime_get_ns(), began, task->tgid);
	return 0;
}
