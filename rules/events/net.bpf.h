/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * net.bpf.h - how the fields of sockets and packets are read
 */
#ifndef WMK_EVENTS_NET_BPF_H
#define WMK_EVENTS_NET_BPF_H

#include <bpf/bpf_endian.h>
#include "read.bpf.h"

/* What user space laid out; not the kernel's to move. */
struct wmk_sockaddr {
	__u16 family;
	__be16 port;
	union {
		__be32 v4;
		struct {
			__be32 flowinfo;
			__u8 v6[16];
		};
	};
};

#define WMK_AF_INET		2
#define WMK_AF_INET6		10

static __always_inline __u16 wmk_address_family(const void *address, int bytes)
{
	struct wmk_sockaddr a = {};

	if (bytes >= 2)
		bpf_probe_read_kernel(&a, 2, address);
	return a.family;
}

static __always_inline __u16 wmk_address_port(const void *address, int bytes)
{
	struct wmk_sockaddr a = {};

	if (bytes >= 8)
		bpf_probe_read_kernel(&a, 4, address);
	if (a.family != WMK_AF_INET && a.family != WMK_AF_INET6)
		return 0;
	return bpf_ntohs(a.port);
}

static __always_inline void wmk_fill_address(void *to, __u32 size,
					     const void *address, int bytes)
{
	struct wmk_sockaddr a = {};
	wmk_address_t out = {};

	if (bytes >= 24)
		bpf_probe_read_kernel(&a, 24, address);
	else if (bytes >= 8)
		bpf_probe_read_kernel(&a, 8, address);
	if (a.family == WMK_AF_INET6 && bytes >= 24) {
		__builtin_memcpy(&out, a.v6, sizeof(out));
	} else if (a.family == WMK_AF_INET) {
		out.bytes[10] = 0xff;
		out.bytes[11] = 0xff;
		__builtin_memcpy(&out.bytes[12], &a.v4, sizeof(a.v4));
	}
	__builtin_memcpy(to, &out, size);
}

#endif /* WMK_EVENTS_NET_BPF_H */
