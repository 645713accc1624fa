/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * marks.h - kinds of events that a trigger's line "A mark b VALUE KEY" raises
 *
 * A mark is a prctl(2) that the kernel has no such option for, and refuses: it
 * changes nothing, nobody else makes it, and who makes it says all its fields.
 * That these kinds work also shows that a user's own header adds kinds.
 */
#ifndef MARKS_H
#define MARKS_H

#include "wmk.h"

/* As in kernel-tests/triggers/verbs.c. */
#define WMK_MARK 0x776d6b01

/* Mark a. */
struct WMK_KIND(a) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_task_prctl", int option, unsigned long kind,
		   unsigned long value, unsigned long key)
	WMK_BPF_WHEN(option == WMK_MARK && kind == 'a')
	WMK_STAP_AT("kprobe.function(\"security_task_prctl\")", int option = int_arg(1),
		     unsigned long kind = ulong_arg(2), unsigned long value = ulong_arg(3),
		     unsigned long key = ulong_arg(4))
	WMK_STAP_WHEN(option == WMK_MARK && kind == 'a')

	__s64 Value	WMK_BPF(value);
	__u64 Key	WMK_BPF(key);
};

/* Mark b. */
struct WMK_KIND(b) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_task_prctl", int option, unsigned long kind,
		   unsigned long value, unsigned long key)
	WMK_BPF_WHEN(option == WMK_MARK && kind == 'b')
	WMK_STAP_AT("kprobe.function(\"security_task_prctl\")", int option = int_arg(1),
		     unsigned long kind = ulong_arg(2), unsigned long value = ulong_arg(3),
		     unsigned long key = ulong_arg(4))
	WMK_STAP_WHEN(option == WMK_MARK && kind == 'b')

	__s64 Value	WMK_BPF(value);
	__u64 Key	WMK_BPF(key);
};

/* Mark c. */
struct WMK_KIND(c) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_task_prctl", int option, unsigned long kind,
		   unsigned long value, unsigned long key)
	WMK_BPF_WHEN(option == WMK_MARK && kind == 'c')
	WMK_STAP_AT("kprobe.function(\"security_task_prctl\")", int option = int_arg(1),
		     unsigned long kind = ulong_arg(2), unsigned long value = ulong_arg(3),
		     unsigned long key = ulong_arg(4))
	WMK_STAP_WHEN(option == WMK_MARK && kind == 'c')

	__s64 Value	WMK_BPF(value);
	__u64 Key	WMK_BPF(key);
};

/* Mark d. */
struct WMK_KIND(d) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_task_prctl", int option, unsigned long kind,
		   unsigned long value, unsigned long key)
	WMK_BPF_WHEN(option == WMK_MARK && kind == 'd')
	WMK_STAP_AT("kprobe.function(\"security_task_prctl\")", int option = int_arg(1),
		     unsigned long kind = ulong_arg(2), unsigned long value = ulong_arg(3),
		     unsigned long key = ulong_arg(4))
	WMK_STAP_WHEN(option == WMK_MARK && kind == 'd')

	__s64 Value	WMK_BPF(value);
	__u64 Key	WMK_BPF(key);
};

#endif /* MARKS_H */
