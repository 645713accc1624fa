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
	struct statistics *statistics = statistics_here();
	enum effect effect;

	if (!statistics)
		return 0;
	count(&statistics->events);
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
	meet(is_compat(task) ? (__u32)regs->bx : regs->di, effect, statistics);
	return 0;
}
