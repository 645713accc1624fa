/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmkevents.h - the kinds that nosyscallexit.wmk names, raised by play.c
 *
 * On a Linux that works, every system call returns or its thread ends, so that
 * the rule has nothing to report. Here its events are prctl(2) calls with an
 * option that the kernel does not know: whoever makes them says what happened.
 * The rule finds this header, and not the shipped one, because it stands
 * beside it.
 */
#ifndef WMKEVENTS_H
#define WMKEVENTS_H

#include "wmk.h"

#define WMK_PLAYED 0x776d6b01	/* as in play.c */

/* A thread is said to enter a system call. */
struct WMK_KIND(syscall) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_task_prctl", int option, unsigned long kind,
		   unsigned long number)
	WMK_BPF_WHEN(option == WMK_PLAYED && kind == 's')

	__s32 SyscallNr	WMK_BPF(number);
};

/* Its call is said to return. */
struct WMK_KIND(syscallexit) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_task_prctl", int option, unsigned long kind)
	WMK_BPF_WHEN(option == WMK_PLAYED && kind == 'e')
};

/* The thread is said to end. */
struct WMK_KIND(threadtermination) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_task_prctl", int option, unsigned long kind)
	WMK_BPF_WHEN(option == WMK_PLAYED && kind == 't')
};

#endif /* WMKEVENTS_H */
