/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * kinds.h - kinds of events for trying generated code on the host: the same
 * fields in types of all widths and signs
 */
#ifndef WMK_HOST_KINDS_H
#define WMK_HOST_KINDS_H

#include "wmk.h"

/* The first kind. */
struct WMK_KIND(k0) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/k0", struct fed_event *fed)

	__s32 A			WMK_BPF(fed->a);
	__u32 B			WMK_BPF(fed->b);
	__u64 C			WMK_BPF(fed->c);
	__s64 D			WMK_BPF(fed->d);
	wmk_process_t P		WMK_BPF_TASK(fed->p);
	wmk_thread_t Q		WMK_BPF_TASK(fed->q);
	char S[16]		WMK_BPF_FILL(fed_string, fed->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed->address);
};

/* The second kind. */
struct WMK_KIND(k1) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/k1", struct fed_event *fed)

	__u32 A			WMK_BPF(fed->a);
	__s64 B			WMK_BPF(fed->b);
	__u64 C			WMK_BPF(fed->c);
	__s16 D			WMK_BPF(fed->d);
	wmk_process_t P		WMK_BPF_TASK(fed->p);
	wmk_thread_t Q		WMK_BPF_TASK(fed->q);
	char S[8]		WMK_BPF_FILL(fed_string, fed->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed->address);
};

/* The third kind, whose P is a plain number. */
struct WMK_KIND(k2) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/k2", struct fed_event *fed)

	__s64 A			WMK_BPF(fed->a);
	__u8 B			WMK_BPF(fed->b);
	__u32 C			WMK_BPF(fed->c);
	__u64 D			WMK_BPF(fed->d);
	__u32 P			WMK_BPF(fed->p->tgid);
	wmk_thread_t Q		WMK_BPF_TASK(fed->q);
	char S[16]		WMK_BPF_FILL(fed_string, fed->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed->address);
};

/* The fourth kind, read where memory cannot be had, whose Q is a process. */
struct WMK_KIND(k3) {
	WMK_ATTEMPTED
	WMK_BPF_AT("tp_btf/k3", struct fed_event *fed)

	__u8 A			WMK_BPF(fed->a);
	__s32 B			WMK_BPF(fed->b);
	__s32 C			WMK_BPF(fed->c);
	__s8 D			WMK_BPF(fed->d);
	wmk_process_t P		WMK_BPF_TASK(fed->p);
	wmk_process_t Q		WMK_BPF_TASK(fed->q);
	char S[12]		WMK_BPF_FILL(fed_string, fed->s);
	wmk_address_t N		WMK_BPF_FILL(fed_address, fed->address);
};

/* The fifth kind, whose subject is nobody; it says itself when and whose it is, and happens only where A is not 3. */
struct WMK_KIND(k4) {
	WMK_DONE
	WMK_NO_TASK
	WMK_BPF_AT("tp_btf/k4", struct fed_event *fed)
	WMK_BPF_WHEN(fed->a != 3)

	__u64 TimeStamp		WMK_BPF(fed->time);
	wmk_process_t ProcessId	WMK_BPF_TASK(fed->p);
	__s16 A			WMK_BPF(fed->a);
	__u16 B			WMK_BPF(fed->b);
	__u64 C			WMK_BPF(fed->c);
	__s64 D			WMK_BPF(fed->d);
	wmk_process_t P		WMK_BPF_TASK(fed->p);
	wmk_thread_t Q		WMK_BPF_TASK(fed->q);
};

#endif /* WMK_HOST_KINDS_H */
