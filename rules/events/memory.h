/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * memory.h - kinds of events: memory
 */
#ifndef WMK_EVENTS_MEMORY_H
#define WMK_EVENTS_MEMORY_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "memory.bpf.h"
#endif
#ifdef __KERNEL__
#include "memory.stap.h"
#endif

/* An instruction of a program touched memory that is not there, or not so. */
struct WMK_KIND(pagefault) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/page_fault_user", unsigned long address, struct pt_regs *regs,
		   unsigned long error)
	WMK_STAP_AT("kernel.trace(\"page_fault_user\")", unsigned long address = $address,
		     struct pt_regs *regs = $regs, unsigned long error = $error_code)
	WMK_BLIND("faults of the kernel at addresses of the program, as in read(2) or write(2)")
	WMK_BLIND("pages that the kernel maps in before they are touched: MAP_POPULATE, the neighbours of a page of a file")
	WMK_BLIND("what the kernel makes of it: a page, a wait for the disk, or SIGSEGV")
	WMK_CONSTANTS(X86_PF_PROT = 0x1, X86_PF_WRITE = 0x2, X86_PF_USER = 0x4,
		      X86_PF_RSVD = 0x8, X86_PF_INSTR = 0x10, X86_PF_PK = 0x20)

	/* What was touched. */
	__u64 Address			WMK_BPF(address);
	/* The instruction's own address. */
	__u64 Instruction		WMK_BPF(((struct pt_regs___fault *)regs)->ip) WMK_STAP(regs->ip);
	/* The processor's bits; X86_PF_PROT: there is a page, and it forbids this. */
	__u32 Error			WMK_BPF(error);
};

/* A process is about to be killed for want of memory; the subject is the thread that wanted some. */
struct WMK_KIND(oomkill) {
	WMK_ATTEMPTED
	WMK_BPF_AT("fentry/__oom_kill_process", struct task_struct *victim, const char *reason)
	WMK_STAP_AT("kprobe.function(\"__oom_kill_process\")",
		     struct task_struct *victim = pointer_arg(1),
		     const char *reason = pointer_arg(2))
	WMK_BLIND("a victim that was ending already, and is let to")
	WMK_BLIND("what daemons in user space kill, such as systemd-oomd")

	/* The thread that stands for the process; it need not be the first one. */
	wmk_thread_t Victim		WMK_BPF_TASK(victim);
	wmk_process_t VictimProcess	WMK_BPF_TASK(victim);
	char VictimComm[16]		WMK_BPF_FILL(wmk_fill_comm_of, victim);
	/* As in the kernel's log: "Out of memory", "Memory cgroup out of memory" ... */
	char Reason[64]			WMK_BPF_FILL(wmk_fill_string, reason);
};

#endif /* WMK_EVENTS_MEMORY_H */
