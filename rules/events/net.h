/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * net.h - kinds of events: sockets and packets
 *
 * Address and Port are those of the peer, LocalAddress and LocalPort those of
 * this side; ports are in the host's byte order. What a family does not have
 * is 0. Of a socket of AF_INET6 that talks IPv4 addresses are mapped ones,
 * which are equal to IPv4 addresses.
 */
#ifndef WMK_EVENTS_NET_H
#define WMK_EVENTS_NET_H

#include "../wmk.h"
#include "../wmkconstants.h"

WMK_CONSTANT_LIST(families, AF_UNSPEC = 0, AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10)

#ifdef __bpf__
#include "net.bpf.h"
#endif
#ifdef __KERNEL__
#include "net.stap.h"
#endif

/* A socket is about to be connected. */
struct WMK_KIND(connect) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/socket_connect", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_BPF_AT("fentry/security_socket_connect", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_STAP_AT("kprobe.function(\"security_socket_connect\")",
		     struct sockaddr *address = pointer_arg(2), int address_bytes = int_arg(3))
	WMK_BLIND("TCP fast open and datagrams sent without connect(2)")
	WMK_CONSTANTS_OF(families)

	/* AF_INET ... of the address; AF_UNSPEC dissolves a connection. */
	__u16 Family			WMK_BPF(wmk_address_family(address, address_bytes));
	/* All zero where Family is neither AF_INET nor AF_INET6. */
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_address, address, address_bytes);
	/* In the host's byte order; 0 where the family has none. */
	__u16 Port			WMK_BPF(wmk_address_port(address, address_bytes));
};

/* A connection was accepted; its descriptor is not installed yet. */
struct WMK_KIND(accept) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fexit/do_accept", struct file *listening, void *how,
		   void *peer, int *peer_bytes, int flags, struct file *accepted)
	WMK_BPF_WHEN(!wmk_is_error(accepted))
	WMK_STAP_AT("kprobe.function(\"fd_install\")", struct file *accepted = pointer_arg(2))
	WMK_STAP_WHEN(wmk_is_accepted(accepted))
	WMK_STAP_BLIND("what io_uring accepts into a file that it keeps for itself, and connections of TIPC")
	WMK_BLIND("connections that the kernel accepts for itself: NFS, SMB, iSCSI")
	WMK_BLIND("datagrams, which are received without being accepted")
	WMK_CONSTANTS_OF(families)

	/* Of the socket. */
	__u16 Family			WMK_BPF(wmk_socket_family(wmk_file_socket(accepted)));
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_socket_address, wmk_file_socket(accepted));
	__u16 Port			WMK_BPF(wmk_socket_port(wmk_file_socket(accepted)));
	wmk_address_t LocalAddress	WMK_BPF_FILL(wmk_fill_socket_local, wmk_file_socket(accepted));
	__u16 LocalPort			WMK_BPF(wmk_socket_local_port(wmk_file_socket(accepted)));
};

/* A socket is about to get a local address. */
struct WMK_KIND(bind) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/socket_bind", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_BPF_AT("fentry/security_socket_bind", struct socket *socket,
		   struct sockaddr *address, int address_bytes)
	WMK_STAP_AT("kprobe.function(\"security_socket_bind\")",
		     struct sockaddr *address = pointer_arg(2), int address_bytes = int_arg(3))
	WMK_BLIND("ports that the kernel chooses where a program binds none")
	WMK_CONSTANTS_OF(families)

	/* Of the address. */
	__u16 Family			WMK_BPF(wmk_address_family(address, address_bytes));
	/* All zero: every address of this machine. */
	wmk_address_t LocalAddress	WMK_BPF_FILL(wmk_fill_address, address, address_bytes);
	/* 0: one that the kernel is to choose. */
	__u16 LocalPort			WMK_BPF(wmk_address_port(address, address_bytes));
};

