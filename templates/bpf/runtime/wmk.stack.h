/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.stack.h - the frames of the kernel and of the current process, as they
 * stand in a record; see wmk.abi.h
 */
#ifndef WMK_STACK_H
#define WMK_STACK_H

#include "wmk.bpf.h"

static __always_inline void wmk_fill_frames(void *ctx, __u64 *to, __u32 bytes, __u64 flags)
{
	/* What there are too few frames for the kernel clears. */
	if (bpf_get_stack(ctx, to, bytes, flags) < 0)
		__builtin_memset(to, 0, bytes);
}

static __always_inline void wmk_fill_kstack(void *ctx, __u64 *to, __u32 bytes)
{
	wmk_fill_frames(ctx, to, bytes, 0);
}

static __always_inline void wmk_fill_ustack(void *ctx, __u64 *to, __u32 bytes)
{
	to[0] = bpf_get_current_pid_tgid() >> 32;
	wmk_fill_frames(ctx, to + 1, bytes - sizeof(*to), BPF_F_USER_STACK);
}

#endif /* WMK_STACK_H */
