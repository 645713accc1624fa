/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * security.h - kinds of events: privileges, and what is done with them to
 * other processes and to the kernel
 *
 * Numbers of users and groups are those of the initial user namespace, so
 * that 0 is root of the machine, and nobody's root in a container of its own.
 */
#ifndef WMK_EVENTS_SECURITY_H
#define WMK_EVENTS_SECURITY_H

#include "../wmk.h"
#include "../wmkconstants.h"
#include "file.h"

/* As the bits of a mask: capabilities(7). */
WMK_CONSTANT_LIST(capabilities,
	CAP_CHOWN = 1 << 0, CAP_DAC_OVERRIDE = 1 << 1, CAP_DAC_READ_SEARCH = 1 << 2,
	CAP_FOWNER = 1 << 3, CAP_FSETID = 1 << 4, CAP_KILL = 1 << 5, CAP_SETGID = 1 << 6,
	CAP_SETUID = 1 << 7, CAP_SETPCAP = 1 << 8, CAP_LINUX_IMMUTABLE = 1 << 9,
	CAP_NET_BIND_SERVICE = 1 << 10, CAP_NET_BROADCAST = 1 << 11, CAP_NET_ADMIN = 1 << 12,
	CAP_NET_RAW = 1 << 13, CAP_IPC_LOCK = 1 << 14, CAP_IPC_OWNER = 1 << 15,
	CAP_SYS_MODULE = 1 << 16, CAP_SYS_RAWIO = 1 << 17, CAP_SYS_CHROOT = 1 << 18,
	CAP_SYS_PTRACE = 1 << 19, CAP_SYS_PACCT = 1 << 20, CAP_SYS_ADMIN = 1 << 21,
	CAP_SYS_BOOT = 1 << 22, CAP_SYS_NICE = 1 << 23, CAP_SYS_RESOURCE = 1 << 24,
	CAP_SYS_TIME = 1 << 25, CAP_SYS_TTY_CONFIG = 1 << 26, CAP_MKNOD = 1 << 27,
	CAP_LEASE = 1 << 28, CAP_AUDIT_WRITE = 1 << 29, CAP_AUDIT_CONTROL = 1 << 30,
	CAP_SETFCAP = 1 << 31, CAP_MAC_OVERRIDE = 1 << 32, CAP_MAC_ADMIN = 1 << 33,
	CAP_SYSLOG = 1 << 34, CAP_WAKE_ALARM = 1 << 35, CAP_BLOCK_SUSPEND = 1 << 36,
	CAP_AUDIT_READ = 1 << 37, CAP_PERFMON = 1 << 38, CAP_BPF = 1 << 39,
	CAP_CHECKPOINT_RESTORE = 1 << 40)

#ifdef __bpf__
#include "security.bpf.h"
#endif
#ifdef __KERNEL__
#include "security.stap.h"
#endif

/* A thread is about to change its user ids itself: setuid, setreuid, setresuid, setfsuid. */
struct WMK_KIND(setuid) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/task_fix_setuid", struct cred *new, const struct cred *old)
	WMK_BPF_AT("fentry/security_task_fix_setuid", struct cred *new, const struct cred *old)
	WMK_STAP_AT("kprobe.function(\"security_task_fix_setuid\")",
		     struct cred *new = pointer_arg(1), const struct cred *old = pointer_arg(2))
	WMK_BLIND("ids that come with a program (set-user-ID, file capabilities): see credchange")
	WMK_BLIND("calls that the kernel refuses for want of CAP_SETUID")

	__u32 RealUserId		WMK_BPF(wmk_id(new, uid));
	__u32 EffectiveUserId		WMK_BPF(wmk_id(new, euid));
	__u32 SavedUserId		WMK_BPF(wmk_id(new, suid));
	__u32 OldRealUserId		WMK_BPF(wmk_id(old, uid));
	__u32 OldEffectiveUserId	WMK_BPF(wmk_id(old, euid));
	__u32 OldSavedUserId		WMK_BPF(wmk_id(old, suid));
};

/* A thread is about to change its group ids itself: setgid, setregid, setresgid, setfsgid. */
struct WMK_KIND(setgid) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/task_fix_setgid", struct cred *new, const struct cred *old)
	WMK_BPF_AT("fentry/security_task_fix_setgid", struct cred *new, const struct cred *old)
	WMK_STAP_AT("kprobe.function(\"security_task_fix_setgid\")",
		     struct cred *new = pointer_arg(1), const struct cred *old = pointer_arg(2))
	WMK_BLIND("ids that come with a program (set-group-ID): see credchange; supplementary groups")
	WMK_BLIND("calls that the kernel refuses for want of CAP_SETGID")

	__u32 RealGroupId		WMK_BPF(wmk_id(new, gid));
	__u32 EffectiveGroupId		WMK_BPF(wmk_id(new, egid));
	__u32 SavedGroupId		WMK_BPF(wmk_id(new, sgid));
	__u32 OldRealGroupId		WMK_BPF(wmk_id(old, gid));
	__u32 OldEffectiveGroupId	WMK_BPF(wmk_id(old, egid));
	__u32 OldSavedGroupId		WMK_BPF(wmk_id(old, sgid));
};