/* A socket is about to wait for connections. */
struct WMK_KIND(listen) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/socket_listen", struct socket *socket, int backlog)
	WMK_BPF_AT("fentry/security_socket_listen", struct socket *socket, int backlog)
	WMK_STAP_AT("kprobe.function(\"security_socket_listen\")",
		     struct socket *socket = pointer_arg(1), int backlog = int_arg(2))
	WMK_BLIND("sockets that wait for datagrams, which do not listen")
	WMK_CONSTANTS_OF(families)

	/* Of the socket. */
	__u16 Family			WMK_BPF(wmk_socket_family(socket));
	wmk_address_t LocalAddress	WMK_BPF_FILL(wmk_fill_socket_local, socket);
	/* 0 where none was bound: the kernel chooses one now. */
	__u16 LocalPort			WMK_BPF(wmk_socket_local_port(socket));
	/* How many connections may wait to be accepted. */
	__s32 Backlog			WMK_BPF(backlog);
};

/* TCP is given a packet that came in, whether a socket exists for it or not; before its checksum is looked at. */
struct WMK_KIND(tcpreceive) {
	WMK_ATTEMPTED
	WMK_NO_TASK
	WMK_BPF_AT("fentry/tcp_v4_rcv", struct sk_buff *skb)
	WMK_BPF_WHEN(wmk_has_tcp(skb))
	WMK_BPF_ALSO_AT("fentry/tcp_v6_rcv", struct sk_buff *skb)
	WMK_BPF_WHEN(wmk_has_tcp(skb))
	WMK_STAP_AT("kprobe.function(\"tcp_v4_rcv\")", struct sk_buff *skb = pointer_arg(1))
	WMK_STAP_WHEN(wmk_has_tcp(skb))
	WMK_STAP_ALSO_AT("kprobe.function(\"tcp_v6_rcv\")", struct sk_buff *skb = pointer_arg(1))
	WMK_STAP_WHEN(wmk_has_tcp(skb))
	WMK_BLIND("packets that a firewall drops, or that are forwarded")
	WMK_BLIND("the single ones of packets that the card or the kernel joined: they are one, with the flags of all")
	WMK_BLIND("packets whose header of TCP a driver leaves outside of the buffer's linear part")
	WMK_CONSTANTS_OF(families)
	WMK_CONSTANTS(TH_FIN = 0x01, TH_SYN = 0x02, TH_RST = 0x04, TH_PUSH = 0x08,
		      TH_ACK = 0x10, TH_URG = 0x20, TH_ECE = 0x40, TH_CWR = 0x80)

	/* AF_INET or AF_INET6. */
	__u16 Family			WMK_BPF(wmk_packet_family(skb));
	/* The sender, as the packet says. */
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_source, skb);
	__u16 Port			WMK_BPF(wmk_be16(wmk_data(skb)));
	wmk_address_t LocalAddress	WMK_BPF_FILL(wmk_fill_destination, skb);
	__u16 LocalPort			WMK_BPF(wmk_be16(wmk_data(skb) + 2));
	/* TH_FIN, TH_SYN ... */
	__u8 Flags			WMK_BPF(wmk_byte(wmk_data(skb) + 13));
	/* Bytes behind the header of TCP. */
	__u32 PayloadBytes		WMK_BPF(wmk_tcp_payload(skb));
};

/* A question is sent to port 53 over UDP. */
struct WMK_KIND(dnsquery) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/udp_send_skb", struct sk_buff *skb, struct flowi4 *flow)
	WMK_BPF_WHEN(wmk_is_dns_query(skb, wmk_flow_port(flow)))
	WMK_BPF_ALSO_AT("fentry/udp_v6_send_skb", struct sk_buff *skb, struct flowi6 *flow)
	WMK_BPF_WHEN(wmk_is_dns_query(skb, wmk_flow_port(flow)))
	WMK_STAP_AT("kprobe.function(\"udp_send_skb\")", struct sk_buff *skb = pointer_arg(1),
		     struct flowi4 *flow = pointer_arg(2))
	WMK_STAP_WHEN(wmk_is_dns_query(skb, wmk_flow_port(flow)))
	WMK_STAP_ALSO_AT("kprobe.function(\"udp_v6_send_skb\")",
		     struct sk_buff *skb = pointer_arg(1), struct flowi6 *flow = pointer_arg(2))
	WMK_STAP_WHEN(wmk_is_dns_query(skb, wmk_flow_port(flow)))
	WMK_BLIND("questions over TCP, TLS or HTTPS, to other ports, and of raw sockets")
	WMK_BLIND("who asks a local resolver over a UNIX socket (nscd, systemd-resolved by D-Bus): the resolver is seen to ask; "
		  "a question to 127.0.0.53 is seen twice, of the program and of the resolver, if that does not know the answer")
	WMK_BLIND("all questions but the first of a message, and of the messages that one call sends as segments (UDP_SEGMENT)")
	WMK_CONSTANTS_OF(families)
	WMK_CONSTANTS(DNS_A = 1, DNS_NS = 2, DNS_CNAME = 5, DNS_SOA = 6, DNS_PTR = 12, DNS_MX = 15,
		      DNS_TXT = 16, DNS_AAAA = 28, DNS_SRV = 33, DNS_HTTPS = 65, DNS_ANY = 255)

	/* AF_INET or AF_INET6. */
	__u16 Family			WMK_BPF(wmk_packet_family(skb));
	/* The server that is asked. */
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_destination, skb);
	__u16 Port			WMK_BPF(wmk_flow_port(flow));
	/* "www.example.org", letters as they are sent, large or small; empty for the root. */
	char Name[256]			WMK_BPF_FILL(wmk_fill_dns_name, skb);
	/* DNS_A, DNS_TXT ...; 0 where the message ends too soon. */
	__u16 Type			WMK_BPF(wmk_dns_type(skb));
};

