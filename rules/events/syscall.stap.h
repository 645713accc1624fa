/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * syscall.stap.h - how the fields of system calls are read in a module
 */
#ifndef WMK_EVENTS_SYSCALL_STAP_H
#define WMK_EVENTS_SYSCALL_STAP_H

#include <asm/ptrace.h>
#include <asm/thread_info.h>
#include "read.stap.h"
#include "syscall.h"

#define WMK_X32_BIT		0x40000000
#define WMK_TS_COMPAT		0x0002	/* thread_info: in a 32-bit call */

static wmk_unused bool wmk_in_compat(void)
{
	return current_thread_info()->status & WMK_TS_COMPAT;
}

static wmk_unused s32 wmk_syscall_number(long id)
{
	if (id < 0 || wmk_in_compat())
		return id;
	return id & ~WMK_X32_BIT;
}

static wmk_unused u32 wmk_syscall_abi(long id)
{
	if (wmk_in_compat())
		return WMK_ABI_32;
	return id >= 0 && (id & WMK_X32_BIT) ? WMK_ABI_X32 : WMK_ABI_64;
}

static wmk_unused u64 wmk_syscall_argument(struct pt_regs *regs, int n)
{
	if (wmk_in_compat()) {
		switch (n) {
		case 0: return (u32)regs->bx;
		case 1: return (u32)regs->cx;
		case 2: return (u32)regs->dx;
		case 3: return (u32)regs->si;
		case 4: return (u32)regs->di;
		default: return (u32)regs->bp;
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

#endif /* WMK_EVENTS_SYSCALL_STAP_H */
