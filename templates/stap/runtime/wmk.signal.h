/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.signal.h - signals to the current process or thread
 *
 * A probe may come where the locks of signals are held, so that they are sent right
 * behind it, when the CPU takes interrupts again: before the task is in user mode.
 */
#ifndef WMK_SIGNAL_H
#define WMK_SIGNAL_H

#include "wmk.engine.h"

struct wmk_posted {
	struct irq_work work;
	struct task_struct *task;
	int signal;
	bool to_process;
	int taken;
};

/* More are not on their way at once but where something is wrong. */
static struct wmk_posted wmk_posted[4 * WMK_CPUS];

static wmk_unused void wmk_deliver(struct irq_work *work)
{
	struct wmk_posted *posted = container_of(work, struct wmk_posted, work);

	if (posted->to_process)
		kill_pid(task_tgid(posted->task), posted->signal, 1);
	else
		send_sig_info(posted->signal, SEND_SIG_PRIV, posted->task);
	put_task_struct(posted->task);
	smp_store_release(&posted->taken, 0);
}

/* 0, or an error: there is no room for another one. */
static wmk_unused long wmk_signal(int signal, bool to_process)
{
	struct wmk_posted *posted;
	u32 i;

	/* As eBPF's helper: nor for the first process, whose end is the machine's. */
	if (current->flags & (PF_KTHREAD | PF_EXITING) || is_global_init(current))
		return -EPERM;
	for (i = 0; i < ARRAY_SIZE(wmk_posted); i++) {
		posted = &wmk_posted[(wmk_cpu() * 4 + i) % ARRAY_SIZE(wmk_posted)];
		if (!xchg(&posted->taken, 1))
			break;
	}
	if (i == ARRAY_SIZE(wmk_posted))
		return -EBUSY;
	get_task_struct(current);
	posted->task = current;
	posted->signal = signal;
	posted->to_process = to_process;
	init_irq_work(&posted->work, wmk_deliver);
	irq_work_queue(&posted->work);
	return 0;
}

/* At the end of a session: none is on its way any more; others' are sent on their CPUs at once. */
static wmk_unused void wmk_await_signals(void)
{
	u32 i, tries = 0;

	for (i = 0; i < ARRAY_SIZE(wmk_posted); i++)
		while (READ_ONCE(wmk_posted[i].taken) && tries++ < WMK_LOCK_TRIES)
			cpu_relax();
}

#endif /* WMK_SIGNAL_H */
