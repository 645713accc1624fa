/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * syscall.bpf.h - how the fields of system calls are read
 */
#ifndef WMK_EVENTS_SYSCALL_BPF_H
#define WMK_EVENTS_SYSCALL_BPF_H

#include "read.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct pt_regs {
	unsigned long bp;
	unsigned long bx;
	unsigned long r10;
	unsigned long r9;
	unsigned long r8;
	unsigned long cx;
	unsigned long dx;
	unsigned long si;
	unsigned long di;
	unsigned long orig_ax;
};

#pragma clang attribute pop

#define WMK_X32_BIT		0x40000000
#define WMK_TS_COMPAT		0x0002	/* thread_info: in a 32-bit call */

static __always_inline bool wmk_in_compat(void)
{
	return wmk_current_task()->thread_info.status & WMK_TS_COMPAT;
}

static __always_inline __s32 wmk_syscall_number(long id)
{
	if (id < 0 || wmk_in_compat())
		return id;
	return id & ~WMK_X32_BIT;
}

static __always_inline __u32 wmk_syscall_abi(long id)
{
	if (wmk_in_compat())
		return WMK_ABI_32;
	return id >= 0 && (id & WMK_X32_BIT) ? WMK_ABI_X32 : WMK_ABI_64;
}

static __always_inline __u64 wmk_syscall_argument(struct pt_regs *regs, int n)
{
	if (wmk_in_compat()) {
		switch (n) {
		case 0: return (__u32)regs->bx;
		case 1: return (__u32)regs->cx;
		case 2: return (__u32)regs->dx;
		case 3: return (__u32)regs->si;
		case 4: return (__u32)regs->di;
		default: return (__u32)regs->bp;
		}
	}
	switch (n) {
	case 0: return regs->di;
	case 1: return regs->si;
	case 2: return regs->dx;
	case 3: return regs->r10;
	case 4: return regs->r8;
	default: return regs->r9;
	}
}

#endif /* WMK_EVENTS_SYSCALL_BPF_H */