/* A thread asks for other capabilities by capset. */
struct WMK_KIND(capset) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/capset", struct cred *new, const struct cred *old,
		   const void *effective, const void *inheritable, const void *permitted)
	WMK_BPF_AT("fentry/security_capset", struct cred *new, const struct cred *old,
		   const void *effective, const void *inheritable, const void *permitted)
	WMK_STAP_AT("kprobe.function(\"security_capset\")", const struct cred *old = pointer_arg(2),
		     const void *effective = pointer_arg(3),
		     const void *inheritable = pointer_arg(4),
		     const void *permitted = pointer_arg(5))
	WMK_BLIND("capabilities that change with user ids, with a program or a user namespace: see credchange")
	WMK_BLIND("the bounding and the ambient set, which prctl changes")
	WMK_CONSTANTS_OF(capabilities)

	/* A bit for each: CAP_SYS_ADMIN ... */
	__u64 Effective			WMK_BPF(wmk_capabilities(effective));
	__u64 Permitted			WMK_BPF(wmk_capabilities(permitted));
	__u64 Inheritable		WMK_BPF(wmk_capabilities(inheritable));
	__u64 OldEffective		WMK_BPF(wmk_cred_capabilities(old, cap_effective));
	__u64 OldPermitted		WMK_BPF(wmk_cred_capabilities(old, cap_permitted));
};

/* A thread gets new credentials, for whatever reason; nothing can refuse them any more. */
struct WMK_KIND(credchange) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/commit_creds", struct cred *new)
	WMK_STAP_AT("kprobe.function(\"commit_creds\")", struct cred *new = pointer_arg(1))
	WMK_BLIND("credentials that are overwritten where they lie in the kernel's memory")
	WMK_BLIND("credentials that the kernel borrows during one system call (override_creds)")
	WMK_CONSTANTS_OF(capabilities)

	/* 1 where the thread is running a new program, which may bring ids and capabilities along. */
	__u8 InExec			WMK_BPF(wmk_in_exec());
	__u32 RealUserId		WMK_BPF(wmk_id(new, uid));
	__u32 EffectiveUserId		WMK_BPF(wmk_id(new, euid));
	__u32 SavedUserId		WMK_BPF(wmk_id(new, suid));
	__u32 RealGroupId		WMK_BPF(wmk_id(new, gid));
	__u32 EffectiveGroupId		WMK_BPF(wmk_id(new, egid));
	__u32 SavedGroupId		WMK_BPF(wmk_id(new, sgid));
	/* A bit for each: CAP_SYS_ADMIN ... */
	__u64 Effective			WMK_BPF(wmk_cred_capabilities(new, cap_effective));
	__u64 Permitted			WMK_BPF(wmk_cred_capabilities(new, cap_permitted));
	/* The inode number of /proc/PID/ns/user, in which the capabilities hold. */
	__u32 UserNamespace		WMK_BPF(wmk_user_namespace(new));
	__u32 OldRealUserId		WMK_BPF(wmk_id(wmk_old_cred(), uid));
	__u32 OldEffectiveUserId	WMK_BPF(wmk_id(wmk_old_cred(), euid));
	__u32 OldSavedUserId		WMK_BPF(wmk_id(wmk_old_cred(), suid));
	__u32 OldRealGroupId		WMK_BPF(wmk_id(wmk_old_cred(), gid));
	__u32 OldEffectiveGroupId	WMK_BPF(wmk_id(wmk_old_cred(), egid));
	__u32 OldSavedGroupId		WMK_BPF(wmk_id(wmk_old_cred(), sgid));
	__u64 OldEffective		WMK_BPF(wmk_cred_capabilities(wmk_old_cred(), cap_effective));
	__u64 OldPermitted		WMK_BPF(wmk_cred_capabilities(wmk_old_cred(), cap_permitted));
	__u32 OldUserNamespace		WMK_BPF(wmk_user_namespace(wmk_old_cred()));
};

