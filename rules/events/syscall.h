/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * syscall.h - kinds of events: system calls
 */
#ifndef WMK_EVENTS_SYSCALL_H
#define WMK_EVENTS_SYSCALL_H

#include "../wmk.h"
#include "../wmkconstants.h"

enum wmk_syscall_abi {
	WMK_ABI_64 = 0,
	WMK_ABI_32 = 1,
	WMK_ABI_X32 = 2,
};

#ifdef __bpf__
#include "syscall.bpf.h"
#endif
#ifdef __KERNEL__
#include "syscall.stap.h"
#endif

/* A thread enters a system call. */
struct WMK_KIND(syscall) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sys_enter", struct pt_regs *regs, long id)
	WMK_STAP_AT("kernel.trace(\"sys_enter\")", struct pt_regs *regs = $regs, long id = $id)
	WMK_BLIND("work that io_uring does without a system call")
	WMK_BLIND("calls that the vsyscall page or the vDSO answers")
	WMK_CONSTANTS_OF(syscalls)

	/* Number in the table of its ABI, without the bit that marks x32; the names __NR_* are those of WMK_ABI_64. */
	__s32 SyscallNr			WMK_BPF(wmk_syscall_number(id));
	enum wmk_syscall_abi Abi	WMK_BPF(wmk_syscall_abi(id));
	/* Arguments as passed; pointers are the program's own. */
	__u64 Arg0			WMK_BPF(wmk_syscall_argument(regs, 0));
	__u64 Arg1			WMK_BPF(wmk_syscall_argument(regs, 1));
	__u64 Arg2			WMK_BPF(wmk_syscall_argument(regs, 2));
	__u64 Arg3			WMK_BPF(wmk_syscall_argument(regs, 3));
	__u64 Arg4			WMK_BPF(wmk_syscall_argument(regs, 4));
	__u64 Arg5			WMK_BPF(wmk_syscall_argument(regs, 5));
};

/* A system call returns; a new thread's first return is that of its clone. */
struct WMK_KIND(syscallexit) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sys_exit", struct pt_regs *regs, long ret)
	WMK_STAP_AT("kernel.trace(\"sys_exit\")", struct pt_regs *regs = $regs, long ret = $ret)
	WMK_BLIND("calls that do not return: exit, exit_group")
	WMK_CONSTANTS_OF(syscalls)
	WMK_CONSTANTS_OF(errors)

	__s32 SyscallNr			WMK_BPF(wmk_syscall_number(regs->orig_ax));
	enum wmk_syscall_abi Abi	WMK_BPF(wmk_syscall_abi(regs->orig_ax));
	/* Result, or a negative error number. */
	__s64 Result			WMK_BPF(ret);
};

#endif /* WMK_EVENTS_SYSCALL_H */
