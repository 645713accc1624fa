/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmkevents.h - the catalogue of kernel events that comes with wmkgen
 *
 * Fields are the kernel's own copies unless their comment says otherwise:
 * nothing here reads memory that another thread of the program can change.
 */
#ifndef WMKEVENTS_H
#define WMKEVENTS_H

#include "wmk.h"
#include "wmkconstants.h"

enum wmk_syscall_abi {
	WMK_ABI_64 = 0,
	WMK_ABI_32 = 1,
	WMK_ABI_X32 = 2,
};

#ifdef __bpf__
#include "wmkevents.bpf.h"
#endif

/* A thread enters a system call. */
struct WMK_KIND(syscall) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sys_enter", struct pt_regs *regs, long id)
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
	WMK_BLIND("calls that do not return: exit, exit_group")
	WMK_CONSTANTS_OF(syscalls)
	WMK_CONSTANTS_OF(errors)

	__s32 SyscallNr			WMK_BPF(wmk_syscall_number(regs->orig_ax));
	enum wmk_syscall_abi Abi	WMK_BPF(wmk_syscall_abi(regs->orig_ax));
	/* Result, or a negative error number. */
	__s64 Result			WMK_BPF(ret);
};

/* A thread was created; the subject is the thread that created it. */
struct WMK_KIND(threadcreation) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_fork", struct task_struct *parent,
		   struct task_struct *child)

	wmk_thread_t Child		WMK_BPF_TASK(child);
	wmk_process_t ChildProcess	WMK_BPF_TASK(child);
	/* 1 where the thread is the first of a new process. */
	__u8 NewProcess			WMK_BPF(child->tgid != parent->tgid);
};

/* A thread ends; the subject is the thread that ends. */
struct WMK_KIND(threadtermination) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_exit", struct task_struct *task)
	WMK_CONSTANTS_OF(signals)

	/* As wait(2) encodes it: status << 8, or the signal's number. */
	__s32 ExitCode			WMK_BPF(task->exit_code);
};

/* The last thread of a process ends. */
struct WMK_KIND(processtermination) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/taskstats_exit", struct task_struct *task,
		   int group_dead)
	WMK_BPF_WHEN(group_dead)
	WMK_BPF_AT("tp_btf/sched_process_exit", struct task_struct *task)
	WMK_BPF_WHEN(task->signal->live.counter == 0)
	WMK_BLIND("where the kernel lacks fentry: which of two threads that end at once is the last; both may be reported")
	WMK_CONSTANTS_OF(signals)

	/* As wait(2) encodes it: status << 8, or the signal's number. */
	__s32 ExitCode			WMK_BPF(task->exit_code);
};

/* A process has begun to run another program. */
struct WMK_KIND(exec) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_exec", struct task_struct *task,
		   int old_pid, struct linux_binprm *bprm)
	WMK_BLIND("the script that an interpreter was started for: Device and Inode are the interpreter's")

	/* The name as given to execve; relative names stay relative. */
	char FileName[256]		WMK_BPF_FILL(wmk_fill_string, bprm->filename);
	/* As stat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(bprm->file));
	__u64 Inode			WMK_BPF(bprm->file->f_inode->i_ino);
	/* The thread that called execve, which takes the leader's number. */
	__u32 OldThreadId		WMK_BPF(old_pid);
};

/* A file is about to be opened; permission was granted by what was asked before. */
struct WMK_KIND(fileopen) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", struct file *file)
	WMK_BPF_AT("fentry/security_file_open", struct file *file)
	WMK_BLIND("opens with O_PATH, and opens refused before")
	WMK_BLIND("that an open on overlayfs may be raised once more, for the file beneath")
	WMK_CONSTANTS(O_ACCMODE = 03, O_RDONLY = 00, O_WRONLY = 01, O_RDWR = 02,
		      O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000,
		      O_APPEND = 02000, O_DIRECTORY = 0200000)

	/* Absolute, as the opening process sees it; empty where longer than 255 bytes. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, file);
	/* As stat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(file->f_inode->i_ino);
	/* O_RDONLY, O_CREAT ...; the kernel may have added to what open(2) got. */
	__u32 Flags			WMK_BPF(file->f_flags);
};

/* A socket is about to be connected. */
struct WMK_KIND(connect) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/socket_connect", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_BPF_AT("fentry/security_socket_connect", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_BLIND("TCP fast open and datagrams sent without connect(2)")
	WMK_CONSTANTS(AF_UNSPEC = 0, AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10)

	/* AF_INET ... of the address; AF_UNSPEC dissolves a connection. */
	__u16 Family			WMK_BPF(wmk_address_family(address, address_bytes));
	/* All zero where Family is neither AF_INET nor AF_INET6. */
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_address, address, address_bytes);
	/* In the host's byte order; 0 where the family has none. */
	__u16 Port			WMK_BPF(wmk_address_port(address, address_bytes));
};

#endif /* WMKEVENTS_H */