/* A process asks for what a debugger may: to attach to a thread, or to write into the memory of another process. */
struct WMK_KIND(ptraceattach) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/ptrace_access_check", struct task_struct *target, unsigned int mode)
	WMK_BPF_WHEN(mode & 0x02)
	WMK_BPF_AT("fentry/security_ptrace_access_check", struct task_struct *target, unsigned int mode)
	WMK_BPF_WHEN(mode & 0x02)
	WMK_STAP_AT("kprobe.function(\"security_ptrace_access_check\")",
		     struct task_struct *target = pointer_arg(1), unsigned int mode = uint_arg(2))
	WMK_STAP_WHEN(mode & 0x02)
	WMK_BLIND("what was refused before: to other users, or by another security module such as Yama")
	WMK_BLIND("which of the calls it is: ptrace, pidfd_getfd, process_vm_readv and process_vm_writev, or an open of "
		  "/proc/PID/mem or another file there that needs as much")
	WMK_BLIND("a child that asks its parent to trace it: see ptracetraceme")

	wmk_thread_t Target		WMK_BPF_TASK(target);
	wmk_process_t TargetProcess	WMK_BPF_TASK(target);
	/* Of the target. */
	char TargetComm[16]		WMK_BPF_FILL(wmk_fill_task_comm, target);
};

/* A process is about to let its parent trace it. */
struct WMK_KIND(ptracetraceme) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/ptrace_traceme", struct task_struct *tracer)
	WMK_BPF_AT("fentry/security_ptrace_traceme", struct task_struct *tracer)
	WMK_STAP_AT("kprobe.function(\"security_ptrace_traceme\")",
		     struct task_struct *tracer = pointer_arg(1))

	wmk_thread_t Tracer		WMK_BPF_TASK(tracer);
	wmk_process_t TracerProcess	WMK_BPF_TASK(tracer);
	/* Of the tracer. */
	char TracerComm[16]		WMK_BPF_FILL(wmk_fill_task_comm, tracer);
};

/* A process is about to send a signal to a process or a thread: kill, tgkill, sigqueue, pidfd_send_signal. */
struct WMK_KIND(signalsend) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/task_kill", struct task_struct *target, void *info, int signal)
	WMK_BPF_AT("fentry/security_task_kill", struct task_struct *target, void *info, int signal)
	WMK_STAP_AT("kprobe.function(\"security_task_kill\")",
		     struct task_struct *target = pointer_arg(1), int signal = int_arg(3))
	WMK_BLIND("signals that the kernel itself sends: of faults, timers, terminals, and of children that end")
	WMK_BLIND("signals to processes of other users, refused before")
	WMK_CONSTANTS_OF(signals)

	/* SIGKILL ...; 0 only asks whether it could be sent. One event for each process of a group. */
	__s32 Signal			WMK_BPF(signal);
	/* The first thread of the process where the whole process is meant. */
	wmk_thread_t Target		WMK_BPF_TASK(target);
	wmk_process_t TargetProcess	WMK_BPF_TASK(target);
	/* Of the target. */
	char TargetComm[16]		WMK_BPF_FILL(wmk_fill_task_comm, target);
};

/* A process is about to load an eBPF program. */
struct WMK_KIND(bpfload) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/bpf", int command, union bpf_attr *attributes)
	WMK_BPF_WHEN(command == BPF_PROG_LOAD)
	WMK_BPF_AT("fentry/security_bpf", int command, union bpf_attr *attributes)
	WMK_BPF_WHEN(command == BPF_PROG_LOAD)
	WMK_STAP_AT("kprobe.function(\"security_bpf\")", int command = int_arg(1),
		     union bpf_attr *attributes = pointer_arg(2))
	WMK_STAP_WHEN(command == BPF_PROG_LOAD)
	WMK_BLIND("filters of sockets and of seccomp in the old language (SO_ATTACH_FILTER)")
	WMK_CONSTANTS(BPF_PROG_TYPE_SOCKET_FILTER = 1, BPF_PROG_TYPE_KPROBE = 2, BPF_PROG_TYPE_SCHED_CLS = 3,
		      BPF_PROG_TYPE_TRACEPOINT = 5, BPF_PROG_TYPE_XDP = 6, BPF_PROG_TYPE_PERF_EVENT = 7,
		      BPF_PROG_TYPE_CGROUP_SKB = 8, BPF_PROG_TYPE_RAW_TRACEPOINT = 17, BPF_PROG_TYPE_TRACING = 26,
		      BPF_PROG_TYPE_STRUCT_OPS = 27, BPF_PROG_TYPE_EXT = 28, BPF_PROG_TYPE_LSM = 29,
		      BPF_PROG_TYPE_SYSCALL = 31)

	/* BPF_PROG_TYPE_KPROBE ... */
	__u32 Type			WMK_BPF(attributes->prog_type);
	__u32 Instructions		WMK_BPF(attributes->insn_cnt);
	/* What the process calls the program. */
	char Name[16]			WMK_BPF_FILL(wmk_fill_string, attributes->prog_name);
};

