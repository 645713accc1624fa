/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * fed.h - the event that host.c feeds to the programs of the kinds of kinds.h
 */
#ifndef WMK_HOST_FED_H
#define WMK_HOST_FED_H

#include <string.h>
#include <linux/types.h>

struct task_struct;

struct fed_event {
	__u64 time;
	__s64 a, b, c, d;
	struct task_struct *p, *q;
	char s[32];
	__u8 address;
};

/* What follows the end of a string is anything, as behind bpf_probe_read_kernel_str(). */
static inline void fed_string(char *to, __u32 bytes, const char *from)
{
	size_t length = strlen(from) < bytes ? strlen(from) : bytes - 1;

	memset(to, 0xa5, bytes);
	memcpy(to, from, length);
	to[length] = '\0';
}

/* :: and ::1, then 10.0.0.2 and so on, which are mapped into IPv6. */
static inline void fed_address(void *to, __u32 bytes, __u8 last)
{
	__u8 *address = to;

	memset(to, 0, bytes);
	if (last > 1) {
		address[10] = 0xff;
		address[11] = 0xff;
		address[12] = 10;
	}
	address[bytes - 1] = last;
}

#endif /* WMK_HOST_FED_H */