/* A descriptor refers to what another one does, by dup2 or dup3. */
struct WMK_KIND(dup) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fexit/do_dup2", void *files, struct file *file, unsigned int fd,
		   unsigned int flags, int result)
	WMK_BPF_WHEN(result >= 0)
	WMK_STAP_AT("kprobe.function(\"do_dup2\")", struct files_struct *files = pointer_arg(1),
		     struct file *file = pointer_arg(2), unsigned int fd = uint_arg(3))
	WMK_STAP_WHEN(wmk_can_dup(files, fd))
	WMK_BLIND("dup and F_DUPFD, which choose a descriptor that is free: see fdinstall")
	WMK_CONSTANTS_OF(families)

	/* The one that was changed. */
	__s32 Descriptor		WMK_BPF(fd);
	/* 1 where what it refers to now is a socket. */
	__u8 IsSocket			WMK_BPF(wmk_file_socket(file) != NULL);
	/* Of that socket; 0 where it is none. */
	__u16 Family			WMK_BPF(wmk_socket_family(wmk_file_socket(file)));
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_socket_address, wmk_file_socket(file));
	__u16 Port			WMK_BPF(wmk_socket_port(wmk_file_socket(file)));
	wmk_address_t LocalAddress	WMK_BPF_FILL(wmk_fill_socket_local, wmk_file_socket(file));
	__u16 LocalPort			WMK_BPF(wmk_socket_local_port(wmk_file_socket(file)));
	/* As stat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(file->f_inode->i_ino);
};

/* A descriptor that was free is about to refer to something: by open, socket, accept, pipe, dup, F_DUPFD, or received. */
struct WMK_KIND(fdinstall) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/fd_install", unsigned int fd, struct file *file)
	WMK_STAP_AT("kprobe.function(\"fd_install\")", unsigned int fd = uint_arg(1),
		     struct file *file = pointer_arg(2))
	WMK_BLIND("dup2 and dup3: see dup; descriptors that a process inherits; files that io_uring keeps for itself")
	WMK_CONSTANTS_OF(families)

	__s32 Descriptor		WMK_BPF(fd);
	/* 1 where it is a socket. */
	__u8 IsSocket			WMK_BPF(wmk_file_socket(file) != NULL);
	/* Of that socket; 0 where it is none. */
	__u16 Family			WMK_BPF(wmk_socket_family(wmk_file_socket(file)));
	wmk_address_t Address		WMK_BPF_FILL(wmk_fill_socket_address, wmk_file_socket(file));
	__u16 Port			WMK_BPF(wmk_socket_port(wmk_file_socket(file)));
	wmk_address_t LocalAddress	WMK_BPF_FILL(wmk_fill_socket_local, wmk_file_socket(file));
	__u16 LocalPort			WMK_BPF(wmk_socket_local_port(wmk_file_socket(file)));
	/* As stat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(file->f_inode->i_ino);
};

#endif /* WMK_EVENTS_NET_H */