/* A thread enters other namespaces: setns, or unshare, which makes them. */
struct WMK_KIND(namespaceenter) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/switch_task_namespaces", struct task_struct *task, struct nsproxy *new)
	WMK_BPF_WHEN(new != NULL)
	WMK_STAP_AT("kprobe.function(\"switch_task_namespaces\")",
		     struct nsproxy *new = pointer_arg(2))
	WMK_STAP_WHEN(new != NULL)
	WMK_BLIND("namespaces that clone makes for a new process; user namespaces: see credchange")

	/* Inode numbers of /proc/PID/ns: what the thread is in from now on, changed or not. */
	__u32 NewMountNamespace		WMK_BPF(wmk_namespace(new, mnt_ns));
	/* Of children to come: the thread itself stays where it is. */
	__u32 NewPidNamespace		WMK_BPF(wmk_namespace(new, pid_ns_for_children));
	__u32 NewNetNamespace		WMK_BPF(wmk_namespace(new, net_ns));
	__u32 NewUtsNamespace		WMK_BPF(wmk_namespace(new, uts_ns));
	__u32 NewIpcNamespace		WMK_BPF(wmk_namespace(new, ipc_ns));
	__u32 NewCgroupNamespace	WMK_BPF(wmk_namespace(new, cgroup_ns));
};

/* A file system is about to be mounted by mount(2), bound to a second place, or mounted otherwise. */
struct WMK_KIND(mount) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/sb_mount", const char *source, const struct path *path,
		   const char *type, unsigned long flags)
	WMK_BPF_AT("fentry/security_sb_mount", const char *source, const struct path *path,
		   const char *type, unsigned long flags)
	WMK_STAP_AT("kprobe.function(\"security_sb_mount\")", const char *source = pointer_arg(1),
		     const struct path *path = pointer_arg(2), const char *type = pointer_arg(3),
		     unsigned long flags = ulong_arg(4))
	WMK_BLIND("mounts by the newer calls (fsopen, open_tree): see movemount")
	WMK_CONSTANTS_OF(paths)
	WMK_CONSTANTS(MS_RDONLY = 1, MS_NOSUID = 2, MS_NODEV = 4, MS_NOEXEC = 8, MS_REMOUNT = 32,
		      MS_BIND = 4096, MS_MOVE = 8192, MS_REC = 16384, MS_PRIVATE = 1 << 18,
		      MS_SLAVE = 1 << 19, MS_SHARED = 1 << 20)

	/* As given: a device, a name, or with MS_BIND a path, which may be relative; the first 255 bytes. */
	char Source[256]		WMK_BPF_FILL(wmk_fill_string, source);
	/* Where: the first 255 bytes. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path_at, path->mnt, path->dentry);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut_at(path->mnt, path->dentry));
	/* "ext4", "overlay" ...; empty where the call needs none. */
	char Type[32]			WMK_BPF_FILL(wmk_fill_string, type);
	/* MS_RDONLY ... */
	__u64 Flags			WMK_BPF(flags);
};

/* A mount is about to get its place, or another one, by move_mount(2). */
struct WMK_KIND(movemount) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/move_mount", const struct path *from, const struct path *to)
	WMK_BPF_AT("fentry/security_move_mount", const struct path *from, const struct path *to)
	WMK_STAP_AT("kprobe.function(\"security_move_mount\")",
		     const struct path *to = pointer_arg(2))
	WMK_BLIND("mounts by mount(2): see mount; what is done to a mount that has no place yet")
	WMK_CONSTANTS_OF(paths)

	/* Where to: the first 255 bytes. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path_at, to->mnt, to->dentry);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut_at(to->mnt, to->dentry));
};

/* A process is about to read a key of the kernel's keyrings: keyctl(KEYCTL_READ). */
struct WMK_KIND(keyread) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/keyctl_read_key", int key)
	WMK_STAP_AT("kprobe.function(\"keyctl_read_key\")", int key = int_arg(1))
	WMK_BLIND("keys that the kernel reads for itself: of encrypted disks, file systems, DNS")

	/* The number of the key, which /proc/keys shows in hexadecimal; negative: one of the thread's own keyrings. */
	__s32 Serial			WMK_BPF(key);
};

#endif /* WMK_EVENTS_SECURITY_H */
