/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * fedevents.h - kinds of events that a case's trace is made of: nothing raises
 * them but who feeds them, so they look like what a rule is about
 */
#ifndef FEDEVENTS_H
#define FEDEVENTS_H

#include "wmk.h"

#if defined(__bpf__) || defined(__KERNEL__)
#include "fed.h"
#endif

/* A thread takes a lock. */
struct WMK_KIND(lock) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_0", __u64 at)
	WMK_STAP_AT("wmk.feed(0)", __u64 at = at)

	__u64 Lock		WMK_BPF(fed(at)->a);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A thread gives a lock back. */
struct WMK_KIND(unlock) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_1", __u64 at)
	WMK_STAP_AT("wmk.feed(1)", __u64 at = at)

	__u64 Lock		WMK_BPF(fed(at)->a);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A process opens a file. */
struct WMK_KIND(open) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_2", __u64 at)
	WMK_STAP_AT("wmk.feed(2)", __u64 at = at)
	WMK_CONSTANTS(O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0100)

	char Path[64]		WMK_BPF_FILL(fed_string, fed(at)->s);
	__u64 File		WMK_BPF(fed(at)->a);
	__u32 Flags		WMK_BPF(fed(at)->b);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A process reads from a file. */
struct WMK_KIND(read) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_3", __u64 at)
	WMK_STAP_AT("wmk.feed(3)", __u64 at = at)

	__u64 File		WMK_BPF(fed(at)->a);
	__s64 Size		WMK_BPF(fed(at)->b);
	__u32 Offset		WMK_BPF(fed(at)->c);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A process writes to a file. */
struct WMK_KIND(write) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_4", __u64 at)
	WMK_STAP_AT("wmk.feed(4)", __u64 at = at)

	__u64 File		WMK_BPF(fed(at)->a);
	__s64 Size		WMK_BPF(fed(at)->b);
	__u32 Offset		WMK_BPF(fed(at)->c);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A process sends something to an address. */
struct WMK_KIND(send) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_5", __u64 at)
	WMK_STAP_AT("wmk.feed(5)", __u64 at = at)

	wmk_address_t Address	WMK_BPF_FILL(fed_address, fed(at)->n);
	__u16 Port		WMK_BPF(fed(at)->a);
	__s64 Size		WMK_BPF(fed(at)->b);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A process makes another one; the subject is who makes it. */
struct WMK_KIND(spawn) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_6", __u64 at)
	WMK_STAP_AT("wmk.feed(6)", __u64 at = at)

	wmk_process_t Child	WMK_BPF_TASK(&fed(at)->p);
	wmk_thread_t ChildThread	WMK_BPF_TASK(&fed(at)->q);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A process begins to run a program. */
struct WMK_KIND(run) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_7", __u64 at)
	WMK_STAP_AT("wmk.feed(7)", __u64 at = at)

	char Program[64]	WMK_BPF_FILL(fed_string, fed(at)->s);
	__s32 Argument		WMK_BPF(fed(at)->a);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

/* A number of each width and sign. */
struct WMK_KIND(mark) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_8", __u64 at)
	WMK_STAP_AT("wmk.feed(8)", __u64 at = at)

	__s64 Value		WMK_BPF(fed(at)->a);
	__u64 Key		WMK_BPF(fed(at)->b);
	__s8 Small		WMK_BPF(fed(at)->c);
	__u64 Large		WMK_BPF(fed(at)->d);

	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
	wmk_process_t ParentId	WMK_BPF_TASK(&fed(at)->parent);
	__u32 UserId		WMK_BPF(fed(at)->user);
	__u32 Cpu		WMK_BPF(fed(at)->cpu);
	char Comm[16]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	__u64 CgroupId		WMK_BPF(fed(at)->cgroup);
};

#endif /* FEDEVENTS_H */
