/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * kinds.h - the kinds of src/oracle/native/kinds.h for a monitor in the
 * kernel: the same fields, and the standard ones too, are read from what is fed
 */
#ifndef WMK_FED_KINDS_H
#define WMK_FED_KINDS_H

#include "wmk.h"

#if defined(__bpf__) || defined(__KERNEL__)
#include "fed.h"
#endif

/* The first kind. */
struct WMK_KIND(k0) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_0", __u64 at)
	WMK_STAP_AT("wmk.feed(0)", __u64 at = at)

	__s32 A			WMK_BPF(fed(at)->a);
	__u32 B			WMK_BPF(fed(at)->b);
	__u64 C			WMK_BPF(fed(at)->c);
	__s64 D			WMK_BPF(fed(at)->d);
	wmk_process_t P		WMK_BPF_TASK(&fed(at)->p);
	wmk_thread_t Q		WMK_BPF_TASK(&fed(at)->q);
	char S[16]		WMK_BPF_FILL(fed_string, fed(at)->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
};

/* The second kind. */
struct WMK_KIND(k1) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_1", __u64 at)
	WMK_STAP_AT("wmk.feed(1)", __u64 at = at)

	__u32 A			WMK_BPF(fed(at)->a);
	__s64 B			WMK_BPF(fed(at)->b);
	__u64 C			WMK_BPF(fed(at)->c);
	__s16 D			WMK_BPF(fed(at)->d);
	wmk_process_t P		WMK_BPF_TASK(&fed(at)->p);
	wmk_thread_t Q		WMK_BPF_TASK(&fed(at)->q);
	char S[8]		WMK_BPF_FILL(fed_string, fed(at)->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
};

/* The third kind, whose P is a plain number. */
struct WMK_KIND(k2) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_2", __u64 at)
	WMK_STAP_AT("wmk.feed(2)", __u64 at = at)

	__s64 A			WMK_BPF(fed(at)->a);
	__u8 B			WMK_BPF(fed(at)->b);
	__u32 C			WMK_BPF(fed(at)->c);
	__u64 D			WMK_BPF(fed(at)->d);
	__u32 P			WMK_BPF(fed(at)->p.number);
	wmk_thread_t Q		WMK_BPF_TASK(&fed(at)->q);
	char S[16]		WMK_BPF_FILL(fed_string, fed(at)->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
};

/* The fourth kind, read where memory cannot be had, whose Q is a process. */
struct WMK_KIND(k3) {
	WMK_ATTEMPTED
	WMK_BPF_AT("fentry/wmk_feed_3", __u64 at)
	WMK_STAP_AT("wmk.feed(3)", __u64 at = at)

	__u8 A			WMK_BPF(fed(at)->a);
	__s32 B			WMK_BPF(fed(at)->b);
	__s32 C			WMK_BPF(fed(at)->c);
	__s8 D			WMK_BPF(fed(at)->d);
	wmk_process_t P		WMK_BPF_TASK(&fed(at)->p);
	wmk_process_t Q		WMK_BPF_TASK(&fed(at)->q);
	char S[12]		WMK_BPF_FILL(fed_string, fed(at)->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
};

/* The fifth kind, whose subject is nobody; it says itself whose it is, and happens only where A is not 3. */
struct WMK_KIND(k4) {
	WMK_DONE
	WMK_NO_TASK
	WMK_BPF_AT("fentry/wmk_feed_4", __u64 at)
	WMK_BPF_WHEN(fed(at)->a != 3)
	WMK_STAP_AT("wmk.feed(4)", __u64 at = at)
	WMK_STAP_WHEN(fed(at)->a != 3)

	__s16 A			WMK_BPF(fed(at)->a);
	__u16 B			WMK_BPF(fed(at)->b);
	__u64 C			WMK_BPF(fed(at)->c);
	__s64 D			WMK_BPF(fed(at)->d);
	wmk_process_t P		WMK_BPF_TASK(&fed(at)->p);
	wmk_thread_t Q		WMK_BPF_TASK(&fed(at)->q);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->p);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
};

#endif /* WMK_FED_KINDS_H */
