/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * large.h - kinds that can be fed, with strings as long as the language allows
 */
#ifndef WMK_FED_LARGE_H
#define WMK_FED_LARGE_H

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
	char Text[256]		WMK_BPF_FILL(fed_string, fed(at)->s);
	char Other[256]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);
	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
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
	char Text[256]		WMK_BPF_FILL(fed_string, fed(at)->s);
	char Other[256]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);
	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
};

/* The third kind. */
struct WMK_KIND(k2) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/wmk_feed_2", __u64 at)
	WMK_STAP_AT("wmk.feed(2)", __u64 at = at)

	__s64 A			WMK_BPF(fed(at)->a);
	__u8 B			WMK_BPF(fed(at)->b);
	__u32 C			WMK_BPF(fed(at)->c);
	__u64 D			WMK_BPF(fed(at)->d);
	wmk_process_t P		WMK_BPF_TASK(&fed(at)->p);
	wmk_thread_t Q		WMK_BPF_TASK(&fed(at)->q);
	char Text[256]		WMK_BPF_FILL(fed_string, fed(at)->s);
	char Other[256]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);
	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
};

/* The fourth kind, of nobody. */
struct WMK_KIND(k3) {
	WMK_ATTEMPTED
	WMK_NO_TASK
	WMK_BPF_AT("fentry/wmk_feed_3", __u64 at)
	WMK_STAP_AT("wmk.feed(3)", __u64 at = at)

	__u8 A			WMK_BPF(fed(at)->a);
	__s32 B			WMK_BPF(fed(at)->b);
	__s32 C			WMK_BPF(fed(at)->c);
	__s8 D			WMK_BPF(fed(at)->d);
	wmk_process_t P		WMK_BPF_TASK(&fed(at)->p);
	wmk_thread_t Q		WMK_BPF_TASK(&fed(at)->q);
	char Text[256]		WMK_BPF_FILL(fed_string, fed(at)->s);
	char Other[256]		WMK_BPF_FILL(fed_string, fed(at)->comm);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed(at)->n);
	__u64 TimeStamp		WMK_BPF(fed(at)->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(&fed(at)->process);
	wmk_thread_t ThreadId	WMK_BPF_TASK(&fed(at)->thread);
};

#endif /* WMK_FED_LARGE_H */
