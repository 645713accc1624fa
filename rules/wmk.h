/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.h - the words in which a catalogue of event kinds is written
 *
 * A catalogue is a C header with one struct per kind. A C compiler sees the
 * struct alone, so that a program can include the same header; wmkgen also
 * reads the markers below, which expand to nothing.
 *
 *	(comment: what happened, in one sentence)
 *	struct WMK_KIND(name) {
 *		WMK_ATTEMPTED or WMK_DONE
 *		WMK_IN_TASK
 *		WMK_BPF_AT("tp_btf/sys_enter", struct pt_regs *regs, long id)
 *		WMK_BLIND("what this kind does not see")
 *
 *		__s32 Field	WMK_BPF(expression over the parameters);
 *	};
 *
 * Every kind also has, without declaring them: TimeStamp, ProcessId, ThreadId,
 * ParentId, StartTime, UserId, GroupId, Cpu, Comm, CgroupId, PidNamespace,
 * NamespaceProcessId, MountNamespace, all of the current task. A kind that
 * declares a field of such a name replaces it; one that replaces ProcessId as
 * its subject is another task says of the others, too, what they are.
 */
#ifndef WMK_H
#define WMK_H

#include <linux/types.h>

#define WMK_KIND(name)		wmk_kind_##name

/* When the event is read: before the kernel does it, or after. */
#define WMK_ATTEMPTED
#define WMK_DONE

/*
 * The subject is the current task, read in its own context where memory may
 * be allocated: not in an interrupt, not under a scheduler lock.
 */
#define WMK_IN_TASK

/*
 * The subject is not the current task: but for TimeStamp and Cpu the kind has
 * none of these fields unless it declares them.
 */
#define WMK_NO_TASK

/* What the kind does not see; repeatable. The second: in addition, where SystemTap raises it. */
#define WMK_BLIND(text)
#define WMK_STAP_BLIND(text)

/* Named constants that conditions on this kind may use: NAME = value, ... */
#define WMK_CONSTANTS(...)

/* The same of a list that several kinds share. */
#define WMK_CONSTANTS_OF(list)

/*
 * Outside of kinds, in this header or in one that it includes by "name": such
 * a list.
 */
#define WMK_CONSTANT_LIST(list, ...)

/*
 * Where an eBPF program attaches, and the parameters it gets there: tp_btf/,
 * fentry/, fexit/, fmod_ret/ or lsm/. Several stand in order of preference, and all give
 * the names that the fields' expressions use.
 */
#define WMK_BPF_AT(section, ...)

/*
 * The same events happen at another place as well: begins a list of its own,
 * which WMK_BPF_AT goes on with. The kind is there where the kernel has one
 * point of each list.
 */
#define WMK_BPF_ALSO_AT(section, ...)

/* At the attach point before it, the event happens only where this is true. */
#define WMK_BPF_WHEN(...)

/*
 * The same for SystemTap: a probe as a script spells it, and behind each parameter
 * what the script gives for it, a number in SystemTap's language:
 *
 *	WMK_STAP_AT("kernel.trace(\"sys_enter\")", struct pt_regs *regs = $regs, long id = $id)
 *	WMK_STAP_AT("kprobe.function(\"f\").return", void *a = @entry(pointer_arg(1)), int result = returnval())
 *
 * Several are alternatives, the first that the kernel has; all give the names that
 * the fields' expressions use. A kind with none is not there on this target.
 */
#define WMK_STAP_AT(probe, ...)
#define WMK_STAP_ALSO_AT(probe, ...)
#define WMK_STAP_WHEN(...)

/*
 * How a field is read: the value of an expression; for an array or an address
 * a call f(destination, bytes, arguments...); for wmk_process_t and
 * wmk_thread_t the struct task_struct * that it is the number of.
 */
#define WMK_BPF(...)
#define WMK_BPF_FILL(function, ...)
#define WMK_BPF_TASK(...)

/*
 * The same in SystemTap's module, where it is not by the same expression. In both
 * they may call functions of the catalogue's own, which a header defines for eBPF
 * within #ifdef __bpf__ and for modules within #ifdef __KERNEL__.
 */
#define WMK_STAP(...)
#define WMK_STAP_FILL(function, ...)
#define WMK_STAP_TASK(...)

/*
 * The number of a process (tgid) or of a thread (tid). Joined with another,
 * it means that one instance of it: number and start time.
 */
typedef __u32 wmk_process_t;
typedef __u32 wmk_thread_t;

/* An IPv6 address, or an IPv4 address mapped into ::ffff:0:0/96. */
typedef struct {
	__u8 bytes[16];
} wmk_address_t;

#endif /* WMK_H */
