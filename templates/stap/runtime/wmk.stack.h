/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.stack.h - the frames of the kernel and of the current process, as they stand in
 * a record; see wmk.abi.h
 */
#ifndef WMK_STACK_H
#define WMK_STACK_H

#include <linux/module.h>
#include <linux/sched/task_stack.h>
#include <linux/stacktrace.h>

#include "wmk.engine.h"

#define WMK_OWN_FRAMES	24	/* of this module and of what calls it, at the most */
#define WMK_FRAMES	32	/* that a record has */

/* Frames up to the probe are ours and not told. */
static wmk_unused void wmk_fill_kstack(const void *ctx wmk_unused, u64 *to, u32 bytes)
{
	unsigned long frames[WMK_OWN_FRAMES + WMK_FRAMES];
	u32 i, first = 0, nr, room = bytes / sizeof(*to);

	nr = stack_trace_save(frames, ARRAY_SIZE(frames), 0);
	for (i = 0; i < nr; i++)
		if (within_module(frames[i], THIS_MODULE))
			first = i + 1;
	for (i = 0; i < room; i++)
		to[i] = first + i < nr ? frames[first + i] : 0;
}

/* By frame pointers, as of a program that keeps them; what is not in memory ends it. */
static wmk_unused void wmk_fill_ustack(const void *ctx wmk_unused, u64 *to, u32 bytes)
{
	struct pt_regs *regs = current->mm ? task_pt_regs(current) : NULL;
	u32 i, room = bytes / sizeof(*to) - 1;
	unsigned long frame, next[2];

	memset(to, 0, bytes);
	to[0] = wmk_process();
	if (!regs || !room)
		return;
	to[1] = instruction_pointer(regs);
	frame = frame_pointer(regs);
	pagefault_disable();
	for (i = 2; i <= room && frame && !(frame & 7); i++) {
		if (!access_ok((void __user *)frame, sizeof(next)) ||
		    __copy_from_user_inatomic(next, (void __user *)frame, sizeof(next)))
			break;
		to[i] = next[1];
		if (!next[1] || next[0] <= frame)
			break;
		frame = next[0];
	}
	pagefault_enable();
}

#endif /* WMK_STACK_H */
