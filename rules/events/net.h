/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * net.h - kinds of events: sockets and packets
 */
#ifndef WMK_EVENTS_NET_H
#define WMK_EVENTS_NET_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "net.bpf.h"
#endif

/* A socket is about to be connected. */
struct WMK_KIND(connect) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/socket_connect", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_BPF_AT("fentry/security_socket_connect", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_BLIND("TCP fast open and datagrams sent without connect(2)")
	WMK_CONSTANTS(AF_UNSPEC = 0, AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10)

	/* AF_INET ... of the address; AF_UNSPEC dissolves a connection. */
	__u16 Family			WMK_BPF(wmk_address_family(address, address_bytes));
	/* All zero where Family is neither AF_INET nor AF_INET6. */
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_address, address, address_bytes);
	/* In the host's byte order; 0 where the family has none. */
	__u16 Port			WMK_BPF(wmk_address_port(address, address_bytes));
};

#endif /* WMK_EVENTS_NET_H */
